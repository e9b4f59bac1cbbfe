from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis.outlets import infer_outlet

CASES = json.loads((Path(__file__).parent.parent / "cases" / "outlets.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_outlet_is_told_by_what_an_article_says_of_itself(case: dict[str, str]) -> None:
    assert infer_outlet(case["text"], case["url"]) == (case["outlet"], case["rule"])


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
    assert infer_outlet("The dam held.", url) == (outlet, "host" if outlet else "")


def test_the_copyright_line_is_found_at_the_end_of_a_long_article() -> None:
    text = "The dam held on Monday.\n" * 5_000 + "© 2031 Lake Herald. All rights reserved."
    assert infer_outlet(text) == ("Lake Herald", "copyright")


@given(st.text(), st.text())
def test_any_text_and_address_can_be_asked(text: str, url: str) -> None:
    outlet, rule = infer_outlet(text, url)
    assert bool(outlet) == bool(rule)
