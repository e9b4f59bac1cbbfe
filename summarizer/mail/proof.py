"""A mail beside the briefing that it was made of: whether a reader sees in it what the briefing says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from pathlib import Path

from summarizer.mail.mail_settings import DEFAULT_SENDER, MailSettings, find_sender
from summarizer.mail.message import write_address_header, write_body, write_parts, write_text_header
from summarizer.model import Briefing

_BOUNDARY = re.compile(rb"boundary=\"(=_[0-9a-f]{16})\"")
#: Headers that say what a reader sees, beside Subject and From; each stands there as it was written, or not at all.
_OF_BODY = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition")
_PARTS = ("its structure", "its text", "its page", "what follows its page")


def compare_mail(
    content: bytes, briefing: Briefing, settings: MailSettings, name: str, folders: Sequence[Path] = ()
) -> tuple[list[str], str]:
    """Return what of a mail is not as its briefing is written, and its sender where no settings name one.

    Subject, sender, text and page are written anew and compared as bytes but for line ends and folded headers, and
    nothing else may be in it. Raises ConfigError for a template that cannot be used.
    """
    parts, _ = write_parts(briefing, name, settings.subject, folders)
    content = re.sub(rb"\r\n?", b"\n", content)
    found = _BOUNDARY.search(content)
    wanted = write_body(parts, found[1].decode() if found else "=_").replace(b"\r\n", b"\n")
    head, _, body = content.partition(b"\n\n")
    wanted_head, _, wanted_body = wanted.partition(b"\n\n")
    headers = {"Subject": write_text_header("Subject", parts.subject)}
    headers["From"] = write_address_header("From", [find_sender(settings)])
    written = BytesHeaderParser().parsebytes("".join(headers.values()).encode() + wanted_head)
    read = BytesHeaderParser().parsebytes(head)
    differences: list[str] = []
    sender = ""
    for header in (*headers, *_OF_BODY):
        values = _unfold(read.get_all(header, []))
        if values != _unfold(written.get_all(header, [])):
            if header == "From" and settings.sender == DEFAULT_SENDER and len(values) == 1:
                sender = str(make_header(decode_header(values[0])))
            else:
                differences.append(f"its header {header}")
    mark = b"\n--" + (found[1] if found else b"")
    pieces, wanted_pieces = (b"\n" + body).rstrip().split(mark), (b"\n" + wanted_body).rstrip().split(mark)
    if len(pieces) != len(wanted_pieces):
        differences.append("the number of its parts (is something attached?)")
    else:
        pairs = zip(_PARTS, pieces, wanted_pieces, strict=True)
        differences += [part for part, piece, wanted_piece in pairs if piece != wanted_piece]
    return differences, sender


def _unfold(values: Sequence[object]) -> list[str]:
    return [" ".join(str(value).split()) for value in values]
