"""What mails are like and where they go, as the user set it; checked before anything is sent."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import urlsplit

from summarizer.errors import ConfigError, nearest
from summarizer.mailing.addresses import Mailbox, is_ascii, parse_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable

Starttls = Literal["required", "never", "loopback"]
Scheme = Literal["smtp", "smtps", "sendmail", "maildir"]

#: Whoever set no sender gets this one: enough for a dry run and for this machine's own mailboxes.
DEFAULT_SENDER = "Briefing <summarizer@localhost>"

_LIST_ID = re.compile(r"(?:(?P<name>[ -;=?-~]*)<(?P<angled>[\w.-]+)>|(?P<bare>[\w.-]+))", re.ASCII)
_LONGEST_PAUSE = 3600


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How an edition is mailed. Only ``to`` and ``server`` are needed for mail that leaves the machine.

    ``each`` sends everyone a mail of their own, with nobody else in it. ``subject`` is the text of a template; empty,
    the file ``mail.subject.j2`` is used. ``starttls`` is ``loopback`` for "required, but on this very machine
    unused". At most one of the ``password_…`` says where the password is. ``ca_file`` holds the certificates to
    trust instead of the system's. ``timeout`` bounds each step in seconds, ``patience`` the wait for the answer to
    a whole mail (ten minutes by RFC 5321, 4.5.3.2.6). ``pauses`` are the seconds before each further try.
    """

    sender: str = DEFAULT_SENDER
    reply_to: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    each: bool = False
    subject: str = ""
    list_id: str = ""
    server: str = ""
    starttls: Starttls = "loopback"
    user: str = ""
    password_env: str = ""
    password_file: str = ""
    password_command: str = ""
    ca_file: str = ""
    timeout: float = 60.0
    patience: float = 600.0
    pauses: tuple[float, ...] = (5.0, 20.0, 60.0)
    when_empty: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over: a host and port, or for ``sendmail`` and ``maildir`` a path."""

    scheme: Scheme
    host: str = ""
    port: int = 0
    path: str = ""


def check_settings(settings: MailSettings) -> None:
    """Check all that can be known without a network. Raises ConfigError that names the key (``mail.to``)."""
    find_sender(settings)
    for text in settings.reply_to:
        _in_ascii(text, "mail.reply_to")
    for key, listed in (("to", settings.to), ("cc", settings.cc), ("bcc", settings.bcc)):
        for text in listed:
            parse_mailbox(text, f"mail.{key}")
    if settings.starttls not in get_args(Starttls):
        raise ConfigError(
            f"“{settings.starttls}” is no way to use STARTTLS",
            where="mail.starttls",
            hint=nearest(settings.starttls, get_args(Starttls)),
        )
    if settings.server:
        parse_server(settings.server)
    list_id_of(settings, "briefing")
    for key, seconds in (("timeout", settings.timeout), ("patience", settings.patience)):
        if not (math.isfinite(seconds) and seconds > 0):
            raise ConfigError("must be a number of seconds above 0", where=f"mail.{key}")
    if not all(0 <= seconds <= _LONGEST_PAUSE for seconds in settings.pauses):
        raise ConfigError(f"must be numbers of seconds, each at most {_LONGEST_PAUSE}", where="mail.pauses")


def find_sender(settings: MailSettings) -> Mailbox:
    """Give the sender. Raises ConfigError."""
    return _in_ascii(settings.sender or DEFAULT_SENDER, "mail.sender")


def _in_ascii(text: str, where: str) -> Mailbox:
    """Read an address that every server on the way, and every reader who answers, must be able to write."""
    box = parse_mailbox(text, where)
    if not is_ascii(box.address):
        raise ConfigError(f"“{box.address}” must be ASCII before the @", where=where)
    return box


def list_recipients(settings: MailSettings) -> tuple[str, ...]:
    """Give the address of everyone who is to get the edition, each once. Raises ConfigError.

    >>> list_recipients(MailSettings(to=("Ann <ann@a.example>", "bo@b.example"), bcc=("ANN@A.example",)))
    ('ann@a.example', 'bo@b.example')
    """
    return unique([parse_mailbox(text, "mail.to").address for text in (*settings.to, *settings.cc, *settings.bcc)])


def unique(addresses: Iterable[str]) -> tuple[str, ...]:
    """Keep the first of each address; no server that anyone uses tells ``Ann@`` from ``ann@``."""
    first: dict[str, str] = {}
    for address in addresses:
        first.setdefault(address.casefold(), address)
    return tuple(first.values())


def list_id_of(settings: MailSettings, label: str) -> str:
    """Give the List-Id (RFC 2919) of the editions called ``label``. Raises ConfigError.

    >>> list_id_of(MailSettings(sender="desk@news.example"), "morning")
    '<morning.news.example>'
    >>> list_id_of(MailSettings(list_id="Morning <m.news.example>"), "x"), list_id_of(MailSettings(list_id="m.a"), "x")
    ('Morning <m.news.example>', '<m.a>')
    """
    if not settings.list_id:
        return f"<{label}.{find_sender(settings).domain.strip('[]').replace(':', '.')}>"
    match = _LIST_ID.fullmatch(settings.list_id.strip())
    if match is None:
        raise ConfigError(
            "is no list id",
            where="mail.list_id",
            hint="such as “morning.example.org” or “Morning <morning.example.org>”",
        )
    name = (match["name"] or "").strip()
    return f"{name} <{match['angled'] or match['bare']}>".strip()


def parse_server(address: str) -> Server:
    """Read the address of a server. Raises ConfigError, which never repeats a password written into it.

    >>> parse_server("smtps://mail.example")
    Server(scheme='smtps', host='mail.example', port=465, path='')
    >>> parse_server("smtp://[::1]:2525")
    Server(scheme='smtp', host='::1', port=2525, path='')
    >>> parse_server("maildir:/var/mail/desk")
    Server(scheme='maildir', host='', port=0, path='/var/mail/desk')
    """
    scheme, _, rest = address.strip().partition(":")
    if scheme not in get_args(Scheme):
        raise ConfigError(
            "is no address of a mail server", where="mail.server", hint="smtp://…, smtps://…, sendmail:… or maildir:…"
        )
    if scheme in ("sendmail", "maildir"):
        path = rest.removeprefix("//") or ("/usr/sbin/sendmail" if scheme == "sendmail" else "")
        if not path or "\x00" in path:
            raise ConfigError("names no folder", where="mail.server", hint="as in maildir:/var/mail/desk")
        return Server(scheme, path=path)  # type: ignore[arg-type]
    return _host_and_port(scheme, address.strip())


def _host_and_port(scheme: str, address: str) -> Server:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise ConfigError(
            "must not hold a user or password",
            where="mail.server",
            hint="use mail.user and mail.password_env, …_file or …_command",
        )
    if (
        not re.fullmatch(r"[\w.:%-]+", host)
        or port == 0
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
    ):
        raise ConfigError(
            "is no address of a mail server", where="mail.server", hint="as in smtp://mail.example.org:587"
        )
    # 587 is for whoever hands in mail with a name and password (RFC 6409), 465 for the same under TLS (RFC 8314).
    return Server(scheme, host, port or (465 if scheme == "smtps" else 587))  # type: ignore[arg-type]
