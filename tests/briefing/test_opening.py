from __future__ import annotations

from summarizer.briefing.story_analysis import measure_news
from summarizer.model import Article


def test_what_others_open_with_counts_each_time_and_what_one_opens_with_itself_does_not() -> None:
    openings = {"a": frozenset({"dam", "burst"}), "b": frozenset({"dam", "rain"}), "c": frozenset({"dam", "burst"})}
    told = [(["dam", "burst", "dam"], Article("", id="a")), (["fog"], Article("", id="b")), ([], Article("", id="c"))]
    assert measure_news([*told, (["dam"], Article("", id="d"))], openings) == [round(3 / 2**0.5, 9), 0.0, 0.0, 3.0]
