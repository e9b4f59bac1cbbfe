"""How often sections, merged pairs and printed lines are right, on stories that people labelled.

A story is a JSON file: {"name", "tuned": true | false, "articles": folder, "plan": name or file,
"sections": {"ARTICLE:START": [ids an editor accepts]}, "boilerplate": ["ARTICLE:START"], "same": [["ARTICLE:START"]],
"doubtful": [["ARTICLE:START", "ARTICLE:START"]]}. ARTICLE is the file's name, START where the sentence begins in it;
paths are read from the file's own folder. Doubtful pairs count neither way. There may be, too, what does not stand
alone ("leans") and what tells nothing ("empty"). Instead of "articles" a story may have a "topic" of a file of topics,
or be of a "collection": a folder that is no part of this project, which the call names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from pathlib import Path

from benchmarks.briefings import brief
from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.config.plans import read_plan
from summarizer.model import Article, Plan
from summarizer.sources.places import read_places
from summarizer.text.segmentation import DATELINE

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story as somebody labelled it: its articles and plan, and sentences by "ARTICLE:START"."""

    name: str
    tuned: bool
    articles: tuple[Article, ...]
    plan: Plan
    sections: Mapping[str, Sequence[str]]
    boilerplate: frozenset[str]
    leaning: frozenset[str]
    same: frozenset[Pair]
    doubtful: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of articles that labels only name: ``topics`` that were laid out, and a ``collection``."""

    topics: Path | None = None
    collection: Path | None = None

    def find(self, label: Mapping[str, str], folder: Path) -> Path | None:
        """Return the folder of a label's articles, None if nobody said where it lies."""
        if "topic" in label:
            return self.topics / label["topic"] if self.topics else None
        return self.collection if "collection" in label else folder / label["articles"]


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one story, or of several together.

    ``printed`` lines are those of a briefing of the usual length: ``leaning`` ones do not stand alone or tell nothing,
    pairs of them are ``told_twice``. Of all sentences ``leans`` do so, ``weak`` are taken to, ``weak_right`` both.
    """

    name: str
    tuned: bool
    sentences: int
    right: int
    merged: int
    merged_right: int
    pairs: int
    boilerplate_missed: int
    news_lost: int
    printed: int = 0
    leaning: int = 0
    told_twice: int = 0
    leans: int = 0
    weak: int = 0
    weak_right: int = 0

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


def measure_story(path: Path, places: Places | None = None) -> Measured:
    """Measure one labelled story with the program's own steps and defaults."""
    story = load_story(path, places or Places())
    return compare_with_labels(story, brief(story.articles, story.plan)[0])


def load_story(path: Path, places: Places) -> Labelled:
    """Load a labelled story with its articles.

    Raises:
        FileNotFoundError: nobody said where its articles lie.
    """
    label, folder = json.loads(path.read_text(encoding="utf-8")), path.parent
    place = places.find(label, folder)
    if place is None or not place.is_dir():
        raise FileNotFoundError(f"the articles of the story “{label['name']}” were not given")
    same = frozenset(pair for group in label["same"] for pair in list_pairs(group))
    return Labelled(
        name=label["name"],
        tuned=label.get("tuned", False),
        articles=tuple(read_places([str(place)])[0]),
        plan=read_plan(str(folder / label["plan"]) if label["plan"].endswith(".toml") else label["plan"]),
        sections=label["sections"],
        boilerplate=frozenset(label.get("boilerplate", ())),
        leaning=frozenset([*label.get("leans", ()), *label.get("empty", ())]),
        same=same,
        doubtful=frozenset(pair for group in label["doubtful"] for pair in list_pairs(group)) - same,
    )


def compare_with_labels(story: Labelled, analysis: StoryAnalysis) -> Measured:
    """Count what is right in the analysis of a labelled story, and in what of it is printed."""
    keys = {one.position: find_key(one) for one in analysis.news}
    known = [one for one in analysis.news if find_key(one) in story.sections]
    merged = {pair for cluster in analysis.clusters for pair in list_pairs(map(find_key, cluster.sentences))}
    merged -= story.doubtful
    printed = {keys[position] for position in analysis.selection.rows}
    weak = {find_key(one) for one in known if one.weakness} if story.leaning else set()
    return Measured(
        name=story.name,
        tuned=story.tuned,
        sentences=len(story.sections),
        right=sum(one.section.section in story.sections[find_key(one)] for one in known),
        merged=len(merged),
        merged_right=len(merged & story.same),
        pairs=len(story.same),
        boilerplate_missed=len(story.boilerplate & set(keys.values())),
        news_lost=len(story.sections) - len(known),
        printed=len(printed),
        leaning=len(printed & story.leaning),
        told_twice=len(list_pairs(printed) & story.same),
        leans=len(story.leaning),
        weak=len(weak),
        weak_right=len(weak & story.leaning),
    )


def add_up(name: str, parts: Sequence[Measured]) -> Measured:
    """Add the counts of several stories."""
    counted = [field.name for field in fields(Measured) if field.name not in ("name", "tuned")]
    counts = {field: sum(getattr(part, field) for part in parts) for field in counted}
    return Measured(name=name, tuned=any(part.tuned for part in parts), **counts)


def find_key(one: AnalysedSentence) -> str:
    """Return the key of a sentence, as labels have it: the name of its article's file and its place in it."""
    return f"{Path(one.article.path).name}:{find_start(one)}"


def find_start(one: AnalysedSentence) -> int:
    """Return where a sentence begins in its article, behind its dateline."""
    for edit in one.sentence.edits[:1]:
        if edit.fix == DATELINE:
            return edit.end
    return one.sentence.start


def list_pairs(keys: Iterable[str]) -> set[Pair]:
    """Return all pairs of some keys, each in the order of its keys."""
    return {(min(a, b), max(a, b)) for a, b in combinations(keys, 2)}
