"""``summarizer brief`` and ``summarizer fetch``: articles in, one briefing out, or all of the settings file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import options, run_context, terminal
from summarizer.cli.run_context import RunContext, RunResult
from summarizer.config import resolving
from summarizer.config.resolving import BriefingConfig
from summarizer.config.settings_file import find_settings
from summarizer.config.values import find_day, parse_formats, read_texts
from summarizer.errors import ConfigError, SummarizerError
from summarizer.fetch.web_addresses import is_remote
from summarizer.model import Briefing, Problem
from summarizer.render.rendering import write_as
from summarizer.storage.files import make_folder, slug, write_all


def brief(
    context: typer.Context,
    places: options.Places = None,
    config: options.Config = None,
    name: options.Names = None,
    plan: options.Plan = options.DEFAULTS.plan,
    length: options.LengthText = options.LENGTH,
    method: options.Method = options.DEFAULTS.method,
    formats: options.Formats = options.FORMATS,
    output: options.Output = options.DEFAULTS.output,
    date: options.DateText = "",
    since: options.Since = options.DEFAULTS.since,
    until: options.Until = options.DEFAULTS.until,
    new_only: options.NewOnly = options.DEFAULTS.new_only,
    again: options.Again = False,
    title: options.Title = options.DEFAULTS.title,
    similarity: options.Similarity = options.DEFAULTS.similarity,
    threshold: options.Threshold = options.DEFAULTS.threshold,
    shares: options.Shares = None,
    outlets: options.Outlets = None,
    language: options.Language = options.DEFAULTS.language,
    gloss: options.Gloss = options.DEFAULTS.gloss,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    timezone: options.Timezone = options.DEFAULTS.timezone,
    trace: options.Trace = None,
    stdout: options.Stdout = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make one briefing of several articles, or those of summarizer.toml.

    Articles are .txt, .md with front matter, .html, .json, .jsonl, .eml, mailboxes, or on the network.
    Who published a file is read from the file, from an outlets.toml beside it or from --outlet; else it
    is inferred and marked so.

    Example: summarizer brief articles/ --length 300w --section context=0.1
    """
    with terminal.handle_errors():
        # The options of the schema are read from the context: it knows which the user set, and the file gives the rest.
        settings, given = find_settings(config), options.find_given(context)
        names = resolving.choose_names(settings, name or [], places_given="places" in given)
        jobs = []
        # What is wrong with any briefing is known before the first is made.
        for one in names:
            run = RunContext(settings, run_context.read_time(settings, one, given), quiet, verbose)
            with resolving.locate_errors(settings, one, given):
                briefing = resolving.resolve_briefing(settings, one, given, date, run.now)
                if stdout:
                    said = settings.find("briefing", one) | given
                    first = parse_formats(read_texts(said["formats"].value), first_only=True)
                    briefing = replace(briefing, formats=first)
                resolving.check_briefing(briefing)
            jobs.append((one, partial(_brief_one, briefing, run, stdout, trace, again)))
        if trace is not None and len(jobs) > 1:
            raise ConfigError("one trace is of one briefing", where="--trace", hint="name the briefing with --name")
        status = run_all(jobs)
    raise typer.Exit(status)


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


def _brief_one(config: BriefingConfig, run: RunContext, stdout: bool, trace: Path | None, again: bool) -> int:
    """Make and write one briefing; return the exit status."""
    # Only news needs the history; other briefings leave it alone.
    with run_context.open_run_history(run, "summarizer brief") if config.new_only else nullcontext() as history:
        result = run_context.run_briefing(config, run, history, again=again)
    if result.briefing is None:
        print_problems(config, result.problems)
        days = [f"{word} {day}" for word, day in (("since", config.since), ("until", config.until)) if day]
        asked = " ".join(days) or "today"
        terminal.print_message(f"nothing  no article of {asked}; no briefing is written", quiet=run.quiet)
        return terminal.find_status(result.problems)
    if result.kept and trace is not None:
        raise ConfigError("this edition was made before; its trace is gone", where="--trace", hint="add --again")
    written = write_briefing(config, result.briefing, stdout, trace)
    report_run(config, result, written, run.quiet)
    return terminal.find_status(result.problems)


def write_briefing(
    config: BriefingConfig, made: Briefing, stdout: bool = False, trace: Path | None = None
) -> list[str]:
    """Write a briefing in the formats wanted, to files or to standard output, and its trace; return the files."""
    from summarizer.render.briefing_json import trace_lines

    texts = {name: write_as(made, name, config.template, [config.templates]) for name in config.formats}
    files = {}
    if not stdout:
        stem = f"{made.date}-{slug(config.name or made.title)}"
        files = {config.output / f"{stem}.{name}": text for name, text in texts.items()}
        make_folder(config.output)
    if trace is not None:
        if trace.resolve() in {path.resolve() for path in files}:
            raise ConfigError("the briefing itself is written there", where=f"--trace {trace}", hint="name another")
        files[trace] = trace_lines(made)
    write_all(files)
    if stdout:
        terminal.print_result(texts[config.formats[0]])
    return [str(path) for path in files]


def report_run(config: BriefingConfig, result: RunResult, written: Sequence[str], quiet: bool) -> None:
    """Print what was done; under ``quiet`` only what went wrong."""
    if quiet or result.briefing is None:
        print_problems(config, result.problems)
    elif result.kept:
        head = f"kept     the edition of {result.briefing.date} was made before (--again makes it anew)"
        terminal.print_message(head, *terminal.describe_written(written), *terminal.describe_problems(result.problems))
    else:
        terminal.print_message(*terminal.describe_run(result.briefing, result.problems, written, config.options.plan))


def print_problems(config: BriefingConfig, problems: Sequence[Problem]) -> None:
    """Print the problems that are no mere notices; where the briefing has a name, in a paragraph that says whose."""
    lines = terminal.describe_problems(terminal.list_faults(problems))
    if lines and config.name:
        lines.insert(0, f"summarizer: the briefing “{config.name}” of {config.options.date} has problems:")
    terminal.print_message(*lines)


def fetch(
    context: typer.Context,
    places: Annotated[
        list[str] | None, typer.Argument(help="Addresses of pages, feeds and OPML lists. [default: of the settings]")
    ] = None,
    config: options.Config = None,
    name: options.Names = None,
    since: options.Since = options.DEFAULTS.since,
    until: options.Until = options.DEFAULTS.until,
    timezone: options.Timezone = options.DEFAULTS.timezone,
    show: Annotated[bool, typer.Option("--list", help="Print the files of all articles found.")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Fetch the articles of pages and feeds, and keep them as files.

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
            of_settings += filter(is_remote, read_texts(settings.find("briefing", one)["places"].value))
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
            terminal.print_result("".join(f"{path}\n" for path in found.articles))
    nothing_came = {outcome.status for outcome in found.outcomes} == {"failed"}
    raise typer.Exit(terminal.NOTHING_DONE if nothing_came else terminal.find_status(found.problems))
