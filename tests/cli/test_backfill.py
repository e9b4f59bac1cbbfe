"""``summarizer backfill``, called."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from calling import STORY, Run, brief, call, put_files

from summarizer.storage.files import hold_lock


@pytest.fixture(autouse=True)
def days(desk: Path) -> Path:
    """Put the invented story into two days and one folder without a date."""
    for name in ("2031-03-04", "2031-03-05", "ferry"):
        put_files(desk / "days" / name, dict(STORY))
    (desk / "days" / "empty").mkdir()
    return desk


def backfill(*args: str | Path) -> Run:
    """Do it in this process."""
    return call("backfill", "--jobs", "1", *args)


def jobs() -> dict[str, dict[str, Any]]:
    record = json.loads(Path("outputs/backfill-report.json").read_text(encoding="utf-8"))
    return {job["name"]: job for job in record["jobs"]}


def test_each_folder_gets_a_briefing_of_its_date_and_the_end_is_told() -> None:
    done = backfill("days/2031-*", "days/ferry", "--date", "2031-09-09", "-f", "md")
    assert done.status == 0
    assert sorted(path.parent.name for path in Path("outputs").glob("*/*.md")) == ["2031-03-04", "2031-03-05", "ferry"]
    assert [job["files"][0].split("/")[1][:10] for job in jobs().values()] == ["2031-03-04", "2031-03-05", "2031-09-09"]
    assert "made     3 of 3 briefings" in done.err
    assert "in this process" in done.err
    assert done.err.endswith("written  outputs/backfill-report.json\n")


def test_with_stories_each_folder_gets_a_front_page() -> None:
    done = backfill("days/2031-*", "-f", "md,json", "--stories")
    assert done.status == 0, done.err
    for day in ("2031-03-04", "2031-03-05"):
        (path,) = Path("outputs", day).glob("2*.json")
        record = json.loads(path.read_text(encoding="utf-8"))
        assert (record["schema"], record["date"]) == ("summarizer.front/1", day)
        assert call("verify", path).status == 0


def test_a_failed_folder_is_told_and_the_rest_is_done() -> None:
    done = backfill("days/empty", "days/nowhere", "days/ferry", "-q")
    assert done.status == 1
    assert [job["status"] for job in jobs().values()] == ["failed", "failed", "made"]
    assert done.err.splitlines()[0].startswith("problem  days/empty: the folder holds no article")
    assert done.err.splitlines()[1:] == ["problem  days/nowhere: there is no such folder"]


def test_a_bad_article_is_told_with_its_folder_and_told_again_by_the_next_run() -> None:
    Path("days/ferry/broken.json").write_text("{", encoding="utf-8")
    first, second = backfill("days/ferry", "-q"), backfill("days/ferry", "-q")
    assert (first.status, second.status) == (1, 1)
    assert first.err == second.err
    assert first.err.startswith("problem  days/ferry/broken.json")
    assert jobs()["ferry"]["status"] == "kept"


def test_nothing_done_is_status_2() -> None:
    assert backfill("days/empty").status == 2


def test_quiet_says_nothing_and_a_second_run_makes_nothing_but_again_does() -> None:
    assert backfill("days/ferry", "-q") == Run(0, "", "")
    assert "kept     1, made before" in backfill("days/ferry").err
    assert jobs()["ferry"]["sentences"] > 0
    assert "made     1 of 1" in backfill("days/ferry", "--again").err


def test_verbose_tells_each_folder() -> None:
    assert "…        made     days/ferry: " in backfill("days/ferry", "-v").err


def test_the_users_templates_plans_and_options_count_as_for_brief() -> None:
    put_files(Path("templates"), {"briefing.md.j2": "Desk: {{ title }}\n"})
    options = ("-p", "general", "-l", "3", "--method", "lex-rank", "--no-gloss", "-f", "md,json")
    assert backfill("days/2031-03-04", *options).status == 0
    assert brief("days/2031-03-04", "--date", "2031-03-04", *options, "-o", "brief").status == 0
    for path in Path("brief").iterdir():
        assert (Path("outputs/2031-03-04") / path.name).read_bytes() == path.read_bytes()
    (page,) = Path("brief").glob("*.md")
    assert page.read_text(encoding="utf-8").startswith("Desk: ")


def test_a_length_that_leaves_nothing_is_a_problem_of_each() -> None:
    done = backfill("days/ferry", "-l", "1w")
    assert done.status == 1
    assert "problem  days/ferry: --length: no sentence is short enough for 1w" in done.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--method", "lexrank"), "did you mean “lex-rank”?"),
        (("--plan", "generall"), "there is no plan “generall”"),
        (("--format", "odt"), "there is no format “odt”"),
        (("--date", "yesterday"), "--date"),
        (("--template", "none.md.j2"), "there is no such template"),
        (("--templates", "none"), "there is no such folder"),
        (("-o", "days/ferry/out"), "among the articles of days/ferry"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_done(options: tuple[str, ...], told: str) -> None:
    done = backfill("days/ferry", *options)
    assert done.status == 2
    assert told in done.err
    assert not Path("outputs").exists()


def test_the_folder_cannot_be_written_to_is_told_once(days: Path) -> None:
    (days / "outputs").write_text("a file", encoding="utf-8")
    done = backfill("days/ferry")
    assert done.status == 2
    assert "this is a file, not a folder" in done.err


def test_when_all_is_made_no_cluster_is_asked() -> None:
    assert backfill("days/ferry").status == 0
    assert backfill("days/ferry", "--scheduler", "tcp://127.0.0.1:9", "-q") == Run(0, "", "")


def test_without_dask_a_scheduler_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = backfill("days/ferry", "--scheduler", "tcp://127.0.0.1:8786")
    assert done.status == 2
    assert "Dask is not installed (pip install 'summarizer[dask]')" in done.err


def test_two_at_once_into_one_folder_would_do_everything_twice_so_the_second_is_refused() -> None:
    Path("outputs").mkdir(exist_ok=True)
    with hold_lock(Path("outputs/.backfill"), 0, "summarizer backfill", "the folder"):
        second = backfill("days/ferry")
    assert second.status == 2
    assert "outputs/.backfill: the folder is in use by another run (process " in second.err
    assert not list(Path("outputs").glob("*/*"))
    assert backfill("days/ferry").status == 0


def test_no_empty_page_is_written_over_a_good_one_unasked(days: Path) -> None:
    assert backfill("days/ferry", "--date", "2031-09-09", "-q").status == 0
    (page,) = Path("outputs/ferry").glob("2031*.json")
    made = page.read_bytes()
    run = backfill("days/ferry", "--date", "2031-09-09", "--length", "3w")
    assert run.status == 2
    assert "nothing is written over the page that is there" in run.err
    assert page.read_bytes() == made
    assert backfill("days/ferry", "--date", "2031-09-09", "--length", "3w", "--again").status == 1
    assert page.read_bytes() != made


def test_a_page_that_was_edited_by_hand_stays_and_fails_where_its_articles_have_changed(days: Path) -> None:
    assert backfill("days/ferry", "days/2031-03-04", "--date", "2031-09-09", "-q").status == 0
    (made,) = Path("outputs/ferry").glob("2031*.json")
    assert call("edit", made, "--drop", "bread and milk", "--by", "Ines Falk", "-q").status == 0
    edited = made.read_bytes()
    assert backfill("days/ferry", "days/2031-03-04", "--date", "2031-09-09").status == 0
    assert [job["status"] for job in jobs().values()] == ["kept", "kept"]
    put_files(days / "days" / "ferry", {"more.txt": "The harbour of Norvik stays shut until Friday.\n"})
    run = backfill("days/ferry", "days/2031-03-04", "--date", "2031-09-09")
    assert run.status == 1
    assert f"{made}: was edited by hand, which would be lost; --again makes it anew" in run.err
    assert made.read_bytes() == edited
    (made.parent / ".backfill.json").unlink()
    assert backfill("days/ferry", "--date", "2031-09-09").status == 2
    assert made.read_bytes() == edited
    assert "made     1 of 1" in backfill("days/ferry", "--date", "2031-09-09", "--again").err
    assert made.read_bytes() != edited
