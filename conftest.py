"""What all examples in docstrings may name: ``english``."""

from __future__ import annotations

import pytest

from summarizer.lang.language import load_language


@pytest.fixture(autouse=True, scope="session")
def name_english(doctest_namespace: dict[str, object]) -> None:
    """Give the examples the language that most of them are in."""
    doctest_namespace["english"] = load_language("en")
