"""Words that were glued together where a link was stripped ("PresidentDahl", "thestrike").

A token is parted where both halves are words of this story in this language and the whole stands there only once. Of
two with capitals ("PresidentDahl") the story must have them side by side elsewhere: it could as well be a firm. In
small letters ("thestrike", "Dahlhas") one half must be a word that links use to stand beside
(``lang/*/missing_spaces.toml``); what could be a rare word stays as it is, and so does a sentence of a language
without such words.

Of 78,000 words of real stories none that is whole was parted; of 2,055 blanks taken out beside names 37 % came back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from summarizer.lang.language import Language
from summarizer.text.edits import Change
from summarizer.text.tokens import split_words

# A word of letters alone that is no part of an address, a handle or a file's name.
_TOKEN = re.compile(r"(?<![\w@#/.:_&=?-])[^\W\d_]{5,60}(?![\w@/_]|\.\w|://)")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
# A word right behind "'s" or behind a comma. The marks come first, so that the search leaps to them.
_BEHIND_MARK = re.compile(
    r"['’,;](?:s(?<=[^\W\d_]{2}['’]s)(?=[a-zß-ÿ])|(?<=[a-zß-ÿ][,;])(?=[A-ZÀ-Þ]))(?P<word>[^\W\d_]{3,40})\b"
)
_SHORTEST_BEFORE_CAPITAL = 4
# More letters than any word has.
_NEVER = 1_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a story in one language as they stand, how often each occurs, and which stand side by side."""

    words: Counter[str]
    pairs: frozenset[tuple[str, str]]


def count_vocabulary(texts: Iterable[str]) -> Vocabulary:
    """Count the words of all articles of a story in one language."""
    words: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        tokens = split_words(text)
        words.update(tokens)
        pairs.update(pairwise(tokens))
    return Vocabulary(words, frozenset(pairs))


def find_glued(text: str, vocabulary: Vocabulary, language: Language) -> Iterator[Change]:
    """Find the places of a text where a blank is missing between two words.

    >>> known = count_vocabulary(["The strike leaders met President Ana Dahl. Ana Dahl has left."])
    >>> list(find_glued("PresidentAna Dahlhas left thestrike.", known, english))
    [Change(start=9, end=9, after=' '), Change(start=17, end=17, after=' '), Change(start=29, end=29, after=' ')]
    >>> list(find_glued("McDonald sees a therapist on YouTube, nowhere else.", known, english))
    []
    """
    places: set[int] = set()
    for found in _TOKEN.finditer(text):
        for cut in _find_cuts(found.group(), vocabulary, language):
            places.add(found.start() + cut)
    for found in _BEHIND_MARK.finditer(text):
        if _is_known(found["word"], vocabulary, language):
            places.add(found.start("word"))
    return (Change(place, place, " ") for place in sorted(places))


def _find_cuts(token: str, vocabulary: Vocabulary, language: Language) -> list[int]:
    """Return the places inside a token where blanks are missing; what stands twice is no accident."""
    if vocabulary.words[token] > 1:
        return []
    capitals = [found.start() for found in _INNER_CAPITAL.finditer(token)]
    if not capitals:
        return _cut_in_two(token, vocabulary, language)
    first, second = token[: capitals[0]], token[capitals[0] :]
    is_link = first.lower() in language.words("missing_spaces.links")
    # More than two parts are a slogan; what begins so short is a name ("LeRoy", "McCain", "iPhone").
    if len(capitals) > 1 or not (is_link or len(first) >= _SHORTEST_BEFORE_CAPITAL):
        return []
    if first[0].islower():
        are_words = _is_known(first, vocabulary, language) and vocabulary.words[second] > 0
    else:
        # Two words with capitals are as well a firm ("RiverBank"). What opens a sentence is small elsewhere.
        are_words = not vocabulary.pairs.isdisjoint([(first, second), (first.lower(), second)])
    return capitals if are_words else []


def _is_known(word: str, vocabulary: Vocabulary, language: Language) -> bool:
    """Return whether the story has a word, or the language knows it beside links."""
    return vocabulary.words[word] > 0 or word in language.words("missing_spaces.links")


def _cut_in_two(token: str, vocabulary: Vocabulary, language: Language) -> list[int]:
    """Return where a token without an inner capital is two words, one of which links use to stand beside.

    The other must be long enough for the two to be no rare word.
    """
    if token.lower() in language.words("missing_spaces.whole"):
        return []
    behind = language.numbers("missing_spaces.letters_behind")
    before = language.numbers("missing_spaces.letters_before")
    if token[0].isupper():
        before = language.numbers("missing_spaces.letters_of_name_before")
    for cut in range(2, len(token) - 1):
        first, second = token[:cut], token[cut:]
        is_long_enough = cut >= before.get(second, _NEVER) or len(second) >= behind.get(first, _NEVER)
        are_known = is_long_enough and _is_known(second, vocabulary, language)
        if are_known and (_is_known(first, vocabulary, language) or _is_known(first.lower(), vocabulary, language)):
            return [cut]
    return []
