from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.standing import find_dependence


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("He said the dam would hold until Monday.", "opens with a pronoun"),
        ("But they left the town before the flood.", "opens with a pronoun"),
        ("Its engineers looked at the dam on Monday.", "opens with a pronoun"),
        ("“We will stay in Arle until the water falls.”", "a quotation without a speaker"),
        ("\"We will stay in Arle until the water falls.\"", "a quotation without a speaker"),
        ("This was the third flood in Arle since May.", "refers to what was said before"),
        ("The official did not say when it would open.", "refers to what was said before"),
        ("However, the bridge in Arle will stay closed.", "goes on from the sentence before"),
        ("The mayor of Arle repeated those demands on Monday.", "depends on what it mentions"),
        ("Nobody was hurt.", "too short to stand alone"),
        ("and so the bridge in Arle will stay closed.", "begins in the middle"),
        ("", "too short to stand alone"),
    ],
)  # fmt: skip
def test_a_sentence_that_needs_the_one_before_says_why(text: str, why: str) -> None:
    assert find_dependence(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Arle said the dam would hold.",
        "It is unclear when the bridge in Arle will open.",
        "It was the first flood in Arle since 2031.",
        "“We will stay,” the mayor of Arle said on Monday.",
        "Itasca and Hermon are villages near the dam.",
        "Theft has become rare in Arle, the police said.",
    ],
)
def test_a_sentence_that_stands_alone_has_no_fault(text: str) -> None:
    assert find_dependence(text) == ""


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert find_dependence(text) == find_dependence(text)
