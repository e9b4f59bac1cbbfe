"""A job is a folder of articles, which is one story: what is asked of it, and folders and patterns → jobs."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from summarizer.errors import ConfigError
from summarizer.model import Options, Problem

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

#: Made in this run; there already; could not be made; not come to, because the run was stopped.
Status = Literal["made", "kept", "failed", "left"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every job. ``options.date`` is for jobs that have no date of their own."""

    options: Options
    formats: tuple[str, ...]
    templates: Path
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One folder of articles, which is one story, and where its briefing goes.

    ``folder`` is the path as the user named it, ``name`` tells it from the others of the run. An empty ``date``
    is the order's. ``asked`` is the digest of all that shapes the result; ``fault`` says why it cannot be done.
    """

    name: str
    folder: str
    output: Path
    date: str = ""
    asked: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing written in every format asked for, by file name; without any, ``problems`` say why not.

    ``seconds`` is how long it took to read and to make.
    """

    texts: tuple[tuple[str, str], ...] = ()
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


def fail(job: Job, message: str, where: str = "", seconds: float = 0.0) -> Result:
    """Return the result of a job that could not be done."""
    return Result(job, "failed", seconds, problems=(Problem(where or job.folder, message),))


def plan_jobs(folders: Sequence[str], output: Path, asked_date: str = "") -> tuple[Job, ...]:
    """Return one job for each folder, in the order named, each folder once; patterns like ``2024-11-*/`` are expanded.

    A folder whose name is a date has that date, the others have ``asked_date``. What is no folder is a job with
    a fault, so that it is told and the rest is done.

    Raises:
        ConfigError: the briefings would be written among the articles.
    """
    first: dict[str, str] = {}
    for place in expand(folders):
        first.setdefault(os.path.realpath(place), PurePath(place).as_posix())
    places = list(first.values())
    _check_output(output, places)
    names = name_folders([os.path.abspath(place) for place in places])
    return tuple(_plan(place, name, output, asked_date) for place, name in zip(places, names, strict=True))


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


def _plan(folder: str, name: str, output: Path, asked_date: str) -> Job:
    """Return the job of one folder, with what stands against it."""
    day = os.path.basename(os.path.abspath(folder))
    fault = ""
    if _DATE.fullmatch(day):
        asked_date = day
        try:
            date.fromisoformat(day)
        except ValueError:
            fault = "there is no such day"
    if not os.path.lexists(folder):
        fault = "there is no such folder"
    elif not os.path.isdir(folder):
        fault = "is a file, not a folder"
    return Job(name, folder, output / name, asked_date, fault=fault)


def _check_output(output: Path, folders: Sequence[str]) -> None:
    """Raise ConfigError if the briefings would be written among the articles."""
    target = Path(os.path.realpath(output))
    for folder in filter(os.path.isdir, folders):
        if target.is_relative_to(os.path.realpath(folder)):
            message = f"the briefings would be written among the articles of {folder}"
            raise ConfigError(message, where=f"--output {output}", hint="choose another with -o")
