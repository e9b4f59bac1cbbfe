"""Pages whose own words are in another language than their articles: written so, and proved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import DATE, call, find_one, put_files, read_json


def test_the_words_around_the_sentences_are_in_the_language_asked_for(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["news"]\npage_language = "de"\nformats = ["md", "html", "json"]\n'})
    assert call("brief", "--date", DATE, "-q").status == 0
    page, html = find_one("outputs", ".md").read_text(), find_one("outputs", ".html").read_text()
    own = ("## Was geschehen ist", "## Quellen", "März 2031", "The ferry crews of Norvik walked out on Tuesday")
    assert [text for text in own if text not in page] == []
    assert [text for text in ('<html lang="de">', '<p dir="auto" lang="en">') if text not in html] == []
    record = read_json()
    assert (record["language"], record["options"]["page_language"]) == ("en", "de")
    for ending in (".md", ".html", ".json"):
        assert call("verify", find_one("outputs", ending)).status == 0
    assert call("brief", "--date", DATE, "--page-language", "uk", "-q").status == 0
    assert "## Джерела" in find_one("outputs", ".md").read_text()


def test_a_front_page_has_its_title_in_that_language_too(desk: Path) -> None:
    assert (
        call("brief", "news", "--stories", "--page-language", "fr", "-f", "md,json", "--date", DATE, "-q").status == 0
    )
    page = find_one("outputs", ".md")
    assert page.read_text().startswith("# L’actualité du 5 mars 2031")
    assert call("verify", page).status == 0


@pytest.mark.parametrize("code", ["en", "fr", "xx"])
def test_a_page_of_another_language_than_its_record_says_does_not_hold(desk: Path, code: str) -> None:
    call("brief", "news", "--page-language", "de", "-f", "md,json", "--date", DATE, "-q")
    record = read_json()
    record["options"]["page_language"] = code
    find_one("outputs", ".json").write_text(json.dumps(record), encoding="utf-8")
    assert call("verify", find_one("outputs", ".md")).status in (1, 2)


def test_a_language_in_which_no_page_is_written_is_named(desk: Path) -> None:
    run = call("brief", "news", "--page-language", "th")
    assert (run.status, run.out) == (2, "")
    assert "--page-language: no page is written in “th” (there are de, en, es, fr, ru, uk)" in run.err
    put_files(desk, {"summarizer.toml": 'page_language = "th"\n'})
    assert "summarizer.toml: line 1: page_language: no page is written in “th”" in call("brief", "news").err
