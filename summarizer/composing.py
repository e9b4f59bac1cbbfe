"""Articles as read → the finished briefing, with all problems in it: those of reading and its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.model import Article, Briefing, Memory, Options


def compose(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    options: Options,
    report: Callable[[str], None] = lambda stage: None,
    memory: Memory | None = None,
) -> Briefing:
    """Make the briefing of some articles, with all problems in it: those of reading and its own, each once.

    With a ``memory`` of earlier editions, what they told is left out, and an empty briefing is no problem.

    Raises:
        SourceError, ConfigError: as ``make_briefing`` does.
    """
    from summarizer.briefing.pipeline import make_briefing

    made = make_briefing(articles, options, report, memory)
    found = {*problems, *made.problems}
    if not made.length.sentences and not made.new_only:
        found.add(Problem("--length", f"no sentence is short enough for {options.length}"))
    found.update(_find_shares_left(made, options))
    ordered = sorted(found, key=lambda p: (p.level == "notice", p.where, p.message))
    return replace(made, problems=tuple(ordered))


def _find_shares_left(made: Briefing, options: Options) -> Iterator[Problem]:
    """Tell of shares for sections that the plan chosen by the story does not have."""
    sections = {section.id for plan in options.plans if plan.id == made.plan for section in plan.sections}
    for name in sorted(options.shares.keys() - sections):
        message = f"the plan “{made.plan}” has no section “{name}”: its share does not count"
        yield Problem("--section", message, level="notice")
