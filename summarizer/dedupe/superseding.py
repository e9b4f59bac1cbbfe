"""Which sentences hold no more, because a later article tells what became of the matter: a figure that changed, a plan
that was carried out, a door that was opened again.

By the days on which the articles appeared; one without a day is neither newer nor older. What two speakers say
otherwise is no news of one by the other, and stays a disagreement; but the dead are counted by whoever counts last.
Of 17 made pairs of which one supersedes the other 11 are known, and none of 14 that only look so; at first sight,
before the rules were mended by them, it was 12 and 2.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import are_opposite, figures_agree
from summarizer.analysis.number_words import load_number_words
from summarizer.analysis.quantities import Figure
from summarizer.dedupe.clusters import Clustering, SentenceCluster, take_back
from summarizer.dedupe.compared_words import SAME_LETTERS
from summarizer.dedupe.contradictions import REPLACED, are_at_odds, build_veto, read_names
from summarizer.dedupe.tolls import has_grown, read_toll
from summarizer.dedupe.vectors import Vectors, compare

#: Two sentences so alike are about the same thing; less may be chance.
SAME_MATTER = 0.45
#: The same where they have no verb in common, of which the one tells as to come what the other tells as done.
_SAME_EVENT = 0.6
#: The least cosine of the words, figures aside, of two sentences that differ in a figure alone.
_MOST_WORDS = 0.7
#: Words that two sentences share of which only a figure differs.
_FEWEST_SHARED = 3
#: These grow or pass by themselves.
_PASSING = frozenset({"age", "clock"})  # names, not language
#: From this similarity on two sentences with counts of the dead are about one misfortune, if they share no name.
_SAME_TOLL = 0.3
#: The same for what is told as to come and as done on one day, by the words that both have.
_SAME_APPOINTMENT = 0.4
#: So many sentences of one kind are compared with each other.
_MOST_COMPARED = 300


def mark_superseded(
    clusters: Sequence[SentenceCluster], clustering: Clustering, vectors: Vectors, ages: Mapping[str, int]
) -> tuple[SentenceCluster, ...]:
    """Return the clusters, those that hold no more with the sentence of a later article that supersedes each.

    Pairs that the clustering vetoed are about one matter, but for what keeps them apart. ``ages`` says how many days
    before the latest article each appeared.
    """
    if not any(ages.values()):
        return tuple(clusters)
    news = {one.position: one for cluster in clusters for one in cluster.sentences}
    ordered = [news[position] for position in sorted(news)]
    found: defaultdict[int, list[tuple[int, float, int]]] = defaultdict(list)
    changes = _find_changes(clusters, clustering, news, ages)
    for one, other, likeness in (*changes, *_find_tolls(ordered, vectors), *_find_appointments(ordered)):
        if _is_earlier(one, other, clusters, ages):
            found[one.cluster].append((ages[other.article.id], -likeness, other.position))
    latest = {number: news[min(others)[-1]] for number, others in found.items()}
    marked = list(clusters)
    for number, one in latest.items():
        # What is superseded itself names the last of the chain: each one is of a later day than the one before.
        while one.cluster in latest:
            one = latest[one.cluster]
        why = f"superseded by {one.article.outlet} {one.sentence.start}–{one.sentence.end}"
        marked[number] = replace(marked[number], superseded=why)
    return tuple(marked)


def _find_changes(
    clusters: Sequence[SentenceCluster],
    clustering: Clustering,
    news: Mapping[int, AnalysedSentence],
    ages: Mapping[str, int],
) -> Iterator[tuple[AnalysedSentence, AnalysedSentence, float]]:
    """Find the pairs that only a veto keeps apart of which the other, later one tells what became of the one.

    Of what all outlets that told it tell otherwise later, the later holds whatever it is.
    """
    for low, high, why, likeness in clustering.vetoed:
        for one, other in ((news[low], news[high]), (news[high], news[low])):
            if _is_earlier(one, other, clusters, ages):
                is_told = supersedes(other, one, likeness)
                is_odd = not is_told and are_at_odds(one, other, why, likeness)
                if is_told or (is_odd and take_back(clusters[other.cluster], clusters[one.cluster])):
                    yield one, other, likeness


def _is_earlier(
    one: AnalysedSentence, other: AnalysedSentence, clusters: Sequence[SentenceCluster], ages: Mapping[str, int]
) -> bool:
    """Return whether a sentence stands for its cluster, and all of that whose day is known is older than another."""
    cluster = clusters[one.cluster]
    if one.position != cluster.representative.position or one.cluster == other.cluster or other.article.id not in ages:
        return False
    known = [ages[member.article.id] for member in cluster.sentences if member.article.id in ages]
    return one.article.id in ages and min(known) > ages[other.article.id]


def supersedes(later: AnalysedSentence, earlier: AnalysedSentence, likeness: float) -> bool:
    """Return whether a sentence of a later article tells what became of what another one tells."""
    if find_changed_figure(later, earlier, likeness):
        mine, theirs = leave_out_figures(later), leave_out_figures(earlier)
        # One word in the place of one other makes it another thing: the robbery of a bank, and of a jeweller.
        return len(mine & theirs) >= _FEWEST_SHARED and not len(mine - theirs) == len(theirs - mine) == 1
    plan, deed = earlier.claims, later.claims
    nothing = frozenset[str]()
    if are_opposite(plan, deed, everywhere=False):
        return likeness >= SAME_MATTER and not _are_apart(later, earlier, likeness, upward=nothing, downward=nothing)
    is_carried_out = (plan.planned - plan.done) & (deed.done - deed.planned)
    is_decided = plan.is_only_planned and deed.done and likeness >= _SAME_EVENT
    if not (is_carried_out and likeness >= SAME_MATTER) and not is_decided:
        return False
    # A decision for or against it, and that it was to come, are no more than what makes the one follow the other.
    return not _are_apart(later, earlier, likeness, planned=nothing, done=nothing, negations=0)


def find_changed_figure(
    later: AnalysedSentence, earlier: AnalysedSentence, likeness: float
) -> tuple[Figure, Figure] | None:
    """Return the figure in which alone two sentences on one matter differ, as it was and as it is.

    It is the one figure of its kind on either side, and nothing else may keep the two sentences apart.
    """
    for kind in sorted({figure.kind for figure in later.claims.figures} - _PASSING):
        now, before = ([figure for figure in one.claims.figures if figure.kind == kind] for one in (later, earlier))
        if len(now) == len(before) == 1 and not figures_agree(now, before):
            rest, rest_before = _leave_out_kind(later, kind), _leave_out_kind(earlier, kind)
            if not _are_of_one_matter(later, earlier, likeness) or _are_apart(rest, rest_before, likeness):
                return None
            return before[0], now[0]
    return None


def _are_of_one_matter(later: AnalysedSentence, earlier: AnalysedSentence, likeness: float) -> bool:
    """Return whether two sentences that differ in a figure are so alike, or most of their other words are the same: in
    a small story figures weigh much."""
    words, others = leave_out_figures(later), leave_out_figures(earlier)
    least = _MOST_WORDS * math.sqrt(len(words) * len(others))
    return likeness >= SAME_MATTER or 0 < least <= len(words & others)


def _leave_out_kind(one: AnalysedSentence, kind: str) -> AnalysedSentence:
    figures = tuple(figure for figure in one.claims.figures if figure.kind != kind)
    return replace(one, claims=replace(one.claims, figures=figures))


def leave_out_figures(one: AnalysedSentence) -> set[str]:
    """Return the words that count of a sentence, without figures in digits or words."""
    numbers = load_number_words(one.language).values
    return {token for token in one.core_tokens if token not in numbers and not any(map(str.isdigit, token))}


def _are_apart(one: AnalysedSentence, other: AnalysedSentence, likeness: float, **levelled: Any) -> bool:
    """Return whether two sentences must be kept apart for anything but the claims in which they are known to differ."""
    veto = build_veto([replace(each, claims=replace(each.claims, **levelled)) for each in (one, other)])
    # What they differ in made them less alike: what else differs counts as if they were of the same words. And it may
    # stand in the one place in which they differ: "will hear", "rejected".
    return not {veto(0, 1, likeness), veto(0, 1, 1.0)} <= {"", REPLACED}


def _find_tolls(
    news: Sequence[AnalysedSentence], vectors: Vectors
) -> Iterator[tuple[AnalysedSentence, AnalysedSentence, float]]:
    """Find the pairs of which one counts fewer dead, hurt or homeless of the same misfortune than the other."""
    tolls = [(one, toll) for one in news if (toll := read_toll(one.core, one.language))][:_MOST_COMPARED]
    rows = [one.position for one, _ in tolls]
    likeness = compare(vectors, rows, rows).round(6).tolist() if rows else []
    # By their first letters: "the Norlands", "the Norland government".
    names = [{name[:SAME_LETTERS] for name in read_names(one)} for one, _ in tolls]
    for (at, (one, toll)), (place, (other, more)) in product(enumerate(tolls), repeat=2):
        if not has_grown(toll, more) or not one.claims.years <= other.claims.years:
            continue
        alike = likeness[at][place]
        is_near = alike >= SAME_MATTER or bool(other.language.pattern("tolls.running").search(other.core))
        if is_near and _is_one_misfortune(names[at], names[place], alike):
            yield one, other, alike


def _is_one_misfortune(names: set[str], names_there: set[str], likeness: float) -> bool:
    """Return whether two counts are of one misfortune: one place's dead, of several that are named, are not all."""
    if not names:
        return likeness >= _SAME_TOLL
    return 2 * len(names & names_there) >= len(names)


def _find_appointments(
    news: Sequence[AnalysedSentence],
) -> Iterator[tuple[AnalysedSentence, AnalysedSentence, float]]:
    """Find the pairs of which one tells as to come on a day what the other, in whatever words, tells as done on it."""
    dated = [one for one in news if one.claims.days]
    planned = [one for one in dated if one.claims.is_only_planned][:_MOST_COMPARED]
    done = [one for one in dated if one.claims.done and not one.claims.planned][:_MOST_COMPARED]
    words = {one.position: set(one.core_tokens) - one.language.words("dates.weekdays") for one in (*planned, *done)}
    for one, other in product(planned, done):
        mine, theirs = words[one.position], words[other.position]
        shared = len(mine & theirs)
        likeness = shared / math.sqrt(len(mine) * len(theirs)) if shared >= _FEWEST_SHARED else 0.0
        is_same_day = any(day & when for day, when in product(one.claims.days, other.claims.days))
        if is_same_day and likeness >= _SAME_APPOINTMENT:
            yield one, other, likeness
