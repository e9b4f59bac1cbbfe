"""Patterns that few texts match: a text is asked for words that every match must hold, and only then for the pattern.

A pattern is compiled when the first text has its words. To compile all of them takes longer than to read an article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_LEADING = re.compile(r"[\W_]*")
_KEY = 2  # letters of a beginning by which gates are looked up


@dataclass(frozen=True, slots=True)
class Gated:
    """A pattern behind words.

    ``starts`` are what the text of a match begins with, after its marks and blanks, "0" for any digit; of each group
    of ``words`` a match holds one. Where the pattern takes no heed of case, both are in small letters.
    """

    pattern: str
    exact: bool
    starts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


#: The beginnings of gates, cut short → the gates with their groups' places; under "" those that may begin anyhow.
Gates = Mapping[str, Sequence[tuple[int, Gated]]]


def gate(pattern: str, *words: str, starts: str = "") -> Gated:
    """Put a pattern that takes no heed of case behind words, which are parted by ";"."""
    return Gated(pattern, False, _part(starts), tuple(map(_part, words)))


def gate_exact(pattern: str, *words: str, starts: str = "") -> Gated:
    """Put a pattern behind words as they must stand, parted by ";"."""
    return Gated(pattern, True, _part(starts), tuple(map(_part, words)))


def _part(words: str) -> tuple[str, ...]:
    return tuple(words.split(";")) if words else ()


def arrange(groups: Sequence[Sequence[Gated]]) -> Gates:
    """Arrange groups of gates by how a text must begin, so that a text is asked for few of them."""
    gates: defaultdict[str, list[tuple[int, Gated]]] = defaultdict(list)
    for place, group in enumerate(groups):
        for gated in group:
            keys = {start[:_KEY].lower() for start in gated.starts} or {""}
            for key in keys - {key for key in keys if len(key) == _KEY and key[0] in keys}:
                gates[key].append((place, gated))
    return dict(gates)


def find_groups(gates: Gates, text: str) -> Iterator[int]:
    """Give the places of the groups that a text matches, the lowest first; a place comes for each of its patterns.

    >>> gates = arrange([[gate("^menu$", starts="menu")], [gate("more on .*arle", "arle"), gate("^3$", starts="0")]])
    >>> [list(find_groups(gates, text)) for text in ("MENU", "3", "More on life in Arle", "More on life")]
    [[0], [1], [1], []]
    """
    small = lower(text)
    views = (small, _open(small)), (text, _open(text))
    opening = views[False][1]
    keys = dict.fromkeys(("", opening[:1], opening[:_KEY]))
    asked = (found for key in keys for found in gates.get(key, ()))
    passed = [(place, gated) for place, gated in asked if _passes(gated, *views[gated.exact])]
    passed.sort(key=lambda found: found[0])
    return (place for place, gated in passed if compiled(gated.pattern, gated.exact).search(text))


def _passes(gated: Gated, text: str, opening: str) -> bool:
    if gated.starts and not opening.startswith(gated.starts):
        return False
    for group in gated.words:
        for word in group:
            if word in text:
                break
        else:
            return False
    return True


def _open(text: str) -> str:
    found = _LEADING.match(text)
    start = found.end() if found else 0
    return "0" if text[start : start + 1].isdecimal() else text[start:]


def lower(text: str) -> str:
    """Give a text in small letters as ``re.IGNORECASE`` sees them: "ſ" is an "s", "İ" and "ı" are an "i".

    >>> lower("ſIGN İn, ſıgn ın")
    'sign in, sign in'
    """
    small = text.lower()
    return small if small.isascii() else small.replace("ſ", "s").replace("ı", "i").replace("i\u0307", "i")


@cache
def compiled(pattern: str, exact: bool = True) -> re.Pattern[str]:
    """Compile a pattern when it is first needed; unless it is to be ``exact``, it takes no heed of case."""
    return re.compile(pattern, re.NOFLAG if exact else re.IGNORECASE)
