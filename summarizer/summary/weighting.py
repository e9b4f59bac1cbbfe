"""What weighs a sentence beside what it says: what other articles tell like it, and how likely an editor keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.similar_pairs import find_pairs
from summarizer.dedupe.vectors import Vectors, count_groups, count_terms, sum_rows

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats

#: Sentences that are less alike have nothing in common; what is more alike than the second agrees fully. With 0.2 for
#: the first, pages of 500 words have 0.8 points of ROUGE-1 less; with 1 for the second 0.01 less is told.
_FLOOR, _FULL = 0.1, 0.6
#: Agreement counts as this plus what is measured, so that what only one article tells is not worthless.
_BASE = 0.1
#: How likely an editor keeps a line: what is short, deep in an article, or in words of no other article, is struck. The
#: numbers were fitted, as a logistic regression, to 799 lines of forty pages of twenty stories, of which four readers
#: who did not know the program struck 22 in 100. Of 478 lines of eighteen other stories, of which others struck 28 in
#: 100, they put a struck line above a kept one in 80 of 100 pairs; of those with a chance of 0.1 to 0.2, 0.3 to 0.4 and
#: 0.5 to 0.7, 13, 43 and 72 of 100 were struck. Without, 20 lines tell 0.03 less, and 27 of 160 lines lean, not 22.
_CONSTANT, _WORDS, _RARITY, _PLACE = 1.64, -1.6, 3.46, 0.234


def weigh_agreement(vectors: Vectors, articles: Sequence[str]) -> Floats:
    """Return the factor by which each row weighs more, or less, than the mean for what other articles tell like it.

    Agreement is the mean, over the other articles, of the likeness of a sentence to their likest one. On 22 topics of
    DUC 2004 worth 0.6 points of ROUGE-1 and 0.4 of ROUGE-2 at 100 words, and at 20 lines 3 parts of 100 more of what
    people want to read; nothing at 500 words.

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


def weigh_acceptance(
    tokens: Sequence[Sequence[str]], lengths: Sequence[int], articles: Sequence[int], places: Sequence[int]
) -> Floats:
    """Return how likely each sentence of a story is kept by an editor, from 0 to 1.

    It goes by the words that count, the length in all words, the number of the article and the place there, from 0.

    >>> told, remark = ["dam", "burst", "arle"], ["crown", "jewel"]
    >>> weigh_acceptance([told, remark, [*told, "flood"]], [24, 7, 20], [0, 0, 1], [0, 30, 0]).round(2).tolist()
    [0.97, 0.06, 0.91]
    """
    import numpy as np

    mentions = count_terms([tuple(dict.fromkeys(of_sentence)) for of_sentence in tokens])
    numbers = np.array(articles, dtype=np.int64)
    standing = count_groups(mentions, numbers)
    rarity = 1 - np.log(np.maximum(standing, 1)) / np.log(max(int(numbers.max(initial=0)) + 1, 2))
    counts = np.diff(mentions.starts)
    mean_rarity = sum_rows(rarity[mentions.indices], mentions.starts) / np.maximum(counts, 1)
    mean_rarity[counts == 0] = 1.0
    words = np.log(np.maximum(np.array(lengths, dtype=np.float64), 1))
    depths = np.log1p(np.array(places, dtype=np.float64))
    kept: Floats = 1 / (1 + np.exp(_CONSTANT + _WORDS * words + _RARITY * mean_rarity + _PLACE * depths))
    return kept
