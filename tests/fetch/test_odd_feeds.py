"""Feeds and pages as they come: items that share a link or say nothing, pages that stand where a feed was."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from serving import NOW, POLICY, Reply, Site, make_client, serve

from summarizer.fetch.state import load_state, make_key
from summarizer.fetch.sync import Fetched, fetch
from summarizer.sources.feeds import parse_feed
from summarizer.sources.places import read_places
from summarizer.sources.web_pages import find_gate

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])


def load(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((Path(__file__).parent.parent / "cases" / "fetch" / name).read_text(encoding="utf-8"))


DESCRIPTIONS, SHARED, GATES = load("descriptions.toml")["case"], load("shared_links.toml")["case"], load("gates.toml")


def write_item(guid: str, link: str, title: str, text: str, day: str) -> str:
    parts = {"guid": guid, "link": link, "title": title, "pubDate": day, "description": text}
    return "<item>" + "".join(f"<{tag}>{escape(part)}</{tag}>" for tag, part in parts.items() if part) + "</item>"


def write_feed(*items: str) -> Reply:
    text = f"<rss version='2.0'><channel><title>Harbour Notices</title>{''.join(items)}</channel></rss>"
    return Reply(text, kind="application/rss+xml")


WALL = "<p>" + "The wall costs more, the mayor of Norrvik said on Monday. " * 9
ITEM = write_item(
    "n1", "", "Pier closes", "Pier two closes for repairs on Monday, the port said.", "4 Mar 2031 10:00 GMT"
)


def run(site: Site, folder: Path, path: str = "/feed", days: int = 0, **policy: Any) -> Fetched:
    rules = replace(POLICY, **policy)
    return fetch([site.url(path)], rules, folder, NOW + timedelta(days=days), client=make_client(rules))


def told(fetched: Fetched) -> str:
    return "\n".join(f"{problem.level}: {problem.message}" for problem in fetched.problems)


@pytest.mark.parametrize("case", DESCRIPTIONS, ids=[case["why"] for case in DESCRIPTIONS])
def test_of_a_description_only_what_tells_something_is_text(case: dict[str, str]) -> None:
    source = f"<source url='https://x.example'>{case['outlet']}</source>" if case["outlet"] else ""
    item = f"<item><title>{case['title']}</title>{source}<description>{escape(case['html'])}</description></item>"
    feed = parse_feed(f"<rss version='2.0'><channel>{item}</channel></rss>", "https://x.example/f", 50, NOW)
    assert feed.entries[0].text == case["text"]


@pytest.mark.parametrize("case", SHARED, ids=[case["why"] for case in SHARED])
def test_items_that_share_a_link_are_told_apart_and_one_item_stays_one(case: dict[str, Any], tmp_path: Path) -> None:
    with serve({"/notices": Reply("<p>All notices stand here.</p>")}) as site:
        for items in case["runs"]:
            site.routes["/feed"] = write_feed(*(write_item(*item) for item in items))
            run(site, tmp_path, fulltext=False)
    articles, _ = read_places([str(tmp_path)])
    assert sorted(article.title for article in articles) == case["stored"]


def test_an_item_whose_link_changed_is_known_by_the_new_one_too(tmp_path: Path) -> None:
    with serve({}) as site:
        for days, link in enumerate(("/pier", "/pier-2", "/notices/pier")):
            site.routes["/feed"] = write_feed(write_item("n1", link, "Pier closes", WALL, "4 Mar 2031 10:00 GMT"))
            run(site, tmp_path, days=days, fulltext=False)
        (stored,) = load_state(tmp_path)[0].articles.items()
        assert stored[0] == make_key(site.url("/pier"))
        assert stored[1].link == make_key(site.url("/notices/pier"))


@pytest.mark.parametrize("case", GATES["gate"], ids=[case["text"][:30] for case in GATES["gate"]])
def test_a_page_before_an_article_is_known(case: dict[str, str]) -> None:
    assert find_gate([case["title"]], case["text"])


@pytest.mark.parametrize("case", GATES["article"], ids=[case["title"] for case in GATES["article"]])
def test_a_short_article_is_no_page_before_one(case: dict[str, str]) -> None:
    assert not find_gate([case["title"]], case["text"])


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (
            Reply("<title>Just a moment...</title><p>Enable JavaScript to continue to the site, please."),
            "a page (“Just a",
        ),
        (
            Reply("<p>" + "The wall costs more, the mayor of Norrvik said on Monday. " * 9),
            "was a feed, and answers with a page",
        ),
        (Reply("Service is down", kind="text/plain"), "was a feed, and answers with text"),
        (Reply('{"error": "no such feed"}', kind="application/json"), "is JSON, but no feed"),
        (Reply("", kind="application/rss+xml"), "is empty: its server answered with nothing"),
        (Reply("", 401), "wants a name and a password (status 401): write them into its address"),
        (Reply("", 403), "is forbidden (status 403): its server lets no program in"),
        (Reply("", 404), "does not exist (status 404): is it written as the outlet has it?"),
    ],
)
def test_a_feed_that_answers_with_something_else_fails_and_keeps_what_it_gave(
    reply: Reply, message: str, tmp_path: Path
) -> None:
    with serve({"/news": [write_feed(ITEM), reply]}) as site:
        run(site, tmp_path, "/news")
        fetched = run(site, tmp_path, "/news")
    assert message in told(fetched)
    assert [outcome.status for outcome in fetched.outcomes] == ["failed"]
    assert len(fetched.articles) == 1
    assert len(list(tmp_path.rglob("*.md"))) == 1


def test_a_page_at_the_address_of_a_feed_is_none_and_the_feed_that_it_names_is_told(tmp_path: Path) -> None:
    head = "<head><link rel='alternate' type='application/rss+xml' href='/rss/news?a=1&amp;b=2'></head>"
    with serve({"/feed": Reply(head + WALL), "/": Reply(head + WALL), "/empty": Reply(head)}) as site:
        at_feed, at_root, without = (run(site, tmp_path, path) for path in ("/feed", "/", "/empty"))
    hint = f"it names the feed {site.url('/rss/news?a=1&b=2')}"
    assert f"problem: should be a feed by its address, and answers with a page: nothing is stored; {hint}" in told(
        at_feed
    )
    assert f"notice: is a page, read as one article; {hint}" in told(at_root)
    assert (
        f"no main text was found in the page: if a browser shows an article there, save its text as a file; {hint}"
        in told(without)
    )


def test_a_page_that_leads_to_consent_is_no_article(tmp_path: Path) -> None:
    with serve({"/a": Reply("", 302, {"Location": "/consent?to=a"}), "/consent?to=a": Reply(WALL)}) as site:
        fetched = run(site, tmp_path, "/a")
    assert "asks for a log-in or consent" in told(fetched)
    assert not fetched.articles


@pytest.mark.parametrize("text", ["Service suspended", "Account disabled.", "Under maintenance", "ok", "{{ title }}"])
def test_a_page_of_plain_text_that_tells_nothing_is_a_failing_place_and_nothing_is_stored(
    text: str, tmp_path: Path
) -> None:
    with serve({"/a": Reply(text, kind="text/plain"), "/b": Reply(f"<title>Norrvik Post</title><p>{text}")}) as site:
        for path in ("/a", "/b"):
            fetched = run(site, tmp_path, path)
            assert [outcome.status for outcome in fetched.outcomes] == ["failed"]
            assert not fetched.articles
    assert not list(tmp_path.rglob("*.md"))


def test_a_short_plain_page_that_tells_something_is_an_article(tmp_path: Path) -> None:
    with serve({"/a": Reply("The pier is closed.", kind="text/plain")}) as site:
        assert len(run(site, tmp_path, "/a").articles) == 1


def test_what_a_paywall_cuts_is_told_once_and_costs_nothing_that_was_had_before(tmp_path: Path) -> None:
    item = write_item("n1", "/wall", "Wall costs more", "The wall costs more.", "5 Mar 2031 04:00 GMT")
    cut = Reply("<article><p>" + "The wall costs more, the mayor of Norrvik said. " * 4 + "<p>Subscribe to read on.")
    cut = replace(cut, body=str(cut.body).replace("read on", "continue reading"))
    with serve({"/feed": write_feed(item), "/wall": [cut, cut, Reply(WALL), cut], "/page": cut}) as site:
        days = [run(site, tmp_path, days=days, reread_days=9) for days in (0, 1, 2, 3)]
        pages = [run(site, tmp_path, "/page") for _ in range(2)]
    assert "notice: “Wall costs more”: a paywall cuts it (“Subscribe to continue reading.”)" in told(days[0])
    assert "notice: a paywall cuts it (“Subscribe to continue reading.”)" in told(pages[0])
    assert [told(one) for one in (*days[1:3], pages[1])] == ["", "", ""]
    article = read_places([days[0].articles[0]])[0][0]
    assert article.text.count("on Monday") == 9


def test_a_feed_without_items_says_so_and_is_no_failure(tmp_path: Path) -> None:
    with serve({"/feed": write_feed()}) as site:
        fetched = run(site, tmp_path)
    assert told(fetched).startswith("notice: is a feed without any item: if it stays so, look on its outlet's page")


def test_a_feed_that_falls_silent_is_named_on_one_day(tmp_path: Path) -> None:
    with serve({"/feed": write_feed(ITEM)}) as site:
        silent = [told(run(site, tmp_path, days=days, quiet_days=7)) for days in (0, 6, 7, 7, 8)]
    assert silent[:2] == ["", ""]
    assert silent[2] == silent[3] == "notice: has had nothing new since 2031-03-04, for 8 days: has its feed moved?"
    assert silent[4] == ""


def test_a_page_that_gives_no_more_than_a_title_is_not_asked_for_ever(tmp_path: Path) -> None:
    item = write_item("n1", "/a", "Pier closes", "", "4 Mar 2031")
    with serve({"/feed": write_feed(item), "/a": Reply("<p>nothing to see</p>")}) as site:
        for _ in range(5):
            assert "1 of its items holds nothing but a title (“Pier closes”)" in told(run(site, tmp_path))
        assert site.paths().count("/a") == 3


def test_of_an_odd_morning_every_item_is_stored_or_left_with_a_reason_and_every_failing_place_is_named(
    tmp_path: Path,
) -> None:
    morning = load("odd_morning.toml")["place"]
    replies = {
        f"/p{number}": Reply(
            place["body"].encode(place.get("charset", "utf-8")),
            place.get("status", 200),
            kind=place.get("kind", "application/rss+xml"),
        )
        for number, place in enumerate(morning)
    }
    rules = replace(POLICY, quiet_days=0, retries=0)
    with serve(replies) as site:
        addresses = [site.url(path) for path in replies]
        since = NOW - timedelta(days=7)
        fetched = fetch(addresses, rules, tmp_path, NOW, since=since, client=make_client(rules))
    articles, _ = read_places([str(tmp_path)])
    titles = sorted(article.title for article in articles if article.title)
    assert titles == sorted(title for place in morning for title in place.get("stored", ()))
    said = " ".join(article.text for article in articles)
    state, _ = load_state(tmp_path)
    left = {item.title: item.why for item in state.left.values()}
    assert sorted(left) == sorted(title for place in morning for title in place.get("left", ()))
    assert all(left.values())
    told = {(problem.where, problem.level): problem.message for problem in fetched.problems}
    for address, place, outcome in zip(addresses, morning, fetched.outcomes, strict=True):
        assert (outcome.status == "failed") == bool(place.get("fails")) == ((address, "problem") in told), place["why"]
        assert place.get("notice", "") in told.get((address, "notice"), "")
        assert all(text in said for text in place.get("texts", ()))
