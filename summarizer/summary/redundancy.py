"""How much of a sentence's worth is left beside those that are printed.

It fades with its likeness to each of them, by which the words of the whole story count for little, and with the part of
its words that they hold together, by which all count alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, take, transpose

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Flags, Floats, Ints

#: At this likeness half of a sentence's worth is left, and it falls steeply around it: of the pairs of sentences in ten
#: labelled stories, most that are so near tell one thing. With a power of what is unlike, which takes more from what
#: tells other things, a page with as many repeats held 4 parts of 100 less of what people want to read. At 0.16 pages
#: of 22 topics tell a tenth less twice, and 59 to 61 of 100 lines are of use instead of 63.
HALF_AT, STEEPNESS = 0.18, 5
#: The same in an extract, which may repeat a little. With the one above, extracts of duc03 have 0.4 points of ROUGE-1
#: and up to 0.8 of ROUGE-2 less.
HALF_AT_IN_EXTRACTS = 0.45
#: Two sentences with a day or a speaking side in common are so much more alike than their words, and two with a figure
#: in common still more: of pairs with some words in common, twice as many tell one thing. With 1.75 for figures too,
#: pages of 22 topics tell 2.6 things twice instead of 2.5, and 9.37 of their lines are of use instead of 9.40.
SHARED_FACT, SHARED_FIGURE = 1.75, 2.5
#: Two with which teasers of one day or of two open tell the event, most of them: they are so many times more alike, and
#: so many times as alike as the part of the shorter one's words that both have, since the few central words of a story
#: count for little by themselves. Of 136 stories of three to five teasers, pages of at most 6 lines have 33 such lines
#: beside the first, without it 68; of 37 lines that are gone from 26 of them, 26 told all again.
BOTH_OPEN, SHARED_PART = 4.0, 1.5
#: Where the page holds this part of a sentence's words, half of its worth is left; it falls as steeply. Outlets that
#: tell one event in few lines do it in that event's own words.
HELD_HALF = 0.55
#: Where less than this is left of what a teaser opens with, and the page holds more than this part of its words, it
#: tells again what the page tells, whatever figure it has. Of 45 stories of teasers at 12 lines, read only later, a
#: blind editor would rather send 27 pages without such lines and 13 with them; she struck 56 of 231 lines as told again
#: with them, 22 of 183 without. A quarter of those that went were no openings: facts with figures of their own.
RETOLD_LEFT, RETOLD_HELD = 0.03, 0.4
#: From this likeness to a printed sentence on, a sentence tells hardly anything else.
TOLD_FROM = 0.35
#: From this one on, it is the same and never printed.
SAME_FROM = 0.5
_NEARLY_SAME = SAME_FROM - 0.01


@dataclass(frozen=True, slots=True)
class Opening:
    """The first sentence of a teaser: its ``days``, of which two that may be of one event have one in common, its
    words, the days of which it ``told`` in so many words, and how many ``sources`` tell it.
    """

    days: frozenset[date | None]
    words: frozenset[str]
    told: frozenset[str] = frozenset()
    sources: int = 1

    def compare(self, other: Opening, likeness: float) -> float:
        """Return how alike two of some likeness by their words are at least; 0 where they are, or tell, of other days.

        >>> first, later = Opening(frozenset({None}), frozenset("abcd")), Opening(frozenset({None}), frozenset("dexyz"))
        >>> first.compare(later, 0.05), first.compare(later, 0.1), first.compare(Opening(frozenset(), later.words), 0.1)
        (0.375, 0.4, 0.0)
        >>> monday, tuesday = (Opening(frozenset({None}), later.words, frozenset({day})) for day in "12")
        >>> monday.compare(tuesday, 0.3)
        0.0
        """
        shorter = min(len(self.words), len(other.words))
        if not shorter or self.is_apart(other) or not self.days & other.days:
            return 0.0
        return max(BOTH_OPEN * likeness, SHARED_PART * len(self.words & other.words) / shorter)

    def is_apart(self, other: Opening) -> bool:
        """Return whether two tell of days of which none is the other's."""
        return bool(self.told and other.told) and self.told.isdisjoint(other.told)


class Redundancy:
    """Which part of each row's worth is ``left`` beside the printed rows, by its likeness to the likest of them and by
    the part of its words that all of them hold.

    Likeness is the cosine of the vectors, and so many times more where both rows have one of their ``facts`` in common.
    A row with no more left than ``left_of_told`` is told.
    ``apart`` are the rows from which each differs in a fact, however alike they are: to those it is not like at all.
    ``beside`` are the rows that stand beside each where it is printed, as what disagrees with it: they are told there.
    ``openings`` are with what teasers open.
    """

    def __init__(
        self,
        vectors: Vectors,
        facts: Sequence[Mapping[str, float]] = (),
        apart: Mapping[int, Set[int]] = MappingProxyType({}),
        openings: Mapping[int, Opening] = MappingProxyType({}),
        beside: Mapping[int, Set[int]] = MappingProxyType({}),
        half_at: float = HALF_AT,
        held_half: float = HELD_HALF,
    ) -> None:
        import numpy as np

        self.size = len(vectors)
        self.half_at = half_at
        self._held_half = held_half
        self.left_of_told: float = fade(np.array([TOLD_FROM]), half_at)[0]
        self._vectors = vectors
        self._by_term = transpose(vectors)
        self._lengths = np.maximum(np.diff(vectors.starts), 1)
        self._facts = facts
        self._by_fact: dict[str, list[int]] = {}
        for row, of_row in enumerate(facts):
            for fact in of_row:
                self._by_fact.setdefault(fact, []).append(row)
        self._apart = apart
        self._openings = openings
        self._beside = beside
        # What each row leaves of the worth of all, for the rows that were tried.
        self._left_by: dict[int, Floats] = {}
        self.reset()

    def reset(self) -> None:
        """Print nothing."""
        import numpy as np

        self._printed: list[int] = []
        self._unlike: Floats = np.ones(self.size)
        # The printed row to which each row is likest, of equals the first in the story; none where it is like none.
        self._likest: Ints = np.full(self.size, -1)
        # Which terms the printed rows hold, and how many of them each row has.
        self._is_held: Flags = np.zeros(self._vectors.width, dtype=bool)
        self._held: Ints = np.zeros(self.size, dtype=np.int64)
        self._left: Floats | None = None

    def add(self, row: int) -> None:
        """Print one row more."""
        import numpy as np

        left = self._leave(row)
        self._likest[(left < self._unlike) | ((left == self._unlike) & (row < self._likest))] = row
        np.minimum(self._unlike, left, out=self._unlike)
        self._printed.append(row)
        terms = self._vectors.indices[self._vectors.find_entries(row)]
        new = terms[~self._is_held[terms]]
        self._is_held[new] = True
        self._held += np.bincount(take(self._by_term, new).indices, minlength=self.size)
        self._left = None

    @property
    def left(self) -> Floats:
        """Which part of each row's worth is left."""
        if self._left is None:
            self._left = self._unlike * fade_steeply(self._measure_held(), self._held_half)
        return self._left

    def find_retold(self) -> Flags:
        """Return which rows are openings that tell again what the page tells, and as good as nothing else.

        One that tells of another day than the line to which it is likest, or that more sources tell, is none.
        """
        import numpy as np

        retold: Flags = np.zeros(self.size, dtype=bool)
        little = (self.left < RETOLD_LEFT) & (self._measure_held() > RETOLD_HELD)
        for row, opening in self._openings.items():
            if little[row] and row not in self._printed:
                likest = self._openings.get(int(self._likest[row]))
                retold[row] = likest is None or not (opening.is_apart(likest) or opening.sources > likest.sources)
        return retold

    def _measure_held(self) -> Floats:
        """Return which part of each row's words the page holds."""
        held: Floats = self._held / self._lengths
        # What differs from a printed line in a fact has its words, and tells something else.
        held[[other for row in self._printed for other in self._apart.get(row, ())]] = 0.0
        return held

    def tells(self, row: int) -> bool:
        """Return whether the printed rows leave hardly anything of one."""
        return bool(self.left[row] <= self.left_of_told)

    def repeats(self, row: int) -> bool:
        """Return whether a row is the same as a printed one."""
        return bool(self._unlike[row] == 0)

    def find_likest(self, row: int) -> int:
        """Return the printed row to which one is likest."""
        likeness = self._compare(row)
        return max(self._printed, key=lambda printed: (likeness[printed], -printed))

    def _leave(self, row: int) -> Floats:
        """Return what one row leaves of the worth of all."""
        if row not in self._left_by:
            self._left_by[row] = fade(self._compare(row), self.half_at)
        return self._left_by[row]

    def _compare(self, row: int) -> Floats:
        """Return the likeness of all rows to one."""
        import numpy as np

        # A story is too long to look at all rows: only at the lists of the row's terms.
        entries = self._vectors.find_entries(row)
        lists = take(self._by_term, self._vectors.indices[entries])
        own = np.repeat(self._vectors.values[entries], np.diff(lists.starts))
        likeness = np.bincount(lists.indices, lists.values * own, minlength=self.size).astype(np.float64)
        by_words = likeness.copy()
        for fact, times in (self._facts[row] if self._facts else {}).items():
            sharing = self._by_fact[fact]
            # A fact in common makes no two sentences the same.
            nearer = np.minimum(by_words[sharing] * times, _NEARLY_SAME)
            likeness[sharing] = np.maximum(likeness[sharing], nearer)
        if row in self._openings:
            for other, opening in self._openings.items():
                least = min(_NEARLY_SAME, opening.compare(self._openings[row], float(by_words[other])))
                likeness[other] = max(float(likeness[other]), least)
        likeness[list(self._apart.get(row, ()))] = 0.0
        likeness[list(self._beside.get(row, ()))] = 1.0
        return np.minimum(likeness, 1.0)


def fade(likeness: Floats, half_at: float = HALF_AT) -> Floats:
    """Return which part of each worth is left at a likeness: none where it is the same.

    >>> import numpy as np
    >>> fade(np.array([0.0, 0.12, 0.24, 0.36, 0.5])).round(2).tolist()
    [1.0, 0.88, 0.19, 0.03, 0.0]
    """
    left: Floats = (likeness < SAME_FROM) * fade_steeply(likeness, half_at)
    return left


def fade_steeply(values: Floats, half_at: float) -> Floats:
    """Return a part that falls from 1, is a half at a value, and steepest around it.

    >>> import numpy as np
    >>> fade_steeply(np.array([0.0, 0.5, 1.0]), 0.5).round(2).tolist()
    [1.0, 0.5, 0.03]
    """
    left: Floats = 1.0 / (1.0 + (values / half_at) ** STEEPNESS)
    return left
