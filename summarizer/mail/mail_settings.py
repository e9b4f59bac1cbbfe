"""How mails are made and where they go, as the user set it; the password of the mail server.

Mail addresses as people write them: read into a name and an address that headers and servers take.
"""

from __future__ import annotations

import base64
import math
import os
import re
import shlex
import stat
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from summarizer.errors import ConfigError, nearest
from summarizer.text.escaping import flatten

_WRITTEN = re.compile(r"(?:(?P<name>[^<>]*)<(?P<angled>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
# RFC 5322 "dot-atom", with the letters of RFC 6532; quoted local parts ("a b"@…) are not taken.
_ATOM = r"[^\s\x00-\x1f\x7f-\x9f()<>\[\]:;@\\,.\"]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f.:]+\]")
_LONGEST, _LONGEST_LOCAL, _LONGEST_NAME = 254, 64, 200


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The address of a person or list, perhaps with a name. Of ``address`` only the local part may be non-ASCII."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.address.rpartition("@")[2]


def parse_mailbox(text: str, where: str = "") -> Mailbox:
    """Parse ``Name <local@domain>`` or the address alone; a domain outside ASCII becomes its A-labels (RFC 5890).

    Raises ConfigError, with ``where`` as the place.

    >>> parse_mailbox("Frühdienst <desk@bücher.example>")
    Mailbox(name='Frühdienst', address='desk@xn--bcher-kva.example')
    >>> parse_mailbox('"Falk, Ines" <ines@a.example>').name, parse_mailbox("ines@a.example").name
    ('Falk, Ines', '')
    """
    match = _WRITTEN.fullmatch(text.strip())
    address = _normalize(match["angled"] or match["bare"]) if match else ""
    if match is None or not address:
        hint = "as in Ines Falk <ines@example.org>"
        raise ConfigError(f"“{flatten(text)[:80]}” is no mail address", where=where, hint=hint)
    name = flatten(match["name"] or "")
    if re.fullmatch('".*"', name):
        name = flatten(re.sub(r"\\(.)", r"\1", name[1:-1]))
    return Mailbox(name[:_LONGEST_NAME], address)


def parse_mailboxes(texts: Iterable[str], where: str) -> tuple[Mailbox, ...]:
    """Parse addresses and return each once, as it was written first. Raises ConfigError.

    No server that anyone uses distinguishes ``Ann@`` from ``ann@``.
    """
    first: dict[str, Mailbox] = {}
    for text in texts:
        box = parse_mailbox(text, where)
        first.setdefault(box.address.casefold(), box)
    return tuple(first.values())


def _normalize(address: str) -> str:
    """Return an address with its domain in lower-case ASCII, or "" if it is none."""
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.lower() if domain.isascii() else domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    whole = f"{local}@{domain}"
    if len(local.encode(errors="replace")) > _LONGEST_LOCAL or len(whole) > _LONGEST:
        return ""
    if not _LOCAL.fullmatch(local) or flatten(local) != local:
        return ""
    return whole if _DOMAIN.fullmatch(domain) else ""


Starttls = Literal["required", "never", "loopback"]
Method = Literal["POST", "PUT"]
Scheme = Literal["smtp", "smtps", "sendmail", "maildir"]

_SCHEMES: Mapping[str, Scheme] = {scheme: scheme for scheme in get_args(Scheme)}
# 587 is for whoever hands in mail with a name and password (RFC 6409), 465 for the same under TLS (RFC 8314).
_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}
_PATHS: Mapping[str, str] = {"sendmail": "/usr/sbin/sendmail", "maildir": ""}

#: The sender where none is set: enough for a dry run and for this machine's own mailboxes.
DEFAULT_SENDER = "Briefing <summarizer@localhost>"

_LIST_ID = re.compile(r"(?:(?P<name>[ -;=?-~]*)<(?P<angled>[\w.-]+)>|(?P<bare>[\w.-]+))", re.ASCII)
_LONGEST_PAUSE = 3600
_COMMAND_SECONDS = 60
_MOST_BYTES = 4096
_HIDDEN = "•••"


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
    timeout: float = 60
    patience: float = 600.0
    pauses: tuple[float, ...] = (5, 20, 60)
    when_empty: bool = False


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """How editions are posted to one webhook, which is called ``name`` in the queue and in all that is said of it.

    Its address is in one of ``address``, the environment variable ``address_env`` or the first line of the file
    ``address_file``: many an address is a secret by itself. ``token_…`` says where what goes into the header
    Authorization is, ``secret_…`` the key by which bodies are signed. ``timeout`` bounds a whole request in seconds.
    """

    name: str
    address: str = ""
    address_env: str = ""
    address_file: str = ""
    template: str = "json"
    topic: str = ""
    method: Method = "POST"
    token_env: str = ""
    token_file: str = ""
    secret_env: str = ""
    secret_file: str = ""
    ca_file: str = ""
    timeout: float = 30
    pauses: tuple[float, ...] = (5, 20, 60)

    @property
    def table(self) -> str:
        """By what messages name where it was set."""
        return f"webhooks.{self.name}"

    @property
    def recipient(self) -> str:
        """By what it is named in the queue."""
        return f"webhook {self.name}"


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
        _parse_ascii_mailbox(text, "mail.reply_to")
    parse_mailboxes(settings.to, "mail.to")
    parse_mailboxes(settings.cc, "mail.cc")
    parse_mailboxes(settings.bcc, "mail.bcc")
    # A misspelt “required” would let mail without a login go unencrypted.
    ways = get_args(Starttls)
    if settings.starttls not in ways:
        message, hint = f"“{settings.starttls}” is no way to use STARTTLS", nearest(settings.starttls, ways)
        raise ConfigError(message, where="mail.starttls", hint=hint)
    if settings.server:
        parse_server(settings.server)
    build_list_id(settings, "briefing")
    if not 0 < settings.timeout < math.inf:
        raise ConfigError("must be a number of seconds above 0", where="mail.timeout")
    if not all(0 <= seconds <= _LONGEST_PAUSE for seconds in settings.pauses):
        raise ConfigError(f"must be numbers of seconds, each at most {_LONGEST_PAUSE}", where="mail.pauses")


def find_sender(settings: MailSettings) -> Mailbox:
    """Return the sender. Raises ConfigError."""
    return _parse_ascii_mailbox(settings.sender or DEFAULT_SENDER, "mail.sender")


def _parse_ascii_mailbox(text: str, where: str) -> Mailbox:
    """Parse an address that every server on the way, and every reader who answers, must be able to write."""
    box = parse_mailbox(text, where)
    if not box.address.isascii():
        raise ConfigError(f"“{box.address}” must be ASCII before the @", where=where)
    return box


def list_recipients(settings: MailSettings) -> tuple[str, ...]:
    """Return the address of everyone who is to get the edition, each once. Raises ConfigError.

    >>> list_recipients(MailSettings(to=("Ann <ann@a.example>", "bo@b.example"), bcc=("ANN@A.example",)))
    ('ann@a.example', 'bo@b.example')
    """
    boxes = parse_mailboxes((*settings.to, *settings.cc, *settings.bcc), "mail.to")
    return tuple(box.address for box in boxes)


def build_list_id(settings: MailSettings, label: str) -> str:
    """Return the List-Id (RFC 2919) of the editions called ``label``. Raises ConfigError.

    >>> build_list_id(MailSettings(sender="desk@news.example"), "morning")
    '<morning.news.example>'
    >>> build_list_id(MailSettings(list_id="Morning <m.news.example>"), "x")
    'Morning <m.news.example>'
    >>> build_list_id(MailSettings(list_id="m.a"), "x")
    '<m.a>'
    """
    if not settings.list_id:
        domain = find_sender(settings).domain.strip("[]").replace(":", ".")
        return f"<{label}.{domain}>"
    match = _LIST_ID.fullmatch(settings.list_id.strip())
    if match is None:
        hint = "such as “morning.example.org” or “Morning <morning.example.org>”"
        raise ConfigError("is no list id", where="mail.list_id", hint=hint)
    name = (match["name"] or "").strip()
    return f"{name} <{match['angled'] or match['bare']}>".strip()


def parse_server(address: str) -> Server:
    """Parse the address of a server. Raises ConfigError, which never repeats a password written into it.

    >>> parse_server("smtps://mail.example")
    Server(scheme='smtps', host='mail.example', port=465, path='')
    >>> parse_server("smtp://[::1]:2525")
    Server(scheme='smtp', host='::1', port=2525, path='')
    >>> parse_server("maildir:/var/mail/desk")
    Server(scheme='maildir', host='', port=0, path='/var/mail/desk')
    """
    address = address.strip()
    name, _, rest = address.partition(":")
    scheme = _SCHEMES.get(name)
    if scheme is None:
        raise _fault("is no address of a mail server", "smtp://…, smtps://…, sendmail:… or maildir:…")
    if scheme not in _PORTS:
        path = rest.removeprefix("//") or _PATHS[scheme]
        if not path or "\x00" in path:
            raise _fault("names no folder", "as in maildir:/var/mail/desk")
        return Server(scheme, path=path)
    no_address = _fault("is no address of a mail server", "as in smtp://mail.example.org:587")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise no_address from None
    if "@" in parts.netloc:
        raise _fault("must not hold a user or password", "use mail.user and mail.password_env, …_file or …_command")
    rest = parts.path.removeprefix("/") + parts.query + parts.fragment
    if rest or port == 0 or not re.fullmatch(r"[\w.:%-]+", host):
        raise no_address
    return Server(scheme, host, port or _PORTS[scheme])


def _fault(message: str, hint: str) -> ConfigError:
    """Return an error about the server's address."""
    return ConfigError(message, where="mail.server", hint=hint)


class Secret:
    """A text that prints as dots wherever it gets to.

    >>> secret = Secret("hunter2")
    >>> f"{secret} {secret!r}", secret.hide_in("535 hunter2 is wrong"), secret.reveal() == "hunter2"
    ('••• Secret(•••)', '535 ••• is wrong', True)
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    def __str__(self) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return (Secret, ("",))

    def reveal(self) -> str:
        """Return the text itself; for the server alone."""
        return self._text

    def hide_in(self, text: str) -> str:
        """Return a server's text without the secret, also where it is encoded as by AUTH PLAIN and LOGIN."""
        if not self._text:
            return text
        encoded = base64.b64encode(self._text.encode(errors="replace")).decode("ascii")
        return text.replace(self._text, _HIDDEN).replace(encoded, _HIDDEN)


#: No password: for a server that asks for none.
NO_SECRET = Secret("")


def read_secret(settings: MailSettings, environ: Mapping[str, str], folder: Path = Path()) -> Secret:
    """Read the password from the one place that the settings name; ``NO_SECRET`` when they name none.

    A file's path is taken from ``folder``, a command runs there. Raises ConfigError, which never holds what was read.
    """
    named = list_secret_keys(settings, "password")
    if named and not settings.user:
        raise ConfigError("there is a password but no user", where=f"mail.{named[0]}", hint="set mail.user")
    return read_first_line(settings, "mail", "password", environ, folder)


def list_secret_keys(settings: object, what: str) -> list[str]:
    """Return the keys of settings that say where a secret is: ``WHAT_env``, ``WHAT_file``, ``WHAT_command``."""
    keys = (f"{what}_{way}" for way in ("env", "file", "command"))
    return [key for key in keys if getattr(settings, key, "")]


def read_first_line(
    settings: object, table: str, what: str, environ: Mapping[str, str], folder: Path = Path()
) -> Secret:
    """Read a secret from the one place that a table's settings name for it; ``NO_SECRET`` when they name none.

    Raises ConfigError as ``read_secret`` does.
    """
    keys = list_secret_keys(settings, what)
    if not keys:
        return NO_SECRET
    if len(keys) > 1:
        raise ConfigError("only one of these can be used", where=" and ".join(f"{table}.{key}" for key in keys))
    where, place, way = f"{table}.{keys[0]}", getattr(settings, keys[0]), keys[0].removeprefix(f"{what}_")
    if way == "env":
        text, missing = environ.get(place, ""), f"the environment has no {place}"
    elif way == "file":
        text, missing = _read_file(folder / place, where), "the file is empty"
    else:
        text, missing = _run(place, environ, folder, where), "the command printed nothing"
    first_line = "".join(text.splitlines()[:1])
    if not first_line:
        raise ConfigError(missing, where=where)
    return Secret(first_line)


def _read_file(path: Path, key: str) -> str:
    """Read a secret's file, which must be its owner's alone. Raises ConfigError."""
    where = f"{key} = {path}"
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            # Of the open file, so that it cannot be exchanged between the look and the reading.
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise ConfigError("is no ordinary file", where=where)
            if mode & 0o077:
                raise ConfigError("others may read this file", where=where, hint=f"chmod 600 {shlex.quote(str(path))}")
            return file.read(_MOST_BYTES).decode()
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), where=where) from error
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", where=where) from None


def _run(command: str, environ: Mapping[str, str], folder: Path, where: str) -> str:
    """Run a secret's command and return what it prints. Raises ConfigError."""
    try:
        done = subprocess.run(
            shlex.split(command),
            env=dict(environ),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
        printed = done.stdout.decode()
    except subprocess.TimeoutExpired:
        raise ConfigError(f"took longer than {_COMMAND_SECONDS} seconds", where=where) from None
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be run").lower(), where=where) from error
    except UnicodeDecodeError:
        raise ConfigError("printed something that is not UTF-8", where=where) from None
    except (ValueError, IndexError):
        raise ConfigError("is no command", where=where, hint="quotes must be closed") from None
    if done.returncode:
        raise ConfigError(f"ended with status {done.returncode}", where=where, hint="run it by hand to see why")
    return printed
