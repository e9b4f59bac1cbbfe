"""``summarizer backfill``: many folders of articles in, a briefing of each out."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.run_context import read_time
from summarizer.cli.terminal import (
    DONE,
    INTERRUPTED,
    NOTHING_DONE,
    WITH_PROBLEMS,
    build_progress,
    describe_problems,
    handle_errors,
    make_folder,
    print_lines,
    print_message,
)
from summarizer.config.resolving import BriefingConfig, check_briefing, resolve_briefing
from summarizer.config.schema import Value
from summarizer.config.settings_file import Settings
from summarizer.config.values import parse_date
from summarizer.errors import ConfigError, SummarizerError
from summarizer.storage.files import hold_lock, write_atomically

if TYPE_CHECKING:
    from summarizer.batch.jobs import Job, Order, Result, Tally


def backfill(
    context: typer.Context,
    folders: Annotated[
        list[str], typer.Argument(help="Folders, one for each story; patterns like articles/2024-11-*.")
    ],
    plan: options.Plan = options.DEFAULTS.plan,
    length: options.LengthText = options.LENGTH,
    method: options.Method = options.DEFAULTS.method,
    formats: options.Formats = options.FORMATS,
    output: options.Output = options.DEFAULTS.output,
    date: options.DateText = "",
    similarity: options.Similarity = options.DEFAULTS.similarity,
    threshold: options.Threshold = options.DEFAULTS.threshold,
    shares: options.Shares = None,
    language: options.Language = options.DEFAULTS.language,
    gloss: options.Gloss = options.DEFAULTS.gloss,
    template: options.Template = None,
    templates: options.Templates = options.DEFAULTS.templates,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes on this machine; 0 is one for each core.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Do it on a Dask cluster instead; its scheduler, like tcp://host:8786.")
    ] = "",
    again: Annotated[bool, typer.Option("--again", help="Make anew what is there already.")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make the briefings of many folders, each as `summarizer brief` makes it.

    A folder is one story and gets a folder of its own in the output. A folder whose name is a date has that
    date. What was made before, of the same articles with the same options, is not made again: a run that was
    stopped goes on where it was.

    Example: summarizer backfill articles/2024-11-*/ --jobs 4
    """
    from summarizer.batch.job_records import sort_out
    from summarizer.batch.jobs import Order, plan_jobs

    with handle_errors():
        config = _resolve(options.find_given(context))
        print_lines([] if quiet else describe_problems(config.notices))
        order = Order(config.options, config.formats, config.templates, config.template)
        planned = plan_jobs(folders, output, date and parse_date(date))
        make_folder(output)
        run = _Run(planned, order, jobs or _count_cores(), scheduler, verbose, build_progress(quiet, verbose))
        with hold_lock(output / ".backfill", 0, "summarizer backfill", "the folder"):
            tally = run.do(*sort_out(planned, order, again))
            _report(tally, output, quiet)
    raise typer.Exit(_find_status(tally))


def _resolve(given: Mapping[str, Value]) -> BriefingConfig:
    """Return what is asked of each job, of the command line alone: what is wrong is known before any is done."""
    settings = Settings()
    config = resolve_briefing(settings, "", given, "", read_time(settings))
    check_briefing(config)
    return config


@dataclass(frozen=True, slots=True)
class _Run:
    """All that is to be done, where, and what is shown meanwhile."""

    planned: Sequence[Job]
    order: Order
    workers: int
    scheduler: str
    verbose: bool
    show: Callable[[str], None]

    def do(self, open_jobs: Sequence[Job], closed: Sequence[Result]) -> Tally:
        """Do the open jobs; a stop, or the loss of the cluster, leaves the rest undone and is told."""
        from summarizer.batch.jobs import Tally, order_results

        begun = time.monotonic()
        results = list(closed)
        with _stop_on_signal() as stop:
            try:
                self._collect(results, open_jobs, stop.is_set)
            except KeyboardInterrupt:
                stop.set()
            except ConfigError:
                raise
            except SummarizerError as error:
                print_message(f"summarizer: {error}")
        self.show("")
        ordered = order_results(self.planned, results)
        interrupted = stop.is_set() and any(result.status == "left" for result in ordered)
        return Tally(ordered, time.monotonic() - begun, self._describe_place(len(open_jobs)), interrupted)

    def _collect(self, results: list[Result], jobs: Sequence[Job], stopped: Callable[[], bool]) -> None:
        """Add each result as it is there: what is done counts, whatever happens then."""
        from summarizer.batch.execution import run_jobs
        from summarizer.batch.jobs import describe_progress, describe_result

        begun = time.monotonic()
        if jobs and not self.verbose:
            self.show(describe_progress(0, len(jobs), 0))
        for done, result in enumerate(run_jobs(jobs, self.order, self.workers, self.scheduler, stopped), 1):
            results.append(result)
            bar = describe_progress(done, len(jobs), time.monotonic() - begun)
            self.show(describe_result(result) if self.verbose else bar)

    def _describe_place(self, jobs: int) -> str:
        """Return where the jobs are done, in words."""
        workers = min(self.workers, max(1, jobs))
        here = "in this process" if workers == 1 else f"in {workers} processes"
        return f"on {self.scheduler}" if self.scheduler else here


@contextmanager
def _stop_on_signal() -> Iterator[threading.Event]:
    """Let the first Ctrl-C (or SIGTERM) set the event, so that what runs can come to its end; the next interrupts."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    before = {
        number: signal.signal(number, partial(_handle_signal, stop)) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _handle_signal(stop: threading.Event, number: int, frame: object) -> None:
    """Set the event at the first signal, interrupt at the next."""
    if stop.is_set():
        raise KeyboardInterrupt
    stop.set()
    # Not by `print_message`, whose buffer may be in use at this very moment.
    with suppress(OSError):
        os.write(2, b"\nsummarizer: stopping when the briefings in work are done; once more drops them\n")


def _report(tally: Tally, output: Path, quiet: bool) -> None:
    """Write the report of the run and print it."""
    from summarizer.batch.jobs import REPORT, describe_results, describe_troubles, to_report

    write_atomically(output / REPORT, to_report(tally))
    lines = describe_troubles(tally) if quiet else [describe_results(tally), f"written  {output / REPORT}"]
    if tally.interrupted:
        lines.append("summarizer: interrupted; what is done is kept, and the same call goes on with the rest")
    print_lines(lines)


def _find_status(tally: Tally) -> int:
    """Return the exit status of a run."""
    if tally.interrupted:
        return INTERRUPTED
    states = {result.status for result in tally.results}
    if states.isdisjoint(("made", "kept")):
        return NOTHING_DONE
    return WITH_PROBLEMS if tally.troubled else DONE


def _count_cores() -> int:
    """Count the cores that this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
