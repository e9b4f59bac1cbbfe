"""Editions in the history: kept, found, remembered, forgotten. An edition is a briefing's name and a date."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.dedupe.reported_facts import Memory, ReportedFact, Wording, join_memories, memorize
from summarizer.errors import ConfigError
from summarizer.exporting import json_line, to_json
from summarizer.history.opening import History
from summarizer.history.transacting import transaction
from summarizer.model import Briefing


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as the history has it. ``made`` is when, as the run told it; ``mails`` counts the deliveries by
    their states."""

    name: str
    date: str
    made: str
    title: str
    sentences: int
    updates: int
    mails: Mapping[str, int]


def keep_edition(history: History, name: str, briefing: Briefing, made: str = "") -> None:
    """Keep a briefing as the edition of its date. One that is there is replaced as a whole; its mail stays.

    Args:
        name: of the briefing, as in the settings.
        briefing: with its trace, if what it read but did not print is not to be news tomorrow.
        made: when it was made, for people.

    Raises:
        ConfigError: the briefing's date is no whole date, like 2024-11-15.
    """
    _check_date(briefing.date)
    memory = memorize(briefing)
    with transaction(history.connection):
        _remove(history, name, briefing.date)
        row = (name, briefing.date, made, to_json(briefing))
        cursor = history.connection.execute(
            "INSERT INTO editions (name, date, made, briefing) VALUES (?, ?, ?, ?)", row
        )
        edition = cursor.lastrowid
        for place, known in enumerate(memory.lines):
            _keep_line(history, edition, place, known)
        marks = [(edition, mark) for mark in memory.read]
        history.connection.executemany("INSERT INTO readings (edition, mark) VALUES (?, ?)", marks)


def find_edition(history: History, name: str, date: str) -> str:
    """Give the JSON of the edition of a date, for ``exporting.from_json``; nothing if there is none."""
    query = "SELECT briefing FROM editions WHERE name = ? AND date = ?"
    found = history.connection.execute(query, (name, date)).fetchone()
    return str(found[0]) if found else ""


def remember(history: History, name: str, before: str, days: int = 30) -> Memory:
    """Give what the editions of so many days before a date told. Raises ConfigError when it is no date."""
    day = _check_date(before)
    first = day - datetime.timedelta(days=min(days, day.toordinal() - 1))
    query = "SELECT id, date FROM editions WHERE name = ? AND date >= ? AND date < ? ORDER BY date"
    editions = history.connection.execute(query, (name, first.isoformat(), before)).fetchall()
    return join_memories(_read_memory(history, edition, date) for edition, date in editions)


def list_editions(history: History, name: str = "") -> tuple[Edition, ...]:
    """List the editions of a briefing, or of all, by name and date."""
    query = "SELECT name, date, made, briefing FROM editions WHERE ? IN ('', name) ORDER BY name, date"
    return tuple(_describe(history, *row) for row in history.connection.execute(query, (name,)).fetchall())


def forget(history: History, name: str, date: str) -> bool:
    """Forget what an edition printed, so that it is news again; tell whether there was one.

    What was mailed, and what is still to be, stays: the same edition is not mailed twice.
    """
    with transaction(history.connection):
        return _remove(history, name, date)


def export(history: History, name: str = "") -> Iterator[str]:
    """Give the editions of a briefing, or of all, as JSON Lines: ``name``, ``date``, ``made``, ``briefing``, and in
    ``mail`` what became of each delivery."""
    query = "SELECT name, date, made, briefing FROM editions WHERE ? IN ('', name) ORDER BY name, date"
    for mine, date, made, briefing in history.connection.execute(query, (name,)).fetchall():
        mail = [
            {"address": address, "state": state, "tries": tries, "why": why}
            for address, state, tries, why in history.connection.execute(
                """SELECT address, state, tries, error FROM deliveries JOIN mails ON mail = id
                WHERE name = ? AND date = ? ORDER BY folded""",
                (mine, date),
            )
        ]
        yield json_line({"name": mine, "date": date, "made": made, "briefing": json.loads(briefing), "mail": mail})


def describe_editions(editions: Sequence[Edition]) -> list[str]:
    """Tell editions in one line each: date, name, how much they print, what became of their mail.

    >>> describe_editions([Edition("energy", "2031-03-04", "", "Gas", 12, 2, {"sent": 3, "queued": 1})])
    ['2031-03-04  energy  12 sentences, 2 of them updates; mail: 1 queued, 3 sent  Gas']
    """
    wide = max((len(edition.name) for edition in editions), default=0)
    return [_line(edition, wide) for edition in editions]


def _line(edition: Edition, wide: int) -> str:
    count = f"{edition.sentences} sentence{'' if edition.sentences == 1 else 's'}" if edition.sentences else "nothing"
    updates = f", {edition.updates} of them updates" if edition.updates else ""
    states = ", ".join(f"{n} {state.replace('_', ' ')}" for state, n in sorted(edition.mails.items()))
    mail = f"; mail: {states}" if states else ""
    return f"{edition.date}  {edition.name:<{wide}}  {count}{updates}{mail}  {edition.title}"


def _describe(history: History, name: str, date: str, made: str, briefing: str) -> Edition:
    record = json.loads(briefing)
    lines = [line for section in record["sections"] for line in section["sentences"]]
    query = """SELECT state, count(*) FROM deliveries JOIN mails ON mail = id
        WHERE name = ? AND date = ? GROUP BY state ORDER BY state"""
    mails = dict(history.connection.execute(query, (name, date)).fetchall())
    updates = sum("update" in line for line in lines)
    return Edition(name, date, made, record["title"], len(lines), updates, MappingProxyType(mails))


def _remove(history: History, name: str, date: str) -> bool:
    return history.connection.execute("DELETE FROM editions WHERE name = ? AND date = ?", (name, date)).rowcount > 0


def _keep_line(history: History, edition: int | None, place: int, known: ReportedFact) -> None:
    line = history.connection.execute(
        "INSERT INTO lines (edition, place, section) VALUES (?, ?, ?)", (edition, place, known.section)
    ).lastrowid
    rows = [
        (line, number, _storable(said.text), _storable(said.outlet), said.published, said.language)
        for number, said in enumerate(known.sayings)
    ]
    history.connection.executemany("INSERT INTO sayings VALUES (?, ?, ?, ?, ?, ?)", rows)


def _storable(text: str) -> str:
    """Replace half a surrogate pair, which no file can hold."""
    return text.encode(errors="replace").decode()


def _read_memory(history: History, edition: int, date: str) -> Memory:
    query = """SELECT lines.place, section, text, outlet, published, language FROM lines JOIN sayings ON line = id
        WHERE edition = ? ORDER BY lines.place, sayings.place"""
    found: dict[int, tuple[str, list[Wording]]] = {}
    for place, section, *saying in history.connection.execute(query, (edition,)):
        found.setdefault(place, (section, []))[1].append(Wording(*saying))
    lines = tuple(ReportedFact(date, tuple(sayings), section) for section, sayings in found.values())
    marks = history.connection.execute("SELECT mark FROM readings WHERE edition = ?", (edition,))
    return Memory(lines, MappingProxyType({mark: date for (mark,) in marks}), date)


def _check_date(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"“{text}” is no date", hint="a date is like 2024-11-15") from error
    if day.isoformat() != text:
        raise ConfigError(f"“{text}” is no date", hint="a date is like 2024-11-15")
    return day
