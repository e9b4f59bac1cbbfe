"""How likely an editor keeps a line."""

from __future__ import annotations

from dataclasses import replace

from summarizer.summary.acceptance import JudgedSentence, weigh_acceptance

LEAD = JudgedSentence(("dam", "burst", "arle"), 24, 0, 0)
OTHER = JudgedSentence(("dam", "burst", "flood"), 24, 1, 0)


def test_a_short_line_and_one_deep_in_its_article_are_kept_less() -> None:
    short, deep = replace(LEAD, words=7), replace(LEAD, place=30)
    kept = weigh_acceptance([LEAD, short, deep, OTHER])
    assert kept[0] > kept[2] > kept[1]


def test_words_of_no_other_article_are_kept_less() -> None:
    alone = JudgedSentence(("orchid", "show"), 24, 0, 0)
    kept = weigh_acceptance([LEAD, alone, OTHER])
    assert kept[1] < kept[0]


def test_a_single_article_or_a_sentence_without_words_has_a_chance_between_0_and_1() -> None:
    kept = weigh_acceptance([LEAD, JudgedSentence((), 3, 0, 1)])
    assert all(0 < value < 1 for value in kept.tolist())
    assert weigh_acceptance([]).tolist() == []
