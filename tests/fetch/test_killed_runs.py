"""A run that is killed loses nothing: the next one makes up for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from serving import NOW, POLICY, Reply, Route, make_client, serve

from summarizer.fetch.sync import fetch
from summarizer.sources.places import read_places

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

HOUSE = Path(__file__).parent.parent.parent
RUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from summarizer.fetch.web_addresses import Policy
from summarizer.fetch.sync import fetch

policy = Policy(timeout=5, pause=0, allow_private=True)
fetch(sys.argv[2:], policy, Path(sys.argv[1]), datetime(2031, 3, 5, 6, tzinfo=UTC))
"""
FEEDS, ITEMS = 3, 3


def make_feed(name: str) -> str:
    items = "".join(
        f"<item><title>Report {name}{n}</title><link>/{name}{n}</link><description>Short {n}.</description></item>"
        for n in range(ITEMS)
    )
    return f"<rss version='2.0'><channel><title>Feed {name}</title>{items}</channel></rss>"


def make_page(name: str) -> str:
    text = f"Short tale {name}: the ferry sailed to the island with bread, milk and forty-three people. " * 3
    return f"<html><body><article><h1>Report {name}</h1><p>{text}</p></article></body></html>"


@pytest.mark.parametrize("moments", [(1, 3, 6), (4, 8, 7), (2, 9, 5)])
def test_after_kills_at_any_moment_every_article_is_there_once_and_whole(
    tmp_path: Path, moments: tuple[int, ...]
) -> None:
    killed: list[int] = []
    counted = [0]
    process: list[subprocess.Popen[bytes]] = []

    def serve_or_kill(reply: Reply) -> Route:
        def answer(handler: BaseHTTPRequestHandler) -> Reply | None:
            same = handler.headers.get("If-None-Match") == reply.headers.get("ETag", "none")
            counted[0] += 1
            if process and counted[0] == moments[len(killed)]:
                killed.append(counted[0])
                os.kill(process[0].pid, signal.SIGKILL)
                return None
            return Reply(status=304) if same else reply

        return answer

    names = "abc"[:FEEDS]
    feeds = {f"/{name}": Reply(make_feed(name), kind="text/xml", headers={"ETag": f'"{name}"'}) for name in names}
    pages = {f"/{name}{n}": Reply(make_page(f"{name}{n}")) for name in names for n in range(ITEMS)}
    with serve({path: serve_or_kill(reply) for path, reply in {**feeds, **pages}.items()}) as site:
        places = [site.url(path) for path in feeds]
        for _ in moments:
            counted[0] = 0
            command = [sys.executable, "-c", RUN, str(tmp_path), *places]
            process[:] = [subprocess.Popen(command, cwd=HOUSE)]
            process[0].wait(30)
        process.clear()
        fetched = fetch(places, POLICY, tmp_path, NOW, client=make_client())
        again = fetch(places, POLICY, tmp_path, NOW, client=make_client())
    assert killed == list(moments)
    assert [outcome.status for outcome in again.outcomes] == ["unchanged"] * FEEDS
    articles, problems = read_places([str(tmp_path)])
    assert problems == ()
    assert sorted(article.title for article in articles) == sorted(f"Report {path[1:]}" for path in pages)
    assert all(article.text.count("forty-three") == 3 for article in articles)
    assert len(fetched.articles) == len(again.articles) == FEEDS * ITEMS


def test_an_interrupt_does_not_wait_for_a_slow_server(tmp_path: Path) -> None:
    process: list[subprocess.Popen[bytes]] = []

    def interrupt(_: BaseHTTPRequestHandler) -> None:
        process[0].send_signal(signal.SIGINT)
        time.sleep(4)

    with serve({"/a": interrupt}) as site:
        command = [sys.executable, "-c", RUN, str(tmp_path), site.url("/a")]
        process.append(subprocess.Popen(command, cwd=HOUSE, stderr=subprocess.PIPE))
        begun = time.monotonic()
        assert b"KeyboardInterrupt" in process[0].communicate(timeout=30)[1]
        assert time.monotonic() - begun < 3.5
