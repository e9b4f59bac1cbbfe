"""What other programs call: articles → briefing, and texts → their best sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.briefing.pipeline import make_briefing
from summarizer.config.plans import load_plans
from summarizer.model import Article, Briefing, Options
from summarizer.summary.extraction import extract_sentences

__all__ = ["extract", "summarize"]


def summarize(articles: Sequence[Article], options: Options | None = None) -> Briefing:
    """Return one briefing of several articles on one story.

    Without plans in ``options`` the packaged ones are the candidates. The date of the briefing is
    ``options.date``; the clock is never asked.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
        ConfigError: an option names something that does not exist.
    """
    options = options or Options()
    if not options.plans:
        options = replace(options, plans=load_plans(options.plan))
    return make_briefing(articles, options)


def extract(texts: Sequence[str], words: int = 100, method: str = "weighted-cover") -> tuple[str, ...]:
    """Return the best sentences of several texts within so many words, in the order of their rank.

    Each sentence stands verbatim in one of the texts; none repeats another.

    Raises:
        ConfigError: the method does not exist, or ``words`` is below 1.

    >>> extract(["The dam broke. Nobody was hurt when the dam broke on Friday night, the mayor said."], words=15)
    ('Nobody was hurt when the dam broke on Friday night, the mayor said.',)
    >>> extract([])
    ()
    """
    return extract_sentences(texts, words, method)
