"""Which articles are one: a feed's item, its page that was saved, the mail and the text that was pasted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from summarizer.model import Article
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import find_skeleton, fold, split_words

#: The share of the shorter one's words that the longer has; with less, two articles have one address or title.
_SHARED = 0.75
#: Words of a title that only one article has.
_LEAST_TITLE = 3
# What is hung on an address to count who follows it.
_COUNTERS = re.compile(
    r"(?:utm_\w*|at_\w*|[a-z]{1,2}clid|mc_[ce]id|cmpid|cmp|ref|source|output|amp)(?:=|\Z)", re.IGNORECASE
)


def group_prints(articles: Sequence[Article]) -> list[list[int]]:
    """Return the places of articles in groups: those of one group are prints of one article, the fullest first.

    The groups come in the order of their first articles.
    """
    groups: list[list[int]] = []
    named: defaultdict[str, list[int]] = defaultdict(list)
    for at, article in enumerate(articles):
        names = [name for name in (_name_address(article.url), _name_title(article.title)) if name]
        known = [number for name in names for number in named[name]]
        own = next((one for one in known if _is_print(article, articles[groups[one][0]])), len(groups))
        if own == len(groups):
            groups.append([])
        groups[own].append(at)
        for name in names:
            named[name].append(own)
    for group in groups:
        group.sort(key=lambda at: -len(articles[at].text[articles[at].body :]))
    return groups


def _name_address(url: str) -> str:
    """Return what two addresses of one page have in common, nothing for an outlet's first page.

    >>> _name_address("https://www.post.example/a/?utm_source=rss&id=1#top"), _name_address("http://post.example/a?id=1")
    ('post.example/a?id=1', 'post.example/a?id=1')
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    asked = sorted(one for one in parts.query.split("&") if one and not _COUNTERS.match(one))
    path = parts.path.rstrip("/")
    return f"{host}{path}{'?' * bool(asked)}{'&'.join(asked)}" if path or asked else ""


def _name_title(title: str) -> str:
    return find_skeleton(title) if len(title.split()) >= _LEAST_TITLE else ""


def _is_print(one: Article, other: Article) -> bool:
    """Return whether two articles of one address or title are one, by their outlets and words.

    With the title alone, one of them must have come another way: updates of one report have one title too.
    """
    is_same_page = one.url and other.url and _name_address(one.url) == _name_address(other.url)
    came_otherwise = bool(one.url) != bool(other.url) or bool(one.sender) != bool(other.sender)
    if not (is_same_page or came_otherwise) or not _may_be_one_outlet(one, other):
        return False
    words = [set(map(fold, split_words(article.text[article.body :]))) for article in (one, other)]
    fewest = min(map(len, words))
    return len(words[0] & words[1]) >= _SHARED * fewest


def _may_be_one_outlet(one: Article, other: Article) -> bool:
    """Return whether two articles are of one outlet, or of one of them it is not known.

    A mail is of an outlet if it came from where that has its pages: anybody can call himself anything.
    """
    if "unknown" in (one.outlet_from, other.outlet_from):
        return True
    for mail, page in ((one, other), (other, one)):
        domain, host = mail.sender.rpartition("@")[2], _name_address(page.url).partition("/")[0]
        if domain and host and not page.sender:
            return f".{domain}".endswith(f".{host}") or f".{host}".endswith(f".{domain}")
    return find_identity(one.outlet) == find_identity(other.outlet)
