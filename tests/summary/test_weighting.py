"""How likely an editor prints a sentence."""

from __future__ import annotations

import pytest

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import Facts
from summarizer.model import Article, Sentence
from summarizer.summary.weighting import estimate_chances

LEAD, OTHER = ("dam", "burst", "arle"), ("dam", "burst", "flood")
LINE = "The dam above Arle burst in the night and the lower town stands under water"


def tell(text: str, tokens: tuple[str, ...], article: str = "a", place: int = 0, day: str = "") -> AnalysedSentence:
    claims = Facts(days=(frozenset({day}),)) if day else Facts()
    sentence = Sentence(article, place, 0, 0, len(text), text)
    return AnalysedSentence(sentence, Article("", id=article), claims=claims, tokens=tokens, place=place)


def weigh(*news: AnalysedSentence, ages: dict[str, int] | None = None) -> list[float]:
    found: list[float] = estimate_chances(news, ages or {}).tolist()
    return found


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
    lead, other, _ = weigh(tell(LINE, LEAD), tell(worse, tokens, place=place), tell(LINE, OTHER, "b"))
    assert other < lead


def test_a_figure_weighs_more() -> None:
    plain, counting, _ = weigh(tell(LINE, LEAD), tell(LINE.replace("lower", "2"), LEAD), tell(LINE, OTHER, "b"))
    assert counting > plain


def test_a_day_weighs_like_a_figure_in_a_story_of_several_days_alone() -> None:
    news = [tell(LINE, LEAD), tell(LINE, LEAD, day="03-05"), tell(LINE, LEAD, "b")]
    plain, of_a_day, _ = weigh(*news, ages={"b": 1})
    assert of_a_day > plain
    assert len(set(weigh(*news))) == 1


def test_a_sentence_of_an_older_article_weighs_less_by_how_much_is_newer() -> None:
    news = [tell(LINE, LEAD, name) for name in "abc"]
    newest, older, oldest = weigh(*news, ages={"b": 1, "c": 2})
    assert newest > older > oldest > 0.3 * newest
    # In a month as in three days; in one day none is newer.
    assert weigh(*news, ages={"b": 9, "c": 30}) == [newest, older, oldest]
    assert len(set(weigh(*news, ages=dict.fromkeys("abc", 4)))) == 1


def test_a_single_article_or_a_sentence_without_words_weighs_between_0_and_1() -> None:
    assert all(0 < value < 1 for value in weigh(tell(LINE, LEAD), tell("!", (), place=1)))
    assert weigh() == []
