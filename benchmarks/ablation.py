"""Measure what each rule of the program is worth, by switching it off alone.

    python -m benchmarks.ablation [DATA.jsonl ...] --labels benchmarks/labels/*.json --seeds FOLDER [--jobs 2]
    python -m benchmarks.ablation DATA.jsonl --labels ... --only "attribution: *" "veto: *" [--together]

The switches are those of benchmarks/switches.py; a name that ends in "*" means all that begin so. DATA has a topic a
line (benchmarks/rouge.py): an extract and a briefing of 100 words are compared with people's summaries. Labels are
stories of benchmarks/stories.py; for those of topics, DATA must hold the topics. Printed is Markdown: the baseline, and
a line a switch with what it touched and what is other without it. Each switch is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from benchmarks.briefings import TopicArticles, brief, brief_topic, list_texts, load_articles
from benchmarks.extractors import ours
from benchmarks.rouge import Rouge, mean, score
from benchmarks.stories import Labelled, Measured, Places, add_up, compare_with_labels, find_key, load_story
from benchmarks.switches import STAGES, SWITCHES, clear_caches, find_holder, turn_off
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.model import Briefing
from summarizer.summary.extraction import place_sentences

WORDS = 100
#: Families on which an extract can hang.
EXTRACTED = frozenset({"splitting", "names", "similarity", "selection"})
#: Kind of thing → what was found of the kind: a place and what stands there.
Seen = Mapping[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Work:
    """What is measured: topics, and labelled stories."""

    topics: tuple[TopicArticles, ...]
    stories: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured: ROUGE of extracts and of briefings, counts on labelled stories, and what was seen."""

    extract: Rouge | None
    briefing: Rouge | None
    labelled: Measured
    seen: Seen


def main() -> None:
    """Read the call, measure, print (and write) the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="*", type=Path, metavar="DATA.jsonl")
    parser.add_argument("--labels", nargs="*", default=[], type=Path, metavar="STORY.json")
    parser.add_argument("--seeds", type=Path, metavar="FOLDER", help="the articles of stories of the collection")
    parser.add_argument("--only", nargs="*", default=["*"], metavar="NAME", help="switches, by default all")
    parser.add_argument("--together", action="store_true", help="switch them off together, not one by one")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", type=Path, metavar="FILE")
    call = parser.parse_args()
    names = list(dict.fromkeys(name for wanted in call.only for name in SWITCHES if fnmatchcase(name, wanted)))
    groups = [tuple(names)] if call.together else [(name,) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        work = load(call.data, call.labels, Places(Path(folder), call.seeds))
        lines = []
        for line in measure(work, groups, call.jobs):
            print(line, flush=True)
            lines.append(line)
            if call.write:
                call.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(data: Sequence[Path], labels: Sequence[Path], places: Places) -> Work:
    """Load topics and labelled stories; the topics' articles are laid out in a folder."""
    topics: list[TopicArticles] = []
    for path in data:
        topics += load_articles(path, places.topics or Path())
    return Work(tuple(topics), tuple(load_story(path, places) for path in labels))


def measure(work: Work, groups: Sequence[tuple[str, ...]], jobs: int) -> Iterator[str]:
    """Measure without any switch, then with each group of switches off, and yield the lines of the table."""
    stages = {path: Replayed(path) for path in STAGES}
    baseline = look(work, extract=True)
    clear_caches()
    shared = _Shared(work, baseline, stages)
    figures = list_figures(baseline)
    yield "| off | touched | " + " | ".join(figures) + " |"
    yield "| --- | --- |" + " ---: |" * len(figures)
    yield "| nothing | | " + " | ".join(f"{value:.2f}".removesuffix(".00") for value in figures.values()) + " |"
    # Each process is a fork, and so has all that is shared.
    with multiprocessing.get_context("fork").Pool(jobs, _SHARED.append, (shared,), maxtasksperchild=1) as pool:
        found = pool.imap(_measure_without, groups, chunksize=1)
        for group, (others, touched) in zip(groups, found, strict=True):
            changes = (f"{others[name] - figures[name]:+.2f}".removesuffix(".00") for name in figures)
            shown = " | ".join("" if change in ("+0", "-0") else change for change in changes)
            yield f"| {', '.join(group)} | {touched} | {shown} |"


class Replayed:
    """A stage whose results are recorded in the baseline, and given again where no switch can have changed them."""

    def __init__(self, path: str) -> None:
        self.holder, self.name = find_holder(path)
        self.stage: Callable[..., Any] = getattr(self.holder, self.name)
        self.results: list[Any] = []
        setattr(self.holder, self.name, self._record)

    def replay(self) -> None:
        """Give the recorded results, in their order."""
        results = iter(self.results)
        setattr(self.holder, self.name, lambda *args, **kwargs: next(results))

    def restore(self) -> None:
        """Do the stage itself again."""
        setattr(self.holder, self.name, self.stage)

    def _record(self, *args: Any, **kwargs: Any) -> Any:
        self.results.append(self.stage(*args, **kwargs))
        return self.results[-1]


@dataclass(frozen=True, slots=True)
class _Shared:
    work: Work
    baseline: Found
    stages: Mapping[str, Replayed]


#: What is shared with the processes: one thing at most.
_SHARED: list[_Shared] = []


def _measure_without(names: Sequence[str]) -> tuple[dict[str, float], str]:
    shared, families = _SHARED[-1], {name.partition(":")[0] for name in names}
    for stage in shared.stages.values():
        stage.restore()
    for name in names:
        turn_off(name)
    for path, stage in shared.stages.items():
        if families.isdisjoint(STAGES[path]):
            stage.replay()
    before = shared.baseline
    extract = bool(families & EXTRACTED)
    found = look(shared.work, extract=extract)
    if not extract:
        seen = {**found.seen, "extracts": before.seen["extracts"]}
        found = Found(before.extract, found.briefing, found.labelled, seen)
    return list_figures(found), count_touched(before.seen, found.seen)


def look(work: Work, *, extract: bool) -> Found:
    """Make all extracts (if asked), briefings and labelled stories, and measure them."""
    seen: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in ("extracts", *_KINDS)}
    extracts, briefings, parts = [], [], []
    for one in work.topics:
        topic = one.topic
        if extract:
            chosen = ours("weighted-cover")(place_sentences(topic.texts, topic.language), WORDS, topic.language)
            seen["extracts"] |= {(topic.name, text) for text in chosen}
            extracts.append(score(chosen, topic, WORDS))
        analysis, briefing = brief_topic(one.articles, WORDS)
        _see(topic.name, analysis, briefing, seen)
        briefings.append(score(list(list_texts(briefing)), topic, WORDS))
    for story in work.stories:
        analysis, briefing = brief(story.articles, story.plan)
        _see(f"{story.name} labelled", analysis, briefing, seen)
        parts.append(compare_with_labels(story, analysis))
    return Found(
        mean(extracts) if extracts else None,
        mean(briefings) if briefings else None,
        add_up("", parts),
        {kind: frozenset(things) for kind, things in seen.items()},
    )


def _see(story: str, analysis: StoryAnalysis, briefing: Briefing, seen: Mapping[str, set[tuple[str, ...]]]) -> None:
    for kind, see in _KINDS.items():
        seen[kind].update((story, *map(str, thing)) for thing in see(analysis, briefing))


def _see_lines(analysis: StoryAnalysis, briefing: Briefing) -> Iterator[tuple[object, ...]]:
    for section in briefing.sections:
        for line in section.lines:
            yield line.article, line.start, line.text


def _see_order(analysis: StoryAnalysis, briefing: Briefing) -> Iterator[tuple[object, ...]]:
    place = 0
    for section in briefing.sections:
        for line in section.lines:
            place += 1
            yield line.article, line.start, place, line.key, line.origins, [one.text for one in line.disagreement]


#: What is looked at, so that it can be told what a switch touched.
_KINDS: Mapping[str, Callable[[StoryAnalysis, Briefing], Iterator[tuple[object, ...]]]] = {
    "sentences": lambda of, _: ((find_key(one), one.sentence.kind, one.sentence.text) for one in of.sentences),
    "attributions": lambda of, _: ((find_key(one), one.attribution) for one in of.news),
    "sections": lambda of, _: ((find_key(one), one.section.section) for one in of.news),
    "weaknesses": lambda of, _: ((find_key(one), one.weakness) for one in of.news),
    "glosses": lambda of, _: ((find_key(one), one.glosses) for one in of.news),
    "clusters": lambda of, _: (tuple(map(find_key, cluster.sentences)) for cluster in of.clusters),
    "lines": _see_lines,
    "places": _see_order,
}


def count_touched(before: Seen, after: Seen) -> str:
    """Return how many things of each kind are other than before; a line that goes and one that comes are two."""
    counts = {kind: len({thing[:2] for thing in before[kind] ^ after[kind]}) for kind in before}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count) or "nothing"


def list_figures(found: Found) -> dict[str, float]:
    """List what was measured, by the names of the table's columns."""
    one = found.labelled
    figures: dict[str, float] = {}
    for name, rouge in (("extract", found.extract), ("briefing", found.briefing)):
        figures |= {f"{name} R-1": rouge.one, f"{name} R-2": rouge.two} if rouge else {}
    if not one.sentences:
        return figures
    return figures | {
        "precision": 100 * one.precision,
        "recall": 100 * one.recall,
        "F1": 100 * one.f1,
        "sections": 100 * one.sections,
        "boilerplate missed": one.boilerplate_missed,
        "news lost": one.news_lost,
        "lines that lean": one.leaning,
        "told twice": one.told_twice,
        "leaning: precision": 100 * one.weak_right / max(1, one.weak),
        "leaning: recall": 100 * one.weak_right / max(1, one.leans),
    }


if __name__ == "__main__":
    main()
