"""``summarizer history``: what earlier editions printed and mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.making import UNNAMED
from summarizer.cli.parameters import Config
from summarizer.cli.terminal import put, tell, told
from summarizer.cli.wishes import find_settings, history_number, history_path
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.history import Delivery

history_app = typer.Typer(help="See and change what earlier editions printed and mailed.", rich_markup_mode=None)

Name = Annotated[str, typer.Option("--name", "-n", help="A briefing of the settings file. [default: all]")]
Date = Annotated[str, typer.Argument(help="The edition's date, like 2024-11-15.")]


@history_app.callback(invoke_without_command=True)
def _history(context: typer.Context, config: Config = None) -> None:
    if context.invoked_subcommand is None:
        list_history(config=config)


@history_app.command("list")
def list_history(name: Name = "", config: Config = None) -> None:
    """List the editions: how much each printed, and what became of its mail."""
    from summarizer.history import describe_editions, list_editions, peek_history

    with told(), peek_history(_path(config)) as history:
        lines = describe_editions(list_editions(history, name))
        put("".join(f"{line}\n" for line in lines))
        tell("no edition is kept", quiet=bool(lines))


@history_app.command("show")
def show_history(date: Date, name: Name = "", config: Config = None) -> None:
    """Print the edition of a date as text, and what became of its mail."""
    from summarizer.exporting import from_json
    from summarizer.history import find_edition, list_deliveries, peek_history
    from summarizer.rendering import render

    with told(), peek_history(_path(config)) as history:
        text = find_edition(history, name or UNNAMED, date)
        if not text:
            raise _missing(name, date)
        put(render(from_json(text, f"the edition of {date}"), "txt"))
        for delivery in list_deliveries(history, name or UNNAMED, date):
            put(f"{describe_delivery(delivery)}\n")


@history_app.command("forget")
def forget_history(date: Date, name: Name = "", config: Config = None) -> None:
    """Forget what the edition of a date printed, so that it is news again. What was mailed stays mailed."""
    from summarizer.history import forget, open_history

    settings = find_settings(config)
    wait = history_number(settings, "wait")
    with told(), open_history(history_path(settings), wait, "summarizer history forget") as history:
        if not forget(history, name or UNNAMED, date):
            raise _missing(name, date)
        tell(f"forgot   {name or UNNAMED} of {date}", quiet=False)


@history_app.command("export")
def export_history(name: Name = "", config: Config = None) -> None:
    """Print all editions with what became of their mail, one JSON object a line."""
    from summarizer.history import export, peek_history

    with told(), peek_history(_path(config)) as history:
        for line in export(history, name):
            put(line)


def describe_delivery(delivery: Delivery) -> str:
    """Tell a delivery in one line."""
    why = f": {delivery.why}" if delivery.why else ""
    return f"{delivery.state:<8} {delivery.address}{why}"


def _path(config: Path | None) -> Path:
    return history_path(find_settings(config))


def _missing(name: str, date: str) -> ConfigError:
    return ConfigError(
        f"there is no edition of {date} of the briefing “{name or UNNAMED}”",
        where="history",
        hint="see `summarizer history`",
    )
