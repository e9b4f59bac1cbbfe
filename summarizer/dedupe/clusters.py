"""Analysed sentences → clusters of those that tell the same, never across a contradiction; and what stands for each.

Average linkage (UPGMA; Sokal & Michener 1958): two clusters are joined while the mean similarity
between their members reaches the threshold, so that a chain of look-alikes does not pull together
what has little in common. A vetoed pair keeps its clusters apart for good. A merge needs one pair
above the threshold, so only such pairs are held, and what lies below is asked for where two clusters
meet: that is exact, and no matrix is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import product

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import are_denied, are_opposite, list_figures
from summarizer.analysis.context_dependence import CUT_OFF, TOLD_ABOVE
from summarizer.dedupe.compared_words import has_rewordings
from summarizer.dedupe.contradictions import REASONS, build_veto, contradict, is_corrected
from summarizer.dedupe.hedges import find_hedges
from summarizer.dedupe.outcomes import overtakes
from summarizer.dedupe.roles import swap_roles
from summarizer.dedupe.vectors import DIGITS, Vectors, compare, find_pairs, take, vectorize
from summarizer.dedupe.wire_copies import count_sources
from summarizer.text.tokens import letters

#: Two sentences of one side need the threshold itself. All others need this times the threshold, two sentences of one
#: article still more. The first is worth 1.2 points of F1 of merged pairs.
STRICTER, STRICTEST = 1.35, 1.43
#: The same in a language of which it is known what outlets put in each other's words: there, one thing is much likelier
#: alike. At 1.35, of 60 pairs that tell two things of one event nine are one, at 1.55 two.
REWORDED = 1.55
#: There, what is only alike is one too if each of two sentences tells so much of the other, by the weight of its words.
#: Of 150 pairs that are one it finds five more.
_COVERED = 0.45
#: There, what one side says and is less alike than this times the threshold, no third sentence brings together: of ten
#: stories by who did not know the program it keeps two pairs apart that differ, and nine that are one.
_BROUGHT_TOGETHER = 1.07
#: So many sentences with the same words, facts and speaker are compared with all others.
MOST_TWINS = 30
#: Clusters that have more sentences together are not joined: to compare them costs the product of their sizes.
MOST_MEMBERS = 300
#: In a cluster of more sentences, which is like all others is not asked.
_MOST_COMPARED = 500
#: Means count to so many digits, so that ties do not hang on the last bits of a sum.
_MEAN_DIGITS = 9
#: Less alike sentences tell no one thing, whatever parts them, and may repeat a page's words like any others. With all
#: of them taken for different news, 20 lines of 22 topics tell 121 facts twice instead of 108.
_NEAR = 0.5
Veto = Callable[[int, int, float], str]
Cluster = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters of row numbers (each row in one, ascending), and the pairs that only a veto kept apart.

    A vetoed pair is two rows, the reason and their similarity. Of very many rows, not all pairs are looked
    at: then it is not ``exact``.
    """

    clusters: tuple[Cluster, ...]
    vetoed: tuple[tuple[int, int, str, float], ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SentenceSpace:
    """How alike sentences are, by their positions in a list, and the veto that says why two must be kept apart."""

    vectors: Vectors
    veto: Veto


@dataclass(frozen=True, slots=True)
class SentenceCluster:
    """Sentences that tell the same, in the order of their positions, and the one that stands for them.

    ``sources`` counts the independent ones, at most; ``score`` is the centrality of the most central sentence. One that
    is ``superseded`` says what a later article tells instead; of one that is ``overtaken`` this is only likely, and one
    that ``takes_back`` is why. Beside earlier editions, one that is ``known`` says why it is not printed; an ``update``
    says what is new since then, and one that is ``retold`` has only another outlet.
    """

    number: int
    sentences: tuple[AnalysedSentence, ...]
    representative: AnalysedSentence
    sources: int = 1
    score: float = 0.0
    known: str = ""
    superseded: str = ""
    overtaken: bool = False
    takes_back: bool = False
    update: str = ""
    retold: bool = False

    @property
    def name(self) -> str:
        """The name by which people call it: ``c1`` is the first."""
        return f"c{self.number + 1}"


def compare_sentences(
    sentences: Sequence[AnalysedSentence], threshold: float, *, covering: bool = False
) -> SentenceSpace:
    """Return the space of some sentences, in which what only says who speaks does not count.

    Where what outlets put in each other's words is known, ``covering`` sentences that are only alike may be one: each
    tells much of the other, and both are as sure of it.
    """
    articles, sides = [one.article.id for one in sentences], [one.attribution.actor for one in sentences]
    vectors = vectorize([one.core_tokens for one in sentences])
    stricter = [REWORDED if has_rewordings(one.language) else STRICTER for one in sentences]

    def cover(i: int, j: int) -> bool:
        if not covering or stricter[i] != REWORDED or measure_cover(vectors, i, j) < _COVERED:
            return False
        return _may_be_reworded(sentences[i], sentences[j])

    veto = be_stricter(build_veto(sentences), articles, sides, threshold, stricter, cover)
    return SentenceSpace(vectors, veto)


def _may_be_reworded(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences are as sure of it, and who does it to whom is the same."""
    return find_hedges(one, one) == find_hedges(other, other) and not swap_roles(one, other)


def measure_cover(vectors: Vectors, row: int, other: int) -> float:
    """Return how much of each of two rows is in the other, by weight: of the one of which it is less.

    >>> rows = vectorize([["dam", "ice"], ["dam", "ice", "river"], ["sea"]])
    >>> round(measure_cover(rows, 0, 1), 2), measure_cover(rows, 0, 2)
    (0.57, 0.0)
    """
    import numpy as np

    shares = []
    for mine, theirs in ((row, other), (other, row)):
        entries = vectors.find_entries(mine)
        values = vectors.values[entries]
        is_shared = np.isin(vectors.indices[entries], vectors.indices[vectors.find_entries(theirs)])
        shares.append(float(values[is_shared].sum() / values.sum()) if len(values) else 0.0)
    return min(shares)


def cluster_sentences(space: SentenceSpace, news: Sequence[AnalysedSentence], threshold: float) -> Clustering:
    """Return the clusters of the positions in a list of sentences.

    Of very many in which all is the same that a veto looks at, the first ones speak for the rest: a line that an
    article repeats a thousand times would be half a million pairs.
    """
    twins: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, one in enumerate(news):
        twins[one.sentence.text, one.attribution, one.claims].append(row)
    if max(map(len, twins.values()), default=0) <= MOST_TWINS:
        return cluster(space.vectors, threshold, space.veto)
    kept = sorted(row for rows in twins.values() for row in rows[:MOST_TWINS])
    rest = {rows[0]: rows[MOST_TWINS:] for rows in twins.values()}
    some = take(space.vectors, kept)
    found = cluster(some, threshold, lambda i, j, likeness: space.veto(kept[i], kept[j], likeness))
    clusters = []
    for places in found.clusters:
        rows = [kept[place] for place in places]
        for row in tuple(rows):
            rows += rest.get(row, ())
        clusters.append(tuple(sorted(rows)))
    vetoed = tuple((kept[i], kept[j], why, likeness) for i, j, why, likeness in found.vetoed)
    return Clustering(tuple(sorted(clusters)), vetoed, found.exact)


def cluster(vectors: Vectors, threshold: float, veto: Veto) -> Clustering:
    """Return clusters of rows: two are joined while the mean of their pairwise similarities reaches the threshold.

    The veto says why two rows must not share a cluster, given their similarity; nothing if they may.
    """
    pairs = find_pairs(vectors, threshold)
    alike: dict[tuple[int, int], float] = {}
    vetoed = []
    for low, high, likeness in pairs:
        if why := veto(low, high, likeness):
            vetoed.append((low, high, why, likeness))
        else:
            alike[low, high] = likeness
    clusters = _Linkage(vectors, threshold, veto, alike, cut=pairs.cut).join()
    return Clustering(tuple(sorted(clusters)), tuple(vetoed), pairs.exact)


def be_stricter(
    veto: Veto,
    articles: Sequence[str],
    sides: Sequence[str],
    threshold: float,
    stricter: Sequence[float] = (),
    cover: Callable[[int, int], bool] = lambda i, j: False,
) -> Veto:
    """Return a veto that also keeps apart what is alike, but not alike enough for what it is.

    What one side says, outlets put in many ways; what is not said by one known side must be more alike
    (``side``): as many times the threshold as ``stricter`` has of its first sentence, `STRICTER` where that is empty,
    unless they ``cover`` each other.
    An article seldom tells a thing twice: two of its own sentences must be the most alike (``article``), and even one
    side's are not brought together by a third one that tells both things at once.

    >>> sides = ["ann", "ann", "ann", ""]
    >>> veto = be_stricter(lambda i, j, likeness: "", list("aabd"), sides, 0.4)
    >>> veto(0, 1, 0.3), veto(0, 1, 0.4), veto(0, 2, 0.4), veto(0, 3, 0.5), veto(0, 3, 0.6)
    ('article', '', '', 'side', '')
    """

    def strict(i: int, j: int, likeness: float) -> str:
        one_side = bool(sides[i]) and sides[i] == sides[j]
        least = stricter[i] if stricter else STRICTER
        if articles[i] == articles[j] and likeness < threshold * (1 if one_side else max(STRICTEST, least)):
            return "article"
        if one_side and least == REWORDED and likeness < threshold * _BROUGHT_TOGETHER:
            return "side"
        if not one_side and likeness < threshold * least and not cover(i, j):
            return "side"
        return veto(i, j, likeness)

    return strict


class _Linkage:
    """Clusters by their lowest row, and the links between them: what all pairs of their members sum up to.

    ``alike`` are the pairs of rows that may be joined, the lower one first, with their similarity. Where some were
    ``cut``, a pair that is not among them counts as unlike: to ask for all would cost what was saved.
    """

    def __init__(
        self,
        vectors: Vectors,
        threshold: float,
        veto: Veto,
        alike: Mapping[tuple[int, int], float],
        *,
        cut: bool = False,
    ) -> None:
        self._cut = cut
        self._vectors = vectors
        self._threshold = threshold
        self._veto = veto
        self._alike = alike
        self._members = {row: [row] for row in range(len(vectors))}
        self._sums: dict[int, dict[int, float]] = {row: {} for row in self._members}
        for (low, high), likeness in alike.items():
            self._sums[low][high] = self._sums[high][low] = likeness
        # The values of a row by their columns, of the rows that were asked for.
        self._terms: dict[int, dict[int, float]] = {}

    def join(self) -> Iterable[Cluster]:
        """Join the two likest clusters until none are alike enough (Lance & Williams 1967, group average).

        Of equals, those with the lowest rows go first.
        """
        queue = [(-likeness, low, high) for (low, high), likeness in self._alike.items()]
        heapify(queue)
        while queue:
            mean, a, b = heappop(queue)
            outdated = b not in self._sums.get(a, {}) or -mean != self._mean(a, b)
            if outdated:
                continue
            is_too_large = len(self._members[a]) + len(self._members[b]) > MOST_MEMBERS
            if is_too_large or self._is_vetoed(a, b):
                del self._sums[a][b], self._sums[b][a]
                continue
            self._merge(a, b)
            for other in self._sums[a]:
                heappush(queue, (-self._mean(a, other), min(a, other), max(a, other)))
        return (tuple(sorted(rows)) for rows in self._members.values())

    def _merge(self, a: int, b: int) -> None:
        """Merge the second cluster into the first, and link it with what it is alike enough to then.

        A mean lies between those that it is made of: so a link below the threshold need not be kept.
        """
        mine, theirs = self._sums.pop(a), self._sums.pop(b)
        rows, joined = self._members[a], self._members.pop(b)
        self._sums[a] = {}
        sums = {}
        for other in sorted({*mine, *theirs} - {a, b}):
            members = self._members[other]
            first = mine[other] if other in mine else self._sum(rows, members)
            second = theirs[other] if other in theirs else self._sum(joined, members)
            sums[other] = first + second
        rows += joined
        for other, total in sums.items():
            links = self._sums[other]
            links.pop(a, None)
            links.pop(b, None)
            links[a] = self._sums[a][other] = total
            if self._mean(a, other) < self._threshold:
                del links[a], self._sums[a][other]

    def _mean(self, a: int, b: int) -> float:
        return round(self._sums[a][b] / (len(self._members[a]) * len(self._members[b])), _MEAN_DIGITS)

    def _is_vetoed(self, a: int, b: int) -> bool:
        """Return whether two members must not share a cluster; linked ones have been asked about.

        To ask about those below the threshold too keeps 3 points of precision of merged pairs.
        """
        for pair in product(self._members[a], self._members[b]):
            low, high = min(pair), max(pair)
            if (low, high) not in self._alike and self._veto(low, high, self._sum([low], [high])):
                return True
        return False

    def _sum(self, rows: Sequence[int], others: Sequence[int]) -> float:
        """Return the sum of the similarities of rows and others."""
        if self._cut and len(rows) * len(others) > 1:
            return 0.0
        total = 0.0
        for pair in product(rows, others):
            low, high = min(pair), max(pair)
            if (low, high) in self._alike:
                total += self._alike[low, high]
                continue
            for row in pair:
                if row not in self._terms:
                    entries = self._vectors.find_entries(row)
                    columns, values = self._vectors.indices[entries], self._vectors.values[entries]
                    self._terms[row] = dict(zip(columns.tolist(), values.tolist(), strict=True))
            mine, theirs = self._terms[pair[0]], self._terms[pair[1]]
            total += round(sum(value * theirs[term] for term, value in mine.items() if term in theirs), DIGITS)
        return total


def choose_representatives(
    clustering: Clustering, news: Sequence[AnalysedSentence], vectors: Vectors, agencies: Collection[str]
) -> tuple[SentenceCluster, ...]:
    """Return the clusters with the sentences that stand for them; ``agencies`` are whom the articles pass on.

    For a cluster stands the sentence that stands alone best, then one that tells what came of the matter, then by its
    weight and how much of the others it says.
    Standing alone was worth five lines that lean on others in eight briefings. By the weight alone pages are of as much
    use, and of 108 lines that two outlets tell 4 are printed as one outlet's that tells a little more.
    """
    found = []
    for number, positions in enumerate(clustering.clusters):
        members = tuple(replace(news[position], cluster=number) for position in positions)
        shared = _measure_shared(vectors, positions)
        ranks = [
            (
                grade_dependence(one),
                any(overtakes(other, one) for other in members[:_MOST_COMPARED]),
                -round(likeness * one.weight, _MEAN_DIGITS),
                one.position,
            )
            for one, likeness in zip(members, shared, strict=True)
        ]
        best = members[ranks.index(min(ranks))]
        # Where an agency's text is printed by others, its own print stands for it.
        prints = [one for one in members if one.article.outlet in agencies and one.article.outlet_from != "claimed"]
        same = [one for one in prints if letters(one.sentence.text) == letters(best.sentence.text)]
        shown = same[0] if same else best
        found.append(SentenceCluster(number, members, shown, count_sources(members), max(one.score for one in members)))
    return tuple(found)


def _measure_shared(vectors: Vectors, positions: Sequence[int]) -> Sequence[float]:
    """Return the mean similarity of each sentence to all of its cluster; of two, neither is nearer to the other."""
    if not 3 <= len(positions) <= _MOST_COMPARED:
        return [1.0] * len(positions)
    means: list[float] = compare(vectors, positions, positions).mean(axis=1).tolist()
    return means


def grade_dependence(one: AnalysedSentence) -> int:
    """Return how badly a sentence stands alone: 0 well, 1 with a gloss or a slight fault, 2 not, 3 tells nothing."""
    if one.filler:
        return 3
    if not one.dependence:
        return 0
    is_glossed = one.dependence != CUT_OFF and any(edit.fix == "gloss" for edit in one.glosses)
    return 1 if one.dependence == TOLD_ABOVE or is_glossed else 2


#: By the numbers of clusters the sentences that contradict one of theirs, and in what.
Disagreements = Mapping[int, Sequence[tuple[AnalysedSentence, str]]]


def find_disagreements(clustering: Clustering, clusters: Sequence[SentenceCluster]) -> Disagreements:
    """Return, by the numbers of the clusters, the sentences that contradict one of theirs, and in what.

    Those are sentences of other articles that would be in the cluster but for the contradiction. What all outlets that
    told it tell otherwise later is none.
    """
    news = {one.position: one for cluster in clusters for one in cluster.sentences}
    found: dict[int, list[tuple[AnalysedSentence, str]]] = {cluster.number: [] for cluster in clusters}
    for low, high, reason, likeness in clustering.vetoed:
        one, other = news[low], news[high]
        if reason in REASONS and _are_apart(one, other) and _is_shown(one, other, reason, likeness, clusters):
            found[one.cluster].append((other, reason))
            found[other.cluster].append((one, reason))
    return found


def _are_apart(one: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences are of two articles and two clusters."""
    return one.article.id != other.article.id and one.cluster != other.cluster


def _is_shown(
    one: AnalysedSentence, other: AnalysedSentence, why: str, likeness: float, clusters: Sequence[SentenceCluster]
) -> bool:
    """Return whether two sentences of two clusters are a contradiction to show."""
    both = clusters[one.cluster], clusters[other.cluster]
    return contradict(one, other, why, likeness) and not any(take_back(*pair) for pair in (both, both[::-1]))


def take_back(later: SentenceCluster, earlier: SentenceCluster) -> bool:
    """Return whether each outlet that tells the earlier thing tells the later one, too, on a later day."""
    return all(any(is_corrected(one, other) for other in later.sentences) for one in earlier.sentences)


def find_superseding(clustering: Clustering, clusters: Sequence[SentenceCluster]) -> Mapping[int, Set[int]]:
    """Return from which near others each sentence that stands for a cluster differs in a fact that no line shows.

    A ruling is not told by the announcement of its hearing, though it has the same words. What is shown as a
    disagreement is told there. One negation more that denies nothing of the other tells nothing new: of 23 near pairs
    of 22 topics 22 told the same. The opposite does: without it 14 of 348 made pairs that differ in a fact were hidden.
    """
    news = {one.position: one for cluster in clusters for one in cluster.sentences}
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for low, high, reason, likeness in clustering.vetoed:
        one, other = news[low], news[high]
        if likeness < _NEAR or one.cluster == other.cluster or not _differ_in_fact(one, other, reason):
            continue
        if one.article.id != other.article.id and _is_shown(one, other, reason, likeness, clusters):
            continue
        first, second = (clusters[each.cluster].representative.position for each in (one, other))
        apart[first].add(second)
        apart[second].add(first)
    return apart


def _differ_in_fact(one: AnalysedSentence, other: AnalysedSentence, why: str) -> bool:
    """Return whether what keeps two sentences apart is a fact that one tells and the other does not."""
    if why == "negation":
        return are_denied(one.claims, other.claims) or are_opposite(one.claims, other.claims)
    if why == "numbers":
        # "Had 33 percent" and "stood at 33 percent" are kept apart for what they say of one figure.
        return list_figures(one.claims) != list_figures(other.claims)
    return why in ("dates", "tense")
