"""A draft that is to be checked → its text, every word that a reader would see, at its own place.

A page is not searched for an article: what is cut away could not be checked. Of a Word file it is what a reader sees of
its body, tables and boxes: what was deleted with changes tracked is left out, and what was inserted so stands there;
footnotes, comments, heads and feet are not read.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import replace
from hashlib import sha256

from lxml import etree

from summarizer.errors import SourceError
from summarizer.model import Article
from summarizer.sources.decoding import decode, find_charset, refuse_known_formats
from summarizer.sources.page_notes import WITHIN_LINE
from summarizer.sources.readers import STDIN, load_file, looks_like_page, read_marked_text

#: Characters of a draft. A long read has 40,000.
MAX_DRAFT = 500_000
_KINDS = {  # names, not language
    ".html": "page", ".htm": "page", ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain"
}  # fmt: skip
_UNSEEN = re.compile(
    r"(?is)<!--.*?(?:-->|\Z)|<(script|style|head|template|noscript)\b.*?(?:</\1\s*>|\Z)|<![^>]*(?:>|\Z)"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)\b[^<>]*>")
# Tags within a line; all others end one.
_INLINE = WITHIN_LINE | {"label"}
_HEADING = re.compile(r"(?i)h[1-6]|title")
#: Is dropped when the text is mended, so that a place in it stays the same.
_NOTHING = "\u200b"


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
    seen = _UNSEEN.sub(lambda found: _fill("", len(found.group())), text)
    # A line of the file ends no line of a page.
    return _TAG.sub(_replace_tag, seen.replace("\n", " "))


def _replace_tag(found: re.Match[str]) -> str:
    """Return what stands for a tag, as long as it."""
    closing, name = found[1], found[2]
    size = len(found.group())
    if name.lower() == "q":
        return _fill("”" if closing else "“", size)
    if name.lower() in _INLINE:
        return _fill("", size)
    opening = "\n\n# " if _HEADING.fullmatch(name) and not closing else "\n\n"
    return _fill(opening[-size:], size)


def _fill(text: str, size: int) -> str:
    return _NOTHING * (size - len(text)) + text


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _STYLES = "word/document.xml", "word/styles.xml"
#: Bytes of a part, unpacked: a book has some 5 MB.
_MOST_BYTES = 20_000_000
#: What stands for a text that has none.
_BREAKS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


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
    styles = {style.get(f"{_WORD}styleId"): style for style in _read_part(data, _STYLES).iter(f"{_WORD}style")}
    texts: list[str] = []
    for paragraph in _read_part(data, _BODY).iter(f"{_WORD}p"):
        # A paragraph in a box within another one is its own.
        text = ""
        for one in paragraph.iter():
            if next(one.iterancestors(f"{_WORD}p"), None) is paragraph:
                text += one.text or "" if one.tag == f"{_WORD}t" else _BREAKS.get(str(one.tag), "")
        text = text.strip()
        if text:
            style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
            texts.append(
                f"# {text}" if style is not None and _is_heading(styles.get(style.get(f"{_WORD}val"))) else text
            )
    return "\n\n".join(texts)


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
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise SourceError("is a damaged Word file") from error


def _is_heading(style: etree._Element | None) -> bool:
    """Return whether a style is a heading's: its name is English in whatever language Word speaks."""
    name = style.find(f"{_WORD}name") if style is not None else None
    return name is not None and name.get(f"{_WORD}val", "").lower().startswith(("heading", "title"))
