"""Measure the program's judgement: extracts against people's summaries, sections and merged pairs against labels.

    python -m benchmarks.quality [--extracts DATA.jsonl:WORDS ...] [--stories LABELS.json ...] [--write docs/quality.md]
    python -m benchmarks.quality DATA.jsonl [--words 100] [--method lex-rank ...] [--topics N]

DATA has a topic a line (benchmarks/rouge.py), LABELS is one story (benchmarks/stories.py). Printed are tables as
Markdown; seconds leave the splitting into sentences aside, which is the same for all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.extractors import EXTRACTORS, Extractor, ours
from benchmarks.rouge import Rouge, Topic, load_topics, mean, score
from benchmarks.stories import Measured, add_up, measure_story
from summarizer.summary.coverage import FACTORS
from summarizer.summary.extraction import place_sentences

DEFAULT = "weighted-cover"
_IN_SHORT = (f"ours, {DEFAULT}", "ours, lex-rank", "first sentences in turn", "sumy lex_rank", "sumy text_rank")
_HEAD = """# Quality

Written by `python -m benchmarks.quality … --write docs/quality.md`; see [benchmarks/](../benchmarks). The texts,
people's summaries and the labels are not part of this project. One machine, one run; more is better but for seconds.
"""


def main() -> None:
    """Read the call, measure, print (and write) the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--method", action="append", help="one of ours; default: all extractors")
    parser.add_argument("--topics", type=int, default=None, help="measure the first N topics only")
    parser.add_argument("--extracts", nargs="*", default=[], metavar="DATA.jsonl:WORDS")
    parser.add_argument("--stories", nargs="*", default=[], type=Path, metavar="LABELS.json")
    parser.add_argument("--shortfalls", type=Path, help="a Markdown file to put at the end")
    parser.add_argument("--write", type=Path)
    call = parser.parse_args()
    lines = [*_one_set(call)] if call.data else [*_HEAD.splitlines(), *_all(call)]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if call.write:
        call.write.write_text(text, encoding="utf-8")


def _one_set(call: argparse.Namespace) -> Iterator[str]:
    chosen = {f"ours, {name}": ours(name) for name in call.method} if call.method else EXTRACTORS
    yield from tabulate_extracts(load_topics(call.data, call.topics), call.words, chosen)


def _all(call: argparse.Namespace) -> Iterator[str]:
    sets = [(Path(name), int(words)) for name, _, words in (text.rpartition(":") for text in call.extracts)]
    for at, (path, words) in enumerate(sets):
        topics = load_topics(path, call.topics)
        if at == 0:
            yield from ("", f"## Extracts of {path.stem}: {len(topics)} topics, {words} words", "")
            yield from tabulate_extracts(topics, words, EXTRACTORS)
            yield from ("", "## What each factor of a concept's weight brings", "")
            yield from tabulate_factors(topics, words)
            yield from ("", "## Other languages and lengths", "", *_short_head())
        yield f"| {path.stem} ({topics[0].language}), {words} words | " + " | ".join(_in_short(topics, words)) + " |"
    if call.stories:
        yield from ("", "## Sections and pairs on labelled stories", "", *tabulate_stories(call.stories))
    if call.shortfalls:
        yield from ("", *call.shortfalls.read_text(encoding="utf-8").splitlines())


def tabulate_extracts(topics: Sequence[Topic], words: int, extractors: Mapping[str, Extractor]) -> Iterator[str]:
    """Measure extractors side by side: ROUGE-1 and -2 recall, mean and worst seconds a topic."""
    yield "| extract by | ROUGE-1 | ROUGE-2 | seconds a topic | worst |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, extractor in extractors.items():
        scores, seconds = measure(topics, words, extractor)
        found = mean(scores)
        spent = f"{sum(seconds) / len(seconds):.3f} | {max(seconds):.3f}"
        yield f"| {name} | {found.one:.2f} | {found.two:.2f} | {spent} |"


def tabulate_factors(topics: Sequence[Topic], words: int) -> Iterator[str]:
    """Leave each factor of the weights out in turn."""
    yield "| weights of | ROUGE-1 | ROUGE-2 |"
    yield "| --- | ---: | ---: |"
    for left_out in ("", *FACTORS):
        factors = [name for name in FACTORS if name != left_out]
        found = mean(measure(topics, words, ours(DEFAULT, factors))[0])
        yield f"| {f'all but “{left_out}”' if left_out else 'all factors'} | {found.one:.2f} | {found.two:.2f} |"


def tabulate_stories(paths: Sequence[Path]) -> Iterator[str]:
    """Measure labelled stories: those that rules were tuned on, and apart those that they were not."""
    yield "| story | sentences | rightly slotted | pairs | precision | recall | F1 | boilerplate missed | news lost |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    found = [measure_story(path) for path in paths]
    for tuned, label in ((True, "tuned on, together"), (False, "not tuned on, together")):
        parts = [part for part in found if part.tuned is tuned]
        for part in parts:
            yield _row(part)
        if len(parts) > 1:
            yield _row(add_up(f"**{label}**", parts))


def measure(topics: Sequence[Topic], words: int, extractor: Extractor) -> tuple[list[Rouge], list[float]]:
    """Extract from each topic: the scores, and the seconds without the splitting."""
    scores, seconds = [], []
    for topic in topics:
        placed = place_sentences(topic.texts, topic.language)
        start = time.perf_counter()
        found = extractor(placed, words, topic.language)
        seconds.append(time.perf_counter() - start)
        scores.append(score(found, topic, words))
    return scores, seconds


def _short_head() -> Iterator[str]:
    yield "| topics (ROUGE-1 / ROUGE-2) | " + " | ".join(_IN_SHORT) + " |"
    yield "| --- |" + " ---: |" * len(_IN_SHORT)


def _in_short(topics: Sequence[Topic], words: int) -> Iterator[str]:
    for name in _IN_SHORT:
        found = mean(measure(topics, words, EXTRACTORS[name])[0])
        yield f"{found.one:.1f} / {found.two:.1f}"


def _row(part: Measured) -> str:
    shares = f"{part.precision:.2f} | {part.recall:.2f} | {part.f1:.2f}"
    right = f"{100 * part.sections:.1f} %"
    return (
        f"| {part.name} | {part.sentences} | {right} | {part.pairs} | {shares}"
        f" | {part.boilerplate_missed} | {part.news_lost} |"
    )


if __name__ == "__main__":
    main()
