"""One job: read its articles, make its briefing, write it. What goes wrong becomes the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from summarizer.batch.job_records import deliver
from summarizer.batch.jobs import Job, Made, Order, Result, fail
from summarizer.briefing.pipeline import compose
from summarizer.errors import SummarizerError
from summarizer.model import Article, Problem
from summarizer.render.rendering import write_as
from summarizer.sources import read_places
from summarizer.storage.files import slug


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
