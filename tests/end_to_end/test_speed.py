from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import speed
from benchmarks.big_stories import load_sentences, make_story
from benchmarks.speed import measure
from benchmarks.stages import RUNS, judge

ROOT = Path(__file__).parent.parent.parent
NAMES = "Arle Belmont Dorn Eckmar Fold Garrow Hythe Istra".split()
THINGS = "bridge harbour market school tower museum station theatre".split()


def write_topics(path: Path) -> Path:
    texts = [
        f"The {thing} of {name} will close for {3 + at} weeks because its old roof leaks, the mayor said on Monday."
        for at, (name, thing) in enumerate((name, thing) for name in NAMES for thing in THINGS)
    ]
    docs = [{"text": "\n".join(texts[start::4])} for start in range(4)]
    path.write_text(json.dumps({"id": "roofs", "docs": docs, "refs": []}) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("count", [20, 200])
def test_a_big_story_is_as_long_as_asked_and_knows_its_duplicates(tmp_path: Path, count: int) -> None:
    given = load_sentences(write_topics(tmp_path / "topics.jsonl"))
    story = make_story(given, count)
    assert story == make_story(given, count) != make_story(given, count, seed=2)
    assert len(story.sentences) == len(story.families) == count
    assert sum(len(article.split("\n")) for article in story.articles) == count
    assert 0 < len(set(story.families)) < count
    for low, high in story.changed:
        assert low < high
        assert story.families[low] != story.families[high]
        assert story.sentences[low] != story.sentences[high]


def test_what_is_found_is_judged_by_pairs(tmp_path: Path) -> None:
    story = make_story(load_sentences(write_topics(tmp_path / "topics.jsonl")), 100)
    alone = judge(story, [(row,) for row in range(100)])
    assert (alone["recall"], alone["changed"]) == (0.0, 0.0)
    together = judge(story, [tuple(range(100))])
    assert (together["recall"], together["changed"]) == (1.0, 1.0)
    assert together["precision"] < 0.1
    families = [tuple(row for row in range(100) if story.families[row] == name) for name in set(story.families)]
    assert judge(story, families) == {"recall": 1.0, "precision": 1.0, "changed": 0.0}


@pytest.mark.parametrize("kind", sorted(RUNS.keys() - {"lexrank", "summa"}))
def test_each_kind_of_run_is_timed(tmp_path: Path, kind: str) -> None:
    found = RUNS[kind](make_story(load_sentences(write_topics(tmp_path / "topics.jsonl")), 60))
    assert all(value >= 0 for value in found.values())
    assert found.keys() & {"rank", "whole"}


def test_the_command_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured: dict[str, dict[str, float]] = {}

    def measure_once(data: Path, size: int, kind: str, *rest: Any) -> dict[str, float]:
        """Return what one size took: the other says no more of whether the page is written."""
        if kind not in measured:
            measured[kind] = measure(data, size, kind, *rest)
        return measured[kind]

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(speed, "measure", measure_once)
    data, written = write_topics(tmp_path / "topics.jsonl"), tmp_path / "performance.md"
    call = ["speed", str(data), "--sizes", "50", "100", "--whole", "50", "--runs", "1", "--seconds", "20"]
    monkeypatch.setattr(sys, "argv", [*call, "--write", str(written)])
    speed.main()
    text = written.read_text(encoding="utf-8")
    assert text == capsys.readouterr().out.rstrip("\n") + "\n"
    for expected in ("bare LexRank", "| 50 |", "| 100 |", "all pairs", "from 50 to 100", "| sumy lex_rank |", "–"):
        assert expected in text
    assert str(tmp_path) not in text
