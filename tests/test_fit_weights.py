from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("rouge_score")

from benchmarks import fit_weights
from benchmarks.fit_weights import Example, fit, main, measure, read_example
from benchmarks.rouge import Topic
from summarizer.summary import concept_weights
from summarizer.summary.concept_weights import load_weights


def make_topic(name: str, told: int) -> Topic:
    """Return a topic whose summary tells what stands in a place of its own in each article."""
    texts = []
    for article in range(4):
        lines = [f"The {thing} of {name} number{article} was seen by many in the town." for thing in "abcdefgh"]
        lines[told] = f"A flood drowned the old mill of {name} in the night."
        texts.append("\n".join(lines))
    return Topic(name, tuple(texts), (f"A flood drowned the old mill of {name}.",), "en")


@pytest.fixture(autouse=True)
def keep_the_weights() -> Iterator[None]:
    kept = concept_weights.load_weights
    yield
    concept_weights.load_weights = kept


def test_where_summaries_tell_what_stands_first_it_is_learned_that_this_counts() -> None:
    first = fit([read_example(make_topic(name, 0), "one", 20) for name in ("Oster", "Ilse")])[1]
    last = fit([read_example(make_topic(name, 7), "one", 20) for name in ("Oster", "Ilse")])[1]
    assert list(first) == list(load_weights()[1])
    assert first["in_first_sentences"] > 0 > last["earliest"]


def test_a_topic_counts_once_however_long_it_is() -> None:
    long, short = make_topic("Oster", 0), make_topic("Ilse", 0)
    long = Topic(long.name, long.texts * 3, long.references, "en")
    found = [read_example(topic, "one", 20) for topic in (long, short)]
    assert all(example.products[-1, -1] == pytest.approx(1.0) for example in found)
    assert all(np.isclose(example.targets[-1], 1.0) for example in found)


def test_what_is_measured_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[tuple[str, str]]] = []
    real = fit_weights.fit

    def note(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
        asked.append({(one.group, one.topic.name) for one in examples})
        return real(examples)

    monkeypatch.setattr(fit_weights, "fit", note)
    topics = [(group, name) for group in ("one", "two") for name in ("Oster", "Ilse")]
    lines = list(measure([read_example(make_topic(name, 0), group, 20) for group, name in topics]))
    assert {("one", "Ilse"), ("two", "Ilse")} in asked
    assert {("one", "Ilse")} in asked
    assert all(len({name for _, name in others}) == 1 for others in asked)
    assert len(lines) == 5


def test_the_command_writes_what_it_learned_and_from_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, written = tmp_path / "mills.jsonl", tmp_path / "weights.toml"
    records = [make_topic(name, 0) for name in ("Oster", "Ilse", "Kept")]
    lines = [
        json.dumps({"id": one.name, "docs": [{"text": text} for text in one.texts], "refs": one.references})
        for one in records
    ]
    data.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["fit", f"{data}:20", "--leave-out", "Kept", "--write", str(written)])
    main()
    learned = tomllib.loads(written.read_text(encoding="utf-8"))
    assert learned["topics"] == {"mills": 2}
    assert learned["left_out"] == ["Kept"]
    assert list(learned["weights"]) == list(load_weights()[1])
