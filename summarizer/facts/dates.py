"""Days and years in a sentence; a weekday is a date by the day on which its article appeared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from summarizer.facts.relative import WEEKDAY, Span, as_date, find_day_words, find_spans, is_part

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,:]\d)(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)\d\d))?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH}),? (?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(
    r"(?<![\d.,$€£-])(?:19|20)\d\d(?!\d|[.,]\d)(?!\s+(?:people|troops|soldiers|euros|dollars|men|percent|km|miles))\b"
)
_DIGIT = re.compile(r"\d")
_IN_MONTH = re.compile(rf"\b(?:in|since|until|by|early|late|mid|last|next) (?P<month>{_MONTH})\b(?! \d)")


#: A weekday whose date stands beside it.
_DATED = re.compile(r"^(?:['’]s)?(?:,? (?:night|morning|afternoon|evening))?(?:,? (?:the )?|,? \(|,? on )#{3,}")
_DATES_BEFORE = re.compile(r"#{3,}(?:,? (?:an? )?|,? \()$")


@dataclass(frozen=True, slots=True)
class Dates:
    """The times that a sentence names.

    Each of ``days`` is the set of days (``MM-DD``), months (``MM``) or weekdays that may be meant; ``spans``
    are vaguer: weeks, and months told from the article's date. ``years`` are ``YYYY`` and ``YYYY-MM``. ``rest`` is the
    text without what names a time.
    """

    days: tuple[frozenset[str], ...]
    spans: tuple[frozenset[str], ...]
    years: tuple[str, ...]
    rest: str


def read_dates(text: str, published: str) -> Dates:
    """Read days, months and years; what counts from the day of the article, by the day on which it appeared."""
    days, years, rest = _read_numbered(text) if _DIGIT.search(text) else ([], [], text)
    dated = rest
    years += [f"{found['year']}-{_month_number(found['month']):02}" for found in _MONTH_YEAR.finditer(rest)]
    rest = _MONTH_YEAR.sub(blot, rest)
    days += [f"{_month_number(found['month']):02}" for found in _IN_MONTH.finditer(rest)]
    rest = _IN_MONTH.sub(blot, rest)
    years += _YEAR.findall(rest)
    rest = _YEAR.sub(blot, rest)
    spans = list(find_spans(rest, published))
    rest = _blot_spans(rest, spans)
    named = [frozenset({day}) for day in days]
    return Dates(
        _once([*named, *_read_day_words(text, dated, published)]),
        _once([span.days for span in spans if span.days]),
        tuple(dict.fromkeys([*years, *(span.year for span in spans if span.year)])),
        rest,
    )


def _read_numbered(text: str) -> tuple[list[str], list[str], str]:
    """Read the days of a month ("Nov. 15"), with their years; give what is left of the text too."""
    days, years = [], []
    for found in _DATE.finditer(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        days.append(f"{_month_number(month):02}-{int(day):02}")
        years += [year for year in (found["year"], found["year2"]) if year]
    return days, years, _DATE.sub(blot, text) if days else text


def _blot_spans(text: str, spans: list[Span]) -> str:
    parts, here = [], 0
    for span in spans:
        parts += [text[here : span.start], "#" * (span.end - span.start)]
        here = span.end
    return "".join([*parts, text[here:]])


def _once(days: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(days))


def _read_day_words(text: str, dated: str, published: str) -> list[frozenset[str]]:
    day = as_date(published)
    if day is None:
        places = ((m.start(), m.end(), m.group().lower()) for m in WEEKDAY.finditer(text))
        return [frozenset({word}) for start, end, word in places if not is_part(text, start, end)]
    words = (word for word in find_day_words(text, day) if not _has_date(dated, word.start, word.end))
    return [frozenset(f"{one:%m-%d}" for one in word.days) for word in words]


def find_sure_days(text: str, published: str) -> tuple[tuple[int, date], ...]:
    """Give where a word for a day ends and which day it is, where that is sure; each word once.

    Nothing is sure in a sentence that names any other date or a year, nor what is quoted.

    >>> find_sure_days("He came on Friday, she said on Sunday.", "2031-03-10")
    ((17, datetime.date(2031, 3, 7)), (37, datetime.date(2031, 3, 9)))
    >>> find_sure_days("He will sing on Friday, Nov. 7.", "2031-11-05"), find_sure_days("Friday’s vote is near.", "2031-03-08")
    ((), ())
    """
    day = as_date(published)
    if day is None or _names_a_date(text):
        return ()
    words = find_day_words(text, day)
    first = {word.word: word for word in sorted(words, key=lambda word: word.start, reverse=True)}
    sure = ((word.end, word.days[0]) for word in first.values() if len(word.days) == 1 and word.precise)
    return tuple(sorted(sure))


def _names_a_date(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_DATE, _MONTH_YEAR, _IN_MONTH, _YEAR))


def _has_date(blotted: str, start: int, end: int) -> bool:
    """Tell whether the date of the weekday at a place stands beside it: "Friday, Nov. 15", "Friday (3 May)"."""
    return bool(_DATED.match(blotted[end : end + 40]) or _DATES_BEFORE.search(blotted[max(0, start - 40) : start]))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def blot(found: re.Match[str]) -> str:
    """Blot out what was read, keeping its length."""
    return "#" * len(found.group())
