"""Header lines, written by hand: ASCII, folded, encoded by RFC 2047, and never more than one header each.

The standard library's own folding of addresses breaks names that need both quoting and encoding, up to making an
address of a part of a name.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from summarizer.escaping import flatten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.mailing.addresses import Mailbox

_WIDTH = 76
# With "=?utf-8?b?…?=" and the longest of our header names, an encoded word of so many bytes keeps to 76 columns.
_BYTES_A_WORD = 36
_LONGEST_WORD = 60
_PLAIN_PHRASE = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)


def write_text(name: str, text: str) -> str:
    r"""Write a header that holds any text.

    >>> write_text("Subject", "The call"), write_text("Subject", "Ü\r\nBcc: eve@e.example")
    ('Subject: The call\r\n', 'Subject: =?utf-8?b?w5wgQmNjOiBldmVAZS5leGFtcGxl?=\r\n')
    """
    flat = flatten(text)
    words = flat.split(" ")
    if not flat.isascii() or "=?" in flat or max(map(len, words)) > _LONGEST_WORD:
        words = _encoded(flat)
    return _folded(name, words)


def write_addresses(name: str, boxes: Iterable[Mailbox]) -> str:
    r"""Write a header that holds addresses, one a line.

    >>> from .addresses import Mailbox
    >>> write_addresses("To", [Mailbox("", "bo@b.example"), Mailbox("Falk, I.", "i@a.example")])
    'To: bo@b.example,\r\n "Falk, I." <i@a.example>\r\n'
    """
    listed = ",\r\n ".join(map(_written, boxes))
    return f"{name}: {listed}\r\n"


def write_token(name: str, value: str) -> str:
    """Write a header whose value is of our own making, such as an id or a date.

    >>> write_token("Auto-Submitted", "auto-generated")
    'Auto-Submitted: auto-generated\\r\\n'
    """
    return f"{name}: {flatten(value)}\r\n"


def _written(box: Mailbox) -> str:
    name = flatten(box.name)
    if not name:
        return box.address
    if not name.isascii() or "=?" in name:
        return "\r\n ".join([*_encoded(name), f"<{box.address}>"])
    if not _PLAIN_PHRASE.fullmatch(name):
        name = '"{}"'.format(re.sub(r'(["\\])', r"\\\1", name))
    gap = " " if len(name) + len(box.address) < _WIDTH - 12 else "\r\n "
    return f"{name}{gap}<{box.address}>"


def _folded(name: str, words: Iterable[str]) -> str:
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _WIDTH and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def _encoded(text: str) -> list[str]:
    """Cut a text into encoded words; blanks between them do not count, so those of the text are inside."""
    pieces = [""]
    for letter in text:
        if len((pieces[-1] + letter).encode()) > _BYTES_A_WORD:
            pieces.append("")
        pieces[-1] += letter
    return [f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces]
