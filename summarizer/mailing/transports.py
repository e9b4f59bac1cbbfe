"""The ways out: SMTP, a ``sendmail`` program, a Maildir; chosen by the scheme of the server's address."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.mailing.maildir import MaildirTransport
from summarizer.mailing.secret import NO_SECRET
from summarizer.mailing.sendmail import SendmailTransport
from summarizer.mailing.settings import parse_server
from summarizer.mailing.smtp import SmtpTransport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.mailing.letters import Transport
    from summarizer.mailing.secret import Secret
    from summarizer.mailing.settings import MailSettings, Server


@contextmanager
def open_transport(settings: MailSettings, secret: Secret = NO_SECRET) -> Iterator[Transport]:
    """Give the way out that ``settings.server`` names; nothing is connected before the first letter.

    Raises ConfigError when no server is set or its address is none.
    """
    if not settings.server:
        raise ConfigError("no mail server is set", where="mail.server", hint="such as smtp://mail.example.org:587")
    transport = _choose(parse_server(settings.server), settings, secret)
    try:
        yield transport
    finally:
        transport.close()


def _choose(server: Server, settings: MailSettings, secret: Secret) -> Transport:
    if server.scheme == "sendmail":
        return SendmailTransport(server.path, settings.patience)
    if server.scheme == "maildir":
        return MaildirTransport(server.path)
    return SmtpTransport(server, settings, secret)
