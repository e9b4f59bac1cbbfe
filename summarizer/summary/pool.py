"""The sentences to be ranked, as every method of ranking is handed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
if TYPE_CHECKING:
    from collections.abc import Sequence
if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Pool:
    """All that a method may look at.

    ``sentences`` are token lists, none of them empty, in an order that means nothing. ``title`` is
    the tokens of the story's title, if known; ``language`` a code such as ``en``; ``texts`` either
    empty or the sentences as they stand, in the same order.
    """

    sentences: Sequence[Sequence[str]]
    title: Sequence[str] = ()
    language: str = "en"
    texts: Sequence[str] = ()
