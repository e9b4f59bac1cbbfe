"""What the user asks for, as text → frozen options; every fault is told with the option's name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from summarizer.config.plans import find_plans, load_plan, read_plan
from summarizer.errors import ConfigError, nearest
from summarizer.model import Length, Options, Plan
from summarizer.render.rendering import FORMATS as TEMPLATED

#: What a briefing can be written as, in the order in which files are written.
FORMATS = (*TEMPLATED, "json")
_LENGTH = re.compile(
    r"(?P<amount>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>%|s|sentences?|w|words?|m|min|minutes?)?", re.IGNORECASE
)


def parse_length(text: str) -> Length:
    """Read a length: ``20`` (sentences), ``20%`` of the story's, ``300w`` words, ``2min`` of reading.

    Raises:
        ConfigError: it is none of these, or not above 0.

    >>> str(parse_length("300 words")), str(parse_length("1.5min")), str(parse_length("20"))
    ('300w', '1.5min', '20')
    """
    hint = "write 20 (sentences), 20% (of the sentences), 300w (words) or 2min (reading time)"
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ConfigError(f"“{text}” is no length", where="--length", hint=hint)
    amount, unit = float(found["amount"]), (found["unit"] or "s").lower()
    if amount <= 0:
        raise ConfigError(f"a length of {text} leaves nothing to print", where="--length", hint=hint)
    if unit.startswith("s"):
        if amount != math.floor(amount):
            raise ConfigError("sentences are printed whole", where="--length", hint=hint)
        return Length(amount, "sentences")
    if unit == "%":
        return Length(min(amount, 100.0), "percent")
    return Length(amount, "words" if unit.startswith("w") else "minutes")


def parse_formats(texts: Sequence[str]) -> tuple[str, ...]:
    """Read formats, separated by commas or given one by one.

    >>> parse_formats(["json,md"])
    ('md', 'json')
    """
    asked = [name.strip().lower().lstrip(".") for text in texts for name in text.split(",") if name.strip()]
    for name in asked:
        if name not in FORMATS:
            raise ConfigError(f"there is no format “{name}”", where="--format", hint=nearest(name, FORMATS))
    if not asked:
        raise ConfigError("no format is named", where="--format", hint=f"there are: {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in asked)


def first_format(texts: Sequence[str]) -> str:
    """Give the format that was named first; it is checked by ``parse_formats``.

    >>> first_format([",html,md"]), first_format([","])
    ('html', '')
    """
    return next((name for text in texts for name in text.split(",") if name.strip()), "")


def check_names(options: Options) -> None:
    """Check what the options name: the method, the similarity and, when the plan is known, its sections.

    Raises:
        ConfigError: something of that name does not exist.
    """
    # Late, because the command line loads this module for its help.
    from summarizer.dedupe.vectors import find_similarity
    from summarizer.summary.ranking import CENTRALITIES

    if options.method not in CENTRALITIES:
        hint = nearest(options.method, CENTRALITIES)
        raise ConfigError(f"there is no method “{options.method}”", where="--method", hint=hint)
    find_similarity(options.similarity)
    sections = {section.id for plan in options.plans for section in plan.sections}
    for name in options.shares:
        if name not in sections:
            raise ConfigError(f"no plan has a section “{name}”", where="--section", hint=nearest(name, sections))


def parse_pairs(texts: Iterable[str], option: str, example: str) -> dict[str, str]:
    """Read ``NAME=VALUE`` options.

    >>> parse_pairs(["a.txt=Sample News"], "--outlet", "FILE=NAME")
    {'a.txt': 'Sample News'}
    """
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise ConfigError(f"“{text}” is not {example}", where=option)
        pairs[name.strip()] = value.strip()
    return pairs


def parse_shares(texts: Iterable[str]) -> dict[str, float]:
    """Read ``ID=SHARE`` options: a share is a number above 0, or a percentage.

    >>> parse_shares(["call=0.3", "context=10%"])
    {'call': 0.3, 'context': 0.1}
    """
    shares = {}
    for name, value in parse_pairs(texts, "--section", "ID=SHARE, like call=0.3").items():
        try:
            share = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
        except ValueError:
            share = math.nan
        if not 0 < share <= 1000:
            raise ConfigError(f"“{value}” is no share", where=f"--section {name}", hint="write 0.3 or 30%")
        shares[name] = share
    return shares


def parse_threshold(value: float) -> float:
    """Check a threshold: a similarity from 0 (all one cluster) to 1 (equal sentences only)."""
    if not 0 < value <= 1:
        raise ConfigError(f"{value:g} is no threshold", where="--threshold", hint="write a number above 0, up to 1")
    return value


def parse_date(text: str) -> str:
    """Check a date.

    Raises:
        ConfigError: it is not a day of the calendar, written like 2024-11-15.
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ConfigError(f"“{text}” is no date", where="--date", hint="write it like 2024-11-15") from error


def parse_date_or_age(text: str) -> date | timedelta:
    """Read a day (``2024-11-15``) or an age (``24h``, ``3d``, ``2w``); ``find_day`` makes a day of both.

    Raises:
        ConfigError: it is neither.

    >>> parse_date_or_age("2024-11-15"), parse_date_or_age("36h")
    (datetime.date(2024, 11, 15), datetime.timedelta(days=1, seconds=43200))
    """
    hint = "write it like 2024-11-15, 24h, 3d or 2w"
    if found := re.fullmatch(r"(\d{1,5})\s*([hdw])", text.strip()):
        return int(found[1]) * {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}[found[2]]
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ConfigError(f"“{text}” is no date and no age", where="--since", hint=hint) from error


def find_day(text: str, now: datetime) -> str:
    """Give the day that a date or an age before now means; an empty text means none.

    >>> find_day("24h", datetime(2024, 11, 15, 6)), find_day("", datetime(2024, 11, 15))
    ('2024-11-14', '')
    """
    if not text:
        return ""
    found = parse_date_or_age(text)
    return (found if isinstance(found, date) else (now - found).date()).isoformat()


def load_plans(name: str, folders: Sequence[Path] = ()) -> tuple[Plan, ...]:
    """Load the plan of that name or file; for ``auto``, all plans there are."""
    if name == "auto":
        return tuple(load_plan(path) for path in find_plans(folders).values())
    return (read_plan(name, folders),)
