from __future__ import annotations

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
