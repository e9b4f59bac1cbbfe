from __future__ import annotations

import pytest

from summarizer.analysis.names import Names
from summarizer.summary.concepts import FACTORS, PlacedSentence, find_concepts


def place(*texts: str) -> list[PlacedSentence]:
    return [PlacedSentence(text, "en", at, 0, 1.0) for at, text in enumerate(texts)]


def test_two_stop_words_are_no_concept() -> None:
    assert find_concepts(place("of the")).mentions.indices.size == 0
    assert find_concepts(place("of the dam")).mentions.indices.size == 1


def test_neighbours_in_two_sentences_are_no_concept() -> None:
    assert find_concepts(place("dam break", "river flood")).mentions.width == 2


def test_spellings_of_one_name_are_one_concept() -> None:
    placed = place("Zelenskyy spoke", "then Zelenskiy spoke")
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
