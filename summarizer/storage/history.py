"""The history's file: an SQLite database, its tables version by version, opened by one run at a time.

Whatever is wrong with the file is an error that says so; nothing is deleted.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.storage.files import find_holder, hold_lock

#: “Summ”: by this number an SQLite file is known as a history.
APPLICATION = 0x53756D6D

#: The statements that make each version of the one before. A version in use is never changed; a new one is appended.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE editions (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            date TEXT NOT NULL,
            made TEXT NOT NULL,
            briefing TEXT NOT NULL,
            UNIQUE (name, date))""",
        # A thing that was told, in the words of each outlet that told it.
        """CREATE TABLE lines (
            id INTEGER PRIMARY KEY,
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            section TEXT NOT NULL,
            UNIQUE (edition, place))""",
        """CREATE TABLE sayings (
            line INTEGER NOT NULL REFERENCES lines ON DELETE CASCADE,
            place INTEGER NOT NULL,
            text TEXT NOT NULL,
            outlet TEXT NOT NULL,
            published TEXT NOT NULL,
            language TEXT NOT NULL,
            PRIMARY KEY (line, place)) WITHOUT ROWID""",
        """CREATE TABLE readings (
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            mark TEXT NOT NULL,
            PRIMARY KEY (edition, mark)) WITHOUT ROWID""",
    ),
    (
        # Not bound to editions: that one is forgotten must not send its mail again.
        """CREATE TABLE mails (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            date TEXT NOT NULL,
            message_id TEXT NOT NULL,
            message BLOB NOT NULL,
            UNIQUE (name, date))""",
        """CREATE TABLE deliveries (
            mail INTEGER NOT NULL REFERENCES mails ON DELETE CASCADE,
            folded TEXT NOT NULL,
            address TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'in_doubt')),
            tries INTEGER NOT NULL DEFAULT 0,
            error TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (mail, folded)) WITHOUT ROWID""",
        "CREATE INDEX deliveries_by_state ON deliveries (state)",
    ),
    (
        # A story of a front page: the title that it had there (none: it was not told), and the story that it is now.
        """CREATE TABLE stories (
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            joined_to TEXT NOT NULL,
            PRIMARY KEY (edition, id)) WITHOUT ROWID""",
        """CREATE TABLE members (
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            digest TEXT NOT NULL,
            story TEXT NOT NULL,
            day TEXT NOT NULL,
            language TEXT NOT NULL,
            PRIMARY KEY (edition, digest)) WITHOUT ROWID""",
        # Once for an article, in however many editions it stands.
        "CREATE TABLE article_terms (digest TEXT PRIMARY KEY, terms BLOB NOT NULL)",
        """CREATE TABLE term_counts (
            edition INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
            language TEXT NOT NULL,
            documents INTEGER NOT NULL,
            counts BLOB NOT NULL,
            PRIMARY KEY (edition, language))""",
        # What the user said of stories holds on, whatever becomes of the edition for which it was said first.
        """CREATE TABLE decisions (
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('join', 'part')),
            one TEXT NOT NULL,
            other TEXT NOT NULL,
            date TEXT NOT NULL,
            PRIMARY KEY (name, kind, one, other)) WITHOUT ROWID""",
    ),
    (
        # What goes out of an edition: its mail, or what is posted to one webhook, by its name. A mail has none.
        """CREATE TABLE letters (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            date TEXT NOT NULL,
            webhook TEXT NOT NULL,
            message_id TEXT NOT NULL,
            message BLOB NOT NULL,
            UNIQUE (name, date, webhook))""",
        "INSERT INTO letters SELECT id, name, date, '', message_id, message FROM mails",
        # Emptied before the mails are: with them their deliveries would go.
        "ALTER TABLE deliveries RENAME TO mail_deliveries",
        """CREATE TABLE deliveries (
            letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
            folded TEXT NOT NULL,
            address TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'in_doubt')),
            tries INTEGER NOT NULL DEFAULT 0,
            error TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (letter, folded)) WITHOUT ROWID""",
        "INSERT INTO deliveries SELECT * FROM mail_deliveries",
        "DROP TABLE mail_deliveries",
        "DROP TABLE mails",
        "CREATE INDEX deliveries_by_state ON deliveries (state)",
    ),
    # By its address an article is known again that its outlet has changed.
    ("ALTER TABLE members ADD COLUMN address TEXT NOT NULL DEFAULT ''",),
)

_BEGIN_ANEW = "move it away to begin anew: only the memory of what was printed and mailed is lost"
_REACH = "see that it can be read and written and that its disk has room, or set another path in [history]"


@dataclass(frozen=True, slots=True)
class History:
    """An open history. ``path`` is its file, for messages."""

    connection: sqlite3.Connection
    path: str


@contextmanager
def open_history(path: Path, wait_seconds: float = 10.0, who: str = "") -> Iterator[History]:
    """Open a history to read and write it, alone; make it if there is none, and bring it to our version.

    Its folder is made if need be. Only its owner can read it, because it holds addresses. ``who`` is the name of this
    run in the message for another one that waits. Raises SummarizerError when another run holds the history for more
    than ``wait_seconds``, or it is damaged, of a newer version, not ours, or cannot be written.
    """
    path = Path(os.path.realpath(path))
    with ExitStack() as stack:
        with _explain_errors(path, opening=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            _check_emptied(path)
            stack.enter_context(hold_lock(path, wait_seconds, who, "the history"))
            if not path.exists():
                # Put in its place once it is one: a run that is killed leaves no empty file.
                fresh = path.with_name(f"{path.name}.new")
                fresh.unlink(missing_ok=True)
                with closing(_connect(fresh)) as connection:
                    _migrate(connection)
                os.replace(fresh, path)
            connection = stack.enter_context(closing(_connect(path)))
            _check_database(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            # A delivery that is marked must be marked after a power cut too.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection)
        with _explain_errors(path):
            yield History(connection, str(path))


@contextmanager
def peek_history(path: Path) -> Iterator[History]:
    """Open a copy of a history as it is now, without waiting for a run that writes it; the file is not changed.

    Where there is no file, the history is empty. Raises SummarizerError like ``open_history``.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with _explain_errors(path, opening=True):
            if path.exists():
                _check_emptied(path)
                with closing(_connect(path)) as connection:
                    _check_database(connection, path)
                    connection.backup(copy)
            copy.execute("PRAGMA foreign_keys = ON")
            _migrate(copy)
        with _explain_errors(path):
            yield History(copy, str(path))


def examine_history(path: Path) -> tuple[int, str] | None:
    """Return the version of a history's tables, and which run holds it now, if any does; None where there is no file.

    Raises SummarizerError like ``open_history``.
    """
    path = Path(os.path.realpath(path))
    with _explain_errors(path, opening=True):
        if not path.exists():
            return None
        _check_emptied(path)
        with closing(_connect(path)) as connection:
            _check_database(connection, path)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return int(version), find_holder(path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit all changes made within; if anything goes wrong, commit none. One within another is a part of it."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # Where the disk is full, SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connect(path: Path) -> sqlite3.Connection:
    """Connect to the file, made for its owner alone if there is none."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return sqlite3.connect(path, timeout=10.0, isolation_level=None)


def _check_emptied(path: Path) -> None:
    """Raise SummarizerError for a file without a byte that earlier runs have used: all would be mailed again."""
    beside = [path.with_name(f"{path.name}{ending}") for ending in (".lock", "-wal", "-journal")]
    if path.exists() and path.stat().st_size == 0 and any(other.exists() for other in beside):
        raise SummarizerError(
            "the history is empty, but it was in use: what was mailed before would be mailed again",
            where=str(path),
            hint=f"put a copy of it back, or {_BEGIN_ANEW}",
        )


def _check_database(connection: sqlite3.Connection, path: Path) -> None:
    """Raise SummarizerError for a database of another program, a later version or damaged; an empty one is fine."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or tables):
        raise SummarizerError("this is the database of another program", where=str(path), hint="name another file")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise SummarizerError(
            f"this history was written by a newer summarizer (version {version}, this one knows {len(MIGRATIONS)})",
            where=str(path),
            hint="use the newer one, or name another file",
        )
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise SummarizerError(f"the history is damaged: {state.splitlines()[-1]}", where=str(path), hint=_BEGIN_ANEW)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a history to our version: all missing steps, or none."""
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def _explain_errors(path: Path, *, opening: bool = False) -> Iterator[None]:
    """Turn an error of SQLite into one with a clear message, and while the file is opened one of the file system.

    Errors of our own calls stay as they are.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.OperationalError as error:
        raise SummarizerError(f"the history cannot be used: {error}", where=str(path), hint=_REACH) from error
    except sqlite3.DatabaseError as error:
        message = f"the history is damaged: {error}"
        if "not a database" in str(error):
            message = "this is no history: no SQLite file"
        raise SummarizerError(message, where=str(path), hint=_BEGIN_ANEW) from error
    except OSError as error:
        if not opening:
            raise
        message = f"the history cannot be opened: {error.strerror or error}"
        raise SummarizerError(message, where=str(path), hint=_REACH) from error
