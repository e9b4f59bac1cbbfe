"""The checks of ``summarizer doctor`` for the mail: settings, password, server, as far as nothing is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.cli.wishes import build_mail, placed
from summarizer.diagnosing import Finding, find_fault
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from summarizer.mail import MailSettings
    from summarizer.settings import Settings


def check_mail(settings: Settings, name: str, called: str, offline: bool) -> Iterator[Finding]:
    """Check how a briefing is mailed; the server is asked as far as the log-in. The password is shown nowhere."""
    from summarizer.mail import list_recipients

    what = f"{called}mail"
    try:
        with placed(settings, name, {}):
            mail = build_mail(settings, name, {})
        readers = list_recipients(mail)
    except SummarizerError as error:
        yield find_fault(what, error)
        return
    if not mail.server:
        hint = "set server in [mail], if editions are to be mailed"
        yield Finding("notice", what, "no mail server is set, so `summarizer send` cannot send", hint)
        return
    if readers:
        yield Finding("ok", what, f"from {mail.sender} to {', '.join(readers)}")
    else:
        yield Finding("problem", what, "nobody is to get it", "set to in [mail]")
    yield from _check_sender(mail, what)
    yield from _check_server(mail, settings, what, offline)


def _check_sender(mail: MailSettings, what: str) -> Iterator[Finding]:
    from summarizer.mail import MailSettings

    if mail.sender == MailSettings().sender and mail.server.startswith("smtp"):
        yield Finding("notice", what, f"no sender is set: {mail.sender} is refused by many", "set sender in [mail]")


def _check_server(mail: MailSettings, settings: Settings, what: str, offline: bool) -> Iterator[Finding]:
    from summarizer.mail import open_transport, read_secret

    try:
        secret = read_secret(mail, os.environ, settings.folder)
        if secret:
            yield Finding("ok", what, f"the password of {mail.user} can be read")
        if offline and mail.server.startswith("smtp"):
            yield Finding("notice", what, f"{mail.server} not asked: --offline")
            return
        with open_transport(mail, secret) as transport:
            yield Finding("ok", what, transport.check())
    except SummarizerError as error:
        yield find_fault(what, error)
