"""A real scheduler and real workers on loopback; some of them are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import HOUSE
from hostile_work import HOLDS, SITE
from stories import briefings, report, run, start, write_stories

from summarizer.batch.execution import build_gauge, make_sent, pack, run_jobs
from summarizer.batch.jobs import Job, Order
from summarizer.config.plans import load_plans
from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import Article, Options

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

#: So many that a run is in its middle when three are made.
STORIES = 12
#: What a worker reads when it starts, so that its limits are low.
LOW_LIMITS = """
import functools
import summarizer.batch.job_records as records
from summarizer.sources.bounded_process import Limits
records.BoundedProcess = functools.partial(records.BoundedProcess, Limits(article_seconds=1))
"""
STORY = (Article("The bridge of Oster fell on Tuesday. Nobody was hurt.", outlet="Oster Post", path="a/x.txt"),)


class Cluster:
    """A scheduler and its workers, processes of their own on the loopback address."""

    def __init__(self, where: Path) -> None:
        self.where = where
        self.processes: list[subprocess.Popen[bytes]] = []
        file = where / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(file))
        end = time.monotonic() + 60
        while not file.exists() or not file.read_text(encoding="utf-8").endswith("}"):
            assert time.monotonic() < end
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text(encoding="utf-8"))["address"]

    def add_worker(self, nanny: str = "--no-nanny") -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, nanny, "--nthreads", "1")

    def _start(self, *args: str) -> subprocess.Popen[bytes]:
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        # Not the folder of the stories: a worker must do without it.
        place = self.where / "elsewhere"
        place.mkdir(exist_ok=True)
        self.processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "dask", *args, "--host", "127.0.0.1", "--no-dashboard"],
                cwd=place,
                env={**os.environ, "PYTHONPATH": f"{HOUSE}{os.pathsep}{self.where / 'site'}"},
                **quiet,
            )
        )
        return self.processes[-1]

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.stop()


def wait_for_some(where: Path, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while len(list(where.glob("out/*/.backfill.json"))) < 3:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_worker_killed_in_the_middle_costs_nothing_and_the_bytes_are_the_same(cluster: Cluster) -> None:
    where = cluster.where
    write_stories(where / "news", STORIES)
    (where / "templates").mkdir()
    (where / "templates" / "briefing.txt.j2").write_text("Desk: {{ title }}\n", encoding="utf-8")
    victim, _ = cluster.add_worker(), cluster.add_worker()
    process = start("backfill", "news/*", "-o", "out", "-f", "txt,json", "--scheduler", cluster.address, where=where)
    wait_for_some(where, process)
    victim.kill()
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 0, told
    assert f"made     {STORIES} of {STORIES} briefings in {told.split(' in ')[1]}" in told
    assert f"on {cluster.address}" in told
    assert run("backfill", "news/*", "-o", "here", "-f", "txt,json", "-j", "1", where=where)[0] == 0
    assert briefings(where / "out") == briefings(where / "here")
    assert len(briefings(where / "out")) == 2 * STORIES


def test_without_its_scheduler_a_run_ends_says_so_and_goes_on_elsewhere(cluster: Cluster) -> None:
    where = cluster.where
    write_stories(where / "news", STORIES)
    cluster.add_worker()
    process = start("backfill", "news/*", "-o", "out", "--scheduler", cluster.address, where=where)
    wait_for_some(where, process)
    cluster.scheduler.kill()
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 1
    assert "the scheduler was lost (run the same again: what is done is kept)" in told
    assert "Traceback" not in told, told
    record = report(where / "out")
    assert record["left"]
    assert record["made"] == len(list(where.glob("out/*/.backfill.json")))
    assert run("backfill", "news/*", "-o", "out", "-q", "-j", "1", where=where) == (0, "")
    assert report(where / "out")["kept"] == record["made"]


def test_interrupted_it_ends_cleanly_and_leaves_the_rest(cluster: Cluster) -> None:
    where = cluster.where
    write_stories(where / "news", STORIES)
    cluster.add_worker()
    process = start("backfill", "news/*", "-o", "out", "--scheduler", cluster.address, where=where)
    wait_for_some(where, process)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "Traceback" not in told, told
    assert report(where / "out")["left"]


def test_what_takes_too_much_on_a_worker_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE + LOW_LIMITS, encoding="utf-8")
    write_stories(tmp_path / "news", 1)
    (tmp_path / "news" / "2031-03-01" / "long.txt").write_text(f"It rained in {HOLDS} all day.", encoding="utf-8")
    cluster = Cluster(tmp_path)
    try:
        cluster.add_worker("--nanny")
        process = start("backfill", "news/*", "-o", "out", "--scheduler", cluster.address, where=tmp_path)
        told = process.communicate(timeout=120)[1]
    finally:
        cluster.stop()
    assert process.returncode == 1, told
    assert "news/2031-03-01/long.txt: is left out: it takes more processor time than [limits] allows" in told
    assert report(tmp_path / "out")["made"] == 1


class Empty:
    """A client whose scheduler has no workers."""

    def nthreads(self) -> dict[str, int]:
        return {}


def test_when_no_worker_is_left_for_too_long_the_run_ends() -> None:
    assert build_gauge(Empty(), "tcp://a:1", patience=60)() > 0
    with pytest.raises(SummarizerError, match="no worker is left"):
        build_gauge(Empty(), "tcp://a:1", patience=-1)()


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:8786", "tcp://127.0.0.1", "http://127.0.0.1:9"])
def test_what_is_no_address_is_told(tmp_path: Path, address: str) -> None:
    jobs, order = [Job("a", "a", tmp_path / "a")], Order(Options(shares={}, outlets={}), ("md",), tmp_path)
    with pytest.raises(ConfigError, match="this is no address of a scheduler"):
        list(run_jobs(jobs, order, 1, address))


def test_an_address_without_a_scheduler_is_told(tmp_path: Path) -> None:
    write_stories(tmp_path / "news", 1)
    process = start("backfill", "news/*", "--scheduler", "tcp://127.0.0.1:9", where=tmp_path)
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 2
    assert "no scheduler answers there" in told
    assert "Traceback" not in told, told


def test_a_worker_with_another_program_makes_nothing(tmp_path: Path) -> None:
    job = Job("a", "a", tmp_path / "a", "2031-03-04")
    order = Order(Options(plans=load_plans("auto"), shares={}, outlets={}), ("md",), tmp_path / "templates")
    payload = pack(order)
    assert make_sent(job, payload, STORY, ()).sentences == 2
    other = replace(payload, program={**payload.program, "numpy": "0.1"})
    refused = make_sent(job, other, STORY, ())
    assert refused.texts == ()
    assert "instead of 0.1" in refused.problems[0].message


def test_the_users_template_and_what_it_includes_travel_with_the_order(tmp_path: Path) -> None:
    for name, text in (("own/desk.md.j2", "{% include 'foot.md.j2' %}"), ("own/foot.md.j2", "Foot of {{ title }}")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = Options(plans=load_plans("auto"), shares={}, outlets={})
    order = Order(options, ("md",), tmp_path / "templates", tmp_path / "own" / "desk.md.j2")
    payload = pack(order)
    for path in (tmp_path / "own").iterdir():
        path.unlink()
    ((_, made),) = make_sent(Job("a", "a", tmp_path / "a", "2031-03-04"), payload, STORY, ()).texts
    assert str(made).startswith("Foot of ")
