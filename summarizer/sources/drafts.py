"""A draft that is to be checked → its text, every word that a reader would see, at its own place.

A page is not searched for an article: what is cut away could not be checked. Of a Word file it is what a reader sees of
its body, tables and boxes: what was deleted with changes tracked is left out, and what was inserted so stands there;
heads and feet are headings, footnotes and comments are not read.

What does not show as it is written (struck out, hidden, turned, styled by rules of its own) has a mark before it or for
it, in brackets like what an editor put in: no source has it, so that its sentence fails.
"""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from lxml import etree

from summarizer.errors import SourceError
from summarizer.model import Article
from summarizer.sources.decoding import decode, find_charset, refuse_known_formats
from summarizer.sources.page_contents import SPOKEN, STRUCK_OUT
from summarizer.sources.page_notes import WITHIN_LINE
from summarizer.sources.readers import STDIN, load_file, looks_like_page, read_marked_text

#: Characters of a draft. A long read has 40,000.
MAX_DRAFT = 500_000
_KINDS = {  # names, not language
    ".html": "page", ".htm": "page", ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"
}  # fmt: skip
_UNSEEN = re.compile(
    r"(?is)<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style|template|noscript)\b([^>]*).*?(?:</\1\s*>|\Z)|<![^>]*(?:>|\Z)"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)([^<>]*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
#: What shows its text otherwise than it is written, or only when it is opened, or not at all.
_UNLIKE = STRUCK_OUT.union(  # names, not language
    "audio bdo canvas datalist dialog details iframe noembed noframes object video".split()
)
#: What tells how all of a page shows; in quotation marks it is looked for in each draft.
_OF_ALL = frozenset("body html link meta".split())  # names, not language
#: Attributes that hide a tag's words, or give them or what is behind them a colour.
_HIDING = frozenset({"hidden", "popover", "bgcolor", "background", "text"})  # names, not language
#: What a page holds for programs, which run none of it.
_DATA = frozenset({"application/ld+json", "application/json"})
#: A letter of no source: an s that is struck out.
_UNLIKENESS = "ꞩ"
#: Styles that hide nothing and leave all in its place: no others are known not to. Blanks are joined before.
_PLAIN_STYLE = re.compile(
    r"""(?ix) (?:
    (?: margin | padding | border | page-break ) [a-z-]*+ [ ]?:(?!.*\d{4}) [^-()'"\\]*+
    | font-(?: family | weight | style | variant ) [ ]?:[^()\\]*+
    | text-align [ ]?:[ a-z]*+
    | white-space [ ]?:[ ]? (?: normal | pre (?: -wrap )? )
    | vertical-align [ ]?:[ ]? (?: baseline | top | middle | sub | super )
    | text-decoration [ ]?:[ ]? (?: none | underline )
    | list-style (?: -type )? [ ]?:[ ]? [a-z-]++
    | background (?: -color )? [ ]?:[ ]? (?: transparent | none | white | \#fff (?: fff )? )
    | (?: font-size | line-height ) [ ]?:[ ]?
        (?: (?: [6-9] | [1-9]\d ) (?: \.\d++ )? p[tx] | [1-9] (?: \.\d++ )? (?: r?em )? | 1\d\d% | normal
        | small | medium | large )
    | color [ ]?:[ ]? (?: \#(?: [\da-b]{3} | (?: [\da-b][\da-f] ){3} ) | black | navy | windowtext | auto | inherit
        | rgb\(0,[ ]?0,[ ]?0\) )
    )?"""
)
#: Of a style sheet a comment, what stands between braces, and what else may reach beyond its rules.
_SHEET_COMMENT = re.compile(r"(?s)/\*.*?(?:\*/|\Z)")
_BLOCK, _BEYOND_RULES = re.compile(r"\{([^{}]*\})"), re.compile(r"[@{}\\]")
# Tags within a line; all others end one.
_INLINE = WITHIN_LINE | {"label"}
_HEADING = re.compile(r"(?i)h[1-6]|title")
#: Is dropped when the text is mended, so that a place in it stays the same.
_NOTHING = "\u200b"
#: What ends a line while those of the file are taken out: Unicode leaves this sign to programs.
_LINE_END = "\ufdd1"


def read_draft(path: str, stdin: bytes | None = None) -> tuple[Article, str]:
    """Return a draft of Markdown, plain text, HTML or Word as an article without outlet, and its text as it is written.

    A place is the same in both; of a Word file the text is what its paragraphs hold. The path ``-`` is standard input.

    Raises:
        SourceError: it cannot be read, holds no text, is too long or of another kind.
    """
    try:
        data = (stdin or b"") if path == STDIN else load_file(path)
    except SourceError as fault:
        raise SourceError(fault.message, where=path) from fault
    text = _read_text(data, path)
    if len(text) > MAX_DRAFT:
        raise SourceError(f"has {len(text):,} characters, a draft {MAX_DRAFT:,} at most", where=path)
    kind = "plain" if is_word_file(data) else _find_kind(path, text)
    if kind == "page":
        draft = Article(flatten_page(text))
    elif kind == "markdown":
        articles, _ = read_marked_text(text, path)
        draft = Article(text, body=articles[0].body if articles else 0, markup="markdown")
    else:
        draft = Article(text)
    return replace(draft, path=path, sha256=sha256(data).hexdigest()), text


def _find_kind(path: str, text: str) -> str:
    """Return the kind of a draft by its name, or how it begins where that tells nothing. Raise SourceError for none."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix in _KINDS:
        return _KINDS[suffix]
    if looks_like_page(text):
        return "page"
    if not suffix:
        return "markdown"
    raise SourceError(
        "is no draft that can be read", where=path, hint="a draft is a file .md, .txt, .html or .docx, or -"
    )


def _read_text(data: bytes, path: str) -> str:
    """Return the text of a file. Raise SourceError for one that is of no kind that a draft may be, or holds none."""
    try:
        if is_word_file(data):
            text = read_word_file(data)
        else:
            refuse_known_formats(data)
            text = decode(data, find_charset(data))
    except SourceError as fault:
        raise SourceError(fault.message, where=path, hint="a draft is Markdown, plain text, HTML or Word") from fault
    if not text.strip():
        raise SourceError("is empty", where=path, hint="give a draft with its text")
    return text


def flatten_page(text: str) -> str:
    """Return the words of a page without its tags, each at its own place; a heading begins with a number sign.

    >>> flatten_page("<p>It <b>did</b> not</p>").replace("\\u200b", "").split()
    ['It', 'did', 'not']
    """
    seen = _UNSEEN.sub(_replace_unseen, text)
    # A line of the file ends no line of a page.
    return _TAG.sub(_replace_tag, seen.replace("\n", " ").replace(_LINE_END, "\n"))


def _replace_unseen(found: re.Match[str]) -> str:
    """Return what stands for a part of a page that never shows; for what may change how all else shows, its name."""
    size, name = len(found.group()), (found[1] or "").lower()
    is_data = name == "script" and _read_attributes(found[2]).get("type", "").lower() in _DATA
    if not name or is_data or (name == "style" and _is_plain_sheet(found.group())):
        return _fill("", size)
    return _fill(f"{_LINE_END * 2}“[{_UNLIKENESS} {name}]”{_LINE_END * 2}"[:size], size)


def _is_plain_sheet(sheet: str) -> bool:
    """Return whether a style sheet hides nothing, turns nothing and puts nothing in.

    >>> _is_plain_sheet("<style>p { margin: 0 }</style>"), _is_plain_sheet("<style>p { display: none }</style>")
    (True, False)
    """
    told = _SHEET_COMMENT.sub(" ", sheet)
    rules = "".join(_BLOCK.findall(told))
    beside = _BLOCK.sub(" ", told.partition(">")[2])
    return not _BEYOND_RULES.search(beside) and all(map(_PLAIN_STYLE.fullmatch, _list_styles(rules.replace("}", ";"))))


def _list_styles(text: str) -> list[str]:
    """Return the styles of an attribute or a rule, each with single blanks."""
    return [" ".join(style.split()) for style in text.split(";")]


def _replace_tag(found: re.Match[str]) -> str:
    """Return what stands for a tag, as long as it."""
    closing, name = found[1], found[2].lower()
    size = len(found.group())
    attributes = {} if closing else _read_attributes(found[3])
    is_unlike = name in _UNLIKE or any(_is_unlike(*one) for one in attributes.items())
    if is_unlike and not closing:
        told = _UNLIKENESS + re.sub(r"[\W_]+", " ", found.group()).rstrip()
        return _fill(f"“[{told[: size - 4]}]”" if name in _OF_ALL else f"[{told[: size - 2]}]", size)
    if name == "q":
        return _fill("”" if closing else "“", size)
    if name == "input" and attributes.get("value"):
        return _fill(f"\n\n{attributes['value']}\n\n"[:size], size)
    if name in _INLINE:
        return _fill("", size)
    opening = "\n\n# " if _HEADING.fullmatch(name) and not closing else "\n\n"
    return _fill(opening[-size:], size)


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of one that is given twice the values of both."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        value = html.unescape("".join(values))
        found[name.lower()] = f"{found[name.lower()]};{value}" if name.lower() in found else value
    return found


def _is_unlike(name: str, value: str) -> bool:
    """Return whether an attribute may hide the words of its tag, show them in another order, or change the page.

    >>> [_is_unlike(*one) for one in (("style", "margin: 0"), ("style", "display:none"), ("class", "sr-only"))]
    [False, True, True]
    """
    if name in ("style", "color"):
        style = value if name == "style" else f"color:{value}"
        return not all(map(_PLAIN_STYLE.fullmatch, _list_styles(style)))
    if name == "class":
        return bool(SPOKEN.search(value))
    if name in ("rel", "http-equiv"):
        return value.lower() in ("stylesheet", "refresh")
    return name in _HIDING or name[:2] == "on" or (name == "dir" and value.lower() not in ("ltr", "auto"))


def _fill(text: str, size: int) -> str:
    return _NOTHING * (size - len(text)) + text


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_LONGEST_SIZE = 9  # digits
#: Bytes of a part, unpacked: a book has some 5 MB.
_MOST_BYTES = 20_000_000
#: Heads and feet, each in a part of its own.
_EDGE = re.compile(r"word/(?:header|footer)\d*\.xml")
#: What stands for a text that has none; a sign that a font draws may be any.
_BREAKS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_BREAKS[f"{_WORD}sym"] = f"[{_UNLIKENESS} symbol]"
_TEXTS = (f"{_WORD}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
#: What was deleted or moved with changes tracked.
_GONE = (f"{_WORD}del", f"{_WORD}moveFrom")
_STRIKES, _HIDES = ("strike", "dstrike"), ("vanish", "specVanish", "webHidden")
_OFF = ("0", "false", "off")
#: Half points of letters, and percents of their width, that can be read; a light colour.
_LEAST_SIZE, _LEAST_WIDTH, _LIGHT = 10, 40, re.compile(r"(?i)(?:[c-f][\da-f]){3}")


def is_word_file(data: bytes) -> bool:
    """Return whether a file is one of Word's.

    >>> is_word_file(b"PK and no more"), is_word_file(b"It rained.")
    (False, False)
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _BODY in file.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_word_file(data: bytes) -> str:
    """Return the paragraphs of a Word file, a blank line between two; a heading begins with a number sign.

    Raises:
        SourceError: it is damaged, or too large when it is unpacked.
    """
    styles = {style.get(f"{_WORD}styleId", ""): style for style in _read_part(data, _STYLES).iter(f"{_WORD}style")}
    texts = list(_read_paragraphs(_read_part(data, _BODY), styles))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        edges = sorted({name for name in file.namelist() if _EDGE.fullmatch(name)})
    for name in edges:
        texts += [f"# {text.removeprefix('# ')}" for text in _read_paragraphs(_read_part(data, name), styles)]
    return "\n\n".join(texts)


def _read_paragraphs(part: etree._Element, styles: Mapping[str, etree._Element]) -> Iterator[str]:
    """Yield the text of each paragraph that has any."""
    default = next((key for key, style in styles.items() if style.get(f"{_WORD}default") in ("1", "true")), "")
    for paragraph in part.iter(f"{_WORD}p"):
        own = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        style = default if own is None else own.get(f"{_WORD}val", "")
        pieces: list[str] = []
        for one in paragraph.iter(*_TEXTS, *_BREAKS):
            # A paragraph in a box within another one is its own; what is gone is no part of it.
            is_own = next(one.iterancestors(f"{_WORD}p"), None) is paragraph
            if not is_own or next(one.iterancestors(*_GONE), None) is not None:
                continue
            text = one.text or "" if one.tag in _TEXTS else _BREAKS[str(one.tag)]
            pieces.append((text.strip() and _find_mark(one, style, styles)) or text)
        told = "".join(pieces).strip()
        if told:
            yield f"# {told}" if _is_heading(styles.get(style)) else told


def _find_mark(one: etree._Element, paragraph_style: str, styles: Mapping[str, etree._Element]) -> str:
    """Return what stands for a text that is struck out, hidden or turned; nothing for one that shows as it is."""
    looks = _find_looks(one, paragraph_style, styles)
    in_row = any(row.find(f"{_WORD}trPr/{_WORD}hidden") is not None for row in one.iterancestors(f"{_WORD}tr"))
    is_small = _is_below(looks.get("sz", ""), _LEAST_SIZE) or _is_below(looks.get("w", ""), _LEAST_WIDTH)
    is_covered = _LIGHT.fullmatch(looks.get("color", "")) or looks.get("highlight") == "black"
    why = {
        "turned": next(one.iterancestors(f"{_WORD}bdo", f"{_WORD}dir"), None) is not None,
        "struck-out": any(looks.get(name, "0") not in _OFF for name in _STRIKES),
        "hidden": in_row or is_small or is_covered or any(looks.get(name, "0") not in _OFF for name in _HIDES),
    }
    return next((f"[{_UNLIKENESS} {name}]" for name, is_so in why.items() if is_so), "")


def _find_looks(one: etree._Element, paragraph_style: str, styles: Mapping[str, etree._Element]) -> dict[str, str]:
    """Return the properties of a text by the styles of its paragraph and its run, and by its run itself."""
    run = next(one.iterancestors(f"{_WORD}r"), None)
    direct = _read_properties(run.find(f"{_WORD}rPr") if run is not None else None)
    found: dict[str, str] = {}
    for name in (paragraph_style, direct.get("rStyle", "")):
        for style in reversed(list(_list_bases(styles.get(name), styles))):
            found |= _read_properties(style.find(f"{_WORD}rPr"))
    return found | direct


def _list_bases(style: etree._Element | None, styles: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield a style and those on which it is based."""
    for _ in styles:
        if style is None:
            return
        yield style
        base = style.find(f"{_WORD}basedOn")
        style = None if base is None else styles.get(base.get(f"{_WORD}val", ""))


def _read_properties(properties: etree._Element | None) -> dict[str, str]:
    """Return the properties of a run by name; one without a value is on."""
    elements = [] if properties is None else list(properties.iterchildren(f"{_WORD}*"))
    found = {etree.QName(one).localname: one.get(f"{_WORD}val", "1") for one in elements}
    # A colour of the theme goes before its own value; that of the page is white.
    if any(one.get(f"{_WORD}themeColor", "").startswith(("background", "light")) for one in elements):
        found["color"] = "FFFFFF"
    return found


def _is_below(value: str, least: int) -> bool:
    return value.isdecimal() and len(value) < _LONGEST_SIZE and int(value) < least


def _read_part(data: bytes, name: str) -> etree._Element:
    """Return a part of the file; an empty one, where it has none. Raise SourceError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if name not in file.namelist():
                return etree.Element("empty")
            with file.open(name) as part:
                content = part.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise SourceError(f"has more than {_MOST_BYTES // 1_000_000} MB unpacked")
        return etree.fromstring(content, parser)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise SourceError("is a damaged Word file") from error


def _is_heading(style: etree._Element | None) -> bool:
    """Return whether a style is a heading's: its name is English in whatever language Word speaks."""
    name = style.find(f"{_WORD}name") if style is not None else None
    return name is not None and name.get(f"{_WORD}val", "").lower().startswith(("heading", "title"))
