from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.briefing.assembly import find_stretches, read_neighbours
from summarizer.briefing.pipeline import analyse_story
from summarizer.config.plans import load_plans
from summarizer.model import Article, Options

if TYPE_CHECKING:
    from summarizer.model import SupportingSentence

TEXT = """Storm shuts the pier of Larkmouth

By Ines Falk

The storm tore the roof off the fish hall on Monday night.

The crews want twelve rest days. The ferry line has offered ten of them so far. Nobody was hurt in the hall.

What the town says

Mayor Odile Brandt will visit the hall on Friday.

Read more: All about storms

The harbour master expects more rain."""


@pytest.fixture(scope="module")
def places() -> dict[str, list[SupportingSentence]]:
    article = Article(TEXT, outlet="Example Wire", outlet_from="metadata", language="en", published="2031-03-04")
    copy = Article(
        f"\n{TEXT}", outlet="Muster Post", outlet_from="metadata", language="en", published="2031-03-04", body=1
    )
    analysis = analyse_story([article, copy], Options(plan="general", plans=tuple(load_plans("general"))))
    neighbours = read_neighbours(analysis.sentences)
    found = {}
    for one in analysis.news:
        found[one.text.split(".")[0][-4:]] = find_stretches(one, analysis.story.copies, neighbours)
    return found


def test_a_sentence_has_the_words_beside_it_and_what_parts_them(places: dict[str, list[SupportingSentence]]) -> None:
    first, middle, last = places["days"][0], places[" far"][0], places["hall"][0]
    assert (first.prefix, first.suffix) == ("on Monday night.\n", " The ferry line")
    assert (middle.prefix, middle.suffix) == ("twelve rest days. ", " Nobody was hurt")
    assert (last.prefix, last.suffix) == ("them so far. ", "\nWhat the town")


def test_a_sentence_alone_in_its_paragraph_stands_between_line_ends(
    places: dict[str, list[SupportingSentence]],
) -> None:
    alone = places["iday"][0]
    assert (alone.prefix, alone.suffix) == ("the town says\n", "\nRead more: All")
    assert places["rain"][0].suffix == ""


def test_the_headline_above_all_does_not_count(places: dict[str, list[SupportingSentence]]) -> None:
    lead = places["ight"][0]
    assert "Larkmouth" not in lead.prefix
    assert lead.suffix == "\nThe crews want"


def test_a_copy_has_the_same_words_beside_it_at_its_own_place(places: dict[str, list[SupportingSentence]]) -> None:
    for own, copy in places.values():
        assert (own.prefix, own.suffix, own.text) == (copy.prefix, copy.suffix, copy.text)
        assert copy.start == own.start + 1


def test_each_place_has_the_words_that_its_own_page_asks_for() -> None:
    told = "The crews want twelve rest days."
    start = TEXT.index(told)
    seen = Article(
        TEXT, url="https://wire.example/1", language="en", on_page=f"{len(TEXT)}: {start}-{start + len(told)}"
    )
    analysis = analyse_story([seen], Options(plan="general", plans=tuple(load_plans("general"))))
    neighbours = read_neighbours(analysis.sentences)
    found = {one.text: find_stretches(one, (), neighbours)[0].fragment for one in analysis.news}
    assert found[told] == "night.-,The%20crews,rest%20days"
    assert found["Nobody was hurt in the hall."] == "Nobody%20was%20hurt,the%20hall"
