"""Whom an outlet passes on: the agency, broadcaster or paper that a sentence names as its source."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.media import MEDIUM, short_name

_REPORTED = r"(?:reported|reports|said|says|added|adds|wrote|writes|cited|noted|quoted)"


@lru_cache(maxsize=64)
def _patterns(own: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The ways in which a medium is named as a source, the outermost first."""
    names = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    medium = f"(?P<whole>(?:the )?(?P<own>{names})(?!\\w)|{MEDIUM})" if names else f"(?P<whole>{MEDIUM})"
    quote = '[”"»]'
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:,|{quote}) {medium} {_REPORTED}\b(?:,|\.|$| on | from | in )",
            rf"(?:,|{quote}) {_REPORTED} {medium}",
            rf"\baccording to (?:a report (?:in|by|from) )?{medium}",
            rf"^{medium} (?:has |had )?{_REPORTED}\b",
            rf"\b(?:[Cc]iting|quoted by|reported by|cited by) {medium}",
            rf"\b(?:told|tells) {medium}",
            rf"\b(?:in )?an? (?:\w+ )?interview (?:with|to|for|on) {medium}",
            rf"\b(?:said|says|statement)\b[^,;:]{{0,60}} to {medium}",
            rf"\b(?:speaking|spoke) (?:to|on|with) {medium}",
        )
    )


def find_origin(masked: str, own: tuple[str, ...] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Name the origin of a sentence (quotations masked), and the places where media are named as sources.

    >>> find_origin("The pact is dead, an envoy told AFP.")[0], find_origin("Reuters opened an office.")[0]
    ('AFP', '')
    """
    names, places = [], []
    for pattern in _patterns(own):
        for found in pattern.finditer(masked):
            groups = found.groupdict()
            key = "own" if groups.get("own") else "medium"
            names.append(short_name(found[key]))
            places.append(found.span("whole"))
    return (names[0] if names else ""), tuple(places)
