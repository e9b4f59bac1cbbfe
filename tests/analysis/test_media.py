from __future__ import annotations

import re

import pytest

from summarizer.analysis.outlets import MEDIUM, SHORT_NAMES, short_name


@pytest.mark.parametrize(("name", "shown"), SHORT_NAMES.items())
def test_a_long_name_is_shown_short_and_a_short_one_stays(name: str, shown: str) -> None:
    assert short_name(name) == shown
    assert short_name(shown) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("the Associated  Press,", "AP"),
        (" Cable News Network. ", "CNN"),
        ("The Lake Herald", "The Lake Herald"),
        ("Lake Herald", "Lake Herald"),
        ("", ""),
    ],
)
def test_blanks_stops_and_an_article_do_not_hide_a_name(name: str, shown: str) -> None:
    assert short_name(name) == shown


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Reuters", "Reuters"),
        ("the news agency AFP", "AFP"),
        ("state broadcaster TASS", "TASS"),
        ("the Lake Herald newspaper", "Lake Herald"),
        ("Radio Arle", "Radio Arle"),
    ],
)
def test_the_name_of_a_medium_is_found_among_the_words_that_introduce_it(text: str, medium: str) -> None:
    found = re.fullmatch(MEDIUM, text)
    assert found is not None
    assert found["medium"] == medium


@pytest.mark.parametrize("text", ["the ministry", "Reutersian", "APs", "a press office"])
def test_what_only_looks_like_a_medium_is_none(text: str) -> None:
    assert re.fullmatch(MEDIUM, text) is None
