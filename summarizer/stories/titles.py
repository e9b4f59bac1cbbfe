"""The title of a story: the headline that tells best what all of its articles tell, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.lang.language import load_language
from summarizer.model import Article, ArticleKind
from summarizer.stories.article_vectors import strip_outlet

#: What a headline is worth that asks, leads to a page that goes on being written, gives an opinion, begins with
#: somebody's words, is shorter or longer than headlines are, says what its page explains, or judges what it tells.
_ASKS, _LIVE, _COMMENT, _QUOTES, _ODD_LENGTH, _EXPLAINS, _JUDGES = 0.6, 0.6, 0.5, 0.7, 0.8, 0.5, 0.6
#: What one is worth that is not of the story's newest day: what came later may stand in the others.
_OLDER = 0.8
_SHORTEST, _LONGEST = 5, 16
#: So large a part of a title's words another outlet has too, or it is one outlet's view of the story.
CONFIRMED = 0.6
_WORTH = {"live": _LIVE, "comment": _COMMENT, "roundup": 0.0}  # names, not language
_QUOTE = re.compile("[\"'“”‘’„«»‚‹]")
#: Of an article without a headline, so many characters of its first line are shown.
_MOST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline of a story: its article, what that is, how near the headline is to the other articles, and
    whether an article of another outlet confirms it, having enough of its words."""

    article: Article
    kind: ArticleKind
    likeness: float
    is_confirmed: bool


def choose_title(headlines: Sequence[Headline]) -> tuple[str, str]:
    """Return the title of a story and the id of the article whose headline it is; of equals, the first.

    One that no other outlet confirms is taken only where none is confirmed.

    >>> ferry = Article("The ferry sank.", title="Ferry sinks off the coast of Arle", id="a1")
    >>> asks = Article("The ferry sank.", title="Why did the ferry sink off Arle?", id="a2")
    >>> choose_title([Headline(asks, "report", 0.6, True), Headline(ferry, "report", 0.5, True)])
    ('Ferry sinks off the coast of Arle', 'a1')
    """
    titled = [one for one in headlines if one.article.title.strip()]
    if not titled:
        first = headlines[0].article
        return open_text(first), first.id
    confirmed = [one for one in titled if one.is_confirmed]
    newest = max(one.article.published for one in titled)
    best = max(confirmed or titled, key=lambda one: _weigh(one, newest))
    return strip_outlet(best.article.title, best.article.outlet).strip(), best.article.id


def open_text(article: Article) -> str:
    """Return how an article without a headline begins.

    >>> open_text(Article("The ferry sank. Nobody was hurt."))
    'The ferry sank. Nobody was hurt.'
    """
    lines = article.text[article.body :].strip().split("\n", 1)
    line = " ".join(lines[0].split())
    if len(line) <= _MOST_SHOWN:
        return line
    return f"{line[:_MOST_SHOWN].rpartition(' ')[0] or line[:_MOST_SHOWN]} …"


def _weigh(one: Headline, newest: str) -> float:
    """Return how well a headline serves as the title of a story of which the newest article is of some day."""
    title = strip_outlet(one.article.title, one.article.outlet).strip()
    language = load_language(one.article.language)
    worth = one.likeness * _WORTH.get(one.kind, 1.0)
    if title.endswith("?"):
        worth *= _ASKS
    if _QUOTE.match(title):
        worth *= _QUOTES
    if not _SHORTEST <= len(title.split()) <= _LONGEST:
        worth *= _ODD_LENGTH
    if language.pattern("stories.title_explains").search(title):
        worth *= _EXPLAINS
    if language.pattern("stories.title_judges").search(title):
        worth *= _JUDGES
    if one.article.published < newest:
        worth *= _OLDER
    return round(worth, 6)
