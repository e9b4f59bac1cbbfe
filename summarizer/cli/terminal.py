"""What is said to the user: messages on standard error, results on standard output, the exit status."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from summarizer.errors import ConfigError, DeliveryError, SummarizerError
from summarizer.model import Article, Briefing, BriefingSection, Problem, SentenceOutcome
from summarizer.text.escaping import flatten

DONE, WITH_PROBLEMS, NOTHING_DONE, UNPROVED, INTERRUPTED = 0, 1, 2, 3, 130

# What would move the cursor or change colours: an article's title and a file's name may hold it.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CLEAR_LINE = "\r\x1b[K"
_WIDEST_STAGE = 70


@contextmanager
def handle_errors() -> Iterator[None]:
    """Turn what the user can mend into one message and an exit status."""
    try:
        yield
    except SummarizerError as error:
        print_message(f"summarizer: {error}")
        raise typer.Exit(NOTHING_DONE) from error
    except BrokenPipeError as error:
        # Whoever read our output has read enough.
        _abandon(sys.stdout)
        raise typer.Exit(DONE) from error
    except OSError as error:
        _abandon(sys.stdout)
        print_message(f"summarizer: {error.filename or 'standard output'}: {error.strerror or error}")
        raise typer.Exit(NOTHING_DONE) from error
    except KeyboardInterrupt as error:
        print_message("summarizer: interrupted; no file was changed")
        raise typer.Exit(INTERRUPTED) from error


def find_status(problems: Iterable[Problem]) -> int:
    """Return the exit status of what was done with these problems; notices do not count."""
    return WITH_PROBLEMS if list_faults(problems) else DONE


def list_faults(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are no mere notices."""
    return [problem for problem in problems if problem.level == "problem"]


def check_unwritten(paths: Iterable[Path], force: bool) -> None:
    """Raise ConfigError for a file that is there already, unless it may be replaced."""
    for path in paths:
        if path.exists() and not force:
            raise ConfigError("is there already", where=str(path), hint="--force replaces it")


def open_streams() -> None:
    """Make the three standard streams usable, even where the caller closed them; what is printed is UTF-8.

    A closed standard input is an empty one, and what is said into a closed standard error is lost, but a
    result that nobody can receive is a fault. The numbers 0 to 2 are taken before any other file is opened.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w"), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not what the terminal's language says: the same bytes as in a file.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def build_progress(quiet: bool, verbose: bool) -> Callable[[str], None]:
    """Return what shows the stages: lines when verbose, one changing line on a terminal, else nothing."""
    if verbose:
        return lambda stage: print_message(f"…        {stage}", quiet=not stage)
    if quiet or not sys.stderr.isatty():
        return lambda stage: None
    return lambda stage: _write_error(f"{_CLEAR_LINE}{_CONTROLS.sub('', stage[:_WIDEST_STAGE])}")


def make_folder(folder: Path) -> None:
    """Make the folder to write into, with its parents. Raise DeliveryError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or str(error)).lower()
        if folder.exists():
            reason = "this is a file, not a folder"
        raise DeliveryError(
            f"the folder cannot be made: {reason}", where=str(folder), hint="choose another with -o"
        ) from error


def print_result(text: str) -> None:
    """Print a result on standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def print_message(text: str, quiet: bool = False) -> None:
    """Print a message on standard error, unless quiet; on a terminal it takes the place of the progress."""
    if not quiet:
        _write_error(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}{_CONTROLS.sub('', text)}\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines as one message on standard error; none, where there are none."""
    text = "\n".join(lines)
    print_message(text, quiet=not text)


def read_stdin() -> bytes:
    """Read all of standard input."""
    return sys.stdin.buffer.read()


def read_piped_stdin() -> bytes:
    """Read what was piped or led into standard input; nothing from a terminal, which is not asked."""
    return b"" if sys.stdin.isatty() else read_stdin()


def _write_error(text: str) -> None:
    """Write on standard error; that nobody can hear it is no reason to do less."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def _abandon(stream: IO[str]) -> None:
    """Lead a stream nowhere, so that what is still to be flushed into it at exit does not fail."""
    with suppress(OSError, ValueError):
        target = os.open(os.devnull, os.O_WRONLY)
        os.dup2(target, stream.fileno())
        os.close(target)


_WIDEST = 44
_HEAD = ("outlet", "file", "news", "merged", "printed")  # names, not language


def describe_run(briefing: Briefing, problems: Sequence[Problem], written: Sequence[str], plan_asked: str) -> str:
    """Return what was read, merged and printed, where it is, and each problem, in a few lines."""
    news = [outcome for outcome in briefing.trace if outcome.kind == "sentence"]
    clusters = len({outcome.cluster for outcome in news})
    left_out = len(briefing.trace) - len(news)
    chosen = "chosen by the articles" if plan_asked == "auto" else "as asked"
    lines = [
        *_draw_table(briefing, news),
        "",
        f"read     {count_things(len(briefing.articles), 'article')}: {count_things(len(news), 'sentence')} of news,"
        f" {count_things(left_out, 'line')} of headlines and boilerplate left out",
        f"merged   {count_things(len(news), 'sentence')} into {clusters} that differ",
        f"plan     {briefing.plan} ({chosen})",
        f"printed  {count_things(briefing.length.sentences, 'sentence')},"
        f" {count_things(briefing.length.words, 'word')}, {_describe_seconds(briefing.length.seconds)} to read",
    ]
    lines += [_describe_empty(section, news) for section in briefing.sections if not section.lines]
    return "\n".join([*lines, *describe_written(written), *describe_problems(problems)])


def describe_written(paths: Iterable[str | Path]) -> list[str]:
    """Return one line a file that was written."""
    return [f"written  {path}" for path in paths]


def describe_problems(problems: Iterable[Problem]) -> list[str]:
    """Return one line a problem or notice."""
    return [f"{problem.level:<8} {flatten(f'{problem.where}: {problem.message}')}" for problem in problems]


def count_things(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count_things(1, "check"), count_things(0, "check")
    ('1 check', '0 checks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _describe_empty(section: BriefingSection, news: Iterable[SentenceOutcome]) -> str:
    """Return why a section is empty, in a line."""
    left = sum(outcome.section == section.id for outcome in news)
    why = "nothing in these articles"
    if section.nothing_new:
        why = "nothing new"
    elif left:
        why = f"{count_things(left, 'sentence')}, none within the length"
    return f"empty    section “{flatten(section.title)}”: {why}"


def _draw_table(briefing: Briefing, news: Sequence[SentenceOutcome]) -> list[str]:
    """Return a table of the articles: what was read, merged and printed of each."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for article in briefing.articles:
        own = [outcome for outcome in news if outcome.article == article.id]
        counts = (
            len(own),
            sum(outcome.why.startswith("merged") for outcome in own),
            sum(outcome.printed for outcome in own),
        )
        rows.append((_name_outlet(article), _name_place(article), *map(str, counts)))
    outlet, place, read, merged, printed = (max(map(len, column)) for column in zip(*rows, strict=True))
    return [
        f"{row[0]:<{outlet}}  {row[1]:<{place}}  {row[2]:>{read}}  {row[3]:>{merged}}  {row[4]:>{printed}}"
        for row in rows
    ]


def _name_outlet(article: Article) -> str:
    """Return an outlet’s name, cut to the width of its column."""
    mark = " (inferred)" if article.outlet_from == "inferred" else ""
    name = f"{flatten(article.outlet)}{mark}"
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"


def _name_place(article: Article) -> str:
    """Return where an article comes from, cut to the width of its column."""
    place = flatten(article.path or article.url or article.title or "-")
    if len(place) > _WIDEST:
        place = f"…{place[-_WIDEST + 1 :]}"
    return f"{place}#{article.item}" if article.item else place


def _describe_seconds(seconds: int) -> str:
    """Return a reading time in minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
