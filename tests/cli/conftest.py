"""A folder to work in, with the articles of an invented story in ``news/``."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import STORY, put_files


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put_files(tmp_path / "news", dict(STORY))
    return tmp_path
