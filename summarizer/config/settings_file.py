"""``summarizer.toml``: read with where each value was said, written to begin with, and shown as it holds."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from summarizer.config.schema import STORY, TABLES, Option, Value
from summarizer.config.values import Check, is_rows
from summarizer.errors import ConfigError, nearest
from summarizer.model import Length
from summarizer.storage.files import read_text

FILE = "summarizer.toml"
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LARGEST = 1_000_000
#: Tables that a table may hold; the file itself may hold all.
_INNER = {"briefing": ("mail",)}
#: How the parser says that a table stands twice.
_TWICE = re.compile(r"Cannot declare \((.+)\) twice")
#: Tables of which there are several, each with a name.
_NAMED = ("briefing", "webhooks")
#: Keys that hold where something is posted to.
_POSTED = ("webhook", "address")
_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"'-]+)\s*\]\]?")
#: Where the comments of a printed table begin at the latest.
_WIDEST = 48

_HEAD = """# Settings of the program “summarizer”. Each line that begins with # and a key shows what holds without it;
# take the # away to change it. An option on the command line goes before this file. Paths count from this folder.
# `summarizer config` prints what holds, `summarizer doctor` tests it.
"""
_SEVERAL = """# Several briefings: each has a table of its own with any of the keys at the top. All are made,
# or one by its name (`summarizer brief --name ukraine`). [briefing.NAME.mail] goes before [mail].
#
# [briefing.ukraine]
# places = ["https://news.example/world.xml"]
# plan = "ukraine-call"
# new_only = true
#
# [briefing.ukraine.mail]
# to = ["desk@example.org"]
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and in which line (0 when it is nowhere in particular)."""

    line: int
    message: str

    def __str__(self) -> str:
        """Return the message after its line."""
        return f"line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a file says; without a file, nothing.

    ``said`` has by table (``""`` for the top, ``fetch``, ``briefing.NAME``, ``briefing.NAME.mail``,
    ``webhooks.NAME``) what is said there. Paths in the file count from ``folder``, where the file is.
    """

    folder: Path = Path()
    path: str = ""
    briefings: tuple[str, ...] = ()
    said: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def webhooks(self) -> tuple[str, ...]:
        """The names of the webhooks that have a table."""
        return tuple(table.removeprefix("webhooks.") for table in self.said if table.startswith("webhooks."))

    def find_said(self, table: str, name: str = "") -> dict[str, Value]:
        """Return what is said in a table for a briefing: its own goes before the common. A webhook has only its own."""
        if table == "webhooks":
            return dict(self.said.get(f"{table}.{name}", {}))
        common = "" if table == "briefing" else table
        found = dict(self.said.get(common, {}))
        if name:
            own = f"briefing.{name}" if table == "briefing" else f"briefing.{name}.{table}"
            found |= self.said.get(own, {})
        return found

    def find(self, table: str, name: str = "") -> dict[str, Value]:
        """Return all values of a table that hold for a briefing: what is said, and defaults for the rest."""
        defaults = {option.name: Value(option.default) for option in TABLES[table].options.values()}
        return defaults | self.find_said(table, name)


def find_settings(path: Path | None) -> Settings:
    """Read the settings file named, else ``summarizer.toml`` of this folder, else none.

    Raises ConfigError when it cannot be read, or says what cannot be; all faults are named with their lines.
    """
    if path is None and not Path(FILE).exists():
        return Settings()
    path = path or Path(FILE)
    return read_settings(read_toml_text(path, "settings"), path)


def read_toml_text(path: Path, purpose: Literal["settings", "a plan"]) -> str:
    """Read the text of a file of settings or of a plan. Raise ConfigError."""
    hint = "see `summarizer plans`"
    if purpose == "settings":
        hint = "" if os.path.exists(path) else "`summarizer init` writes one"
        hint = "rename it, or name a file with -c" if os.path.isdir(path) else hint
    return read_text(path, hint, _LARGEST)


def read_settings(text: str, path: Path = Path(FILE)) -> Settings:
    """Read settings from a text; ``path`` is for messages and for the paths in it.

    >>> settings = read_settings('length = "10"\\n[briefing.energy]\\nlength = 5')
    >>> settings.find("briefing", "energy")["length"].value, settings.find("briefing")["length"].origin
    (5, 'summarizer.toml, line 1')
    >>> read_settings("lenght = 10")
    Traceback (most recent call last):
    summarizer.errors.ConfigError: summarizer.toml: line 1: there is no key “lenght” (did you mean “length”?)
    """
    data = parse_tables(text)
    if isinstance(data, Fault):
        raise ConfigError(str(data), where=str(path))
    faults = sorted(_find_faults(data, text), key=lambda fault: fault.line)
    if faults:
        raise ConfigError("; ".join(map(str, faults)), where=str(path))
    said = {}
    for table, kind, values in _list_tables(data):
        known = {name: value for name, value in values.items() if name in TABLES[kind].options}
        said[table] = MappingProxyType(
            {name: Value(value, f"{path.name}, line {find_line(text, name, table)}") for name, value in known.items()}
        )
    return Settings(path.parent, str(path), tuple(get_table(data, "briefing")), MappingProxyType(said))


def _list_tables(data: Mapping[str, object]) -> Iterable[tuple[str, str, Mapping[str, object]]]:
    """Return each table's name in the file, its name in ``TABLES``, and what it holds."""
    yield "", "briefing", data
    for kind in [name for name in TABLES if name not in _NAMED]:
        yield kind, kind, get_table(data, kind)
    webhooks = get_table(data, "webhooks")
    for name in webhooks:
        yield f"webhooks.{name}", "webhooks", get_table(webhooks, name)
    briefings = get_table(data, "briefing")
    for name in briefings:
        table = get_table(briefings, name)
        yield f"briefing.{name}", "briefing", table
        yield f"briefing.{name}.mail", "mail", get_table(table, "mail")


def _find_faults(data: Mapping[str, object], text: str) -> Iterable[Fault]:
    """Find what is wrong in the tables of a file."""
    for kind in _NAMED:
        yield from _find_name_faults(data.get(kind, {}), kind, text)
    for table, kind, values in _list_tables(data):
        inner = _INNER.get(kind, ()) if table else tuple(TABLES)
        for name, value in values.items():
            header = f"{table}.{name}".lstrip(".")
            message = _find_fault(name, value, table, TABLES[kind].options, inner)
            if message:
                yield Fault(find_line(text, name, table) or find_line(text, "", header), message)
            elif name == STORY.name and isinstance(value, list):
                yield from _find_story_faults(value, text, header)


def _find_fault(name: str, value: object, table: str, options: Mapping[str, Option], inner: Sequence[str]) -> str:
    """Return what is wrong with one key of a table and its value, nothing if it is right.

    ``options`` and ``inner`` are the keys and the tables that it may hold.
    """
    place = f" in [{table}]" if table else ""
    if name in inner:
        is_table = isinstance(value, dict) or name in _NAMED
        header = f"{table}.{name}".lstrip(".")
        return "" if is_table else f"{name} must be a table: write [{header}]"
    if name in options:
        wrong = options[name].kind.check(value)
        return f"{name}{place} {wrong}" if wrong else ""
    return f"there is no key “{name}”{place} ({nearest(name, [*options, *inner])})"


def _find_name_faults(tables: object, kind: str, text: str) -> Iterable[Fault]:
    """Find what is wrong in the names of tables ``[KIND.NAME]``."""
    if not isinstance(tables, dict):
        yield Fault(find_line(text, kind), f"{kind.removesuffix('s')}s must be written as [{kind}.NAME]")
        return
    for name, table in tables.items():
        if not isinstance(table, dict):
            yield Fault(find_line(text, name, kind), f"{name} must be a table: write [{kind}.NAME]")
        elif not _NAME.fullmatch(name):
            line = find_line(text, "", f"{kind}.{name}")
            yield Fault(line, f"“{name}” must be of small letters, digits and hyphens")


def _find_story_faults(rows: Sequence[Mapping[str, object]], text: str, table: str) -> Iterable[Fault]:
    """Find what is wrong in standing stories."""
    keys = {option.name: option.kind.check for option in STORY.options.values()}
    yield from find_row_faults(rows, text, table, keys, ("name",), "a story")
    names = [row.get("name") for row in rows]
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            yield Fault(find_line(text, "name", table, index), f"the name “{name}” is used twice")


def find_row_faults(
    rows: object, text: str, table: str, keys: Mapping[str, Check], needed: Sequence[str], one: str
) -> Iterable[Fault]:
    """Find what is wrong in the tables ``[[table]]``, each of which is ``one``: unknown, faulty and missing keys."""
    if is_rows(rows) or not isinstance(rows, list):
        yield Fault(find_line(text, table), f"{table} must be written as [[{table}]]")
        return
    # One that is written in a line of its key has no header.
    line = find_line(text, table.rpartition(".")[2], table.rpartition(".")[0])
    for index, row in enumerate(rows):
        for key, value in row.items():
            message = f"{one} has no key “{key}” ({nearest(key, keys)})"
            if key in keys:
                wrong = keys[key](value)
                message = f"{key} {wrong}" if wrong else ""
            if message:
                yield Fault(find_line(text, key, table, index) or line, message)
        for key in needed:
            if key not in row:
                yield Fault(find_line(text, "", table, index) or line, f"{one} needs the key “{key}”")


def parse_tables(text: str) -> dict[str, Any] | Fault:
    """Read TOML; what cannot be read is a fault with its line.

    >>> parse_tables("a = 1"), parse_tables("a =").line
    ({'a': 1}, 1)
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        message = re.sub(r" \(at .*\)$", "", str(error))
        if twice := _TWICE.match(message):
            table = ".".join(re.findall(r"'([^']+)'", twice[1]))
            message = f"the table [{table}] stands twice; put the keys of both under one"
        return Fault(int(found[1]) if found else text.count("\n") + 1, f"is not TOML: {message}")
    except RecursionError:
        return Fault(0, "is nested too deeply")
    except ValueError:
        # Python reads no whole number of more digits.
        most = sys.get_int_max_str_digits()
        starts = [found.start() for found in re.finditer("[0-9_]+", text) if len(found[0]) > most]
        line = text.count("\n", 0, starts[0]) + 1 if starts else 0
        return Fault(line, f"is not TOML: a number has more than {most} digits")


def find_line(text: str, name: str, table: str = "", index: int = 0) -> int:
    """Return the line of a key in the index-th ``[[table]]``, else (or without a key) that of the table itself.

    tomllib does not say.

    >>> find_line("a = 1\\n[b]\\nc = 2", "c", "b"), find_line("[b]", "c", "b")
    (3, 1)
    """
    key = re.compile(rf"\s*[\"']?{re.escape(name)}\b")
    # Keys without a table stand before every header.
    header, tables_seen, inside = 0, 0, not table
    for number, line in enumerate(text.split("\n"), 1):
        found = _HEADER.match(line)
        if found:
            is_wanted = re.sub("[\"']", "", found[1]) == table
            inside = is_wanted and tables_seen == index
            tables_seen += is_wanted
            header = number if inside else header
        elif name and inside and key.match(line):
            return number
    return header


def get_table(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return a table of the data, an empty one where there is none."""
    table = data.get(name, {})
    return table if isinstance(table, dict) else {}


def write_settings(feeds: Sequence[str] = ()) -> str:
    """Return the commented file to begin with. As it stands, it changes nothing but what ``feeds`` are for: these are
    its places, and as feeds tell many stories, a front page is made."""
    set_now = {"places": list(feeds), "stories": True} if feeds else {}
    parts = [_HEAD]
    for name, table in TABLES.items():
        lines = [f"[{name}]", f"# {table.about}"]
        if name in _NAMED:
            # Without the table itself: one without an address would be none.
            lines = [f"# {table.about}", f"# [{name}.newsroom]"] if table.about else []
        for option in table.options.values():
            shown = f"# {option.example or f'{option.name} = {to_toml(option.default)}'}"
            if name == "briefing" and option.name in set_now:
                shown = f"{option.name} = {to_toml(set_now[option.name])}"
            lines += [f"# {option.comment}", shown]
        parts.append("\n".join(lines) + "\n")
    return "\n".join([*parts, _SEVERAL])


def describe_settings(settings: Settings, names: Iterable[str]) -> str:
    """Return what holds for the briefings of these names as text, each value with where it was said.

    No secret is in it: passwords and keys in addresses are hidden.
    """
    lines = [f"# {settings.path or 'no settings file: all defaults'}"]
    for name in names:
        lines += ["", f"[briefing.{name}]" if name else "# the briefing", *_describe_table(settings, "briefing", name)]
        lines += ["", f"[briefing.{name}.mail]" if name else "[mail]", *_describe_table(settings, "mail", name)]
    for table in ("fetch", "history"):
        lines += ["", f"[{table}]", *_describe_table(settings, table)]
    for name in settings.webhooks:
        lines += ["", f"[webhooks.{name}]", *_describe_table(settings, "webhooks", name)]
    return "\n".join(lines) + "\n"


def _describe_table(settings: Settings, table: str, name: str = "") -> list[str]:
    """Return a line for each value of a table, with where it was said."""
    values = settings.find(table, name)
    texts = {name: f"{name} = {to_toml(_hide_secrets(value.value, name in _POSTED))}" for name, value in values.items()}
    width = min(_WIDEST, max(map(len, texts.values())))
    return [f"{texts[name]:<{width}}  # {value.origin}" for name, value in values.items()]


def _hide_secrets(value: object, is_posted: bool) -> object:
    """Return a value without the keys and passwords in its addresses; of where something is posted to, with the host
    alone: who knows the rest may post there too."""
    from summarizer.fetch.web_addresses import show_address

    if isinstance(value, list):
        return [_hide_secrets(one, is_posted) for one in value]
    if not isinstance(value, str):
        return value
    shown = show_address(value) if "://" in value else value
    if not is_posted or not value or _NAME.fullmatch(value):
        return shown
    scheme, is_address, rest = shown.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest)[0]}/•••" if is_address else "•••"


def to_toml(value: object) -> str:
    """Write a value as TOML.

    >>> to_toml(["a", 'b"']), to_toml({"a.txt": 1.5}), to_toml(True), to_toml(Path("a"))
    ('["a", "b\\\\""]', '{ "a.txt" = 1.5 }', 'true', '"a"')
    """
    if isinstance(value, Mapping):
        inside = ", ".join(f"{json.dumps(name, ensure_ascii=False)} = {to_toml(v)}" for name, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(to_toml, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path | Length):
        return json.dumps(str(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
