"""Words for days that count from the day of their article: weekdays, yesterday, last month, two weeks ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from summarizer.facts.tenses import Tense, find_tense, is_term
from summarizer.quoting import mask

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
