from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.config.plans import check_plan, find_plans, load_plan, read_plan
from summarizer.config.settings_file import read_toml_text
from summarizer.errors import ConfigError
from summarizer.render.rendering import templates_folder

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "plans" / "faults.json").read_text(encoding="utf-8")
)
SHIPPED = sorted((templates_folder() / "plans").glob("*.toml"))
SMALL = 'title = "Strike"\n[[sections]]\nid = "all"\ntitle = "All"\nrest = true\n'


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_fault_is_told_with_its_line(case: dict[str, Any]) -> None:
    told = [str(fault) for fault in check_plan("\n".join(case["toml"]))]
    assert len(told) == len(case["faults"]), told
    for fault, expected in zip(told, case["faults"], strict=True):
        assert expected in fault


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_plan_has_no_faults_and_its_parts_make_a_whole(path: Path) -> None:
    assert check_plan(path.read_text(encoding="utf-8")) == ()
    plan = load_plan(path)
    assert plan.id == path.stem
    assert sum(section.share for section in plan.sections) == pytest.approx(1)
    assert [section.rest for section in plan.sections].count(True) == 1


def test_the_plans_of_the_five_sections_and_of_any_story_are_shipped() -> None:
    assert [section.id for section in read_plan("ukraine-call").sections] == [
        "call", "german-position", "kremlin-demands", "ukrainian-reaction", "context",
    ]  # fmt: skip
    assert read_plan("general").actors == ()


def test_the_sections_stand_in_the_order_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    more = '[[sections]]\nid = "first"\ntitle = "First"\norder = -1\n'
    path.write_text(SMALL + more, encoding="utf-8")
    plan = load_plan(path)
    assert [section.id for section in plan.sections] == ["first", "all"]
    assert [section.share for section in plan.sections] == [0.5, 0.5]


def test_the_users_plan_of_the_same_name_wins(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "general.toml").write_text(SMALL, encoding="utf-8")
    assert read_plan("general", [tmp_path]).title == "Strike"
    assert read_plan("general").title != "Strike"
    assert set(find_plans([tmp_path])) == set(find_plans())


def test_a_plan_is_found_by_its_files_path_too(tmp_path: Path) -> None:
    path = tmp_path / "strike.toml"
    path.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert read_plan(str(path)).id == "strike"


def test_an_unknown_plan_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match=r"no plan “ukrain-call”.*did you mean “ukraine-call”"):
        read_plan("ukrain-call")


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), (b"\xff\xfe\x00", "not UTF-8"), (b"#" * 1_000_001, "too large")],
)
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as told:
        read_toml_text(path, "a plan")
    assert str(path) in str(told.value)


def test_a_faulty_plan_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALL + "shares = 1\ncue = []\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine.toml: line 6: .*line 7: .*plans check"):
        load_plan(path)


@given(st.one_of(st.text(max_size=200), st.text('[]={}"\n.a1', max_size=80)))
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert all(fault.message for fault in check_plan(text))
