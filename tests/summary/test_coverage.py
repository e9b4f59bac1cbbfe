from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dedupe.vectors import Vectors, vectorize
from summarizer.summary.concepts import Concepts, PlacedSentence, find_concepts
from summarizer.summary.coverage import CoverageSearch, Page

WORDS = st.sampled_from(["dam", "break", "river", "flood", "mayor", "say", "the", "of"])
STORIES = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8)


def place(rows: Sequence[Sequence[str]]) -> list[PlacedSentence]:
    return [PlacedSentence(" ".join(row), "en", at % 3, at // 3, 1 / (1 + at)) for at, row in enumerate(rows)]


def search(concepts: Concepts, words: Sequence[int], vectors: Vectors | None = None) -> CoverageSearch:
    """Return a search on a page where, without vectors, nothing is told twice."""
    return CoverageSearch(concepts, words, [1.0] * len(words), Page(vectors or vectorize([()] * len(words))))


def cover(concepts: Concepts, words: Sequence[int], most: int) -> tuple[int, ...]:
    return search(concepts, words).extend((), range(len(words)), most)


def weigh(concepts: Concepts, rows: Sequence[int]) -> float:
    mentions = concepts.mentions
    columns = {column for row in rows for column in mentions.indices[mentions.find_entries(row)].tolist()}
    return float(sum(concepts.weights[column] for column in columns))


@settings(max_examples=60)
@given(STORIES, st.integers(1, 20))
def test_the_cover_is_never_longer_than_asked_and_nearly_the_best_there_is(rows: list[list[str]], most: int) -> None:
    concepts, words = find_concepts(place(rows)), [len(row) for row in rows]
    chosen = cover(concepts, words, most)
    assert len(set(chosen)) == len(chosen)
    assert sum(words[row] for row in chosen) <= most
    possible = (
        rows
        for size in range(len(words) + 1)
        for rows in combinations(range(len(words)), size)
        if sum(words[row] for row in rows) <= most
    )
    best = max(weigh(concepts, rows) for rows in possible)
    assert weigh(concepts, chosen) >= 0.6 * best - 1e-9


@settings(max_examples=60)
@given(STORIES, st.integers(1, 20), st.sets(st.integers(0, 7)))
def test_where_there_is_no_room_nothing_is_chosen(rows: list[list[str]], most: int, full: set[int]) -> None:
    concepts, words = find_concepts(place(rows)), [len(row) for row in rows]
    open_rows = [row for row in range(len(rows)) if row not in full]
    flags = np.array([row in full for row in range(len(rows))])
    chosen = search(concepts, words).extend((), range(len(rows)), most, lambda chosen: flags)
    assert chosen == search(concepts, words).extend((), open_rows, most)
    assert not full & set(chosen)


def test_a_search_that_is_used_again_finds_what_a_new_one_finds() -> None:
    concepts = find_concepts(place([["dam", "break"], ["river", "flood"], ["mayor", "say", "dam", "break"]]))
    used = search(concepts, [2, 2, 4])
    for most in (4, 2, 8):
        assert used.extend((), range(3), most) == cover(concepts, [2, 2, 4], most)


def test_what_was_said_once_is_not_paid_for_twice() -> None:
    placed = place([["dam", "break", "river"], ["dam", "break", "river"], ["mayor", "say", "flood"]])
    assert set(cover(find_concepts(placed), [3, 3, 3], 6)) in ({0, 2}, {1, 2})


def test_what_the_page_tells_is_not_chosen_though_it_would_cover_more() -> None:
    rows = [["dam", "break", "river"], ["break", "river", "dam"], ["mayor", "say", "flood"]]
    concepts = find_concepts(place(rows))
    assert len(search(concepts, [3, 3, 3]).extend((), range(3), 9)) == 3
    assert len(search(concepts, [3, 3, 3], vectorize(rows)).extend((), range(3), 9)) == 2


def test_what_is_given_at_the_start_stays() -> None:
    concepts = find_concepts(place([["of", "dam"], ["river", "flood", "dam"], ["mayor", "say"]]))
    assert 0 in search(concepts, [2, 3, 2]).extend((0,), range(3), 4)


def test_nothing_gives_nothing() -> None:
    assert cover(find_concepts([]), [], 100) == ()
