"""From the places that the user named (files, folders, standard input) to the files there, and to their articles.

Each article is read and gets what the user tells about it from outside: ``outlets.toml`` beside its file and
``--outlet FILE=NAME``. ``outlets.toml`` has one table for each file, under the file's name, with any of ``outlet title
url published author language``.
"""

from __future__ import annotations

import math
import os
import re
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath
from types import MappingProxyType

from summarizer.errors import SourceError, count_things
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import FIELDS, ReadResult, check_fields, clean_line, set_fields
from summarizer.sources.bounded_process import BoundedProcess, LimitError
from summarizer.sources.decoding import decode
from summarizer.sources.mail_files import find_mail, is_maildir, list_mails, read_beginning
from summarizer.sources.readers import FORBIDDEN, SOURCES, STDIN, load_file, read_file
from summarizer.text.tokens import find_skeleton

#: The file that tells about the articles beside it and is none itself.
LABELS_FILE = "outlets.toml"
#: Its table of outlets that belong together.
FAMILIES_TABLE = "families"

#: Characters of that file. To read it costs the square of a key's parts ("a.b.c"), of which none has more than one.
MAX_LABELS = 2_000_000

_NO_OUTLETS: Mapping[str, str] = MappingProxyType({})
_HEAD = 200
#: So many files that are not read are named.
_MOST_NAMED = 3
#: What stands, all of it, in each page that this program writes, and nowhere else. Of a page so many bytes are read.
_PAGE_SIGNS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        ".txt": (b"\n" + 72 * b"=" + b"\n", b"\n" + 72 * b"-" + b"\n", b"\n[1] "),
        ".md": (b"\n| ---: | --- | --- | --- | --- |\n| 1 | ", b"\n\n## ", b"\n- ", b" *("),
        ".html": (
            b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
            b'<meta name="color-scheme" content="light dark">',
        ),
    }
)
_LONGEST_PAGE = 2_000_000
_SCHEMA = re.compile(rb'\{\s*"schema":\s*"summarizer\.briefing/')
_LONG_KEY = re.compile(r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}")
_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Labels:
    """What one ``outlets.toml`` says: file name → fields, an outlet's name by what it looks like → family; and what is
    wrong with it."""

    tables: Mapping[str, dict[str, str]] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_places(
    places: Sequence[str],
    outlets: Mapping[str, str] = _NO_OUTLETS,
    stdin: bytes | None = None,
    on_read: Callable[[str], None] | None = None,
    process: BoundedProcess | None = None,
    fetched: Collection[str] = (),
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read all articles of the places, and report what could not be read.

    A place is a file, a folder (walked to the bottom) or ``-`` for ``stdin``. ``outlets`` maps a file's
    path or bare name to the outlet; it goes before ``outlets.toml`` in the file's folder, and that
    before what the article says itself. ``on_read`` is called with each file's name before it is read.

    With a ``process`` its limits hold, and it reads what is large or ``fetched``; what takes too much is an article
    that is dropped.

    Never raises for what is wrong with a place: when no article could be read, there is at least one problem.
    """
    paths, missing = find_files(places)
    articles: list[Article] = []
    problems = [*missing]
    folders: dict[str, Labels] = {}
    for path, (found, faults) in _read_files(paths, places, stdin, on_read, process, fetched):
        folder = "" if path == STDIN else _resolve(os.path.dirname(path) or ".")
        if folder not in folders:
            folders[folder] = read_labels(path)
        articles += [label_article(article, folders[folder], outlets) for article in found]
        problems += faults
    for labels in folders.values():
        problems += labels.problems
    problems += check_outlets(outlets, paths)
    if not articles and not problems:
        problems.append(Problem(", ".join(places), "there is no article to read"))
    return tuple(articles), tuple(problems)


def _read_files(
    paths: Sequence[str],
    places: Sequence[str],
    stdin: bytes | None,
    on_read: Callable[[str], None] | None,
    process: BoundedProcess | None,
    fetched: Collection[str],
) -> Iterator[tuple[str, ReadResult]]:
    """Read files in turn. Where a place's seconds are spent, its next file is dropped and the others are not read."""
    spent: defaultdict[str, float] = defaultdict(float)
    full: set[str] = set()
    for path in paths:
        place = next((place for place in places if PurePath(path).is_relative_to(place)), path)
        if place in full:
            continue
        if on_read:
            on_read(path)
        if process is None:
            result = read_file(path, stdin=stdin)
        elif spent[place] > (process.limits.place_seconds or math.inf):
            full.add(place)
            result = (Article("", path=path, dropped="place"),), ()
        else:
            begun = time.process_time() + process.spent
            result = _read_within(process, path, stdin, path in fetched)
            spent[place] += time.process_time() + process.spent - begun
        yield path, result


def _read_within(process: BoundedProcess, path: str, stdin: bytes | None, is_fetched: bool) -> ReadResult:
    """Read one file within limits: what is large or fetched in the process, all else here where an alarm rings."""
    size = len(stdin or b"")
    if path != STDIN:
        # What is wrong with a file is found when it is read.
        with suppress(OSError, ValueError):
            size = os.path.getsize(path)
    limits = process.limits
    is_large = size >= limits.large
    try:
        seconds = limits.place_seconds if is_large else limits.article_seconds
        if is_fetched:
            return process.do(seconds, read_file, path, "", stdin)
        return process.do_near(seconds, size, read_file, path, "", stdin)
    except LimitError as over:
        return (Article("", path=path, dropped=over.excess),), ()


def is_found_again(problem: Problem, root: str = "") -> bool:
    """Return whether a problem of reading is found when its place, which counts from ``root``, is read once more."""
    for place in list_places_of(problem):
        told: list[Problem] = []
        if os.path.isdir(os.path.join(root, place)):
            # The first thing in it says enough: a large folder is not walked to its end.
            first = next(_walk(os.path.join(root, place)), _tell_empty(place))
            told += [replace(first, where=place)] if isinstance(first, Problem) else []
        told += read_file(place, root)[1]
        told += read_labels(place, root).problems
        if problem in told:
            return True
    return False


def list_places_of(problem: Problem) -> list[str]:
    """Return the places that a problem may be of.

    It says "FILE", "FILE#2", "FILE:7", "FILE, mail 3" or "outlets.toml [FILE]".
    """
    marked = (problem.where.rpartition(mark)[0] for mark in ("#", ":", ", ", " ["))
    return [place for place in dict.fromkeys([problem.where, *marked]) if place]


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
    parts: list[str] = []
    for path in sorted(read):
        try:
            told = sha256(load_file(find_mail(path))).hexdigest()
        except SourceError as fault:
            told = fault.message
        parts.append(f"{path}\0{told}")
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
        found: list[str | Problem] = [place] if os.path.basename(place) != LABELS_FILE else []
        if place != STDIN and os.path.isdir(place):
            found = [*_walk(place)] or [_tell_empty(show_path(place))]
        for one in found:
            if isinstance(one, Problem):
                problems.append(one)
            elif show_path(one) != one:
                # It could not be written into the briefing and found again.
                problems.append(Problem(show_path(one), "the file's name is not UTF-8: rename it"))
            else:
                real = one if one == STDIN else _resolve(one)
                known = names.get(real, one)
                _, names[real] = min((len(known), known), (len(one), one))
    return tuple(names.values()), tuple(problems)


def find_unread(places: Sequence[str]) -> tuple[Problem, ...]:
    """Return a notice for each folder in which files are of kinds that are not read: a PDF may be a lost article.

    No article are hidden files, TOML files, what a browser saved beside a page ("page_files"), and other formats of a
    briefing that this program wrote.
    """
    notices: list[Problem] = []
    # What can be no folder (a name with a zero byte) was told when it was read.
    for place in filter(os.path.isdir, places):
        unread = list(_walk_unread(place))
        if unread:
            named = ", ".join(map(show_path, unread[:_MOST_NAMED])) + ", …" * (len(unread) > _MOST_NAMED)
            count = count_things(len(unread), "file")
            message = f"{count} of kinds that are not read: {named} (save the text as .txt; name a feed's file itself)"
            notices.append(Problem(show_path(place), message, "notice"))
    return tuple(notices)


def _walk_unread(place: str) -> Iterator[str]:
    """Yield the files in a folder that are of kinds that are not read."""
    for folder, folders, names in os.walk(place):
        if is_maildir(folder):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if name[0] != "." and not name.endswith("_files"))
        known = {os.path.splitext(name)[0] for name in names if name.endswith(".json")}
        for name in sorted(names):
            is_known = name.lower().endswith((*SOURCES, ".toml")) or os.path.splitext(name)[0] in known
            if name[0] != "." and not is_known:
                yield PurePath(folder, name).as_posix()


def show_path(path: str) -> str:
    """Return a path in characters that every output can hold.

    >>> show_path("caf\\udce9.txt"), show_path("café.txt")
    ('caf\\\\udce9.txt', 'café.txt')
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _walk(place: str) -> Iterator[str | Problem]:
    """Walk a folder without recursion, each real folder once, whatever links lead there."""
    visited: set[str] = set()
    waiting = [PurePath(place).as_posix()]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            yield path
            continue
        real = _resolve(path)
        if real in visited:
            continue
        visited.add(real)
        if is_maildir(path):
            yield from list_mails(path)
            continue
        try:
            waiting += _list_read(path)
        except OSError as fault:
            yield Problem(show_path(path), f"cannot be opened: {fault.strerror} ({FORBIDDEN})")


def _list_read(folder: str) -> list[str]:
    """Return what is read of a folder, the last first: folders, and files that are no briefing of this program."""
    names = sorted(os.listdir(folder), reverse=True)
    # Beside a briefing's JSON it stands in other formats too.
    ours: set[str] = set()
    for name in names:
        if name.endswith(".json") and _SCHEMA.match(read_beginning(os.path.join(folder, name), _HEAD)):
            ours.add(os.path.splitext(name)[0])
    found: list[str] = []
    for name in names:
        if name[0] == "." or name == LABELS_FILE or os.path.splitext(name)[0] in ours:
            continue
        child = PurePath(folder, name).as_posix()
        if os.path.isdir(child) or (name.lower().endswith(tuple(SOURCES)) and not _is_page(child)):
            found.append(child)
    return found


def _tell_empty(folder: str) -> Problem:
    return Problem(folder, f"the folder holds no article ({', '.join(SOURCES)}): put some there, or name another")


def _is_page(path: str) -> bool:
    """Return whether a file is a page of a briefing, by what stands in it: its JSON may not lie beside it."""
    signs = _PAGE_SIGNS.get(os.path.splitext(path)[1])
    if not signs:
        return False
    text = read_beginning(path, _LONGEST_PAGE)
    return all(sign in text for sign in signs)


def _resolve(path: str) -> str:
    """Return the real path of a file or folder behind all links; a path that cannot be is left as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def label_article(article: Article, labels: Labels, outlets: Mapping[str, str]) -> Article:
    """Return an article with what is told about its file: ``outlets`` before ``labels`` before its own."""
    bare = os.path.basename(article.path)
    named = outlets.get(bare, "")
    # A path says more than a bare name.
    for path, outlet in sorted(outlets.items(), reverse=True):
        if os.path.normpath(path) == os.path.normpath(article.path):
            named = outlet
    for sender in (f"@{article.sender.rpartition('@')[2]}", article.sender) if article.sender else ():
        named = outlets.get(sender, named)
    article = set_fields(article, labels.tables.get(bare, {}))
    article = set_fields(article, {"outlet": clean_line(named)})
    return replace(article, family=labels.families.get(find_skeleton(article.outlet), ""))


def check_outlets(outlets: Mapping[str, str], paths: Iterable[str]) -> tuple[Problem, ...]:
    """Report what the user said of files that are not among those read, or left empty."""
    known = set(map(os.path.normpath, paths))
    known.update(map(os.path.basename, tuple(known)))
    problems = []
    for name, named in sorted(outlets.items()):
        outlet = clean_line(named)
        if not outlet:
            problems.append(Problem(name, "no outlet is named for this file"))
        # What has an "@" names the sender of mails.
        elif os.path.normpath(name) not in known and "@" not in name:
            problems.append(Problem(name, f"no file of this name is read, so “{outlet}” names no outlet"))
    return tuple(problems)


def read_labels(path: str, root: str = "") -> Labels:
    """Read the ``outlets.toml`` that stands beside a file; most have none.

    ``root`` is the folder from which a relative path counts.
    """
    folder = os.path.join(root, os.path.dirname(path))
    file = os.path.join(folder, LABELS_FILE)
    if path == STDIN or not os.path.lexists(file):
        return Labels()
    where = os.path.join(os.path.dirname(path), LABELS_FILE)
    try:
        text = decode(load_file(file))
        if len(text) > MAX_LABELS or _LONG_KEY.search(text):
            raise SourceError(f"has keys of more than 20 parts, or more than {MAX_LABELS:,} characters")
        return _check_tables(tomllib.loads(text), where, folder)
    except SourceError as fault:
        problem = Problem(where, fault.message)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        message = f"is not sound TOML: {_LINE.sub('', str(fault))}"
        problem = Problem(f"{where}:{line[1]}" if line else where, message)
    except (RecursionError, ValueError):
        problem = Problem(where, "is not sound TOML")
    return Labels(problems=(problem,))


def _check_tables(tables: Mapping[str, object], where: str, folder: str) -> Labels:
    """Check what an ``outlets.toml`` in a folder says of each file."""
    checked: dict[str, dict[str, str]] = {}
    families: dict[str, str] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        place = f"{where} [{clean_line(name)}]"
        if name == FAMILIES_TABLE and isinstance(table, dict):
            families, wrong = _check_families(table, place)
            problems += wrong
            continue
        if not isinstance(table, dict):
            problems.append(Problem(place, 'is not a table of a file: write ["FILE"] and, below it, outlet = "NAME"'))
            continue
        checked[name], faults = check_fields(table, place)
        problems += faults
        # A file that does not exist and fields that nobody reads are mostly slips of the pen.
        if os.sep in name or "\0" in name or not os.path.isfile(os.path.join(folder, name)):
            hint = "; a name with a dot stands in quotes" if dict in map(type, table.values()) else ""
            problems.append(Problem(place, f"there is no such file in this folder{hint}", "notice"))
            continue
        known = ", ".join(FIELDS)
        for key in sorted(set(table) - set(FIELDS)):
            problems.append(Problem(place, f"“{clean_line(key)}” is none of {known}", "notice"))
    return Labels(checked, families, tuple(problems))


def _check_families(table: Mapping[str, object], place: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the families of outlets, by what looks like an outlet's name, and what is wrong with them."""
    families: dict[str, str] = {}
    problems: list[Problem] = []
    for family, outlets in table.items():
        if not isinstance(outlets, list) or not all(isinstance(outlet, str) and outlet.strip() for outlet in outlets):
            problems.append(Problem(place, f'“{clean_line(family)}” must be a list of outlets, like ["The Post"]'))
            continue
        families |= {find_skeleton(outlet): clean_line(family) for outlet in (family, *outlets)}
    return families, problems
