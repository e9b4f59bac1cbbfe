"""Vectors → the pairs of rows that are alike, without comparing each row with all others.

Two rows are alike only if they share words, so that for each row those are looked at that stand behind
it in its words' lists (an inverted index). A word of d rows costs d²/2 products: the commonest words cost
nearly everything and say nearly nothing. Up to ``MOST_PRODUCTS`` all words are used, and the result is
exact. Beyond, the commonest are left out of the search (not of the likeness), as many as need be for a
cost that grows with the rows and not with their square; then a pair that shares hardly any but these is missed
(after Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs Similarity Search", who bound what the rest can bring).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, join_ranges, spread_rows, sum_rows, take

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Flags, Floats, Ints

#: So many products are made for the exact result: those of some 10,000 sentences of news, in a second or two.
MOST_PRODUCTS = 60_000_000
#: Beyond, so many for each row.
PRODUCTS_A_ROW = 800
#: So many pairs are kept, those of each row with the later ones that are likest, and in any case so many for each row.
MOST_PAIRS, PAIRS_A_ROW = 250_000, 50
#: Likeness counts to so many digits: float sums differ in their last bits with the order of their terms.
DIGITS = 6
# So many products, and so many cells of a table, are held at once.
_BLOCK = 500_000
# How alike the common words of two rows may be taken to be, where the others decide whether to look closer: to be on
# the safe side (1.0) costs four times as much and finds hardly more.
_COMMONLY = 0.4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, ``lows[k] < highs[k]``, ascending, and how alike each is; whether they are all there are.

    Some are ``cut`` where so many rows are alike that only the likest of each are kept.
    """

    lows: Ints
    highs: Ints
    likeness: Floats
    exact: bool = True
    cut: bool = False

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        return zip(self.lows.tolist(), self.highs.tolist(), self.likeness.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class _Index:
    """The entries in the order of their words: ``rows`` and ``values``. For each entry of the vectors, where
    the later rows of its word begin (``next``) and how many they are (``later``; none where the word is left out
    of the search); for each row, how long it is in the words left out (``rest``)."""

    rows: Ints
    values: Floats
    next: Ints
    later: Ints
    rest: Floats


def find_pairs(
    vectors: Vectors, floor: float, most: int = MOST_PRODUCTS, a_row: int = PRODUCTS_A_ROW, digits: int = DIGITS
) -> Pairs:
    """Return the pairs of rows that are at least so alike (``floor`` is above 0), each once.

    ``most`` products are made for an exact result; where that does not do, ``a_row`` for each row. Likeness is
    rounded to so many ``digits``, and the floor is compared with that.
    """
    import numpy as np

    common = _find_common(vectors.count_rows(), most, max(most, a_row * len(vectors)))
    index = _build_index(vectors, common[vectors.indices])
    exact = not common.any()
    lows, highs, likeness = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    of_each = max(PAIRS_A_ROW, MOST_PAIRS // max(1, len(vectors)))
    cut = False
    for start, end in _find_blocks(vectors, index.later):
        low, high, sums = _multiply_block(vectors, index, start, end)
        if not exact:
            close = sums + _COMMONLY * index.rest[low] * index.rest[high] >= floor - 1e-6
            low, high = low[close], high[close]
            sums = _compare_pairs(vectors, start, end, low, high)
        sums = sums.round(digits)
        alike = np.flatnonzero(sums >= floor)
        kept = _keep_likest(low[alike], sums[alike], of_each)
        cut |= len(kept) < len(alike)
        lows.append(low[alike][kept])
        highs.append(high[alike][kept])
        likeness.append(sums[alike][kept])
    return Pairs(np.concatenate(lows), np.concatenate(highs), np.concatenate(likeness), exact and not cut, cut)


def _keep_likest(lows: Ints, likeness: Floats, most: int) -> Ints:
    """Return the places of the likest pairs of each row, in order; of equals, those with the first rows."""
    import numpy as np

    counts = np.bincount(lows)
    if counts.max(initial=0) <= most:
        return np.arange(len(lows))
    order = np.lexsort((-likeness, lows))
    # How many pairs of its row stand before each.
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.sort(order[rank < most])


def _find_common(counts: Ints, most: int, allowed: int) -> Flags:
    """Flag the words left out of the search: the commonest, if all together make more than ``most`` products."""
    import numpy as np

    costs = counts * (counts - 1) // 2
    if costs.sum() <= most:
        return np.zeros(len(counts), dtype=bool)
    rarest = np.argsort(counts, kind="stable")
    over = counts[rarest[np.cumsum(costs[rarest]) > allowed]]
    # Words as common as one that is left out are left out too, so that their order does not matter.
    fewest: np.int64 = over.min(initial=counts.max() + 1)
    return np.greater_equal(counts, fewest)


def _build_index(vectors: Vectors, left_out: Flags) -> _Index:
    """Invert the vectors; ``left_out`` flags the entries that are not searched for."""
    import numpy as np

    order = np.argsort(vectors.indices, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    ends = np.cumsum(vectors.count_rows())
    later = np.where(left_out, 0, ends[vectors.indices] - place - 1)
    rest = np.sqrt(sum_rows(vectors.values**2 * left_out, vectors.starts))
    return _Index(vectors.number_rows()[order], vectors.values[order], place + 1, later, rest)


def _find_blocks(vectors: Vectors, later: Ints) -> Iterator[tuple[int, int]]:
    """Yield the starts and ends of blocks of rows, each with as many products and cells as are held at once."""
    import numpy as np

    count = len(vectors)
    products = np.concatenate([[0], np.cumsum(later)])[vectors.starts]
    most_rows = max(1, _BLOCK // max(1, count))
    start = 0
    while start < count:
        within = int(np.searchsorted(products, products[start] + _BLOCK, side="right")) - 1
        end = min(max(within, start + 1), start + most_rows, count)
        yield start, end
        start = end


def _multiply_block(vectors: Vectors, index: _Index, start: int, end: int) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of a block's rows with later ones, and the products of the words searched for, summed."""
    import numpy as np

    entries = slice(int(vectors.starts[start]), int(vectors.starts[end]))
    later = index.later[entries]
    places = join_ranges(index.next[entries], later)
    own_row = np.repeat(np.arange(end - start), np.diff(vectors.starts[start : end + 1]))
    cells = np.repeat(own_row * len(vectors), later) + index.rows[places]
    products = np.repeat(vectors.values[entries], later) * index.values[places]
    table = np.bincount(cells, products)
    filled = np.flatnonzero(table > 0)
    return filled // len(vectors) + start, filled % len(vectors), np.asarray(table[filled], dtype=np.float64)


def _compare_pairs(vectors: Vectors, start: int, end: int, lows: Ints, highs: Ints) -> Floats:
    """Return the cosine of each pair of a row of a block with another row."""
    import numpy as np

    others = take(vectors, highs)
    table = spread_rows(vectors, range(start, end))
    lines = np.repeat(lows - start, np.diff(others.starts))
    return sum_rows(table[lines, others.indices] * others.values, others.starts)
