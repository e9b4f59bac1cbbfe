"""What each sentence would add to those chosen: kept up to date, not reckoned anew at every step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from summarizer.dedupe.vectors import stem_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

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


# Which set of sentences says the most of what a story's articles say: weighted cover of bigrams.
#
# Counting a concept once however often the extract says it makes the sum of the weights of all
# concepts covered a measure of a whole extract, not of single sentences (Filatova & Hatzivassiloglou
# 2004; Gillick & Favre 2009, "A Scalable Global Model for Summarization", with bigrams). The sum is
# monotone and submodular, so that taking the sentence of the greatest gain for its cost is nearly as
# good as the best set (Lin & Bilmes 2010, with the cost exponent). Local search takes one or two
# sentences out and fills up again while that covers more.


#: Each factor of a weight is this plus what is measured, so that none alone can make a concept worthless.
BASE = 0.3
#: How the length of a sentence counts against its gain; each is tried and the best cover kept.
EXPONENTS = (0.0, 0.3, 0.6, 1.0)
_TRIALS = 600
_FEW = 8


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as covering sees it: its stems with stop words, which of them are stop words, where it
    stands (article, place in it from 0) and its centrality from 0 to 1."""

    stems: Sequence[str]
    stops: Sequence[bool]
    article: int
    place: int
    centrality: float


def say(text: str, language: str, article: int, place: int, centrality: float) -> Said:
    """See a sentence as covering does.

    >>> say("The dam broke.", "en", 0, 0, 1.0).stems
    ('the', 'dam', 'broke')
    """
    words = stem_words(text, language)
    return Said(tuple(stem for stem, _ in words), tuple(stop for _, stop in words), article, place, centrality)


Allowed = Callable[[Sequence[int], int], bool]
#: Gives flags of all rows: those that cannot be added to the ones chosen, now or when there are more of them.
Barred = Callable[[Sequence[int]], "Flags"]


@dataclass(frozen=True, slots=True)
class Sayings:
    """Which sentence says which concept: one entry a saying (``columns``, ``rows``), and what is known of each row."""

    columns: Ints
    rows: Ints
    width: int
    place: Floats
    centrality: Floats
    article: Ints
    articles: int


def _count(sayings: Sayings) -> Floats:
    import numpy as np

    return np.bincount(sayings.columns, minlength=sayings.width).astype(np.float64)


def _average(sayings: Sayings, values: Floats) -> Floats:
    """Give the mean of the rows' values over those that say each concept."""
    import numpy as np

    total = np.bincount(sayings.columns, weights=values[sayings.rows], minlength=sayings.width)
    return BASE + total / np.maximum(_count(sayings), 1.0)


def _share(sayings: Sayings) -> Floats:
    import numpy as np

    # Not np.unique: it imports numpy.ma, which takes longer than all this.
    pairs = np.sort(sayings.columns * sayings.articles + sayings.article[sayings.rows])
    first = np.ones(len(pairs), dtype=bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return BASE + np.bincount(pairs[first] // sayings.articles, minlength=sayings.width) / sayings.articles


#: What makes a concept weigh, for all concepts at once; the weight is the product.
FACTORS: Mapping[str, Callable[[Sayings], Floats]] = MappingProxyType(
    {
        "often": _count,
        "early": lambda sayings: _average(sayings, 1 / (1 + sayings.place)),
        "central": lambda sayings: _average(sayings, sayings.centrality),
        "shared": _share,
    }
)


def find_concepts(sentences: Sequence[Said], factors: Collection[str] = tuple(FACTORS)) -> Concepts:
    """Weigh every bigram of stems that is not made of two stop words.

    The weight is how often it is said, times how early (mean of 1/(1 + place)), how close to the
    story's centre (mean centrality) and in what share of the articles; ``factors`` names those that count.
    """
    import numpy as np

    known: dict[tuple[str, str], int] = {}
    columns = [[known.setdefault(bigram, len(known)) for bigram in _bigrams(sentence)] for sentence in sentences]
    starts = np.cumsum([0, *map(len, columns)], dtype=np.int64)
    numbers = {article: at for at, article in enumerate(dict.fromkeys(s.article for s in sentences))}
    sayings = Sayings(
        columns=np.array([column for row in columns for column in row], dtype=np.int64),
        rows=np.repeat(np.arange(len(sentences)), np.diff(starts)),
        width=len(known),
        place=np.array([sentence.place for sentence in sentences], dtype=np.float64),
        centrality=np.array([sentence.centrality for sentence in sentences], dtype=np.float64),
        article=np.array([numbers[sentence.article] for sentence in sentences], dtype=np.int64),
        articles=max(1, len(numbers)),
    )
    weights = np.ones(len(known))
    for name in factors:
        weights *= FACTORS[name](sayings)
    return Concepts(starts, sayings.columns, weights)


def _bigrams(sentence: Said) -> Iterable[tuple[str, str]]:
    """Give the bigrams of a sentence, each once."""
    pairs = pairwise(zip(sentence.stems, sentence.stops, strict=True))
    return dict.fromkeys((a, b) for (a, stop_a), (b, stop_b) in pairs if not (stop_a and stop_b))


def cover(
    concepts: Concepts,
    words: Sequence[int],
    candidates: Sequence[int],
    most_words: int,
    allowed: Allowed = lambda chosen, row: True,
    factors: Sequence[float] | None = None,
    start: Sequence[int] = (),
    barred: Barred | None = None,
) -> tuple[int, ...]:
    """Choose from the candidates the rows that together cover the most weight within so many words.

    Args:
        words: the length of each row.
        allowed: whether a row may be added to those chosen (repetition, a section's share, a number).
        factors: by which each row's gain is multiplied, 1 by default.
        start: rows that are chosen already and stay.
        barred: what of ``allowed`` can be told of all rows at once; of many, most need not be tried then.
    """
    search = _Search(concepts, words, candidates, most_words, (allowed, barred), factors)
    best = max((search.fill(start, exponent) for exponent in EXPONENTS), key=search.value)
    return search.improve(best, frozenset(start))


class _Search:
    """The state that all fillings share: arrays by row, and the limits."""

    def __init__(
        self,
        concepts: Concepts,
        words: Sequence[int],
        candidates: Sequence[int],
        most_words: int,
        limits: tuple[Allowed, Barred | None],
        factors: Sequence[float] | None,
    ) -> None:
        import numpy as np

        self._np: Any = np
        self._words = np.asarray(words, dtype=np.float64)
        self._gains = Gains(concepts, np.ones(len(words)) if factors is None else np.asarray(factors, np.float64))
        self._costs = {exponent: np.maximum(self._words, 1.0) ** exponent for exponent in EXPONENTS}
        self._open = np.zeros(len(words), dtype=bool)
        self._open[list(candidates)] = True
        self._most = most_words
        self._allowed, self._barred = limits
        self.value = self._gains.value

    def fill(self, start: Sequence[int], exponent: float, without: Sequence[int] = ()) -> tuple[int, ...]:
        """Add the row of the greatest gain for its cost until none fits."""
        np = self._np
        chosen = list(start)
        self._gains.turn_to(chosen)
        left = self._most - float(self._words[chosen].sum())
        available = self._open.copy()
        available[[*chosen, *without]] = False
        added = True
        while True:
            if added:
                available &= self._words <= left
                if self._barred:
                    available &= ~self._barred(chosen)
                worth = np.where(available, self._gains.by_row / self._costs[exponent], 0.0)
            row = int(worth.argmax()) if len(worth) else 0
            if not len(worth) or worth[row] <= 1e-12:
                return tuple(chosen)
            available[row], worth[row] = False, 0.0
            # What was not allowed is not asked for again, and changes no gain.
            added = self._allowed(chosen, row)
            if added:
                chosen.append(row)
                left -= float(self._words[row])
                self._gains.take(row)

    def improve(self, best: tuple[int, ...], fixed: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Take one or two rows out and fill up again, as long as that covers more."""
        value, trials = self.value(best), 0
        improved = True
        while improved and trials < _TRIALS:
            improved = False
            free = [row for row in best if row not in fixed]
            pairs = combinations(free, 2) if len(free) <= _FEW else ()
            for out in [*((row,) for row in free), *pairs]:
                kept = [row for row in best if row not in out]
                for exponent in EXPONENTS[1:]:
                    trials += 1
                    other = self.fill(kept, exponent, out)
                    if (found := self.value(other)) > value + 1e-9:
                        best, value, improved = other, found, True
                        break
                if improved or trials >= _TRIALS:
                    break
        return best
