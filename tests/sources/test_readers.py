"""One file or standard input: which reader takes it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.sources.places import read_places
from summarizer.sources.readers import read_plain

FERRY = "The old ferry will sail again from Norrvik in May."


@pytest.mark.parametrize(
    ("data", "count", "markup"),
    [
        (FERRY, 1, "plain"),
        ("[Update] " + FERRY, 1, "plain"),
        ("{sic} " + FERRY, 1, "plain"),
        (f"---\noutlet: dpa\n---\n{FERRY}", 1, "markdown"),
        (f"<!DOCTYPE html>\n<html><body><p>{FERRY}</p></body></html>", 1, "plain"),
        (f'{{"text": "{FERRY}"}}', 1, "plain"),
        (f'[{{"text": "{FERRY}"}}, {{"text": "{FERRY}"}}]', 2, "plain"),
        (f'{{"text": "{FERRY}"}}\n{{"text": "{FERRY}"}}\n', 2, "plain"),
    ],
)
def test_standard_input_is_recognised_by_its_beginning(data: str, count: int, markup: str) -> None:
    articles, problems = read_places(["-"], stdin=data.encode())
    assert problems == ()
    assert [(article.path, article.markup) for article in articles] == [("-", markup)] * count
    assert all(FERRY in article.text for article in articles)


def test_broken_json_is_a_problem_and_not_an_article() -> None:
    articles, problems = read_places(["-"], stdin=b'{"text": "It rained.", }')
    assert articles == ()
    assert problems[0].where == "-:1"


def test_standard_input_named_twice_is_read_once_and_takes_an_outlet() -> None:
    articles, _ = read_places(["-", "-"], {"-": "dpa"}, FERRY.encode())
    assert [article.outlet for article in articles] == ["dpa"]


@settings(max_examples=60, deadline=None)
@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_input_gives_articles_or_problems(text: str) -> None:
    articles, problems = read_places(["-"], stdin=text.encode("utf-8", "replace"))
    assert articles or problems


def test_plain_text_may_begin_with_front_matter_too() -> None:
    (article,), problems = read_plain(b"---\noutlet: The Demo Post\n---\n\nIt *rained*.\n", "a.txt")
    assert (article.outlet, article.markup, article.text[article.body :]) == (
        "The Demo Post",
        "plain",
        "It *rained*.\n",
    )
    assert problems == ()


@pytest.mark.parametrize("text", ["---\nIt rained.\n", "---\nIt rained.\n---\nIt snowed.\n", "It rained.\n"])
def test_a_ruled_line_in_plain_text_is_text_and_no_problem(text: str) -> None:
    (article,), problems = read_plain(text.encode(), "a.txt")
    assert (article.text, article.body, problems) == (text, 0, ())
