"""Markdown's marks in an article's text: taken away, so that the words can be read and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.revising import Change

# Each pattern's groups are what stays. A link with another scheme than the web's is left as it
# stands: it is no link of an article, and is printed as the text that it is.
_MARKS = (
    r"!\[([^\]\n]{0,300})\]\([^()\s]{1,1000}(?: \"[^\"\n]{0,300}\")?\)",
    r"(?<!!)\[([^\[\]\n]{1,500})\]\((?:https?://|/|#|mailto:)[^()\s]{0,1000}(?: \"[^\"\n]{0,300}\")?\)",
    r"(?<![\w*])\*\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*\*(?![\w*])",
    r"(?<![\w*])\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])",
    r"(?<![\w_])__?([^\s_](?:[^_\n]{0,500}[^\s_])?)__?(?![\w_])",
    r"^[ ]{0,3}> ?(.*)$",
    r"^[ ]{0,3}[-*+] (.*)$",
)


def strip_markdown(text: str) -> Iterator[Change]:
    """Take away the marks of links, emphasis, quotations and lists; headings keep their ``#`` and are known by it.

    >>> strip = lambda text: [(c.start, c.end) for c in strip_markdown(text)]
    >>> strip("a [call](https://example.org/x) was **made**")
    [(2, 3), (7, 31), (36, 38), (42, 44)]
    >>> strip("[call](javascript:alert(1)) 2 * 3 * 4 snake_case_name")
    []
    """
    marks: dict[int, int] = {}
    for pattern in _MARKS:
        for found in re.finditer(pattern, text, re.MULTILINE):
            for start, end in ((found.start(), found.start(1)), (found.end(1), found.end())):
                if start < end:
                    marks[start] = max(end, marks.get(start, end))
    here = 0
    for start, end in sorted(marks.items()):
        if end > here:
            yield Change(max(start, here), end, "")
            here = end
