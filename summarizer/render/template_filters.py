"""What templates can do with a value, beyond what Jinja brings: ``{{ value|name }}``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from summarizer.lang.language import load_language
from summarizer.text.escaping import escape_destination, escape_markdown, flatten
from summarizer.text.tokens import count_words, reading_seconds

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d{2}:\d{2}).*)?)?)?")
# The templates that come with the program are in English.
_ENGLISH = load_language("en")


class Escaped(str):
    """A text that is ready for its format. Joined with any other it is a plain one again, and escaped as a whole."""

    __slots__ = ()


def minutes(seconds: float) -> str:
    """Return a reading time in whole minutes.

    >>> minutes(124), minutes(10), minutes(0)
    ('2 min', '1 min', '0 min')
    """
    at_least = int(seconds > 0)
    return f"{max(at_least, round(seconds / 60))} min"


def reading_time(text: str) -> str:
    """Return how long a text takes to read.

    >>> reading_time("word " * 476)
    '2 min'
    """
    return minutes(reading_seconds(count_words(text)))


def spell_date(date: str) -> str:
    """Return an ISO date spelt out, as far as it goes; what is no date stays.

    >>> spell_date("2024-11-15"), spell_date("2024-12"), spell_date("2024-11-15T09:30:00Z"), spell_date("last week")
    ('15 November 2024', 'December 2024', '15 November 2024, 09:30', 'last week')
    """
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day, time = match.groups()
    spelt: str = year
    if month:
        spelt = f"{_ENGLISH.phrases('printing.months')[int(month) - 1]} {spelt}"
    if day:
        spelt = f"{int(day)} {spelt}"
    return f"{spelt}, {time}" if time else spelt


def join_names(names: Iterable[str]) -> str:
    """Return names joined as a sentence does.

    >>> join_names(["dpa", "CNN", "Bloomberg"]), join_names(["dpa"]), join_names([])
    ('dpa, CNN and Bloomberg', 'dpa', '')
    """
    *first, last = [*map(str, names)] or [""]
    return f"{', '.join(first)} {_ENGLISH.text('printing.conjunction')} {last}" if first else last


def count(number: int, one: str, many: str = "") -> str:
    """Return a number before a word, which takes its plural.

    >>> count(1, "sentence"), count(1200, "word"), count(2, "reply", "replies")
    ('1 sentence', '1,200 words', '2 replies')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}"


def link(label: str, url: str) -> Escaped:
    """Return a Markdown link, or the label alone when there is no safe address.

    >>> link("dpa", "https://news.example/1"), link("[x]", "javascript:y")
    ('[dpa](https://news.example/1)', '\\\\[x\\\\]')
    """
    shown = escape_markdown(label)
    destination = escape_destination(url)
    return Escaped(f"[{shown}]({destination})" if destination else shown)


def wrap(text: str, first: str = "", rest: str | None = None, width: int = 72) -> Escaped:
    """Return a text in lines of at most ``width`` columns that begin with ``first``, then ``rest``.

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


#: The filters that templates have beside Jinja's own.
FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "count_of": count,
        "date": spell_date,
        "link": link,
        "listed": join_names,
        "minutes": minutes,
        "reading_time": reading_time,
        "words": count_words,
        "wrap": wrap,
    }
)
