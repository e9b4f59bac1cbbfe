"""Plain text: the whole file is the article."""

from __future__ import annotations

from summarizer.model import Article
from summarizer.sources.checking import Found, check_article
from summarizer.sources.decoding import decode


def read_plain(data: bytes, where: str) -> Found:
    """Read one article of plain text. Raises SourceError when it is no text."""
    return check_article(Article(decode(data)), where)
