"""How much each sentence would add to a page: the weight of all concepts that the page does not hold yet.

Counting a concept once however often the page says it makes the sum of the weights of all concepts
covered a measure of a whole page, not of single sentences (Filatova & Hatzivassiloglou 2004; Gillick &
Favre 2009, "A Scalable Global Model for Summarization", with bigrams). The sum is monotone and
submodular, so that taking the sentence of the greatest gain for its price is nearly as good as the best
set (Lin & Bilmes 2010, with the price's exponent).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import sum_rows, take, transpose
from summarizer.summary.concepts import Concepts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class FixedGains:
    """The gains of sentences that are ranked: each its own weight, whatever else is chosen."""

    def __init__(self, factors: Floats) -> None:
        self.by_row = factors

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the chosen rows."""

    def add(self, row: int) -> None:
        """Choose one row more."""

    def measure_in_turn(self, rows: Sequence[int]) -> list[float]:
        """Return the gain of each of some rows beside those before it."""
        return [float(self.by_row[row]) for row in rows]


class CoverageGains(FixedGains):
    """The weight of the concepts that each row would add to the chosen ones, times its factor: ``by_row``."""

    def __init__(self, concepts: Concepts, factors: Floats) -> None:
        import numpy as np

        mentions = concepts.mentions
        super().__init__(sum_rows(concepts.weights[mentions.indices], mentions.starts) * factors)
        self._concepts = concepts
        self._factors = factors
        self._mentioning = transpose(mentions)
        self._covered = np.zeros(mentions.width, dtype=bool)
        self._all = self.by_row

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the chosen rows."""
        self._covered[:] = False
        self._covered[take(self._concepts.mentions, rows).indices] = True
        self.by_row = self._all
        self._take_away(self._covered.nonzero()[0])

    def add(self, row: int) -> None:
        """Choose one row more."""
        mentions = self._concepts.mentions
        columns = mentions.indices[mentions.find_entries(row)]
        new = columns[~self._covered[columns]]
        self._covered[new] = True
        self._take_away(new)

    def measure_in_turn(self, rows: Sequence[int]) -> list[float]:
        """Return the gain of each of some rows beside those before it."""
        mentions, open_weights = self._concepts.mentions, self._concepts.weights.copy()
        found: list[float] = []
        for row in rows:
            columns = mentions.indices[mentions.find_entries(row)]
            found.append(float(open_weights[columns].sum() * self._factors[row]))
            open_weights[columns] = 0.0
        return found

    def _take_away(self, columns: Ints) -> None:
        """Take the weight of concepts away from all rows that mention them."""
        import numpy as np

        rows = take(self._mentioning, columns)
        weights = np.repeat(self._concepts.weights[columns], np.diff(rows.starts))
        self.by_row = self.by_row - np.bincount(rows.indices, weights, minlength=len(self._all)) * self._factors
