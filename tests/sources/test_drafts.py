"""A draft is read with every word that a reader would see, each at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.sources.drafts import MAX_DRAFT, flatten_page, read_draft

PAGE = """<!DOCTYPE html><html><head><title>x</title></head><body>
<h1>Morning</h1><p>We will <b>not</b>
close.</p><!-- hidden --><p>He said: <q>N<i>o</i>.</q></p></body></html>"""


def visible(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\u200b", "").split("\n") if line.strip()]


def test_a_page_is_read_whole_and_its_places_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "draft.html").write_text(PAGE, encoding="utf-8")
    draft, written = read_draft(str(tmp_path / "draft.html"))
    assert written == PAGE
    assert len(draft.text) == len(PAGE)
    assert visible(draft.text) == ["# x", "# Morning", "We will not close.", "He said: “No.”"]
    assert draft.text.index("close") == PAGE.index("close")


def test_what_standard_input_holds_is_told_by_how_it_begins() -> None:
    draft, _ = read_draft("-", PAGE.encode())
    assert visible(draft.text)[2] == "We will not close."
    draft, _ = read_draft("-", b"---\noutlet: X\n---\nIt is **not** so.")
    assert (draft.text[draft.body :], draft.markup) == ("It is **not** so.", "markdown")


def test_front_matter_is_no_part_of_a_draft_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("---\ntitle: T\n---\nIt rained.\n", encoding="utf-8")
    draft, _ = read_draft(str(tmp_path / "draft.md"))
    assert draft.text[draft.body :].strip() == "It rained."


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"  \n", "is empty"),
        ("a.docx", b"PK\x03\x04rest of a zip", "Markdown, plain text, HTML or Word"),
        ("a.pdf", b"%PDF-1.7 x", "Markdown, plain text, HTML or Word"),
        ("a.csv", b"a,b", "is a file .md, .txt, .html or .docx"),
        ("a.txt", b"a" * (MAX_DRAFT + 1), "500,001 characters"),
    ],
)
def test_what_is_no_draft_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError) as fault:
        read_draft(str(tmp_path / name))
    assert told in str(fault.value)
    assert name in fault.value.where


@pytest.mark.parametrize("text", ["<p", "<!--", "<script>x", "<b><b><b>", "<q>", "a < b > c", "<h1>"])
def test_a_broken_page_keeps_its_length(text: str) -> None:
    assert len(flatten_page(text)) == len(text)


@pytest.mark.parametrize(
    ("sheet", "is_marked"),
    [
        ("/* type */ p, a:hover { color: #222; margin: 0 0 1em; font-family: Georgia, serif }", False),
        ("p { color: #fff }", True),
        (".x::before { content: 'not ' }", True),
        ("@import url(other.css);", True),
        ("@media screen { p { display: none } }", True),
        ("p { margin: 0 /* } */; display: none }", True),
    ],
)
def test_a_style_sheet_is_marked_only_where_it_may_hide_move_or_add(sheet: str, is_marked: bool) -> None:
    page = f"<style>{sheet}</style><p>The weir is safe.</p>"
    assert ("style]" in flatten_page(page)) == is_marked


@pytest.mark.parametrize(
    ("page", "is_marked"),
    [
        ('<style title="ld+json">p::before{content:"not "}</style>', True),
        ('<script data-a="ld+json">write()</script>', True),
        ('<script type="application/json">{}</script>', False),
        ('<p style="margin-left: 99999px">The weir is safe.</p>', True),
        ('<p style="margin: 0 0 1em; white-space: pre-wrap; color: rgb(0, 0, 0)">The weir is safe.</p>', False),
        ('<body text="#ffffff">The weir is safe.', True),
    ],
)
def test_only_what_shows_as_it_is_written_has_no_mark(page: str, is_marked: bool) -> None:
    assert ("ꞩ" in flatten_page(page)) == is_marked


def test_a_style_of_many_blanks_costs_no_more_than_its_letters() -> None:
    assert flatten_page(f"<p style='margin:{' ' * 200_000}('>The weir is safe.</p>").endswith("\n")
