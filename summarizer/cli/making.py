"""One page of one briefing, made, written and reported as the command line asks for it; and several, one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.batch.bounded_making import compose_within
from summarizer.briefing.front_page import find_story_options
from summarizer.briefing.pipeline import compose
from summarizer.cli import piles, run_context, terminal
from summarizer.cli.edition_folder import find_json, guard_page, open_kept, peek_kept, write_page
from summarizer.cli.run_context import RunContext, RunResult
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.config.schema import Value
from summarizer.config.values import parse_formats, read_texts
from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import Page, Problem


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What the command line says of a run of briefing."""

    story: str = ""
    joins: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    trace: Path | None = None
    stdout: bool = False
    again: bool = False


def resolve_one(run: RunContext, name: str, given: dict[str, Value], date: str, asked: BriefOptions) -> BriefingConfig:
    """Return what one briefing is made with; with --stdout its first format alone. Raise ConfigError."""
    with resolving.locate_errors(run.settings, name, given):
        config = resolving.resolve_briefing(run.settings, name, given, date, run.now)
        if asked.stdout:
            said = run.settings.find("briefing", name) | given
            config = replace(config, formats=parse_formats(read_texts(said["formats"].value), first_only=True))
        resolving.check_briefing(config)
    return config


def run_all(jobs: Sequence[tuple[str, Callable[[], int]]]) -> int:
    """Do all jobs, each whatever becomes of the others, and return the exit status of all together.

    A job has the name of its briefing, by which its failure is told where there are several.
    """
    if len(jobs) == 1:
        return jobs[0][1]()
    states = []
    for name, job in jobs:
        try:
            states.append(job())
        except SummarizerError as error:
            terminal.print_message(f"summarizer: briefing “{name}”: {error}")
            states.append(terminal.NOTHING_DONE)
    if set(states) == {terminal.NOTHING_DONE}:
        return terminal.NOTHING_DONE
    return terminal.WITH_PROBLEMS if any(states) else terminal.DONE


def brief_one(config: BriefingConfig, run: RunContext, asked: BriefOptions) -> int:
    """Make and write one page; return the exit status."""
    if asked.story:
        return _brief_story(config, run, asked)
    decided = replace(config.options.stories, joins=asked.joins, parts=asked.parts)
    config = replace(config, options=replace(config.options, stories=decided))
    # Only news needs the history, and stories that go on; other briefings leave it alone. What is no news and no
    # mail is made anew each time.
    keeps = config.new_only or config.stories
    again = asked.again or not config.new_only or bool(asked.joins or asked.parts)
    with open_kept(run.settings, "summarizer brief") if keeps else nullcontext() as history:
        result = run_context.run_briefing(config, run, history, again=again, is_asked=asked.again or asked.stdout)
    if result.kept and asked.trace is not None:
        raise ConfigError("this edition was made before; its trace is gone", where="--trace", hint="add --again")
    written = write_config_page(config, result.page, asked.stdout, asked.trace) if result.page else []
    report_run(config, result, written, run.quiet)
    if result.page is None:
        days = [f"{word} {day}" for word, day in (("since", config.since), ("until", config.last_day)) if day]
        message = f"nothing  no article {' '.join(days) or 'of today'}; no briefing is written"
        terminal.print_message(message, quiet=run.quiet)
    return terminal.find_status(result.problems)


def _brief_story(config: BriefingConfig, run: RunContext, asked: BriefOptions) -> int:
    """Make and write one long briefing of a story, of which nothing is kept; return the exit status.

    The ids are those of the front page, which goes on with the stories that the history knows.
    """
    with peek_kept(run.settings) as history:
        options, stories = piles.recall_stories(history, config.history_name, config.options)
    show = terminal.build_progress(run.quiet, run.verbose)
    with run.open_process() as process:
        found = run_context.collect_required(config, run, process)
        pile = piles.find_pile(process, found.articles, options, stories, show, is_fetched=found.is_fetched)
        story = piles.choose_story(pile, asked.story)
        own = replace(find_story_options(options, story), length=options.length, least_left=0.0)
        articles = [pile.as_read[name] for name in story.reports]
        made = compose_within(process, compose, articles, found.problems, own, report=show, is_fetched=found.is_fetched)
        show("")
    # Not under the briefing's name, which is its front page's.
    notices = guard_page(config.output, "", made, is_asked=asked.again or asked.stdout)
    written = write_config_page(replace(config, name=""), made, asked.stdout, asked.trace)
    report_run(config, RunResult(made, (*made.problems, *notices, *found.left_out)), written, run.quiet)
    return terminal.find_status(made.problems)


def write_config_page(
    config: BriefingConfig, made: Page, stdout: bool = False, trace: Path | None = None
) -> list[Path]:
    """Write a page as its briefing asks for, to files or to standard output, and its trace; return the files."""
    place = None if stdout else find_json(config.output, config.name, made).with_suffix("")
    return write_page(
        made, place, config.formats, config.templates, config.template, trace,
        front_matter=config.front_matter, address=config.output_url,
    )  # fmt: skip


def report_run(config: BriefingConfig, result: RunResult, written: Sequence[Path], quiet: bool) -> None:
    """Print what was done; under ``quiet`` only what went wrong."""
    if quiet or result.page is None:
        print_problems(config, result.problems)
    elif result.kept:
        head = f"kept     the edition of {result.page.date} was made before (--again makes it anew)"
        terminal.print_message(head, *terminal.describe_written(written), *terminal.describe_problems(result.problems))
    else:
        terminal.print_message(*terminal.describe_run(result.page, result.problems, written, config.options))


def print_problems(config: BriefingConfig, problems: Sequence[Problem]) -> None:
    """Print the problems that are no mere notices; where the briefing has a name, in a paragraph that says whose."""
    lines = terminal.describe_problems(terminal.list_faults(problems))
    if lines and config.name:
        lines.insert(0, f"summarizer: the briefing “{config.name}” of {config.options.date} has problems:")
    terminal.print_message(*lines)
