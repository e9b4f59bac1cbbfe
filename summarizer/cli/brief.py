"""``summarizer brief`` and ``summarizer fetch``: articles in, one briefing out, or all of the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options, terminal
from summarizer.cli.options import argument, option, read_time
from summarizer.config import resolving
from summarizer.config.schema import Value
from summarizer.config.settings_file import find_settings
from summarizer.config.values import find_days, parse_joins, read_texts
from summarizer.errors import ConfigError
from summarizer.fetch.web_addresses import is_remote

if TYPE_CHECKING:
    from summarizer.cli.making import BriefOptions


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
    from summarizer.cli.making import BriefOptions, brief_one, resolve_one, run_all
    from summarizer.cli.run_context import RunContext

    settings, given = find_settings(config), options.find_given(context)
    if story is not None and not story.strip():
        raise ConfigError("no story is named", where="--story", hint="`summarizer stories` lists their ids")
    asked = BriefOptions(story or "", parse_joins(join or []), tuple(part or ()), trace, stdout, again)
    given = _ask_for_stories(given, asked)
    names = resolving.choose_names(settings, name or [], places_given="places" in given)
    jobs = []
    # What is wrong with any briefing is known before the first is made.
    for one in names:
        run = RunContext(settings, read_time(settings, one, given), quiet, verbose)
        jobs.append((one, partial(brief_one, resolve_one(run, one, given, date, asked), run, asked)))
    for flag, is_given in (("--trace", trace is not None), ("--story", story), ("--join", join), ("--part", part)):
        if is_given and len(jobs) > 1:
            raise ConfigError("this is of one briefing", where=flag, hint="name the briefing with --name")
    status = run_all(jobs)
    raise typer.Exit(status)


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
    from summarizer.cli.run_context import RunContext, fetch_places
    from summarizer.fetch.sync import describe_fetched

    settings, given = find_settings(config), options.find_given(context)
    names = resolving.choose_names(settings, name or [], places_given=bool(places))
    run = RunContext(settings, read_time(settings, names[0], given), quiet, verbose)
    said = settings.find("briefing", names[0]) | given
    of_settings: list[str] = []
    for one in names:
        of_settings += filter(_is_meant_for_network, read_texts(settings.find("briefing", one)["places"].value))
    wanted = places or list(dict.fromkeys(of_settings))
    if not wanted:
        hint = "name an address, or set places in summarizer.toml"
        raise ConfigError("no place on the network is named", where="fetch", hint=hint)
    with resolving.locate_errors(settings, names[0], given):
        first, last = find_days(str(said["since"].value), str(said["until"].value), run.now)
    with run.open_process() as process:
        found = fetch_places(wanted, run, first, last, process)
    if quiet:
        terminal.print_message(*terminal.describe_problems(terminal.list_faults(found.problems)))
    else:
        folder = f"kept in  {resolving.find_fetch_folder(settings)}"
        terminal.print_message(describe_fetched(found), folder, *terminal.describe_problems(found.problems))
    if show:
        terminal.print_lines(found.articles)
    nothing_came = {outcome.status for outcome in found.outcomes} == {"failed"}
    raise typer.Exit(terminal.NOTHING_DONE if nothing_came else terminal.find_status(found.problems))
