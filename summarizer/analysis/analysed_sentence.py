"""A sentence with all that is known of it: the record that grows from stage to stage of a briefing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.analysis.claims import Facts
from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Attribution, Edit, SectionChoice, Sentence


@dataclass(frozen=True, slots=True)
class AnalysedSentence:
    """A sentence of a story, and what the stages found out about it.

    ``claims`` are what it tells, ``dependence`` is why it cannot be understood alone and ``filler`` why it tells
    nothing (both empty for a sentence to print). ``position`` is its place among the news of the story, by which
    vectors and clusters call it, ``place`` that among the news of its article, both from 0; a headline or
    boilerplate has -1. ``core`` is the sentence without the words that only say who speaks. ``text`` is as printed,
    with its ``glosses``. It ``introduces`` persons by their full names; ``introductions`` are the glosses of those
    whom it names by the surname alone. ``sources`` are all as whom it may count. ``score`` is its centrality,
    ``weight`` how likely an editor prints it, and ``cluster`` is the number of its cluster.
    """

    sentence: Sentence
    article: Article
    claims: Facts = field(default_factory=Facts)
    dependence: str = ""
    filler: str = ""
    position: int = -1
    place: int = -1
    attribution: Attribution = field(default_factory=Attribution)
    section: SectionChoice = field(default_factory=lambda: SectionChoice("", ""))
    tokens: tuple[str, ...] = ()
    core: str = ""
    core_tokens: tuple[str, ...] = ()
    glosses: tuple[Edit, ...] = ()
    text: str = ""
    introduces: frozenset[str] = frozenset()
    introductions: Mapping[str, Edit] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    score: float = 0.0
    weight: float = 0.0
    cluster: int = -1

    @property
    def is_news(self) -> bool:
        """Whether it is neither headline nor boilerplate."""
        return self.sentence.kind == "sentence"

    @property
    def language(self) -> Language:
        """The language of its article."""
        return load_language(self.article.language)

    @property
    def weakness(self) -> str:
        """Why it cannot stand alone, or tells nothing; empty for a sentence to print."""
        return self.dependence or self.filler

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits of the printed text; at one place, a gloss stands before what else was put in."""
        return tuple(sorted((*self.glosses, *self.sentence.edits), key=lambda edit: edit.start))
