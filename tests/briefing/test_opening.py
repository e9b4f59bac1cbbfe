from __future__ import annotations

from summarizer.api import summarize
from summarizer.briefing.story_analysis import measure_news
from summarizer.model import Article


def test_what_others_open_with_counts_each_time_and_what_one_opens_with_itself_does_not() -> None:
    openings = {"a": frozenset({"dam", "burst"}), "b": frozenset({"dam", "rain"}), "c": frozenset({"dam", "burst"})}
    told = [(["dam", "burst", "dam"], Article("", id="a")), (["fog"], Article("", id="b")), ([], Article("", id="c"))]
    assert measure_news([*told, (["dam"], Article("", id="d"))], openings, {}) == [round(3 / 2**0.5, 9), 0.0, 0.0, 3.0]


def test_what_an_older_article_tells_counts_the_less_the_more_articles_are_newer_by_more_than_a_day() -> None:
    openings = {name: frozenset({"dam"}) for name in "abcd"}
    told = [(["dam"], Article("", id=name)) for name in "abcd"]
    assert measure_news(told, openings, {"a": 9, "b": 2, "c": 1, "d": 0}) == [0.75, 2.25, 3.0, 3.0]


def test_a_page_opens_with_what_somebody_announced_and_not_with_a_plain_sentence_further_down() -> None:
    texts = (
        "Governor Ana Dahl said on Monday that Arle would build a wall along the river. A wall is costly and would cut"
        " gardens and farms along the river in two.",
        "Ana Dahl announced a wall along the river on Monday. The wall of Arle would be three miles long.",
    )
    articles = [
        Article(text, title="Ana Dahl announces wall along the river", outlet=outlet, language="en")
        for text, outlet in zip(texts, ("Arle Post", "Tarn Herald"), strict=True)
    ]
    (opening,) = [line.text for line in summarize(articles).lines if line.opens]
    assert "on Monday" in opening
