"""Sentences that tell the same thing → clusters, never across a contradiction.

Average linkage (UPGMA; Sokal & Michener 1958): two clusters are joined while the mean similarity
between their members reaches the threshold, so that a chain of look-alikes does not pull together
what has little in common. A vetoed pair keeps its clusters apart for good. A merge needs one pair
above the threshold, so only such pairs are held, and what lies below is asked for where two clusters
meet: that is exact, and no matrix is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import product

from summarizer.dedupe.similar_pairs import DIGITS, find_pairs
from summarizer.dedupe.vectors import Vectors, take

#: How much more alike than what one side says two sentences must be: others; two of one article.
#: The first is worth 1.2 points of F1 of merged pairs.
STRICTER, STRICTEST = 1.35, 1.43
#: So many rows with the same words, facts and speaker are compared with all others.
MOST_TWINS = 30
#: Means count to so many digits, so that ties do not hang on the last bits of a sum.
_MEAN_DIGITS = 9
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


def cluster_once(vectors: Vectors, threshold: float, veto: Veto, keys: Sequence[Hashable]) -> Clustering:
    """Return what ``cluster`` does; of very many rows with the same key, the first ones speak for the rest.

    A line that an article repeats a thousand times would be half a million pairs. The key of a row holds
    all that a veto looks at.
    """
    twins: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        twins[key].append(row)
    if all(len(rows) <= MOST_TWINS for rows in twins.values()):
        return cluster(vectors, threshold, veto)
    kept = sorted(row for rows in twins.values() for row in rows[:MOST_TWINS])
    rest = {rows[0]: rows[MOST_TWINS:] for rows in twins.values()}
    found = cluster(take(vectors, kept), threshold, lambda i, j, likeness: veto(kept[i], kept[j], likeness))
    clusters = []
    for places in found.clusters:
        rows = [kept[place] for place in places]
        for row in tuple(rows):
            rows += rest.get(row, ())
        clusters.append(tuple(sorted(rows)))
    vetoed = tuple((kept[i], kept[j], why, likeness) for i, j, why, likeness in found.vetoed)
    return Clustering(tuple(sorted(clusters)), vetoed, found.exact)


def cluster(vectors: Vectors, threshold: float, veto: Veto) -> Clustering:
    """Return clusters of rows by the mean of their pairwise similarities.

    Args:
        vectors: one row a sentence.
        threshold: least mean similarity of two clusters that are joined, from 0 to 1.
        veto: says why two rows must not share a cluster, given their similarity; nothing if they may.
    """
    pairs = find_pairs(vectors, threshold)
    linkage = _Linkage(vectors, threshold, veto)
    vetoed = []
    for low, high, likeness in pairs:
        if why := veto(low, high, likeness):
            vetoed.append((low, high, why, likeness))
        else:
            linkage.link(low, high, likeness)
    return Clustering(tuple(sorted(linkage.join())), tuple(vetoed), pairs.exact)


def be_stricter(veto: Veto, articles: Sequence[str], sides: Sequence[str], threshold: float) -> Veto:
    """Return a veto that also keeps apart what is alike, but not alike enough for what it is.

    What one side says, outlets put in many ways; what is not said by one known side must be more alike
    (``side``). An article seldom tells a thing twice: two of its own sentences must be the most alike
    (``article``), and even one side's are not brought together by a third one that tells both things at once.

    >>> sides = ["ann", "ann", "ann", ""]
    >>> veto = be_stricter(lambda i, j, likeness: "", list("aabd"), sides, 0.4)
    >>> veto(0, 1, 0.3), veto(0, 1, 0.4), veto(0, 2, 0.4), veto(0, 3, 0.5), veto(0, 3, 0.6)
    ('article', '', '', 'side', '')
    """

    def strict(i: int, j: int, likeness: float) -> str:
        one_side = bool(sides[i]) and sides[i] == sides[j]
        if articles[i] == articles[j] and likeness < threshold * (1 if one_side else STRICTEST):
            return "article"
        if not one_side and likeness < threshold * STRICTER:
            return "side"
        return veto(i, j, likeness)

    return strict


class _Linkage:
    """Clusters by their lowest row, and the links between them: what all pairs of their members sum up to."""

    def __init__(self, vectors: Vectors, threshold: float, veto: Veto) -> None:
        self._threshold = threshold
        self._veto = veto
        self._members = {row: [row] for row in range(len(vectors))}
        self._sums: dict[int, dict[int, float]] = {row: {} for row in self._members}
        self._alike: dict[tuple[int, int], float] = {}
        self._read = cache(lambda row: _read_terms(vectors, row))

    def link(self, low: int, high: int, likeness: float) -> None:
        """Let two rows be joined if it comes to that."""
        self._alike[low, high] = likeness
        self._sums[low][high] = self._sums[high][low] = likeness

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
            if self._is_vetoed(a, b):
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
        others = {**mine, **theirs}.keys() - {a, b}
        sums = {}
        for other in sorted(others):
            first = mine[other] if other in mine else self._sum(a, other)
            second = theirs[other] if other in theirs else self._sum(b, other)
            sums[other] = first + second
        self._members[a] += self._members.pop(b)
        self._sums[a] = {}
        for other, total in sums.items():
            links = self._sums[other]
            links.pop(a, None)
            links.pop(b, None)
            links[a] = self._sums[a][other] = total
            if self._mean(a, other) < self._threshold:
                del links[a], self._sums[a][other]

    def _mean(self, a: int, b: int) -> float:
        return round(self._sums[a][b] / (len(self._members[a]) * len(self._members[b])), _MEAN_DIGITS)

    def _sum(self, a: int, b: int) -> float:
        return sum(self._compare(row, other) for row, other in product(self._members[a], self._members[b]))

    def _is_vetoed(self, a: int, b: int) -> bool:
        """Return whether two members must not share a cluster; linked ones have been asked about.

        To ask about those below the threshold too keeps 3 points of precision of merged pairs.
        """
        for pair in product(self._members[a], self._members[b]):
            low, high = sorted(pair)
            if (low, high) not in self._alike and self._veto(low, high, self._compare(low, high)):
                return True
        return False

    def _compare(self, row: int, other: int) -> float:
        known = self._alike.get((min(row, other), max(row, other)))
        if known is not None:
            return known
        theirs = self._read(other)
        shared = (value * theirs[term] for term, value in self._read(row).items() if term in theirs)
        return round(sum(shared), DIGITS)


def _read_terms(vectors: Vectors, row: int) -> dict[int, float]:
    """Return the values of a row by their columns."""
    entries = vectors.find_entries(row)
    return dict(zip(vectors.indices[entries].tolist(), vectors.values[entries].tolist(), strict=True))
