"""What an article is beside a report: a page that is written on all day, opinion, or news of many events."""

from __future__ import annotations

from summarizer.lang.language import Language, load_language
from summarizer.model import Article, ArticleKind
from summarizer.stories.article_vectors import strip_outlet

#: What parts the rubric from the headline: "Opinion: The ferry was too old", "The ferry was too old | Opinion".
_PARTING = ":|–—-"
_BRACKETS = str.maketrans("([)]", "||||")


def find_kind(article: Article) -> ArticleKind:
    """Return what an article is, by its headline and the address of its page.

    >>> titles = ("Ferry sinks", "Opinion: Ferries are too old", "Ferry sinks – live", "Morning briefing: Ferry sinks")
    >>> [find_kind(Article("", title=title, language="en")) for title in titles]
    ['report', 'comment', 'live', 'roundup']
    >>> find_kind(Article("", title="Opinion polls show a lead", url="https://post.example/politics", language="en"))
    'report'
    """
    language = load_language(article.language)
    title = strip_outlet(article.title, article.outlet).strip()
    path = article.url.casefold().partition("://")[2].partition("?")[0]
    folders = set(path.split("/")[1:-1])
    if language.pattern("stories.roundup_heads").search(title) or folders & language.words("stories.roundup_paths"):
        return "roundup"
    if (
        _names_comment(title, language)
        or _names_comment(article.outlet, language)
        or folders & language.words("stories.comment_paths")
    ):
        return "comment"
    if language.pattern("stories.live_heads").search(title) or folders & language.words("stories.live_paths"):
        return "live"
    return "report"


def _names_comment(title: str, language: Language) -> bool:
    """Return whether the first or last part of a headline, or of an outlet's name, names a rubric of opinion."""
    heads = language.words("stories.comment_heads")
    # "Arle Post (Opinion)", "[Opinion] The ferry was too old"
    lower = title.casefold().translate(_BRACKETS).strip("| ")
    for sign in _PARTING:
        first, found, rest = lower.partition(sign)
        last = rest.rpartition(sign)[2] if sign in rest else rest
        if found and (first.strip() in heads or last.strip() in heads):
            return True
    return lower in heads or bool(language.pattern("stories.comment_titles").search(title))
