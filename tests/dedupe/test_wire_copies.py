"""Texts that several outlets print count as one source."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from summarizer.dedupe.wire_copies import find_source, find_wire_outlets, find_wires
from summarizer.model import Article, Attribution

DAM = "The dam above Arle held on Monday. The mayor said nobody had been hurt."
FIRST = "The council of Arle voted on Monday night to close the old bridge over the river until the autumn."
SECOND = "Engineers who looked at it last week found that two of its seven pillars had sunk by several centimetres."
THIRD = "A ferry will carry walkers and cyclists across, but lorries must take the long road round by Harbour Town."


def test_a_wire_text_counts_as_its_agency_whoever_prints_it() -> None:
    wire = f"It was late. {FIRST} Nobody spoke. {SECOND} It rained."
    post, agency = Article(f"{FIRST} {SECOND}", "Demo Post", id="a1"), Article(wire, "Reuters", id="a2")
    alone = Article(DAM, "Lake Herald", id="a3")
    outlets = find_wire_outlets([post, agency, alone], {"Reuters"})
    assert outlets == {"a1": ("Reuters", "Demo Post"), "a2": ("Reuters", "Demo Post"), "a3": ("Lake Herald",)}
    assert (
        find_source(post, Attribution(), outlets["a1"])
        == find_source(agency, Attribution(), outlets["a2"])
        == "Reuters"
    )
    assert find_source(alone, Attribution(origin="AFP"), outlets["a3"]) == "AFP"


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
