"""What the printed sentences tell already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.similarity import Vectors, compare, sum_rows, take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.35
#: The same for two sentences of one side in one section: a side says one thing in several outlets' words.
REDUNDANT_FROM_ONE_SIDE = 0.22
#: From this share of its weight on that one printed sentence holds, a sentence is contained in it.
CONTAINED = 0.6
#: The same for all printed sentences together, on a page of one; a long page holds most words of the story, so
#: that each further sentence raises it, up to the most.
CONTAINED_IN_ALL, CONTAINED_MORE, CONTAINED_AT_MOST = 0.6, 0.0025, 0.85


class Page:
    """All that is printed so far, and what that tells already; a search puts on and takes off often.

    ``sides`` names whose words a row gives, where that is known; rows of one side are compared more strictly.
    """

    def __init__(self, vectors: Vectors, sides: Mapping[int, str] = MappingProxyType({})) -> None:
        import numpy as np

        self._vectors = vectors
        self._sides = np.array([sides.get(row, "") for row in range(len(vectors))])
        self._told_by: dict[int, Flags] = {}
        self._printed: Counter[int] = Counter()
        self._tellers: NDArray[np.int32] = np.zeros(len(vectors), dtype=np.int32)
        self._terms: NDArray[np.int32] = np.zeros(vectors.width, dtype=np.int32)

    def tells(self, row: int) -> bool:
        """Tell whether a row is like a printed sentence, or contained in one or in all of them."""
        mine = take(self._vectors, [row])
        in_all = float((mine.values**2 * (self._terms[mine.indices] > 0)).sum())
        enough = min(CONTAINED_AT_MOST, CONTAINED_IN_ALL + CONTAINED_MORE * self._printed.total())
        return bool(self._tellers[row]) or in_all >= enough

    def add(self, row: int, times: int = 1) -> None:
        """Print a row, or take it off the page with ``times`` = -1."""
        self._printed[row] += times
        self._tellers += times * self._told(row)
        self._terms[take(self._vectors, [row]).indices] += times

    def turn_to(self, rows: Sequence[int]) -> Page:
        """Make the page hold just these rows, and give it."""
        wanted = Counter(rows)
        for row in (self._printed - wanted).elements():
            self.add(row, -1)
        for row in (wanted - self._printed).elements():
            self.add(row)
        return self

    def tell_each_other(self, row: int, other: int) -> bool:
        """Tell whether one row tells another, and the other it."""
        return bool(self._told(row)[other] and self._told(other)[row])

    def _told(self, row: int) -> Flags:
        if row not in self._told_by:
            self._told_by[row] = self._find_told(row)
        return self._told_by[row]

    def _find_told(self, row: int) -> Flags:
        """Find the rows that one row tells."""
        import numpy as np

        terms = np.zeros(self._vectors.width, dtype=np.float32)
        terms[take(self._vectors, [row]).indices] = 1.0
        contained = sum_rows(self._vectors.values**2 * terms[self._vectors.indices], self._vectors.starts)
        likeness = compare(self._vectors, [row])[0]
        told: Flags = (contained >= CONTAINED) | (likeness >= REDUNDANT)
        if side := self._sides[row]:
            told |= (self._sides == side) & (likeness >= REDUNDANT_FROM_ONE_SIDE)
        return told
