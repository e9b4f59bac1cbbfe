"""Which articles are one: a feed's item, its page, a mail and a pasted text."""

from dataclasses import replace

import pytest

from summarizer.analysis.story import gather, group_prints
from summarizer.model import Article

TEASER = "The harbour wall of Norrvik will cost forty million euros, the mayor said on Monday."
WHOLE = f"{TEASER} Work begins in May and will take three years. The county pays a third of it. Some citizens object."
TITLE = "Harbour wall costs forty million"
URL = "https://post.example/wall"
FEED = Article(
    TEASER, "The Norrvik Post", TITLE, url=URL, published="2031-03-04", outlet_from="metadata", path="feed.md"
)
PAGE = replace(
    FEED, text=WHOLE, url="https://www.post.example/wall/?utm_source=rss", published="2031-03-05", path="a.html"
)
PASTED = replace(FEED, text=f"{WHOLE} Copyright The Norrvik Post.", url="", published="", path="c.txt")
MAIL = replace(
    FEED,
    text=f"Good morning. {WHOLE}",
    url="",
    outlet="Post (mail.post.example)",
    sender="a@mail.post.example",
    path="b.eml",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FEED, PAGE),
        (PAGE, PASTED),
        (PAGE, MAIL),
        (FEED, PASTED),
        (MAIL, replace(PASTED, outlet=MAIL.outlet)),
        (FEED, replace(PASTED, outlet="unknown (c.txt)", outlet_from="unknown")),
        (FEED, replace(PAGE, url=f"{URL}?at_medium=rss&amp=1")),
        (FEED, replace(PAGE, url="http://post.example/wall#top", title="Wall")),
    ],
)
def test_prints_of_one_article_are_one_whichever_came_first(one: Article, other: Article) -> None:
    assert len(group_prints([one, other])) == len(group_prints([other, one])) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(FEED, outlet="Elmstedt Echo", url="https://echo.example/wall"),
        replace(FEED, text="The old crane was sold to a museum for a small sum.", title="Crane sold"),
        replace(FEED, text=f"{WHOLE} It changed at noon.", url="https://post.example/wall-2"),
        replace(PASTED, outlet="Elmstedt Echo"),
        replace(MAIL, sender="a@other.example"),
        replace(MAIL, sender="a@evilpost.example"),
        replace(PASTED, title="Wall"),
        replace(FEED, url="https://post.example/page?id=2"),
    ],
)
def test_other_articles_stay_apart(other: Article) -> None:
    assert len(group_prints([replace(FEED, url=f"{URL}?id=1") if "id=2" in other.url else FEED, other])) == 2


def test_updates_with_one_title_and_no_address_stay_apart() -> None:
    first = replace(FEED, url="", path="1.md")
    assert len(group_prints([first, replace(first, text=WHOLE, path="2.md")])) == 2


def test_the_fullest_text_is_read_the_earliest_day_counts_and_the_others_are_told() -> None:
    story = gather([FEED, PAGE, PASTED])
    (article,) = story.articles
    assert article.text == PASTED.text
    assert (article.published, article.url) == ("2031-03-04", PAGE.url)
    assert {one.path for one in story.set_aside} == {"feed.md", "a.html"}
    (problem,) = story.problems
    assert set(problem.where.split(", ")) == {"feed.md", "a.html"}
    assert problem.message == "same article as c.txt, which tells more; counted once"
    assert gather([PASTED, PAGE, FEED]) == story
