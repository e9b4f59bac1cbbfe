"""Front matter is YAML that any reader understands alike, whatever stands in a title."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.render.page_metadata import write_front_matter
from summarizer.render.rendering import render, write_as
from summarizer.text.escaping import flatten

HOSTILE = st.text(alphabet="-:#'\"\\[]{}|>&*!%@`?~ \n\t,yes0:1.5é\u202e\x00\x85\ufffe\ud800😀", max_size=40)


def read(text: str) -> dict[str, object]:
    """Give what stands between the rules."""
    empty, inner, rest = text.split("---\n", 2)
    assert empty == ""
    assert rest == "\n"
    record = yaml.safe_load(inner)
    assert isinstance(record, dict)
    return record


def test_it_has_title_date_outlets_and_tags() -> None:
    assert read(write_front_matter(BRIEFING)) == {
        "title": BRIEFING.title,
        "date": datetime.date.fromisoformat(BRIEFING.date),
        "outlets": ["Brannoch Courier", "Northlight Radio*", "Skerry *Post*"],
        "tags": ["briefing", BRIEFING.plan],
    }
    front = read(write_front_matter(FRONT))
    assert front["title"] == FRONT.title
    assert front["tags"][0] == "front-page"  # type: ignore[index]


@given(HOSTILE)
def test_a_title_is_the_same_text_after_it_was_read(title: str) -> None:
    text = write_front_matter(replace(BRIEFING, title=title))
    assert read(text)["title"] == flatten(title)
    line = text.splitlines()[1]
    assert line.startswith('title: "')
    assert "\n" not in line


@pytest.mark.parametrize("title", ["yes", "1:30", "0o17", "2031-03-04", "null", "a: b # c", "---", "“so”"])
def test_what_looks_like_something_else_is_a_text_to_a_reader_of_json_too(title: str) -> None:
    line = write_front_matter(replace(BRIEFING, title=title)).splitlines()[1]
    assert json.loads(line.removeprefix("title: ")) == title


@pytest.mark.parametrize("date", ["", "2031-03", "today", "2031-02-30"])
def test_what_is_no_day_is_left_out(date: str) -> None:
    assert "date" not in read(write_front_matter(replace(BRIEFING, date=date)))


def test_only_markdown_begins_with_it_and_the_rest_stays_as_it_is() -> None:
    page = write_as(BRIEFING, "md", None, [], front_matter=True)
    assert page == write_front_matter(BRIEFING) + render(BRIEFING, "md")
    for name in ("html", "txt", "json"):
        assert write_as(BRIEFING, name, None, [], front_matter=True) == write_as(BRIEFING, name, None, [])
