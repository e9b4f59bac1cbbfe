from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.story import Story, complete, gather
from summarizer.model import Article

DAM = "The dam above Arle held on Monday. The mayor said nobody had been hurt."
FIRST = "The council of Arle voted on Monday night to close the old bridge over the river until the autumn."
SECOND = "Engineers who looked at it last week found that two of its seven pillars had sunk by several centimetres."
THIRD = "A ferry will carry walkers and cyclists across, but lorries must take the long road round by Harbour Town."

articles = st.lists(
    st.builds(
        Article,
        text=st.sampled_from([DAM, FIRST, SECOND, f"{DAM} ", DAM.upper(), "", "© 2031 Lake Herald"]),
        outlet=st.sampled_from(["", "Lake Herald", "Demo Post"]),
        title=st.sampled_from(["", "Dam"]),
        published=st.sampled_from(["", "2031-05-03", "2031-05-03T09:00", "2031-05-04"]),
        author=st.sampled_from(["", "Ana Dahl"]),
        language=st.sampled_from(["", "en", "de"]),
        path=st.sampled_from(["", "a.txt", "b.txt"]),
        item=st.sampled_from([0, 1, 2]),
    ),
    max_size=7,
)


@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(found: list[Article], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert gather(shuffled) == gather(found)


@given(articles)
def test_each_text_counts_once_and_every_other_is_noticed(found: list[Article]) -> None:
    story = gather(found)
    texts = [" ".join(article.text.split()).casefold() for article in story.articles]
    assert len(texts) == len(set(texts))
    assert len(story.articles) + len(story.copies) + len(story.set_aside) == len(found)
    assert sum(len(problem.where.split(", ")) for problem in story.problems) <= len(story.copies) + len(story.set_aside)
    assert all(problem.level == "notice" for problem in story.problems)
    assert [article.id for article in story.articles] == [f"a{n}" for n in range(1, len(texts) + 1)]
    ids = {article.id for article in story.articles}
    assert all(key in ids and copy.outlet for key, copy in story.copies)
    names = [*ids, *(copy.id for _, copy in story.copies)]
    assert len(names) == len(set(names))


def test_five_identical_articles_count_once() -> None:
    story = gather([Article(DAM, path=f"{name}.txt") for name in "edcba"])
    assert [article.path for article in story.articles] == ["a.txt"]
    assert story.copies == ()
    (problem,) = story.problems
    assert (problem.where, problem.message) == ("b.txt, c.txt, d.txt, and 1 more", "same text as a.txt; counted once")


def test_of_many_copies_the_first_are_named_and_the_rest_is_counted() -> None:
    story = gather([Article(DAM, path=f"{number:04}.txt", outlet=f"Post {number}") for number in range(1_501)])
    (problem,) = story.problems
    assert problem.where == "0001.txt, 0002.txt, 0003.txt, and 1,497 more"
    assert len(story.copies) == 1_500


def test_the_same_text_at_another_outlet_is_kept_as_its_copy() -> None:
    story = gather(
        [Article(DAM, outlet=name, path=f"{name}.txt") for name in ("Lake Herald", "Demo Post", "Demo Post")]
    )
    assert [article.outlet for article in story.articles] == ["Demo Post"]
    assert [(key, copy.outlet, copy.id) for key, copy in story.copies] == [("a1", "Lake Herald", "a1-1")]
    (problem,) = story.problems
    assert problem.where == "Demo Post.txt, Lake Herald.txt"


def test_front_matter_is_no_part_of_the_text_that_counts() -> None:
    one, other = "---\noutlet: Demo Post\n---\n", "---\noutlet: Lake Herald\n---\n"
    story = gather(
        [
            Article(one + DAM, outlet="Demo Post", path="a.md", body=len(one)),
            Article(f"{other}\n{DAM}\n", outlet="Lake Herald", path="b.md", body=len(other)),
        ]
    )
    assert len(story.articles) == len(story.copies) == 1


def test_articles_stand_in_the_order_of_their_dates() -> None:
    days = {"c.txt": "2031-05-03", "a.txt": "2031-05-04", "b.txt": "", "d.txt": "2031-05"}
    story = gather([Article(f"{DAM} {path}", path=path, published=day) for path, day in days.items()])
    assert [article.path for article in story.articles] == ["d.txt", "c.txt", "a.txt", "b.txt"]


def test_what_an_article_does_not_say_is_inferred_and_marked_so() -> None:
    inferred = complete(Article(f"{DAM}\n© 2031 Lake Herald", path="a.txt"))
    assert (inferred.outlet, inferred.outlet_from, inferred.language) == ("Lake Herald", "inferred", "en")
    unknown = complete(Article(DAM, path="folder/a.txt", item=2))
    assert (unknown.outlet, unknown.outlet_from) == ("unknown (a.txt#2)", "unknown")
    stated = complete(Article(DAM, outlet="Demo Post", language="DE-at"))
    assert (stated.outlet_from, stated.language) == ("metadata", "de")
    assert len(stated.sha256) == 64
    assert complete(Article(DAM, sha256="abc")).sha256 == "abc"


@pytest.mark.parametrize(("asked", "language"), [("", "en"), ("de", "de"), ("DE-at", "de")])
def test_the_language_asked_for_goes_before_what_the_text_tells(asked: str, language: str) -> None:
    assert gather([Article(DAM)], asked).articles[0].language == language


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"ARLE, 15 Nov 2031 (dpa) - {DAM}", "2031-11-15"),
        (f"Dam holds\n\nARLE, Nov. 15, 2031 (dpa) - {DAM}", "2031-11-15"),
        (f"ARLE, 15 Nov (dpa) - {DAM}", "2031-11-15"),
        (f"ARLE, 2 Jan (dpa) - {DAM}", "2032-01-02"),
        (f"ARLE, 15 May (dpa) - {DAM}", ""),
        (f"ARLE (dpa) - {DAM}", ""),
        (f"ARLE, 15 Nov 2031 - {DAM}", "2031-11-15"),
    ],
)
def test_a_dateline_dates_an_article_that_has_no_date(text: str, published: str) -> None:
    story = gather([Article(text, "dpa"), Article(FIRST, "Lake Herald", published="2031-11-16")])
    assert [article.published for article in story.articles if article.outlet == "dpa"] == [published]
    alone = gather([Article(text, "dpa")], day="2031-11-16")
    assert [article.published for article in alone.articles] == [published]
    own = gather([Article(text, "dpa", published="2029")])
    assert own.articles[0].published == "2029"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"NEW ARLE, Norland, 15 Nov 2031 (dpa) - {DAM}", "NEW ARLE"),
        (f"Dam holds\n\nNew Arle (dpa) - {DAM}", "New Arle"),
        (f"(dpa) - {DAM}\n\nARLE (dpa) - {FIRST}", "ARLE"),
        (DAM, ""),
    ],
)
def test_an_article_was_written_where_its_dateline_says(text: str, place: str) -> None:
    assert gather([Article(text, "Lake Herald", published="2031-11-15")]).articles[0].dateline == place


def test_names_that_look_alike_are_told() -> None:
    told = gather([Article(DAM, "Rеuters"), Article(FIRST, "Lake Herald"), Article(SECOND, "Lаke Herald")]).problems
    assert [problem.where for problem in told] == ["Lаke Herald", "Rеuters"]
    assert "looks like “Reuters”" in told[1].message
    assert {problem.level for problem in told} == {"notice"}
    plain = [Article(DAM, "reuters"), Article(FIRST, "REUTERS"), Article(SECOND, "The Post"), Article(THIRD, "Post")]
    assert gather(plain).problems == ()


def test_the_very_text_under_a_look_alike_name_is_no_print_of_another_outlet() -> None:
    story = gather([Article(DAM, "Reuters", path="a"), Article(DAM, "Rеuters", path="b")])
    assert (len(story.copies), len(story.set_aside)) == (0, 1)


def test_an_article_is_as_old_as_the_days_before_the_latest_one() -> None:
    days = ("2031-03-01", "2031-02-27", "2031-03-01T08:30", "2031-02", "", "soon")
    articles = [Article("x", published=day, id=f"a{at}") for at, day in enumerate(days)]
    assert Story(tuple(articles)).ages == {"a0": 0, "a1": 2, "a2": 0}
    assert Story(()).ages == {}
