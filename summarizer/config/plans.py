"""A plan file (TOML) → a plan; every fault in it is told with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from summarizer.config.settings_file import Fault, find_line, find_row_faults, parse_tables, read_toml_text
from summarizer.config.values import Check, build_check, is_bool, is_share, is_text, is_texts, is_whole
from summarizer.errors import ConfigError, nearest
from summarizer.model import ANYONE, FEATURES, Actor, Plan, Section
from summarizer.render.rendering import templates_folder

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")

_is_id = build_check(
    lambda value: isinstance(value, str) and _ID.fullmatch(value),
    "must be of small letters, digits and hyphens, like “german-position”",
)
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
        "share": is_share,
        "order": is_whole,
        "rest": is_bool,
        "by_speaker": is_bool,
        "at_most": is_bool,
    }
)
#: Table → the checks of its keys, those that it needs, and what one of it is called.
_ROW_KEYS: Mapping[str, tuple[Mapping[str, Check], tuple[str, ...], str]] = MappingProxyType(
    {"actors": (_ACTOR_KEYS, ("id", "name"), "an actor"), "sections": (_SECTION_KEYS, ("id", "title"), "a section")}
)


def load_plan(path: Path) -> Plan:
    """Read a plan file; the plan's id is the file's name without its ending.

    Raises ConfigError when the file cannot be read, or says what cannot be; all faults are named with their lines.
    """
    text = read_toml_text(path, "a plan")
    data = parse_tables(text)
    faults = _find_faults(data, text)
    if isinstance(data, Fault) or faults:
        raise ConfigError("; ".join(map(str, faults)), where=str(path), hint="see `summarizer plans check`")
    actors = [Actor(**_read_row(row)) for row in data.get("actors", [])]
    rows = list(enumerate(data["sections"]))
    rows.sort(key=lambda one: (one[1].get("order", one[0]), one[0]))
    sections: list[Section] = []
    for _, row in rows:
        share = float(row.get("share", 1 / len(rows)))
        sections.append(Section(**{**_read_row(row), "share": share}))
    return Plan(path.stem, data["title"], tuple(sections), tuple(actors), str(path))


def _read_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of an actor or a section but for its order, as the fields are called."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key != "order"}


def check_plan(text: str) -> tuple[Fault, ...]:
    """Return the faults of a plan file's text, in the order of its lines.

    >>> plan = 'title = "T"\\n[[sections]]\\nid = "a"\\ntitle = "A"\\nrest = true'
    >>> [str(fault) for fault in check_plan(plan.replace("rest", "shares = 1\\nrest"))]
    ['line 5: a section has no key “shares” (did you mean “share”?)']
    >>> check_plan(plan)
    ()
    """
    return _find_faults(parse_tables(text), text)


def check_plan_used(plan: Plan) -> tuple[Fault, ...]:
    """Return the faults of a plan that a briefing records: whoever alters the page may write there what no file may."""
    data: dict[str, Any] = {"title": plan.title}
    for table, rows in (("actors", plan.actors), ("sections", plan.sections)):
        written: list[dict[str, Any]] = []
        for row in rows:
            # A plan file has lists.
            fields = asdict(row).items()
            written.append({key: list(value) if isinstance(value, tuple) else value for key, value in fields})
        data[table] = written
    return _find_faults(data, "")


def find_plans(folders: Sequence[Path] = ()) -> Mapping[str, Path]:
    """Return the file of each plan by its id: the user's ``plans`` folders go before the packaged one."""
    found: dict[str, Path] = {}
    for folder in (*folders, templates_folder()):
        for path in sorted((folder / "plans").glob("*.toml")):
            found.setdefault(path.stem, path)
    return MappingProxyType(dict(sorted(found.items())))


def read_plan(name: str, folders: Sequence[Path] = ()) -> Plan:
    """Read the plan that a name or a file's path means.

    Raises ConfigError when there is no such plan; the nearest name is offered.
    """
    known = find_plans(folders)
    if name in known:
        return load_plan(known[name])
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return load_plan(Path(name))
    raise ConfigError(f"there is no plan “{name}”", where="--plan", hint=nearest(name, {*known, "auto"} - {name}))


def load_plans(name: str, folders: Sequence[Path] = ()) -> tuple[Plan, ...]:
    """Load the plan of that name or file; for ``auto``, all plans there are. Raise ConfigError."""
    if name == "auto":
        return tuple(load_plan(path) for path in find_plans(folders).values())
    return (read_plan(name, folders),)


def _find_faults(data: Mapping[str, Any] | Fault, text: str) -> tuple[Fault, ...]:
    """Return the faults of a plan's tables, in the order of the text's lines."""
    if isinstance(data, Fault):
        return (data,)
    faults = []
    for key in data:
        if key != "title" and key not in _ROW_KEYS:
            hint = nearest(key, ["title", "actors", "sections"])
            faults.append(Fault(find_line(text, key), f"a plan has no key “{key}” ({hint})"))
    if "title" not in data:
        faults.append(Fault(0, 'the plan has no title: write title = "…" in the first line'))
    elif wrong := is_text(data["title"]):
        faults.append(Fault(find_line(text, "title"), f"title {wrong}"))
    if not data.get("sections"):
        faults.append(Fault(0, "the plan has no [[sections]]"))
    for table, (keys, needed, one) in _ROW_KEYS.items():
        faults += find_row_faults(data.get(table, []), text, table, keys, needed, one)
    # Names can be compared only where all tables are sound.
    if not faults:
        faults = [*_check_names(data, text), *_check_sections(data, text)]
    return tuple(sorted(faults, key=lambda fault: fault.line))


def _check_names(data: Mapping[str, Any], text: str) -> Iterable[Fault]:
    """Find ids that are used twice, and names that two actors share."""
    for table in _ROW_KEYS:
        seen = set()
        for index, row in enumerate(data.get(table, [])):
            if row["id"] in seen:
                yield Fault(find_line(text, "id", table, index), f"the id “{row['id']}” is used twice")
            seen.add(row["id"])
    owner: dict[str, str] = {}
    for index, row in enumerate(data.get("actors", [])):
        for key in ("aliases", "spokespeople"):
            for alias in row.get(key, ()):
                first = owner.setdefault(alias.casefold(), row["id"])
                if first != row["id"]:
                    line = find_line(text, key, "actors", index)
                    yield Fault(line, f"“{alias}” is a name of two actors, {first} and {row['id']}")


def _check_sections(data: Mapping[str, Any], text: str) -> Iterable[Fault]:
    """Check that sections name known speakers and features, and that one takes the rest."""
    actors = [row["id"] for row in data.get("actors", [])]
    for index, speaker in _list_named(data, "speakers"):
        if speaker not in (*actors, ANYONE):
            hint = nearest(speaker, actors) if actors else "the plan has no actors"
            yield Fault(find_line(text, "speakers", "sections", index), f"there is no actor “{speaker}” ({hint})")
    for index, feature in _list_named(data, "features"):
        if feature not in FEATURES:
            hint = nearest(feature, FEATURES)
            yield Fault(find_line(text, "features", "sections", index), f"there is no feature “{feature}” ({hint})")
    rests = [index for index, row in enumerate(data["sections"]) if row.get("rest")]
    if not rests:
        yield Fault(0, "no section takes the rest: write rest = true in one")
    for index in rests[1:]:
        yield Fault(find_line(text, "rest", "sections", index), "a second section takes the rest; only one can")


def _list_named(data: Mapping[str, Any], key: str) -> Iterable[tuple[int, str]]:
    """Yield what sections name under a key, each with the number of its section."""
    for index, row in enumerate(data["sections"]):
        for name in row.get(key, ()):
            yield index, name
