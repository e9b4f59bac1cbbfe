"""``summarizer send``, killed by kill -9 at each step of a whole run, and run again until it has nothing to do.

The servers kill it: so each step is met, however busy the machine is. At random moments it is killed in the week of
stories.
"""

from __future__ import annotations

import json
import signal
import subprocess
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from mail_server import Script
from morning import Desk, Item, open_desk
from serving import Reply, Route

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

READERS = tuple(f"reader{number}@news.example" for number in range(3))
DAY = "2026-03-02"
ITEMS = [
    Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, the mayor said."]),
    Item("comet", DAY, ["Astronomers in Lund lost sight of a comet.", "It was named after a parrot, they said."]),
]


@dataclass
class Killing(Script):
    """A mail server that kills who sends, at a step: one of those of ``hang_up``."""

    step: str = ""
    process: subprocess.Popen[str] | None = None

    def hangs_up(self, server: Any, moment: str) -> bool:
        if moment == self.step:
            self.kill()
        return super().hangs_up(server, moment)

    def kill(self) -> None:
        """Kill the run, and no later one."""
        assert self.process is not None
        self.step = ""
        self.process.kill()


def kill_when_asked(script: Killing, answer: Route) -> Route:
    """Return what a web server does with the first request for a page: it kills who asks."""

    def route(handler: BaseHTTPRequestHandler) -> Reply | None:
        if script.step:
            script.kill()
        assert isinstance(answer, Reply)
        return answer

    return route


def kill_at(desk: Desk, script: Killing, step: str) -> None:
    script.step = step
    for path in ("/post.xml", "/post/storm"):
        if path == step:
            desk.site.routes[path] = kill_when_asked(script, desk.site.routes[path])
    script.process = desk.start("send", "-q", "--date", DAY)
    script.process.communicate(timeout=60)
    assert script.process.returncode == -signal.SIGKILL


#: The step, whether each reader has a mail of his own, and how many then are in doubt, and of these how many got it.
STEPS = [
    ("/post.xml", False, 0, 0),
    ("/post/storm", False, 0, 0),
    ("RCPT", False, 0, 0),
    ("DATA", False, 0, 0),
    ("end", False, 3, 0),
    ("answer", False, 3, 3),
    ("end", True, 1, 0),
    ("answer", True, 1, 1),
]


@pytest.mark.parametrize(("step", "each", "doubted", "got"), STEPS)
def test_killed_at_any_step_and_run_again_nobody_gets_it_twice_and_nobody_is_lost(
    tmp_path: Path, step: str, each: bool, doubted: int, got: int
) -> None:
    # Who is killed before the end of his letter has not given it: the line breaks.
    script = Killing(hang_up=[step] if step in ("DATA", "end") else [])
    with open_desk(tmp_path, script) as desk:
        desk.publish("post", "The Harbour Post", ITEMS)
        desk.settle(READERS, mail=f"each = {str(each).lower()}")
        kill_at(desk, script, step)
        for _ in range(2):
            run = desk.call("send", "-q", "--date", DAY)
            states = desk.states(DAY)
            doubtful = [reader for reader in READERS if states[reader] == "in_doubt"]
            assert run.status == (1 if doubtful else 0), run.err
            assert all(reader in run.err for reader in doubtful)
        assert set(states.values()) <= {"sent", "in_doubt"}
        assert len(doubtful) == doubted
        assert sum(script.copies[reader] for reader in doubtful) == got
        assert all(script.copies[reader] == 1 for reader in READERS if reader not in doubtful)
        assert max(script.copies.values(), default=1) == 1
        assert [json.loads(path.read_bytes())["date"] for path in (tmp_path / "outputs").glob("*.json")] == [DAY]
