"""The nouns of backfilling."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from summarizer.model import Options, Problem

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
        """Tell whether there is a problem that is more than a notice."""
        return any(problem.level == "problem" for problem in self.problems)


def fail(job: Job, message: str, where: str = "", seconds: float = 0.0) -> Result:
    """Give the result of a job that could not be done."""
    return Result(job, "failed", seconds, problems=(Problem(where or job.folder, message),))
