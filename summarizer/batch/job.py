"""One job: read its articles, make its briefing, write it. And the loop that keeps jobs running.

What goes wrong becomes the job's result. The loop serves whatever ``concurrent.futures`` executor does the work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from time import perf_counter
from typing import TypeVar

from summarizer.batch.job_records import deliver
from summarizer.batch.jobs import Job, Made, Order, Result, fail
from summarizer.briefing.pipeline import compose
from summarizer.errors import SummarizerError
from summarizer.model import Article, Problem
from summarizer.render.rendering import write_as
from summarizer.sources.places import read_places
from summarizer.storage.files import slug

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


def do_job(job: Job, order: Order) -> Result:
    """Do a job from its folder to its files."""
    begun = perf_counter()
    articles, problems = read_places([job.folder], order.options.outlets)
    return finish(job, replace(make(job, order, articles, problems), seconds=perf_counter() - begun))


def make(job: Job, order: Order, articles: Sequence[Article], problems: Sequence[Problem]) -> Made:
    """Make the texts of a job's briefing: those that ``summarizer brief`` writes."""
    begun = perf_counter()
    options = replace(order.options, date=job.date or order.options.date)
    try:
        if not articles:
            return Made(problems=tuple(problems))
        made = compose(articles, problems, options)
        stem = f"{made.date}-{slug(made.title)}"
        texts = [(f"{stem}.{name}", write_as(made, name, order.template, [order.templates])) for name in order.formats]
    except SummarizerError as error:
        return Made(problems=(*problems, _tell(job, error)), seconds=perf_counter() - begun)
    return Made(tuple(texts), made.length.sentences, made.problems, perf_counter() - begun)


def finish(job: Job, made: Made) -> Result:
    """Write what was made; that it cannot be written is the job's failure."""
    try:
        return deliver(job, made)
    except SummarizerError as error:
        return Result(job, "failed", made.seconds, problems=(*made.problems, _tell(job, error)))


def fail_by_fault(job: Job, error: BaseException) -> Result:
    """Return the result of a job at which the program itself failed."""
    return fail(job, f"a fault of the program, please report it: {type(error).__name__}: {error}")


def _tell(job: Job, error: SummarizerError) -> Problem:
    return Problem(error.where or job.folder, f"{error.message}{f' ({error.hint})' if error.hint else ''}")
