"""The loop that keeps jobs running, whatever ``concurrent.futures`` executor does the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

from summarizer.batch.jobs import Job

T = TypeVar("T")
#: Returns whether no more jobs are to be begun.
Stopped = Callable[[], bool]


def keep_running(
    waiting: deque[Job],
    submit: Callable[[Job], Future[T] | None],
    width: int | Callable[[], int],
    stopped: Stopped,
    tick: float | None = None,
) -> Iterator[tuple[Job, Future[T]]]:
    """Keep ``width`` jobs running and yield each as it ends; jobs are taken from ``waiting``.

    Ends when nothing is left, when ``stopped`` says so and all that cannot be called back has ended, or when
    ``submit`` gives nothing because it takes no more. ``width`` may change; it is then asked
    at least every ``tick`` seconds.
    """
    running: dict[Future[T], Job] = {}
    accepting = True
    while True:
        most = width if isinstance(width, int) else width()
        accepting = accepting and not stopped()
        while accepting and waiting and len(running) < most:
            future = submit(waiting[0])
            accepting = future is not None
            if future is not None:
                running[future] = waiting.popleft()
        if stopped():
            running = {future: job for future, job in running.items() if not future.cancel()}
        if not running:
            return
        ended = wait(running, timeout=tick, return_when=FIRST_COMPLETED).done
        for future in [future for future in running if future in ended]:
            yield running.pop(future), future
