"""What the printed sentences tell already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, take, transpose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.35
#: The same for two sentences of one side in one section, which says one thing in several outlets' words. Without it
#: the sample page tells one demand three times.
REDUNDANT_FROM_ONE_SIDE = 0.22
#: From this share of its weight on that all printed sentences hold together, a sentence tells nothing new: on a page
#: of one; a long page holds most words of the story, so that each further sentence raises it, up to the most.
CONTAINED, CONTAINED_MORE, CONTAINED_AT_MOST = 0.6, 0.0025, 0.85


class Page:
    """The rows that are printed so far, and what they tell already; a search puts on and takes off often.

    ``sides`` names whose words a row gives, where that is known; rows of one side are compared more strictly.
    """

    def __init__(self, vectors: Vectors, sides: Mapping[int, str] = MappingProxyType({})) -> None:
        import numpy as np

        self._vectors = vectors
        self._rows: set[int] = set()
        # How many printed rows are like each row, and have each term.
        self._like = np.zeros(len(vectors), dtype=np.int64)
        self._having = np.zeros(vectors.width, dtype=np.int64)
        by_term = transpose(vectors)
        numbers = {side: number for number, side in enumerate(sorted(set(sides.values())))}
        numbered = np.array([numbers[sides[row]] if sides.get(row) else -1 for row in range(len(vectors))])

        def find_repeated(row: int) -> Flags:
            likeness = measure_likeness(vectors, by_term, row)
            is_same_side = (numbered == numbered[row]) & (numbered >= 0)
            least = np.where(is_same_side, REDUNDANT_FROM_ONE_SIDE, REDUNDANT)
            return np.greater_equal(likeness, least)

        self._find_like = cache(find_repeated)

    def tells(self, row: int) -> bool:
        """Return whether a row is like a printed one, or contained in all of them together."""
        if self._like[row]:
            return True
        entries = self._vectors.find_entries(row)
        is_printed = self._having[self._vectors.indices[entries]] > 0
        contained = float((self._vectors.values[entries] ** 2 * is_printed).sum())
        return contained >= min(CONTAINED_AT_MOST, CONTAINED + CONTAINED_MORE * len(self._rows))

    def find_repeated(self) -> Flags:
        """Flag the rows that are like a printed one."""
        flags: Flags = self._like > 0
        return flags

    def add(self, row: int) -> None:
        """Print a row."""
        self._rows.add(row)
        self._count(row, 1)

    def turn_to(self, rows: Sequence[int]) -> Page:
        """Make the page hold just these rows, and return it."""
        wanted = set(rows)
        for row in self._rows - wanted:
            self._count(row, -1)
        for row in wanted - self._rows:
            self._count(row, 1)
        self._rows = wanted
        return self

    def _count(self, row: int, times: int) -> None:
        self._like += times * self._find_like(row)
        self._having[self._vectors.indices[self._vectors.find_entries(row)]] += times


def measure_likeness(vectors: Vectors, by_term: Vectors, row: int) -> NDArray[np.float64]:
    """Return the cosine of each row with a row.

    Looked at are the lists of the row's terms, ``by_term``: a story is too long to look at all rows.
    """
    import numpy as np

    entries = vectors.find_entries(row)
    lists = take(by_term, vectors.indices[entries])
    own = np.repeat(vectors.values[entries], np.diff(lists.starts))
    likeness = np.bincount(lists.indices, lists.values * own, minlength=len(vectors))
    return likeness.astype(np.float64)
