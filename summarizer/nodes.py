"""What a JSON file holds, read field by field; what is not as it should be is named with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from summarizer.errors import ConfigError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON file, with its path there (``articles[2].text``) and the file's name, for messages.

    Each method reads one field. All raise ConfigError when it is missing or of another kind.
    """

    record: object
    path: str
    where: str

    def wrong(self, field: str, fault: str) -> ConfigError:
        """Give the error that names a field of this value."""
        place = ".".join(name for name in (self.path, field) if name) or "the whole"
        return ConfigError(f"{place} {fault}", where=self.where)

    def field(self, name: str, kind: type | tuple[type, ...], called: str) -> object:
        """Give a field of some kind; true and false are no numbers."""
        if not isinstance(self.record, dict):
            raise self.wrong("", "is not an object")
        if name not in self.record:
            raise self.wrong(name, "is missing")
        value = self.record[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(name, f"is not {called}")
        return value

    def has(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return isinstance(self.record, dict) and name in self.record

    def text(self, name: str) -> str:
        """Give a text."""
        return cast("str", self.field(name, str, "a text"))

    def text_or_null(self, name: str) -> str:
        """Give a text, an empty one for null."""
        return cast("str | None", self.field(name, (str, type(None)), "a text or null")) or ""

    def whole(self, name: str) -> int:
        """Give a whole number."""
        return cast("int", self.field(name, int, "a whole number"))

    def number(self, name: str) -> float:
        """Give a number."""
        try:
            return float(cast("float", self.field(name, (int, float), "a number")))
        except OverflowError:
            raise self.wrong(name, "is too large a number") from None

    def flag(self, name: str) -> bool:
        """Give true or false."""
        return cast("bool", self.field(name, bool, "true or false"))

    def mapping(self, name: str) -> dict[str, object]:
        """Give an object as it stands."""
        return cast("dict[str, object]", self.field(name, dict, "an object"))

    def node(self, name: str) -> Node:
        """Give an object to read on in."""
        path = f"{self.path}.{name}" if self.path else name
        return Node(self.mapping(name), path, self.where)

    def each(self, name: str, read: Callable[[Node], _T]) -> tuple[_T, ...]:
        """Read each value of a list."""
        values = cast("list[object]", self.field(name, list, "a list"))
        path = f"{self.path}.{name}" if self.path else name
        return tuple(read(Node(value, f"{path}[{number}]", self.where)) for number, value in enumerate(values))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Give a text that is one of those known."""
        value = self.text(name)
        if value not in known:
            raise self.wrong(name, f"is none of {', '.join(known)}")
        return value
