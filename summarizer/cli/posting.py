"""An edition's mail: queued, handed to the server, and told what became of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.making import Desk
from summarizer.cli.terminal import tell
from summarizer.cli.wishes import UNNAMED, Wish
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
