"""Words that were glued together where a link was stripped ("PresidentDahl", "thestrike").

A token is parted where both halves are words of this story in this language and the whole is none: it stands in one
article only. A capital inside the token is sign enough ("PresidentDahl"). In small letters ("thestrike", "Dahlhas") one
half must be a word that links use to stand beside (``lang/*/missing_spaces.toml``); what could as well be a rare word
stays as it is, and so does a sentence of a language without such words.
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
_NAME_PARTICLES = frozenset("mc mac de la le van von di da del du fitz o san st".split())  # names, not language
# Firms and products with a capital inside, whose halves are words.
_BRANDS = frozenset(  # names, not language
    """
    airbnb blackberry blackrock buzzfeed chatgpt coingecko conocophillips deepmind deepseek dreamworks exxonmobil
    facebook facetime fedex github huffpost javascript linkedin mastercard moneygram newscorp openai opensea paypal
    playstation powerpoint powershell salesforce sharepoint soundcloud spacex starlink techcrunch thyssenkrupp tiktok
    typescript unicredit wechat whatsapp wikileaks wordpress youtube
    """.split()
)
#: A word that stands so often in a story is no accident.
_OFTEN = 3
_NEVER = 1_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a story in one language, as they stand: how often each occurs, and in how many articles."""

    words: Counter[str]
    articles: Counter[str]


def count_vocabulary(texts: Iterable[str]) -> Vocabulary:
    """Count the words of all articles of a story in one language."""
    words: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for text in texts:
        tokens = split_words(text)
        words.update(tokens)
        articles.update(set(tokens))
    return Vocabulary(words, articles)


def find_glued(text: str, vocabulary: Vocabulary, language: Language) -> Iterator[Change]:
    """Find the places of a text where a blank is missing between two words.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> known = count_vocabulary(["President Ana Dahl met the strike leaders. Ana Dahl has left."])
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
    """Return the places inside a token where blanks are missing."""
    if vocabulary.articles[token] > 1 or token.lower() in _BRANDS:
        return []
    capitals = [found.start() for found in _INNER_CAPITAL.finditer(token)]
    if not capitals:
        return _cut_in_two(token, vocabulary, language)
    cuts = []
    for start, end in pairwise([0, *capitals, len(token)]):
        part = token[start:end]
        cuts.append(start)
        if not _is_part(part, vocabulary, language, opens=start == 0):
            inner = _cut_in_two(part, vocabulary, language)
            if not inner:
                return []
            cuts += [start + cut for cut in inner]
    return cuts[1:]


def _is_part(part: str, vocabulary: Vocabulary, language: Language, *, opens: bool) -> bool:
    """Return whether a token's part is a word of its own; ``opens`` for the first part."""
    if len(part) == 1 or part.lower() in _NAME_PARTICLES:
        return False
    # What opens a sentence has a capital that the word has not elsewhere.
    return _is_known(part, vocabulary, language) or (opens and _is_known(part.lower(), vocabulary, language))


def _is_known(word: str, vocabulary: Vocabulary, language: Language) -> bool:
    """Return whether the story has a word, or the language knows it beside links."""
    return vocabulary.words[word] > 0 or word in language.words("missing_spaces.links")


def _cut_in_two(token: str, vocabulary: Vocabulary, language: Language) -> list[int]:
    """Return where a token without an inner capital is two words, one of which links use to stand beside.

    The other must be long enough for the two to be no rare word.
    """
    if vocabulary.words[token] >= _OFTEN or token.lower() in language.words("missing_spaces.whole"):
        return []
    behind = language.numbers("missing_spaces.letters_behind")
    before = language.numbers("missing_spaces.letters_before")
    if token[0].isupper():
        before = language.numbers("missing_spaces.letters_of_name_before")
    for cut in range(2, len(token) - 1):
        first, second = token[:cut], token[cut:]
        is_long_enough = cut >= before.get(second, _NEVER) or len(second) >= behind.get(first, _NEVER)
        are_known = is_long_enough and _is_known(second, vocabulary, language)
        if are_known and _is_part(first, vocabulary, language, opens=True):
            return [cut]
    return []
