"""An edition's mail: queued, handed to the server, and told what became of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.brief import check_wish, deliver, report, run_all, tell_bad
from summarizer.cli.options import Again, Config, DateText, Quiet, Timezone, Verbose
from summarizer.cli.resolving import (
    UNNAMED,
    Wish,
    build_mail,
    build_wish,
    choose_names,
    find_given,
    find_settings,
    placed,
    tell_time,
)
from summarizer.cli.run_context import Desk, Made, keep, look_memory, make, make_empty, open_memory
from summarizer.cli.terminal import DONE, WITH_PROBLEMS, tell, told
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.mail import Mail, MailSettings, Secret, Sent
    from summarizer.model import Problem
    from summarizer.storage.deliveries import Delivery
    from summarizer.storage.history import History

#: For so many days each run names the mail of which nobody can tell whether it arrived.
_NAGGING_DAYS = 7


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


def send_left(history: History, wish: Wish, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    """Send what earlier runs left of this briefing, and name what is in doubt."""
    from summarizer.storage.deliveries import list_deliveries, next_deliveries, requeue

    name, today = wish.kept_as, wish.options.date
    doubtful = list_deliveries(history, name, state="in_doubt")
    if ways.in_doubt:
        for one in doubtful:
            requeue(history, one.name, one.date, [one.address])
        doubtful = ()
    waiting = dict.fromkeys(one.date for one in next_deliveries(history, name))
    days = [day for day in waiting if day != today or ways.queued]
    # Those of the days that are sent now are named with them.
    named = [one for one in doubtful if one.date not in (today, *days) and _is_recent(one.date, today)]
    problems = [_doubt(one) for one in named]
    tell_paragraph(wish.name, "mail of earlier editions is in doubt", problems)
    for day in days:
        problems += deliver_edition(history, name, day, desk, mail, ways)
    return problems


def _is_recent(day: str, today: str) -> bool:
    return date.fromisoformat(day) >= date.fromisoformat(today) - timedelta(days=_NAGGING_DAYS)


def _doubt(one: Delivery) -> Problem:
    from summarizer.model import Problem

    return Problem(one.address, f"the edition of {one.date} may have arrived or not: {one.why}; --in-doubt sends again")


def queue_edition(history: History, wish: Wish, letter: Mail, mail: MailSettings, ways: Ways) -> bytes:
    """Queue an edition for all who are to get it; give the mail that is kept.

    Whoever is named by ``--to`` is meant, whatever the server said of the address before.
    """
    from summarizer.mail import list_recipients
    from summarizer.storage.deliveries import find_mail, list_deliveries, queue_mail, requeue

    name, day = wish.kept_as, wish.options.date
    wanted = list_recipients(mail)
    queue_mail(history, name, day, letter.message_id, letter.content, wanted)
    if ways.to:
        asked = {address.casefold() for address in wanted}
        refused = [one.address for one in list_deliveries(history, name, day, "refused")]
        requeue(history, name, day, [address for address in refused if address.casefold() in asked])
    kept = find_mail(history, name, day)
    return kept[1] if kept else letter.content


def write_letter(path: Path, content: bytes, mail: MailSettings, quiet: bool) -> None:
    """Write a mail to a file, as its first reader gets it."""
    from summarizer.mail import address_to, list_recipients
    from summarizer.storage.files import write_atomically

    first = next(iter(list_recipients(mail)), "")
    text = (address_to(content, first) if first else content).decode("ascii")
    write_atomically(path, text)
    tell(f"written  {path}", quiet)


def deliver_edition(history: History, name: str, day: str, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    """Send one edition to everyone in its queue, or to those whom the command line names."""
    from summarizer.mail import list_recipients, open_transport, send_edition
    from summarizer.model import Problem
    from summarizer.storage.deliveries import StoredOutbox, find_mail, list_deliveries

    found = find_mail(history, name, day)
    if found is None:
        return []
    only = list_recipients(mail) if ways.to else ()
    meant = {address.casefold() for address in only}
    outbox = StoredOutbox(history, name, day, only)
    known = [one for one in list_deliveries(history, name, day) if not only or one.address.casefold() in meant]
    problems = [_doubt(one) for one in known if one.state == "in_doubt"]
    problems += [
        Problem(one.address, f"refused in an earlier run: {one.why}") for one in known if one.state == "refused"
    ]
    waiting = outbox.pending()
    secret = _find_secret(mail, desk, problems) if waiting else None
    if secret is not None:
        with open_transport(mail, secret) as transport:
            sent = send_edition(
                found[1], outbox, transport, lambda line: tell(f"mail     {line}", not desk.verbose), pauses=mail.pauses
            )
        problems += sent.problems
        _tell_sent(sent, day, desk)
    elif not waiting and not problems:
        tell(f"mailed   the edition of {day} was sent to everyone before", desk.quiet)
    tell_paragraph("" if name == UNNAMED else name, f"the edition of {day} has not reached everyone", problems)
    return problems


def _find_secret(mail: MailSettings, desk: Desk, problems: list[Problem]) -> Secret | None:
    """Read the password. What is wrong with it is a problem: the edition is made and queued, and goes later."""
    from summarizer.mail import read_secret
    from summarizer.model import Problem

    try:
        return read_secret(mail, os.environ, desk.settings.folder)
    except ConfigError as error:
        hint = f" ({error.hint})" if error.hint else ""
        problems.append(Problem(error.where, f"{error.message}{hint}; the mail stays queued"))
        return None


def _tell_sent(sent: Sent, day: str, desk: Desk) -> None:
    if sent.sent:
        count = len(sent.sent)
        tell(f"mailed   the edition of {day} to {count} address{'' if count == 1 else 'es'}", desk.quiet)


def tell_paragraph(name: str, what: str, problems: Sequence[Problem]) -> None:
    """Tell problems in one paragraph that says what they are about; nothing where there are none."""
    from summarizer.reporting import describe_problems

    whose = f"briefing “{name}”: " if name else ""
    tell("\n".join([f"summarizer: {whose}{what}:", *describe_problems(problems)]), quiet=not problems)


# ``summarizer send``: makes the editions of the day, and mails them to whoever has not got them.


if TYPE_CHECKING:
    from summarizer.config.loading import Value
    from summarizer.mail import MailSettings
    from summarizer.model import Briefing, Problem
    from summarizer.storage.history import History

_KEYS: Mapping[str, str] = MappingProxyType({"timezone": "timezone"})


def send(
    context: typer.Context,
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
    timezone: Timezone = "",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make the editions of the day and mail them to everyone who has not got them.

    What cannot be sent now stays queued and goes with the next run. No edition goes twice to an address.

    Example: summarizer send --dry-run --eml briefing.eml
    """
    ways = Ways(date, tuple(to), dry_run, eml, queued, in_doubt, again)
    with told():
        _check_ways(ways)
        settings, given = find_settings(config), find_given(context, _KEYS)
        chosen = choose_names(settings, names or [])
        if eml is not None and len(chosen) > 1:
            raise ConfigError("one file holds one mail", where="--eml", hint="name the briefing")
        desks = {name: Desk(settings, tell_time(settings, name, given), quiet, verbose) for name in chosen}
        status = run_all([(name, partial(send_one, desks[name], name, ways, given)) for name in chosen])
    raise typer.Exit(status)


def _check_ways(ways: Ways) -> None:
    for other, on in (("--queued", ways.queued), ("--in-doubt", ways.in_doubt)):
        if ways.dry_run and on:
            raise ConfigError("nothing is sent on a dry run", where="--dry-run", hint=f"leave out {other}")
    if ways.queued and (ways.eml or ways.again):
        raise ConfigError("with this no edition is made", where="--queued", hint="leave out --eml and --again")


def send_one(desk: Desk, name: str, ways: Ways, given: Mapping[str, Value] = MappingProxyType({})) -> int:
    """Make and mail one briefing's edition, after what earlier runs left; give the exit status."""
    with placed(desk.settings, name, given):
        mail = build_mail(desk.settings, name, _instead(ways))
        if not ways.dry_run:
            _check_ready(mail, ways)
        wish = build_wish(desk.settings, name, given, ways.date, desk.now)
        check_wish(desk.settings, wish, given)
    if ways.dry_run:
        with look_memory(desk) as copy:
            problems = _rehearse(copy, wish, desk, mail, ways)
    else:
        with open_memory(desk, f"summarizer send {name}".strip()) as history:
            assert history is not None
            problems = [] if ways.to and not ways.queued else send_left(history, wish, desk, mail, ways)
            if not ways.queued:
                problems += _send_new(history, wish, desk, mail, ways)
    return WITH_PROBLEMS if any(one.level == "problem" for one in problems) else DONE


def _instead(ways: Ways) -> Mapping[str, Value]:
    """Give the recipients of the command line: each gets a mail of their own, which names nobody else."""
    from summarizer.config.loading import Value

    if not ways.to:
        return {}
    return {"to": Value(list(ways.to), "--to"), "cc": Value([]), "bcc": Value([]), "each": Value(True, "--to")}


def _check_ready(mail: MailSettings, ways: Ways) -> None:
    from summarizer.mail import list_recipients

    if not mail.server:
        raise ConfigError(
            "no mail server is set", where="mail.server", hint="set it in summarizer.toml, or use --dry-run"
        )
    if not list_recipients(mail) and not ways.queued:
        raise ConfigError("nobody is to get the mail", where="mail.to", hint="set it in summarizer.toml, or use --to")


def _rehearse(copy: History, wish: Wish, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    """Make the edition as it would be sent now, from a copy of the history, and send nothing."""
    from summarizer.mail import build_message, list_recipients

    made = make(wish, desk, copy, again=ways.again)
    briefing = _find_worthy(made, wish, desk, mail, copy)
    tell_bad(wish, made.problems)
    if briefing is None:
        return list(made.problems)
    letter = build_message(briefing, mail, desk.now, wish.kept_as, [wish.templates])
    tell_bad(wish, letter.problems)
    if ways.eml is not None:
        write_letter(ways.eml, letter.content, mail, desk.quiet)
    whom = ", ".join(list_recipients(mail)) or "nobody yet"
    tell(f"dry run  “{letter.subject}” to {whom}; nothing is sent", desk.quiet)
    return [*made.problems, *letter.problems]


def _send_new(history: History, wish: Wish, desk: Desk, mail: MailSettings, ways: Ways) -> list[Problem]:
    """Make the edition of the day, write its files, queue its mail and send it."""
    from summarizer.mail import build_message

    made = make(wish, desk, history, again=ways.again)
    briefing = _find_worthy(made, wish, desk, mail, history)
    if briefing is None:
        tell_bad(wish, made.problems)
        return list(made.problems)
    report(wish, Made(briefing, made.problems, made.kept), deliver(wish, briefing), desk.quiet)
    letter = build_message(briefing, mail, desk.now, wish.kept_as, [wish.templates])
    tell_bad(wish, letter.problems)
    content = queue_edition(history, wish, letter, mail, ways)
    if ways.eml is not None:
        write_letter(ways.eml, content, mail, desk.quiet)
    sent = deliver_edition(history, wish.kept_as, wish.options.date, desk, mail, ways)
    return [*made.problems, *letter.problems, *sent]


def _find_worthy(made: Made, wish: Wish, desk: Desk, mail: MailSettings, history: History) -> Briefing | None:
    """Give what is to be mailed; nothing where the edition is empty and nobody wants to hear of that."""
    from summarizer.mail import is_worth_mailing

    briefing = made.briefing
    if briefing is None and mail.when_empty:
        briefing = make_empty(wish, desk, history)
    if briefing is not None and is_worth_mailing(briefing, mail):
        if not made.kept and not briefing.length.sentences:
            # What is mailed is the edition of the day, even an empty one: later news must be of another.
            keep(history, wish, desk, briefing)
        return briefing
    tell(f"nothing  nothing is new on {wish.options.date}; no mail is sent", desk.quiet)
    return None
