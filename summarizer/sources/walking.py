"""From the places that the user named to the files there."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from summarizer.model import Problem
from summarizer.sources.formats import SOURCES, is_known
from summarizer.sources.mailbox import is_maildir, list_mails

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The name of standard input.
STDIN = "-"
#: The file that tells about the articles beside it and is none itself.
LABELS_FILE = "outlets.toml"

_HEAD = 200
_SCHEMA = re.compile(rb'\{\s*"schema":\s*"summarizer\.briefing/')


def find_files(places: Sequence[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Give the files of all places, each once, under the names that the user would give them.

    Folders are walked in sorted order, a Maildir mail by mail; hidden files, ``outlets.toml``, unknown kinds and the
    briefings that this program wrote are skipped: no outlet may seem confirmed by a briefing of what it said.
    A file that is reached by several names goes by the shortest, so that the order of the
    places does not matter.
    """
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for place in places:
        for found in _find_in(place):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                real = found if found == STDIN else resolve(found)
                names[real] = min(names.get(real, found), found, key=lambda name: (len(name), name))
    return tuple(names.values()), tuple(problems)


def show_path(path: str) -> str:
    """Give a path in characters that every output can hold.

    >>> show_path("caf\\udce9.txt"), show_path("café.txt")
    ('caf\\\\udce9.txt', 'café.txt')
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _find_in(place: str) -> Iterator[str | Problem]:
    if place == STDIN or not os.path.isdir(place):
        if os.path.basename(place) != LABELS_FILE:
            yield _check_name(place)
        return
    empty = True
    for found in _walk(place):
        empty = False
        yield found
    if empty:
        yield Problem(show_path(place), f"the folder holds no article ({', '.join(SOURCES)})")


def _walk(place: str) -> Iterator[str | Problem]:
    """Walk a folder without recursion, each real folder once, whatever links lead there."""
    visited: set[str] = set()
    waiting = [PurePath(place).as_posix()]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            yield _check_name(path)
            continue
        real = resolve(path)
        if real in visited:
            continue
        visited.add(real)
        if is_maildir(path):
            yield from (found if isinstance(found, Problem) else _check_name(found) for found in list_mails(path))
            continue
        try:
            names = sorted(os.listdir(path), reverse=True)
        except OSError as fault:
            yield Problem(show_path(path), f"cannot be opened: {fault.strerror}")
            continue
        ours = {os.path.splitext(name)[0] for name in names if _is_briefing(os.path.join(path, name))}
        others = [name for name in names if os.path.splitext(name)[0] not in ours]
        waiting += [child for name in others if _is_wanted(child := PurePath(path, name).as_posix(), name)]


def _is_briefing(path: str) -> bool:
    """Tell whether a file is a briefing's JSON, beside which the briefing stands in other formats too."""
    if not path.endswith(".json") or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return _SCHEMA.match(file.read(_HEAD)) is not None
    except OSError:
        return False


def _is_wanted(path: str, name: str) -> bool:
    if name.startswith(".") or name == LABELS_FILE:
        return False
    return is_known(name) or os.path.isdir(path)


def _check_name(path: str) -> str | Problem:
    """Refuse a name that is no UTF-8: it could not be written into the briefing and found again."""
    if show_path(path) == path:
        return path
    return Problem(show_path(path), "the file's name is not UTF-8: rename it")


def resolve(path: str) -> str:
    """Give the real path of a file or folder behind all links; a path that cannot be is left as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
