"""Whether articles that are given for one story tell many: said only where it is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_articles import ROOT, read_sample_story

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


def test_what_one_outlet_alone_tells_of_many_events_is_not_sure() -> None:
    articles, _ = read_places([str(CASES / "morning" / "2031-03-05")])
    alone = [replace(one, outlet="Varde Courier") for one in articles]
    assert not tell_several(alone)
