"""Learn what makes people put a concept into a summary: ``python -m benchmarks.fit_weights DATA.jsonl:WORDS ...``.

    [--leave-out TOPIC ...] [--write summarizer/summary/concept_weights.toml] [--measure]

Ridge regression in closed form: of each concept the features (summarizer/summary/concept_weights.py), its target in how
many of the people's summaries it stands, as a part of the mean of its topic, so that topics with long and with short
summaries count alike. Each topic counts once, however many concepts it has.

--measure shows what that is worth to extracts: by the closed form, and averaged with weights that were learned without
the topic (nor the same one in another language), and without its whole set, too, if that is not the first one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rouge import Rouge, Topic, load_topics, mean, score
from benchmarks.switches import put
from summarizer.analysis.names import Names, learn_names
from summarizer.dedupe.vectors import stem_words, tokenize
from summarizer.lang.language import load_language
from summarizer.summary.concept_weights import measure_features
from summarizer.summary.concepts import FACTORS, PlacedSentence, read_bigrams, weigh_in_closed_form
from summarizer.summary.extraction import EXTRACT_FACTORS, choose_sentences, place_sentences
from summarizer.summary.ranking import rank

Floats = NDArray[np.float64]
_METHOD = "weighted-cover"
#: How much the weight of a feature costs, in parts of the feature's variance.
_RIDGE = 0.05
_DIGITS = 5
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Example:
    """A topic of a set: its sentences, and the sums of products that a regression needs."""

    group: str
    words: int
    topic: Topic
    placed: tuple[PlacedSentence, ...]
    names: tuple[str, ...]
    products: Floats
    targets: Floats


def read_example(topic: Topic, group: str, words: int) -> Example:
    """Measure the concepts of a topic, and in what share of its summaries each stands."""
    placed = place_sentences(topic.texts, topic.language)
    names = learn_names((one.text, load_language(one.language)) for one in placed)
    scores = rank([tokenize(one.text, one.language, names) for one in placed], _METHOD)
    ranked = [replace(one, centrality=found) for one, found in zip(placed, scores, strict=True)]
    bigrams = read_bigrams(ranked, names)
    closed = weigh_in_closed_form(bigrams.mentions)
    features = measure_features(bigrams.mentions, bigrams.is_stop, bigrams.standing, closed)
    told = [_list_bigrams(text, topic.language, names) for text in topic.references]
    labels = [(bigrams.stems[a], bigrams.stems[b]) for a, b in bigrams.pairs.tolist()]
    wanted = np.array([sum(label in summary for summary in told) for label in labels], dtype=np.float64)
    wanted /= float(wanted.mean()) or 1.0
    values = np.column_stack([*features.values(), np.ones(len(wanted))])
    products, targets = values.T @ values / len(wanted), values.T @ wanted / len(wanted)
    return Example(group, words, topic, placed, tuple(features), products, targets)


def _list_bigrams(text: str, language: str, names: Names) -> frozenset[tuple[str, str]]:
    stems = [pairwise(stem_words(line, language, names)) for line in text.splitlines()]
    return frozenset((a, b) for pairs in stems for (a, _), (b, _) in pairs)


def fit(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Learn from examples: return the constant, and the weight of each feature, rounded."""
    products = sum((one.products for one in examples), np.zeros_like(examples[0].products)) / len(examples)
    targets = sum((one.targets for one in examples), np.zeros_like(examples[0].targets)) / len(examples)
    means = products[-1]
    # The constant, whose variance is 0, costs next to nothing.
    cost = _RIDGE * np.maximum(np.diag(products) - means**2, _NOTHING)
    *weights, constant = np.linalg.solve(products + np.diag(cost), targets).round(_DIGITS).tolist()
    return constant, dict(zip(examples[0].names, weights, strict=True))


def measure(examples: Sequence[Example]) -> Iterator[str]:
    """Measure extracts by set: by the closed form, and with what was learned without what is measured."""
    yield "| topics (ROUGE-1 / ROUGE-2) | closed form | learned without the topic | nor its set |"
    yield "| --- | ---: | ---: | ---: |"
    sets = {one.group: [other for other in examples if other.group == one.group] for one in examples}
    first, rows = next(iter(sets)), []
    for group, topics in sets.items():
        own = "" if group == first else group
        row = [
            mean([_score(one, FACTORS) for one in topics]),
            mean([_score(one, EXTRACT_FACTORS, _leave_out(one, examples)) for one in topics]),
            mean([_score(one, EXTRACT_FACTORS, _leave_out(one, examples, own)) for one in topics]),
        ]
        rows.append(row)
        yield f"| {group}, {len(topics)} topics, {topics[0].words} words | " + " | ".join(map(_show, row)) + " |"
    yield "| **mean of the sets** | " + " | ".join(_show(mean(column)) for column in zip(*rows, strict=True)) + " |"


def _leave_out(one: Example, examples: Sequence[Example], group: str = "") -> list[Example]:
    """Return the examples of other topics; none of a set, if one is named."""
    return [other for other in examples if other.topic.name != one.topic.name and other.group != group]


def _score(one: Example, factors: Collection[str], others: Sequence[Example] = ()) -> Rouge:
    if others:
        learned = fit(others)
        put("summarizer.summary.concept_weights.load_weights", lambda: learned)()
    return score(choose_sentences(one.placed, one.words, _METHOD, factors), one.topic, one.words)


def _show(found: Rouge) -> str:
    return f"{found.one:.2f} / {found.two:.2f}"


def write(path: Path, examples: Sequence[Example], left_out: Sequence[str]) -> None:
    """Learn from all examples and write that down, with what it comes from."""
    constant, weights = fit(examples)
    topics = Counter(one.group for one in examples)
    lines = [
        "# How much each feature of a concept says of how many people put it into a summary.",
        "# Written by `python -m benchmarks.fit_weights`, which tells how; the texts are not part of this project.",
        f"made = {date.today().isoformat()}",
        f"left_out = {json.dumps(list(left_out))}",
        f"constant = {constant}",
        "",
        "# So many topics of each set.",
        "[topics]",
        *(f"{group} = {number}" for group, number in topics.items()),
        "",
        "[weights]",
        *(f"{name} = {weight}" for name, weight in weights.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the call, learn, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", metavar="DATA.jsonl:WORDS")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="TOPIC", help="topics that are kept for a test")
    parser.add_argument("--write", type=Path, metavar="FILE.toml")
    parser.add_argument("--measure", action="store_true")
    call = parser.parse_args()
    examples = []
    for place in call.data:
        name, _, words = place.rpartition(":")
        topics = [topic for topic in load_topics(Path(name)) if topic.name not in call.leave_out]
        examples += [read_example(topic, Path(name).stem, int(words)) for topic in topics]
    if call.write:
        write(call.write, examples, call.leave_out)
    if call.measure:
        for line in measure(examples):
            print(line, flush=True)


if __name__ == "__main__":
    main()
