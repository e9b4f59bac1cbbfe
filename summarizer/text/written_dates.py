"""When something was published or sent: the right day as people and programs write it in any language, or none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import cache

from summarizer.lang.language import known_languages, load_language
from summarizer.text.tokens import fold

#: What is older is no news but a clock that began anew.
FIRST = datetime(1990, 1, 1, tzinfo=UTC)

_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?", re.ASCII)  # seconds, or thousandths of them
_TIME = re.compile(
    r"(?<![\d:+-])(\d{1,2})[:h](\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?", re.IGNORECASE | re.ASCII
)
_OFFSET = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d\d):?(\d\d)\b", re.ASCII)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4})(?!\d)", re.ASCII)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+", re.ASCII)


def parse_datetime(text: str) -> datetime | None:
    """Parse a time or day in any usual form, in the zone that it is written in; None when the day is not sure.

    A time without a zone is taken as UTC, a day without a time as its first moment.

    >>> parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500").isoformat()
    '2031-03-04T23:30:00-05:00'
    >>> for text in ("2031/3/29", "Mo, 03 Mär 2031 - 10:15", "1741694400", "3/14/2031"):
    ...     print(parse_datetime(text).date())
    2031-03-29
    2031-03-03
    2025-03-11
    2031-03-14
    >>> parse_datetime("last night"), parse_datetime("12 March"), parse_datetime("Wed, 31 Dec 1513 00:00:00 GMT")
    (None, None, None)
    """
    text = " ".join(text[:80].split())
    try:
        epoch = _EPOCH.fullmatch(text)
        found = datetime.fromtimestamp(int(epoch[1]), UTC) if epoch else _parse_written(text)
        return found if found and found >= FIRST and found.year < 9999 else None
    except (ValueError, OverflowError):
        return None


def _parse_written(text: str) -> datetime | None:
    """Parse a time as people and programs write it. Raises ValueError when it is none that can be."""
    clock = _TIME.search(text)
    if clock is None:
        day = _find_day(text, is_american=False)
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    hour, minute, second, half = clock.groups()
    rest = text[clock.end() :]
    offset, zone = _OFFSET.match(rest), UTC
    if offset:
        rest = rest[offset.end() :]
        minutes = int(offset[2]) * 60 + int(offset[3])
        zone = timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    elif rest.strip():
        # It knows the names of America's zones.
        told = parsedate_tz(f"1 Jan 2000 00:00:00 {rest.split()[0]}")
        zone = timezone(timedelta(seconds=told[9] or 0)) if told else UTC
    day = _find_day(f"{text[: clock.start()].removesuffix('T')} {rest}", half is not None)
    if day is None:
        return None
    hours = int(hour) if half is None else int(hour) % 12 + 12 * (half in "pP")
    begin = datetime(day.year, day.month, day.day, hours % 24, int(minute), min(int(second or 0), 59), tzinfo=zone)
    return begin + timedelta(days=hours // 24)


def _find_day(text: str, is_american: bool) -> date | None:
    """Return the day in a text without its time; ``is_american`` where the time is written as Americans do.

    Raises ValueError when there is no such day.
    """
    found = _YEAR_FIRST.search(text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _YEAR_LAST.search(text)
    if found:
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if second > 12 and mark in "-/":
            return date(year, first, second)
        # Half of the world means the day by the first number, America the month.
        is_sure = first > 12 or first == second or not (is_american and mark == "/")
        return date(year, second, first) if is_sure else None
    # The last: of "mar. 4 févr." the first is a weekday.
    months = list(filter(None, map(_find_month, _WORD.findall(text))))
    numbers = _NUMBER.findall(text)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if not years and len(days) == 2:
        years = [f"20{days.pop()}"]  # RFC 822
    if not months or len(years) != 1 or len(days) != 1:
        return None
    return date(int(years[0]), months[-1], int(days[0]))


@cache
def _find_month(word: str) -> int:
    """Return the number of a month by its name in any known language, or by the beginning of one; 0 for other words."""
    word = fold(word)
    months = _load_months()
    found = {months[word]} if word in months else {months[name] for name in months if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


@cache
def _load_months() -> dict[str, int]:
    """Return the numbers of the months by their folded names; what two languages use otherwise is left out."""
    months: dict[str, int] = {}
    for code in ("en", *known_languages()):
        for name, number in load_language(code).numbers("dates.month_numbers").items():
            months.setdefault(fold(name.rstrip(".")), int(number))
    return months
