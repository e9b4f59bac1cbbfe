"""Markdown and its front matter."""

import time

import pytest

from summarizer.model import Article
from summarizer.sources.article_fields import ReadResult
from summarizer.sources.readers import read_markdown

BODY = "It rained in Norrvik.\n"


def read(matter: str) -> ReadResult:
    return read_markdown(f"---\n{matter}\n---\n{BODY}".encode(), "a.md")


def read_one(matter: str) -> Article:
    articles, problems = read(matter)
    assert problems == ()
    return articles[0]


def test_the_text_keeps_its_front_matter_and_the_body_begins_after_it() -> None:
    article = read_one("outlet: dpa\ntags: [a, b]")
    assert article.text.startswith("---\noutlet: dpa")
    assert article.text[article.body :] == BODY
    assert (article.markup, article.outlet, article.outlet_from) == ("markdown", "dpa", "metadata")


def test_words_that_yaml_takes_for_other_things_stay_words() -> None:
    article = read_one("outlet: NO\ntitle: 2031\nauthor: ~\npublished: 2031-03-04 10:00:00")
    assert (article.outlet, article.title, article.author) == ("NO", "2031", "")
    assert article.published == "2031-03-04"


@pytest.mark.parametrize("date", ["2031-02-30", "4 March 2031", "2031-13", "31-03-04", "2031-03-04x"])
def test_a_date_that_cannot_be_is_reported_and_left_empty(date: str) -> None:
    articles, problems = read(f"published: {date}\noutlet: dpa")
    assert (articles[0].published, articles[0].outlet) == ("", "dpa")
    assert "published is not a date" in problems[0].message


def test_broken_front_matter_names_its_line_and_the_article_is_read() -> None:
    articles, problems = read("outlet: dpa\ntitle: 'open\nauthor: x")
    assert articles[0].text[articles[0].body :] == BODY
    assert problems[0].where.startswith("a.md:")
    assert int(problems[0].where[5:]) in (3, 4, 5)


def test_front_matter_without_an_end_is_reported_and_all_is_read() -> None:
    articles, problems = read_markdown(b"---\noutlet: dpa\n" + BODY.encode(), "a.md")
    assert (articles[0].body, problems[0].where) == (0, "a.md:1")


def test_a_ruled_line_at_the_top_is_no_front_matter() -> None:
    articles, problems = read_markdown(f"---\n\n{BODY}\n---\n".encode(), "a.md")
    assert (articles[0].body, problems) == (0, ())


def test_aliases_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{n}: &{n} [*{m}, *{m}]" for m, n in zip("abcdefgh", "bcdefghi", strict=True))
    articles, problems = read(bomb)
    assert articles[0].text[articles[0].body :] == BODY
    assert "aliases are not allowed" in problems[0].message


@pytest.mark.parametrize("matter", ["a: " + "[" * 50_000, "? " * 30_000, "a: '" + "x'' " * 9_000, "\x07: x"])
def test_hostile_yaml_is_a_quick_problem(matter: str) -> None:
    start = time.perf_counter()
    articles, problems = read(matter)
    assert time.perf_counter() - start < 5
    assert len(articles) == 1
    assert problems


def test_lists_addresses_and_languages_of_a_wrong_kind_are_reported() -> None:
    articles, problems = read("author: [A, B]\nurl: javascript:alert(1)\nlanguage: English language")
    assert (articles[0].author, articles[0].url, articles[0].language) == ("", "", "")
    assert len(problems) == 3


def test_metadata_is_one_clean_short_line() -> None:
    article = read_one('title: "A\\tB\\u202e \\0C"\noutlet: ' + "x" * 1_000)
    assert article.title == "A B C"
    assert len(article.outlet) == 300


def test_front_matter_alone_is_no_article() -> None:
    assert read_markdown(b"---\noutlet: dpa\n---\n\n", "a.md")[0] == ()


def test_null_is_nothing_and_in_quotes_a_name() -> None:
    text = b"---\noutlet: null\nauthor: 'null'\ntitle: \"~\"\nlanguage: ~\n---\nIt rained.\n"
    article = read_markdown(text, "a.md")[0][0]
    assert (article.outlet, article.author, article.title, article.language) == ("", "null", "~", "")


def test_a_title_with_a_colon_needs_no_quotation_marks_and_a_weblogs_date_is_read() -> None:
    text = "---\ntitle: Dam: who pays?\ndate: 2031-03-04 23:30:00 +0100\n---\n\nThe dam leaks.\n"
    (article,), problems = read_markdown(text.encode(), "a.md")
    assert (article.title, article.published, problems) == ("Dam: who pays?", "2031-03-04", ())


def test_a_headline_that_markdown_marks_is_the_title_where_front_matter_tells_none() -> None:
    data = b"---\noutlet: The Lake Herald\n---\n\n# Ferries stay in port\n\nNo ferry sailed on Monday."
    [article] = read_markdown(data, "a.md")[0]
    assert (article.outlet, article.title) == ("The Lake Herald", "Ferries stay in port")
