"""The XML of a feed → its records, by feedparser, kept from all that costs it the square of the length.

Nothing of what stands before the root element is read: it can declare entities that stand for gigabytes. Elements that
feedparser searches are cut to what a sound one has, and categories are not collected. What is no sound XML is read by
its lenient parser only where little in it is broken, since that looks for each missing end to the end of the text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from summarizer.errors import SourceError
from summarizer.sources.web_pages import MAX_ATTRIBUTES, refuse_many_attributes

#: Characters of a feed that is no sound XML, and places in it that may look broken: what is never closed, and marks of
#: comments and the like.
MAX_UNSOUND, MAX_BROKEN = 2_000_000, 2_000
#: Characters of a name or date that feedparser searches.
MAX_SEARCHED = 2_000

# XML declarations and comments, and the document type with what it declares, each run of characters once.
_PROLOG = re.compile(
    r"(?:\s++|<\?[^?]*+(?:\?(?!>)[^?]*+)*+\?>|<!--[^-]*+(?:-(?!->)[^-]*+)*+-->"
    r"|<![^\[<>-][^\[<>]*+(?:\[[^\]]*+(?:\](?!\s*+>)[^\]]*+)*+\]\s*+)?+>)*+"
)
_ROOT = re.compile(r"<\w")
_NAME = re.compile(r"<(?:[\w-]{1,40}:)?([\w-]{1,40})(?=[\s/>])")
_UNCLOSED = re.compile(r"<[!?]|<[^<>]*+(?!>)")
# The lenient parser would make "R&D;" of "R&D"; what stands in a section of characters is left.
_BARE_AMPERSAND = re.compile(r"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+|&(?!#?\w{1,30};)")
_SEARCHED = frozenset(  # names, not language
    "author category contributor created email expired name published publisher updated tags itunes_keywords".split()
)


def find_root(text: str) -> str:
    """Return the name of the first element of XML or HTML, without its prefix; nothing where a text is neither.

    >>> find_root("<?xml version='1.0'?><!-- saved --><rdf:RDF>"), find_root("A <b>bold</b> text")
    ('rdf', '')
    """
    prolog = _PROLOG.match(text)
    root = _NAME.match(text, prolog.end() if prolog else 0)
    return root[1].lower() if root else ""


def read_records(text: str, address: str) -> tuple[list[Any], Mapping[str, Any], bool]:
    """Return the items of a feed, what it tells of itself, and whether its XML is sound; ``address`` is its own.

    Raises:
        SourceError: it would take too long.
    """
    from feedparser.api import LooseFeedParser, StrictFeedParser

    prolog = _PROLOG.match(text)
    root = _ROOT.search(text, prolog.end() if prolog else 0)
    text = text[root.start() :] if root else ""
    refuse_many_attributes(text, "the feed", MAX_ATTRIBUTES)
    strict = _bound(StrictFeedParser(address, None, "utf-8"))
    if _parse_soundly(strict, text.encode("utf-8", "replace")):
        return strict.entries, strict.feeddata, True
    broken = islice(_UNCLOSED.finditer(text), MAX_BROKEN, None)
    if len(text) > MAX_UNSOUND or any(broken):
        raise SourceError("is no sound feed, and too much of it is broken")
    loose = _bound(LooseFeedParser(address, None, "utf-8", {}))
    loose.feed(_BARE_AMPERSAND.sub(lambda found: "&amp;" if found[0] == "&" else found[0], text))
    return loose.entries, loose.feeddata, False


def _bound(parser: Any) -> Any:
    """Return a parser of feedparser that cuts what it searches, keeps no categories and leaves HTML as it is."""
    pop = parser.pop

    def pop_cut(element: str, strip_whitespace: int = 1) -> Any:
        if element in _SEARCHED and parser.elementstack and parser.elementstack[-1][0] == element:
            pieces = parser.elementstack[-1][2]
            # The lenient parser writes what an entity means in bytes.
            texts = [piece.decode("utf-8", "replace") if isinstance(piece, bytes) else piece for piece in pieces]
            pieces[:] = ["".join(texts)[:MAX_SEARCHED]]
        return pop(element, strip_whitespace)

    parser.pop = pop_cut
    # It compares each new one with all others, and its own code asks for the list.
    parser._add_tag = lambda *told: parser._get_context().setdefault("tags", [])
    parser.resolve_relative_uris = parser.sanitize_html = False
    # A name is not made an address.
    parser.can_be_relative_uri = parser.can_be_relative_uri - {"id"}
    return parser


def _parse_soundly(parser: Any, data: bytes) -> bool:
    """Let a parser read sound XML; return whether it was."""
    from xml import sax
    from xml.sax import handler, xmlreader

    reader = sax.make_parser()
    reader.setFeature(handler.feature_namespaces, True)
    reader.setFeature(handler.feature_external_ges, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xmlreader.InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        reader.parse(source)
    except sax.SAXException:
        return False
    return not parser.bozo
