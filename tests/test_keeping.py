"""Compiled templates are kept beside ours, and nothing hangs on them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from sample_briefing import BRIEFING

from summarizer.packaged import templates_folder
from summarizer.rendering.environment import fill


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of our templates, where Python may write compiled code."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return Path(shutil.copytree(templates_folder(), tmp_path / "ours", ignore=shutil.ignore_patterns("__pycache__")))


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_compiled_once_and_the_text_is_the_same(ours: Path) -> None:
    first = fill(BRIEFING, "md", "briefing.md.j2", [], ours)
    (made,) = kept(ours)
    before = made.stat().st_mtime_ns
    assert fill(BRIEFING, "md", "briefing.md.j2", [], ours) == first
    assert (kept(ours), made.stat().st_mtime_ns) == ([made], before)


def test_a_changed_template_is_compiled_anew(ours: Path) -> None:
    fill(BRIEFING, "txt", "briefing.txt.j2", [], ours)
    (ours / "briefing.txt.j2").write_text("changed", encoding="utf-8")
    assert fill(BRIEFING, "txt", "briefing.txt.j2", [], ours) == "changed\n"


def test_one_template_in_two_formats_is_kept_twice(ours: Path) -> None:
    (ours / "both.j2").write_text("{{ '*<' }}", encoding="utf-8")
    written = {name: fill(BRIEFING, name, "both.j2", [], ours) for name in ("md", "html", "md", "html")}
    assert written == {"md": "\\*&lt;\n", "html": "*&lt;\n"}
    assert len(kept(ours)) == 2


@pytest.mark.parametrize("damage", [b"", b"j2", b"\x00" * 400])
def test_a_damaged_file_is_passed_over(ours: Path, damage: bytes) -> None:
    first = fill(BRIEFING, "html", "briefing.html.j2", [], ours)
    (made,) = kept(ours)
    whole = made.read_bytes()
    made.write_bytes(damage)
    assert fill(BRIEFING, "html", "briefing.html.j2", [], ours) == first
    assert made.read_bytes() == whole
    made.write_bytes(whole[:-40])
    assert fill(BRIEFING, "html", "briefing.html.j2", [], ours) == first


def test_a_template_of_the_user_leaves_nothing_in_its_folder(ours: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "briefing.txt.j2").write_text("mine", encoding="utf-8")
    assert fill(BRIEFING, "txt", "briefing.txt.j2", [mine], ours) == "mine\n"
    assert not kept(mine)
    assert not kept(ours)


def test_nothing_is_kept_where_python_keeps_nothing(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    fill(BRIEFING, "txt", "briefing.txt.j2", [], ours)
    assert not kept(ours)


def test_a_folder_that_cannot_be_written_is_no_fault(ours: Path) -> None:
    # A file where the folder would be: that stops a privileged user too.
    (ours / "__pycache__").write_text("", encoding="utf-8")
    assert fill(BRIEFING, "txt", "briefing.txt.j2", [], ours)
    assert os.listdir(ours).count("__pycache__") == 1


def test_compiled_templates_go_where_python_was_told_to_keep_its_code(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "far" / "away"))
    first = fill(BRIEFING, "txt", "briefing.txt.j2", [], ours)
    assert not kept(ours)
    assert len(list((tmp_path / "far").rglob("briefing.txt.*"))) == 1
    assert fill(BRIEFING, "txt", "briefing.txt.j2", [], ours) == first
