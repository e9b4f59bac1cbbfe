"""What holds for all tests: one profile for the property tests, which must pass under load too; a folder to work in."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from calling import STORY, put_files
from forging import make_once
from hypothesis import HealthCheck, settings
from kept_process import open_kept

from summarizer.__main__ import GARBAGE
from summarizer.cli import run_context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devtools import Chromium

# Processes that tests start keep what Python compiled, as a user's do, and start the sooner.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Nobody looks for garbage through ten thousand tests more often than the program itself does.
gc.set_threshold(*GARBAGE)

# No deadline: a busy machine is no fault. Half as many examples as usual: each run draws others; on a build server the
# same are drawn each time.
settings.register_profile(
    "summarizer",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("summarizer")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which a test runs, with the articles of an invented story in ``news/``."""
    monkeypatch.chdir(tmp_path)
    put_files(tmp_path / "news", dict(STORY))
    return tmp_path


@pytest.fixture
def keep_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line use one process for what may take too much, and not end it. No rule may be spoiled in it."""
    monkeypatch.setattr(run_context, "BoundedProcess", open_kept)


@pytest.fixture
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the proofs of forged pages make no page twice."""
    make_once(monkeypatch)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start one browser for all tests of pages."""
    from devtools import Chromium

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on the path")
    with Chromium(program, tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def browser(chromium: Chromium) -> Chromium:
    """Return the browser as it began: a small window, by light, on a screen."""
    chromium.resize(800, 600)
    chromium.send("Emulation.setEmulatedMedia", media="", features=[])
    return chromium
