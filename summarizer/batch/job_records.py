"""One job: read its articles, make its briefing, write it; and the record beside it of what it was made for.

What goes wrong becomes the job's result. The loop serves whatever ``concurrent.futures`` executor does the work.

The record is renamed into place after the files. Where it is, they were whole; whether they still are, their digests
tell. A digest stands for what shapes a result: the program with its language data, the order, the articles.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from summarizer.batch.bounded_making import compose_within
from summarizer.batch.jobs import Job, Made, Order, Result, fail
from summarizer.briefing.front_page import compose_front_page
from summarizer.briefing.pipeline import compose
from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import Article, Page, Problem
from summarizer.render.json_fields import TEXT, Node, find_fields, mapping_of, read_fields, write_fields
from summarizer.render.page_json import PROBLEMS
from summarizer.render.rendering import templates_folder, write_as
from summarizer.sources.bounded_process import BoundedProcess
from summarizer.sources.places import digest_place, read_places
from summarizer.storage.files import count_edits, encode, make_folder, slug, write_all


def digest_program() -> str:
    """Return the digest of this program: its modules, language data, templates and plans."""
    package = Path(__file__).resolve().parent.parent
    templates = templates_folder()
    files: dict[str, Path] = {}
    for path in (*package.rglob("*.py"), *package.glob("lang/*/*.toml")):
        files[path.relative_to(package).as_posix()] = path
    for path in templates.rglob("*"):
        # What Python compiled is made of the rest, and may be made at any time.
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"templates/{path.relative_to(templates).as_posix()}"] = path
    return _digest("program", *(_describe_file(name, files[name]) for name in sorted(files)))


def digest_order(order: Order) -> str:
    """Return the digest of what is asked of every job: options, plans, formats, the user's templates, the program.

    The date is left out, because each job has its own.
    """
    options = repr(replace(order.options, date=""))
    files = find_templates(order.templates)
    if order.template:
        files.insert(0, order.template)
    templates = [_describe_file(str(path), path) for path in files]
    kind = "front pages" if order.stories else "briefings"
    return _digest("order", digest_program(), kind, options, ",".join(order.formats), *templates)


def digest_job(job: Job, order_digest: str) -> str:
    """Return the digest of a job: the order, the job's date as it was asked for, its folder's name and content."""
    return _digest("job", order_digest, job.date, job.folder, digest_place(job.folder))


def find_templates(folder: Path) -> list[Path]:
    """Return the templates of a folder, sorted; a folder that is not there has none."""
    return sorted(path for path in folder.rglob("*.j2") if path.is_file())


def _describe_file(name: str, path: Path) -> str:
    """Return a file's name and the digest of its bytes."""
    return f"{name}\0{sha256(path.read_bytes()).hexdigest()}"


def _digest(*parts: str) -> str:
    """Return the digest of some texts, in their order."""
    return sha256("\1".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


RECORD = ".backfill.json"
SCHEMA = "summarizer.backfill/1"


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says. ``files`` maps the name of each file to the digest of its bytes."""

    folder: str
    asked: str
    sentences: int
    problems: tuple[Problem, ...]
    files: Mapping[str, str]


_RECORD = find_fields(Record, "folder asked sentences problems files", problems=PROBLEMS, files=mapping_of(TEXT))


def sort_out(jobs: Sequence[Job], order: Order, again: bool = False) -> tuple[tuple[Job, ...], tuple[Result, ...]]:
    """Part the jobs that are to be done, each with the digest of what is asked, from those that need no doing.

    The latter are those done before (none with ``again``), and those that cannot be done.
    """
    asked = digest_order(order)
    open_jobs: list[Job] = []
    closed: list[Result] = []
    for job in jobs:
        found = _look_up(job, asked, again)
        if isinstance(found, Job):
            open_jobs.append(found)
        else:
            closed.append(found)
    return tuple(open_jobs), tuple(closed)


def _look_up(job: Job, order_digest: str, again: bool) -> Job | Result:
    """Return a job that is to be done, with the digest of what is asked, or the result of one that needs no doing."""
    if job.fault:
        return fail(job, job.fault)
    ready = replace(job, asked=digest_job(job, order_digest))
    if again:
        return ready
    record = load_record(job.output)
    is_known = record is not None and record.asked == ready.asked
    # A page that was edited by hand stays, and is not made anew unasked.
    edited = list(filter(count_edits, sorted(job.output.glob("*.json"))))
    if edited and not is_known:
        return fail(ready, "was edited by hand, which would be lost; --again makes it anew", str(edited[0]))
    if record is None:
        return ready
    if os.path.realpath(record.folder) != os.path.realpath(job.folder):
        advice = "choose another with -o, or replace it by --again"
        return fail(ready, f"this folder holds the briefing of {record.folder}; {advice}", str(job.output))
    if is_known and (edited or _are_whole(job.output, record.files)):
        return Result(ready, "kept", 0.0, record.sentences, record.problems, tuple(record.files))
    return replace(ready, held=record.sentences)


def load_record(folder: Path) -> Record | None:
    """Read the record of a folder; one that is missing or damaged is none."""
    try:
        node = Node(json.loads((folder / RECORD).read_text(encoding="utf-8")), "", RECORD)
        node.one_of("schema", (SCHEMA,))
        record = read_fields(node, Record, _RECORD)
    except (OSError, ValueError, RecursionError, ConfigError):
        return None
    return record if record.files and all(Path(name).name == name for name in record.files) else None


def deliver(job: Job, made: Made) -> Result:
    """Write what was made into the job's folder, the record last; what an earlier run wrote there otherwise goes.

    Raises DeliveryError.
    """
    if not made.texts:
        return Result(job, "failed", made.seconds, problems=made.problems)
    if job.held and not made.sentences:
        fault = "nothing is written over the page that is there; choose another length, or --again writes the empty one"
        return Result(job, "failed", made.seconds, problems=(*made.problems, Problem(str(job.output), fault)))
    before = load_record(job.output)
    make_folder(job.output)
    texts = dict(made.texts)
    digests = {name: sha256(encode(text)).hexdigest() for name, text in texts.items()}
    record = Record(job.folder, job.asked, made.sentences, made.problems, digests)
    files = {job.output / name: text for name, text in texts.items()}
    files[job.output / RECORD] = f"{json.dumps({'schema': SCHEMA, **write_fields(record, _RECORD)}, indent=2)}\n"
    write_all(files)
    earlier = before.files if before else {}
    for name, told in earlier.items():
        # Under another title; a file that was changed since is not ours to take away.
        if name not in texts and _are_whole(job.output, {name: told}):
            with suppress(OSError):
                (job.output / name).unlink()
    return Result(job, "made", made.seconds, made.sentences, made.problems, tuple(texts))


def _are_whole(folder: Path, files: Mapping[str, str]) -> bool:
    """Return whether files hold the bytes of their digests, and none is a link."""
    try:
        for name, told in files.items():
            path = folder / name
            if os.path.islink(path) or sha256(path.read_bytes()).hexdigest() != told:
                return False
    except OSError:
        return False
    return True


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
    process = open_process()
    articles, problems = read_places([job.folder], order.options.outlets, process=process)
    return finish(job, replace(make(job, order, articles, problems, process), seconds=perf_counter() - begun))


@cache
def open_process() -> BoundedProcess:
    """Return the process for what may take too much; it ends with this one."""
    return BoundedProcess()


def make(
    job: Job,
    order: Order,
    articles: Sequence[Article],
    problems: Sequence[Problem],
    process: BoundedProcess,
) -> Made:
    """Make the texts of a job's page, those that ``summarizer brief`` writes, within the limits of a process."""
    begun = perf_counter()
    options = replace(order.options, date=job.date or order.options.date)
    try:
        if not articles:
            return Made(problems=tuple(problems))
        compose_page: Callable[..., Page] = compose_front_page if order.stories else compose
        made = compose_within(process, compose_page, articles, problems, options)
        stem = f"{made.date}-{slug(made.title)}"
        texts: list[tuple[str, str | bytes]] = []
        for name in order.formats:
            text = write_as(made, name, order.template, [order.templates])
            texts.append((f"{stem}.{name}", text))
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
    """Return an error as a problem of a job."""
    hint = f" ({error.hint})" if error.hint else ""
    return Problem(error.where or job.folder, f"{error.message}{hint}")
