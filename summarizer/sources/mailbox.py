"""Mailboxes: mbox files (RFC 4155) with many mails in one file, and Maildir folders with a file for each mail.

A mail that is there twice, as its Message-ID says, is read once.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.model import Problem
from summarizer.sources.checking import shorten
from summarizer.sources.mail import read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.checking import Found

#: Mails of one mbox file that are read.
MAX_MAILS = 10_000

# A line of a mail's text may begin with "From " too; a separator also has a time and a year.
_SEPARATOR = rb"(?m)^From [^\n]{0,200}\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,60}\n"
_QUOTED = rb"(?m)^>(>*From )"
_MESSAGE_ID = rb"(?im)^message-id:\s{0,20}(<[^>\s]{1,500}>)"
_HEAD = 65_536
_NOT_READ = frozenset("DT")  # drafts and what was thrown away


def read_mbox(data: bytes, where: str) -> Found:
    """Read the mails of an mbox file, numbered from 1. Raises SourceError when it is none."""
    starts = list(re.finditer(_SEPARATOR, data))
    if not starts or data[: starts[0].start()].strip():
        raise SourceError("is no mailbox: it does not begin with a line “From ADDRESS DATE”")
    ends = [found.start() for found in starts[1:]] + [len(data)]
    parts: list[Found] = []
    first: dict[bytes, int] = {}
    for count, (found, end) in enumerate(zip(starts, ends, strict=True), 1):
        if count > MAX_MAILS:
            fault = f"holds {len(starts):,} mails; those after the first {MAX_MAILS:,} are not read"
            parts.append(((), (Problem(where, fault),)))
            break
        mail = data[found.end() : end]
        if mail.endswith((b"\n\n", b"\n\r\n")):  # the empty line that parts two mails
            mail = mail[:-1].removesuffix(b"\r")
        same = first.setdefault(find_message_id(mail) or b"%d" % count, count)
        place = f"{where}, mail {count}"
        if same != count:
            parts.append(((), (Problem(place, f"is the same as mail {same}; read once", "notice"),)))
        elif mail.strip():
            parts.append(_read_one(re.sub(_QUOTED, rb"\1", mail), place, count))
    return shorten(parts, where)


def find_message_id(mail: bytes) -> bytes:
    """Give the Message-ID of a mail, else nothing.

    >>> find_message_id(b"Subject: x\\nMessage-ID:\\n <a@b>\\n\\nText"), find_message_id(b"\\nMessage-ID: <c@d>")
    (b'<a@b>', b'')
    """
    head = re.split(rb"\r?\n\r?\n", b"\n" + mail[:_HEAD], maxsplit=1)[0]
    found = re.search(_MESSAGE_ID, head)
    return found[1] if found else b""


def is_maildir(path: str) -> bool:
    """Tell whether a folder is a Maildir: it has the three folders that each of them has."""
    return all(os.path.isdir(os.path.join(path, name)) for name in ("cur", "new", "tmp"))


def is_in_maildir(path: str) -> bool:
    """Tell whether a path names a mail in a Maildir, there or not."""
    folder, place = os.path.split(os.path.dirname(path))
    return place in ("cur", "new") and is_maildir(folder)


def list_mails(folder: str) -> Iterator[str | Problem]:
    """Name the mails of a Maildir by what never changes of their names, in order, each Message-ID once.

    Programs move a mail from ``new`` to ``cur`` and write into its name whether it was read. Here each goes by ``cur``
    and the name without these marks; ``find_mail`` finds it wherever it is.
    """
    names: dict[str, str] = {}
    for place in ("new", "cur"):
        try:
            entries = os.listdir(os.path.join(folder, place))
        except OSError as fault:
            yield Problem(os.path.join(folder, place), f"cannot be opened: {fault.strerror}")
            continue
        for entry in entries:
            name, _, flags = entry.partition(":2,")
            if not entry.startswith(".") and not _NOT_READ & set(flags):
                names[name] = os.path.join(folder, place, entry)
    seen: dict[bytes, str] = {}
    for name, path in sorted(names.items()):
        shown = PurePath(folder, "cur", name).as_posix()
        same = seen.setdefault(_read_message_id(path) or os.fsencode(path), shown)
        if same == shown:
            yield shown
        else:
            yield Problem(shown, f"is the same mail as {same}; read once", "notice")


def find_mail(path: str) -> str:
    """Give the path under which a mail of a Maildir is now; any other path as it is."""
    if os.path.lexists(path) or not is_in_maildir(path):
        return path
    folder, name = os.path.dirname(os.path.dirname(path)), os.path.basename(path).partition(":2,")[0]
    for place in ("cur", "new"):
        try:
            entries = sorted(os.listdir(os.path.join(folder, place)))
        except OSError:
            continue
        for entry in entries:
            if entry.partition(":2,")[0] == name:
                return os.path.join(folder, place, entry)
    return path


def _read_one(mail: bytes, where: str, count: int) -> Found:
    try:
        articles, problems = read_mail(mail, where)
    except SourceError as fault:
        return (), (Problem(where, fault.message),)
    return tuple(replace(article, item=count) for article in articles), problems


def _read_message_id(path: str) -> bytes:
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as file:
            return find_message_id(file.read(_HEAD))
    except OSError:
        return b""
