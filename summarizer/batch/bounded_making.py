"""Articles → briefing within limits: what takes too much is found by trying each article alone, and is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from summarizer.briefing.pipeline import analyse_story, compose
from summarizer.errors import SourceError
from summarizer.model import EXCESSES, Article, Briefing, Memory, Options, Problem
from summarizer.sources.bounded_process import BoundedProcess, LimitError, alarm, can_ring


def compose_within(
    process: BoundedProcess,
    articles: Sequence[Article],
    problems: Sequence[Problem],
    options: Options,
    memory: Memory | None = None,
    report: Callable[[str], None] = lambda stage: None,
    *,
    is_fetched: bool = False,
) -> Briefing:
    """Return the briefing of some articles, those left out that by themselves take more than the limits allow.

    A small story of this machine's files is made here, under an alarm; what is large or was fetched in the process. An
    article has more time the longer it is, and a story as much as all of its text. Arguments and errors are those of
    ``compose``, OutOfTimeError beside them.
    """
    limits = process.limits
    characters = sum(len(article.text) for article in articles)
    seconds = limits.find_seconds(characters)
    try:
        if is_fetched or characters >= limits.large or not can_ring():
            report("making the briefing")
            return process.do(seconds, partial(compose, memory=memory), articles, problems, options)
        with alarm(seconds):
            return compose(articles, problems, options, report, memory)
    except LimitError:
        report("looking for what takes so long")
    left = [_try_alone(process, article, options) for article in articles]
    try:
        return process.do(seconds * len(left), partial(compose, memory=memory), left, problems, options)
    except LimitError as over:
        message = f"no briefing of all articles together: {EXCESSES[over.excess]}"
        raise SourceError(message, hint="each by itself does not; give fewer, or raise the limits") from None


def _try_alone(process: BoundedProcess, article: Article, options: Options) -> Article:
    """Return an article as it was, or as one that is dropped because it takes too much."""
    try:
        process.do(process.limits.find_seconds(len(article.text)), _read_alone, article, options)
    except LimitError as over:
        return replace(article, text="", body=0, dropped=over.excess)
    return article


def _read_alone(article: Article, options: Options) -> None:
    """Read an article as if it were a story; whether there is any news in it does not matter."""
    try:
        analyse_story([article], options)
    except SourceError:
        return
