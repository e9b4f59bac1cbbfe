"""JSON and JSON Lines."""

import pytest

from summarizer.errors import SourceError
from summarizer.sources.readers import MAX_BAD_LINES, read_json, read_json_lines


def test_a_bad_line_is_reported_and_the_rest_is_read() -> None:
    data = b'{"text": "One."}\n\nnonsense\n[1]\n{"text": "Five.", "outlet": "dpa"}\n'
    articles, problems = read_json_lines(data, "f.jsonl")
    assert [(article.item, article.text) for article in articles] == [(1, "One."), (5, "Five.")]
    assert [problem.where for problem in problems] == ["f.jsonl:3", "f.jsonl:4"]


def test_the_articles_of_a_list_count_from_one_and_an_object_alone_is_not_counted() -> None:
    articles, problems = read_json(b'[{"text": "One."}, 2, {"text": 3}, {"text": "Four."}]', "f.json")
    assert [article.item for article in articles] == [1, 4]
    assert [problem.where for problem in problems] == ["f.json, item 2", "f.json, item 3"]
    assert read_json(b'{"text": "One."}', "f.json")[0][0].item == 0


def test_a_field_that_is_not_text_is_reported_and_the_article_read() -> None:
    articles, problems = read_json(b'{"text": "One.", "outlet": 5, "title": null, "published": true}', "f.json")
    assert (articles[0].outlet, articles[0].outlet_from) == ("", "unknown")
    assert [problem.message for problem in problems] == [
        "outlet must be text, not a number",
        "published must be text, not true or false",
    ]


def test_half_a_character_and_old_line_ends_are_made_writable() -> None:
    articles, problems = read_json(b'{"text": "One \\ud800.\\r\\nTwo."}', "f.json")
    assert articles[0].text == "One \ufffd.\nTwo."
    assert problems[0].level == "notice"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[" * 200_000, "nested too deeply"),
        (b'{"text": "a", "n": ' + b"9" * 10_000 + b"}", "too many digits"),
        (b'{"text":\n"a"', "not sound JSON"),
        (b"[]", "the list is empty"),
    ],
)
def test_json_that_cannot_be_read_says_why(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        read_json(data, "f.json")


def test_broken_json_names_the_line() -> None:
    with pytest.raises(SourceError) as caught:
        read_json(b'{"text":\n\n oops}', "f.json")
    assert caught.value.where == "f.json:3"


def test_a_line_of_a_megabyte_is_read() -> None:
    articles, _ = read_json_lines(b'{"text": "' + b"rain " * 200_000 + b'"}', "f.jsonl")
    assert len(articles[0].text) == 1_000_000


def test_a_text_over_the_limit_is_refused() -> None:
    articles, problems = read_json(b'{"text": "' + b"rain " * 1_000_001 + b'"}', "f.json")
    assert articles == ()
    assert "the limit is 1,500,000" in problems[0].message


def test_a_file_of_bad_lines_is_given_up_and_the_list_of_problems_stays_short() -> None:
    articles, problems = read_json_lines(b"x\n" * (MAX_BAD_LINES + 5), "f.jsonl")
    assert articles == ()
    assert len(problems) == 22
    assert "what follows is not read" in problems[-1].message


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1204", "2200-01"])
def test_a_year_in_which_nothing_can_have_appeared_is_told_and_the_day_is_unknown(day: str) -> None:
    (article,), (problem,) = read_json(f'{{"text": "It rained.", "published": "{day}"}}'.encode(), "f.json")
    assert article.published == ""
    assert (problem.where, problem.level) == ("f.json", "problem")
    assert problem.message == f"published is not of a year that can be, so the date counts as unknown: “{day}”"


@pytest.mark.parametrize("day", ["1605", "1912-04-16", "2199-12-31"])
def test_an_article_of_an_archive_keeps_its_day(day: str) -> None:
    (article,), problems = read_json(f'{{"text": "It rained.", "published": "{day}"}}'.encode(), "f.json")
    assert (article.published, problems) == (day, ())
