"""``summarizer send``, killed by kill -9 at any moment of a whole run, and run again until it has nothing to do."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mail_server import Script
from morning import Desk, Item, open_desk

from summarizer.errors import SummarizerError

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

READERS = tuple(f"reader{number}@news.example" for number in range(6))
DAY = "2026-03-02"
#: The mail server's, in seconds, at each step and on both sides of taking a letter.
DELAY = 0.02
#: So many runs are killed, each in its own part of the time that a whole one takes.
KILLS = 7
ITEMS = [
    Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, the mayor said."]),
    Item("comet", DAY, ["Astronomers in Lund lost sight of a comet.", "It was named after a parrot, they said."]),
]


@dataclass
class Counts:
    """Addresses over all runs: ``lost`` got nothing and nobody says so. ``stages`` is how far the runs had come."""

    sent: int = 0
    doubled: int = 0
    lost: int = 0
    in_doubt_and_got: int = 0
    in_doubt_and_not: int = 0
    reruns: int = 0
    stages: Counter[str] = field(default_factory=Counter)


def prepare(desk: Desk) -> None:
    desk.publish("post", "The Harbour Post", ITEMS)
    desk.settle(READERS)


def find_stage(desk: Desk) -> str:
    """Tell from the disk how far a run had come."""
    try:
        states = set(desk.states().values())
    except SummarizerError:
        return "making"
    if states <= {"queued"}:
        return "queued" if states else "made" if any((desk.folder / "outputs").glob("*.json")) else "making"
    return "sending" if states != {"sent"} else "sent"


def kill_and_run_again(folder: Path, moment: float, counts: Counts) -> None:
    with open_desk(folder, Script(delay=DELAY)) as desk:
        prepare(desk)
        process = desk.start("send", "-q", "--date", DAY)
        time.sleep(moment)
        process.kill()
        process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
        counts.stages[find_stage(desk)] += 1
        for _ in range(4):
            run = desk.call("send", "-q", "--date", DAY)
            counts.reruns += 1
            states = desk.states(DAY)
            if set(states.values()) <= {"sent", "in_doubt"} and set(states) == set(READERS):
                break
        again = desk.call("send", "-q", "--date", DAY)
        doubtful = [reader for reader, state in states.items() if state == "in_doubt"]
        assert again.status == run.status == (1 if doubtful else 0), run.err
        assert all(reader in again.err for reader in doubtful)
        assert [json.loads(path.read_bytes())["date"] for path in (folder / "outputs").glob("*.json")] == [DAY]
        count(desk.script.copies, states, counts)


def count(copies: Counter[str], states: dict[str, str], counts: Counts) -> None:
    for reader in READERS:
        doubtful = states.get(reader) == "in_doubt"
        counts.sent += copies[reader] == 1
        counts.doubled += copies[reader] > 1
        counts.lost += copies[reader] == 0 and not doubtful
        counts.in_doubt_and_got += doubtful and copies[reader] == 1
        counts.in_doubt_and_not += doubtful and copies[reader] == 0


def measure(folder: Path) -> float:
    with open_desk(folder, Script(delay=DELAY)) as desk:
        prepare(desk)
        begin = time.monotonic()
        assert desk.run("send", "-q", "--date", DAY).status == 0
        return time.monotonic() - begin


def kill_many(folder: Path, times: int, seed: int) -> Counts:
    """Kill so often, at one random moment in each equal part of the time that a whole run takes."""
    chance = random.Random(seed)
    counts = Counts()
    # The first run of a program is slower than those that follow.
    whole = min(measure(folder / f"whole-{number}") for number in range(2))
    for number in range(times):
        moment = whole * (number + chance.random()) / times
        kill_and_run_again(folder / str(number), moment, counts)
    return counts


def test_killed_at_any_moment_and_run_again_nobody_gets_it_twice_and_nobody_is_lost(tmp_path: Path) -> None:
    """One mail for all; in the week of stories it is one each."""
    counts = kill_many(tmp_path, KILLS, seed=7)
    assert counts.doubled == 0
    assert counts.lost == 0
    assert counts.stages.total() - counts.stages["sent"] >= 3
    assert counts.sent + counts.in_doubt_and_not == KILLS * len(READERS)
