"""What is known from earlier runs, and what a changed file can do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from summarizer.fetch.state import STATE_FILE, KnownPlace, State, StoredArticle, forget_old, load_state, save_state


def test_what_is_known_is_written_and_read_back(tmp_path: Path) -> None:
    known = KnownPlace("https://x.example/", "2031-03-05", '"a"', "then", here=["k"], items={"k": "2031-03-05"})
    state = State({"p": known}, {"k": StoredArticle("2031-03-04/a.md", "p", "d", "2031-03-04", True, 1)})
    save_state(tmp_path, state)
    assert load_state(tmp_path) == (state, ())


def test_a_state_that_someone_has_changed_leads_nowhere_else(tmp_path: Path) -> None:
    articles = {
        name: {"path": path} for name, path in {"a": "../../x.md", "b": "/etc/x.md", "c": "2031-03-04/x.md"}.items()
    }
    places = {
        "p": {"etag": "a\r\nX: y", "here": [1, "c"], "items": {"c": 5}, "seen": 7, "feeds": [1, ["a"], ["a", "b"]]}
    }
    record = {"schema": "summarizer.fetched/1", "places": places, "articles": articles}
    (tmp_path / STATE_FILE).write_text(json.dumps(record))
    state, _ = load_state(tmp_path)
    assert list(state.articles) == ["c"]
    assert state.places["p"] == KnownPlace(here=["c"], feeds=[["a", "b"]])


def test_what_was_not_seen_for_two_months_is_forgotten() -> None:
    state = State(
        {
            "old": KnownPlace(seen="2031-01-01", items={"x": "2031-01-01"}),
            "new": KnownPlace(
                seen="2031-03-05", here=["a"], items={"a": "2031-01-01", "b": "2031-01-01", "c": "2031-03-01"}
            ),
        },
        {key: StoredArticle(f"2031-01-01/{key}.md") for key in "abcx"},
    )
    forget_old(state, date(2031, 3, 5))
    assert list(state.places) == ["new"]
    assert sorted(state.places["new"].items) == sorted(state.articles) == ["a", "c"]
