"""Letters over SMTP (RFC 5321): a verified and encrypted connection, and the one moment that cannot be taken back.

A server is responsible for a letter once it has answered the line "." that ends it (section 4.2.5). A client that is
cut off before that line has certainly sent nothing; one that is cut off between the line and the answer cannot know.
"""

from __future__ import annotations

import base64
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import IPv6Address, ip_address

from summarizer.errors import ConfigError, SummarizerError
from summarizer.mail.mail_settings import MailSettings, Secret, Server
from summarizer.mail.message import Letter, Tell, TransportError, UnreachableError
from summarizer.storage.deliveries import State
from summarizer.text.escaping import flatten

_LONGEST_REPLY = 200
_GO_ON, _CLOSING = 354, 421
# "Too many recipients" from servers that follow an older rule; to be taken for 452 (RFC 5321, 4.5.3.1.10).
_TOO_MANY = 552

#: What an error on the way to a server means, by its type, the narrower types first: kind, message and hint.
_MEANINGS: tuple[tuple[type[OSError], type[TransportError], str, str], ...] = (
    (
        ssl.SSLCertVerificationError,
        TransportError,
        "its certificate is not trusted: {error.verify_message}",
        "set mail.ca_file to the certificates to trust, if they are your own",
    ),
    (ssl.SSLError, TransportError, "TLS fails: {reason}", "is the scheme or port another?"),
    (smtplib.SMTPServerDisconnected, UnreachableError, "the server closed the connection", ""),
    (smtplib.SMTPException, TransportError, "{error}", ""),
    (TimeoutError, UnreachableError, "no answer in time", ""),
)


class SmtpTransport:
    """One connection, used for letter after letter, made anew when it breaks."""

    repeatable = False

    def __init__(self, server: Server, settings: MailSettings, secret: Secret) -> None:
        self._server, self._settings, self._secret = server, settings, secret
        self._where = f"{server.scheme}://{server.host}:{server.port}"
        self._session: smtplib.SMTP | None = None

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Send a letter in one transaction. Raises UnreachableError and TransportError."""
        session = self._connect()
        known = _Known(tell)
        try:
            self._transact(session, letter, known.tell)
        except OSError as error:
            self._drop()
            rest = tuple(address for address in letter.recipients if address not in known.addresses)
            if rest:
                known.tell("queued", rest, explain_error(error, "", self._secret).message)
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

    def _connect(self) -> smtplib.SMTP:
        """Return the open session, or a new one."""
        if self._session is None:
            self._session = connect(self._server, self._settings, self._secret)
        return self._session

    def _drop(self) -> None:
        """Close the session without leave."""
        if self._session is not None:
            _close(self._session)
        self._session = None

    def _transact(self, session: smtplib.SMTP, letter: Letter, tell: Tell) -> None:
        """Send a letter and tell the outcome for each recipient. Raises TransportError and OSError."""
        self._name_sender(session, letter)
        taken = self._name_recipients(session, letter, tell)
        if not taken:
            session.rset()
            return
        code, reply = session.docmd("DATA")
        if code != _GO_ON:
            tell(_judge(code), taken, show_reply(code, reply, self._secret))
            session.rset()
            return
        session.send(_quote(letter.message))
        _check_silence(session)
        tell("sending", taken, "")
        # Should this fail, the line did not get out whole, and no letter ended.
        session.send(b".\r\n")
        self._await_answer(session, taken, tell)

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
        said = show_reply(code, reply, self._secret)
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
            tell(state, (address,), show_reply(code, reply, self._secret))
        return tuple(taken)

    def _await_answer(self, session: smtplib.SMTP, taken: tuple[str, ...], tell: Tell) -> None:
        """Wait for the server's answer to the whole letter, and tell it."""
        _socket_of(session).settimeout(self._settings.patience)
        try:
            code, reply = session.getreply()
        except OSError:
            tell("in_doubt", taken, "the connection broke between the end of the mail and the server's answer")
            raise
        _socket_of(session).settimeout(self._settings.timeout)
        if 200 <= code < 300:
            tell("sent", taken, "")
            return
        state = _judge(code) if code >= 400 else "in_doubt"
        tell(state, taken, show_reply(code, reply, self._secret))


class _Known:
    """Passes outcomes on, and keeps the addresses whose outcome is known."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.addresses: set[str] = set()

    def tell(self, state: State, addresses: tuple[str, ...], why: str) -> None:
        """Pass an outcome on."""
        if state != "sending":
            self.addresses.update(addresses)
        try:
            self._tell(state, addresses, why)
        except OSError as error:
            # The queue's, and not to be taken for one of the connection.
            raise SummarizerError("the queue cannot be written") from error


def connect(server: Server, settings: MailSettings, secret: Secret) -> smtplib.SMTP:
    """Connect, go over to TLS and log in.

    Raises UnreachableError for what may pass, TransportError and ConfigError for what will not.
    """
    where = f"{server.scheme}://{server.host}:{server.port}"
    context = _load_certificates(settings.ca_file)
    with _explain_errors(where, secret), ExitStack() as stack:
        session = _call(server, settings.timeout, context)
        stack.callback(_close, session)
        session.ehlo_or_helo_if_needed()
        _secure(session, settings, context, where)
        _log_in(session, settings, secret, where)
        stack.pop_all()
    return session


@contextmanager
def _explain_errors(where: str, secret: Secret) -> Iterator[None]:
    """Turn an error on the way to the server into one of ours."""
    try:
        yield
    except OSError as error:
        raise explain_error(error, where, secret) from error
    except UnicodeError as error:
        raise TransportError("this can be no host's name", where=where) from error


def explain_error(error: OSError, where: str, secret: Secret) -> TransportError:
    """Return what an error on the way to the server means; what the server said is cut and made one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        kind = TransportError if error.smtp_code >= 500 else UnreachableError
        said = show_reply(error.smtp_code, error.smtp_error, secret)
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return kind(f"the server does not take the user and password: {said}", where=where)
        return kind(f"the server answers {said}", where=where)
    for of_type, kind, message, hint in _MEANINGS:
        if isinstance(error, of_type):
            text = message.format(error=error, reason=getattr(error, "reason", "") or error)
            return kind(secret.hide_in(flatten(text))[:_LONGEST_REPLY], where=where, hint=hint)
    return UnreachableError((error.strerror or str(error) or "cannot be reached").lower(), where=where)


def show_reply(code: int, reply: bytes | str, secret: Secret) -> str:
    """Return what a server answered in one line, without the password if it repeats that."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return flatten(f"{code} {secret.hide_in(flatten(text))}")[:_LONGEST_REPLY]


def _judge(code: int) -> State:
    """Return what a reply means that is not the one hoped for; a reply that makes no sense is no refusal."""
    return "refused" if 500 <= code < 600 else "queued"


def _quote(message: bytes) -> bytes:
    """Write a message as DATA wants it: CR LF ends each line, and a dot that begins one is doubled."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def _check_silence(session: smtplib.SMTP) -> None:
    """Raise an error if the server has hung up, or spoken, before the letter's end: then it is better not to end it."""
    if select.select([_socket_of(session)], [], [], 0)[0]:
        raise smtplib.SMTPResponseException(*session.getreply())


def _load_certificates(ca_file: str) -> ssl.SSLContext:
    """Load the certificates to trust. Raises ConfigError."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        message = f"holds no certificates: {error.strerror or error}"
        raise ConfigError(message, where=f"mail.ca_file = {ca_file}") from error


def _call(server: Server, timeout: float, context: ssl.SSLContext) -> smtplib.SMTP:
    """Connect to the server, for ``smtps`` under TLS from the beginning."""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=timeout)


def _close(session: smtplib.SMTP) -> None:
    """Close a session, whether or not the server is still there."""
    with suppress(OSError):
        session.close()


def _secure(session: smtplib.SMTP, settings: MailSettings, context: ssl.SSLContext, where: str) -> None:
    """Go over to TLS where it is wanted and not there yet; refuse to send a password without it."""
    if isinstance(session.sock, ssl.SSLSocket):
        return
    local = _is_local(session)
    if settings.starttls == "required" or (settings.starttls == "loopback" and not local):
        if not session.has_extn("starttls"):
            message = "the server offers no STARTTLS, and mail must not go unencrypted"
            raise TransportError(message, where=where, hint="use smtps://, or set mail.starttls to never")
        session.starttls(context=context)
        session.ehlo()
    elif settings.user and not local:
        raise ConfigError("the password would go unencrypted", where="mail.starttls", hint="leave it at its default")


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


def _log_in(session: smtplib.SMTP, settings: MailSettings, secret: Secret, where: str) -> None:
    """Log in as the user of the settings, if there is one. Raises ConfigError, TransportError and OSError."""
    user, password = settings.user, secret.reveal()
    if not user:
        return
    if not password:
        hint = "set mail.password_env, …_file or …_command"
        raise ConfigError("there is no password for this user", where="mail.user", hint=hint)
    if not session.has_extn("auth"):
        hint = "leave mail.user empty, or use another port"
        raise TransportError("the server knows no log-in", where=where, hint=hint)
    if f"{user}{password}".isascii():
        session.login(user, password)
        return
    # smtplib's own PLAIN stumbles over what is not ASCII; the mechanism is UTF-8 (RFC 4616).
    token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, reply = session.docmd("AUTH", f"PLAIN {token}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, reply)
