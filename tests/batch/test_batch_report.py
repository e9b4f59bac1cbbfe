"""What is told of a run, on the way and at its end."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from summarizer.batch.jobs import (
    Job,
    Result,
    Tally,
    describe_progress,
    describe_results,
    fail,
    order_results,
    to_report,
)
from summarizer.model import Problem

JOBS = tuple(Job(name, f"news/{name}", Path("out", name)) for name in ("a", "b", "c"))
BAD = Problem("news/a/x.md", "is empty")
RESULTS = (fail(JOBS[2], "there is no such folder"), Result(JOBS[0], "made", 0.5, 7, (BAD,), ("t.md",)))


def tally(results: tuple[Result, ...] = RESULTS) -> Tally:
    return Tally(order_results(JOBS, results), 2.0, "in this process")


def test_each_problem_is_told_with_its_folder() -> None:
    assert describe_results(tally()).splitlines() == [
        "made     1 of 3 briefings in 2 s, 2.0 s each, in this process",
        "failed   1",
        "left     1; the same call goes on with them",
        "problem  news/a/x.md: is empty",
        "problem  news/c: there is no such folder",
    ]


def test_the_folder_stands_before_a_problem_that_does_not_name_it() -> None:
    results = (Result(JOBS[0], "made", problems=(Problem("--length", "is too short"),)),)
    assert "problem  news/a: --length: is too short" in describe_results(tally(results))


def test_of_very_many_problems_the_first_are_told() -> None:
    results = (Result(JOBS[0], "made", problems=(BAD,) * 70),)
    lines = describe_results(tally(results)).splitlines()
    assert lines[-1] == "problem  and 20 more, see backfill-report.json"
    assert len(lines) < 60


def test_what_a_name_could_do_to_a_terminal_is_taken_away() -> None:
    job = Job("a", "news/\x1b[2J\nproblem  b", Path("out"))
    text = describe_results(Tally((fail(job, "no"),), 1.0, "here"))
    assert len([line for line in text.splitlines() if line.startswith("problem")]) == 1


def test_the_report_holds_every_job_in_the_order_asked() -> None:
    record = json.loads(to_report(tally()))
    assert [(job["name"], job["status"]) for job in record["jobs"]] == [("a", "made"), ("b", "left"), ("c", "failed")]
    assert (record["made"], record["kept"], record["failed"], record["left"]) == (1, 0, 1, 1)
    assert record["jobs"][0]["files"] == ["a/t.md"]


@given(st.integers(0, 5000), st.integers(0, 5000), st.floats(0.01, 1e6))
def test_progress_fits_a_line_and_never_goes_beyond_its_bar(one: int, other: int, seconds: float) -> None:
    line = describe_progress(min(one, other), max(one, other), seconds)
    assert len(line) <= 80
    assert line.index("]") == 21
