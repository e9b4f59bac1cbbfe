"""What a line of the HTML page opens to, and what stands above all lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from sample_briefing import BRIEFING, COURIER, NORTHLIGHT, SKERRY, carried
from sample_front_page import FRONT

from summarizer.briefing.rights import hide_bounded
from summarizer.lang.language import load_language
from summarizer.model import Briefing, BriefingSection, Reason
from summarizer.render.front_page_context import build_front_context
from summarizer.render.page_words import PLACED_BY, list_reasons
from summarizer.render.rendering import render

FIRST = BRIEFING.sections[0].lines[0]


def show(text: str) -> str:
    """Return what a reader sees of a page."""
    return " ".join(re.sub("<[^>]*>", " ", re.sub("(?s)<style>.*?</style>", "", text)).split())


def print_one(**changes: object) -> str:
    """Return the page of a single line."""
    line = replace(FIRST, **changes)  # type: ignore[arg-type]
    return render(replace(BRIEFING, sections=(BriefingSection("call", "The call", (line,)),)), "html")


def print_parts() -> tuple[BriefingSection, ...]:
    """Return a section of a line whose words chose it."""
    return (BriefingSection("call", "The call", (replace(FIRST, placed_by="cue"),)),)


def open_details(page: str) -> list[str]:
    return re.findall(r'(?s)<details class="more">(.*?)</details>', page)


def test_each_line_opens_to_every_sentence_that_tells_it_or_is_near_it() -> None:
    again = carried(NORTHLIGHT, "About 1,400 passengers were stranded in Larkmouth.")
    near = carried(SKERRY, "The crews want twelve rest days.")
    (details,) = open_details(print_one(also=(*FIRST.also, again), related=(near,)))
    seen = show(details)
    assert seen.index("Details") < seen.index("About 1,400 passengers") < seen.index("The crews want twelve")
    assert seen.count("Northlight Radio") == 2
    assert "see also Skerry *Post* , March 2031" in seen
    assert "also Northlight Radio *, 4 March 2031, 07:30" in seen.replace(" *", " *", 1)
    # Its first sentence is linked in the line itself, the second one here.
    assert len(re.findall("<a [^>]*northlight", details)) == 1


def test_the_words_that_differ_are_marked_and_those_left_out_are_struck() -> None:
    text = "Mayor Odile Brandt rang the ferry line’s director on Monday."
    (details,) = open_details(print_one(also=(replace(FIRST.also[0], text=text, edits=()),)))
    assert "<mark>rang</mark>" in details
    assert "<del>telephoned</del>" in details
    assert show(re.sub("<del>.*?</del>", "", details)).count("Mayor Odile Brandt rang the ferry line’s director") == 1
    quite_other = replace(FIRST.also[0], text="A call was made at last, after weeks of silence.", edits=())
    (details,) = open_details(print_one(also=(quite_other,)))
    assert "<del>" not in details
    assert "A call was made at last, after weeks of silence." in details


def test_of_an_outlet_that_may_not_be_quoted_freely_only_the_name_stands_there() -> None:
    options = {"rights": {"Northlight Radio": {"most_words": 20}}}
    bounded = hide_bounded(replace(BRIEFING, options=options, sections=BRIEFING.sections[:1]))
    details = open_details(render(bounded, "html"))[0]
    assert "Northlight Radio" in details
    assert "<del>" not in details
    assert "rang the director" not in details


def test_a_sentence_beside_a_line_has_its_own_speaker_where_that_is_another() -> None:
    beside = replace(carried(NORTHLIGHT, NORTHLIGHT.text.splitlines()[0]), speaker="Coast Wire’s reporter")
    (details,) = open_details(print_one(speaker="Odile Brandt", also=(beside,)))
    assert "Northlight Radio *, 4 March 2031, 07:30. Who says it: Coast Wire’s reporter" in show(details)
    (details,) = open_details(print_one(speaker=beside.speaker, also=(beside,)))
    assert show(details).count(beside.speaker) == 1


def test_a_line_says_who_says_it_when_and_why_it_is_here() -> None:
    (details,) = open_details(print_one(speaker="Odile Brandt", pinned=1, placed_by="cue"))
    seen = show(details)
    assert "Who says it Odile Brandt" in seen
    assert "Published 4 March 2031" in seen
    assert seen.endswith("put first by hand; near the core of the story; in this section by its words")
    seen = show(open_details(print_one(opens=True, key=True, placed_by="cue"))[0])
    assert seen.endswith("opens the page; a key point; near the core of the story")
    seen = show(open_details(print_one(score=0.2, origins=3, placed_by=""))[0])
    assert seen.endswith("told by several outlets; adds to the other lines")
    # A page of an older version does not know why.
    assert "in this section" not in show(print_one(placed_by=""))


def test_where_no_section_is_shown_none_is_spoken_of() -> None:
    assert "in this section" in show(print_one(placed_by="cue"))
    assert "in this section" not in show(
        render(replace(BRIEFING, options={**BRIEFING.options, "order": "outlet"}, sections=print_parts()), "html")
    )
    (first, *_) = FRONT.briefings
    short = replace(FRONT.briefings[first], sections=print_parts())
    front = build_front_context(replace(FRONT, briefings={first: short}))
    assert [entry.reasons for entry in front["stories"][0].entries] == [("near the core of the story",)]


@pytest.mark.parametrize("code", ["de", "fr", "es", "uk", "ru"])
def test_every_reason_has_its_words_in_each_language_of_a_page(code: str) -> None:
    words = load_language(code).texts("page.words")
    lines = [replace(FIRST, opens=True, key=True, pinned=1, score=score, origins=3) for score in (0.1, 0.9)]
    for reason in {*PLACED_BY.values(), *chain.from_iterable(map(list_reasons, lines))}:
        assert words.get(reason, reason) != reason, reason


def test_every_reason_of_a_section_has_words() -> None:
    assert set(PLACED_BY) == set(Reason.__args__)  # type: ignore[attr-defined]


def test_what_was_found_at_one_outlet_alone_is_said_in_words() -> None:
    assert "found at one outlet only" not in show(print_one())
    alone = show(print_one(also=(), outlets=(COURIER.outlet,), origins=1))
    assert "every line found at one outlet only" in alone
    assert "one source at most" in show(print_one(origins=1))
    # What others have told nearly was not found at one outlet alone.
    near = carried(SKERRY, "The crews want twelve rest days.")
    line = print_one(also=(), outlets=(COURIER.outlet,), origins=1, related=(near,))
    assert "found at one outlet only" not in show(line)
    # Nor was what another outlet tells otherwise: so the table counts it too.
    differs = replace(near, reason="numbers")
    line = print_one(also=(), outlets=(COURIER.outlet,), origins=1, disagreement=(differs,))
    assert "found at one outlet only" not in show(line)
    lonely = replace(BRIEFING, articles=(COURIER,), sections=BRIEFING.sections[:1])
    assert "found at one outlet only" not in render(lonely, "html")


def test_the_head_says_of_how_many_outlets_and_days_the_page_is_made() -> None:
    seen = show(render(replace(BRIEFING, origins=3), "html"))
    assert "4 outlets , at most 3 independent" in seen.replace("outlets,", "outlets ,")
    assert "Published 4 March 2031" in seen
    assert "independent" not in show(render(replace(BRIEFING, sections=()), "html"))
    later = replace(NORTHLIGHT, published="2031-03-06T01:00:00+01:00")
    days = replace(BRIEFING, articles=(COURIER, later))
    assert "Published 4 March 2031 – 6 March 2031" in show(render(days, "html"))


def test_a_list_of_sections_leads_to_each_and_a_page_of_one_has_none() -> None:
    page = render(BRIEFING, "html")
    (outline,) = re.findall('(?s)<nav class="outline".*?</nav>', page)
    targets = re.findall('href="#([^"]*)"', outline)
    assert {"differences", "coverage", "sources"} < set(targets)
    listed = [name for name in re.findall('<h2 id="([^"]*)"', page) if name != "problems"]
    assert targets == listed
    assert '<nav class="outline"' not in print_one()


def test_the_lines_of_a_front_page_open_too() -> None:
    page = render(FRONT, "html")
    assert len(open_details(page)) == sum(len(story.entries) for story in build_front_context(FRONT)["stories"])
    assert len(re.findall(r'\bid="([^"]+)"', page)) == len(set(re.findall(r'\bid="([^"]+)"', page)))


def test_a_template_of_before_keeps_its_blocks_and_macros(tmp_path: Path) -> None:
    (tmp_path / "mine.html.j2").write_text(
        '{% extends "packaged/briefing.html.j2" %}{% block head %}<h1>{{ title }}</h1>{% endblock %}'
        '{% block sections %}{% for section in sections %}<h2>{{ section.title }}</h2>{{ lines(section.groups, "h4") }}'
        "{% for group in section.groups %}{% for entry in group.entries %}"
        '{{ chip(entry.source, "own") }}<i>{{ spoken(entry)|trim }}</i>{% endfor %}{% endfor %}'
        "{% endfor %}{% endblock %}",
        encoding="utf-8",
    )
    page = render(BRIEFING, "html", tmp_path / "mine.html.j2")
    assert "<i>Mayor Odile Brandt telephoned" in page
    assert "<h2>The call</h2>" in page


def make_long(lines: int) -> Briefing:
    """Return a page of so many lines, each told by three others in long sentences."""
    text = "Mayor Odile Brandt telephoned the ferry line’s director on Monday evening. " * 3
    beside = tuple(replace(FIRST.also[0], text=f"{text}{number}", edits=()) for number in range(3))
    told = [replace(FIRST, text=f"{text}{number}", also=beside, cluster=f"c{number}") for number in range(lines)]
    return replace(BRIEFING, sections=(BriefingSection("all", "All", tuple(told)),))


def test_a_page_of_twenty_long_lines_is_small_and_its_size_grows_with_its_lines_alone() -> None:
    sizes = [len(render(make_long(lines), "html").encode()) for lines in (20, 40)]
    assert sizes[0] < 150_000
    assert sizes[1] < 2 * sizes[0]
