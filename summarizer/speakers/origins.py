"""Whom an outlet passes on: the agency, broadcaster or paper that a sentence names as its source."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.media import MEDIUM, short_name

_REPORTED = r"(?:reported|reports|said|says|added|adds|wrote|writes|cited|noted|quoted)"


_QUOTE = '[”"»]'
# How a medium ("@") is named as a source, the outermost first; and what is in any text of which that is true,
# because to look for a word costs next to nothing beside looking for the name of a medium.
_WAYS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((",", "”", '"', "»"), rf"(?:,|{_QUOTE}) @ {_REPORTED}\b(?:,|\.|$| on | from | in )"),
    ((",", "”", '"', "»"), rf"(?:,|{_QUOTE}) {_REPORTED} @"),
    (("according to ",), r"\baccording to (?:a report (?:in|by|from) )?@"),
    (("",), rf"^@ (?:has |had )?{_REPORTED}\b"),
    (("iting ", "ted by "), r"\b(?:[Cc]iting|quoted by|reported by|cited by) @"),
    (("told ", "tells "), r"\b(?:told|tells) @"),
    (("interview ",), r"\b(?:in )?an? (?:\w+ )?interview (?:with|to|for|on) @"),
    ((" to ",), r"\b(?:said|says|statement)\b[^,;:]{0,60} to @"),
    (("speaking ", "spoke "), r"\b(?:speaking|spoke) (?:to|on|with) @"),
)


@lru_cache(maxsize=600)
def _compile(way: str, own: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    medium = f"(?P<whole>(?:the )?(?P<own>{names})(?!\\w)|{MEDIUM})" if names else f"(?P<whole>{MEDIUM})"
    return re.compile(way.replace("@", medium))


@lru_cache(maxsize=20_000)
def find_origin(masked: str, own: tuple[str, ...] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Name the origin of a sentence (quotations masked), and the places where media are named as sources.

    >>> find_origin("The pact is dead, an envoy told AFP.")[0], find_origin("Reuters opened an office.")[0]
    ('AFP', '')
    """
    names, places = [], []
    for cues, way in _WAYS:
        if not any(cue in masked for cue in cues):
            continue
        for found in _compile(way, own).finditer(masked):
            groups = found.groupdict()
            key = "own" if groups.get("own") else "medium"
            names.append(short_name(found[key]))
            places.append(found.span("whole"))
    return (names[0] if names else ""), tuple(places)
