from __future__ import annotations

from itertools import combinations
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dedupe.vectors import vectorize
from summarizer.summary.coverage import FACTORS, Concepts, Said, cover, find_concepts
from summarizer.summary.selection import Candidate, choose_cover

WORDS = st.sampled_from(["dam", "break", "river", "flood", "mayor", "say", "the", "of"])
SAID = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8)


def say(rows: list[list[str]]) -> list[Said]:
    return [
        Said(tuple(row), tuple(word in ("the", "of") for word in row), at % 3, at // 3, 1 / (1 + at))
        for at, row in enumerate(rows)
    ]


def weight_of(concepts: Concepts, rows: tuple[int, ...]) -> float:
    columns = {c for row in rows for c in concepts.columns[concepts.starts[row] : concepts.starts[row + 1]].tolist()}
    return float(sum(concepts.weights[column] for column in columns))


@settings(max_examples=60, deadline=None)
@given(SAID, st.integers(1, 20))
def test_the_cover_is_never_longer_than_asked_and_nearly_the_best_there_is(rows: list[list[str]], most: int) -> None:
    concepts, words = find_concepts(say(rows)), [len(row) for row in rows]
    chosen = cover(concepts, words, range(len(rows)), most)
    assert len(set(chosen)) == len(chosen)
    assert sum(words[row] for row in chosen) <= most
    possible = (
        rows
        for size in range(len(words) + 1)
        for rows in combinations(range(len(words)), size)
        if sum(words[row] for row in rows) <= most
    )
    best = max(weight_of(concepts, rows) for rows in possible)
    assert weight_of(concepts, chosen) >= 0.6 * best - 1e-9


@settings(max_examples=60, deadline=None)
@given(SAID, st.integers(1, 20))
def test_gains_kept_up_to_date_are_those_added_up_anew(rows: list[list[str]], most: int) -> None:
    concepts, words = find_concepts(say(rows)), [len(row) for row in rows]
    anew = cover(concepts, words, range(len(rows)), most)
    with patch("summarizer.summary.coverage._AT_ONCE", 0):
        assert cover(concepts, words, range(len(rows)), most) == anew


@settings(max_examples=60, deadline=None)
@given(SAID, st.integers(1, 20), st.sets(st.integers(0, 7)))
def test_what_is_barred_in_bulk_is_what_is_not_allowed(rows: list[list[str]], most: int, out: set[int]) -> None:
    concepts, words = find_concepts(say(rows)), [len(row) for row in rows]
    one_by_one = cover(concepts, words, range(len(rows)), most, lambda chosen, row: row not in out)
    flags = np.array([row in out for row in range(len(rows))])
    assert cover(concepts, words, range(len(rows)), most, barred=lambda chosen: flags) == one_by_one


def test_what_was_said_once_is_not_paid_for_twice() -> None:
    said = say([["dam", "break", "river"], ["dam", "break", "river"], ["mayor", "say", "flood"]])
    assert set(cover(find_concepts(said), [3, 3, 3], range(3), 6)) in ({0, 2}, {1, 2})


def test_two_stop_words_are_no_concept() -> None:
    assert find_concepts(say([["of", "the"]])).weights.size == 0
    assert find_concepts(say([["of", "the", "dam"]])).weights.size == 1


def test_a_row_that_is_not_allowed_is_never_chosen() -> None:
    concepts = find_concepts(say([["dam", "break"], ["river", "flood"]]))
    assert cover(concepts, [2, 2], range(2), 10, allowed=lambda chosen, row: row != 0) == (1,)


def test_what_is_given_at_the_start_stays() -> None:
    concepts = find_concepts(say([["of", "dam"], ["river", "flood", "dam"], ["mayor", "say"]]))
    assert 0 in cover(concepts, [2, 3, 2], range(3), 4, start=(0,))


def test_nothing_gives_nothing() -> None:
    assert cover(find_concepts([]), [], [], 100) == ()


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_sections_get_their_shares_and_the_page_is_not_overfull(sentences: int) -> None:
    rows = [["dam", "break", "river"], ["river", "flood", "mayor"], ["mayor", "say", "dam"], ["flood", "break", "say"]]
    vectors = vectorize(rows)
    candidates = [Candidate(at, "ab"[at % 2], 1.0, 3) for at in range(4)]
    chosen = choose_cover(
        candidates, [("a", 1.0), ("b", 1.0)], (sentences, 100), vectors, find_concepts(say(rows)), [3] * 4
    )
    assert len(chosen.rows) <= sentences
    if sentences == 2:
        assert {"ab"[row % 2] for row in chosen.rows} == {"a", "b"}
    assert set(chosen.reasons) == set(range(4)) - set(chosen.rows)


def test_where_sentences_are_counted_one_long_one_does_not_beat_two_short_ones() -> None:
    long = [f"long{at}" for at in range(40)]
    short = [[f"a{at}{letter}" for letter in "bcdefg"] for at in range(4)]
    rows = [long, *short]
    concepts = find_concepts([Said(tuple(row), (False,) * len(row), at, 0, 1.0) for at, row in enumerate(rows)])
    vectors = vectorize(rows)
    candidates = [Candidate(at, "", 1.0, len(row)) for at, row in enumerate(rows)]
    lengths = [len(row) for row in rows]
    chosen = choose_cover(candidates, [("", 1.0)], (2, 10**9), vectors, concepts, lengths)
    assert len(chosen.rows) == 2
    assert 0 not in chosen.rows
    counted_in_words = choose_cover(candidates, [("", 1.0)], (10**9, 24), vectors, concepts, lengths)
    assert sum(lengths[row] for row in counted_in_words.rows) <= 24


@pytest.mark.parametrize("left_out", sorted(FACTORS))
def test_each_factor_can_be_left_out(left_out: str) -> None:
    said = [
        Said(("dam", "break"), (False, False), 0, 0, 1.0),
        Said(("dam", "break"), (False, False), 1, 3, 0.5),
        Said(("road", "close"), (False, False), 1, 4, 0.1),
    ]
    all_in, without = (find_concepts(said, factors).weights for factors in (FACTORS, set(FACTORS) - {left_out}))
    assert all_in[0] / all_in[1] > without[0] / without[1] > 1


def test_what_the_others_tell_piece_by_piece_is_taken_off_the_page() -> None:
    whole = [f"w{at}" for at in range(8)]
    pieces = [[*whole[at * 2 : at * 2 + 2], *(f"own{at}{letter}" for letter in "abcdefghij")] for at in range(4)]
    rows = [whole, *pieces]
    concepts = find_concepts([Said(tuple(row), (False,) * len(row), at, 0, 1.0) for at, row in enumerate(rows)])
    vectors = vectorize(rows)
    lengths = [len(row) for row in rows]
    candidates = [Candidate(at, "", 1.0, lengths[at]) for at in range(5)]
    page = choose_cover(candidates, [("", 1.0)], (5, 10**9), vectors, concepts, lengths)
    assert set(page.rows) == {1, 2, 3, 4}
    assert page.reasons == {0: "told already by a printed sentence"}
    alone = choose_cover(candidates[:3], [("", 1.0)], (5, 10**9), vectors, concepts, lengths)
    assert 0 in alone.rows


@pytest.mark.parametrize(("weight", "printed"), [(1.0, False), (1.05, False), (1.1, True)])
def test_what_three_sources_agree_on_is_printed_though_one_of_them_tells_it_with_more(
    weight: float, printed: bool
) -> None:
    agreed = ["dam", "break", "river", "flood", "mayor"]
    rows = [agreed, [*agreed, "road", "close", "train", "stop"], ["school", "open", "bread", "cost"]]
    vectors = vectorize(rows)
    candidates = [Candidate(at, "aba"[at], weight if at == 0 else 1.0, len(row)) for at, row in enumerate(rows)]
    page = choose_cover(
        candidates, [("a", 1.0), ("b", 1.0)], (2, 10**9), vectors, find_concepts(say(rows)), [len(row) for row in rows]
    )
    assert (0 in page.rows) is printed


@pytest.mark.parametrize(("sentences", "printed"), [(4, False), (5, True), (20, True)])
def test_a_section_opens_with_what_two_sources_agree_on_where_the_page_has_room(sentences: int, printed: bool) -> None:
    agreed = [[f"{word}{at}" for word in ("dam", "break", "river", "flood", "mayor")] for at in range(2)]
    longer = [[*row, *(f"{word}{at}" for word in ("road", "close", "train", "stop"))] for at, row in enumerate(agreed)]
    rows = [*agreed, *longer, *([f"{word}{at}" for word in ("school", "open", "bread")] for at in range(sentences))]
    vectors = vectorize(rows)
    candidates = [
        Candidate(at, "a" if at < 2 else "b", 1.05 if at < 2 else 1.0, len(row)) for at, row in enumerate(rows)
    ]
    shares, limits = [("a", 1.0), ("b", 3.0)], (sentences, 10**9)
    page = choose_cover(candidates, shares, limits, vectors, find_concepts(say(rows)), [len(row) for row in rows])
    assert (0 in page.rows) is printed
    assert not printed or 1 not in page.rows
