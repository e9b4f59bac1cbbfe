"""A queue that is forgotten with the process."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.storage.deliveries import Delivery, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class MemoryOutbox:
    """Keeps deliveries by address; ``tries`` counts how often each was put back."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self.deliveries = {address: Delivery(address) for address in addresses}

    def pending(self) -> tuple[Delivery, ...]:
        return tuple(one for one in self.deliveries.values() if one.state in ("queued", "sending"))

    def mark(self, addresses: Sequence[str], state: State, why: str = "") -> None:
        for address in addresses:
            before = self.deliveries[address]
            self.deliveries[address] = replace(before, state=state, why=why, tries=before.tries + (state == "queued"))
