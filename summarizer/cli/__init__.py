"""The command line: it alone prints, reads the clock and the environment, and sets the exit status."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from summarizer import __version__
from summarizer.cli.again import render, verify
from summarizer.cli.backfill import backfill
from summarizer.cli.briefing import brief
from summarizer.cli.doctor import doctor
from summarizer.cli.explain import explain
from summarizer.cli.fetching import fetch
from summarizer.cli.lists import methods, plans_app
from summarizer.cli.mailing import send
from summarizer.cli.remembering import history_app
from summarizer.cli.setup import config, init
from summarizer.cli.terminal import open_streams, told
from summarizer.cli.timer import install_timer

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Several outlets report one event: make one briefing of their own sentences, each with its outlet.",
    epilog="Exit status: 0 done; 1 done, with problems in some articles, places or mails (or a proof that fails); "
    "2 nothing could be done, or the call was wrong; 130 interrupted.",
)
for command in (brief, fetch, send, backfill, render, verify, explain, init, config, doctor, install_timer, methods):
    app.command()(command)
app.add_typer(history_app, name="history", invoke_without_command=True)
app.add_typer(plans_app, name="plans", invoke_without_command=True)


def run() -> None:
    """Run the command line; this is the console script."""
    open_streams()
    # Nearly all that is imported and read stays to the end: to look for garbage among it every 700 objects is in vain.
    gc.set_threshold(50_000, 20, 20)
    try:
        # Help, version and wrong calls are printed before any command's own guard.
        with told():
            app()
    except typer.Exit as left:
        sys.exit(left.exit_code)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
