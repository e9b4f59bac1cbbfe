"""The same bytes however it is run, and what happens when something is killed, stopped or broken."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stories import briefings, moments, report, run, start, write_stories

from summarizer.batch.execution import run_here
from summarizer.batch.jobs import Job, Order, Result
from summarizer.model import Options

ORDER = Order(Options(shares={}, outlets={}), ("md",), Path("templates"))


def list_jobs(where: Path, count: int) -> list[Job]:
    return [Job(str(number), str(number), where / str(number)) for number in range(count)]


def make_at_once(job: Job, order: Order) -> Result:
    return Result(job, "made")


def divide_by_zero(job: Job, order: Order) -> Result:
    return Result(job, "made", 1 / int(job.name))


def die_the_first_time(job: Job, order: Order) -> Result:
    """Kill the process that does job 3, once; a file remembers it."""
    if job.name == "3" and not job.output.exists():
        job.output.mkdir()
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(job, "made")


def die_always(job: Job, order: Order) -> Result:
    if job.name in "35":
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(job, "made")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_the_program_is_one_jobs_failure(tmp_path: Path, workers: int) -> None:
    results = {
        result.job.name: result for result in run_here(list_jobs(tmp_path, 4), ORDER, workers, do=divide_by_zero)
    }
    assert [results[name].status for name in "0123"] == ["failed", "made", "made", "made"]
    assert "ZeroDivisionError" in results["0"].problems[0].message


def test_a_job_whose_process_was_killed_is_tried_again_and_all_are_done(tmp_path: Path) -> None:
    results = list(run_here(list_jobs(tmp_path, 8), ORDER, 2, do=die_the_first_time))
    assert sorted(result.job.name for result in results) == list("01234567")
    assert {result.status for result in results} == {"made"}


def test_a_job_that_kills_its_process_every_time_is_given_up_and_no_other(tmp_path: Path) -> None:
    results = list(run_here(list_jobs(tmp_path, 8), ORDER, 2, do=die_always))
    failed = [result for result in results if result.status == "failed"]
    assert sorted(result.job.name for result in failed) == ["3", "5"]
    assert "killed, twice" in failed[0].problems[0].message
    assert len(results) == 8


@pytest.mark.parametrize("workers", [1, 2])
def test_once_stopped_no_job_is_begun(tmp_path: Path, workers: int) -> None:
    stop = threading.Event()
    results = []
    for result in run_here(list_jobs(tmp_path, 50), ORDER, workers, stop.is_set, make_at_once):
        results.append(result)
        stop.set()
    assert 1 <= len(results) <= 1 + 2 * workers


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def find_children(pid: int) -> list[int]:
    """Give a process's children that do jobs."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            text, line = place.read_text(), (place.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(text.rpartition(")")[2].split()[1]) == pid and b"spawn_main" in line:
            found.append(int(place.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Give a run of two processes that has written its first briefings and has more to do."""
    write_stories(tmp_path / "news", 24)
    process = start("backfill", "news/*", "-o", "out", "--jobs", "2", where=tmp_path)
    try:
        wait_until(lambda: len(list(tmp_path.glob("out/*/.backfill.json"))) >= 3)
        yield process, tmp_path
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc here")


@pytest.mark.slow
@needs_proc
def test_after_kill_9_the_next_run_does_the_rest_and_nothing_twice(
    started: tuple[subprocess.Popen[str], Path],
) -> None:
    process, where = started
    children = find_children(process.pid)
    process.kill()
    process.wait()
    assert len(children) == 2
    wait_until(lambda: not any(map(is_alive, children)), 20)
    before = moments(where / "out")
    whole = len(list(where.glob("out/*/.backfill.json")))
    status, told = run("backfill", "news/*", "-o", "out", "--jobs", "1", where=where)
    assert (status, report(where / "out")["kept"]) == (0, whole)
    assert f"kept     {whole}, made before" in told
    after = moments(where / "out")
    kept = [name for name in before if (where / "out" / name).parent.name in names_of(where, "kept")]
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert run("backfill", "news/*", "-o", "fresh", "--jobs", "1", where=where)[0] == 0
    assert briefings(where / "out") == briefings(where / "fresh")
    assert len(after) == 24 * 3


def names_of(where: Path, status: str) -> set[str]:
    return {job["name"] for job in report(where / "out")["jobs"] if job["status"] == status}


@pytest.mark.slow
@needs_proc
def test_a_worker_killed_in_the_middle_costs_nothing(started: tuple[subprocess.Popen[str], Path]) -> None:
    process, where = started
    os.kill(find_children(process.pid)[0], signal.SIGKILL)
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 0, told
    assert report(where / "out")["made"] == 24


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_cleanly_says_so_and_goes_on(
    started: tuple[subprocess.Popen[str], Path], stop: signal.Signals
) -> None:
    process, where = started
    process.send_signal(stop)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "the same call goes on with the rest" in told
    assert "Traceback" not in told, told
    record = report(where / "out")
    assert record["interrupted"]
    assert record["left"]
    assert record["made"] == len(list(where.glob("out/*/.backfill.json")))
    assert not list(where.glob("out/**/*.tmp"))
    assert run("backfill", "news/*", "-o", "out", "-q", "--jobs", "1", where=where) == (0, "")
    assert report(where / "out")["kept"] == record["made"]


@pytest.mark.slow
@needs_proc
def test_interrupted_as_a_terminal_does_it_the_workers_say_nothing(tmp_path: Path) -> None:
    write_stories(tmp_path / "news", 24)
    process = start("backfill", "news/*", "-o", "out", "--jobs", "2", where=tmp_path)
    wait_until(lambda: len(list(tmp_path.glob("out/*/.backfill.json"))) >= 3)
    for pid in [process.pid, *find_children(process.pid)]:
        os.kill(pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "Traceback" not in told, told
    assert "failed" not in told


@pytest.mark.slow
def test_a_second_interrupt_drops_what_is_in_work(started: tuple[subprocess.Popen[str], Path]) -> None:
    process, where = started
    process.send_signal(signal.SIGINT)
    time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Traceback" not in told, told
    assert run("backfill", "news/*", "-o", "out", "-q", "--jobs", "1", where=where) == (0, "")


@pytest.mark.slow
def test_one_process_two_and_brief_itself_write_the_same_bytes(tmp_path: Path) -> None:
    write_stories(tmp_path / "news", 3)
    for jobs in ("1", "2"):
        assert run("backfill", "news/*", "-o", f"out{jobs}", "-j", jobs, "-l", "2", where=tmp_path)[0] == 0
    for day in ("2031-03-01", "2031-03-02", "2031-03-03"):
        assert run("brief", f"news/{day}", "-o", f"brief/{day}", "--date", day, "-l", "2", where=tmp_path)[0] == 0
    assert len(briefings(tmp_path / "brief")) == 9
    assert briefings(tmp_path / "out1") == briefings(tmp_path / "out2") == briefings(tmp_path / "brief")
