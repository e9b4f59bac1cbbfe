"""How many dead, hurt, missing or homeless a sentence counts, and whether two count the same otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain, product

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import ISO_DAY
from summarizer.analysis.quantities import CLOCK, COUNTS, find_figures
from summarizer.dedupe.compared_words import are_alike
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import read_forms

#: The one count that falls of a misfortune, as `tolls.toml` names it.
MISSING = "missing"  # a name, not language
#: So many characters behind a count stands whom it counts.
_REACH = 40


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def read_toll(text: str, language: Language) -> Mapping[str, float]:
    """Return how many dead, hurt, missing or homeless a sentence counts, each by its name, if it counts nothing else.

    >>> read_toll("The fire in Orrin killed 12 people, including 3 children.", english)
    {'dead': 12.0}
    """
    # "90 dead, including 30 in Romania"
    core = language.pattern("tolls.parts").sub("", text.replace("’", "'"))
    if language.pattern("tolls.none_missing").search(core):
        return {MISSING: 0.0}
    counted = {figure.value for figure, _, _ in find_figures(core, language) if figure.kind in COUNTS}
    toll = {MISSING: 1.0} if language.pattern("tolls.one_missing").search(core) else {}
    for name, patterns in language.rules("tolls.counted").items() if counted else ():
        for found in chain.from_iterable(pattern.finditer(core) for pattern in patterns):
            figures = find_figures(found.group(), language)
            counts = [figure.value for figure, _, _ in figures if figure.kind in COUNTS]
            # "Three of the 12 who were killed", "as many as 12 or 13 dead"
            if len(counts) != 1 or toll.setdefault(name, counts[0]) != counts[0]:
                return {}
    return toll if counted.issubset(toll.values()) else {}


def is_outdated(toll: Mapping[str, float], later: Mapping[str, float]) -> bool:
    """Return whether a later count of all the same is another one: a smaller figure is of a part, or of another count,
    but for the missing, who are found."""
    if any(later.get(kind, 0.0) < value for kind, value in toll.items() if kind != MISSING):
        return False
    if any(later[kind] > value for kind, value in toll.items() if kind != MISSING):
        return True
    return MISSING in toll and later.get(MISSING, toll[MISSING]) != toll[MISSING]


def count_otherwise(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences count the same dead, hurt or homeless, and not as many: not 18 people and 7
    children, nor those of noon and of the evening, or of two days: a toll that has grown is no contrary."""
    if one.article.published[:ISO_DAY] != other.article.published[:ISO_DAY]:
        return False
    mine, theirs = (read_toll(each.core, each.language) for each in (one, other))
    if not mine or mine.keys() != theirs.keys() or mine == theirs:
        return False
    if _read_hours(one.core, one.language) != _read_hours(other.core, other.language):
        return False
    whom, whom_there = (_list_counted(each.core, each.language) for each in (one, other))
    return all(are_alike(word, another, one.language) for word, another in product(whom, whom_there))


def _read_hours(core: str, language: Language) -> set[str]:
    """Return the times of day that a text tells, by the clock or in a word: "noon", "evening"."""
    rivals = load_groups(language, "comparison.rivals")
    hours = {f"{figure.value:g}" for figure, _, _ in find_figures(core, language) if figure.kind == CLOCK}
    return hours | {word.lowered for word in read_forms(core, language) if "part_of_day" in rivals.find(word.lowered)}


def _list_counted(core: str, language: Language) -> list[str]:
    """Return the words that stand right behind the counts of a text."""
    ends = (end for figure, _, end in find_figures(core, language) if figure.kind in COUNTS)
    words = (read_forms(core[end : end + _REACH], language)[:1] for end in ends)
    return [word.written for word in chain.from_iterable(words) if word.counts]
