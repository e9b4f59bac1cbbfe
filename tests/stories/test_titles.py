"""The title of a story: of headlines that are as near, the one that tells what happened, and what happened last."""

from __future__ import annotations

import pytest

from summarizer.model import Article
from summarizer.stories.description import Headline, choose_title

TELLS = "Ferry Linnea sinks off Arle with forty aboard"


def choose(*titles: str, days: tuple[str, ...] = ("", ""), language: str = "en") -> str:
    articles = [
        Article("", title=title, language=language, published=day) for title, day in zip(titles, days, strict=False)
    ]
    return choose_title([Headline(article, "report", 0.5, is_confirmed=True) for article in articles])[0]


@pytest.mark.parametrize(
    "title",
    [
        "How the ferry Linnea sank off the coast of Arle",
        "6 takeaways from the sinking of the Linnea",
        "A ferry sank off Arle. Here’s what happens next.",
        "What we know about the sinking of the Linnea",
        "Mayor slams ferry company after the Linnea sinks off Arle",
        "“It was horrible”: ferry Linnea sinks off Arle with forty aboard",
        "Ferry Linnea sinks",
        "Did the ferry Linnea sink because of the waves?",
    ],
)
def test_a_headline_that_tells_what_happened_comes_before(title: str) -> None:
    assert choose(title, TELLS) == TELLS


def test_german_headlines_are_weighed_by_german_words() -> None:
    tells = "Fähre Linnea sinkt vor Arle mit vierzig Menschen"
    assert choose("Warum die Fähre Linnea vor Arle gesunken ist", tells, language="de") == tells


def test_of_two_days_the_later_one_gives_the_title() -> None:
    later = "Salvage of the ferry Linnea begins off Arle"
    assert choose(TELLS, later, days=("2031-03-04", "2031-03-05")) == later
