"""Pages of stories of which it was written down what is right before the program was run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from summarizer.api import summarize
from summarizer.model import Briefing, BriefingSection, Length, Options
from summarizer.sources.places import read_places

STORIES = Path(__file__).parent.parent / "cases" / "stories"
#: Story → what its first line must tell, and those who are heard, by all names that a heading may have.
EXPECTED = {
    "strike": (
        ("drivers", "strike"),
        {
            "Transport Workers' Union", "Calder Lines", "Helen Brandt", "The government", "Karl Voss", "Ida Lund",
            "The city's traffic office",
        },
    ),
    "court": (("Renn", "prison"), {"The opposition", "Aldo Renn", "Clara Voigt", "Anna Vidal"}),
    "storm": (
        ("Ewald", "people"),
        {"Lena Dahl", "Sven Aker", "Vestkraft", "The opposition", "The insurers' association"},
    ),
    "merger": (
        ("Norvik", "Talmer"),
        {
            "Norvik", "The dockworkers' union", "The competition authority", "The shippers' council", "Anders Roth",
            "Solveig Ness", "Talmer",
        },
    ),
}  # fmt: skip


@cache
def page(story: str, lines: int) -> Briefing:
    return summarize(read_places([str(STORIES / story)])[0], Options(plan="general", length=Length(lines, "sentences")))


def section(briefing: Briefing, name: str) -> BriefingSection:
    return next(part for part in briefing.sections if part.id == name)


@pytest.mark.parametrize("story", EXPECTED)
@pytest.mark.parametrize("lines", [10, 20, 40])
def test_a_page_opens_with_what_happened(story: str, lines: int) -> None:
    printed = [line for part in page(story, lines).sections for line in part.lines]
    (opening,) = [line for line in printed if line.opens]
    assert all(word in opening.text for word in EXPECTED[story][0])
    assert opening.key or opening == printed[0]


@pytest.mark.parametrize("story", EXPECTED)
@pytest.mark.parametrize(("lines", "most"), [(10, 2), (20, 5), (40, 10)])
def test_headings_are_those_of_parties_and_no_more_than_the_length_bears(story: str, lines: int, most: int) -> None:
    headings = {line.party for line in section(page(story, lines), "said").lines} - {""}
    assert headings <= EXPECTED[story][1]
    assert 1 <= len(headings) <= most


@pytest.mark.parametrize("story", EXPECTED)
def test_main_news_does_not_wait_among_the_figures(story: str) -> None:
    briefing = page(story, 20)
    leads = {article.text[article.body :].strip().split("\n")[0][:60] for article in briefing.articles}
    assert not [line for line in section(briefing, "figures").lines if line.text[:60] in leads]


def test_what_is_due_and_what_is_long_over_have_sections_of_their_own() -> None:
    strike = page("strike", 40)
    assert any("Thursday" in line.text for line in section(strike, "ahead").lines)
    assert any("1921" in line.text for line in section(strike, "background").lines)
