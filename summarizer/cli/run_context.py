"""A wish → a briefing: articles fetched and read, made, and, for news only, kept in the history."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from summarizer.cli.clock import begin_day, end_day
from summarizer.cli.resolving import Wish, build_policy, fetch_folder, history_number, history_path
from summarizer.cli.terminal import build_progress, read_stdin
from summarizer.dedupe.reported_facts import memorize
from summarizer.errors import SourceError
from summarizer.render.briefing_json import to_json
from summarizer.reporting import describe_problems

if TYPE_CHECKING:
    from summarizer.config.loading import Settings
    from summarizer.fetch.sync import Fetched
    from summarizer.model import Article, Briefing, Problem
    from summarizer.storage.history import History

_BAR = 10


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a run stands: the settings, the time, and how much it tells."""

    settings: Settings
    now: datetime
    quiet: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing with what went wrong; ``kept`` tells one that was made by an earlier run, and
    ``briefing`` is missing where there was nothing to read."""

    briefing: Briefing | None
    problems: tuple[Problem, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What all places gave; ``heard`` tells whether any could be asked today, or all that is there is from before."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    heard: bool


class UnreadError(SourceError):
    """No article at all, or none of today: this, then all problems."""

    def __init__(self, told: str, message: str = "no article could be read") -> None:
        hint = "" if "answered" in message else "name files or folders of articles"
        super().__init__(message, hint=hint)
        self._told = told

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self._told}".rstrip()


def is_remote(place: str) -> bool:
    """Tell whether a place has to be fetched."""
    return "://" in place or place.lower().endswith(".opml")


def fetch_places(places: Sequence[str], desk: Desk, since: str, until: str) -> Fetched:
    """Fetch the articles of places on the network into the folder for them."""
    from summarizer.fetch.sync import fetch

    show = build_progress(desk.quiet, desk.verbose)
    found = fetch(
        places,
        build_policy(desk.settings),
        fetch_folder(desk.settings),
        desk.now,
        begin_day(since, desk.now),
        end_day(until, desk.now),
        lambda step: show(f"fetching {draw_bar(step.done, step.total)} {step.where}"),
    )
    show("")
    return found


def draw_bar(done: int, total: int) -> str:
    """Draw how much is done.

    >>> draw_bar(3, 6)
    '[#####-----] 3/6'
    """
    full = _BAR * done // max(1, total)
    return f"[{'#' * full}{'-' * (_BAR - full)}] {done}/{total}"


def collect(wish: Wish, desk: Desk) -> Collected:
    """Read the articles of all places, those on the network after they were fetched."""
    from summarizer.sources import read_places
    from summarizer.sources.readers import STDIN

    remote = [place for place in wish.places if is_remote(place)]
    local = [place for place in wish.places if not is_remote(place)]
    fetched = fetch_places(remote, desk, wish.since, wish.until) if remote else None
    stdin = read_stdin() if STDIN in local else None
    show = build_progress(desk.quiet, desk.verbose)
    places = [*local, *(fetched.articles if fetched else ())]
    articles, problems = read_places(places, wish.options.outlets, stdin, show) if places else ((), ())
    show("")
    answered = bool(fetched and any(outcome.status != "failed" for outcome in fetched.outcomes))
    heard = answered or (bool(local) and (bool(articles) or not any(one.level == "problem" for one in problems)))
    if wish.since or wish.until:
        articles = tuple(article for article in articles if _is_within(article, wish))
    return Collected(articles, (*(fetched.problems if fetched else ()), *problems), heard)


def _is_within(article: Article, wish: Wish) -> bool:
    """Tell whether an article is of the days wanted; one that knows less than its day is kept where it may be."""
    known = article.published
    if not known:
        return True
    return not (wish.since and known < wish.since[: len(known)]) and not (
        wish.until and known > wish.until[: len(known)]
    )


def open_memory(desk: Desk, who: str, *, needed: bool = True) -> AbstractContextManager[History | None]:
    """Open the history for this run alone, where it is needed."""
    if not needed:
        return nullcontext()
    from summarizer.storage.history import open_history

    return open_history(history_path(desk.settings), history_number(desk.settings, "wait"), who)


def look_memory(desk: Desk) -> AbstractContextManager[History]:
    """Give a copy of the history, for a run after which all is to be as it was."""
    from summarizer.storage.history import peek_history

    return peek_history(history_path(desk.settings))


def make(wish: Wish, desk: Desk, history: History | None, *, again: bool = False) -> Made:
    """Make a briefing, or give the edition of that date that is kept already.

    With a history the edition is kept; where only news is wanted, what earlier ones told is left out.
    """
    kept = _find_kept(history, wish.kept_as, wish.options.date) if history and not again else None
    if kept is not None:
        return Made(kept, kept.problems, kept=True)
    found = collect(wish, desk)
    if not found.articles:
        return _without_articles(wish, found)
    if history and not found.heard:
        # What earlier runs fetched is no edition of today: it would stand in the way of the next run's.
        told = "\n".join(describe_problems(found.problems))
        raise UnreadError(told, "no place answered; no edition is made, so that the next run can")
    made = _make(found, wish, desk, history)
    # Where nothing is new but a place failed, a later run may still find news.
    if history and (made.length.sentences or not any(p.level == "problem" for p in made.problems)):
        keep(history, wish, desk, made)
    return Made(made, made.problems)


def keep(history: History, wish: Wish, desk: Desk, made: Briefing) -> None:
    """Keep a briefing as the edition of its date."""
    from summarizer.storage.editions import keep_edition

    now = desk.now.isoformat(timespec="seconds")
    keep_edition(history, wish.kept_as, made.date, to_json(made), memorize(made), now)


def _find_kept(history: History, name: str, day: str) -> Briefing | None:
    from summarizer.render.briefing_json import from_json
    from summarizer.storage.editions import find_edition

    text = find_edition(history, name, day)
    return from_json(text, f"the edition of {day}") if text else None


def _make(found: Collected, wish: Wish, desk: Desk, history: History | None) -> Briefing:
    from summarizer.composing import compose

    memory = None
    if wish.new_only and history:
        from summarizer.storage.editions import remember

        memory = remember(history, wish.kept_as, wish.options.date, int(history_number(desk.settings, "days")))
    show = build_progress(desk.quiet, desk.verbose)
    made = compose(found.articles, found.problems, wish.options, show, memory)
    show("")
    return made


def _without_articles(wish: Wish, found: Collected) -> Made:
    """A quiet day is no fault where only news of some days was asked for; else there is nothing to do."""
    if found.heard and (wish.since or wish.until or wish.new_only):
        return Made(None, found.problems)
    raise UnreadError("\n".join(describe_problems(found.problems)))


def make_empty(wish: Wish, desk: Desk, history: History) -> Briefing:
    """Make the edition of a day without any article, for readers who want to hear even of that."""
    from summarizer.briefing.pipeline import GENERAL
    from summarizer.model import Briefing, BriefingSection, Counted
    from summarizer.storage.editions import remember

    asked = wish.options
    name = GENERAL if asked.plan == "auto" else asked.plan
    plan = next(plan for plan in asked.plans if plan.id == name)
    parts = tuple(BriefingSection(section.id, section.title, (), nothing_new=True) for section in plan.sections)
    chosen = {"plan": plan.id, "length": str(asked.length), "method": asked.method}
    made = Briefing(
        asked.title or plan.title, asked.date, plan.id, asked.language or "en", chosen, Counted(0, 0, 0), {}, (), parts,
        new_only=True,
    )  # fmt: skip
    days = int(history_number(desk.settings, "days"))
    return replace(made, since=remember(history, wish.kept_as, asked.date, days).since)
