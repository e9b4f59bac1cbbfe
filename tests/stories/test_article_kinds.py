"""What an article is, by its headline and address: reports that look like something else are reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.model import Article
from summarizer.stories.pile import find_kind

LINES = (Path(__file__).parent.parent / "cases" / "article_kinds.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("language", "kind", "title", "url"), CASES)
def test_an_article_is_what_its_headline_and_address_say(language: str, kind: str, title: str, url: str) -> None:
    assert find_kind(Article("", title=title, url=url, language=language, outlet="Arle Post")) == kind


def test_a_report_in_a_language_without_such_words_is_a_report() -> None:
    assert find_kind(Article("", title="Opinion: Liveticker", language="fi")) == "report"
