from __future__ import annotations

import numpy as np
import pytest

from summarizer.dedupe.vectors import vectorize
from summarizer.summary.redundancy import SAME_FROM, SHARED_FACT, Redundancy, fade

ROWS = [text.split() for text in ("dam break river", "dam road mayor", "school bread", "")]


def test_a_row_is_as_like_the_page_as_it_is_to_the_likest_line() -> None:
    redundancy = Redundancy(vectorize(ROWS))
    assert not redundancy.likeness.any()
    redundancy.add(0)
    redundancy.add(2)
    assert redundancy.likeness[[0, 2]].tolist() == pytest.approx([1, 1])
    assert 0.1 < redundancy.likeness[1] < 0.9
    assert redundancy.likeness[3] == 0


def test_lines_that_are_taken_off_count_no_longer() -> None:
    redundancy = Redundancy(vectorize(ROWS))
    redundancy.add(0)
    redundancy.turn_to([2])
    assert redundancy.likeness[1] == 0


def test_a_figure_or_day_in_common_makes_two_sentences_more_alike_but_unlike_ones_not() -> None:
    plain, shared = Redundancy(vectorize(ROWS)), Redundancy(vectorize(ROWS), [{"5"}, {"5"}, {"5"}, set()])
    plain.add(0)
    shared.add(0)
    assert plain.likeness[1] < shared.likeness[1] <= SHARED_FACT * plain.likeness[1]
    assert shared.likeness[2] == 0


def test_a_fact_in_common_makes_no_two_sentences_the_same() -> None:
    rows = [text.split() for text in ("a b c d e", "a b f g h")]
    redundancy = Redundancy(vectorize(rows), [{"5"}, {"5"}])
    redundancy.add(0)
    assert redundancy.likeness[0] == pytest.approx(1)
    assert redundancy.likeness[1] < SAME_FROM


def test_what_differs_in_a_fact_is_not_like_at_all() -> None:
    redundancy = Redundancy(vectorize(ROWS), apart={0: {1}, 1: {0}})
    redundancy.add(0)
    assert redundancy.likeness[1] == 0


def test_the_liker_the_less_is_left() -> None:
    left = fade(np.linspace(0, 1, 50))
    assert (np.diff(left) <= 0).all()
    assert left[0] == 1
    assert left[-1] == 0
