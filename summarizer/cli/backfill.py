"""``summarizer backfill``: many folders of articles in, a briefing or front page of each out."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Annotated

import typer

from summarizer.batch.job_records import sort_out
from summarizer.batch.jobs import (
    REPORT,
    Job,
    Order,
    Result,
    Tally,
    describe_progress,
    describe_result,
    describe_results,
    describe_troubles,
    order_results,
    plan_jobs,
    to_report,
)
from summarizer.cli import options, terminal
from summarizer.cli.options import option, read_time
from summarizer.config.resolving import check_briefing, resolve_briefing
from summarizer.config.settings_file import Settings
from summarizer.config.values import parse_date
from summarizer.errors import ConfigError, SummarizerError
from summarizer.render.rendering import FEEDS
from summarizer.storage.files import hold_lock, make_folder, write_atomically


@options.take_options(
    "context folders stories plan length method formats output date similarity threshold shares language"
    " page_language gloss coverage template templates jobs scheduler again quiet verbose"
)
def backfill(
    context: typer.Context,
    folders: Annotated[
        list[str], typer.Argument(help="Folders, one for each story; patterns like articles/2024-11-*.")
    ],
    date: options.DateText = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes on this machine; 0 is one for each core.")
    ] = 0,
    scheduler: Annotated[
        str, option("Do it on a Dask cluster instead; its scheduler, like tcp://host:8786.", "--scheduler")
    ] = "",
    again: Annotated[bool, option("Make anew what is there already.", "--again")] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Make the briefings of many folders. Each is as `summarizer brief` makes it.

    A folder is one story, or with --stories the news of a day, and gets a folder of its own in the output. A
    folder whose name is a date has that date. What was made before, of the same articles with the same options,
    is not made again: a run that was stopped goes on where it was.

    Example: summarizer backfill articles/2024-11-*/ --jobs 4
    """
    # The command line alone says what is asked of each job; what is wrong is known before any is done.
    settings = Settings()
    config = resolve_briefing(settings, "", options.find_given(context), "", read_time(settings))
    check_briefing(config)
    if not FEEDS.keys().isdisjoint(config.formats):
        hint = "each folder gets one of its own here; leave out " + ", ".join(FEEDS)
        raise ConfigError("a feed is of the editions of one folder", where="--format", hint=hint)
    terminal.print_message(*terminal.describe_problems(config.notices), quiet=quiet)
    order = Order(config.options, config.formats, config.templates, config.template, config.stories)
    output = config.output
    planned = plan_jobs(folders, output, date and parse_date(date))
    make_folder(output)
    # In a container the cores that this process may use are fewer than the machine's.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with hold_lock(output / ".backfill", 0, "summarizer backfill", "the folder"):
        open_jobs, closed = sort_out(planned, order, again)
        show = terminal.build_progress(quiet, verbose)
        tally = _do_jobs(planned, open_jobs, closed, order, jobs or cores, scheduler, show, each=verbose)
        write_atomically(output / REPORT, to_report(tally))
        lines = describe_troubles(tally) if quiet else [describe_results(tally), f"written  {output / REPORT}"]
        if tally.interrupted:
            lines.append("summarizer: interrupted; what is done is kept, and the same call goes on with the rest")
        terminal.print_message(*lines)
    raise typer.Exit(_find_status(tally))


def _find_status(tally: Tally) -> int:
    """Return the exit status that a tally stands for."""
    if tally.interrupted:
        return terminal.INTERRUPTED
    if {result.status for result in tally.results}.isdisjoint(("made", "kept")):
        return terminal.NOTHING_DONE
    return terminal.WITH_PROBLEMS if tally.troubled else terminal.DONE


def _do_jobs(
    planned: Sequence[Job],
    open_jobs: Sequence[Job],
    closed: Sequence[Result],
    order: Order,
    workers: int,
    scheduler: str,
    show: Callable[[str], None],
    *,
    each: bool,
) -> Tally:
    """Do the open jobs; a stop, or the loss of the cluster, leaves the rest undone and is told.

    What is done is shown as a bar, or each job on a line of its own.
    """
    from summarizer.batch.execution import run_jobs

    begun = time.monotonic()
    count = len(open_jobs)
    results = list(closed)
    with _stop_on_signal() as stop:
        try:
            if open_jobs and not each:
                show(describe_progress(0, count, 0))
            # Each result is added as it is there: what is done counts, whatever happens then.
            for done, result in enumerate(run_jobs(open_jobs, order, workers, scheduler, stop.is_set), 1):
                results.append(result)
                bar = describe_progress(done, count, time.monotonic() - begun)
                show(describe_result(result) if each else bar)
        except KeyboardInterrupt:
            stop.set()
        except ConfigError:
            raise
        except SummarizerError as error:
            terminal.print_message(f"summarizer: {error}")
    show("")
    ordered = order_results(planned, results)
    interrupted = stop.is_set() and any(result.status == "left" for result in ordered)
    processes = min(workers, max(1, count))
    here = "in this process" if processes == 1 else f"in {processes} processes"
    return Tally(ordered, time.monotonic() - begun, f"on {scheduler}" if scheduler else here, interrupted)


@contextmanager
def _stop_on_signal() -> Iterator[threading.Event]:
    """Let the first Ctrl-C (or SIGTERM) set the event, so that what runs can come to its end; the next interrupts."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def handle(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        # Not by `print_message`, whose buffer may be in use at this very moment.
        with suppress(OSError):
            os.write(2, b"\nsummarizer: stopping when the briefings in work are done; once more drops them\n")

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
