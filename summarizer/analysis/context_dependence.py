"""Why a sentence cannot stand alone: what it opens with or points to that only the sentences before explain.

The words and patterns are those of the language's ``context.toml`` and ``fillers.toml``. In a language without them
a sentence is only asked whether it is whole and has a speaker.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.analysis.back_references import lacks_person, points_back
from summarizer.lang.language import Language
from summarizer.text.tokens import MASK, count_words, mask

_FEWEST_WORDS = 6
_SHORTEST = 40  # characters, where words are long or not parted by blanks
_LONGEST_LOOKED_AT = 1_500  # characters
_LONGEST_FILLER = 45  # words; a longer sentence tells more than that
_LONGEST_QUOTED = 40  # characters
_QUOTES = ("“", '"', "«", "„")
_BULLETS = "([*•–- "


@lru_cache(maxsize=20_000)
def find_dependence(text: str, language: Language) -> str:
    """Return why a sentence cannot stand alone, empty if it can.

    Of lines that lean on another, briefings would print fourteen more without.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> find_dependence("He is at risk of arrest in Brazil.", english), find_dependence("“It is over.”", english)
    ('opens with a pronoun', 'a quotation without a speaker')
    >>> find_dependence("The ministry demanded his release on Monday.", english)
    'a pronoun without whom it means'
    >>> find_dependence("Talks on the border go on, the ministry said.", english)
    ''
    """
    plain = mask(text)
    if text.startswith(_QUOTES) and not any(char.isalpha() for char in plain):
        return "a quotation without a speaker"
    if count_words(text) < _FEWEST_WORDS and len(text) < _SHORTEST:
        return "too short to stand alone"
    if text[0].islower() and not text[1:2].isupper():
        return "begins in the middle"
    if text.rstrip().endswith((":", ",")):
        return "announces what follows"
    start = len(text) - len(text.lstrip(_BULLETS))
    end = _LONGEST_LOOKED_AT
    return _find_by_language(_straighten(text[start:end]), _straighten(plain[start:end]), language)


def _straighten(text: str) -> str:
    """Return a text with straight apostrophes, as the patterns ask for it."""
    return text.replace("’", "'")


def _find_by_language(text: str, plain: str, language: Language) -> str:
    """Judge a sentence with straight apostrophes, as it stands and with its quotations blotted out."""
    opening = _find_rule(plain, language, "context.openings")
    if opening:
        return opening
    if _is_found(text, language, "context.quoted_opening", unless="context.said_of"):
        return "quotes what has its meaning from before"
    if _is_found(plain, language, "context.pronoun_speaks", unless="context.named_speaker"):
        return "its speaker is a pronoun"
    if points_back(plain, language):
        return "depends on what it mentions"
    if lacks_person(plain, language):
        return "a pronoun without whom it means"
    return ""


def _find_rule(plain: str, language: Language, key: str) -> str:
    """Return the name of the first rule of a table of which a pattern is found in a sentence, empty for none."""
    for name, patterns in language.rules(key).items():
        for pattern in patterns:
            if pattern.search(plain):
                return name
    return ""


def _is_found(text: str, language: Language, key: str, *, unless: str) -> bool:
    """Return whether a pattern is found in a text, and another one is not."""
    if not language.pattern(key).search(text):
        return False
    return not language.pattern(unless).search(text)


@lru_cache(maxsize=20_000)
def find_filler(text: str, language: Language) -> str:
    """Return why a sentence tells nothing ("declined to comment"), empty if it tells something.

    Worth 2.3 points of recall of the sentences that a page is better without.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> find_filler("The mayor of Arle declined to comment.", english)
    'says that nothing is said'
    >>> find_filler("It was not clear when the dam would open.", english)
    'says that something is not known'
    >>> find_filler("No bodies were found under the bridge in Arle.", english)
    ''
    """
    if count_words(text) > _LONGEST_FILLER:
        return ""
    plain = mask(_straighten(text[:_LONGEST_LOOKED_AT])).strip()
    if plain.count(MASK) > _LONGEST_QUOTED or language.pattern("fillers.more").search(plain):
        return ""
    return _find_rule(language.pattern("fillers.aside").sub("", plain), language, "fillers.rules")
