"""What is told about an article beside its text: the outlet, the title, the address, the date …"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Characters of an outlet, title or author that are kept.
MAX_FIELD = 300
#: Characters of an address. A cut address leads elsewhere, so a longer one is dropped.
MAX_URL = 2_000

_DAY = r"(\d{4}-\d\d-\d\d)(?:[Tt ]\d\d:\d\d(?:[:\d.]*) ?(?:Z|z|UTC|[+-]\d\d(?::?\d\d)?)?)?"
_MONTH_OR_YEAR = r"\d{4}(?:-\d\d)?"
_URL = r"https?://[^\s/?#<>\"'`\\]+(?:[/?#][^\s<>\"`\\]*)?"
_LANGUAGE = r"([a-z]{2,3})(?:[-_][a-z0-9-_]*)?"


def clean_line(text: str) -> str:
    """Make one short line of a text: no control or direction characters, single blanks, at most 300 characters.

    >>> clean_line(" The\\tNorrvik\\n\\x00Post\\u202e ")
    'The Norrvik Post'
    >>> clean_line("l’Écho d’Orvanne")
    'l’Écho d’Orvanne'
    """
    words = "".join(c if c.isspace() or _is_visible(c) else "" for c in text[: 10 * MAX_FIELD])
    return " ".join(words.split())[:MAX_FIELD].rstrip()


def check_published(value: object) -> str:
    """Give a date as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, the time of day left out.

    Raises ValueError for anything else.

    >>> check_published("2031-03-04T05:06:07+01:00"), check_published("2031-03"), check_published(date(2031, 3, 4))
    ('2031-03-04', '2031-03', '2031-03-04')
    >>> check_published("next Friday")
    Traceback (most recent call last):
    ValueError: published is not a date such as 2024-11-15, 2024-11 or 2024: “next Friday”
    """
    if isinstance(value, date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    text = _check_line("published", value)
    day = re.fullmatch(_DAY, text, re.ASCII)
    found = day[1] if day else text if re.fullmatch(_MONTH_OR_YEAR, text, re.ASCII) else ""
    try:
        date.fromisoformat((found + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"published is not a date such as 2024-11-15, 2024-11 or 2024: “{text[:40]}”") from None
    return found


def check_url(value: object) -> str:
    """Give an address of the web. Raises ValueError for anything else.

    >>> check_url("https://post.example/a?b=1")
    'https://post.example/a?b=1'
    """
    text = "".join(c for c in _check_text("url", value)[: MAX_URL + 1].strip() if _is_visible(c))
    if len(text) > MAX_URL or not re.fullmatch(_URL, text, re.IGNORECASE):
        raise ValueError(f"url is not an address that begins with http:// or https://: “{clean_line(text)[:40]}”")
    return text


def check_language(value: object) -> str:
    """Give the code of a language without its region. Raises ValueError for anything else.

    >>> check_language("de-AT"), check_language("EN")
    ('de', 'en')
    """
    text = _check_line("language", value)
    found = re.fullmatch(_LANGUAGE, text, re.IGNORECASE | re.ASCII)
    if not found:
        raise ValueError(f"language is not a code such as en or de: “{text[:40]}”")
    return found[1].lower()


#: The fields and what each must be.
FIELDS: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        "outlet": lambda value: _check_line("outlet", value),
        "title": lambda value: _check_line("title", value),
        "url": check_url,
        "published": check_published,
        "author": lambda value: _check_line("author", value),
        "language": check_language,
    }
)


def check_fields(raw: Mapping[str, object], where: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Take the known fields out of what a file says; unknown ones are ignored, wrong ones reported and left out.

    >>> check_fields({"outlet": "dpa", "mood": "calm"}, "a.md")
    ({'outlet': 'dpa'}, ())
    """
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    for name, check in FIELDS.items():
        value = raw.get(name)
        if value is None or value == "":
            continue
        try:
            fields[name] = check(value)
        except ValueError as fault:
            problems.append(Problem(where, str(fault)))
    return fields, tuple(problems)


def keep_valid(raw: Mapping[str, object]) -> dict[str, str]:
    """Take the known fields that are right and say nothing of the others: a web page is not of the user's making."""
    return check_fields(raw, "")[0]


def _check_line(name: str, value: object) -> str:
    return clean_line(_check_text(name, value))


def _check_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {_name_type(value)}")
    return value


def _name_type(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), f"a {type(value).__name__}")


def _is_visible(c: str) -> bool:
    # Cf holds the direction overrides, but also the joiners that Persian and Indic words need.
    category = unicodedata.category(c)
    return category not in ("Cc", "Cs") and (category != "Cf" or c in "\u200c\u200d")
