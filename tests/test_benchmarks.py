from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sample_articles import FLOOD

pytest.importorskip("rouge_score")

from benchmarks.backfill import digest
from benchmarks.backfill import write_stories as write_many
from benchmarks.rouge import Topic, load_topics, score
from benchmarks.stories import add_up, measure_story

ROOT = Path(__file__).parent.parent


def test_an_extract_that_is_the_reference_holds_all_of_it() -> None:
    topic = Topic("a", (), ("The dam broke on Friday.",), "en")
    assert score(["The dam broke on Friday."], topic, 100).two == 100
    assert score(["The dam broke on Friday."], topic, 2).one < 100
    assert score(["Nothing else."], topic, 100).one == 0


def test_other_scripts_are_scored_too() -> None:
    topic = Topic("a", (), ("Το φράγμα έσπασε την Παρασκευή.",), "el")
    assert score(["Το φράγμα έσπασε την Παρασκευή."], topic, 100).one == 100


def write_topics(path: Path) -> Path:
    docs = [{"text": article.text} for article in FLOOD]
    record = {"id": "flood", "docs": docs, "refs": [FLOOD[0].text[:400]]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def test_the_command_writes_the_tables_side_by_side(tmp_path: Path) -> None:
    data, written = write_topics(tmp_path / "topics.jsonl"), tmp_path / "quality.md"
    assert load_topics(data)[0].language == "en"
    call = ["--extracts", f"{data}:100", f"{data}:60", "--write", str(written)]
    subprocess.run([sys.executable, "-m", "benchmarks.quality", *call], cwd=ROOT, check=True, capture_output=True)
    text = written.read_text(encoding="utf-8")
    assert "| ours, weighted-cover | " in text
    assert "| sumy lex_rank | " in text
    assert "all but “often”" in text
    assert "| topics (en), 60 words | " in text


def test_the_stories_to_backfill_are_of_the_size_asked_for_and_always_the_same(tmp_path: Path) -> None:
    docs = [[{"text": f"Report {number} of {topic}.", "date": "2031-05-02"} for number in range(4)] for topic in "abc"]
    data = tmp_path / "topics.jsonl"
    data.write_text("".join(json.dumps({"docs": found}) + "\n" for found in docs), encoding="utf-8")
    first, second = (write_many(data, tmp_path / name, 6, 5) for name in ("first", "second"))
    assert [len(list(story.iterdir())) for story in sorted(first.iterdir())] == [5] * 6
    assert digest(first) == digest(second)


STORY = {
    "one.md": "---\noutlet: One\npublished: 2031-05-02\n---\nThe old bridge at Oster fell into the river on Friday.\n"
    "Nobody was hurt, the mayor said.\n",
    "two.md": "---\noutlet: Two\npublished: 2031-05-02\n---\nThe old bridge of Oster fell into the river on Friday.\n",
}


def place_of(name: str, words: str) -> str:
    return f"{name}:{STORY[name].index(words)}"


def test_sections_and_pairs_are_counted_against_the_labels(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name, text in STORY.items():
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    first, second = place_of("one.md", "The old"), place_of("two.md", "The old")
    mayor = place_of("one.md", "Nobody")
    label = {
        "name": "bridge", "tuned": False, "articles": "news", "plan": "general",
        "sections": {first: ["happened"], second: ["no-such-section"], mayor: [], "one.md:9999": []},
        "same": [[first, second]], "doubtful": [], "boilerplate": [mayor],
    }  # fmt: skip
    path = tmp_path / "bridge.json"
    path.write_text(json.dumps(label), encoding="utf-8")
    found = measure_story(path)
    assert (found.sentences, found.right, found.news_lost, found.boilerplate_missed) == (4, 1, 1, 1)
    assert (found.pairs, found.merged, found.merged_right, found.f1) == (1, 1, 1, 1.0)
    both = add_up("both", [found, found])
    assert (both.sentences, both.pairs, both.sections) == (8, 2, found.sections)


@pytest.mark.slow
def test_all_heuristics_can_still_be_switched_off_and_one_changes_what_it_is_for() -> None:
    script = """
import multiprocessing
from benchmarks.switches import SWITCHES
for name, switch in SWITCHES.items():
    process = multiprocessing.get_context("fork").Process(target=switch.turn_off)
    process.start()
    process.join()
    assert process.exitcode == 0, name
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    script = """
from benchmarks.switches import SWITCHES
from summarizer.facts import find_conflict, read_facts
SWITCHES["veto: numbers"].turn_off()
print(find_conflict(read_facts("It cost 15 euros."), read_facts("It cost 28 euros.")) or "none")
"""
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout == "none\n"


def test_what_a_switch_touches_and_changes_is_told(tmp_path: Path) -> None:
    data = write_topics(tmp_path / "topics.jsonl")
    call = [str(data), "--only", "glosses: dates", "sections: figures", "--show", "3"]
    script = [sys.executable, "-m", "benchmarks.ablation", *call]
    text = subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "| off | touched | extract R-1 |" in text
    assert "| glosses: dates | " in text
    assert "| sections: figures | " in text
