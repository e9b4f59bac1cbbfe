from __future__ import annotations

import pytest

from summarizer.summary.concepts import FACTORS, PlacedSentence, find_concepts


def test_two_stop_words_are_no_concept() -> None:
    assert find_concepts([PlacedSentence("of the", "en", 0, 0)]).mentions.indices.size == 0
    assert find_concepts([PlacedSentence("of the dam", "en", 0, 0)]).mentions.indices.size == 1


@pytest.mark.parametrize("left_out", sorted(FACTORS))
def test_each_factor_can_be_left_out(left_out: str) -> None:
    placed = [
        PlacedSentence("dam break", "en", 0, 0, 1.0),
        PlacedSentence("dam break", "en", 1, 3, 0.5),
        PlacedSentence("road close", "en", 1, 4, 0.1),
    ]
    all_in, without = (find_concepts(placed, factors).weights for factors in (FACTORS, set(FACTORS) - {left_out}))
    assert all_in[0] / all_in[1] > without[0] / without[1] > 1
