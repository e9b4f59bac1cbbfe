"""Whether words say something else without those that were left out beside them: "I do not believe that | it broke".

What lies beyond a comma or an "and" is another clause, and may be left out; a condition may not, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.dedupe.hedges import list_hedges
from summarizer.lang.language import Language
from summarizer.text.wording import Word, make_key

#: So many words behind what is kept may narrow it beyond a pause: "…, but only at night".
_NARROWED = 4
#: So many words are read as a clause.
_CLAUSE = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before and behind what is kept, those in each gap amid it, and in each that begins
    within a clause; how what is kept ends (its pause) and begins."""

    before: Sequence[Word]
    behind: Sequence[Word]
    gaps: Sequence[Sequence[Word]] = ()
    cut_within: Sequence[Sequence[Word]] = ()
    pause: str = ""
    first: str = ""


@cache
def _list_phrases(language: Language, key: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a table, cut into words."""
    return tuple(tuple(map(make_key, phrase.split())) for phrase in language.phrases(key))


@cache
def list_openers(language: Language) -> frozenset[str]:
    """Return the words with which a clause of its own begins."""
    keys = ("grammar.main_clause_openers", "grammar.coordinators", "grammar.links")  # names, not language
    return frozenset(make_key(word) for key in keys for word in language.words(key))


def find_turns(around: Surroundings, language: Language, *, quoted: bool) -> frozenset[str]:
    """Return what around some words turns their sense, each as its kind and name: "negation", "hedge may", "condition".

    Of what is ``quoted`` conditions count within the quotation only.
    """
    if not language.has_rules:
        # Any other word may be one that denies.
        left = [*around.before, *around.behind, *(word for gap in around.gaps for word in gap)]
        return frozenset({"unknown"}) if any(word.said == quoted for word in left) else frozenset()
    openers = list_openers(language)
    zones = [_walk_back(around.before, openers), _walk_on(around.behind, openers, around.pause)]
    inner = [zone for gap in around.gaps for zone in (_walk_on(gap, openers, ""), _walk_back(gap, openers))]
    # "Nous […] fermerons […]": what denies may stand in two gaps.
    zones += [*inner, [word for zone in inner for word in zone]]
    found: set[str] = set()
    for zone in zones:
        found |= _read_zone(zone, language)
    left_out = [*around.before, *around.behind]
    beside = [word for word in left_out if word.said == quoted]
    gaps = [word for gap in around.gaps for word in gap]
    if _has_phrase(beside, language, "quoting.conditions") or _has_phrase(gaps, language, "quoting.conditions"):
        found.add("condition")
    if _has_phrase([word for word in around.behind if word.said == quoted][:_NARROWED], language, "quoting.limits"):
        found.add("limit")
    before = [word for word in around.before[-1:] if word.said == quoted]
    joining = language.words("grammar.complementizers")
    if before and (before[0].key in joining or around.first in joining):
        found.add("clause")
    if around.before and around.before[-1].key in language.words("quoting.opinions"):
        found.add("opinion")
    if any(_bridges(gap, openers) for gap in around.cut_within):
        found.add("bridge")
    if any(word.said == quoted and word.behind == "?" for word in around.behind):
        found.add("question")
    return frozenset(found)


def ends_early(around: Surroundings, size: int, language: Language, *, quoted: bool) -> bool:
    """Return whether words read as a whole clause and are not: "We will sell the hospital | car park".

    They begin where a clause begins, and end in its midst; of fewer than some words nobody expects a clause.
    """
    openers = list_openers(language)
    before = [word for word in around.before if word.said == quoted][-1:]
    behind = [word for word in around.behind if word.said == quoted][:1]
    begins = not before or bool(before[0].behind) or before[0].key in openers
    return begins and size >= _CLAUSE and bool(behind) and not around.pause and behind[0].key not in openers


def _bridges(gap: Sequence[Word], openers: Collection[str]) -> bool:
    """Return whether a gap leads from the midst of one clause into the midst of another: "The mayor […] is a thief"."""
    ends = [bool(word.behind) or word.key in openers for word in gap]
    return any(ends) and not ends[-1]


def _walk_back(words: Sequence[Word], openers: Collection[str]) -> Sequence[Word]:
    """Return the last words before some others that stand in one clause with them."""
    start = len(words)
    while start and not words[start - 1].behind and words[start - 1].key not in openers:
        start -= 1
    return words[start:]


def _walk_on(words: Sequence[Word], openers: Collection[str], pause: str) -> Sequence[Word]:
    """Return the first words behind some others that stand in one clause with them."""
    if pause:
        return ()
    end = 0
    while end < len(words) and words[end].key not in openers:
        end += 1
        if words[end - 1].behind:
            break
    return words[:end]


def _read_zone(zone: Sequence[Word], language: Language) -> set[str]:
    """Return what in a stretch of words turns the sense of those beside it."""
    text = " ".join(word.text for word in zone)
    found = {f"hedge {name}" for name in list_hedges(text, language)}
    if language.pattern("negation.negation").search(text):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.doubts"):
        found.add("negation")
    if _has_phrase(zone, language, "quoting.limits"):
        found.add("limit")
    return found


def _has_phrase(words: Sequence[Word], language: Language, key: str) -> bool:
    """Return whether a phrase of a table stands among some words."""
    keys = [word.key for word in words]
    for phrase in _list_phrases(language, key):
        size = len(phrase)
        if phrase[0] in keys and any(tuple(keys[at : at + size]) == phrase for at in range(len(keys))):
            return True
    return False
