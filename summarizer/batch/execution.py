"""Jobs → results, one after the other as they are done: in this process, in several, or on a Dask cluster.

To a cluster (the extra ``dask``) goes the articles' text, and the written texts come back: the workers need no disk of
ours, and only this process writes. Each makes the briefings in a process that is ended when one takes too much, as they
are made here. A job whose worker is lost is given to another by the scheduler itself
(https://distributed.dask.org/en/stable/resilience.html). A worker whose program is not ours is refused, since it could
write other bytes.
"""

from __future__ import annotations

import gc
import logging
import math
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from summarizer.batch.job_records import (
    Stopped,
    digest_program,
    do_job,
    fail_by_fault,
    find_templates,
    finish,
    keep_running,
    make,
    open_process,
)
from summarizer.batch.jobs import Job, Made, Order, Result, fail
from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import Article, Problem
from summarizer.sources.places import read_places

if TYPE_CHECKING:
    from distributed import Client


Doing = Callable[[Job, Order], Result]
_HELD_BACK = (signal.SIGINT, signal.SIGTERM)


def run_jobs(
    jobs: Sequence[Job], order: Order, workers: int, scheduler: str = "", stopped: Stopped = lambda: False
) -> Iterator[Result]:
    """Do all jobs, as ``sort_out`` gives them, and give each result as soon as it is there.

    With one worker the work is done in this process; ``scheduler`` is the address of a Dask scheduler, to which it goes
    instead. Once ``stopped`` says so, no more jobs are begun, and those that run come to their end. Jobs that were
    not begun have no result. Raises ConfigError when the cluster cannot be used.
    """
    if not jobs:
        return iter(())
    if scheduler:
        return run_on_cluster(jobs, order, scheduler, stopped)
    return run_here(jobs, order, min(workers, len(jobs)), stopped)


def run_here(
    jobs: Sequence[Job], order: Order, workers: int, stopped: Stopped = lambda: False, do: Doing = do_job
) -> Iterator[Result]:
    """Do the jobs on this machine. One that loses its process is tried once more, alone, and then given up."""
    waiting, suspects = deque(jobs), deque[Job]()
    while (waiting or suspects) and not stopped():
        alone = bool(suspects)
        # One worker is a thread of this process.
        with _open_processes(1 if alone else workers) if alone or workers > 1 else ThreadPoolExecutor(1) as pool:
            queue, width = (suspects, 1) if alone else (waiting, 2 * workers)
            for job, future in keep_running(queue, partial(_submit, pool, do, order), width, stopped):
                error = future.exception()
                if error is None:
                    yield future.result()
                elif not isinstance(error, BrokenExecutor):
                    # A fault of the program is that job's failure, and no other's.
                    yield fail_by_fault(job, error)
                elif alone:
                    yield fail(job, "the process that made it was killed, twice; is there too little memory?")
                else:
                    # One of those that were in the air; which one shows when each is tried alone.
                    suspects.append(job)


def _submit(pool: Executor, do: Doing, order: Order, job: Job) -> Future[Result] | None:
    """Hand a job to a pool; None when the pool takes no more."""
    # The processes that are begun meanwhile are not to hear Ctrl-C: it is for us to tell them.
    can_hold_back = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK) if can_hold_back else set()
    try:
        return pool.submit(do, job, order)
    except BrokenExecutor:
        return None
    finally:
        if can_hold_back:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _open_processes(workers: int) -> Iterator[Executor]:
    """Open a pool of processes; when we are interrupted, they are ended."""
    before = set(multiprocessing.active_children())
    # Spawned, because a fork of a process with threads may hang.
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, spawn, initializer=_follow_parent, initargs=(gc.get_threshold(),))
    try:
        yield pool
        try:
            pool.submit(int)
        except BrokenExecutor:
            # A broken pool only asks its processes to end, which they cannot hear, and waits.
            _kill_since(before)
        pool.shutdown()
    except BaseException:
        _kill_since(before)
        pool.shutdown(cancel_futures=True)
        raise


def _kill_since(before: set[BaseProcess]) -> None:
    """End the processes begun since."""
    for child in set(multiprocessing.active_children()) - before:
        child.kill()


def _follow_parent(thresholds: tuple[int, int, int]) -> None:
    """End this worker with the process that began it, which may be killed and leave it waiting for ever.

    It looks for garbage as seldom as that one, by its ``thresholds``.
    """
    gc.set_threshold(*thresholds)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process as soon as another one ends."""
    parent.join()
    os._exit(1)


#: Whose versions shape a briefing's bytes.
_SHAPING = "numpy sumy jinja2 markdown textstat nupunkt nh3 ftfy pystemmer".split()  # names, not language
_OWN, _FOLDER = "own", "templates"
# Threads of one worker would only wait for each other, and what they share need not be safe.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class DaskPayload:
    """An order with its templates as they stand, by their paths, and the program that is to carry it out."""

    order: Order
    templates: tuple[tuple[str, bytes], ...]
    program: Mapping[str, str]


def pack(order: Order) -> DaskPayload:
    """Pack an order with the templates that it names."""
    folder = order.templates
    found = {f"{_FOLDER}/{path.relative_to(folder).as_posix()}": path for path in find_templates(folder)}
    if order.template:
        beside = order.template.parent
        found |= {f"{_OWN}/{path.relative_to(beside).as_posix()}": path for path in sorted(beside.glob("*.j2"))}
    files = tuple((name, path.read_bytes()) for name, path in found.items())
    return DaskPayload(order, files, describe_here())


def make_sent(job: Job, payload: DaskPayload, articles: Sequence[Article], problems: Sequence[Problem]) -> Made:
    """Make the texts of a job's briefing on a worker, with the templates of the payload; one at a time in a process."""
    if differences := describe_differences(payload.program, describe_here()):
        return Made(problems=(Problem(job.folder, f"a worker has {differences}"),))
    # Under a nanny a worker is a daemon, and those may begin no processes. Ours ends with the worker in any case.
    multiprocessing.current_process().daemon = False
    with _ONE_AT_A_TIME, TemporaryDirectory(prefix="summarizer-") as folder:
        for name, content in payload.templates:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        template = payload.order.template and Path(folder, _OWN, payload.order.template.name)
        order = replace(payload.order, templates=Path(folder, _FOLDER), template=template)
        return make(job, order, articles, problems, open_process())


@lru_cache(maxsize=1)
def describe_here() -> Mapping[str, str]:
    """Return what makes briefings here: the digest of this program, and the versions under it."""
    found = {"summarizer": digest_program()[:12], "Python": ".".join(map(str, sys.version_info[:2]))}
    for name in _SHAPING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def describe_differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Return in what another program differs from ours; an empty text when in nothing.

    >>> describe_differences({"numpy": "2.4", "Python": "3.11"}, {"numpy": "2.3", "Python": "3.11"})
    'numpy 2.3 instead of 2.4'
    >>> describe_differences({"numpy": "2.4"}, {"numpy": "2.4"})
    ''
    """
    other = [(name, theirs.get(name, "none"), told) for name, told in ours.items() if theirs.get(name) != told]
    return ", ".join(f"{name} {there} instead of {here}" for name, there, here in other)


#: Seconds to wait for the scheduler's answer, and for a worker where there is none.
CONNECTING, PATIENCE = 10.0, 60.0
#: Seconds between two looks at the workers, and jobs waiting for each of their threads.
_TICK, _AHEAD = 2.0, 3
_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss|ucx)://[^\s/]+:\d{1,5}")


def run_on_cluster(jobs: Sequence[Job], order: Order, address: str, stopped: Stopped) -> Iterator[Result]:
    """Do the jobs on the workers of a scheduler and give each result as soon as it is written here.

    Raises ConfigError when Dask is not installed, nobody answers, or a worker's program is not ours; SummarizerError
    when the scheduler, or the last worker, is lost on the way.
    """
    with _connect(address) as client:
        _check_workers(client, address)
        pool, payload = client.get_executor(pure=False), pack(order)

        def submit(job: Job) -> Future[Made]:
            articles, problems = read_places([job.folder], order.options.outlets, process=open_process())
            sent: Future[Made] = pool.submit(make_sent, job, payload, articles, problems)
            return sent

        for job, future in keep_running(deque(jobs), submit, build_gauge(client, address, PATIENCE), stopped, _TICK):
            if future.cancelled():
                raise _lost(address)
            error = future.exception()
            if error is None:
                yield finish(job, future.result())
            elif type(error).__name__ == "KilledWorker":
                yield fail(job, "every worker that made it was lost; is there too little memory?")
            else:
                yield fail_by_fault(job, error)


def build_gauge(client: Client, address: str, patience: float) -> Callable[[], int]:
    """Return what tells how many jobs to keep running: enough for all workers that there are just now.

    It raises SummarizerError when the scheduler is lost, or when there has been no worker for ``patience`` seconds.
    """
    seen = time.monotonic()
    looked, threads = -math.inf, 0

    def gauge() -> int:
        nonlocal seen, looked, threads
        now = time.monotonic()
        if now - looked >= _TICK:
            try:
                looked, threads = now, sum(client.nthreads().values())
            except OSError as error:
                raise _lost(address) from error
        if threads:
            seen = now
        elif now - seen > patience:
            raise SummarizerError("no worker is left", where=address, hint="start some and run the same again")
        return max(2, _AHEAD * threads)

    return gauge


def _lost(address: str) -> SummarizerError:
    """Return the error that the scheduler was lost."""
    return SummarizerError("the scheduler was lost", where=address, hint="run the same again: what is done is kept")


@contextmanager
def _connect(address: str) -> Iterator[Client]:
    """Connect, and wait a little for a first worker. What Dask logs of lost connections is told by us, once."""
    where, hint = f"--scheduler {address}", "start one with `dask scheduler`; its address is like tcp://host:8786"
    if not _ADDRESS.fullmatch(address):
        raise ConfigError("this is no address of a scheduler", where=where, hint=hint)
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError("Dask is not installed", where=where, hint="pip install 'summarizer[dask]'") from error
    with _silenced("distributed", "tornado", "asyncio"):
        try:
            client = Client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ConfigError("no scheduler answers there", where=where, hint=hint) from error
        try:
            with suppress(TimeoutError):
                client.wait_for_workers(1, timeout=CONNECTING)
            yield client
        finally:
            client.close(timeout=2)


@contextmanager
def _silenced(*roots: str) -> Iterator[None]:
    """Silence all loggers below some; Dask gives several of its own a level each."""
    names = [name for name in (*roots, *logging.root.manager.loggerDict) if name.split(".")[0] in roots]
    before = {logger: logger.level for logger in map(logging.getLogger, names)}
    for logger in before:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before.items():
            logger.setLevel(level)


def _check_workers(client: Client, address: str) -> None:
    """Refuse a cluster without workers, or with one that would write other bytes than we."""
    where = f"--scheduler {address}"
    found = client.run(describe_here, on_error="return")
    if not found:
        raise ConfigError("the scheduler has no workers", where=where, hint=f"start some: `dask worker {address}`")
    ours = describe_here()
    for worker, theirs in sorted(found.items()):
        if isinstance(theirs, BaseException):
            missing = f"the worker {worker} has no such program: {theirs}"
            raise ConfigError(missing, where=where, hint="install summarizer there")
        if differences := describe_differences(ours, theirs):
            message = f"the worker {worker} has {differences}"
            raise ConfigError(message, where=where, hint="install the same there; the bytes could differ")
