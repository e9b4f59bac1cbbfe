"""A file → the history in it, for one run at a time; whatever is wrong with it is told, and nothing is deleted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.history.schema import check_application, migrate
from summarizer.locking import find_holder, hold_lock

_BEGIN_ANEW = "move it away to begin anew: only the memory of what was printed and mailed is lost"


@dataclass(frozen=True, slots=True)
class History:
    """An open history. ``path`` is its file, for messages."""

    connection: sqlite3.Connection
    path: str


@contextmanager
def open_history(path: Path, wait_seconds: float = 10.0, who: str = "") -> Iterator[History]:
    """Open a history to read and write it, alone; it is made if there is none, and brought to our version.

    Args:
        path: of the file; its folder is made if need be. Only its owner can read it: it holds addresses.
        wait_seconds: how long to wait for another run to end.
        who: what this run is, as another one that waits for it is told, for example ``summarizer send``.

    Raises:
        SummarizerError: another run holds it, or it is damaged, of a newer version, not ours, or cannot be written.
    """
    path = Path(os.path.realpath(path))
    with ExitStack() as stack:
        with _opening(path), _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold_lock(path, wait_seconds, who, "the history"))
            connection = stack.enter_context(closing(_connect(path)))
            _check(connection, path)
            _prepare(connection)
        with _explained(path):
            yield History(connection, str(path))


@contextmanager
def peek_history(path: Path) -> Iterator[History]:
    """Look into a history as it is now, without waiting for who writes it; nothing in the file changes.

    Where there is no file, the history is empty. Raises SummarizerError like ``open_history``.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with _opening(path), _explained(path):
            if path.exists():
                with closing(_connect(path)) as connection:
                    _check(connection, path)
                    connection.backup(copy)
            copy.execute("PRAGMA foreign_keys = ON")
            migrate(copy)
        with _explained(path):
            yield History(copy, str(path))


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of a history's file: its schema's version, and which run holds it now, if any does."""

    version: int
    holder: str


def examine_history(path: Path) -> Condition | None:
    """Look at the file of a history without changing it; none where there is no file.

    Raises SummarizerError like ``open_history``.
    """
    path = Path(os.path.realpath(path))
    if not path.exists():
        return None
    with _opening(path), _explained(path), closing(_connect(path)) as connection:
        _check(connection, path)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return Condition(int(version), find_holder(path))


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return sqlite3.connect(path, timeout=10.0, isolation_level=None)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # A delivery that is marked must be marked after a power cut too.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    check_application(connection, str(path))
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise SummarizerError(f"the history is damaged: {state.splitlines()[-1]}", where=str(path), hint=_BEGIN_ANEW)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk refuse into one clear message; what is wrong with our own calls stays."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.OperationalError as error:
        raise SummarizerError(f"the history cannot be used: {error}", where=str(path)) from error
    except sqlite3.DatabaseError as error:
        message = (
            "this is no history: no SQLite file"
            if "not a database" in str(error)
            else f"the history is damaged: {error}"
        )
        raise SummarizerError(message, where=str(path), hint=_BEGIN_ANEW) from error


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SummarizerError(f"the history cannot be opened: {error.strerror or error}", where=str(path)) from error
