"""What all examples in docstrings may name: ``english``. No test writes into the home of who runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.lang.language import load_language

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="session")
def name_english(doctest_namespace: dict[str, object]) -> None:
    """Give the examples the language that most of them are in."""
    doctest_namespace["english"] = load_language("en")


@pytest.fixture(autouse=True, scope="session")
def keep_home_clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give all tests a home of their own: the history of a folder without another is kept there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.delenv(name, raising=False)
        yield
