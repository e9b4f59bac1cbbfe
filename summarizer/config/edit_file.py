"""``FILE.edit.toml`` beside a page: what an editor wants done to it, as tables ``[[edit]]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from summarizer.config.settings_file import Fault, find_line, find_row_faults, parse_tables, read_toml_text
from summarizer.config.values import Check, is_any_text, is_text
from summarizer.errors import ConfigError, nearest
from summarizer.model import EditKind

#: What names what is to be there, by the kind of an edit; pinning and leaving out need nothing more.
VALUE_KEYS: Mapping[EditKind, str] = MappingProxyType(
    {"move": "to", "outlet": "name", "via": "name", "uncredit": "name", "heading": "text"}
)
_KINDS: tuple[EditKind, ...] = get_args(EditKind)


@dataclass(frozen=True, slots=True)
class Wish:
    """An edit as it is asked for: ``target`` names a line or an article in words, ``where`` is where it was said."""

    what: EditKind
    target: str
    value: str
    where: str


def find_edit_file(page: Path) -> Path:
    """Return the file of edits of a page's JSON.

    >>> find_edit_file(Path("outputs/2024-11-18-the-call.json")).name
    '2024-11-18-the-call.edit.toml'
    """
    return page.with_suffix(".edit.toml")


def read_edit_file(path: Path) -> tuple[str, list[Wish]]:
    """Return who edits, and the edits in their order. Raise ConfigError; all faults are named with their lines."""
    return read_edits(read_toml_text(path, "settings"), str(path))


def read_edits(text: str, where: str) -> tuple[str, list[Wish]]:
    """Return who edits by a text of TOML, and the edits; ``where`` is the file. Raise ConfigError.

    >>> read_edits('by = "Ines"\\n[[edit]]\\nmove = "c4"\\nto = "context"', "x")
    ('Ines', [Wish(what='move', target='c4', value='context', where='x: edit 1')])
    >>> read_edits('[[edit]]\\nmove = "c4"', "x")
    Traceback (most recent call last):
    summarizer.errors.ConfigError: x: line 1: to move needs the key “to”
    """
    data = parse_tables(text)
    if isinstance(data, Fault):
        raise ConfigError(str(data), where=where)
    faults: list[Fault] = []
    for name, value in data.items():
        if name not in ("by", "edit"):
            faults.append(Fault(find_line(text, name), f"there is no key “{name}” ({nearest(name, ('by', 'edit'))})"))
        elif name == "by" and is_text(value):
            faults.append(Fault(find_line(text, name), f"by {is_text(value)}"))
    rows = data.get("edit", [])
    keys: dict[str, Check] = {**dict.fromkeys(_KINDS, is_text), **dict.fromkeys(VALUE_KEYS.values(), is_any_text)}
    faults += find_row_faults(rows, text, "edit", keys, (), "an edit")
    if not faults:
        faults += [
            Fault(find_line(text, "", "edit", index), fault) for index, row in enumerate(rows) if (fault := _check(row))
        ]
    if faults:
        raise ConfigError("; ".join(map(str, sorted(faults, key=lambda one: one.line))), where=where)
    wishes: list[Wish] = []
    for number, row in enumerate(rows, 1):
        (what,) = [kind for kind in _KINDS if kind in row]
        wishes.append(Wish(what, row[what], row.get(VALUE_KEYS.get(what, ""), ""), f"{where}: edit {number}"))
    return data.get("by", ""), wishes


def _check(row: Mapping[str, object]) -> str:
    """Return what is wrong with the keys of an edit together, an empty text where nothing is."""
    kinds = [kind for kind in _KINDS if kind in row]
    if len(kinds) != 1:
        return f"an edit has one of the keys {', '.join(_KINDS)}"
    needed = VALUE_KEYS.get(kinds[0])
    if needed and needed not in row:
        return f"to {kinds[0]} needs the key “{needed}”"
    strange = sorted(row.keys() - {kinds[0], needed})
    return f"to {kinds[0]} has no key “{strange[0]}”" if strange else ""
