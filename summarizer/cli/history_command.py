"""``summarizer history``: what earlier editions printed and mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import Config
from summarizer.cli.terminal import handle_errors, print_message, print_result
from summarizer.config.resolving import find_history_path, resolve_history
from summarizer.config.settings_file import find_settings
from summarizer.errors import ConfigError
from summarizer.render.briefing_json import json_line

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.storage.deliveries import Delivery
    from summarizer.storage.history import History

history_app = typer.Typer(help="See and change what earlier editions printed and mailed.", rich_markup_mode=None)

Name = Annotated[str, typer.Option("--name", "-n", help="A briefing of the settings file. [default: all]")]
Date = Annotated[str, typer.Argument(help="The edition's date, like 2024-11-15.")]


@history_app.callback(invoke_without_command=True)
def _history(context: typer.Context, config: Config = None) -> None:
    """List the editions, where no other command is named."""
    if context.invoked_subcommand is None:
        _list("", config)
    context.obj = config


@history_app.command("list")
def list_history(context: typer.Context, name: Name = "", config: Config = None) -> None:
    """List the editions: how much each printed, and what became of its mail."""
    _list(name, config or context.obj)


def _list(name: str, config: Path | None) -> None:
    """Print the editions of one briefing, or of all."""
    from summarizer.storage.editions import describe_editions, list_editions
    from summarizer.storage.history import peek_history

    with handle_errors(), peek_history(_path(config)) as history:
        lines = describe_editions(list_editions(history, name))
        print_result("".join(f"{line}\n" for line in lines))
        print_message("no edition is kept", quiet=bool(lines))


@history_app.command("show")
def show_history(context: typer.Context, date: Date, name: Name = "", config: Config = None) -> None:
    """Print the editions of a date as text, and what became of their mail."""
    from summarizer.render.briefing_json import from_json
    from summarizer.render.rendering import render
    from summarizer.storage.deliveries import list_deliveries
    from summarizer.storage.editions import find_edition
    from summarizer.storage.history import peek_history

    with handle_errors(), peek_history(_path(config or context.obj)) as history:
        for found in _find_names(history, date, name):
            print_result(render(from_json(find_edition(history, found, date), f"the edition of {date}"), "txt"))
            for delivery in list_deliveries(history, found, date):
                print_result(f"{_describe_delivery(delivery)}\n")


@history_app.command("forget")
def forget_history(context: typer.Context, date: Date, name: Name = "", config: Config = None) -> None:
    """Forget what the edition of a date printed, so that it is news again. What was mailed stays mailed."""
    from summarizer.storage.editions import forget_edition
    from summarizer.storage.history import open_history

    with handle_errors():
        settings = find_settings(config or context.obj)
        wait = resolve_history(settings).wait
        with open_history(find_history_path(settings), wait, "summarizer history forget") as history:
            found = _find_names(history, date, name)
            if len(found) > 1:
                several = ", ".join(found)
                raise ConfigError(f"there are editions of {several}", where="history", hint="name one with --name")
            forget_edition(history, found[0], date)
        print_message(f"forgot   {found[0]} of {date}")


@history_app.command("export")
def export_history(context: typer.Context, name: Name = "", config: Config = None) -> None:
    """Print all editions with what became of their mail, one JSON object a line."""
    from summarizer.storage.editions import export_editions
    from summarizer.storage.history import peek_history

    with handle_errors(), peek_history(_path(config or context.obj)) as history:
        for record in export_editions(history, name):
            print_result(json_line(record))


def _find_names(history: History, date: str, name: str) -> list[str]:
    """Name the briefings that have an edition of a date: the one asked for, else all. Raise ConfigError."""
    from summarizer.storage.editions import list_editions

    found = [one.name for one in list_editions(history, name) if one.date == date]
    if not found:
        whose = f" of the briefing “{name}”" if name else ""
        raise ConfigError(f"there is no edition of {date}{whose}", where="history", hint="see `summarizer history`")
    return found


def _describe_delivery(delivery: Delivery) -> str:
    """Return what became of the mail to one address."""
    why = f": {delivery.why}" if delivery.why else ""
    return f"{delivery.state:<8} {delivery.address}{why}"


def _path(config: Path | None) -> Path:
    """Return the file of the history."""
    return find_history_path(find_settings(config))
