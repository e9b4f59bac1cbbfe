"""Work on articles within limits: what takes too much is found by trying each article alone, and is left out."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from summarizer.briefing.pipeline import analyse_story
from summarizer.errors import SourceError
from summarizer.model import EXCESSES, Article, Excess, Memory, Options, Page, Problem
from summarizer.sources.bounded_process import BoundedProcess, LimitError, alarm, can_ring

T = TypeVar("T")
P = TypeVar("P", bound=Page)
#: The shares of its seconds that an article is given, one after the other, and the least: an ordinary one needs a
#: hundredth, but the first in a new process waits until its tables are loaded.
_SHARES, _LEAST = (0.1, 1.0), 1.0


def compose_within(
    process: BoundedProcess,
    compose: Callable[..., P],
    articles: Sequence[Article],
    problems: Sequence[Problem],
    options: Options,
    memory: Memory | None = None,
    report: Callable[[str], None] = lambda stage: None,
    *,
    is_fetched: bool = False,
) -> P:
    """Return the page of some articles, those left out that by themselves take more than the limits allow.

    It is what ``compose`` or ``compose_front_page`` makes. Errors are those of it, and of ``make_within`` beside them.
    """
    work = partial(compose, problems=problems, options=options, memory=memory)
    here = partial(work, report=report)
    return make_within(process, articles, work, options, here, report, is_fetched=is_fetched)


def make_within(
    process: BoundedProcess,
    articles: Sequence[Article],
    work: Callable[[Sequence[Article]], T],
    options: Options,
    here: Callable[[Sequence[Article]], T] | None = None,
    report: Callable[[str], None] = lambda stage: None,
    *,
    is_fetched: bool = False,
) -> T:
    """Return what some work makes of articles; those that by themselves take more than the limits allow are dropped.

    A small story of this machine's files is done here, under an alarm; what is large or was fetched in the process. An
    article has more time the longer it is, and a story as much as all of its text. Raises OutOfTimeError when the run
    is over, SourceError when all together take too much, and whatever the work itself raises.
    """
    limits = process.limits
    characters = sum(len(article.text) for article in articles)
    # Time must be left to find out whose fault it is, and to make it without.
    seconds = min(limits.find_seconds(characters), max(_LEAST, process.left / 3))
    try:
        if is_fetched or characters >= limits.large or not can_ring():
            report("making the briefing")
            return process.do(seconds, work, articles)
        with alarm(seconds):
            return (here or work)(articles)
    except LimitError:
        report("looking for what takes so long")
    kept = _try_alone(process, articles, options)
    try:
        return process.do(limits.find_seconds(characters) * len(kept), work, kept)
    except LimitError as over:
        message = f"nothing can be made of all articles together: {EXCESSES[over.excess]}"
        raise SourceError(message, hint="each by itself does not; give fewer, or raise the limits") from None


def _try_alone(process: BoundedProcess, articles: Sequence[Article], options: Options) -> list[Article]:
    """Return the articles, those that take too much dropped.

    What is not tried when half of the time is over is dropped too. So the quick ones are found first, and the outlets
    take turns, lest one with many slow ones uses up the time of all.
    """
    end = time.monotonic() + process.left / 2
    excesses: dict[int, Excess] = dict.fromkeys(range(len(articles)), "time")
    turns: defaultdict[str, int] = defaultdict(int)
    order: list[tuple[int, int]] = []
    for number, article in enumerate(articles):
        turns[article.outlet] += 1
        order.append((turns[article.outlet], number))
    order.sort()
    for share in _SHARES:
        for _, number in order:
            article = articles[number]
            if excesses.get(number) == "time" and time.monotonic() < end:
                enough = process.limits.find_seconds(len(article.text))
                try:
                    process.do(min(enough, max(_LEAST, share * enough)), _read_alone, article, options)
                    del excesses[number]
                except LimitError as over:
                    excesses[number] = over.excess
    kept = list(articles)
    for number, excess in excesses.items():
        kept[number] = replace(articles[number], text="", body=0, dropped=excess)
    return kept


def _read_alone(article: Article, options: Options) -> None:
    """Read an article as if it were a story; whether there is any news in it does not matter."""
    try:
        analyse_story([article], options)
    except SourceError:
        return
