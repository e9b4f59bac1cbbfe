"""What can be printed, how long it may be, and how the sections share the length."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors
from summarizer.model import Length
from summarizer.summary.coverage import Barred, Concepts, Gains, cover
from summarizer.summary.redundancy import Page
from summarizer.text.tokens import WORDS_PER_MINUTE

#: Reasons why a candidate is not printed, as the trace tells them.
TOLD = "told already by a printed sentence"
BELOW = "ranked below what the length allows"
TOO_LONG = "too long for the length that was left"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be printed: its row, section, weight and length in words.

    ``side`` tells whose words it gives, where that is known; one that does not stand by itself, or is told
    again, is printed only where nothing better is left.
    """

    row: int
    section: str
    weight: float
    words: int
    side: str = ""
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are printed, in the order in which they were chosen, and why each other one is not."""

    rows: tuple[int, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)


def favour_early(place: int) -> float:
    """Give the factor by which a sentence's place in its article, from 0, raises its weight.

    News tells the most important first; on DUC 2004 this is worth a point of ROUGE-2.

    >>> favour_early(0), favour_early(3)
    (2.0, 1.25)
    """
    return 1 + 1 / (1 + place)


def allowance(length: Length, available: int) -> tuple[int, int]:
    """Give the most sentences and the most words that a length allows, of so many sentences in all.

    >>> allowance(Length(20, "percent"), 99), allowance(Length(2, "minutes"), 99)[1]
    ((19, 1000000000), 476)
    """
    endless = 10**9
    if length.unit == "sentences":
        return int(length.amount), endless
    if length.unit == "percent":
        return max(1, int(available * length.amount / 100 + 1e-9)), endless
    words = length.amount if length.unit == "words" else length.amount * WORDS_PER_MINUTE
    return endless, int(words)


def share_out(shares: Sequence[tuple[str, float]], filled: set[str]) -> dict[str, float]:
    """Give each section that has candidates its part of the length; all parts are 1."""
    total = sum(share for name, share in shares if name in filled) or 1.0
    return {name: share / total for name, share in shares if name in filled}


def part_length(shares: Mapping[str, float], count: int, limits: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Part the length by the shares: whole sentences by largest remainder, or words."""
    if limits[0] >= count:
        return {name: (limits[0], int(limits[1] * share)) for name, share in shares.items()}
    exact = {name: limits[0] * share for name, share in shares.items()}
    whole = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(shares, key=lambda name: (whole[name] - exact[name], name))
    for name in by_remainder[: limits[0] - sum(whole.values())]:
        whole[name] += 1
    return {name: (count, limits[1]) for name, count in whole.items()}


# Candidates by rank: each section its share, the heaviest first, nothing twice.


def choose(
    candidates: Sequence[Candidate], shares: Sequence[tuple[str, float]], limits: tuple[int, int], vectors: Vectors
) -> Selection:
    """Choose the heaviest candidates within the limits, each section up to its share first.

    What a section cannot use goes to the heaviest candidates of any section. A candidate that a printed
    sentence already tells is passed over; so the story's heaviest sentence is always printed.
    """
    ordered = sorted(candidates, key=lambda c: (-c.weight, c.row))
    filling = _Filling(limits, Page(vectors, {candidate.row: candidate.side for candidate in candidates}))
    parts = share_out(shares, {c.section for c in candidates})
    quotas = part_length(parts, len(ordered), limits)
    standing = [candidate for candidate in ordered if candidate.stands]
    filling.fill(standing, quotas)
    filling.fill(standing, dict.fromkeys(quotas, limits))
    if not filling.left_out():
        filling.fill(ordered, dict.fromkeys(quotas, limits))
    filling.leave(ordered)
    return Selection(tuple(filling.rows), filling.reasons)


class _Filling:
    """What is printed so far, and why the rest is not."""

    def __init__(self, limits: tuple[int, int], page: Page) -> None:
        self.rows: list[int] = []
        self.reasons: dict[int, str] = {}
        self._limits = limits
        self._words = 0
        self._page = page

    def fill(self, candidates: Iterable[Candidate], quotas: Mapping[str, tuple[int, int]]) -> None:
        """Print candidates in their order until their section's quota, or the page, is used."""
        used: dict[str, tuple[int, int]] = {}
        for candidate in candidates:
            row, (count, words) = candidate.row, used.get(candidate.section, (0, 0))
            most, most_words = quotas[candidate.section]
            if row in self.rows or self.reasons.get(row) == TOLD:
                continue
            if count >= most or len(self.rows) >= self._limits[0]:
                self.reasons[row] = BELOW
            elif words + candidate.words > most_words or self._words + candidate.words > self._limits[1]:
                self.reasons[row] = TOO_LONG
            elif self._page.tells(row):
                self.reasons[row] = TOLD
            else:
                self._print(candidate)
                used[candidate.section] = (count + 1, words + candidate.words)

    def left_out(self) -> bool:
        """Tell whether a candidate was left out that says something new."""
        return any(why != TOLD for why in self.reasons.values())

    def leave(self, candidates: Iterable[Candidate]) -> None:
        """Say of what was never tried that it is not printed."""
        for candidate in candidates:
            if candidate.row not in self.rows:
                self.reasons.setdefault(candidate.row, BELOW)

    def _print(self, candidate: Candidate) -> None:
        self.rows.append(candidate.row)
        self.reasons.pop(candidate.row, None)
        self._words += candidate.words
        self._page.add(candidate.row)


# Candidates by cover: the set of sentences that together says most, each section its share.


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]


#: The weights of what stands alone and has three independent sources, or two.
AGREED, CONFIRMED = 1.1 - 1e-9, 1.05 - 1e-9
#: How much the length of what is agreed counts against what it says.
_COST = 0.3


def choose_cover(
    candidates: Sequence[Candidate],
    shares: Sequence[tuple[str, float]],
    limits: tuple[int, int],
    vectors: Vectors,
    concepts: Concepts,
    words: Sequence[int],
) -> Selection:
    """Choose the candidates that together cover most, first within the sections' shares, then freely.

    Args:
        candidates: their ``weight`` multiplies what they cover.
        concepts: of all rows, so that what is not a candidate counts for the weights.
        words: the length of each row.
    """
    of = {candidate.row: candidate for candidate in candidates}
    factors = [of[row].weight if row in of else 0.0 for row in range(len(words))]
    parts = share_out(shares, {candidate.section for candidate in candidates})
    quotas = _part(parts, candidates, limits)
    page = Page(vectors, {candidate.row: candidate.side for candidate in candidates})

    over_share = _build_bar(of, quotas, len(words))

    def fits_page(chosen: Sequence[int], row: int) -> bool:
        return len(chosen) < limits[0] and not page.turn_to(chosen).tells(row)

    def is_told(chosen: Sequence[int]) -> Flags:
        return page.turn_to(chosen).told()

    def is_told_or_over_share(chosen: Sequence[int]) -> Flags:
        return is_told(chosen) | over_share(chosen)

    standing = [row for row in of if of[row].stands]
    agreed = _find_agreed(sorted(candidates, key=_by_agreement(concepts)), quotas, limits, page)
    chosen = cover(concepts, words, standing, limits[1], fits_page, factors, start=agreed, barred=is_told_or_over_share)
    for most in sorted({min(limits[1], _usual_words(candidates, limits[0])), limits[1]}):
        chosen = cover(concepts, words, standing, most, fits_page, factors, start=chosen, barred=is_told)
    chosen = _drop_told(_prefer_weighty(chosen, of, page, limits[1]), of, page, agreed)
    chosen = cover(concepts, words, standing, limits[1], fits_page, factors, start=chosen, barred=is_told)
    if all(row in chosen or page.turn_to(chosen).tells(row) for row in standing):
        chosen = cover(concepts, words, tuple(of), limits[1], fits_page, factors, start=chosen, barred=is_told)
    why = {row: TOLD if page.turn_to(chosen).tells(row) else BELOW for row in of if row not in chosen}
    return Selection(chosen, why)


def _build_bar(of: Mapping[int, Candidate], quotas: Mapping[str, tuple[int, int]], rows: int) -> Barred:
    """Give the function that flags all rows that their sections' shares have no room for."""
    import numpy as np

    sections = {name: number for number, name in enumerate(quotas)}
    section = np.full(rows, len(sections), dtype=np.int64)
    words = np.zeros(rows, dtype=np.int64)
    for row, candidate in of.items():
        section[row], words[row] = sections[candidate.section], candidate.words

    def over_share(chosen: Sequence[int]) -> Flags:
        # What is no candidate stands in a section of its own, behind the others.
        room = np.array([*(most_words for _, most_words in quotas.values()), 0], dtype=np.int64)
        left = np.array([*(most for most, _ in quotas.values()), 1], dtype=np.int64)
        for row in chosen:
            room[section[row]] -= words[row]
            left[section[row]] -= 1
        room[left <= 0] = -1
        flags: Flags = words > room[section]
        return flags

    return over_share


def _prefer_weighty(chosen: tuple[int, ...], of: Mapping[int, Candidate], page: Page, words: int) -> tuple[int, ...]:
    """Print, of two that tell the same in one section, the weightier: the one that more outlets tell."""
    for row in chosen:
        others = tuple(other for other in chosen if other != row)
        room = words - sum(of[other].words for other in others)
        # Only what the row tells comes into question.
        told = (of[other] for other in page.told_by(row) if other in of)
        better = [
            candidate
            for candidate in told
            if candidate.section == of[row].section and candidate.weight > of[row].weight and candidate.words <= room
            if candidate.row not in chosen and page.tell_each_other(row, candidate.row)
            if not page.turn_to(others).tells(candidate.row)
        ]
        if better:
            best = max(better, key=lambda candidate: (candidate.weight, -candidate.row)).row
            chosen = tuple(best if other == row else other for other in chosen)
    return chosen


def _by_agreement(concepts: Concepts) -> Callable[[Candidate], tuple[float, float, int]]:
    """Give the key by which what more sources agree on comes first, and of equals what says more for its length."""
    import numpy as np

    said = Gains(concepts, np.ones(len(concepts.starts) - 1)).by_row

    def key(candidate: Candidate) -> tuple[float, float, int]:
        worth = float(said[candidate.row]) / max(1, candidate.words) ** _COST
        return -candidate.weight, -worth, candidate.row

    return key


def _find_agreed(
    candidates: Sequence[Candidate], quotas: Mapping[str, tuple[int, int]], limits: tuple[int, int], page: Page
) -> tuple[int, ...]:
    """Find what is printed whatever covers its words: what three independent sources or more agree on, and in each
    section the first thing that two agree on.

    A sentence of one source may hold nearly all its words, and would take its place and its sources. All keep within
    their sections' shares; what three agree on fills no more than half of the page, what two do no more than a fifth.
    The candidates come with what most agree on first.
    """
    chosen: list[Candidate] = []
    for candidate in candidates:
        beside = [other for other in chosen if other.section == candidate.section]
        if candidate.weight < (AGREED if beside else CONFIRMED) or not candidate.stands:
            continue
        most, most_words = quotas[candidate.section]
        within_share = len(beside) < most and sum(other.words for other in [*beside, candidate]) <= most_words
        filled = sum(other.words for other in [*chosen, candidate])
        part, lines = (1 / 2, (limits[0] + 1) // 2) if candidate.weight >= AGREED else (1 / 5, limits[0] // 5)
        fits = within_share and filled <= limits[1] * part and len(chosen) < lines
        if fits and not page.turn_to([other.row for other in chosen]).tells(candidate.row):
            chosen.append(candidate)
    return tuple(candidate.row for candidate in chosen)


def _drop_told(
    chosen: tuple[int, ...], of: Mapping[int, Candidate], page: Page, agreed: Collection[int]
) -> tuple[int, ...]:
    """Take off what the others tell by now: what was chosen first may be told piece by piece by what came later."""
    while told := [
        row
        for row in chosen
        if row not in agreed and page.turn_to([other for other in chosen if other != row]).tells(row)
    ]:
        least = min(told, key=lambda row: (of[row].weight, -row))
        chosen = tuple(row for row in chosen if row != least)
    return chosen


def _part(
    parts: Mapping[str, float], candidates: Sequence[Candidate], limits: tuple[int, int]
) -> dict[str, tuple[int, int]]:
    """Part the length by the shares; so many sentences are so many of the usual length, and half a one for luck.

    Where only sentences are counted, the longest would say the most: so a long one costs two short ones.
    """
    quotas = part_length(parts, len(candidates), limits)
    return {
        name: (most, min(words, _usual_words(candidates, most + 0.5))) if most < len(candidates) else (most, words)
        for name, (most, words) in quotas.items()
    }


def _usual_words(candidates: Sequence[Candidate], sentences: float) -> int:
    return int(sentences * sum(candidate.words for candidate in candidates) / max(1, len(candidates)))
