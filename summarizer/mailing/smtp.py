"""A letter → an SMTP server (RFC 5321), with the one moment that cannot be taken back done by hand.

A server is responsible for a letter once it has answered the line "." that ends it (section 4.2.5). Whoever is cut off
before that line has certainly sent nothing; whoever is cut off between the line and the answer cannot know.
"""

from __future__ import annotations

import re
import select
import smtplib
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError
from summarizer.mailing.addresses import is_ascii
from summarizer.mailing.connecting import connect, explain, is_temporary, show_reply
from summarizer.mailing.letters import TransportError, UnreachableError

if TYPE_CHECKING:
    from summarizer.mailing.letters import Letter, Outcome, Tell
    from summarizer.mailing.secret import Secret
    from summarizer.mailing.settings import MailSettings, Server

_CLOSING = 421
# "Too many recipients" from servers that follow an older rule; to be taken for 452 (RFC 5321, 4.5.3.1.10).
_TOO_MANY = 552


class SmtpTransport:
    """One connection, used for letter after letter, made anew when it breaks."""

    repeatable = False

    def __init__(self, server: Server, settings: MailSettings, secret: Secret) -> None:
        self._server, self._settings, self._secret = server, settings, secret
        self._where = f"{server.scheme}://{server.host}:{server.port}"
        self._session: smtplib.SMTP | None = None

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Send a letter in one transaction. Raises UnreachableError and TransportError."""
        told: set[str] = set()

        def noted(outcome: Outcome, addresses: tuple[str, ...], why: str) -> None:
            if outcome != "sending":
                told.update(addresses)
            try:
                tell(outcome, addresses, why)
            except OSError as error:
                # Not the connection's, and not to be taken for it below.
                raise SummarizerError("the queue cannot be written") from error

        session = self._connected()
        try:
            self._transact(session, letter, noted)
        except OSError as error:
            self._drop()
            rest = tuple(address for address in letter.recipients if address not in told)
            if rest:
                noted("later", rest, explain(error, "", self._secret).message)
        except BaseException:
            # Without QUIT: in the middle of a letter, that would become a part of it.
            self._drop()
            raise

    def check(self) -> str:
        """Connect, go over to TLS and log in. Raises UnreachableError, TransportError and ConfigError."""
        secured = "with TLS" if isinstance(self._connected().sock, ssl.SSLSocket) else "without TLS"
        who = f", logged in as {self._settings.user}" if self._settings.user else ""
        return f"{self._where} answers, {secured}{who}"

    def close(self) -> None:
        """Take leave."""
        if self._session is not None:
            with suppress(OSError):
                self._session.quit()
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._session is None:
            self._session = connect(self._server, self._settings, self._secret)
        return self._session

    def _drop(self) -> None:
        if self._session is not None:
            with suppress(OSError):
                self._session.close()
        self._session = None

    def _transact(self, session: smtplib.SMTP, letter: Letter, tell: Tell) -> None:
        self._begin(session, letter)
        taken = self._name_recipients(session, letter, tell)
        if not taken:
            session.rset()
            return
        code, reply = session.docmd("DATA")
        if code != 354:
            tell(_judge(code), taken, self._show(code, reply))
            session.rset()
            return
        session.send(_quoted(letter.message))
        _heed(session)
        tell("sending", taken, "")
        # Should this fail, the line did not get out whole, and no letter ended.
        session.send(b".\r\n")
        self._finish(session, taken, tell)

    def _begin(self, session: smtplib.SMTP, letter: Letter) -> None:
        wide = session.has_extn("smtputf8") and not all(is_ascii(address) for address in letter.recipients)
        session.command_encoding = "utf-8" if wide else "ascii"
        size = f" SIZE={len(letter.message)}" if session.has_extn("size") else ""
        code, reply = session.docmd("MAIL", f"FROM:<{letter.sender}>{size}{' SMTPUTF8' if wide else ''}")
        if code == _CLOSING:
            raise smtplib.SMTPResponseException(code, reply)
        if is_temporary(code):
            session.rset()
            raise UnreachableError(f"the server answers {self._show(code, reply)}", where=self._where)
        if code != 250:
            session.rset()
            # Nothing is said of any recipient: the log-in, the sender's address or the size is at fault.
            raise TransportError(f"the server does not take the mail: {self._show(code, reply)}", where=self._where)

    def _name_recipients(self, session: smtplib.SMTP, letter: Letter, tell: Tell) -> tuple[str, ...]:
        taken = []
        for address in letter.recipients:
            if session.command_encoding == "ascii" and not is_ascii(address):
                tell("refused", (address,), "the server takes no address outside ASCII")
                continue
            code, reply = session.docmd("RCPT", f"TO:<{address}>")
            if code == _CLOSING:
                raise smtplib.SMTPResponseException(code, reply)
            if code in (250, 251):
                taken.append(address)
            else:
                tell("later" if code == _TOO_MANY else _judge(code), (address,), self._show(code, reply))
        return tuple(taken)

    def _finish(self, session: smtplib.SMTP, taken: tuple[str, ...], tell: Tell) -> None:
        session.sock.settimeout(self._settings.patience)  # type: ignore[union-attr]
        try:
            code, reply = session.getreply()
        except OSError:
            tell("in_doubt", taken, "the connection broke between the end of the mail and the server's answer")
            raise
        session.sock.settimeout(self._settings.timeout)  # type: ignore[union-attr]
        outcome: Outcome = "sent" if 200 <= code < 300 else _judge(code) if code >= 400 else "in_doubt"
        tell(outcome, taken, "" if outcome == "sent" else self._show(code, reply))

    def _show(self, code: int, reply: bytes) -> str:
        return show_reply(code, reply, self._secret)


def _judge(code: int) -> Outcome:
    """Tell what a reply means that is not the one hoped for; a reply that makes no sense is no refusal."""
    return "refused" if 500 <= code < 600 else "later"


def _quoted(message: bytes) -> bytes:
    """Write a message as DATA wants it: CR LF ends each line, and a dot that begins one is doubled."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    return re.sub(rb"(?m)^\.", b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")


def _heed(session: smtplib.SMTP) -> None:
    """See whether the server has hung up, or spoken, before the letter's end: then it is better not to end it."""
    if select.select([session.sock], [], [], 0)[0]:  # type: ignore[type-var]
        code, reply = session.getreply()
        raise smtplib.SMTPResponseException(code, reply)
