"""What the printed sentences tell already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.similarity import Vectors, compare, take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.5
#: From this share of its weight on that the printed sentences hold together, a sentence is contained in them.
CONTAINED = 0.7


class Told:
    """All that is printed so far, as vectors: redundancy is checked against the whole page."""

    def __init__(self, vectors: Vectors) -> None:
        import numpy as np

        self._vectors = vectors
        self._nearest: NDArray[np.float32] = np.zeros(len(vectors), dtype=np.float32)
        self._terms: NDArray[np.float32] = np.zeros(vectors.width, dtype=np.float32)

    def tells(self, row: int) -> bool:
        """Tell whether a row is like one printed sentence, or contained in all of them together."""
        mine = take(self._vectors, [row])
        covered = float((mine.values**2 * self._terms[mine.indices]).sum())
        return bool(self._nearest[row] >= REDUNDANT) or covered >= CONTAINED

    def add(self, row: int) -> None:
        """Print a row."""
        import numpy as np

        self._nearest = np.maximum(self._nearest, compare(self._vectors, [row])[0])
        self._terms[take(self._vectors, [row]).indices] = 1.0
