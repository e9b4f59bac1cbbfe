"""One run at a time, and a clear word where a system cannot keep two apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from summarizer.errors import SummarizerError
from summarizer.storage.files import find_holder, hold_lock


def test_a_lock_names_its_holder_and_is_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "week.sqlite"
    with hold_lock(path, 0, "the morning run", "the history"):
        assert "the morning run" in find_holder(path)
        with pytest.raises(SummarizerError, match=r"the history is in use by another run .*the morning run"):
            hold_lock(path, 0, "a second run", "the history").__enter__()
    assert find_holder(path) == ""
    with hold_lock(path, 0, "a second run", "the history"):
        assert "a second run" in find_holder(path)


def test_where_there_are_no_file_locks_it_is_said_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    path = tmp_path / "week.sqlite"
    for ask in (lambda: hold_lock(path, 0, "a run", "the history").__enter__(), lambda: find_holder(path)):
        with pytest.raises(SummarizerError, match="no file locks"):
            ask()
    assert list(tmp_path.iterdir()) == []
