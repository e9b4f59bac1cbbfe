"""Some small invented stories to backfill, and the command line for it, here or in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import chdir
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE, call
from kept_process import open_kept

from summarizer.batch import job_records
from summarizer.sources.bounded_process import Limits

TOWNS = ("Oster", "Larkmouth", "Norvik", "Fenholm", "Brackwater", "Ilsede", "Marrow", "Tarn")


def write_story(folder: Path, number: int) -> Path:
    """Write a story of three outlets that no other number has."""
    town = TOWNS[number % len(TOWNS)]
    # No later than the day of an edition that is called after its folder.
    published = f"2031-03-{min(number + 1, 4):02}"
    folder.mkdir(parents=True)
    for outlet in ("Post", "Times", "Wire"):
        text = (
            f"---\noutlet: {town} {outlet}\npublished: {published}\n---\n"
            f"The old bridge of {town} fell into the river on Tuesday, and {number + 3} cars fell with it.\n\n"
            f"Nobody was hurt when the bridge fell, the mayor of {town} told the {outlet}.\n\n"
            f"A new bridge will cost {number + 11} million crowns, according to the {outlet}'s own reckoning.\n"
        )
        (folder / f"{outlet.lower()}.md").write_text(text, encoding="utf-8")
    return folder


def write_stories(where: Path, count: int) -> None:
    """Write stories of successive days."""
    for number in range(count):
        write_story(where / f"2031-03-{number + 1:02}", number)


def start(*args: str | Path, where: Path) -> subprocess.Popen[str]:
    """Start the command; whoever does so waits for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *map(str, args)],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*args: str | Path, where: Path) -> tuple[int, str]:
    """Run the command in this process, but for those that it starts; give its exit status and what it said."""
    with chdir(where), pytest.MonkeyPatch.context() as patch:
        patch.setattr(job_records, "open_process", lambda: open_kept(Limits()))
        done = call(*args)
    return done.status, done.err


def briefings(output: Path) -> dict[str, str]:
    """Give the digest of each briefing's file, by its path in the output folder."""
    found = [path for path in output.rglob("*") if path.is_file() and not path.name.startswith(("backfill-", "."))]
    return {path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest() for path in sorted(found)}


def moments(output: Path) -> dict[str, int]:
    """Tell when each briefing's file was written."""
    return {name: (output / name).stat().st_mtime_ns for name in briefings(output)}


def report(output: Path) -> dict[str, Any]:
    """Read the report."""
    record: dict[str, Any] = json.loads((output / "backfill-report.json").read_text(encoding="utf-8"))
    return record
