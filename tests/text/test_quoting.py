from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.tokens import MASK, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("“No,” Dahl said.", "“___” Dahl said."),
        ("« Non », dit-il.", "«_____», dit-il."),
        ("„Nein“, sagte er.", "„____“, sagte er."),
        ('He said "no" and "yes".', 'He said "__" and "___".'),
        ("“It goes on", "“__________"),
        ("It’s Dahl’s dam.", "It’s Dahl’s dam."),
        ("", ""),
    ],
)
def test_what_stands_in_quotation_marks_is_blotted_out(text: str, masked: str) -> None:
    assert mask(text).replace(MASK, "_") == masked


@given(st.text("ab “”«»„\"'’."))
def test_every_character_keeps_its_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(b in (a, MASK) for a, b in zip(text, masked, strict=True))
    assert mask(masked) == masked
