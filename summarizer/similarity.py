"""Texts → how alike they are: sparse vectors whose cosine is the similarity.

The default is TF-IDF of words with the **idf of the story itself**: all sentences of a story share
its topic, and only its own idf knows which words tell one of its facts from another.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from summarizer.errors import ConfigError, nearest
from summarizer.languages import stemmer, stop_words
from summarizer.naming import Names, find_titles
from summarizer.words import fold, split_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

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
