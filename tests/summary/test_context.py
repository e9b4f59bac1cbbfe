from __future__ import annotations

import numpy as np
import pytest

from summarizer.analysis.context_dependence import Need
from summarizer.summary.context import Context

PACKAGE, DAHL = {"packag": Need(0.5)}, {"Ana Dahl": Need(0.8, 2)}


def fill(*rows: int) -> Context:
    """Return the context of a page of two sections: rows 0 and 3 tell of the package, row 2 introduces Ana Dahl."""
    needs = {0: {}, 1: PACKAGE | DAHL, 2: {}, 3: {}, 4: DAHL}
    gives = {0: {"packag"}, 1: {"other"}, 2: {"Ana Dahl"}, 3: {"packag"}, 4: set[str]()}
    context = Context(np.array([0, 0, 0, 1, 1]), needs, {row: frozenset(things) for row, things in gives.items()})
    for row in rows:
        context.add(row)
    return context


@pytest.mark.parametrize(
    ("printed", "left"),
    [([], 0.4), ([0], 0.8), ([2], 0.5), ([0, 2], 1.0), ([3], 0.4), ([3, 0], 0.8), ([0, 0], 0.8)],
)
def test_a_line_is_worth_more_once_the_page_tells_before_it_what_it_takes_as_known(
    printed: list[int], left: float
) -> None:
    context = fill(*printed)
    assert context.factors[1] == pytest.approx(left)
    context.turn_to([])
    assert context.factors[1] == pytest.approx(0.4)
    context.turn_to(printed)
    assert context.factors[1] == pytest.approx(left)


def test_the_words_of_a_gloss_count_until_somebody_is_introduced() -> None:
    assert fill().words.tolist() == [0, 2, 0, 0, 2]
    assert fill(1).spent == 2
    assert fill(2).words.tolist() == [0, 0, 0, 0, 0]
    assert fill(2, 1).spent == 0


def test_what_stands_in_a_later_section_tells_nothing_before() -> None:
    assert fill(3).factors[1] == fill().factors[1]
