from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lang.language import load_language
from summarizer.text.edits import Revision, revise
from summarizer.text.segmentation import count_vocabulary, find_glued

ENGLISH = load_language("en")
CASES = json.loads((Path(__file__).parents[1] / "cases" / "gluing.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_glued_words_come_apart_and_whole_ones_stay(case: dict[str, Any]) -> None:
    text = case["text"]
    vocabulary = count_vocabulary([text, *case["known"]])
    assert revise(Revision(text, text), find_glued(text, vocabulary, ENGLISH), "glued words").text == case["fixed"]


@given(st.lists(st.sampled_from("the strike President Ana Dahl has said of in to’s , . -".split())).map("".join))
def test_only_blanks_are_put_in(text: str) -> None:
    vocabulary = count_vocabulary(["President Ana Dahl has said the strike of the union in May was to end."])
    changes = list(find_glued(text, vocabulary, ENGLISH))
    assert all(change.after == " " and change.start == change.end for change in changes)
    assert [c.start for c in changes] == sorted({c.start for c in changes})
    assert revise(Revision(text, text), changes, "x").text.replace(" ", "") == text.replace(" ", "")


def test_a_word_that_two_articles_have_is_no_accident() -> None:
    known = "President Dahl spoke."
    glued = "PresidentDahl spoke."
    once, twice = count_vocabulary([known, glued]), count_vocabulary([known, glued, glued])
    assert len(list(find_glued(glued, once, ENGLISH))) == 1
    assert list(find_glued(glued, twice, ENGLISH)) == []


def test_addresses_and_handles_stay() -> None:
    text = "Write to info@PresidentDahl or https://example.org/PresidentDahl or #PresidentDahl."
    assert list(find_glued(text, count_vocabulary(["President Dahl spoke.", text]), ENGLISH)) == []
