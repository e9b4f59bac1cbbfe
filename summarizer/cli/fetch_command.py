"""``summarizer fetch``: pages and feeds into files that later runs read without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.run_context import RunContext, fetch_places, is_remote, read_time
from summarizer.cli.run_report import describe_problems
from summarizer.cli.terminal import NOTHING_DONE, find_status, handle_errors, print_lines, print_result
from summarizer.config.resolving import choose_names, find_fetch_folder, resolve_table
from summarizer.config.settings_file import find_settings
from summarizer.config.values import find_day
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.fetch.sync import Fetched


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
    with handle_errors():
        settings, given = find_settings(config), options.find_given(context)
        names = choose_names(settings, name or [], places_given=bool(places))
        run = RunContext(settings, read_time(settings, names[0], given), quiet, verbose)
        asked = resolve_table(settings, names[0], given)
        of_settings = [place for one in names for place in resolve_table(settings, one).places if is_remote(place)]
        wanted = places or list(dict.fromkeys(of_settings))
        if not wanted:
            hint = "name an address, or set places in summarizer.toml"
            raise ConfigError("no place on the network is named", where="fetch", hint=hint)
        found = fetch_places(wanted, run, find_day(asked.since, run.now), find_day(asked.until, run.now))
        _report(found, str(find_fetch_folder(settings)), quiet)
        if show:
            print_result("".join(f"{path}\n" for path in found.articles))
    raise typer.Exit(_find_status(found))


def _report(found: Fetched, folder: str, quiet: bool) -> None:
    from summarizer.fetch.sync import describe_fetched

    problems = [one for one in found.problems if not quiet or one.level == "problem"]
    head = [] if quiet else [describe_fetched(found), f"kept in  {folder}"]
    print_lines([*head, *describe_problems(problems)])


def _find_status(found: Fetched) -> int:
    if found.outcomes and all(outcome.status == "failed" for outcome in found.outcomes):
        return NOTHING_DONE
    return find_status(found.problems)
