"""What a story's sentences tell, as concepts: bigrams of stems, each with a weight.

The weight of a concept tells how likely an editor is to want it (Gillick & Favre 2009, with more than its count).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.analysis.names import Names
from summarizer.dedupe.vectors import Vectors, stem_words, sum_rows
from summarizer.summary.concept_weights import Mentions, average_with_learned, measure_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: What makes a concept weigh; the weight is the product. Worth 0.7, 0.3, 0.7 and 0.1 points of ROUGE-2.
FACTORS = ("often", "early", "central", "shared")  # names, not language
#: What is averaged with that product, if it is named among the factors.
LEARNED = "learned"  # names, not language
#: Each factor but the first is this plus what is measured, so that none alone can make a concept worthless.
BASE = 0.3


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence of a story: the number of its article, its place in it from 0, its centrality from 0 to 1."""

    text: str
    language: str
    article: int
    place: int
    centrality: float = 0.0


@dataclass(frozen=True, slots=True)
class Concepts:
    """Which row (a sentence) mentions which concepts (the columns), and the weight of each concept."""

    mentions: Vectors
    weights: Floats

    def weigh_rows(self) -> Floats:
        """Return the weight of all concepts of each row."""
        return sum_rows(self.weights[self.mentions.indices], self.mentions.starts)


@dataclass(frozen=True, slots=True)
class Bigrams:
    """The bigrams of a story: which sentence has which, and of each the numbers of its two stems.

    ``mentions`` are of what is counted. ``is_stop`` and ``standing`` tell of both stems of each bigram whether they are
    of a stop word, and in how many sentences they stand, the rarer one first.
    """

    of_sentences: Vectors
    mentions: Mentions
    pairs: Ints
    stems: tuple[str, ...]
    is_stop: Floats
    standing: Floats


def find_concepts(
    sentences: Sequence[PlacedSentence], factors: Collection[str] = FACTORS, names: Names | None = None
) -> Concepts:
    """Return the bigrams of stems that are not made of two stop words, weighted; spellings of a name are one.

    With "learned" among the ``factors`` the weight in closed form is averaged with the one that was learned, and a
    sentence that stands several times in the story is counted once.
    """
    bigrams = read_bigrams(sentences, names or Names(), once=LEARNED in factors)
    weights = weigh_in_closed_form(bigrams.mentions, factors)
    if LEARNED in factors and len(bigrams.pairs):
        features = measure_features(bigrams.mentions, bigrams.is_stop, bigrams.standing, weights)
        weights = average_with_learned(weights, features)
    return Concepts(bigrams.of_sentences, weights)


def read_bigrams(sentences: Sequence[PlacedSentence], names: Names, *, once: bool = True) -> Bigrams:
    """Return the bigrams of stems that are not made of two stop words.

    If a sentence is to count ``once``, only its first copy does.
    """
    import numpy as np

    numbers: dict[str, int] = {}
    words, are_stops = [], []
    for sentence in sentences:
        stems = stem_words(sentence.text, sentence.language, names)
        words.append([numbers.setdefault(stem, len(numbers)) for stem, _ in stems])
        are_stops += [stops for _, stops in stems]
    lengths = np.array([len(row) for row in words], dtype=np.int64)
    rows = np.repeat(np.arange(len(words)), lengths)
    flat = np.fromiter((number for row in words for number in row), np.int64)
    stops = np.array(are_stops, dtype=bool)

    # Neighbours in one sentence; a pair of stems is one number, and so are a pair and its sentence.
    is_pair = (rows[:-1] == rows[1:]) & ~(stops[:-1] & stops[1:])
    codes, concepts = np.unique((flat[:-1] * len(numbers) + flat[1:])[is_pair], return_inverse=True)
    width = max(1, len(codes))
    entries = np.unique(rows[:-1][is_pair] * width + concepts)
    of_rows, of_concepts = entries // width, entries % width
    starts = np.searchsorted(of_rows, np.arange(len(words) + 1))

    is_counted = np.ones(len(words), dtype=bool)
    if once:
        is_counted[:] = False
        is_counted[list({one.text: row for row, one in reversed(list(enumerate(sentences)))}.values())] = True
    mentions = Mentions(
        sentences=of_rows[is_counted[of_rows]],
        concepts=of_concepts[is_counted[of_rows]],
        width=width,
        articles=np.array([one.article for one in sentences], dtype=np.int64),
        places=np.array([one.place for one in sentences], dtype=np.int64),
        centralities=np.array([one.centrality for one in sentences], dtype=np.float64),
        words=lengths.astype(np.float64),
    )
    is_stop = np.zeros(len(numbers))
    is_stop[flat] = stops
    in_sentences = np.unique((rows * len(numbers) + flat)[is_counted[rows]]) % max(1, len(numbers))
    standing = np.bincount(in_sentences, minlength=len(numbers)).astype(np.float64)
    pairs = np.stack(np.divmod(codes, max(1, len(numbers))), axis=1)
    return Bigrams(
        of_sentences=Vectors(starts, of_concepts, np.ones(len(of_concepts)), width),
        mentions=mentions,
        pairs=pairs,
        stems=tuple(numbers),
        is_stop=is_stop[pairs],
        standing=np.sort(standing[pairs], axis=1),
    )


def weigh_in_closed_form(mentions: Mentions, factors: Collection[str] = FACTORS) -> Floats:
    """Return the weight of each concept: how often it is mentioned, times how early (mean of 1/(1 + place)), how close
    to the story's centre (mean centrality) and in what share of the articles; ``factors`` names those that count.
    """
    import numpy as np

    measured = {
        "often": mentions.count(),
        "early": BASE + mentions.average(1.0 / (1 + mentions.places)),
        "central": BASE + mentions.average(mentions.centralities),
        "shared": BASE + mentions.share_articles(),
    }
    weights = np.ones(mentions.width)
    for name in FACTORS:
        if name in factors:
            weights = weights * measured[name]
    return weights
