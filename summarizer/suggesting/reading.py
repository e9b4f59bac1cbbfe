"""Articles → what a plan is suggested from: sentences, names, whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.analysis.attribution import attribute
from summarizer.analysis.claims import Facts
from summarizer.analysis.names import Names, learn_names
from summarizer.briefing.pipeline import open_story, read_all_facts
from summarizer.model import Actor, Article, Attribution, Sentence
from summarizer.stories.story import Story


@dataclass(frozen=True, slots=True)
class Reading:
    """A story read: its sentences of each article, all of them in order, and the story's names."""

    story: Story
    segmented: tuple[tuple[Sentence, ...], ...]
    sentences: tuple[Sentence, ...]
    names: Names
    facts: tuple[Facts, ...]

    @property
    def news(self) -> tuple[int, ...]:
        """The places of the sentences that are neither headline nor boilerplate."""
        return tuple(at for at, sentence in enumerate(self.sentences) if sentence.kind == "sentence")

    @property
    def texts(self) -> list[str]:
        """The sentences of news as they read."""
        return [sentence.text for sentence in self.sentences if sentence.kind == "sentence"]

    @property
    def outlets(self) -> dict[str, str]:
        """The outlet of each article, by its id."""
        return {article.id: article.outlet for article in self.story.articles}

    def listen(self, actors: Sequence[Actor]) -> tuple[Attribution, ...]:
        """Give the voice of each sentence, by these actors."""
        own = self.story.own
        return tuple(voice for found in self.segmented for voice in attribute(found, actors, self.names, own))


def read_story(articles: Sequence[Article], language: str = "") -> Reading:
    """Read the articles of a story as a briefing does.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    story, segmented, texts = open_story(articles, language)
    sentences = tuple(sentence for found in segmented for sentence in found)
    return Reading(story, segmented, sentences, learn_names(texts), read_all_facts(sentences, story))
