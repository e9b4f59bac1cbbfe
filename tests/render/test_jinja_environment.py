"""Compiled templates are kept for the next briefing, and nothing hangs on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_briefing import BRIEFING

from summarizer.errors import ConfigError
from summarizer.render.rendering import render, render_named


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


def test_the_rounds_of_one_template_are_not_taken_from_the_next(tmp_path: Path) -> None:
    (tmp_path / "count.txt.j2").write_text("{% for a in range(60000) %}{% endfor %}done", encoding="utf-8")
    (tmp_path / "twice.txt.j2").write_text("{% include 'count.txt.j2' %}{% include 'count.txt.j2' %}", encoding="utf-8")
    for _ in range(2):
        assert render_named(BRIEFING, "txt", "count.txt.j2", [tmp_path]) == "done\n"
    with pytest.raises(ConfigError, match="rounds of range"):
        render_named(BRIEFING, "txt", "twice.txt.j2", [tmp_path])
