"""Whether articles that are given for one story tell many: said only where it is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_articles import ROOT, read_sample_story

from summarizer.model import Article
from summarizer.sources.places import read_places
from summarizer.stories.pile import tell_several

CASES = ROOT / "tests" / "cases"


def test_a_morning_of_four_stories_tells_several_in_whatever_order_it_is_read() -> None:
    articles, _ = read_places([str(CASES / "morning" / "2031-03-05")])
    assert tell_several(articles)
    assert tell_several(articles[::-1])


def test_sequels_are_no_stories_of_their_own() -> None:
    articles, _ = read_places([str(CASES / "morning")])
    bridge = [one for one in articles if "bridge" in one.path]
    assert {one.published for one in bridge} == {"2031-03-05", "2031-03-06"}
    assert not tell_several(bridge)
    assert tell_several([one for one in articles if "bridge" in one.path or "quake" in one.path])


@pytest.mark.parametrize("name", ["court", "merger", "storm", "strike"])
def test_one_story_is_one(name: str) -> None:
    articles, _ = read_places([str(CASES / "stories" / name)])
    assert len(articles) > 1
    assert not tell_several(articles)


def test_the_sample_story_is_one_and_so_is_nothing() -> None:
    assert not tell_several(read_sample_story())
    assert not tell_several([])


def test_two_articles_that_share_nothing_with_a_story_of_two_outlets_are_other_events() -> None:
    def write(outlet: str, text: str) -> Article:
        return Article(text, outlet, language="en", published="2031-03-04", path=f"{outlet}.md")

    mill = "Fire destroyed the old paper mill of Tarn on Tuesday. Two firemen were hurt when the roof came down."
    again = (
        "The old paper mill at Tarn burned down on Tuesday, and the falling roof hurt two firemen. A kiln had glowed."
    )
    pipe = write(
        "Vik Radio", "The price of gas rose by a fifth after a pipeline was shut for repairs. Households pay in May."
    )
    goal = write(
        "Korr News", "Vik reached the semi-final with a late goal by Lind. The coach called it luck and nothing else."
    )
    story = [write("Arle Post", mill), write("Tarn Echo", again)]
    assert tell_several([*story, pipe, goal])
    assert not tell_several(story)
    # One alone may be what its headline would tell.
    assert not tell_several([*story, pipe])


def test_what_one_outlet_alone_tells_of_many_events_is_not_sure() -> None:
    articles, _ = read_places([str(CASES / "morning" / "2031-03-05")])
    alone = [replace(one, outlet="Varde Courier") for one in articles]
    assert not tell_several(alone)
