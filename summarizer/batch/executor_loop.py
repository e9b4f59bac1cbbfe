"""The loop that keeps jobs running, whatever ``concurrent.futures`` executor does the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

from summarizer.batch.jobs import Job

T = TypeVar("T")
Stopped = Callable[[], bool]


def fly(
    waiting: deque[Job],
    submit: Callable[[Job], Future[T] | None],
    width: int | Callable[[], int],
    stopped: Stopped,
    tick: float | None = None,
) -> Iterator[tuple[Job, Future[T]]]:
    """Keep ``width`` jobs in the air and give each that has landed; jobs are taken from ``waiting``.

    Ends when nothing is left, when ``stopped`` says so and all that cannot be called back has landed, or when
    ``submit`` gives nothing because it takes no more. ``width`` may change; it is then asked
    at least every ``tick`` seconds.
    """
    flying: dict[Future[T], Job] = {}
    accepting = True
    while True:
        most = width if isinstance(width, int) else width()
        accepting = accepting and not stopped()
        while accepting and waiting and len(flying) < most:
            future = submit(waiting[0])
            accepting = future is not None
            if future is not None:
                flying[future] = waiting.popleft()
        if stopped():
            flying = {future: job for future, job in flying.items() if not future.cancel()}
        if not flying:
            return
        landed = wait(flying, timeout=tick, return_when=FIRST_COMPLETED).done
        for future in [future for future in flying if future in landed]:
            yield flying.pop(future), future
