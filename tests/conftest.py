"""What holds for all tests: one profile for the property tests, which must pass under load too; a folder to work in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from calling import STORY, put_files
from hypothesis import HealthCheck, settings

# Processes that tests start keep what Python compiled, as a user's do, and start the sooner.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

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
