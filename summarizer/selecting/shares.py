"""What can be printed, how long it may be, and how the sections share the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.model import Length
from summarizer.words import WORDS_PER_MINUTE

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
