"""Sentences that tell the same thing → clusters, never across a contradiction.

Average linkage (UPGMA; Sokal & Michener 1958): two clusters are joined while the mean similarity
between their members reaches the threshold, so that a chain of look-alikes does not pull together
what has little in common; nor may any two members have next to nothing in common. A vetoed pair
keeps its clusters apart for good. A merge needs one pair above the threshold, so only such pairs are
held, and what lies below is asked for where two clusters meet: that is exact, and no matrix is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import product

from summarizer.dedupe.vectors import DIGITS, Vectors, find_pairs, take

#: No two members of a cluster are less alike than this part of the threshold, whatever the mean says.
FLOOR = 2 / 3
#: How much more alike than what one side says two sentences must be: others; two of one article.
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
    """Cluster as ``cluster`` does; of very many rows with the same key, the first ones speak for the rest.

    A line that an article repeats a thousand times would be half a million pairs. The key of a row holds
    all that a veto looks at.
    """
    twins: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        twins[key].append(row)
    if all(len(rows) <= MOST_TWINS for rows in twins.values()):
        return cluster(vectors, threshold, veto)
    kept = sorted(row for rows in twins.values() for row in rows[:MOST_TWINS])
    found = cluster(take(vectors, kept), threshold, lambda i, j, likeness: veto(kept[i], kept[j], likeness))
    rest = {rows[0]: rows[MOST_TWINS:] for rows in twins.values()}
    named = ([kept[at] for at in rows] for rows in found.clusters)
    clusters = [tuple(sorted([*rows, *(twin for row in rows for twin in rest.get(row, ()))])) for rows in named]
    vetoed = tuple((kept[i], kept[j], why, likeness) for i, j, why, likeness in found.vetoed)
    return Clustering(tuple(sorted(clusters)), vetoed, found.exact)


def cluster(vectors: Vectors, threshold: float, veto: Veto) -> Clustering:
    """Cluster rows by the mean of their pairwise similarities.

    Args:
        vectors: one row a sentence.
        threshold: least mean similarity of two clusters that are joined, from 0 to 1.
        veto: says why two rows must not share a cluster, given their similarity; nothing if they may.
    """
    pairs = find_pairs(vectors, threshold)
    joining = _Joining(vectors, threshold, veto)
    vetoed = []
    for low, high, likeness in pairs:
        if why := veto(low, high, likeness):
            vetoed.append((low, high, why, likeness))
        else:
            joining.link(low, high, likeness)
    joined = [tuple(sorted(rows)) for rows in joining.join()]
    alone = set(range(len(vectors))).difference(*joined)
    return Clustering(tuple(sorted([*joined, *((row,) for row in alone)])), tuple(vetoed), pairs.exact)


def be_stricter(
    veto: Veto, articles: Sequence[str], sections: Sequence[str], sides: Sequence[str], threshold: float
) -> Veto:
    """Give a veto that also keeps apart what is alike, but not alike enough for what it is.

    What one side says, outlets put in many ways; what is not said by one known side must be more alike
    (``side``). So must sentences of two sections (``section``), because a thing seldom belongs to two. An
    article seldom tells a thing twice: two of its own sentences must be the most alike (``article``), and
    even one side's are not brought together by a third one that tells both things at once.

    >>> sides = ["ann", "ann", "ann", "ann", ""]
    >>> veto = be_stricter(lambda i, j, likeness: "", list("aabcd"), list("xxxyx"), sides, 0.4)
    >>> veto(0, 1, 0.3), veto(0, 1, 0.4), veto(0, 2, 0.4), veto(2, 3, 0.4), veto(0, 4, 0.5), veto(0, 4, 0.6)
    ('article', '', '', 'section', 'side', '')
    """

    def strict(i: int, j: int, likeness: float) -> str:
        one_side = bool(sides[i]) and sides[i] == sides[j]
        if articles[i] == articles[j] and likeness < threshold * (1 if one_side else STRICTEST):
            return "article"
        if likeness < threshold * STRICTER and (sections[i] != sections[j] or not one_side):
            return "section" if sections[i] != sections[j] else "side"
        return veto(i, j, likeness)

    return strict


class _Joining:
    """Clusters by their lowest row, and the links between them: what all pairs of their members sum up to."""

    def __init__(self, vectors: Vectors, threshold: float, veto: Veto) -> None:
        self._vectors = vectors
        self._threshold = threshold
        self._veto = veto
        self._members: dict[int, list[int]] = {}
        self._links: dict[int, dict[int, float]] = {}
        self._alike: dict[tuple[int, int], float] = {}
        self._terms: dict[int, dict[int, float]] = {}

    def link(self, low: int, high: int, likeness: float) -> None:
        """Let two rows be joined if it comes to that."""
        self._alike[low, high] = likeness
        for row, other in ((low, high), (high, low)):
            self._members.setdefault(row, [row])
            self._links.setdefault(row, {})[other] = likeness

    def join(self) -> Collection[list[int]]:
        """Join the two likest clusters until none are alike enough (Lance & Williams 1967, group average).

        Of equals, those with the lowest rows go first. Rows without a link are left out.
        """
        queue = [(-self._mean(a, b), a, b) for a, links in self._links.items() for b in links if a < b]
        heapify(queue)
        while queue:
            mean, a, b = heappop(queue)
            if b not in self._links.get(a, {}) or -mean != self._mean(a, b):
                continue
            if -mean < self._threshold or self._is_vetoed(a, b):
                del self._links[a][b], self._links[b][a]
                continue
            for other in self._merge(a, b):
                heappush(queue, (-self._mean(a, other), min(a, other), max(a, other)))
        return self._members.values()

    def _merge(self, a: int, b: int) -> list[int]:
        """Merge the second cluster into the first; give what that is linked with then."""
        mine, theirs = self._links[a], self._links.pop(b)
        del mine[b], theirs[a]
        linked = {}
        for other in {**mine, **theirs}:
            first = mine[other] if other in mine else self._sum(a, other)
            second = theirs[other] if other in theirs else self._sum(b, other)
            self._links[other].pop(a, None)
            self._links[other].pop(b, None)
            if first and second:
                linked[other] = self._links[other][a] = first + second
        self._links[a] = linked
        self._members[a] += self._members.pop(b)
        return list(linked)

    def _mean(self, a: int, b: int) -> float:
        return round(self._links[a][b] / (len(self._members[a]) * len(self._members[b])), _MEAN_DIGITS)

    def _sum(self, a: int, b: int) -> float:
        """Sum the likeness of all pairs of two clusters; 0 if one of them have next to nothing in common."""
        found = 0.0
        for row, other in product(self._members[a], self._members[b]):
            likeness = self._compare(row, other)
            if likeness < self._threshold * FLOOR:
                return 0.0
            found += likeness
        return found

    def _is_vetoed(self, a: int, b: int) -> bool:
        """Tell whether two members must not share a cluster; linked ones have been asked about."""
        pairs = (sorted(pair) for pair in product(self._members[a], self._members[b]))
        below = ((low, high) for low, high in pairs if (low, high) not in self._alike)
        return any(self._veto(low, high, self._compare(low, high)) for low, high in below)

    def _compare(self, row: int, other: int) -> float:
        known = self._alike.get((row, other) if row < other else (other, row))
        if known is not None:
            return known
        theirs = self._read(other)
        shared = (value * theirs[term] for term, value in self._read(row).items() if term in theirs)
        return round(sum(shared), DIGITS)

    def _read(self, row: int) -> dict[int, float]:
        if row not in self._terms:
            stretch = slice(int(self._vectors.starts[row]), int(self._vectors.starts[row + 1]))
            terms, values = self._vectors.indices[stretch].tolist(), self._vectors.values[stretch].tolist()
            self._terms[row] = dict(zip(terms, values, strict=True))
        return self._terms[row]
