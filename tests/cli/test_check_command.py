"""``summarizer check``: a draft against the articles of a folder, for people and for pipelines."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest
from calling import call, put_files

from summarizer.model import CheckedDraft, DraftFinding, DraftSource

TRUE = "“We will not go back for four percent,” said union leader Per Moe.\n"
FALSE = "“We will go back for four percent,” said union leader Per Moe.\n"


def test_a_draft_that_stands_in_its_sources_holds(desk: Path) -> None:
    put_files(desk, {"draft.md": f"Good morning,\n\n{TRUE}"})
    run = call("check", "draft.md", "--against", "news")
    assert (run.status, run.err) == (0, "")
    assert "3 verbatim: quotation" in run.out
    assert "Harbour Post, said by Per Moe; news/post.md:" in run.out
    assert "1 left out: greeting" in run.out
    assert run.out.endswith("checked  1 verbatim; 1 left out; against 3 articles\n")


def test_an_article_of_no_known_outlet_is_listed_as_such(desk: Path) -> None:
    put_files(desk, {"draft.md": TRUE, "scrap.txt": f"{TRUE}\nThe strike goes on.\n"})
    told = call("check", "draft.md", "--against", "scrap.txt").out
    assert "in      unknown outlet, said by Per Moe; scrap.txt:" in told


def test_a_denial_that_is_gone_is_shown_with_both_texts(desk: Path) -> None:
    put_files(desk, {"draft.txt": FALSE})
    run = call("check", "draft.txt", "--against", "news")
    assert run.status == 1
    assert "1 altered (negation): quotation" in run.out
    assert "source  “We will not go back for four percent,” said union leader Per Moe." in run.out
    assert "differs We will [-not-] go back for four percent" in run.out


def test_the_json_has_its_schema_and_all_fields(desk: Path) -> None:
    put_files(desk, {"draft.md": f"{TRUE}\nNobody knows.\n"})
    run = call("check", "draft.md", "--against", "news/post.md", "--against", "news/times.md", "--json")
    record = json.loads(run.out)
    assert (run.status, record["schema"], record["holds"], record["articles"]) == (1, "summarizer.check/1", False, 2)
    assert {field.name for field in fields(CheckedDraft)} <= set(record)
    quotation, sentence = record["findings"]
    assert set(quotation) == {field.name for field in fields(DraftFinding)}
    assert set(quotation["sources"][0]) == {field.name for field in fields(DraftSource)}
    assert (sentence["line"], sentence["verdict"]) == (3, "not found")
    run = call("check", "draft.md", "--against", "news", "--quotations-only", "--json")
    assert (run.status, len(json.loads(run.out)["findings"])) == (0, 1)


def test_a_draft_may_come_by_standard_input_and_sources_by_the_settings(desk: Path) -> None:
    put_files(desk, {"summarizer.toml": 'places = ["news"]\n'})
    assert call("check", "-", stdin=TRUE.encode()).status == 0
    assert call("check", "-", stdin=FALSE.encode()).status == 1


def test_a_draft_in_the_folder_of_its_sources_proves_nothing(desk: Path) -> None:
    put_files(desk / "news", {"draft.md": FALSE})
    assert call("check", "news/draft.md", "--against", "news").status == 1


def test_what_a_draft_or_a_source_holds_moves_no_cursor(desk: Path) -> None:
    put_files(desk, {"draft.md": "\x1b[2JLies \x07all over.\n"})
    run = call("check", "draft.md", "--against", "news")
    assert run.status == 1
    assert "\x1b" not in run.out
    assert "\x07" not in run.out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("no.md", "--against", "news"), "no.md"),
        (("draft.csv", "--against", "news"), "is no draft"),
        (("draft.md", "--against", "nowhere"), "no article could be read"),
        (("-", "--against", "-"), "cannot both be standard input"),
    ],
)
def test_a_wrong_call_is_told_in_a_message(desk: Path, args: tuple[str, ...], told: str) -> None:
    put_files(desk, {"draft.md": TRUE, "draft.csv": TRUE})
    run = call("check", *args, stdin=TRUE.encode())
    assert run.status == 2
    assert told in run.err
    assert run.out == ""


def test_a_source_that_cannot_be_read_is_a_problem(desk: Path) -> None:
    put_files(desk, {"draft.md": TRUE, "news/bad.json": "{"})
    run = call("check", "draft.md", "--against", "news")
    assert run.status == 1
    assert "bad.json" in run.err
