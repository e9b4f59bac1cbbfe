"""Whether articles that are given for one story tell many."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.analysis.story import complete
from summarizer.dedupe.vectors import build_vectors, normalize
from summarizer.model import Article
from summarizer.stories.article_kinds import find_kind
from summarizer.stories.article_vectors import weigh_terms
from summarizer.stories.detection import Group, find_likeness, group_articles, make_group
from summarizer.text.agencies import find_identity

#: Below so large a mean likeness two groups of articles are no sequels of each other.
_APART = 0.1
#: So many articles, the newest, are enough to tell.
_MOST = 100


def tell_several(articles: Sequence[Article]) -> bool:
    """Return whether articles surely tell several stories, each by several outlets.

    Words count alike, in however many articles they stand: the articles of one story have above all in common what is
    rare elsewhere, but not among them. By the words' own rarity 13 to 30 of 39 stories look like several; so none of 83
    does, and one of 96 parts of such, while 48 of 54 mixtures of two to eight are seen. Days do not count either: what
    comes later is a sequel.
    """
    import numpy as np

    newest = sorted(articles, key=lambda one: (one.published, one.where), reverse=True)[:_MOST]
    known = [complete(article) for article in newest if not article.dropped and find_kind(article) != "roundup"]
    languages = sorted(article.language for article in known)
    known = [article for article in known if article.language == max(languages, key=languages.count)]
    vectors, _ = build_vectors(map(weigh_terms, known))
    vectors = normalize(vectors, 1 + np.log(np.maximum(vectors.values, 1)))
    places = [vectors.find_entries(row) for row in range(len(vectors))]
    rows = [dict(zip(vectors.indices[at].tolist(), vectors.values[at].tolist(), strict=True)) for at in places]
    days = [(1, True)] * len(known)
    stories: list[Group] = []
    for group in group_articles(range(len(known)), rows, days, find_likeness(vectors, days)):
        if len({find_identity(known[row].outlet) for row in group}) > 1:
            story = make_group(group, rows, days)
            for sequel in [one for one in stories if one.measure(story) >= _APART]:
                stories.remove(sequel)
                story.add(sequel)
            stories.append(story)
    return len(stories) > 1
