"""Work that takes too much, for the tests of limits; it is called in processes too, so it is a module of its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What marks the texts at which a spoiled rule holds the interpreter, or eats memory; and what holds a reader.
HOLDS, EATS, JAMS = "Xyzzy", "Plugh", "Frotz"


def double(number: int) -> int:
    return 2 * number


def hold_interpreter(*_: Any) -> None:
    """Match for longer than anybody will wait: a rule that somebody wrote without care, at a text made for it."""
    re.match(r"(?:a+)+$", "a" * 60 + "b")


def hold_in_c(*_: Any) -> None:
    """Do in C, where no signal is looked for, what takes minutes."""
    sum(range(10**11))


def eat_memory(*_: Any) -> int:
    held = [bytearray(50_000_000) for _ in range(200)]
    return len(held)


def hold_memory(*_: Any) -> int:
    held = b"x" * 400_000_000
    time.sleep(60)
    return len(held)


def break_down(*_: Any) -> None:
    os.abort()


def fail(*_: Any) -> None:
    raise ValueError("as asked")


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spoil(inner: Callable[..., Any], holds: str = HOLDS) -> Callable[..., Any]:
    """Return a function of a text that does as another, but for the texts with a mark."""

    def spoiled(text: str, *args: Any, **more: Any) -> Any:
        if holds in text:
            hold_interpreter()
        if EATS in text:
            eat_memory()
        return inner(text, *args, **more)

    return spoiled


#: What a process reads when it starts, so that one of its rules is a bad one.
SITE = f"""
import sys
sys.path.append({str(Path(__file__).parent)!r})
import summarizer.fetch.visits as fetching
import summarizer.text.segmentation as reading
from hostile_work import JAMS, spoil
reading.split_line = spoil(reading.split_line)
fetching.parse_feed, fetching.extract = spoil(fetching.parse_feed, JAMS), spoil(fetching.extract, JAMS)
"""
