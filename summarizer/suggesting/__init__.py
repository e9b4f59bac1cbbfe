"""A new story's articles → a first plan for it, for an author to edit; and what a plan does with articles."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.model import Article, Options, Plan, Section
from summarizer.suggesting.proposing import propose
from summarizer.suggesting.reading import read_story
from summarizer.suggesting.trying import describe_trial, try_plan
from summarizer.suggesting.writing import clean_text, write_plan

__all__ = ["describe_trial", "read_story", "suggest_plan", "try_plan"]

_UNTITLED = "A new story"
_LONGEST_TITLE = 300


def suggest_plan(articles: Sequence[Article], title: str = "", language: str = "") -> str:
    """Suggest a plan for a story: a TOML file's text.

    The same articles give the same text, in whatever order they come.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    reading = read_story(articles, language)
    return write_plan(propose(reading, clean_text(title)[:_LONGEST_TITLE] or _find_title(articles, language)))


def _find_title(articles: Sequence[Article], language: str) -> str:
    """Find the most central headline, as a briefing without a plan of its own has it."""
    from summarizer.briefing.pipeline import GENERAL, make_briefing

    plan = Plan(GENERAL, _UNTITLED, (Section("all", "All", rest=True),))
    made = make_briefing(articles, Options(plan=GENERAL, plans=(plan,), language=language))
    return clean_text(made.title)[:_LONGEST_TITLE] or _UNTITLED
