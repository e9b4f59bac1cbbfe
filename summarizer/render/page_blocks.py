"""A page as blocks (headings, paragraphs, list items, tables), out of its Markdown, for what is no text file.

So Word and PDF say what the Markdown says, of a briefing and of a front page alike, by a template of the user's too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table"]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# A blank that does not break is a letter here.
_BLANKS = re.compile("[ \t\n\r\f]+")
_BLOCKS = ("p", "ul", "ol", "li", "table")  # names, not language
_STRONG, _EMPHASIS = ("strong", "b", "th"), ("em", "i")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look; ``link`` is an address, or "#" and the name of a place in the page."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or an item of a ``level`` that begins with 1, a paragraph, or a table of ``rows``, the first its head.

    ``places`` are the names by which links lead to it.
    """

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0
    places: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()


def read_blocks(fragment: str) -> tuple[Block, ...]:
    """Return the blocks of a fragment of HTML, as ``rendering.render_fragment`` returns it.

    >>> [(one.kind, one.level, one.spans[0].text) for one in read_blocks("<h1>One</h1><ul><li>Two &lt;</li></ul>")]
    [('heading', 1, 'One'), ('item', 1, 'Two <')]
    """
    reader = _BlockReader()
    reader.feed(fragment)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


@dataclass
class _Open:
    """What is being read: the open elements, and what has come of the block and the table."""

    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    rows: list[list[tuple[Span, ...]]] = field(default_factory=list)


class _BlockReader(HTMLParser):
    """Collects the blocks of a fragment that is sound: each element that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open = _Open()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin a block, a row, or a stretch of another look."""
        named = dict(attrs)
        if tag in ("br", "hr"):
            self.handle_data(" ")
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            self.end_block()
        if tag == "tr":
            self._open.rows.append([])
        if place := named.get("id"):
            self._open.places.append(place)
        if tag == "a":
            self._open.links.append(named.get("href") or "")
        self._open.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what began with an element."""
        if tag in ("td", "th"):
            self._open.rows[-1].append(tuple(self._open.spans))
            self._open.spans = []
        elif tag == "table":
            rows = tuple(map(tuple, self._open.rows))
            self._open.rows = []
            self.blocks.append(Block("table", rows=rows))
        elif tag in ("p", "li") or tag in _HEADINGS:
            self.end_block()
        if tag == "a" and self._open.links:
            self._open.links.pop()
        if tag in self._open.tags:
            while self._open.tags.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add a stretch of text; blanks between blocks are none."""
        tags, spans = self._open.tags, self._open.spans
        text = _BLANKS.sub(" ", data)
        text = text if spans else text.lstrip(" ")
        if text:
            strong, emphasis = any(one in tags for one in _STRONG), any(one in tags for one in _EMPHASIS)
            link = self._open.links[-1] if self._open.links else ""
            spans.append(Span(text, strong, emphasis, link))

    def end_block(self) -> None:
        """Add the block that is open, if there is any text in it."""
        spans, tags = self._open.spans, self._open.tags
        if not spans or "table" in tags:
            return
        self._open.spans = []
        while spans and not spans[-1].text.strip(" "):
            spans.pop()
        if not spans:
            return
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
        places, self._open.places = tuple(self._open.places), []
        depth = sum(one in ("ul", "ol") for one in tags)
        heading = next((_HEADINGS[one] for one in tags if one in _HEADINGS), 0)
        kind: BlockKind = "heading" if heading else "item" if depth else "paragraph"
        self.blocks.append(Block(kind, tuple(spans), heading or depth, places))
