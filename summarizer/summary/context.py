"""What the page tells, and so what a sentence may take as known: "the package" leans on a line that told which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
        self._gives = {row: [thing for thing in things if thing in self._needing] for row, things in gives.items()}
        self.factors: Floats = np.ones(len(sections))
        self.words: Floats = np.zeros(len(sections))
        self.spent = 0.0
        # The first section of the page that tells of each thing.
        self._first: dict[str, int] = {}
        self._weigh(self._needing)

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make these the printed rows."""
        before, self._first, self.spent = self._first, {}, 0.0
        for row in rows:
            self.spent += sum(need.words for need in self._find_missing(row))
            self._tell(row)
        # Of two pages nearly all is alike: only what differs is weighed again.
        self._weigh({thing for thing, _ in before.items() ^ self._first.items()})

    def add(self, row: int) -> None:
        """Print one row more."""
        self.spent += float(self.words[row])
        self._weigh(self._tell(row))

    def _tell(self, row: int) -> list[str]:
        """Return the things of which no section up to a row's told before it, and note that it tells of them."""
        section = self._sections[row]
        new = [thing for thing in self._gives[row] if section < self._first.get(thing, _NOWHERE)]
        self._first.update(dict.fromkeys(new, section))
        return new

    def _find_missing(self, row: int) -> list[Need]:
        """Return what a row takes as known and nothing printed before it tells."""
        section, needs = self._sections[row], self._needs[row]
        return [need for thing, need in needs.items() if section < self._first.get(thing, _NOWHERE)]

    def _weigh(self, things: Collection[str]) -> None:
        """Set the factors and the words of the rows that take one of some things as known."""
        for row in {row for thing in things for row in self._needing[thing]}:
            missing = self._find_missing(row)
            self.factors[row] = prod(need.left for need in missing)
            self.words[row] = sum(need.words for need in missing)
