"""A run of fetching from end to end: feeds, pages and lists of a server on loopback, stored as articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from serving import NOW, POLICY, Reply, Route, Site, make_client, serve

from summarizer.fetch.state import STATE_FILE, load_state
from summarizer.fetch.sync import Fetched, Step, describe_fetched, fetch
from summarizer.fetch.web_addresses import Policy
from summarizer.model import Article
from summarizer.sources.feeds import Place
from summarizer.sources.places import read_places

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

LONG = " ".join(f"On day {n} the ferry to Norrvik sailed with {n + 3} cars and no delay at all." for n in range(20))
TEASER = "The ferry to Norrvik sails again in summer, the council of the island says."
PAGE_TEXT = f"{TEASER} {LONG}"


def item(
    name: str, text: str = LONG, day: str = "Tue, 04 Mar 2031 10:00:00 GMT", more: str = "", full: bool = True
) -> str:
    tag = "content:encoded" if full else "description"
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return (
        f"<item><title>Ferry {name}</title><link>/{name}</link><guid isPermaLink='false'>{name}</guid>{date}"
        f"<{tag}><![CDATA[<p>{text}</p><p>Item {name}.</p>]]></{tag}>{more}</item>"
    )


def rss(*items: str, title: str = "The Norrvik Post") -> str:
    head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>{title}</title><language>en-gb</language>{''.join(items)}</channel></rss>"


def feed(*items: str, title: str = "The Norrvik Post", **headers: str) -> Reply:
    return Reply(rss(*items, title=title), kind="application/rss+xml", headers=headers)


def page(text: str = PAGE_TEXT, title: str = "Ferry returns", site: str = "Norrvik Post") -> Reply:
    head = (
        f'<title>{title}</title><meta property="og:site_name" content="{site}"><meta name="author" content="Jon Berg">'
    )
    menu = "<nav><a href='/'>Home</a></nav>"
    return Reply(
        f"<html lang='en'><head>{head}</head><body>{menu}<article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def run(
    site: Site, folder: Path, *paths: str | Place, policy: Policy = POLICY, now: datetime = NOW, **more: Any
) -> Fetched:
    places = [
        site.url(path) if isinstance(path, str) and path.startswith("/") and "." not in path else path for path in paths
    ]
    return fetch(places, policy, folder, now, client=make_client(policy), **more)


def read(fetched: Fetched) -> dict[str, Article]:
    """Give the articles that were fetched by their titles, as the program reads them."""
    articles, problems = read_places(fetched.articles)
    assert problems == () or not fetched.articles
    return {article.title: article for article in articles}


def body(article: Article) -> str:
    return article.text[article.body :].strip()


def messages(fetched: Fetched) -> list[str]:
    return [f"{problem.level} {problem.message}" for problem in fetched.problems]


def test_a_feed_becomes_files_that_are_read_back(tmp_path: Path) -> None:
    with serve({"/feed": feed(item("one"), item("two", day="Mon, 03 Mar 2031 23:30:00 -0500"))}) as site:
        fetched = run(site, tmp_path, "/feed")
        assert site.paths() == ["/feed"]
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md"))
    assert [name[:-12] for name in names] == [
        "2031-03-03/the-norrvik-post-ferry-two",
        "2031-03-04/the-norrvik-post-ferry-one",
    ]
    one = read(fetched)["Ferry one"]
    assert (one.outlet, one.published, one.language, one.url) == (
        "The Norrvik Post",
        "2031-03-04",
        "en",
        site.url("/one"),
    )
    assert body(one) == f"{LONG}\n\nItem one."
    assert fetched.problems == ()
    assert fetched.stored == fetched.articles == tuple(str(tmp_path / name) for name in names)
    assert describe_fetched(fetched) == "fetched  1 place: 2 articles stored, 0 known before"


def test_a_second_run_asks_only_for_what_is_new_and_names_the_same_articles(tmp_path: Path) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        same = handler.headers.get("If-None-Match") == '"1"'
        return Reply(status=304) if same else feed(item("one"), ETag='"1"')

    with serve({"/feed": reply}) as site:
        first = run(site, tmp_path, "/feed")
        (path,) = first.articles
        written = Path(path).stat().st_mtime_ns
        second = run(site, tmp_path, "/feed")
        assert second.articles == first.articles
        assert (second.stored, second.outcomes[0].status) == ((), "unchanged")
        assert Path(path).stat().st_mtime_ns == written
        # Whoever deletes an article gets it again.
        Path(path).unlink()
        assert run(site, tmp_path, "/feed").stored == (path,)


def test_a_feed_without_validators_is_read_again_but_nothing_is_stored_twice(tmp_path: Path) -> None:
    routes: dict[str, Route] = {"/feed": [feed(item("one")), feed(item("two"), item("one"))]}
    with serve(routes) as site:
        assert len(run(site, tmp_path, "/feed").stored) == 1
        second = run(site, tmp_path, "/feed")
    assert (len(second.stored), len(second.articles)) == (1, 2)


def test_a_changed_item_is_written_to_the_same_file(tmp_path: Path) -> None:
    changed = item("one", LONG + " It rained.").replace("Ferry one", "Ferry one, corrected")
    with serve({"/feed": [feed(item("one")), feed(changed)]}) as site:
        first, second = run(site, tmp_path, "/feed"), run(site, tmp_path, "/feed")
    assert first.articles == second.stored
    assert "It rained." in body(read(second)["Ferry one, corrected"])


def test_the_page_is_read_for_a_teaser(tmp_path: Path) -> None:
    routes = {"/feed": feed(item("one", TEASER, full=False), title="World news | Norrvik Post"), "/one": page()}
    with serve(routes) as site:
        article = read(run(site, tmp_path, "/feed"))["Ferry one"]
        assert body(article) == PAGE_TEXT
        # What feed and pages both call it, so that it is one outlet whatever was read.
        assert (article.outlet, article.author) == ("Norrvik Post", "Jon Berg")
        assert site.paths() == ["/feed", "/one"]
        run(site, tmp_path, "/feed")
        assert site.paths() == ["/feed", "/one", "/feed"]


def test_the_teaser_is_kept_when_that_is_wanted_and_the_page_is_read_once_it_is_not(tmp_path: Path) -> None:
    with serve({"/feed": feed(item("one", TEASER, full=False), ETag='"1"'), "/one": page()}) as site:
        fetched = run(site, tmp_path, "/feed", policy=replace(POLICY, fulltext=False))
        assert body(read(fetched)["Ferry one"]).startswith(TEASER)
        assert site.paths() == ["/feed"]
        assert body(read(run(site, tmp_path, "/feed"))["Ferry one"]) == PAGE_TEXT


@pytest.mark.parametrize("reply", [Reply(status=404), Reply("", status=500), Reply("<p>x</p>"), Reply(b"%PDF-1.4")])
def test_a_page_that_cannot_be_read_leaves_the_teaser_and_a_notice(tmp_path: Path, reply: Reply) -> None:
    with serve({"/feed": feed(item("one", TEASER, full=False)), "/one": reply}) as site:
        fetched = run(site, tmp_path, "/feed")
        asked = len(site.paths())
        if reply.status != 500:
            assert run(site, tmp_path, "/feed").problems == ()
            assert len(site.paths()) == asked + 1
    assert body(read(fetched)["Ferry one"]).startswith(TEASER)
    assert [problem.level for problem in fetched.problems] == ["notice"]
    assert "the feed's own text is kept" in fetched.problems[0].message


def test_a_consent_form_is_not_taken_for_the_article(tmp_path: Path) -> None:
    form = "We value your privacy. Please accept cookies from our partners before you read on with us here. " * 10
    with serve({"/feed": feed(item("one", TEASER, full=False)), "/one": page(form)}) as site:
        assert body(read(run(site, tmp_path, "/feed"))["Ferry one"]).startswith(TEASER)


def test_a_page_that_fails_for_now_is_tried_in_the_next_run_and_costs_nothing_already_had(tmp_path: Path) -> None:
    pages: Route = [Reply(status=500), page(), Reply(status=500)]
    once, policy = item("one", TEASER, full=False), replace(POLICY, retries=0)
    feeds: Route = [feed(once), feed(once), feed(once.replace("in summer", "in late summer"))]
    with serve({"/feed": feeds, "/one": pages}) as site:
        results = [run(site, tmp_path, "/feed", policy=policy) for _ in range(3)]
    texts = [len(result.stored) for result in results]
    assert texts == [1, 1, 0]
    assert body(read(results[2])["Ferry one"]) == PAGE_TEXT


def test_a_page_that_always_fails_is_not_tried_for_ever(tmp_path: Path) -> None:
    routes = {"/feed": feed(item("one", TEASER, full=False)), "/one": Reply(status=500)}
    with serve(routes) as site:
        for _ in range(6):
            run(site, tmp_path, "/feed", policy=replace(POLICY, retries=0))
        assert site.paths().count("/one") == 3


def test_a_page_is_a_place_of_its_own(tmp_path: Path) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        return Reply(status=304) if handler.headers.get("If-None-Match") else replace(page(), headers={"ETag": '"1"'})

    with serve({"/article": reply}) as site:
        first, second = run(site, tmp_path, "/article"), run(site, tmp_path, "/article")
        article = read(second)["Ferry returns"]
        assert (article.url, article.outlet, body(article)) == (site.url("/article"), "Norrvik Post", PAGE_TEXT)
    assert (first.articles, second.outcomes[0].status) == (second.articles, "unchanged")
    assert [outcome.kind for outcome in (*first.outcomes, *second.outcomes)] == ["page", "page"]


def part(number: int, more: str = "") -> Reply:
    """Return one of the pages of an article, with what stands over each, and a link to the next."""
    text = f"The council of the island met on Monday.</p><p>Part {number} tells of the {number}th ferry. {LONG}"
    reply = page(text)
    return replace(reply, body=str(reply.body).replace("</article>", f"{more}</article>"))


def link(address: str) -> str:
    return f'<a rel="next" href="{address}">Next</a>'


def test_an_article_of_several_pages_is_read_whole(tmp_path: Path) -> None:
    routes = {"/a": part(1, link("/a?page=2")), "/a?page=2": part(2, link("/a?page=3")), "/a?page=3": part(3)}
    with serve({**routes, "/feed": feed(item("a", TEASER, full=False))}) as site:
        for place in ("/a", "/feed"):
            fetched = run(site, tmp_path / place[1:], place)
            (article,) = read(fetched).values()
            text = body(article)
            assert [f"Part {number} tells" in text for number in (1, 2, 3)] == [True] * 3
            assert text.count("The council of the island met") == 1
            assert (article.url, fetched.problems, article.on_page) == (site.url("/a"), (), "")
            (stored,) = load_state(tmp_path / place[1:])[0].articles.values()
            assert stored.full


@pytest.mark.parametrize(
    ("second", "asked"),
    [
        (Reply(status=404), 1),
        ("", 0),
        (part(2, link("/a?page=2")), 1),
        (part(2, link("/a?page=3")), 4),
    ],
)
def test_of_further_pages_those_that_can_be_had_are_read_and_the_rest_is_told(
    tmp_path: Path, second: Reply | str, asked: int
) -> None:
    more = {f"/a?page={number}": part(number, link(f"/a?page={number + 1}")) for number in range(3, 9)}
    first = part(1, link("/a?page=2"))
    robots = "" if second else "User-agent: *\nDisallow: /a?page="
    with serve({"/robots.txt": robots, "/a": first, "/a?page=2": second, **more}) as site:
        fetched = run(site, tmp_path, "/a")
        assert sum("page=" in path for path in site.paths()) == asked
    (article,) = read(fetched).values()
    assert "Part 1 tells" in body(article)
    (told,) = messages(fetched)
    assert "it goes on on another page" in told


def test_a_next_page_with_another_title_is_another_article(tmp_path: Path) -> None:
    other = page("The mill burned down. " + LONG, title="Mill burns")
    with serve({"/post/11": part(1, link("/post/12")), "/post/12": other}) as site:
        fetched = run(site, tmp_path, "/post/11")
    (article,) = read(fetched).values()
    assert ("Part 1 tells" in body(article), "mill" in body(article), fetched.problems) == (True, False, ())


def test_a_next_page_of_another_host_is_not_asked(tmp_path: Path) -> None:
    with serve({"/a": part(1, link("http://other.example/a?page=2"))}) as site:
        (told,) = messages(run(site, tmp_path, "/a"))
    assert "(http://other.example/a?page=2), which is not read" in told


def test_a_page_that_names_its_feed_is_a_page(tmp_path: Path) -> None:
    html = str(page().body).replace("<head>", '<head><link rel="alternate" type="application/rss+xml" href="/feed">')
    with serve({"/article": Reply(html)}) as site:
        assert list(read(run(site, tmp_path, "/article"))) == ["Ferry returns"]


def test_a_failing_feed_in_a_list_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    with serve({"/good": feed(item("one")), "/bad": Reply(status=404), "/odd": "just a page"}) as site:
        names = ("good", "bad", "odd", "dead")
        outlines = "".join(
            f"<outline type='rss' text='Feed {name}' xmlUrl='{site.url('/' + name)}'/>" for name in names
        )
        listed = f"<?xml version='1.0'?><opml><body>{outlines}</body></opml>"
        site.routes["/list"] = Reply(listed, kind="text/x-opml")
        (tmp_path / "feeds.opml").write_text(listed)
        for place in ("/list", str(tmp_path / "feeds.opml")):
            fetched = run(site, tmp_path / "articles", place)
            assert [article.outlet for article in read(fetched).values()] == ["Feed good"]
            told = {problem.where.rpartition("/")[2]: problem.level for problem in fetched.problems}
            assert told == {"bad": "problem", "odd": "problem", "dead": "problem"}
            assert [outcome.status for outcome in fetched.outcomes] == [
                "fetched",
                "fetched",
                "failed",
                "failed",
                "failed",
            ]
        # The list itself fails: its feeds are known.
        site.routes["/list"] = Reply(status=500)
        fetched = run(site, tmp_path / "articles", "/list", policy=replace(POLICY, retries=0))
        assert len(fetched.articles) == 1
        assert "gives the error 500" in fetched.problems[0].message


def test_what_a_list_calls_a_feed_holds_for_one_that_is_a_place_too_and_for_what_comes_later(tmp_path: Path) -> None:
    with serve({"/feed": [feed(item("one")), feed(item("one"), item("two"))]}) as site:
        listed = f"<opml><body><outline text='The Post' xmlUrl='{site.url('/feed')}'/></body></opml>"
        (tmp_path / "feeds.opml").write_text(listed)
        places = ("/feed", str(tmp_path / "feeds.opml"))
        both = run(site, tmp_path / "both", *places)
    assert [article.outlet for article in read(both).values()] == ["The Post"]
    with serve({"/feed": [feed(item("one")), feed(item("one"), item("two"))]}) as site:
        listed = f"<opml><body><outline text='The Post' xmlUrl='{site.url('/feed')}'/></body></opml>"
        (tmp_path / "feeds.opml").write_text(listed)
        first = read(run(site, tmp_path / "later", "/feed"))
        later = read(run(site, tmp_path / "later", str(tmp_path / "feeds.opml")))
    (known,) = first.values()
    # Under the name by which an edition may have told it.
    assert sorted(article.outlet for article in later.values()) == sorted([known.outlet, "The Post"])


def test_a_feed_that_failed_keeps_its_state_and_its_articles(tmp_path: Path) -> None:
    good = feed(item("one"), ETag='"1"')
    with serve({"/feed": [good, Reply(status=404), Reply(status=304)]}) as site:
        first = run(site, tmp_path, "/feed")
        second = run(site, tmp_path, "/feed")
        third = run(site, tmp_path, "/feed")
        assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert first.articles == second.articles == third.articles
    assert [result.outcomes[0].status for result in (first, second, third)] == ["fetched", "failed", "unchanged"]


def test_why_a_place_gave_nothing_is_remembered_until_it_gives_something(tmp_path: Path) -> None:
    with serve({"/feed": [Reply(status=404), feed(item("one"))]}) as site:
        for told in ("does not exist (status 404)", ""):
            run(site, tmp_path, "/feed")
            (known,) = load_state(tmp_path)[0].places.values()
            assert known.fault.partition(":")[0] == told


def test_a_wish_to_be_left_alone_is_remembered_until_it_is_over(tmp_path: Path) -> None:
    busy = Reply(status=429, headers={"Retry-After": "7200"})
    with serve({"/feed": [busy, feed(item("one"))]}) as site:
        assert "left alone for 7200 s" in messages(run(site, tmp_path, "/feed"))[0]
        again = run(site, tmp_path, "/feed", now=NOW + timedelta(hours=1))
        assert messages(again) == ["problem was not asked: its server wants to be left alone until 2031-03-05 08:00"]
        assert site.paths() == ["/feed"]
        assert len(run(site, tmp_path, "/feed", now=NOW + timedelta(hours=3)).stored) == 1


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (NOW - timedelta(hours=24), None, {"today", "undated"}),
        (None, NOW - timedelta(days=1), {"old"}),
        (datetime(2031, 3, 1, tzinfo=UTC), None, {"today", "old", "undated"}),
        (None, None, {"today", "old", "undated"}),
    ],
)
def test_the_window_says_which_items_count(
    tmp_path: Path, since: datetime | None, until: datetime | None, names: set[str]
) -> None:
    items = [item("today"), item("old", day="Sat, 01 Mar 2031 10:00:00 GMT"), item("undated", day="")]
    with serve({"/feed": feed(*items)}) as site:
        fetched = run(site, tmp_path, "/feed", since=since, until=until)
    assert set(read(fetched)) == {f"Ferry {name}" for name in names}


def test_a_wider_window_gets_what_a_narrow_one_left_out_though_the_feed_is_unchanged(tmp_path: Path) -> None:
    def reply(handler: BaseHTTPRequestHandler) -> Reply:
        if handler.headers.get("If-None-Match"):
            return Reply(status=304)
        return feed(item("today"), item("old", day="Sat, 01 Mar 2031 10:00:00 GMT"), ETag='"1"')

    with serve({"/feed": reply}) as site:
        assert len(run(site, tmp_path, "/feed", since=NOW - timedelta(hours=24)).articles) == 1
        assert run(site, tmp_path, "/feed", since=NOW - timedelta(hours=22)).outcomes[0].status == "unchanged"
        assert len(run(site, tmp_path, "/feed").articles) == 2


def test_what_a_busy_feed_has_dropped_still_counts_in_the_window(tmp_path: Path) -> None:
    with serve({"/feed": [feed(item("one")), feed(item("two"))]}) as site:
        run(site, tmp_path, "/feed")
        assert len(run(site, tmp_path, "/feed").articles) == 1
        assert len(run(site, tmp_path, "/feed", since=NOW - timedelta(days=1)).articles) == 2


def test_an_item_of_two_feeds_is_one_article_of_the_first(tmp_path: Path) -> None:
    def slow(_: BaseHTTPRequestHandler) -> Reply:
        import time

        time.sleep(0.1)
        return feed(item("one"), title="First")

    with serve({"/a": slow, "/b": feed(item("one"), item("two"), title="Second")}) as site:
        for _ in range(2):
            places = [site.url("/a", "a.example"), site.url("/b", "a.example")]
            fetched = fetch(places, POLICY, tmp_path, NOW, client=make_client())
            assert {title: article.outlet for title, article in read(fetched).items()} == {
                "Ferry one": "First",
                "Ferry two": "Second",
            }


def test_a_collecting_feed_names_the_outlet_of_each_item(tmp_path: Path) -> None:
    source = "<source url='https://wire.example'>Example Wire</source>"
    one = item("one", more=source).replace("Ferry one", "Ferry one - Example Wire")
    with serve({"/feed": feed(one, title="All the news")}) as site:
        (article,) = read(run(site, tmp_path, Place(site.url("/feed"), "Collected"))).values()
    assert (article.title, article.outlet) == ("Ferry one", "Example Wire, by Collected")
    assert (article.outlet_from, article.feed) == ("claimed", site.url("/feed"))


def test_a_feed_that_calls_itself_a_known_agency_only_claims_to_be_it(tmp_path: Path) -> None:
    with serve({"/feed": feed(item("one"), title="Reuters")}) as site:
        (article,) = read(run(site, tmp_path / "a", Place(site.url("/feed", "blog.example")))).values()
        assert (article.outlet, article.outlet_from) == ("Reuters, by blog.example", "claimed")
        (article,) = read(run(site, tmp_path / "b", Place(site.url("/feed", "blog.example"), "Reuters"))).values()
        assert (article.outlet, article.outlet_from) == ("Reuters", "metadata")


def test_the_users_name_for_a_feed_goes_before_its_own(tmp_path: Path) -> None:
    own = "<source url='https://x.example'>The Norrvik Post</source>"
    with serve({"/feed": feed(item("one", more=own))}) as site:
        (article,) = read(run(site, tmp_path, Place(site.url("/feed"), "Post"))).values()
    assert article.outlet == "Post"


@pytest.mark.parametrize(
    "body",
    [
        rss(item("one")).replace("</channel></rss>", ""),
        rss(item("one")).replace("<language>", "<x>&nosuch;</y><language>"),
        "\n\n<!-- made by hand -->" + rss(item("one")),
        "Warning: something in line 3\n" + rss(item("one")),
    ],
)
def test_a_feed_of_bad_xml_is_read_as_far_as_can_be(tmp_path: Path, body: str) -> None:
    with serve({"/feed": Reply(body, kind="text/xml")}) as site:
        fetched = run(site, tmp_path, "/feed")
    assert list(read(fetched)) == ["Ferry one"]
    assert {problem.level for problem in fetched.problems} <= {"notice"}


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("iso-8859-1", "application/rss+xml; charset=utf-8"),
        ("utf-8", "application/rss+xml; charset=iso-8859-1"),
        ("utf-16", "application/rss+xml"),
        ("koi8-r", "application/rss+xml; charset=koi8-r"),
    ],
)
def test_a_wrong_or_odd_charset_does_not_spoil_the_text(tmp_path: Path, encoding: str, kind: str) -> None:
    word = "Паром" if encoding == "koi8-r" else "Åvik–Zürich" if encoding != "iso-8859-1" else "Åvik, Zürich"
    text = rss(item("one", f"{word} {LONG}")).encode(encoding)
    with serve({"/feed": Reply(text, kind=kind)}) as site:
        assert body(read(run(site, tmp_path, "/feed"))["Ferry one"]).startswith(word)


def test_declared_entities_stand_for_nothing(tmp_path: Path) -> None:
    entities = (
        '<!ENTITY a "boom boom boom boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">'
    )
    text = rss(item("one", more="<author>&b;&f;</author>"))
    text = text.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>')
    with serve({"/feed": Reply(text, kind="text/xml")}) as site:
        fetched = run(site, tmp_path, "/feed")
    assert "boom" not in read(fetched)["Ferry one"].author


def test_atom_and_json_feeds_are_read(tmp_path: Path) -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>Blatt</title>"
        "<entry><id>x</id><title>Fähre</title>"
        f"<link href='/x'/><updated>2031-03-04T23:30:00+01:00</updated><author><name>Ada Lund</name></author>"
        f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"
    )
    record = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Radio", "language": "en",
        "items": [{"id": "1", "url": "/y", "title": "Boat", "content_html": f"<p>{LONG}</p>",
                   "date_published": "2031-03-04T10:00:00Z", "authors": [{"name": "Per Moe"}]}, 7, {"id": 2}],
    }  # fmt: skip
    routes = {
        "/atom": Reply(atom, kind="application/atom+xml"),
        "/json": Reply(json.dumps(record), kind="application/json"),
    }
    with serve(routes) as site:
        fetched = run(site, tmp_path, "/atom", "/json")
    found = read(fetched)
    told = {a.title: (a.outlet, a.published, a.author, a.language, a.url) for a in found.values()}
    assert told == {
        "Fähre": ("Blatt", "2031-03-04", "Ada Lund", "de", site.url("/x")),
        "Boat": ("Radio", "2031-03-04", "Per Moe", "en", site.url("/y")),
    }
    assert body(found["Boat"]) == LONG
    left_out = "notice 1 of its 3 items left out: no objects of JSON, so no articles"
    assert messages(fetched) == [left_out, "notice 1 of its items holds nothing but a title"]


def test_only_the_newest_items_of_a_long_feed_are_taken(tmp_path: Path) -> None:
    items = [item(str(n), day=f"{n:02d} Feb 2031 10:00:00 GMT") for n in range(1, 21)]
    with serve({"/feed": feed(*items, ETag='"1"')}) as site:
        fetched = run(site, tmp_path, "/feed", policy=replace(POLICY, most_items=3))
    assert set(read(fetched)) == {"Ferry 18", "Ferry 19", "Ferry 20"}
    told = "of its items are left out, since the newest 3 are taken: most_items in [fetch] sets how many"
    assert messages(fetched) == [f"notice 17 {told}"]


def test_what_a_long_feed_leaves_out_is_told_where_it_was_wanted_and_no_run_saw_it(tmp_path: Path) -> None:
    items = [item(str(n), day=f"{n:02d} Mar 2031 10:00:00 GMT") for n in range(1, 5)]
    policy = replace(POLICY, most_items=2)
    with serve({"/feed": feed(*items)}) as site:
        since = datetime(2031, 3, 3, tzinfo=UTC)
        assert not messages(run(site, tmp_path / "a", "/feed", policy=policy, since=since))
        since = datetime(2031, 3, 2, tzinfo=UTC)
        assert messages(run(site, tmp_path / "b", "/feed", policy=policy, since=since))[0].startswith("notice 1 of its")
        assert messages(run(site, tmp_path / "c", "/feed", policy=policy))[0].startswith("notice 2 of its items")
        # What is as old as the last run was left out then.
        assert not messages(run(site, tmp_path / "c", "/feed", policy=policy, now=NOW + timedelta(days=1)))
        new = [item(f"new {n}", day="Thu, 06 Mar 2031 08:00:00 GMT") for n in range(5)]
        site.routes["/feed"] = feed(*items, *new)
        later = run(site, tmp_path / "c", "/feed", policy=policy, now=NOW + timedelta(days=2))
        assert messages(later)[0].startswith("notice 3 of its items")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://x.example/", "/nowhere/feeds.opml", "http://"])
def test_a_place_that_cannot_be_is_a_problem(tmp_path: Path, place: str) -> None:
    fetched = fetch([place], POLICY, tmp_path, NOW, client=make_client())
    assert [problem.level for problem in fetched.problems] == ["problem"]
    assert fetched.articles == ()


def test_nothing_secret_is_written_down_or_told(tmp_path: Path) -> None:
    with serve({"/feed?token=t0ken": feed(item("one")), "/list": Reply(status=500)}) as site:
        secret = site.url("/feed?token=t0ken", "ann:pa55@127.0.0.1")
        outline = f"<opml><body><outline xmlUrl='{secret}'/></body></opml>"
        (tmp_path / "feeds.opml").write_text(outline)
        told: list[Step] = []
        folder = tmp_path / "articles"
        places = [secret, str(tmp_path / "feeds.opml"), site.url("/gone", "ann:pa55@127.0.0.1")]
        fetched = fetch(places, POLICY, folder, NOW, report=told.append, client=make_client())
    assert len(fetched.articles) == 1
    written = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert not any(word in f"{written}{fetched}{told}" for word in ("pa55", "t0ken"))


def test_progress_is_told_for_each_request(tmp_path: Path) -> None:
    told: list[Step] = []
    with serve({"/feed": feed(item("one", TEASER, full=False)), "/one": page()}) as site:
        run(site, tmp_path, "/feed", report=told.append)
    assert [(step.done, step.total) for step in told] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema": "else"}', '{"schema": "summarizer.fetched/1", "places": 3}']
)
def test_a_damaged_state_is_begun_anew_and_loses_no_article(tmp_path: Path, text: str) -> None:
    with serve({"/feed": feed(item("one"))}) as site:
        first = run(site, tmp_path, "/feed")
        (tmp_path / STATE_FILE).write_text(text)
        second = run(site, tmp_path, "/feed")
    assert second.articles == first.articles
    assert second.stored == ()
    assert [problem.level for problem in second.problems] == ["notice"]


def test_the_same_places_give_the_same_bytes_whoever_answers_first(tmp_path: Path) -> None:
    def routes(delays: Mapping[str, float]) -> dict[str, Route]:
        import time

        def make(name: str) -> Route:
            def reply(_: BaseHTTPRequestHandler) -> Reply:
                time.sleep(delays[name])
                return feed(item("one"), item(name, TEASER, full=False), title=f"Feed {name}")

            return reply

        return {f"/{name}-feed": make(name) for name in "abc"} | {f"/{name}": page() for name in "abc"}

    written = []
    for number, delays in enumerate(({"a": 0.1, "b": 0.0, "c": 0.05}, {"a": 0.0, "b": 0.1, "c": 0.0})):
        with serve(routes(delays)) as site:
            places = [site.url(f"/{name}-feed", f"{name}.example") for name in "abc"]
            fetch(places, POLICY, tmp_path / str(number), NOW, client=make_client())
            port = site.root.rpartition(":")[2]
        texts = [path.read_text().replace(port, "PORT") for path in sorted((tmp_path / str(number)).rglob("*.md"))]
        written.append(sorted(texts))
    assert written[0] == written[1]
    assert len(written[0]) == 6


def test_as_many_hosts_are_asked_side_by_side_as_are_wished_for_and_each_in_order(tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(4)]
    with serve(dict.fromkeys(paths, page())) as site:
        places = [site.url(path, f"{name}.example") for name in "ab" for path in paths]
        fetch(places, replace(POLICY, threads=1), tmp_path, NOW, client=make_client())
        hosts = [headers["host"][0] for _, headers in site.asked]
        asked = site.paths()
    assert hosts == sorted(hosts)
    assert sorted(asked[:4]) == sorted(asked[4:]) == paths
    # Two threads of a host may change places, and no more.
    assert all(abs(int(path[1:]) - at % 4) <= 1 for at, path in enumerate(asked))


def test_a_fault_of_the_program_itself_is_not_swallowed(tmp_path: Path) -> None:
    def broken(*_: Any) -> list[Any]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fetch(["http://a.example/", "http://b.example/"], POLICY, tmp_path, NOW, client=make_client(resolve=broken))
