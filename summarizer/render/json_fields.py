"""The fields of a JSON object, read and written one by one; what is not as it should be is named with its place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar, get_args, get_type_hints

from summarizer.errors import ConfigError

_T = TypeVar("_T")

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a JSON file, with its path there (``articles[2].text``) and the file's name, for messages.

    Each method reads one field. All raise ConfigError when it is missing or of another kind.
    """

    record: object
    path: str
    where: str

    def wrong(self, field: str, fault: str) -> ConfigError:
        """Return the error that names a field of this value."""
        return ConfigError(f"{self._locate(field) or 'the whole'} {fault}", where=self.where)

    def field(self, name: str, kinds: tuple[type, ...], called: str) -> Any:
        """Return a field of one of some kinds; true and false are no numbers."""
        if not isinstance(self.record, dict):
            raise self.wrong("", "is not an object")
        if name not in self.record:
            raise self.wrong(name, "is missing")
        value = self.record[name]
        if type(value) not in kinds:
            raise self.wrong(name, f"is not {called}")
        return value

    def has(self, name: str) -> bool:
        """Return whether there is such a field."""
        return isinstance(self.record, dict) and name in self.record

    def text(self, name: str) -> str:
        """Return a text."""
        return str(self.field(name, (str,), "a text"))

    def whole(self, name: str) -> int:
        """Return a whole number."""
        return int(self.field(name, (int,), "a whole number"))

    def number(self, name: str) -> float:
        """Return a number."""
        value = self.field(name, (int, float), "a number")
        # A whole number may be of any size, and 1e999 is read as infinite.
        if not -sys.float_info.max <= value <= sys.float_info.max:
            raise self.wrong(name, "is too large a number")
        return float(value)

    def flag(self, name: str) -> bool:
        """Return true or false."""
        return bool(self.field(name, (bool,), "true or false"))

    def mapping(self, name: str) -> dict[str, object]:
        """Return an object as it stands."""
        found: dict[str, object] = self.field(name, (dict,), "an object")
        return found

    def node(self, name: str) -> Node:
        """Return an object to read on in."""
        return Node(self.mapping(name), self._locate(name), self.where)

    def each(self, name: str, read: Callable[[Node], _T]) -> tuple[_T, ...]:
        """Read each value of a list."""
        values = self.field(name, (list,), "a list")
        path = self._locate(name)
        found: list[_T] = []
        for number, value in enumerate(values):
            item = Node(value, f"{path}[{number}]", self.where)
            found.append(read(item))
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return self.each(name, _read_text)

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Return a text that is one of those known."""
        value = self.text(name)
        if value not in known:
            raise self.wrong(name, f"is none of {', '.join(known)}")
        return value

    def _locate(self, name: str) -> str:
        """Return the path of a field, from the file's outermost value."""
        return f"{self.path}.{name}".strip(".")


@dataclass(frozen=True, slots=True)
class FieldKind:
    """How a field of a JSON object is read from it, and written into it.

    An optional field may be missing, and is not written where it is empty unless it is ``always_written``.
    ``attribute`` is the attribute of our value that it holds, where that is not called as the field is, ``inner`` are
    the fields of the objects in it.
    """

    read: Callable[[Node, str], object]
    write: Callable[[Any], object] = lambda value: value
    optional: bool = False
    attribute: str = ""
    always_written: bool = False
    inner: Mapping[str, FieldKind] = field(default_factory=dict)


#: The fields of an object by their names, in the order in which they are written.
Fields = Mapping[str, FieldKind]


def read_fields(node: Node, make: Callable[..., _T], fields: Fields) -> _T:
    """Read an object field by field, and make a value of what they hold. Raises ConfigError."""
    found = {}
    for name, kind in fields.items():
        if node.has(name) or not kind.optional:
            found[kind.attribute or name] = kind.read(node, name)
    return make(**found)


def write_fields(value: object, fields: Fields) -> dict[str, object]:
    """Return the object that holds a value's attributes."""
    record = {}
    for name, kind in fields.items():
        held = getattr(value, kind.attribute or name)
        if held or kind.always_written or not kind.optional:
            record[name] = kind.write(held)
    return record


def optional(kind: FieldKind, *, always_written: bool = False) -> FieldKind:
    """Return a kind of field that may be missing."""
    return replace(kind, optional=True, always_written=always_written)


def list_of(make: Callable[..., object], fields: Fields, attribute: str = "") -> FieldKind:
    """Return the kind of a list of objects with some fields, of each of which a value is made."""

    def read(node: Node, name: str) -> tuple[object, ...]:
        return node.each(name, lambda item: read_fields(item, make, fields))

    def write(values: tuple[object, ...]) -> list[dict[str, object]]:
        return [write_fields(value, fields) for value in values]

    return FieldKind(read, write, attribute=attribute, inner=fields)


def object_of(make: Callable[..., object], fields: Fields) -> FieldKind:
    """Return the kind of an object with some fields, of which a value is made."""
    return FieldKind(
        lambda node, name: read_fields(node.node(name), make, fields),
        partial(write_fields, fields=fields),
        inner=fields,
    )


def mapping_of(kind: FieldKind) -> FieldKind:
    """Return the kind of an object of whatever names, each field of which is of one kind."""

    def read(node: Node, name: str) -> dict[str, object]:
        inner = node.node(name)
        return {key: kind.read(inner, key) for key in node.mapping(name)}

    def write(held: Mapping[str, object]) -> dict[str, object]:
        return {key: kind.write(value) for key, value in held.items()}

    return FieldKind(read, write)


def pairs_of(one: str, other: str, attribute: str = "") -> FieldKind:
    """Return the kind of a list of objects with two texts each, of which pairs are made."""

    def read(node: Node, name: str) -> tuple[tuple[str, str], ...]:
        return node.each(name, lambda item: (item.text(one), item.text(other)))

    def write(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [dict(zip((one, other), pair, strict=True)) for pair in pairs]

    return FieldKind(read, write, attribute=attribute)


def find_fields(kind: type, names: str, **special: FieldKind) -> Fields:
    """Return fields of a dataclass in the order in which they are written, by their types, but for ``special`` ones.

    What has a "?" behind its name may be missing.

    >>> from summarizer.model import Problem
    >>> [(name, one.optional) for name, one in find_fields(Problem, "where message level?").items()]
    [('where', False), ('message', False), ('level', True)]
    """
    types = get_type_hints(kind)
    found: dict[str, FieldKind] = {}
    for name in names.split():
        plain = name.rstrip("?")
        one = special.get(plain) or _KINDS.get(types[plain])
        if one is None:
            # Of literals, the texts but for the empty one of what may be missing.
            texts: list[str] = []
            for literal in get_args(types[plain]):
                texts += get_args(literal) or (literal,)
            one = FieldKind(partial(Node.one_of, known=tuple(filter(None, texts))))
        found[plain] = one if plain == name else optional(one)
    return found


def list_optional(fields: Fields) -> set[str]:
    """Return the names of the fields that may be missing, in objects within objects too."""
    names = {name for name, kind in fields.items() if kind.optional}
    return names.union(*(list_optional(kind.inner) for kind in fields.values()))


def round_number(value: float) -> float:
    """Return a number to six places, as it is written."""
    return round(float(value), _DIGITS)


def _read_text(node: Node) -> str:
    """Return a value that is a text. Raises ConfigError for any other."""
    if not isinstance(node.record, str):
        raise node.wrong("", "is not a text")
    return node.record


TEXT = FieldKind(Node.text)
TEXT_OR_NULL = FieldKind(
    lambda node, name: node.field(name, (str, type(None)), "a text or null") or "", lambda value: value or None
)
TEXTS = FieldKind(Node.texts, list)
WHOLE = FieldKind(Node.whole)
NUMBER = FieldKind(Node.number, round_number)
FLAG = FieldKind(Node.flag)
#: How a field of a type is read and written.
_KINDS: Mapping[object, FieldKind] = {str: TEXT, int: WHOLE, float: NUMBER, bool: FLAG, tuple[str, ...]: TEXTS}
