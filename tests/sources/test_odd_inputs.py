"""Feeds, pages and mails of odd kinds are read as what they tell: of each kind a case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.sources.places import read_places

CASES = Path(__file__).parent.parent / "cases" / "sources" / "odd_inputs.toml"
INPUTS = tomllib.loads(CASES.read_text(encoding="utf-8"))["input"]
#: Stands in a case for so much that whoever looks at the beginning alone sees nothing else.
PADDING = "x" * 2_500


@pytest.mark.parametrize("case", INPUTS, ids=[case["why"] for case in INPUTS])
def test_an_odd_input_is_read_as_what_it_tells(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"a.{case['kind']}"
    path.write_bytes(case["content"].replace("{padding}", PADDING).encode(case.get("charset", "utf-8")))
    articles, problems = read_places([str(path)])
    read = [
        {"title": one.title, "published": one.published, "url": one.url, "text": one.text[one.body :].strip()}
        for one in articles
    ]
    assert read == case["articles"]
    assert not problems
