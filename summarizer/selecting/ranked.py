"""Candidates by rank: each section its share, the heaviest first, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from summarizer.selecting.shares import BELOW, TOLD, TOO_LONG, Candidate, Selection, part_length, share_out
from summarizer.selecting.telling import Page
from summarizer.similarity import Vectors


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
