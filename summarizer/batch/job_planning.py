"""Folders and patterns → jobs, each with a name, a date and a place of its own."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from summarizer.batch.jobs import Job
from summarizer.errors import ConfigError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def plan_jobs(folders: Sequence[str], output: Path, asked_date: str = "") -> tuple[Job, ...]:
    """Give one job for each folder, in the order named and each folder once; patterns like ``2024-11-*/`` are expanded.

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
        fitting = [] if os.path.lexists(place) or not glob.has_magic(place) else glob.glob(place, recursive=True)
        found += sorted(PurePath(path).as_posix() for path in fitting if os.path.isdir(path)) or [place]
    return found


def name_folders(paths: Sequence[str]) -> tuple[str, ...]:
    """Name absolute paths, all different, by their last parts: one part, more where others end likewise.

    >>> name_folders(["/news/ferry", "/news/flood"])
    ('ferry', 'flood')
    >>> name_folders(["/ferry/2031-03-04", "/flood/2031-03-04", "/flood/2031-03-05"])
    ('ferry/2031-03-04', 'flood/2031-03-04', '2031-03-05')
    """
    parts = [[part for part in path.split(os.sep) if part] or ["root"] for path in paths]
    depths = [1] * len(parts)
    while True:
        names = ["/".join(found[-depth:]) for found, depth in zip(parts, depths, strict=True)]
        counted = Counter(names)
        longer = [
            depth + (counted[name] > 1 and depth < len(found))
            for name, depth, found in zip(names, depths, parts, strict=True)
        ]
        if longer == depths:
            return tuple(names)
        depths = longer


def _plan(folder: str, name: str, output: Path, asked_date: str) -> Job:
    day = os.path.basename(os.path.abspath(folder))
    dated = _DATE.fullmatch(day) is not None
    fault = "" if os.path.isdir(folder) else _tell_missing(folder)
    if dated and not _is_day(day):
        fault = fault or "there is no such day"
    return Job(name, folder, output / name, day if dated else asked_date, fault=fault)


def _tell_missing(folder: str) -> str:
    return "is a file, not a folder" if os.path.lexists(folder) else "there is no such folder"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_output(output: Path, folders: Sequence[str]) -> None:
    target = os.path.realpath(output)
    for folder in folders:
        if os.path.isdir(folder) and (target + os.sep).startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep):
            message = f"the briefings would be written among the articles of {folder}"
            raise ConfigError(message, where=f"--output {output}", hint="choose another with -o")
