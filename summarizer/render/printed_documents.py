"""A page's Markdown → its blocks (headings, paragraphs, list items, tables) → a Word file or a PDF.

Word files (OOXML) are made by python-docx, PDF by Typst; without a clock the same page gives the same bytes. So both
say what the Markdown says, of a briefing and of a front page alike, by a template of the user's too.
In Word headings, lists and tables have its own styles, so that a press office can lay its own over them. The layout of
a PDF is a file of ours, ``page.typ``; what articles say is given to it as data and never read as its language.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import ConfigError
from summarizer.model import Page
from summarizer.render.page_words import translate_title
from summarizer.text.escaping import flatten, mend_surrogates

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph


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
    from lxml import etree, html

    reader = _BlockReader()
    for event, element in etree.iterwalk(html.fragment_fromstring(fragment, create_parent="div"), ("start", "end")):
        if event == "start":
            reader.begin(element)
        else:
            reader.end(element)
    return tuple(reader.blocks)


class _BlockReader:
    """Collects the blocks of a fragment: ``spans``, ``places`` and ``rows`` are of the one that is being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.places: list[str] = []
        self.rows: list[list[tuple[Span, ...]]] = []

    def begin(self, element: Any) -> None:
        """Begin a block, a row, or a stretch of another look."""
        if element.tag in ("br", "hr"):
            self.add_text(" ", element)
        if element.tag in _BLOCKS or element.tag in _HEADINGS:
            self.end_block(element.getparent())
        if element.tag == "tr":
            self.rows.append([])
        if place := element.get("id"):
            self.places.append(place)
        self.add_text(element.text, element)

    def end(self, element: Any) -> None:
        """End what began with an element, and read on behind it."""
        if element.tag in ("td", "th") and self.rows:  # without a row it is text
            self.rows[-1].append(tuple(self.spans))
            self.spans = []
        elif element.tag == "table":
            self.blocks.append(Block("table", rows=tuple(map(tuple, self.rows))))
            self.rows = []
        elif element.tag in ("p", "li") or element.tag in _HEADINGS or element.getparent() is None:
            self.end_block(element)
        if element.getparent() is not None:
            self.add_text(element.tail, element.getparent())

    def add_text(self, text: str | None, element: Any) -> None:
        """Add a stretch of text in an element; blanks between blocks are none."""
        text = _BLANKS.sub(" ", text or "")
        text = text if self.spans else text.lstrip(" ")
        if text:
            around = {one.tag: one for one in (*element.iterancestors(), element)}
            link = around["a"].get("href", "") if "a" in around else ""
            is_strong, is_emphasis = (not around.keys().isdisjoint(tags) for tags in (_STRONG, _EMPHASIS))
            self.spans.append(Span(text, is_strong, is_emphasis, link))

    def end_block(self, element: Any) -> None:
        """Add the block that ends in an element, if there is any text in it."""
        tags = [one.tag for one in (*element.iterancestors(), element)]
        if "table" in tags:
            return
        spans, self.spans = self.spans, []
        while spans and not spans[-1].text.strip(" "):
            spans.pop()
        if not spans:
            return
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(" "))
        places, self.places = tuple(self.places), []
        depth = tags.count("ul") + tags.count("ol")
        heading = next((_HEADINGS[one] for one in tags if one in _HEADINGS), 0)
        kind: BlockKind = "heading" if heading else "item" if depth else "paragraph"
        self.blocks.append(Block(kind, tuple(spans), heading or depth, places))


_SET_CLOCK = "set this machine's clock"
#: The first day that a zip can hold; a page without a date is of it.
_NO_DAY = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
_INK, _QUIET, _LINK, _WARN, _WARN_PAPER = "1D1B18", "5F5A52", "1F4E79", "8A4B08", "FBF3E4"
_FONT, _TABLE = "Georgia", "Light Shading"
#: Centimetres from margin to margin.
_PAGE = 16.0
#: A column of a table has room for so many letters at most, and for a word of so many at least.
_WIDEST, _LONGEST_WORD = 24, 14
#: The margins of a cell, in letters, and the size of these in points.
_MARGINS, _TABLE_SIZE = 5, 9
#: Word's own style for a block of a kind and level. What stands under a line has a box, and no bullet.
_STYLES = {("heading", 1): "Title", ("item", 1): "List Bullet"}
_STYLES |= {("heading", level): f"Heading {level - 1}" for level in range(2, 7)}
_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def write_word_document(page: Page, blocks: Sequence[Block]) -> bytes:
    """Return the blocks of a page as a Word file. Raise ConfigError where python-docx is not installed, and
    where the clock is before 1980."""
    try:
        import docx
    except ImportError as error:
        raise ConfigError(
            "a Word file needs python-docx", where="docx", hint="install it with pip install 'summarizer[docx]'"
        ) from error
    document = docx.Document()
    _clear_out(document)
    _set_properties(document, page)
    _set_styles(document, page.language)
    for number, block in enumerate(blocks):
        if block.kind == "table":
            _add_table(document, block)
            continue
        paragraph = document.add_paragraph(style=_STYLES.get((block.kind, block.level), "Normal"))
        for place in block.places:  # links lead to it
            paragraph._p.append(_build_element("bookmarkStart", id=str(number), name=place))
            paragraph._p.append(_build_element("bookmarkEnd", id=str(number)))
        if block.kind == "item" and block.level > 1:
            _draw_box(paragraph)
        _add_spans(paragraph, block.spans)
    content = io.BytesIO()
    try:
        document.save(content)
    except ValueError as error:
        # zipfile has no day before 1980: a clock that was never set.
        raise ConfigError(f"no Word file can be written now: {error}", where="docx", hint=_SET_CLOCK) from error
    return _fix_dates(content.getvalue())


def _clear_out(document: Document) -> None:
    """Leave out what python-docx's own file brings and no page uses: most of its half megabyte."""
    from docx.enum.style import WD_STYLE_TYPE

    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in (_TABLE, "Normal Table"):
            style.delete()
    for links in (document.part.rels, document.part.package.rels):
        for name in [name for name, link in links.items() if link.reltype.endswith(_UNUSED)]:
            del links[name]


def _set_properties(document: Document, page: Page) -> None:
    """Say what the file is: its title, language and day; nothing of who made it on which machine."""
    day = _NO_DAY
    with suppress(ValueError):
        day = datetime.datetime.fromisoformat(page.date).replace(tzinfo=datetime.UTC)
    properties = document.core_properties
    properties.title = flatten(translate_title(page))[:255]
    properties.language = page.language
    properties.author, properties.comments, properties.last_modified_by = "summarizer", "", ""
    properties.created = properties.modified = day


def _set_styles(document: Document, language: str) -> None:
    """Set the looks of headings, lists and text, and the language for the spelling check and for readers aloud."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    looks = {"Normal": (10.5, 4), "Title": (22, 4), "Subtitle": (9, 10), "Heading 1": (13, 4), "Heading 2": (11, 3)}
    for name, (size, after) in looks.items():
        style: ParagraphStyle = document.styles[name]
        style.font.size, style.paragraph_format.space_after = Pt(size), Pt(after)
        style.font.name, style.font.italic = _FONT, False
        style.font.color.rgb = RGBColor.from_string(_QUIET if name == "Subtitle" else _INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A theme's font would go before the one that is named.
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), _FONT)
        tongue = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): language})
        style.element.get_or_add_rPr().append(tongue)
    # Lines are whole thoughts: there is room between them.
    bullets = document.styles["List Bullet"].element.pPr
    bullets.remove(bullets.find(qn("w:contextualSpacing")))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _add_spans(paragraph: Paragraph, spans: Sequence[Span]) -> None:
    """Add stretches of text; what is emphasized stands back, as credits do."""
    from docx.shared import Pt, RGBColor

    for span in spans:
        run = paragraph.add_run(span.text)
        run.bold = span.strong or None
        if span.emphasis:
            run.italic, run.font.size = True, Pt(9)
            run.font.color.rgb = RGBColor.from_string(_QUIET)
        if span.link:
            run.font.color.rgb = RGBColor.from_string(_LINK)
            _link(paragraph, run._r, span.link)


def _link(paragraph: Paragraph, run: object, address: str) -> None:
    """Put a run into a link to an address, or to a place in the file."""
    link = _build_element("hyperlink")
    if address.startswith("#"):
        link.anchor = address[1:]
    else:
        link.rId = paragraph.part.relate_to(address, _HYPERLINK, is_external=True)
    paragraph._p.append(link)
    link.append(run)


def _draw_box(paragraph: Paragraph) -> None:
    """Set a paragraph apart: a rule at its left, a ground behind it."""
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent = Cm(1.2)
    borders = _build_element("pBdr")
    borders.append(_build_element("left", val="single", sz="18", space="8", color=_WARN))
    # Word wants them in this order, before the indent.
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.addprevious(borders)
    indent.addprevious(_build_element("shd", val="clear", color="auto", fill=_WARN_PAPER))


def _build_element(tag: str, **attributes: str) -> Any:
    """Return an element of Word's own markup."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _add_table(document: Document, block: Block) -> None:
    """Add a table, whose head is repeated on each page."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    width = max(map(len, block.rows), default=0)
    if not width:
        return
    table = document.add_table(rows=0, cols=width, style=_TABLE)
    table.autofit = False
    # A head, and nothing else that is set apart: the rows' first cells are numbers.
    looks = table._tbl.tblPr.find(qn("w:tblLook"))
    for key, value in {"val": "0620", "firstColumn": "0", "noHBand": "1", "noVBand": "1"}.items():
        looks.set(qn(f"w:{key}"), value)
    widths = _measure_columns(block)
    for column, share in zip(table.columns, widths, strict=False):
        column.width = Cm(_PAGE * share / sum(widths))
    for cells in block.rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_build_element("cantSplit"))
        for cell, spans, share in zip(row.cells, cells, widths, strict=False):
            cell.width = Cm(_PAGE * share / sum(widths))
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            _add_spans(cell.paragraphs[0], spans)
            for run in cell.paragraphs[0]._p.iter(qn("w:r")):
                run.get_or_add_rPr().sz_val = Pt(_TABLE_SIZE)
    # What follows must not stick to it.
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    table.rows[0]._tr.get_or_add_trPr().append(_build_element("tblHeader", val="true"))


def _measure_columns(block: Block) -> list[int]:
    """Return how wide each column of a table should be, by its longest text, so that no usual word of it is broken."""
    widths: list[int] = []
    for cells in zip(*block.rows, strict=False):
        texts = ["".join(span.text for span in spans) for spans in cells]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        widths.append(max(min(max(map(len, texts)), _WIDEST), min(word, _LONGEST_WORD)) + _MARGINS)
    return widths


def _fix_dates(content: bytes) -> bytes:
    """Return a zip with its files as they are, each of the same day and uncompressed: packers differ by machine."""
    import zipfile

    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_DAY.timetuple()[:6]), old.read(name))
    return written.getvalue()


# Latin, Greek, Cyrillic and the signs that go with them, for which Typst brings fonts.
_OF_OUR_FONTS = re.compile("[\t\n -\u052f\u1e00-\u27bf\ufb00-\ufb06\ufffd]*")
_LANGUAGE = re.compile("[a-z]{2,3}")


def write_pdf_document(page: Page, blocks: Sequence[Block], layout: Path) -> bytes:
    """Return the blocks of a page as a PDF, laid out by the file ``layout``.

    Other scripts than Latin, Greek and Cyrillic are printed with the fonts of this machine; only then its bytes depend
    on these. Raise ConfigError where typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise ConfigError(
            "a PDF needs typst", where="pdf", hint="install it with pip install 'summarizer[pdf]'"
        ) from error
    language = page.language if _LANGUAGE.fullmatch(page.language) else "en"
    record = {"title": flatten(translate_title(page)), "language": language, "blocks": [asdict(one) for one in blocks]}
    data = mend_surrogates(json.dumps(record, ensure_ascii=False))
    return bytes(
        typst.compile(
            layout.read_bytes(),
            format="pdf",
            sys_inputs={"page": data},
            ignore_system_fonts=_OF_OUR_FONTS.fullmatch(data) is not None,
        )
    )
