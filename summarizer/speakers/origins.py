"""Whom an outlet passes on: the agency, broadcaster or paper that a sentence names as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from summarizer.media import match_medium, short_name

_REPORTED = r"(?:reported|reports|said|says|added|adds|wrote|writes|cited|noted|quoted)"
_QUOTE = '[”"»]'
_PAUSES = (",", "”", '"', "»")
# How a medium is named as a source, the outermost first: words of which one is in any such text (to look for a word
# costs next to nothing), what stands before the medium, and what must stand behind it.
_WAYS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (_PAUSES, rf"(?:,|{_QUOTE}) ", rf" {_REPORTED}\b(?:,|\.|$| on | from | in )"),
    (_PAUSES, rf"(?:,|{_QUOTE}) {_REPORTED} ", ""),
    (("according to ",), r"\baccording to (?:a report (?:in|by|from) )?", ""),
    (("",), "^", rf" (?:has |had )?{_REPORTED}\b"),
    (("iting ", "ted by "), r"\b(?:[Cc]iting|quoted by|reported by|cited by) ", ""),
    (("told ", "tells "), r"\b(?:told|tells) ", ""),
    (("interview ",), r"\b(?:in )?an? (?:\w+ )?interview (?:with|to|for|on) ", ""),
    ((" to ",), r"\b(?:said|says|statement)\b", ""),
    (("speaking ", "spoke "), r"\b(?:speaking|spoke) (?:to|on|with) ", ""),
)
# What was said to a medium may stand between, but no comma. The nearest to the medium is meant.
_SAID = _WAYS[7]
_BETWEEN = re.compile(r"[^,;:]{0,60}(?= to )")
_compile = cache(re.compile)

#: A name, and where it begins (with what introduces it) and ends.
_Named = tuple[str, int, int]


@lru_cache(maxsize=20_000)
def find_origin(masked: str, own: tuple[str, ...] = ()) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Name the origin of a sentence (quotations masked), and the places where media are named as sources.

    >>> find_origin("The pact is dead, an envoy told AFP.")[0], find_origin("Reuters opened an office.")[0]
    ('AFP', '')
    """
    names, places = [], []
    for way in _WAYS:
        for name, start, end in _find_media(masked, own, way):
            names.append(short_name(name))
            places.append((start, end))
    return (names[0] if names else ""), tuple(places)


def _find_media(masked: str, own: tuple[str, ...], way: tuple[tuple[str, ...], str, str]) -> Iterator[_Named]:
    cues, before, behind = way
    if not any(cue in masked for cue in cues):
        return
    done = 0
    for anchor in _compile(before).finditer(masked):
        if anchor.start() < done:
            continue
        for start in _find_starts(masked, anchor.end()) if way is _SAID else (anchor.end(),):
            named = _read_medium(masked, own, start)
            follows = _compile(behind).match(masked, named[2]) if named else None
            if named and follows:
                done = follows.end()
                yield named
                break


def _find_starts(masked: str, start: int) -> Iterator[int]:
    """Find where a medium may begin to which something was said, the furthest first."""
    end = start + 60
    while found := _BETWEEN.match(masked, start, end + 4):
        yield found.end() + 4
        end = found.end() - 1


def _read_medium(masked: str, own: tuple[str, ...], start: int) -> _Named | None:
    """Read the name of a medium that begins here, one of this story's own outlets before others."""
    for at in (start + 4, start) if masked.startswith("the ", start) else (start,):
        for name in sorted(own, key=len, reverse=True):
            end = at + len(name)
            if masked.startswith(name, at) and not re.match(r"\w", masked[end : end + 1]):
                return name, start, end
    found = match_medium(masked, start)
    return (found["medium"], start, found.end()) if found else None
