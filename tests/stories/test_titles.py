"""The title of a story: of headlines that are as near, the one that tells what happened, and what happened last."""

from __future__ import annotations

import pytest

from summarizer.model import Article
from summarizer.stories.description import Headline, choose_title

TELLS = "Ferry Linnea sinks off Arle with forty aboard"


def choose(*titles: str, days: tuple[str, ...] = ("", ""), language: str = "en", is_told: bool = False) -> str:
    articles = [
        Article("", title=title, language=language, published=day) for title, day in zip(titles, days, strict=False)
    ]
    # The first are nearer to the others, by more than the days would make up for.
    likeness = [0.9 - 0.3 * number for number in range(len(articles))] if is_told else [0.5] * len(articles)
    found = zip(articles, likeness, strict=True)
    return choose_title([Headline(one, "report", support) for one, support in found], is_told=is_told)[0]


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


def test_a_story_that_was_told_has_a_headline_of_its_newest_day_where_one_has_no_fault() -> None:
    days = ("2031-03-03", "2031-03-04", "2031-03-04")
    found = "Divers find the ferry Linnea off Arle in forty metres"
    assert choose(TELLS, found, days=days[:2], is_told=True) == found
    assert choose(TELLS, "Did divers find the ferry Linnea off Arle?", found, days=days, is_told=True) == found
    assert choose(TELLS, "Did divers find the ferry Linnea off Arle?", days=days[:2], is_told=True) == TELLS
    likeness = (0.9, 0.6)
    articles = [Article("", title=title, published=day) for title, day in zip((TELLS, found), days, strict=False)]
    told = [Headline(one, "report", near, is_confirmed=True) for one, near in zip(articles, likeness, strict=True)]
    assert choose_title(told)[0] == TELLS
    assert choose_title([told[0], Headline(articles[1], "report", 0.6, is_confirmed=False)], is_told=True)[0] == TELLS
