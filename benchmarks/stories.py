"""How often sections and merged pairs are right, on stories that people labelled.

A story is a JSON file: {"name", "tuned": true | false, "articles": folder, "plan": name or file,
"sections": {"ARTICLE:START": [ids an editor accepts]}, "boilerplate": ["ARTICLE:START"], "same": [["ARTICLE:START"]],
"doubtful": [["ARTICLE:START", "ARTICLE:START"]]}. ARTICLE is the file's name, START where the sentence begins in it;
paths are read from the file's own folder. Doubtful pairs count neither way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.config.plans import read_plan
from summarizer.model import Options
from summarizer.sources.places import read_places

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one story, or of several together."""

    name: str
    tuned: bool
    sentences: int
    right: int
    merged: int
    merged_right: int
    pairs: int
    boilerplate_missed: int
    news_lost: int

    @property
    def sections(self) -> float:
        """The share of sentences in a section that an editor accepts."""
        return self.right / max(1, self.sentences)

    @property
    def precision(self) -> float:
        """The share of merged pairs that tell the same."""
        return self.merged_right / self.merged if self.merged else 1.0

    @property
    def recall(self) -> float:
        """The share of pairs telling the same that are merged."""
        return self.merged_right / self.pairs if self.pairs else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure_story(path: Path) -> Measured:
    """Measure one labelled story with the program's own steps and defaults."""
    label = json.loads(path.read_text(encoding="utf-8"))
    analysis = _analyse(path.parent, label)
    key = {one.position: _key(one) for one in analysis.news}
    sections, boilerplate = label["sections"], set(label.get("boilerplate", ()))
    known = [one for one in analysis.news if key[one.position] in sections]
    same = {pair for group in label["same"] for pair in _pairs(group)}
    doubtful = {pair for group in label["doubtful"] for pair in _pairs(group)} - same
    found = [[key[one.position] for one in cluster.sentences] for cluster in analysis.clusters]
    merged = {pair for keys in found for pair in _pairs(keys)} - doubtful
    return Measured(
        name=label["name"],
        tuned=label["tuned"],
        sentences=len(sections),
        right=sum(one.section.section in sections[key[one.position]] for one in known),
        merged=len(merged),
        merged_right=len(merged & same),
        pairs=len(same),
        boilerplate_missed=len(boilerplate & set(key.values())),
        news_lost=len(sections) - len(known),
    )


def add_up(name: str, parts: Sequence[Measured]) -> Measured:
    """Add the counts of several stories."""
    fields = ("sentences", "right", "merged", "merged_right", "pairs", "boilerplate_missed", "news_lost")
    counts = {field: sum(getattr(part, field) for part in parts) for field in fields}
    return Measured(name=name, tuned=any(part.tuned for part in parts), **counts)


def _analyse(folder: Path, label: dict[str, Any]) -> StoryAnalysis:
    articles, _ = read_places([str(folder / label["articles"])])
    plan = read_plan(str(folder / label["plan"]) if label["plan"].endswith(".toml") else label["plan"])
    return analyse_story(articles, Options(plan=plan.id, plans=(plan,)))


def _key(one: AnalysedSentence) -> str:
    return f"{Path(one.article.path).name}:{one.sentence.start}"


def _pairs(keys: Iterable[str]) -> set[Pair]:
    return {(min(a, b), max(a, b)) for a, b in combinations(keys, 2)}
