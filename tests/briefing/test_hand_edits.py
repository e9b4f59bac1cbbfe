"""What a hand does to a front page: to lines of its stories, and to outlets wherever they stand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sample_front_page import FRONT

from summarizer.briefing.hand_edits import check_hand, edit_page, find_articles, find_lines
from summarizer.errors import ConfigError
from summarizer.model import FrontPage, HandEdit
from summarizer.render.page_json import from_json, list_unknown, to_json
from summarizer.render.rendering import render

MADE = from_json(to_json(FRONT))
sign = partial(HandEdit, by="Ines Falk", at="2031-03-05T07:00:00+01:00")


def edit_first_line(what: str, after: str = "") -> HandEdit:
    assert isinstance(MADE, FrontPage)
    story, briefing = next(iter(MADE.briefings.items()))
    line = next(line for section in briefing.sections for line in section.lines)
    return sign(what, line.article, line.start, line.end, story, after=after)  # type: ignore[arg-type]


def test_a_line_of_a_story_is_left_out_and_the_page_counts_one_less() -> None:
    edited = edit_page(MADE, [edit_first_line("drop")])
    assert edited.length.sentences == MADE.length.sentences - 1
    assert edited.edited[0].text not in render(edited, "md")
    assert "Edited by hand: Ines Falk (5 March 2031)." in render(edited, "md").replace("\n", " ")
    assert check_hand(edited) == []


def test_a_corrected_outlet_has_its_new_name_in_lists_stories_and_credits() -> None:
    (article,) = find_articles(MADE, MADE.articles[0].id)
    edited = edit_page(MADE, [sign("outlet", article.id, after="Fjord Post")])
    assert isinstance(edited, FrontPage)
    named = [one for briefing in edited.briefings.values() for one in briefing.articles if one.path == article.path]
    assert {one.outlet for one in (*named, edited.articles[0])} == {"Fjord Post"}
    for name in ("md", "html", "txt"):
        assert "Fjord Post" in render(edited, name)
    assert check_hand(edited) == []


def test_an_edited_page_is_read_back_as_it_was_written() -> None:
    edited = edit_page(MADE, [edit_first_line("pin"), sign("outlet", MADE.articles[0].id, after="Fjord Post")])
    again = from_json(to_json(edited))
    assert to_json(again) == to_json(edited)
    assert list_unknown(to_json(edited), again) == []
    assert again.as_made == MADE


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (replace(edit_first_line("drop"), story=""), "edit 1 (drop): the page has no lines of a story “”"),
        (replace(edit_first_line("drop"), end=1), "the line is not on the page"),
        (replace(edit_first_line("pin"), by="x" * 90), "more than 8 words and 80 characters"),
        (replace(edit_first_line("pin"), at="2031-03-05T07:00:00"), "no time with a time zone"),
        (sign("outlet", "zz", after="Post"), "there is no article “zz”"),
    ],
)
def test_an_edit_that_cannot_be_done_is_refused(edit: HandEdit, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        edit_page(MADE, [edit])
    assert told in str(error.value)


def test_a_text_means_the_line_that_it_is_before_those_that_hold_it() -> None:
    assert isinstance(MADE, FrontPage)
    lines = [line for one in MADE.briefings.values() for section in one.sections for line in section.lines]
    for line in lines:
        assert (line.text, line.start) in [
            (found.text, found.start) for _, found in find_lines(MADE, line.text.upper())
        ]
    assert find_lines(MADE, "no such words") == find_lines(MADE, "") == []


def test_no_edits_leave_the_page_as_it_was() -> None:
    assert edit_page(MADE, []) is MADE
    assert [one.message for one in check_hand(replace(MADE, edited=(edit_first_line("drop"),)))] == [
        "it does not say how the page was made before"
    ]
