"""``summarizer init`` and ``summarizer config``: the settings file to begin with, and what holds now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import Config, Names
from summarizer.cli.terminal import handle_errors, make_folder, print_message, print_result
from summarizer.config.resolving import choose_names
from summarizer.config.settings_file import FILE, describe_settings, find_settings, write_settings
from summarizer.errors import ConfigError
from summarizer.storage.files import write_atomically


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write summarizer.toml into.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented summarizer.toml to begin with, and the folder for articles.

    Every key stands in it with what holds without it, so that it changes nothing until you take a # away.
    """
    with handle_errors():
        path = folder / FILE
        if path.exists() and not force:
            raise ConfigError("is there already", where=str(path), hint="--force replaces it")
        make_folder(folder / "articles")
        write_atomically(path, write_settings())
        print_message(
            f"written  {path}\n"
            f"next     put articles into {folder / 'articles'}, or addresses into the file; then `summarizer brief`"
        )


def config(config: Config = None, name: Names = None) -> None:
    """Print all settings that hold, each with where it was said. Passwords are no settings and not shown."""
    with handle_errors():
        settings = find_settings(config)
        print_result(describe_settings(settings, {}, choose_names(settings, name or [])))
