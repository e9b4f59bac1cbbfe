"""How long a page and its sections may be: the limits of a length, and the shares of a plan.

A share of a plan is a wish: what a section tells beyond it counts for less and less, and what it tells below it for
more. A share that was asked for is kept, as nearly as whole sentences allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.model import Length
from summarizer.text.tokens import WORDS_PER_MINUTE

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Flags, Floats, Ints

ENDLESS = 10**9
#: The words of a usual line. Where a length is said in sentences, so many times so many words are the page's length. Of
#: 22 topics editors made pages of 17.5 lines where they might have 20 lines and 500 words; what fills a page up to 20
#: they strike: of 20 lines 50 in 100 are of use, of the 16.5 that have the same words 64.
LINE = 25
#: A page of fewer lines is a short one. That a longer one keeps to its words takes from editors' 9.5 good lines of 20
#: none, and .011 of the nuggets with 7 words of 506; it was made with one page in view.
_SHORT = 10
#: Such a page of so many sentences, or a story's on a front page, stops where less than this is left of what could be
#: told: most of that is told above. Two blind editors struck 26 of 112 lines of 22 stories of teasers: 14 of these are
#: gone by it and by how alike openings are, and 8 others; with 0.1 there go 11 and 8, with 0.3 14 and 13. On a long
#: page it takes what is of use.
LEAST_LEFT = 0.15
#: What makes a section so many times as long as its share counts for this power of that. It falls slowly beside what an
#: editor makes of a sentence, so that the page tells what is best; with -1 fewer lines are of use.
OVERRUN = -0.25
#: A share of fewer words than these counts as these: without it pages of 100 words have 0.4 points of ROUGE-1 less.
_LEAST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Share:
    """A section's part of the page, in proportion to the others'; one that is ``asked`` is kept, one that is an
    ``at_most`` is not exceeded.
    """

    section: str
    part: float
    asked: bool = False
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The most sentences and the most words of a page.

    A sentence of whose worth less than ``least_left`` is left beside the printed ones is not printed, unless several
    articles tell it. Where the page ``is_all``, what is told is printed too.
    """

    sentences: int
    words: int
    least_left: float = 0.0
    is_all: bool = field(default=False, compare=False, repr=False)

    @property
    def budget(self) -> int:
        """So many words the page is to have: of a number of sentences, so many usual lines.

        >>> Limits(20, ENDLESS).budget, Limits(ENDLESS, 300).budget
        (500, 300)
        """
        return min(self.words, self.sentences * LINE)

    @property
    def is_short(self) -> bool:
        """Whether the page has the words of a few lines."""
        return self.budget < _SHORT * LINE

    def fits(self, used: float, words: Floats) -> Flags:
        """Return which lines of so many words have room behind so many words.

        Where sentences are counted, a short page is as long as whole sentences come to it, so that two long ones are
        two; a longer one has its words at most. A first line always has room.

        >>> import numpy as np
        >>> Limits(ENDLESS, 30).fits(10, np.array([20.0, 21.0])).tolist()
        [True, False]
        >>> Limits(2, ENDLESS).fits(30, np.array([40.0, 41.0])).tolist()
        [True, False]
        >>> Limits(20, ENDLESS).fits(480, np.array([20.0, 21.0])).tolist()
        [True, False]
        """
        if self.words < ENDLESS:
            return used + words <= self.words
        return used + (words / 2 if self.sentences < _SHORT else words) <= self.budget if used else words > 0

    def scale(self, part: float) -> Limits:
        """Return the limits of a part of the page, one line at least.

        >>> Limits(20, ENDLESS).scale(0.25), Limits(3, ENDLESS).scale(0.1).sentences
        (Limits(sentences=5, words=1000000000, least_left=0.0), 1)
        """
        sentences = self.sentences if self.sentences >= ENDLESS else max(1, round(self.sentences * part))
        words = self.words if self.words >= ENDLESS else round(self.words * part)
        return replace(self, sentences=sentences, words=words)


def find_limits(length: Length, available: int) -> Limits:
    """Return the most sentences and words that a length allows, of so many sentences in all.

    >>> find_limits(Length(20, "percent"), 99), find_limits(Length(2, "minutes"), 99).words
    (Limits(sentences=19, words=1000000000, least_left=0.0), 476)
    >>> find_limits(Length(6, "sentences"), 99).least_left, find_limits(Length(20, "sentences"), 99).least_left
    (0.15, 0.0)
    """
    if length.unit == "sentences":
        return Limits(int(length.amount), ENDLESS, LEAST_LEFT if length.amount < _SHORT else 0.0)
    if length.unit == "percent":
        return Limits(max(1, int(available * length.amount / 100 + 1e-9)), ENDLESS, is_all=length.amount >= 100)
    words = length.amount if length.unit == "words" else length.amount * WORDS_PER_MINUTE
    return Limits(ENDLESS, int(words))


class Quotas:
    """What each section has of the page, beside its share.

    Args:
        sections: the number of each row's section among the shares; -1 for what is no candidate.
        words: the length of each row.
        shares: of the sections in their order. One without candidates takes nothing away from the others.
        limits: of the page. Where sentences are counted, a share that was asked for is one of sentences.
    """

    def __init__(self, sections: Ints, words: Floats, shares: Sequence[Share], limits: Limits) -> None:
        import numpy as np

        self._sections = sections
        self._words = words
        self._sizes = words if limits.sentences >= ENDLESS else np.ones(len(words))
        size = limits.words if limits.sentences >= ENDLESS else limits.sentences
        parts = divide(shares, set(sections.tolist()))
        self._soft = np.maximum(np.array(parts) * limits.budget, _LEAST_WORDS)
        self._most = np.array(parts) * size
        self.asked: Flags = np.array([share.asked for share in shares], dtype=bool)
        self._capped: Flags = np.array([share.asked or share.at_most for share in shares], dtype=bool)
        self._used = np.zeros(len(shares))
        self._filled = np.zeros(len(shares))

    @property
    def factors(self) -> Floats:
        """By what each worth is multiplied: 1 where it fills its section's share, 0 where there is no room."""
        import numpy as np

        own = self._sections
        factors: Floats = (np.maximum(self._used[own] + self._words, 1.0) / self._soft[own]) ** OVERRUN
        # As nearly as whole sentences allow: half a sentence more rather than less.
        is_full = self._filled[own] + self._sizes / 2 > self._most[own] + 1e-9
        factors[(own < 0) | (self._capped[own] & is_full)] = 0.0
        return factors

    def add(self, row: int) -> None:
        """Print one row more."""
        self._used[self._sections[row]] += self._words[row]
        self._filled[self._sections[row]] += self._sizes[row]

    def lift_caps(self) -> None:
        """Let sections grow beyond the shares that were asked for; the most stays the most."""
        self._capped &= ~self.asked


def divide(shares: Sequence[Share], filled: set[int]) -> list[float]:
    """Return the parts of a page: what was asked for, and the rest of it in proportion to the other shares.

    ``filled`` are the numbers of the sections that have something.

    >>> divide([Share("a", 0.5, asked=True), Share("b", 0.3), Share("c", 0.1), Share("d", 0.9)], {0, 1, 2})
    [0.5, 0.375, 0.125, 0.0]
    """
    present = [(share.part if at in filled else 0.0, share.asked) for at, share in enumerate(shares)]
    asked = sum(part for part, is_asked in present if is_asked)
    others = sum(part for part, is_asked in present if not is_asked)
    if others and asked < 1.0:
        total, left = 1.0, (1.0 - asked) / others
    else:
        # Shares that leave nothing for the others are in proportion to those.
        total = asked + others or 1.0
        left = 1.0 / total
    return [round(part / total if is_asked else part * left, 12) for part, is_asked in present]
