"""Words for days that count from the day of their article: weekdays, yesterday, last month, two weeks ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from summarizer.analysis.modality import Tense, find_tense, is_term
from summarizer.text.tokens import mask

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_NEAR_DAY = re.compile(
    r"\b(?<!before )(?<!after )(today|yesterday|tonight|tomorrow|this (?:morning|afternoon|evening))\b", re.IGNORECASE
)
#: Names and habits, of which a weekday is a part.
_NO_DAY_BEFORE = re.compile(
    r"\b(?:every|each|an?|any|one|some|most|that|which|the|(?:first|second|third|fourth|previous|following|same|other)"
    r"|typical|usual|traditional|normal|regular|weekly|busy|quiet|sunny|rainy|cold|hot|recent"
    r"|Black|Good|Holy|Bloody|Super|Ash|Easter|Palm|Fat|Cyber|Giving|Maundy|Whit|Blue|Red|Violent)\s$",
    re.IGNORECASE,
)
_NO_DAY_AFTER = re.compile(
    r"\s(?:Times|Night|Mail|Herald|Telegraph|Express|Mirror|Mass|Prayers?|prayers?|Post|Magazine|Independent|Business"
    r"|best|school|dinner|lunch|brunch|roast|suit|clothes|papers?|newspapers?|supplement|driver|edition|editions|prayer"
    r"|Tribune|Review|Club|Agreement|Accords?|nights|mornings|afternoons|evenings|week|of)\b"
    r"|\s(?:night|morning|afternoon|evening) (?:before|after)\b|-|\s?[–—/]\s?\w+day"
)
_LAST, _NEXT = re.compile(r"\b(?:last|this past)\s$", re.IGNORECASE), re.compile(r"\bnext\s$", re.IGNORECASE)
#: A weekday that another one stands before is governed by that one's verb, at most.
_PAIRED = re.compile(r"day(?: (?:night|morning|afternoon|evening))?,? (?:and|or|to|through|until)\s$", re.IGNORECASE)
_COMING = re.compile(r"\b(?:(?:this )?coming)\s$", re.IGNORECASE)
_LAST_WEEK = re.compile(
    r"^(?:\s(?:night|morning|afternoon|evening))?,? (?:of )?(?:the week before )?(last|next) week\b"
)
_SPAN = re.compile(
    r"\b(?<!the )(?<!The )(?P<which>last|next|this|earlier this|later this) (?P<unit>week|month|year(?!['’]s))\b"
    r"|\b(?P<count>an?|one|two|three|four|five|six|\d{1,2}) (?P<units>day|week|month)s? ago\b",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class DayWord:
    """A word for a day, its place, and the days that it can mean, the likeliest first; one if that is sure.

    "today" is often said of a whole age, and "this morning" needs no date: they are not ``precise``.
    """

    start: int
    end: int
    word: str
    days: tuple[date, ...]

    @property
    def precise(self) -> bool:
        """Whether the word can only mean a day of the calendar."""
        return self.word in WEEKDAYS or self.word in ("yesterday", "tomorrow")


@dataclass(frozen=True, slots=True)
class Span:
    """Words for a week, month or year: its days or months (``MM-DD``, ``MM``), or its year."""

    start: int
    end: int
    days: frozenset[str] = frozenset()
    year: str = ""


def as_date(published: str) -> date | None:
    """Read a day, unless the calendar has none before or after it."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None


def find_day_words(text: str, published: date) -> Iterator[DayWord]:
    """Find weekdays, "yesterday", "today" and "tomorrow", with what they mean on the day of publication.

    In a quotation a weekday is never sure, and the others mean nothing: they count from another day.

    >>> saturday = date(2031, 3, 8)
    >>> [str(day) for word in find_day_words("She came on Friday.", saturday) for day in word.days]
    ['2031-03-07']
    >>> [str(day) for word in find_day_words("Friday’s vote is near.", saturday) for day in word.days]
    ['2031-03-07', '2031-03-14']
    >>> list(find_day_words("She sings on Fridays, and every Friday.", saturday))
    []
    """
    masked = mask(text)
    for found in WEEKDAY.finditer(text):
        if not is_part(text, found.start(), found.end()):
            quoted = masked[found.start() : found.end()] != found.group()
            days = _resolve(masked, found.start(), found.end(), found.group().lower(), published, quoted)
            yield DayWord(found.start(), found.end(), found.group().lower(), days)
    for found in _NEAR_DAY.finditer(masked):
        ahead = {"yesterday": -1, "tomorrow": 1}.get(found.group().lower(), 0)
        yield DayWord(*found.span(), found.group().lower(), (published + timedelta(days=ahead),))


def is_part(text: str, start: int, end: int) -> bool:
    """Tell a weekday that is only part of a name, a habit or another day's description."""
    before = text[max(0, start - 12) : start]
    article = re.search(r"\bthe\s$", before, re.IGNORECASE) and re.match(r"['’]s", text[end:])
    return bool(_NO_DAY_BEFORE.search(before) and not article) or bool(_NO_DAY_AFTER.match(text, end))


def _resolve(text: str, start: int, end: int, word: str, published: date, quoted: bool) -> tuple[date, ...]:
    back = (published.weekday() - WEEKDAYS.index(word)) % 7
    past, future = published - timedelta(days=back), published + timedelta(days=-back % 7)
    week = timedelta(days=7)
    before, after = text[max(0, start - 16) : start], _LAST_WEEK.match(text[end : end + 40])
    if quoted or _PAIRED.search(text[max(0, start - 32) : start]):
        return (past, future if back else future + week)
    if after:
        monday = published - timedelta(days=published.weekday()) + (week if after[1] == "next" else -week)
        named = monday + timedelta(days=WEEKDAYS.index(word))
        return (named,) if word != "sunday" and published.weekday() != 6 else (named, named - week, named + week)
    if _LAST.search(before):
        return _shift(past, back, -week, WEEKDAYS.index(word) > published.weekday())
    if _NEXT.search(before):
        return _shift(future, -back % 7, week, WEEKDAYS.index(word) < published.weekday() < 6)
    if _COMING.search(before):
        return (future,) if back else (future + week,)
    tense = find_tense(text, start, end)
    return _by_tense(tense or ("future" if not back and is_term(text, start) else ""), past, future, back)


def _shift(day: date, distance: int, week: timedelta, across: bool) -> tuple[date, ...]:
    """Resolve "last" and "next": sure where the day lies in another week than the article."""
    if not distance:
        return (day + week,)
    return (day,) if across else (day, day + week)


def _by_tense(tense: Tense, past: date, future: date, back: int) -> tuple[date, ...]:
    week = timedelta(days=7)
    if not back:
        return (past, past + week) if tense == "future" else (past,)
    # Six days off is as likely one day off the other way: a late print, or the other side of the world.
    if tense == "past":
        return (past,) if back < 6 else (past, future)
    if tense == "future":
        return (future,) if back > 1 else (future, past)
    return (past, future)


def find_spans(text: str, published: str) -> Iterator[Span]:
    """Find "last month", "this week", "next year", "two weeks ago" outside of quotations.

    >>> [sorted(span.days) for span in find_spans("It began last month.", "2031-01")]
    [['12']]
    """
    day, month = as_date(published), re.match(r"(\d{4})-(\d\d)\b", published)
    for found in _SPAN.finditer(mask(text)):
        unit = (found["unit"] or found["units"]).lower()
        if found["count"]:
            ahead = -_COUNTS.get(found["count"].lower(), 0) or -int(found["count"])
        else:
            ahead = {"last": -1, "next": 1}.get(found["which"].lower(), 0)
        if unit == "year":
            yield Span(*found.span(), year=str(int(published[:4]) + ahead) if published[:4].isdecimal() else "")
        elif unit == "month":
            yield Span(*found.span(), _months(month, ahead, loose=bool(found["count"])))
        else:
            yield Span(*found.span(), _days(day, ahead, unit, loose=bool(found["count"])))


def _months(month: re.Match[str] | None, ahead: int, *, loose: bool) -> frozenset[str]:
    if month is None:
        return frozenset()
    near = (-1, 0, 1) if loose else (0,)
    return frozenset(f"{(int(month[2]) - 1 + ahead + off) % 12 + 1:02}" for off in near)


def _days(day: date | None, ahead: int, unit: str, *, loose: bool) -> frozenset[str]:
    """Give the days meant; a week may begin on a Sunday or a Monday."""
    if day is None or not 1 < (day.year + ahead // 50) < 9998:
        return frozenset()
    if unit == "day":
        middle, reach = day + timedelta(days=ahead), range(-1, 2)
    elif loose:
        middle, reach = day + timedelta(days=7 * ahead), range(-4, 5)
    else:
        middle = day - timedelta(days=day.weekday()) + timedelta(days=7 * ahead)
        reach = range(-1, 14 if day.weekday() == 6 else 7)
    return frozenset(f"{middle + timedelta(days=off):%m-%d}" for off in reach)


# Days and years in a sentence; a weekday is a date by the day on which its article appeared.


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
