"""Whole briefings of topics: each document is its own outlet's, the plan is that for any story."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.rouge import Topic, load_topics
from summarizer.briefing.assembly import assemble
from summarizer.briefing.pipeline import analyse_story
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.config.plans import read_plan
from summarizer.model import Article, Briefing, Length, Options, Plan
from summarizer.sources.places import read_places


@dataclass(frozen=True, slots=True)
class TopicArticles:
    """A topic and its documents, read as the program reads articles."""

    topic: Topic
    articles: tuple[Article, ...]


def load_articles(data: Path, folder: Path, most: int | None = None) -> tuple[TopicArticles, ...]:
    """Lay the topics of a file out in a folder and read them, the first ones only if so many are asked for."""
    lay_out(data, folder)
    topics = load_topics(data, most)
    return tuple(TopicArticles(topic, tuple(read_places([str(folder / topic.name)])[0])) for topic in topics)


def lay_out(data: Path, folder: Path) -> None:
    """Write the documents of each topic into a folder of its own, every one as its own outlet's."""
    for line in data.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        place = folder / record["id"]
        place.mkdir(parents=True, exist_ok=True)
        outlets = []
        for number, document in enumerate(record["docs"]):
            name = document.get("id", f"{number:02}")
            (place / f"{name}.txt").write_text(document["text"], encoding="utf-8")
            day = _read_day(document.get("date") or "")
            published = f'\npublished = "{day}"' if day else ""
            outlets.append(f'["{name}.txt"]\noutlet = "Outlet {name}"{published}\n')
        (place / "outlets.toml").write_text("\n".join(outlets), encoding="utf-8")


def _read_day(day: str) -> str:
    """Return a day such as "Saturday, January 8, 2005" as the program reads it, any other as it is."""
    try:
        return datetime.strptime(day, "%A, %B %d, %Y").date().isoformat()
    except ValueError:
        return day


def brief(articles: Sequence[Article], plan: Plan, length: Length | None = None) -> tuple[StoryAnalysis, Briefing]:
    """Return the analysis of a story and its briefing, of the usual length if none is given."""
    options = Options(plan=plan.id, plans=(plan,))
    if length:
        options = Options(plan=plan.id, plans=(plan,), length=length)
    analysis = analyse_story(articles, options)
    return analysis, assemble(analysis, options)


def brief_topic(articles: Sequence[Article], words: int) -> tuple[StoryAnalysis, Briefing]:
    """Return the analysis and the briefing of a topic by the plan for any story."""
    return brief(articles, read_plan("general"), Length(words, "words"))


def list_texts(briefing: Briefing) -> Iterator[str]:
    """Yield the lines as they are read: the key points, then the sections."""
    lines = [line for section in briefing.sections for line in section.lines]
    for line in sorted(lines, key=lambda line: not line.key):
        yield line.text
