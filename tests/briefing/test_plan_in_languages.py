"""The plan of the sample story hears its actors in German, French, Spanish, Ukrainian and Russian too."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.briefing.pipeline import make_briefing
from summarizer.config.plans import load_plans
from summarizer.model import Article, Length, Options

CALLS = Path(__file__).parent.parent / "cases" / "plans" / "calls"
DAY, MOST_WRONG = "2024-11-16", 0.12


def read_call(code: str) -> tuple[list[Article], dict[str, list[str]]]:
    """Return the articles of a language on the call, and by each sentence the sections where a reader puts it."""
    articles: list[Article] = []
    labels: dict[str, list[str]] = {}
    _, *reports = (CALLS / f"{code}.tsv").read_text(encoding="utf-8").split("== ")
    for number, report in enumerate(reports):
        opening, *lines = report.splitlines()
        outlet, title = opening.split("\t")
        told = [line.split("\t") for line in lines]
        labels |= {text: sections.split("|") for sections, text in told}
        body = "\n\n".join(text for _, text in told)
        articles.append(Article(body, title=title, outlet=outlet, language=code, published=DAY, id=f"a{number}"))
    return articles, labels


@pytest.mark.parametrize("code", ["de", "fr", "es", "uk", "ru"])
def test_the_sentences_of_a_call_are_in_their_sections(code: str) -> None:
    articles, labels = read_call(code)
    options = Options(date="2024-11-18", plans=load_plans("auto"), length=Length(99, "sentences"))
    briefing = make_briefing(articles, options)
    assert briefing.plan == "ukraine-call"
    placed = {one.text: one.section for one in briefing.trace if one.text in labels}
    assert placed.keys() == labels.keys()
    wrong = {text: section for text, section in placed.items() if section not in labels[text]}
    assert len(wrong) <= MOST_WRONG * len(labels), wrong
