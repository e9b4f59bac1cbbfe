"""What a story's sentences tell, as concepts: bigrams of stems, each with a weight.

The weight of a concept tells how likely an editor is to want it (Gillick & Favre 2009, with more than its count).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.analysis.names import Names
from summarizer.dedupe.vectors import Vectors, count_terms, stem_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: What makes a concept weigh; the weight is the product. Worth 0.7, 0.3, 0.7 and 0.1 points of ROUGE-2.
FACTORS = ("often", "early", "central", "shared")  # names, not language
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


def find_concepts(
    sentences: Sequence[PlacedSentence], factors: Collection[str] = FACTORS, names: Names | None = None
) -> Concepts:
    """Return the bigrams of stems that are not made of two stop words, weighted; spellings of a name are one.

    The weight is how often a bigram is mentioned, times how early (mean of 1/(1 + place)), how close to the
    story's centre (mean centrality) and in what share of the articles; ``factors`` names those that count.
    """
    import numpy as np

    bigrams: list[list[str]] = []
    for sentence in sentences:
        pairs = pairwise(stem_words(sentence.text, sentence.language, names))
        found = [f"{a} {b}" for (a, a_stops), (b, b_stops) in pairs if not (a_stops and b_stops)]
        bigrams.append(list(dict.fromkeys(found)))
    mentions = count_terms(bigrams)
    rows, often = mentions.number_rows(), mentions.count_rows()

    def average(values: Sequence[float]) -> Floats:
        of_rows: Floats = np.array(values, dtype=np.float64)
        totals = np.bincount(mentions.indices, of_rows[rows], minlength=mentions.width)
        return np.divide(totals, np.maximum(often, 1))

    # In how many articles each concept is mentioned: pairs of both are counted once.
    articles = np.array([sentence.article for sentence in sentences], dtype=np.int64)
    step = int(articles.max(initial=0)) + 1
    pairs_of_both = np.sort(mentions.indices * step + articles[rows])
    is_first = np.diff(pairs_of_both, prepend=-1) > 0
    in_articles = np.bincount(pairs_of_both[is_first] // step, minlength=mentions.width)
    measured = {
        "often": often.astype(np.float64),
        "early": BASE + average([1 / (1 + sentence.place) for sentence in sentences]),
        "central": BASE + average([sentence.centrality for sentence in sentences]),
        "shared": BASE + in_articles / max(1, len(set(articles.tolist()))),
    }
    weights = np.ones(mentions.width)
    for name in factors:
        weights = weights * measured[name]
    return Concepts(mentions, weights)
