"""Two hundred feeds and pages, cut, recoded, spliced, swollen: each is read or named, and no file is half written."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from serving import NOW, POLICY

from summarizer.fetch.answers import Answer
from summarizer.fetch.client import Client
from summarizer.fetch.state import load_state
from summarizer.fetch.sync import fetch
from summarizer.fetch.web_addresses import FetchError
from summarizer.sources.places import read_places

MANY = 200
TEXT = "Die Fähre nach Norrvik fährt wieder, sagte die Bürgermeisterin; café & bar öffnen im Mai. " * 3
RSS = (
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss><rss version='2.0'><channel><title>Post &amp; Blatt</title>"
    + "".join(
        f"<item><title>Fähre {n}</title><link>https://x.example/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Tue, 04 Mar 2031 10:0{n}:00 GMT</pubDate><description><![CDATA[<p>{TEXT}</p>]]></description></item>"
        for n in range(4)
    )
    + "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Blatt</title>"
    f"<entry><id>urn:1</id><title type='html'>F&amp;auml;hre</title><updated>2031-03-04T10:00:00Z</updated>"
    f"<content type='html'>&lt;p&gt;{TEXT.replace('&', '&amp;amp;')}&lt;/p&gt;</content></entry></feed>"
)
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "T", "content_html": "<p>'
    + TEXT
    + '"}]}'
)
PAGE = f"<!doctype html><html lang='de'><head><title>Fähre</title></head><body><article><p>{TEXT}</p></article>"
OPML = "<opml><body><outline text='Post' xmlUrl='ftp://x.example/feed'/></body></opml>"
SOUND = [one.encode() for one in (RSS, ATOM, JSON, PAGE, OPML)]
BOMBS = [
    b"<rss><channel>" + b"<item>" * 4_000,
    b"<rss><channel><item><title " + b"a='1' " * 20_000 + b">",
    b"<!DOCTYPE r [<!ENTITY a 'xxxxxxxxxx'>"
    + b"".join(b"<!ENTITY b%d '&a;&a;'>" % n for n in range(999))
    + b"]><rss>&b998;",
    b"<html><body>" + b"<div>" * 5_000 + b"<p>The ferry sails.",
    b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 50_000,
    b"<rss><channel><item><description>" + b"&" * 100_000,
    b"<rss><![CDATA[" * 5_000,
    b"\x1f\x8b\x08" + bytes(5_000),
]


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def recode(data: bytes, dice: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(dice.choice(["utf-16", "cp1252", "cp500", "utf-7"]), "replace")


def splice(data: bytes, dice: random.Random) -> bytes:
    return cut(data, dice) + dice.choice(SOUND)[dice.randrange(400) :]


def flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 60)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def swell(data: bytes, dice: random.Random) -> bytes:
    return dice.choice(BOMBS) + data


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [cut, recode, splice, flip, swell]


class DamagedServer:
    """Answers each address with what was damaged for it."""

    def __init__(self, bodies: dict[str, bytes], dice: random.Random) -> None:
        self._bodies = bodies
        self._kinds = {url: dice.choice(["text/html", "application/rss+xml", "", "text/plain"]) for url in bodies}

    def get(self, url: str, etag: str = "", modified: str = "") -> Answer:
        if url not in self._bodies:
            raise FetchError("is not there", where=url)
        return Answer(url, 200, {"Content-Type": self._kinds[url]}, self._bodies[url])

    def close(self) -> None:
        pass


def test_what_is_damaged_is_read_or_named_and_every_file_is_whole(tmp_path: Path) -> None:
    dice = random.Random(7)
    bodies = {f"https://h{n % 20}.example/{n}": dice.choice(DAMAGES)(dice.choice(SOUND), dice) for n in range(MANY)}
    server: Any = DamagedServer(bodies, dice)
    fetched = fetch(list(bodies), replace(POLICY, fulltext=False), tmp_path, NOW, client=cast("Client", server))
    failed = {outcome.address for outcome in fetched.outcomes if outcome.status == "failed"}
    silent = {outcome.address for outcome in fetched.outcomes if not outcome.articles} - failed
    named = {problem.where for problem in fetched.problems}
    lists = {outcome.address for outcome in fetched.outcomes if outcome.kind == "list"}
    assert failed <= named
    assert silent - lists <= named
    assert 20 < len(failed) < 180
    articles, problems = read_places([str(tmp_path)])
    assert len(articles) == len(list(tmp_path.rglob("*.md"))) >= 40
    assert {problem.level for problem in problems} <= {"notice"}
    assert load_state(tmp_path)[1] == ()
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith((".tmp", ".part"))]
