"""``summarizer fetch``: pages and feeds into files that later runs read without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import Config, Names, Quiet, Since, Timezone, Until, Verbose
from summarizer.cli.resolving import choose_names, fetch_folder, find_given, find_settings, tell_time
from summarizer.cli.run_context import Desk, fetch_places, is_remote
from summarizer.cli.terminal import DONE, NOTHING_DONE, WITH_PROBLEMS, put, tell, told
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from summarizer.config.loading import Settings
    from summarizer.fetch.sync import Fetched

_KEYS: Mapping[str, str] = MappingProxyType(
    {"places": "places", "since": "since", "until": "until", "timezone": "timezone"}
)


def fetch(
    context: typer.Context,
    places: Annotated[
        list[str] | None, typer.Argument(help="Addresses of pages, feeds and OPML lists. [default: of the settings]")
    ] = None,
    config: Config = None,
    name: Names = [],  # noqa: B006
    since: Since = "",
    until: Until = "",
    timezone: Timezone = "",
    show: Annotated[bool, typer.Option("--list", help="Print the files of all articles found.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Fetch the articles of pages and feeds, and keep them as files.

    They are written as Markdown with front matter into a folder for each day, articles/ unless the settings
    say another. A page that did not change is not asked for again; robots.txt is respected.

    Example: summarizer fetch https://news.example/feed.xml --since 24h
    """
    from summarizer.config import values as parsing

    with told():
        settings, given = find_settings(config), find_given(context, _KEYS)
        names = choose_names(settings, name, places_given=bool(places))
        now = tell_time(settings, names[0], given)
        values = {**settings.find("briefing", names[0]), **given}
        days = [parsing.find_day(str(values[key].value), now) for key in ("since", "until")]
        wanted = list(places or _find_remote(settings, names))
        if not wanted:
            raise ConfigError(
                "no place on the network is named",
                where="fetch",
                hint="name an address, or set places in summarizer.toml",
            )
        found = fetch_places(wanted, Desk(settings, now, quiet, verbose), days[0], days[1])
        _report(found, str(fetch_folder(settings)), quiet)
        if show:
            put("".join(f"{path}\n" for path in found.articles))
    raise typer.Exit(_status(found))


def _find_remote(settings: Settings, names: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        places = settings.find("briefing", name)["places"].value
        found |= dict.fromkeys(str(place) for place in places if is_remote(str(place)))  # type: ignore[attr-defined]
    return list(found)


def _report(found: Fetched, folder: str, quiet: bool) -> None:
    from summarizer.fetch.sync import describe_fetched
    from summarizer.reporting import describe_problems

    problems = [one for one in found.problems if not quiet or one.level == "problem"]
    lines = [] if quiet else [describe_fetched(found), f"kept in  {folder}"]
    told_lines = [*lines, *describe_problems(problems)]
    tell("\n".join(told_lines), quiet=not told_lines)


def _status(found: Fetched) -> int:
    if found.outcomes and all(outcome.status == "failed" for outcome in found.outcomes):
        return NOTHING_DONE
    return WITH_PROBLEMS if any(one.level == "problem" for one in found.problems) else DONE
