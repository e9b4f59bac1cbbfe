from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("rouge_score")

from benchmarks.nuggets import Nugget, Page, Span, add_up, load_facts, load_nuggets, measure, print_extract

ROOT = Path(__file__).parent.parent
TEXTS = {
    "one": "The old bridge at Oster fell into the river on Friday night.\nNobody was hurt, the mayor of Oster said.\n",
    "two": "On Friday night the old bridge of Oster fell into the river.\nA new one will cost nine million crowns.\n",
}


def find(document: str, words: str) -> tuple[str, int, int]:
    start = TEXTS[document].index(words)
    return document, start, start + len(words)


FELL = [find("one", "The old bridge at Oster fell into the river on Friday night.")]
FELL_TOO = [*FELL, find("two", "On Friday night the old bridge of Oster fell into the river.")]
COST = [find("two", "A new one will cost nine million crowns.")]
LABEL = {
    "topic": "bridge",
    "nuggets": [
        {"name": "fall of the bridge", "weight": 3, "first": FELL_TOO, "second": FELL_TOO},
        {"name": "price of a new one", "weight": 1, "first": COST, "second": []},
    ],
}


def write_labels(folder: Path) -> Path:
    folder.mkdir()
    (folder / "bridge.json").write_text(json.dumps(LABEL), encoding="utf-8")
    return folder


@pytest.fixture
def nuggets(tmp_path: Path) -> tuple[Nugget, ...]:
    return load_nuggets(write_labels(tmp_path / "labels"))["bridge"]


def print_lines(*places: tuple[str, int, int]) -> Page:
    return Page(tuple(Span(*place) for place in places), 20, 0.5)


def test_what_both_labellers_name_is_told_and_what_one_names_is_told_by_either(nuggets: tuple[Nugget, ...]) -> None:
    told = measure(nuggets, print_lines(FELL[0], COST[0]))
    assert (told.both, told.either) == (0.75, 1.0)
    assert measure(nuggets, print_lines()).either == 0


def test_where_only_one_labelled_what_that_one_names_is_told(tmp_path: Path) -> None:
    label = {"topic": "bridge", "nuggets": [{"name": "fall of the bridge", "weight": 3, "first": FELL}]}
    (tmp_path / "bridge.json").write_text(json.dumps(label), encoding="utf-8")
    told = measure(load_nuggets(tmp_path)["bridge"], print_lines(FELL[0]))
    assert (told.both, told.either) == (1.0, 1.0)


def test_half_of_a_labelled_sentence_tells_what_it_tells(nuggets: tuple[Nugget, ...]) -> None:
    document, start, end = FELL[0]
    middle = (start + end) // 2
    assert measure(nuggets, print_lines((document, start, middle))).both == 0.75
    assert measure(nuggets, print_lines((document, middle + 5, end + 5))).both == 0
    assert measure(nuggets, print_lines(("two", start, end))).both == 0.75
    assert measure(nuggets, print_lines(("three", start, end))).both == 0


def test_each_line_beyond_the_first_tells_a_nugget_again(nuggets: tuple[Nugget, ...]) -> None:
    once, twice = print_lines(FELL[0], COST[0]), print_lines(*FELL_TOO, COST[0], COST[0])
    assert (measure(nuggets, once).twice, measure(nuggets, once).twice_by_either) == (0, 0)
    assert (measure(nuggets, twice).twice, measure(nuggets, twice).twice_by_either) == (1, 2)


def test_of_several_topics_shares_are_averaged_and_tellings_added(nuggets: tuple[Nugget, ...]) -> None:
    found = add_up([measure(nuggets, print_lines(*FELL_TOO)), measure(nuggets, print_lines(COST[0]))])
    assert (found.both, found.either, found.twice, found.lines, found.words) == (0.375, 0.5, 1, 1.5, 20)


def test_an_extract_is_cut_at_the_words(nuggets: tuple[Nugget, ...]) -> None:
    sentences = TEXTS["one"].splitlines()
    page = print_extract(TEXTS, 14, lambda placed, words, language: sentences)
    assert page.words == 14
    assert page.lines[0] == Span(*FELL[0])
    assert page.lines[1].end < len(TEXTS["one"]) - 20
    assert measure(nuggets, page).both == 0.75


def test_the_command_sets_briefings_and_extracts_side_by_side(tmp_path: Path) -> None:
    record = {"id": "bridge", "docs": [{"id": name, "text": text} for name, text in TEXTS.items()], "refs": ["None."]}
    data = tmp_path / "topics.jsonl"
    data.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (tmp_path / "articles").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    facts = tmp_path / "facts.json"
    wanted = [["two.txt", *place[1:]] for place in COST]
    told = {"name": "price of a new one", "section": "context", "weight": 3, "sentences": wanted}
    untold = {"name": "name of its builder", "section": "context", "weight": 1, "sentences": []}
    facts.write_text(json.dumps({"facts": [told, untold]}), encoding="utf-8")
    assert load_facts(facts)[0].tellers == ((Span(*COST[0]),),)
    call = [str(data), "--labels", str(write_labels(tmp_path / "labels"))]
    call += ["--facts", str(facts), "--articles", str(tmp_path / "articles"), "--plan", "general"]
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.nuggets", *call], cwd=ROOT, check=True, capture_output=True
    )
    text = made.stdout.decode()
    assert "1 topics tuned on, 2 nuggets:" in text
    assert "| 250 words | **briefing** | 0.750 | 1.000 | 0 / 0 | " in text
    assert "| 20 sentences | sumy lex_rank | " in text
    assert "Of 2 facts that an editor asked for before, 0.750 by weight are told" in text
    assert "- name of its builder (1)" in text
