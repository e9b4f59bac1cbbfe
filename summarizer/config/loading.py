"""``summarizer.toml`` → settings: what holds for each briefing, and where it was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from summarizer.config.schema import TABLES, Key
from summarizer.config.toml_tables import Fault, Lines, parse_tables, read_tables
from summarizer.errors import ConfigError, nearest

FILE = "summarizer.toml"
DEFAULT = "default"
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it was said: ``default``, ``summarizer.toml, line 3``, or an option."""

    value: object
    origin: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a file says; without a file, nothing.

    ``said`` has by table (``""`` for the top, ``fetch``, ``briefing.NAME``, ``briefing.NAME.mail``) what is
    said there. Paths in the file count from ``folder``, where the file is.
    """

    folder: Path = Path()
    path: str = ""
    briefings: tuple[str, ...] = ()
    said: Mapping[str, Mapping[str, Value]] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, table: str, name: str = "") -> dict[str, Value]:
        """Give all values of a table that hold for a briefing: its own go before the common ones and defaults."""
        common = "" if table == "briefing" else table
        own = f"briefing.{name}" if table == "briefing" else f"briefing.{name}.{table}"
        layers = (self.said.get(common, {}), self.said.get(own, {}) if name else {})
        found = {key.name: Value(key.default) for key in TABLES[table]}
        for layer in layers:
            found |= layer
        return found


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises:
        ConfigError: it cannot be read, or says what cannot be; all faults are named with their lines.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError("is too large for settings", where=str(path))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text", where=str(path)) from error
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ConfigError(reason, where=str(path), hint="`summarizer init` writes one") from error
    return read_settings(text, path)


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
    lines = Lines(text)
    faults = sorted(_find_faults(data, lines), key=lambda fault: fault.line)
    if faults:
        raise ConfigError("; ".join(map(str, faults)), where=str(path))
    said = {
        table: MappingProxyType(
            {
                key: Value(value, f"{path.name}, line {lines.key(key, table)}")
                for key, value in values.items()
                if key in {known.name for known in TABLES[kind]}
            }
        )
        for table, kind, values in _tables(data)
    }
    return Settings(path.parent, str(path), tuple(read_tables(data, "briefing")), MappingProxyType(said))


def _tables(data: Mapping[str, object]) -> Iterable[tuple[str, str, Mapping[str, object]]]:
    """Give each table with its name, its kind and what it holds."""
    yield "", "briefing", data
    for kind in ("fetch", "history", "mail"):
        yield kind, kind, read_tables(data, kind)
    briefings = read_tables(data, "briefing")
    for name in briefings:
        table = read_tables(briefings, name)
        yield f"briefing.{name}", "briefing", table
        yield f"briefing.{name}.mail", "mail", read_tables(table, "mail")


def _find_faults(data: Mapping[str, object], lines: Lines) -> Iterable[Fault]:
    briefings = data.get("briefing", {})
    if not isinstance(briefings, dict):
        yield Fault(lines.key("briefing"), "briefings must be written as [briefing.NAME]")
        return
    for name in briefings:
        if not _NAME.fullmatch(name):
            yield Fault(lines.key("", f"briefing.{name}"), f"“{name}” must be of small letters, digits and hyphens")
    for table, kind, values in _tables(data):
        inner = {"": ("briefing", "fetch", "history", "mail")}.get(table, ("mail",) if kind == "briefing" else ())
        yield from _check(table, TABLES[kind], values, lines, inner)


def _check(
    table: str, keys: tuple[Key, ...], values: Mapping[str, object], lines: Lines, inner: tuple[str, ...]
) -> Iterable[Fault]:
    known = {key.name: key for key in keys}
    place = f" in [{table}]" if table else ""
    for name, value in values.items():
        line = lines.key(name, table) or lines.key("", f"{table}.{name}".lstrip("."))
        if name in inner:
            if not isinstance(value, dict):
                yield Fault(line, f"{name} must be a table: write [{f'{table}.' if table else ''}{name}]")
        elif name not in known:
            yield Fault(line, f"there is no key “{name}”{place} ({nearest(name, [*known, *inner])})")
        elif wrong := known[name].check(value):
            yield Fault(line, f"{name}{place} {wrong}")
