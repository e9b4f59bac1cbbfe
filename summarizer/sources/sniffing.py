"""Standard input: what it is, when no file name says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources.decoding import decode
from summarizer.sources.markdown import read_marked_text, starts_with_front_matter
from summarizer.sources.plain import read_plain
from summarizer.sources.records import is_json, read_json_text, read_lines_text
from summarizer.sources.webpage import find_charset, read_html

if TYPE_CHECKING:
    from summarizer.sources.checking import Found

_JSON = r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*\]\s*\Z"
_HTML = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b"


def read_unnamed(data: bytes, where: str) -> Found:
    """Read articles from bytes whose kind is not known: JSON, JSON Lines, HTML, Markdown with front matter, text.

    Raises SourceError when they are none of these.
    """
    text = decode(data, find_charset(data))
    if re.match(_JSON, text):
        return read_lines_text(text, where) if _is_lines(text) else read_json_text(text, where)
    if re.match(_HTML, text, re.IGNORECASE | re.DOTALL):
        return read_html(text, where)
    if starts_with_front_matter(text):
        return read_marked_text(text, where)
    return read_plain(data, where)


def _is_lines(text: str) -> bool:
    lines = text.strip().split("\n", 2)
    return len(lines) > 1 and is_json(lines[0])
