"""One file, or standard input, to its articles: its bytes within limits, its kind by its name or its beginning."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import ReadResult, check_article
from summarizer.sources.decoding import decode, refuse_known_formats
from summarizer.sources.mail_files import find_mail, is_in_maildir, read_mail, read_mbox
from summarizer.sources.text_files import (
    is_json,
    read_json,
    read_json_lines,
    read_json_text,
    read_lines_text,
    read_markdown,
    read_marked_text,
    starts_with_front_matter,
)
from summarizer.sources.web_pages import find_charset, read_html, read_page

#: The name of standard input.
STDIN = "-"
#: Bytes of one file; a file must be smaller. A newspaper page with all its scripts has about 2 MB.
MAX_BYTES = 20_000_000
#: Bytes of a mailbox, which holds many articles in one file.
MAX_MAILBOX = 100_000_000

# How standard input begins that is JSON, or HTML.
_JSON = r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*\]\s*\Z"
_HTML = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article)\b"

#: Takes the bytes of a file and its name for problems; raises SourceError when there is no article in it.
Reader = Callable[[bytes, str], ReadResult]


def read_plain(data: bytes, where: str) -> ReadResult:
    """Read one article of plain text, all of it but for front matter. Raises SourceError when it is no text."""
    text = decode(data)
    if starts_with_front_matter(text):
        articles, problems = read_marked_text(text, where)
        if articles and articles[0].body:
            return (replace(articles[0], markup="plain"),), problems
    return check_article(Article(text), where)


#: The end of a file's name → its reader.
SOURCES: Mapping[str, Reader] = MappingProxyType(
    {
        ".eml": read_mail,
        ".htm": read_page,
        ".html": read_page,
        ".json": read_json,
        ".jsonl": read_json_lines,
        ".markdown": read_markdown,
        ".mbox": read_mbox,
        ".md": read_markdown,
        ".txt": read_plain,
    }
)


def is_known(path: str) -> bool:
    """Return whether a file's name says that there is a reader for it.

    >>> is_known("news/A.TXT"), is_known("news/a.txt.bak")
    (True, False)
    """
    return _get_suffix(path) in SOURCES


def read_file(path: str, root: str = "", stdin: bytes | None = None) -> ReadResult:
    """Read the articles of one file, named as the user named it; ``root`` is where a relative path counts from.

    Never raises for what is wrong with the file: that is a Problem.
    """
    try:
        if path == STDIN:
            return _read_bytes(_check_stdin(stdin), path, read_unnamed)
        place = find_mail(os.path.join(root, path))
        return _read_bytes(load_source(place), path, _pick_reader(place))
    except SourceError as fault:
        return (), (Problem(fault.where or path, fault.message),)


def read_unnamed(data: bytes, where: str) -> ReadResult:
    """Read articles from bytes whose kind is not known: JSON, JSON Lines, HTML, Markdown with front matter, text.

    Raises SourceError when they are none of these.
    """
    text = decode(data, find_charset(data))
    if re.match(_JSON, text):
        lines = text.strip().split("\n", 2)
        is_lines = len(lines) > 1 and is_json(lines[0])
        return read_lines_text(text, where) if is_lines else read_json_text(text, where)
    if re.match(_HTML, text, re.IGNORECASE | re.DOTALL):
        return read_html(text, where)
    if starts_with_front_matter(text):
        return read_marked_text(text, where)
    return read_plain(data, where)


def load_source(path: str) -> bytes:
    """Return the bytes of a file as ``load_file`` does, with the limit for files of its kind."""
    most = MAX_MAILBOX if _get_suffix(path) == ".mbox" else MAX_BYTES
    return load_file(path, most)


def load_file(path: str, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file. Raises SourceError when it cannot be read, is too large or is no ordinary file."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe could wait for ever, and it could not be read again to verify the briefing.
            raise SourceError("is not an ordinary file")
        _check_size(status.st_size, most)
        with open(path, "rb") as file:
            data = file.read(most)
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}") from fault
    except ValueError as fault:
        raise SourceError("cannot be read: the name is not sound") from fault
    _check_size(len(data), most)
    return data


def _check_size(size: int, most: int = MAX_BYTES) -> None:
    """Raise SourceError for a file that is too large."""
    if size >= most:
        raise SourceError(f"has {size / 1e6:.1f} MB; a file must be smaller than {most / 1e6:.0f} MB")


def _check_stdin(stdin: bytes | None) -> bytes:
    """Return what was given on standard input. Raises SourceError when it is nothing, or too much."""
    if stdin is None:
        raise SourceError("nothing was given on standard input")
    _check_size(len(stdin))
    return stdin


def _pick_reader(path: str) -> Reader:
    """Return the reader for a file: a mail in a Maildir has no ending, any other unknown name is read as plain text."""
    return read_mail if is_in_maildir(path) else SOURCES.get(_get_suffix(path), read_plain)


def _get_suffix(path: str) -> str:
    """Return the end of a file's name that tells its kind, in small letters."""
    _, suffix = os.path.splitext(path)
    return suffix.lower()


def _read_bytes(data: bytes, path: str, reader: Reader) -> ReadResult:
    """Read the articles in a file's bytes, each with the file's name and digest."""
    if not data.strip():
        raise SourceError("is empty")
    refuse_known_formats(data)
    articles, problems = reader(data, path)
    digest = sha256(data).hexdigest()
    named = tuple(replace(article, path=path, sha256=digest) for article in articles)
    return named, problems
