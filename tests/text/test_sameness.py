"""Two texts of one article are the same where only a template differs, however it puts its signs."""

from __future__ import annotations

import time

import pytest

from summarizer.model import Article
from summarizer.text.sameness import compare_texts

QUOTED = (
    'The harbour of Norvik is full. "We sailed at dawn. Nobody saw us," Dahl said. He left by "night. Lamp" ferry.\n\n'
    '"It was dark. It was cold," she wrote, and "nobody came. Nobody."\n\n'
)


@pytest.mark.parametrize("marks", ["“”", "«»", "„“"])
def test_marks_of_another_kind_cut_no_sentence_otherwise(marks: str) -> None:
    parts = QUOTED.split('"')
    text = "".join(part + (marks[at % 2] if at < len(parts) - 1 else "") for at, part in enumerate(parts))
    assert not compare_texts(Article(QUOTED), Article(text))
    one = QUOTED.replace('"', "“", 1)
    assert not compare_texts(Article(QUOTED), Article(one))


def test_a_sentence_is_told_in_the_signs_of_its_text() -> None:
    difference = compare_texts(Article("It rained.", language="en"), Article("“It  snowed,” he said.", language="en"))
    assert [one.text for one in difference.came] == ["“It snowed,” he said."]


@pytest.mark.parametrize("piece", ["«", "1 ", "ago ", "this article ", "\n"])
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    compare_texts(Article("x", language="en"), Article(piece * (200_000 // len(piece)), language="en"))
    assert time.process_time() - begun < 10
