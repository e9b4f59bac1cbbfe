"""Tables of a TOML file: what may stand in a key, and in which line it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"'-]+)\s*\]\]?")
#: Returns what is wrong with a value, an empty text where nothing is.
Check = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and in which line (0 when it is nowhere in particular)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


def build_check(is_good: Callable[[object], object], message: str) -> Check:
    """Return the check that says ``message`` of a value that is not good.

    >>> is_text("a"), is_text(" "), is_whole(True)
    ('', 'must be a text that is not empty', 'must be a whole number')
    """
    return lambda value: "" if is_good(value) else message


def is_number(value: object) -> bool:
    """Return whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


is_text = build_check(_is_filled, "must be a text that is not empty")
is_any_text = build_check(lambda value: isinstance(value, str), "must be a text")
is_texts = build_check(
    lambda value: isinstance(value, list) and all(map(_is_filled, value)),
    'must be a list of texts, like ["Berlin", "the chancellor"]',
)
is_bool = build_check(lambda value: isinstance(value, bool), "must be true or false")
is_whole = build_check(lambda value: is_number(value) and isinstance(value, int), "must be a whole number")


def parse_tables(text: str) -> dict[str, object] | Fault:
    """Read TOML; what cannot be read is a fault with its line.

    >>> parse_tables("a = 1"), parse_tables("a =").line
    ({'a': 1}, 1)
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        message = re.sub(r" \(at .*\)$", "", str(error))
        return Fault(int(found[1]) if found else text.count("\n") + 1, f"is not TOML: {message}")
    except RecursionError:
        return Fault(0, "is nested too deeply")


class KeyLines:
    """In which line of the text each table and key stands; tomllib does not say."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def find(self, name: str, table: str = "", index: int = 0) -> int:
        """Return the line of a key in the index-th ``[[table]]``, else (or without a key) that of the table itself.

        >>> KeyLines("a = 1\\n[b]\\nc = 2").find("c", "b"), KeyLines("[b]").find("c", "b")
        (3, 1)
        """
        key = re.compile(rf"\s*[\"']?{re.escape(name)}\b")
        # Keys without a table stand before every header.
        header, tables_seen, inside = 0, 0, not table
        for number, line in enumerate(self._lines, 1):
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
