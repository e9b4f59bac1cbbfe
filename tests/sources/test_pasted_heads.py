from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.article_fields import check_fields
from summarizer.sources.article_heads import find_heading, read_head
from summarizer.sources.readers import read_plain

CASES = json.loads((Path(__file__).parents[1] / "cases" / "sources" / "pasted.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_only_what_is_sure_is_read_from_the_lines_over_an_article(case: dict[str, Any]) -> None:
    assert read_head(case["text"]) == case["fields"]


def test_an_outlet_over_a_pasted_article_is_inferred_and_its_text_is_as_it_was() -> None:
    [article] = read_plain(CASES[0]["text"].encode(), "a.txt")[0]
    assert (article.outlet, article.outlet_from, article.published) == ("The Lake Herald", "inferred", "2031-03-04")
    assert (article.text, article.body) == (CASES[0]["text"], 0)


@given(st.text())
def test_any_text_has_sound_fields(text: str) -> None:
    fields = read_head(text)
    assert set(fields) <= {"outlet", "title", "published", "author"}
    assert check_fields(fields, "a.txt")[1] == ()


def test_a_head_ends_before_a_paragraph_of_broken_lines() -> None:
    text = """The Lake Herald

Ferries stay in port: crews want more

By Ida Holm
Published: Tuesday 4 March 2031, 21:40
5 min read · 312 shares

No ferry sailed on Monday out of the old port of
Norrvik, since the crews had voted for a strike on
Sunday.
"""
    fields = dict(read_head(text))
    assert fields["title"] == "Ferries stay in port: crews want more"
    assert (fields["outlet"], fields["published"]) == ("The Lake Herald", "2031-03-04")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ferries* stay in **port**\n\nNo ferry sailed.", "Ferries* stay in port"),
        ("# [Ferries stay in port](https://example.org/a) #\n\nNo ferry sailed.", "Ferries stay in port"),
        ("# Firms turn to C#\n\nThey did.", "Firms turn to C#"),
        ("## Summary\n\nNo ferry sailed.", ""),
    ],
)
def test_a_headline_loses_the_marks_of_markdown_and_no_more(text: str, title: str) -> None:
    assert find_heading(text).get("title", "") == title
