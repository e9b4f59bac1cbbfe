"""A letter, and what a way out for letters is.

A transport delivers one letter at a time and tells what becomes of each address at the moment when it is certain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from summarizer.errors import DeliveryError

#: ``sending``: told just before the point of no return. Then ``sent``, ``refused`` (for good), ``later`` (certainly
#: not delivered, may be tried again) or ``in_doubt`` (nobody can tell).
Outcome = Literal["sending", "sent", "refused", "later", "in_doubt"]
Tell = Callable[[Outcome, tuple[str, ...], str], None]


class TransportError(DeliveryError):
    """A letter cannot be handed over, and it is nobody's fault among its recipients."""


class UnreachableError(TransportError):
    """The server cannot be reached at this moment; trying again may help."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in its envelope. ``key`` is the same for the same edition and the same reader or readers."""

    sender: str
    recipients: tuple[str, ...]
    message: bytes
    key: str


class Transport(Protocol):
    """A way out. ``repeatable`` when delivering the same letter twice leaves one."""

    repeatable: bool

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Deliver a letter and tell the outcome for each of its recipients.

        Raises UnreachableError, or TransportError for what only the user can mend. In both cases, who was not told of
        has certainly not got the letter.
        """

    def check(self) -> str:
        """Go as far as is possible without sending anything, and say what was found. Raises as ``deliver``."""

    def close(self) -> None:
        """Take leave."""
