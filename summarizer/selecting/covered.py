"""Candidates by cover: the set of sentences that together says most, each section its share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.selecting.covering import Barred, cover
from summarizer.selecting.gaining import Concepts, Gains
from summarizer.selecting.shares import BELOW, TOLD, Candidate, Selection, part_length, share_out
from summarizer.selecting.telling import Page
from summarizer.similarity import Vectors

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
