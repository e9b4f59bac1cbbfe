from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from summarizer.analysis.context_dependence import POINTED_HERE, POINTERS, THIS_PLACE, find_dependence, find_filler
from summarizer.analysis.opening_references import LINKED, OPENINGS
from summarizer.gating import Gated, compiled

CASES = json.loads((Path(__file__).parent.parent / "cases" / "standing.json").read_text(encoding="utf-8"))
words = st.lists(
    st.sampled_from(
        'He she they their those this such The two men same day later But if you “ ” " , . ? : said Dahl Mrs. Arle of'
        " here refused other third point kind of many Following"
        " declined to comment It is unclear whether that and who no date has been set".split()
    ),
    max_size=30,
).map(" ".join)


@pytest.mark.parametrize("case", CASES["dependent"], ids=[case["text"] for case in CASES["dependent"]])
def test_a_sentence_that_needs_the_one_before_says_why(case: dict[str, Any]) -> None:
    assert find_dependence(case["text"]) == case["why"]


@pytest.mark.parametrize("text", CASES["alone"])
def test_a_sentence_that_stands_alone_has_no_fault(text: str) -> None:
    assert find_dependence(text) == ""


@pytest.mark.parametrize("case", CASES["other languages"], ids=[case["language"] for case in CASES["other languages"]])
def test_the_rules_of_english_judge_no_other_language(case: dict[str, Any]) -> None:
    assert find_dependence(case["text"], case["language"]) == ""
    assert find_filler(case["text"], case["language"]) == ""


def test_a_quotation_without_a_speaker_is_one_in_any_language() -> None:
    assert find_dependence("„Wir bleiben, bis das Wasser fällt.“", "de") == "a quotation without a speaker"
    assert find_dependence("« Nous restons ici jusqu’à lundi. »", "fr") == "a quotation without a speaker"


@pytest.mark.parametrize("case", CASES["fillers"], ids=[case["text"] for case in CASES["fillers"]])
def test_a_sentence_that_tells_nothing_says_why(case: dict[str, Any]) -> None:
    assert find_filler(case["text"]) == case["why"]


@pytest.mark.parametrize("text", CASES["news"])
def test_a_sentence_that_tells_something_is_no_filler(text: str) -> None:
    assert find_filler(text) == ""


def test_the_weakest_reason_is_one_of_the_reasons() -> None:
    assert LINKED in {why for why, *_ in OPENINGS}
    assert {why for why, *_ in OPENINGS} <= {case["why"] for case in CASES["dependent"]}


@pytest.mark.parametrize(
    "gated", [*(gated for gated, _ in POINTERS), POINTED_HERE, THIS_PLACE], ids=lambda gated: gated.pattern[:40]
)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_points_passes_its_gate(gated: Gated, data: st.DataObject) -> None:
    pattern = compiled(gated.pattern)
    text = data.draw(st.from_regex(pattern))
    assume(pattern.search(text))
    assert all(any(word in text for word in group) for group in gated.words)


@given(st.one_of(st.text(), words))
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(find_dependence(text), str)
    assert isinstance(find_filler(text), str)


def test_a_text_without_end_is_judged_by_its_beginning() -> None:
    endless = "The mayor of Arle said " + "that those " * 20_000 + "“" * 5_000
    assert isinstance(find_dependence(endless), str)
    assert find_filler(endless) == ""
