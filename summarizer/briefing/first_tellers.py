"""Clusters → the same, each told by the sentence of who told it first, for a page by outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import ISO_DAY
from summarizer.analysis.names import Names
from summarizer.briefing.story_analysis import find_before
from summarizer.dedupe.clusters import SentenceCluster, grade_dependence
from summarizer.dedupe.support import read_story_words, tells_all


def prefer_first_tellers(
    clusters: Sequence[SentenceCluster], news: Sequence[AnalysedSentence], names: Names
) -> tuple[SentenceCluster, ...]:
    """Return clusters for which the oldest sentence stands that tells all of it and stands alone, if need be with a
    gloss.

    Of articles of one day nobody knows who was first: there the sentence stays that stands for them.
    """
    words = read_story_words(news, names)
    found: list[SentenceCluster] = []
    for cluster in clusters:
        shown = cluster.representative
        day = shown.article.published[:ISO_DAY]
        older = [one for one in cluster.sentences if is_before(one.article.published[:ISO_DAY], day)]
        for one in sorted(older, key=lambda one: (one.article.published[:ISO_DAY], one.position)):
            if grade_dependence(one) <= max(1, grade_dependence(shown)) and tells_all(
                shown, one, words, find_before(one, news)
            ):
                cluster = replace(cluster, representative=one)
                break
        found.append(cluster)
    return tuple(found)


def is_before(day: str, other: str) -> bool:
    """Return whether a day is surely before another one; one of which only the month is known may be any of it.

    >>> is_before("2031-03-04", "2031-03-05"), is_before("2031-03", "2031-03-05"), is_before("", "2031-03-05")
    (True, False, False)
    """
    known = min(len(day), len(other))
    return bool(known) and day[:known] < other[:known]
