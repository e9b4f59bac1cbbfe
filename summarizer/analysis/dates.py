"""The times that a sentence names: days, months, years, and words that count from the day of their article.

Years are read in every language; the rest comes from the language's ``dates.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import attrgetter

from summarizer.analysis.modality import Tense, find_tense, is_term
from summarizer.analysis.quantities import load_number_words
from summarizer.lang.language import Language
from summarizer.text.tokens import mask, spell_plainly, take_out

#: So long is a date that knows its day.
ISO_DAY = len("2024-11-15")
_WEEK = timedelta(days=7)
_SUNDAY = 6
_BEFORE, _BEHIND = 32, 40
#: From the year behind it on, a hundred weeks ago is a day of the calendar too.
_FIRST_YEAR = 2

#: That of a year in two digits: "05.03.31".
_CENTURY = "20"
_MONTH = re.compile(r"\d{4}-(\d\d)\b")


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

    It is ``precise`` if it can only mean a day of the calendar: "today" may mean a whole age, whatever the tense of a
    verb beside it ("the firm he founded today employs 300"). Of an article without a day no days are known.
    """

    start: int
    end: int
    word: str
    days: tuple[date, ...]
    precise: bool


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def read_dates(text: str, published: str, language: Language) -> Dates:
    """Read days, months and years; what counts from the day of the article, by the day on which it appeared."""
    year, _, _ = _compile_patterns(language)
    weeks: list[frozenset[str]] = []
    told_days, told_years, dated, rest = _read_calendar(text, language)
    bare_years, rest = take_out(year, rest)
    days, years = [*told_days], [*told_years, *(found.group() for found in bare_years)]
    for start, end, meant, year_meant in find_spans(rest, published, language):
        weeks.append(meant)
        years.append(year_meant)
        rest = rest[:start] + "#" * (end - start) + rest[end:]
    for months, patterns in language.rules("dates.seasons").items():
        weeks += [frozenset(months.split()) for pattern in patterns if pattern.search(rest)]
    for word in find_day_words(text, as_date(published), language):
        if not word.days:
            days.append(frozenset({word.word}))
        # "Friday, Nov. 15": the date is read already.
        elif not language.pattern("dates.dated").search(_show_around(dated, word.start, word.end)):
            days.append(frozenset(f"{day:%m-%d}" for day in word.days))
    return Dates(
        days=tuple(dict.fromkeys(days)),
        spans=tuple(dict.fromkeys(filter(None, weeks))),
        years=tuple(dict.fromkeys(filter(None, years))),
        rest=rest,
    )


def take_out_days(text: str, language: Language) -> tuple[frozenset[str], str]:
    """Return the days of a text that are told by a month, each ``MM-DD``, and the text without them.

    >>> take_out_days("It opens on 1 June.", english)
    (frozenset({'06-01'}), 'It opens on ######.')
    """
    days, _, rest, _ = _read_calendar(text, language)
    return frozenset(day for meant in days for day in meant if "-" in day), rest


@lru_cache(maxsize=20_000)
def _read_calendar(text: str, language: Language) -> tuple[tuple[frozenset[str], ...], tuple[str, ...], str, str]:
    """Return the days and the years of what is told by a month; the text without these days, and without the months."""
    numbers = language.numbers("dates.month_numbers")
    days: list[frozenset[str]] = []
    years: list[str] = []
    numeric, dated = take_out(language.pattern("dates.numeric"), text)
    for found in numeric:
        days.append(frozenset({f"{int(found['month']):02}-{int(found['day']):02}"}))
        of_year = found["year"] or ""
        years.append(_CENTURY + of_year if len(of_year) == len("31") else of_year)
    rest = dated
    _, _, month = _compile_patterns(language)
    if month.search(text):
        dates, dated = take_out(language.pattern("dates.date"), dated)
        for found in dates:
            # A language that writes a date in one order has no second groups.
            part = {"day2": "", "month2": "", "year2": ""} | found.groupdict("")
            number = numbers[part["month"] + part["month2"]]
            told = (part.get("first", ""), part["day"] + part["day2"])
            days += [frozenset({f"{number:02.0f}-{int(day):02}"}) for day in told if day]
            years.append(part["year"] + part["year2"])
        months, rest = take_out(language.pattern("dates.month_year"), dated)
        years += [f"{found['year']}-{numbers[found['month']]:02.0f}" for found in months]
        months, rest = take_out(language.pattern("dates.in_month"), rest)
        days += [frozenset({f"{numbers[found['month']]:02.0f}"}) for found in months]
    return tuple(days), tuple(years), dated, rest


@cache
def _compile_patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a year that counts nothing, of a weekday in whatever case, and of what may be a month."""
    counted = language.alternatives("dates.counted")
    year = re.compile(rf"(?<![\d.,$€£-])(?:19|20)\d\d(?!\d|[.,]\d)(?!\s+{counted})\b")
    names = language.alternatives("dates.weekdays").replace("'", "['’ʼ]")
    weekday = re.compile(rf"\b(?P<name>{names})(?:{language.alternatives('dates.day_parts')})?\b", re.IGNORECASE)
    return year, weekday, re.compile(language.alternatives("dates.month_numbers"))


def as_date(published: str) -> date | None:
    """Return a day, unless the calendar has none before or after it."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None


def count_days_ahead(days: frozenset[str], today: date) -> tuple[int, int]:
    """Return how many days lie between one day and the first and the last that is meant by ``MM-DD`` or ``MM``.

    Each is in the nearest year; a weekday is not known.

    >>> count_days_ahead(frozenset({"03-07", "03-14"}), date(2031, 3, 10))
    (-3, 4)
    >>> count_days_ahead(frozenset({"01"}), date(2031, 12, 10))
    (22, 52)
    """
    ahead: list[int] = []
    for day in days:
        month, _, number = day.partition("-")
        if month.isdecimal():
            for of_month in (number or "1", number or "31"):
                firsts = (date(today.year + years, int(month), 1) for years in (-1, 0, 1))
                ahead.append(min(((first - today).days + int(of_month) - 1 for first in firsts), key=abs))
    return min(ahead, default=0), max(ahead, default=0)


def find_sure_days(text: str, published: str, language: Language) -> tuple[tuple[int, date], ...]:
    """Return where a word for a day ends and which day it is, where that is sure; each word once.

    Nothing is sure in a sentence that names any other date or a year, nor what is quoted.

    >>> find_sure_days("He came on Friday, she said on Sunday.", "2031-03-10", english)
    ((17, datetime.date(2031, 3, 7)), (37, datetime.date(2031, 3, 9)))
    >>> find_sure_days("He will sing on Friday, Nov. 7.", "2031-11-05", english)
    ()
    """
    first: dict[str, DayWord] = {}
    for word in sorted(find_day_words(text, as_date(published), language), key=attrgetter("start")):
        first.setdefault(word.word, word)
    sure = tuple((word.end, word.days[0]) for word in first.values() if len(word.days) == 1 and word.precise)
    year, _, _ = _compile_patterns(language)
    months = [language.pattern(f"dates.{key}") for key in ("numeric", "date", "month_year", "in_month")]
    if sure and any(pattern.search(text) for pattern in (year, *months)):
        return ()
    return sure


def find_day_words(text: str, published: date | None, language: Language) -> Iterator[DayWord]:
    """Find weekdays, "yesterday", "today" and "tomorrow", with what they mean on the day of publication.

    In a quotation a weekday is never sure, and the others mean nothing: they count from another day.

    >>> def read(text):
    ...     words = find_day_words(text, date(2031, 3, 8), english)
    ...     return [str(day) for word in words for day in word.days]
    >>> read("She came on Friday."), read("Friday’s vote is near."), read("She sings on Fridays, and every Friday.")
    (['2031-03-07'], ['2031-03-07', '2031-03-14'], [])
    """
    text = spell_plainly(text)
    masked = mask(text)
    _, weekday, _ = _compile_patterns(language)
    for found in weekday.finditer(text):
        start, end = found.span()
        # It is part of a name, a habit or another day's description.
        if language.pattern("dates.no_day").search(_show_around(text, start, end)):
            continue
        name = found["name"].lower().replace("’", "'").replace("ʼ", "'")
        days: tuple[date, ...] = ()
        weekdays = language.numbers("dates.weekdays")
        number = int(weekdays[name])
        # One form stands for all, in letters alone.
        name = next(form for form in weekdays if weekdays[form] == number).replace("'", "")
        if published:
            # The day itself is the last one, and the next is a week later.
            past = published - timedelta(days=(published.weekday() - number) % 7)
            quoted = masked[start:end] != found.group()
            days = (past, past + _WEEK) if quoted else _resolve(masked, start, end, past, published, language)
        yield DayWord(start, end, name, days, precise=True)
    if published is None:
        return
    for found in language.pattern("dates.near_day").finditer(masked):
        ahead = int(language.numbers("dates.near_days")[found.group().lower()])
        precise = found.group().lower() not in language.words("dates.ages")
        yield DayWord(*found.span(), found.group().lower(), (published + timedelta(days=ahead),), precise=precise)


def _show_around(text: str, start: int, end: int) -> str:
    """Return what stands around a weekday, as the patterns of ``dates.toml`` ask for it."""
    return f"{text[max(0, start - _BEFORE) : start]}<day>{text[end : end + _BEHIND]}"


def _resolve(text: str, start: int, end: int, past: date, published: date, language: Language) -> tuple[date, ...]:
    """Return the days that a weekday may mean, by the words around it and the tense of its verb."""
    future = past + _WEEK
    around = _show_around(text, start, end)
    told = {  # names, not language
        "dates.paired": (past, future),
        "dates.last": _go_on(past if past < published else past - _WEEK, published, -_WEEK),
        "dates.next": _go_on(future, published, _WEEK),
        "dates.coming": (future,),
    }
    for rule, days in told.items():
        if language.pattern(rule).search(around):
            return days
    tense = find_tense(text, start, end, language)
    if tense == "future" and language.pattern("dates.of_thing").search(around):
        return (past, future)
    if past == published and not tense and is_term(text, start, language):
        # "By Sunday" is never said of the day itself only.
        return (past, future)
    return _resolve_by_tense(tense, past, published)


def _resolve_by_tense(tense: Tense, past: date, published: date) -> tuple[date, ...]:
    """Return the days that a weekday may mean of which something is told in a tense; ``past`` is the last such day."""
    future = past + _WEEK
    if past == published:
        return (past, future) if tense == "future" else (past,)
    # Six days off is as likely one day off the other way: a late print, or the other side of the world.
    if tense == "past" and future - published > timedelta(days=1):
        return (past,)
    if tense == "future":
        return (future,) if published - past > timedelta(days=1) else (future, past)
    return (past, future)


def _go_on(day: date, published: date, step: timedelta) -> tuple[date, ...]:
    """Resolve "last" and "next": sure where the day lies in another week than the article, Sundays being of either."""
    other_week = day.isocalendar()[:2] != published.isocalendar()[:2]
    sure = abs(day - published) == _WEEK or (other_week and _SUNDAY not in (day.weekday(), published.weekday()))
    return (day,) if sure else (day, day + step)


def find_spans(text: str, published: str, language: Language) -> Iterator[tuple[int, int, frozenset[str], str]]:
    """Find "last month", "this week", "next year", "two weeks ago" outside of quotations: start, end, days and year.

    The days may be months (``MM-DD``, ``MM``); where a year is meant there are none.

    >>> list(find_spans("It began last month.", "2031-01", english))
    [(9, 19, frozenset({'12'}), '')]
    """
    for found in language.pattern("dates.span").finditer(mask(spell_plainly(text))):
        part = defaultdict(str, found.groupdict(""))
        yield *found.span(), *_resolve_span(part, published, language)


def _resolve_span(part: Mapping[str, str], published: str, language: Language) -> tuple[frozenset[str], str]:
    """Return the days and the year of a span by the parts of what names it."""
    # How many weeks, months or years lie between the article and the span; those before it count down.
    if part["which"]:
        ahead = int(language.numbers("dates.which")[part["which"].lower()])
    else:
        count = part["count"].lower() or "1"
        ahead = -int(load_number_words(language).values.get(count) or count)
    if part["year"]:
        return frozenset(), str(int(published[:4]) + ahead) if published[:4].isdecimal() else ""
    if part["month"] or part["months_ago"]:
        month = _MONTH.match(published)
        # "Two months ago" may be one of three.
        around = range(-1, 2) if part["months_ago"] else range(1)
        return frozenset(f"{(int(month[1]) - 1 + ahead + off) % 12 + 1:02}" for off in around if month), ""
    day = as_date(published)
    return _list_days(day, ahead, part) if day and day.year > _FIRST_YEAR else frozenset(), ""


def _list_days(day: date, ahead: int, part: Mapping[str, str]) -> frozenset[str]:
    """Return the days (``MM-DD``) that are meant by a week, or by so many days or weeks ago, in an article of a day."""
    if part["days_ago"]:
        middle, reach = day + timedelta(days=ahead), range(-1, 2)
    elif part["weeks_ago"]:
        middle, reach = day + ahead * _WEEK, range(-4, 5)
    else:
        # A week may begin on a Sunday or a Monday.
        middle = day - timedelta(days=day.weekday()) + ahead * _WEEK
        reach = range(-1, 14 if day.weekday() == _SUNDAY else 7)
    return frozenset(f"{middle + timedelta(days=off):%m-%d}" for off in reach)
