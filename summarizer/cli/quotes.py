"""``summarizer quotes``: who said what, by the editions that the history keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options, terminal
from summarizer.cli.edition_folder import read_kept
from summarizer.cli.run_context import read_time
from summarizer.config.resolving import find_history_path
from summarizer.config.settings_file import find_settings
from summarizer.config.values import find_day
from summarizer.errors import nearest
from summarizer.model import Page
from summarizer.render.page_json import json_line
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from summarizer.briefing.printed_quotes import Quote
    from summarizer.storage.history import History

_ISO_DAY = 10


def quotes(
    config: options.Config = None,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help="Only what one speaker said: the surname is enough.")
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="Only editions from this day on, or 3d, 30d, 2w before now.")
    ] = "",
    name: Annotated[str, typer.Option("--name", "-n", help="A briefing of the settings file. [default: all]")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a quote.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """List who said what in the editions of the history. Its variants, where it was first, where printed.

    Each variant says what it leaves out of the longest one, or has otherwise.

    Example: summarizer quotes --who Lund --since 30d
    """
    with terminal.handle_errors():
        from summarizer.briefing.printed_quotes import list_quotes
        from summarizer.storage.history import peek_history

        settings = find_settings(config)
        first = find_day(since, read_time(settings))[:_ISO_DAY]
        path = find_history_path(settings)
        with peek_history(path) as history:
            editions = list(_read_editions(history, name, first))
        found = list_quotes(editions, who)
        for one in found:
            terminal.print_result(json_line(_write(one)) if as_json else "".join(f"{line}\n" for line in describe(one)))
        if not found:
            why = _explain_none(str(path), len(editions), who, [one.speaker for one in list_quotes(editions)])
            terminal.print_message(f"nothing  {why}", quiet=quiet)


def _read_editions(history: History, name: str, first: str) -> Iterator[tuple[str, str, Page]]:
    """Yield the editions of a briefing, or of all, from a day on: name, date and page."""
    from summarizer.storage.editions_and_stories import list_editions

    for one in list_editions(history, name):
        if one.date >= first:
            yield one.name, one.date, read_kept(history, one.name, one.date)


def _explain_none(path: str, editions: int, who: str, speakers: list[str]) -> str:
    """Return why nothing is listed."""
    if not editions:
        return f"no edition is kept in {path}: `send`, and `brief` with --new-only or --stories, keep them"
    if not speakers:
        return f"no line of {terminal.count_things(editions, 'edition')} says who speaks"
    return f"no speaker is “{flatten(who)}”; {nearest(who, sorted(set(speakers)))}"


def _write(quote: Quote) -> dict[str, object]:
    """Return a quote as the JSON object that is printed."""
    record = asdict(quote)
    del record["first_day"], record["first_outlet"]
    record["first"] = {"day": quote.first_day, "outlet": quote.first_outlet}
    record["printed"] = [{"name": name, "date": date} for name, date in quote.printed]
    return record


def describe(quote: Quote) -> Iterator[str]:
    """Yield the lines for people."""
    how = "" if quote.quoted else ", reported"
    yield flatten(f"{quote.first_day}  {quote.speaker}{how}; first in {quote.first_outlet}")
    for variant in quote.variants:
        text = f"“{variant.text}”" if quote.quoted else variant.text
        yield f"    {flatten(variant.marked or text)}  ({flatten(', '.join(variant.outlets))})"
    editions = ", ".join(f"{name} {date}".strip() for name, date in quote.printed)
    yield f"    printed {flatten(editions)}"
