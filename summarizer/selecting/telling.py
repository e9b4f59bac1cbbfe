"""What the printed sentences tell already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.similarity import Vectors, compare, sum_rows, take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.35
#: From this share of its weight on that one printed sentence holds, a sentence is contained in it.
CONTAINED = 0.6
#: The same for all printed sentences together: on a long page they hold most words of the story.
CONTAINED_IN_ALL = 0.85


class Told:
    """All that is printed so far, as vectors: redundancy is checked against the whole page."""

    def __init__(self, vectors: Vectors) -> None:
        import numpy as np

        self._vectors = vectors
        self._nearest: NDArray[np.float32] = np.zeros(len(vectors), dtype=np.float32)
        self._contained: NDArray[np.float32] = np.zeros(len(vectors), dtype=np.float32)
        self._terms: NDArray[np.float32] = np.zeros(vectors.width, dtype=np.float32)

    def tells(self, row: int) -> bool:
        """Tell whether a row is like a printed sentence, or contained in one or in all of them."""
        mine = take(self._vectors, [row])
        in_all = float((mine.values**2 * self._terms[mine.indices]).sum())
        return bool(self._nearest[row] >= REDUNDANT or self._contained[row] >= CONTAINED) or in_all >= CONTAINED_IN_ALL

    def add(self, row: int) -> None:
        """Print a row."""
        import numpy as np

        terms = np.zeros(self._vectors.width, dtype=np.float32)
        terms[take(self._vectors, [row]).indices] = 1.0
        squares = self._vectors.values**2 * terms[self._vectors.indices]
        self._contained = np.maximum(self._contained, sum_rows(squares, self._vectors.starts))
        self._nearest = np.maximum(self._nearest, compare(self._vectors, [row])[0])
        self._terms = np.maximum(self._terms, terms)
