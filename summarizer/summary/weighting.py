"""How likely an editor prints a sentence: by that it weighs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import count_groups, count_terms, sum_rows
from summarizer.text.tokens import OPENING_MARKS, count_words

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats

#: How likely an editor prints a sentence: rather a long one, up to so many words, in the words of many articles, early
#: in its own, of a late article, with a figure, and none that opens with a quotation. The numbers were fitted, as a
#: logistic regression, to 3,632 sentences of 22 topics that can stand alone. Three editors who did not know the program
#: had read all of them and made pages, and two more said which sentences tell the same and which are out of date:
#: 20 in 100 tell something of the editor's page. Each topic by the numbers of the 21 others, they put one of those
#: above another sentence in 79 of 100 pairs, and in 77 without the lateness.
_CONSTANT, _WORDS, _RARITY, _PLACE, _QUOTATION, _FIGURE, _AGE = -1.99, 1.34, -4.69, -0.33, -0.67, 0.43, -2.20
#: More words than these make no sentence better: without, a page of 500 words has 15.8 lines, with it 16.5.
_ENOUGH_WORDS = 28
#: The power of the chance by which a sentence weighs beside others: with 3, pages of 20 lines have 0.3 lines fewer that
#: tell something of the editor's page; with 8, a repeat more.
SHARPNESS = 5


def estimate_chances(
    texts: Sequence[str],
    tokens: Sequence[Sequence[str]],
    articles: Sequence[int],
    places: Sequence[int],
    ages: Sequence[int],
    dated: Sequence[bool],
) -> Floats:
    """Return how likely an editor prints each sentence of a story, from 0 to 1.

    It goes by the text, the words that count, the number of the article, the place there, from 0, its age in days, and
    whether the sentence tells a day: in a story of several days that is as good as a figure.

    >>> dam, flood, remark = "The dam in Arle burst at 5 this morning.", "The dam broke, the valley is flooded.", "Oh!"
    >>> told, again, other = ["dam", "burst", "arle"], ["dam", "burst", "flood"], ["oh"]
    >>> chances = estimate_chances(
    ...     [dam, flood, remark], [told, again, other], [0, 1, 0], [0, 0, 30], [0, 0, 0], [False, False, False]
    ... )
    >>> chances.round(2).tolist()
    [0.46, 0.28, 0.0]
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
    has_digit = np.array([any(char.isdecimal() for char in text) for text in texts], dtype=bool)
    is_of_days = max(ages, default=0) > min(ages, default=0)
    counting = (has_digit | (np.array(dated, dtype=bool) & is_of_days)).astype(np.float64)
    score = _CONSTANT + _WORDS * words + _RARITY * mean_rarity + _PLACE * depths
    # What part of the story's sentences is newer: a story of a day and one of a month have the same measure.
    newer = np.searchsorted(np.sort(ages), ages) / max(len(ages), 1)
    score += _QUOTATION * quoting + _FIGURE * counting + _AGE * newer
    chances: Floats = 1 / (1 + np.exp(-score))
    return chances
