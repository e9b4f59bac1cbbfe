"""A page by outlets: each line once, under the outlet whose sentence it is, in the order of the tiers."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.model import Briefing
from summarizer.render.cited_sources import arrange_by_outlet
from summarizer.render.front_page_context import FEW_LINES, build_front_context
from summarizer.render.rendering import render
from summarizer.render.template_context import build_context

LINES = [line for section in BRIEFING.sections for line in section.lines]
OUTLETS = sorted({line.outlet for line in LINES} - {""})


def ask(tiers: object = ()) -> Briefing:
    return replace(BRIEFING, options=MappingProxyType({**BRIEFING.options, "order": "outlet", "tiers": tiers}))


def test_each_line_stands_once_under_its_own_outlet() -> None:
    sections = build_context(ask())["sections"]
    entries = [(section.title, entry) for section in sections for entry in section.entries]
    assert sorted(entry.cluster for _, entry in entries) == sorted(line.cluster for line in LINES)
    assert [(title, entry.source.outlet) for title, entry in entries if title not in entry.source.outlet] == []
    assert [entry.number for _, entry in entries] == list(range(1, len(LINES) + 1))


def test_tiers_come_first_in_their_order_and_are_named() -> None:
    last, first = OUTLETS[-1], OUTLETS[0]
    tiers = [{"name": "agencies", "outlets": [last.upper()]}, {"name": "national", "outlets": ["Nobody", first]}]
    titles = [section.title for section in build_context(ask(tiers))["sections"]]
    assert titles[:2] == [f"agencies: {last}", f"national: {first}"]
    assert len(titles) == len({line.outlet for line in LINES})


def test_what_an_editor_put_first_opens_the_page_and_nothing_else_does() -> None:
    pinned = LINES[-1]
    sections = [
        replace(one, lines=tuple(replace(line, pinned=int(line == pinned), key=True) for line in one.lines))
        for one in BRIEFING.sections
    ]
    first, *rest = build_context(replace(ask(), sections=tuple(sections)))["sections"]
    assert [entry.cluster for entry in first.entries] == [pinned.cluster]
    assert pinned.cluster not in [entry.cluster for section in rest for entry in section.entries]


@pytest.mark.parametrize("tiers", ["agencies", 5, None, [5], [{"name": "x"}], [{"name": 5, "outlets": []}]])
def test_tiers_that_are_none_are_left_alone(tiers: object) -> None:
    assert arrange_by_outlet(ask(tiers)).sections == arrange_by_outlet(ask()).sections


def test_a_short_story_of_a_front_page_keeps_its_order_the_event_first() -> None:
    briefings = dict(FRONT.briefings)
    short = next(name for name, one in briefings.items() if 1 < len(one.lines) <= FEW_LINES)
    # The opening is of the outlet of the last tier.
    tiers = [{"name": "first", "outlets": [one.outlet for one in reversed(briefings[short].lines)]}]
    briefings[short] = replace(
        briefings[short], options={**briefings[short].options, "order": "outlet", "tiers": tiers}
    )
    told = [
        [entry.cluster for story in build_front_context(page)["stories"] for entry in story.entries]
        for page in (FRONT, replace(FRONT, briefings=briefings))
    ]
    assert told[0] == told[1]


def test_on_a_page_by_outlets_no_line_is_said_to_open_it() -> None:
    opening = replace(LINES[0], opens=True)
    page = replace(ask(), sections=(replace(BRIEFING.sections[0], lines=(*LINES[1:], opening)),))
    assert "opens the page" in render(replace(page, options=BRIEFING.options), "html")
    assert "opens the page" not in render(page, "html")


def test_an_outlets_name_is_never_translated() -> None:
    lines = tuple(replace(line, outlet="Background", article="") for line in LINES[:1])
    page = replace(ask(), language="de", sections=(replace(BRIEFING.sections[0], lines=lines),))
    assert "## Background" in render(page, "md")


def test_a_page_by_sections_is_left_as_it_is() -> None:
    assert arrange_by_outlet(BRIEFING) is BRIEFING
