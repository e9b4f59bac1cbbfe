"""Round-ups: articles whose parts tell of many stories, and that belong to none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import reduce

from summarizer.model import Article
from summarizer.stories.article_space import ArticleSpace
from summarizer.stories.article_vectors import find_terms
from summarizer.stories.detection import Terms, add_terms, make_group, multiply

#: A round-up has parts near to so many stories, and no more than this share of them near to one.
_STORIES, _OWN_SHARE = 4, 0.5
#: A part of fewer words that count tells of nothing by itself; of one text so many parts are looked at.
_LEAST_TERMS, _MOST_PARTS = 6, 60
#: From which likeness on a part is near to a story.
_NEAR = 0.12

#: The sum of the vectors of a story's articles, that of the article that is looked at if it is one of them, and how
#: many the others are.
_Story = tuple[Terms, Terms, int]


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
        group = make_group(groups[number], space.rows, space.appeared)
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
