"""What holds for all tests: one profile for the property tests, which must pass under load too; a folder to work in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import STORY, put_files
from hypothesis import HealthCheck, settings

from summarizer.briefing import verification
from summarizer.briefing.pipeline import analyse_story, compose

# No deadline: a busy machine is no fault. On a build server the same examples are drawn each time.
settings.register_profile(
    "summarizer", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("summarizer")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a test runs, with the articles of an invented story in ``news/``."""
    monkeypatch.chdir(tmp_path)
    put_files(tmp_path / "news", dict(STORY))
    return tmp_path


_MADE: dict[str, Any] = {}


def _make_once(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a thing of the same articles and options once only."""

    def keep(*asked: Any, **named: Any) -> Any:
        key = repr((make, asked, named))
        if key not in _MADE:
            _MADE[key] = make(*asked, **named)
        return _MADE[key]

    return keep


@pytest.fixture
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a proof make a briefing anew only where it is of other articles or options than any before.

    Most forgeries alter neither, and to make a briefing takes most of the time of a proof.
    """
    monkeypatch.setattr(verification, "compose", _make_once(compose))
    monkeypatch.setattr(verification, "analyse_story", _make_once(analyse_story))
