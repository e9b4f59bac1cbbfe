from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.back_references import lacks_person, points_back
from summarizer.lang.language import load_language

ENGLISH = load_language("en")
words = st.lists(st.sampled_from("Lind the those these men mills his he them after this , and said official".split()))


@pytest.mark.parametrize(
    "text",
    [
        "The council of Orn knew nothing of those talks.",
        "The mayor had warned against it.",
        "The council met after that flood.",
        "The dam will hold until Monday, the official said.",
    ],
)
def test_what_has_nothing_before_it_to_mean_points_back(text: str) -> None:
    assert points_back(text, ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "The talks went on, but those talks were in vain.",
        "The council met after this week.",
        "An official came; the dam will hold, the official said.",
        "Those in Orn who lost a home met these men from Arle.",
    ],
)
def test_what_is_told_in_the_sentence_is_not_pointed_back_to(text: str) -> None:
    assert not points_back(text, ENGLISH)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("The ministry said he was free.", True),
        ("The miller said he was free.", False),
        ("A 17-year-old said she was free.", False),
        ("On Monday he was free.", True),
        ("If he is free, Lind will sail.", False),
        ("Mrs. Lind knew that he was free.", True),
        ("The Arlian council knew that he was free.", True),
        ("Arle said they were free.", True),
        ("Two of Arle said they were free.", False),
        ("Arle sold their mill.", False),
    ],
)
def test_a_pronoun_needs_somebody_whom_it_can_mean(text: str, lacks: bool) -> None:
    assert lacks_person(text, ENGLISH) is lacks


@given(st.one_of(st.text(), words.map(" ".join)))
def test_a_language_without_tables_points_nowhere(text: str) -> None:
    unknown = load_language("xx")
    assert not points_back(text, unknown)
    assert not lacks_person(text, unknown)
    assert isinstance(points_back(text, ENGLISH), bool)
    assert isinstance(lacks_person(text, ENGLISH), bool)
