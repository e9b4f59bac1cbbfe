"""A Word file → its text, paragraph by paragraph: what a reader sees of its body, tables and boxes.

What was deleted with changes tracked is left out, and what was inserted so stands there. Footnotes, comments, heads and
feet are not read.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from summarizer.errors import SourceError

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
        words = [
            _read_element(one) for one in paragraph.iter() if next(one.iterancestors(f"{_WORD}p"), None) is paragraph
        ]
        text = "".join(words).strip()
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


def _read_element(element: etree._Element) -> str:
    """Return what an element shows by itself."""
    return element.text or "" if element.tag == f"{_WORD}t" else _BREAKS.get(str(element.tag), "")


def _is_heading(style: etree._Element | None) -> bool:
    """Return whether a style is a heading's: its name is English in whatever language Word speaks."""
    name = style.find(f"{_WORD}name") if style is not None else None
    return name is not None and name.get(f"{_WORD}val", "").lower().startswith(("heading", "title"))
