"""What a reader hands back, and what every article must pass before it is handed on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.model import Article, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a reader found: the articles, and what went wrong on the way.
Found = tuple[tuple[Article, ...], tuple[Problem, ...]]

#: Characters of one article's text; a long book has about a million.
MAX_TEXT = 5_000_000
#: Bad items of one file that are reported one by one.
MAX_REPORTED = 20

_SURROGATE = re.compile("[\ud800-\udfff]")


def has_words(text: str) -> bool:
    """Tell whether there is a letter or a digit in a text.

    >>> has_words("It rained."), has_words(" \\u200b– … ")
    (True, False)
    """
    return any(c.isalnum() for c in text)


def clean_text(text: str) -> str:
    """Give a text the form that all texts have: no byte order mark, ``\\n`` ends the lines, all characters encodable.

    >>> clean_text("\\ufeffOne\\r\\ntwo\\rthree \\ud800")
    'One\\ntwo\\nthree \ufffd'
    >>> clean_text("left\\u2028as it stands")
    'left\\u2028as it stands'
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", text)


def check_article(article: Article, where: str, problems: tuple[Problem, ...] = ()) -> Found:
    """Hand an article on if there is something to read in it, and tell what is odd about it."""
    if len(article.text) > MAX_TEXT:
        fault = f"the text has {len(article.text):,} characters; the limit is {MAX_TEXT:,}"
        return (), (*problems, Problem(where, fault))
    if not has_words(article.text[article.body :]):
        return (), (*problems, Problem(where, "there is no text in it"))
    return (article,), (*problems, *_find_lost_characters(article, where))


def join_found(parts: list[Found]) -> Found:
    """Put what several readers found into one, in order."""
    articles = tuple(article for part, _ in parts for article in part)
    return articles, tuple(problem for _, part in parts for problem in part)


def shorten(parts: list[Found], where: str) -> Found:
    """Join the items' results; of very many problems the first ones tell enough."""
    articles, problems = join_found(parts)
    if len(problems) <= MAX_REPORTED:
        return articles, problems
    rest = f"{len(problems) - MAX_REPORTED:,} more problems are not listed"
    return articles, (*problems[:MAX_REPORTED], Problem(where, rest))


def give_fields(article: Article, fields: dict[str, str]) -> Article:
    """Set the metadata that is known, and leave the rest."""
    known = {name: value for name, value in fields.items() if value}
    article = _set(article, known)
    return replace(article, outlet_from="metadata") if known.get("outlet") else article


def _set(article: Article, values: Mapping[str, Any]) -> Article:
    return replace(article, **values)


def _find_lost_characters(article: Article, where: str) -> tuple[Problem, ...]:
    lost = article.text.count("\ufffd")
    if not lost:
        return ()
    return (Problem(where, f"{lost:,} characters of it could not be decoded and stand as \ufffd", "notice"),)
