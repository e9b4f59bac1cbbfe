"""A sender that is killed at any moment, by kill -9: nobody gets the mail twice, nobody is forgotten."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from mail_server import Script, serving
from sample_mail import raw

PROCESS = Path(__file__).parent / "sending_process.py"
READERS = tuple(f"reader{number}@news.example" for number in range(6))
#: The server's, in seconds, at each step and on both sides of taking a letter.
DELAY = 0.01

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.slow]


@dataclass
class Counts:
    """Addresses, over all runs: ``lost`` got nothing and nobody says so."""

    got: int = 0
    twice: int = 0
    lost: int = 0
    in_doubt_and_got: int = 0
    in_doubt_and_not: int = 0
    killed_before_the_end: int = 0


def start(port: int, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROCESS), str(port), str(folder / "mail.eml"), str(folder / "queue")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(PROCESS.parent.parent.parent)}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def states(folder: Path) -> dict[str, str]:
    lines = (folder / "queue").read_text(encoding="utf-8").splitlines()
    return dict(map(json.loads, lines))


def lay_out(folder: Path, each: bool) -> None:
    folder.mkdir()
    (folder / "mail.eml").write_bytes(raw(each=each))
    (folder / "queue").write_text("".join(f'["{reader}", "queued"]\n' for reader in READERS), encoding="utf-8")


def kill_and_run_again(folder: Path, moment: float, each: bool, counts: Counts) -> None:
    lay_out(folder, each)
    script = Script(delay=DELAY)
    with serving(script) as port:
        process = start(port, folder)
        time.sleep(moment)
        process.kill()
        process.communicate()
        counts.killed_before_the_end += process.returncode == -signal.SIGKILL
        again = start(port, folder)
        again.communicate(timeout=60)
        assert again.returncode == 0
    count(script.copies, states(folder), counts)


def count(copies: Counter[str], found: dict[str, str], counts: Counts) -> None:
    assert set(found.values()) <= {"sent", "in_doubt"}
    for reader in READERS:
        doubtful = found[reader] == "in_doubt"
        counts.got += copies[reader] == 1
        counts.twice += copies[reader] > 1
        counts.lost += copies[reader] == 0 and not doubtful
        counts.in_doubt_and_got += doubtful and copies[reader] == 1
        counts.in_doubt_and_not += doubtful and copies[reader] == 0


def kill_many(folder: Path, each: bool, times: int, seed: int) -> Counts:
    """Kill so often, at moments spread evenly over the time that a whole run takes."""
    chance = random.Random(seed)
    counts = Counts()
    whole = measure(folder / "whole", each)
    for number in range(times):
        kill_and_run_again(folder / str(number), chance.uniform(0, whole), each, counts)
    return counts


def measure(folder: Path, each: bool) -> float:
    lay_out(folder, each)
    with serving(Script(delay=DELAY)) as port:
        process = start(port, folder)
        begin = time.monotonic()
        process.communicate()
        return time.monotonic() - begin


@pytest.mark.parametrize("each", [True, False])
def test_killed_at_any_moment_and_run_again_nobody_gets_it_twice_and_nobody_is_lost(tmp_path: Path, each: bool) -> None:
    counts = kill_many(tmp_path, each, 10, seed=4)
    assert counts.twice == 0
    assert counts.lost == 0
    assert counts.killed_before_the_end
    assert counts.got + counts.in_doubt_and_not == 10 * len(READERS)
