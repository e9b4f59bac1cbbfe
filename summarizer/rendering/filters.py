"""What templates can do with a value, beyond what Jinja brings: ``{{ value|name }}``."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from summarizer.escaping import escape_destination, escape_markdown, flatten
from summarizer.text.tokens import count_words, reading_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d{2}:\d{2}).*)?)?)?")


class Escaped(str):
    """A text that is ready for its format. Joined with any other it is a plain one again, and escaped as a whole."""

    __slots__ = ()


def words(text: str) -> int:
    """Count the words of a text.

    >>> words("It is over – at last.")
    5
    """
    return count_words(text)


def minutes(seconds: float) -> str:
    """Tell a reading time in whole minutes.

    >>> minutes(124), minutes(10), minutes(0)
    ('2 min', '1 min', '0 min')
    """
    return f"{max(1, round(seconds / 60)) if seconds > 0 else 0} min"


def reading_time(text: str) -> str:
    """Tell how long a text takes to read.

    >>> reading_time("word " * 476)
    '2 min'
    """
    return minutes(reading_seconds(count_words(text)))


def long_date(date: str) -> str:
    """Spell an ISO date out, as far as it goes; what is no date stays.

    >>> long_date("2024-11-15"), long_date("2024-12"), long_date("2024-11-15T09:30:00Z"), long_date("last week")
    ('15 November 2024', 'December 2024', '15 November 2024, 09:30', 'last week')
    """
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day, time = match.groups()
    spelt = " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
    return f"{spelt}, {time}" if time else spelt


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["dpa", "CNN", "Bloomberg"]), listed(["dpa"]), listed([])
    ('dpa, CNN and Bloomberg', 'dpa', '')
    """
    *first, last = [str(name) for name in names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def count(number: int, one: str, many: str = "") -> str:
    """Put a number before a word, which takes its plural.

    >>> count(1, "sentence"), count(1200, "word"), count(2, "reply", "replies")
    ('1 sentence', '1,200 words', '2 replies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def link(label: str, url: str) -> Escaped:
    """Write a Markdown link, or the label alone when there is no safe address.

    >>> link("dpa", "https://news.example/1"), link("[x]", "javascript:y")
    ('[dpa](https://news.example/1)', '\\\\[x\\\\]')
    """
    destination = escape_destination(url)
    return Escaped(f"[{escape_markdown(label)}]({destination})" if destination else escape_markdown(label))


def wrap(text: str, first: str = "", rest: str | None = None, width: int = 72) -> Escaped:
    """Break a text into lines of at most ``width`` columns that begin with ``first``, then ``rest``.

    >>> print(wrap("one two three", "- ", "  ", width=9))
    - one two
      three
    """
    lines = textwrap.wrap(
        flatten(str(text)),
        width=max(width, len(first) + 10),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
    return Escaped("\n".join(lines) or first.rstrip())
