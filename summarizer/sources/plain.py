"""Plain text: the whole file is the article, but for front matter, if it begins with that."""

from __future__ import annotations

from dataclasses import replace

from summarizer.model import Article
from summarizer.sources.checking import Found, check_article
from summarizer.sources.decoding import decode
from summarizer.sources.markdown import read_marked_text, starts_with_front_matter


def read_plain(data: bytes, where: str) -> Found:
    """Read one article of plain text. Raises SourceError when it is no text."""
    text = decode(data)
    articles, problems = read_marked_text(text, where) if starts_with_front_matter(text) else ((), ())
    if articles and articles[0].body:
        return tuple(replace(article, markup="plain") for article in articles), problems
    return check_article(Article(text), where)
