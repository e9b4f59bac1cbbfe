from __future__ import annotations

from collections.abc import Collection

import pytest

from summarizer.analysis.names import Names
from summarizer.summary.concepts import FACTORS, LEARNED, PlacedSentence, find_concepts, read_bigrams


def place(*texts: str) -> list[PlacedSentence]:
    return [PlacedSentence(text, "en", at, 0, 1.0) for at, text in enumerate(texts)]


def weigh(placed: list[PlacedSentence], factors: Collection[str] = FACTORS) -> dict[str, float]:
    """Return the weights by the words of the concepts."""
    bigrams, weights = read_bigrams(placed, Names()), find_concepts(placed, factors).weights.tolist()
    labels = (f"{bigrams.stems[a]} {bigrams.stems[b]}" for a, b in bigrams.pairs.tolist())
    return dict(zip(labels, weights, strict=True))


def test_two_stop_words_are_no_concept() -> None:
    assert find_concepts([PlacedSentence("of the", "en", 0, 0)]).mentions.indices.size == 0
    assert find_concepts([PlacedSentence("of the dam", "en", 0, 0)]).mentions.indices.size == 1


def test_neighbours_in_two_sentences_are_no_concept() -> None:
    assert set(weigh(place("dam break", "river flood"))) == {"dam break", "river flood"}


@pytest.mark.parametrize("left_out", sorted(FACTORS))
def test_each_factor_can_be_left_out(left_out: str) -> None:
    placed = [
        PlacedSentence("dam break", "en", 0, 0, 1.0),
        PlacedSentence("the dam break", "en", 1, 3, 0.5),
        PlacedSentence("road close", "en", 1, 4, 0.1),
    ]
    all_in, without = (weigh(placed, factors) for factors in (FACTORS, set(FACTORS) - {left_out}))
    assert all_in["dam break"] / all_in["road close"] > without["dam break"] / without["road close"] > 1


def test_a_sentence_that_stands_several_times_can_count_once_and_has_its_concepts_wherever_it_stands() -> None:
    placed = place("dam break", "road close", "dam break", "the dam break")
    once, every = (read_bigrams(placed, Names(), once=once).mentions.count().tolist() for once in (True, False))
    assert (once, every) == ([2.0, 1.0, 1.0], [3.0, 1.0, 1.0])
    by_row = find_concepts(placed, (*FACTORS, LEARNED)).weigh_rows().tolist()
    assert by_row[0] == by_row[2] > 0


def test_spellings_of_one_name_are_one_concept() -> None:
    placed = place("Zelenskyy spoke", "then Zelenskiy spoke")
    names = Names({"zelenskiy": "zelenskyy"})
    assert find_concepts(placed, ("often",), names).weights.max() == 2.0
    assert find_concepts(placed, ("often",)).weights.max() == 1.0


def test_what_was_learned_changes_the_weights_and_not_what_is_mentioned() -> None:
    placed = [
        PlacedSentence("the dam broke in the night", "en", 0, 0, 1.0),
        PlacedSentence("a dam broke", "en", 1, 0, 0.5),
        PlacedSentence("a road was closed for the day", "en", 1, 9, 0.1),
    ]
    closed, averaged = find_concepts(placed), find_concepts(placed, (*FACTORS, LEARNED))
    assert averaged.mentions.indices.tolist() == closed.mentions.indices.tolist()
    assert averaged.weights.tolist() != closed.weights.tolist()
    weights = weigh(placed, (*FACTORS, LEARNED))
    assert weights["dam broke"] == max(weights.values())


@pytest.mark.parametrize("factors", [FACTORS, (*FACTORS, LEARNED)])
@pytest.mark.parametrize("texts", [[], [""], ["of the"], ["dam"], ["", "dam break", "of the"]])
def test_a_story_of_next_to_nothing_has_finite_weights(texts: list[str], factors: tuple[str, ...]) -> None:
    concepts = find_concepts(place(*texts), factors)
    assert len(concepts.mentions) == len(texts)
    assert (concepts.weights >= 0).all()
    assert concepts.weigh_rows().sum() < float("inf")
