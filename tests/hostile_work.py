"""Work that takes too much, for the tests of limits; it is called in processes too, so it is a module of its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import Any

#: A text that has this in it is one of the hostile ones.
MARK = "Xyzzy"


def double(number: int) -> int:
    return 2 * number


def hold_interpreter(*_: Any) -> None:
    """Match for longer than anybody will wait: a rule that somebody wrote without care, at a text made for it."""
    re.match(r"(?:a+)+$", "a" * 60 + "b")


def eat_memory(*_: Any) -> int:
    held = [bytearray(50_000_000) for _ in range(200)]
    return len(held)


def break_down(*_: Any) -> None:
    os.abort()


def fail(*_: Any) -> None:
    raise ValueError("as asked")


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spoil(inner: Callable[..., Any], harm: Callable[..., Any], mark: str = MARK) -> Callable[..., Any]:
    """Return a function that does as another, but for texts with the mark."""

    def spoiled(text: str, *args: Any, **more: Any) -> Any:
        if mark in text:
            harm()
        return inner(text, *args, **more)

    return spoiled
