"""What the printed sentences tell already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, compare, sum_rows, take

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
_SURE = 1e-3


class Page:
    """All that is printed so far, and what that tells already; a search puts on and takes off often.

    ``sides`` names whose words a row gives, where that is known; rows of one side are compared more strictly.
    """

    def __init__(self, vectors: Vectors, sides: Mapping[int, str] = MappingProxyType({})) -> None:
        import numpy as np

        self._vectors = vectors
        numbers: dict[str, int] = {"": 0}
        named = [numbers.setdefault(sides.get(row, ""), len(numbers)) for row in range(len(vectors))]
        self._sides = np.array(named, dtype=np.int64)
        self._told_by: dict[int, Flags] = {}
        self._printed: set[int] = set()
        self._turned_to: tuple[int, ...] = ()
        self._order = np.argsort(vectors.indices, kind="stable")
        self._rows = np.repeat(np.arange(len(vectors)), np.diff(vectors.starts))[self._order]
        self._ends = np.cumsum(np.bincount(vectors.indices, minlength=vectors.width))
        self._tellers: NDArray[np.int32] = np.zeros(len(vectors), dtype=np.int32)
        self._terms: NDArray[np.int32] = np.zeros(vectors.width, dtype=np.int32)

    def tells(self, row: int) -> bool:
        """Tell whether a row is like a printed sentence, or contained in one or in all of them."""
        if self._tellers[row]:
            return True
        mine = self._words(row)
        printed = self._terms[self._vectors.indices[mine]] > 0
        in_all = float((self._vectors.values[mine] ** 2 * printed).sum())
        return in_all >= min(CONTAINED_AT_MOST, CONTAINED_IN_ALL + CONTAINED_MORE * len(self._printed))

    def add(self, row: int, times: int = 1) -> None:
        """Print a row, or take it off the page with ``times`` = -1."""
        self._turned_to = ()
        (self._printed.add if times > 0 else self._printed.discard)(row)
        self._tellers += times * self._told(row)
        self._terms[self._vectors.indices[self._words(row)]] += times

    def turn_to(self, rows: Sequence[int]) -> Page:
        """Make the page hold just these rows, and give it."""
        if rows and self._turned_to == tuple(rows):
            return self
        wanted = set(rows)
        for row in self._printed - wanted:
            self.add(row, -1)
        for row in wanted - self._printed:
            self.add(row)
        self._turned_to = tuple(rows)
        return self

    def told(self) -> Flags:
        """Flag the rows that are like a printed sentence or contained in one."""
        flags: Flags = self._tellers > 0
        return flags

    def told_by(self, row: int) -> list[int]:
        """Give the rows that one row tells, ascending."""
        return [int(other) for other in self._told(row).nonzero()[0]]

    def tell_each_other(self, row: int, other: int) -> bool:
        """Tell whether one row tells another, and the other it."""
        return bool(self._told(row)[other] and self._told(other)[row])

    def _words(self, row: int) -> slice:
        """Tell where a row's words stand among those of all."""
        starts = self._vectors.starts
        return slice(starts[row], starts[row + 1])

    def _told(self, row: int) -> Flags:
        if row not in self._told_by:
            self._told_by[row] = self._find_told(row)
        return self._told_by[row]

    def _find_told(self, row: int) -> Flags:
        """Find the rows that one row tells."""
        import numpy as np

        near = self._find_near(row)
        some = take(self._vectors, near.tolist())
        terms = np.zeros(self._vectors.width, dtype=np.float32)
        terms[take(self._vectors, [row]).indices] = 1.0
        contained = sum_rows(some.values**2 * terms[some.indices], some.starts)
        likeness = compare(self._vectors, [row], near.tolist())[0]
        tells = (contained >= CONTAINED) | (likeness >= REDUNDANT)
        if side := self._sides[row]:
            tells |= (self._sides[near] == side) & (likeness >= REDUNDANT_FROM_ONE_SIDE)
        told: Flags = np.zeros(len(self._vectors), dtype=bool)
        told[near[tells]] = True
        return told

    def _find_near(self, row: int) -> NDArray[np.int64]:
        """Find the rows that one row may tell, by the lists of its words: a story is too long to look at all."""
        import numpy as np

        mine = take(self._vectors, [row])
        if not len(mine.indices):
            return np.zeros(0, dtype=np.int64)
        lists = [slice(self._ends[term - 1] if term else 0, self._ends[term]) for term in mine.indices.tolist()]
        rows = np.concatenate([self._rows[stretch] for stretch in lists])
        theirs = self._vectors.values[np.concatenate([self._order[stretch] for stretch in lists])].astype(np.float64)
        own = np.repeat(mine.values, [stretch.stop - stretch.start for stretch in lists])
        likeness = np.bincount(rows, theirs * own, minlength=len(self._vectors))
        contained = np.bincount(rows, theirs**2, minlength=len(self._vectors))
        return np.flatnonzero((likeness >= REDUNDANT_FROM_ONE_SIDE - _SURE) | (contained >= CONTAINED - _SURE))
