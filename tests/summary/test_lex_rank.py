from __future__ import annotations

import random
import time
import tracemalloc

import numpy as np
import pytest

from summarizer.summary.lex_rank import EDGES_UP_TO, SUMY, Settings, lex_rank, weigh
from summarizer.summary.sumy_methods import collect
from summarizer.summary.sumy_methods import lex_rank as sumy_lex_rank

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
    weights = [1 / (place + 3) for place in range(vocabulary)]
    return [draw.choices([f"w{i}" for i in range(vocabulary)], weights, k=words) for _ in range(sentences)]


STORIES = [
    OWN,
    [*OWN, OWN[0], OWN[0]],
    [*OWN, ["alone", "here"]],
    make_story(25, 9, 60),
    make_story(60, 14, 300, 2),
    make_story(80, 25, 900, 3),
]


@pytest.mark.parametrize("story", STORIES)
def test_with_the_settings_of_sumy_the_scores_are_those_of_sumy(story: list[list[str]]) -> None:
    theirs = collect(sumy_lex_rank(), story)
    assert lex_rank(story, SUMY) == pytest.approx(theirs, abs=1e-6)
    assert len({round(score, 6) for score in theirs}) > 1


def test_the_default_is_not_the_variant_of_sumy() -> None:
    assert lex_rank(OWN) != pytest.approx(lex_rank(OWN, SUMY), abs=1e-3)


@pytest.mark.parametrize("loops", [False, True])
@pytest.mark.parametrize("story", STORIES)
def test_with_or_without_edges_the_scores_are_the_same(story: list[list[str]], loops: bool) -> None:
    settings = Settings(threshold=0.0, loops=loops)
    with_edges, without = lex_rank(story, settings, edges=True), lex_rank(story, settings, edges=False)
    assert with_edges == pytest.approx(without, abs=1e-9)
    assert sum(with_edges) == pytest.approx(1.0)


def test_the_size_decides_whether_edges_are_made() -> None:
    for size in (EDGES_UP_TO, EDGES_UP_TO + 1):
        story = make_story(size, 12, 2000)
        assert lex_rank(story) == lex_rank(story, edges=size <= EDGES_UP_TO)


def test_the_scores_solve_the_equation_of_the_paper() -> None:
    rows = weigh(OWN, Settings())
    x = np.zeros((rows.height, rows.width))
    x[rows.rows, rows.columns] = rows.values
    likeness = x @ x.T
    step = 0.15 / len(OWN) + 0.85 * (likeness / likeness.sum(axis=0))
    eigenvalues, vectors = np.linalg.eig(step)
    first = np.real(vectors[:, np.argmax(np.real(eigenvalues))])
    assert lex_rank(OWN, Settings(threshold=0.0, loops=True)) == pytest.approx(list(first / first.sum()), abs=1e-9)


def test_rows_have_unit_length_and_rare_words_weigh_more() -> None:
    rows = weigh([["strike", "bread"], ["strike", "ferri"]], Settings())
    strike, bread = rows.values[:2]
    assert np.hypot(strike, bread) == pytest.approx(1.0)
    assert bread / strike == pytest.approx(np.log(3) / np.log(2))


def test_a_sentence_like_no_other_ranks_below_all_others() -> None:
    scores = lex_rank([*OWN, ["alone", "here"]])
    assert scores.index(min(scores)) == len(OWN)
    assert min(scores) > 0.0


@pytest.mark.parametrize("settings", [Settings(), SUMY])
@pytest.mark.parametrize("story", [[["a"], ["b"]], [[], []], [["a"]], [["a"], ["a"]], [[], ["a", "b"], ["b"]]])
def test_stories_without_neighbours_or_weight_have_finite_scores(settings: Settings, story: list[list[str]]) -> None:
    scores = lex_rank(story, settings)
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
    tracemalloc.start()
    lex_rank(story)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Measured 0.1 s; a full matrix alone would be 800 MB.
    assert spent < 3.0
    assert peak < 100_000_000
