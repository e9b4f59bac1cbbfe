"""Jobs → results, one after the other as they are done: in this process, in several, or on a cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing.process import BaseProcess

from summarizer.batch.job_records import Stopped, do_job, fail_by_fault, keep_running
from summarizer.batch.jobs import Job, Order, Result, fail

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
        from summarizer.batch.dask_cluster import run_on_cluster

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
