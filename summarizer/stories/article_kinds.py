"""What an article is beside a report: a page that is written on all day, opinion, or news of many events; and round-ups
that are known by their parts, which tell of many stories, and that belong to none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import reduce

from summarizer.lang.language import Language, load_language
from summarizer.model import Article, ArticleKind
from summarizer.stories.article_space import ArticleSpace
from summarizer.stories.article_vectors import find_terms, strip_outlet
from summarizer.stories.detection import Terms, add_terms, multiply

#: What parts the rubric from the headline: "Opinion: The ferry was too old", "The ferry was too old | Opinion".
_PARTING = ":|–—-"
_BRACKETS = str.maketrans("([)]", "||||")
#: A round-up has parts near to so many stories, and no more than this share of them near to one.
_STORIES, _OWN_SHARE = 4, 0.5
#: A part of fewer words that count tells of nothing by itself; of one text so many parts are looked at.
_LEAST_TERMS, _MOST_PARTS = 6, 60
#: From which likeness on a part is near to a story.
_NEAR = 0.12

#: The sum of the vectors of a story's articles, that of the article that is looked at if it is one of them, and how
#: many the others are.
_Story = tuple[Terms, Terms, int]


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


def find_roundups(space: ArticleSpace, groups: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the rows of articles with parts near to many of some groups and not to one above all."""
    number_of = {row: number for number, rows in enumerate(groups) for row in rows}
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for low, high, _ in space.alike:
        if low in number_of and high in number_of:
            neighbours[low].add(number_of[high])
            neighbours[high].add(number_of[low])
    asked = {row: others for row, others in neighbours.items() if len(others) >= _STORIES}
    sums: dict[int, Terms] = {}
    for number in {number for others in asked.values() for number in others}:
        group = space.make_group(groups[number])
        sums[number] = reduce(add_terms, group.sums.values())
    found: set[int] = set()
    for row, others in asked.items():
        stories: list[_Story] = []
        for number in sorted(others):
            is_own = number == number_of[row]
            if len(groups[number]) > is_own:
                stories.append((sums[number], space.rows[row] if is_own else {}, len(groups[number]) - is_own))
        if _tells_many(space.articles[row], space, stories):
            found.add(row)
    return frozenset(found)


def _tells_many(article: Article, space: ArticleSpace, stories: Sequence[_Story]) -> bool:
    """Return whether the parts of an article are near to many of some stories."""
    near: Counter[int] = Counter()
    parts = [line for line in article.text[article.body :].split("\n") if line.strip()]
    for part in parts[:_MOST_PARTS]:
        terms = Counter(find_terms(part, article.language))
        if len(terms) < _LEAST_TERMS:
            continue
        vector = space.terms.find_row(terms)
        likeness = [(multiply(vector, sums) - multiply(vector, own)) / count for sums, own, count in stories]
        best = max(likeness, default=0.0)
        if best >= _NEAR:
            near[likeness.index(best)] += 1
    return len(near) >= _STORIES and max(near.values()) <= _OWN_SHARE * near.total()
