"""Two sentences that tell opposite states of one thing: of these only one can be right, whatever was before."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import find_opposites
from summarizer.analysis.dates import ISO_DAY
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import WordForms, read_forms

#: The pairs of opposites of which a thing is in one state, whatever was before: not opened, and then closed.
_EXCLUDING = frozenset({"rise", "alive", "legal", "possible", "freeze", "guilty"})  # names, not language


def tell_opposite_states(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether of one known thing each sentence tells the opposite on one day, and all else alike: not of "a
    miner" or "miners", nor of two or many, which may be several."""
    names = find_opposites(one.claims, other.claims) & _EXCLUDING
    if not names or one.article.published[:ISO_DAY] != other.article.published[:ISO_DAY]:
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
    before = words[: told.index(True) + 1] if any(told) else []
    is_several = any(figure.kind == "count" for figure in one.claims.figures)
    is_known = "alive" not in names or _are_of_known(before, one.language)  # "unemployment rose"
    if is_several or not is_known or _leave_open(before, one.language):
        return set()
    kept = (word for word, is_told in zip(words, told, strict=True) if not is_told)
    return {word.stem for word in kept if word.counts or rivals.find(word.lowered)}


def _leave_open(words: Sequence[WordForms], language: Language) -> bool:
    """Return whether words leave open of what they tell: "a miner", "most"."""
    lowered, rivals = {word.lowered for word in words}, load_groups(language, "comparison.rivals")
    is_open = not language.words("opposites.left_open").isdisjoint(lowered)
    return is_open or any("amount" in rivals.find(word) for word in lowered)


def _are_of_known(words: Sequence[WordForms], language: Language) -> bool:
    """Return whether words tell of something known: "the pilot", "Karl Amund", and not "miners in the pit"; anything in
    a language without articles."""
    articles, prepositions = (language.words(key) for key in ("comparison.articles", "grammar.prepositions"))
    is_opened = False
    for before, word in zip([None, *words], words, strict=False):
        if word.lowered in prepositions:
            is_opened = True
        elif before and before.lowered not in prepositions and not (before.counts and word.counts):
            is_opened = False
        is_name = before and before.counts and before.written[0].isupper() and word.written[0].isupper()
        if not is_opened and (word.lowered in articles or is_name):
            return True
    return not articles
