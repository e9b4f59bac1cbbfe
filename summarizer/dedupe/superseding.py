"""Which sentences hold no more, because a later article tells what became of the matter: a figure that changed, a plan
that was carried out, a door that was opened again.

By the days on which the articles appeared; one without a day is neither newer nor older. What two speakers say
otherwise is no news of one by the other, and stays a disagreement; but the dead are counted by whoever counts last.
Of 17 made pairs of which one supersedes the other 11 are known, and none of 14 that only look so; at first sight,
before the rules were mended by them, it was 12 and 2. Two made stories of three days have 42 sentences that hold no
more; on pages of 20 lines 15 of these stood without their day before bare counts, admissions and the days of states
were known, and 5 do now. Of 365 stories of others no further sentence goes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import Any

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import Facts, are_opposite, figures_agree, find_conflict
from summarizer.analysis.dates import as_date
from summarizer.analysis.quantities import COUNTS, Figure, blot_figures, load_number_words
from summarizer.dedupe.clusters import Clustering, SentenceCluster, grade_dependence, take_back
from summarizer.dedupe.compared_words import SAME_LETTERS
from summarizer.dedupe.contradictions import REPLACED, are_at_odds, build_veto, read_names
from summarizer.dedupe.roles import swap_roles
from summarizer.dedupe.tolls import MISSING, is_outdated, read_toll
from summarizer.dedupe.vectors import Vectors, compare
from summarizer.lang.language import Language
from summarizer.text.tokens import count_words, mask, split_words

#: Two sentences so alike are about the same thing; less may be chance.
SAME_MATTER = 0.45
#: The same where they have no verb in common, of which the one tells as to come what the other tells as done.
_SAME_EVENT = 0.6
#: The least cosine of the words, figures aside, of two sentences that differ in a figure alone.
_MOST_WORDS = 0.7
#: Words that two sentences share of which only a figure differs.
_FEWEST_SHARED = 3
#: So many words of what is denied and then admitted are in what else is said of it.
_OF_MATTER = 2
#: A word of so many letters may be the beginning of another form of it.
_SHORTEST = 4
#: These grow or pass by themselves.
_PASSING = frozenset({"age", "clock"})  # names, not language
#: From this similarity on two sentences with counts of the dead are about one misfortune, if they share no name.
_SAME_TOLL = 0.3
#: The same for what is told as to come and as done on one day, by the words that both have.
_SAME_APPOINTMENT = 0.4
#: The pair of opposites of which the one says that a thing is so, the other that it is not.
_CONFIRMED = "confirm"  # a name, not language
#: So many sentences of one kind are compared with each other.
_MOST_COMPARED = 300
#: The most words of a sentence whose state is given its day.
_SHORT = 16


@dataclass(frozen=True, slots=True)
class _Toll:
    """A sentence and its ``counts`` of one misfortune; its ``names``, those of the ``place`` where it counts, with what
    its article ``opens``, whether the counts are of the ``whole``, and whether they go on."""

    one: AnalysedSentence
    counts: Mapping[str, float]
    names: set[str]
    place: set[str]
    opens: _Opening
    whole: bool
    running: bool


@dataclass(frozen=True, slots=True)
class _Opening:
    """The ``days`` of which an article's first sentence tells, the day of its article where it names none in ``since``,
    its ``words`` that are no names, and whether it tells of what happened ``again``."""

    days: Facts
    since: Facts
    words: set[str]
    again: bool


def mark_superseded(
    clusters: Sequence[SentenceCluster], clustering: Clustering, vectors: Vectors, ages: Mapping[str, int]
) -> tuple[SentenceCluster, ...]:
    """Return the clusters, those that hold no more with the sentence of a later article that supersedes each, and those
    of which this is only likely ``overtaken``.

    Pairs that the clustering vetoed are about one matter, but for what keeps them apart. ``ages`` says how many days
    before the latest article each appeared.
    """
    if not any(ages.values()):
        return tuple(clusters)
    news = {one.position: one for cluster in clusters for one in cluster.sentences}
    ordered = [news[position] for position in sorted(news)]
    tolls = _read_tolls(ordered)
    found: defaultdict[int, list[tuple[int, float, int]]] = defaultdict(list)
    changes = _find_changes(clusters, clustering, news, ages)
    marked = _mark_overtaken(clusters, clustering, ordered, ages)
    for one, other, likeness in (*changes, *_find_tolls(tolls, vectors), *_find_appointments(ordered)):
        if _is_earlier(one, other, clusters, ages):
            found[one.cluster].append((ages[other.article.id], -likeness, other.position))
        elif _is_later_member(other, one, clusters, ages):
            marked[one.cluster] = replace(marked[one.cluster], representative=other)
    latest = {number: news[min(others)[-1]] for number, others in found.items()}
    for number, one in latest.items():
        # What is superseded itself names the last of the chain: each one is of a later day than the one before.
        while one.cluster in latest:
            one = latest[one.cluster]
        marked[number] = _supersede(marked[number], one)
    return tuple(marked)


def _mark_overtaken(
    clusters: Sequence[SentenceCluster],
    clustering: Clustering,
    news: Sequence[AnalysedSentence],
    ages: Mapping[str, int],
) -> list[SentenceCluster]:
    """Return the clusters with those by which a side takes back what it said, and what it said of that before."""
    marked = list(clusters)
    for one, admission in _find_taken_back(news, clustering):
        if _is_earlier(one, admission, clusters, ages):
            marked[one.cluster] = replace(marked[one.cluster], overtaken=True)
            marked[admission.cluster] = replace(marked[admission.cluster], takes_back=True)
    return marked


def _supersede(cluster: SentenceCluster, later: AnalysedSentence) -> SentenceCluster:
    """Return a cluster as superseded, or with another sentence that stands for it: what happened still holds where only
    a count of it changed."""
    shown = cluster.representative
    others = [one for one in cluster.sentences if not one.claims.list_of(COUNTS)]
    if others and read_toll(shown.core, shown.language):
        best = min(others, key=lambda one: (grade_dependence(one), -one.weight, one.position))
        return replace(cluster, representative=best)
    why = f"superseded by {later.article.outlet} {later.sentence.start}–{later.sentence.end}"
    return replace(cluster, superseded=why)


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


def _is_later_member(
    other: AnalysedSentence, one: AnalysedSentence, clusters: Sequence[SentenceCluster], ages: Mapping[str, int]
) -> bool:
    """Return whether a sentence of a later day than the one that stands for its cluster stands as well alone."""
    if one.cluster != other.cluster or one.position != clusters[one.cluster].representative.position:
        return False
    is_known = one.article.id in ages and other.article.id in ages
    is_later = is_known and ages[other.article.id] < ages[one.article.id]
    return is_later and grade_dependence(other) <= grade_dependence(one)


def supersedes(later: AnalysedSentence, earlier: AnalysedSentence, likeness: float) -> bool:
    """Return whether a sentence of a later article tells what became of what another one tells."""
    if find_changed_figure(later, earlier, likeness):
        mine, theirs = leave_out_figures(later), leave_out_figures(earlier)
        # One word in the place of one other makes it another thing: the robbery of a bank, and of a jeweller.
        return len(mine & theirs) >= _FEWEST_SHARED and not len(mine - theirs) == len(theirs - mine) == 1
    plan, deed = earlier.claims, later.claims
    if _CONFIRMED in plan.downward & deed.upward:
        return _admits(later, earlier)
    nothing = frozenset[str]()
    if are_opposite(plan, deed, everywhere=False):
        return likeness >= SAME_MATTER and not _are_apart(later, earlier, likeness, upward=nothing, downward=nothing)
    is_carried_out = (plan.planned - plan.done) & (deed.done - deed.planned)
    is_decided = plan.is_only_planned and deed.done and likeness >= _SAME_EVENT
    if not (is_carried_out and likeness >= SAME_MATTER) and not is_decided:
        return False
    # A decision for or against it, and that it was to come, are no more than what makes the one follow the other.
    return not _are_apart(later, earlier, likeness, planned=nothing, done=nothing, negations=0)


def _admits(later: AnalysedSentence, earlier: AnalysedSentence) -> bool:
    """Return whether somebody admits what the same one denied: "denied that the door was open", "admitted"."""
    denial, admission = earlier.claims, later.claims
    speaker = later.attribution.speaker
    if _CONFIRMED not in denial.downward & admission.upward or speaker != earlier.attribution.speaker or not speaker:
        return False
    is_sure = admission.negations == 0 and denial.negations <= 1  # "did not admit", "never denied"
    if not is_sure or swap_roles(later, earlier) or _cut_names(later.core, later) != _cut_names(earlier.core, earlier):
        return False
    denied, admitted = leave_out_figures(earlier), leave_out_figures(later)
    # All but the word that denies: the bow door is not the stern door.
    return len(denied & admitted) >= _FEWEST_SHARED and len(denied - admitted) <= 1


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


def _read_tolls(news: Sequence[AnalysedSentence]) -> list[_Toll]:
    """Return the sentences of news that count the dead, hurt, missing or homeless."""
    tolls: list[_Toll] = []
    capitals = _list_capitals(news)
    for one in news:
        counts = read_toll(one.core, one.language)
        # "Another three people died": no count of all, and no other takes its place.
        if counts and not _tells_again(one) and len(tolls) < _MOST_COMPARED:
            names, is_whole = _cut_names(one.sentence.text, one), _is_whole(one.core, one.language)
            is_running = one.language.pattern("tolls.running").search(one.core) is not None
            opening = _read_opening(news[one.position - one.place], capitals)
            tolls.append(_Toll(one, counts, names, _find_place(one, news), opening, is_whole, is_running))
    return tolls


def _list_capitals(news: Sequence[AnalysedSentence]) -> set[str]:
    """Return the words that the sentences write with a capital elsewhere than at their beginning."""
    words = chain.from_iterable(split_words(one.core)[1:] for one in news)
    return {word.lower() for word in words if word[0].isupper()}


def _read_opening(lead: AnalysedSentence, capitals: Set[str]) -> _Opening:
    language = lead.language
    # Where nouns have capitals, they are no names.
    names = set() if language.text("names.capital_nouns") else capitals
    plain = language.words("tolls.whole", "dates.weekdays", "stop_words.words") | names
    words = {word.lower() for word in split_words(lead.core) if word.isalpha()}
    since = Facts(days=tuple(_read_days(lead)))
    short = {word[:SAME_LETTERS] for word in words - plain}
    return _Opening(Facts(days=lead.claims.days), since, short, _tells_again(lead))


def _tells_again(one: AnalysedSentence) -> bool:
    """Return whether a sentence tells of another misfortune, or of others of one: "a second blast", not "New York"."""
    words = split_words(one.core[:1].lower() + one.core[1:])
    return not one.language.words("tolls.again").isdisjoint(words)


def _find_tolls(tolls: Sequence[_Toll], vectors: Vectors) -> Iterator[tuple[AnalysedSentence, AnalysedSentence, float]]:
    """Find the pairs of which one counts the dead, hurt, missing or homeless of the same misfortune as the other, and
    holds no more if the other is later."""
    rows = [toll.one.position for toll in tolls]
    likeness = compare(vectors, rows, rows).round(6).tolist() if rows else []
    for (at, toll), (place, later) in product(enumerate(tolls), repeat=2):
        if is_outdated(toll.counts, later.counts) and _are_of_one(toll, later, likeness[at][place]):
            yield toll.one, later.one, likeness[at][place]


def _are_of_one(toll: _Toll, later: _Toll, likeness: float) -> bool:
    """Return whether two counts are of one misfortune, and neither of a part of it."""
    if not toll.one.claims.years <= later.one.claims.years:
        return False
    is_falling = MISSING in toll.counts
    is_near = likeness >= SAME_MATTER or (later.running and not is_falling)
    # Fewer are missing of a part, too.
    is_all = toll.whole and (later.whole or not is_falling)
    tell_of_one = _open_with_one(toll, later)
    if (is_all or (toll.running and is_near)) and tell_of_one and _is_one_place(toll.place, later.place):
        return True
    if not toll.names and not tell_of_one:
        return False
    is_elsewhere = toll.whole and toll.place and later.place and toll.place.isdisjoint(later.place)
    return is_near and not is_elsewhere and _is_one_misfortune(toll.names, later.names, likeness)


def _open_with_one(toll: _Toll, later: _Toll) -> bool:
    """Return whether the articles of two counts open with one event: on one day, in words of which some are the same,
    and not with a second one. A place may be struck day after day."""
    one, other = toll.opens, later.opens
    if toll.one.article.id == later.one.article.id:
        return True
    if (other.again and not one.again) or find_conflict(one.since, other.days, 1.0):
        return False
    # Where nouns have capitals, a place is one of the words.
    least = 2 if later.one.language.text("names.capital_nouns") else 1
    # "Паром", "на пароме"
    shared = [word for word in one.words if any(_begin_alike(word, another) for another in other.words)]
    return len(shared) >= least


def _begin_alike(word: str, other: str) -> bool:
    shortest = min(len(word), len(other))
    return word == other or (shortest >= _SHORTEST and word[:shortest] == other[:shortest])


def _find_taken_back(
    news: Sequence[AnalysedSentence], clustering: Clustering
) -> Iterator[tuple[AnalysedSentence, AnalysedSentence]]:
    """Find the pairs of which one is what a side said of a matter, the other what it admits of that."""
    for low, high, _, _ in clustering.vetoed:
        for denial, admission in ((news[low], news[high]), (news[high], news[low])):
            if not _admits(admission, denial):
                continue
            side = _find_side(denial)
            matter = leave_out_figures(denial) & leave_out_figures(admission)
            matter -= {word.lower() for word in split_words(side)}
            for one in news:
                if _find_side(one) == side and len(matter & leave_out_figures(one)) >= _OF_MATTER:
                    yield one, admission


def _find_side(one: AnalysedSentence) -> str:
    return one.attribution.party or one.attribution.speaker


def _cut_names(text: str, one: AnalysedSentence) -> set[str]:
    """Return the names in words of a sentence by their first letters: "the Norlands", "the Norland government"."""
    return {name[:SAME_LETTERS] for name in read_names(replace(one, sentence=replace(one.sentence, text=text)))}


def _find_place(one: AnalysedSentence, news: Sequence[AnalysedSentence]) -> set[str]:
    """Return the names of what a count is told of: its own, those of the sentence before it or of how its article
    opens, or the other year of which these tell."""
    before, lead = news[one.position - min(one.place, 1)], news[one.position - one.place]
    for teller in (one, before, lead):
        other_years = [year for year in teller.claims.years if year[:4] != one.article.published[:4]]
        if other_years:
            return set(other_years)
        # Who tells it is no place, and another bare count names none.
        is_told = teller is before and teller is not lead and teller.attribution.speaker
        if is_told or _is_whole(teller.core, one.language):
            continue
        if names := _cut_names(teller.core, teller):
            return names
    return set()


def _is_one_place(names: set[str], names_there: set[str]) -> bool:
    """Return whether one tells of what another tells of, and of no other place: neither names what the other does not,
    and the other way round."""
    return not names.isdisjoint(names_there) and (names <= names_there or names >= names_there)


def _is_whole(core: str, language: Language) -> bool:
    """Return whether a sentence counts in such words that the count can be of no part: "nine people were killed"."""
    plain = language.words("tolls.whole", "dates.weekdays")
    none, one = language.pattern("tolls.none_missing"), language.pattern("tolls.one_missing")
    told, until = "", ""
    for clause in language.pattern("tolls.parts").sub("", core.replace("’", "'")).split(", "):
        rest = none.sub("", one.sub("", blot_figures(clause, language)))
        told = f"{told} {rest}"
        if rest != clause:
            until = told
    # What stands behind the last count tells of what all the counted are.
    return bool(until) and plain.issuperset(split_words(until.lower()))


def _is_one_misfortune(names: set[str], names_there: set[str], likeness: float) -> bool:
    """Return whether two counts are of one misfortune: one place's dead, of several that are named, are not all."""
    if not names:
        return likeness >= _SAME_TOLL
    return 2 * len(names & names_there) >= len(names)


def _find_appointments(
    news: Sequence[AnalysedSentence],
) -> Iterator[tuple[AnalysedSentence, AnalysedSentence, float]]:
    """Find the pairs of which one tells as to come on a day what the other, in whatever words, tells as done on it."""
    planned = [one for one in news if one.claims.days and one.claims.is_only_planned][:_MOST_COMPARED]
    done = [one for one in news if one.claims.done and not one.claims.planned and _read_days(one)][:_MOST_COMPARED]
    words = {one.position: set(one.core_tokens) - one.language.words("dates.weekdays") for one in (*planned, *done)}
    for one, other in product(planned, done):
        mine, theirs = words[one.position], words[other.position]
        shared = len(mine & theirs)
        likeness = shared / math.sqrt(len(mine) * len(theirs)) if shared >= _FEWEST_SHARED else 0.0
        is_same_day = any(day & when for day, when in product(one.claims.days, _read_days(other)))
        if is_same_day and likeness >= _SAME_APPOINTMENT:
            yield one, other, likeness


def _read_days(one: AnalysedSentence) -> Sequence[frozenset[str]]:
    """Return the days of which a sentence tells: that of its article, where it names no time."""
    facts, day = one.claims, as_date(one.article.published)
    if facts.days or facts.years or facts.spans or not day:
        return facts.days
    return (frozenset({f"{day:%m-%d}"}),)


def is_passing(one: AnalysedSentence) -> bool:
    """Return whether a short sentence that names no day tells what may be otherwise a day later: how many are missing,
    how things stood, or what was to come by now. A count of the dead may be of any time: "in the war", "each year"."""
    facts, text = one.claims, one.sentence.text
    is_dated = facts.days or facts.years or facts.spans
    # The end of a longer one is too far from what it is put to.
    if not one.is_news or is_dated or count_words(text) > _SHORT:
        return False
    stands = one.language.pattern("dates.standing").search(mask(text))
    return one.section.over or bool(stands) or MISSING in read_toll(text, one.language)
