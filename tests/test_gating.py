from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from summarizer.gating import Gated, arrange, compiled, find_groups, gate, gate_exact, lower
from summarizer.text.boilerplate import RULES

GATES = [gated for group in RULES.values() for gated in group]


@pytest.mark.parametrize("gated", GATES, ids=[gated.pattern[:40] for gated in GATES])
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_gate_lets_pass_whatever_its_pattern_matches(gated: Gated, data: st.DataObject) -> None:
    pattern = compiled(gated.pattern, gated.exact)
    text = data.draw(st.from_regex(pattern))
    assume(pattern.search(text))
    assert list(find_groups(arrange([[gated]]), text)) == [0]


@given(st.text())
def test_small_letters_are_those_that_a_pattern_without_heed_of_case_sees(text: str) -> None:
    assert re.fullmatch(re.escape(lower(text)), text, re.IGNORECASE) or not lower(text).isascii()


@pytest.mark.parametrize("text", ["SİGN UP", "ſıgn up", "ＳIGN UP", "sign up", "» Sign up", "  [sign up"])
def test_what_a_pattern_takes_for_the_same_letter_passes_its_gate(text: str) -> None:
    pattern = r"^[»\s\[]*sign up"
    matches = bool(re.search(pattern, text, re.IGNORECASE))
    assert list(find_groups(arrange([[gate(pattern, starts="sign up")]]), text)) == [0] * matches


def test_groups_come_in_their_order_and_case_counts_where_it_is_told_to() -> None:
    gates = arrange(
        [[gate_exact("MORE", "MORE")], [gate("^3 more", starts="0")], [gate("mo", starts="x;3")], [gate("")]]
    )
    assert list(find_groups(gates, "3 More")) == [1, 3]
    assert list(find_groups(gates, "3 MORE")) == [0, 1, 3]
    assert list(find_groups(gates, "")) == [3]


def test_a_pattern_with_two_fitting_beginnings_is_tried_once() -> None:
    assert list(find_groups(arrange([[gate("^i", starts="i;if you")]]), "If you")) == [0]


def test_of_each_group_of_words_one_must_be_there() -> None:
    gates = arrange([[gate("a.*b", "a;ä", "b")]])
    assert [list(find_groups(gates, text)) for text in ("A B", "b", "a")] == [[0], [], []]
