"""A plan file (TOML) → a plan; every fault in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from summarizer.config.toml_tables import Check, Fault, Lines, is_bool, is_text, is_texts, is_whole, parse_tables
from summarizer.errors import ConfigError, nearest
from summarizer.model import ANYONE, FEATURES, Actor, Plan, Section
from summarizer.render.rendering import templates_folder

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LARGEST = 1_000_000


def _is_id(value: object) -> str:
    good = isinstance(value, str) and _ID.fullmatch(value)
    return "" if good else "must be of small letters, digits and hyphens, like “german-position”"


def _is_share(value: object) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1000
    return "" if good else "must be a number above 0, like 0.25"


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
    lines = Lines(text)
    faults = [*_check_top(data, lines), *_check_tables(data, lines)]
    if not faults:
        rows = cast("dict[str, list[dict[str, list[str]]]]", data)
        faults = [*_check_names(rows, lines), *_check_sections(rows, lines)]
    return tuple(sorted(faults, key=lambda fault: fault.line))


def find_plans(folders: Sequence[Path] = ()) -> Mapping[str, Path]:
    """Give the file of each plan by its id: the user's ``plans`` folders go before the packaged one."""
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
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError("is too large for a plan", where=str(path))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path)) from error
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(f"cannot be read: {reason}", where=str(path), hint="see `summarizer plans`") from error


def _check_top(data: Mapping[str, object], lines: Lines) -> Iterable[Fault]:
    for key in data:
        if key not in (*_PLAN_KEYS, "actors", "sections"):
            yield Fault(lines.key(key), f"a plan has no key “{key}” ({nearest(key, ['title', 'actors', 'sections'])})")
    if "title" not in data:
        yield Fault(0, 'the plan has no title: write title = "…" in the first line')
    elif is_text(data["title"]):
        yield Fault(lines.key("title"), f"title {is_text(data['title'])}")
    if not data.get("sections"):
        yield Fault(0, "the plan has no [[sections]]")


def _check_tables(data: Mapping[str, object], lines: Lines) -> Iterable[Fault]:
    for table, keys, needed, one in (
        ("actors", _ACTOR_KEYS, ("id", "name"), "an actor"),
        ("sections", _SECTION_KEYS, ("id", "title"), "a section"),
    ):
        rows = data.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield Fault(lines.key(table), f"{table} must be written as [[{table}]]")
            continue
        for index, row in enumerate(rows):
            for key, value in row.items():
                line = lines.key(key, table, index)
                if key not in keys:
                    yield Fault(line, f"{one} has no key “{key}” ({nearest(key, keys)})")
                elif keys[key](value):
                    yield Fault(line, f"{key} {keys[key](value)}")
            for key in needed:
                if key not in row:
                    yield Fault(lines.key("", table, index), f"{one} needs the key “{key}”")


def _check_names(data: Mapping[str, list[dict[str, list[str]]]], lines: Lines) -> Iterable[Fault]:
    for table in ("actors", "sections"):
        ids = [str(row["id"]) for row in data.get(table, [])]
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Fault(lines.key("id", table, index), f"the id “{name}” is used twice")
    owner: dict[str, str] = {}
    for index, row in enumerate(data.get("actors", [])):
        for key in ("aliases", "spokespeople"):
            for alias in row.get(key, []):
                first = owner.setdefault(alias.casefold(), str(row["id"]))
                if first != str(row["id"]):
                    line = lines.key(key, "actors", index)
                    yield Fault(line, f"“{alias}” is a name of two actors, {first} and {row['id']}")


def _check_sections(data: Mapping[str, list[dict[str, list[str]]]], lines: Lines) -> Iterable[Fault]:
    actors = [str(row["id"]) for row in data.get("actors", [])]
    for index, row in enumerate(data["sections"]):
        for speaker in row.get("speakers", []):
            if speaker not in (*actors, ANYONE):
                hint = nearest(speaker, actors) if actors else "the plan has no actors"
                yield Fault(lines.key("speakers", "sections", index), f"there is no actor “{speaker}” ({hint})")
        for feature in row.get("features", []):
            if feature not in FEATURES:
                message = f"there is no feature “{feature}” ({nearest(feature, FEATURES)})"
                yield Fault(lines.key("features", "sections", index), message)
    rests = [index for index, row in enumerate(data["sections"]) if row.get("rest")]
    if not rests:
        yield Fault(0, "no section takes the rest: write rest = true in one")
    for index in rests[1:]:
        yield Fault(lines.key("rest", "sections", index), "a second section takes the rest; only one can")


def _build(data: Mapping[str, Any], path: Path) -> Plan:
    actors = [
        Actor(row["id"], row["name"], tuple(row.get("aliases", ())), tuple(row.get("spokespeople", ())))
        for row in _rows(data, "actors")
    ]
    rows = sorted(enumerate(_rows(data, "sections")), key=lambda pair: (pair[1].get("order", pair[0]), pair[0]))
    sections = [
        Section(
            id=row["id"],
            title=row["title"],
            speakers=tuple(row.get("speakers", ())),
            cues=tuple(row.get("cues", ())),
            features=tuple(row.get("features", ())),
            share=float(row.get("share", 1 / len(rows))),
            rest=row.get("rest", False),
            by_speaker=row.get("by_speaker", False),
        )
        for _, row in rows
    ]
    return Plan(path.stem, str(data["title"]), tuple(sections), tuple(actors), str(path))


def _rows(data: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data.get(table, [])
    return rows
