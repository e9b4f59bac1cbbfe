"""One run of one briefing: its articles fetched and read, the briefing made, and its edition kept in the history."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from summarizer.batch.bounded_making import compose_within, make_within
from summarizer.briefing.front_page import compose_front_page, name_front_page
from summarizer.briefing.pipeline import GENERAL, compose
from summarizer.briefing.remake import record_front_options, record_options
from summarizer.briefing.rights import warn_of_misspelt
from summarizer.cli import piles, terminal
from summarizer.cli.edition_folder import find_earlier_pages, find_json, guard_page, read_kept, warn_of_first_edition
from summarizer.cli.options import read_time
from summarizer.config import resolving
from summarizer.config.plans import load_plans
from summarizer.config.resolving import BriefingConfig
from summarizer.config.schema import Value
from summarizer.config.settings_file import Settings, find_settings
from summarizer.config.values import begin_day, end_day
from summarizer.dedupe.memory import memorize, read_changes
from summarizer.errors import ConfigError, DeliveryError, SourceError, count_things
from summarizer.fetch.web_addresses import is_remote, show_address
from summarizer.model import (
    EXCESSES,
    Article,
    Briefing,
    BriefingSection,
    Counted,
    FrontPage,
    Memory,
    Options,
    Page,
    Pile,
    PrintedChange,
    Problem,
    StoryMemory,
)
from summarizer.render.page_json import to_json
from summarizer.sources.bounded_process import BoundedProcess
from summarizer.sources.places import find_unread, read_places
from summarizer.sources.readers import STDIN
from summarizer.storage.editions_and_stories import find_edition, keep_edition, keep_stories, remember
from summarizer.storage.history import History, transaction
from summarizer.storage.versions import keep_texts
from summarizer.stories.following import memorize_pile

if TYPE_CHECKING:
    from summarizer.fetch.sync import Fetched, Step

T = TypeVar("T")
_BAR = 10
#: The share of a run's time in which places may be asked.
_FETCHING = 2 / 3


@dataclass(frozen=True, slots=True)
class RunContext:
    """The settings, the time where the user's day begins, how much a run says, and when its time is over."""

    settings: Settings
    now: datetime
    quiet: bool = False
    verbose: bool = False
    deadline: float = math.inf

    def open_process(self) -> BoundedProcess:
        """Return the process for what may take too much; it is to be closed."""
        return BoundedProcess(resolving.resolve_limits(self.settings), self.deadline)


@dataclass(frozen=True, slots=True)
class RunResult:
    """A page with what went wrong.

    It is ``kept`` where an earlier run made it, and missing where there was nothing to read.
    """

    page: Page | None
    problems: tuple[Problem, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What all places gave; ``heard`` says whether any could be asked today, or all that is there is from before.

    ``is_fetched`` says whether any of it came by the network. ``left_out`` tells of what lies in the places and does
    not count: articles of later days, files of other kinds. It is no matter of the page, which is proved without it.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    heard: bool
    is_fetched: bool
    is_later: bool = False
    left_out: tuple[Problem, ...] = ()


def open_single(
    settings: Settings,
    names: Sequence[str],
    given: Mapping[str, Value],
    command: str,
    date: str = "",
    *,
    quiet: bool,
    verbose: bool,
) -> tuple[RunContext, BriefingConfig]:
    """Return the run of a ``command`` for one briefing, and what holds for it. Raise ConfigError for several."""
    chosen = resolving.choose_names(settings, names, places_given="places" in given)
    if len(chosen) > 1:
        hint = f"name one with --name: {', '.join(chosen)}"
        raise ConfigError("the settings have several briefings", where=command, hint=hint)
    run = RunContext(settings, read_time(settings, chosen[0], given), quiet, verbose)
    with resolving.locate_errors(settings, chosen[0], given):
        return run, resolving.resolve_briefing(settings, chosen[0], given, date, run.now)


def fetch_places(
    places: Sequence[str], context: RunContext, since: str, until: str, process: BoundedProcess
) -> Fetched:
    """Fetch the articles of places on the network into the folder for them; what came is read in the process."""
    from summarizer.fetch.client import Client
    from summarizer.fetch.sync import fetch

    show = terminal.build_progress(context.quiet, context.verbose)

    def report(step: Step) -> None:
        full = _BAR * step.done // max(1, step.total)
        show(f"fetching [{'#' * full}{'-' * (_BAR - full)}] {step.done}/{step.total} {step.where}")

    policy = resolving.resolve_policy(context.settings)
    now = time.monotonic()
    found = fetch(
        places,
        policy,
        resolving.find_fetch_folder(context.settings),
        context.now,
        begin_day(since, context.now),
        end_day(until, context.now),
        report,
        # A third of the time is for making the briefing of what has come.
        Client(policy, context.now, deadline=now + _FETCHING * (context.deadline - now)),
        process,
    )
    show("")
    return found


def work_on(
    places: Sequence[str], work: Callable[[Sequence[Article]], T], language: str = ""
) -> tuple[T, tuple[Problem, ...]]:
    """Return what some work makes of the articles of places on this machine, and what went wrong, which is printed.

    It is done within the limits of this folder's settings; what takes too much is left out.

    Raises:
        SourceError: no article could be read.
        ConfigError: a place is on the network.
    """
    for place in places:
        if is_remote(place):
            raise ConfigError("is on the network", where=show_address(place), hint="fetch it first: summarizer fetch")
    with BoundedProcess(resolving.resolve_limits(find_settings(None))) as process:
        stdin = terminal.read_stdin() if STDIN in places else None
        articles, problems = read_places(places, stdin=stdin, process=process)
        if not articles:
            raise build_unread_error(problems)
        options = Options(plan=GENERAL, plans=load_plans(GENERAL), language=language)
        made, dropped = make_within(process, articles, partial(_work_and_list, work), options)
    problems = (*problems, *(Problem(one.where, f"is left out: {EXCESSES[one.dropped]}") for one in dropped))
    terminal.print_message(*terminal.describe_problems(problems))
    return made, problems


def _work_and_list(work: Callable[[Sequence[Article]], T], articles: Sequence[Article]) -> tuple[T, list[Article]]:
    """Return what some work makes of articles, and which of them were dropped before it."""
    return work(articles), [article for article in articles if article.dropped]


def collect_articles(config: BriefingConfig, context: RunContext, process: BoundedProcess) -> Collected:
    """Read the articles of all places within limits, those on the network after they were fetched."""
    remote = [place for place in config.places if is_remote(place)]
    local = [place for place in config.places if not is_remote(place)]
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = config.notices
    heard = False
    if remote:
        fetched = fetch_places(remote, context, config.since, config.until, process)
        files, problems = tuple(fetched.articles), (*problems, *fetched.problems)
        heard = any(outcome.status != "failed" for outcome in fetched.outcomes)
    articles: tuple[Article, ...] = ()
    if local or files:
        stdin = terminal.read_stdin() if STDIN in local else None
        show = terminal.build_progress(context.quiet, context.verbose)
        articles, faults = read_places([*local, *files], config.options.outlets, stdin, show, process, frozenset(files))
        show("")
        problems = (*problems, *faults)
        heard = heard or (bool(local) and (bool(articles) or not terminal.list_faults(faults)))
    wanted, later = _keep_days(articles, config)
    left_out = find_unread(local)
    is_later = bool(later and not config.until)
    if is_later:
        message = f"{count_things(later, 'article')} of later days than {config.last_day} left out"
        left_out = (*left_out, Problem("--date", f"{message}; --until names another day", "notice"))
    return Collected(tuple(wanted), problems, heard, bool(files), is_later, left_out)


def _keep_days(articles: Sequence[Article], config: BriefingConfig) -> tuple[list[Article], int]:
    """Return the articles of the days that are asked for, and how many are of later ones.

    A date that knows less than its day counts wherever it may be.
    """
    wanted: list[Article] = []
    later = 0
    for article in articles:
        known = len(article.published)
        is_before = bool(config.since) and article.published < config.since[:known]
        is_after = bool(config.last_day) and article.published > config.last_day[:known]
        later += is_after
        if not (is_before or is_after):
            wanted.append(article)
    return wanted, later


def build_unread_error(
    problems: Sequence[Problem],
    message: str = "no article could be read",
    hint: str = "name files, folders or addresses of articles",
) -> SourceError:
    """Return the error of a run without any article: what is wrong, then all problems."""
    head = SourceError(message, hint=hint)
    return SourceError("\n".join([str(head), *terminal.describe_problems(problems)]))


def collect_required(config: BriefingConfig, context: RunContext, process: BoundedProcess) -> Collected:
    """Read the articles of all places. Raise SourceError where there is none."""
    found = collect_articles(config, context, process)
    if not found.articles:
        raise build_unread_error(found.problems)
    return found


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition that is to be made: what holds for it, its run, and the history if it is kept."""

    config: BriefingConfig
    context: RunContext
    history: History | None

    def remember(self, history: History) -> Memory:
        """Return what earlier editions told."""
        days = resolving.resolve_history(self.context.settings).days
        return remember(history, self.config.history_name, self.config.options.date, days)


def run_briefing(
    config: BriefingConfig, context: RunContext, history: History | None, *, again: bool = False, is_asked: bool = False
) -> RunResult:
    """Make a briefing or a front page, or return the edition of that date that is kept already.

    With a history the edition is kept; where only news is wanted, what earlier ones told is left out. A front page goes
    on with the stories of earlier ones. Raise ConfigError where a page edited by hand, or any page for an empty one,
    would be lost and nobody asked.
    """
    edition = _Edition(config, context, history)
    guard = partial(guard_page, config.output, config.name, is_asked=is_asked)
    if history and not again:
        day = config.options.date
        if find_edition(history, config.history_name, day):
            kept = read_kept(history, config.history_name, day)
            return RunResult(kept, (*kept.problems, *guard(kept)), kept=True)
    with context.open_process() as process:
        found = collect_articles(config, context, process)
        changes: tuple[PrintedChange, ...] = ()
        untold: tuple[Problem, ...] = ()
        if history:
            from summarizer.cli.changes import find_changed_lines

            changes, untold = find_changed_lines(history, config.history_name, config.options.date, process)
            untold += warn_of_first_edition(history, config)
        if not found.articles:
            return _tell_nothing(edition, found, changes)
        if history and not found.heard:
            # What earlier runs fetched is no edition of today: it would stand in the way of the next run's.
            message = "no place answered; no edition is made, so that the next run can"
            raise build_unread_error(found.problems, message, "")
        made, stories, notices = _make_page(edition, found, process, changes)
    notices += guard(made)
    # Where nothing is new but a place failed, a later run may still find news.
    has_news = made.length.sentences or not terminal.list_faults(made.problems)
    if history and has_news:
        keep_page(history, config, context, made, stories)
        notices += _keep_texts(context, made)
    return RunResult(made, (*made.problems, *notices, *untold, *found.left_out))


def _make_page(
    edition: _Edition, found: Collected, process: BoundedProcess, changes: tuple[PrintedChange, ...]
) -> tuple[Page, StoryMemory | None, tuple[Problem, ...]]:
    """Return the page of articles, what earlier front pages knew of stories, and notices; where only news is wanted,
    without what earlier editions told."""
    config, context, history = edition.config, edition.context, edition.history
    options, memory, stories = config.options, None, None
    make: Callable[..., Page] = compose
    if history and config.new_only:
        memory = read_changes(edition.remember(history), changes)
    if history and config.stories:
        options, stories = piles.recall_stories(history, config.history_name, options)
    if config.stories:
        make = partial(compose_front_page, stories=stories)
    show = terminal.build_progress(context.quiet, context.verbose)
    try:
        made = compose_within(
            process, make, found.articles, found.problems, options, memory, show, is_fetched=found.is_fetched
        )
    except SourceError as fault:
        # What could not be fetched may be why there is nothing to tell.
        raise SourceError("\n".join([str(fault), *terminal.describe_problems(found.problems)])) from fault
    show("")
    made = replace(made, changes=changes)
    misspelt = tuple(warn_of_misspelt(config.options, made.articles))
    if not isinstance(made, FrontPage):
        return made, stories, (*misspelt, *piles.warn_of_many(made.articles))
    piles.check_named(made.pile, config.options.stories)
    made = replace(made, pages=find_earlier_pages(find_json(config.output, config.name, made), made))
    return made, stories, (*misspelt, *resolving.find_unused_templates(config))


def _tell_nothing(edition: _Edition, found: Collected, changes: tuple[PrintedChange, ...]) -> RunResult:
    """Return what is to be told of a day without an article: what was changed since it was printed, else nothing.

    A quiet day is no fault where only news of some days was asked for. Raise SourceError where it is one.
    """
    config, context, history = edition.config, edition.context, edition.history
    if history and changes and found.heard:
        made = replace(make_empty_edition(config, context, history), changes=changes)
        # Kept, so that it is not told again tomorrow.
        keep_page(history, config, context, made)
        return RunResult(made, (*found.problems, *_keep_texts(context, made)))
    if found.heard and (config.since or config.until or config.new_only or found.is_later):
        return RunResult(None, (*found.problems, *found.left_out))
    raise build_unread_error(found.problems)


def _keep_texts(context: RunContext, made: Page) -> tuple[Problem, ...]:
    """Keep the texts that an edition was made of, so that it can be proved when they change; return what went wrong."""
    try:
        changed = [Article("", path=one.path, sha256=one.sha256) for one in made.changes]
        used = (*made.articles, *made.set_aside, *changed)
        keep_texts(resolving.find_fetch_folder(context.settings), used, context.now)
    except DeliveryError as error:
        return (Problem(error.where, f"{error.message}; when an article changes, this edition is not proved any more"),)
    return ()


def keep_page(
    history: History, config: BriefingConfig, context: RunContext, made: Page, stories: StoryMemory | None = None
) -> None:
    """Keep a page as the edition of its date; a front page with its stories, as earlier editions knew them."""
    now = context.now.isoformat(timespec="seconds")
    with transaction(history.connection):
        keep_edition(history, config.history_name, made.date, to_json(made), memorize(made), now)
        if isinstance(made, FrontPage):
            known = memorize_pile(made.pile, made.date, stories, made.quiet)
            asked = config.options.stories
            keep_stories(history, config.history_name, made.date, known, asked.joins, asked.parts)


def make_empty_edition(config: BriefingConfig, context: RunContext, history: History) -> Page:
    """Make the edition of a day without any article, for readers who want to hear even of that."""
    asked = config.options
    told = _Edition(config, context, history).remember(history)
    if config.stories:
        return FrontPage(
            title=asked.title or name_front_page(asked.date, asked.page_language or asked.language or "en"),
            date=asked.date,
            language=asked.language or "en",
            options=record_front_options(asked),
            length=Counted(0, 0, 0),
            pile=Pile(()),
            briefings={},
            new_only=True,
            since=told.since,
        )
    name = GENERAL if asked.plan == "auto" else asked.plan
    plan = next(plan for plan in asked.plans if plan.id == name)
    return Briefing(
        title=asked.title or plan.title,
        date=asked.date,
        plan=plan.id,
        language=asked.language or "en",
        options=record_options(asked) | {"plan": plan.id},
        length=Counted(0, 0, 0),
        readability={},
        articles=(),
        sections=tuple(BriefingSection(section.id, section.title, (), nothing_new=True) for section in plan.sections),
        new_only=True,
        since=told.since,
    )
