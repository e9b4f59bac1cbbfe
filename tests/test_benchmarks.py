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
from benchmarks.hostile_texts import list_cases
from benchmarks.rouge import Topic, load_topics, score
from benchmarks.stories import Places, add_up, measure_story
from benchmarks.switches import off, table

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "benchmarks" / "labels"


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
    call = ["--extracts", f"{data}:100", f"{data}:60", "--briefings", f"{data}:100", "--write", str(written)]
    subprocess.run([sys.executable, "-m", "benchmarks.quality", *call], cwd=ROOT, check=True, capture_output=True)
    text = written.read_text(encoding="utf-8")
    assert "| ours, weighted-cover | " in text
    assert "| sumy lex_rank | " in text
    assert "all but “often”" in text
    assert "| topics (en), 60 words | " in text
    assert "| topics (ROUGE-1 / ROUGE-2) | briefing | ours, weighted-cover | " in text


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


def test_a_story_whose_articles_nobody_gave_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="seeds"):
        measure_story(LABELS / "seeds.json")
    with pytest.raises(FileNotFoundError, match="D30016"):
        measure_story(LABELS / "D30016.json", Places(topics=tmp_path))


def test_the_sample_story_is_labelled() -> None:
    found = measure_story(LABELS / "sample.json")
    assert found.news_lost == 0
    assert found.sections > 0.85
    assert found.precision > 0.9


@pytest.mark.slow
def test_all_rules_can_still_be_switched_off_and_one_changes_what_it_is_for() -> None:
    script = """
import multiprocessing
from benchmarks.switches import SWITCHES, turn_off
for name in SWITCHES:
    process = multiprocessing.get_context("fork").Process(target=turn_off, args=(name,))
    process.start()
    process.join()
    assert process.exitcode == 0, name
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    script = """
from benchmarks.switches import turn_off
from summarizer.analysis import claims, context_dependence
from summarizer.lang import load_language
english = load_language("en")
turn_off("facts: _figures_differ")
turn_off("context: opens with a pronoun")
facts = [claims.read_facts(text, "", english) for text in ("It cost 15 euros.", "It cost 28 euros.")]
print(claims.find_conflict(*facts) or "none")
print(context_dependence.find_dependence("He is at risk of arrest in Brazil.", english) or "none")
"""
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout == "none\nnone\n"


def test_kinds_of_hostile_files_have_names_of_their_own_and_the_size_asked_for() -> None:
    cases = list(list_cases())
    assert len({case.name for case in cases}) == len(cases) >= 150
    assert [case.name for case in cases if not 5_000 < len(case.make(10_000)) < 20_000] == []


def test_hostile_files_are_measured_beside_prose() -> None:
    call = ["--only", "OPML: nested", "outlets.toml: dotted keys", "--kilobytes", "1", "--seconds", "20"]
    script = [sys.executable, "-m", "benchmarks.hostile", *call]
    told = subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    assert told[0] == "| kind | kB | seconds | exponent | times prose | slowest |"
    assert sorted(line.split(" | ")[0] for line in told[2:4]) == ["| OPML: nested", "| outlets.toml: dotted keys"]
    assert told[-1].startswith("2 kinds, 0 above the bounds")


def test_a_rule_that_is_no_longer_there_cannot_be_switched_off() -> None:
    for patch in (table("fillers.no_such_table"), table("fillers.rules", "no such rule"), off("summarizer.no_such", 0)):
        with pytest.raises((KeyError, AttributeError)):
            patch()


def test_what_a_switch_touches_and_changes_is_told(tmp_path: Path) -> None:
    data, written = write_topics(tmp_path / "topics.jsonl"), tmp_path / "ablation.md"
    call = [str(data), "--labels", str(LABELS / "sample.json"), "--write", str(written)]
    call += ["--only", "sections: figures", "glosses: add_glosses"]
    script = [sys.executable, "-m", "benchmarks.ablation", *call]
    text = subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "| off | touched | extract R-1 |" in text
    lines = written.read_text(encoding="utf-8").splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == [
        "| nothing",
        "| sections: figures",
        "| glosses: add_glosses",
    ]
