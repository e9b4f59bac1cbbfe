"""Tables of a TOML file: what may stand in a key, and in which line it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Says what is wrong with a value, or nothing.
Check = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and in which line (0 when it is nowhere in particular)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


def is_text(value: object) -> str:
    """Check for a text with something in it.

    >>> is_text("a"), is_text(" ")
    ('', 'must be a text that is not empty')
    """
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def is_any_text(value: object) -> str:
    """Check for a text, which may be empty."""
    return "" if isinstance(value, str) else "must be a text"


def is_texts(value: object) -> str:
    """Check for a list of texts."""
    good = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
    return "" if good else 'must be a list of texts, like ["Berlin", "the chancellor"]'


def is_bool(value: object) -> str:
    """Check for true or false."""
    return "" if isinstance(value, bool) else "must be true or false"


def is_whole(value: object) -> str:
    """Check for a whole number.

    >>> is_whole(3), is_whole(True)
    ('', 'must be a whole number')
    """
    return "" if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number"


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


class Lines:
    """Where in the text each table and key stands; tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self._text = text.split("\n")

    def key(self, name: str, table: str = "", index: int = 0) -> int:
        """Give the line of a key in the index-th ``[[table]]``, else (or without a key) that of the table itself.

        >>> Lines("a = 1\\n[b]\\nc = 2").key("c", "b"), Lines("[b]").key("c", "b")
        (3, 1)
        """
        count, current = -1, ""
        header = 0
        for number, line in enumerate(self._text, 1):
            found = re.match(r"\s*\[\[?\s*([\w.\"'-]+)\s*\]\]?", line)
            if found:
                current = re.sub("[\"']", "", found[1])
                count += current == table
                header = number if current == table and count == index else header
            elif (
                name
                and current == table
                and (not table or count == index)
                and re.match(rf"\s*[\"']?{re.escape(name)}\b", line)
            ):
                return number
        return header


def read_tables(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Give a table of the data, an empty one where there is none."""
    table = data.get(name, {})
    return table if isinstance(table, dict) else {}
