"""The command ``summarizer`` with all its commands, and how it is run."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from summarizer import __version__
from summarizer.cli.backfill import backfill
from summarizer.cli.brief import brief, fetch
from summarizer.cli.briefing_file import explain, render
from summarizer.cli.doctor import doctor
from summarizer.cli.history_command import history_app
from summarizer.cli.lists import methods, plans_app
from summarizer.cli.send import send
from summarizer.cli.setup import config, init, install_timer
from summarizer.cli.terminal import handle_errors, open_streams
from summarizer.cli.verify import verify

_COMMANDS = (brief, fetch, send, backfill, render, verify, explain, init, config, doctor, install_timer, methods)


def build_app() -> typer.Typer:
    """Build the command line."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Several outlets report one event: make one briefing of their own sentences, each with its outlet.",
        epilog="Exit status: 0 done; 1 done, with problems in some articles, places or mails (or a proof that fails); "
        "2 nothing could be done, or the call was wrong; 3 a proof that could not be made in full; 130 interrupted.",
    )
    app.callback()(_read_top_options)
    for command in _COMMANDS:
        app.command()(command)
    app.add_typer(history_app, name="history", invoke_without_command=True)
    app.add_typer(plans_app, name="plans", invoke_without_command=True)
    return app


def run() -> None:
    """Run the command line; this is the console script."""
    open_streams()
    # Nothing here multiplies matrices: threads for that only cost. Set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nearly all that is imported and read stays to the end: to look for garbage among it every 700 objects is in vain.
    gc.set_threshold(500_000, 20, 20)
    try:
        # Help, version and wrong calls are printed before any command's own guard.
        with handle_errors():
            build_app()()
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


def _read_top_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read the options that stand before the command."""
