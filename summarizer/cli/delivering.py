"""Editions on their way: the letters of one briefing's queue, each by its own way out, and what is said of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from summarizer.cli import terminal
from summarizer.cli.run_context import RunContext
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.errors import ConfigError, count_things
from summarizer.mail.mail_settings import MailSettings, WebhookSettings, list_recipients, read_secret
from summarizer.mail.message import Letter, Transport, write_letters
from summarizer.mail.sending import WriteLetters, send_edition
from summarizer.mail.transports import open_transport
from summarizer.mail.webhook import open_webhook
from summarizer.model import Problem
from summarizer.storage.deliveries import (
    Delivery,
    StoredOutbox,
    find_letter,
    list_deliveries,
    next_deliveries,
    queue_letter,
    requeue,
)
from summarizer.storage.history import History

#: For so many days each run names what nobody can tell of whether it arrived.
_NAGGING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Way:
    """A way out for an edition's letter: by mail to all its readers, or to one webhook, which has a name.

    ``open`` reads what is secret and opens the way; ``write`` makes letters of what is kept under an id.
    """

    webhook: str
    recipients: tuple[str, ...]
    pauses: tuple[float, ...]
    open: Callable[[], AbstractContextManager[Transport]]
    write: Callable[[str], WriteLetters]


def open_mail_way(mail: MailSettings, context: RunContext) -> Way:
    """Return the way of an edition's mail."""
    folder = context.settings.folder
    return Way(
        "",
        list_recipients(mail),
        mail.pauses,
        lambda: open_transport(mail, read_secret(mail, os.environ, folder)),
        lambda message_id: write_letters,
    )


def open_webhook_way(webhook: WebhookSettings, context: RunContext) -> Way:
    """Return the way to a webhook."""

    def write(message_id: str) -> WriteLetters:
        return lambda body, recipients: [Letter("", recipients, body, message_id)]

    open_address = partial(open_webhook, webhook, os.environ, context.settings.folder, time.time)
    return Way(webhook.name, (webhook.recipient,), webhook.pauses, open_address, write)


@dataclass(frozen=True, slots=True)
class Queue:
    """The letters of one briefing, with the history opened for this run. ``only_named`` sends to a way's own recipients
    alone, whoever else waits for the same letter."""

    config: BriefingConfig
    context: RunContext
    history: History
    only_named: bool = False

    def put(self, way: Way, message_id: str, content: bytes) -> bytes:
        """Queue an edition's letter for all who are to get it; return what is kept.

        Whoever is named by ``--to`` is meant, whatever the server said of the address before. A webhook's letter keeps
        its id for good: a receiver that had the first must know the second for the same.
        """
        name, day = self.config.history_name, self.config.options.date
        kept = find_letter(self.history, name, day, way.webhook)
        message_id = kept[0] if kept and way.webhook else message_id
        queue_letter(self.history, name, day, message_id, content, way.recipients, way.webhook)
        if self.only_named:
            for one in self._open_outbox(way, day).known():
                if one.state == "refused":
                    requeue(self.history, one)
        kept = find_letter(self.history, name, day, way.webhook)
        return kept[1] if kept else content

    def send_earlier(self, ways: Iterable[Way], *, with_today: bool, in_doubt_too: bool) -> list[Problem]:
        """Send what earlier runs left of this briefing, and name what is in doubt."""
        name, today = self.config.history_name, self.config.options.date
        doubtful = list_deliveries(self.history, name, state="in_doubt")
        if in_doubt_too:
            for one in doubtful:
                requeue(self.history, one)
            doubtful = ()
        known = {way.webhook: way for way in ways}
        waiting = dict.fromkeys((one.date, one.webhook) for one in next_deliveries(self.history, name))
        letters = [(day, webhook) for day, webhook in waiting if day != today or with_today]
        # Those of the letters that are sent now are named with them.
        problems = self._name_doubts(doubtful, {*letters, *((today, webhook) for webhook in known)})
        for day, webhook in letters:
            way = known.get(webhook) or self._find_way(webhook)
            problems += self.deliver(way, day) if way else self._give_up(webhook, day)
        return problems

    def _name_doubts(self, doubtful: Iterable[Delivery], told: Collection[tuple[str, str]]) -> list[Problem]:
        """Return the problems of letters in doubt that are not too old and not among those that are ``told`` else."""
        today = date.fromisoformat(self.config.options.date)
        oldest = (today - timedelta(days=_NAGGING_DAYS)).isoformat()
        problems = [_build_doubt(one) for one in doubtful if (one.date, one.webhook) not in told and one.date >= oldest]
        _print_paragraph(self.config.name, "mail of earlier editions is in doubt", problems)
        return problems

    def deliver(self, way: Way, day: str) -> list[Problem]:
        """Send one edition to everyone in its queue, or to those alone whom the command line names."""
        name = self.config.history_name
        kept = find_letter(self.history, name, day, way.webhook)
        if kept is None:
            return []
        outbox = self._open_outbox(way, day)
        known = outbox.known()
        problems = [_build_doubt(one) for one in known if one.state == "in_doubt"]
        problems += [
            Problem(one.address, f"refused in an earlier run: {one.why}") for one in known if one.state == "refused"
        ]
        if outbox.pending():
            problems += self._send(way, day, kept, outbox)
        elif not problems:
            told = f"posted   the edition of {day} was posted to {way.webhook} before"
            told = told if way.webhook else f"mailed   the edition of {day} was sent to everyone before"
            terminal.print_message(told, quiet=self.context.quiet)
        _print_paragraph(
            "" if name == resolving.UNNAMED else name, f"the edition of {day} has not reached everyone", problems
        )
        return problems

    def _open_outbox(self, way: Way, day: str) -> StoredOutbox:
        """Return the queue of a letter."""
        only = way.recipients if self.only_named else ()
        return StoredOutbox(self.history, self.config.history_name, day, only, way.webhook)

    def _send(self, way: Way, day: str, kept: tuple[str, bytes], outbox: StoredOutbox) -> list[Problem]:
        """Send the letter that waits for one edition; return what went wrong."""
        message_id, content = kept
        word, done = ("webhook", "posted") if way.webhook else ("mail", "mailed")
        with ExitStack() as stack:
            try:
                transport = stack.enter_context(way.open())
            except ConfigError as error:
                # The edition is made and queued, and goes later.
                hint = f" ({error.hint})" if error.hint else ""
                return [Problem(error.where, f"{error.message}{hint}; the {word} stays queued")]
            sent = send_edition(
                content,
                outbox,
                transport,
                lambda line: terminal.print_message(f"{word:<8} {line}", quiet=not self.context.verbose),
                # A server that cannot now is not waited for when the time is over.
                pauses=way.pauses if time.monotonic() < self.context.deadline else (),
                write=way.write(message_id),
            )
        if sent.sent:
            whom = way.webhook or count_things(len(sent.sent), "address")
            terminal.print_message(f"{done}   the edition of {day} to {whom}", quiet=self.context.quiet)
        return list(sent.problems)

    def _find_way(self, webhook: str) -> Way | None:
        """Return the way to a webhook that this briefing names no more; none where the settings do not know it."""
        settings = self.context.settings
        if webhook not in settings.webhooks:
            return None
        return open_webhook_way(resolving.resolve_webhook(settings, webhook), self.context)

    def _give_up(self, webhook: str, day: str) -> list[Problem]:
        """Return the problem of a letter that no way is known for any more; a webhook's is given up, a mail waits."""
        problem = Problem("mail.server", f"is not set; the mail of {day} stays queued")
        if webhook:
            outbox = StoredOutbox(self.history, self.config.history_name, day, webhook=webhook)
            why = "is in the settings no more"
            outbox.mark([one.address for one in outbox.pending()], "refused", why)
            problem = Problem(f"webhook {webhook}", f"{why}; the edition of {day} is not posted to it")
        head = f"the edition of {day} waits for what the settings do not name"
        _print_paragraph(self.config.name, head, [problem])
        return [problem]


def _build_doubt(one: Delivery) -> Problem:
    """Return the problem of a letter of which nobody can tell whether it arrived."""
    message = f"the edition of {one.date} may have arrived or not: {one.why}; --in-doubt sends again"
    return Problem(one.address, message)


def _print_paragraph(name: str, what: str, problems: Sequence[Problem]) -> None:
    """Print problems in one paragraph that says what they are about; nothing where there are none."""
    if problems:
        whose = f"briefing “{name}”: " if name else ""
        terminal.print_message(f"summarizer: {whose}{what}:", *terminal.describe_problems(problems))
