"""What a feed could make cost the square of its length: the work is counted, or it ends at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer.errors import SourceError
from summarizer.sources.feeds import parse_feed, parse_opml
from summarizer.sources.markup import MAX_BROKEN, MAX_SEARCHED, read_records

NOW = datetime(2031, 3, 4, tzinfo=UTC)
RSS = "<rss version='2.0'><channel><title>Post</title><item><title>Rain</title>{}</item></channel></rss>"
ADDRESS = "https://post.example/feed"


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE[" * 20_000,
        "<!DOCTYPE a [ ] " * 20_000,
        "<!DOCTYPE a [" + "<!ENTITY b 'c'>" * 20_000 + "]>",
        "<?xml " * 20_000,
        "\n" * 200_000,
        "<!-- <rss> -->" * 20_000,
    ],
)
def test_nothing_before_the_root_element_is_read(before: str) -> None:
    feed = parse_feed(before + RSS.format("<description>It rained.</description>"), ADDRESS, 10, NOW)
    assert [(entry.title, entry.text) for entry in feed.entries] == [("Rain", "It rained.")]


@pytest.mark.parametrize("name", ["author", "pubDate", "category"])
def test_what_is_searched_is_cut_first(name: str) -> None:
    (item,), _, is_sound = read_records(RSS.format(f"<{name}>{'a' * 200_000}</{name}>"), ADDRESS)
    assert is_sound
    found = [value for value in item.values() if isinstance(value, str) and value.startswith("aaa")]
    assert all(len(value) <= MAX_SEARCHED for value in found)


def test_an_author_is_read_as_before() -> None:
    (item,), _, _ = read_records(RSS.format("<author>ana@post.example (Ana Dahl)</author>"), ADDRESS)
    assert item["author"] == "ana@post.example (Ana Dahl)"


def test_categories_are_not_collected() -> None:
    (item,), _, _ = read_records(RSS.format("<category>a</category>" * 30_000), ADDRESS)
    assert item.get("tags", []) == []


@pytest.mark.parametrize("piece", ["<!--", "<![CDATA[", "<?", "<"])
def test_a_feed_of_which_too_much_is_broken_is_refused(piece: str) -> None:
    with pytest.raises(SourceError, match="too much of it is broken"):
        read_records(RSS.format(piece * (MAX_BROKEN + 1)), ADDRESS)


def test_an_element_with_too_many_attributes_is_refused() -> None:
    attributes = " ".join(f"a{at}=''" for at in range(20_000))
    with pytest.raises(SourceError, match="an element of the feed has too many attributes"):
        read_records(f"<rss {attributes}><channel/></rss>", ADDRESS)
    with pytest.raises(SourceError, match="an element of the list has too many attributes"):
        parse_opml(f"<opml><body><outline {attributes}/></body></opml>")
