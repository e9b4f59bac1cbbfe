"""The sources of a briefing, read once more from wherever their paths count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.terminal import find_stdin
from summarizer.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from summarizer.model import Article, Briefing

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="The folder from which the sources' paths count. [default: this one, then the briefing's]",
        show_default=False,
    ),
]


def check_root(root: Path | None) -> None:
    """Raise ConfigError when the folder asked for is not there."""
    if root is not None and not root.is_dir():
        raise ConfigError("there is no such folder", where=f"--root {root}")


def build_reader(made: Briefing, path: Path, root: Path | None) -> Callable[[Article], Article]:
    """Give the function that reads an article's source again, from wherever its path counts.

    It raises SourceError when it cannot. ``path`` is the briefing's.
    """
    from summarizer.sources import STDIN, read_again

    told = made.options.get("outlets")
    outlets = {str(name): str(outlet) for name, outlet in told.items()} if isinstance(told, dict) else {}
    folders = [str(root)] if root else ["", str(path.parent), str(path.parent.parent)]
    stdin = find_stdin() if any(article.path == STDIN for article in made.articles) else b""

    def read(article: Article) -> Article:
        if article.path == STDIN and not stdin:
            raise SourceError("it came by standard input; give the same there again")
        found: list[Article] = []
        faults: list[SourceError] = []
        for folder in folders:
            try:
                found.append(read_again(article.path, article.item, outlets, folder, stdin))
            except SourceError as error:
                faults.append(error)
        # Another folder may hold another file of the same name.
        same = [source for source in found if source.sha256 == article.sha256]
        if not found:
            raise faults[0]
        return (same or found)[0]

    return read
