"""What an outlet changed in an article is told from what its template does, by sixty pairs that were made first."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.briefing.article_changes import PrintedLine, SentenceChange, find_changes, find_printed_changes
from summarizer.model import Article

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "revisions.toml").read_text(encoding="utf-8"))


def put(text: str, replaced: dict[str, str]) -> str:
    for old, new in replaced.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def is_told(change: SentenceChange, expected: str) -> bool:
    kind, was, now = (part.strip() for part in expected.split("|"))
    texts = ((change.was, was), (change.now, now))
    return change.kind == kind and all(text.startswith(start) and bool(text) == bool(start) for text, start in texts)


@pytest.mark.parametrize("pair", CASES["pairs"], ids=lambda pair: str(pair["name"]))
def test_a_change_is_found_with_its_kind_and_nothing_else(pair: dict[str, Any]) -> None:
    base = CASES["bases"][pair["base"]]
    before, after = (Article(put(base, pair.get(side, {})), published="2031-03-04") for side in ("before", "after"))
    changes, note = find_changes(before, after)
    assert len(changes) == len(pair["changes"]), changes
    assert all(map(is_told, changes, pair["changes"])), changes
    assert bool(note) == pair.get("marked", False), note


def test_of_a_line_that_was_printed_and_stood_beside_another_the_print_is_told() -> None:
    was, now = "Divers found nine chests of tin off Lom.", "Divers found six chests of tin off Lom."
    article = Article("", "Tarn Echo", path="echo.md")
    beside = PrintedLine("2031-03-04", was, article, named=True)
    printed = PrintedLine("2031-03-05", was.removesuffix(" off Lom."), article)
    for lines, date in (([beside, printed], "2031-03-05"), ([beside], "2031-03-04")):
        (change,) = find_printed_changes(lines, lambda _: (Article(was), Article(now)))
        assert (change.date, change.beside, change.was) == (date, len(lines) == 1, lines[-1].text)
