"""The queue of letters: what is to be sent to whom, and what became of it. Each change is on the disk when it returns.

An edition has one mail, and one letter for each webhook; an address is in a letter's queue once, however it is written.
From ``sent`` no way leads back. ``webhook`` is the name of one, and empty for the mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import SummarizerError
from summarizer.storage.history import History, transaction

#: ``sending`` is only seen in the queue of a process that ended between the end of a mail and the server's answer.
State = Literal["queued", "sending", "sent", "refused", "in_doubt"]  # names, not language

_QUERY = """SELECT address, state, tries, error, name, date, message_id, webhook
    FROM deliveries JOIN letters ON letter = id
    WHERE ? IN ('', name) AND ? IN ('', date) AND ? IN ('', state) ORDER BY date, name, webhook, folded"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One letter for one address. ``tries`` counts how often it was begun or put back, ``why`` says what went
    wrong last; the rest is the letter's, where a queue holds several."""

    address: str
    state: State = "queued"
    tries: int = 0
    why: str = ""
    name: str = ""
    date: str = ""
    message_id: str = ""
    webhook: str = ""


def queue_letter(
    history: History,
    name: str,
    date: str,
    message_id: str,
    message: bytes,
    addresses: Sequence[str],
    webhook: str = "",
) -> None:
    """Queue an edition's letter.

    An address that is in it already keeps its state. A letter that is queued again takes the place of the one before,
    as long as nobody has got that.
    """
    execute = history.connection.execute
    with transaction(history.connection):
        # Begun as soon as anybody has got it or may have.
        found = execute(
            """SELECT id, EXISTS (SELECT 1 FROM deliveries WHERE letter = id AND state NOT IN ('queued', 'refused'))
            FROM letters WHERE name = ? AND date = ? AND webhook = ?""",
            (name, date, webhook),
        ).fetchone()
        letter, begun = found or (None, False)
        if letter is None:
            row = (name, date, webhook, message_id, message)
            query = "INSERT INTO letters (name, date, webhook, message_id, message) VALUES (?, ?, ?, ?, ?)"
            letter = execute(query, row).lastrowid
        elif not begun:
            execute("UPDATE letters SET message_id = ?, message = ? WHERE id = ?", (message_id, message, letter))
        query = """INSERT INTO deliveries (letter, folded, address, state) VALUES (?, ?, ?, 'queued')
            ON CONFLICT DO NOTHING"""
        history.connection.executemany(query, [(letter, _fold(address), address) for address in addresses])


def find_letter(history: History, name: str, date: str, webhook: str = "") -> tuple[str, bytes] | None:
    """Return the id and the bytes of an edition's letter (a mail's Message-ID), or None if there is none."""
    query = "SELECT message_id, message FROM letters WHERE name = ? AND date = ? AND webhook = ?"
    found = history.connection.execute(query, (name, date, webhook)).fetchone()
    return (str(found[0]), bytes(found[1])) if found else None


def next_deliveries(history: History, name: str = "", date: str = "") -> tuple[Delivery, ...]:
    """Return what is ``queued`` or ``sending``: of one edition, of one briefing, or all; the oldest edition first."""
    return tuple(one for one in list_deliveries(history, name, date) if one.state in ("queued", "sending"))


def list_deliveries(
    history: History, name: str = "", date: str = "", state: State | Literal[""] = ""
) -> tuple[Delivery, ...]:
    """Return the deliveries of an edition, a briefing or all, of one state or all, by date, name and address."""
    rows = history.connection.execute(_QUERY, (name, date, state)).fetchall()
    return tuple(Delivery(*row) for row in rows)


def mark_delivery(
    history: History, name: str, date: str, addresses: Sequence[str], state: State, why: str = "", webhook: str = ""
) -> None:
    """Mark an edition's letter to some addresses, all of them or none; it is on the disk afterwards.

    ``sending`` counts as a try. Raises SummarizerError when one of them is not in the queue, or has got it.
    """
    with transaction(history.connection):
        for address in addresses:
            changed = history.connection.execute(
                """UPDATE deliveries SET state = ?, error = ?, tries = tries + ?
                WHERE folded = ? AND letter = (SELECT id FROM letters WHERE name = ? AND date = ? AND webhook = ?)
                AND (state <> 'sent' OR ? = 'sent')""",
                (state, why, state == "sending", _fold(address), name, date, webhook, state),
            ).rowcount
            if not changed:
                raise SummarizerError(
                    f"the mail of {date} to {address} cannot become “{state}”: it is not queued, or sent",
                    where=history.path,
                )


def requeue(history: History, one: Delivery) -> None:
    """Queue anew what was refused or is in doubt. In doubt, that may send it twice: only the user can want it."""
    mark_delivery(history, one.name, one.date, (one.address,), "queued", webhook=one.webhook)


@dataclass(frozen=True, slots=True)
class StoredOutbox:
    """The queue of one letter for ``mail.send_edition``: of all addresses, or ``only`` of some."""

    history: History
    name: str
    date: str
    only: tuple[str, ...] = ()
    webhook: str = ""

    def known(self) -> tuple[Delivery, ...]:
        """Return its deliveries in whatever state."""
        wanted = set(map(_fold, self.only))
        found = [one for one in list_deliveries(self.history, self.name, self.date) if one.webhook == self.webhook]
        return tuple(one for one in found if not wanted or _fold(one.address) in wanted)

    def pending(self) -> tuple[Delivery, ...]:
        """Return what is still to be sent, and what a run was sending when it was ended."""
        return tuple(one for one in self.known() if one.state in ("queued", "sending"))

    def mark(self, addresses: Sequence[str], state: State, why: str = "") -> None:
        """Mark the letter to some addresses, all of them or none; see ``mark_delivery``."""
        mark_delivery(self.history, self.name, self.date, addresses, state, why, self.webhook)


def _fold(address: str) -> str:
    """Fold an address, so that it is one however it is written: no two mailboxes differ in case alone."""
    return address.strip().casefold()
