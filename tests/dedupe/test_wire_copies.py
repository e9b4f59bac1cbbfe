"""Texts that several outlets print count as one source, and so do names that hide one outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.dedupe.wire_copies import count_sources, find_families, find_sources, find_wire_outlets, find_wires
from summarizer.model import Article, Attribution, Sentence

DAM = "The dam above Arle held on Monday. The mayor said nobody had been hurt."
FIRST = "The council of Arle voted on Monday night to close the old bridge over the river until the autumn."
SECOND = "Engineers who looked at it last week found that two of its seven pillars had sunk by several centimetres."
THIRD = "A ferry will carry walkers and cyclists across, but lorries must take the long road round by Harbour Town."


def tell(text: str, outlet: str = "Post", origin: str = "", **more: Any) -> AnalysedSentence:
    """Return a sentence of an outlet with the sources as which it may count."""
    article, attribution = Article(text, outlet, id=outlet, outlet_from="metadata"), Attribution(origin=origin)
    article = replace(article, **more)
    sources = find_sources(article, attribution, (), find_families({"Lake Group": ["Lake Herald", "Lake Radio"]}))
    return AnalysedSentence(Sentence("a", 0, 0, 0, 9, text), article, attribution=attribution, sources=sources)


def test_a_wire_text_counts_as_one_whoever_prints_it() -> None:
    wire = f"It was late. {FIRST} Nobody spoke. {SECOND} It rained."
    post, agency = Article(f"{FIRST} {SECOND}", "Demo Post", id="a1"), Article(wire, "Reuters", id="a2")
    alone = Article(DAM, "Lake Herald", id="a3")
    outlets = find_wire_outlets([post, agency, alone], {"Reuters"})
    assert outlets == {"a1": ("Reuters", "Demo Post"), "a2": ("Reuters", "Demo Post"), "a3": ("Lake Herald",)}
    sources = [find_sources(one, Attribution(), outlets[one.id], {}) for one in (post, agency, alone)]
    assert sources[0] & sources[1]
    assert not sources[1] & sources[2]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (tell(DAM, "Post"), tell(THIRD, "Gazette"), 2),
        (tell(DAM, "Post"), tell(THIRD, "Post"), 1),
        (tell(DAM, "Post", "Reuters"), tell(THIRD, "Gazette", "Reuters"), 1),
        (tell(DAM, "Post", "Reuters"), tell(THIRD, "Gazette", "AFP"), 2),
        # Two agencies at once, and one of them.
        (tell(DAM, "Post", "AFP and dpa"), tell(THIRD, "Gazette", "dpa"), 1),
        # The agency itself, by its long name, in other letters and in small ones.
        (tell(DAM, "Post", "AP"), tell(THIRD, "The Associated Press"), 1),
        (tell(DAM, "Reuters"), tell(THIRD, "Rеutеrs"), 1),
        (tell(DAM, "Reuters"), tell(THIRD, "ＲＥＵＴＥＲＳ"), 1),
        (tell(DAM, "Le Télégramme"), tell(THIRD, "Le Telegramme"), 1),
        (tell(DAM, "Lake Herald"), tell(THIRD, "Lake Times"), 2),
        (tell(DAM, "Lake Herald"), tell(THIRD, "Lake Radio"), 1),
        (tell(DAM, "Post", family="North"), tell(THIRD, "Gazette", family="North"), 1),
        (tell(DAM, "Post", family="North"), tell(THIRD, "Gazette", family="South"), 2),
        # One feed, one sender; records that somebody made himself have neither.
        (tell(DAM, "Reuters", feed="https://x.example/f"), tell(THIRD, "AFP", feed="https://x.example/f"), 1),
        (tell(DAM, "Reuters", feed="https://x.example/f"), tell(THIRD, "AFP", feed="https://y.example/f"), 2),
        (tell(DAM, "Post", sender="a@x.example"), tell(THIRD, "Gazette", sender="a@x.example"), 1),
        # What a feed only claims is as much the feed's as the outlet's.
        (tell(DAM, "Reuters, by Some Blog", outlet_from="claimed"), tell(THIRD, "Reuters"), 1),
        (tell(DAM, "Reuters, by Some Blog", outlet_from="claimed"), tell(THIRD, "Some Blog"), 1),
        (tell(DAM, "Reuters, by Some Blog", outlet_from="claimed"), tell(THIRD, "AFP"), 2),
        # Ten equal words in a row, and the same words in quotation marks.
        (tell(FIRST), tell(f"It was late, and {FIRST}", "Gazette"), 1),
        (tell(f"“{FIRST}” he said."), tell(f"She read: “{FIRST}”", "Gazette"), 2),
        (tell("The old bridge over the river will be closed."), tell("The old bridge will be closed.", "Gazette"), 2),
    ],
)
def test_sources_are_independent_only_where_nothing_links_them(
    first: AnalysedSentence, second: AnalysedSentence, count: int
) -> None:
    assert count_sources([first, second]) == count_sources([second, first]) == count


def test_who_copies_from_two_sources_does_not_make_them_one() -> None:
    both = tell(f"{FIRST} {SECOND}", "Gazette")
    assert count_sources([both, tell(FIRST, "Reuters"), tell(SECOND, "AFP")]) == 2
    passed_on = [tell(DAM, "Blog", origin, feed="f") for origin in ("Reuters", "AFP", "")]
    assert count_sources(passed_on) == 1
    assert count_sources([*passed_on, tell(THIRD, "Reuters"), tell(SECOND, "AFP")]) == 3


def test_a_text_inside_another_one_is_a_copy() -> None:
    whole = Article(f"{FIRST} {SECOND} {THIRD}", id="a1")
    for part in (f"{FIRST} {SECOND}", f"{SECOND} {THIRD}", THIRD):
        assert len(find_wires([whole, Article(part, id="a2")])) == 1


def test_articles_that_pass_on_one_wire_text_are_one_group() -> None:
    wires = [
        Article(f"{FIRST} {SECOND}", id="a1"),
        Article(f"It was late. {FIRST} Nobody spoke. {SECOND} It rained.", id="a2"),
        Article(f"{SECOND} The end. {THIRD}", id="a3"),
        Article(DAM, id="a4"),
    ]
    assert set(find_wires(wires)) == {frozenset({"a1", "a2"}), frozenset({"a3"}), frozenset({"a4"})}
    linked = replace(wires[2], text=f"{SECOND} And now. {FIRST} The end. {THIRD}")
    assert set(find_wires([*wires[:2], linked, wires[3]])) == {frozenset({"a1", "a2", "a3"}), frozenset({"a4"})}


def test_one_run_of_equal_words_or_a_quotation_makes_no_wire() -> None:
    once = [Article(f"{FIRST} It rained.", id="a1"), Article(f"It rained. {FIRST}", id="a2")]
    assert len(find_wires(once)) == 2
    quoted = [
        Article(f"Dahl said: “{FIRST} And {SECOND}” {end}", id=f"a{n}")
        for n, end in enumerate(("It rained.", "The sun shone."), 1)
    ]
    assert len(find_wires(quoted)) == 2


@given(
    st.lists(st.lists(st.sampled_from([FIRST, SECOND, THIRD, DAM]), max_size=4).map(" Meanwhile. ".join), max_size=6)
)
def test_every_article_is_in_one_group_whatever_their_order(texts: list[str]) -> None:
    found = [Article(text, id=f"a{number}") for number, text in enumerate(texts, 1)]
    groups = find_wires(found)
    assert sorted(name for group in groups for name in group) == sorted(article.id for article in found)
    assert set(find_wires(found[::-1])) == set(groups)
