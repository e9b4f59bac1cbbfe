"""The command line as its tests call it, and a small invented story."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from summarizer.cli import app

HOUSE = Path(__file__).parent.parent.parent
DATE = "2031-03-05"
POST = """---
outlet: Harbour Post
title: Ferry crews walk out
url: https://post.example/ferries
published: 2031-03-04
---
# Ferry crews walk out

The ferry crews of Norvik walked out on Tuesday and closed the harbour for a second day.

Transport minister Ada Lund called the strike a blow to the islands.

“We will not go back for four percent,” said union leader Per Moe.
"""
TIMES = """---
outlet: Island Times
published: 2031-03-04
---
Ferry crews in Norvik walked out on Tuesday and closed the harbour for a second day.

The shops on the outer islands have bread and milk for about three days.
"""
RADIO = """The crews ask for ten percent more pay, and the ferry company has offered four.

Talks between the two sides are to begin again on Saturday morning.
"""
#: Built once: it takes some twentieth of a second.
COMMAND = get_command(app)
STORY = {"post.md": POST, "times.md": TIMES, "radio.txt": RADIO}


@dataclass(frozen=True)
class Run:
    """How a call ended and what it said."""

    status: int
    out: str
    err: str


def call(*args: str | Path, stdin: bytes | None = None) -> Run:
    """Call the command line in this process. What it raises beside its exit status is a fault of the program."""
    with CliRunner().isolation(stdin) as (out, err, _):
        try:
            COMMAND.main([str(arg) for arg in args], "summarizer")
        except SystemExit as left:
            status = int(left.code or 0)
        sys.stdout.flush()
        run = Run(status, out.getvalue().decode(), err.getvalue().decode())
    assert "Traceback" not in run.err
    return run


def brief(*args: str | Path, stdin: bytes | None = None) -> Run:
    """Call ``brief`` with a fixed date."""
    return call("brief", "--date", DATE, *args, stdin=stdin)


def spawn(*args: str | Path, where: Path, **env: str) -> Run:
    """Call the command line in a process of its own, with no more environment than is given."""
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, args)],
        cwd=where,
        stdin=subprocess.DEVNULL,
        env={"PYTHONPATH": str(HOUSE), **env},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def shell(line: str, where: Path) -> Run:
    """Run a line of shell; ``$summarizer`` in it is the command line."""
    env = {**os.environ, "PYTHONPATH": str(HOUSE), "summarizer": f"{sys.executable} -m summarizer"}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=where,
        env=env,
        capture_output=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def is_plain(line: str) -> bool:
    """Return whether a line of shell calls the program and needs no shell for it, so that it can be called here."""
    return re.fullmatch(r"summarizer [^|*;&<>$]+", line) is not None


def put_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, which is made."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def find_one(folder: Path | str, suffix: str) -> Path:
    """Give the one file of a kind in a folder."""
    (found,) = Path(folder).glob(f"*{suffix}")
    return found


def read_json(folder: Path | str = "outputs") -> dict[str, Any]:
    """Read the one briefing of a folder."""
    record: dict[str, Any] = json.loads(find_one(folder, ".json").read_text(encoding="utf-8"))
    return record


def read_lines(folder: Path | str = "outputs") -> list[dict[str, Any]]:
    """Read the printed sentences of the one briefing of a folder."""
    return [line for section in read_json(folder)["sections"] for line in section["sentences"]]
