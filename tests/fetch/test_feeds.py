"""Feeds and the HTML in their items."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import NOW, POLICY, Reply, make_client, serve

from summarizer.errors import SourceError
from summarizer.fetch.sync import fetch
from summarizer.fetch.web_addresses import check_address
from summarizer.sources.feeds import convert_html, parse_feed, parse_json_feed


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br/><br>Two &lt; 3 &amp; 4", "One.\n\nTwo < 3 & 4"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo"),
        ("A <a href='javascript:x()'>link</a> in\na sentence.", "A link in a sentence."),
        ("<figure><img><figcaption>Seen.</figcaption></figure><p>Told.</p>", "Told."),
        ("<style>p{}</style><script>x</script>After", "After"),
        ("<![CDATA[ Odd ]]> text", "Odd text"),
        ("", ""),
        ("<p></p><br>", ""),
        ("Broken <b>bold", "Broken bold"),
        ("Nothing < to & clean > here", "Nothing < to & clean > here"),
    ],
)
def test_html_becomes_paragraphs(html: str, text: str) -> None:
    assert convert_html(html) == text


@given(st.text(alphabet=st.sampled_from("<>/&;!-[]abp \n\0\"'="), max_size=80))
def test_any_html_gives_clean_lines(html: str) -> None:
    text = convert_html(html)
    assert "\0" not in text or "\0" in html
    assert text == text.strip()


@pytest.mark.parametrize("piece", ["<div>", "<a ", "<!--", "&amp;", "<p>x", "<b><i>"])
def test_hostile_html_takes_no_time(piece: str) -> None:
    begun = time.perf_counter()
    convert_html(piece * 100_000)
    assert time.perf_counter() - begun < 5


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers_of_feeds(text: str) -> None:
    for read in (parse_feed, parse_json_feed):
        try:
            read(f"<rss><channel>{text}", "https://x.example/", POLICY.most_items, NOW)
            read(text, "https://x.example/", POLICY.most_items, NOW)
        except SourceError:
            pass


@pytest.mark.parametrize(
    "items",
    [
        3,
        [3],
        [{"id": 3, "content_text": 4, "authors": "x", "date_published": 5, "url": 6}],
        [{"authors": [{"name": 1}]}],
    ],
)
def test_a_json_feed_of_wrong_kinds_is_survived(items: object) -> None:
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "title": 1, "items": items})
    assert all(
        entry.text == "" for entry in parse_json_feed(text, "https://x.example/", POLICY.most_items, NOW).entries
    )


def test_a_date_in_the_future_is_no_date() -> None:
    text = "<rss><channel><item><title>x</title><pubDate>Tue, 04 Mar 2099 10:00:00 GMT</pubDate></item></channel></rss>"
    assert parse_feed(text, "https://x.example/", POLICY.most_items, NOW).entries[0].published == ""


def test_links_count_from_the_feeds_address_and_lead_to_the_web_alone() -> None:
    links = ["b", "//y.example/c#d", "javascript:x", "file:///etc/passwd"]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    found = parse_feed(f"<rss><channel>{items}</channel></rss>", "https://x.example/a/", POLICY.most_items, NOW)
    assert [entry.url for entry in found.entries] == ["https://x.example/a/b", "https://y.example/c", "", ""]


@pytest.mark.allow_hosts(["127.0.0.0/8"])
def test_half_a_character_in_a_json_feed_stops_no_run(tmp_path: Path) -> None:
    items = [
        {"id": "a\ud800", "title": "Rain \ud800", "content_text": "It rained \ud800 today. " * 40},
        {"id": "b", "url": "/b\ud800", "title": "Wind", "content_text": "The wind blew all day. " * 40},
        {"id": "c", "url": "/c\ud800", "title": "Snow", "content_text": "It snowed."},
    ]
    value = {"version": "https://jsonfeed.org/version/1", "title": "The Post \ud800", "items": items}
    with serve({"/feed": Reply(json.dumps(value), kind="application/json")}) as site:
        fetched = fetch([site.url("/feed")], POLICY, tmp_path, NOW, client=make_client())
    assert len(fetched.articles) == 3
    with pytest.raises(SourceError, match="no sound address"):
        check_address("https://x.example/\ud800")


@pytest.mark.parametrize(
    ("items", "left_out"),
    [([3, None, "Pier", {"title": "Pier closes"}, []], "4 of its 5 items left out"), ("all", "1 of its 1 items")],
)
def test_what_is_no_item_of_a_json_feed_is_counted_as_left_out(items: object, left_out: str) -> None:
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    feed = parse_json_feed(text, "https://x.example/", POLICY.most_items, NOW)
    assert len(feed.entries) == (1 if isinstance(items, list) else 0)
    assert left_out in feed.fault


@pytest.mark.parametrize("items", [[], None, [{"title": "Pier closes"}]])
def test_of_a_json_feed_without_other_items_nothing_is_said(items: object) -> None:
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    assert parse_json_feed(text, "https://x.example/", POLICY.most_items, NOW).fault == ""


@pytest.mark.parametrize("name", ["category", "author", "pubDate", "media:keywords"])
def test_an_entity_that_no_xml_knows_costs_no_item_in_whatever_field_it_stands(name: str) -> None:
    items = f"<item><title>Rain</title><{name}>Town&nbsp;life</{name}></item><item><title>Wind</title></item>"
    feed = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>", "https://post.example/f", 10, NOW)
    assert [entry.title for entry in feed.entries] == ["Rain", "Wind"]


def test_marks_that_are_no_html_stay_in_a_title_of_plain_text() -> None:
    title = 'Signs "&lt;3 free &lt;beer&gt;" are &lt;b&gt;banned&lt;/b&gt;'
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id><title>{title}</title></entry></feed>"
    (entry,) = parse_feed(atom, "https://post.example/f", 10, NOW).entries
    assert entry.title == 'Signs "<3 free <beer>" are banned'
