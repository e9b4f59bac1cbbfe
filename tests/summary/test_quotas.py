from __future__ import annotations

import numpy as np
import pytest

from summarizer.model import Length
from summarizer.summary.quotas import ENDLESS, LINE, Limits, Quotas, Share, divide, find_limits
from summarizer.text.tokens import WORDS_PER_MINUTE


@pytest.mark.parametrize(
    ("length", "available", "sentences", "words"),
    [
        (Length(20, "sentences"), 5, 20, None),
        (Length(20, "percent"), 100, 20, None),
        (Length(20, "percent"), 99, 19, None),
        (Length(1, "percent"), 5, 1, None),
        (Length(100, "percent"), 7, 7, None),
        (Length(300, "words"), 5, None, 300),
        (Length(2, "minutes"), 5, None, 2 * WORDS_PER_MINUTE),
    ],
)
def test_a_length_allows_so_many(length: Length, available: int, sentences: int | None, words: int | None) -> None:
    assert find_limits(length, available) == Limits(sentences or ENDLESS, words or ENDLESS)


def test_a_length_in_sentences_is_a_budget_of_words_too() -> None:
    assert Limits(10, ENDLESS).budget == 10 * LINE


@pytest.mark.parametrize(
    ("shares", "parts"),
    [
        ([Share("a", 3), Share("b", 1)], [0.75, 0.25]),
        ([Share("a", 0.4, asked=True), Share("b", 0.35), Share("c", 0.25)], [0.4, 0.35, 0.25]),
        ([Share("a", 0.9, asked=True), Share("b", 0.9, asked=True)], [0.5, 0.5]),
        ([Share("a", 1.0, asked=True), Share("b", 1.0)], [0.5, 0.5]),
        ([Share("a", 0.2, asked=True)], [1.0]),
        ([], []),
    ],
)
def test_what_was_asked_for_is_kept_and_the_rest_is_divided(shares: list[Share], parts: list[float]) -> None:
    assert divide(shares, set(range(len(shares)))) == pytest.approx(parts)


def make(share: Share, words: list[float], limits: Limits) -> Quotas:
    """Return the quotas of a section's rows and of one other row, which is the last."""
    sections = np.array([0] * (len(words) - 1) + [1])
    return Quotas(sections, np.array(words), [share, Share("other", 1 - share.part)], limits)


def test_a_section_counts_for_more_below_its_share_and_for_less_and_less_beyond_it() -> None:
    quotas = make(Share("a", 0.5), [50.0] * 9, Limits(ENDLESS, 200))
    found = []
    for row in range(5):
        found.append(float(quotas.factors[8 - 1]))
        quotas.add(row)
    # The share is 100 words: so the second line fills it.
    assert found[0] > found[1] == 1 > found[2] > found[3] > found[4] > 0.5
    assert quotas.factors[8] > 1


def test_a_section_of_few_words_is_not_held_back() -> None:
    quotas = make(Share("a", 0.01), [30.0] * 4, Limits(ENDLESS, 100))
    quotas.add(0)
    assert quotas.factors[1] == 1


@pytest.mark.parametrize("share", [Share("a", 0.5, asked=True), Share("a", 0.5, at_most=True)])
@pytest.mark.parametrize(("limits", "lines"), [(Limits(ENDLESS, 200), 3), (Limits(6, ENDLESS), 3)])
def test_a_share_that_must_be_kept_is_kept_as_nearly_as_whole_sentences_allow(
    share: Share, limits: Limits, lines: int
) -> None:
    quotas = make(share, [40.0] * 9, limits)
    for row in range(lines):
        assert quotas.factors[8 - 1] > 0
        quotas.add(row)
    assert quotas.factors[8 - 1] == 0
    quotas.lift_caps()
    assert bool(quotas.factors[8 - 1] > 0) is share.asked
