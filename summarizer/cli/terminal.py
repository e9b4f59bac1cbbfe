"""What is said to the user: messages on standard error, results on standard output, the exit status."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from summarizer.errors import ConfigError, SummarizerError
from summarizer.model import Briefing, Problem, SentenceOutcome
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


def build_progress(quiet: bool, verbose: bool) -> Callable[[str], None]:
    """Return what shows the stages: lines when verbose, one changing line on a terminal, else nothing."""
    if verbose:
        return lambda stage: print_message(f"…        {stage}", quiet=not stage)
    if quiet or not sys.stderr.isatty():
        return lambda stage: None
    return lambda stage: _write_error(f"{_CLEAR_LINE}{_CONTROLS.sub('', stage[:_WIDEST_STAGE])}")


def print_result(text: str) -> None:
    """Print a result on standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def print_message(*lines: str, quiet: bool = False) -> None:
    """Print a message on standard error, unless quiet or empty; on a terminal it takes the place of the progress."""
    if lines and not quiet:
        text = _CONTROLS.sub("", "\n".join(lines))
        _write_error(f"{_CLEAR_LINE if sys.stderr.isatty() else ''}{text}\n")


def read_stdin() -> bytes:
    """Read all of standard input."""
    return sys.stdin.buffer.read()


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


def describe_run(briefing: Briefing, problems: Sequence[Problem], written: Sequence[str], plan_asked: str) -> list[str]:
    """Return what was read, merged and printed, where it is, and each problem, line by line."""
    news = [outcome for outcome in briefing.trace if outcome.kind == "sentence"]
    clusters = len({outcome.cluster for outcome in news})
    left_out = len(briefing.trace) - len(news)
    chosen = "chosen by the articles" if plan_asked == "auto" else "as asked"
    minutes, seconds = divmod(briefing.length.seconds, 60)
    time = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    lines = [
        *_draw_table(briefing, news),
        "",
        f"read     {count_things(len(briefing.articles), 'article')}: {count_things(len(news), 'sentence')} of news,"
        f" {count_things(left_out, 'line')} of headlines and boilerplate left out",
        f"merged   {count_things(len(news), 'sentence')} into {clusters} that differ",
        f"plan     {briefing.plan} ({chosen})",
        f"printed  {count_things(briefing.length.sentences, 'sentence')},"
        f" {count_things(briefing.length.words, 'word')}, {time} to read",
    ]
    for section in briefing.sections:
        if section.lines:
            continue
        left = sum(outcome.section == section.id for outcome in news)
        why = f"{count_things(left, 'sentence')}, none within the length" if left else "nothing in these articles"
        lines.append(f"empty    section “{flatten(section.title)}”: {'nothing new' if section.nothing_new else why}")
    return [*lines, *describe_written(written), *describe_problems(problems)]


def _draw_table(briefing: Briefing, news: Sequence[SentenceOutcome]) -> list[str]:
    """Return a table of the articles: what was read, merged and printed of each."""
    rows: list[tuple[str, ...]] = [_HEAD]
    for article in briefing.articles:
        outlet = flatten(article.outlet)
        if article.outlet_from == "inferred":
            outlet = f"{outlet} (inferred)"
        if len(outlet) > _WIDEST:
            outlet = f"{outlet[: _WIDEST - 1]}…"
        place = flatten(article.path or article.url or article.title or "-")
        if len(place) > _WIDEST:
            place = f"…{place[-_WIDEST + 1 :]}"
        if article.item:
            place = f"{place}#{article.item}"
        own = [outcome for outcome in news if outcome.article == article.id]
        merged = sum(outcome.why.startswith("merged") for outcome in own)
        printed = sum(outcome.printed for outcome in own)
        rows.append((outlet, place, str(len(own)), str(merged), str(printed)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for outlet, place, *counts in rows:
        numbers = [f"{count:>{width}}" for count, width in zip(counts, widths[2:], strict=True)]
        lines.append("  ".join([f"{outlet:<{widths[0]}}", f"{place:<{widths[1]}}", *numbers]))
    return lines


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
