"""What weighs a sentence beside what it says: what other articles tell like it, and how likely an editor keeps it."""

from __future__ import annotations

from summarizer.dedupe.vectors import vectorize
from summarizer.summary.weighting import weigh_acceptance, weigh_agreement

LEAD, OTHER = ("dam", "burst", "arle"), ("dam", "burst", "flood")


def test_what_other_articles_tell_too_weighs_more_than_what_one_repeats() -> None:
    told_by_both, repeated_by_one, alone = ["dam", "burst", "arle"], ["mayor", "sang", "ode"], ["fog"]
    rows = vectorize([told_by_both, repeated_by_one, repeated_by_one, told_by_both, alone])
    factors = weigh_agreement(rows, ["a", "a", "a", "b", "b"])
    assert factors[0] == factors[3] > 1
    assert factors[1] == factors[2] == factors[4] < 1


def test_no_more_than_full_agreement_counts_and_only_the_likest_sentence_of_an_article() -> None:
    same = ["dam", "burst", "arle"]
    once = weigh_agreement(vectorize([same, same, ["rain"]]), ["a", "b", "b"])
    twice = weigh_agreement(vectorize([same, same, same]), ["a", "b", "b"])
    assert (once[0] / once[2]).round(6) == 7  # (0.1 + 0.6) / 0.1
    assert twice.round(6).tolist() == [1.0, 1.0, 1.0]


def test_a_single_article_or_sentences_without_words_weigh_alike() -> None:
    assert weigh_agreement(vectorize([["dam"], ["dam"]]), ["a", "a"]).tolist() == [1.0, 1.0]
    assert weigh_agreement(vectorize([[], []]), ["a", "b"]).tolist() == [1.0, 1.0]


def test_a_short_line_and_one_deep_in_its_article_are_kept_less() -> None:
    lead, short, deep, _ = weigh_acceptance([LEAD, LEAD, LEAD, OTHER], [24, 7, 24, 24], [0, 0, 0, 1], [0, 0, 30, 0])
    assert lead > deep > short


def test_words_of_no_other_article_are_kept_less() -> None:
    lead, alone, _ = weigh_acceptance([LEAD, ("orchid", "show"), OTHER], [24, 24, 24], [0, 0, 1], [0, 0, 0])
    assert alone < lead


def test_a_single_article_or_a_sentence_without_words_has_a_chance_between_0_and_1() -> None:
    kept = weigh_acceptance([LEAD, ()], [24, 3], [0, 0], [0, 1])
    assert all(0 < value < 1 for value in kept.tolist())
    assert weigh_acceptance([], [], [], []).tolist() == []
