"""A plan file (TOML) → a plan; every fault in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeGuard

from summarizer.config.settings_file import Fault, KeyLines, parse_tables, read_toml_text
from summarizer.config.values import (
    NUMBER,
    Check,
    build_check,
    is_bool,
    is_number,
    is_text,
    is_texts,
    is_whole,
    read_texts,
)
from summarizer.errors import ConfigError, nearest
from summarizer.model import ANYONE, FEATURES, Actor, Plan, Section
from summarizer.render.rendering import templates_folder

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_MOST_SHARE = 1000


_is_id = build_check(
    lambda value: isinstance(value, str) and _ID.fullmatch(value),
    "must be of small letters, digits and hyphens, like “german-position”",
)
_is_share = build_check(
    lambda value: is_number(value) and 0 < value <= _MOST_SHARE,
    "must be a number above 0, like 0.25",
)
_PLAN_KEYS: Mapping[str, Check] = MappingProxyType({"title": is_text})
_ACTOR_KEYS: Mapping[str, Check] = MappingProxyType(
    {"id": _is_id, "name": is_text, "aliases": is_texts, "spokespeople": is_texts}
)
_SECTION_KEYS: Mapping[str, Check] = MappingProxyType(
    {
        "id": _is_id,
        "title": is_text,
        "speakers": is_texts,
        "cues": is_texts,
        "features": is_texts,
        "share": _is_share,
        "order": is_whole,
        "rest": is_bool,
        "by_speaker": is_bool,
    }
)


#: Table → the checks of its keys, those that it needs, and what one of it is called.
_ROW_KEYS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...], str]] = MappingProxyType(
    {"actors": (_ACTOR_KEYS, ("id", "name"), "an actor"), "sections": (_SECTION_KEYS, ("id", "title"), "a section")}
)


def load_plan(path: Path) -> Plan:
    """Read a plan file; the plan's id is the file's name without its ending.

    Raises:
        ConfigError: the file cannot be read, or says what cannot be; all faults are named with their lines.
    """
    text = read_text(path)
    faults = check_plan(text)
    if faults:
        raise ConfigError("; ".join(map(str, faults)), where=str(path), hint="see `summarizer plans check`")
    return _build(tomllib.loads(text), path)


def check_plan(text: str) -> tuple[Fault, ...]:
    """List the faults of a plan file's text, in the order of its lines.

    >>> plan = 'title = "T"\\n[[sections]]\\nid = "a"\\ntitle = "A"\\nrest = true'
    >>> [str(fault) for fault in check_plan(plan.replace("rest", "shares = 1\\nrest"))]
    ['line 5: a section has no key “shares” (did you mean “share”?)']
    >>> check_plan(plan)
    ()
    """
    data = parse_tables(text)
    if isinstance(data, Fault):
        return (data,)
    lines = KeyLines(text)
    faults = [*_check_top(data, lines), *_check_tables(data, lines)]
    if not faults:
        faults = [*_check_ids(data, lines), *_check_aliases(data, lines), *_check_sections(data, lines)]
    return tuple(sorted(faults, key=lambda fault: fault.line))


def find_plans(folders: Sequence[Path] = ()) -> Mapping[str, Path]:
    """Return the file of each plan by its id: the user's ``plans`` folders go before the packaged one."""
    found: dict[str, Path] = {}
    for folder in (*folders, templates_folder()):
        for path in sorted((folder / "plans").glob("*.toml")):
            found.setdefault(path.stem, path)
    return MappingProxyType(dict(sorted(found.items())))


def read_plan(name: str, folders: Sequence[Path] = ()) -> Plan:
    """Read the plan that a name or a file's path means.

    Raises:
        ConfigError: there is no such plan; the nearest name is offered.
    """
    known = find_plans(folders)
    if name in known:
        return load_plan(known[name])
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return load_plan(Path(name))
    raise ConfigError(f"there is no plan “{name}”", where="--plan", hint=nearest(name, {*known, "auto"} - {name}))


def read_text(path: Path) -> str:
    """Read a plan file's text.

    Raises:
        ConfigError: it cannot be read, or is no UTF-8 text.
    """
    return read_toml_text(path, "a plan", "cannot be read: ", "see `summarizer plans`")


def load_plans(name: str, folders: Sequence[Path] = ()) -> tuple[Plan, ...]:
    """Load the plan of that name or file; for ``auto``, all plans there are. Raise ConfigError."""
    if name == "auto":
        return tuple(load_plan(path) for path in find_plans(folders).values())
    return (read_plan(name, folders),)


def _check_top(data: Mapping[str, object], lines: KeyLines) -> Iterable[Fault]:
    """Check the keys outside all tables."""
    for key in data:
        if key not in (*_PLAN_KEYS, *_ROW_KEYS):
            hint = nearest(key, ["title", "actors", "sections"])
            yield Fault(lines.find(key), f"a plan has no key “{key}” ({hint})")
    if "title" not in data:
        yield Fault(0, 'the plan has no title: write title = "…" in the first line')
    elif wrong := is_text(data["title"]):
        yield Fault(lines.find("title"), f"title {wrong}")
    if not data.get("sections"):
        yield Fault(0, "the plan has no [[sections]]")


def _check_tables(data: Mapping[str, object], lines: KeyLines) -> Iterable[Fault]:
    """Check the tables of actors and sections."""
    for table in _ROW_KEYS:
        if not _is_rows(data.get(table, [])):
            yield Fault(lines.find(table), f"{table} must be written as [[{table}]]")
        for index, row in enumerate(_list_rows(data, table)):
            for line, message in _check_row(row, table, index, lines):
                yield Fault(line, message)


def _check_row(row: Mapping[str, object], table: str, index: int, lines: KeyLines) -> Iterable[tuple[int, str]]:
    """Check the keys of one table; return the lines and messages of its faults."""
    keys, needed, one = _ROW_KEYS[table]
    for key, value in row.items():
        line = lines.find(key, table, index)
        if key not in keys:
            yield line, f"{one} has no key “{key}” ({nearest(key, keys)})"
        elif wrong := keys[key](value):
            yield line, f"{key} {wrong}"
    for key in needed:
        if key not in row:
            yield lines.find("", table, index), f"{one} needs the key “{key}”"


def _check_ids(data: Mapping[str, object], lines: KeyLines) -> Iterable[Fault]:
    """Find ids that are used twice."""
    for table in _ROW_KEYS:
        seen: set[object] = set()
        for index, row in enumerate(_list_rows(data, table)):
            if row["id"] in seen:
                yield Fault(lines.find("id", table, index), f"the id “{row['id']}” is used twice")
            seen.add(row["id"])


def _check_aliases(data: Mapping[str, object], lines: KeyLines) -> Iterable[Fault]:
    """Find names that two actors share."""
    owner: dict[str, object] = {}
    for index, row in enumerate(_list_rows(data, "actors")):
        for key in ("aliases", "spokespeople"):
            for alias in _texts(row, key):
                first = owner.setdefault(alias.casefold(), row["id"])
                if first != row["id"]:
                    line = lines.find(key, "actors", index)
                    yield Fault(line, f"“{alias}” is a name of two actors, {first} and {row['id']}")


def _check_sections(data: Mapping[str, object], lines: KeyLines) -> Iterable[Fault]:
    """Check that sections name known speakers and features, and that one takes the rest."""
    actors = [str(row["id"]) for row in _list_rows(data, "actors")]
    actors_hint = "" if actors else "the plan has no actors"
    rests = []
    for index, row in enumerate(_list_rows(data, "sections")):
        for speaker in _texts(row, "speakers"):
            if speaker not in (*actors, ANYONE):
                hint = actors_hint or nearest(speaker, actors)
                yield Fault(lines.find("speakers", "sections", index), f"there is no actor “{speaker}” ({hint})")
        for feature in _texts(row, "features"):
            if feature not in FEATURES:
                message = f"there is no feature “{feature}” ({nearest(feature, FEATURES)})"
                yield Fault(lines.find("features", "sections", index), message)
        if row.get("rest"):
            rests.append(index)
    if not rests:
        yield Fault(0, "no section takes the rest: write rest = true in one")
    for index in rests[1:]:
        yield Fault(lines.find("rest", "sections", index), "a second section takes the rest; only one can")


def _build(data: Mapping[str, object], path: Path) -> Plan:
    """Return the plan of tables without a fault."""
    actors = [
        Actor(str(row["id"]), str(row["name"]), _texts(row, "aliases"), _texts(row, "spokespeople"))
        for row in _list_rows(data, "actors")
    ]
    rows = _list_rows(data, "sections")
    sections = []
    for place, row in enumerate(rows):
        section = Section(
            id=str(row["id"]),
            title=str(row["title"]),
            speakers=_texts(row, "speakers"),
            cues=_texts(row, "cues"),
            features=_texts(row, "features"),
            share=float(NUMBER.read(row.get("share", 1 / len(rows)))),
            rest=bool(row.get("rest")),
            by_speaker=bool(row.get("by_speaker")),
        )
        sections.append((NUMBER.read(row.get("order", place)), place, section))
    ordered = sorted(sections, key=lambda one: one[:2])
    return Plan(path.stem, str(data["title"]), tuple(section for *_, section in ordered), tuple(actors), str(path))


def _is_rows(value: object) -> TypeGuard[list[dict[str, object]]]:
    """Return whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _list_rows(data: Mapping[str, object], table: str) -> list[dict[str, object]]:
    """Return the tables of that name; none where they are written in another way."""
    rows = data.get(table, [])
    return rows if _is_rows(rows) else []


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the texts of a key; none where it is not there."""
    return read_texts(row.get(key, ()))
