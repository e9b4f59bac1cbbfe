"""What is said to the user: messages on standard error, results on standard output, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from summarizer.errors import DeliveryError, SummarizerError

DONE, WITH_PROBLEMS, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130


@contextmanager
def told() -> Iterator[None]:
    """Turn what the user can mend into one message and an exit status."""
    try:
        yield
    except SummarizerError as error:
        tell(f"summarizer: {error}", quiet=False)
        raise typer.Exit(NOTHING_DONE) from error
    except BrokenPipeError as error:
        # Whoever read our output has read enough. Nothing may be flushed into the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from error
    except OSError as error:
        tell(f"summarizer: {error.filename or 'standard output'}: {error.strerror or error}", quiet=False)
        raise typer.Exit(NOTHING_DONE) from error
    except KeyboardInterrupt as error:
        tell("summarizer: interrupted; no file was changed", quiet=False)
        raise typer.Exit(INTERRUPTED) from error


def build_progress(quiet: bool, verbose: bool) -> Callable[[str], None]:
    """Give what tells the stages: lines when verbose, one changing line on a terminal, else nothing."""
    if verbose:
        return lambda stage: tell(f"…        {stage}", quiet=not stage)
    if quiet or not sys.stderr.isatty():
        return lambda stage: None
    return lambda stage: typer.echo(f"\r\x1b[K{stage[:70]}", nl=False, err=True)


def make_folder(folder: Path) -> None:
    """Make the folder to write into, with its parents."""

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DeliveryError(
            f"the folder cannot be made: {reason}", where=str(folder), hint="choose another with -o"
        ) from error


def put(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text)
    sys.stdout.flush()


def tell(text: str, quiet: bool) -> None:
    """Say something to the user, unless quiet."""
    if not quiet:
        typer.echo(text, err=True)
