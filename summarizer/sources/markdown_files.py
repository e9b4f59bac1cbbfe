"""Markdown, with or without YAML front matter.

Front matter is what stands between a first line ``---`` and the next line ``---`` or ``...``. Its
values are read as written: ``NO`` is a name and not the opposite of yes.
"""

from __future__ import annotations

import re
from typing import Any

from summarizer.model import Article, Problem
from summarizer.sources.article_fields import ReadResult, check_article, check_fields, set_fields
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
    if value is None or value == "":
        return {}, ()
    if isinstance(value, dict):
        return {str(name).lower(): content for name, content in value.items()}, ()
    return None, (Problem(f"{where}:2", "between the lines --- stand no names and values; all is read as text"),)


def _make_loader() -> Any:
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
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not allowed", problem_mark=mark)
        if depth > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=mark)


def _name_line(where: str, fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    # Marks count from 0, and the opening fence is a line of its own.
    return f"{where}:{mark.line + 2 if mark else 1}"


def _describe_fault(fault: Exception) -> str:
    return str(getattr(fault, "problem", None) or "a character is not allowed")
