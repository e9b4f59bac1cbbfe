"""``summarizer brief`` and ``summarizer fetch``: articles in, one briefing out, or all of the settings file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import options, piles, run_context, terminal
from summarizer.cli.edition_folder import find_json, guard_page, open_kept, peek_kept, write_page
from summarizer.cli.options import argument, option
from summarizer.cli.run_context import RunContext, RunResult
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.config.schema import Value
from summarizer.config.settings_file import find_settings
from summarizer.config.values import find_day, parse_formats, read_texts
from summarizer.errors import ConfigError, SummarizerError
from summarizer.fetch.web_addresses import is_remote
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


@options.take_options(
    "context places config name stories story about join part plan length method formats output date since until"
    " new_only again title order similarity threshold shares outlets language page_language gloss coverage"
    " front_matter template templates timezone trace stdout quiet verbose"
)
def brief(
    context: typer.Context,
    places: options.Places = None,
    config: options.Config = None,
    name: options.Names = None,
    story: Annotated[
        str | None, option("Make one long briefing of this story of a front page.", "--story", metavar="ID")
    ] = None,
    join: Annotated[
        list[str] | None,
        option("Two stories, or articles, are one story, tomorrow too. May be repeated.", "--join", metavar="A+B"),
    ] = None,
    part: Annotated[
        list[str] | None,
        option("An article stands in no story, tomorrow too. May be repeated.", "--part", metavar="ARTICLE"),
    ] = None,
    date: options.DateText = "",
    again: options.Again = False,
    trace: options.Trace = None,
    stdout: options.Stdout = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make one briefing of several articles. With no place named, the briefings of summarizer.toml.

    Articles are .txt, .md with front matter, .html, .json, .jsonl, .eml, mailboxes, or on the network.
    Who published a file is read from the file, from an outlets.toml beside it or from --outlet; else it
    is inferred and marked so.

    Articles on many stories, as feeds have them, become a front page with --stories (--about, --join and --part
    ask for one too). The ids that --story and --join take are those of `summarizer stories`.

    Example: summarizer brief articles/ --length 300w --section context=0.1
    """
    with terminal.handle_errors():
        settings, given = find_settings(config), options.find_given(context)
        if story is not None and not story.strip():
            raise ConfigError("no story is named", where="--story", hint="`summarizer stories` lists their ids")
        asked = BriefOptions(story or "", piles.parse_joins(join or []), tuple(part or ()), trace, stdout, again)
        given = _ask_for_stories(given, asked)
        names = resolving.choose_names(settings, name or [], places_given="places" in given)
        jobs = []
        # What is wrong with any briefing is known before the first is made.
        for one in names:
            run = RunContext(settings, run_context.read_time(settings, one, given), quiet, verbose)
            jobs.append((one, partial(_brief_one, _resolve_one(run, one, given, date, asked), run, asked)))
        for flag, is_given in (("--trace", trace is not None), ("--story", story), ("--join", join), ("--part", part)):
            if is_given and len(jobs) > 1:
                raise ConfigError("this is of one briefing", where=flag, hint="name the briefing with --name")
        status = run_all(jobs)
    raise typer.Exit(status)


def _resolve_one(run: RunContext, name: str, given: dict[str, Value], date: str, asked: BriefOptions) -> BriefingConfig:
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


def _ask_for_stories(given: Mapping[str, Value], asked: BriefOptions) -> dict[str, Value]:
    """Return what the command line sets, with the front page that other options ask for. Raise ConfigError."""
    said = {"--story": asked.story, "--join": asked.joins, "--part": asked.parts, "--about": "about" in given}
    flags = [flag for flag, value in said.items() if value]
    if asked.story and (asked.joins or asked.parts):
        raise ConfigError("what is joined or parted is kept with the front page", where="--story", hint="leave it out")
    if not flags:
        return dict(given)
    if "stories" in given and not given["stories"].value:
        raise ConfigError(
            "without stories there are none to choose", where="--no-stories", hint=f"leave out {flags[0]}"
        )
    return {**given, "stories": Value(True, flags[0])}


def _brief_one(config: BriefingConfig, run: RunContext, asked: BriefOptions) -> int:
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
    if result.page is None:
        print_problems(config, result.problems)
        days = [f"{word} {day}" for word, day in (("since", config.since), ("until", config.last_day)) if day]
        asked_for = " ".join(days) or "of today"
        terminal.print_message(f"nothing  no article {asked_for}; no briefing is written", quiet=run.quiet)
        return terminal.find_status(result.problems)
    if result.kept and asked.trace is not None:
        raise ConfigError("this edition was made before; its trace is gone", where="--trace", hint="add --again")
    written = write_config_page(config, result.page, asked.stdout, asked.trace)
    report_run(config, result, written, run.quiet)
    return terminal.find_status(result.problems)


def _brief_story(config: BriefingConfig, run: RunContext, asked: BriefOptions) -> int:
    """Make and write one long briefing of a story, of which nothing is kept; return the exit status.

    The ids are those of the front page, which goes on with the stories that the history knows.
    """
    from summarizer.batch.bounded_making import compose_within
    from summarizer.briefing.front_page import find_story_options
    from summarizer.briefing.pipeline import compose

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
    path = find_json(config.output, "", made)
    notices = guard_page(path, made, is_asked=asked.again or asked.stdout)
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


def _is_meant_for_network(place: str) -> bool:
    """Return whether a place is an address, or is meant to be one ("news.example/feed.xml"), which is to be named."""
    from summarizer.sources.readers import advise_address

    return is_remote(place) or bool(advise_address(place) and not Path(place).exists())


@options.take_options("context places config name since until timezone show quiet verbose")
def fetch(
    context: typer.Context,
    places: Annotated[
        list[str] | None, argument("Addresses of pages, feeds and OPML lists. [default: of the settings]")
    ] = None,
    config: options.Config = None,
    name: options.Names = None,
    show: Annotated[bool, option("Print the files of all articles found.", "--list")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Fetch the articles of pages and feeds. They are kept as files.

    They are written as Markdown with front matter into a folder for each day, articles/ unless the settings
    say another. A page that did not change is not asked for again; robots.txt is respected.

    Example: summarizer fetch https://news.example/feed.xml --since 24h
    """
    from summarizer.fetch.sync import describe_fetched

    with terminal.handle_errors():
        settings, given = find_settings(config), options.find_given(context)
        names = resolving.choose_names(settings, name or [], places_given=bool(places))
        run = RunContext(settings, run_context.read_time(settings, names[0], given), quiet, verbose)
        said = settings.find("briefing", names[0]) | given
        of_settings: list[str] = []
        for one in names:
            of_settings += filter(_is_meant_for_network, read_texts(settings.find("briefing", one)["places"].value))
        wanted = places or list(dict.fromkeys(of_settings))
        if not wanted:
            hint = "name an address, or set places in summarizer.toml"
            raise ConfigError("no place on the network is named", where="fetch", hint=hint)
        first, last = find_day(str(said["since"].value), run.now), find_day(str(said["until"].value), run.now)
        with run.open_process() as process:
            found = run_context.fetch_places(wanted, run, first, last, process)
        if quiet:
            terminal.print_message(*terminal.describe_problems(terminal.list_faults(found.problems)))
        else:
            folder = f"kept in  {resolving.find_fetch_folder(settings)}"
            terminal.print_message(describe_fetched(found), folder, *terminal.describe_problems(found.problems))
        if show:
            terminal.print_lines(found.articles)
    nothing_came = {outcome.status for outcome in found.outcomes} == {"failed"}
    raise typer.Exit(terminal.NOTHING_DONE if nothing_came else terminal.find_status(found.problems))
