"""What is said to the user: messages on standard error, results on standard output, the exit status."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import typer

from summarizer.errors import DeliveryError, SummarizerError
from summarizer.model import Problem

DONE, WITH_PROBLEMS, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130

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
    return WITH_PROBLEMS if any(problem.level == "problem" for problem in problems) else DONE


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
