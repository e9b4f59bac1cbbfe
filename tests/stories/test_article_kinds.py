"""What an article is, by its headline and address: reports that look like something else are reports."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from summarizer.model import Article
from summarizer.stories.article_kinds import find_kind

LINES = (Path(__file__).parent.parent / "cases" / "article_kinds.tsv").read_text("utf-8").splitlines()
ARGUING = tomllib.loads((Path(__file__).parent.parent / "cases" / "arguing.toml").read_text("utf-8"))["case"]
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("language", "kind", "title", "url"), CASES)
def test_an_article_is_what_its_headline_and_address_say(language: str, kind: str, title: str, url: str) -> None:
    assert find_kind(Article("", title=title, url=url, language=language, outlet="Arle Post")) == kind


@pytest.mark.parametrize("case", ARGUING, ids=[case["title"] for case in ARGUING])
def test_an_article_whose_author_argues_is_opinion_and_none_that_quotes_who_does(case: dict[str, str]) -> None:
    assert find_kind(Article(case["text"], title=case["title"], language=case["language"])) == case["kind"]


def test_a_report_in_a_language_without_such_words_is_a_report() -> None:
    assert find_kind(Article("", title="Opinion: Liveticker", language="fi")) == "report"


@pytest.mark.parametrize(
    ("author", "title", "ending", "kind"),
    [
        ("Tom Reed; Ana Dahl", "Ferries are too old", "Ana Dahl is a columnist for the Arle Post.", "comment"),
        ("Ana Dahl, opinion contributor", "Ferries are too old", "It sank.", "comment"),
        ("Ana Dahl", "Ferries sink off Arle", "Ana Dahl covers the coast.", "report"),
        ("Ana Dahl", "Ferries sink off Arle", "Tom Reed is a professor of law at Arle.", "report"),
        ("Coast Commission", "Coast Commission: ferries must shrink by 2032", "It sank.", "report"),
        ("Ana Dahl", "Ana Dahl: the ferries stay in port", "It sank.", "report"),
    ],
)
def test_an_article_that_is_signed_as_opinion_is_opinion(author: str, title: str, ending: str, kind: str) -> None:
    article = Article(f"The ferry sank off Arle.\n\n{ending}", title=title, author=author, language="en")
    assert find_kind(article) == kind


@pytest.mark.parametrize(("language", "author"), [("ru", "Профессор Анна Даль"), ("uk", "Професор Анна Даль")])
def test_a_bare_title_of_its_author_makes_no_report_opinion(language: str, author: str) -> None:
    assert find_kind(Article("Паром затонул.", title="Паром", author=author, language=language)) == "report"
