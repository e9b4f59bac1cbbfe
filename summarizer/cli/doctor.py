"""What an examination found → one line each: all is well, worth knowing, or wrong and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer import __version__
from summarizer.cli.brief import check_wish
from summarizer.cli.clock import find_local_zone
from summarizer.cli.options import Config, Names
from summarizer.cli.resolving import (
    Wish,
    build_mail,
    build_policy,
    build_wish,
    choose_names,
    fetch_folder,
    find_settings,
    history_path,
    placed,
    tell_time,
)
from summarizer.cli.run_context import Desk, is_remote
from summarizer.cli.terminal import DONE, NOTHING_DONE, WITH_PROBLEMS, build_progress, put, tell, told
from summarizer.errors import ConfigError, SummarizerError
from summarizer.render.rendering import write_as
from summarizer.text.escaping import flatten


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``what`` was checked, ``hint`` says what to do where something is to be done."""

    level: Literal["ok", "notice", "problem"]
    what: str
    message: str
    hint: str = ""


def find_fault(what: str, error: SummarizerError) -> Finding:
    """Make a finding of an error.

    >>> find_fault("mail", SummarizerError("no such user", where="mail.to", hint="set it"))
    Finding(level='problem', what='mail', message='mail.to: no such user', hint='set it')
    """
    place = f"{error.where}: " if error.where else ""
    return Finding("problem", what, f"{place}{error.message}", error.hint)


def describe_findings(findings: Iterable[Finding]) -> list[str]:
    """Tell each finding in one line.

    >>> describe_findings([Finding("ok", "clock", "it is late"), Finding("problem", "plan", "no plan", "write one")])
    ['ok       clock: it is late', 'problem  plan: no plan (write one)']
    """
    return [
        f"{one.level:<8} {flatten(f'{one.what}: {one.message}')}{f' ({flatten(one.hint)})' if one.hint else ''}"
        for one in findings
    ]


def count_findings(findings: Sequence[Finding]) -> str:
    """Count what was found, in words.

    >>> count_findings([Finding("ok", "a", "b")]), count_findings([Finding("problem", "a", "b")] * 2)
    ('1 check: all is well', '2 checks: 2 problems')
    """
    problems = sum(one.level == "problem" for one in findings)
    verdict = f"{problems} problem{'' if problems == 1 else 's'}" if problems else "all is well"
    return f"{len(findings)} check{'' if len(findings) == 1 else 's'}: {verdict}"


# The checks of ``summarizer doctor`` for the mail: settings, password, server, as far as nothing is sent.


if TYPE_CHECKING:
    from summarizer.config.loading import Settings
    from summarizer.mail import MailSettings


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


# The single checks of ``summarizer doctor``, but for those of the mail.


if TYPE_CHECKING:
    from datetime import datetime

    from summarizer.config.loading import Settings
    from summarizer.model import Briefing
    from summarizer.storage.history import History

_OLDEST_YEAR = 2024
_OWN = ("briefing.md.j2", "briefing.html.j2", "briefing.txt.j2", "mail.html.j2", "mail.txt.j2", "mail.subject.j2")
_STORY = (
    ("Harbour Post", "A storm closed the harbour of Norvik on Monday. Two ferries could not sail, the owner said."),
    ("Island Times", "The harbour of Norvik was closed by a storm on Monday. Schools on the islands stayed open."),
)


def check_program() -> Finding:
    """Tell which program this is: under cron it may be another than at a terminal."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("ok", "program", f"summarizer {__version__} on Python {version}, {sys.executable}")


def check_clock(settings: Settings, name: str, called: str, now: datetime) -> Finding:
    """Tell the time and the day, and whose midnight parts the days."""
    from datetime import UTC

    value = settings.find("briefing", name)["timezone"]
    local = find_local_zone()
    zone = f"{value.value} ({value.origin})" if value.value else f"{local or 'a zone without a name'} (this machine's)"
    times = f"{now:%Y-%m-%d %H:%M} in {zone}, {now.astimezone(UTC):%H:%M} in UTC"
    if now.year < _OLDEST_YEAR:
        return Finding("problem", f"{called}clock", f"{times}: that is past", "set this machine's clock")
    if not value.value and local is None:
        return Finding("notice", f"{called}clock", times, "set timezone, like Europe/Berlin")
    return Finding("ok", f"{called}clock", times)


def check_plan(settings: Settings, wish: Wish, called: str) -> Finding:
    """Check the names that the briefing's settings hold: plan, method, similarity, sections, formats."""
    try:
        with placed(settings, wish.name, {}):
            check_wish(settings, wish, {})
    except SummarizerError as error:
        return find_fault(f"{called}plan", error)
    plans = ", ".join(plan.id for plan in wish.options.plans)
    chosen = f"chosen among {plans}" if wish.options.plan == "auto" else wish.options.plan
    return Finding("ok", f"{called}plan", f"{chosen}; {wish.options.length} by {wish.options.method}")


def check_templates(settings: Settings, wish: Wish, called: str) -> Finding:
    """Fill all templates, the mail's too, with a small briefing of our own."""
    from summarizer.cli.resolving import build_mail
    from summarizer.mail import build_message

    own = [name for name in _OWN if (wish.templates / name).is_file()]
    own += [str(wish.template)] if wish.template else []
    try:
        with placed(settings, wish.name, {}):
            made = _make_small(wish)
            for format_name in wish.formats:
                write_as(made, format_name, wish.template, [wish.templates])
            mail = replace(build_mail(settings, wish.name, {}), to=(), cc=(), bcc=())
            build_message(made, mail, _noon(), wish.name or "briefing", [wish.templates])
    except SummarizerError as error:
        return find_fault(f"{called}templates", error)
    return Finding("ok", f"{called}templates", f"own: {', '.join(own)}" if own else "those that come with the program")


def _make_small(wish: Wish) -> Briefing:
    from summarizer.briefing.pipeline import make_briefing
    from summarizer.model import Article

    articles = [
        Article(text, path=f"{outlet}.txt", outlet=outlet, published="2031-03-04", title=f"Storm, says {outlet}")
        for outlet, text in _STORY
    ]
    return make_briefing(articles, replace(wish.options, outlets={}, shares={}))


def _noon() -> datetime:
    from datetime import UTC, datetime

    return datetime(2031, 3, 5, 12, tzinfo=UTC)


def check_places(wish: Wish, desk: Desk, called: str, offline: bool, show: Callable[[str], None]) -> Iterator[Finding]:
    """Read each place on this machine, and ask each on the network for what is newest."""
    from summarizer.fetch.web_addresses import show_address

    remote = [place for place in wish.places if is_remote(place)]
    for place in wish.places:
        if place not in remote:
            show(place)
            yield _check_local(place, f"{called}place {place}")
    if offline:
        shown = [show_address(place) for place in remote]
        yield from (Finding("notice", f"{called}place {place}", "not asked: --offline") for place in shown)
    elif remote:
        yield check_output(fetch_folder(desk.settings), f"{called}folder for articles")
        yield from _ask(remote, desk, called, show)


def _check_local(place: str, what: str) -> Finding:
    from summarizer.sources import read_places
    from summarizer.sources.readers import STDIN

    if place == STDIN:
        return Finding("notice", what, "standard input is known only when it is read")
    articles, problems = read_places([place])
    faults = [problem for problem in problems if problem.level == "problem"]
    count = f"{len(articles)} article{'' if len(articles) == 1 else 's'}"
    if not articles:
        where = "" if not faults else f"{faults[0].where}: {faults[0].message}"
        return Finding("problem", what, where or "no article", "put articles there, or change places")
    if faults:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        return Finding("problem", what, f"{count}, but {faults[0].where}: {faults[0].message}{more}")
    return Finding("ok", what, count)


def _ask(places: Sequence[str], desk: Desk, called: str, show: Callable[[str], None]) -> Iterator[Finding]:
    from summarizer.fetch.sync import fetch
    from summarizer.fetch.web_addresses import show_address

    policy = replace(build_policy(desk.settings), fulltext=False, most_items=1, retries=0)
    with TemporaryDirectory(prefix="summarizer-") as folder:
        found = fetch(places, policy, Path(folder), desk.now, report=lambda step: show(f"asking {step.where}"))
    problems = {problem.where: problem.message for problem in reversed(found.problems) if problem.level == "problem"}
    for outcome in found.outcomes:
        what, fault = f"{called}place {show_address(outcome.address)}", problems.get(outcome.address, "")
        if outcome.status == "failed" or fault:
            hint = "" if "private" in fault else "does a browser show it?"
            yield Finding("problem", what, fault or "cannot be read", hint)
        else:
            yield Finding("ok", what, f"a {outcome.kind or 'place'} that answers")


def check_output(folder: Path, what: str) -> Finding:
    """See whether files can be written into a folder, or into the one in which it would be made."""
    parent = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
    made = "" if parent == folder else ", which will be made"
    try:
        with TemporaryFile(dir=parent) as file:
            # A full disk takes a file but not what is in it.
            file.write(bytes(65_536))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        return Finding("problem", what, f"{parent}: {reason}", "choose another folder or mend its permissions")
    return Finding("ok", what, f"{folder}{made}")


def check_history(settings: Settings) -> Iterator[Finding]:
    """See whether the history can be read and written, who holds it, and what waits in it."""
    from summarizer.storage.history import examine_history, peek_history

    try:
        path = history_path(settings)
        condition = examine_history(path)
        if condition is None:
            folder = check_output(path.parent, "history")
            none_yet = Finding("ok", "history", f"{path}: none yet; the first `summarizer send` makes it")
            yield none_yet if folder.level == "ok" else folder
            return
        if not os.access(path, os.W_OK):
            yield Finding("problem", "history", f"{path} may not be written", "is it another user's?")
        with peek_history(path) as history:
            yield from _tell_history(history, str(path), condition.version)
        if condition.holder:
            yield Finding("notice", "history", f"in use by another run: {condition.holder}")
    except SummarizerError as error:
        yield find_fault("history", error)


def _tell_history(history: History, path: str, version: int) -> Iterator[Finding]:
    from summarizer.storage.deliveries import list_deliveries, next_deliveries
    from summarizer.storage.editions import list_editions

    editions = list_editions(history)
    last = max((edition.date for edition in editions), default="")
    told = f"{len(editions)} edition{'' if len(editions) == 1 else 's'}{f', the last of {last}' if last else ''}"
    yield Finding("ok", "history", f"{path}: version {version}, {told}")
    waiting = [f"{one.address} ({one.date})" for one in next_deliveries(history)]
    if waiting:
        yield Finding("notice", "mail", f"queued for the next run: {', '.join(waiting)}", "summarizer send --queued")
    doubtful = [f"{one.address} ({one.date})" for one in list_deliveries(history, state="in_doubt")]
    if doubtful:
        yield Finding("notice", "mail", f"in doubt: {', '.join(doubtful)}", "summarizer send --in-doubt sends again")


# ``summarizer doctor``: is all in order for the run of tomorrow morning?


if TYPE_CHECKING:
    from summarizer.config.loading import Settings


def doctor(
    config: Config = None,
    name: Names = [],  # noqa: B006
    offline: Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")] = False,
) -> None:
    """Test all that a morning's run needs, one line a check: ok, notice or problem, and what to do.

    Nothing is mailed, written or remembered. Exit status 1 if there is a problem, 2 if the settings cannot be read.
    """

    findings: list[Finding] = []
    with told():
        try:
            settings = find_settings(config)
            names = choose_names(settings, name)
        except ConfigError as error:
            put("\n".join([*describe_findings([find_fault("settings", error)]), ""]))
            raise typer.Exit(NOTHING_DONE) from error
        for finding in _examine(settings, names, offline):
            if finding not in findings:
                findings.append(finding)
                put(f"{describe_findings([finding])[0]}\n")
        tell(count_findings(findings), quiet=False)
    raise typer.Exit(WITH_PROBLEMS if any(one.level == "problem" for one in findings) else DONE)


def _examine(settings: Settings, names: tuple[str, ...], offline: bool) -> Iterator[Finding]:
    yield check_program()
    yield _tell_settings(settings)
    yield from check_history(settings)
    for name in names:
        yield from _examine_briefing(settings, name, offline)


def _tell_settings(settings: Settings) -> Finding:

    if not settings.path:
        return Finding(
            "notice", "settings", "there is no summarizer.toml here, so the defaults hold", "summarizer init"
        )
    path = Path(settings.path).absolute()
    if path.stat().st_mode & 0o022:
        return Finding("notice", "settings", f"others may write {path}, and it may name a command", "chmod go-w")
    named = f", briefings: {', '.join(settings.briefings)}" if settings.briefings else ""
    return Finding("ok", "settings", f"{path}{named}")


def _examine_briefing(settings: Settings, name: str, offline: bool) -> Iterator[Finding]:

    called = f"{name}: " if name else ""
    try:
        with placed(settings, name, {}):
            now = tell_time(settings, name, {})
            wish = build_wish(settings, name, {}, "", now)
    except ConfigError as error:
        # The other checks of this briefing need a wish; its mail does not.
        yield find_fault(f"{called}settings", error)
        yield from check_mail(settings, name, called, offline)
        return
    desk = Desk(settings, now)
    show = build_progress(quiet=False, verbose=False)
    yield check_clock(settings, name, called, now)
    yield check_plan(settings, wish, called)
    yield check_templates(settings, wish, called)
    for finding in check_places(wish, desk, called, offline, show):
        show("")
        yield finding
    yield check_output(wish.output, f"{called}output")
    yield from check_mail(settings, name, called, offline)
