"""``summarizer backfill``: many folders of articles in, a briefing of each out."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date as today
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import (
    DEFAULT_TEMPLATES,
    DateText,
    Formats,
    Gloss,
    Language,
    LengthText,
    Method,
    Output,
    Plan,
    Quiet,
    Shares,
    Similarity,
    Template,
    Templates,
    Threshold,
    Verbose,
)
from summarizer.cli.render_verify import check_template
from summarizer.cli.terminal import (
    DONE,
    INTERRUPTED,
    NOTHING_DONE,
    WITH_PROBLEMS,
    build_progress,
    make_folder,
    tell,
    told,
)
from summarizer.errors import ConfigError, SummarizerError

if TYPE_CHECKING:
    from summarizer.batch.batch_report import Tally
    from summarizer.batch.jobs import Job, Order, Result
    from summarizer.model import Options


def backfill(
    folders: Annotated[
        list[str], typer.Argument(help="Folders, one for each story; patterns like articles/2024-11-*.")
    ],
    plan: Plan = "auto",
    length: LengthText = "20",
    method: Method = "weighted-cover",
    formats: Formats = ["md,html,json"],  # noqa: B006
    output: Output = Path("outputs"),
    date: DateText = "",
    similarity: Similarity = "tf-idf",
    threshold: Threshold = 0.28,
    section: Shares = [],  # noqa: B006
    language: Language = "",
    gloss: Gloss = True,
    template: Template = None,
    templates: Templates = DEFAULT_TEMPLATES,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes on this machine; 0 is one for each core.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Do it on a Dask cluster instead; its scheduler, like tcp://host:8786.")
    ] = "",
    again: Annotated[bool, typer.Option("--again", help="Make anew what is there already.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Make the briefings of many folders, each as `summarizer brief` makes it.

    A folder is one story and gets a folder of its own in the output. A folder whose name is a date has that
    date. What was made before, of the same articles with the same options, is not made again: a run that was
    stopped goes on where it was.

    Example: summarizer backfill articles/2024-11-*/ --jobs 4
    """
    from summarizer.batch.job_records import sort_out
    from summarizer.batch.jobs import plan_jobs
    from summarizer.config import values as config
    from summarizer.model import Options
    from summarizer.storage.locks import hold_lock

    with told():
        options = Options(
            plan=plan,
            plans=config.load_plans(plan, [templates]),
            length=config.parse_length(length),
            method=method,
            similarity=similarity,
            threshold=config.parse_threshold(threshold),
            shares=config.parse_shares(section),
            outlets={},
            language=language,
            gloss=gloss,
        )
        order = _order(options, config.parse_formats(formats), template, templates)
        planned = plan_jobs(folders, output, date and config.parse_date(date))
        make_folder(output)
        run = _Run(planned, order, jobs or _count_cores(), scheduler, verbose, build_progress(quiet, verbose))
        with hold_lock(output / ".backfill", 0, "summarizer backfill", "the folder"):
            tally = run.do(*sort_out(planned, order, again))
            _report(tally, output, quiet)
    raise typer.Exit(_status(tally))


def _order(options: Options, formats: tuple[str, ...], template: Path | None, templates: Path) -> Order:
    """Check what is wrong with the call before any article is read, and give what is asked of each job."""
    from dataclasses import replace

    from summarizer.batch.jobs import Order
    from summarizer.config import values as config

    plan = options.plan if options.plan == "auto" else options.plans[0].id
    dated = replace(options, plan=plan, date=today.today().isoformat())
    config.check_names(dated)
    check_template(template, templates, formats)
    return Order(dated, formats, templates, template)


@dataclass(frozen=True, slots=True)
class _Run:
    """All that is to be done, where, and what is told meanwhile."""

    planned: Sequence[Job]
    order: Order
    workers: int
    scheduler: str
    verbose: bool
    show: Callable[[str], None]

    def do(self, open_jobs: Sequence[Job], closed: Sequence[Result]) -> Tally:
        """Do the open jobs; a stop, or the loss of the cluster, leaves the rest undone and is told."""
        from summarizer.batch.batch_report import Tally, order_results

        begun = time.monotonic()
        results = list(closed)
        with _listening() as stop:
            try:
                self._collect(results, open_jobs, stop.is_set)
            except KeyboardInterrupt:
                stop.set()
            except ConfigError:
                raise
            except SummarizerError as error:
                tell(f"summarizer: {error}", quiet=False)
        self.show("")
        ordered = order_results(self.planned, results)
        interrupted = stop.is_set() and any(result.status == "left" for result in ordered)
        return Tally(ordered, time.monotonic() - begun, self._tell_where(len(open_jobs)), interrupted)

    def _collect(self, results: list[Result], jobs: Sequence[Job], stopped: Callable[[], bool]) -> None:
        """Add each result as it is there: what is done counts, whatever happens then."""
        from summarizer.batch.batch_report import describe_progress, describe_result
        from summarizer.batch.execution import run_jobs

        begun = time.monotonic()
        if jobs and not self.verbose:
            self.show(describe_progress(0, len(jobs), 0))
        for done, result in enumerate(run_jobs(jobs, self.order, self.workers, self.scheduler, stopped), 1):
            results.append(result)
            bar = describe_progress(done, len(jobs), time.monotonic() - begun)
            self.show(describe_result(result) if self.verbose else bar)

    def _tell_where(self, jobs: int) -> str:
        workers = min(self.workers, max(1, jobs))
        here = "in this process" if workers == 1 else f"in {workers} processes"
        return f"on {self.scheduler}" if self.scheduler else here


@contextmanager
def _listening() -> Iterator[threading.Event]:
    """Let the first Ctrl-C (or SIGTERM) set the event, so that what runs can come to its end; the next interrupts."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def hear(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        # Not by `tell`, whose buffer may be in use at this very moment.
        with suppress(OSError):
            os.write(2, b"\nsummarizer: stopping when the briefings in work are done; once more drops them\n")

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(tally: Tally, output: Path, quiet: bool) -> None:
    from summarizer.batch.batch_report import REPORT, describe_results, describe_troubles, to_report
    from summarizer.storage.files import write_atomically

    write_atomically(output / REPORT, to_report(tally))
    lines = describe_troubles(tally) if quiet else [describe_results(tally), f"written  {output / REPORT}"]
    if tally.interrupted:
        lines.append("summarizer: interrupted; what is done is kept, and the same call goes on with the rest")
    tell("\n".join(lines), quiet=not lines)


def _status(tally: Tally) -> int:
    if tally.interrupted:
        return INTERRUPTED
    if not any(result.status in ("made", "kept") for result in tally.results):
        return NOTHING_DONE
    return WITH_PROBLEMS if tally.troubled else DONE


def _count_cores() -> int:
    """Count the cores that this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
