"""The queue of mail: what is to be sent to whom, and what became of it. Each mark is on the disk before the next step.

An edition has one mail, and an address is in its queue once, however it is written. From ``sent`` no way leads back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import SummarizerError
from summarizer.history.opening import History
from summarizer.history.transacting import transaction
from summarizer.mailing.outbox import Delivery, State

_QUERY = """SELECT address, state, tries, error, name, date, message_id FROM deliveries JOIN mails ON mail = id
    WHERE ? IN ('', name) AND ? IN ('', date) AND ? IN ('', state) ORDER BY date, name, folded"""


def queue_mail(
    history: History, name: str, date: str, message_id: str, message: bytes, addresses: Sequence[str]
) -> tuple[str, ...]:
    """Queue an edition's mail; give the addresses that were not in its queue, in their order.

    Who is in it already keeps his state. A mail that is queued again takes the place of the one before, as
    long as nobody has got that.
    """
    with transaction(history.connection):
        mail, begun = _find_mail(history, name, date)
        if mail is None:
            row = (name, date, message_id, message)
            cursor = history.connection.execute(
                "INSERT INTO mails (name, date, message_id, message) VALUES (?, ?, ?, ?)", row
            )
            mail = cursor.lastrowid
        elif not begun:
            history.connection.execute(
                "UPDATE mails SET message_id = ?, message = ? WHERE id = ?", (message_id, message, mail)
            )
        return tuple(address for address in addresses if _queue(history, mail, address))


def find_mail(history: History, name: str, date: str) -> tuple[str, bytes] | None:
    """Give the Message-ID and the bytes of an edition's mail, if it has one."""
    query = "SELECT message_id, message FROM mails WHERE name = ? AND date = ?"
    found = history.connection.execute(query, (name, date)).fetchone()
    return (str(found[0]), bytes(found[1])) if found else None


def next_deliveries(history: History, name: str = "", date: str = "") -> tuple[Delivery, ...]:
    """Give what is ``queued`` or ``sending``: of one edition, of one briefing, or all; the oldest edition first."""
    return tuple(one for one in list_deliveries(history, name, date) if one.state in ("queued", "sending"))


def list_deliveries(
    history: History, name: str = "", date: str = "", state: State | Literal[""] = ""
) -> tuple[Delivery, ...]:
    """Give the deliveries of an edition, a briefing or all, of one state or all, by date, name and address."""
    rows = history.connection.execute(_QUERY, (name, date, state)).fetchall()
    return tuple(Delivery(*row) for row in rows)


def mark_delivery(
    history: History, name: str, date: str, addresses: Sequence[str], state: State, why: str = ""
) -> None:
    """Mark the mail of an edition to some addresses, all of them or none; it is on the disk afterwards.

    ``sending`` counts as a try. Raises SummarizerError when one of them is not in the queue, or has got it.
    """
    with transaction(history.connection):
        for address in addresses:
            changed = history.connection.execute(
                """UPDATE deliveries SET state = ?, error = ?, tries = tries + ?
                WHERE folded = ? AND mail = (SELECT id FROM mails WHERE name = ? AND date = ?)
                AND (state <> 'sent' OR ? = 'sent')""",
                (state, why, state == "sending", _fold(address), name, date, state),
            ).rowcount
            if not changed:
                raise SummarizerError(
                    f"the mail of {date} to {address} cannot become “{state}”: it is not queued, or sent",
                    where=history.path,
                )


def requeue(history: History, name: str, date: str, addresses: Sequence[str]) -> None:
    """Queue what was refused or is in doubt anew. In doubt, that may send it twice: only the user can want it."""
    mark_delivery(history, name, date, addresses, "queued")


@dataclass(frozen=True, slots=True)
class StoredOutbox:
    """The queue of one edition's mail, as who sends it sees it: of all, or of ``only`` some addresses."""

    history: History
    name: str
    date: str
    only: tuple[str, ...] = ()

    def pending(self) -> tuple[Delivery, ...]:
        """Give what is still to be sent, and what a run was sending when it was ended."""
        wanted = set(map(_fold, self.only))
        found = next_deliveries(self.history, self.name, self.date)
        return tuple(one for one in found if not wanted or _fold(one.address) in wanted)

    def mark_sending(self, addresses: Sequence[str]) -> None:
        """Mark before the point from which on a mail may arrive."""
        mark_delivery(self.history, self.name, self.date, addresses, "sending")

    def mark_sent(self, addresses: Sequence[str]) -> None:
        """Mark what the server has taken."""
        mark_delivery(self.history, self.name, self.date, addresses, "sent")

    def mark_refused(self, address: str, why: str) -> None:
        """Mark what the server will never take."""
        mark_delivery(self.history, self.name, self.date, [address], "refused", why)

    def mark_later(self, address: str, why: str) -> None:
        """Leave in the queue what could not be sent now."""
        mark_delivery(self.history, self.name, self.date, [address], "queued", why)

    def mark_in_doubt(self, address: str, why: str) -> None:
        """Mark what may have been taken, or not."""
        mark_delivery(self.history, self.name, self.date, [address], "in_doubt", why)


def _find_mail(history: History, name: str, date: str) -> tuple[int | None, bool]:
    """Give the number of an edition's mail, and whether anybody has got it or may have."""
    found = history.connection.execute(
        """SELECT id, EXISTS (SELECT 1 FROM deliveries WHERE mail = id AND state NOT IN ('queued', 'refused'))
        FROM mails WHERE name = ? AND date = ?""",
        (name, date),
    ).fetchone()
    return (int(found[0]), bool(found[1])) if found else (None, False)


def _queue(history: History, mail: int | None, address: str) -> bool:
    return (
        history.connection.execute(
            "INSERT INTO deliveries (mail, folded, address, state) VALUES (?, ?, ?, 'queued') ON CONFLICT DO NOTHING",
            (mail, _fold(address), address),
        ).rowcount
        > 0
    )


def _fold(address: str) -> str:
    """Fold an address, so that it is one however it is written: no two mailboxes differ in case alone."""
    return address.strip().casefold()
