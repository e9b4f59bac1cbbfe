"""Days and years in a sentence; a weekday is a date by the day on which its article appeared."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,:]\d)(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)\d\d))?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH}),? (?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(
    r"(?<![\d.,$€£-])(?:19|20)\d\d(?!\d|[.,]\d)(?!\s+(?:people|troops|soldiers|euros|dollars|men|percent|km|miles))\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_NEAR_DAY = re.compile(r"\b(today|yesterday|tonight|tomorrow)\b", re.IGNORECASE)
_IN_MONTH = re.compile(rf"\b(?:in|since|until|by|early|late|mid|last|next) (?P<month>{_MONTH})\b(?! \d)")


def _as_date(published: str) -> date | None:
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None  # so that the day before and the day after exist


def read_dates(text: str, published: str) -> tuple[list[str], list[str], str]:
    """Read days (month-day) and years, and give the text without them."""
    days, years = [], []
    for found in _DATE.finditer(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        days += [f"{_month_number(month):02}", f"{_month_number(month):02}-{int(day):02}"]
        years += [year for year in (found["year"], found["year2"]) if year]
    rest = _DATE.sub(blot, text)
    years += [f"{found['year']}-{_month_number(found['month']):02}" for found in _MONTH_YEAR.finditer(rest)]
    rest = _MONTH_YEAR.sub(blot, rest)
    days += [f"{_month_number(found['month']):02}" for found in _IN_MONTH.finditer(rest)]
    rest = _IN_MONTH.sub(blot, rest)
    years += _YEAR.findall(rest)
    rest = _YEAR.sub(blot, rest)
    for found in (*_WEEKDAY.finditer(rest), *_NEAR_DAY.finditer(rest)):
        days += _resolve_day(found.group().lower(), _as_date(published))
    return days, years, rest


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _resolve_day(word: str, published: date | None) -> list[str]:
    if published is None:
        return [word] if word in _WEEKDAYS else []
    if word in _WEEKDAYS:
        back = (published.weekday() - _WEEKDAYS.index(word)) % 7
    else:
        back = {"yesterday": 1, "tomorrow": -1}.get(word, 0)
    day = published - timedelta(days=back)
    return [f"{day:%m}", f"{day:%m-%d}"]


def blot(found: re.Match[str]) -> str:
    """Blot out what was read, keeping its length."""
    return "#" * len(found.group())
