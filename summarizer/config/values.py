"""What may stand in an option: texts of the command line and values of the settings file → typed values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeGuard, TypeVar
from zoneinfo import ZoneInfo

from summarizer.dedupe.vectors import FORMER_SIMILARITIES
from summarizer.errors import ConfigError, nearest
from summarizer.lang.language import known_languages
from summarizer.model import CoverageTables, Length, Options, Right
from summarizer.render.page_words import is_translated
from summarizer.render.rendering import FEEDS, PAGE_FORMATS
from summarizer.text.escaping import safe_url

if TYPE_CHECKING:
    from summarizer.mail.mail_settings import Method, Starttls

T = TypeVar("T")
#: Returns what is wrong with a value, an empty text where nothing is.
Check = Callable[[object], str]

#: What can be written of a briefing and of the folder it stands in, in the order in which files are written.
FORMATS = (*PAGE_FORMATS, *FEEDS)
_LENGTH = re.compile(
    r"(?P<amount>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>%|s|sentences?|w|words?|m|min|minutes?)?", re.IGNORECASE
)
_LENGTH_HINT = "write 20 (sentences), 20% (of the sentences), 300w (words) or 2min (reading time)"
_AGE = re.compile(r"(\d{1,5})\s*([hdw])")
_AGES = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_MOST_SHARE, _WHOLE = 1000, 100
_NO_ZONE = "is no time zone; write one like “Europe/Berlin” or “UTC”"
#: No clock of a system counts more seconds, no calendar more days back.
_MOST_NUMBER, _MOST_SECONDS, _MOST_DAYS = 1e12, 1e9, 36_500


def parse_length(text: str) -> Length:
    """Parse a length: ``20`` (sentences), ``20%`` of the story's, ``300w`` words, ``2min`` of reading.

    Raises ConfigError when it is none of these, or not above 0.

    >>> str(parse_length("300 words")), str(parse_length("1.5min")), str(parse_length("20"))
    ('300w', '1.5min', '20')
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"“{text}” is no length", where="--length", hint=_LENGTH_HINT)
    amount, unit = float(found["amount"]), (found["unit"] or "s").lower()
    if amount >= _MOST_NUMBER:
        raise ConfigError("no page is of so great a length", where="--length", hint=_LENGTH_HINT)
    if amount <= 0:
        raise ConfigError(f"a length of {text} leaves nothing to print", where="--length", hint=_LENGTH_HINT)
    if unit.startswith("s"):
        if amount != math.floor(amount):
            raise ConfigError("sentences are printed whole", where="--length", hint=_LENGTH_HINT)
        return Length(amount, "sentences")
    if unit == "%":
        if amount > _WHOLE:
            raise ConfigError("a story has no more than 100% of its sentences", where="--length", hint=_LENGTH_HINT)
        return Length(amount, "percent")
    return Length(amount, "words" if unit.startswith("w") else "minutes")


def parse_formats(texts: Sequence[str], *, first_only: bool = False) -> tuple[str, ...]:
    """Parse formats, separated by commas or given one by one. Raise ConfigError for one that does not exist.

    >>> parse_formats(["json,md"]), parse_formats([",html,md"], first_only=True)
    (('md', 'json'), ('html',))
    """
    asked = [name.strip().lower().lstrip(".") for name in ",".join(texts).split(",") if name.strip()]
    if first_only:
        asked = asked[:1]
    for name in asked:
        if name not in FORMATS:
            raise ConfigError(f"there is no format “{name}”", where="--format", hint=nearest(name, FORMATS))
    if not asked:
        raise ConfigError("no format is named", where="--format", hint=f"there are: {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in asked)


def parse_pairs(texts: Iterable[str], option: str, example: str) -> dict[str, str]:
    """Parse ``NAME=VALUE`` options. Raise ConfigError.

    >>> parse_pairs(["a.txt=Sample News"], "--outlet", "FILE=NAME")
    {'a.txt': 'Sample News'}
    """
    pairs = {}
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        if not (name and value):
            raise ConfigError(f"“{text}” is not {example}", where=option)
        pairs[name] = value
    return pairs


def parse_joins(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Parse ``A+B`` options: two stories or articles that are one story. Raise ConfigError.

    >>> parse_joins(["2031-03-05-abcde+news/ferry.md"])
    (('2031-03-05-abcde', 'news/ferry.md'),)
    """
    pairs: list[tuple[str, str]] = []
    for text in texts:
        names = sorted({part.strip() for part in text.split("+")})
        if len(names) != 2 or not all(names):
            raise ConfigError(f"“{text}” is not A+B", where="--join", hint="name two stories by their ids, or articles")
        pairs.append((names[0], names[1]))
    return tuple(pairs)


def parse_shares(texts: Iterable[str]) -> dict[str, float]:
    """Parse ``ID=SHARE`` options: a share is a number above 0, up to 1, or a percentage. Raise ConfigError.

    >>> parse_shares(["call=0.3", "context=10%"])
    {'call': 0.3, 'context': 0.1}
    """
    shares = {}
    for name, value in parse_pairs(texts, "--section", "ID=SHARE, like call=0.3").items():
        try:
            share = float(value.removesuffix("%"))
        except ValueError:
            share = math.nan
        if value.endswith("%"):
            share /= 100
        if is_part(share):
            raise ConfigError(f"“{value}” is no share", where=f"--section {name}", hint="write 0.3 or 30%")
        shares[name] = share
    return shares


def parse_threshold(value: float) -> float:
    """Check a threshold: a similarity above 0 (all one cluster) up to 1 (equal sentences only). Raise ConfigError."""
    if not 0 < value <= 1:
        raise ConfigError(f"{value:g} is no threshold", where="--threshold", hint="write a number above 0, up to 1")
    return value


def parse_date(text: str) -> str:
    """Check a date. Raises ConfigError when it is not a day of the calendar, written like 2024-11-15."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ConfigError(f"“{text}” is no date", where="--date", hint="write it like 2024-11-15") from error


def parse_date_or_age(text: str) -> date | timedelta:
    """Parse a day (``2024-11-15``) or an age (``24h``, ``3d``, ``2w``); ``find_day`` makes a day of both.

    Raises ConfigError when it is neither.

    >>> parse_date_or_age("2024-11-15"), parse_date_or_age("36h")
    (datetime.date(2024, 11, 15), datetime.timedelta(days=1, seconds=43200))
    """
    if found := _AGE.fullmatch(text.strip()):
        return int(found[1]) * _AGES[found[2]]
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        hint = "write it like 2024-11-15, 24h, 3d or 2w"
        raise ConfigError(f"“{text}” is no date and no age", where="--since", hint=hint) from error


def find_day(text: str, now: datetime) -> str:
    """Return the day that a date or an age before now means; an empty text means none.

    >>> find_day("24h", datetime(2024, 11, 15, 6)), find_day("", datetime(2024, 11, 15))
    ('2024-11-14', '')
    """
    if not text:
        return ""
    found = parse_date_or_age(text)
    if isinstance(found, timedelta):
        # The calendar begins with the year 1.
        found = (now - min(found, now.replace(tzinfo=None) - datetime.min)).date()
    return found.isoformat()


def find_days(since: str, until: str, now: datetime, date: str = "") -> tuple[str, str]:
    """Return the first and the last day that two dates or ages mean; without the last, what came after an edition's
    ``date`` does not count. Raise ConfigError where they leave no day."""
    first, last = find_day(since, now), find_day(until, now)
    end = last or date
    if first and end and end < first:
        message = f"{end} is before {first}, since when articles count"
        raise ConfigError(message, where="--until" if last else "--date", hint="swap the two, or leave one out")
    return first, last


def begin_day(day: str, now: datetime) -> datetime | None:
    """Return the first moment of a day where ``now`` is; an empty day has none."""
    return datetime.combine(date.fromisoformat(day), time.min, now.tzinfo) if day else None


def end_day(day: str, now: datetime) -> datetime | None:
    """Return the last moment of a day where ``now`` is; an empty day has none."""
    return datetime.combine(date.fromisoformat(day), time.max, now.tzinfo) if day else None


def read_texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or the one text.

    >>> read_texts(["a", "b"]), read_texts("a")
    (('a', 'b'), ('a',))
    """
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return (str(value),)


def build_check(is_good: Callable[[object], object], message: str) -> Check:
    """Return the check that says ``message`` of a value that is not good.

    >>> is_text("a"), is_text(" "), is_whole(True)
    ('', 'must be a text that is not empty', 'must be a whole number')
    """
    return lambda value: "" if is_good(value) else message


def is_positive(value: object) -> TypeGuard[float]:
    """Return whether a value is a number of 0 or more, and no absurd one; true and false are no numbers."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _MOST_NUMBER


is_text = build_check(lambda value: isinstance(value, str) and value.strip(), "must be a text that is not empty")
is_any_text = build_check(lambda value: isinstance(value, str), "must be a text")


def _build_texts_check(example: str) -> Check:
    """Return the check of a list of texts, of which an ``example`` is told."""
    return build_check(
        lambda value: isinstance(value, list) and not any(map(is_text, value)),
        f"must be a list of texts, like {example}",
    )


is_texts = _build_texts_check('["Berlin", "the chancellor"]')
_check_places = _build_texts_check('["articles", "https://news.example/feed.xml"]')
_check_formats = _build_texts_check('["md", "html"]')
is_rows = build_check(
    lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value),
    "must be tables with two brackets on each side, like [[story]]",
)
is_bool = build_check(lambda value: isinstance(value, bool), "must be true or false")
is_whole = build_check(lambda value: isinstance(value, int) and not isinstance(value, bool), "must be a whole number")
is_share = build_check(
    lambda value: is_positive(value) and 0 < value <= _MOST_SHARE, "must be a number above 0, like 0.25"
)
is_part = build_check(
    lambda value: is_positive(value) and 0 < value <= 1, "must be a number above 0, up to 1, like 0.25"
)


@dataclass(frozen=True, slots=True)
class ValueKind(Generic[T]):
    """What may stand in an option: ``check`` says what is wrong with a value of the file, ``read`` types a good one.

    ``read`` takes what the command line hands over too, and raises ConfigError for what cannot be.
    """

    check: Check
    read: Callable[[object], T]


def _check_parsed(parse: Callable[[str], object], value: object) -> str:
    """Return why a text (or number) cannot be parsed, an empty text where it can."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST_NUMBER
    if not is_number and not isinstance(value, str):
        return "must be a text"
    try:
        parse(str(value))
    except ConfigError as error:
        hint = f"; {error.hint}" if error.hint else ""
        return f"cannot be: {error.message}{hint}"
    return ""


_check_number = build_check(
    lambda value: is_positive(value) and value <= _MOST_SECONDS, f"must be a number from 0 to {_MOST_SECONDS:.0f}"
)
_check_count = build_check(is_positive, "must be 0 or more")
_check_days = build_check(
    lambda value: is_positive(value) and value <= _MOST_DAYS, f"must be a number of days from 0 to {_MOST_DAYS}"
)
_check_numbers = build_check(
    lambda value: isinstance(value, list) and not any(map(_check_number, value)),
    "must be a list of numbers of seconds, like [5, 20, 60]",
)


def _check_each(check: Check, message: str) -> Check:
    """Return the check that says ``message`` of what is no table of which each value is good."""
    return build_check(lambda value: isinstance(value, dict) and not any(map(check, value.values())), message)


_check_share = build_check(lambda value: is_positive(value) and value <= 1, "must be a part from 0 to 1, like 0.1")
_RIGHTS: Mapping[str, Check] = MappingProxyType(
    {
        "most_words": lambda value: is_whole(value) or _check_count(value),
        "most_share": _check_share,
        "no_mail": is_bool,
    }
)


def _check_rights(value: object) -> str:
    """Return what is wrong with rights by outlets."""
    if not isinstance(value, dict) or not all(isinstance(right, dict) for right in value.values()):
        return 'must be tables by outlets, like [rights."Example Wire"] with most_words, most_share or no_mail'
    for outlet, right in value.items():
        for key, said in right.items():
            wrong = _RIGHTS[key](said) if key in _RIGHTS else f"is no key of a right ({nearest(key, _RIGHTS)})"
            if wrong:
                return f"of “{outlet}”: {key} {wrong}"
    return ""


def read_rights(value: object) -> Mapping[str, Right]:
    """Return rights by outlets, of tables that were checked. Raise ConfigError for what is none.

    >>> read_rights({"Wire": {"most_words": 60}})
    {'Wire': Right(most_words=60, most_share=None, no_mail=False)}
    """
    wrong = _check_rights(value)
    if wrong or not isinstance(value, Mapping):
        raise ConfigError(f"rights {wrong}")
    return {str(outlet): Right(**right) for outlet, right in value.items()}


def _choose_one(what: str, *known: str) -> ValueKind[Any]:
    """Return the kind of ``what`` is one of some words."""

    def read(value: object) -> str:
        if value not in known:
            raise ConfigError(f"there is no {what} “{value}”", where=f"--{what}", hint=nearest(str(value), known))
        return str(value)

    *first, last = (f"“{one}”" for one in known)
    return ValueKind(build_check(known.__contains__, f"must be {', '.join(first)} or {last}"), read)


_check_addresses = build_check(
    lambda value: not is_text(value) or not is_texts(value), "must be an address or a list of addresses"
)


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of a name; None where there is none.

    >>> find_zone("Europe/Berlin"), find_zone("Berlin")
    (zoneinfo.ZoneInfo(key='Europe/Berlin'), None)
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def _check_address(value: object) -> str:
    """Return what is wrong with the address of a folder on the web."""
    if not isinstance(value, str):
        return "must be a text"
    return "" if not value or safe_url(value) == value else "is no address; write one like “https://desk.example/news/”"


def read_page_language(value: object) -> str:
    """Return the code of a language in which pages are written, or nothing. Raise ConfigError."""
    written = [code for code in known_languages() if code == "en" or is_translated(code)]
    if value not in ("", *written):
        hint = f"there are {', '.join(written)}"
        raise ConfigError(f"no page is written in “{value}”", where="--page-language", hint=hint)
    return str(value)


def _read_number(value: object) -> float:
    """Return a number. Raise ConfigError."""
    if not isinstance(value, int | float):
        raise ConfigError(f"“{value}” is no number")
    return value


def _read_shares(value: object) -> Mapping[str, float]:
    """Return shares by sections, of a table or of ``ID=SHARE`` texts. Raise ConfigError."""
    if isinstance(value, Mapping):
        return {name: _read_number(share) for name, share in value.items()}
    return parse_shares(read_texts(value))


def _read_outlets(value: object) -> Mapping[str, str]:
    """Return outlets by files, of a table or of ``FILE=NAME`` texts. Raise ConfigError."""
    if isinstance(value, Mapping):
        return {name: str(outlet) for name, outlet in value.items()}
    return parse_pairs(read_texts(value), "--outlet", "FILE=NAME")


def _read_families(value: object) -> Mapping[str, tuple[str, ...]]:
    """Return the outlets of families."""
    return {name: read_texts(outlets) for name, outlets in value.items()} if isinstance(value, Mapping) else {}


TEXT = ValueKind(is_text, str)
ANY_TEXT = ValueKind(is_any_text, str)
PAGE_LANGUAGE = ValueKind(is_any_text, read_page_language)
TEXTS = ValueKind(is_texts, read_texts)
PLACES = ValueKind(_check_places, read_texts)
FLAG = ValueKind(is_bool, bool)
COVERAGE: ValueKind[CoverageTables] = ValueKind(
    build_check(lambda value: isinstance(value, bool) or value == "html", "must be true, false or “html”"),
    lambda value: value if isinstance(value, bool) else "html",
)
ADDRESS = ValueKind(_check_address, lambda value: f"{str(value).rstrip('/')}/" if value else "")
PATH = ValueKind(is_text, lambda value: Path(str(value)))
NUMBER = ValueKind(_check_number, _read_number)
NUMBERS = ValueKind(_check_numbers, lambda value: tuple(map(float, read_texts(value))))
COUNT = ValueKind(lambda value: is_whole(value) or _check_count(value), lambda value: int(_read_number(value)))
DAYS = ValueKind(lambda value: is_whole(value) or _check_days(value), COUNT.read)
LENGTH = ValueKind(partial(_check_parsed, parse_length), lambda value: parse_length(str(value)))
#: TOML has dates of its own.
DAY_OR_AGE = ValueKind(
    lambda value: _check_parsed(parse_date_or_age, str(value) if isinstance(value, date) else value), str
)
THRESHOLD = ValueKind(
    lambda value: _check_number(value) or _check_parsed(lambda text: parse_threshold(float(text)), value),
    lambda value: parse_threshold(_read_number(value)),
)
FORMAT_LIST = ValueKind(
    lambda value: (
        _check_formats(value) or _check_parsed(lambda text: parse_formats([text]), ",".join(read_texts(value)))
    ),
    lambda value: parse_formats(read_texts(value)),
)
SHARES = ValueKind(_check_each(is_part, "must be shares by sections, like { call = 0.3, context = 0.1 }"), _read_shares)
NAMES = ValueKind(_check_each(is_text, 'must be names by files, like { "wire.txt" = "Example Wire" }'), _read_outlets)
FAMILIES = ValueKind(
    _check_each(
        is_texts, 'must be lists of outlets by families, like { "Lake Group" = ["Lake Herald", "Lake Radio"] }'
    ),
    _read_families,
)
ORDER: ValueKind[Literal["section", "outlet"]] = _choose_one("order", "section", "outlet")
TIERS = ValueKind(
    _check_each(
        is_texts, 'must be lists of outlets by tiers, like { agencies = ["Example Wire"], national = ["Example Post"] }'
    ),
    _read_families,
)
RIGHTS = ValueKind(_check_rights, lambda value: read_rights(value) if value else {})
#: A former similarity is today's.
SIMILARITY = ValueKind(is_text, lambda value: Options().similarity if value in FORMER_SIMILARITIES else str(value))
TIMEZONE = ValueKind(lambda value: is_any_text(value) or ("" if not value or find_zone(str(value)) else _NO_ZONE), str)
STARTTLS: ValueKind[Starttls] = _choose_one("starttls", "required", "never", "loopback")
METHOD: ValueKind[Method] = _choose_one("method", "POST", "PUT")
ADDRESSES = ValueKind(_check_addresses, read_texts)
