"""How likely an editor keeps a line: what is short, deep in an article, or in words of no other article, is struck.

The numbers were fitted, as a logistic regression, to 799 lines of forty pages of twenty stories, of which four readers
who did not know the program struck 22 in 100. Of 478 lines of eighteen other stories, of which others struck 28 in
100, they put a struck line above a kept one in 80 of 100 pairs; of those with a chance of 0.1 to 0.2, 0.3 to 0.4 and
0.5 to 0.7, 13, 43 and 72 of 100 were struck.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import count_groups, count_terms, sum_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_CONSTANT, _WORDS, _RARITY, _PLACE = 1.64, -1.6, 3.46, 0.234


def weigh_acceptance(
    tokens: Sequence[Sequence[str]], lengths: Sequence[int], articles: Sequence[int], places: Sequence[int]
) -> Floats:
    """Return how likely each sentence of a story is kept by an editor, from 0 to 1.

    Args:
        tokens: the words that count, of each sentence.
        lengths: of the sentences, in all their words.
        articles: the number of each sentence's article, from 0.
        places: of the sentences in their articles, from 0.

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
