"""What bounds a template: every value that it makes has a size, every step that it takes is counted.

A template is the user's own, and a slip in it ("{{ text|center(10 ** 9) }}", a macro that calls itself twice) must end
as an error that names the place. Clocks would make that depend on the machine, so all is counted: the parts of each
body that runs, the characters that go into a filter, a test, an operator or a call, and those that come out. What is
known to multiply sizes is refused before it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, is_dataclass
from functools import cache, wraps
from types import MappingProxyType
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

#: A briefing is some kilobytes, and takes some hundred thousand steps; a template that writes or does more runs away.
MOST_CHARACTERS = 20_000_000
MOST_STEPS = 10_000_000
# So many characters are handled in the time of a step.
_A_STEP = 50
# Texts of fewer characters cost nothing beside the step that made them.
_SHORT = 1_000
# Texts that are joined at once.
_AT_ONCE = 8
# What an element of a list counts beside its text.
_AN_ELEMENT = 40
#: Characters of one value.
MOST_IN_VALUE = 5_000_000
_MOST_FORESEEN = 10 * MOST_IN_VALUE
_MOST_BITS = 10_000
_LARGEST_BASE, _LARGEST_EXPONENT = 100_000, 100

# What makes as much as a number among its arguments tells, times this; elsewhere a number is only a value.
_SIZED: Mapping[str, int] = MappingProxyType(
    {
        "batch": 1,
        "center": 1,
        "expandtabs": 1,
        "indent": 1,
        "ljust": 1,
        "rjust": 1,
        "slice": 1,
        "zfill": 1,
        # By the depth of what is written, and by powers of ten.
        "tojson": 1_000,
        "round": 1_000_000,
    }
)
# What takes a time by the square of a long word, by so many characters of it a step.
_SLOW: Mapping[str, int] = MappingProxyType({"wordwrap": 40_000, "wrap": 40_000})
_REFUSED = frozenset({"from_bytes", "to_bytes"})
# A width of five digits, or one that only a value tells: "%*d", "{:{}}".
_WIDE = re.compile(r"%(?:\([^()%]*\))?[^a-zA-Z%]*(?:\d{5}|\*)|\{[^{}]*\d{5}|\{[^{}]+\{")
# No template can name these: its own filters have no blank in them.
_VALUE, _STEPS = "take value", "take steps"


class TooMuchError(SecurityError):
    """A template takes too many steps, or writes too much: by its own doing, or because of all that it is given."""


@dataclass(slots=True)
class _Meter:
    """The steps that the template being filled has left."""

    left: int


_METER = ContextVar("_METER", default=_Meter(MOST_STEPS))  # noqa: B039


def start_counting() -> None:
    """Begin a template with no step taken."""
    _METER.set(_Meter(MOST_STEPS))


def take_steps(steps: int) -> None:
    """Count steps. Raises TooMuchError when they are too many."""
    meter = _METER.get()
    meter.left -= steps
    if meter.left < 0:
        raise TooMuchError(f"it takes more than {MOST_STEPS:,} steps")


def take_value(value: Any) -> Any:
    """Return a value once its size is counted. Raises SecurityError when it is too large."""
    # Short texts, most of what there is, cost no more than the step that made them.
    if not (isinstance(value, str) and len(value) < _SHORT):
        _take_size(_weigh(value))
    return value


def _take_size(size: int) -> None:
    """Count the steps that a value of a size takes. Raises SecurityError when it is too large."""
    if size > MOST_IN_VALUE:
        raise SecurityError(f"a value of more than {MOST_IN_VALUE:,} characters")
    take_steps(size // _A_STEP)


def bound_calls(functions: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return filters or tests by their names that count what goes into them and what comes out."""
    return {name: _bound_call(name, function) for name, function in functions.items()}


@cache
def _bound_call(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter or a test that counts what goes into it and what comes out."""
    # Some are handed the context or the environment before the value.
    first = 1 if hasattr(function, "jinja_pass_arg") else 0
    is_sized = name in _SIZED or name == "format"

    @wraps(function)
    def bounded(*args: Any, **named: Any) -> Any:
        own = (*args[first:], *named.values())
        for value in own:
            if is_sized or not (isinstance(value, str) and len(value) < _SHORT):
                _foresee(name, own)
                break
        return take_value(function(*args, **named))

    return bounded


def _foresee(name: str, values: Sequence[Any]) -> None:
    """Count what goes into a call. Raises SecurityError when more could come of it than is bearable."""
    weights = [*map(_weigh, values)] or [0]
    size, largest = weights[0], 1.0
    _take_size(sum(weights))
    for other, weight in zip(values[1:], weights[1:], strict=True):
        is_size = name in _SIZED and isinstance(other, int | float)
        largest = max(largest, min(abs(other) * _SIZED[name], _MOST_FORESEEN + 1) if is_size else weight)
    if name in _SLOW:
        take_steps(size * size // _SLOW[name])
    is_wide = name in ("format", "format_map") and _WIDE.search(str(values[0]))
    if is_wide or size * largest > _MOST_FORESEEN:
        raise SecurityError(f"{name} would make a value that is too large")


def _weigh(value: Any) -> int:
    """Return the characters in a value; whatever is in a list counts beside its text, as often as it would be printed.

    >>> _weigh("four"), _weigh(["four", 10 ** 9]), _weigh(10 ** 9)
    (4, 124, 4)
    """
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, int):
        return 1 + value.bit_length() // 8
    if isinstance(value, range):
        return _AN_ELEMENT * len(value)
    if not isinstance(value, list | tuple | dict | set | frozenset):
        return 1
    size, left = 0, [value]
    while left and size <= MOST_IN_VALUE:
        inner = left.pop()
        size += _AN_ELEMENT
        if isinstance(inner, str | bytes):
            size += len(inner)
        elif isinstance(inner, dict):
            left += [*inner, *inner.values()]
        elif isinstance(inner, list | tuple | set | frozenset):
            left += inner
    return size


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which a template cannot run away."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *args: Any, **named: Any) -> None:
        # Nothing is worked out when a template is compiled: what is counted then is not where its code is kept.
        super().__init__(*args, optimized=False, **named)
        self.filters.update(bound_calls(self.filters))
        self.tests.update(bound_calls(self.tests))
        self.filters[_VALUE] = take_value
        self.filters[_STEPS] = take_steps

    def _generate(self, source: nodes.Template, *args: Any, **named: Any) -> str:
        """Return a template's code, with what counts put into it."""
        return super()._generate(_Counting().visit(source), *args, **named)

    @staticmethod
    def concat(chunks: Iterable[str], /) -> str:
        """Join what a macro, a block or super() returns."""
        pieces = [*chunks]
        _take_size(sum(map(len, pieces)))
        return "".join(pieces)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may take an attribute; of our own records all but the hidden ones, soon told."""
        if is_dataclass(obj):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Any, function: Any, /, *args: Any, **named: Any) -> Any:
        """Return what a function or a method makes of its arguments, unless that is refused."""
        # Jinja puts its own function in the place of a text's ``format``.
        method = getattr(function, "__wrapped__", function)
        owner, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
        if name in _REFUSED:
            raise SecurityError(f"{name} is not for templates")
        if isinstance(owner, str | bytes | int):
            _foresee(name, [owner, *args, *named.values()])
        return take_value(super().call(context, function, *args, **named))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator makes of two values, unless that is refused."""
        if operator == "*":
            if isinstance(left, int) and isinstance(right, int):
                is_large = left.bit_length() + right.bit_length() > _MOST_BITS
            else:
                is_large = _count_copies(left) * _count_copies(right) > MOST_IN_VALUE
            if is_large:
                raise SecurityError("the product is too large")
        if operator == "**" and (abs(left) > _LARGEST_BASE or abs(right) > _LARGEST_EXPONENT):
            raise SecurityError("the power is too large")
        if operator == "%" and isinstance(left, str | bytes):
            _foresee("format", [left, right])
        return take_value(super().call_binop(context, operator, left, right))


def _count_copies(value: Any) -> float:
    """Return a number, or the size of a text or list that is multiplied by one."""
    return abs(value) if isinstance(value, int) else _weigh(value)


class _Counting(NodeTransformer):
    """Puts into a template what counts: the parts of each body that can run again, and what no call or filter makes."""

    _visited = 0

    def generic_visit(self, node: nodes.Node, *args: Any, **named: Any) -> nodes.Node:
        """Change what is in a node, then return it or what takes its place."""
        before = self._visited
        super().generic_visit(node, *args, **named)
        self._visited += 1
        if isinstance(node, nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block | nodes.Template):
            # The bodies within have their own.
            count = _filter(nodes.Const(self._visited - before, lineno=node.lineno), _STEPS)
            node.body.insert(0, nodes.ExprStmt(count, lineno=node.lineno))
        if isinstance(node, nodes.For):
            node.iter = _filter(node.iter, _VALUE)
        if isinstance(node, nodes.Compare | nodes.Operand) and not isinstance(node.expr, nodes.Const):
            node.expr = _filter(node.expr, _VALUE)
        if isinstance(node, nodes.Concat):
            # A few at a time, so that what comes of them is counted before it grows.
            joined = node.nodes
            while len(joined) > 1:
                some = nodes.Concat(joined[:_AT_ONCE], lineno=node.lineno)
                joined = [_filter(some, _VALUE), *joined[_AT_ONCE:]]
            return joined[0]
        is_slice = isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice)
        is_target = isinstance(node, nodes.Tuple) and node.ctx != "load"
        if is_slice or (isinstance(node, nodes.List | nodes.Dict | nodes.Tuple) and not is_target):
            return _filter(node, _VALUE)
        return node


def _filter(value: nodes.Node, name: str) -> nodes.Filter:
    """Return a value that goes through one of our own filters."""
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)
