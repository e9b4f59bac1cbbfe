"""``summarizer doctor``: is all in order for the run of tomorrow morning? One line a check, and what to do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Annotated, Literal

import typer

from summarizer import __version__
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.pipeline import make_briefing
from summarizer.briefing.rights import warn_of_misspelt
from summarizer.cli import piles, terminal
from summarizer.cli.edition_folder import peek_kept
from summarizer.cli.options import Config, Names, Quiet, find_local_zone, option, read_time
from summarizer.cli.run_context import RunContext
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.config.settings_file import Settings, find_settings
from summarizer.errors import ConfigError, SummarizerError, count_things
from summarizer.fetch.state import KnownPlace, describe_silence, load_state, make_key
from summarizer.fetch.web_addresses import is_remote, show_address
from summarizer.mail.mail_settings import DEFAULT_SENDER, WebhookSettings, list_recipients, read_secret
from summarizer.mail.message import build_message
from summarizer.mail.transports import open_transport
from summarizer.mail.webhook import open_webhook
from summarizer.model import EXCESSES, Article, Page, Problem
from summarizer.render.rendering import PAGE_FORMATS, write_as
from summarizer.render.webhook_body import write_body
from summarizer.sources.bounded_process import BoundedProcess
from summarizer.sources.places import find_unread, read_places
from summarizer.sources.readers import STDIN
from summarizer.storage.deliveries import list_deliveries, next_deliveries
from summarizer.storage.editions_and_stories import list_editions
from summarizer.storage.history import examine_history
from summarizer.text.escaping import flatten

_OLDEST_YEAR = 2024
_NOON = datetime(2031, 3, 5, 12, tzinfo=UTC)
_STORY = (
    ("Harbour Post", "A storm closed the harbour of Norvik on Monday. Two ferries could not sail, the owner said."),
    ("Island Times", "The harbour of Norvik was closed by a storm on Monday. Schools on the islands stayed open."),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``what`` was checked, ``hint`` says what to do where something is to be done."""

    level: Literal["ok", "notice", "problem"]
    what: str
    message: str
    hint: str = ""


def doctor(
    config: Config = None,
    name: Names = None,
    offline: Annotated[bool, option("Leave out what needs the network.", "--offline")] = False,
    quiet: Quiet = False,
) -> None:
    """Test all that a morning's run needs. One line a check: ok, notice or problem, and what to do.

    Nothing is mailed, written or remembered. Exit status 1 if there is a problem, 2 if the settings cannot be read.
    """
    findings: list[Finding] = []
    try:
        settings = find_settings(config)
        names = resolving.choose_names(settings, name or [])
    except ConfigError as error:
        terminal.print_result(f"{describe_finding(build_finding('settings', error))}\n")
        raise typer.Exit(terminal.NOTHING_DONE) from error
    for finding in _examine(settings, names, offline):
        if finding not in findings:
            findings.append(finding)
            if finding.level == "problem" or not quiet:
                terminal.print_result(f"{describe_finding(finding)}\n")
    problems = sum(one.level == "problem" for one in findings)
    verdict = count_things(problems, "problem") if problems else "all is well"
    terminal.print_message(f"{count_things(len(findings), 'check')}: {verdict}", quiet=quiet)
    raise typer.Exit(terminal.WITH_PROBLEMS if problems else terminal.DONE)


def build_finding(what: str, error: SummarizerError) -> Finding:
    """Return an error as a finding.

    >>> build_finding("mail", SummarizerError("no such user", where="mail.to", hint="set it"))
    Finding(level='problem', what='mail', message='mail.to: no such user', hint='set it')
    """
    place = f"{error.where}: " if error.where else ""
    return Finding("problem", what, f"{place}{error.message}", error.hint)


def _find_each(what: str, check: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what a check finds; that it cannot go on is a finding too."""
    try:
        yield from check
    except SummarizerError as error:
        yield build_finding(what, error)


def describe_finding(finding: Finding) -> str:
    """Return a finding in one line.

    >>> describe_finding(Finding("ok", "clock", "it is late"))
    'ok       clock: it is late'
    >>> describe_finding(Finding("problem", "plan", "no plan", "write one"))
    'problem  plan: no plan (write one)'
    """
    hint = f" ({flatten(finding.hint)})" if finding.hint else ""
    return f"{finding.level:<8} {flatten(f'{finding.what}: {finding.message}')}{hint}"


def _examine(settings: Settings, names: tuple[str, ...], offline: bool) -> Iterator[Finding]:
    """Check what all briefings share, then each briefing."""
    # Under cron this program may be another than at a terminal.
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("ok", "program", f"summarizer {__version__} on Python {version}, {sys.executable}")
    path = Path(settings.path).absolute()
    if not settings.path:
        message = "there is no summarizer.toml here, so the defaults hold"
        yield Finding("notice", "settings", message, "summarizer init")
    elif path.stat().st_mode & 0o022:
        yield Finding("notice", "settings", f"others may write {path}, and it may name a command", "chmod go-w")
    else:
        named = f", briefings: {', '.join(settings.briefings)}" if settings.briefings else ""
        yield Finding("ok", "settings", f"{path}{named}")
    yield from _find_each("history", _check_history(settings))
    for name in names:
        for one in _examine_briefing(settings, name, offline):
            yield replace(one, what=f"{name}: {one.what}") if name else one


def _examine_briefing(settings: Settings, name: str, offline: bool) -> Iterator[Finding]:
    """Check all that one briefing needs."""
    try:
        with resolving.locate_errors(settings, name):
            now = read_time(settings, name)
            config = resolving.resolve_briefing(settings, name, {}, "", now)
    except ConfigError as error:
        # The other checks of this briefing need its options; its mail does not.
        yield build_finding("settings", error)
        yield from _check_ways(settings, name, offline)
        return
    for notice in config.notices:
        yield Finding("notice", "settings", f"{notice.where}: {notice.message}")
    yield _check_clock(settings, name, now)
    yield from _find_each("plan", _check_plan(settings, config))
    yield from _find_each("templates", _check_templates(settings, config))
    show = terminal.build_progress(quiet=False, verbose=False)
    run = RunContext(settings, now)
    articles: list[Article] = []
    with run.open_process() as process:
        for place in config.places:
            if not is_remote(place):
                show(place)
                finding, found = _check_local(place, process)
                articles += found
                show("")
                yield finding
        yield from _check_remote(config, run, offline, process)
        for notice in warn_of_misspelt(config.options, articles):
            yield Finding("notice", "settings", f"{notice.where}: {notice.message}")
        if not config.stories:
            yield from _check_stories(config, run, articles, process)
    yield _check_folder(config.output, "output")
    yield from _check_ways(settings, name, offline)


def _check_plan(settings: Settings, config: BriefingConfig) -> Iterator[Finding]:
    """Check the names that a briefing's options hold, and say what is made by them."""
    with resolving.locate_errors(settings, config.name):
        resolving.check_briefing(config)
    options = config.options
    plans = ", ".join(plan.id for plan in options.plans)
    chosen = f"chosen among {plans}" if options.plan == "auto" else options.plan
    asked = options.stories
    length = f"{asked.most_stories} stories of {asked.story_length}" if config.stories else options.length
    yield Finding("ok", "plan", f"{chosen}; {length} by {options.method}")


def _check_clock(settings: Settings, name: str, now: datetime) -> Finding:
    """Name the time and the day, and whose midnight parts the days."""
    value = settings.find("briefing", name)["timezone"]
    local = find_local_zone()
    zone = f"{value.value} ({value.origin})" if value.value else f"{local or 'a zone without a name'} (this machine's)"
    times = f"{now:%Y-%m-%d %H:%M} in {zone}, {now.astimezone(UTC):%H:%M} in UTC"
    if now.year < _OLDEST_YEAR:
        return Finding("problem", "clock", f"{times}: that is past", "set this machine's clock")
    if not value.value and local is None:
        return Finding("notice", "clock", times, "set timezone, like Europe/Berlin")
    return Finding("ok", "clock", times)


def _check_templates(settings: Settings, config: BriefingConfig) -> Iterator[Finding]:
    """Fill all templates, of mail and webhooks too, with a small briefing or front page of two made-up articles."""
    articles = [
        Article(text, path=f"{outlet}.txt", outlet=outlet, published="2031-03-04", title=f"Storm, says {outlet}")
        for outlet, text in _STORY
    ]
    with resolving.locate_errors(settings, config.name):
        asked = replace(config.options, outlets={}, shares={})
        made: Page = compose_front_page(articles, (), asked) if config.stories else make_briefing(articles, asked)
        for format_name in filter(PAGE_FORMATS.__contains__, config.formats):
            write_as(made, format_name, config.template, [config.templates])
        mail = replace(resolving.resolve_mail(settings, config.name), to=(), cc=(), bcc=())
        build_message(made, mail, _NOON, config.name or "briefing", [config.templates])
        for webhook in resolving.resolve_webhooks(settings, config.name):
            write_body(made, config.history_name, webhook.template, [config.templates], webhook.topic)
    unused = resolving.find_unused_templates(config)
    if unused:
        yield Finding("notice", "templates", "; ".join(f"{one.where} {one.message}" for one in unused))
        return
    kinds = ("front.", "webhook.") if config.stories else ("briefing.", "mail.", "webhook.")
    own = sorted(path.name for path in config.templates.glob("*.j2") if path.name.startswith(kinds))
    if config.template:
        own.append(str(config.template))
    yield Finding("ok", "templates", f"own: {', '.join(own)}" if own else "those that come with the program")


def _check_local(place: str, process: BoundedProcess) -> tuple[Finding, list[Article]]:
    """Read the articles of one place on this machine."""
    what = f"place {place}"
    if place == STDIN:
        return Finding("notice", what, "standard input is known only when it is read"), []
    found, problems = read_places([place], process=process)
    faults = [f"{problem.where}: {problem.message}" for problem in terminal.list_faults(problems)]
    faults += [f"{one.where} is left out: {EXCESSES[one.dropped]}" for one in found if one.dropped]
    articles = [one for one in found if not one.dropped]
    if not articles:
        hint = "put articles there, or change places"
        return Finding("problem", what, next(iter(faults), "no article"), hint), []
    count = count_things(len(articles), "article")
    if faults:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        return Finding("problem", what, f"{count}, but {faults[0]}{more}"), articles
    unread = next(iter(find_unread([place])), None)
    if unread:
        return Finding("notice", what, f"{count}, and {unread.message}"), articles
    return Finding("ok", what, count), articles


def _check_stories(
    config: BriefingConfig, run: RunContext, articles: Sequence[Article], process: BoundedProcess
) -> Iterator[Finding]:
    """Say where articles of which one briefing is to be made tell many stories: those of this machine, and of the
    newest day of what was fetched."""
    folder = resolving.find_fetch_folder(run.settings)
    days = sorted(str(path) for path in folder.glob("[0-9]*-[0-9]*-[0-9]*") if path.is_dir())
    if days and any(map(is_remote, config.places)):
        fetched, _ = read_places(days[-1:], process=process)
        articles = [*articles, *fetched]
    for notice in piles.warn_of_many(articles):
        yield Finding("notice", "stories", f"{notice.where}: {notice.message}")


def _check_remote(config: BriefingConfig, run: RunContext, offline: bool, process: BoundedProcess) -> Iterator[Finding]:
    """Ask each place on the network for its newest article."""
    places = [place for place in config.places if is_remote(place)]
    own_folder = resolving.find_fetch_folder(run.settings)
    state, _ = load_state(own_folder)
    for place in places:
        known = state.places.get(make_key(place), KnownPlace())
        silent = describe_silence(known, run.now.date(), resolving.resolve_policy(run.settings).quiet_days)
        if silent:
            yield Finding("notice", f"place {show_address(place)}", silent)
    if offline:
        for place in places:
            yield Finding("notice", f"place {show_address(place)}", "not asked: --offline")
    elif places:
        yield _check_folder(own_folder, "folder for articles")
        yield from _ask_places(places, run, process)


def _ask_places(places: Sequence[str], run: RunContext, process: BoundedProcess) -> Iterator[Finding]:
    """Fetch the newest article of each place into a folder that is thrown away."""
    from summarizer.fetch.sync import Step, fetch

    show = terminal.build_progress(quiet=False, verbose=False)
    usual = resolving.resolve_policy(run.settings)
    policy = replace(usual, fulltext=False, most_items=1, retries=0)
    # That one item alone is taken, and no page of it asked for, is this command's own doing.
    own_doing = ("most_items in", "nothing but a title") if usual.fulltext else ("most_items in",)
    with TemporaryDirectory(prefix="summarizer-") as folder:

        def report(step: Step) -> None:
            show(f"asking {step.where}")

        found = fetch(places, policy, Path(folder), run.now, report=report, process=process)
    show("")
    # Of several problems of one place the first counts.
    problems = {one.where: one.message for one in reversed(terminal.list_faults(found.problems))}
    notices = {one.where: one.message for one in reversed(found.problems) if _is_notice(one, own_doing)}
    for outcome in found.outcomes:
        what, fault = f"place {show_address(outcome.address)}", problems.get(outcome.address, "")
        if outcome.status == "failed" or fault:
            hint = "" if "private" in fault else "does a browser show it?"
            yield Finding("problem", what, fault or "cannot be read", hint)
        elif not outcome.articles and outcome.address in notices:
            yield Finding("notice", what, notices[outcome.address])
        else:
            yield Finding("ok", what, f"a {outcome.kind or 'place'} that answers")


def _is_notice(problem: Problem, own_doing: Sequence[str]) -> bool:
    """Return whether a notice of fetching is worth knowing, and not this command's own doing."""
    return problem.level == "notice" and not any(own in problem.message for own in own_doing)


def _check_folder(folder: Path, what: str) -> Finding:
    """Check whether files can be written into a folder, or into the one in which it would be made."""
    parent = folder
    try:
        parent = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
        with TemporaryFile(dir=parent) as file:
            # A full disk takes a file but not what is in it.
            file.write(bytes(65_536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        return Finding("problem", what, f"{parent}: {reason}", "choose another folder or mend its permissions")
    return Finding("ok", what, str(folder) if parent == folder else f"{folder}, which will be made")


def _check_history(settings: Settings) -> Iterator[Finding]:
    """Check whether the history can be read and written, who holds it, and what waits in it."""
    path = resolving.find_history_path(settings)
    condition = examine_history(path)
    if condition is None:
        folder = _check_folder(path.parent, "history")
        none_yet = Finding("ok", "history", f"{path}: none yet; the first `summarizer send` makes it")
        yield none_yet if folder.level == "ok" else folder
        return
    version, holder = condition
    if not os.access(path, os.W_OK):
        yield Finding("problem", "history", f"{path} may not be written", "is it another user's?")
    with peek_kept(settings) as history:
        editions = list_editions(history)
        waiting, doubtful = next_deliveries(history), list_deliveries(history, state="in_doubt")
    last = f", the last of {max(edition.date for edition in editions)}" if editions else ""
    count = count_things(len(editions), "edition")
    yield Finding("ok", "history", f"{path}: version {version}, {count}{last}")
    for state, deliveries, hint in (
        ("queued for the next run", waiting, "summarizer send --queued"),
        ("in doubt", doubtful, "summarizer send --in-doubt sends again"),
    ):
        mails = ", ".join(f"{one.address} ({one.date})" for one in deliveries)
        if mails:
            yield Finding("notice", "mail", f"{state}: {mails}", hint)
    if holder:
        yield Finding("notice", "history", f"in use by another run: {holder}")


def _check_ways(settings: Settings, name: str, offline: bool) -> Iterator[Finding]:
    """Check how a briefing is sent: by mail where it has readers or no webhook, and to each webhook."""
    webhooks: tuple[WebhookSettings, ...] = ()
    try:
        with resolving.locate_errors(settings, name):
            webhooks = resolving.resolve_webhooks(settings, name)
    except ConfigError as error:
        yield build_finding("webhook", error)
    for webhook in webhooks:
        yield from _find_each(f"webhook {webhook.name}", _check_webhook(settings, webhook, offline))
    said = settings.find("mail", name)
    if not webhooks or any(said[key].value for key in ("to", "cc", "bcc")):
        yield from _find_each("mail", _check_mail(settings, name, offline))


def _check_webhook(settings: Settings, webhook: WebhookSettings, offline: bool) -> Iterator[Finding]:
    """Check a webhook: its address and secrets can be read and are such; it is connected to, and nothing is posted."""
    what = f"webhook {webhook.name}"
    with open_webhook(webhook, os.environ, settings.folder, time.time) as transport:
        signed = "signed" if transport.is_signed else "not signed"
        repeated = "posted again" if transport.repeatable else "in doubt"
        where = f"{transport.where}, as {webhook.template}, {signed}"
        yield Finding("ok", what, f"{where}; without an answer it is {repeated}")
        if offline:
            yield Finding("notice", what, f"{transport.where} not asked: --offline")
            return
        found = transport.check()
        if transport.is_exposed:
            hint = "use https://"
            yield Finding("notice", what, f"{found}, and it is outside this network: others can read along", hint)
        else:
            yield Finding("ok", what, found)


def _check_mail(settings: Settings, name: str, offline: bool) -> Iterator[Finding]:
    """Check how a briefing is mailed; the server is asked as far as the log-in. The password is shown nowhere."""
    with resolving.locate_errors(settings, name):
        mail = resolving.resolve_mail(settings, name)
    readers = list_recipients(mail)
    if not mail.server:
        hint = "set server in [mail], if editions are to be mailed"
        yield Finding("notice", "mail", "no mail server is set, so `summarizer send` cannot send", hint)
        return
    if readers:
        yield Finding("ok", "mail", f"from {mail.sender} to {', '.join(readers)}")
    else:
        yield Finding("problem", "mail", "nobody is to get it", "set to in [mail]")
    is_smtp = mail.server.startswith("smtp")
    if mail.sender == DEFAULT_SENDER and is_smtp:
        yield Finding("notice", "mail", f"no sender is set: {mail.sender} is refused by many", "set sender in [mail]")
    secret = read_secret(mail, os.environ, settings.folder)
    if secret:
        yield Finding("ok", "mail", f"the password of {mail.user} can be read")
    if offline and is_smtp:
        yield Finding("notice", "mail", f"{mail.server} not asked: --offline")
        return
    with open_transport(mail, secret) as transport:
        yield Finding("ok", "mail", transport.check())
