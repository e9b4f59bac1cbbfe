"""Articles in files: what is written is what the readers of the program read."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import NOW

from summarizer.errors import SourceError
from summarizer.fetch.intake import (
    ArticleText,
    format_article,
    name_article_file,
    prepare_article,
    write_article_file,
)
from summarizer.sources.article_fields import has_words
from summarizer.sources.article_heads import find_heading
from summarizer.sources.places import read_places

ODD_LINES = [
    "---",
    "...",
    "***",
    "# heading",
    "- item",
    "> quoted",
    "key: value",
    "```",
    "\ufeffx",
    "\x85",
    "<b>",
    "~",
    "{{ x }}",
]
TEXTS = st.lists(st.one_of(st.sampled_from(ODD_LINES), st.text(max_size=30)), max_size=8).map("\n".join)
LINES = st.one_of(
    st.sampled_from(
        ["null", "~", "NO", "2031-03-04", "- x", "a: b", "# c", "'", '"', "&a", "*a", "!x", "|", "%", "@", "0x1"]
    ),
    st.text(max_size=40),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "outlet": LINES,
        "title": LINES,
        "author": LINES,
        "url": st.one_of(
            st.just("https://post.example/a?b=1&c=#d"), st.text(max_size=20).map("https://x.example/".__add__)
        ),
        "published": st.dates().map(str),
        "language": st.sampled_from(["de", "en-GB", "", "x"]),
    },
)


@given(TEXTS, FIELDS)
def test_what_is_stored_is_read_back_to_the_same(text: str, fields: dict[str, str]) -> None:
    try:
        stored = prepare_article(text, fields)
    except SourceError:
        assert not has_words(text)
        return
    with TemporaryDirectory() as folder:
        name = name_article_file(stored, "https://post.example/a", "2031-03-05")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d/[^/]+-[0-9a-f]{8}\.md", name)
        assert len(Path(name).name.encode()) < 250
        assert write_article_file(Path(folder), name, stored, NOW)
        (article,), problems = read_places([folder])
        assert not write_article_file(Path(folder), name, stored, NOW)
    assert [problem.level for problem in problems] == ["notice"] * ("\ufffd" in format_article(stored))
    assert article.text[article.body :] == f"{stored.text}\n"
    told = find_heading(article.text[article.body :]) | {name: one for name, one in stored.fields.items() if one}
    for field in ("outlet", "title", "url", "published", "author", "language"):
        assert getattr(article, field) == told.get(field, "")


def test_a_changed_text_or_title_is_written_and_what_a_template_changes_is_not(tmp_path: Path) -> None:
    first = ArticleText("It rained.", {"title": "Rain"})
    assert write_article_file(tmp_path, "2031-03-04/a.md", first, NOW)
    assert not write_article_file(
        tmp_path, "2031-03-04/a.md", ArticleText("It  rained.\n\n3 comments", {"title": "Rain"}), NOW
    )
    assert write_article_file(tmp_path, "2031-03-04/a.md", ArticleText("It rained.", {"title": "More rain"}), NOW)
    assert write_article_file(tmp_path, "2031-03-04/a.md", ArticleText("It snowed.", {"title": "Snow"}), NOW)
    assert "Snow" in (tmp_path / "2031-03-04" / "a.md").read_text()


def test_a_file_that_was_damaged_is_written_anew(tmp_path: Path) -> None:
    stored = ArticleText("It rained.", {"title": "Rain"})
    write_article_file(tmp_path, "2031-03-04/a.md", stored, NOW)
    (tmp_path / "2031-03-04" / "a.md").write_bytes(b"\x00\x01\x02" * 100)
    assert write_article_file(tmp_path, "2031-03-04/a.md", stored, NOW)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"outlet": "../../etc", "title": "a/b\\c"}, "2031-03-05/etc-a-b-c-"),
        ({}, "2031-03-05/unknown-untitled-"),
        ({"outlet": "…", "title": "Київ: заява", "published": "2031-03"}, "2031-03-05/briefing-київ-заява-"),
    ],
)
def test_a_file_is_named_after_the_article_and_stays_in_its_folder(fields: dict[str, str], name: str) -> None:
    assert name_article_file(ArticleText("x", fields), "https://x.example/", "2031-03-05").startswith(name)


def test_without_fields_a_text_that_looks_like_front_matter_stays_text(tmp_path: Path) -> None:
    stored = prepare_article("---\noutlet: forged\n---\nIt rained.", {})
    assert write_article_file(tmp_path, "2031-03-04/a.md", stored, NOW)
    (article,), _ = read_places([str(tmp_path)])
    assert article.outlet == ""
    assert article.text[article.body :] == "---\noutlet: forged\n---\nIt rained.\n"


def test_front_matter_cannot_be_broken_out_of() -> None:
    written = format_article(prepare_article("It rained.", {"title": "x\n---\noutlet: forged\n---\n"}))
    assert written.count("\n---\n") == 1
