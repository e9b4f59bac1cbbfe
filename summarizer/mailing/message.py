"""A briefing → a mail message: its headers and both its parts. The same edition gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.delivery import slug
from summarizer.escaping import flatten
from summarizer.mailing.addresses import Mailbox, is_ascii, parse_mailbox
from summarizer.mailing.headers import write_addresses, write_text, write_token
from summarizer.mailing.parts import Parts, write_parts
from summarizer.mailing.settings import find_sender, list_id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from summarizer.mailing.settings import MailSettings
    from summarizer.model import Briefing, Problem

#: What To says in a mail whose recipients are all in Bcc.
UNDISCLOSED = "undisclosed-recipients:;"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Mail:
    """An edition as a mail. ``content`` is the message as it is kept and sent: ASCII, lines end with CR LF."""

    message_id: str
    subject: str
    content: bytes
    problems: tuple[Problem, ...] = ()


def build_message(
    briefing: Briefing, settings: MailSettings, now: datetime, name: str = "briefing", folders: Sequence[Path] = ()
) -> Mail:
    """Write the mail of the edition called ``name``; ``now`` (with its time zone) becomes its date.

    With ``settings.each`` there is no To: ``address_to`` puts in everyone's own. Bcc is in no header. Nothing of a
    briefing can add a header, and all of the message is ASCII, so that any server can take it.
    Raises ConfigError for an address, a list id or a template that cannot be used.
    """
    parts, problems = write_parts(briefing, name, settings.subject, folders)
    sender = find_sender(settings)
    digest = _digest(name, briefing.date, sender.address)
    message_id = f"<{_label(name)}.{_date(briefing.date)}.{digest}@{sender.domain.strip('[]')}>"
    head = [
        write_token("Date", format_datetime(now)),
        write_token("Message-ID", message_id),
        write_text("Subject", parts.subject),
        write_addresses("From", [sender]),
        *_address(settings),
        write_token("List-Id", list_id_of(settings, _label(name))),
        write_token("Auto-Submitted", "auto-generated"),
        write_token("Content-Language", _language(briefing.language)),
    ]
    content = "".join(head).encode("ascii") + _write_body(parts, digest)
    return Mail(message_id, parts.subject, content, problems)


def address_to(message: bytes, address: str) -> bytes:
    """Make a message without To the mail of one person; one that has a To stays as it is.

    >>> address_to(b"Subject: x\\r\\n\\r\\ny\\r\\n", "ann@a.example")
    b'To: ann@a.example\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n'
    """
    if not is_for_each(message):
        return message
    return write_addresses("To", [parse_mailbox(address)]).encode() + message


def is_for_each(message: bytes) -> bool:
    """Tell whether everyone gets this message alone: then it has no To yet."""
    return "To" not in read_headers(message)


def read_headers(message: bytes) -> EmailMessage:
    """Read only the headers of a message."""
    return BytesHeaderParser(policy=SMTP).parsebytes(message)


def is_worth_mailing(briefing: Briefing, settings: MailSettings) -> bool:
    """Tell whether an edition has anything in it, or is wanted all the same."""
    return settings.when_empty or any(part.lines for part in briefing.sections)


def _address(settings: MailSettings) -> Iterator[str]:
    # Who is named in a header here can be written in ASCII. Others get their copy all the same.
    if reply_to := _listed(settings.reply_to, "mail.reply_to"):
        yield write_addresses("Reply-To", reply_to)
    if settings.each:
        return
    to = _listed(settings.to, "mail.to")
    yield write_addresses("To", to) if to else write_token("To", UNDISCLOSED)
    if cc := _listed(settings.cc, "mail.cc"):
        yield write_addresses("Cc", cc)


def _listed(texts: Iterable[str], where: str) -> tuple[Mailbox, ...]:
    first: dict[str, Mailbox] = {}
    for text in texts:
        box = parse_mailbox(text, where)
        first.setdefault(box.address.casefold(), box)
    return tuple(box for box in first.values() if is_ascii(box.address))


def _write_body(parts: Parts, digest: str) -> bytes:
    """Write both parts, with the headers that say how they are written."""
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    body.set_content(parts.text)
    body.add_alternative(parts.html, subtype="html")
    # The standard library's own would be drawn by lot.
    body.set_boundary(f"=_{digest}")
    return body.as_bytes()


def _language(language: str) -> str:
    return language if _LANGUAGE.fullmatch(language) else "en"


def _digest(*parts: str) -> str:
    return sha256("\n".join(flatten(part) for part in parts).encode(errors="replace")).hexdigest()[:16]


def _label(name: str) -> str:
    """Write an edition's name in letters, digits and hyphens; one in another alphabet becomes a number."""
    written = slug(name)
    return written[:_LONGEST_LABEL].strip("-") if written.isascii() else f"briefing-{_digest(name)[:8]}"


def _date(date: str) -> str:
    return re.sub("[^0-9-]", "", date)[:10] or "undated"
