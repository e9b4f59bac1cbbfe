"""Two sentences that tell opposite states of one thing: of these only one can be right, whatever was before."""

from __future__ import annotations

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import find_opposites
from summarizer.lang.language import load_groups
from summarizer.text.tokens import read_forms

#: The pairs of opposites of which a thing is in one state, whatever was before: not opened, and then closed.
_EXCLUDING = frozenset({"rise", "alive", "legal", "possible", "freeze"})  # names, not language
_ISO_DAY = len("2031-03-04")


def tell_opposite_states(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of one thing each sentence tells the opposite on one day, and all else alike: not of "a miner",
    nor of two or many, which may be several."""
    names = find_opposites(one.claims, other.claims) & _EXCLUDING
    if not names or one.article.published[:_ISO_DAY] != other.article.published[:_ISO_DAY]:
        return False
    said = [_read_others(each, names) for each in (one, other)]
    return bool(said[0]) and said[0] == said[1]


def _read_others(one: AnalysedSentence, names: frozenset[str]) -> set[str]:
    """Return the words that count of a sentence, and what says when, but for those of some pairs of opposites; none
    where before those it is left open of what they are told."""
    sides = [load_groups(one.language, f"opposites.{side}") for side in ("words", "opposites")]
    rivals = load_groups(one.language, "comparison.rivals")
    left_open, others, is_open = one.language.words("opposites.left_open"), set[str](), True
    if any(figure.kind == "count" for figure in one.claims.figures):
        return others
    for word in read_forms(one.core, one.language):
        if any(not names.isdisjoint(side.find(word.lowered)) for side in sides):
            is_open = False
        elif is_open and word.lowered in left_open:
            return set()
        elif word.counts or rivals.find(word.lowered):
            others.add(word.stem)
    return others
