"""The parts of reading feeds: HTML in items, teasers, kinds, moments, state."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import NOW, POLICY, Reply, make_client, serve

from summarizer.errors import SourceError
from summarizer.fetch import fetch
from summarizer.fetch.detect import detect_kind, parse_opml
from summarizer.fetch.feed_plan import drop_invitation, is_fuller, is_teaser
from summarizer.fetch.feeds import convert_html, parse_feed, parse_json_feed
from summarizer.fetch.state import STATE_FILE, KnownPlace, State, StoredArticle, forget_old, load_state, save_state
from summarizer.fetch.time_window import Window, parse_datetime
from summarizer.fetch.web_addresses import check_address, is_public, show_address


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br/><br>Two &lt; 3 &amp; 4", "One.\n\nTwo < 3 & 4"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo"),
        ("A <a href='javascript:x()'>link</a> in\na sentence.", "A link in a sentence."),
        ("<figure><img><figcaption>Seen.</figcaption></figure><p>Told.</p>", "Told."),
        ("<style>p{}</style><script>x</script>After", "After"),
        ("<![CDATA[ Odd ]]> text", "text"),
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


@pytest.mark.parametrize(
    ("text", "whole", "teaser"),
    [
        ("word " * 130, True, False),
        ("word " * 130 + "…", True, True),
        ("word " * 130 + "\n\nRead more", True, True),
        ("word " * 100, True, True),
        ("word " * 200, False, True),
        ("word " * 260, False, False),
        ("сло" * 700, True, False),
        ("", True, True),
    ],
)
def test_a_teaser_is_told_by_its_length_and_end(text: str, whole: bool, teaser: bool) -> None:
    assert is_teaser(text, whole) is teaser


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It rained.\nContinue reading “Rain” →", "It rained."),
        ("It rained.\n\nThe post Rain appeared first on The Norrvik Post.", "It rained."),
        ("It rained. [Read more]", "It rained."),
        ("He likes to read more", "He likes to read more"),
        ("It rained.\nRead more about it in the second part of the report, where all is told.",) * 2,
    ],
)
def test_an_invitation_to_the_page_is_no_text(text: str, kept: str) -> None:
    assert drop_invitation(text) == kept


def test_a_page_must_be_longer_and_about_the_same() -> None:
    teaser = "The ferry to Norrvik sails again."
    assert is_fuller("Again the ferry sails to Norrvik, twice a day and in any weather.", "", teaser)
    assert not is_fuller("The ferry to Norrvik.", "", teaser)
    assert not is_fuller("Please log in with your account to read all of our many articles here today.", "", teaser)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("<rss version='2.0'>", "text/html", "feed"),
        ("<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>", "", "feed"),
        ("<!-- <html> --><feed xmlns='x'>", "", "feed"),
        ("<!DOCTYPE html><html><body>about <rss> feeds", "application/xml", "page"),
        ("<opml version='2.0'>", "text/xml", "list"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [{"content_html": "<html>"}]}', "text/html", "json"),
        ("<p>It rained.", "text/html", "page"),
        ("It rained.", "text/plain", "text"),
    ],
)
def test_a_kind_is_told_by_the_content(text: str, kind: str, found: str) -> None:
    assert detect_kind(text, kind) == found


@pytest.mark.parametrize(("text", "kind"), [("{}", "application/json"), ("<sitemap>", "text/xml"), ("x", "image/png")])
def test_what_is_no_article_is_refused(text: str, kind: str) -> None:
    with pytest.raises(SourceError, match="neither a page nor a feed"):
        detect_kind(text, kind)


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


@pytest.mark.parametrize("text", ["", "<opml>", "not xml", "<opml><body><outline text='x'/></body></opml>"])
def test_a_list_without_feeds_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        parse_opml(text)


def test_a_list_opens_no_file_and_no_entity() -> None:
    text = (
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "boom">]>'
        "<opml><body><outline text='&y;' xmlUrl='https://x.example/f'/><outline text='&x;'/></body></opml>"
    )
    (place,) = parse_opml(text)
    assert place.address == "https://x.example/f"
    assert "/etc" not in place.outlet


@pytest.mark.parametrize("text", ["yesterday", "", "2031-13-01", "0001-01-01", "9999-12-31T23:59:59Z", "99 Foo 2031"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_datetime(text) is None


def test_a_day_counts_whole_in_the_zone_of_the_run() -> None:
    zone = datetime.fromisoformat("2031-03-05T06:00:00+05:00")
    window = Window(until=datetime.fromisoformat("2031-03-03T19:30:00+00:00"))
    assert window.holds("2031-03-04", zone)
    assert not window.holds("2031-03-04", NOW)


@given(st.ip_addresses())
def test_no_address_inside_is_public(address: object) -> None:
    if is_public(str(address)):
        assert not any(
            getattr(address, name) for name in ("is_private", "is_loopback", "is_link_local", "is_multicast")
        )


@given(st.text(alphabet="abc:/@?&=#[]%. ", max_size=40))
def test_an_address_shown_holds_no_password(rest: str) -> None:
    shown = show_address(f"https://ann:pa55wort@{rest}")
    assert "pa55wort" not in shown or "/" in rest or "?" in rest or "#" in rest
    with suppress(SourceError):
        assert check_address(f"https://{rest}").startswith("https://")


def test_what_is_known_is_written_and_read_back(tmp_path: Path) -> None:
    known = KnownPlace("https://x.example/", "2031-03-05", '"a"', "then", here=["k"], items={"k": "2031-03-05"})
    state = State({"p": known}, {"k": StoredArticle("2031-03-04/a.md", "p", "d", "2031-03-04", True, 1)})
    save_state(tmp_path, state)
    assert load_state(tmp_path) == (state, ())


def test_a_state_that_someone_has_changed_leads_nowhere_else(tmp_path: Path) -> None:
    articles = {
        name: {"path": path} for name, path in {"a": "../../x.md", "b": "/etc/x.md", "c": "2031-03-04/x.md"}.items()
    }
    places = {
        "p": {"etag": "a\r\nX: y", "here": [1, "c"], "items": {"c": 5}, "seen": 7, "feeds": [1, ["a"], ["a", "b"]]}
    }
    record = {"schema": "summarizer.fetched/1", "places": places, "articles": articles}
    (tmp_path / STATE_FILE).write_text(json.dumps(record))
    state, _ = load_state(tmp_path)
    assert list(state.articles) == ["c"]
    assert state.places["p"] == KnownPlace(here=["c"], feeds=[["a", "b"]])


def test_what_was_not_seen_for_two_months_is_forgotten() -> None:
    state = State(
        {
            "old": KnownPlace(seen="2031-01-01", items={"x": "2031-01-01"}),
            "new": KnownPlace(
                seen="2031-03-05", here=["a"], items={"a": "2031-01-01", "b": "2031-01-01", "c": "2031-03-01"}
            ),
        },
        {key: StoredArticle(f"2031-01-01/{key}.md") for key in "abcx"},
    )
    forget_old(state, date(2031, 3, 5))
    assert list(state.places) == ["new"]
    assert sorted(state.places["new"].items) == sorted(state.articles) == ["a", "c"]


def test_the_moment_is_kept_in_the_zone_it_was_written_in() -> None:
    moment = parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500")
    assert moment is not None
    assert (moment.date(), moment.astimezone(UTC).date()) == (date(2031, 3, 4), date(2031, 3, 5))


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
