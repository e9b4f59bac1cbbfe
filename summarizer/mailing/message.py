"""A briefing → a mail message: its headers and both its parts. The same edition gives the same bytes."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP, SMTPUTF8
from hashlib import sha256
from typing import TYPE_CHECKING

from ..delivery import slug
from ..escaping import flatten
from .addresses import Mailbox, is_ascii, parse_mailbox
from .parts import write_parts
from .settings import find_sender, list_id_of, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from ..model import Briefing, Problem
    from .settings import MailSettings

#: What To says in a mail whose recipients are all in Bcc.
UNDISCLOSED = "undisclosed-recipients:;"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_LONGEST_LABEL = 30


def build_message(
    briefing: Briefing, settings: MailSettings, now: datetime, name: str = "briefing", folders: Sequence[Path] = ()
) -> tuple[EmailMessage, tuple[Problem, ...]]:
    """Write the mail of the edition called ``name``; ``now`` (with its time zone) becomes its date.

    With ``settings.each`` there is no To: ``address_to`` puts in everyone's own. Bcc is in no header. Nothing of a
    briefing can add a header, and all of the message is ASCII, so that any server can take it.
    Raises ConfigError for an address, a list id or a template that cannot be used.
    """
    parts, problems = write_parts(briefing, name, settings.subject, folders)
    sender = find_sender(settings)
    digest = _digest(name, briefing.date, sender.address)
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["Date"] = now
    message["Message-ID"] = f"<{_label(name)}.{_date(briefing.date)}.{digest}@{sender.domain}>"
    message["Subject"] = parts.subject
    _address(message, settings, sender)
    message["List-Id"] = list_id_of(settings, _label(name))
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = briefing.language if _LANGUAGE.fullmatch(briefing.language) else "en"
    message.set_content(parts.text)
    message.add_alternative(parts.html, subtype="html")
    # The standard library's own would be drawn by lot.
    message.set_boundary(f"=_{digest}")
    return message, problems


def message_bytes(message: EmailMessage) -> bytes:
    """Give a message as it is kept and sent: lines end with CR LF."""
    return message.as_bytes()


def address_to(message: bytes, address: str) -> bytes:
    """Make a message without To the mail of one person; one that has a To stays as it is.

    >>> address_to(b"Subject: x\\r\\n\\r\\ny\\r\\n", "ann@a.example")
    b'To: ann@a.example\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n'
    """
    if not is_for_each(message):
        return message
    line = EmailMessage(policy=SMTPUTF8)
    line["To"] = _shown(parse_mailbox(address))
    return line.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n" + message


def is_for_each(message: bytes) -> bool:
    """Tell whether everyone gets this message alone: then it has no To yet."""
    return "To" not in read_headers(message)


def read_headers(message: bytes) -> EmailMessage:
    """Read only the headers of a message."""
    return BytesHeaderParser(policy=SMTP).parsebytes(message)


def is_worth_mailing(briefing: Briefing, settings: MailSettings) -> bool:
    """Tell whether an edition has anything in it, or is wanted all the same."""
    return settings.when_empty or any(part.lines for part in briefing.sections)


def _address(message: EmailMessage, settings: MailSettings, sender: Mailbox) -> None:
    # Who is named in a header here can be written in ASCII. Others get their copy all the same.
    message["From"] = _shown(sender)
    if settings.reply_to:
        message["Reply-To"] = _listed(settings.reply_to, "mail.reply_to")
    if settings.each:
        return
    message["To"] = _listed(settings.to, "mail.to") or UNDISCLOSED
    if cc := _listed(settings.cc, "mail.cc"):
        message["Cc"] = cc


def _listed(texts: Iterable[str], where: str) -> tuple[Address, ...]:
    boxes = [parse_mailbox(text, where) for text in texts]
    named = {box.address.casefold(): box for box in reversed(boxes)}
    kept = (named[address.casefold()] for address in unique(box.address for box in boxes))
    return tuple(_shown(box) for box in kept if is_ascii(box.address))


def _shown(box: Mailbox) -> Address:
    return Address(display_name=box.name, username=box.local, domain=box.domain)


def _digest(*parts: str) -> str:
    return sha256("\n".join(flatten(part) for part in parts).encode(errors="replace")).hexdigest()[:16]


def _label(name: str) -> str:
    """Write an edition's name in letters, digits and hyphens; one in another alphabet becomes a number."""
    written = slug(name)
    return written[:_LONGEST_LABEL].strip("-") if written.isascii() else f"briefing-{_digest(name)[:8]}"


def _date(date: str) -> str:
    return re.sub("[^0-9-]", "", date)[:10] or "undated"
