"""How likely an editor prints a sentence."""

from __future__ import annotations

import pytest

from summarizer.summary.weighting import estimate_chances

NEVER = [False] * 3
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
    lead, other, _ = estimate_chances(
        [LINE, worse, LINE], [LEAD, tokens, OTHER], [0, 0, 1], [0, place, 0], [0] * 3, NEVER
    )
    assert other < lead


def test_a_figure_weighs_more() -> None:
    plain, counting, _ = estimate_chances(
        [LINE, LINE.replace("lower", "2"), LINE], [LEAD, LEAD, OTHER], [0, 0, 1], [0] * 3, [0] * 3, NEVER
    )
    assert counting > plain


def test_a_day_weighs_like_a_figure_in_a_story_of_several_days_alone() -> None:
    def weigh(ages: list[int]) -> list[float]:
        dated = [False, True, False]
        found: list[float] = estimate_chances([LINE] * 3, [LEAD] * 3, [0, 0, 1], [0] * 3, ages, dated).tolist()
        return found

    plain, of_a_day, _ = weigh([0, 0, 1])
    assert of_a_day > plain
    assert len(set(weigh([0, 0, 0]))) == 1


def test_a_sentence_of_an_older_article_weighs_less_by_how_much_is_newer() -> None:
    def weigh(*ages: int) -> list[float]:
        found: list[float] = estimate_chances([LINE] * 3, [LEAD] * 3, [0, 1, 2], [0] * 3, ages, NEVER).tolist()
        return found

    newest, older, oldest = weigh(0, 1, 2)
    assert newest > older > oldest > 0.3 * newest
    # In a month as in three days; in one day none is newer.
    assert weigh(0, 9, 30) == [newest, older, oldest]
    assert len(set(weigh(4, 4, 4))) == 1


def test_a_single_article_or_a_sentence_without_words_weighs_between_0_and_1() -> None:
    assert all(
        0 < value < 1 for value in estimate_chances([LINE, "!"], [LEAD, ()], [0, 0], [0, 1], [0, 9], NEVER[:2]).tolist()
    )
    assert estimate_chances([], [], [], [], [], []).tolist() == []
