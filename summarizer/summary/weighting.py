"""What weighs a sentence beside what it says: how likely an editor prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import count_groups, count_terms, sum_rows
from summarizer.text.tokens import OPENING_MARKS, count_words

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats

#: How likely an editor prints a sentence: rather a long one, up to so many words, in the words of many articles, early
#: in its own, with a figure, and none that opens with a quotation. The numbers were fitted, as a logistic regression,
#: to 3,632 sentences of 22 topics that can stand alone. Three editors who did not know the program had read all of
#: them, and would print 37 in 100. Each topic by the numbers of the 21 others, they put one that would be printed above
#: another one in 81 of 100 pairs; of those with a chance below 0.1, of 0.4 to 0.6 and above 0.8, 6, 47 and 90 in 100.
_CONSTANT, _WORDS, _RARITY, _PLACE, _QUOTATION, _FIGURE = -2.48, 1.74, -5.14, -0.41, -1.08, 0.39
#: More words than these make no sentence better: without, a page of 500 words has 15.8 lines, with it 16.5.
_ENOUGH_WORDS = 28
#: The power of the chance by which a sentence weighs. Of lines in 500 words 57 in 100 are of use with the chance
#: itself, 63 with this.
_SHARPNESS = 5


def weigh_acceptance(
    texts: Sequence[str], tokens: Sequence[Sequence[str]], articles: Sequence[int], places: Sequence[int]
) -> Floats:
    """Return what each sentence of a story weighs, from 0 to 1, by the chance that an editor prints it.

    It goes by the text, the words that count, the number of the article and the place there, from 0.

    >>> dam, flood, remark = "The dam in Arle burst at 5 this morning.", "The dam broke, the valley is flooded.", "Oh!"
    >>> told, again, other = ["dam", "burst", "arle"], ["dam", "burst", "flood"], ["oh"]
    >>> weigh_acceptance([dam, flood, remark], [told, again, other], [0, 1, 0], [0, 0, 30]).round(3).tolist()
    [0.033, 0.003, 0.0]
    """
    import numpy as np

    mentions = count_terms([tuple(dict.fromkeys(of_sentence)) for of_sentence in tokens])
    numbers = np.array(articles, dtype=np.int64)
    standing = count_groups(mentions, numbers)
    rarity = 1 - np.log(np.maximum(standing, 1)) / np.log(max(int(numbers.max(initial=0)) + 1, 2))
    counts = np.diff(mentions.starts)
    mean_rarity = sum_rows(rarity[mentions.indices], mentions.starts) / np.maximum(counts, 1)
    mean_rarity[counts == 0] = 1.0
    words = np.log([min(max(count_words(text), 1), _ENOUGH_WORDS) for text in texts])
    depths = np.log1p(np.array(places, dtype=np.float64))
    quoting = np.array([text.startswith(OPENING_MARKS) for text in texts], dtype=np.float64)
    counting = np.array([any(char.isdecimal() for char in text) for text in texts], dtype=np.float64)
    score = _CONSTANT + _WORDS * words + _RARITY * mean_rarity + _PLACE * depths
    score += _QUOTATION * quoting + _FIGURE * counting
    weights: Floats = (1 / (1 + np.exp(-score))) ** _SHARPNESS
    return weights
