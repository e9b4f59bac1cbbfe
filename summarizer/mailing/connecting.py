"""A connection to a mail server: encrypted as asked for, its certificate verified, logged in."""

from __future__ import annotations

import base64
import smtplib
import ssl
from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.escaping import flatten
from summarizer.mailing.letters import TransportError, UnreachableError

if TYPE_CHECKING:
    from summarizer.mailing.secret import Secret
    from summarizer.mailing.settings import MailSettings, Server

_LONGEST_REPLY = 200


def connect(server: Server, settings: MailSettings, secret: Secret) -> smtplib.SMTP:
    """Connect, go over to TLS and log in.

    Raises UnreachableError for what may pass, TransportError and ConfigError for what will not.
    """
    where = f"{server.scheme}://{server.host}:{server.port}"
    context = _trusting(settings.ca_file)
    session = None
    try:
        session = _call(server, settings.timeout, context)
        session.ehlo_or_helo_if_needed()
        _secure(session, settings, context, where)
        _log_in(session, settings, secret, where)
    except BaseException as error:
        if session is not None:
            with suppress(OSError):
                session.close()
        if isinstance(error, OSError):
            raise explain(error, where, secret) from error
        if isinstance(error, UnicodeError):
            raise TransportError("this can be no host's name", where=where) from error
        raise
    return session


def explain(error: OSError, where: str, secret: Secret) -> TransportError:
    """Tell what a failure on the way to the server means; what the server said is cut and made one line."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return TransportError(
            f"its certificate is not trusted: {error.verify_message}",
            where=where,
            hint="set mail.ca_file to the certificates to trust, if they are your own",
        )
    if isinstance(error, ssl.SSLError):
        return TransportError(f"TLS fails: {error.reason or error}", where=where, hint="is the scheme or port another?")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        kind = UnreachableError if is_temporary(error.smtp_code) else TransportError
        said = show_reply(error.smtp_code, error.smtp_error, secret)
        return kind(f"the server does not take the user and password: {said}", where=where)
    if isinstance(error, smtplib.SMTPResponseException):
        kind = TransportError if error.smtp_code >= 500 else UnreachableError
        return kind(f"the server answers {show_reply(error.smtp_code, error.smtp_error, secret)}", where=where)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return UnreachableError("the server closed the connection", where=where)
    if isinstance(error, smtplib.SMTPException):
        return TransportError(secret.hide_in(flatten(str(error)))[:_LONGEST_REPLY], where=where)
    if isinstance(error, TimeoutError):
        return UnreachableError("no answer in time", where=where)
    return UnreachableError((error.strerror or str(error) or "cannot be reached").lower(), where=where)


def show_reply(code: int, reply: bytes | str, secret: Secret) -> str:
    """Write down what a server answered, without the password if it repeats that."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return flatten(f"{code} {secret.hide_in(flatten(text))}")[:_LONGEST_REPLY]


def is_temporary(code: int) -> bool:
    """Tell whether a reply invites to try again."""
    return 400 <= code < 500


def _trusting(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise ConfigError(
            f"holds no certificates: {error.strerror or error}", where=f"mail.ca_file = {ca_file}"
        ) from error


def _call(server: Server, timeout: float, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=timeout)


def _secure(session: smtplib.SMTP, settings: MailSettings, context: ssl.SSLContext, where: str) -> None:
    secured = isinstance(session.sock, ssl.SSLSocket)
    here = _is_here(session)
    if not secured and (settings.starttls == "required" or (settings.starttls == "loopback" and not here)):
        if not session.has_extn("starttls"):
            raise TransportError(
                "the server offers no STARTTLS, and mail must not go unencrypted",
                where=where,
                hint="use smtps://, or set mail.starttls to never",
            )
        session.starttls(context=context)
        session.ehlo()
    elif settings.user and not secured and not here:
        raise ConfigError("the password would go unencrypted", where="mail.starttls", hint="leave it at its default")


def _is_here(session: smtplib.SMTP) -> bool:
    """Tell whether the server runs on this very machine, by the address really connected to."""
    peer = ip_address(session.sock.getpeername()[0])  # type: ignore[union-attr]
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        return peer.ipv4_mapped.is_loopback
    return peer.is_loopback


def _log_in(session: smtplib.SMTP, settings: MailSettings, secret: Secret, where: str) -> None:
    user, password = settings.user, secret.reveal()
    if not user:
        return
    if not password:
        raise ConfigError(
            "there is no password for this user", where="mail.user", hint="set mail.password_env, …_file or …_command"
        )
    if not session.has_extn("auth"):
        raise TransportError(
            "the server knows no log-in", where=where, hint="leave mail.user empty, or use another port"
        )
    if user.isascii() and password.isascii():
        session.login(user, password)
        return
    # smtplib's own PLAIN stumbles over what is not ASCII; the mechanism is UTF-8 (RFC 4616).
    token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, reply = session.docmd("AUTH", f"PLAIN {token}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, reply)
