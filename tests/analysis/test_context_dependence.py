from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.context_dependence import (
    find_dependence,
    find_filler,
    find_pointed,
    lacks_person,
    points_back,
)
from summarizer.lang.language import load_language

ENGLISH = load_language("en")
CASES = json.loads((Path(__file__).parent.parent / "cases" / "context_dependence.json").read_text(encoding="utf-8"))
words = st.lists(
    st.sampled_from(
        'He she they their those this such The two men same day later But if you “ ” " , . ? : said Dahl Mrs. Arle of'
        " here refused other third point kind of many Following"
        " declined to comment It is unclear whether that and who no date has been set".split()
    ),
    max_size=30,
).map(" ".join)
pointing = st.lists(
    st.sampled_from("Lind the those these men mills his he them after this , and said official".split())
).map(" ".join)


@pytest.mark.parametrize("case", CASES["dependent"], ids=[case["text"] for case in CASES["dependent"]])
def test_a_sentence_that_needs_the_one_before_says_why(case: dict[str, Any]) -> None:
    assert find_dependence(case["text"], ENGLISH) == case["why"]


@pytest.mark.parametrize("text", CASES["alone"])
def test_a_sentence_that_stands_alone_has_no_fault(text: str) -> None:
    assert find_dependence(text, ENGLISH) == ""


@pytest.mark.parametrize("case", CASES["other languages"], ids=[case["language"] for case in CASES["other languages"]])
def test_the_rules_of_english_judge_no_other_language(case: dict[str, Any]) -> None:
    assert find_dependence(case["text"], load_language(case["language"])) == ""
    assert find_filler(case["text"], load_language(case["language"])) == ""


def test_a_quotation_without_a_speaker_is_one_in_any_language() -> None:
    assert (
        find_dependence("„Wir bleiben, bis das Wasser fällt.“", load_language("de")) == "a quotation without a speaker"
    )
    assert (
        find_dependence("« Nous restons ici jusqu’à lundi. »", load_language("fr")) == "a quotation without a speaker"
    )


@pytest.mark.parametrize("case", CASES["fillers"], ids=[case["text"] for case in CASES["fillers"]])
def test_a_sentence_that_tells_nothing_says_why(case: dict[str, Any]) -> None:
    assert find_filler(case["text"], ENGLISH) == case["why"]


@pytest.mark.parametrize("text", CASES["news"])
def test_a_sentence_that_tells_something_is_no_filler(text: str) -> None:
    assert find_filler(text, ENGLISH) == ""


@given(st.one_of(st.text(), words))
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(find_dependence(text, ENGLISH), str)
    assert isinstance(find_filler(text, ENGLISH), str)


def test_a_text_without_end_is_judged_by_its_beginning() -> None:
    endless = "The mayor of Arle said " + "that those " * 20_000 + "“" * 5_000
    assert isinstance(find_dependence(endless, ENGLISH), str)
    assert find_filler(endless, ENGLISH) == ""


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


@given(st.one_of(st.text(), pointing))
def test_a_language_without_tables_points_nowhere(text: str) -> None:
    unknown = load_language("xx")
    assert not points_back(text, unknown)
    assert not lacks_person(text, unknown)
    assert isinstance(points_back(text, ENGLISH), bool)
    assert isinstance(lacks_person(text, ENGLISH), bool)


def test_a_thing_pointed_to_is_named_where_that_is_the_one_fault() -> None:
    assert find_pointed("The mayor of Arle repeated those demands on Monday.", ENGLISH) == "demands"
    assert find_pointed("He repeated those demands on Monday in Arle.", ENGLISH) == ""
    assert find_pointed("The mayor of Arle opened the dam on Monday.", ENGLISH) == ""
