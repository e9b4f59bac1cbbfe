"""The HTML that feeds carry inside their items → text, a paragraph a line, with a blank line between."""

from __future__ import annotations

import re

from summarizer.errors import SourceError
from summarizer.sources.web_pages import parse_html

#: Characters of one item's HTML.
MAX_FRAGMENT = 1_000_000

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_DROPPED = frozenset(
    "audio button canvas embed figure form head iframe math noscript object picture script select style svg template "
    "textarea title video".split()
)
_HTML = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


def to_text(html: str) -> str:
    """Give the text of a piece of HTML, without scripts, figures and forms; an empty text when it cannot be read.

    >>> to_text("<p>The ferry <b>sails</b>.<br>It rained.</p><script>x()</script><p>Caf&eacute;</p>")
    'The ferry sails.\\n\\nIt rained.\\n\\nCafé'
    >>> to_text("Rain & wind, 3 < 5")
    'Rain & wind, 3 < 5'
    """
    if not _HTML.search(html):
        return "\n\n".join(" ".join(line.split()) for line in re.split(r"\n\s*\n", html.strip()) if line.strip())
    try:
        parts = _collect(f"<html><body><div>{html[:MAX_FRAGMENT]}</div></body></html>")
    except SourceError:
        return ""
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n\n".join(line for line in lines if line)


def to_line(html: str) -> str:
    """Give the text of a title that may hold HTML, in one line.

    >>> to_line("Ferry &amp; <i>rain</i>"), to_line("Ferry & rain")
    ('Ferry & rain', 'Ferry & rain')
    """
    return " ".join(to_text(html).split())


def _collect(html: str) -> list[str]:
    """Give the pieces of text, with a NUL where a block begins or ends."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    walker = etree.iterwalk(parse_html(html), events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            parts.append("\0")
        if event == "end":
            parts.append(element.tail or "")
        elif name in _DROPPED:
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    return parts
