"""Sources: a place (file, folder, standard input) → articles and problems. All reading is done here."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.checking import Found, join_found
from summarizer.sources.formats import SOURCES
from summarizer.sources.labels import Labels, check_outlets, label_article, read_labels
from summarizer.sources.loading import MAX_BYTES
from summarizer.sources.reading import read_file
from summarizer.sources.walking import STDIN, find_files, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["MAX_BYTES", "SOURCES", "STDIN", "read_again", "read_places"]

_NO_OUTLETS: Mapping[str, str] = MappingProxyType({})


def read_places(
    places: Sequence[str],
    outlets: Mapping[str, str] = _NO_OUTLETS,
    stdin: bytes | None = None,
    on_read: Callable[[str], None] | None = None,
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read all articles of the places, and tell what could not be read.

    A place is a file, a folder (walked to the bottom) or ``-`` for ``stdin``. ``outlets`` maps a file's
    path or bare name to the outlet; it goes before ``outlets.toml`` in the file's folder, and that
    before what the article says itself. ``on_read`` is called with each file's name before it is read.

    Never raises for what is wrong with a place: when no article could be read, there is at least one problem.
    """
    paths, missing = find_files(places)
    parts: list[Found] = [((), missing)]
    folders: dict[str, Labels] = {}
    for path in paths:
        if on_read:
            on_read(path)
        labels = _look_up_labels(path, folders)
        articles, problems = read_file(path, stdin=stdin)
        parts.append((tuple(label_article(article, labels, outlets) for article in articles), problems))
    told = tuple(problem for labels in folders.values() for problem in labels.problems)
    articles, problems = join_found([*parts, ((), told), ((), check_outlets(outlets, paths))])
    if not articles and not problems:
        problems = (Problem(", ".join(places), "there is no article to read"),)
    return articles, problems


def read_again(
    path: str,
    item: int = 0,
    outlets: Mapping[str, str] = _NO_OUTLETS,
    root: str = "",
    stdin: bytes | None = None,
) -> Article:
    """Read one article once more, as ``read_places`` read it: ``path`` and ``item`` are those of the article.

    ``root`` is the folder from which a relative path counts, when that is not the current one.
    Raises SourceError when the file or the article in it is missing or cannot be read.
    """
    articles, problems = read_file(path, root, stdin)
    for article in articles:
        if article.item == item:
            return label_article(article, read_labels(path, root), outlets)
    if articles:
        raise SourceError(f"holds no article number {item}" if item else "holds several articles now", where=path)
    first = problems[0]
    raise SourceError(first.message, where=first.where)


def _look_up_labels(path: str, folders: dict[str, Labels]) -> Labels:
    """Read the ``outlets.toml`` of a file's folder once for all files there."""
    folder = "" if path == STDIN else resolve(os.path.dirname(path) or ".")
    if folder not in folders:
        folders[folder] = read_labels(path)
    return folders[folder]
