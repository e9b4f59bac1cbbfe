"""Patterns that are compiled when they are first needed."""

from __future__ import annotations

import re
from functools import cache


def lower(text: str) -> str:
    """Give a text in small letters as ``re.IGNORECASE`` sees them: "ſ" is an "s", "İ" and "ı" are an "i".

    >>> lower("ſIGN İn, ſıgn ın")
    'sign in, sign in'
    """
    small = text.lower()
    return small if small.isascii() else small.replace("ſ", "s").replace("ı", "i").replace("i\u0307", "i")


@cache
def compiled(pattern: str, exact: bool = True) -> re.Pattern[str]:
    """Compile a pattern when it is first needed; unless it is to be ``exact``, it takes no heed of case."""
    return re.compile(pattern, re.NOFLAG if exact else re.IGNORECASE)
