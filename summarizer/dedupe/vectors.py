"""Texts → sparse vectors whose cosine is their similarity: TF-IDF of words.

The **idf is that of the story itself**: all sentences of a story share its topic, and only its own idf
knows which words tell one of its facts from another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.analysis.free_clauses import find_verbs
from summarizer.analysis.names import Names, find_titles
from summarizer.errors import ConfigError, nearest
from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import fold, split_words_of, stemmer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# An abbreviation in capitals with full stops, and no letter before it.
_DOTTED = re.compile(r"[A-Z]\.(?<![^\W_]..)(?:[A-Z]\.)+")
# An amount behind the sign of its currency, with what multiplies it: "$1.5bn", "US$1.5 billion".
_AMOUNT = re.compile(r"(?:\bUS)?([$€£¥]\s?\d[\d.,]*)([a-z]{0,3}\b)")

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


def tokenize(text: str, language: str = "en", names: Names | None = None) -> tuple[str, ...]:
    """Return the words that count in a text: folded, stemmed, without stop words, one spelling a name.

    A first name before its surname and a title before a name do not count: whether an outlet gives them
    says nothing (worth 0.9 points of F1 of merged pairs). A compound counts with its parts, and capitals
    ("U.N.", "US") are no stop words.

    >>> tokenize("The Kremlin's demands were rejected.")
    ('kremlin', 'demand', 'reject')
    >>> tokenize("The U.S. lost a no-confidence vote.")
    ('us', 'lost', 'no-confid', 'confid', 'vote')
    >>> tokenize("of the and")
    ()
    >>> tokenize("It cost US$1.5bn.") == tokenize("It cost $1.5 billion.")
    True
    """
    return tuple(token for _, token in read_tokens(text, load_language(language), names))


def read_tokens(text: str, language: Language, names: Names | None = None) -> Iterator[tuple[str, str]]:
    """Return the tokens of a text (`tokenize`), each with the word that it is of.

    >>> list(read_tokens("The Kremlin’s demands", english))
    [('Kremlin’s', 'kremlin'), ('demands', 'demand')]
    """
    names, stops, stem = names or Names(), language.words("stop_words.words"), stemmer(language.code)
    if _AMOUNT.search(text):
        text = _AMOUNT.sub(lambda found: f"{found[1]} {_spell_scales(language).get(found[2], found[2])}", text)
    words = split_words_of(_DOTTED.sub(lambda found: found.group().replace(".", ""), text), language)
    titles = find_titles(words, language)
    verbs, parted = _read_verbs(text, language), language.words("tense.verb_prefixes")
    shouted = text.isupper()
    for at, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if at in titles or names.is_first_name(word, following):
            continue
        folded = names.unify(fold(word))
        is_acronym = len(word) > 1 and word.isupper() and not shouted
        if (folded not in stops and folded not in parted) or is_acronym:
            yield word, verbs.get(word) or stem(folded)
        if "-" in folded:
            for part in folded.split("-"):
                if part and part not in stops:
                    yield part, stem(part)


def _read_verbs(text: str, language: Language) -> Mapping[str, str]:
    """Return the stems of the verbs that a language may part: "lehnte … ab" and "abgelehnt" are one."""
    if not language.words("tense.verb_prefixes"):
        return {}
    return {verb.word: verb.stem for verb in find_verbs(text, language)}


def reduce_word(word: str, language: Language) -> str:
    """Return the token of a single word, stop words too.

    >>> reduce_word("Demands", english)
    'demand'
    """
    return _read_verbs(word, language).get(word) or stemmer(language.code)(fold(word))


@cache
def _spell_scales(language: Language) -> Mapping[str, str]:
    """Return the words for what multiplies a number, by their short forms: "bn" is "billion"."""
    scales = language.numbers("numbers.scales")
    words = {value: word for word, value in scales.items()}
    return {short: words[value] for short, value in {**scales, **language.numbers("numbers.short_scales")}.items()}


def stem_words(text: str, language: str = "en", names: Names | None = None) -> tuple[tuple[str, bool], ...]:
    """Return all words of a text by their stems, one spelling a name, and whether each is a stop word.

    >>> stem_words("The demands")
    (('the', True), ('demand', False))
    """
    names, stem = names or Names(), stemmer(language)
    known = load_language(language)
    stops = known.words("stop_words.words")
    folded = map(fold, split_words_of(text, known))
    return tuple((stem(names.unify(word)), word in stops) for word in folded)


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


def mark_first(vectors: Vectors) -> Flags:
    """Return which entries are the first of their columns: no row before has them.

    >>> mark_first(count_terms([["dam", "river"], ["dam", "ice"]])).tolist()
    [True, True, False, True]
    """
    import numpy as np

    first, entries = np.zeros(vectors.width, dtype=np.int64), np.arange(len(vectors.indices))
    first[vectors.indices[::-1]] = entries[::-1]
    is_first: Flags = first[vectors.indices] == entries
    return is_first


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
