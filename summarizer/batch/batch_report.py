"""Results → the line of progress, the lines at the end, and ``backfill-report.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from summarizer.batch.jobs import Job, Result
from summarizer.model import Problem
from summarizer.text.escaping import flatten

#: The name of the report in the output folder.
REPORT = "backfill-report.json"
SCHEMA = "summarizer.backfill-report/1"
_BAR, _MOST_PROBLEMS = 20, 50
_NOT_MADE = {"kept": ", made before", "failed": "", "left": "; the same call goes on with them"}


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
    line = f"{result.status:<8} {flatten(result.job.folder)}"
    if result.status not in ("failed", "left"):
        line += f": {result.sentences} sentences, {result.seconds:.1f} s"
    return line


def describe_results(tally: Tally) -> str:
    """Return what was done, kept, failed and left, at what pace, and each problem with its folder."""
    made = tally.count("made")
    pace = f", {_pace(made, tally.seconds)}" if made and tally.seconds > 0 else ""
    lines = [f"made     {made} of {len(tally.results)} briefings in {_time(tally.seconds)}{pace}, {tally.where}"]
    for status, more in _NOT_MADE.items():
        count = tally.count(status)
        if count:
            lines.append(f"{status:<8} {count}{more}")
    lines += describe_troubles(tally)
    return "\n".join(lines)


def describe_troubles(tally: Tally) -> list[str]:
    """Return a line for each problem, with its folder; of very many, the first ones."""
    lines: list[str] = []
    for result in tally.results:
        serious = [problem for problem in result.problems if problem.level == "problem"]
        lines += [f"problem  {flatten(_place(result, problem))}" for problem in serious]
    rest = len(lines) - _MOST_PROBLEMS
    if rest > 0:
        lines[_MOST_PROBLEMS:] = [f"problem  and {rest} more, see {REPORT}"]
    return lines


def to_report(tally: Tally) -> str:
    """Write the report: one JSON object, a job after the other."""
    record = {
        "schema": SCHEMA,
        "where": tally.where,
        "seconds": round(tally.seconds, 3),
        "interrupted": tally.interrupted,
        "made": tally.count("made"),
        "kept": tally.count("kept"),
        "failed": tally.count("failed"),
        "left": tally.count("left"),
        "jobs": list(map(_describe_job, tally.results)),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False)
    return f"{text}\n"


def _describe_job(result: Result) -> dict[str, object]:
    """Return what became of a job, for the report."""
    return {
        "name": result.job.name,
        "folder": result.job.folder,
        "date": result.job.date,
        "status": result.status,
        "seconds": round(result.seconds, 3),
        "sentences": result.sentences,
        "files": [f"{result.job.name}/{name}" for name in result.files],
        "problems": list(map(asdict, result.problems)),
    }


def _place(result: Result, problem: Problem) -> str:
    """Return a problem with the folder of its job before it."""
    told = f"{problem.where}: {problem.message}"
    if problem.where.startswith(result.job.folder):
        return told
    return f"{result.job.folder}: {told}"


def _pace(done: int, seconds: float) -> str:
    """Return how many are done in a second, or how long one takes."""
    if done >= seconds:
        return f"{done / seconds:.1f} a second"
    return f"{seconds / done:.1f} s each"


def _time(seconds: float) -> str:
    """Write a duration in seconds, minutes and hours."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, seconds_over = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {seconds_over} s"
    return f"{minutes // 60} h {minutes % 60} min"
