"""A morning ends: a slow server, an article made to hold the program and a run past its time still leave a mail."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hostile_work import HOLDS, SITE
from morning import ANN, BO, Desk, Item, open_desk

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

DAY = "2026-03-02"
STORM = Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, people said."])
TRAP = Item("trap", DAY, [f"A rule was written without care in {HOLDS} on Monday.", "It takes for ever, they said."])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.publish("post", "The Harbour Post", [STORM])
        yield opened


def test_an_article_that_holds_the_program_is_left_out_and_the_mail_goes(desk: Desk) -> None:
    desk.site_code = SITE
    desk.publish("times", "The Island Times", [TRAP])
    desk.settle(fetch="[limits]\narticle_seconds = 1.5")
    done = desk.run("send", "-q", "--date", DAY)
    assert done.status == 1
    assert "is left out: it takes more processor time than [limits] allows" in done.err
    assert desk.script.copies == {ANN: 1, BO: 1}
    assert [line["outlet"] for line in desk.lines(DAY)] == ["The Harbour Post", "The Harbour Post"]
    record = desk.edition(DAY)
    assert [one["dropped"] for one in record["set_aside"]] == ["time"]
    (path,) = (desk.folder / "outputs").glob("*.json")
    proof = desk.call("verify", path)
    assert proof.status == 0, proof.out + proof.err
    assert "was left out: it takes more processor time" in proof.err


def test_a_run_past_its_time_mails_what_is_ready_and_names_the_rest(desk: Desk) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    desk.site.routes["/slow.xml"] = drip
    places = [desk.site.url("/post.xml"), desk.site.url("/slow.xml", "localhost")]
    desk.settle(places=places, fetch="[limits]\nrun_seconds = 6")
    begun = time.monotonic()
    done = desk.call("send", "-q", "--date", DAY)
    assert time.monotonic() - begun < 20
    assert done.status == 1
    assert "/slow.xml: took longer than" in done.err
    assert desk.script.copies == {ANN: 1, BO: 1}
    assert desk.lines(DAY)[0]["text"] == STORM.sentences[0]


def test_of_several_briefings_the_slow_one_takes_only_its_share(desk: Desk) -> None:
    desk.site.routes["/slow.xml"] = lambda handler: time.sleep(30)
    slow = json.dumps([desk.site.url("/slow.xml", "localhost")])
    good = json.dumps([desk.site.url("/post.xml")])
    desk.settle(mail=f"[briefing.a]\nplaces = {slow}\n[briefing.b]\nplaces = {good}\n[limits]\nrun_seconds = 8")
    done = desk.call("send", "-q", "--date", DAY)
    assert done.status == 1
    assert "briefing “a”: no article could be read" in done.err
    assert "/slow.xml: took longer than" in done.err
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_when_the_time_is_over_before_anything_is_fetched_nothing_is_made(desk: Desk) -> None:
    desk.settle(fetch="[limits]\nrun_seconds = 0.001")
    done = desk.call("send", "-q", "--date", DAY)
    assert done.status == 2
    assert "was not asked: the time of the run was over" in done.err
    assert desk.script.copies == {}
