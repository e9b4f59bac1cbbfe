"""What came from an address: a feed, a list of feeds, a page. Told by the content, only then by the declared type."""

from __future__ import annotations

import json
import re
from typing import Literal

from summarizer.errors import SourceError
from summarizer.sources.decoding import decode, refuse_known_formats
from summarizer.sources.web_pages import find_charset

#: "feed" is XML, "json" a JSON Feed, "list" OPML.
Kind = Literal["feed", "json", "list", "page", "text"]

_HEAD = 4_096
_FEED = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_LIST = re.compile(r"<opml\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_VERSION = re.compile(r"https?://jsonfeed\.org/version/")


def read_text(data: bytes, charset: str) -> str:
    """Decode what came: by its mark, by the charset of the answer, by its own declaration, by the bytes.

    Raises SourceError when it is no text.
    """
    refuse_known_formats(data)
    return decode(data, charset or find_charset(data))


def tell_kind(text: str, content_type: str) -> Kind:
    """Tell what a text is. Raises SourceError when it is nothing that articles can be read from.

    >>> tell_kind("<?xml version='1.0'?><rss version='2.0'>", "text/html"), tell_kind("<!doctype html><p>", "")
    ('feed', 'page')
    >>> tell_kind("<html><head><link rel='alternate' type='application/rss+xml'>", "application/rss+xml")
    'page'
    """
    if is_json_feed(text):
        return "json"
    head = text[:_HEAD]
    # Whichever begins first: a page may name feeds, and a feed may hold pages.
    if roots := _find_roots(head):
        return min(roots)[1]
    if content_type in ("text/html", "application/xhtml+xml"):
        return "page"
    if content_type in ("text/plain", "text/markdown") and "<" not in head[:1]:
        return "text"
    raise SourceError("is neither a page nor a feed")


def drop_declaration(text: str) -> str:
    """Drop the XML declaration of a decoded text: the charset that it names holds no longer."""
    return _DECLARATION.sub("", text, count=1)


def is_json_feed(text: str) -> bool:
    """Tell whether a text is a JSON Feed.

    >>> is_json_feed('{"version": "https://jsonfeed.org/version/1.1", "items": []}'), is_json_feed('{"items": []}')
    (True, False)
    """
    if text.lstrip()[:1] != "{":
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and _VERSION.match(str(value.get("version", ""))) is not None


def _find_roots(head: str) -> list[tuple[int, Kind]]:
    head = _COMMENT.sub("", head)
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (("feed", _FEED), ("list", _LIST), ("page", _PAGE))
    return [(found.start(), kind) for kind, pattern in patterns if (found := pattern.search(head))]
