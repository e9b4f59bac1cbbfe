"""Feeds of editions as feed readers understand them, and the page that lists them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_briefing import BRIEFING
from sample_front_page import FRONT

from summarizer.render.edition_feeds import MOST_IN_FEED, EditionFolder, PublishedEdition, write_atom, write_index
from summarizer.render.edition_feeds import write_json_feed as write_json
from summarizer.text.escaping import flatten

ADDRESS = "https://desk.example/news/"
EDITIONS = (
    PublishedEdition("2031-03-06", "2031-03-06-front", ("html", "json"), FRONT),
    PublishedEdition("2031-03-05", "2031-03-05-fähre & co", ("md", "json", "pdf"), BRIEFING),
)
FOLDER = EditionFolder(EDITIONS, ADDRESS)
HOSTILE = st.text(alphabet="<>&\"'`]](){}%:\n a1/\u202e\x00\x0b\x85\ud800\ufffe\uffff😀", max_size=30)


def test_a_feed_reader_finds_each_edition_whole() -> None:
    feed = feedparser.parse(write_atom(FOLDER).encode())
    assert not feed.bozo
    assert feed.feed.title == "Briefings"
    assert feed.feed.links[0].rel == "self"
    assert feed.feed.links[0].href == f"{ADDRESS}feed.atom"
    assert [entry.title for entry in feed.entries] == [flatten(one.page.title) for one in EDITIONS]
    assert [entry.link for entry in feed.entries] == [
        f"{ADDRESS}2031-03-06-front.html",
        f"{ADDRESS}{quote('2031-03-05-fähre & co')}.pdf",
    ]
    assert [entry.updated for entry in feed.entries] == ["2031-03-06T00:00:00Z", "2031-03-05T00:00:00Z"]
    content = feed.entries[1].content[0]
    assert content.type == "text/html"
    for section in BRIEFING.sections:
        for line in section.lines:
            assert line.text.split()[-1].strip("“”.") in content.value


def test_both_feeds_have_the_same_entries() -> None:
    entries = feedparser.parse(write_atom(FOLDER).encode()).entries
    items = json.loads(write_json(FOLDER))["items"]
    assert [item["id"] for item in items] == [entry.id for entry in entries]
    assert [item["url"] for item in items] == [entry.link for entry in entries]
    assert [item["title"] for item in items] == [entry.title for entry in entries]
    assert all(item["content_html"] and item["date_published"] for item in items)


def test_an_edition_that_is_made_again_keeps_its_id_and_no_other_has_it() -> None:
    again = replace(EDITIONS[1], page=replace(BRIEFING, title="Another title"))
    one, other = (
        json.loads(write_json(replace(FOLDER, editions=(EDITIONS[0], page)))) for page in (EDITIONS[1], again)
    )
    assert [item["id"] for item in one["items"]] == [item["id"] for item in other["items"]]
    assert len({item["id"] for item in one["items"]}) == 2
    assert one != other
    elsewhere = replace(FOLDER, address="https://other.example/")
    assert elsewhere.identify("2031-03-06-front") != FOLDER.identify("2031-03-06-front")


def test_a_feed_holds_the_newest_only() -> None:
    many = [replace(EDITIONS[1], stem=f"2031-03-05-{number}") for number in range(MOST_IN_FEED + 5)]
    folder = replace(FOLDER, editions=tuple(many))
    assert len(feedparser.parse(write_atom(folder).encode()).entries) == MOST_IN_FEED
    assert len(json.loads(write_json(folder))["items"]) == MOST_IN_FEED
    assert write_index(folder).count("<li>") == len(many)


def test_without_an_address_links_count_from_the_feed() -> None:
    folder = replace(FOLDER, address="")
    assert 'href="2031-03-06-front.html"' in write_atom(folder)
    assert 'rel="self"' not in write_atom(folder)
    assert "feed_url" not in json.loads(write_json(folder))


def test_a_folder_without_editions_has_feeds_too() -> None:
    assert feedparser.parse(write_atom(EditionFolder(())).encode()).entries == []
    assert json.loads(write_json(EditionFolder(())))["items"] == []
    assert "<h1>Briefings</h1>" in write_index(EditionFolder(()))


@given(HOSTILE, HOSTILE)
def test_no_title_breaks_a_feed(title: str, name: str) -> None:
    stem = f"2031-03-05-{name.replace('/', '') or 'x'}".encode("utf-8", "replace").decode()
    edition = replace(EDITIONS[1], stem=stem, page=replace(BRIEFING, title=title))
    folder = EditionFolder((edition,), ADDRESS)
    feed = feedparser.parse(write_atom(folder).encode())
    assert not feed.bozo
    assert len(feed.entries) == 1
    assert len(json.loads(write_json(folder))["items"]) == 1
    index = write_index(folder)
    assert index.count("<li>") == 1
    assert "<script" not in index


def test_the_page_names_all_files_of_an_edition_and_the_feeds() -> None:
    page = write_index(replace(FOLDER, feeds=("atom", "index"), beyond=7))
    for link in ("2031-03-06-front.html", "2031-03-06-front.json", quote("2031-03-05-fähre & co.md"), "feed.atom"):
        assert f'href="{link}"' in page
    assert "And 7 more." in page
    assert "feed.json" not in page


def test_the_page_can_be_the_users_own(tmp_path: Path) -> None:
    own = "{% for edition in editions %}{{ edition.stem }} {% endfor %}"
    (tmp_path / "index.html.j2").write_text(own, encoding="utf-8")
    assert write_index(replace(FOLDER, templates=(tmp_path,))).split() == [
        "2031-03-06-front",
        "2031-03-05-fähre",
        "&amp;",
        "co",
    ]


@pytest.mark.parametrize("write", [write_atom, write_json, write_index])
def test_the_same_editions_give_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(FOLDER) == write(FOLDER)
