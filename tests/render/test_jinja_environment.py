"""Compiled templates are kept for the next briefing, and nothing hangs on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_briefing import BRIEFING

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
