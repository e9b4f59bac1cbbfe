from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.dedupe.clusters import MOST_MEMBERS, MOST_TWINS, SentenceSpace, be_stricter, cluster, cluster_sentences
from summarizer.dedupe.vectors import Vectors, compare, vectorize
from summarizer.model import Article, Sentence


def lay_out(rows: Sequence[Sequence[float]]) -> Vectors:
    """Return vectors of unit length."""
    width = len(rows[0]) if rows else 1
    table = np.array(rows, dtype=np.float64).reshape(len(rows), width)
    lengths = np.sqrt((table**2).sum(axis=1, keepdims=True))
    table = table / np.where(lengths > 0, lengths, 1)
    starts = np.arange(len(rows) + 1, dtype=np.int64) * width
    return Vectors(starts, np.tile(np.arange(width), len(rows)), table.ravel(), width)


def scatter(seed: int, count: int) -> list[list[float]]:
    """Scatter rows around a few directions; no two pairs are equally alike."""
    random = np.random.default_rng(seed)
    centres = random.random((3, 5)) ** 3
    rows: list[list[float]] = (centres[random.integers(0, 3, count)] + 0.4 * random.random((count, 5)) ** 2).tolist()
    return rows


def write(texts: Sequence[str]) -> list[AnalysedSentence]:
    return [AnalysedSentence(Sentence("", 0, 0, 0, len(text), text), Article("")) for text in texts]


def never(i: int, j: int, likeness: float) -> str:
    return ""


seeds = st.integers(0, 10_000)
counts = st.integers(0, 14)
thresholds = st.floats(0.3, 0.99)


@given(seeds, counts, thresholds, st.sets(st.frozensets(st.integers(0, 13), min_size=2, max_size=2), max_size=20))
def test_each_row_is_in_one_cluster_and_no_vetoed_pair_shares_one(
    seed: int, count: int, threshold: float, apart: set[frozenset[int]]
) -> None:
    found = cluster(lay_out(scatter(seed, count)), threshold, lambda i, j, _: "no" if {i, j} in apart else "")
    assert sorted(row for rows in found.clusters for row in rows) == list(range(count))
    assert all(list(rows) == sorted(rows) for rows in found.clusters)
    assert list(found.clusters) == sorted(found.clusters)
    for rows in found.clusters:
        assert not any({i, j} in apart for i in rows for j in rows if i < j)
    assert all({i, j} in apart and why == "no" and value >= threshold for i, j, why, value in found.vetoed)


@given(seeds, counts, thresholds)
def test_the_order_of_the_rows_does_not_matter(seed: int, count: int, threshold: float) -> None:
    rows = scatter(seed, count)
    order = np.random.default_rng(seed + 1).permutation(count).tolist()
    before = cluster(lay_out(rows), threshold, never).clusters
    after = cluster(lay_out([rows[at] for at in order]), threshold, never).clusters
    assert {frozenset(order[at] for at in found) for found in after} == {frozenset(found) for found in before}


def cluster_by_a_table(table: list[list[float]], threshold: float) -> set[frozenset[int]]:
    """Return what the textbook has: all means anew after each merge, the likest two merged, the lowest first."""
    clusters = [[row] for row in range(len(table))]
    while True:
        means = [
            (-round(sum(table[i][j] for i in a for j in b) / (len(a) * len(b)), 9), a, b)
            for at, a in enumerate(clusters)
            for b in clusters[at + 1 :]
        ]
        best, a, b = min(means, default=(0.0, [], []))
        if -best < threshold:
            return {frozenset(rows) for rows in clusters}
        clusters = sorted([*(rows for rows in clusters if rows not in (a, b)), [*a, *b]])


@given(seeds, counts, thresholds)
def test_the_clusters_are_those_of_the_textbook(seed: int, count: int, threshold: float) -> None:
    vectors = lay_out(scatter(seed, count))
    table = compare(vectors, range(count)).round(6).tolist()
    found = {frozenset(rows) for rows in cluster(vectors, threshold, never).clusters}
    assert found == cluster_by_a_table(table, threshold)


def test_a_chain_does_not_pull_its_ends_together() -> None:
    angles = (0.0, 0.7, 1.4)
    vectors = lay_out([[np.cos(angle), np.sin(angle)] for angle in angles])
    likeness = compare(vectors, [0, 1, 2])
    assert likeness[0, 1] > 0.7
    assert likeness[1, 2] > 0.7
    assert likeness[0, 2] < 0.2
    clusters = cluster(vectors, 0.7, never).clusters
    assert len(clusters) == 2
    assert not any({0, 2} <= set(rows) for rows in clusters)


def test_a_veto_keeps_apart_what_a_third_would_join() -> None:
    vectors = lay_out([[1, 0.1], [1, 0.11], [1, 0.12]])
    found = cluster(vectors, 0.5, lambda i, j, _: "numbers" if {i, j} == {0, 2} else "")
    assert len(found.clusters) == 2
    assert [(i, j, why) for i, j, why, _ in found.vetoed] == [(0, 2, "numbers")]
    assert found.vetoed[0][3] == pytest.approx(1.0, abs=0.01)


def test_the_veto_is_told_how_alike_the_two_are() -> None:
    told: list[float] = []

    def veto(i: int, j: int, likeness: float) -> str:
        told.append(likeness)
        return ""

    cluster(lay_out([[1, 0], [1, 1]]), 0.5, veto)
    assert told == [pytest.approx(0.7071, abs=1e-3)]


def test_two_that_only_a_third_links_are_asked_about_too() -> None:
    asked: list[tuple[int, int]] = []

    def veto(i: int, j: int, likeness: float) -> str:
        asked.append((i, j))
        return "far" if likeness < 0.75 else ""

    # The ends are less alike than the threshold.
    vectors = lay_out([[1, 0.0], [1, 0.5], [1, 1.0]])
    assert cluster(vectors, 0.8, veto).clusters in (((0, 1), (2,)), ((0,), (1, 2)))
    assert sorted(asked) == [(0, 1), (0, 2), (1, 2)]
    assert cluster(vectors, 0.8, never).clusters == ((0, 1, 2),)


def test_rows_without_words_stand_alone() -> None:
    texts: list[list[str]] = [[], ["dam", "river"], [], ["dam", "river"]]
    vectors = vectorize(texts)
    assert cluster(vectors, 0.27, never).clusters == ((0,), (1, 3), (2,))


def test_nothing_makes_no_cluster() -> None:
    assert cluster(lay_out([]), 0.27, never).clusters == ()


def test_many_equal_rows_are_one_cluster() -> None:
    assert cluster(lay_out([[1, 2, 3]] * 300), 0.27, never).clusters == (tuple(range(300)),)


def test_of_very_many_equal_rows_the_first_speak_for_the_rest() -> None:
    count = 3 * MOST_TWINS
    vectors = lay_out([[1, 0.0], *([[0.0, 1]] * count), [0.1, 1], [0.0, 1]])
    keys = ["a", *(["b"] * count), "c", "d"]
    asked: set[tuple[int, int]] = set()

    def veto(i: int, j: int, likeness: float) -> str:
        asked.add((i, j))
        return "figure" if count + 1 in (i, j) else ""

    found = cluster_sentences(SentenceSpace(vectors, veto), write(keys), 0.5)
    assert found.clusters == ((0,), (*range(1, count + 1), count + 2), (count + 1,))
    assert found.clusters == cluster(vectors, 0.5, veto).clusters
    assert {why for _, _, why, _ in found.vetoed} == {"figure"}
    assert all(count + 1 in pair[:2] for pair in found.vetoed)


def test_few_equal_rows_are_all_compared() -> None:
    vectors = lay_out(scatter(3, 12))
    assert cluster_sentences(SentenceSpace(vectors, never), write(["x"] * 12), 0.6) == cluster(vectors, 0.6, never)


def test_two_of_one_article_are_not_brought_together_by_a_third_that_tells_both() -> None:
    vectors = lay_out([[1, 0.6], [0.6, 1], [1, 1]])
    assert cluster(vectors, 0.9, never).clusters == ((0, 1, 2),)
    assert len(cluster(vectors, 0.9, be_stricter(never, ["a", "a", "b"], ["ann"] * 3, 0.9)).clusters) == 2
    assert len(cluster(vectors, 0.9, be_stricter(never, ["a", "b", "b"], ["ann"] * 3, 0.9)).clusters) == 1


def test_what_no_known_side_says_must_be_clearly_alike() -> None:
    vectors = lay_out([[1, 0.5], [0.5, 1]])
    for sides in (["", ""], ["ann", ""], ["ann", "ben"]):
        assert cluster(vectors, 0.7, be_stricter(never, ["a", "b"], sides, 0.7)).clusters == ((0,), (1,))
        assert cluster(vectors, 0.58, be_stricter(never, ["a", "b"], sides, 0.58)).clusters == ((0, 1),)


def test_two_of_one_article_must_be_the_most_alike() -> None:
    vectors = lay_out([[1, 0.5], [0.5, 1]])
    assert cluster(vectors, 0.6, be_stricter(never, ["a", "a"], ["", ""], 0.6)).clusters == ((0,), (1,))
    assert cluster(vectors, 0.55, be_stricter(never, ["a", "a"], ["", ""], 0.55)).clusters == ((0, 1),)


def test_the_vetoes_of_many_rows_that_are_all_alike_grow_with_their_number() -> None:
    asked = dict.fromkeys((1000, 2000), 0)
    for count in asked:

        def veto(i: int, j: int, likeness: float, count: int = count) -> str:
            asked[count] += 1
            return ""

        found = cluster(lay_out([[1, 2, 3]] * count), 0.27, veto)
        assert not found.exact
        assert max(map(len, found.clusters)) <= MOST_MEMBERS
    assert asked[2_000] <= 2.5 * asked[1_000]
