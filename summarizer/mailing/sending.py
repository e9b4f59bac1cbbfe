"""An edition → everyone in its queue who has not got it yet: never twice, never lost.

The queue is told each outcome at the moment when it is certain; what the process does not live to tell can be
concluded from the queue alone when it is opened again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.mailing.letters import Letter, TransportError, UnreachableError
from summarizer.mailing.message import address_to, is_for_each, read_headers
from summarizer.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.mailing.letters import Outcome, Transport
    from summarizer.mailing.outbox import Outbox

Report = Callable[[str], None]

#: What is said of who was being sent to when an earlier run ended.
CUT_OFF = "an earlier run ended between the end of the mail and the server's answer"


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that did not get the edition, or perhaps did, and why."""

    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one edition's deliveries in this run.

    ``refused`` will not be tried again, ``later`` are still queued, ``in_doubt`` are not sent to again unless asked.
    """

    sent: tuple[str, ...] = ()
    refused: tuple[Failure, ...] = ()
    later: tuple[Failure, ...] = ()
    in_doubt: tuple[Failure, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the user should know of: one problem for each address that is not known to have got it."""
        return (
            *(Problem(one.address, f"refused: {one.why}") for one in self.refused),
            *(Problem(one.address, f"not sent yet, still queued: {one.why}") for one in self.later),
            *(Problem(one.address, f"in doubt, not sent again unless asked: {one.why}") for one in self.in_doubt),
        )


def send_edition(
    message: bytes,
    outbox: Outbox,
    transport: Transport,
    report: Report = lambda line: None,
    sleep: Callable[[float], None] = time.sleep,
    pauses: Sequence[float] = (5.0, 20.0, 60.0),
) -> Sent:
    """Send a message to all in the outbox that wait for it.

    Temporary failures are tried again after each of ``pauses`` (seconds); a round in which somebody more got the
    mail costs no pause's turn. What then is left stays queued. ``report`` is told each outcome as a line of text.
    """
    ledger = _Ledger(outbox, report)
    waiting = _take_up(outbox, transport, ledger)
    left = list(pauses)
    while waiting:
        lasting = _send_round(message, waiting, transport, ledger)
        before, waiting = waiting, tuple(address for address in waiting if address in ledger.later)
        stuck = len(waiting) == len(before)
        if not waiting or lasting or (stuck and not left):
            break
        sleep((left.pop(0) if stuck else left[0]) if left else 0)
    return ledger.result()


def _take_up(outbox: Outbox, transport: Transport, ledger: _Ledger) -> tuple[str, ...]:
    """Give who is to be sent to, and note of whom an earlier run left it open."""
    waiting = []
    for delivery in outbox.pending():
        if delivery.state == "sending" and not transport.repeatable:
            ledger.tell("in_doubt", (delivery.address,), CUT_OFF)
        else:
            waiting.append(delivery.address)
    return tuple(waiting)


def _send_round(message: bytes, waiting: tuple[str, ...], transport: Transport, ledger: _Ledger) -> bool:
    """Try each letter once; tell whether trying again is in vain."""
    ledger.begin(waiting)
    try:
        for letter in _write_letters(message, waiting):
            transport.deliver(letter, ledger.tell)
    except TransportError as error:
        for address in ledger.open:
            ledger.tell("later", (address,), str(error))
        return not isinstance(error, UnreachableError)
    return False


def _write_letters(message: bytes, waiting: tuple[str, ...]) -> Iterator[Letter]:
    headers = read_headers(message)
    sender = headers["From"].addresses[0].addr_spec
    key = sha256(str(headers["Message-ID"]).encode()).hexdigest()[:32]
    if not is_for_each(message):
        yield Letter(sender, waiting, message, key)
        return
    for address in waiting:
        own = sha256(f"{key} {address}".encode()).hexdigest()[:32]
        yield Letter(sender, (address,), address_to(message, address), own)


@dataclass(slots=True)
class _Ledger:
    """Passes outcomes on to the outbox, and keeps the last of each address."""

    outbox: Outbox
    report: Report
    outcomes: dict[str, tuple[Outcome, str]] = field(default_factory=dict)
    open: tuple[str, ...] = ()

    @property
    def later(self) -> frozenset[str]:
        return frozenset(address for address, (outcome, _) in self.outcomes.items() if outcome == "later")

    def begin(self, waiting: tuple[str, ...]) -> None:
        self.open = waiting

    def tell(self, outcome: Outcome, addresses: tuple[str, ...], why: str) -> None:
        # Whatever goes wrong from here on, nobody may say of these that they have certainly not got it.
        self.open = tuple(address for address in self.open if address not in addresses)
        # The outbox first: a report to a terminal that is gone must not keep the truth from the disk.
        if outcome == "sending":
            self.outbox.mark_sending(addresses)
            return
        if outcome == "sent":
            self.outbox.mark_sent(addresses)
        mark = {
            "refused": self.outbox.mark_refused,
            "later": self.outbox.mark_later,
            "in_doubt": self.outbox.mark_in_doubt,
        }
        for address in addresses:
            if outcome != "sent":
                mark[outcome](address, why)
            self.outcomes[address] = (outcome, why)
        for address in addresses:
            self.report(f"{address}: {_spoken(outcome)}{f': {why}' if why else ''}")

    def result(self) -> Sent:
        def failures(outcome: Outcome) -> tuple[Failure, ...]:
            return tuple(Failure(address, why) for address, (told, why) in self.outcomes.items() if told == outcome)

        sent = tuple(address for address, (told, _) in self.outcomes.items() if told == "sent")
        return Sent(sent, failures("refused"), failures("later"), failures("in_doubt"))


def _spoken(outcome: Outcome) -> str:
    return {"later": "not yet", "in_doubt": "in doubt"}.get(outcome, outcome)
