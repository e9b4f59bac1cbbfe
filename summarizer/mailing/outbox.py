"""Who has got an edition and who has not: what the sender asks and tells the keeper of the queue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from summarizer.storage import Delivery, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Outbox(Protocol):
    """The queue of one edition. Each ``mark_…`` is on the disk when it returns, whatever happens next."""

    def pending(self) -> Sequence[Delivery]:
        """Give the deliveries that are ``queued`` or ``sending``, in a stable order."""

    def mark_sending(self, addresses: tuple[str, ...]) -> None:
        """Note that from now on these may have got it."""

    def mark_sent(self, addresses: tuple[str, ...]) -> None:
        """Note that these have got it."""

    def mark_refused(self, address: str, why: str) -> None:
        """Note that this one will never get it."""

    def mark_later(self, address: str, why: str) -> None:
        """Note that this one has certainly not got it, and put it back into the queue."""

    def mark_in_doubt(self, address: str, why: str) -> None:
        """Note that nobody can tell whether this one got it."""


class MemoryOutbox:
    """A queue that is forgotten with the process: for a mail that is sent once and kept nowhere.

    >>> outbox = MemoryOutbox(["ann@a.example", "bo@b.example"])
    >>> outbox.mark_sent(("ann@a.example",))
    >>> [delivery.address for delivery in outbox.pending()]
    ['bo@b.example']
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self.deliveries = {address: Delivery(address) for address in addresses}

    def pending(self) -> tuple[Delivery, ...]:
        """Give the deliveries that are ``queued`` or ``sending``."""
        return tuple(one for one in self.deliveries.values() if one.state in ("queued", "sending"))

    def mark_sending(self, addresses: tuple[str, ...]) -> None:
        """Note that from now on these may have got it."""
        for address in addresses:
            self._mark(address, "sending", "")

    def mark_sent(self, addresses: tuple[str, ...]) -> None:
        """Note that these have got it."""
        for address in addresses:
            self._mark(address, "sent", "")

    def mark_refused(self, address: str, why: str) -> None:
        """Note that this one will never get it."""
        self._mark(address, "refused", why)

    def mark_later(self, address: str, why: str) -> None:
        """Put this one back into the queue."""
        self._mark(address, "queued", why, 1)

    def mark_in_doubt(self, address: str, why: str) -> None:
        """Note that nobody can tell whether this one got it."""
        self._mark(address, "in_doubt", why)

    def _mark(self, address: str, state: State, why: str, tries: int = 0) -> None:
        before = self.deliveries[address]
        self.deliveries[address] = replace(before, state=state, why=why, tries=before.tries + tries)
