"""Folders become jobs: each has a name, a date and a place of its own."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.batch.jobs import expand, name_folders, plan_jobs
from summarizer.errors import ConfigError

OUT = Path("out")
PARTS = st.lists(st.sampled_from(["a", "b", "news", "2031-03-04"]), min_size=1, max_size=4)
PATHS = st.lists(PARTS.map(lambda parts: "/" + "/".join(parts)), min_size=1, max_size=8, unique=True)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ferry/2031-03-04", "ferry/2031-03-05", "flood/2031-03-04", "2031-02-30"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "ferry" / "2031-03-06").write_text("no folder", encoding="utf-8")
    return tmp_path


@given(PATHS)
def test_names_are_all_different_and_each_is_the_end_of_its_path(paths: list[str]) -> None:
    names = name_folders(paths)
    assert len(set(names)) == len(paths)
    assert all(path.endswith(f"/{name}") for path, name in zip(paths, names, strict=True))


@given(PATHS)
def test_a_name_is_no_longer_than_it_must_be(paths: list[str]) -> None:
    lasts = [PurePosixPath(path).name for path in paths]
    for path, name in zip(paths, name_folders(paths), strict=True):
        assert ("/" in name) <= (lasts.count(PurePosixPath(path).name) > 1)


@given(PATHS)
def test_the_order_of_the_folders_changes_no_name(paths: list[str]) -> None:
    backwards = dict(zip(reversed(paths), name_folders(paths[::-1]), strict=True))
    assert backwards == dict(zip(paths, name_folders(paths), strict=True))


def test_a_folder_whose_name_is_a_date_has_that_date_the_others_the_one_asked_for() -> None:
    dated, other = plan_jobs(["ferry/2031-03-04", "flood"], OUT, "2031-09-09")
    assert (dated.date, other.date) == ("2031-03-04", "2031-09-09")
    assert (dated.output, other.output) == (OUT / "2031-03-04", OUT / "flood")


def test_patterns_are_expanded_to_folders_in_order() -> None:
    assert expand(["ferry/2031-*", "flood"]) == ["ferry/2031-03-04", "ferry/2031-03-05", "flood"]
    assert [job.folder for job in plan_jobs(["ferry/2031-*/"], OUT)] == ["ferry/2031-03-04", "ferry/2031-03-05"]


def test_a_folder_that_is_named_like_a_pattern_is_that_folder(desk: Path) -> None:
    (desk / "flood [new]").mkdir()
    assert expand(["flood [new]"]) == ["flood [new]"]


def test_the_same_folder_is_one_job_whatever_it_is_called(desk: Path) -> None:
    (desk / "link").symlink_to("flood")
    (job,) = plan_jobs(["flood/", "./flood", str(desk / "flood"), "link"], OUT)
    assert (job.folder, job.name) == ("flood", "flood")


def test_what_is_no_folder_is_told_and_the_rest_is_planned() -> None:
    jobs = plan_jobs(["nowhere-*", "ferry/2031-03-06", "2031-02-30", "flood"], OUT)
    told = ["there is no such folder", "is a file, not a folder", "there is no such day", ""]
    assert [job.fault for job in jobs] == told


@pytest.mark.parametrize("output", ["flood", "flood/out", "ferry/../flood"])
def test_briefings_are_not_written_among_the_articles(output: str) -> None:
    with pytest.raises(ConfigError, match="among the articles of flood"):
        plan_jobs(["ferry", "flood"], Path(output))


def test_a_folder_beside_one_of_articles_may_begin_with_its_name() -> None:
    assert len(plan_jobs(["flood"], Path("flood-out"))) == 1
