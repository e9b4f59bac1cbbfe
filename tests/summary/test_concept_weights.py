from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from summarizer.analysis.names import Names
from summarizer.summary.concept_weights import average_with_learned, load_weights, measure_features, mix
from summarizer.summary.concepts import PlacedSentence, read_bigrams, weigh_in_closed_form


def measure(*placed: PlacedSentence) -> dict[str, dict[str, float]]:
    """Return each feature by the words of the concepts."""
    bigrams = read_bigrams(placed, Names())
    closed = weigh_in_closed_form(bigrams.mentions)
    found = measure_features(bigrams.mentions, bigrams.is_stop, bigrams.standing, closed)
    labels = [f"{bigrams.stems[a]} {bigrams.stems[b]}" for a, b in bigrams.pairs.tolist()]
    return {name: dict(zip(labels, values.tolist(), strict=True)) for name, values in found.items()}


def test_there_is_a_weight_for_each_feature_and_it_says_what_it_was_learned_from() -> None:
    features = measure(PlacedSentence("dam break", "en", 0, 0, 1.0))
    assert list(load_weights()[1]) == list(features)
    text = files("summarizer.summary").joinpath("concept_weights.toml").read_text(encoding="utf-8")
    learned = tomllib.loads(text)
    assert sum(learned["topics"].values()) > 50
    assert len(learned["left_out"]) == 8


def test_features_tell_where_and_how_often_a_concept_is_mentioned() -> None:
    found = measure(
        PlacedSentence("the dam broke", "en", 0, 0, 1.0),
        PlacedSentence("dam of clay", "en", 0, 1, 0.5),
        PlacedSentence("old dam broke", "en", 1, 3, 0.5),
        PlacedSentence("the dam broke", "en", 1, 4, 0.2),
    )
    assert found["log_count"]["dam broke"] == pytest.approx(np.log(2))
    assert found["rate"]["dam broke"] == pytest.approx(2 / 3)
    assert (found["share_of_articles"]["dam broke"], found["share_of_articles"]["dam of"]) == (1.0, 0.5)
    assert (found["early"]["dam broke"], found["earliest"]["dam broke"]) == (0.625, 1.0)
    assert (found["central"]["dam broke"], found["most_central"]["dam broke"]) == (0.75, 1.0)
    assert (found["in_first_sentences"]["dam broke"], found["in_first_sentences"]["old dam"]) == (0.5, 0.0)
    assert (found["in_first_three"]["dam of"], found["in_first_three"]["old dam"]) == (0.5, 0.0)
    assert (found["opens_with_stop_word"]["the dam"], found["ends_with_stop_word"]["the dam"]) == (1.0, 0.0)
    assert (found["opens_with_stop_word"]["dam of"], found["ends_with_stop_word"]["dam of"]) == (0.0, 1.0)
    assert found["rarer_word"]["dam broke"] == pytest.approx(np.log(2))
    assert found["commoner_word"]["dam broke"] == pytest.approx(np.log(3))
    assert found["in_central_articles"]["old dam"] < found["in_central_articles"]["the dam"] == 1.0
    assert found["in_common_articles"]["dam of"] < found["in_common_articles"]["old dam"] == 1.0
    assert max(found["closed_form"].values()) == max(found["root_of_closed_form"].values()) == 1.0


def test_both_weights_count_whatever_they_are_measured_in() -> None:
    closed, learned = np.array([3.0, 1.0, 0.0]), np.array([0.1, 0.3, -5.0])
    mixed = mix(closed, learned, 0.5)
    assert mixed.tolist() == [2.0, 2.0, 0.0]
    assert mix(closed, 10 * learned, 0.5).tolist() == mixed.tolist()
    assert mix(closed, -learned * 0, 0.5).tolist() == closed.tolist()


def test_what_is_learned_is_added_feature_by_feature() -> None:
    constant, weights = load_weights()
    features = {name: np.array([0.0, 0.0]) for name in weights}
    assert average_with_learned(np.array([1.0, 1.0]), features).tolist() == [1.0, 1.0]
    features["in_first_sentences"] = np.array([1.0, 0.0])
    first, other = average_with_learned(np.array([1.0, 1.0]), features).tolist()
    assert weights["in_first_sentences"] > 0 < constant
    assert first > other
