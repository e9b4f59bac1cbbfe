"""A job is a folder of articles, which is one story or the news of a day: folders and patterns → jobs.

Results → the line of progress, the lines at the end, and ``backfill-report.json``.
"""

from __future__ import annotations

import glob
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Literal, get_args

from summarizer.errors import ConfigError
from summarizer.model import Options, Problem
from summarizer.text.escaping import flatten

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

#: Made in this run; there already; could not be made; not come to, because the run was stopped.
Status = Literal["made", "kept", "failed", "left"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every job. ``options.date`` is for jobs that have no date of their own.

    With ``stories`` each job's result is a front page.
    """

    options: Options
    formats: tuple[str, ...]
    templates: Path
    template: Path | None = None
    stories: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One folder of articles, and where its briefing or front page goes.

    ``folder`` is the path as the user named it, ``name`` tells it from the others of the run. An empty ``date``
    is the order's. ``asked`` is the digest of all that shapes the result; ``fault`` says why it cannot be done.
    ``held`` are the sentences of the page that is there, over which no empty one is written unasked.
    """

    name: str
    folder: str
    output: Path
    date: str = ""
    asked: str = ""
    fault: str = ""
    held: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A page written in every format asked for, by file name; without any, ``problems`` say why not.

    ``seconds`` is how long it took to read and to make.
    """

    texts: tuple[tuple[str, str | bytes], ...] = ()
    sentences: int = 0
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job. ``files`` are names in the job's own folder."""

    job: Job
    status: Status
    seconds: float = 0.0
    sentences: int = 0
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def troubled(self) -> bool:
        """Return whether there is a problem that is more than a notice."""
        return any(problem.level == "problem" for problem in self.problems)


def fail(job: Job, message: str, where: str = "") -> Result:
    """Return the result of a job that could not be done."""
    return Result(job, "failed", problems=(Problem(where or job.folder, message),))


def plan_jobs(folders: Sequence[str], output: Path, asked_date: str = "") -> tuple[Job, ...]:
    """Return one job for each folder, in the order named, each folder once; patterns like ``2024-11-*/`` are expanded.

    A folder whose name is a date has that date, the others have ``asked_date``. What is no folder is a job with
    a fault, so that it is told and the rest is done. Raises ConfigError when the briefings would be written among the
    articles.
    """
    first: dict[str, str] = {}
    for place in expand(folders):
        first.setdefault(os.path.realpath(place), PurePath(place).as_posix())
    places = list(first.values())
    target = Path(os.path.realpath(output))
    for folder in filter(os.path.isdir, places):
        if target.is_relative_to(os.path.realpath(folder)):
            message = f"the briefings would be written among the articles of {folder}"
            raise ConfigError(message, where=f"--output {output}", hint="choose another with -o")
    names = name_folders([os.path.abspath(place) for place in places])
    jobs: list[Job] = []
    for folder, name in zip(places, names, strict=True):
        day = os.path.basename(os.path.abspath(folder))
        is_dated = _DATE.fullmatch(day) is not None
        fault = ""
        if is_dated:
            try:
                date.fromisoformat(day)
            except ValueError:
                fault = "there is no such day"
        if not os.path.lexists(folder):
            fault = "there is no such folder"
        elif not os.path.isdir(folder):
            fault = "is a file, not a folder"
        jobs.append(Job(name, folder, output / name, day if is_dated else asked_date, fault=fault))
    return tuple(jobs)


def expand(folders: Sequence[str]) -> list[str]:
    """Expand the patterns that the shell left; one that fits no folder stays as it is.

    >>> expand(["no-such-folder", "no-such-[0-9]*/"])
    ['no-such-folder', 'no-such-[0-9]*/']
    """
    found: list[str] = []
    for place in folders:
        fitting: list[str] = []
        if glob.has_magic(place) and not os.path.lexists(place):
            matches = filter(os.path.isdir, glob.glob(place, recursive=True))
            fitting = sorted(PurePath(path).as_posix() for path in matches)
        found += fitting or [place]
    return found


def name_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Name absolute paths, all different, by their last parts: one part, more where others end likewise.

    >>> name_folders(["/news/ferry", "/news/flood"])
    ('ferry', 'flood')
    >>> name_folders(["/ferry/2031-03-04", "/flood/2031-03-04", "/flood/2031-03-05"])
    ('ferry/2031-03-04', 'flood/2031-03-04', '2031-03-05')
    """
    parts = [PurePath(path).parts[1:] or ("root",) for path in paths]
    depths = [1] * len(parts)
    while True:
        names = ["/".join(found[-depth:]) for found, depth in zip(parts, depths, strict=True)]
        counted = Counter(names)
        before = list(depths)
        for place, name in enumerate(names):
            if counted[name] > 1 and depths[place] < len(parts[place]):
                depths[place] += 1
        if depths == before:
            return tuple(names)


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
        for problem in result.problems:
            if problem.level == "problem":
                folder = result.job.folder
                before = "" if problem.where.startswith(folder) else f"{folder}: "
                lines.append(f"problem  {flatten(f'{before}{problem.where}: {problem.message}')}")
    rest = len(lines) - _MOST_PROBLEMS
    if rest > 0:
        lines[_MOST_PROBLEMS:] = [f"problem  and {rest} more, see {REPORT}"]
    return lines


def to_report(tally: Tally) -> str:
    """Write the report: one JSON object, a job after the other."""
    jobs: list[dict[str, object]] = []
    for result in tally.results:
        job = {
            "name": result.job.name,
            "folder": result.job.folder,
            "date": result.job.date,
            "status": result.status,
            "seconds": round(result.seconds, 3),
            "sentences": result.sentences,
            "files": [f"{result.job.name}/{name}" for name in result.files],
            "problems": list(map(asdict, result.problems)),
        }
        jobs.append(job)
    record = {
        "schema": SCHEMA,
        "where": tally.where,
        "seconds": round(tally.seconds, 3),
        "interrupted": tally.interrupted,
        **{status: tally.count(status) for status in get_args(Status)},
        "jobs": jobs,
    }
    return f"{json.dumps(record, indent=2, ensure_ascii=False)}\n"


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
