"""A letter sent to everyone in its queue who has not got it yet: never twice, never lost.

The queue is told each outcome at the moment when it is certain; what the process does not live to tell can be
concluded from the queue alone when it is opened again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.errors import SummarizerError
from summarizer.mail.message import Letter, Transport, TransportError, UnreachableError, write_letters
from summarizer.model import Problem
from summarizer.storage.deliveries import Delivery, State

Report = Callable[[str], None]
#: Makes of what is kept in the queue the letters to some addresses.
WriteLetters = Callable[[bytes, tuple[str, ...]], Iterable[Letter]]

#: What is said of the addresses that were being sent to when an earlier run ended.
CUT_OFF = "an earlier run ended between the last of it and the server's answer"

_SPOKEN = {"queued": "not yet", "in_doubt": "in doubt"}


class Outbox(Protocol):
    """The queue of one letter; ``storage.StoredOutbox`` is one."""

    def pending(self) -> Sequence[Delivery]:
        """Return the deliveries that are ``queued`` or ``sending``, in a stable order."""

    def mark(self, addresses: Sequence[str], state: State, why: str = "") -> None:
        """Note the state of some addresses; it is on the disk when this returns, whatever happens next."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An address that did not get the edition, or perhaps did, and why."""

    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one edition's deliveries in this run.

    ``refused`` will not be tried again, ``later`` are still queued, ``in_doubt`` are not sent to again unless asked.
    """

    sent: tuple[str, ...] = ()
    refused: tuple[Undelivered, ...] = ()
    later: tuple[Undelivered, ...] = ()
    in_doubt: tuple[Undelivered, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the user should know of: one problem for each address that is not known to have got it."""
        kinds = {
            "refused": self.refused,
            "not sent yet, still queued": self.later,
            "in doubt, not sent again unless asked": self.in_doubt,
        }
        found: list[Problem] = []
        for kind, failures in kinds.items():
            found += [Problem(one.address, f"{kind}: {one.why}") for one in failures]
        return tuple(found)


def send_edition(
    message: bytes,
    outbox: Outbox,
    transport: Transport,
    report: Report = lambda line: None,
    sleep: Callable[[float], None] = time.sleep,
    pauses: Sequence[float] = (5.0, 20.0, 60.0),
    write: WriteLetters = write_letters,
) -> Sent:
    """Send a message to all in the outbox that wait for it, in the letters that ``write`` makes of it.

    Temporary failures are tried again after each of ``pauses`` (seconds); after a round in which somebody more got
    the mail, the same pause is kept again. What is left after the last one stays queued. ``report`` is called with
    each outcome as a line of text.
    """
    run = _Run(outbox, report)
    waiting: tuple[str, ...] = ()
    for delivery in outbox.pending():
        if delivery.state == "sending" and not transport.repeatable:
            run.tell("in_doubt", (delivery.address,), CUT_OFF)
        else:
            waiting += (delivery.address,)
    left = list(pauses)
    while waiting:
        again = _send_round(write(message, waiting), waiting, transport, run)
        is_stuck = len(again) == len(waiting)
        if not again or (is_stuck and not left):
            break
        sleep(left[0] if left else 0)
        if is_stuck:
            left.pop(0)
        waiting = again
    sent = tuple(one.address for one in run.find("sent"))
    return Sent(sent, run.find("refused"), run.find("queued"), run.find("in_doubt"))


def _send_round(
    letters: Iterable[Letter], waiting: tuple[str, ...], transport: Transport, run: _Run
) -> tuple[str, ...]:
    """Try each letter once. Return the addresses that are worth another try."""
    run.open = waiting
    try:
        for letter in letters:
            transport.deliver(letter, run.tell)
    except TransportError as error:
        for address in run.open:
            run.tell("queued", (address,), str(error))
        if not isinstance(error, UnreachableError):
            return ()
    queued = {one.address for one in run.find("queued")}
    return tuple(address for address in waiting if address in queued)


class _Run:
    """Passes outcomes on to the outbox, and keeps the last of each address."""

    def __init__(self, outbox: Outbox, report: Report) -> None:
        self._outbox, self._report = outbox, report
        self._outcomes: dict[str, tuple[State, str]] = {}
        #: The addresses of this round of which nothing is known yet.
        self.open: tuple[str, ...] = ()

    def tell(self, state: State, addresses: tuple[str, ...], why: str) -> None:
        """Note an outcome in the outbox, then report it."""
        # Whatever goes wrong from here on, nobody may say of these that they have certainly not got it.
        self.open = tuple(address for address in self.open if address not in addresses)
        # The outbox first: a report to a terminal that is gone must not keep the truth from the disk.
        try:
            self._outbox.mark(addresses, state, why)
        except OSError as error:
            # Not to be taken for one of the connection.
            raise SummarizerError("the queue cannot be written") from error
        if state == "sending":
            return
        self._outcomes |= dict.fromkeys(addresses, (state, why))
        reason = f": {why}" if why else ""
        for address in addresses:
            self._report(f"{address}: {_SPOKEN.get(state, state)}{reason}")

    def find(self, wanted: State) -> tuple[Undelivered, ...]:
        """Return the addresses whose last outcome is of one state, in the order of their first."""
        return tuple(Undelivered(address, why) for address, (state, why) in self._outcomes.items() if state == wanted)
