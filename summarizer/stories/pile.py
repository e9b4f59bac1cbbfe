"""A pile of articles → the stories in it: each article in exactly one place."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.analysis.story import gather
from summarizer.model import Article, Options, Pile, Single, StoryMemory


def find_stories(articles: Sequence[Article], options: Options, memory: StoryMemory | None = None) -> Pile:
    """Return the articles of a pile sorted into stories.

    Args:
        articles: as read; their order does not matter.
        options: with how stories are laid out, and what the user says of them.
        memory: of earlier editions, with which stories are followed.
    """
    story = gather(articles, options.language, options.date)
    return Pile(
        story.articles,
        singles=tuple(Single(article.id) for article in story.articles),
        set_aside=story.set_aside,
        problems=story.problems,
        as_read=story.as_read,
    )
