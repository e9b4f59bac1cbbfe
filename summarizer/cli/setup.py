"""``summarizer init`` and ``summarizer config``: the settings file to begin with, and what holds now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import Config, Names
from summarizer.cli.resolving import choose_names, find_settings
from summarizer.cli.terminal import make_folder, put, tell, told
from summarizer.errors import ConfigError


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write summarizer.toml into.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented summarizer.toml to begin with, and the folder for articles.

    Every key stands in it with what holds without it, so that it changes nothing until you take a # away.
    """
    from summarizer.config.loading import FILE
    from summarizer.config.settings_file import write_settings
    from summarizer.storage.files import write_atomically

    with told():
        path = folder / FILE
        if path.exists() and not force:
            raise ConfigError("is there already", where=str(path), hint="--force replaces it")
        make_folder(folder / "articles")
        write_atomically(path, write_settings())
        tell(f"written  {path}\nnext     put articles into {folder / 'articles'}, or addresses into the file; "
             "then `summarizer brief`", quiet=False)  # fmt: skip


def config(
    config: Config = None,
    name: Names = [],  # noqa: B006
) -> None:
    """Print all settings that hold, each with where it was said. Passwords are no settings and not shown."""
    from summarizer.config.settings_file import describe_settings

    with told():
        settings = find_settings(config)
        put(describe_settings(settings, {}, choose_names(settings, name)))
