"""Candidates by cover: the set of sentences that together says most, each section its share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.selecting.covering import Concepts, cover
from summarizer.selecting.shares import BELOW, TOLD, Candidate, Selection, part_length, share_out
from summarizer.selecting.telling import Told
from summarizer.similarity import Vectors


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
    quotas = part_length(parts, len(candidates), limits)
    told = _Repetition(vectors)

    def fits_share(chosen: Sequence[int], row: int) -> bool:
        section = of[row].section
        mine = [other for other in chosen if of[other].section == section]
        used = sum(of[other].words for other in mine) + of[row].words
        return len(mine) < quotas[section][0] and used <= quotas[section][1] and fits_page(chosen, row)

    def fits_page(chosen: Sequence[int], row: int) -> bool:
        return len(chosen) < limits[0] and not told.by(chosen, row)

    rows = tuple(of)
    shared = cover(concepts, words, rows, limits[1], fits_share, factors)
    chosen = cover(concepts, words, rows, limits[1], fits_page, factors, start=shared)
    why = {row: TOLD if told.by(chosen, row) else BELOW for row in rows if row not in chosen}
    return Selection(chosen, why)


class _Repetition:
    """Whether chosen rows tell a row already; what was found out is kept, because a search asks often."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._last: tuple[Counter[int], Told] = (Counter(), Told(vectors))

    def by(self, chosen: Sequence[int], row: int) -> bool:
        """Tell whether the chosen rows together tell a row."""
        known, told = self._last
        wanted = Counter(chosen)
        if known - wanted:
            known, told = Counter[int](), Told(self._vectors)
        for missing in (wanted - known).elements():
            told.add(missing)
        self._last = (wanted, told)
        return told.tells(row)
