from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.model import Article
from summarizer.text.edits import apply_edits
from summarizer.text.missing_spaces import count_vocabulary
from summarizer.text.segmentation import FIXES, clean, unglue

EXAMPLES = {
    "surrogates": ("a\ud800b", "a\ufffdb"),
    "mojibake": ("itâ€™s", "it’s"),
    "entities": ("Q&amp;A", "Q&A"),
    "invisible characters": ("a\u200bb", "ab"),
    "composed characters": ("cafe\u0301", "café"),
    "wrapped lines": (
        "The council of the town met on Monday night and\ndecided to close the bridge.",
        "The council of the town met on Monday night and decided to close the bridge.",
    ),
    "blanks": ("a\u00a0\u00a0b", "a b"),
}
ODD = (
    "\u200b \u200d \u0301 e & amp; &amp; &#39; Ã© â€™ Â\u00a0 ï»¿ ** * _ [x](https://example.org) ![a](b) “ ” ’ # > - ."
)
BLANKS = (" ", "  ", "\u00a0", "\n", "\n\n", "\r", "\u2028", "\x85", "\ud800")
pieces = st.sampled_from([*ODD.split(" "), *BLANKS, "The dam held. ", "PresidentDahl ", "thestrike "])
nasty = st.lists(pieces, max_size=25).map("".join)


def test_every_fix_has_an_example() -> None:
    assert EXAMPLES.keys() == FIXES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_fix_is_recorded_under_its_name(name: str) -> None:
    before, after = EXAMPLES[name]
    revision = clean(Article(before))
    assert revision.text == after
    assert {edit.fix for edit in revision.edits} == {name}


def test_what_stands_before_the_body_is_taken_out_and_counts_in_the_offsets() -> None:
    matter = "---\noutlet: Lake Herald\n---\n"
    revision = clean(Article(f"{matter}It\u00a0rained.", body=len(matter)))
    assert revision.text == "It rained."
    assert [(edit.start, edit.fix) for edit in revision.edits] == [(0, "front matter"), (len(matter) + 2, "blanks")]


def test_marks_are_stripped_from_markdown_only() -> None:
    assert clean(Article("a **b**", markup="markdown")).text == "a b"
    assert clean(Article("a **b**")).text == "a **b**"


def test_a_later_fix_reaches_every_place_inside_what_an_earlier_one_changed() -> None:
    assert clean(Article("Â\u00a0\rÃ©")).text == " \né"


@given(nasty | st.text(), st.sampled_from(["", "---\nx: y\n---\n"]), st.sampled_from(["plain", "markdown"]))
def test_the_edits_made_in_the_source_give_the_revised_text(text: str, matter: str, markup: str) -> None:
    source = matter + text
    article = Article(source, body=len(matter), markup="markdown" if markup == "markdown" else "plain")
    revision = clean(article)
    vocabulary = count_vocabulary([revision.text, "President Dahl ended the strike."])
    revision = unglue(revision, vocabulary)
    assert apply_edits(source, 0, len(source), revision.edits) == revision.text


@given(st.text("aé “”’\u00a0\u200b\t\n.\u0301\u2009", max_size=40))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = clean(Article(text)).text
    assert clean(Article(once)).edits == ()
