"""Measure the program's judgement: extracts and briefings against people's summaries, and stories against labels.

    python -m benchmarks.quality [--extracts DATA.jsonl:WORDS ...] [--briefings DATA.jsonl:WORDS ...]
        [--nuggets DATA.jsonl] [--facts FILE.json] [--stories LABELS.json ...] [--seeds FOLDER] [--notes FILE.md ...]
        [--write docs/quality.md]
    python -m benchmarks.quality DATA.jsonl [--words 100] [--method lex-rank ...] [--topics N]

DATA has a topic a line (benchmarks/rouge.py), LABELS is one story (benchmarks/stories.py); for one of a topic, the
topic's DATA must be among the briefings. Printed are tables as Markdown; seconds leave the splitting into sentences
aside, which is the same for all.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.briefings import TopicArticles, brief_topic, list_texts, load_articles
from benchmarks.extractors import EXTRACTORS, Extractor, ours
from benchmarks.nuggets import LABELS as NUGGETS
from benchmarks.nuggets import tabulate_facts, tabulate_nuggets
from benchmarks.rouge import Rouge, Topic, load_topics, mean, score
from benchmarks.stories import Measured, Places, add_up, measure_story
from summarizer.summary.extraction import FACTORS, place_sentences

DEFAULT = "weighted-cover"
_IN_SHORT = (f"ours, {DEFAULT}", "ours, lex-rank", "first sentences in turn", "sumy lex_rank", "sumy text_rank")
_BESIDE_BRIEFINGS = (f"ours, {DEFAULT}", "sumy lex_rank", "first sentences in turn")
_HEAD = """# Quality

Written by `python -m benchmarks.quality … --write docs/quality.md`; see [benchmarks/](../benchmarks). The texts and
people's summaries are not part of this project; of the labelled stories only places and ids are. One machine, one run;
more is better but for seconds and what is counted as a fault. ROUGE is recall: 30 topics cannot tell 0.3 points apart.
Seconds are of a machine that does other things too: compare them with each other only.
"""


def main() -> None:
    """Read the call, measure, print (and write) the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--method", action="append", help="one of ours; default: all extractors")
    parser.add_argument("--topics", type=int, default=None, help="measure the first N topics only")
    parser.add_argument("--extracts", nargs="*", default=[], metavar="DATA.jsonl:WORDS")
    parser.add_argument("--briefings", nargs="*", default=[], metavar="DATA.jsonl:WORDS")
    parser.add_argument("--nuggets", type=Path, metavar="DATA.jsonl", help="the topics whose nuggets are labelled")
    parser.add_argument(
        "--facts", type=Path, metavar="FILE.json", help="what a page on the articles of --seeds must tell"
    )
    parser.add_argument("--stories", nargs="*", default=[], type=Path, metavar="LABELS.json")
    parser.add_argument("--seeds", type=Path, metavar="FOLDER", help="the articles of stories of the collection")
    parser.add_argument("--notes", nargs="*", default=[], type=Path, help="Markdown files to put at the end")
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
    for at, (path, words) in enumerate(map(_read_set, call.extracts)):
        topics = load_topics(path, call.topics)
        if at == 0:
            yield from ("", f"## Extracts of {path.stem}: {len(topics)} topics, {words} words", "")
            yield from tabulate_extracts(topics, words, EXTRACTORS)
            yield from ("", "## What each factor of a concept's weight brings", "")
            yield from tabulate_factors(topics, words)
            yield from ("", "## Other languages and lengths", "", *_head_sets(_IN_SHORT))
        yield f"| {_name_set(path, topics, words)} | " + " | ".join(_in_short(topics, words, _IN_SHORT)) + " |"
    with tempfile.TemporaryDirectory() as folder:
        if call.briefings:
            yield from ("", "## Whole briefings", "")
            yield "By the plan “general”, each document its own outlet, with glosses and sections; then extracts."
            yield from ("", *_head_sets(("briefing", *_BESIDE_BRIEFINGS)))
        for path, words in map(_read_set, call.briefings):
            yield tabulate_briefings(path, load_articles(path, Path(folder), call.topics), words)
        if call.nuggets:
            yield from ("", "## What people want to read", "", *tabulate_nuggets(call.nuggets, NUGGETS))
        if call.facts and call.seeds:
            yield from ("", *tabulate_facts(call.facts, call.seeds))
        if call.stories:
            yield from (
                "",
                "## Labelled stories",
                "",
                *tabulate_stories(call.stories, Places(Path(folder), call.seeds)),
            )
    for notes in call.notes:
        yield from ("", *notes.read_text(encoding="utf-8").splitlines())


def _read_set(text: str) -> tuple[Path, int]:
    name, _, words = text.rpartition(":")
    return Path(name), int(words)


def _name_set(path: Path, topics: Sequence[Topic], words: int) -> str:
    return f"{path.stem} ({topics[0].language}), {words} words"


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


def tabulate_briefings(path: Path, stories: Sequence[TopicArticles], words: int) -> str:
    """Measure whole briefings of topics, and extracts beside them: a row of the table."""
    scores = [score(list(list_texts(brief_topic(one.articles, words)[1])), one.topic, words) for one in stories]
    topics = [one.topic for one in stories]
    cells = [_show(mean(scores)), *_in_short(topics, words, _BESIDE_BRIEFINGS)]
    return f"| {_name_set(path, topics, words)} | " + " | ".join(cells) + " |"


def tabulate_stories(paths: Sequence[Path], places: Places) -> Iterator[str]:
    """Measure labelled stories, each and together."""
    yield (
        "| story | sentences | rightly slotted | pairs | precision | recall | F1 | boilerplate missed | news lost "
        "| lines | lean or tell nothing | told twice |"
    )
    yield "| --- |" + " ---: |" * 11
    found = [measure_story(path, places) for path in paths]
    for part in found:
        yield _row(part)
    if len(found) > 1:
        yield _row(add_up("**together**", found))


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


def _head_sets(names: Sequence[str]) -> Iterator[str]:
    yield "| topics (ROUGE-1 / ROUGE-2) | " + " | ".join(names) + " |"
    yield "| --- |" + " ---: |" * len(names)


def _in_short(topics: Sequence[Topic], words: int, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield _show(mean(measure(topics, words, EXTRACTORS[name])[0]))


def _show(found: Rouge) -> str:
    return f"{found.one:.2f} / {found.two:.2f}"


def _row(part: Measured) -> str:
    cells = [
        part.name,
        part.sentences,
        f"{100 * part.sections:.1f} %",
        part.pairs,
        f"{100 * part.precision:.1f}",
        f"{100 * part.recall:.1f}",
        f"{100 * part.f1:.1f}",
        part.boilerplate_missed,
        part.news_lost,
        part.printed,
        part.leaning,
        part.told_twice,
    ]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
