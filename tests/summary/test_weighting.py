"""What weighs a sentence beside what it says: how likely an editor prints it."""

from __future__ import annotations

import pytest

from summarizer.summary.weighting import weigh_acceptance

LEAD, OTHER = ("dam", "burst", "arle"), ("dam", "burst", "flood")
LINE = "The dam above Arle burst in the night and the lower town stands under water"


@pytest.mark.parametrize(
    ("worse", "tokens", "place"),
    [
        pytest.param("The dam above Arle burst", LEAD, 0, id="short"),
        pytest.param(LINE, LEAD, 30, id="deep in its article"),
        pytest.param(LINE, ("orchid", "show"), 0, id="words of no other article"),
        pytest.param(f"“{LINE}”", LEAD, 0, id="a quotation"),
        pytest.param(LINE.replace("lower", "low 3"), LEAD, 30, id="a figure does not outweigh the place"),
    ],
)
def test_what_editors_strike_weighs_less(worse: str, tokens: tuple[str, ...], place: int) -> None:
    lead, other, _ = weigh_acceptance([LINE, worse, LINE], [LEAD, tokens, OTHER], [0, 0, 1], [0, place, 0])
    assert other < lead


def test_a_figure_weighs_more() -> None:
    plain, counting, _ = weigh_acceptance(
        [LINE, LINE.replace("lower", "2"), LINE], [LEAD, LEAD, OTHER], [0, 0, 1], [0] * 3
    )
    assert counting > plain


def test_a_single_article_or_a_sentence_without_words_weighs_between_0_and_1() -> None:
    assert all(0 < value < 1 for value in weigh_acceptance([LINE, "!"], [LEAD, ()], [0, 0], [0, 1]).tolist())
    assert weigh_acceptance([], [], [], []).tolist() == []
