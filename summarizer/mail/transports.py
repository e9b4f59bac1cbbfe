"""The ways out for letters: SMTP, a ``sendmail`` program, a Maildir of this machine.

An SMTP server (RFC 5321) is responsible for a letter once it has answered the line "." that ends it (section 4.2.5). A
client that is cut off before that line has certainly sent nothing; one that is cut off between the line and the answer
cannot know.
"""

from __future__ import annotations

import base64
import os
import re
import select
import smtplib
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from summarizer.errors import ConfigError, SummarizerError
from summarizer.mail.mail_settings import NO_SECRET, MailSettings, Secret, Server, parse_server
from summarizer.mail.message import Letter, Tell, Transport, TransportError, UnreachableError
from summarizer.storage.deliveries import State
from summarizer.text.escaping import flatten

_LONGEST_REPLY = 200


@contextmanager
def open_transport(settings: MailSettings, secret: Secret = NO_SECRET) -> Iterator[Transport]:
    """Open the transport that ``settings.server`` names; nothing is connected before the first letter.

    Raises ConfigError when its address is none.
    """
    server = parse_server(settings.server)
    if server.scheme == "sendmail":
        yield SendmailTransport(server.path, settings.patience)
    elif server.scheme == "maildir":
        yield MaildirTransport(Path(server.path))
    else:
        with closing(SmtpTransport(server, settings, secret)) as transport:
            yield transport


# <sysexits.h>: EX_DATAERR, EX_NOUSER and EX_NOHOST speak of the letter or its reader; EX_TEMPFAIL.
_STATUSES: Mapping[int, tuple[State, str]] = {
    65: ("refused", ", the message is malformed"),
    67: ("refused", ", no such user"),
    68: ("refused", ", no such host"),
    75: ("queued", ", try again later"),
}


@dataclass(frozen=True, slots=True)
class SendmailTransport:
    """Calls the program once for each recipient, so that the exit status speaks of that one alone.

    Postfix, Exim, msmtp and others bring a ``sendmail``.
    """

    path: str
    patience: float
    repeatable = False

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Hand the letter over. Raises TransportError when the program cannot do its work at all."""
        self.check()
        for address in letter.recipients:
            tell("sending", (address,), "")
            try:
                state, why = self._call(letter, address)
            except OSError as error:
                tell("queued", (address,), f"{self.path} cannot be run")
                raise TransportError((error.strerror or "cannot be run").lower(), where=self.path) from error
            tell(state, (address,), why)

    def _call(self, letter: Letter, address: str) -> tuple[State, str]:
        """Call the program, and return what became of the letter and why."""
        # From a file, not a pipe: a pipe would end with us, and half a letter would be taken for a whole one.
        with tempfile.TemporaryFile() as file:
            file.write(letter.message.replace(b"\r\n", b"\n"))
            file.seek(0)
            command = [self.path, "-i", "-f", letter.sender, "--", address]
            try:
                done = subprocess.run(command, stdin=file, capture_output=True, timeout=self.patience, check=False)
            except subprocess.TimeoutExpired:
                return "in_doubt", f"{self.path} did not end within {self.patience:g} seconds"
        status = done.returncode
        if status == 0:
            return "sent", ""
        if status < 0:
            return "in_doubt", f"the program was ended by signal {-status}"
        state, meaning = _STATUSES.get(status, ("queued", ""))
        why = f"status {status}{meaning}"
        said = flatten(done.stderr.decode(errors="replace"))[:_LONGEST_REPLY]
        if said:
            why += f": {said}"
        return state, why

    def check(self) -> str:
        """Return that the program is there. Raises TransportError."""
        if not (os.path.isfile(self.path) and os.access(self.path, os.X_OK)):
            raise TransportError("there is no such program", where=f"sendmail:{self.path}")
        return f"the program {self.path} is there"


_FOLDERS = ("tmp", "new", "cur")


@dataclass(frozen=True, slots=True)
class MaildirTransport:
    """Puts letters into a mailbox of this machine. A letter has one name there, so that it cannot come twice.

    That holds as long as it stays in ``new`` or ``cur``: what a reader deleted or moved elsewhere is not found again.
    For the format see D. J. Bernstein, "Using maildir format".
    """

    path: Path
    repeatable = True

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Write the letter to ``tmp`` and move it to ``new``. Raises TransportError."""
        name = f"{letter.key}.summarizer"
        temporary, target = self.path / "tmp" / name, self.path / "new" / name
        with self._explain_errors("cannot be written"):
            self._make_folders()
            # A reader adds marks to the name of what is read, behind a colon.
            read = {entry.name.partition(":")[0] for entry in os.scandir(self.path / "cur")}
            if name not in read and not target.exists():
                # Only its owner can read it.
                with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(letter.message.replace(b"\r\n", b"\n"))
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(temporary, target)
                # The name must come to the disk too.
                descriptor = os.open(target.parent, os.O_RDONLY)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
        tell("sent", letter.recipients, "")

    def check(self) -> str:
        """Return that the mailbox is there, made if need be, and may be written to. Raises TransportError."""
        with self._explain_errors("cannot be made"):
            self._make_folders()
        for folder in _FOLDERS:
            if not os.access(self.path / folder, os.W_OK | os.X_OK):
                raise TransportError("no permission to write here", where=str(self.path / folder))
        return f"the Maildir {self.path} can be written to"

    @contextmanager
    def _explain_errors(self, otherwise: str) -> Iterator[None]:
        """Turn an error of the file system into a TransportError."""
        try:
            yield
        except OSError as error:
            raise TransportError((error.strerror or otherwise).lower(), where=f"maildir:{self.path}") from error

    def _make_folders(self) -> None:
        """Make the folders of the mailbox. Raises TransportError for a folder that holds something else."""
        if self.path.is_dir() and any(self.path.iterdir()) and not (self.path / "new").is_dir():
            raise TransportError("this folder is no Maildir", where=str(self.path), hint="name an empty or a new one")
        for folder in _FOLDERS:
            (self.path / folder).mkdir(mode=0o700, parents=True, exist_ok=True)


_GO_ON, _CLOSING = 354, 421
# "Too many recipients" from servers that follow an older rule; to be taken for 452 (RFC 5321, 4.5.3.1.10).
_TOO_MANY = 552


class SmtpTransport:
    """One verified and encrypted connection, used for letter after letter, made anew when it breaks."""

    repeatable = False

    def __init__(self, server: Server, settings: MailSettings, secret: Secret) -> None:
        self._server, self._settings, self._secret = server, settings, secret
        self._where = f"{server.scheme}://{server.host}:{server.port}"
        self._session: smtplib.SMTP | None = None

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Send a letter in one transaction. Raises UnreachableError and TransportError."""
        session = self._connect()
        known: set[str] = set()

        def note(state: State, addresses: tuple[str, ...], why: str) -> None:
            """Pass an outcome on, and keep the addresses whose outcome is known."""
            if state != "sending":
                known.update(addresses)
            tell(state, addresses, why)

        try:
            self._transact(session, letter, note)
        except OSError as error:
            self._drop()
            rest = tuple(address for address in letter.recipients if address not in known)
            if rest:
                note("queued", rest, explain_error(error, "", self._secret).message)
        except BaseException:
            # Without QUIT: in the middle of a letter, that would become a part of it.
            self._drop()
            raise

    def check(self) -> str:
        """Connect, go over to TLS and log in. Raises UnreachableError, TransportError and ConfigError."""
        secured = "with TLS" if isinstance(self._connect().sock, ssl.SSLSocket) else "without TLS"
        found = f"{self._where} answers, {secured}"
        if self._settings.user:
            found += f", logged in as {self._settings.user}"
        return found

    def close(self) -> None:
        """Take leave of the server."""
        if self._session is not None:
            with suppress(OSError):
                self._session.quit()
            self._drop()

    def _drop(self) -> None:
        """Close the session without leave, whether or not the server is still there."""
        if self._session is not None:
            with suppress(OSError):
                self._session.close()
        self._session = None

    def _connect(self) -> smtplib.SMTP:
        """Return the open session, or a new one: connected, under TLS, logged in.

        Raises UnreachableError for what may pass, TransportError and ConfigError for what will not.
        """
        if self._session is not None:
            return self._session
        host, port, timeout, ca_file = (
            self._server.host,
            self._server.port,
            self._settings.timeout,
            self._settings.ca_file,
        )
        context = trust(ca_file, "mail", ConfigError)
        try:
            if self._server.scheme == "smtps":
                session: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
            else:
                session = smtplib.SMTP(host, port, timeout=timeout)
            try:
                session.ehlo_or_helo_if_needed()
                self._secure(session, context)
                self._log_in(session)
            except BaseException:
                with suppress(OSError):
                    session.close()
                raise
        except OSError as error:
            raise explain_error(error, self._where, self._secret) from error
        except UnicodeError as error:
            raise TransportError("this can be no host's name", where=self._where) from error
        self._session = session
        return session

    def _secure(self, session: smtplib.SMTP, context: ssl.SSLContext) -> None:
        """Go over to TLS where it is wanted and not there yet; refuse to send a password without it."""
        if isinstance(session.sock, ssl.SSLSocket):
            return
        local = _is_local(session)
        starttls = self._settings.starttls
        if starttls == "required" or (starttls == "loopback" and not local):
            if not session.has_extn("starttls"):
                message = "the server offers no STARTTLS, and mail must not go unencrypted"
                hint = "use smtps://, or set mail.starttls to never"
                raise TransportError(message, where=self._where, hint=hint)
            session.starttls(context=context)
            session.ehlo()
        elif self._settings.user and not local:
            message = "the password would go unencrypted"
            raise ConfigError(message, where="mail.starttls", hint="leave it at its default")

    def _log_in(self, session: smtplib.SMTP) -> None:
        """Log in as the user of the settings, if there is one. Raises ConfigError, TransportError and OSError."""
        user, password = self._settings.user, self._secret.reveal()
        if not user:
            return
        if not password:
            hint = "set mail.password_env, …_file or …_command"
            raise ConfigError("there is no password for this user", where="mail.user", hint=hint)
        if not session.has_extn("auth"):
            hint = "leave mail.user empty, or use another port"
            raise TransportError("the server knows no log-in", where=self._where, hint=hint)
        if f"{user}{password}".isascii():
            session.login(user, password)
            return
        # smtplib's own PLAIN stumbles over what is not ASCII; the mechanism is UTF-8 (RFC 4616).
        token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        code, reply = session.docmd("AUTH", f"PLAIN {token}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, reply)

    def _transact(self, session: smtplib.SMTP, letter: Letter, tell: Tell) -> None:
        """Send a letter and tell the outcome for each recipient. Raises TransportError and OSError."""
        self._name_sender(session, letter)
        taken = self._name_recipients(session, letter, tell)
        if not taken:
            session.rset()
            return
        code, reply = session.docmd("DATA")
        if code != _GO_ON:
            tell(_judge(code), taken, _show(code, reply, self._secret))
            session.rset()
            return
        # As DATA wants it: CR LF ends each line, and a dot that begins one is doubled.
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", letter.message)
        if not lines.endswith(b"\r\n"):
            lines += b"\r\n"
        session.send(re.sub(rb"(?m)^\.", b"..", lines))
        # A server that has hung up, or spoken, before the letter's end: then it is better not to end it.
        if select.select([_socket_of(session)], [], [], 0)[0]:
            raise smtplib.SMTPResponseException(*session.getreply())
        tell("sending", taken, "")
        # Should this fail, the line did not get out whole, and no letter ended.
        session.send(b".\r\n")
        _socket_of(session).settimeout(self._settings.patience)
        try:
            code, reply = session.getreply()
        except OSError:
            tell("in_doubt", taken, "the connection broke between the end of the mail and the server's answer")
            raise
        _socket_of(session).settimeout(self._settings.timeout)
        if 200 <= code < 300:
            tell("sent", taken, "")
        else:
            tell(_judge(code) if code >= 400 else "in_doubt", taken, _show(code, reply, self._secret))

    def _name_sender(self, session: smtplib.SMTP, letter: Letter) -> None:
        """Name the sender and the size to the server. Raises UnreachableError, TransportError and OSError."""
        command = f"FROM:<{letter.sender}>"
        if session.has_extn("size"):
            command += f" SIZE={len(letter.message)}"
        session.command_encoding = "ascii"
        if session.has_extn("smtputf8") and not "".join(letter.recipients).isascii():
            session.command_encoding = "utf-8"
            command += " SMTPUTF8"
        code, reply = session.docmd("MAIL", command)
        if code == 250:
            return
        if code == _CLOSING:
            raise smtplib.SMTPResponseException(code, reply)
        session.rset()
        said = _show(code, reply, self._secret)
        if 400 <= code < 500:
            raise UnreachableError(f"the server answers {said}", where=self._where)
        # Nothing is said of any recipient: the log-in, the sender's address or the size is at fault.
        raise TransportError(f"the server does not take the mail: {said}", where=self._where)

    def _name_recipients(self, session: smtplib.SMTP, letter: Letter, tell: Tell) -> tuple[str, ...]:
        """Name the recipients to the server, and return those whom it takes."""
        taken = []
        for address in letter.recipients:
            if session.command_encoding == "ascii" and not address.isascii():
                tell("refused", (address,), "the server takes no address outside ASCII")
                continue
            code, reply = session.docmd("RCPT", f"TO:<{address}>")
            if code == _CLOSING:
                raise smtplib.SMTPResponseException(code, reply)
            if code in (250, 251):
                taken.append(address)
                continue
            state = "queued" if code == _TOO_MANY else _judge(code)
            tell(state, (address,), _show(code, reply, self._secret))
        return tuple(taken)


def trust(ca_file: str, table: str, kind: type[SummarizerError] = TransportError) -> ssl.SSLContext:
    """Return whom to trust: who is certified by a file's authorities, else the usual ones. Raise a ``kind``."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        message = f"holds no certificates: {error.strerror or error}"
        raise kind(message, where=f"{table}.ca_file = {ca_file}") from error


#: What an error on the way to a server means, by its type, the narrower types first: kind, message and hint.
_MEANINGS: tuple[tuple[type[OSError], type[TransportError], str, str], ...] = (
    (
        ssl.SSLCertVerificationError,
        TransportError,
        "its certificate is not trusted: {error.verify_message}",
        "set ca_file to the certificates to trust, if they are your own",
    ),
    (ssl.SSLError, TransportError, "TLS fails: {reason}", "is the scheme or port another?"),
    (smtplib.SMTPServerDisconnected, UnreachableError, "the server closed the connection", ""),
    (smtplib.SMTPException, TransportError, "{error}", ""),
    (TimeoutError, UnreachableError, "no answer in time", ""),
)


def explain_error(error: OSError, where: str, secret: Secret) -> TransportError:
    """Return what an error on the way to the server means; what the server said is cut and made one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        kind = TransportError if error.smtp_code >= 500 else UnreachableError
        said = _show(error.smtp_code, error.smtp_error, secret)
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return kind(f"the server does not take the user and password: {said}", where=where)
        return kind(f"the server answers {said}", where=where)
    for of_type, kind, message, hint in _MEANINGS:
        if isinstance(error, of_type):
            text = message.format(error=error, reason=getattr(error, "reason", "") or error)
            return kind(secret.hide_in(flatten(text))[:_LONGEST_REPLY], where=where, hint=hint)
    return UnreachableError((error.strerror or str(error) or "cannot be reached").lower(), where=where)


def _show(code: int, reply: bytes | str, secret: Secret) -> str:
    """Return what a server answered in one line, without the password if it repeats that."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return flatten(f"{code} {secret.hide_in(flatten(text))}")[:_LONGEST_REPLY]


def _judge(code: int) -> State:
    """Return what a reply means that is not the one hoped for; a reply that makes no sense is no refusal."""
    return "refused" if 500 <= code < 600 else "queued"


def _is_local(session: smtplib.SMTP) -> bool:
    """Return whether the server runs on this very machine, by the address really connected to."""
    peer = ip_address(_socket_of(session).getpeername()[0])
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        return peer.ipv4_mapped.is_loopback
    return peer.is_loopback


def _socket_of(session: smtplib.SMTP) -> socket.socket:
    """Return the socket of a session. Raises SMTPServerDisconnected where smtplib has closed it."""
    if session.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    return session.sock
