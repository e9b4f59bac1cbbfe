"""LexRank: the importance of a sentence as that of a page on the web (imported only when used).

Erkan and Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization",
Journal of Artificial Intelligence Research 22, section 3.3 (continuous LexRank):

    p(u) = jump / N + (1 - jump) · Σ_v  w(u, v) / Σ_z w(z, v) · p(v)

where w is the cosine of two sentences' tf-idf vectors. With unit vectors in the rows of X, w is
X·Xᵀ, and w·p is X·(Xᵀ·p): the matrix itself is never needed.

Up to ``EDGES_UP_TO`` sentences the edges are the paper's LexRank with a threshold (section 3.2): on
news it ranks better than the continuous one by 1.6 points of ROUGE-1. Only the edges are held. Beyond,
the continuous form needs none.

The paper has each sentence among its own neighbours. Then one that is like no other keeps all its
weight and ranks with the average; so we leave it out, which changes little else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from summarizer.dedupe.vectors import Vectors, count_terms, find_pairs, normalize, sum_rows

Floats = npt.NDArray[np.float64]
#: Multiplies scores by the matrix w.
Multiply = Callable[[Floats], Floats]

#: Up to here the edges are made: of 2,000 sentences some hundred thousand.
EDGES_UP_TO = 2_000
#: From this cosine on two sentences are neighbours; each neighbour counts alike.
THRESHOLD = 0.1
JUMP = 0.15
_TOLERANCE = 1e-12
_MOST_ROUNDS = 200
_ALL = 10**18


def lex_rank(sentences: Sequence[Sequence[str]]) -> list[float]:
    """Return the scores of sentences (lists of tokens); they add up to 1.

    A sentence without weight has no neighbour and only jumps.

    >>> [round(score, 3) for score in lex_rank([["talks", "end"], ["talks", "fail"], ["rain"]])]
    [0.465, 0.465, 0.07]
    """
    if not sentences:
        return []
    vectors = weigh(sentences)
    multiply = _join_neighbours(vectors) if len(vectors) <= EDGES_UP_TO else _join_by_words(vectors)
    # The power method goes on until no score moves by more than the tolerance.
    count = len(vectors)
    degrees = multiply(np.ones(count))
    # A weight lost in rounding is no neighbour.
    lonely = degrees < 1e-9
    degrees[lonely] = 1.0
    p = np.full(count, 1.0 / count)
    for _ in range(_MOST_ROUNDS):
        from_lonely = float(p[lonely].sum()) / count
        moved = JUMP / count + (1.0 - JUMP) * (multiply(p / degrees) + from_lonely)
        change = float(np.abs(moved - p).max())
        p = moved
        if change <= _TOLERANCE * float(p.max()):
            break
    scores: list[float] = p.tolist()
    return scores


def weigh(sentences: Sequence[Sequence[str]]) -> Vectors:
    """Return the tf-idf vectors of the sentences, of unit length; the idf is log(1 + N/n)."""
    counts = count_terms(sentences)
    idf = np.log(1 + len(counts) / np.maximum(counts.count_rows(), 1))
    return normalize(counts, counts.values * idf[counts.indices])


def _join_neighbours(vectors: Vectors) -> Multiply:
    """Return the multiplication by ones for the cosines above the threshold and zeros for the others."""
    pairs = find_pairs(vectors, THRESHOLD, most=_ALL, digits=15)
    joined = pairs.likeness > THRESHOLD
    lows, highs = pairs.lows[joined], pairs.highs[joined]

    def multiply(p: Floats) -> Floats:
        up = np.bincount(lows, p[highs], minlength=len(vectors))
        down = np.bincount(highs, p[lows], minlength=len(vectors))
        return np.add(up, down)

    return multiply


def _join_by_words(vectors: Vectors) -> Multiply:
    """Return the multiplication by the cosines of all pairs but those of a sentence with itself."""
    rows = vectors.number_rows()
    with_itself = sum_rows(vectors.values**2, vectors.starts)

    def multiply(p: Floats) -> Floats:
        words = np.bincount(vectors.indices, vectors.values * p[rows], minlength=vectors.width)
        likeness = sum_rows(vectors.values * words[vectors.indices], vectors.starts)
        return np.maximum(likeness - with_itself * p, 0.0)

    return multiply
