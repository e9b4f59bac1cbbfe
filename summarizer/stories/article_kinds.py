"""What an article is to a story, told by it alone: a report, opinion, a page that is written on all day, or a round-up.

It is known by the headline, the address of its page, its outlet's name, and opinion by its author and beginning too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise

from summarizer.lang.language import Language, load_groups, load_language
from summarizer.model import Article, ArticleKind
from summarizer.text.tokens import drop_quoted, split_words

#: So many characters of an article show whether its author argues.
_BEGUN = 900
#: So many characters at its end may say who its author is.
_SIGNED = 600
#: From so much weight on an article is opinion.
_ARGUES = 5.5
#: From so much on it may be (three of five such are, and one of eighty reports): no title is made of its headline where
#: another one serves.
MAY_ARGUE = 3.5
#: What each sign counts, and how often at most where not twice: fitted (logistic regression) to labelled opinion and
#: news, and rounded. The signs are words of the language.
_WORTH = {
    "judges": 2.0,
    "advises": 1.5,
    "speaks": 2.0,
    "addresses": 1.5,
    "chats": 1.5,
    "asserts": 2.5,
    "figures": -0.5,
    "weekdays": -1.5,
}
_MOST = {"asserts": 1, "figures": 3}
_JUDGING_TITLE, _ASIDE = 2.5, 1.0
#: Of these another one speaks in a sentence with a verb of saying.
_SAID = ("judges", "advises")
#: What an author puts in between; a dash may end the dateline too, which is over behind so many characters.
_ASIDES, _DATELINE = re.compile("—| – | -- |;"), 60
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
#: What parts the rubric from the headline: "Opinion: The ferry was too old", "The ferry was too old | Opinion".
_PARTING = re.compile(r"[:|–—]|-\s|\s-")
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
    if is_roundup(article):
        return "roundup"
    language, title, folders = load_language(article.language), article.title.strip(), _list_folders(article)
    if (
        _names_comment(title, language)
        or _names_comment(article.outlet, language)
        or _is_signed(article, language)
        or folders & language.words("stories.comment_paths")
    ):
        return "comment"
    if language.pattern("stories.live_heads").search(title) or folders & language.words("stories.live_paths"):
        return "live"
    return "comment" if weigh_opinion(article) >= _ARGUES else "report"


def is_roundup(article: Article) -> bool:
    """Return whether an article tells of many stories, by its headline or the address of its page.

    >>> is_roundup(Article("", title="Morning briefing: Ferry sinks", language="en"))
    True
    """
    language = load_language(article.language)
    roundup_heads, roundup_paths = language.pattern("stories.roundup_heads"), language.words("stories.roundup_paths")
    return bool(roundup_heads.search(article.title.strip()) or _list_folders(article) & roundup_paths)


def _list_folders(article: Article) -> set[str]:
    """Return the folders in the address of an article's page."""
    path = article.url.casefold().partition("://")[2].partition("?")[0]
    return set(path.split("/")[1:-1])


# A story's headlines are asked once more when one of them is chosen.
@lru_cache(maxsize=2_000)
def weigh_opinion(article: Article) -> float:
    """Return how much an article looks as if its author argued, by its headline and beginning outside quotations.

    Judging words, what ought to be done, "I" and "we", "you", and shortened words count for it, figures and weekdays
    against it; docs/stories.md says what that finds. Who says what ought to be done is somebody, and no author.

    >>> told = "It sank on Monday. The owners should have known, the mayor said."
    >>> weigh_opinion(Article(told, title="Ferry sinks off Arle", language="en"))
    -1.5
    >>> argued = "We should have known. It was a disgraceful ferry."
    >>> weigh_opinion(Article(argued, title="No more ferries", language="en"))
    8.0
    """
    language = load_language(article.language)
    title = drop_quoted(article.title)
    begun = drop_quoted(article.text[article.body : article.body + _BEGUN])
    # What stands behind a name and a colon is said by that one.
    head = title.partition(": ")[0]
    signs = Counter[str]()
    for part, unheard in ((head, "chats"), (begun, "asserts")):
        for sentence in _SENTENCE_END.split(part):
            signs.update(kind for kind in _list_signs(sentence, language) if kind != unheard)
    weight = sum(worth * min(signs[kind], _MOST.get(kind, 2)) for kind, worth in _WORTH.items())
    weight += _JUDGING_TITLE * bool(language.pattern("stories.title_judges").search(title))
    return weight + _ASIDE * min(len(_ASIDES.findall(begun, _DATELINE)), 2)


def _list_signs(sentence: str, language: Language) -> Iterator[str]:
    """Yield the kind of each sign that a sentence holds."""
    known = load_groups(language, "stories.arguing", str.casefold)
    words = split_words(sentence.casefold().replace("’", "'"))
    is_said = not language.words("reporting.saying").isdisjoint(words)
    pairs = known.by_word.keys() & map(" ".join, pairwise(["^", *words]))
    for kind in chain.from_iterable(map(_load_signs(language), [*words, *pairs])):
        if not (is_said and kind in _SAID):
            yield kind


@cache
def _load_signs(language: Language) -> Callable[[str], tuple[str, ...]]:
    """Return the function that finds of which kinds of signs a word is, or two in a row."""
    known, weekdays = load_groups(language, "stories.arguing", str.casefold), language.numbers("dates.weekdays")

    # Most words of a pile are asked again and again.
    @lru_cache(maxsize=50_000)
    def find_signs(mark: str) -> tuple[str, ...]:
        if mark in weekdays:
            return ("weekdays",)
        return ("figures",) if mark[0].isdecimal() else known.find(mark)

    return find_signs


def _is_signed(article: Article, language: Language) -> bool:
    """Return whether an article is signed as opinion is: its author is called a columnist or the like in the by-line or
    in a line at the end. That a headline begins with the author says nothing: so do those of a body's own releases."""
    called = language.pattern("stories.comment_authors")
    ends = article.text[article.body :].rstrip()[-_SIGNED:].split("\n")[1:]
    names = tuple(name for name in re.split("[,;] *", article.author.strip()) if " " in name)
    return bool(called.search(article.author)) or any(line.startswith(names) and called.search(line) for line in ends)


def _names_comment(title: str, language: Language) -> bool:
    """Return whether the first or last part of a headline, or of an outlet's name, names a rubric of opinion."""
    heads = language.words("stories.comment_heads")
    # "Arle Post (Opinion)", "[Opinion] The ferry was too old"
    lower = title.casefold().translate(_BRACKETS).strip("| ")
    parts = _PARTING.split(lower)
    is_named = not heads.isdisjoint((lower, parts[0].strip(), parts[-1].strip()))
    return is_named or bool(language.pattern("stories.comment_titles").search(title))
