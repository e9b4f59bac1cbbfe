"""The command line: it alone prints, reads the clock and the environment, and sets the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from summarizer import __version__
from summarizer.cli.terminal import handle_errors

#: Each command: the module and the name of its function there, and the first sentence of what that says of itself.
COMMANDS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "brief": ("brief", "brief", "Make one briefing of several articles."),
        "fetch": ("brief", "fetch", "Fetch the articles of pages and feeds."),
        "stories": ("find_stories", "stories", "Find the stories of a pile of articles."),
        "send": ("send", "send", "Make and send the editions of the day."),
        "changes": ("changes", "changes", "Tell what outlets changed in articles after they were read."),
        "backfill": ("backfill", "backfill", "Make the briefings of many folders."),
        "render": ("render", "render", "Render a briefing or a front page again."),
        "edit": ("edit", "edit", "Edit a page by hand."),
        "verify": ("verify", "verify", "Prove a briefing by its sources."),
        "check": ("check", "check", "Check a draft, a person's or a model's, by its sources."),
        "quotes": ("choices_and_history", "quotes", "List who said what in the editions of the history."),
        "explain": ("explain", "explain", "Explain what became of sentences, and why."),
        "init": ("setup", "init", "Write a commented summarizer.toml to begin with."),
        "config": ("setup", "config", "Print all settings that hold, and where each was said."),
        "doctor": ("doctor", "doctor", "Test all that a morning's run needs."),
        "install-timer": ("setup", "install_timer", "Write a systemd timer that runs `summarizer send -q` daily."),
        "methods": ("choices_and_history", "methods", "List the methods of ranking and the similarities."),
        "history": ("choices_and_history", "history_app", "See and change what earlier editions printed and mailed."),
        "plans": ("choices_and_history", "plans_app", "List, show, check or suggest plans."),
    }
)


class _LazyCommands(Mapping[str, Any]):
    """The commands by their names, each imported when it is looked up: a run needs one, and what is behind it."""

    def __getitem__(self, name: str) -> Any:
        module, function, _ = COMMANDS[name]
        found = getattr(import_module(f"summarizer.cli.{module}"), function)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=name)
        else:
            alone.command(name)(found)
        return get_group(alone).commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Program(TyperGroup):
    """The program as a group of its commands."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        vars(self)["commands"] = _LazyCommands()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is called; what the user can mend is one message."""
        with handle_errors():
            return super().invoke(ctx)


app = typer.Typer(
    cls=_Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Several outlets report one event, or many: make one page of their own sentences, each with its outlet.",
    epilog="Exit status: 0 done; 1 done, with problems in some articles, places or mails (or a proof that fails); "
    "2 nothing could be done, or the call was wrong; 3 a proof that could not be made in full; 4 one for "
    "which a text expired; 130 interrupted.",
)


def run() -> None:
    """Run the command line."""
    # The three standard streams are usable even where the caller closed them: a closed standard input is an empty
    # one, what is said into a closed standard error is lost, but a result that nobody can receive is a fault. The
    # numbers 0 to 2 are taken before any other file is opened.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w"), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not what the terminal's language says: the same bytes as in a file.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    # Nothing here multiplies matrices: threads for that only cost. Set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        # Help and version are printed before any command is run.
        with handle_errors():
            app()
    except typer.Exit as left:
        sys.exit(left.exit_code)
    finally:
        # Python looks through all that is left once more as it ends; it ends with the process anyway.
        gc.freeze()


def _show_version(wanted: bool) -> None:
    """Print the version and leave, where it is asked for."""
    if wanted:
        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def _read_top_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read the options that stand before the command."""
