from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.edits import apply_edits, revise, unrevised
from summarizer.text.fixes import strip_markdown

marks = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "_",
            "__",
            "[",
            "](",
            "](https://example.org)",
            "![",
            ")",
            "> ",
            "- ",
            "# ",
            "\n",
            " ",
            "a",
            " word ",
        ]
    )
).map("".join)


def stripped(text: str) -> str:
    return revise(unrevised(text), strip_markdown(text), "markup").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a [call](https://example.org/x) was made", "a call was made"),
        ('see [the page](/page "Title") now', "see the page now"),
        ("![A bridge](bridge.jpg) stands", "A bridge stands"),
        ("**bold**, *leaning*, __bold__ and _leaning_", "bold, leaning, bold and leaning"),
        ("**[Dahl](https://example.org)** spoke", "Dahl spoke"),
        ("> a quotation\n> of two lines", "a quotation\nof two lines"),
        ("- one\n* two\n+ three", "one\ntwo\nthree"),
        ("## A heading", "## A heading"),
        ("[call](javascript:alert(1))", "[call](javascript:alert(1))"),
        ("[call](data:text/html,x)", "[call](data:text/html,x)"),
        ("2 * 3 * 4 = 24, snake_case_name, 5*6*7", "2 * 3 * 4 = 24, snake_case_name, 5*6*7"),
        ("“[We] will not,” he said [in May]", "“[We] will not,” he said [in May]"),
    ],
)
def test_marks_go_and_words_stay(before: str, after: str) -> None:
    assert stripped(before) == after


@given(marks)
def test_nothing_but_marks_and_addresses_is_lost(text: str) -> None:
    revision = revise(unrevised(text), strip_markdown(text), "markup")
    assert apply_edits(text, 0, len(text), revision.edits) == revision.text
    assert revision.text.count("word") == text.count("word")
    assert revision.text.count("\n") == text.count("\n")
    assert all(edit.after == "" for edit in revision.edits)
