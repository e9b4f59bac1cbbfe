from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dedupe.vectors import MOST_PAIRS, compare, find_pairs, vectorize

token = st.sampled_from("dam river bridge council mayor flood rise close hold break".split())
documents = st.lists(st.lists(token, max_size=6), max_size=9)


def make_many(count: int, seed: int = 1) -> list[list[str]]:
    """Make rows of a few common words and some rare ones; each third row says the one before it again."""
    chance = random.Random(seed)
    rows: list[list[str]] = []
    for at in range(count):
        rare = [f"w{chance.randrange(count)}" for _ in range(5)]
        common = [f"c{chance.randrange(9)}" for _ in range(4)]
        rows.append([*rows[-1][1:], "c1"] if at % 3 == 2 else rare + common)
    return rows


@given(documents, st.floats(0.05, 1))
def test_each_pair_alike_enough_is_found_once_and_in_order(texts: list[list[str]], floor: float) -> None:
    vectors = vectorize(texts)
    likeness = compare(vectors, range(len(texts))).astype(float)
    found = list(find_pairs(vectors, floor))
    # What lies at the floor itself hangs on the last digit.
    sure = {(i, j) for i in range(len(texts)) for j in range(i + 1, len(texts)) if likeness[i, j] >= floor + 2e-6}
    may = {(i, j) for i in range(len(texts)) for j in range(i + 1, len(texts)) if likeness[i, j] >= floor - 2e-6}
    assert sure <= {(i, j) for i, j, _ in found} <= may
    assert found == sorted(found)
    assert all(value == pytest.approx(likeness[i, j], abs=2e-6) for i, j, value in found)


def test_equal_rows_are_wholly_alike() -> None:
    assert list(find_pairs(vectorize([["dam", "river", "flood"], ["dam", "river", "flood"], []]), 1.0)) == [(0, 1, 1.0)]


def test_nothing_has_no_pairs() -> None:
    assert list(find_pairs(vectorize([]), 0.5)) == []
    assert list(find_pairs(vectorize([[], []]), 0.5)) == []


@pytest.mark.parametrize("block", [1, 50, 10**5])
def test_the_size_of_the_blocks_changes_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = vectorize(make_many(150))
    whole = list(find_pairs(vectors, 0.3))
    monkeypatch.setattr("summarizer.dedupe.vectors._BLOCK", block)
    assert list(find_pairs(vectors, 0.3)) == whole
    assert len(whole) >= 50


def test_of_too_many_rows_the_commonest_words_are_not_searched_for_and_that_is_said() -> None:
    vectors = vectorize(make_many(900))
    whole, part = find_pairs(vectors, 0.5), find_pairs(vectors, 0.5, most=3_000, a_row=20)
    assert (whole.exact, part.exact) == (True, False)
    # What is found is as alike as it is by all words, and next to nothing is missed.
    assert set(part) <= set(whole)
    assert len(part.lows) >= 0.98 * len(whole.lows) > 290


def test_the_commonest_words_alone_make_no_pair_of_too_many_rows() -> None:
    vectors = vectorize([["flood", f"a{at}"] for at in range(40)])
    assert len(find_pairs(vectors, 0.01).lows) == 40 * 39 / 2
    assert len(find_pairs(vectors, 0.01, most=10, a_row=1).lows) == 0


def test_of_many_rows_that_are_all_alike_each_keeps_its_likest() -> None:
    found = find_pairs(vectorize([["dam", "river", "flood"]] * 1_500), 0.5)
    assert len(found.lows) <= MOST_PAIRS
    assert (found.exact, found.cut) == (False, True)
    assert list(found)[:2] == [(0, 1, 1.0), (0, 2, 1.0)]
    few = find_pairs(vectorize([["dam", "river", "flood"]] * 100), 0.5)
    assert (len(few.lows), few.exact, few.cut) == (4_950, True, False)
