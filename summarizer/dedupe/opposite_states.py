"""Two sentences that tell opposite states of one thing: of these only one can be right, whatever was before."""

from __future__ import annotations

from collections.abc import Collection

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import find_opposites
from summarizer.lang.language import load_groups
from summarizer.text.tokens import read_forms

#: The pairs of opposites of which a thing is in one state, whatever was before: not opened, and then closed.
_EXCLUDING = frozenset({"rise", "alive", "legal", "possible", "freeze"})  # names, not language
_ISO_DAY = len("2031-03-04")


def tell_opposite_states(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of one known thing each sentence tells the opposite on one day, and all else alike: not of "a
    miner", nor of two or many, which may be several."""
    names = find_opposites(one.claims, other.claims) & _EXCLUDING
    if not names or one.article.published[:_ISO_DAY] != other.article.published[:_ISO_DAY]:
        return False
    said = [_read_others(each, names) for each in (one, other)]
    return bool(said[0]) and said[0] == said[1]


def _read_others(one: AnalysedSentence, names: Collection[str]) -> set[str]:
    """Return the words that count of a sentence, and what says when, but for those of some pairs of opposites; none
    where before those it is left open of what they are told."""
    sides = [load_groups(one.language, f"opposites.{side}") for side in ("words", "opposites")]
    rivals = load_groups(one.language, "comparison.rivals")
    words = read_forms(one.core, one.language)
    told = [any(not set(names).isdisjoint(side.find(word.lowered)) for side in sides) for word in words]
    before = [word.lowered for word in words[: told.index(True) + 1]] if any(told) else []
    is_open = not one.language.words("opposites.left_open").isdisjoint(before)
    is_several = any(figure.kind == "count" for figure in one.claims.figures)
    if is_open or is_several or any("amount" in rivals.find(word) for word in before):
        return set()
    kept = (word for word, is_told in zip(words, told, strict=True) if not is_told)
    return {word.stem for word in kept if word.counts or rivals.find(word.lowered)}
