"""Two sentences that are the same but in one place: whether another thing stands there, or the two things of it changed
places.

By likeness such sentences are nearly one, seven words of eight are the same. So much alike they are only where one
outlet's text became the other's, or where two things are told of one event: "two were killed", "two were injured".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import product

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import are_opposite
from summarizer.analysis.dates import read_dates
from summarizer.analysis.quantities import blot_figures
from summarizer.dedupe.rewording import tokenize_reworded
from summarizer.dedupe.roles import SAME_LETTERS, find_initials, reduce_name
from summarizer.dedupe.support import are_alike, list_hedges
from summarizer.lang.language import Language
from summarizer.text.tokens import count_shared_letters, fold, split_words_of
from summarizer.text.word_groups import load_groups, lower

#: So many words that count may stand in the one place; of more, likeness tells.
_MOST_REPLACED = 2
#: With more words in the one place, those of both together, the sentences are two in other ways too.
_MOST_CHANGED = 8
#: So many words must be the same around it.
_LEAST_SAME = 3
#: How `hedges.toml` calls what puts a thing into doubt; what only wants, plans or expects it, outlets put as they like.
_DOUBTS = frozenset({"may", "must", "unlikely", "consider", "try", "allege"})  # names, not language
#: So many letters two forms share at least in a language whose names have cases.
_LEAST_FORM = 4
#: So many words are looked through for two that changed places.
_MOST_COMPARED = 40


def replaces_words(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether all but one place of two sentences is the same, and words stand there that tell another thing.

    A word more ("in Arden on Monday") tells more, not another thing, unless it is one such as "former" or
    "perhaps"; nor do words that outlets put for each other.
    """
    language = one.language
    here, there, around = _find_difference(one, other)
    if around < _LEAST_SAME or len(here) + len(there) > _MOST_CHANGED:
        return False
    if _read_doubts(here, language) != _read_doubts(there, language):
        return True
    if here and there and (_are_rivals(here, there, language) or are_opposite(one.claims, other.claims)):
        return True
    mine, theirs = (set(tokenize_reworded(" ".join(words), language.code)) for words in (here, there))
    own, others = mine - theirs, theirs - mine
    if not (1 <= len(own) <= _MOST_REPLACED and 1 <= len(others) <= _MOST_REPLACED):
        return False
    if _are_initials(here, there) or _are_initials(there, here):
        return False
    return not any(_may_be_one(word, another, language) for word, another in product(here, there))


def exchanges_words(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences have the same words, but two of whom they tell in each other's place."""
    here, there, _ = _find_difference(one, other, with_determiner=True)
    words, others = ([fold(word) for word in stretch] for stretch in (here, there))
    if len(words) > _MOST_COMPARED or sorted(words) != sorted(others):
        return False
    names = _find_capitals(here) & _find_capitals(there)
    for first, last in product(range(1, len(words)), repeat=2):
        end = len(words) - last
        if first < end and words == others[-first:] + others[last:-first] + others[:last]:
            if one.language.pattern("comparison.shared").search(" ".join(words[first:end]) + " "):
                return False  # "Arle and Tarn", "Arle met Tarn"
            return all(_may_act(stretch, names, one.language) for stretch in (words[:first], words[end:]))
    return False


def _find_difference(
    one: AnalysedSentence, other: AnalysedSentence, *, with_determiner: bool = False
) -> tuple[list[str], list[str], int]:
    """Return the words between those with which two sentences both begin and both end, and how many these are.

    Days and figures are left out: they are compared as such. A determiner before ("un policier", "un homme") may be one
    of them.
    """
    words, others = (list(_split_plain(each.core, each.article.published, each.language)) for each in (one, other))
    shortest = min(len(words), len(others))
    start = end = 0
    while start < shortest and fold(words[start]) == fold(others[start]):
        start += 1
    while end < shortest - start and fold(words[-1 - end]) == fold(others[-1 - end]):
        end += 1
    if with_determiner and start and fold(words[start - 1]) in one.language.words("grammar.determiners"):
        start -= 1
    return words[start : len(words) - end], others[start : len(others) - end], start + end


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def _split_plain(core: str, published: str, language: Language) -> tuple[str, ...]:
    """Return the words of what a sentence asserts, without its days and figures."""
    text = read_dates(core, published, language).rest.replace("#", " ")
    words = split_words_of(blot_figures(text, language), language)
    return tuple(word for word in words if not any(map(str.isdigit, word)))


def _read_doubts(words: Sequence[str], language: Language) -> set[str]:
    """Return the names of what makes something else of a thing, or puts it into doubt: "former", "may"."""
    modifiers = load_groups(language, "comparison.modifiers")
    named = {name for word in words for name in modifiers.find(lower(word))}
    return named | (list_hedges(" ".join(words), language) & _DOUBTS)


def _are_rivals(words: Sequence[str], others: Sequence[str], language: Language) -> bool:
    """Return whether words are of those that exclude each other, though they tell little: "over", "under"."""
    rivals = load_groups(language, "comparison.rivals")
    groups, other_groups = (
        {name: word for word in map(lower, each) for name in rivals.find(word)} for each in (words, others)
    )
    return any(groups[name] != other_groups[name] for name in groups.keys() & other_groups.keys())


def _may_be_one(word: str, other: str, language: Language) -> bool:
    """Return whether two words may tell one thing: forms of a word, or words that may stand for each other."""
    one, another = fold(word), fold(other)
    if one in language.words("stop_words.words") or another in language.words("stop_words.words"):
        return False
    is_part = bool(language.text("names.capital_nouns")) and (one.endswith(another) or another.endswith(one))
    return (
        is_part  # "Autozulieferer", "Zulieferer"
        or _are_forms(one, another, language)
        or reduce_name(word, language) == reduce_name(other, language)
        or are_alike(word, other, language)
    )


def _are_forms(one: str, other: str, language: Language) -> bool:
    """Return whether two folded words are forms of one, or a word with a prefix and without: "stimmte", "zustimmte"."""
    for prefix in language.words("tense.verb_prefixes"):
        one, other = one.removeprefix(prefix), other.removeprefix(prefix)
    shared = count_shared_letters(one, other)
    has_cases = bool(language.phrases("names.case_endings"))
    return shared >= SAME_LETTERS or (has_cases and shared >= _LEAST_FORM and shared >= min(len(one), len(other)) - 1)


def _are_initials(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether one of some words is what others are called by their first letters: "UE", "Unión Europea"."""
    return not find_initials(" ".join(others)).keys().isdisjoint(words)


def _find_capitals(words: Sequence[str]) -> set[str]:
    """Return the words with a capital, folded."""
    return {fold(word) for word in words if word[0].isupper()}


def _may_act(words: Sequence[str], names: Collection[str], language: Language) -> bool:
    """Return whether folded words may name who does something: "le maire", "Ana Dahl", unlike "on Monday", "ganó"."""
    first = words[0]
    is_name = first in names and first not in language.words("grammar.prepositions")
    return is_name or first in language.words("grammar.determiners")
