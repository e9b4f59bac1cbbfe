"""What there is to choose from, ``summarizer methods`` and ``plans``; and what is kept, ``history`` and ``quotes``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options, terminal
from summarizer.cli.edition_folder import open_kept, peek_kept, read_kept
from summarizer.cli.options import DEFAULTS, Config, Language, Templates, argument, option, read_time
from summarizer.config import plans
from summarizer.config.resolving import find_history_path
from summarizer.config.settings_file import find_settings, read_toml_text
from summarizer.config.values import find_day
from summarizer.dedupe.vectors import SIMILARITIES
from summarizer.errors import ConfigError, count_things, nearest
from summarizer.model import Page
from summarizer.render.page_json import json_line
from summarizer.render.rendering import render
from summarizer.storage.deliveries import list_deliveries
from summarizer.storage.editions_and_stories import (
    Decision,
    describe_editions,
    export_editions,
    forget_decision,
    forget_edition,
    list_decisions,
    list_editions,
    list_names,
)
from summarizer.storage.files import make_folder, write_atomically
from summarizer.storage.history import History
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from summarizer.briefing.printed_quotes import Quote


_COLUMN = 16
_PLAN_COLUMN = 14

plans_app = typer.Typer(
    rich_markup_mode=None,
    help="List, show, check or suggest plans. A plan holds the sections and actors of a kind of story.",
)
history_app = typer.Typer(help="See and change what earlier editions printed and mailed.", rich_markup_mode=None)

Name = Annotated[str, option("A briefing of the settings file. [default: all]", "--name", "-n")]
Date = Annotated[str, argument("The edition's date, like 2024-11-15.")]


def methods() -> None:
    """List the methods of ranking and the similarities."""
    from summarizer.summary.ranking import CENTRALITIES

    for name, method in CENTRALITIES.items():
        limit = f" At most {method.sentences:,} sentences." if method.sentences else ""
        terminal.print_result(f"{name:<{_COLUMN}} {method.summary}.{limit}\n{'':<{_COLUMN}} {method.paper}\n")
    terminal.print_result("\nSimilarities (--similarity):\n")
    for name, summary in SIMILARITIES.items():
        terminal.print_result(f"{name:<{_COLUMN}} {summary}\n")


@plans_app.callback(invoke_without_command=True)
def _plans(context: typer.Context, templates: Templates = DEFAULTS.templates) -> None:
    """List the plans, where no other command is named."""
    if context.invoked_subcommand is None:
        list_plans(templates)


@plans_app.command("suggest")
def suggest(
    places: Annotated[
        list[str] | None, argument("Files and folders of articles; - is standard input. [default: articles]")
    ] = None,
    output: Annotated[Path | None, option("The file to write. [default: print it]", "--output", "-o")] = None,
    title: Annotated[str, option("The plan's title. [default: the most central headline]", "--title")] = "",
    language: Language = DEFAULTS.language,
    force: Annotated[bool, option("Replace a file that is there.", "--force")] = False,
) -> None:
    """Suggest a first plan for a story: who is heard, sections, cues. It is there to be edited.

    Names and cues are the articles' own; comments say how often each actor is heard, and who else is.

    Example: summarizer plans suggest articles/ -o templates/plans/the-strike.toml
    """
    from summarizer.briefing.plan_draft import suggest_plan
    from summarizer.cli.run_context import work_on

    if output is not None:
        terminal.check_unwritten([output], force)
    work = partial(suggest_plan, title=title, language=language)
    text, problems = work_on(places or DEFAULTS.places, work, language)
    if output is None:
        terminal.print_result(text)
    else:
        make_folder(output.parent)
        write_atomically(output, text)
        next_step = f"edit it; `summarizer plans check {output} --articles …` tells what it does"
        terminal.print_message(f"written  {output}", f"next     {next_step}")
    raise typer.Exit(terminal.find_status(problems))


@plans_app.command("list")
def list_plans(templates: Templates = DEFAULTS.templates) -> None:
    """List the plans there are. Exit status 1 if one is faulty."""
    status = terminal.DONE
    for name, path in plans.find_plans([templates]).items():
        try:
            plan = plans.load_plan(path)
        except ConfigError as error:
            status = terminal.WITH_PROBLEMS
            terminal.print_message(f"problem  {error}")
        else:
            sections = ", ".join(section.id for section in plan.sections)
            terminal.print_result(f"{name:<{_PLAN_COLUMN}} {plan.title}: {sections}\n{'':<{_PLAN_COLUMN}} {path}\n")
    raise typer.Exit(status)


@plans_app.command("show")
def show_plan(
    name: Annotated[str, typer.Argument(help="A plan's name or file.")], templates: Templates = DEFAULTS.templates
) -> None:
    """Print a plan's file, to read or to begin one's own with."""
    terminal.print_result(Path(plans.read_plan(name, [templates]).path).read_text(encoding="utf-8-sig"))


@plans_app.command("check")
def check_plan(
    files: Annotated[list[Path], typer.Argument(help="Plan files.")],
    articles: Annotated[
        list[str] | None, option("A file or folder of articles to try the plans on. May be repeated.", "--articles")
    ] = None,
) -> None:
    """Check plan files; each fault is told with its line. Exit status 1 if there is one.

    With articles, each plan is tried on them: which sentences its sections get and why, who is never heard,
    which cues are never found or stand everywhere, and who is heard but in no actor.

    Example: summarizer plans check the-strike.toml --articles articles/
    """
    status, story = terminal.DONE, None
    if articles:
        from summarizer.briefing.plan_trial import read_story
        from summarizer.cli.run_context import work_on

        story, problems = work_on(articles, read_story)
        status = terminal.find_status(problems)
    for path in files:
        faults = plans.check_plan(read_toml_text(path, "a plan"))
        for fault in faults:
            terminal.print_result(f"{path}:{fault.line or 1}: {fault.message}\n")
        if faults:
            status = terminal.WITH_PROBLEMS
            continue
        terminal.print_message(f"{path}: no faults")
        if story is not None:
            from summarizer.briefing.plan_trial import try_plan

            terminal.print_result(f"{path}: {try_plan(plans.load_plan(path), story)}")
    raise typer.Exit(status)


@history_app.callback(invoke_without_command=True)
def _history(context: typer.Context, config: Config = None) -> None:
    """List the editions, where no other command is named."""
    context.obj = config
    if context.invoked_subcommand is None:
        list_history(context)


@history_app.command("list")
def list_history(context: typer.Context, name: Name = "", config: Config = None) -> None:
    """List the editions: how much each printed, and what became of its mail."""
    with peek_kept(find_settings(config or context.obj)) as history:
        lines = describe_editions(list_editions(history, name))
        terminal.print_lines(lines)
        if not lines:
            terminal.print_message("no edition is kept")


@history_app.command("show")
def show_history(context: typer.Context, date: Date, name: Name = "", config: Config = None) -> None:
    """Print the editions of a date as text, and what became of their mail."""
    with peek_kept(find_settings(config or context.obj)) as history:
        for found in _find_names(history, date, name):
            terminal.print_result(render(read_kept(history, found, date), "txt"))
            for delivery in list_deliveries(history, found, date):
                why = f": {delivery.why}" if delivery.why else ""
                terminal.print_result(f"{delivery.state:<8} {delivery.address}{why}\n")


@history_app.command("forget")
def forget_history(context: typer.Context, date: Date, name: Name = "", config: Config = None) -> None:
    """Forget what the edition of a date printed, so that it is news again. What was mailed stays mailed."""
    settings = find_settings(config or context.obj)
    with open_kept(settings, "summarizer history forget") as history:
        found = _find_names(history, date, name)
        if len(found) > 1:
            several = ", ".join(found)
            raise ConfigError(f"there are editions of {several}", where="history", hint="name one with --name")
        forget_edition(history, found[0], date)
    terminal.print_message(f"forgot   {found[0]} of {date}")


@history_app.command("joins")
def list_joins(
    context: typer.Context,
    undo: Annotated[
        str, option("Take back the join or the part that is listed so.", "--undo", metavar="A+B|ARTICLE")
    ] = "",
    name: Name = "",
    config: Config = None,
) -> None:
    """List what --join and --part said of stories and still holds, each as it was said; or take one back.

    Example: summarizer history joins --undo 2031-03-05-abcde+feeds/ferry.md
    """
    settings = find_settings(config or context.obj)
    if not undo:
        with peek_kept(settings) as history:
            found = list_decisions(history, name)
        terminal.print_lines(f"{one.date}  {one.name}  --{one.kind} {one.spelt}" for one in found)
        if not found:
            terminal.print_message("nothing is joined or parted")
        return
    with open_kept(settings, "summarizer history joins") as history:
        meant = _find_meant(list_decisions(history, name), undo)
        for one in meant:
            forget_decision(history, one)
    terminal.print_message(*(f"undone   --{one.kind} {one.spelt} of {one.name}" for one in meant))
    terminal.print_message("next     make today's page anew with --again")
    if meant[0].other:
        terminal.print_message(
            "notice   what is one story in earlier editions goes on as one until these are made anew"
        )


def _find_meant(said: Sequence[Decision], undo: str) -> list[Decision]:
    """Return what was said of stories that is called so, of one briefing. Raise ConfigError for none or of several."""
    meant = [one for one in said if undo in (one.spelt, f"{one.other}+{one.one}")]
    if len({one.name for one in meant}) > 1:
        several = ", ".join(one.name for one in meant)
        raise ConfigError(f"it was said for {several}", where="--undo", hint="name one with --name")
    if not meant:
        hint = nearest(undo, [one.spelt for one in said]) if said else "nothing is joined or parted"
        raise ConfigError(f"“{undo}” was not joined or parted", where="--undo", hint=hint)
    return meant


@history_app.command("export")
def export_history(context: typer.Context, name: Name = "", config: Config = None) -> None:
    """Print all editions with what became of their mail, one JSON object a line."""
    with peek_kept(find_settings(config or context.obj)) as history:
        for record in export_editions(history, name):
            terminal.print_result(json_line(record))


def _find_names(history: History, date: str, name: str) -> list[str]:
    """Name the briefings that have an edition of a date: the one asked for, else all. Raise ConfigError."""
    found = [one for one in list_names(history, date) if name in ("", one)]
    if not found:
        whose = f" of the briefing “{name}”" if name else ""
        raise ConfigError(f"there is no edition of {date}{whose}", where="history", hint="see `summarizer history`")
    return found


_ISO_DAY = 10


def quotes(
    config: options.Config = None,
    who: Annotated[str, option("Only what one speaker said: the surname is enough.", "--who", metavar="NAME")] = "",
    since: Annotated[
        str, option("Only editions from this day on, or 3d, 30d, 2w before now.", "--since", metavar="DAY")
    ] = "",
    name: Annotated[str, option("A briefing of the settings file. [default: all]", "--name", "-n")] = "",
    as_json: Annotated[bool, option("Print one JSON object a quote.", "--json")] = False,
    quiet: options.Quiet = False,
) -> None:
    """List who said what in the editions of the history. Its variants, where it was first, where printed.

    Each variant says what it leaves out of the longest one, or has otherwise.

    Example: summarizer quotes --who Lund --since 30d
    """
    from summarizer.briefing.printed_quotes import list_quotes

    settings = find_settings(config)
    first = find_day(since, read_time(settings))[:_ISO_DAY]
    editions: list[tuple[str, str, Page]] = []
    with peek_kept(settings) as history:
        for edition in list_editions(history, name):
            if edition.date >= first:
                editions.append((edition.name, edition.date, read_kept(history, edition.name, edition.date)))
    found = list_quotes(editions, who)
    for one in found:
        if as_json:
            terminal.print_result(json_line(_write_quote(one)))
        else:
            terminal.print_lines(describe_quote(one))
    if not found:
        speakers = [one.speaker for one in list_quotes(editions)]
        why = _explain_none(str(find_history_path(settings)), len(editions), who, speakers)
        terminal.print_message(f"nothing  {why}", quiet=quiet)


def _explain_none(path: str, editions: int, who: str, speakers: list[str]) -> str:
    """Return why nothing is listed."""
    if not editions:
        return f"no edition is kept in {path}: `send`, and `brief` with --new-only or --stories, keep them"
    if not speakers:
        return f"no line of {count_things(editions, 'edition')} says who speaks"
    return f"no speaker is “{flatten(who)}”; {nearest(who, sorted(set(speakers)))}"


def _write_quote(quote: Quote) -> dict[str, object]:
    """Return a quote as the JSON object that is printed."""
    record = asdict(quote)
    del record["first_day"], record["first_outlet"]
    record["first"] = {"day": quote.first_day, "outlet": quote.first_outlet}
    record["printed"] = [{"name": name, "date": date} for name, date in quote.printed]
    return record


def describe_quote(quote: Quote) -> Iterator[str]:
    """Yield the lines for people."""
    how = "" if quote.quoted else ", reported"
    yield flatten(f"{quote.first_day}  {quote.speaker}{how}; first in {quote.first_outlet}")
    for variant in quote.variants:
        text = f"“{variant.text}”" if quote.quoted else variant.text
        yield f"    {flatten(variant.marked or text)}  ({flatten(', '.join(variant.outlets))})"
    editions = ", ".join(f"{name} {date}".strip() for name, date in quote.printed)
    yield f"    printed {flatten(editions)}"
