"""Compiled templates are kept for the next briefing, and nothing hangs on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_briefing import BRIEFING

from summarizer.render import jinja_environment
from summarizer.render.rendering import render, render_named
from summarizer.render.template_bounds import BoundedEnvironment


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    for text in ("first", "changed"):
        (tmp_path / "briefing.txt.j2").write_text(text, encoding="utf-8")
        assert render(BRIEFING, "txt", folders=[tmp_path]) == f"{text}\n"


def test_a_template_that_comes_later_wins_over_ours(tmp_path: Path) -> None:
    assert render(BRIEFING, "txt", folders=[tmp_path]) == render(BRIEFING, "txt")
    (tmp_path / "briefing.txt.j2").write_text("mine", encoding="utf-8")
    assert render(BRIEFING, "txt", folders=[tmp_path]) == "mine\n"


def test_one_template_in_two_formats_is_escaped_for_each(tmp_path: Path) -> None:
    (tmp_path / "both.j2").write_text("{{ '*<' }}", encoding="utf-8")
    written = {name: render_named(BRIEFING, name, "both.j2", [tmp_path]) for name in ("md", "html", "md", "html")}
    assert written == {"md": "\\*&lt;\n", "html": "*&lt;\n"}


def test_templates_are_kept_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "briefing.txt.j2").write_text("kept {{ title }}", encoding="utf-8")
    first = render(BRIEFING, "txt", folders=[tmp_path])
    monkeypatch.setattr(BoundedEnvironment, "_generate", None)
    assert render(BRIEFING, "txt", folders=[tmp_path]) == first


def forget(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Be a new process, of a user whose cache is a folder."""
    monkeypatch.setattr(jinja_environment, "_COMPILED", {})
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


def test_the_next_process_finds_templates_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, tmp_path)
    first = render(BRIEFING, "html"), render(BRIEFING, "md")
    forget(monkeypatch, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(BoundedEnvironment, "_generate", None)
        assert (render(BRIEFING, "html"), render(BRIEFING, "md")) == first
    # What compiles otherwise finds nothing.
    forget(monkeypatch, tmp_path)
    monkeypatch.setattr(jinja_environment, "_identify_compiler", lambda: "another")
    code = "name = 'new'\nblocks = {}\ndebug_info = ''\ndef root(*_):\n    yield 'new'"
    monkeypatch.setattr(BoundedEnvironment, "_generate", lambda *_, **__: code)
    assert render(BRIEFING, "md") == "new\n"


def test_a_damaged_file_of_the_cache_or_a_home_that_cannot_be_written_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(monkeypatch, tmp_path / "cache")
    first = render(BRIEFING, "md")
    kept = list((tmp_path / "cache").rglob("plain-*"))
    assert kept
    for damage in (b"", b"j2", kept[0].read_bytes()[:40], kept[0].read_bytes()[:-40], b"\x80" * 900):
        for path in kept:
            path.write_bytes(damage)
        forget(monkeypatch, tmp_path / "cache")
        assert render(BRIEFING, "md") == first
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    forget(monkeypatch, tmp_path / "file")
    assert render(BRIEFING, "md") == first
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jinja_environment, "user_cache_path", lambda *_, **__: Path("~/.cache/summarizer"))
    forget(monkeypatch, tmp_path)
    assert render(BRIEFING, "md") == first
    assert not (tmp_path / "~").exists()
