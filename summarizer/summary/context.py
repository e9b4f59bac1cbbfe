"""What the page tells, and so what a sentence may take as known: "the package" leans on a line that told which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.analysis.context_dependence import Need

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_NOWHERE = 1_000_000_000


class Context:
    """By what each row's worth is multiplied for what it takes as known: 1 where a printed line tells it before.

    That is one of an earlier section, or of the same, where lines are put in such an order. ``words`` are those of the
    glosses that each row would have, ``spent`` those that the printed rows have.

    Args:
        sections: the number of each row's section, in the order of the page.
        needs: what each row takes as known.
        gives: of what each row tells.
    """

    def __init__(
        self, sections: Ints, needs: Mapping[int, Mapping[str, Need]], gives: Mapping[int, frozenset[str]]
    ) -> None:
        import numpy as np

        self._sections = sections.tolist()
        self._needs = needs
        self._needing: dict[str, list[int]] = {}
        self._alone, self._all_words = np.ones(len(sections)), np.zeros(len(sections))
        for row, of_row in needs.items():
            for thing, need in of_row.items():
                self._needing.setdefault(thing, []).append(row)
                self._alone[row] *= need.left
                self._all_words[row] += need.words
        self._gives = {row: sorted(things.intersection(self._needing)) for row, things in gives.items()}
        self.factors: Floats = self._alone.copy()
        self.words: Floats = self._all_words.copy()
        self.spent = 0.0
        self._first: dict[str, int] = {}

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the printed rows."""
        self.factors[:], self.words[:] = self._alone, self._all_words
        self.spent = 0.0
        self._first.clear()
        for row in rows:
            self.add(row)

    def add(self, row: int) -> None:
        """Print one row more."""
        self.spent += float(self.words[row])
        section = self._sections[row]
        for thing in self._gives[row]:
            before = self._first.get(thing, _NOWHERE)
            if section < before:
                self._first[thing] = section
                for other in self._needing[thing]:
                    if section <= self._sections[other] < before:
                        need = self._needs[other][thing]
                        self.factors[other] /= need.left
                        self.words[other] -= need.words

    def measure(self, rows: Sequence[int]) -> list[float]:
        """Return by what the worth of each of some rows is multiplied, beside all of them."""
        first: dict[str, int] = {}
        for row in rows:
            for thing in self._gives[row]:
                first[thing] = min(self._sections[row], first.get(thing, _NOWHERE))
        found: list[float] = []
        for row in rows:
            factor = 1.0
            for thing, need in self._needs[row].items():
                if first.get(thing, _NOWHERE) > self._sections[row]:
                    factor *= need.left
            found.append(factor)
        return found
