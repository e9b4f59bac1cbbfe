from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.analysis.names import Names
from summarizer.summary.extraction import (
    FACTORS,
    Concepts,
    CoverageGains,
    PlacedSentence,
    find_concepts,
)

WORDS = st.sampled_from(["dam", "break", "river", "flood", "mayor", "say", "the", "of"])
STORIES = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8)


def place(rows: Sequence[Sequence[str]]) -> list[PlacedSentence]:
    return [PlacedSentence(" ".join(row), "en", at % 3, at // 3, 1 / (1 + at)) for at, row in enumerate(rows)]


def weigh(concepts: Concepts, rows: Sequence[int]) -> float:
    mentions = concepts.mentions
    columns = {column for row in rows for column in mentions.indices[mentions.find_entries(row)].tolist()}
    return float(sum(concepts.weights[column] for column in columns))


@settings(max_examples=60)
@given(STORIES, st.lists(st.integers(0, 7), unique=True))
def test_a_gain_is_what_a_row_adds_to_the_weight_of_the_chosen_ones(rows: list[list[str]], chosen: list[int]) -> None:
    concepts = find_concepts(place(rows))
    chosen = [row for row in chosen if row < len(rows)]
    gains = CoverageGains(concepts)
    for row in chosen:
        gains.add(row)
    expected = [weigh(concepts, [*chosen, row]) - weigh(concepts, chosen) for row in range(len(rows))]
    assert np.allclose(gains.by_row, expected)
    gains.reset()
    assert np.allclose(gains.by_row, [weigh(concepts, [row]) for row in range(len(rows))])


def test_what_was_said_once_is_not_paid_for_twice() -> None:
    gains = CoverageGains(find_concepts(place([["dam", "break", "river"], ["dam", "break", "river"]])))
    gains.add(0)
    assert np.allclose(gains.by_row, 0)


def place_texts(*texts: str) -> list[PlacedSentence]:
    return [PlacedSentence(text, "en", at, 0, 1.0) for at, text in enumerate(texts)]


def test_two_stop_words_are_no_concept() -> None:
    assert find_concepts(place_texts("of the")).mentions.indices.size == 0
    assert find_concepts(place_texts("of the dam")).mentions.indices.size == 1


def test_neighbours_in_two_sentences_are_no_concept() -> None:
    assert find_concepts(place_texts("dam break", "river flood")).mentions.width == 2


def test_spellings_of_one_name_are_one_concept() -> None:
    placed = place_texts("Zelenskyy spoke", "then Zelenskiy spoke")
    names = Names({"zelenskiy": "zelenskyy"})
    assert find_concepts(placed, ("often",), names).weights.max() == 2.0
    assert find_concepts(placed, ("often",)).weights.max() == 1.0


@pytest.mark.parametrize("left_out", sorted(FACTORS))
def test_each_factor_can_be_left_out(left_out: str) -> None:
    placed = [
        PlacedSentence("dam break", "en", 0, 0, 1.0),
        PlacedSentence("dam break", "en", 1, 3, 0.5),
        PlacedSentence("road close", "en", 1, 4, 0.1),
    ]
    all_in, without = (find_concepts(placed, factors).weights for factors in (FACTORS, set(FACTORS) - {left_out}))
    assert all_in[0] / all_in[1] > without[0] / without[1] > 1
