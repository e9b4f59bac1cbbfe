"""The command line: it alone prints, reads the clock and the environment, and sets the exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated

import typer

from summarizer import __version__
from summarizer.cli.terminal import open_streams, told

#: Command or group → where it is. A call needs one of them, and to describe all takes as long as to read an article.
_COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "brief": ("brief", "brief"),
        "fetch": ("fetch_command", "fetch"),
        "send": ("send", "send"),
        "backfill": ("backfill", "backfill"),
        "render": ("render_verify", "render"),
        "verify": ("render_verify", "verify"),
        "explain": ("explain", "explain"),
        "init": ("setup", "init"),
        "config": ("setup", "config"),
        "doctor": ("doctor", "doctor"),
        "install-timer": ("timer", "install_timer"),
        "methods": ("lists", "methods"),
        "history": ("history_command", "history_app"),
        "plans": ("lists", "plans_app"),
    }
)


def build_app(wanted: str = "") -> typer.Typer:
    """Build the command line: with the command ``wanted`` alone, or with all if there is none of that name."""
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Several outlets report one event: make one briefing of their own sentences, each with its outlet.",
        epilog="Exit status: 0 done; 1 done, with problems in some articles, places or mails (or a proof that fails); "
        "2 nothing could be done, or the call was wrong; 130 interrupted.",
    )
    app.callback()(_top)
    for name in [wanted] if wanted in _COMMANDS else _COMMANDS:
        module, called = _COMMANDS[name]
        command = getattr(import_module(f"summarizer.cli.{module}"), called)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, invoke_without_command=True)
        else:
            app.command(name)(command)
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
        with told():
            build_app(*sys.argv[1:2])()
    except typer.Exit as left:
        sys.exit(left.exit_code)
    finally:
        # Python looks through all that is left once more as it ends; it ends with the process anyway.
        gc.freeze()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
