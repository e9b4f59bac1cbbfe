"""HTML → its tree, the XML of a feed → its records: both kept from all that costs the square of their length.

Nothing of what stands before a feed's root element is read: it can declare entities that stand for gigabytes. Elements
that feedparser searches are cut to what a sound one has, and categories are not collected. What is no sound XML is read
by its lenient parser only where little in it is broken, since that looks for each missing end to the end of the text.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from itertools import islice
from typing import Any

from summarizer.errors import SourceError

#: What libraries are known to raise on hostile input, beside what they should.
LIBRARY_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

#: Elements of one page. Extraction takes about 60 µs for each; a long report has a few thousand.
MAX_ELEMENTS = 50_000
#: Elements side by side in another: trafilatura takes time with the square of their number.
MAX_CHILDREN = 5_000
#: Links side by side in an element; more are a menu. What trafilatura leaves of them is asked for its text in a time
#: that grows with the square of their number.
MAX_LINKS = 1_000
#: Attributes of one element.
MAX_ATTRIBUTES = 500

# libxml2 and trafilatura take time with the square of an element's attributes. What stands in scripts can look
# like a tag, so the limit before parsing is generous and the exact one comes after it.
_TAG = r"<[a-zA-Z](?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>=]++|=)*+"
_VALUE = r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>]*+)"
_MAX_WORDS_IN_TAG = 5_000

#: What is said of a page without an article.
NO_MAIN_TEXT = "no main text was found in the page: if a browser shows an article there, save its text as a file"

_OF_HEAD = frozenset("base link meta noscript script style template title".split())  # names, not language
# Characters that no XML tree may hold; libxml2 would stop at them or trafilatura fail on them.
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
# The same characters as references; one of them would lose the whole page.
_REFERENCE = r"&#(?:0*+(\d{1,7})|[xX]0*+([0-9a-fA-F]{1,6}))(?![0-9a-fA-F]);?+"


def parse_html(html: str) -> Any:
    """Return the tree of a page. Raises SourceError when it is nested too deeply or too large to be harmless."""
    from lxml import etree
    from lxml import html as lxml_html

    refuse_many_attributes(html, "the page", _MAX_WORDS_IN_TAG)
    # The default parser stops at 256 levels, which keeps all that follows from running out of stack.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # What a document type declares would stand as text.
    page = _PROLOG.sub("", html, 1)
    clean = re.sub(_NOT_XML, "", re.sub(_REFERENCE, _drop_reference, page))
    try:
        tree = lxml_html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise SourceError(NO_MAIN_TEXT) from fault
    messages = " ".join(entry.message for entry in parser.error_log)
    if "depth" in messages:
        raise SourceError("the page is nested too deeply (more than 256 elements)")
    if "HUGE" in messages:
        raise SourceError("a part of the page is too large (more than 10 MB without a tag)")
    _refuse_large(tree)
    _drop_menus(tree)
    _build_as_browsers_do(tree)
    return tree


def _refuse_large(tree: Any) -> None:
    """Raise SourceError where a page has too many elements, or one of them too many attributes or elements in it."""
    elements = list(tree.iter())
    if len(elements) > MAX_ELEMENTS:
        raise SourceError(f"the page has {len(elements):,} elements; the limit is {MAX_ELEMENTS:,}")
    if max(len(element.attrib) for element in elements) > MAX_ATTRIBUTES:
        raise SourceError("an element of the page has too many attributes")
    if max(map(len, elements)) > MAX_CHILDREN:
        raise SourceError(f"an element of the page has more than {MAX_CHILDREN:,} elements in it, one beside another")


def _drop_menus(tree: Any) -> None:
    """Drop very many links that stand side by side."""
    for element in list(tree.iter()):
        # To look for the links of each would take long.
        links = element.findall("a") if len(element) > MAX_LINKS else []
        if len(links) > MAX_LINKS:
            for link in links:
                element.remove(link)


def _build_as_browsers_do(tree: Any) -> None:
    """Show what stands in a template in the place of an element, and give a page whose mark of a body was left out one
    with what stands in its head from its first text on."""
    from lxml import etree

    for shown in tree.xpath("//template[@shadowrootmode]"):
        shown.tag = "div"
    head = tree.find("head")
    if head is None or tree.find("body") is not None:
        return
    shown = [at for at, element in enumerate(head) if element.tag not in _OF_HEAD]
    if shown:
        etree.SubElement(tree, "body").extend(head[shown[0] :])


def _drop_reference(found: re.Match[str]) -> str:
    """Return a character reference as it stands, or nothing where it means a character that no XML tree may hold."""
    decimal, hexadecimal = found.groups()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    forbidden = code <= sys.maxunicode and re.match(_NOT_XML, chr(code))
    return "" if forbidden else found[0]


def refuse_many_attributes(text: str, what: str, most: int) -> None:
    """Raise SourceError where a tag has so many attributes that to read them would take too long."""
    for tag in re.finditer(_TAG, text):
        # Counting the words takes longer than finding the tag.
        if len(tag[0]) > 2 * most and len(re.sub(_VALUE, " ", tag[0]).split()) > most:
            raise SourceError(f"an element of {what} has too many attributes")


#: Characters of a feed that is no sound XML, and places in it that may look broken: what is never closed, and marks of
#: comments and the like.
MAX_UNSOUND, MAX_BROKEN = 2_000_000, 2_000
#: Characters of a name or date that feedparser searches.
MAX_SEARCHED = 2_000

# XML declarations and comments, and the document type with what it declares, each run of characters once.
_PROLOG = re.compile(
    r"\A(?:\s++|<\?[^?]*+(?:\?(?!>)[^?]*+)*+\?>|<!--[^-]*+(?:-(?!->)[^-]*+)*+-->"
    r"|<![^\[<>-][^\[<>]*+(?:\[[^\]]*+(?:\](?!\s*+>)[^\]]*+)*+\]\s*+)?+>)*+"
)
_ROOT = re.compile(r"<\w")
# What a server may put before a feed: a warning of its program, in some characters.
_FEED_BEHIND = re.compile(r"<\?xml\b[^<>]{0,200}\?>\s{0,99}<(?:rss|feed|rdf:RDF|\?xml-)|<rss\s[^<>]{0,999}version=")
_LONGEST_WARNING = 4_096
_END_OF_FEED = re.compile(r"</(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--[^<>]{0,400}-->\s*){0,9}\Z")
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
    >>> find_root("<b>Warning</b>: no zone <?xml version='1.0'?><rss></rss>"), find_root("As in <rss version='2'>")
    ('rss', '')
    """
    text = _drop_warning(text)
    prolog = _PROLOG.match(text)
    root = _NAME.match(text, prolog.end() if prolog else 0)
    return root[1].lower() if root else ""


def _drop_warning(text: str) -> str:
    """Return a text from where a feed begins in it, if it begins near and the text ends with it."""
    if text.lstrip().startswith("<?xml") or not _END_OF_FEED.search(text[-_LONGEST_WARNING:]):
        return text
    found = _FEED_BEHIND.search(text, 0, _LONGEST_WARNING)
    return text[found.start() :] if found else text


def read_records(text: str, address: str) -> tuple[list[Any], Mapping[str, Any], bool]:
    """Return the items of a feed, what it tells of itself, and whether its XML is sound; ``address`` is its own.

    Raises:
        SourceError: it would take too long.
    """
    from feedparser.api import LooseFeedParser, StrictFeedParser

    text = _drop_warning(text)
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
