"""How much of a sentence's worth is left beside those that are printed: it fades with its likeness to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, take, transpose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: What is left of a worth is 1 less the likeness, to the power of this.
FADING = 3.0
#: From this likeness to a printed sentence on, a sentence tells hardly anything else.
TOLD_FROM = 0.35
#: From this one on, it is the same and never printed.
SAME_FROM = 0.5


class Redundancy:
    """The likeness of each row to the likest of the printed ones: ``likeness``.

    Likeness is the cosine of the vectors. ``apart`` are the rows from which each differs in a fact, however alike they
    are: to those it is not like at all.
    """

    def __init__(self, vectors: Vectors, apart: Mapping[int, Collection[int]] = MappingProxyType({})) -> None:
        import numpy as np

        self._vectors = vectors
        self._by_term = transpose(vectors)
        self._apart = apart
        self._known: dict[int, Floats] = {}
        self.likeness: Floats = np.zeros(len(vectors))

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the printed rows."""
        import numpy as np

        self.likeness = np.zeros(len(self._vectors))
        for row in rows:
            self.add(row)

    def add(self, row: int) -> None:
        """Print one row more."""
        import numpy as np

        self.likeness = np.maximum(self.likeness, self.compare(row))

    def compare(self, row: int) -> Floats:
        """Return the likeness of all rows to one."""
        import numpy as np

        if row not in self._known:
            # A story is too long to look at all rows: only at the lists of the row's terms.
            entries = self._vectors.find_entries(row)
            lists = take(self._by_term, self._vectors.indices[entries])
            own = np.repeat(self._vectors.values[entries], np.diff(lists.starts))
            likeness = np.bincount(lists.indices, lists.values * own, minlength=len(self._vectors))
            likeness[list(self._apart.get(row, ()))] = 0.0
            self._known[row] = np.minimum(likeness, 1.0)
        return self._known[row]


def fade(likeness: Floats) -> Floats:
    """Return which part of each worth is left at a likeness: none where it is the same.

    >>> import numpy as np
    >>> fade(np.array([0.0, 0.2, 0.5])).round(3).tolist()
    [1.0, 0.512, 0.0]
    """
    left: Floats = (1.0 - likeness) ** FADING * (likeness < SAME_FROM)
    return left
