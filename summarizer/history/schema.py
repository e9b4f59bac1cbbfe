"""The tables of the history, version by version."""

from __future__ import annotations

import sqlite3

from summarizer.errors import SummarizerError
from summarizer.history.transacting import transaction

#: “Summ”: by this number an SQLite file is known as a history.
APPLICATION = 0x53756D6D

#: What makes each version of the one before. A version that was in use is never changed; a new one is appended.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE editions (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            date TEXT NOT NULL,
            made TEXT NOT NULL,
            briefing TEXT NOT NULL,
            UNIQUE (name, date))""",
        # A thing that was told; ``printed`` is 0 for one that was only named as a disagreement.
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
)


def check_application(connection: sqlite3.Connection, where: str) -> None:
    """Make sure that a database is a history, or empty, and of no later version than ours. Raises SummarizerError."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or tables):
        raise SummarizerError("this is the database of another program", where=where, hint="name another file")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise SummarizerError(
            f"this history was written by a newer summarizer (version {version}, this one knows {len(MIGRATIONS)})",
            where=where,
            hint="use the newer one, or name another file",
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a history to our version: all missing steps, or none."""
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for statements in MIGRATIONS[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
