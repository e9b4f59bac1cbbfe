"""JSON (one object or a list of objects) and JSON Lines (one object a line).

An object has ``text`` and any of ``outlet title url published author language``. The articles of a
list count from 1; those of JSON Lines have their line's number.
"""

from __future__ import annotations

import json

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import (
    ReadResult,
    check_article,
    check_fields,
    clean_text,
    join_items,
    set_fields,
)
from summarizer.sources.decoding import decode

#: Bad lines after which a file is given up, so that twenty megabytes of something else do not take a minute.
MAX_BAD_LINES = 10_000


def read_json(data: bytes, where: str) -> ReadResult:
    """Read the articles of a JSON file. Raises SourceError when it is no JSON."""
    return read_json_text(decode(data), where)


def read_json_lines(data: bytes, where: str) -> ReadResult:
    """Read the articles of a JSON Lines file. Raises SourceError when it is no text."""
    return read_lines_text(decode(data), where)


def read_json_text(text: str, where: str) -> ReadResult:
    """Read articles from a text of JSON: an object, or a list of objects."""
    value = _parse_json(text, where)
    if not isinstance(value, list):
        return _read_object(value, where, 0)
    if not value:
        raise SourceError("the list is empty")
    return join_items(
        (_read_object(item, f"{where}, item {count}", count) for count, item in enumerate(value, 1)), where
    )


def read_lines_text(text: str, where: str) -> ReadResult:
    """Read articles from a text with a JSON object on each line; empty lines are skipped."""
    results: list[ReadResult] = []
    bad = 0
    for count, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        articles, problems = _read_line(line, f"{where}:{count}", count)
        results.append((articles, problems))
        bad += not articles
        if bad >= MAX_BAD_LINES:
            articles, problems = join_items(results, where)
            return articles, (*problems, Problem(where, f"{bad:,} lines are bad; what follows is not read"))
    if not results:
        raise SourceError("there is no text in it")
    return join_items(results, where)


def is_json(text: str) -> bool:
    """Return whether a text is sound JSON.

    >>> is_json('{"text": "It rained."}'), is_json("[Update] It rained.")
    (True, False)
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _read_line(line: str, where: str, count: int) -> ReadResult:
    try:
        return _read_object(_parse_json(line), where, count)
    except SourceError as fault:
        return (), (Problem(where, fault.message),)


def _parse_json(text: str, where: str = "") -> object:
    """Parse JSON. Raises SourceError, with the line where it is not sound if ``where`` names its file."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        place = f"{where}:{fault.lineno}" if where else ""
        raise SourceError(f"is not sound JSON: {fault.msg}, column {fault.colno}", where=place) from None
    except RecursionError:
        raise SourceError("is not read: the JSON is nested too deeply") from None
    except ValueError:
        raise SourceError("is not read: a number has too many digits") from None


def _read_object(value: object, where: str, item: int) -> ReadResult:
    if not isinstance(value, dict):
        return (), (Problem(where, "is not an object with a field “text”"),)
    text = value.get("text")
    if text is None:
        return (), (Problem(where, "the field “text” is missing"),)
    if not isinstance(text, str):
        return (), (Problem(where, "the field “text” must be text"),)
    fields, problems = check_fields(value, where)
    return check_article(set_fields(Article(clean_text(text), item=item), fields), where, problems)
