"""The file of edits beside a page: what it may say, and each fault with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarizer.cli.edition_folder import read_edits
from summarizer.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[edit]", "x: line 1: is not TOML"),
        ('edits = "c4"', "line 1: there is no key “edits” (did you mean “edit”?)"),
        ("by = 5", "line 1: by must be a text"),
        ('edit = "c4"', "line 1: edit must be written as [[edit]]"),
        ('[[edit]]\ndrop = "c4"\npin = "c5"', "line 1: an edit has one of the keys pin, drop"),
        ("[[edit]]", "line 1: an edit has one of the keys pin, drop"),
        ('[[edit]]\ndrop = "c4"\n[[edit]]\nmove = "c5"', "line 3: to move needs the key “to”"),
        ('[[edit]]\ndrop = "c4"\nto = "context"', "line 1: to drop has no key “to”"),
        ('[[edit]]\ndrop = ""', "line 2: drop must be a text that is not empty"),
        ('[[edit]]\nwrite = "x"', "line 2: an edit has no key “write”"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(told)):
        read_edits(text, "x")


def test_the_example_of_the_guide_is_sound() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"^## summarizer edit\n(.*?)(?=^## )", guide, re.MULTILINE | re.DOTALL)
    (example,) = re.findall(r"```toml\n(.*?)```", part, re.DOTALL)
    by, wishes = read_edits(example, "x")
    assert (by, [wish.what for wish in wishes]) == ("Ines Falk", ["drop", "move", "outlet", "heading"])
