"""Whether articles that are given for one story tell many."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.analysis.outlets import find_identity
from summarizer.analysis.story import complete
from summarizer.model import Article
from summarizer.stories.article_kinds import find_kind
from summarizer.stories.article_vectors import weigh_terms
from summarizer.stories.detection import THRESHOLD, Group, group_by_plain_words, make_group

#: Below so large a mean likeness two groups of articles are no sequels of each other.
_APART = 0.1
#: So many articles, the newest, are enough to tell.
_MOST = 100


def tell_several(articles: Sequence[Article]) -> bool:
    """Return whether articles surely tell several stories, each by several outlets.

    Words count alike, in however many articles they stand: the articles of one story have above all in common what is
    rare elsewhere, but not among them. By the words' own rarity 13 of 97 stories look like several; so one does, and 69
    of 70 mixtures of two to eight are seen. Days do not count either: what comes later is a sequel.
    """
    newest = sorted(articles, key=lambda one: (one.published, one.where), reverse=True)[:_MOST]
    known = [complete(article) for article in newest if not article.dropped and find_kind(article) != "roundup"]
    languages = sorted(article.language for article in known)
    known = [article for article in known if article.language == max(languages, key=languages.count)]
    groups, rows = group_by_plain_words([weigh_terms(article) for article in known], THRESHOLD)
    stories: list[Group] = []
    for group in groups:
        if len({find_identity(known[row].outlet) for row in group}) > 1:
            story = make_group(group, rows, [(1, True)] * len(rows))
            for sequel in [one for one in stories if one.measure(story) >= _APART]:
                stories.remove(sequel)
                story.add(sequel)
            stories.append(story)
    return len(stories) > 1
