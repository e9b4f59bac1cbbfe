from __future__ import annotations

import json
import math
import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import ConfigError
from summarizer.summary import ranking
from summarizer.summary.ranking import CENTRALITIES, Method, rank

CASES = json.loads((Path(__file__).parent.parent / "cases" / "ranking" / "examples.json").read_text(encoding="utf-8"))
METHODS = sorted(CENTRALITIES)
# One unit of the last digit that scores are rounded to, and a little.
CLOSE = 2e-10

words = st.sampled_from(["harbour", "ferri", "strike", "minist", "0", "2,500", "м\u0438р", "a'b", " x", "İ"])
stories = st.lists(st.lists(words, max_size=6), max_size=9)


def test_every_method_has_an_example_and_every_example_a_method() -> None:
    assert set(CASES["scores"]) == set(CENTRALITIES)


@pytest.mark.parametrize("method", METHODS)
def test_the_example_has_its_scores(method: str) -> None:
    scores = rank(CASES["sentences"], method)
    assert scores == pytest.approx(CASES["scores"][method], abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_tells_what_it_is(method: str) -> None:
    entry = CENTRALITIES[method]
    assert entry.name == method
    assert len(entry.summary) > 20
    assert re.search(r"\b(?:19|20)\d\d, |^none: ", entry.paper)
    # What is bounded says so in sentences and words, and how long that many take.
    bounded = entry.sentences > 0
    assert (entry.words > 0, 0 < entry.seconds < 60) == (bounded, bounded)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CENTRALITIES["mine"] = CENTRALITIES["lsa"]  # type: ignore[index]


def test_an_unknown_method_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match=r"lexrank.*did you mean “lex-rank”"):
        rank([["a"]], "lexrank")


@pytest.mark.parametrize("method", METHODS)
def test_nothing_to_rank_gives_nothing(method: str) -> None:
    assert rank([], method) == ()
    assert rank([[], []], method) == (0.0, 0.0)


@pytest.mark.parametrize("method", METHODS)
def test_a_single_sentence_is_the_best(method: str) -> None:
    assert rank([["harbour", "close"]], method) == (1.0,)
    assert rank([[], ["harbour"], []], method) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize("method", METHODS)
def test_two_sentences_have_scores_and_one_of_them_is_the_best(method: str) -> None:
    scores = rank([["harbour", "close"], ["harbour", "strike", "strike"]], method)
    assert max(scores) == 1.0
    assert len(scores) == 2


@pytest.mark.parametrize("method", METHODS)
def test_sentences_that_are_all_equal_are_all_the_best(method: str) -> None:
    assert rank([["harbour", "close", "monday"]] * 7, method) == (1.0,) * 7


@pytest.mark.parametrize("method", METHODS)
def test_sentences_with_nothing_in_common_are_ranked_without_a_fault(method: str) -> None:
    scores = rank([[f"a{i}", f"b{i}", f"c{i}"] for i in range(8)], method)
    # A method that only puts sentences in an order gives each its rank.
    assert sorted(scores) in ([1.0] * 8, [rank / 8 for rank in range(1, 9)])


@pytest.mark.parametrize("method", METHODS)
def test_one_very_long_sentence_among_short_ones_is_ranked(method: str) -> None:
    long = [f"word{i % 700}" for i in range(3000)]
    scores = rank([long, ["word1", "harbour"], ["harbour", "close"]], method)
    assert max(scores) == 1.0
    assert all(map(math.isfinite, scores))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(sentences=stories, seed=st.integers(0, 99))
def test_scores_are_bounded_and_stay_with_their_sentences(method: str, sentences: list[list[str]], seed: int) -> None:
    scores = rank(sentences, method)
    order = list(range(len(sentences)))
    random.Random(seed).shuffle(order)
    shuffled = rank([sentences[i] for i in order], method)

    assert len(scores) == len(sentences)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert not any(sentences) or max(scores) == 1.0
    assert shuffled == pytest.approx([scores[i] for i in order], abs=CLOSE)
    by_tokens: dict[tuple[str, ...], float] = {}
    for tokens, score in zip(sentences, scores, strict=True):
        assert by_tokens.setdefault(tuple(tokens), score) == score
        assert tokens or score == 0.0


def test_a_sentence_that_shares_most_with_the_others_is_the_best_by_lex_rank() -> None:
    outsider, hub = ["bread", "oven"], ["ferri", "strike", "harbour", "pay"]
    around = [["ferri", "late"], ["strike", "vote"], ["harbour", "empty"], ["pay", "offer"]]
    scores = rank([outsider, *around, hub])
    assert scores[-1] == 1.0
    assert min(scores) == scores[0]


@pytest.mark.parametrize("method", [name for name in METHODS if CENTRALITIES[name].sentences])
def test_a_story_beyond_the_bounds_is_refused_with_the_way_out(method: str) -> None:
    bounds = CENTRALITIES[method]
    with pytest.raises(ConfigError, match=r"sentences are too many.*lex-rank"):
        rank([["word"]] * (bounds.sentences + 1), method)
    with pytest.raises(ConfigError, match=f"{bounds.words + 1:,} words are too many.*lex-rank"):
        rank([["word"] * (bounds.words + 1)], method)


def test_empty_sentences_do_not_count_towards_the_bounds() -> None:
    scores = rank([[]] * (CENTRALITIES["kl"].sentences + 1) + [["word"]], "kl")
    assert scores[-1] == 1.0


def test_a_method_is_handed_the_sentences_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Sequence[Sequence[str]]] = []

    def spy(sentences: Sequence[Sequence[str]]) -> list[float]:
        seen.append(sentences)
        return [float("nan"), float("inf"), -1.0, 2.0]

    monkeypatch.setattr(ranking, "CENTRALITIES", {"spy": Method("spy", "", "", spy)})
    assert rank([["d"], ["c"], [], ["a"], ["b"]], "spy") == (1.0, 0, 0, 0, 0)
    assert seen == [[("a",), ("b",), ("c",), ("d",)]]


def test_scores_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import random; from summarizer.summary.ranking import CENTRALITIES, rank\n"
        "r = random.Random(5); story = [[f'w{r.randrange(90)}' for _ in range(12)] for _ in range(40)]\n"
        "print([(m, rank(story, m)) for m in CENTRALITIES])"
    )
    draw = random.Random(5)
    story = [[f"w{draw.randrange(90)}" for _ in range(12)] for _ in range(40)]
    # This process has a seed of its own.
    seed = "77" if os.environ.get("PYTHONHASHSEED") != "77" else "0"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert run.stdout == f"{[(method, rank(story, method)) for method in CENTRALITIES]}\n"
