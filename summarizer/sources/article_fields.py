"""What every reader returns and what its articles must pass: their fields (outlet, title, address, date …) and text.

A date is the right day as people and programs write it in any language, or none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import cache
from types import MappingProxyType
from typing import Any

from summarizer.lang.language import load_all
from summarizer.model import CLAIMED_BY, Article, Problem
from summarizer.text.escaping import mend_surrogates, strip_credentials
from summarizer.text.page_places import check_note
from summarizer.text.tokens import find_month, split_words

#: What a reader found: the articles, and what went wrong on the way.
ReadResult = tuple[tuple[Article, ...], tuple[Problem, ...]]

#: What is said of an article without a text.
NO_TEXT = "there is no text in it: save it again with its text, or leave it out"

#: Characters of one article's text; a long book has about a million.
MAX_TEXT = 1_500_000
#: Bad items of one file that are reported one by one.
MAX_REPORTED = 20
#: Characters of an outlet, title or author that are kept.
MAX_FIELD = 300
#: The years in which an article can have appeared: from the first newspaper on.
YEARS = range(1605, 2200)
#: Characters of an address. A cut address leads elsewhere, so a longer one is dropped.
MAX_URL = 2_000
#: Addresses in one field that are read.
MAX_ADDRESSES = 50

_PUBLISHED = (
    r"(\d{4}-\d\d-\d\d)(?:[Tt ]\d\d:\d\d(?:[:\d.]*) ?(?:Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?"  # a day, perhaps with a time
    r"|\d{4}(?:-\d\d)?"  # a month or a year
)
_URL = r"https?://[^\s/?#<>\"'`\\]+(?:[/?#][^\s<>\"`\\]*)?"
_LANGUAGE = r"([a-z]{2,3})(?:[-_][a-z0-9-_]*)?"

_TYPE_NAMES = MappingProxyType(
    {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
)
# Cf holds the direction overrides, but also the joiners that Persian and Indic words need.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Cf"})
_JOINERS = "\u200c\u200d"
_QUOTES = '["“”„«»]'
# What stands between the names of a credit, around them, or behind one as a mark.
_PARTING = r"[,;()\[\]*†‡，；、]"


def has_words(text: str) -> bool:
    """Return whether there is a letter or a digit in a text.

    >>> has_words("It rained."), has_words(" \\u200b– … ")
    (True, False)
    """
    return any(map(str.isalnum, text))


def clean_text(text: str) -> str:
    """Return a text in the form that all texts have: no byte order mark, lines end with ``\\n``, all of it encodable.

    >>> clean_text("\\ufeffOne\\r\\ntwo\\rthree \\ud800")
    'One\\ntwo\\nthree \ufffd'
    >>> clean_text("left\\u2028as it stands")
    'left\\u2028as it stands'
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return mend_surrogates(text)


def clean_line(text: str) -> str:
    """Return a text as one short line: no control or direction characters, single blanks, at most 300 characters.

    >>> clean_line(" The\\tNorrvik\\n\\x00Post\\u202e ")
    'The Norrvik Post'
    >>> clean_line("l’Écho d’Orvanne")
    'l’Écho d’Orvanne'
    """
    visible = text[: 10 * MAX_FIELD]
    if not visible.isprintable():
        visible = "".join(char for char in visible if char.isspace() or _is_visible(char))
    return " ".join(visible.split())[:MAX_FIELD].rstrip()


def clean_name(text: str) -> str:
    """Return an outlet's name as one short line, in quotation marks where it has what parts names on a page.

    Anybody can call himself "Blog; also: Reuters": no reader may take that for two outlets.

    >>> clean_name("Blog; also: Reuters"), clean_name("Blog) via “Reuters"), clean_name("Blog, Reuters†")
    ('“Blog; also: Reuters”', '“Blog) via Reuters”', '“Blog, Reuters†”')
    >>> clean_name("Lake & Herald: World"), clean_name("Lake Letter (lake.example)")
    ('Lake & Herald: World', 'Lake Letter (lake.example)')
    """
    name = clean_line(text)
    bare = re.sub(_QUOTES, "", name)
    behind_brackets = re.sub(r" \([^()]*\)$", "", bare)
    is_one = not re.search(_PARTING, behind_brackets) and _list_credit_words().isdisjoint(split_words(bare.lower()))
    return name if is_one else f"“{bare[: MAX_FIELD - 2]}”"


@cache
def _list_credit_words() -> frozenset[str]:
    """Return the words with which pages in any language name further outlets behind the first: "via", "also"."""
    return frozenset().union(*(one.words("pasted.further") for one in load_all()))


def check_published(value: str) -> str:
    """Return a date as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, the time of day left out.

    Raises ValueError for anything else, and for a year in which no article can have appeared.

    >>> check_published("2031-03-04T05:06:07+01:00"), check_published("2031-03")
    ('2031-03-04', '2031-03')
    >>> check_published("next Friday")
    Traceback (most recent call last):
    ValueError: published is not a date such as 2024-11-15, 2024-11 or 2024: “next Friday”
    """
    text = clean_line(value)
    match = re.fullmatch(_PUBLISHED, text, re.ASCII)
    found = (match[1] or match[0]) if match else ""
    try:
        year = date.fromisoformat(f"{found}-01-01"[:10]).year
    except ValueError:
        raise ValueError(f"published is not a date such as 2024-11-15, 2024-11 or 2024: “{text[:40]}”") from None
    if year not in YEARS:
        raise ValueError(f"published is not of a year that can be, so the date counts as unknown: “{text[:40]}”")
    return found


def check_url(value: str) -> str:
    """Return an address of the web, without a user and password in it. Raises ValueError for anything else.

    >>> check_url("https://post.example/a?b=1"), check_url("https://ann:pw@post.example/a")
    ('https://post.example/a?b=1', 'https://post.example/a')
    """
    text = strip_credentials("".join(filter(_is_visible, value[: MAX_URL + 1].strip())))
    if len(text) > MAX_URL or not re.fullmatch(_URL, text, re.IGNORECASE):
        raise ValueError(f"url is not an address that begins with http:// or https://: “{clean_line(text)[:40]}”")
    return text


def check_addresses(value: str) -> str:
    """Return the addresses among words, each once, parted by blanks; what is none is left out.

    >>> check_addresses("https://post.example/de/1 nowhere https://post.example/de/1 https://post.example/fr/1")
    'https://post.example/de/1 https://post.example/fr/1'
    """
    found: dict[str, None] = {}
    for word in value.split()[:MAX_ADDRESSES]:
        with suppress(ValueError):
            found[check_url(word)] = None
    return " ".join(found)


def check_language(value: str) -> str:
    """Return the code of a language without its region. Raises ValueError for anything else.

    >>> check_language("de-AT"), check_language("EN")
    ('de', 'en')
    """
    text = clean_line(value)
    found = re.fullmatch(_LANGUAGE, text, re.IGNORECASE | re.ASCII)
    if not found:
        raise ValueError(f"language is not a code such as en or de: “{text[:40]}”")
    return found[1].lower()


#: The fields and what each must be.
FIELDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "outlet": clean_name,
        "title": clean_line,
        "url": check_url,
        "published": check_published,
        "author": clean_line,
        "language": check_language,
        # The fetched feed that it came by, and the feed's own name where the feed names another outlet for it.
        "feed": clean_line,
        "feed_outlet": clean_name,
        # What its page has for its text, by which links to its sentences are made.
        "on_page": check_note,
        # Where its page says that the same article stands in other languages.
        "translations": check_addresses,
    }
)


def check_fields(raw: Mapping[str, object], where: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the known fields of what a file says; unknown ones are ignored, wrong ones reported and left out.

    >>> check_fields({"outlet": "dpa", "mood": "calm"}, "a.md")
    ({'outlet': 'dpa'}, ())
    """
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    for name, check in FIELDS.items():
        value = raw.get(name)
        if value in (None, ""):
            continue
        if name == "published" and isinstance(value, date):  # TOML has days and moments of its own
            value = value.isoformat()
        try:
            if not isinstance(value, str):
                kind = _TYPE_NAMES.get(type(value), f"a {type(value).__name__}")
                raise ValueError(f"{name} must be text, not {kind}")
            fields[name] = check(value)
        except ValueError as fault:
            problems.append(Problem(where, str(fault)))
    return fields, tuple(problems)


def set_fields(article: Article, fields: Mapping[str, str]) -> Article:
    """Return an article with the fields that are known; an empty one leaves what the article has."""
    known: dict[str, Any] = {name: value for name, value in fields.items() if value}
    feed_outlet = known.pop("feed_outlet", "")
    if "outlet" in known:
        known["outlet_from"] = "claimed" if feed_outlet else "metadata"
        if feed_outlet:
            known["outlet"] = f"{known['outlet']}{CLAIMED_BY}{feed_outlet}"
    return replace(article, **known)


def check_article(article: Article, where: str, problems: tuple[Problem, ...] = ()) -> ReadResult:
    """Return an article if there is something to read in it, with ``problems`` and what is odd about it."""
    if len(article.text) > MAX_TEXT:
        fault = f"the text has {len(article.text):,} characters; the limit is {MAX_TEXT:,}"
        return (), (*problems, Problem(where, fault))
    if not has_words(article.text[article.body :]):
        return (), (*problems, Problem(where, NO_TEXT))
    lost = article.text.count("\ufffd")
    if lost:
        notice = f"{lost:,} characters of it could not be decoded and stand as \ufffd"
        problems = (*problems, Problem(where, notice, "notice"))
    return (article,), problems


def join_items(results: Iterable[ReadResult], where: str) -> ReadResult:
    """Join what was found in the items of one file; of very many problems the first ones tell enough."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for found, faults in results:
        articles += found
        problems += faults
    if len(problems) > MAX_REPORTED:
        rest = f"{len(problems) - MAX_REPORTED:,} more problems are not listed"
        problems[MAX_REPORTED:] = [Problem(where, rest)]
    return tuple(articles), tuple(problems)


def _is_visible(char: str) -> bool:
    """Return whether a character shows, or joins what does."""
    return char in _JOINERS or unicodedata.category(char) not in _HIDDEN_CATEGORIES


#: What is older is no news but a clock that began anew.
FIRST = datetime(1990, 1, 1, tzinfo=UTC)

_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?", re.ASCII)  # seconds, or thousandths of them
_TIME = re.compile(
    # Of a day's numbers, as of "4.03.2031" or "4.03. 2031", two have a third beside them.
    r"(?<![\d:+.-])(\d{1,2})(?:[:h]|\.(?=\d\d(?!\d|\.\s?\d)))(\d{1,2})"
    r"(?::(\d{1,2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?",
    re.IGNORECASE | re.ASCII,
)
_OFFSET = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d\d):?(\d\d)\b", re.ASCII)
# With one mark between its numbers, or with what East Asia writes behind each.
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([\W_]{1,2}|[^\W\d_] ?)(\d{1,2})(?:\2|[^\W\d_] ?)(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4})(?!\d)", re.ASCII)
# The words and numbers of a day with its month's name; a time as ISO 8601 writes it without signs.
_PART_OF_DAY = re.compile(r"[^\W\d_]{3,}|\d+")
_BASIC = re.compile(r"\d{8}(?:T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?)?", re.ASCII)


def parse_datetime(text: str) -> datetime | None:
    """Parse a time or day in any usual form, in the zone that it is written in; None when the day is not sure.

    A time without a zone is taken as UTC, a day without a time as its first moment.

    >>> parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500").isoformat()
    '2031-03-04T23:30:00-05:00'
    >>> for text in ("2031/3/29", "Mo, 03 Mär 2031 - 10:15", "1741694400", "3/14/2031", "20310304T081500Z"):
    ...     print(parse_datetime(text).date())
    2031-03-29
    2031-03-03
    2025-03-11
    2031-03-14
    2031-03-04
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
    if _BASIC.fullmatch(text):
        basic = datetime.fromisoformat(text)
        return basic if basic.tzinfo else basic.replace(tzinfo=UTC)
    clock = _TIME.search(text)
    if clock is None:
        day = _find_day(text, is_american=False)
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    hour, minute, second, half = clock.groups()
    zone, rest = _cut_zone(text[clock.end() :])
    day = _find_day(f"{text[: clock.start()].removesuffix('T')} {rest}", half is not None)
    if day is None:
        return None
    hours = int(hour) if half is None else int(hour) % 12 + 12 * (half in "pP")
    begin = datetime(day.year, day.month, day.day, hours % 24, int(minute), min(int(second or 0), 59), tzinfo=zone)
    return begin + timedelta(days=hours // 24)


def _cut_zone(text: str) -> tuple[timezone, str]:
    """Return the zone with which a text begins, and what stands behind a difference in hours."""
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)), text[offset.end() :]
    if not text.strip():
        return UTC, text
    # It knows the names of America's zones.
    told = parsedate_tz(f"1 Jan 2000 00:00:00 {text.split()[0]}")
    return timezone(timedelta(seconds=told[9] or 0)) if told else UTC, text


def _find_day(text: str, is_american: bool) -> date | None:
    """Return the day in a text without its time; ``is_american`` where the time is written as Americans do.

    Raises ValueError when there is no such day.
    """
    found = _YEAR_FIRST.search(text)
    if found:
        return date(int(found[1]), int(found[3]), int(found[4]))
    found = _YEAR_LAST.search(text)
    if found:
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if second > 12 and mark in "-/":
            return date(year, first, second)
        # Half of the world means the day by the first number, America the month.
        is_sure = first > 12 or first == second or not (is_american and mark == "/")
        return date(year, second, first) if is_sure else None
    return _find_named_day(text)


def _find_named_day(text: str) -> date | None:
    """Return the day in a text that names its month, if it names one. Raises ValueError when there is no such day."""
    parts = _PART_OF_DAY.findall(text)
    # The last: of "mar. 4 févr." the first is a weekday.
    at = max([place for place, part in enumerate(parts) if find_month(part)], default=-1)
    before, behind = [part for part in parts[: max(at, 0)] if part.isdecimal()], parts[at + 1 :]
    numbers = [*before[-1:], *filter(str.isdecimal, behind)]
    if at < 0 or len(before) > 1 or len(numbers) < 2:
        return None
    # "4 March 2031", "March 4, 2031", "2031 March 4", "04 Mar 31" as in RFC 822; hours may stand behind a whole year.
    (day, year), hours = sorted(numbers[:2], key=len), numbers[2:]
    is_year = len(year) == 4 or (len(year) == 2 and not hours)
    if len(day) > 2 or not is_year or len(hours) > 3 or any(len(hour) > 2 for hour in hours):
        return None
    return date(int(year if len(year) == 4 else f"20{year}"), find_month(parts[at]), int(day))
