"""What is printed: of the candidates those that together are worth most, within the limits of the page.

A sentence's worth is its weight. It fades with its likeness to what is printed, and counts for less in a section that
has had its share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.summary.quotas import ENDLESS, LINE, Limits, Quotas, Share
from summarizer.summary.redundancy import Redundancy

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Flags, Floats

#: Beside so few lines more may be told in their words: up to one line more.
_FEW = 2
#: Reasons why a candidate is not printed, as the trace tells them.
TOLD = "nearly the same as a printed sentence"
ADDS_LITTLE = "adds little to what is printed"
BELOW = "ranked below what the length allows"
#: The same where the words ran out before the sentences that were asked for.
BELOW_WORDS = f"{BELOW}: {LINE} words a sentence"
TOO_LONG = "too long for the length that was left"
BETTER_WITHOUT = "the page is better without it"

#: So many independent sources agree on what is printed first, on at most half of the page. On many topics it changes
#: little; of the five real articles it prints what four outlets have heard Berlin demand.
AGREED = 3
#: On a page that leaves out what is mostly told, a sentence without a new figure of which less than so many times as
#: much is left yields to all of which more is. Of 171 stories of teasers 24 have other lines by it, 12 better ones, 4
#: worse; of what is told twice 11 lines are gone, and 4 come.
_HALF_TOLD = 2.0
#: What is worth no more tells nothing. What an editor would hardly print weighs very little, and is printed all the
#: same where there is room.
_NOTHING = 1e-30
#: What weighs nothing may still fill a page that is short of sentences.
_LEAST_WEIGHT = 1e-20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be printed: its row, section, weight, length in words, how many independent sources and
    articles tell it, and its figures.

    One that does not stand by itself, or is told again, is printed only where nothing better is left; one that also
    ``leans`` on what is not on the page, only where there would be no page without. One that ``must`` be printed goes
    before all others, and the one that tells what happened, the event, before these. A sequel tells in the event's
    words what happened on another day; what ``is_later`` is of an article of a later day than it, what ``is_newest`` of
    the newest day of several.
    """

    row: int
    section: str
    weight: float
    words: int
    stands: bool = True
    leans: bool = False
    sources: int = 1
    articles: int = 1
    must: bool = False
    is_event: bool = False
    is_sequel: bool = False
    is_later: bool = False
    is_newest: bool = False
    figures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are printed, in the order in which they were chosen, and why each other one is not.

    A row that is nearly the same as a printed one, or only tells again, is ``near`` that one: one word may turn what it
    tells, so whoever reads the page must see that it is there. What may not be quoted is ``withheld`` from where it
    would stand as a disagreement; so many sentences of an article, by its id, are ``left_out`` for that reason.
    """

    rows: tuple[int, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    near: Mapping[int, int] = field(default_factory=dict)
    withheld: frozenset[int] = frozenset()
    left_out: Mapping[str, int] = field(default_factory=dict)


def select(
    candidates: Sequence[Candidate],
    shares: Sequence[Share],
    limits: Limits,
    redundancy: Redundancy,
) -> Selection:
    """Return the candidates that are worth most together.

    First goes what must be printed and what several sources agree on, then what fills the shares that were asked for,
    and then all compete.
    """
    import numpy as np

    if not candidates:
        return Selection()
    page = _Page(candidates, shares, limits, redundancy)
    stands, several, leans, later = np.zeros((4, redundancy.size), dtype=bool)
    for one in candidates:
        stands[one.row], several[one.row], leans[one.row] = one.stands, one.articles > 1, one.leans
        later[one.row] = one.is_later
    page.print_first([one for one in candidates if one.stands and (one.must or one.sources >= AGREED)])
    in_asked = page.quotas.asked[page.sections] & (page.sections >= 0)
    page.least_left = _HALF_TOLD * limits.least_left
    page.fill(stands & in_asked)
    page.fill(stands)
    page.quotas.lift_caps()
    page.fill(stands)
    page.least_left = limits.least_left
    page.fill(stands)
    # What the page tells goes last, and only what several articles tell or what has a figure that the page lacks: it
    # may be a fact of its own in the words of another. Of 120 stories of teasers the rest was 72 lines of 867; of 40
    # such lines that were read 35 told all again. So did 14 of 18 that only have a name that the page lacks ("the Biden
    # administration" after "President Biden"), and 11 of 14 beside one or two lines.
    page.takes_figures, page.takes_told = True, several | limits.is_all
    page.fill(stands)
    # What several articles tell as one thing is a thing of its own, whatever words it shares with what is printed.
    page.least_left = 0.0
    page.fill(stands & several)
    if len(page.rows) <= _FEW:
        # Beside so few lines their words are no measure. On pages that end where most is told 11 of 14 such lines told
        # all again; but what became of an event is told.
        page.takes_told = stands & later if limits.least_left else stands
        page.fill(page.takes_told, most=_FEW + 1)
    untold = stands & (page.redundancy.left > page.redundancy.left_of_told)
    untold[page.rows] = False
    if not untold.any():
        page.fill(~stands & ~leans if page.rows else ~stands)
    chosen = set(page.rows)
    reasons = {one.row: page.explain(one) for one in candidates if one.row not in chosen}
    retold = redundancy.find_retold()
    near = {row: redundancy.find_likest(row) for row in sorted(reasons) if redundancy.repeats(row) or retold[row]}
    return Selection(tuple(page.rows), reasons, near)


class _Page:
    """A page that is being filled: the rows on it, and what each other row is worth beside them."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        shares: Sequence[Share],
        limits: Limits,
        redundancy: Redundancy,
    ) -> None:
        import numpy as np

        numbers = {share.section: number for number, share in enumerate(shares)}
        self.words = np.zeros(redundancy.size)
        self.sections = np.full(redundancy.size, -1)
        self._weights = np.zeros(redundancy.size)
        self._agreed = np.zeros(redundancy.size, dtype=bool)
        for one in candidates:
            self.words[one.row], self.sections[one.row] = one.words, numbers[one.section]
            self._weights[one.row] = max(one.weight, _LEAST_WEIGHT)
            self._agreed[one.row] = one.sources >= AGREED
        # What came of the event on a later day may be told in its very words, a new toll too.
        self._later, self._newest = np.zeros((2, redundancy.size), dtype=bool)
        for one in candidates:
            self._later[one.row], self._newest[one.row] = one.is_later, one.is_newest
        self._figures = {one.row: one.figures for one in candidates}
        self._rows_of: dict[str, list[int]] = {}
        # How many figures of each row the page lacks.
        self._lacked = np.zeros(redundancy.size, dtype=np.int64)
        for one in candidates:
            self._lacked[one.row] = len(one.figures)
            for figure in one.figures:
                self._rows_of.setdefault(figure, []).append(one.row)
        self.takes_figures = False
        self.takes_told: Flags = np.zeros(redundancy.size, dtype=bool)
        self._limits = limits
        self.redundancy = redundancy
        redundancy.reset()
        self.least_left = limits.least_left
        self.quotas = Quotas(self.sections, self.words, shares, limits)
        self.rows: list[int] = []

    def add(self, row: int) -> None:
        """Print a row."""
        self.rows.append(row)
        for figure in self._figures[row]:
            self._lacked[self._rows_of.pop(figure, [])] -= 1
        self.redundancy.add(row)
        self.quotas.add(row)

    def count_words(self) -> float:
        """Return how many words are printed."""
        return float(self.words[self.rows].sum())

    def weigh(self) -> Floats:
        """Return what each row is worth: nothing where the page tells it, unless several sources agree on it.

        With some worth, weighty sentences of which all is told went before what is new: pages of 22 topics told 2.45
        things twice instead of 2.3, at 40 lines 6.3 instead of 4.6. What Kyiv answers to a call has the call's words.
        """
        left = self.redundancy.left
        is_new = self.takes_told | (left > self.redundancy.left_of_told) | self._agreed
        has_figure = self._lacked > 0
        if self.takes_figures:
            is_new |= has_figure
        is_new &= (left >= self.least_left) | (has_figure & (left >= self._limits.least_left))
        if not self._limits.is_all:
            goes_on = self._agreed | self._later | (self._newest & has_figure)
            is_new &= goes_on | ~self.redundancy.find_retold()
        worth: Floats = self._weights * left * self.quotas.factors * is_new
        return worth

    def fill(self, allowed: Flags, most: int = ENDLESS) -> None:
        """Print the worthiest of the allowed rows until none fits, or the page has the ``most`` rows."""
        open_rows = allowed.copy()
        open_rows[self.rows] = False
        used = self.count_words()
        while len(self.rows) < min(self._limits.sentences, most):
            worth = self.weigh() * self._limits.fits(used, self.words) * open_rows
            row = int(worth.argmax())
            if worth[row] <= _NOTHING:
                break
            open_rows[row] = False
            used += float(self.words[row])
            self.add(row)

    def explain(self, one: Candidate) -> str:
        """Return why a candidate is not printed."""
        if self.redundancy.repeats(one.row):
            return TOLD
        if self.redundancy.tells(one.row) or self.redundancy.left[one.row] < self._limits.least_left:
            return ADDS_LITTLE
        if one.words > self._limits.words:
            return TOO_LONG
        if one.leans:
            return BETTER_WITHOUT
        is_counted = len(self.rows) < self._limits.sentences < ENDLESS
        return BELOW_WORDS if is_counted else BELOW

    def print_first(self, candidates: Sequence[Candidate]) -> None:
        """Print what must be, then what several independent sources agree on, on half of the page at most.

        A sentence of one source may hold nearly all words of an agreed one, and would take its place and its sources.
        """
        for one in sorted(candidates, key=lambda one: (not one.is_event, not one.must, -one.weight, one.row)):
            limits = self._limits if one.must else self._limits.scale(0.5)
            has_room = self.quotas.factors[one.row] > 0 and len(self.rows) < limits.sentences
            fits = limits.fits(self.count_words(), self.words)[one.row]
            # What happened last may be told in the words of what happened first; but on a short page that holds for it
            # too, by which ROUGE at 100 words of duc03 is 0.3 / 0.2 higher. Where it went before the event, that was
            # left out: of 25 which open otherwise now 7 are better, 2 worse.
            is_told = self.redundancy.tells(one.row) or self.redundancy.left[one.row] < self.least_left
            if one.must and (one.is_sequel or not self._limits.is_short):
                # What came of it on another day is no second telling: of ten stories of two days eight ended on the
                # first.
                is_told = self.redundancy.repeats(one.row)
            if has_room and fits and not is_told:
                self.add(one.row)
