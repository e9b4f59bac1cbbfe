"""Whether a sentence can be understood alone, and if not, why."""

from __future__ import annotations

import re

from summarizer.words import count_words

_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern))
    for why, pattern in (
        (
            "opens with a pronoun",
            r"^(?:(?:But|And|So|Yet|However,|Also,|Then|Still,|Meanwhile,|In addition,|Instead,|Later,|Earlier,) )?"
            r"(?:He|She|They|It|His|Her|Their|Its|Him|Them|he|she|they|it|his|her|their|its)\b(?! (?:is|was|would be) (?:\w+ )?"
            r"(?:that|to|the first|expected|unclear|not clear|believed|thought|estimated|said that))",
        ),
        (
            "refers to what was said before",
            r"^(?:(?:But|And|So|Yet|However,) )?(?:Those|These|This|That|Such|Both|Neither|The (?:two|latter|former|same)"
            r"|In response|In return|In reply|In turn|So far|Instead|Therefore|Thus|As a result|That is why|This is|Another|Others|Some of (?:them|those|these)"
            r"|Most of (?:them|those)|One of (?:them|those|these)|None of (?:them|those)|The (?:person|official|officials"
            r"|spokesperson|spokesman|spokeswoman|source|sources|statement|move|incident|decision|remarks|comments) )\b",
        ),
        (
            "its speaker is a pronoun",
            r"(?:,|[”\"]) (?:he|she|it|they) (?:also )?(?:said|added|says|told|noted|continued|wrote|explained|stressed|insisted)\b",
        ),
        ("goes on from the sentence before", r"^(?:But|And|However|Nor|Or|Yet|Still|Also|Then|Moreover|Furthermore|Besides|Likewise)\b"),
        (
            "depends on what it mentions",
            r"^(?:The|In the) (?:\w+ )?(?:he|she|they) |^The \w+ (?:he|she|they) \w+|\b(?:(?:against|about|over|despite) (?:it|this|them)\b(?! (?:is|was))|those demands|those conditions"
            r"|these demands|these conditions|that meeting|after that call|those terms|these terms|the same day|the person said|they added)\b",
        ),
    )
)  # fmt: skip
_SPEAKERLESS = re.compile(r"^[“\"«„][^”\"»]*[”\"»]?\.?$")
_FEWEST_WORDS = 6


def find_dependence(text: str) -> str:
    """Say why a sentence cannot stand alone, or nothing if it can.

    >>> find_dependence("He is at risk of arrest in Brazil."), find_dependence("“It is over.”")
    ('opens with a pronoun', 'a quotation without a speaker')
    >>> find_dependence("Talks on the border go on, the ministry said.")
    ''
    """
    if _SPEAKERLESS.match(text):
        return "a quotation without a speaker"
    if count_words(text) < _FEWEST_WORDS:
        return "too short to stand alone"
    if text[:1].islower():
        return "begins in the middle"
    return next((why for why, pattern in _OPENERS if pattern.search(text)), "")
