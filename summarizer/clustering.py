"""Sentences that tell the same thing → clusters, never across a contradiction.

Average linkage (UPGMA; Sokal & Michener 1958): two clusters are joined while the mean similarity
between their members reaches the threshold, so that a chain of look-alikes does not pull together
what has little in common; nor may any two members have next to nothing in common. A vetoed pair
keeps its clusters apart for good. A merge needs one pair above the threshold, so each connected
component of such pairs is worked on by itself: that is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.similarity import Vectors, compare, find_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: No two members of a cluster are less alike than this part of the threshold, whatever the mean says.
FLOOR = 2 / 3
#: How much more alike two sentences of different sections must be than others.
STRICTER = 1.25
Veto = Callable[[int, int, float], str]
Cluster = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters of row numbers (each row in one, ascending), and the pairs that only a veto kept apart.

    A vetoed pair is two rows, the reason and their similarity.
    """

    clusters: tuple[Cluster, ...]
    vetoed: tuple[tuple[int, int, str, float], ...] = ()


def cluster(vectors: Vectors, threshold: float, veto: Veto) -> Clustering:
    """Cluster rows by the mean of their pairwise similarities.

    Args:
        vectors: one row a sentence.
        threshold: least mean similarity of two clusters that are joined, from 0 to 1.
        veto: says why two rows must not share a cluster, given their similarity; nothing if they may.
    """
    pairs = list(find_pairs(vectors, threshold))
    vetoed = tuple((i, j, why, value) for i, j, value in pairs if (why := veto(i, j, value)))
    apart = {(i, j) for i, j, _, _ in vetoed}
    components = _connect(len(vectors), [(i, j) for i, j, _ in pairs if (i, j) not in apart])
    clusters = [part for component in components for part in _split(vectors, component, threshold, veto)]
    return Clustering(tuple(sorted(clusters)), vetoed)


def be_stricter(veto: Veto, articles: Sequence[str], sections: Sequence[str], threshold: float) -> Veto:
    """Give a veto that also keeps apart rows of one article or of two sections that are not alike enough themselves.

    An article seldom tells a thing twice: its sentences are not brought together by a third one that
    tells both things at once. A thing seldom belongs to two sections: its sentences need a quarter more.

    >>> veto = be_stricter(lambda i, j, likeness: "", ["a", "a", "b", "c"], ["x", "x", "x", "y"], 0.4)
    >>> veto(0, 1, 0.3), veto(0, 1, 0.4), veto(0, 2, 0.3), veto(2, 3, 0.4), veto(2, 3, 0.5)
    ('article', '', '', 'section', '')
    """

    def strict(i: int, j: int, likeness: float) -> str:
        if likeness < threshold and articles[i] == articles[j]:
            return "article"
        return "section" if likeness < threshold * STRICTER and sections[i] != sections[j] else veto(i, j, likeness)

    return strict


def _connect(count: int, edges: Sequence[tuple[int, int]]) -> list[Cluster]:
    """Give the connected components of a graph, by union and find."""
    parents = list(range(count))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = node = parents[parents[node]]
        return node

    for i, j in edges:
        a, b = sorted((root(i), root(j)))
        parents[b] = a
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node in range(count):
        members[root(node)].append(node)
    return [tuple(nodes) for nodes in members.values()]


def _split(vectors: Vectors, component: Cluster, threshold: float, veto: Veto) -> list[Cluster]:
    if len(component) == 1:
        return [component]
    import numpy as np

    likeness = compare(vectors, component, component).astype(np.float64)
    # Float sums differ in their last bits with the order of the terms; ties must not hang on them.
    likeness = np.round((likeness + likeness.T) / 2, 6)
    likeness[likeness < threshold * FLOOR] = -np.inf
    for a, i in enumerate(component):
        for b, j in enumerate(component[:a]):
            if veto(j, i, float(likeness[a, b])):
                likeness[a, b] = likeness[b, a] = -np.inf
    np.fill_diagonal(likeness, -np.inf)
    return _join(likeness, component, threshold)


def _join(likeness: NDArray[Any], component: Cluster, threshold: float) -> list[Cluster]:
    """Join the two likest clusters until none are alike enough (Lance & Williams 1967, group average)."""
    import numpy as np

    members: Mapping[int, list[int]] = {at: [row] for at, row in enumerate(component)}
    sizes = np.ones(len(component))
    while True:
        a, b = divmod(int(np.argmax(likeness)), len(component))
        if likeness[a, b] < threshold:
            break
        a, b = sorted((a, b))
        mean = (sizes[a] * likeness[a] + sizes[b] * likeness[b]) / (sizes[a] + sizes[b])
        mean[a] = -np.inf
        likeness[a], likeness[:, a] = mean, mean
        likeness[b], likeness[:, b] = -np.inf, -np.inf
        sizes[a] += sizes[b]
        members[a].extend(members[b])
        members[b].clear()
    return [tuple(sorted(rows)) for rows in members.values() if rows]
