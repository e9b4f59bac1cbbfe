"""Which set of sentences says the most of what a story's articles say: weighted cover of bigrams.

Counting a concept once however often the extract says it makes the sum of the weights of all
concepts covered a measure of a whole extract, not of single sentences (Filatova & Hatzivassiloglou
2004; Gillick & Favre 2009, "A Scalable Global Model for Summarization", with bigrams). The sum is
monotone and submodular, so that taking the sentence of the greatest gain for its price is nearly as
good as the best set (Lin & Bilmes 2010, with the price's exponent). Local search takes one or two
sentences out and fills up again while that covers more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, take, transpose
from summarizer.summary.concepts import Concepts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

#: The price of a sentence is its length to the power of this.
PRICE = 0.15
#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.35
#: The same for two sentences of one side in one section, which says one thing in several outlets' words. Without it
#: the sample page tells one demand three times.
REDUNDANT_FROM_ONE_SIDE = 0.22
#: From this share of its weight on that all printed sentences hold together, a sentence tells nothing new: on a page
#: of one; a long page holds most words of the story, so that each further sentence raises it, up to the most.
CONTAINED, CONTAINED_MORE, CONTAINED_AT_MOST = 0.6, 0.0025, 0.85
_TRIALS = 600
_FEW = 8
_NOTHING = 1e-9
#: Returns flags of all rows: those for which there is no room beside the chosen ones.
FindFull = Callable[[Sequence[int]], "Flags"]


class _Gains:
    """The weight that each row would add to the chosen ones, times its factor: ``by_row``, kept up to date."""

    def __init__(self, concepts: Concepts, factors: Floats) -> None:
        import numpy as np

        self._concepts = concepts
        self._factors = factors
        self._mentioning = transpose(concepts.mentions)
        self._covered = np.zeros(concepts.mentions.width, dtype=bool)
        self._all = concepts.weigh_rows() * factors
        self.by_row = self._all

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

    def add_up(self, rows: Sequence[int]) -> float:
        """Return the weight that some rows cover, what each is the first to cover times its factor."""
        import numpy as np

        mentions, open_weights, total = self._concepts.mentions, self._concepts.weights.copy(), 0.0
        for row in rows:
            columns = mentions.indices[mentions.find_entries(row)]
            total += float(np.sum(open_weights[columns]) * self._factors[row])
            open_weights[columns] = 0.0
        return total

    def _take_away(self, columns: Ints) -> None:
        """Take the weight of concepts away from all rows that mention them."""
        import numpy as np

        rows = take(self._mentioning, columns)
        weights = np.repeat(self._concepts.weights[columns], np.diff(rows.starts))
        self.by_row = self.by_row - np.bincount(rows.indices, weights, minlength=len(self._all)) * self._factors


@dataclass(frozen=True, slots=True)
class _Limits:
    """What may be added: the candidates, so many words in all, and only where there is room."""

    candidates: Flags
    words: int
    find_full: FindFull | None


class CoverageSearch:
    """A search for the rows that together cover the most weight, none told by the others.

    Args:
        concepts: of all rows.
        words: the length of each row.
        factors: by which the gain of each row is multiplied.
        page: on which rows are tried.
        most_rows: so many rows are chosen at most.
    """

    def __init__(
        self, concepts: Concepts, words: Sequence[int], factors: Sequence[float], page: Page, most_rows: int = 10**9
    ) -> None:
        import numpy as np

        self._words = np.array(words, dtype=np.float64)
        self._prices = np.maximum(self._words, 1.0) ** PRICE
        self._gains = _Gains(concepts, np.array(factors, dtype=np.float64))
        self._page = page
        self._most_rows = most_rows

    def extend(
        self, chosen: Sequence[int], candidates: Sequence[int], most_words: int, find_full: FindFull | None = None
    ) -> tuple[int, ...]:
        """Return the chosen rows and those of the candidates that together cover most within so many words."""
        import numpy as np

        is_candidate = np.zeros(len(self._words), dtype=bool)
        is_candidate[list(candidates)] = True
        limits = _Limits(is_candidate, most_words, find_full)
        return self._improve(self._fill(chosen, limits), len(chosen), limits)

    def _fill(self, kept: Sequence[int], limits: _Limits, without: Sequence[int] = ()) -> tuple[int, ...]:
        """Add the row of the greatest gain for its price until none fits."""
        chosen = list(kept)
        self._gains.turn_to(chosen)
        self._page.turn_to(chosen)
        left = limits.words - float(self._words[chosen].sum())
        available = limits.candidates.copy()
        available[[*chosen, *without]] = False
        while len(chosen) < min(self._most_rows, len(self._words)):
            available &= (self._words <= left) & (self._page.like == 0)
            if limits.find_full:
                available &= ~limits.find_full(chosen)
            worth = self._gains.by_row / self._prices * available
            row = int(worth.argmax())
            # What is told already is no longer available.
            while worth[row] > _NOTHING and self._page.tells(row):
                worth[row], available[row] = 0.0, False
                row = int(worth.argmax())
            if worth[row] <= _NOTHING:
                break
            available[row] = False
            chosen.append(row)
            left -= float(self._words[row])
            self._gains.add(row)
            self._page.add(row)
        return tuple(chosen)

    def _improve(self, best: tuple[int, ...], fixed: int, limits: _Limits) -> tuple[int, ...]:
        """Take one or two rows out and fill up again, as long as that covers more; the first ones are fixed.

        Worth 0.2 points of ROUGE-2.
        """
        value, trials, improved = self._gains.add_up(best), 0, True
        while improved:
            improved = False
            # Each row is taken out by turns, and of few rows each two.
            added = best[fixed:]
            removals: list[tuple[int, ...]] = [(row,) for row in added]
            if len(added) <= _FEW:
                removals += combinations(added, 2)
            for out in removals:
                if trials >= _TRIALS:
                    return best
                trials += 1
                other = self._fill([row for row in best if row not in out], limits, out)
                covered = self._gains.add_up(other)
                if covered > value + _NOTHING:
                    best, value, improved = other, covered, True
                    break
        return best


class Page:
    """The rows that are printed so far, and what they tell already; a search puts on and takes off often.

    ``sides`` names whose words a row gives, where that is known; rows of one side are compared more strictly.
    ``apart`` are the rows from which each differs in a fact, however alike they are: none of them tells it.
    """

    def __init__(
        self,
        vectors: Vectors,
        sides: Mapping[int, str] = MappingProxyType({}),
        apart: Mapping[int, Collection[int]] = MappingProxyType({}),
    ) -> None:
        import numpy as np

        self._vectors = vectors
        self._apart = apart
        self._rows: set[int] = set()
        #: How many printed rows are like each row; and how many have each term.
        self.like = np.zeros(len(vectors), dtype=np.int64)
        self._having = np.zeros(vectors.width, dtype=np.int64)
        by_term = transpose(vectors)
        # The number of each row's side; -1 for those of nobody known.
        names = sorted(set(sides.values()) - {""})
        numbered = np.array([names.index(sides[row]) if sides.get(row) else -1 for row in range(len(vectors))])

        def find_repeated(row: int) -> Flags:
            # A story is too long to look at all rows: only at the lists of the row's terms.
            entries = vectors.find_entries(row)
            lists = take(by_term, vectors.indices[entries])
            own = np.repeat(vectors.values[entries], np.diff(lists.starts))
            likeness = np.bincount(lists.indices, lists.values * own, minlength=len(vectors))
            is_same_side = (numbered == numbered[row]) & (numbered >= 0)
            least = np.where(is_same_side, REDUNDANT_FROM_ONE_SIDE, REDUNDANT)
            is_like: Flags = np.greater_equal(likeness, least)
            is_like[list(apart.get(row, ()))] = False
            return is_like

        self._find_like = cache(find_repeated)

    def tells(self, row: int) -> bool:
        """Return whether a row is like a printed one, or contained in all of them together."""
        import numpy as np

        if self.like[row]:
            return True
        entries = self._vectors.find_entries(row)
        having = self._having[self._vectors.indices[entries]]
        for other in self._rows.intersection(self._apart.get(row, ())):
            theirs = self._vectors.indices[self._vectors.find_entries(other)]
            having = having - np.isin(self._vectors.indices[entries], theirs)
        is_printed = having > 0
        contained = float((self._vectors.values[entries] ** 2 * is_printed).sum())
        return contained >= min(CONTAINED_AT_MOST, CONTAINED + CONTAINED_MORE * len(self._rows))

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
        self.like += times * self._find_like(row)
        self._having[self._vectors.indices[self._vectors.find_entries(row)]] += times
