from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import revise, unrevised
from summarizer.text.fixes import unwrap

PARAGRAPHS = (
    "The council of the town met on Monday night and decided by six votes to five that the old bridge over the river"
    " must be closed to lorries until the engineers have looked at it.",
    "Nobody was hurt when a part of the railing fell into the water last week, but two boats had to turn round and the"
    " ferry was late all day, said the harbour master.",
)


def joined(text: str) -> str:
    return revise(unrevised(text), unwrap(text), "wrapped lines").text


@pytest.mark.parametrize("width", [50, 64, 72, 80, 100])
def test_wrapped_paragraphs_are_joined_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert joined(wrapped) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "A headline\nThe council met on Monday. It closed the bridge.",
        "\n".join(PARAGRAPHS),
        "One\nTwo\nThree",
        "",
        "\n\n\n",
    ],
)
def test_lines_that_were_not_wrapped_stay(text: str) -> None:
    assert joined(text) == text


@pytest.mark.parametrize("start", ["# Heading", "- item", "1. item", "> words", "| cell |", "-----"])
def test_a_line_with_a_mark_of_its_own_begins_anew(start: str) -> None:
    text = f"The council of the town met on Monday night and went home early\n{start} {'x' * 60}"
    assert joined(text) == text


@given(st.text("ab \n-#.", max_size=400))
def test_only_line_feeds_become_blanks(text: str) -> None:
    assert len(joined(text)) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined(text), strict=True))
