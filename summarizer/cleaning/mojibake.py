"""UTF-8 that was once read as another encoding ("â€™" for "’"), repaired by ftfy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from summarizer.revising import Change

# What UTF-8's lead bytes look like when they are read as cp1252, latin-1 or cp1251, with something
# after them that a word of those languages does not have. Only such lines are worth ftfy's import.
_SUSPICIOUS = re.compile("[ÂÃÄÅÎÏÐÑØÙâãРСр][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0400-\u045f]|ï¿½|ï»¿")
_LONGEST = 20_000


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
    for tag, a, b, c, d in SequenceMatcher(None, line, mended, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(offset + a, offset + b, mended[c:d])
