from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.outlets import infer_outlet
from summarizer.lang.language import load_language
from summarizer.text.agencies import short_name

ENGLISH = load_language("en")
CASES = json.loads((Path(__file__).parent.parent / "cases" / "outlets.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_outlet_is_told_by_what_an_article_says_of_itself(case: dict[str, str]) -> None:
    assert infer_outlet(case["text"], case["url"], ENGLISH) == (case["outlet"], case["rule"])


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.lake-herald.example/news/1?x=y#z", "lake-herald.example"),
        ("HTTP://News.Example:8080/", "news.example"),
        ("ftp://lake.example/a", ""),
        ("javascript:alert(1)//lake.example", ""),
        ("https://localhost/a", ""),
        ("https://[::1", ""),
        ("not an address", ""),
    ],
)
def test_the_host_of_a_web_address_tells_the_outlet(url: str, outlet: str) -> None:
    assert infer_outlet("The dam held.", url, ENGLISH) == (outlet, "host" if outlet else "")


def test_the_copyright_line_is_found_at_the_end_of_a_long_article() -> None:
    text = "The dam held on Monday.\n" * 5_000 + "© 2031 Lake Herald. All rights reserved."
    assert infer_outlet(text, "", ENGLISH) == ("Lake Herald", "copyright")


@given(st.text(), st.text())
def test_any_text_and_address_can_be_asked(text: str, url: str) -> None:
    outlet, rule = infer_outlet(text, url, ENGLISH)
    assert bool(outlet) == bool(rule)


@pytest.mark.parametrize(("name", "shown"), ENGLISH.texts("media.short_names").items())
def test_a_long_name_is_shown_short_and_a_short_one_stays(name: str, shown: str) -> None:
    assert short_name(name, ENGLISH) == shown
    assert short_name(shown, ENGLISH) == shown


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
    assert short_name(name, ENGLISH) == shown


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
    found = ENGLISH.pattern("media.medium").fullmatch(text)
    assert found is not None
    assert found["medium"] == medium


@pytest.mark.parametrize("text", ["the ministry", "Reutersian", "APs", "a press office"])
def test_what_only_looks_like_a_medium_is_none(text: str) -> None:
    assert ENGLISH.pattern("media.medium").fullmatch(text) is None
