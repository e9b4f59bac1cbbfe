"""What came from an address: a feed, a list of feeds (OPML), a page. By its content, then by its declared type."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import SourceError
from summarizer.sources.article_fields import clean_line
from summarizer.sources.decoding import decode, refuse_known_formats
from summarizer.sources.web_pages import find_charset

#: "feed" is XML, "json" a JSON Feed, "list" OPML.
Kind = Literal["feed", "json", "list", "page", "text"]  # names, not language

#: Feeds of one list that are fetched.
MAX_FEEDS = 1_000

_HEAD = 4_096
_ROOT = re.compile(
    r"<(?:(?P<feed>(?:[\w-]+:)?(?:rss|feed|rdf)\b)|(?P<list>opml\b)|(?P<page>(?:!doctype\s+html|html|head|body)\b))",
    re.IGNORECASE,
)
_KINDS: dict[str, Kind] = {"feed": "feed", "list": "list", "page": "page"}  # names, not language
_DECLARED: dict[str, Kind] = {  # names, not language
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "text",
}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/")


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and the name of its outlet if the user gives one."""

    address: str
    outlet: str = ""


def decode_text(data: bytes, charset: str) -> str:
    """Decode what came: by its mark, by the charset of the answer, by its own declaration, by the bytes.

    Raises SourceError when it is no text.
    """
    refuse_known_formats(data)
    return decode(data, charset or find_charset(data))


def detect_kind(text: str, content_type: str) -> Kind:
    """Return what a text is. Raises SourceError when it is nothing that articles can be read from.

    >>> detect_kind("<?xml version='1.0'?><rss version='2.0'>", "text/html"), detect_kind("<!doctype html><p>", "")
    ('feed', 'page')
    >>> detect_kind("<html><head><link rel='alternate' type='application/rss+xml'>", "application/rss+xml")
    'page'
    """
    if is_json_feed(text):
        return "json"
    head = text[:_HEAD]
    # Whichever begins first: a page may name feeds, and a feed may hold pages.
    root = _ROOT.search(_COMMENT.sub("", head))
    if root is not None:
        return _KINDS[root.lastgroup or ""]
    kind = _DECLARED.get(content_type)
    if kind is None or (kind == "text" and head.startswith("<")):
        raise SourceError("is neither a page nor a feed")
    return kind


def drop_declaration(text: str) -> str:
    """Drop the XML declaration of a decoded text: the charset that it names holds no longer."""
    return _DECLARATION.sub("", text, count=1)


def is_json_feed(text: str) -> bool:
    """Return whether a text is a JSON Feed.

    >>> is_json_feed('{"version": "https://jsonfeed.org/version/1.1", "items": []}'), is_json_feed('{"items": []}')
    (True, False)
    """
    if not text.lstrip().startswith("{"):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return _JSON_FEED.match(str(value.get("version", ""))) is not None


def parse_opml(text: str) -> tuple[Place, ...]:
    """Parse an OPML list, as feed readers export it, into its feeds, each once, in order.

    What the list calls a feed is its outlet: the list is the user's own. Raises SourceError when there are no feeds.

    >>> parse_opml('<opml><body><outline><outline text="B" xmlUrl="https://x.example/f"/></outline></body></opml>')
    (Place(address='https://x.example/f', outlet='B'),)
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(drop_declaration(text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise SourceError("is no sound OPML")
    feeds: dict[str, Place] = {}
    for outline in root.iter("{*}outline"):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        address = attributes.get("xmlurl", "").strip()
        name = clean_line(attributes.get("title") or attributes.get("text", ""))
        if "://" in name:
            name = ""
        if address:
            feeds.setdefault(address, Place(address, name))
    if not feeds:
        raise SourceError("lists no feed (an outline with xmlUrl)")
    if len(feeds) > MAX_FEEDS:
        raise SourceError(f"lists {len(feeds):,} feeds; the limit is {MAX_FEEDS:,}")
    return tuple(feeds.values())
