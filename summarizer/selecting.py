"""Candidates + length → what is printed: each section its share, nothing twice, never too long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.model import Length
from summarizer.similarity import Vectors, compare, take
from summarizer.words import WORDS_PER_MINUTE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: From this cosine on with a printed sentence, another one tells nothing new.
REDUNDANT = 0.5
#: From this share of its weight on that the printed sentences hold together, a sentence is contained in them.
CONTAINED = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be printed: its row, section, weight and length in words."""

    row: int
    section: str
    weight: float
    words: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are printed, in the order in which they were chosen, and why each other one is not."""

    rows: tuple[int, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)


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


def choose(
    candidates: Sequence[Candidate], shares: Sequence[tuple[str, float]], limits: tuple[int, int], vectors: Vectors
) -> Selection:
    """Choose the heaviest candidates, section by section and then from all, within the limits.

    Each section first fills its share of the length; what a section cannot use goes to the heaviest
    candidates of any section. A candidate that a printed sentence already tells is passed over.
    """
    ordered = sorted(candidates, key=lambda c: (-c.weight, c.row))
    page = _Page(limits, vectors)
    parts = _parts(shares, {c.section for c in candidates})
    quotas = _quotas(parts, ordered, limits)
    for section in sorted(quotas, key=lambda name: (-parts[name], name)):
        page.fill([c for c in ordered if c.section == section], quotas[section])
    page.fill(ordered, limits)
    return Selection(tuple(page.rows), page.reasons)


def _parts(shares: Sequence[tuple[str, float]], filled: set[str]) -> dict[str, float]:
    """Give each section that has candidates its part of the length; all parts are 1."""
    total = sum(share for name, share in shares if name in filled) or 1.0
    return {name: share / total for name, share in shares if name in filled}


def _quotas(
    shares: Mapping[str, float], candidates: Sequence[Candidate], limits: tuple[int, int]
) -> dict[str, tuple[int, int]]:
    """Part the length by the shares: whole sentences by largest remainder, or words."""
    if limits[0] >= len(candidates):
        return {name: (limits[0], int(limits[1] * share)) for name, share in shares.items()}
    exact = {name: limits[0] * share for name, share in shares.items()}
    whole = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(shares, key=lambda name: (whole[name] - exact[name], name))
    for name in by_remainder[: limits[0] - sum(whole.values())]:
        whole[name] += 1
    return {name: (count, limits[1]) for name, count in whole.items()}


class _Page:
    """What is printed so far. Kept in one place, because redundancy is checked against all of it."""

    def __init__(self, limits: tuple[int, int], vectors: Vectors) -> None:
        self.rows: list[int] = []
        self.reasons: dict[int, str] = {}
        self._limits = limits
        self._words = 0
        self._vectors = vectors
        self._nearest: NDArray[np.float32] | None = None
        self._printed_terms: NDArray[np.float32] | None = None

    def fill(self, candidates: Iterable[Candidate], quota: tuple[int, int]) -> None:
        """Print candidates in their order until the quota is used or none fits."""
        count = words = 0
        for candidate in candidates:
            row = candidate.row
            if row in self.rows or self.reasons.get(row, "").startswith("told"):
                continue
            if count >= quota[0] or len(self.rows) >= self._limits[0]:
                self.reasons[row] = "ranked below what the length allows"
            elif words + candidate.words > quota[1] or self._words + candidate.words > self._limits[1]:
                self.reasons[row] = "too long for the length that was left"
            elif self._is_told(row):
                self.reasons[row] = "told already by a printed sentence"
            else:
                self._print(candidate)
                count, words = count + 1, words + candidate.words

    def _is_told(self, row: int) -> bool:
        if self._nearest is None or self._printed_terms is None:
            return False
        terms = take(self._vectors, [row])
        covered = float((terms.values**2 * self._printed_terms[terms.indices]).sum())
        return bool(self._nearest[row] >= REDUNDANT) or covered >= CONTAINED

    def _print(self, candidate: Candidate) -> None:
        import numpy as np

        self.rows.append(candidate.row)
        self.reasons.pop(candidate.row, None)
        self._words += candidate.words
        near = compare(self._vectors, [candidate.row])[0]
        self._nearest = near if self._nearest is None else np.maximum(self._nearest, near)
        if self._printed_terms is None:
            self._printed_terms = np.zeros(self._vectors.width, dtype=np.float32)
        self._printed_terms[take(self._vectors, [candidate.row]).indices] = 1.0

