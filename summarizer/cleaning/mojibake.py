"""UTF-8 that was once read as another encoding ("â€™" for "’"), repaired by ftfy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.revising import Change

# What UTF-8's lead bytes look like when they are read as cp1252, latin-1 or cp1251, with something
# after them that a word of those languages does not have. Only such lines are worth ftfy's import.
_SUSPICIOUS = re.compile("[ÂÃÄÅÎÏÐÑØÙâãРСр][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0400-\u045f]|ï¿½|ï»¿")
_LONGEST = 20_000
# A mended character was at most so many; after it so many equal ones show that the texts go on together.
_REACH, _SURE = 24, 3


def repair_mojibake(text: str) -> Iterator[Change]:
    """Repair the lines whose characters were decoded wrongly; a line that is sound is left alone.

    >>> list(repair_mojibake("itâ€™s over"))
    [Change(start=2, end=5, after='’')]
    >>> list(repair_mojibake("Châteauroux, Ângela – sûr"))
    []
    """
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST and _SUSPICIOUS.search(line):
            yield from _repair(line, start)
        start += len(line) + 1


def _repair(line: str, offset: int) -> Iterator[Change]:
    import ftfy

    mended = ftfy.fix_encoding(line)
    if mended == line or "\n" in mended:
        return
    yield from _differences(line, mended, offset)


def _differences(line: str, mended: str, offset: int) -> Iterator[Change]:
    """Walk through both texts side by side; difflib would take minutes for a long line."""
    a = b = 0
    while a < len(line) or b < len(mended):
        if line[a : a + 1] == mended[b : b + 1]:
            a, b = a + 1, b + 1
            continue
        c, d = _meet(line, a, mended, b)
        yield Change(offset + a, offset + c, mended[b:d])
        a, b = c, d


def _meet(line: str, a: int, mended: str, b: int) -> tuple[int, int]:
    """Give the nearest places from which both texts go on alike, else their ends; mending makes nothing longer."""
    for length in range(1, _REACH + 1):
        for new in range(length // 2 + 1):
            c, d = a + length - new, b + new
            if line[c : c + _SURE] == mended[d : d + _SURE]:
                return min(c, len(line)), min(d, len(mended))
    return len(line), len(mended)
