"""What an article is to a story, told by it alone: a report, opinion, a page that is written on all day, or a round-up.

It is known by the headline, the address of its page, its outlet's name, and opinion by its author and beginning too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

from summarizer.lang.language import Language, load_groups, load_language
from summarizer.model import Article, ArticleKind
from summarizer.stories.article_space import strip_outlet
from summarizer.stories.description import drop_quoted
from summarizer.text.tokens import QUOTATION, split_words

#: So many characters of an article show whether its author argues.
_BEGUN = 900
#: So many characters at its end may say who its author is.
_SIGNED = 600
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
#: What parts the rubric from the headline: "Opinion: The ferry was too old", "The ferry was too old | Opinion".
_PARTING = ":|–—-"
_BRACKETS = str.maketrans("([)]", "||||")


def find_kind(article: Article) -> ArticleKind:
    """Return what an article is, by its headline, the address of its page and, if nothing else calls it opinion, by how
    its text begins.

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
        or _is_signed(article, language)
        or folders & language.words("stories.comment_paths")
    ):
        return "comment"
    if language.pattern("stories.live_heads").search(title) or folders & language.words("stories.live_paths"):
        return "live"
    return "comment" if _argues(article, title, language) else "report"


def _argues(article: Article, title: str, language: Language) -> bool:
    """Return whether an author argues at the beginning of an article.

    Outside quotations the text judges twice, or does two of these: it judges, its headline too, says what ought to be
    done, or says "we"; not only the last. docs/stories.md says what it finds. Speaking to the reader, questions and
    shortened words ("isn't") are no signs: explanations have them.
    """
    told = f"{drop_quoted(title)}\n{QUOTATION.sub(' ', article.text[article.body :][:_BEGUN])}"
    known, found = load_groups(language, "stories.arguing", str.casefold), defaultdict[str, set[str]](set)
    for sentence in _SENTENCE_END.split(told.casefold().replace("’", "'")):
        words = split_words(sentence)
        marks = [word for word in words if _is_mark(language, word)]
        marks += known.by_word.keys() & map(" ".join, pairwise(["^", *words]))
        if not marks:
            continue
        # What is said is somebody's judgement, and no author's.
        is_said = not language.words("reporting.saying").isdisjoint(words)
        for mark in marks:
            for kind in known.find(mark):
                if kind == "speaks" or not is_said:
                    found[kind].add(mark)
    judged = language.pattern("stories.title_judges").search(drop_quoted(title))
    found["judges"] |= {judged.group().casefold()} if judged else set()
    argued = min(len(found["judges"]), 2) + min(len(found["advises"]), 1)
    return argued > 0 and argued + min(len(found["speaks"]), 1) > 1


def _is_signed(article: Article, language: Language) -> bool:
    """Return whether an article is signed as opinion is: its author is called a columnist or the like in the by-line or
    in a line at the end. That a headline begins with the author says nothing: so do those of a body's own releases."""
    called = language.pattern("stories.comment_authors")
    ends = article.text[article.body :].rstrip()[-_SIGNED:].split("\n")[1:]
    for author in re.split("[,;]", article.author):
        name = author.strip()
        if " " in name and any(line.startswith(name) and called.search(line) for line in ends):
            return True
    return bool(called.search(article.author))


# Most words of a pile are asked again and again.
@lru_cache(maxsize=100_000)
def _is_mark(language: Language, word: str) -> bool:
    """Return whether a word is one by which one argues."""
    return bool(load_groups(language, "stories.arguing", str.casefold).find(word))


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
