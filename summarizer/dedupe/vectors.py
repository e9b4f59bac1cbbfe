"""Texts → sparse vectors whose cosine is their similarity, TF-IDF of words; and the pairs of rows that are alike.

The **idf is that of the story itself**: all sentences of a story share its topic, and only its own idf
knows which words tell one of its facts from another.

Two rows are alike only if they share words, so that for each row those are looked at that stand behind
it in its words' lists (an inverted index), and not all. A word of d rows costs d²/2 products: the commonest words cost
nearly everything and say nearly nothing. Up to ``MOST_PRODUCTS`` all words are used, and the result is
exact. Beyond, the commonest are left out of the search (not of the likeness), as many as need be for a
cost that grows with the rows and not with their square; then a pair that shares hardly any but these is missed
(after Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs Similarity Search", who bound what the rest can bring).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


#: Name → how texts are compared.
SIMILARITIES: Mapping[str, str] = MappingProxyType({"tf-idf": "words, weighted by how rare they are in the story"})
#: Names of similarities that told sentences apart no better than chance did; ``tf-idf`` takes their place.
FORMER_SIMILARITIES = frozenset({"characters", "words"})


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows in compressed sparse form: row ``i`` has ``values[starts[i]:starts[i + 1]]`` in the columns ``indices``."""

    starts: Ints
    indices: Ints
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def find_entries(self, row: int) -> slice:
        """Return where the entries of a row stand in ``indices`` and ``values``."""
        return slice(int(self.starts[row]), int(self.starts[row + 1]))

    def number_rows(self) -> Ints:
        """Return the row of each entry."""
        import numpy as np

        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def count_rows(self) -> Ints:
        """Return in how many rows each column is filled."""
        import numpy as np

        return np.bincount(self.indices, minlength=self.width)


def find_similarity(name: str) -> str:
    """Return the name of the similarity asked for; former names mean ``tf-idf``.

    Raises ConfigError when there is none of that name; the nearest is offered.
    """
    if name in FORMER_SIMILARITIES:
        return "tf-idf"
    if name not in SIMILARITIES:
        raise ConfigError(f"there is no similarity “{name}”", where="--similarity", hint=nearest(name, SIMILARITIES))
    return name


def vectorize(rows: Sequence[Sequence[str]]) -> Vectors:
    """Return the vectors of token lists: of unit length, each term weighing (1 + ln tf) · (1 + ln n/df).

    So even a term of every row counts for something. A row without terms is the zero vector and like
    nothing, itself included.
    """
    import numpy as np

    counts = count_terms(rows)
    rarity = 1 + np.log(max(1, len(counts)) / np.maximum(counts.count_rows(), 1))
    return normalize(counts, (1 + np.log(counts.values)) * rarity[counts.indices])


def count_terms(rows: Iterable[Sequence[str]]) -> Vectors:
    """Return how often each term stands in each row; the terms of a row come in alphabetical order."""
    return build_vectors(map(Counter, rows))[0]


def build_vectors(rows: Iterable[Mapping[str, float]]) -> tuple[Vectors, tuple[str, ...]]:
    """Return the rows of some terms and their values, and the terms of the columns; a row's come by the alphabet."""
    import numpy as np

    columns = defaultdict[str, int](count().__next__)  # each new term gets the next number
    starts, indices, values = [0], [], []
    for row in rows:
        terms = sorted(row)
        indices += [columns[term] for term in terms]
        values += [row[term] for term in terms]
        starts.append(len(indices))
    vectors = Vectors(
        np.array(starts, dtype=np.int64),
        np.array(indices, dtype=np.int64),
        np.array(values, dtype=np.float64),
        max(1, len(columns)),
    )
    return vectors, tuple(columns)


def normalize(vectors: Vectors, values: Floats) -> Vectors:
    """Return the rows with other values, each of unit length; a row of zeros stays one."""
    import numpy as np

    lengths = np.sqrt(sum_rows(values**2, vectors.starts))
    lengths[lengths == 0] = 1.0
    return Vectors(vectors.starts, vectors.indices, values / lengths[vectors.number_rows()], vectors.width)


def sum_rows(values: Floats, starts: Ints) -> Floats:
    """Return the sums of the stretches of the last axis that begin at ``starts``; an empty one sums to 0."""
    import numpy as np

    sums = np.zeros((*values.shape[:-1], len(starts) - 1))
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[..., filled] = np.add.reduceat(values, starts[filled], axis=-1)
    return sums


def compare(vectors: Vectors, rows: Sequence[int], others: Sequence[int] | None = None) -> Floats:
    """Return the cosines of some rows with some others (with all by default), of shape (rows, others)."""
    target = vectors if others is None else take(vectors, others)
    spread = spread_rows(vectors, rows)
    return sum_rows(spread[:, target.indices] * target.values, target.starts)


def spread_rows(vectors: Vectors, rows: Sequence[int]) -> Floats:
    """Return some rows as a table with all columns, of shape (rows, width)."""
    import numpy as np

    table = np.zeros((len(rows), vectors.width))
    for line, row in enumerate(rows):
        entries = vectors.find_entries(row)
        table[line, vectors.indices[entries]] = vectors.values[entries]
    return table


def take(vectors: Vectors, rows: Sequence[int] | Ints) -> Vectors:
    """Return some of the rows, in the order asked for."""
    import numpy as np

    chosen = np.asarray(rows, dtype=np.int64)
    lengths = vectors.starts[chosen + 1] - vectors.starts[chosen]
    entries = join_ranges(vectors.starts[chosen], lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return Vectors(starts, vectors.indices[entries], vectors.values[entries], vectors.width)


def count_groups(vectors: Vectors, groups: Ints) -> Ints:
    """Return in how many groups of rows each column is filled; ``groups`` are the numbers of the rows' groups, from 0.

    >>> import numpy as np
    >>> count_groups(count_terms([["dam"], ["dam", "ice"], ["dam"]]), np.array([0, 0, 1])).tolist()
    [2, 1]
    """
    import numpy as np

    # Pairs of both are counted once.
    step = int(groups.max(initial=0)) + 1
    pairs = np.sort(vectors.indices * step + groups[vectors.number_rows()])
    is_first = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[is_first] // step, minlength=vectors.width)


def transpose(vectors: Vectors) -> Vectors:
    """Return the columns as rows: which rows have a term, and its values there.

    >>> both = transpose(count_terms([["dam", "river"], ["dam"]]))
    >>> both.starts.tolist(), both.indices.tolist()
    ([0, 2, 3], [0, 1, 0])
    """
    import numpy as np

    order = np.argsort(vectors.indices, kind="stable")
    starts = np.concatenate([[0], np.cumsum(vectors.count_rows())])
    return Vectors(starts, vectors.number_rows()[order], vectors.values[order], max(1, len(vectors)))


def join_ranges(starts: Ints, lengths: Ints) -> Ints:
    """Return the ranges that begin at ``starts`` and are ``lengths`` long, one behind the other.

    >>> import numpy as np
    >>> join_ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    import numpy as np

    ends = np.cumsum(lengths)
    return np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)


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
    return sum_rows(*_multiply_pairs(vectors, start, end, lows, highs))


def _multiply_pairs(vectors: Vectors, start: int, end: int, lows: Ints, highs: Ints) -> tuple[Floats, Ints]:
    """Return the products of each pair of a row of a block with another row, and where those of each begin."""
    import numpy as np

    others = take(vectors, highs)
    table = spread_rows(vectors, range(start, end))
    lines = np.repeat(lows - start, np.diff(others.starts))
    return table[lines, others.indices] * others.values, others.starts


def sum_products(vectors: Vectors, pairs: Pairs) -> tuple[Floats, Floats]:
    """Return of each pair of rows the sum of the products of what both have, and that of their squares.

    >>> import numpy as np
    >>> rows = Vectors(*map(np.array, ([0, 2, 4], [0, 1, 1, 2], [1.0, 2.0, 3.0, 4.0])), 3)
    >>> sum_products(rows, Pairs(np.array([0]), np.array([1]), np.array([1.0])))
    (array([6.]), array([36.]))
    """
    import numpy as np

    totals, squares = np.zeros(len(pairs.lows)), np.zeros(len(pairs.lows))
    step = max(1, _BLOCK // vectors.width)
    for start in range(0, len(vectors), step):
        end = min(start + step, len(vectors))
        part = slice(*np.searchsorted(pairs.lows, (start, end)))
        products, starts = _multiply_pairs(vectors, start, end, pairs.lows[part], pairs.highs[part])
        totals[part], squares[part] = sum_rows(products, starts), sum_rows(products**2, starts)
    return totals, squares
