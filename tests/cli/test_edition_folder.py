"""The output folder's feeds grow with its editions, and are whole whoever writes at the same time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from calling import DATE, HOUSE, brief, call

pytestmark = pytest.mark.usefixtures("desk")
ALL = "html,atom,jsonfeed,index"


def ids(folder: str = "outputs") -> list[str]:
    return [entry.id for entry in feedparser.parse(Path(folder, "feed.atom").read_bytes()).entries]


def test_a_feed_grows_by_each_edition_and_one_that_is_made_again_is_no_other() -> None:
    assert brief("news", "-f", ALL, "-q").status == 0
    first = ids()
    assert len(first) == 1
    assert call("brief", "news", "--date", "2031-03-06", "-f", ALL, "-q").status == 0
    assert ids() == [*(one for one in ids() if one not in first), *first]
    before = Path("outputs/feed.atom").read_bytes()
    assert brief("news", "-f", ALL, "-q").status == 0
    assert Path("outputs/feed.atom").read_bytes() == before
    assert "2031-03-06" in Path("outputs/index.html").read_text(encoding="utf-8")
    # What is no page is hidden where the folder is published.
    assert not [path for path in Path("outputs").glob("[!.]*") if path.suffix == ".lock"]


def test_an_edition_made_again_otherwise_keeps_its_id() -> None:
    Path("summarizer.toml").write_text('places = ["news"]\nnew_only = true\n[briefing.ferries]\n', encoding="utf-8")
    assert brief("-f", ALL, "-q").status == 0
    first, text = ids(), Path("outputs/feed.json").read_text(encoding="utf-8")
    assert brief("-f", ALL, "-q", "--again", "-l", "1").status == 0
    assert ids() == first
    assert Path("outputs/feed.json").read_text(encoding="utf-8") != text


def test_a_front_page_stands_in_the_feed() -> None:
    assert brief("news", "--stories", "-f", ALL, "-q").status == 0
    (entry,) = feedparser.parse(Path("outputs/feed.atom").read_bytes()).entries
    assert "Ferry crews" in entry.content[0].value


def test_json_is_written_with_a_feed_and_what_is_no_edition_is_left_out() -> None:
    Path("outputs").mkdir()
    for name, text in {
        "2031-03-04-broken.json": "{",
        "2031-03-04-other.json": '{"schema": "other/1"}',
        "2031-02-31-no-day.json": "{}",
        "notes.json": "[]",
    }.items():
        Path("outputs", name).write_text(text, encoding="utf-8")
    assert brief("news", "-f", "atom", "-q").status == 0
    assert len(ids()) == 1
    assert len(list(Path("outputs").glob(f"{DATE}-*.json"))) == 1


def test_links_lead_to_where_the_folder_is_published() -> None:
    Path("summarizer.toml").write_text('output_url = "https://desk.example/news"\n', encoding="utf-8")
    assert brief("news", "-f", ALL, "-q").status == 0
    item = json.loads(Path("outputs/feed.json").read_text(encoding="utf-8"))["items"][0]
    assert item["url"].startswith(f"https://desk.example/news/{DATE}-")
    Path("summarizer.toml").write_text('output_url = "ftp://desk.example"\n', encoding="utf-8")
    run = brief("news", "-f", ALL, "-q")
    assert run.status == 2
    assert "output_url" in run.err


def test_feeds_are_made_anew_without_a_run() -> None:
    assert brief("news", "-f", ALL, "-q").status == 0
    before = {name: Path("outputs", name).read_bytes() for name in ("feed.atom", "feed.json", "index.html")}
    for name in before:
        Path("outputs", name).unlink()
    (edition,) = Path("outputs").glob(f"{DATE}-*.json")
    assert call("render", edition, "-f", "atom,jsonfeed,index", "-q").status == 0
    assert {name: Path("outputs", name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    "args",
    [("brief", "news", "-f", "atom", "--stdout"), ("backfill", "news", "-f", "json,atom"), ("verify", "feed.atom")],
)
def test_what_is_of_a_folder_is_no_page(args: tuple[str, ...]) -> None:
    run = call(*args)
    assert run.status == 2
    assert len(run.err.splitlines()) == 1


def test_two_runs_at_once_are_both_in_the_feed() -> None:
    Path("summarizer.toml").write_text('places = ["news"]\n[briefing.one]\n[briefing.two]\n', encoding="utf-8")
    line = [sys.executable, "-m", "summarizer", "brief", "--date", DATE, "-f", "atom,jsonfeed", "-q", "-n"]
    runs = [subprocess.Popen([*line, name], env={"PYTHONPATH": str(HOUSE)}) for name in ("one", "two")]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert len(ids()) == 2
