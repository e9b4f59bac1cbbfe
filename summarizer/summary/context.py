"""What the page tells, and so what a sentence may take as known: "the package" leans on a line that told which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
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
        for row, of_row in needs.items():
            for thing in of_row:
                self._needing.setdefault(thing, []).append(row)
        # What each row tells of, and in which section.
        self._gives = {
            row: {thing: self._sections[row] for thing in things if thing in self._needing}
            for row, things in gives.items()
        }
        self._first: dict[str, int] = {}
        self.factors: Floats = np.ones(len(sections))
        self.words: Floats = np.zeros(len(sections))
        self.spent = 0.0
        self._weigh(self._needing)

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the printed rows."""
        before, self._first, self.spent = self._first, {}, 0.0
        for row in sorted(rows, key=self._sections.__getitem__, reverse=True):
            self._first.update(self._gives[row])
        # Of two pages nearly all is alike: only what differs is weighed again.
        self._weigh({thing for thing, _ in before.items() ^ self._first.items()})
        for at, row in enumerate(rows):
            for thing, need in self._needs[row].items():
                told = (self._gives[other].get(thing, _NOWHERE) for other in rows[:at] if need.words)
                self.spent += need.words if min(told, default=_NOWHERE) > self._sections[row] else 0

    def add(self, row: int) -> None:
        """Print one row more."""
        self.spent += float(self.words[row])
        new = {one: at for one, at in self._gives[row].items() if at < self._first.get(one, _NOWHERE)}
        self._first.update(new)
        self._weigh(new)

    def _weigh(self, things: Iterable[str]) -> None:
        """Set the factors and the words of the rows that take one of some things as known."""
        for row in {row for thing in things for row in self._needing[thing]}:
            section, needs = self._sections[row], self._needs[row].items()
            missing = [need for thing, need in needs if self._first.get(thing, _NOWHERE) > section]
            self.factors[row] = prod(need.left for need in missing)
            self.words[row] = sum(need.words for need in missing)
