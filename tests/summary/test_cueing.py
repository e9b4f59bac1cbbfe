from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.summary.section_assignment import has_cue, weigh_cue


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("landed", "The first balloon was to land at noon."),
        ("landed", "A landing in the reeds was feared."),
        ("inaugurated", "They are inaugurating the pier."),
        ("celebrations", "The crews celebrated all night."),
        ("celebrations", "It was a celebration."),
        ("permit", "Nobody was permitted to sail."),
        ("denies", "The mayor denied it."),
        ("denies", "The mayor would deny it."),
        ("ferry strike", "Two ferry strikes were called."),
        ("ferry strike", "The ferry-strike went on."),
        ("crews' rights", "The law weakens the crews’ rights."),
        ("40,000 stamps", "They sold 40,000 stamps."),
        ("Arle Line", "Two ARLE LINES were drawn."),
        ("поромів", "Рух поромів спинено."),
    ],
)
def test_a_cue_finds_other_forms_of_its_words(cue: str, text: str) -> None:
    assert has_cue(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("landed", "They came by land."),
        ("lasted", "Last week it rained."),
        ("dancing", "The dance was over."),
        ("conservatives", "Conservation of the reeds costs money."),
        ("import", "It is important."),
        ("customs", "Their customers waited."),
        ("Moe", "They moed the lawn."),
        ("ferry strike", "The ferry, strike or not, sailed."),
        ("ferry strike", "A strike of ferry crews."),
        ("ferry strike", "The last word is ferry"),
        ("40,000 stamps", "They sold 40 stamps, 000 in all."),
        ("…", "Nothing … at all."),
    ],
)
def test_a_cue_does_not_find_another_word_with_the_same_stem(cue: str, text: str) -> None:
    assert not has_cue(cue, text)


def test_a_longer_cue_weighs_more_up_to_three_words() -> None:
    assert [weigh_cue(cue) for cue in ("a", "a b", "a b c", "a b c d")] == [2.0, 3.0, 4.0, 4.0]


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_cue_can_be_sought_in_any_text(cue: str, text: str) -> None:
    assert has_cue(cue, text) in (True, False)


@given(st.lists(st.sampled_from(["pier", "landed", "the", "Arle", "40", "ferries"]), min_size=1, max_size=4))
def test_a_cue_stands_in_a_text_that_quotes_it(words: list[str]) -> None:
    assert has_cue(" ".join(words), f"He read: {' '.join(words)}.")
