"""From the places that the user named (files, folders, standard input) to the files there, and to their articles."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from types import MappingProxyType

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import ReadResult, join_results
from summarizer.sources.mail_files import find_mail, is_maildir, list_mails
from summarizer.sources.outlet_labels import LABELS_FILE, Labels, check_outlets, label_article, read_labels
from summarizer.sources.readers import SOURCES, STDIN, is_known, load_source, read_file

_NO_OUTLETS: Mapping[str, str] = MappingProxyType({})
_HEAD = 200
_SCHEMA = re.compile(rb'\{\s*"schema":\s*"summarizer\.briefing/')


def read_places(
    places: Sequence[str],
    outlets: Mapping[str, str] = _NO_OUTLETS,
    stdin: bytes | None = None,
    on_read: Callable[[str], None] | None = None,
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read all articles of the places, and report what could not be read.

    A place is a file, a folder (walked to the bottom) or ``-`` for ``stdin``. ``outlets`` maps a file's
    path or bare name to the outlet; it goes before ``outlets.toml`` in the file's folder, and that
    before what the article says itself. ``on_read`` is called with each file's name before it is read.

    Never raises for what is wrong with a place: when no article could be read, there is at least one problem.
    """
    paths, missing = find_files(places)
    results: list[ReadResult] = [((), missing)]
    folders: dict[str, Labels] = {}
    for path in paths:
        if on_read:
            on_read(path)
        labels = _read_labels_once(path, folders)
        articles, problems = read_file(path, stdin=stdin)
        results.append((tuple(label_article(article, labels, outlets) for article in articles), problems))
    results += [((), labels.problems) for labels in folders.values()]
    results.append(((), check_outlets(outlets, paths)))
    articles, problems = join_results(results)
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


def digest_place(place: str) -> str:
    """Return the digest of all that ``read_places`` reads of a place: names and bytes, and each ``outlets.toml``.

    Files are not parsed, so this is quick. What cannot be read counts as what is wrong with it.
    """
    paths, problems = find_files([place])
    labels = {os.path.join(os.path.dirname(path), LABELS_FILE) for path in paths}
    parts = [f"{path}\0{_digest_file(path)}" for path in sorted({*paths, *filter(os.path.lexists, labels)})]
    parts += [f"{problem.where}\0{problem.message}" for problem in problems]
    return sha256("\1".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def find_files(places: Sequence[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the files of all places, each once, under the names that the user would give them.

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
                continue
            real = found if found == STDIN else _resolve(found)
            known = names.get(real, found)
            names[real] = min(known, found, key=lambda name: (len(name), name))
    return tuple(names.values()), tuple(problems)


def show_path(path: str) -> str:
    """Return a path in characters that every output can hold.

    >>> show_path("caf\\udce9.txt"), show_path("café.txt")
    ('caf\\\\udce9.txt', 'café.txt')
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _find_in(place: str) -> Iterator[str | Problem]:
    if place != STDIN and os.path.isdir(place):
        found = list(_walk(place))
        yield from found or [Problem(show_path(place), f"the folder holds no article ({', '.join(SOURCES)})")]
    elif os.path.basename(place) != LABELS_FILE:
        yield _check_name(place)


def _walk(place: str) -> Iterator[str | Problem]:
    """Walk a folder without recursion, each real folder once, whatever links lead there."""
    visited: set[str] = set()
    waiting = [PurePath(place).as_posix()]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            yield _check_name(path)
            continue
        real = _resolve(path)
        if real in visited:
            continue
        visited.add(real)
        if is_maildir(path):
            yield from map(_check_name, list_mails(path))
            continue
        try:
            waiting += _list_children(path)
        except OSError as fault:
            yield Problem(show_path(path), f"cannot be opened: {fault.strerror}")


def _list_children(folder: str) -> list[str]:
    """Return what is to be read of a folder, the last first. Raises OSError when it cannot be opened."""
    names = sorted(os.listdir(folder), reverse=True)
    ours = {os.path.splitext(name)[0] for name in names if _is_briefing(os.path.join(folder, name))}
    children = []
    for name in names:
        path = PurePath(folder, name).as_posix()
        if os.path.splitext(name)[0] not in ours and _is_wanted(path, name):
            children.append(path)
    return children


def _is_briefing(path: str) -> bool:
    """Return whether a file is a briefing's JSON, beside which the briefing stands in other formats too."""
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


def _check_name(found: str | Problem) -> str | Problem:
    """Refuse a name that is no UTF-8: it could not be written into the briefing and found again."""
    if isinstance(found, Problem) or show_path(found) == found:
        return found
    return Problem(show_path(found), "the file's name is not UTF-8: rename it")


def _resolve(path: str) -> str:
    """Return the real path of a file or folder behind all links; a path that cannot be is left as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _read_labels_once(path: str, folders: dict[str, Labels]) -> Labels:
    """Read the ``outlets.toml`` of a file's folder once for all files there."""
    folder = "" if path == STDIN else _resolve(os.path.dirname(path) or ".")
    if folder not in folders:
        folders[folder] = read_labels(path)
    return folders[folder]


def _digest_file(path: str) -> str:
    try:
        return sha256(load_source(find_mail(path))).hexdigest()
    except SourceError as fault:
        return fault.message
