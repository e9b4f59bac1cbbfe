"""``summarizer send``: makes the editions of the day, and sends them to whoever has not got them."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from summarizer.cli import options, run_context, terminal
from summarizer.cli.delivering import Queue, Way, open_mail_way, open_webhook_way
from summarizer.cli.edition_folder import find_json, open_kept, peek_kept
from summarizer.cli.making import print_problems, report_run, run_all, write_config_page
from summarizer.cli.options import argument, option, read_time
from summarizer.cli.run_context import RunContext, RunResult
from summarizer.config import resolving
from summarizer.config.page_options import find_mailed
from summarizer.config.resolving import BriefingConfig
from summarizer.config.schema import Value
from summarizer.config.settings_file import find_settings
from summarizer.errors import ConfigError, SummarizerError, nearest
from summarizer.mail.mail_settings import MailSettings, WebhookSettings, list_recipients
from summarizer.mail.message import address_to, build_message, is_worth_mailing
from summarizer.mail.webhook import build_id
from summarizer.model import Page, Problem
from summarizer.render.webhook_body import write_body
from summarizer.sources.bounded_process import alarm
from summarizer.storage.files import write_atomically
from summarizer.storage.history import History

#: Seconds in which an edition that was made in time is written.
_WRITING = 30.0


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What the command line says of a run of sending."""

    date: str = ""
    to: tuple[str, ...] = ()
    dry_run: bool = False
    eml: Path | None = None
    body: Path | None = None
    queued: bool = False
    in_doubt: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class SendingRun:
    """One briefing that is sent: all that holds for it, with the history opened for this run.

    It goes by mail if ``is_mailed``, and to these ``webhooks``.
    """

    config: BriefingConfig
    mail: MailSettings
    is_mailed: bool
    webhooks: tuple[WebhookSettings, ...]
    asked: SendOptions
    context: RunContext
    history: History

    @property
    def queue(self) -> Queue:
        """The letters of this briefing."""
        return Queue(self.config, self.context, self.history, bool(self.asked.to))


@options.take_options("context names config to date dry_run eml body queued in_doubt again timezone quiet verbose")
def send(
    context: typer.Context,
    names: Annotated[list[str] | None, argument("Briefings of the settings file. [default: all]")] = None,
    config: options.Config = None,
    to: Annotated[list[str] | None, option("Send to this address or webhook instead. May be repeated.", "--to")] = None,
    date: options.DateText = "",
    dry_run: Annotated[
        bool, option("Make what would be sent, send nothing and remember no edition.", "--dry-run")
    ] = False,
    eml: Annotated[Path | None, option("Write the mail to this file too.", "--eml")] = None,
    body: Annotated[Path | None, option("Write what is posted to the webhook to this file too.", "--body")] = None,
    queued: Annotated[bool, option("Only send what earlier runs could not.", "--queued")] = False,
    in_doubt: Annotated[
        bool, option("Send again where nobody can tell whether it arrived; it may come twice.", "--in-doubt")
    ] = False,
    again: options.Again = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make and send the editions of the day. Each goes by mail to everyone, and to each webhook, that has not got it.

    What cannot be sent now stays queued and goes with the next run. No edition goes twice to an address.

    Example: summarizer send --dry-run --eml briefing.eml
    """
    asked = SendOptions(date, tuple(to or ()), dry_run, eml, body, queued, in_doubt, again)
    settings, given = find_settings(config), options.find_given(context)
    chosen = resolving.choose_names(settings, names or [])
    _check_call(asked, len(chosen))
    # A wrong time zone is known before the first edition is made.
    runs = {name: RunContext(settings, read_time(settings, name, given), quiet, verbose) for name in chosen}
    seconds = resolving.resolve_limits(settings).run_seconds or math.inf
    end = time.monotonic() + seconds
    jobs = []
    for done, (name, run) in enumerate(runs.items()):
        jobs.append((name, partial(_send_one, run, name, asked, given, end, len(runs) - done)))
    status = run_all(jobs)
    raise typer.Exit(status)


def _check_call(asked: SendOptions, briefings: int) -> None:
    """Raise ConfigError for options that cannot stand together, or not for so many briefings."""
    flag = "--in-doubt" if asked.in_doubt else ""
    flag = "--queued" if asked.queued else flag
    has_file = bool(asked.eml or asked.body)
    _refuse(asked.dry_run and flag != "", "--dry-run", "nothing is sent on a dry run", f"leave out {flag}")
    has_more = asked.queued and (has_file or asked.again)
    _refuse(has_more, "--queued", "with this no edition is made", "leave out --eml, --body and --again")
    has_several = has_file and briefings > 1
    _refuse(has_several, "--eml" if asked.eml else "--body", "one file holds one edition", "name the briefing")


def _send_one(
    context: RunContext, name: str, asked: SendOptions, given: Mapping[str, Value], end: float, left: int
) -> int:
    """Make and send one briefing's edition, after what earlier runs left; return the exit status.

    Of the time until the ``end``, it takes no more than its share, as one of so many that are ``left``.
    """
    with resolving.locate_errors(context.settings, name, given):
        mail, is_mailed, webhooks = _choose_ways(context, name, asked)
        config = resolving.resolve_briefing(context.settings, name, given, asked.date, context.now)
        resolving.check_briefing(config)
    now = time.monotonic()
    context = replace(context, deadline=now + (end - now) / left)
    if asked.dry_run:
        # A copy of the history: all is to be as it was.
        with peek_kept(context.settings) as copy:
            return terminal.find_status(_send_new(SendingRun(config, mail, is_mailed, webhooks, asked, context, copy)))
    problems: list[Problem] = []
    with open_kept(context.settings, f"summarizer send {name}".strip()) as history:
        run = SendingRun(config, mail, is_mailed, webhooks, asked, context, history)
        if asked.queued or not asked.to:
            known = [open_webhook_way(webhook, context) for webhook in webhooks]
            known += [open_mail_way(mail, context)] if mail.server else []
            problems += run.queue.send_earlier(known, with_today=asked.queued, in_doubt_too=asked.in_doubt)
        if not asked.queued:
            problems += _send_new(run)
    return terminal.find_status(problems)


def _choose_ways(
    context: RunContext, name: str, asked: SendOptions
) -> tuple[MailSettings, bool, tuple[WebhookSettings, ...]]:
    """Return how an edition is mailed, whether it is, and the webhooks that it is posted to. Raise ConfigError."""
    webhooks = resolving.resolve_webhooks(context.settings, name)
    recipients: dict[str, Value] = {}
    if asked.to:
        people = tuple(one for one in asked.to if "@" in one)
        # Each gets a mail of their own, which names nobody else.
        recipients = {"to": Value(people, "--to"), "cc": Value(()), "bcc": Value(()), "each": Value(True, "--to")}
        webhooks = _choose_webhooks(webhooks, [one for one in asked.to if "@" not in one])
    mail = resolving.resolve_mail(context.settings, name, recipients)
    is_mailed = bool(list_recipients(mail) or asked.eml) or not webhooks
    is_unset = is_mailed and not (mail.server or asked.dry_run)
    _refuse(is_unset, "mail.server", "no mail server is set", "set it in summarizer.toml, or use --dry-run")
    is_for_nobody = not (asked.dry_run or asked.queued or list_recipients(mail) or webhooks)
    _refuse(is_for_nobody, "mail.to", "nobody is to get the mail", "set it in summarizer.toml, or use --to")
    hint = "name the webhook with --to" if webhooks else "set webhook in summarizer.toml"
    is_no_one = asked.body is not None and len(webhooks) != 1
    _refuse(is_no_one, "--body", "one file holds what goes to one webhook", hint)
    return mail, is_mailed, webhooks


def _choose_webhooks(webhooks: Sequence[WebhookSettings], names: Sequence[str]) -> tuple[WebhookSettings, ...]:
    """Return the webhooks of some names, each once. Raise ConfigError."""
    named = {webhook.name: webhook for webhook in webhooks}
    for name in names:
        hint = nearest(name, named) if named else "write an address like ann@example.org"
        _refuse(name not in named, "--to", f"“{name}” is no mail address and no webhook of it", hint)
    return tuple(named[name] for name in dict.fromkeys(names))


def _refuse(is_wrong: bool, where: str, message: str, hint: str) -> None:
    """Raise ConfigError for a call that cannot be."""
    if is_wrong:
        raise ConfigError(message, where=where, hint=hint)


def _send_new(run: SendingRun) -> list[Problem]:
    """Make the edition of the day, write its files, queue its letters and send them; on a dry run only make it."""
    config, context, dry_run = run.config, run.context, run.asked.dry_run
    # What runs here rather than in the process that can be ended is cut too, when that would have ended long ago.
    with alarm(max(0.0, context.deadline - time.monotonic()) + _WRITING, by_clock=True):
        result = run_context.run_briefing(config, context, run.history, again=run.asked.again, is_asked=run.asked.again)
        page = _choose_edition(run, result)
        written = [] if page is None or dry_run else write_config_page(config, page)
        report_run(config, RunResult(page, result.problems, result.kept), written, context.quiet or dry_run)
        if page is None:
            return list(result.problems)
        sent = find_mailed(page)
        problems, ways = list(result.problems), list[Way]()
        if run.is_mailed:
            way, faults = _queue_mail(run, sent)
            ways.append(way)
            problems += faults
        for webhook in run.webhooks:
            try:
                ways.append(_queue_post(run, sent, webhook))
            except SummarizerError as error:
                # The mail and the other webhooks are none the worse for it.
                fault = Problem(webhook.recipient, str(error))
                print_problems(config, [fault])
                problems.append(fault)
    if not dry_run:
        for way in ways:
            problems += run.queue.deliver(way, config.options.date)
    return problems


def _queue_mail(run: SendingRun, page: Page) -> tuple[Way, list[Problem]]:
    """Write an edition's mail, and queue it unless this is a dry run; return its way and what is to be said of it."""
    config, context, way = run.config, run.context, open_mail_way(run.mail, run.context)
    message = build_message(page, run.mail, context.now, config.history_name, [config.templates])
    print_problems(config, message.problems)
    content = message.content
    if run.asked.dry_run:
        whom = ", ".join(way.recipients) or "nobody yet"
        terminal.print_message(f"dry run  “{message.subject}” to {whom}; nothing is sent", quiet=context.quiet)
    else:
        content = run.queue.put(way, message.message_id, content)
    if run.asked.eml is not None:
        # As its first reader gets it.
        addressed = address_to(content, way.recipients[0]) if way.recipients else content
        _write_too(run, run.asked.eml, addressed.decode("ascii"))
    return way, list(message.problems)


def _queue_post(run: SendingRun, page: Page, webhook: WebhookSettings) -> Way:
    """Write what is posted to a webhook, and queue it unless this is a dry run; return the way there."""
    config, context, way = run.config, run.context, open_webhook_way(webhook, run.context)
    name, is_published = config.history_name, bool(config.output_url) and "html" in config.formats
    url = f"{config.output_url}{quote(find_json(config.output, config.name, page).stem)}.html" if is_published else ""
    body = write_body(page, name, webhook.template, [config.templates], webhook.topic, url)
    if run.asked.dry_run:
        terminal.print_message(f"dry run  to the webhook {webhook.name}; nothing is posted", quiet=context.quiet)
    else:
        body = run.queue.put(way, build_id(name, config.options.date, webhook.name, body), body)
    if run.asked.body is not None:
        _write_too(run, run.asked.body, body.decode())
    return way


def _write_too(run: SendingRun, path: Path, text: str) -> None:
    """Write a letter to a file of the user's."""
    write_atomically(path, text)
    terminal.print_message(f"written  {path}", quiet=run.context.quiet)


def _choose_edition(run: SendingRun, result: RunResult) -> Page | None:
    """Return what is to be mailed; nothing where the edition is empty and nobody wants to hear of that."""
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
