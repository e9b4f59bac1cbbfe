"""A sentence → why it cannot stand alone."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.gating import compiled
from summarizer.quoting import mask
from summarizer.standing.lexicon import SPEECH
from summarizer.standing.openings import LINKED, find_opening, opens_quoted
from summarizer.standing.pointing import is_shout, lacks_place, points_outside
from summarizer.standing.referring import lacks_person, points_back
from summarizer.words import count_words

__all__ = ["LINKED", "find_dependence"]

_FEWEST_WORDS = 6
_SHORTEST = 40  # characters, where words are long or not parted by blanks
_LONGEST_LOOKED_AT = 1_500
_QUOTES = ("“", '"', "«", "„")
_PRONOUN_SPEAKS = re.compile(
    rf"(?:, |[”\"] )(?:he|she|it|they) (?:also )?(?:(?:was|were) quoted as )?(?:{SPEECH}|saying|quoted)\b"
)
_NAMED_SPEAKER = (
    rf"\b[Aa]ccording to |\b[A-ZÀ-Þ][\w'.-]+,? (?:(?:who|a|the) [^,]{{1,80}}, )?{SPEECH}\b"
)  # fmt: skip


@lru_cache(maxsize=20_000)
def find_dependence(text: str, language: str = "en") -> str:
    """Say why a sentence cannot stand alone, or nothing if it can.

    Other languages than English are only asked whether they are whole and have a speaker.

    >>> find_dependence("He is at risk of arrest in Brazil."), find_dependence("“It is over.”")
    ('opens with a pronoun', 'a quotation without a speaker')
    >>> find_dependence("The ministry demanded his release on Monday.")
    'a pronoun without whom it means'
    >>> find_dependence("Talks on the border go on, the ministry said.")
    ''
    """
    plain = mask(text)
    if text.startswith(_QUOTES) and not any(char.isalpha() for char in plain):
        return "a quotation without a speaker"
    if _is_short(text, language):
        return "too short to stand alone"
    if text[0].islower() and not text[1:2].isupper():
        return "begins in the middle"
    if text.rstrip().endswith((":", ",")):
        return "announces what follows"
    if language != "en":
        return ""
    start = len(text) - len(text.lstrip("([*•–- "))
    straight, plain = (whole[start:_LONGEST_LOOKED_AT].replace("’", "'") for whole in (text, plain))
    return _find_in_english(straight, plain)


def _is_short(text: str, language: str) -> bool:
    return count_words(text) < _FEWEST_WORDS and (language == "en" or len(text) < _SHORTEST)


def _find_in_english(text: str, plain: str) -> str:
    """Judge a sentence with straight apostrophes."""
    opening = find_opening(plain)
    if opening:
        return opening
    if opens_quoted(text):
        return "quotes what has its meaning from before"
    if _PRONOUN_SPEAKS.search(plain) and not compiled(_NAMED_SPEAKER).search(plain):
        return "its speaker is a pronoun"
    if is_shout(plain):
        return "speaks for somebody unnamed"
    if points_back(plain) or points_outside(plain):
        return "depends on what it mentions"
    if lacks_person(plain):
        return "a pronoun without whom it means"
    return LINKED if lacks_place(plain) else ""
