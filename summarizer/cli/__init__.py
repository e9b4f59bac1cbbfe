"""The command line: it alone prints, reads the clock and the environment, and sets the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import Annotated

import typer

from summarizer import __version__
from summarizer.cli import (
    backfill,
    brief,
    changes,
    check,
    choices_and_history,
    doctor,
    edit,
    find_stories,
    render_and_explain,
    send,
    setup,
    verify,
)
from summarizer.cli.terminal import handle_errors

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Several outlets report one event, or many: make one page of their own sentences, each with its outlet.",
    epilog="Exit status: 0 done; 1 done, with problems in some articles, places or mails (or a proof that fails); "
    "2 nothing could be done, or the call was wrong; 3 a proof that could not be made in full; 4 one for "
    "which a text expired; 130 interrupted.",
)
for _command in (
    brief.brief,
    brief.fetch,
    find_stories.stories,
    send.send,
    changes.changes,
    backfill.backfill,
    render_and_explain.render,
    edit.edit,
    verify.verify,
    check.check,
    choices_and_history.quotes,
    render_and_explain.explain,
    setup.init,
    setup.config,
    doctor.doctor,
    setup.install_timer,
    choices_and_history.methods,
):
    app.command()(_command)
app.add_typer(choices_and_history.history_app, name="history", invoke_without_command=True)
app.add_typer(choices_and_history.plans_app, name="plans", invoke_without_command=True)


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
        # Help, version and wrong calls are printed before any command's own guard.
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
