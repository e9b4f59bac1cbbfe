"""``summarizer send``: makes the editions of the day, and mails them to whoever has not got them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.briefing import deliver, report, run_all
from summarizer.cli.making import UNNAMED, Desk, make, open_memory
from summarizer.cli.parameters import Again, Config, DateText, Quiet, Verbose
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, tell, told
from summarizer.cli.wishes import Wish, build_mail, build_wish, choose_names, find_settings, tell_time
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.history import History
    from summarizer.mailing import Mail, MailSettings, Sent
    from summarizer.model import Problem
    from summarizer.settings import Settings, Value


@dataclass(frozen=True, slots=True)
class Ways:
    """How a run of sending goes, as the command line says."""

    date: str = ""
    to: tuple[str, ...] = ()
    dry_run: bool = False
    eml: Path | None = None
    queued: bool = False
    in_doubt: bool = False
    again: bool = False


def send(
    names: Annotated[list[str] | None, typer.Argument(help="Briefings of the settings file. [default: all]")] = None,
    config: Config = None,
    to: Annotated[list[str], typer.Option("--to", help="Mail to this address instead. May be repeated.")] = [],  # noqa: B006
    date: DateText = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Make the mail, send nothing and remember nothing.")
    ] = False,
    eml: Annotated[Path | None, typer.Option("--eml", help="Write the mail to this file too.")] = None,
    queued: Annotated[bool, typer.Option("--queued", help="Only send what earlier runs could not.")] = False,
    in_doubt: Annotated[
        bool, typer.Option("--in-doubt", help="Send again where nobody can tell whether it arrived; it may come twice.")
    ] = False,
    again: Again = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make the editions of the day and mail them to everyone who has not got them.

    What cannot be sent now stays queued and goes with the next run. No edition goes twice to an address.

    Example: summarizer send --dry-run --eml briefing.eml
    """
    ways = Ways(date, tuple(to), dry_run, eml, queued, in_doubt, again)
    with told():
        if dry_run and queued:
            raise ConfigError("what is queued is not made", where="--dry-run", hint="leave out --queued")
        settings = find_settings(config)
        chosen = choose_names(settings, names or [])
        if eml is not None and len(chosen) > 1:
            raise ConfigError("one file holds one mail", where="--eml", hint="name the briefing")
        jobs = [lambda name=name: send_one(settings, name, ways, quiet, verbose) for name in chosen]
        status = run_all(jobs)
    raise typer.Exit(status)


def send_one(settings: Settings, name: str, ways: Ways, quiet: bool, verbose: bool) -> int:
    """Make and mail one briefing's edition, after what earlier runs left; give the exit status."""
    desk = Desk(settings, tell_time(settings, name, {}), quiet, verbose)
    mail = build_mail(settings, name, _given(ways))
    if not ways.dry_run:
        _check_ready(mail)
    wish = build_wish(settings, name, {}, ways.date, desk.now)
    with open_memory(desk, "summarizer send", needed=not ways.dry_run) as history:
        problems: list[Problem] = []
        if history is not None:
            problems += _send_left(history, wish, desk, mail, ways)
        if not ways.queued:
            problems += _send_new(history, wish, desk, mail, ways)
    return WITH_PROBLEMS if any(one.level == "problem" for one in problems) else DONE


def _given(ways: Ways) -> Mapping[str, Value]:
    from summarizer.settings import Value

    return {"to": Value(list(ways.to), "--to"), "cc": Value([]), "bcc": Value([])} if ways.to else {}


def _check_ready(mail: MailSettings) -> None:
    from summarizer.mailing import list_recipients

    if not mail.server:
        raise ConfigError(
            "no mail server is set", where="mail.server", hint="set it in summarizer.toml, or use --dry-run"
        )
    if not list_recipients(mail):
        raise ConfigError("nobody is to get the mail", where="mail.to", hint="set it in summarizer.toml, or use --to")


def _send_left(history: History, wish: Wish, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    """Send what earlier runs left of this briefing, and name what is in doubt."""
    from summarizer.history import list_deliveries, next_deliveries, requeue
    from summarizer.model import Problem

    name, today = wish.name or UNNAMED, wish.options.date
    doubtful = list_deliveries(history, name, state="in_doubt")
    if ways.in_doubt:
        for one in doubtful:
            requeue(history, one.name, one.date, [one.address])
        doubtful = ()
    problems = [
        Problem(one.address, f"the edition of {one.date} is in doubt: {one.why}; --in-doubt sends it again")
        for one in doubtful
        if one.date != today
    ]
    _tell_problems(problems)
    for day in dict.fromkeys(one.date for one in next_deliveries(history, name)):
        if day != today or ways.queued:
            problems += _deliver(history, name, day, desk, mail)
    return problems


def _send_new(history: History | None, wish: Wish, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    from summarizer.mailing import build_message, is_worth_mailing, list_recipients

    made = make(wish, desk, history, again=ways.again)
    if made.briefing is None or not is_worth_mailing(made.briefing, mail):
        _tell_problems([one for one in made.problems if one.level == "problem" or not desk.quiet])
        tell(f"nothing  nothing is new on {wish.options.date}; no mail is sent", desk.quiet)
        return list(made.problems)
    if not ways.dry_run:
        report(wish, made, deliver(wish, made.briefing), desk.quiet)
    else:
        _tell_problems([one for one in made.problems if one.level == "problem" or not desk.quiet])
    letter = build_message(made.briefing, mail, desk.now, wish.name or UNNAMED, [wish.templates])
    _tell_problems(letter.problems)
    if ways.eml is not None:
        _write_letter(ways.eml, letter, mail)
    if history is None:
        tell(
            f"dry run  “{letter.subject}” to {', '.join(list_recipients(mail)) or 'nobody yet'}; nothing is sent",
            desk.quiet,
        )
        return [*made.problems, *letter.problems]
    from summarizer.history import queue_mail

    name, day = wish.name or UNNAMED, wish.options.date
    queue_mail(history, name, day, letter.message_id, letter.content, list_recipients(mail))
    return [*made.problems, *letter.problems, *_deliver(history, name, day, desk, mail)]


def _write_letter(path: Path, letter: Mail, mail: MailSettings) -> None:
    from summarizer.delivery import write_atomically
    from summarizer.mailing import address_to, list_recipients

    first = next(iter(list_recipients(mail)), "")
    content = address_to(letter.content, first) if first else letter.content
    write_atomically(path, content.decode("ascii"))
    tell(f"written  {path}", quiet=False)


def _deliver(history: History, name: str, day: str, desk: Desk, mail: MailSettings) -> list[Problem]:
    """Send one edition to everyone in its queue."""
    from summarizer.history import StoredOutbox, find_mail, list_deliveries
    from summarizer.mailing import open_transport, read_secret, send_edition
    from summarizer.model import Problem

    found = find_mail(history, name, day)
    if found is None:
        return []
    outbox = StoredOutbox(history, name, day)
    known = [one for one in list_deliveries(history, name, day) if one.state in ("in_doubt", "refused")]
    problems = [Problem(one.address, f"{_spoken(one.state)} in an earlier run: {one.why}") for one in known]
    if outbox.pending():
        secret = read_secret(mail, os.environ, desk.settings.folder)
        with open_transport(mail, secret) as transport:
            sent = send_edition(
                found[1], outbox, transport, lambda line: tell(f"mail     {line}", not desk.verbose), pauses=mail.pauses
            )
        problems += sent.problems
        _tell_sent(sent, day, desk)
    else:
        tell(f"mailed   the edition of {day} was sent to everyone before", desk.quiet)
    _tell_problems(problems)
    return problems


def _tell_sent(sent: Sent, day: str, desk: Desk) -> None:
    if sent.sent:
        count = len(sent.sent)
        tell(f"mailed   the edition of {day} to {count} address{'' if count == 1 else 'es'}", desk.quiet)


def _spoken(state: str) -> str:
    return {"in_doubt": "in doubt"}.get(state, state)


def _tell_problems(problems: Sequence[Problem]) -> None:
    from summarizer.reporting import describe_problems

    tell("\n".join(describe_problems(problems)), quiet=not problems)
