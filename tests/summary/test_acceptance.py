"""How likely an editor keeps a line."""

from __future__ import annotations

from summarizer.summary.acceptance import weigh_acceptance

LEAD, OTHER = ("dam", "burst", "arle"), ("dam", "burst", "flood")


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
