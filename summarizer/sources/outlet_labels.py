"""What the user tells about articles from outside: ``outlets.toml`` beside them and ``--outlet FILE=NAME``.

``outlets.toml`` has one table for each file, under the file's name, with any of ``outlet title url
published author language``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import FIELDS, check_fields, clean_line, set_fields
from summarizer.sources.decoding import decode
from summarizer.sources.readers import STDIN, load_file

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
    by_path = {os.path.normpath(name): outlet for name, outlet in sorted(outlets.items(), reverse=True)}
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
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        message = f"is not sound TOML: {_LINE.sub('', str(fault))}"
        raise SourceError(message, where=f"{where}:{line[1]}" if line else where) from None
    except (RecursionError, ValueError):
        raise SourceError("is not sound TOML") from None


def _check_tables(tables: Mapping[str, object], where: str, folder: str) -> Labels:
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
