"""What each sentence would add to those chosen: kept up to date, not reckoned anew at every step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# So many sayings are added up anew as fast as only those that changed.
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of each sentence: row ``i`` has ``columns[starts[i]:starts[i + 1]]``; a weight for each column."""

    starts: Ints
    columns: Ints
    weights: Floats


class Gains:
    """The weight that each row would add to the chosen ones, times its factor: ``by_row``."""

    def __init__(self, concepts: Concepts, factors: Floats) -> None:
        import numpy as np

        self._np: Any = np
        self._concepts = concepts
        self._factors = factors
        self._free = concepts.weights.copy()
        self._new = np.ones(len(concepts.weights))
        self._filled = np.flatnonzero(np.diff(concepts.starts))
        self._taken: list[int] = []
        self.by_row = self._all = self._add_up()
        if len(concepts.columns) > _AT_ONCE:
            order = np.argsort(concepts.columns, kind="stable")
            self._rows = np.repeat(np.arange(len(concepts.starts) - 1), np.diff(concepts.starts))[order]
            self._ends = np.cumsum(np.bincount(concepts.columns, minlength=len(concepts.weights)))

    def value(self, rows: Iterable[int]) -> float:
        """Give the weight that some rows cover, each row's part times its factor."""
        total = 0.0
        touched = []
        for row in rows:
            mine = self._columns(row)
            total += float((self._concepts.weights[mine] * self._new[mine]).sum() * self._factors[row])
            self._new[mine] = 0.0
            touched.append(mine)
        for mine in touched:
            self._new[mine] = 1.0
        return total

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the chosen rows."""
        for row in self._taken:
            mine = self._columns(row)
            self._free[mine] = self._concepts.weights[mine]
        self._taken = []
        self.by_row = self._all.copy()
        for row in rows:
            self._take(row)
        self._reckon(rows)

    def take(self, row: int) -> None:
        """Choose one row more."""
        self._take(row)
        self._reckon([row])

    def _take(self, row: int) -> None:
        self._free[self._columns(row)] = 0.0
        self._taken.append(row)

    def _columns(self, row: int) -> Ints:
        starts = self._concepts.starts
        return self._concepts.columns[starts[row] : starts[row + 1]]

    def _reckon(self, rows: Sequence[int]) -> None:
        """Add up anew what shares a concept with the rows that were taken."""
        np = self._np
        if len(self._concepts.columns) <= _AT_ONCE:
            self.by_row = self._add_up() if rows else self.by_row
            return
        touched = [self._rows[slice(*self._ends[[column - 1, column]])] if column else self._rows[: self._ends[0]]
                   for row in rows for column in self._columns(row).tolist()]  # fmt: skip
        if not touched:
            return
        changed = np.zeros(len(self.by_row), dtype=bool)
        changed[np.concatenate(touched)] = True
        some = np.flatnonzero(changed)
        starts = self._concepts.starts
        lengths = (starts[1:] - starts[:-1])[some]
        ends = np.cumsum(lengths)
        entries = np.repeat(starts[some] - ends + lengths, lengths) + np.arange(ends[-1])
        parts = self._free[self._concepts.columns[entries]]
        self.by_row[some] = np.add.reduceat(parts, ends - lengths) * self._factors[some]

    def _add_up(self) -> Floats:
        gains: Floats = self._np.zeros(len(self._factors))
        if self._filled.size:
            parts = self._free[self._concepts.columns]
            gains[self._filled] = self._np.add.reduceat(parts, self._concepts.starts[self._filled])
        gains *= self._factors
        return gains
