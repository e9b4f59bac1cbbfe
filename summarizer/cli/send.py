"""``summarizer send``: makes the editions of the day, and mails them to whoever has not got them."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options, run_context, terminal
from summarizer.cli.brief import print_problems, report_run, run_all, write_page
from summarizer.cli.run_context import RunContext, RunResult
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.config.schema import Value
from summarizer.config.settings_file import find_settings
from summarizer.errors import ConfigError
from summarizer.model import Page, Problem
from summarizer.sources.bounded_process import alarm
from summarizer.storage.files import write_atomically

if TYPE_CHECKING:
    from summarizer.mail.mail_settings import MailSettings
    from summarizer.mail.message import Mail
    from summarizer.mail.sending import Outbox
    from summarizer.storage.deliveries import Delivery
    from summarizer.storage.history import History

#: For so many days each run names the mail of which nobody can tell whether it arrived.
_NAGGING_DAYS = 7
#: Seconds in which an edition that was made in time is written.
_WRITING = 30.0


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What the command line says of a run of sending."""

    date: str = ""
    to: tuple[str, ...] = ()
    dry_run: bool = False
    eml: Path | None = None
    queued: bool = False
    in_doubt: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class MailRun:
    """One briefing that is mailed: all that holds for it, with the history opened for this run."""

    config: BriefingConfig
    mail: MailSettings
    asked: SendOptions
    context: RunContext
    history: History


def send(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Briefings of the settings file. [default: all]")] = None,
    config: options.Config = None,
    to: Annotated[list[str] | None, typer.Option("--to", help="Mail to this address instead. May be repeated.")] = None,
    date: options.DateText = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Make the mail, send nothing and remember nothing.")
    ] = False,
    eml: Annotated[Path | None, typer.Option("--eml", help="Write the mail to this file too.")] = None,
    queued: Annotated[bool, typer.Option("--queued", help="Only send what earlier runs could not.")] = False,
    in_doubt: Annotated[
        bool, typer.Option("--in-doubt", help="Send again where nobody can tell whether it arrived; it may come twice.")
    ] = False,
    again: options.Again = False,
    timezone: options.Timezone = options.DEFAULTS.timezone,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make the editions of the day and mail them to everyone who has not got them.

    What cannot be sent now stays queued and goes with the next run. No edition goes twice to an address.

    Example: summarizer send --dry-run --eml briefing.eml
    """
    asked = SendOptions(date, tuple(to or ()), dry_run, eml, queued, in_doubt, again)
    with terminal.handle_errors():
        sending = {"--queued": queued, "--in-doubt": in_doubt}
        flags = [flag for flag, is_set in sending.items() if is_set]
        if dry_run and flags:
            raise ConfigError("nothing is sent on a dry run", where="--dry-run", hint=f"leave out {flags[0]}")
        if queued and (eml or again):
            raise ConfigError("with this no edition is made", where="--queued", hint="leave out --eml and --again")
        settings, given = find_settings(config), options.find_given(context)
        chosen = resolving.choose_names(settings, names or [])
        if eml is not None and len(chosen) > 1:
            raise ConfigError("one file holds one mail", where="--eml", hint="name the briefing")
        # A wrong time zone is known before the first edition is made.
        runs = {
            name: RunContext(settings, run_context.read_time(settings, name, given), quiet, verbose) for name in chosen
        }
        seconds = resolving.resolve_limits(settings).run_seconds or math.inf
        end = time.monotonic() + seconds
        jobs = []
        for done, (name, run) in enumerate(runs.items()):
            jobs.append((name, partial(_send_one, run, name, asked, given, end, len(runs) - done)))
        status = run_all(jobs)
    raise typer.Exit(status)


def _send_one(
    context: RunContext, name: str, asked: SendOptions, given: Mapping[str, Value], end: float, left: int
) -> int:
    """Make and mail one briefing's edition, after what earlier runs left; return the exit status.

    Of the time until the ``end``, it takes no more than its share, as one of so many that are ``left``.
    """
    from summarizer.mail.mail_settings import list_recipients
    from summarizer.storage.history import peek_history

    recipients: dict[str, Value] = {}
    if asked.to:
        # Each gets a mail of their own, which names nobody else.
        recipients = {"to": Value(asked.to, "--to"), "cc": Value(()), "bcc": Value(()), "each": Value(True, "--to")}
    with resolving.locate_errors(context.settings, name, given):
        mail = resolving.resolve_mail(context.settings, name, recipients)
        if not (mail.server or asked.dry_run):
            hint = "set it in summarizer.toml, or use --dry-run"
            raise ConfigError("no mail server is set", where="mail.server", hint=hint)
        if not (asked.dry_run or asked.queued or list_recipients(mail)):
            hint = "set it in summarizer.toml, or use --to"
            raise ConfigError("nobody is to get the mail", where="mail.to", hint=hint)
        config = resolving.resolve_briefing(context.settings, name, given, asked.date, context.now)
        resolving.check_briefing(config)
    now = time.monotonic()
    context = replace(context, deadline=now + (end - now) / left)
    if asked.dry_run:
        # A copy of the history: all is to be as it was.
        with peek_history(resolving.find_history_path(context.settings)) as copy:
            return terminal.find_status(_send_new(MailRun(config, mail, asked, context, copy)))
    problems: list[Problem] = []
    with run_context.open_run_history(context, f"summarizer send {name}".strip()) as history:
        run = MailRun(config, mail, asked, context, history)
        if asked.queued or not asked.to:
            problems += _send_earlier(run)
        if not asked.queued:
            problems += _send_new(run)
    return terminal.find_status(problems)


def _send_new(run: MailRun) -> list[Problem]:
    """Make the edition of the day, write its files, queue its mail and send it; on a dry run only make it."""
    from summarizer.mail.mail_settings import list_recipients
    from summarizer.mail.message import address_to, build_message

    config, context, dry_run = run.config, run.context, run.asked.dry_run
    # What runs here rather than in the process that can be ended is cut too, when that would have ended long ago.
    with alarm(max(0.0, context.deadline - time.monotonic()) + _WRITING, by_clock=True):
        result = run_context.run_briefing(config, context, run.history, again=run.asked.again, is_asked=run.asked.again)
        page = _choose_edition(run, result)
        written = [] if page is None or dry_run else write_page(config, page)
        report_run(config, RunResult(page, result.problems, result.kept), written, context.quiet or dry_run)
        if page is None:
            return list(result.problems)
        message = build_message(
            resolving.find_mailed(page), run.mail, context.now, config.history_name, [config.templates]
        )
    print_problems(config, message.problems)
    content = message.content if dry_run else _queue_edition(run, message)
    recipients = list_recipients(run.mail)
    if run.asked.eml is not None:
        # As its first reader gets it.
        addressed = address_to(content, recipients[0]) if recipients else content
        write_atomically(run.asked.eml, addressed.decode("ascii"))
        terminal.print_message(f"written  {run.asked.eml}", quiet=context.quiet)
    problems = [*result.problems, *message.problems]
    if dry_run:
        whom = ", ".join(recipients) or "nobody yet"
        terminal.print_message(f"dry run  “{message.subject}” to {whom}; nothing is sent", quiet=context.quiet)
        return problems
    return [*problems, *_deliver_edition(run, config.options.date)]


def _choose_edition(run: MailRun, result: RunResult) -> Page | None:
    """Return what is to be mailed; nothing where the edition is empty and nobody wants to hear of that."""
    from summarizer.mail.message import is_worth_mailing

    page = result.page
    if page is None and run.mail.when_empty:
        page = run_context.make_empty_edition(run.config, run.context, run.history)
    if page is None or not is_worth_mailing(page, run.mail):
        terminal.print_message(
            f"nothing  nothing is new on {run.config.options.date}; no mail is sent", quiet=run.context.quiet
        )
        return None
    if not result.kept and not page.length.sentences:
        # What is mailed is the edition of the day, even an empty one: later news must be of another.
        run_context.keep_page(run.history, run.config, run.context, page)
    return page


def _queue_edition(run: MailRun, message: Mail) -> bytes:
    """Queue an edition for all who are to get it; return the mail that is kept.

    Whoever is named by ``--to`` is meant, whatever the server said of the address before.
    """
    from summarizer.mail.mail_settings import list_recipients
    from summarizer.storage.deliveries import find_mail, list_deliveries, queue_mail, requeue

    name, day = run.config.history_name, run.config.options.date
    wanted = list_recipients(run.mail)
    queue_mail(run.history, name, day, message.message_id, message.content, wanted)
    if run.asked.to:
        asked = {address.casefold() for address in wanted}
        refused = list_deliveries(run.history, name, day, "refused")
        requeue(run.history, name, day, [one.address for one in refused if one.address.casefold() in asked])
    kept = find_mail(run.history, name, day)
    return kept[1] if kept else message.content


def _send_earlier(run: MailRun) -> list[Problem]:
    """Send what earlier runs left of this briefing, and name what is in doubt."""
    from summarizer.storage.deliveries import list_deliveries, next_deliveries, requeue

    name, today = run.config.history_name, run.config.options.date
    doubtful = list_deliveries(run.history, name, state="in_doubt")
    if run.asked.in_doubt:
        for one in doubtful:
            requeue(run.history, one.name, one.date, [one.address])
        doubtful = ()
    waiting = dict.fromkeys(one.date for one in next_deliveries(run.history, name))
    days = [day for day in waiting if day != today or run.asked.queued]
    # Those of the days that are sent now are named with them.
    told = {today, *days}
    oldest = (date.fromisoformat(today) - timedelta(days=_NAGGING_DAYS)).isoformat()
    problems = [_build_doubt(one) for one in doubtful if one.date not in told and one.date >= oldest]
    _print_paragraph(run.config.name, "mail of earlier editions is in doubt", problems)
    for day in days:
        problems += _deliver_edition(run, day)
    return problems


def _build_doubt(one: Delivery) -> Problem:
    """Return the problem of a mail of which nobody can tell whether it arrived."""
    message = f"the edition of {one.date} may have arrived or not: {one.why}; --in-doubt sends again"
    return Problem(one.address, message)


def _deliver_edition(run: MailRun, day: str) -> list[Problem]:
    """Send one edition to everyone in its queue, or to those whom the command line names."""
    from summarizer.mail.mail_settings import list_recipients
    from summarizer.storage.deliveries import StoredOutbox, find_mail, list_deliveries

    name = run.config.history_name
    kept = find_mail(run.history, name, day)
    if kept is None:
        return []
    only = list_recipients(run.mail) if run.asked.to else ()
    meant = {address.casefold() for address in only}
    known = [one for one in list_deliveries(run.history, name, day) if not only or one.address.casefold() in meant]
    problems = [_build_doubt(one) for one in known if one.state == "in_doubt"]
    problems += [
        Problem(one.address, f"refused in an earlier run: {one.why}") for one in known if one.state == "refused"
    ]
    outbox = StoredOutbox(run.history, name, day, only)
    if outbox.pending():
        problems += _send_queued(run, day, kept[1], outbox)
    elif not problems:
        terminal.print_message(f"mailed   the edition of {day} was sent to everyone before", quiet=run.context.quiet)
    _print_paragraph(
        "" if name == resolving.UNNAMED else name, f"the edition of {day} has not reached everyone", problems
    )
    return problems


def _send_queued(run: MailRun, day: str, content: bytes, outbox: Outbox) -> list[Problem]:
    """Send the mail that waits for one edition; return what went wrong."""
    from summarizer.mail.mail_settings import read_secret
    from summarizer.mail.sending import send_edition
    from summarizer.mail.transports import open_transport

    try:
        secret = read_secret(run.mail, os.environ, run.context.settings.folder)
    except ConfigError as error:
        # The edition is made and queued, and goes later.
        hint = f" ({error.hint})" if error.hint else ""
        return [Problem(error.where, f"{error.message}{hint}; the mail stays queued")]
    with open_transport(run.mail, secret) as transport:
        sent = send_edition(
            content,
            outbox,
            transport,
            lambda line: terminal.print_message(f"mail     {line}", quiet=not run.context.verbose),
            # A server that cannot now is not waited for when the time is over.
            pauses=run.mail.pauses if time.monotonic() < run.context.deadline else (),
        )
    if sent.sent:
        count = len(sent.sent)
        noun = "address" if count == 1 else "addresses"
        terminal.print_message(f"mailed   the edition of {day} to {count} {noun}", quiet=run.context.quiet)
    return list(sent.problems)


def _print_paragraph(name: str, what: str, problems: Sequence[Problem]) -> None:
    """Print problems in one paragraph that says what they are about; nothing where there are none."""
    if problems:
        whose = f"briefing “{name}”: " if name else ""
        terminal.print_message(f"summarizer: {whose}{what}:", *terminal.describe_problems(problems))
