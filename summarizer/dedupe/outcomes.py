"""What came of a matter: a sentence that tells it must never be hidden behind one that tells only what was before."""

from __future__ import annotations

from functools import lru_cache

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import ISO_DAY
from summarizer.dedupe.compared_words import are_alike
from summarizer.lang.language import Language
from summarizer.text.tokens import read_forms


def tells_outcome(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether a sentence tells what came of a state that another one may tell of, and the other does not: "one
    of the five injured died", "the tunnel, closed after a fire, has reopened"."""
    outcomes = _find_outcomes(one.core, one.language)
    if not outcomes:
        return False
    told = [word.written for word in read_forms(other.core, other.language) if word.counts]
    return not all(any(are_alike(word, each, one.language) for each in told) for word in outcomes)


def overtakes(later: AnalysedSentence, earlier: AnalysedSentence) -> bool:
    """Return whether a sentence tells what came of it, or of a day on which the other one's article was out."""
    day, before = (each.article.published[:ISO_DAY] for each in (later, earlier))
    if day < before or len(before) < ISO_DAY:
        return False
    # Of a year that has only begun, days of the last are not looked at.
    told = ({f"{day[:5]}{one}" for one in days} for days in later.claims.days)
    return tells_outcome(later, earlier) or any(before < min(days) <= max(days) <= day for days in told)


@lru_cache(maxsize=20_000)  # a sentence is asked beside many
def _find_outcomes(core: str, language: Language) -> frozenset[str]:
    return frozenset(found["outcome"] for found in language.pattern("comparison.outcome").finditer(core))
