from __future__ import annotations

import random
import time
import tracemalloc
from itertools import accumulate

import numpy as np
import pytest

from summarizer.dedupe.vectors import Vectors, compare
from summarizer.summary import lex_rank as module
from summarizer.summary.lex_rank import EDGES_UP_TO, THRESHOLD, lex_rank, weigh

OWN = [
    ["harbour", "close", "strike", "ferri", "monday"],
    ["ferri", "crew", "strike", "second", "day", "harbour"],
    ["minist", "call", "strike", "harmless"],
    ["crew", "want", "pay", "pay", "rise", "ten", "percent"],
    ["minist", "offer", "pay", "rise", "four", "percent"],
    ["island", "run", "low", "bread", "milk"],
    ["baker", "island", "bake", "bread", "night"],
]


def make_story(sentences: int, words: int = 20, vocabulary: int = 8000, seed: int = 1) -> list[list[str]]:
    """Draw words as they fall in news: a few often, most rarely."""
    draw = random.Random(seed)
    known = [f"w{place}" for place in range(vocabulary)]
    sums = list(accumulate(1 / (place + 3) for place in range(vocabulary)))
    return [draw.choices(known, cum_weights=sums, k=words) for _ in range(sentences)]


STORIES = [
    OWN,
    [*OWN, OWN[0], OWN[0]],
    [*OWN, ["alone", "here"]],
    make_story(25, 9, 60),
    make_story(60, 14, 300, 2),
    make_story(80, 25, 900, 3),
]


def solve(story: list[list[str]], *, edges: bool) -> list[float]:
    """Solve the equation of the paper, without a sentence as its own neighbour, by eigenvectors."""
    vectors = weigh(story)
    likeness = compare(vectors, range(len(story)))
    np.fill_diagonal(likeness, 0.0)
    if edges:
        likeness = (likeness > THRESHOLD).astype(float)
    degrees = likeness.sum(axis=0)
    walk = np.where(degrees > 1e-9, likeness / np.maximum(degrees, 1e-9), 1 / len(story))
    eigenvalues, columns = np.linalg.eig(0.15 / len(story) + 0.85 * walk)
    first = np.real(columns[:, np.argmax(np.real(eigenvalues))])
    return list(first / first.sum())


@pytest.mark.parametrize("edges", [False, True])
@pytest.mark.parametrize("story", STORIES)
def test_the_scores_solve_the_equation_of_the_paper(
    story: list[list[str]], edges: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EDGES_UP_TO", len(story) if edges else 0)
    scores = lex_rank(story)
    assert scores == pytest.approx(solve(story, edges=edges), abs=1e-9)
    assert sum(scores) == pytest.approx(1.0)


def test_the_size_decides_whether_edges_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def join(vectors: Vectors) -> module.Multiply:
        made.append(len(vectors))
        return lambda p: p

    monkeypatch.setattr(module, "_join_neighbours", join)
    for size in (EDGES_UP_TO, EDGES_UP_TO + 1):
        lex_rank(make_story(size, 12, 2000))
    assert made == [EDGES_UP_TO]


def test_rows_have_unit_length_and_rare_words_weigh_more() -> None:
    bread, strike = weigh([["strike", "bread"], ["strike", "ferri"]]).values[:2]
    assert np.hypot(strike, bread) == pytest.approx(1.0)
    assert bread / strike == pytest.approx(np.log(3) / np.log(2))


def test_a_sentence_like_no_other_ranks_below_all_others() -> None:
    scores = lex_rank([*OWN, ["alone", "here"]])
    assert scores.index(min(scores)) == len(OWN)
    assert min(scores) > 0.0


@pytest.mark.parametrize("story", [[["a"], ["b"]], [[], []], [["a"]], [["a"], ["a"]], [[], ["a", "b"], ["b"]]])
def test_stories_without_neighbours_or_weight_have_finite_scores(story: list[list[str]]) -> None:
    scores = lex_rank(story)
    assert len(scores) == len(story)
    assert np.isfinite(scores).all()


def test_no_sentences_have_no_scores() -> None:
    assert lex_rank([]) == []


def test_ten_thousand_sentences_take_a_second_and_little_memory() -> None:
    story = make_story(10_000)
    lex_rank(OWN)
    start = time.process_time()
    lex_rank(story)
    spent = time.process_time() - start
    # To trace memory takes many times as long: fewer sentences are enough, still more than edges are made of.
    tracemalloc.start()
    lex_rank(story[:2_500])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Measured 0.1 s; a full matrix alone would be 50 MB.
    assert spent < 3.0
    assert peak < 40_000_000
