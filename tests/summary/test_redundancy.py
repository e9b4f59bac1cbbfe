from __future__ import annotations

import numpy as np

from summarizer.dedupe.vectors import vectorize
from summarizer.summary.redundancy import Opening, Redundancy, fade

ROWS = [text.split() for text in ("dam break river", "dam road mayor", "school bread", "")]


def test_of_a_row_is_left_what_the_likest_line_leaves() -> None:
    redundancy = Redundancy(vectorize(ROWS))
    assert (redundancy.left == 1).all()
    redundancy.add(2)
    assert redundancy.left[1] == 1
    redundancy.add(0)
    assert redundancy.left[[0, 2]].tolist() == [0, 0]
    assert 0 < redundancy.left[1] < 1
    assert redundancy.left[3] == 1
    assert [row for row in range(4) if redundancy.tells(row)] == [0, 2]


def test_lines_that_are_taken_off_count_no_longer() -> None:
    redundancy = Redundancy(vectorize(ROWS))
    redundancy.add(0)
    redundancy.reset()
    redundancy.add(2)
    assert redundancy.left[1] == 1


def test_a_figure_or_day_in_common_makes_two_sentences_more_alike_but_unlike_ones_not() -> None:
    plain, shared = Redundancy(vectorize(ROWS)), Redundancy(vectorize(ROWS), [{"5": 2.0}, {"5": 2.0}, {"5": 2.0}, {}])
    plain.add(0)
    shared.add(0)
    assert shared.left[1] < plain.left[1]
    assert shared.left[2] == 1


def test_a_fact_in_common_makes_no_two_sentences_the_same() -> None:
    rows = [text.split() for text in ("a b c d e", "a b f g h")]
    redundancy = Redundancy(vectorize(rows), [{"5": 2.0}, {"5": 2.0}])
    redundancy.add(0)
    assert redundancy.left[0] == 0
    assert not redundancy.repeats(1)


def test_what_differs_in_a_fact_is_not_like_at_all() -> None:
    redundancy = Redundancy(vectorize(ROWS), apart={0: {1}, 1: {0}})
    redundancy.add(0)
    assert redundancy.left[1] == 1


def test_openings_of_one_day_that_share_words_are_alike_though_these_count_for_little() -> None:
    openings = {row: Opening(frozenset({None}), frozenset(ROWS[row])) for row in range(3)}
    plain, opened = Redundancy(vectorize(ROWS)), Redundancy(vectorize(ROWS), openings=openings)
    plain.add(0)
    opened.add(0)
    assert opened.left[1] < plain.left[1]
    assert not opened.repeats(1)
    assert opened.left[2] == 1


def test_the_liker_the_less_is_left() -> None:
    left = fade(np.linspace(0, 1, 50))
    assert (np.diff(left) <= 0).all()
    assert left[0] == 1
    assert left[-1] == 0


def test_what_the_page_holds_in_several_lines_together_fades_too() -> None:
    rows = [["dam", "burst", "a", "b", "c"], ["flood", "road", "d", "e", "f"], ["dam", "flood", "g", "h"], ["rain"]]
    redundancy = Redundancy(vectorize(rows))
    redundancy.add(0)
    half_held = float(redundancy.left[2])
    redundancy.add(1)
    assert redundancy.left[2] < half_held
    assert redundancy.left[3] == 1


def test_words_of_what_differs_in_a_fact_are_not_held() -> None:
    rows = [["dam", "burst", "arle"], ["dam", "burst", "oslo"], ["rain"]]
    apart = Redundancy(vectorize(rows), apart={0: {1}, 1: {0}})
    apart.add(0)
    assert apart.left[1] == 1
