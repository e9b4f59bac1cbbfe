"""The times that a sentence names: days, months, years, and words that count from the day of their article.

Years are read in every language; the rest comes from the language's ``dates.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from typing import TypeVar

from summarizer.analysis.modality import Tense, find_tense, is_term
from summarizer.analysis.quantities import number_words
from summarizer.lang.language import Language
from summarizer.text.tokens import mask

_WEEK = timedelta(days=7)
_SUNDAY = 6
_BEFORE, _BEHIND = 32, 40
#: From the year behind it on, a hundred weeks ago is a day of the calendar too.
_FIRST_YEAR = 2

_Named = TypeVar("_Named", str, frozenset[str])


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


@dataclass(frozen=True, slots=True)
class DayWord:
    """A word for a day, its place, and the days that it can mean, the likeliest first; one if that is sure.

    It is ``precise`` if it can only mean a day of the calendar: "today" may mean a whole age.
    """

    start: int
    end: int
    word: str
    days: tuple[date, ...]
    precise: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words for a week, month or year: its days or months (``MM-DD``, ``MM``), or its year."""

    start: int
    end: int
    days: frozenset[str] = frozenset()
    year: str = ""


def read_dates(text: str, published: str, language: Language) -> Dates:
    """Read days, months and years; what counts from the day of the article, by the day on which it appeared."""
    numbers = language.numbers("dates.month_numbers")
    days: list[frozenset[str]] = []
    weeks: list[frozenset[str]] = []
    years: list[str] = []
    dates, dated = take_out(language.pattern("dates.date"), text)
    for found in dates:
        part = found.groupdict("")
        month, day = part["month"] + part["month2"], part["day"] + part["day2"]
        days.append(frozenset({f"{numbers[month]:02.0f}-{int(day):02}"}))
        years.append(part["year"] + part["year2"])
    months, rest = take_out(language.pattern("dates.month_year"), dated)
    years += [f"{found['year']}-{numbers[found['month']]:02.0f}" for found in months]
    months, rest = take_out(language.pattern("dates.in_month"), rest)
    days += [frozenset({f"{numbers[found['month']]:02.0f}"}) for found in months]
    bare_years, rest = take_out(_compile_year(language), rest)
    years.extend(map(re.Match.group, bare_years))
    for span in list(find_spans(rest, published, language)):
        weeks.append(span.days)
        years.append(span.year)
        rest = _blot(rest, span.start, span.end)
    days += _read_day_words(text, dated, published, language)
    return Dates(_list_once(days), _list_once(weeks), _list_once(years), rest)


def take_out(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """Return what a pattern finds in a text, and the text with that blotted out."""
    matches = list(pattern.finditer(text))
    rest = text
    for found in matches:
        rest = _blot(rest, found.start(), found.end())
    return matches, rest


def _blot(text: str, start: int, end: int) -> str:
    """Return a text of the same length in which what was read is unreadable."""
    return text[:start] + "#" * (end - start) + text[end:]


def _list_once(named: Iterable[_Named]) -> tuple[_Named, ...]:
    """Return the times that are named, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, named)))


@cache
def _compile_year(language: Language) -> re.Pattern[str]:
    """Return the pattern of a year that is no part of a longer number and counts nothing."""
    counted = language.alternatives("dates.counted")
    return re.compile(rf"(?<![\d.,$€£-])(?:19|20)\d\d(?!\d|[.,]\d)(?!\s+{counted})\b")


def _read_day_words(text: str, dated: str, published: str, language: Language) -> list[frozenset[str]]:
    """Return the days that each word for a day may mean, or the weekday itself where the article's day is unknown."""
    day = as_date(published)
    if day is None:
        return [frozenset({found.group().lower()}) for found in _find_weekdays(text, language)]
    meant: list[frozenset[str]] = []
    for word in find_day_words(text, day, language):
        # "Friday, Nov. 15": the date is read already.
        is_dated = language.pattern("dates.dated").search(_show_around(dated, word.start, word.end))
        if not is_dated:
            days = frozenset(f"{one:%m-%d}" for one in word.days)
            meant.append(days)
    return meant


def as_date(published: str) -> date | None:
    """Return a day, unless the calendar has none before or after it."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None


def find_sure_days(text: str, published: str, language: Language) -> tuple[tuple[int, date], ...]:
    """Return where a word for a day ends and which day it is, where that is sure; each word once.

    Nothing is sure in a sentence that names any other date or a year, nor what is quoted.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> find_sure_days("He came on Friday, she said on Sunday.", "2031-03-10", english)
    ((17, datetime.date(2031, 3, 7)), (37, datetime.date(2031, 3, 9)))
    >>> find_sure_days("He will sing on Friday, Nov. 7.", "2031-11-05", english)
    ()
    """
    day = as_date(published)
    if day is None or _names_a_date(text, language):
        return ()
    first: dict[str, DayWord] = {}
    for word in sorted(find_day_words(text, day, language), key=attrgetter("start")):
        first.setdefault(word.word, word)
    return tuple((word.end, word.days[0]) for word in first.values() if len(word.days) == 1 and word.precise)


def _names_a_date(text: str, language: Language) -> bool:
    """Return whether a text names a day, a month or a year of the calendar."""
    months = [language.pattern(key) for key in ("dates.date", "dates.month_year", "dates.in_month")]
    return any(pattern.search(text) for pattern in (*months, _compile_year(language)))


def find_day_words(text: str, published: date, language: Language) -> Iterator[DayWord]:
    """Find weekdays, "yesterday", "today" and "tomorrow", with what they mean on the day of publication.

    In a quotation a weekday is never sure, and the others mean nothing: they count from another day.

    >>> from summarizer.lang.language import load_language
    >>> def read(text):
    ...     words = find_day_words(text, date(2031, 3, 8), load_language("en"))
    ...     return [str(day) for word in words for day in word.days]
    >>> read("She came on Friday."), read("Friday’s vote is near."), read("She sings on Fridays, and every Friday.")
    (['2031-03-07'], ['2031-03-07', '2031-03-14'], [])
    """
    masked = mask(text)
    for found in _find_weekdays(text, language):
        start, end = found.span()
        quoted = masked[start:end] != found.group()
        weekday = language.phrases("dates.weekdays").index(found.group().lower())
        nearest = _find_nearest(published, weekday)
        days = nearest if quoted else _resolve(masked, start, end, nearest, published, language)
        yield DayWord(start, end, found.group().lower(), days, precise=True)
    for found in language.pattern("dates.near_day").finditer(masked):
        ahead = int(language.numbers("dates.near_days")[found.group().lower()])
        yield DayWord(*found.span(), found.group().lower(), (published + timedelta(days=ahead),), precise=ahead != 0)


def _find_weekdays(text: str, language: Language) -> Iterator[re.Match[str]]:
    """Find the weekdays that are no part of a name, a habit or another day's description."""
    for found in _compile_weekday(language).finditer(text):
        if not language.pattern("dates.no_day").search(_show_around(text, *found.span())):
            yield found


@cache
def _compile_weekday(language: Language) -> re.Pattern[str]:
    """Return the pattern of a weekday's name in whatever case."""
    return re.compile(rf"\b{language.alternatives('dates.weekdays')}\b", re.IGNORECASE)


def _show_around(text: str, start: int, end: int) -> str:
    """Return what stands around a weekday, as the patterns of ``dates.toml`` ask for it."""
    return f"{text[max(0, start - _BEFORE) : start]}<day>{text[end : end + _BEHIND]}"


def _find_nearest(published: date, weekday: int) -> tuple[date, date]:
    """Return the last and the next such weekday; the day itself is the last one, and the next is a week later."""
    back = (published.weekday() - weekday) % 7
    past = published - timedelta(days=back)
    return past, past + _WEEK


def _resolve(
    text: str, start: int, end: int, nearest: tuple[date, date], published: date, language: Language
) -> tuple[date, ...]:
    """Return the days that a weekday may mean, by the words around it and the tense of its verb."""
    past, future = nearest
    around = _show_around(text, start, end)
    if language.pattern("dates.paired").search(around):
        return nearest
    if language.pattern("dates.last").search(around):
        return _go_on(past if past < published else past - _WEEK, published, -_WEEK)
    if language.pattern("dates.next").search(around):
        return _go_on(future, published, _WEEK)
    if language.pattern("dates.coming").search(around):
        return (future,)
    tense = find_tense(text, start, end, language)
    if past == published:
        # "By Sunday" is never said of the day itself only.
        is_ahead = tense == "future" or (not tense and is_term(text, start, language))
        return nearest if is_ahead else (past,)
    return _by_tense(tense, past, future, published)


def _go_on(day: date, published: date, step: timedelta) -> tuple[date, ...]:
    """Resolve "last" and "next": sure where the day lies in another week than the article, Sundays being of either."""
    other_week = day.isocalendar()[:2] != published.isocalendar()[:2]
    sure = abs(day - published) == _WEEK or (other_week and _SUNDAY not in (day.weekday(), published.weekday()))
    return (day,) if sure else (day, day + step)


def _by_tense(tense: Tense, past: date, future: date, published: date) -> tuple[date, ...]:
    """Return the day that the tense of a verb asks for, or both, the likelier first."""
    # Six days off is as likely one day off the other way: a late print, or the other side of the world.
    if tense == "past" and future - published > timedelta(days=1):
        return (past,)
    if tense == "future" and published - past > timedelta(days=1):
        return (future,)
    return (future, past) if tense == "future" else (past, future)


def find_spans(text: str, published: str, language: Language) -> Iterator[Span]:
    """Find "last month", "this week", "next year", "two weeks ago" outside of quotations.

    >>> from summarizer.lang.language import load_language
    >>> [sorted(span.days) for span in find_spans("It began last month.", "2031-01", load_language("en"))]
    [['12']]
    """
    day = as_date(published)
    for found in language.pattern("dates.span").finditer(mask(text)):
        ahead = _read_offset(found, language)
        if found["year"]:
            year = str(int(published[:4]) + ahead) if published[:4].isdecimal() else ""
            yield Span(*found.span(), year=year)
        elif found["month"] or found["months_ago"]:
            yield Span(*found.span(), _list_months(published, ahead, found))
        elif day and day.year > _FIRST_YEAR:
            yield Span(*found.span(), _list_days(day, ahead, found))
        else:
            yield Span(*found.span())


def _read_offset(found: re.Match[str], language: Language) -> int:
    """Return how many weeks, months or years lie between the article and what is meant; those before count down."""
    if found["which"]:
        return int(language.numbers("dates.which")[found["which"].lower()])
    return -int(number_words(language).get(found["count"].lower()) or found["count"])


def _list_months(published: str, ahead: int, found: re.Match[str]) -> frozenset[str]:
    """Return the months meant, from that of the article; "two months ago" may be one of three."""
    month = re.match(r"\d{4}-(\d\d)\b", published)
    if not month:
        return frozenset()
    around = range(-1, 2) if found["months_ago"] else range(1)
    return frozenset(f"{(int(month[1]) - 1 + ahead + off) % 12 + 1:02}" for off in around)


def _list_days(day: date, ahead: int, found: re.Match[str]) -> frozenset[str]:
    """Return the days meant, from a day of the article; a week may begin on a Sunday or a Monday."""
    if found["days_ago"]:
        middle, reach = day + timedelta(days=ahead), range(-1, 2)
    elif found["weeks_ago"]:
        middle, reach = day + ahead * _WEEK, range(-4, 5)
    else:
        middle = day - timedelta(days=day.weekday()) + ahead * _WEEK
        reach = range(-1, 14 if day.weekday() == _SUNDAY else 7)
    return frozenset(f"{middle + timedelta(days=off):%m-%d}" for off in reach)
