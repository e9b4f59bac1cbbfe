"""From the places that the user named (files, folders, standard input) to the files there, and to their articles.

What the user tells about articles from outside: ``outlets.toml`` beside them and ``--outlet FILE=NAME``.

``outlets.toml`` has one table for each file, under the file's name, with any of ``outlet title url
published author language``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath
from types import MappingProxyType

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import FIELDS, ReadResult, check_fields, clean_line, join_results, set_fields
from summarizer.sources.decoding import decode
from summarizer.sources.mail_files import find_mail, is_maildir, list_mails
from summarizer.sources.readers import SOURCES, STDIN, is_known, load_file, load_source, read_file

#: The file that tells about the articles beside it and is none itself.
LABELS_FILE = "outlets.toml"

_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Labels:
    """What one ``outlets.toml`` says: file name → fields, and what is wrong with it."""

    tables: Mapping[str, dict[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def label_article(article: Article, labels: Labels, outlets: Mapping[str, str]) -> Article:
    """Return an article with what is told about its file: ``outlets`` before ``labels`` before its own."""
    article = set_fields(article, labels.tables.get(os.path.basename(article.path), {}))
    return set_fields(article, {"outlet": find_outlet(article.path, outlets)})


def find_outlet(path: str, outlets: Mapping[str, str]) -> str:
    """Return the outlet that the user named for a file: by its path, else by its bare name.

    >>> find_outlet("news/a.txt", {"a.txt": "dpa", "./news/a.txt": "CNN"}), find_outlet("b.txt", {"a.txt": "dpa"})
    ('CNN', '')
    """
    by_path: dict[str, str] = {}
    for name, outlet in sorted(outlets.items(), reverse=True):
        by_path[os.path.normpath(name)] = outlet
    bare = outlets.get(os.path.basename(path), "")
    return clean_line(by_path.get(os.path.normpath(path), bare))


def check_outlets(outlets: Mapping[str, str], paths: Iterable[str]) -> tuple[Problem, ...]:
    """Report what the user said of files that are not among those read, or left empty."""
    known = set(map(os.path.normpath, paths))
    known.update(map(os.path.basename, tuple(known)))
    problems = []
    for name, named in sorted(outlets.items()):
        outlet = clean_line(named)
        if not outlet:
            problems.append(Problem(name, "no outlet is named for this file"))
        elif os.path.normpath(name) not in known:
            problems.append(Problem(name, f"no file of this name is read, so “{outlet}” names no outlet"))
    return tuple(problems)


def read_labels(path: str, root: str = "") -> Labels:
    """Read the ``outlets.toml`` that stands beside a file; most have none.

    ``root`` is the folder from which a relative path counts.
    """
    folder = os.path.dirname(path)
    where = os.path.join(folder, LABELS_FILE)
    if path == STDIN or not os.path.lexists(os.path.join(root, where)):
        return Labels()
    try:
        tables = _parse_labels(decode(load_file(os.path.join(root, where))), where)
    except SourceError as fault:
        return Labels(problems=(Problem(fault.where or where, fault.message),))
    return _check_tables(tables, where, os.path.join(root, folder))


def _parse_labels(text: str, where: str) -> dict[str, object]:
    """Parse an ``outlets.toml``. Raises SourceError, with the line, when it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        message = f"is not sound TOML: {_LINE.sub('', str(fault))}"
        raise SourceError(message, where=f"{where}:{line[1]}" if line else where) from None
    except (RecursionError, ValueError):
        raise SourceError("is not sound TOML") from None


def _check_tables(tables: Mapping[str, object], where: str, folder: str) -> Labels:
    """Check what an ``outlets.toml`` in a folder says of each file."""
    checked: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        place = f"{where} [{clean_line(name)}]"
        if not isinstance(table, dict):
            problems.append(Problem(place, 'is not a table of a file: write ["FILE"] and, below it, outlet = "NAME"'))
            continue
        checked[name], faults = check_fields(table, place)
        problems += [*faults, *_check_names(name, table, place, folder)]
    return Labels(checked, tuple(problems))


def _check_names(name: str, table: Mapping[str, object], where: str, folder: str) -> list[Problem]:
    """Report a file that does not exist and fields that nobody reads: mostly slips of the pen."""
    is_bare = os.sep not in name and "\0" not in name
    if not is_bare or not os.path.isfile(os.path.join(folder, name)):
        is_nested = dict in map(type, table.values())
        hint = "; a name with a dot stands in quotes" if is_nested else ""
        return [Problem(where, f"there is no such file in this folder{hint}", "notice")]
    unknown = sorted(set(table) - set(FIELDS))
    known = ", ".join(FIELDS)
    return [Problem(where, f"“{clean_line(key)}” is none of {known}", "notice") for key in unknown]


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
        labelled = tuple(label_article(article, labels, outlets) for article in articles)
        results.append((labelled, problems))
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


def is_found_again(problem: Problem, outlets: Mapping[str, str], paths: Iterable[str], root: str = "") -> bool:
    """Return whether a problem of reading is found when its place is read once more.

    ``outlets`` and ``paths`` are what the user named and what was read, ``root`` as in ``read_again``.
    """
    if problem in check_outlets(outlets, paths):
        return True
    # A problem names its place as "FILE", "FILE#2", "FILE:7" or "outlets.toml [FILE]".
    for place in dict.fromkeys([problem.where, *(problem.where.rpartition(mark)[0] for mark in ("#", ":", " ["))]):
        if not place:
            continue
        _, missing = find_files([os.path.join(root, place)])
        told = [replace(one, where=place) for one in missing]
        told += read_file(place, root)[1]
        told += read_labels(place, root).problems
        if problem in told:
            return True
    return False


def digest_place(place: str) -> str:
    """Return the digest of all that ``read_places`` reads of a place: names and bytes, and each ``outlets.toml``.

    Files are not parsed, so this is quick. What cannot be read counts as what is wrong with it.
    """
    paths, problems = find_files([place])
    read = set(paths)
    for folder in set(map(os.path.dirname, paths)):
        labels = os.path.join(folder, LABELS_FILE)
        if os.path.lexists(labels):
            read.add(labels)
    parts = [f"{path}\0{_digest_file(path)}" for path in sorted(read)]
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
            _, names[real] = min((len(known), known), (len(found), found))
    return tuple(names.values()), tuple(problems)


def show_path(path: str) -> str:
    """Return a path in characters that every output can hold.

    >>> show_path("caf\\udce9.txt"), show_path("café.txt")
    ('caf\\\\udce9.txt', 'café.txt')
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _find_in(place: str) -> Iterator[str | Problem]:
    """Find the files of one place, or report that there is none."""
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
    ours: set[str] = set()
    for name in names:
        if _is_briefing(os.path.join(folder, name)):
            stem, _ = os.path.splitext(name)
            ours.add(stem)
    children = []
    for name in names:
        path = PurePath(folder, name).as_posix()
        stem, _ = os.path.splitext(name)
        if stem not in ours and _is_wanted(path, name):
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
    """Return whether a file or folder in a folder is to be read."""
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
    """Return the digest of a file's bytes, or what is wrong with it."""
    try:
        return sha256(load_source(find_mail(path))).hexdigest()
    except SourceError as fault:
        return fault.message
