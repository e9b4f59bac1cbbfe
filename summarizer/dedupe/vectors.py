"""Texts → how alike they are: sparse vectors whose cosine is the similarity.

The default is TF-IDF of words with the **idf of the story itself**: all sentences of a story share
its topic, and only its own idf knows which words tell one of its facts from another.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from summarizer.analysis.names import Names, find_titles
from summarizer.errors import ConfigError, nearest
from summarizer.text.stems import stemmer, stop_words
from summarizer.text.tokens import fold, split_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Doubles = NDArray[np.float64]
    Found = tuple[Ints, Ints, Doubles]

_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Z]\.){2,}")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of unit length in compressed sparse form: row ``i`` is ``indices/values[starts[i]:starts[i+1]]``."""

    starts: Ints
    indices: Ints
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Similarity:
    """A way to compare texts: what it is, and the weighted terms of a text that it compares."""

    summary: str
    terms: Callable[[str, Sequence[str]], Sequence[str]]
    weighted: bool = True


def tokenize(text: str, language: str = "en", names: Names | None = None) -> tuple[str, ...]:
    """Give the words that count in a text: folded, stemmed, without stop words, one spelling a name.

    A first name before its surname and a title before a name do not count: whether an outlet gives them
    says nothing. A compound counts with its parts, and capitals ("U.N.", "US") are no stop words.

    >>> tokenize("The Kremlin's demands were rejected.")
    ('kremlin', 'demand', 'reject')
    >>> tokenize("The U.S. lost a no-confidence vote.")
    ('us', 'lost', 'no-confid', 'confid', 'vote')
    >>> tokenize("of the and")
    ()
    """
    names = names or Names()
    stops, stem = stop_words(language), stemmer(language)
    words = split_words(_DOTTED.sub(_drop_dots, text))
    after = [*words[1:], ""]
    titles = find_titles(words)
    shouted = text.isupper()
    found: list[str] = []
    for at, (word, following) in enumerate(zip(words, after, strict=False)):
        if at in titles or names.is_first_name(word, following):
            continue
        folded = names.unify(fold(word))
        if folded not in stops or (len(word) > 1 and word.isupper() and not shouted):
            found.append(stem(folded))
        if "-" in folded:
            found += [stem(part) for part in folded.split("-") if part and part not in stops]
    return tuple(found)


def _drop_dots(found: re.Match[str]) -> str:
    return found.group().replace(".", "")


def stem_words(text: str, language: str = "en") -> tuple[tuple[str, bool], ...]:
    """Give all words of a text by their stems, and whether each is a stop word.

    >>> stem_words("The demands")
    (('the', True), ('demand', False))
    """
    stops, stem = stop_words(language), stemmer(language)
    folded = (fold(word) for word in split_words(text))
    return tuple((stem(word), word in stops) for word in folded)


def _words(text: str, tokens: Sequence[str]) -> Sequence[str]:
    return tokens


def _characters(text: str, tokens: Sequence[str]) -> Sequence[str]:
    joined = f" {' '.join(tokens)} "
    return [joined[at : at + size] for size in (3, 4, 5) for at in range(len(joined) - size + 1)]


#: Name → how texts are compared.
SIMILARITIES: Mapping[str, Similarity] = MappingProxyType(
    {
        "tf-idf": Similarity("words, weighted by how rare they are in the story", _words),
        "characters": Similarity(
            "runs of 3 to 5 letters, weighted likewise: forgives inflection and typing", _characters
        ),
        "words": Similarity(
            "words without weights: what the texts have in common in plain numbers", _words, weighted=False
        ),
    }
)


def find_similarity(name: str) -> Similarity:
    """Look up a similarity by name.

    Raises:
        ConfigError: there is none of that name; the nearest is offered.
    """
    if name not in SIMILARITIES:
        raise ConfigError(f"there is no similarity “{name}”", where="--similarity", hint=nearest(name, SIMILARITIES))
    return SIMILARITIES[name]


def vectorize(texts: Sequence[str], tokens: Sequence[Sequence[str]], similarity: str = "tf-idf") -> Vectors:
    """Turn texts (with their tokens) into vectors of the chosen similarity.

    The weight of a term is (1 + ln tf) · (1 + ln n/df): even a term of every sentence counts for
    something. A text without terms is the zero vector and like nothing, itself included.
    """
    import numpy as np

    chosen = find_similarity(similarity)
    counts = [Counter(chosen.terms(text, words)) for text, words in zip(texts, tokens, strict=True)]
    frequency: Counter[str] = Counter(term for count in counts for term in count)
    columns = {term: column for column, term in enumerate(sorted(frequency))}
    starts = np.cumsum([0, *(len(count) for count in counts)], dtype=np.int64)
    indices = np.fromiter((columns[term] for count in counts for term in sorted(count)), dtype=np.int64)
    values = np.fromiter(
        (
            (1 + math.log(count[term])) * (1 + math.log(len(counts) / frequency[term]) if chosen.weighted else 1.0)
            for count in counts
            for term in sorted(count)
        ),
        dtype=np.float64,
    )
    lengths = np.sqrt(sum_rows(values**2, starts))
    values = values / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(starts))
    return Vectors(starts, indices, values.astype(np.float32), max(1, len(columns)))


def sum_rows(values: NDArray[Any], starts: Ints) -> NDArray[Any]:
    """Sum the stretches of the last axis that the rows are; an empty row sums to 0."""
    import numpy as np

    sums = np.zeros((*values.shape[:-1], len(starts) - 1), dtype=values.dtype)
    filled = np.flatnonzero(np.diff(starts))
    if filled.size:
        sums[..., filled] = np.add.reduceat(values, starts[filled], axis=-1)
    return sums


def compare(vectors: Vectors, rows: Sequence[int], others: Sequence[int] | None = None) -> Floats:
    """Give the cosines of some rows with some others (with all by default), one row a line."""
    import numpy as np

    chosen = np.asarray(rows, dtype=np.int64)
    dense = np.zeros((len(chosen), vectors.width), dtype=np.float32)
    for line, row in enumerate(chosen):
        stretch = slice(vectors.starts[row], vectors.starts[row + 1])
        dense[line, vectors.indices[stretch]] = vectors.values[stretch]
    target = vectors if others is None else take(vectors, others)
    return sum_rows(dense[:, target.indices] * target.values, target.starts)


def take(vectors: Vectors, rows: Sequence[int]) -> Vectors:
    """Give some of the rows, in the order asked for."""
    import numpy as np

    chosen = np.asarray(rows, dtype=np.int64)
    lengths = np.diff(vectors.starts)[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    places = np.repeat(vectors.starts[chosen] - starts[:-1], lengths) + np.arange(starts[-1])
    return Vectors(starts, vectors.indices[places], vectors.values[places], vectors.width)


# Vectors → the pairs of rows that are alike, without comparing each row with all others.
#
# Two rows are alike only if they share words, so that for each row those are looked at that stand behind
# it in its words' lists (an inverted index). A word of d rows costs d²/2 products: the commonest words cost
# nearly everything and say nearly nothing. Up to ``MOST_PRODUCTS`` all words are used, and the result is
# exact. Beyond, the commonest are left out of the search (not of the likeness), as many as need be for a
# cost that grows with the rows and not with their square; then a pair that shares hardly any but these is missed
# (after Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs Similarity Search", who bound what the rest can bring).


#: So many products are made for the exact result: those of some 10,000 sentences of news, in a second or two.
MOST_PRODUCTS = 60_000_000
#: Beyond, so many for each row.
PRODUCTS_A_ROW = 800
_BLOCK = 1_500_000
# Above this share of the cells that are not zero, a table of them is faster than to sort them.
_DENSE = 0.1
# How alike the common words of two rows may be taken to be, where the others decide whether to look closer: to be on
# the safe side (1.0) costs four times as much and finds hardly more.
_COMMONLY = 0.4
#: Likeness counts to so many digits: float sums differ in their last bits with the order of their terms.
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, ``lows[k] < highs[k]``, ascending, and how alike each is; whether they are all there are."""

    lows: Ints
    highs: Ints
    likeness: Doubles
    exact: bool = True

    def __len__(self) -> int:
        return len(self.lows)

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        return zip(self.lows.tolist(), self.highs.tolist(), self.likeness.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows of each word, and for each entry of the vectors, where the later rows of its word begin and how
    many they are (none where the word is left out of the search)."""

    rows: Ints
    values: Doubles
    next: Ints
    later: Ints


def find_pairs(
    vectors: Vectors, floor: float, most: int = MOST_PRODUCTS, a_row: int = PRODUCTS_A_ROW, digits: int = DIGITS
) -> Pairs:
    """Find the pairs of rows that are at least so alike (``floor`` is above 0), each once.

    ``most`` products are made for an exact result; where that does not do, ``a_row`` for each row. Likeness is
    rounded to so many ``digits``, and the floor is compared with that.
    """
    import numpy as np

    index, common = _index(vectors, most, a_row)
    rest = _measure(vectors, common) if common.any() else None
    blocks = [_search(vectors, index, block, (floor, digits), rest) for block in _part(vectors, index.later)]
    none = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    lows, highs, likeness = (np.concatenate(parts) for parts in zip(none, *blocks, strict=True))
    return Pairs(lows, highs, likeness, exact=rest is None)


def _index(vectors: Vectors, most: int, a_row: int) -> tuple[_Index, Flags]:
    """Invert the vectors; give the entries, too, whose words are too common to be searched for."""
    import numpy as np

    order = np.argsort(vectors.indices, kind="stable")
    found = np.bincount(vectors.indices, minlength=vectors.width)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    later = np.cumsum(found)[vectors.indices] - place - 1
    costs = found * (found - 1) // 2
    common = np.zeros(vectors.width, dtype=bool)
    if costs.sum() > most:
        rarest = np.argsort(found, kind="stable")
        # Words as common as one that is left out are left out too, so that their order does not matter.
        over = rarest[np.cumsum(costs[rarest]) > max(most, a_row * len(vectors))]
        common = found >= found[over].min(initial=len(vectors) + 1)
    left_out = common[vectors.indices]
    later[left_out] = 0
    rows = np.repeat(np.arange(len(vectors)), np.diff(vectors.starts))
    return _Index(rows[order], vectors.values[order].astype(np.float64), place + 1, later), left_out


def _measure(vectors: Vectors, chosen: Flags) -> Doubles:
    """Give the length of each row, of which only the chosen entries count."""
    import numpy as np

    rows = np.repeat(np.arange(len(vectors)), np.diff(vectors.starts))[chosen]
    squares = vectors.values[chosen].astype(np.float64) ** 2
    return np.asarray(np.sqrt(np.bincount(rows, squares, minlength=len(vectors))))


def _part(vectors: Vectors, later: Ints) -> Iterator[tuple[int, int]]:
    """Part the rows into blocks of so many products."""
    import numpy as np

    sums = np.concatenate([[0], np.cumsum(later)])[vectors.starts]
    start, most = 0, max(1, 8 * _BLOCK // max(1, len(vectors)))
    while start < len(vectors):
        end = int(np.searchsorted(sums, sums[start] + _BLOCK, side="right")) - 1
        # A block's table has so many rows as fit, whatever they cost.
        end = min(max(end, start + 1), len(vectors))
        if sums[end] - sums[start] > _DENSE * (end - start) * len(vectors):
            end = min(end, start + most)
        yield start, end
        start = end


def _search(
    vectors: Vectors, index: _Index, block: tuple[int, int], least: tuple[float, int], rest: Doubles | None
) -> Found:
    import numpy as np

    (start, end), (floor, digits) = block, least
    entries = slice(int(vectors.starts[start]), int(vectors.starts[end]))
    later = index.later[entries]
    total, ends = int(later.sum()), np.cumsum(later)
    places = np.repeat(index.next[entries] - ends + later, later) + np.arange(total)
    row = np.repeat(np.arange(end - start), np.diff(vectors.starts[start : end + 1]))
    keys = np.repeat(row * len(vectors), later) + index.rows[places]
    products = np.repeat(vectors.values[entries].astype(np.float64), later) * index.values[places]
    if total > _DENSE * (end - start) * len(vectors):
        table = np.asarray(np.bincount(keys, products), dtype=np.float64)
        cells = np.flatnonzero(table > 0)
        sums = table[cells]
    else:
        cells, sums = _add_up(keys, products)
    lows, highs = cells // len(vectors) + start, cells % len(vectors)
    if rest is not None:
        may = sums + _COMMONLY * rest[lows] * rest[highs] >= floor - 1e-6
        lows, highs = lows[may], highs[may]
        sums = multiply(vectors, lows, highs)
    likeness = sums.round(digits)
    alike = likeness >= floor
    return lows[alike], highs[alike], likeness[alike]


def _add_up(keys: Ints, values: Doubles) -> tuple[Ints, Doubles]:
    """Sum the values of each key; the keys ascend."""
    import numpy as np

    if not len(keys):
        return keys, values
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[first], np.add.reduceat(values, first)


def multiply(vectors: Vectors, lows: Ints, highs: Ints) -> Doubles:
    """Give the cosine of each pair of rows; the ``lows`` ascend."""
    import numpy as np

    found = np.zeros(len(lows))
    step = max(1, 2 * _BLOCK // vectors.width)
    own, place = _number(lows)
    for first in range(0, len(own), step):
        some = own[first : first + step]
        table: NDArray[Any] = np.zeros((len(some), vectors.width), dtype=np.float64)
        for line, row in enumerate(some.tolist()):
            stretch = slice(vectors.starts[row], vectors.starts[row + 1])
            table[line, vectors.indices[stretch]] = vectors.values[stretch]
        low, high = np.searchsorted(place, [first, first + len(some)])
        for start in range(int(low), int(high), _BLOCK // 16):
            mine = slice(start, min(start + _BLOCK // 16, int(high)))
            lengths = np.diff(vectors.starts)[highs[mine]]
            ends = np.cumsum(lengths)
            entries = np.repeat(vectors.starts[highs[mine]] - ends + lengths, lengths) + np.arange(lengths.sum())
            pair = np.repeat(np.arange(len(lengths)), lengths)
            lines = np.repeat(place[mine] - first, lengths)
            products = table[lines, vectors.indices[entries]] * vectors.values[entries]
            found[mine] = np.bincount(pair, products, minlength=len(lengths))
    return found


def _number(ascending: Ints) -> tuple[Ints, Ints]:
    """Give the different ones of ascending numbers, and for each number its place among those."""
    import numpy as np

    new = np.concatenate([[True], ascending[1:] != ascending[:-1]]) if len(ascending) else np.zeros(0, dtype=bool)
    return ascending[new], np.cumsum(new) - 1
