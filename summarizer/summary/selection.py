"""What is printed: the limits of a page, the quotas of its sections, and the two ways to fill them.

By rank, the heaviest candidates are printed; by coverage, those that together say most.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors
from summarizer.model import Length
from summarizer.summary.concepts import Concepts
from summarizer.summary.coverage import PRICE, CoverageSearch, FindFull, Page
from summarizer.text.tokens import WORDS_PER_MINUTE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

#: Reasons why a candidate is not printed, as the trace tells them.
TOLD = "told already by a printed sentence"
BELOW = "ranked below what the length allows"
TOO_LONG = "too long for the length that was left"

ENDLESS = 10**9
#: So many independent sources agree on what is printed first; two are enough for the first sentence of a section.
AGREED, CONFIRMED = 3, 2
# What part of the page each fills at most.
_AGREED_PART, _CONFIRMED_PART = 1 / 2, 1 / 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be printed: its row, section, weight, length in words and independent sources.

    ``side`` is whose words it gives, in which section, where that is known. One that does not stand by itself, or is
    told again, is printed only where nothing better is left. One that ``must`` be printed goes before all others.
    """

    row: int
    section: str
    weight: float
    words: int
    stands: bool = True
    sources: int = 1
    side: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that are printed, in the order in which they were chosen, and why each other one is not."""

    rows: tuple[int, ...]
    reasons: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quota:
    """The most sentences and the most words of a page or a section."""

    sentences: int
    words: int

    def reduce(self, words: int) -> Quota:
        """Return what is left after a sentence of so many words."""
        return Quota(self.sentences - 1, self.words - words)

    def refuse(self, words: int) -> str:
        """Return why a sentence of so many words has no room, nothing if it has."""
        if self.sentences < 1:
            return BELOW
        return TOO_LONG if words > self.words else ""


def favour_early(place: int) -> float:
    """Return the factor by which a sentence's place in its article, from 0, raises its weight.

    News tells the most important first; on DUC 2004 this is worth a point of ROUGE-2.

    >>> favour_early(0), favour_early(3)
    (2.0, 1.25)
    """
    return 1 + 1 / (1 + place)


def find_limits(length: Length, available: int) -> Quota:
    """Return the most sentences and words that a length allows, of so many sentences in all.

    >>> find_limits(Length(20, "percent"), 99), find_limits(Length(2, "minutes"), 99).words
    (Quota(sentences=19, words=1000000000), 476)
    """
    if length.unit == "sentences":
        return Quota(int(length.amount), ENDLESS)
    if length.unit == "percent":
        return Quota(max(1, int(available * length.amount / 100 + 1e-9)), ENDLESS)
    words = length.amount if length.unit == "words" else length.amount * WORDS_PER_MINUTE
    return Quota(ENDLESS, int(words))


def divide(limits: Quota, shares: Sequence[tuple[str, float]], candidates: Sequence[Candidate]) -> dict[str, Quota]:
    """Return the quota of each section that has candidates: whole sentences by largest remainder, or words."""
    filled = {candidate.section for candidate in candidates}
    total = sum(share for name, share in shares if name in filled) or 1.0
    parts = {name: share / total for name, share in shares if name in filled}
    if limits.sentences >= len(candidates):
        return {name: Quota(limits.sentences, int(limits.words * part)) for name, part in parts.items()}
    exact = {name: limits.sentences * part for name, part in parts.items()}
    whole = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(parts, key=lambda name: (whole[name] - exact[name], name))
    for name in by_remainder[: limits.sentences - sum(whole.values())]:
        whole[name] += 1
    return {name: Quota(count, limits.words) for name, count in whole.items()}


def select_by_rank(
    candidates: Sequence[Candidate],
    shares: Sequence[tuple[str, float]],
    limits: Quota,
    vectors: Vectors,
    apart: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> Selection:
    """Return the heaviest candidates within the limits, each section up to its share first.

    What a section cannot use goes to the heaviest candidates of any section. A candidate that a printed
    sentence already tells is passed over; so the story's heaviest sentence is always printed.
    """
    ordered = sorted(candidates, key=lambda candidate: (-candidate.weight, candidate.row))
    standing = [candidate for candidate in ordered if candidate.stands]
    quotas = divide(limits, shares, ordered)
    page, left = Page(vectors, {candidate.row: candidate.side for candidate in candidates}, apart), limits
    printed: dict[int, None] = {}
    reasons: dict[int, str] = {}

    def fill(some: Iterable[Candidate], of_sections: Mapping[str, Quota]) -> None:
        """Print candidates in their order until their section's quota, or the page, is used."""
        nonlocal left
        open_quotas = dict(of_sections)
        for candidate in some:
            row, words = candidate.row, candidate.words
            if row in printed or reasons.get(row) == TOLD:
                continue
            why = open_quotas[candidate.section].refuse(words) or left.refuse(words)
            if not why and page.tells(row):
                why = TOLD
            if why:
                reasons[row] = why
                continue
            printed[row] = None
            page.add(row)
            left = left.reduce(words)
            open_quotas[candidate.section] = open_quotas[candidate.section].reduce(words)

    unbounded = dict.fromkeys(quotas, limits)
    fill(standing, quotas)
    fill(standing, unbounded)
    is_news_left = any(why != TOLD for row, why in reasons.items() if row not in printed)
    if not is_news_left:
        fill(ordered, unbounded)
    why_not = {c.row: reasons.get(c.row, BELOW) for c in ordered if c.row not in printed}
    return Selection(tuple(printed), why_not)


def select_by_coverage(
    candidates: Sequence[Candidate],
    shares: Sequence[tuple[str, float]],
    limits: Quota,
    vectors: Vectors,
    concepts: Concepts,
    apart: Mapping[int, Collection[int]] = MappingProxyType({}),
) -> Selection:
    """Return the candidates that together cover most, first within the sections' shares, then freely.

    Args:
        candidates: their ``weight`` multiplies what they cover.
        vectors: of all rows, and so the ``concepts``: what is not a candidate counts for their weights.
        apart: the rows from which each differs in a fact, so that none of them tells it.
    """
    of = {candidate.row: candidate for candidate in candidates}
    words, factors = [0] * len(vectors), [0.0] * len(vectors)
    for row, candidate in of.items():
        words[row], factors[row] = candidate.words, candidate.weight
    page = Page(vectors, {candidate.row: candidate.side for candidate in candidates}, apart)
    search = CoverageSearch(concepts, words, factors, page, limits.sentences)
    quotas = divide(limits, shares, candidates)
    if limits.sentences < len(candidates):
        # Where only sentences are counted, the longest would say the most: so a long one costs two short ones. So many
        # sentences are so many of the usual length, and half a one for luck.
        for name, quota in quotas.items():
            usual = _measure_usual(candidates, quota.sentences + 0.5)
            quotas[name] = Quota(quota.sentences, min(quota.words, usual))
    standing = [row for row in of if of[row].stands]

    # What more sources agree on goes first, and of equals what says more for its length.
    weights = concepts.weigh_rows().tolist()
    order = [(-one.weight, -weights[one.row] / max(1, one.words) ** PRICE, one.row, one) for one in candidates]
    by_agreement = [one for *_, one in sorted(order)]
    chosen = find_agreed(by_agreement, quotas, limits, page)
    chosen = search.extend(chosen, standing, limits.words, _build_quota_check(candidates, quotas, len(vectors)))
    chosen = search.extend(chosen, standing, min(limits.words, _measure_usual(candidates, limits.sentences)))
    chosen = search.extend(chosen, standing, limits.words)
    page.turn_to(chosen)
    if all(row in chosen or page.tells(row) for row in standing):
        chosen = search.extend(chosen, list(of), limits.words)
        page.turn_to(chosen)
    reasons = {row: TOLD if page.tells(row) else BELOW for row in of if row not in chosen}
    return Selection(chosen, reasons)


def _measure_usual(candidates: Sequence[Candidate], sentences: float) -> int:
    """Return how many words so many sentences of the usual length have."""
    return int(sentences * sum(candidate.words for candidate in candidates) / max(1, len(candidates)))


def _build_quota_check(candidates: Sequence[Candidate], quotas: Mapping[str, Quota], rows: int) -> FindFull:
    """Return the function that flags all rows for which their sections' quotas have no room."""
    import numpy as np

    numbers = {name: number for number, name in enumerate(quotas)}
    # What is no candidate stands in a section of its own, behind the others, which has no room.
    section = np.full(rows, len(quotas))
    words = np.zeros(rows, dtype=np.int64)
    for candidate in candidates:
        section[candidate.row], words[candidate.row] = numbers[candidate.section], candidate.words
    most = np.array([*(quota.sentences for quota in quotas.values()), 0])
    most_words = np.array([*(quota.words for quota in quotas.values()), 0])

    def find_full(chosen: Sequence[int]) -> Flags:
        taken = section[list(chosen)]
        used = np.bincount(taken, minlength=len(most))
        used_words = np.bincount(taken, words[list(chosen)], minlength=len(most))
        left = np.where(used < most, most_words - used_words, -1)
        flags: Flags = np.greater(words, left[section])
        return flags

    return find_full


def find_agreed(
    candidates: Sequence[Candidate], quotas: Mapping[str, Quota], limits: Quota, page: Page
) -> tuple[int, ...]:
    """Return what is printed whatever covers its words: what three independent sources or more agree on, and in each
    section the first thing that two agree on.

    A sentence of one source may hold nearly all its words, and would take its place and its sources. All keep within
    their sections' quotas; what three agree on fills no more than half of the page, what two do no more than a fifth.
    The candidates come with what most agree on first.
    """
    chosen: list[int] = []
    left, filled = dict(quotas), 0
    page.turn_to(chosen)
    for candidate in candidates:
        is_first = left[candidate.section] == quotas[candidate.section]
        if not candidate.stands or candidate.sources < (CONFIRMED if is_first else AGREED):
            continue
        lines, part = (limits.sentences // 5, _CONFIRMED_PART)
        if candidate.sources >= AGREED:
            lines, part = (limits.sentences + 1) // 2, _AGREED_PART
        fits_page = len(chosen) < lines and filled + candidate.words <= limits.words * part
        fits_section = not left[candidate.section].refuse(candidate.words)
        if fits_page and fits_section and not page.tells(candidate.row):
            chosen.append(candidate.row)
            page.add(candidate.row)
            filled += candidate.words
            left[candidate.section] = left[candidate.section].reduce(candidate.words)
    return tuple(chosen)
