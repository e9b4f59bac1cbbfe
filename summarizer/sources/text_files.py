"""Articles in files of text: Markdown with or without YAML front matter, JSON, and JSON Lines.

Front matter is what stands between a first line ``---`` and the next line ``---`` or ``...``. Its
values are read as written: ``NO`` is a name and not the opposite of yes.

A JSON object has ``text`` and any of ``outlet title url published author language``. The articles of a list count from
1; those of JSON Lines have their line's number.
"""

from __future__ import annotations

import json
import re
from typing import Any

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

#: Characters of front matter.
MAX_FRONT_MATTER = 65_536
_MAX_DEPTH = 20

# As with pandoc, a first "---" with an empty line after it is a ruled line, not front matter.
_OPENING = re.compile(r"---[ \t]*\n(?![ \t]*\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n(?:[ \t]*\n)*|\Z)", re.MULTILINE)  # with the empty lines after it


def read_markdown(data: bytes, where: str) -> ReadResult:
    """Read one article of Markdown. Raises SourceError when it is no text."""
    return read_marked_text(decode(data), where)


def read_marked_text(text: str, where: str) -> ReadResult:
    """Read one article of Markdown from its text."""
    opening = _OPENING.match(text)
    if not opening:
        return check_article(Article(text, markup="markdown"), where)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    if not closing:
        fault = Problem(f"{where}:1", "the front matter has no closing line ---; all is read as text")
        return check_article(Article(text, markup="markdown"), where, (fault,))
    raw, problems = parse_front_matter(text[opening.end() : closing.start()], where)
    if raw is None:
        return check_article(Article(text, markup="markdown"), where, problems)
    fields, faults = check_fields(raw, where)
    article = Article(text, body=closing.end(), markup="markdown")
    return check_article(set_fields(article, fields), where, (*problems, *faults))


def starts_with_front_matter(text: str) -> bool:
    """Return whether a text begins as a file with front matter does.

    >>> starts_with_front_matter("---\\noutlet: dpa\\n---\\nText."), starts_with_front_matter("--- a dash")
    (True, False)
    """
    return _OPENING.match(text) is not None


def parse_front_matter(text: str, where: str) -> tuple[dict[str, object] | None, tuple[Problem, ...]]:
    """Read the YAML between the fences: names and values, all as text; None when it is something else.

    >>> parse_front_matter("outlet: NO\\npublished: 2031-03-04", "a.md")
    ({'outlet': 'NO', 'published': '2031-03-04'}, ())
    """
    import yaml

    try:
        _refuse_hostile_yaml(text)
        value = yaml.load(text, Loader=_make_loader())
    except yaml.YAMLError as fault:
        return {}, (Problem(_name_line(where, fault), f"the front matter is not sound YAML: {_describe_fault(fault)}"),)
    except (RecursionError, ValueError):
        return {}, (Problem(f"{where}:1", "the front matter is not sound YAML"),)
    if value in (None, ""):
        return {}, ()
    if isinstance(value, dict):
        values: dict[str, object] = {}
        for name, content in value.items():
            values[str(name).lower()] = content
        return values, ()
    return None, (Problem(f"{where}:2", "between the lines --- stand no names and values; all is read as text"),)


def _make_loader() -> Any:
    """Return the loader of YAML that takes values as they are written."""
    import yaml

    # Text, lists and tables only: no objects, no dates that do not exist, no yes and no.
    class Loader(yaml.BaseLoader):
        """Takes values as they are written; null without quotes is nothing, in quotes it is a name."""

    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null)\Z"), ["~", "n"])
    Loader.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)
    return Loader


def _refuse_hostile_yaml(text: str) -> None:
    """Raise YAMLError for aliases, which let a few lines stand for gigabytes, and for deep nesting."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        mark: Any = event.start_mark
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not allowed", problem_mark=mark)
        if depth > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=mark)


def _name_line(where: str, fault: Exception) -> str:
    """Return the place of a fault of YAML, in lines of the whole file."""
    mark = getattr(fault, "problem_mark", None)
    # Marks count from 0, and the opening fence is a line of its own.
    return f"{where}:{mark.line + 2 if mark else 1}"


def _describe_fault(fault: Exception) -> str:
    """Return what a fault of YAML is."""
    return str(getattr(fault, "problem", None) or "a character is not allowed")


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
    results: list[ReadResult] = []
    for count, item in enumerate(value, 1):
        results.append(_read_object(item, f"{where}, item {count}", count))
    return join_items(results, where)


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
    """Read the article of one line of JSON; what is wrong with it is a Problem."""
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
    """Read the article of one object of JSON."""
    if not isinstance(value, dict):
        return (), (Problem(where, "is not an object with a field “text”"),)
    text = value.get("text")
    if text is None:
        return (), (Problem(where, "the field “text” is missing"),)
    if not isinstance(text, str):
        return (), (Problem(where, "the field “text” must be text"),)
    fields, problems = check_fields(value, where)
    return check_article(set_fields(Article(clean_text(text), item=item), fields), where, problems)
