"""What differs between two wordings is found, loses no word, and takes no long time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.wording import compare_words

WORDINGS = st.lists(st.sampled_from(["We", "we,", "will", "not", "sail", "“sail”", "–", "28"]), max_size=12).map(
    " ".join
)


@given(WORDINGS, WORDINGS)
def test_both_wordings_can_be_read_from_what_differs(one: str, other: str) -> None:
    parts = compare_words(one, other)
    assert " ".join(part.text for part in parts if part.kind != "cut") == other
    cut = [word for part in parts if part.kind == "cut" for word in part.text.split()]
    shared = [word for part in parts if part.kind == "same" for word in part.text.split()]
    assert len(cut) + len(shared) == len(one.split())


@given(WORDINGS)
def test_a_wording_does_not_differ_from_itself(one: str) -> None:
    assert {part.kind for part in compare_words(one, one.upper())} <= {"same"}


def test_a_word_that_was_cut_from_the_middle_is_found() -> None:
    whole, shorter = "Now there may be other calls. Just a lot of words.", "Now there may be calls. A lot of words."
    parts = compare_words(whole, shorter)
    assert [(part.kind, part.text) for part in parts if part.kind != "same"] == [("cut", "other"), ("cut", "Just")]


def test_another_figure_or_owner_is_another_word() -> None:
    for one, other in (("It rose 2.5 percent.", "It rose 25 percent."), ("the mayor’s men", "the mayor men")):
        assert [part.kind for part in compare_words(one, other)] == ["same", "cut", "added", "same"]


def test_how_marks_within_a_word_are_written_makes_no_difference() -> None:
    assert {part.kind for part in compare_words("The ‘re‑run’ isn’t on (yet).", "the re-run isn't on, yet")} == {"same"}


def test_long_wordings_take_no_long_time() -> None:
    start = time.process_time()
    compare_words("a b " * 20_000, "b a " * 20_000 + "c")
    compare_words("a " * 80, "a b " * 40)
    assert time.process_time() - start < 2
