"""Which reader reads which file, by the end of its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from summarizer.sources.checking import Found
from summarizer.sources.loading import MAX_BYTES, MAX_MAILBOX
from summarizer.sources.mail import read_mail
from summarizer.sources.mailbox import is_in_maildir, read_mbox
from summarizer.sources.markdown import read_markdown
from summarizer.sources.plain import read_plain
from summarizer.sources.records import read_json, read_json_lines
from summarizer.sources.webpage import read_page

#: Takes the bytes of a file and its name for problems; raises SourceError when there is no article in it.
Reader = Callable[[bytes, str], Found]

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
    """Tell whether a file's name says that there is a reader for it.

    >>> is_known("news/A.TXT"), is_known("news/a.txt.bak")
    (True, False)
    """
    return _get_suffix(path) in SOURCES


def pick_reader(path: str) -> Reader:
    """Give the reader for a file: a mail in a Maildir has no ending, any other unknown name is read as plain text."""
    return read_mail if is_in_maildir(path) else SOURCES.get(_get_suffix(path), read_plain)


def pick_limit(path: str) -> int:
    """Give the size from which on a file is too large."""
    return MAX_MAILBOX if _get_suffix(path) == ".mbox" else MAX_BYTES


def _get_suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
