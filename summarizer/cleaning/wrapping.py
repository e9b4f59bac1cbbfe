"""Lines that were broken to fit a width (mail, Markdown, old wires), joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from summarizer.revising import Change

_WIDEST = 120
_NARROWEST = 40
_NEVER_JOINED = re.compile(r"\s*(?:#|[-*+] |\d{1,2}[.)] |[-*=_]{3,}|\||>)")


def unwrap(text: str) -> Iterator[Change]:
    """Join a line to the next where the next one's first word would not have fitted any more.

    Only blocks of narrow lines are looked at: in an article with a paragraph a line nothing is joined.

    >>> wrapped = "The council of the town met on Monday night and\\ndecided to close the bridge."
    >>> [(c.start, c.after) for c in unwrap(wrapped)]
    [(47, ' ')]
    >>> list(unwrap("A headline\\nThe council met. It closed the bridge."))
    []
    """
    start = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        lines = block.split("\n")
        width = max(map(len, lines))
        if len(lines) > 1 and _NARROWEST <= width <= _WIDEST:
            yield from _joints(lines, start, width)
        start += len(block)


def _joints(lines: list[str], start: int, width: int) -> Iterator[Change]:
    end = start
    for line, below in pairwise(lines):
        end += len(line)
        first_word = below.split(" ", 1)[0]
        fits = len(line.rstrip()) + 1 + len(first_word) <= width
        if line.strip() and first_word and not fits and not _NEVER_JOINED.match(below):
            yield Change(end, end + 1, " ")
        end += 1
