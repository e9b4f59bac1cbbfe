"""What is printed: of the candidates those that together are worth most, within the limits of the page.

A sentence's worth is its weight or, where concepts are covered, what it tells of them that the page does not, for its
price in words. It fades with its likeness to what is printed, and counts for less in a section that has had its share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import count_terms
from summarizer.summary.coverage import Concepts, CoverageGains
from summarizer.summary.quotas import ENDLESS, LINE, Limits, Quotas, Share
from summarizer.summary.redundancy import Redundancy

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Flags, Floats

#: Reasons why a candidate is not printed, as the trace tells them.
TOLD = "told already by a printed sentence"
ADDS_LITTLE = "adds little to what is printed"
BELOW = "ranked below what the length allows"
#: The same where the words ran out before the sentences that were asked for.
BELOW_WORDS = f"{BELOW}: {LINE} words a sentence"
TOO_LONG = "too long for the length that was left"
BETTER_WITHOUT = "the page is better without it"

#: The price of a sentence that covers concepts is its length to the power of this: extracts have 0.2 points of ROUGE-1
#: and ROUGE-2 less without it.
PRICE = 0.15
#: So many independent sources agree on what is printed first, on at most half of the page. On many topics it changes
#: little; of the five real articles it prints what four outlets have heard Berlin demand.
AGREED = 3
_TRIALS = 600
#: What is worth no more tells nothing. What an editor would hardly print weighs very little, and is printed all the
#: same where there is room.
_NOTHING = 1e-30
#: A page is better than another if it is worth more by this part.
_BETTER = 1e-9
#: What weighs nothing may still fill a page that is short of sentences.
_LEAST_WEIGHT = 1e-20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be printed: its row, section, weight, length in words, and how many independent sources and
    articles tell it.

    One that does not stand by itself, or is told again, is printed only where nothing better is left; one that also
    ``leans`` on what is not on the page, only where there would be no page without. One that ``must`` be printed goes
    before all others.
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


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are printed, in the order in which they were chosen, and why each other one is not.

    What may not be quoted is ``withheld`` from where it would stand as a disagreement; so many sentences of an article,
    by its id, are ``left_out`` for that reason.
    """

    rows: tuple[int, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)
    withheld: frozenset[int] = frozenset()
    left_out: Mapping[str, int] = field(default_factory=dict)


def select(
    candidates: Sequence[Candidate],
    shares: Sequence[Share],
    limits: Limits,
    redundancy: Redundancy,
    concepts: Concepts | None = None,
) -> Selection:
    """Return the candidates that are worth most together.

    First goes what must be printed and what several sources agree on, then what fills the shares that were asked for,
    and then all compete. Where concepts are covered, a candidate's ``weight`` multiplies what it covers. Redundancy and
    concepts are those of all rows: what is not a candidate counts for their weights.
    """
    import numpy as np

    if not candidates:
        return Selection(())
    page = _Page(candidates, shares, limits, redundancy, concepts)
    stands = np.zeros(redundancy.size, dtype=bool)
    stands[[one.row for one in candidates if one.stands]] = True
    page.print_first([one for one in candidates if one.stands and (one.must or one.sources >= AGREED)])
    in_asked = page.quotas.asked[page.sections] & (page.sections >= 0)
    if in_asked.any():
        page.extend(stands & in_asked)
    page.extend(stands)
    page.quotas.lift_caps()
    page.fill(stands)
    # What several articles tell as one thing is a thing of its own, whatever words it shares with what is printed.
    page.least_left = 0.0
    several = np.zeros(redundancy.size, dtype=bool)
    several[[one.row for one in candidates if one.articles > 1]] = True
    page.fill(stands & several)
    leans = np.zeros(redundancy.size, dtype=bool)
    leans[[one.row for one in candidates if one.leans]] = True
    untold = stands & (page.redundancy.left > 0)
    untold[page.rows] = False
    if not untold.any():
        page.fill(~stands & ~leans if page.rows else ~stands)
    chosen = set(page.rows)
    return Selection(tuple(page.rows), {one.row: page.explain(one) for one in candidates if one.row not in chosen})


class _Page:
    """A page that is being filled: the rows on it, and what each other row is worth beside them."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        shares: Sequence[Share],
        limits: Limits,
        redundancy: Redundancy,
        concepts: Concepts | None,
    ) -> None:
        import numpy as np

        numbers = {share.section: number for number, share in enumerate(shares)}
        self.words = np.zeros(redundancy.size)
        self.sections = np.full(redundancy.size, -1)
        factors = np.zeros(redundancy.size)
        for one in candidates:
            self.words[one.row], self.sections[one.row] = one.words, numbers[one.section]
            factors[one.row] = one.weight
        self._is_candidate = self.sections >= 0
        self._limits = limits
        self._covers = concepts is not None
        if concepts is None:
            # Each row covers itself.
            concepts = Concepts(count_terms([[str(row)] for row in range(len(factors))]), np.ones(len(factors)))
            factors = np.where(self._is_candidate, np.maximum(factors, _LEAST_WEIGHT), 0.0)
        self._gains = CoverageGains(concepts, factors)
        self._prices = np.maximum(self.words, 1.0) ** (PRICE if self._covers else 0.0)
        self.redundancy = redundancy
        redundancy.turn_to(())
        self.least_left = limits.least_left
        self.quotas = Quotas(self.sections, self.words, shares, limits)
        self.rows: list[int] = []

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make the page hold just these rows."""
        self.rows = list(rows)
        self._gains.turn_to(rows)
        self.redundancy.turn_to(rows)
        self.quotas.turn_to(rows)

    def add(self, row: int) -> None:
        """Print a row."""
        self.rows.append(row)
        self._gains.add(row)
        self.redundancy.add(row)
        self.quotas.add(row)

    def count_words(self) -> float:
        """Return how many words are printed."""
        return float(self.words[self.rows].sum())

    def weigh(self) -> Floats:
        """Return what each row is worth."""
        left = self.redundancy.left
        worth: Floats = self._gains.by_row / self._prices * left * self.quotas.factors * (left >= self.least_left)
        return worth

    def fill(self, allowed: Flags, without: int | None = None) -> None:
        """Print the worthiest of the allowed rows until none fits."""
        open_rows = allowed & self._is_candidate
        open_rows[self.rows] = False
        if without is not None:
            open_rows[without] = False
        used = self.count_words()
        while len(self.rows) < self._limits.sentences:
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

    def extend(self, allowed: Flags) -> None:
        """Fill the page, then take one of the new rows out and fill it again, as long as it is worth more.

        Without it, extracts of six sets have 0.3 to 1.9 points of ROUGE-1 less, and 0.3 to 1.7 of ROUGE-2.
        """
        kept = list(self.rows)
        self.fill(allowed)
        if not self._covers:
            return
        best, value, trials, improved = list(self.rows), self.add_up(), 0, True
        while improved and trials < _TRIALS:
            improved = False
            for out in best[len(kept) :][: _TRIALS - trials]:
                trials += 1
                self.turn_to([row for row in best if row != out])
                self.fill(allowed, out)
                other = self.add_up()
                if other > value * (1 + _BETTER):
                    best, value, improved = list(self.rows), other, True
                    break
        self.turn_to(best)

    def add_up(self) -> float:
        """Return what the printed rows are worth together, whatever their price, each beside those before it."""
        gains, factors = self._gains.measure_in_turn(self.rows), self.quotas.measure_in_turn(self.rows)
        return float((gains * factors * self.redundancy.measure_in_turn(self.rows)).sum())

    def print_first(self, candidates: Sequence[Candidate]) -> None:
        """Print what must be, then what several independent sources agree on, on half of the page at most.

        A sentence of one source may hold nearly all words of an agreed one, and would take its place and its sources.
        """
        for one in sorted(candidates, key=lambda one: (not one.must, -one.weight, one.row)):
            limits = self._limits if one.must else self._limits.scale(0.5)
            has_room = self.quotas.factors[one.row] > 0 and len(self.rows) < limits.sentences
            fits = limits.fits(self.count_words(), self.words)[one.row]
            # What happened last may be told in the words of what happened first.
            is_told = self.redundancy.repeats(one.row) if one.must else self.redundancy.tells(one.row)
            is_told |= bool(self.redundancy.left[one.row] < self.least_left)
            if has_room and fits and not is_told:
                self.add(one.row)
