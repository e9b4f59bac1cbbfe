"""What came takes too much to read: it is given up and named, and the rest is fetched."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_work import JAMS, SITE, hold_interpreter
from serving import NOW, POLICY, Reply, make_client, serve

from summarizer.fetch import intake
from summarizer.fetch.feed_plan import compose_article
from summarizer.fetch.sync import Fetched, fetch
from summarizer.sources.bounded_process import BoundedProcess, Limits

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

TOO_LONG = "is left out: it takes more processor time than [limits] allows"
PAGE = "<html><body><article><h1>Rain</h1>{}</article></body></html>"
SENTENCES = "<p>It rained in Norvik on Friday, and the harbour was closed for a day.</p>" * 5


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BoundedProcess]:
    """A process in which a reader of feeds and one of pages are spoiled."""
    (tmp_path / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, sys.path)]))
    with BoundedProcess(Limits(article_seconds=2, place_seconds=2)) as process:
        yield process


def make_feed(title: str, text: str) -> Reply:
    item = f"<item><title>{title}</title><link>/{title}.html</link><description>{text}</description></item>"
    return Reply(f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>", kind="text/xml")


def fetch_from(routes: dict[str, Any], folder: Path, process: BoundedProcess) -> Fetched:
    with serve(routes) as site:
        places = [site.url(path) for path in routes if path.endswith(".xml")]
        return fetch(places, POLICY, folder, NOW, client=make_client(), process=process)


def test_a_feed_that_holds_its_reader_is_named_and_the_others_are_fetched(
    tmp_path: Path, process: BoundedProcess
) -> None:
    routes = {"/bad.xml": make_feed("bad", f"{JAMS} is here."), "/good.xml": make_feed("good", "It rained.")}
    found = fetch_from(routes, tmp_path / "articles", process)
    assert [problem.message for problem in found.problems if problem.level == "problem"] == [TOO_LONG]
    assert [outcome.status for outcome in found.outcomes] == ["failed", "fetched"]
    assert len(found.articles) == 1


def test_of_a_page_that_holds_its_reader_the_feed_s_own_text_is_kept(tmp_path: Path, process: BoundedProcess) -> None:
    routes = {
        "/news.xml": make_feed("rain", "It rained in Norvik on Friday, they said."),
        "/rain.html": PAGE.format(f"{SENTENCES}<p>{JAMS}</p>"),
    }
    found = fetch_from(routes, tmp_path / "articles", process)
    (problem,) = found.problems
    assert (problem.level, TOO_LONG in problem.message) == ("notice", True)
    assert Path(found.articles[0]).read_text(encoding="utf-8").endswith("It rained in Norvik on Friday, they said.\n")


def test_a_feed_that_holds_whoever_stores_it_is_named_and_the_others_are_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hold(task: Any, *args: Any) -> Any:
        if task.entry.title == "bad":
            hold_interpreter()
        return compose_article(task, *args)

    monkeypatch.setattr(intake, "compose_article", hold)
    routes = {"/bad.xml": make_feed("bad", "It snowed."), "/good.xml": make_feed("good", "It rained.")}
    with BoundedProcess(Limits(place_seconds=1)) as process:
        found = fetch_from(routes, tmp_path / "articles", process)
    assert [problem.message for problem in found.problems if problem.level == "problem"] == [TOO_LONG]
    assert [outcome.status for outcome in found.outcomes] == ["failed", "fetched"]
