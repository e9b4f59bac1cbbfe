"""For each line each outlet does one thing, and the table adds up to what the briefing's own record says."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    CoverageTables,
    FrontPage,
    SupportingSentence,
)
from summarizer.render.outlet_coverage import Coverage, build_coverage
from summarizer.render.rendering import render
from summarizer.render.template_context import build_context

OUTLETS = ("Brannoch Courier", "Northlight Radio", "Skerry Post", "Marl Herald", "Larkmouth Echo")
# Two articles of each outlet, so that an outlet may tell a line in one and contradict it in the other.
ARTICLES = tuple(
    Article("", outlet=OUTLETS[n % 5], outlet_from="metadata", id=f"a{n}", published=f"2031-03-0{n % 3 + 1}")
    for n in range(10)
)
CARRIED = st.lists(st.sampled_from(ARTICLES), max_size=6).map(
    lambda articles: tuple(SupportingSentence(one.id, one.outlet, 0, 9, "It rained.") for one in articles)
)


@st.composite
def lines(draw: st.DrawFn) -> BriefingSentence:
    own = draw(st.sampled_from(ARTICLES))
    also = draw(CARRIED)
    outlets = tuple(dict.fromkeys([own.outlet, *(one.outlet for one in also)]))
    return BriefingSentence(
        "It rained.",
        own.id,
        own.outlet,
        0,
        9,
        1.0,
        "c1",
        outlets=outlets,
        also=also,
        related=draw(CARRIED),
        disagreement=draw(CARRIED),
        key=draw(st.booleans()),
    )


SECTIONS = st.lists(
    st.lists(lines(), max_size=4).map(lambda found: BriefingSection("call", "The call", tuple(found))), max_size=3
).map(tuple)


def cover(briefing: Briefing) -> Coverage:
    context = build_context(briefing)
    return build_coverage(context["briefing"], (*context["sources"], *context["also_read"]))


def brief(*told: BriefingSentence) -> Briefing:
    return replace(BRIEFING, articles=ARTICLES, sections=(BriefingSection("call", "The call", told),))


def tell(outlet: int, **more: object) -> BriefingSentence:
    own = ARTICLES[outlet]
    line = BriefingSentence("It rained.", own.id, own.outlet, 0, 9, 1.0, "c1", outlets=(own.outlet,))
    return replace(line, **more)  # type: ignore[arg-type]


def carry(outlet: int) -> SupportingSentence:
    return SupportingSentence(ARTICLES[outlet].id, ARTICLES[outlet].outlet, 0, 9, "It rained.")


@settings(max_examples=200, deadline=None)
@given(SECTIONS)
def test_the_table_adds_up_to_the_lines_own_record(sections: tuple[BriefingSection, ...]) -> None:
    briefing = replace(BRIEFING, articles=ARTICLES, sections=sections)
    printed = [line for part in sections for line in part.lines]
    coverage = cover(briefing)
    if not printed:
        assert coverage.tables == ()
        return
    (table,) = coverage.tables
    assert table.numbers == tuple(range(1, len(printed) + 1))
    rows = {row.source.outlet: row for row in table.outlets}
    # Each outlet that was read stands once.
    assert sorted([*rows, *(source.outlet for source in table.silent)]) == sorted(OUTLETS)
    assert all(len(row.cells) == len(printed) for row in rows.values())
    ordered = [line for line in printed if line.key] + [line for line in printed if not line.key]
    for at, line in enumerate(ordered):
        column = {outlet: row.cells[at] for outlet, row in rows.items()}
        tells, near, differs = (
            set(line.outlets),
            *({one.outlet for one in beside} for beside in (line.related, line.disagreement)),
        )
        assert {outlet for outlet, cell in column.items() if cell.stance == "tells"} == tells
        assert {outlet for outlet, cell in column.items() if cell.stance == "differs" or cell.wavers} == differs
        assert {outlet for outlet, cell in column.items() if cell.stance == "near"} == near - tells - differs
        assert table.told[at] == len(line.outlets)
        assert table.origins[at] == line.origins
    for row in rows.values():
        stances = [cell.stance for cell in row.cells]
        assert (row.tells, row.near) == (stances.count("tells"), stances.count("near"))
        assert len(row.alone) <= row.tells
        assert row.first + row.together <= row.tells
    assert sum(row.tells for row in rows.values()) == sum(len(line.outlets) for line in printed)


def test_who_tells_a_line_and_says_it_otherwise_too_tells_it_and_wavers() -> None:
    (table,) = cover(brief(tell(0, also=(carry(1),), disagreement=(carry(6), carry(2)), outlets=OUTLETS[:2]))).tables
    rows = {row.source.outlet: row for row in table.outlets}
    assert [(rows[outlet].cells[0].stance, rows[outlet].cells[0].wavers) for outlet in OUTLETS[:3]] == [
        ("tells", False),
        ("tells", True),
        ("differs", False),
    ]
    assert (rows[OUTLETS[1]].tells, rows[OUTLETS[1]].differs) == (1, 1)


def test_a_line_is_an_outlets_alone_only_where_all_others_are_silent() -> None:
    (table,) = cover(brief(tell(0), tell(0, related=(carry(1),)), tell(0, disagreement=(carry(2),)))).tables
    assert table.outlets[0].alone == (1,)
    assert [source.outlet for source in table.silent] == ["Larkmouth Echo", "Marl Herald"]


def test_who_tells_most_comes_first() -> None:
    (table,) = cover(brief(tell(3), tell(2), tell(2, related=(carry(1),)), tell(1))).tables
    assert [row.source.outlet for row in table.outlets] == ["Skerry Post", "Northlight Radio", "Marl Herald"]


def test_a_page_of_two_languages_compares_each_outlet_with_lines_of_its_own() -> None:
    articles = tuple(replace(one, language="de" if n % 2 else "en") for n, one in enumerate(ARTICLES[:5]))
    # As it is ordered by its outlets, it has no part for each language.
    parts = (BriefingSection("call", "The call", (tell(0), tell(2), tell(1))),)
    english, german = cover(replace(BRIEFING, articles=articles, sections=parts)).tables
    assert (english.language, german.language) == ("English", "Deutsch")
    assert (english.numbers, [one.outlet for one in english.silent]) == ((1, 2), [OUTLETS[4]])
    assert (german.numbers, [one.outlet for one in german.silent]) == ((3,), [OUTLETS[3]])


def test_the_publisher_of_an_outlet_is_named() -> None:
    articles = (replace(ARTICLES[0], family="Lake <Group>"), *ARTICLES[1:])
    page = render(replace(brief(tell(0)), articles=articles), "html")
    assert "Lake &lt;Group&gt;" in page


@pytest.mark.parametrize(
    ("asked", "formats"), [("html", {"html"}), (None, {"html"}), (True, {"html", "md", "txt"}), (False, set())]
)
def test_the_tables_stand_in_html_and_where_they_are_asked_for(asked: CoverageTables | None, formats: set[str]) -> None:
    options = {} if asked is None else {"coverage": asked}
    briefing = replace(BRIEFING, options=MappingProxyType(options))
    shown = {name for name in ("html", "md", "txt") if "who tells what" in render(briefing, name).lower()}
    assert shown == formats


def test_a_front_page_shows_bars_unless_they_are_not_wanted() -> None:
    plain: FrontPage = replace(FRONT, options=MappingProxyType({"coverage": False}))
    assert render(FRONT, "html").count("<svg") == 2
    assert "<svg" not in render(plain, "html")
    assert "followed since 20 February 2031" in render(plain, "html")


def test_a_page_of_twenty_lines_and_many_outlets_is_small() -> None:
    told = [tell(n % 10, also=tuple(carry(m) for m in range(n % 9)), outlets=OUTLETS) for n in range(20)]
    names = {outlet: f"{outlet} of the Long Harbour {n}" for n in range(4) for outlet in OUTLETS}
    articles = tuple(
        replace(one, id=f"{one.id}-{n}", outlet=f"{names[one.outlet]}{n}") for n in range(4) for one in ARTICLES[:5]
    )
    near = tuple(SupportingSentence(one.id, one.outlet, 0, 9, "It rained near by.") for one in articles)
    wide = tuple(replace(line, related=near) for line in told)
    briefing = replace(BRIEFING, articles=(*ARTICLES, *articles), sections=(BriefingSection("a", "b", wide),))
    assert len(render(briefing, "html").encode()) < 150_000
