"""Results → the line of progress, the lines at the end, and ``backfill-report.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.batch.jobs import Job, Result
from summarizer.model import Problem
from summarizer.text.escaping import flatten

#: The name of the report in the output folder.
REPORT = "backfill-report.json"
SCHEMA = "summarizer.backfill-report/1"
_BAR, _MOST_PROBLEMS = 20, 50


@dataclass(frozen=True, slots=True)
class Tally:
    """A run as a whole: its results in the order of the jobs, its seconds, and where the work was done."""

    results: tuple[Result, ...]
    seconds: float
    where: str
    interrupted: bool = False

    def count(self, status: str) -> int:
        """Count the results of a status."""
        return sum(result.status == status for result in self.results)

    @property
    def troubled(self) -> bool:
        """Return whether something failed, was left, or has a problem."""
        return any(result.status in ("failed", "left") or result.troubled for result in self.results)


def order_results(jobs: Sequence[Job], results: Sequence[Result]) -> tuple[Result, ...]:
    """Put results into the order of their jobs; a job without one was left."""
    found = {result.job.name: result for result in results}
    return tuple(found.get(job.name) or Result(job, "left") for job in jobs)


def describe_progress(done: int, total: int, seconds: float) -> str:
    """Draw the bar, with an estimate of the time that is left once something is known.

    >>> describe_progress(5, 20, 2.0)
    '[#####---------------] 5 of 20, 2.5 a second, 6 s left'
    >>> describe_progress(0, 20, 1.0)
    '[--------------------] 0 of 20'
    """
    filled = _BAR * done // max(1, total)
    bar = f"[{'#' * filled}{'-' * (_BAR - filled)}] {done} of {total}"
    if not done or seconds <= 0:
        return bar
    return f"{bar}, {_pace(done, seconds)}, {_time((total - done) * seconds / done)} left"


def describe_result(result: Result) -> str:
    """Return a line on what became of a job."""
    if result.status in ("failed", "left"):
        return f"{result.status:<8} {flatten(result.job.folder)}"
    return f"{result.status:<8} {flatten(result.job.folder)}: {result.sentences} sentences, {result.seconds:.1f} s"


def describe_results(tally: Tally) -> str:
    """Return what was done, kept, failed and left, at what pace, and each problem with its folder."""
    made, kept, failed, left = map(tally.count, ("made", "kept", "failed", "left"))
    pace = f", {_pace(made, tally.seconds)}" if made and tally.seconds > 0 else ""
    lines = [f"made     {made} of {len(tally.results)} briefings in {_time(tally.seconds)}{pace}, {tally.where}"]
    lines += [f"kept     {kept}, made before"] * bool(kept)
    lines += [f"failed   {failed}"] * bool(failed)
    lines += [f"left     {left}; the same call goes on with them"] * bool(left)
    return "\n".join([*lines, *describe_troubles(tally)])


def describe_troubles(tally: Tally) -> list[str]:
    """Return a line for each problem, with its folder; of very many, the first ones."""
    lines = [
        f"problem  {flatten(_place(result, problem))}"
        for result in tally.results
        for problem in result.problems
        if problem.level == "problem"
    ]
    rest = len(lines) - _MOST_PROBLEMS
    return lines if rest <= 0 else [*lines[:_MOST_PROBLEMS], f"problem  and {rest} more, see {REPORT}"]


def to_report(tally: Tally) -> str:
    """Write the report: one JSON object, a job after the other."""
    counted = Counter(result.status for result in tally.results)
    record = {
        "schema": SCHEMA,
        "where": tally.where,
        "seconds": round(tally.seconds, 3),
        "interrupted": tally.interrupted,
        "made": counted["made"],
        "kept": counted["kept"],
        "failed": counted["failed"],
        "left": counted["left"],
        "jobs": list(_describe_jobs(tally)),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False)
    return f"{text}\n"


def _describe_jobs(tally: Tally) -> Iterator[dict[str, object]]:
    for result in tally.results:
        yield {
            "name": result.job.name,
            "folder": result.job.folder,
            "date": result.job.date,
            "status": result.status,
            "seconds": round(result.seconds, 3),
            "sentences": result.sentences,
            "files": [f"{result.job.name}/{name}" for name in result.files],
            "problems": [{"where": p.where, "message": p.message, "level": p.level} for p in result.problems],
        }


def _place(result: Result, problem: Problem) -> str:
    """Return a problem with the folder of its job before it."""
    told = f"{problem.where}: {problem.message}"
    return told if problem.where.startswith(result.job.folder) else f"{result.job.folder}: {told}"


def _pace(done: int, seconds: float) -> str:
    """Return how many are done in a second, or how long one takes."""
    return f"{done / seconds:.1f} a second" if done >= seconds else f"{seconds / done:.1f} s each"


def _time(seconds: float) -> str:
    """Write a duration in seconds, minutes and hours."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
