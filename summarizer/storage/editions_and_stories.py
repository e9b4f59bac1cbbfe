"""The editions in the history, kept, found, read back, forgotten; and what front pages knew of their stories.

An edition is a briefing's name and a date. What a front page knew (which article was of which story, under which titles
stories were told) belongs to its edition and goes with it, but what the user said of stories, which holds on.
"""

from __future__ import annotations

import datetime
import json
import sys
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from summarizer.errors import ConfigError, count_things
from summarizer.model import KnownArticle, KnownStory, Memory, ReportedFact, StoryMemory, Wording
from summarizer.storage.history import History, transaction
from summarizer.text.escaping import mend_surrogates

_ALL = "SELECT name, date, made, briefing FROM editions WHERE ? IN ('', name) ORDER BY name, date"
_SAYINGS = """SELECT date, lines.id, section, text, outlet, published, language
    FROM editions JOIN lines ON edition = editions.id JOIN sayings ON line = lines.id
    WHERE name = ? AND date >= ? AND date < ? ORDER BY date, lines.place, sayings.place"""
_MARKS = """SELECT mark, min(date) FROM editions JOIN readings ON edition = id
    WHERE name = ? AND date >= ? AND date < ? GROUP BY mark"""
_LAST = "SELECT max(date) FROM editions WHERE name = ? AND date >= ? AND date < ?"
_FORGET = "DELETE FROM editions WHERE name = ? AND date = ?"
_DELIVERIES = """SELECT webhook, address, state, tries, error FROM deliveries JOIN letters ON letter = id
    WHERE name = ? AND date = ? ORDER BY webhook, folded"""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as it is listed. ``made`` is when, as the run said; ``mails`` and ``posts`` count its deliveries by
    mail and to webhooks, by state.

    A front page has so many ``stories``; a briefing none.
    """

    name: str
    date: str
    made: str
    title: str
    sentences: int
    updates: int
    mails: Mapping[str, int]
    stories: int = 0
    posts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def keep_edition(history: History, name: str, date: str, briefing: str, memory: Memory, made: str = "") -> None:
    """Keep a briefing as the edition of a date. One that is there is replaced as a whole; its mail stays.

    ``briefing`` is its JSON, as ``find_edition`` returns it; ``memory`` what later editions need to know of it;
    ``made`` says when it was made, for people. Raises ConfigError when the date is no whole date like 2024-11-15.
    """
    _check_date(date)
    execute = history.connection.execute
    with transaction(history.connection):
        execute(_FORGET, (name, date))
        row = (name, date, made, briefing)
        edition = execute("INSERT INTO editions (name, date, made, briefing) VALUES (?, ?, ?, ?)", row).lastrowid or 0
        _add_lines(history, edition, memory)
        marks = [(edition, mark) for mark in memory.read]
        history.connection.executemany("INSERT INTO readings (edition, mark) VALUES (?, ?)", marks)


def amend_edition(history: History, name: str, date: str, briefing: str, memory: Memory, made: str) -> None:
    """Replace what an edition prints by the same page edited by hand.

    What it read stays read: a line that was left out was not told, and is no news tomorrow either. Arguments are those
    of ``keep_edition``; there must be such an edition.
    """
    execute = history.connection.execute
    with transaction(history.connection):
        query = "UPDATE editions SET made = ?, briefing = ? WHERE name = ? AND date = ? RETURNING id"
        (edition,) = execute(query, (made, briefing, name, date)).fetchone()
        execute("DELETE FROM lines WHERE edition = ?", (edition,))
        _add_lines(history, edition, memory)


def _add_lines(history: History, edition: int, memory: Memory) -> None:
    """Keep what an edition tells, in whose words."""
    execute = history.connection.execute
    for place, known in enumerate(memory.lines):
        query = "INSERT INTO lines (edition, place, section) VALUES (?, ?, ?)"
        line = execute(query, (edition, place, known.section)).lastrowid
        for number, said in enumerate(known.sayings):
            text, outlet = mend_surrogates(said.text), mend_surrogates(said.outlet)
            words = (line, number, text, outlet, said.published, said.language)
            execute("INSERT INTO sayings VALUES (?, ?, ?, ?, ?, ?)", words)


def find_edition(history: History, name: str, date: str) -> str:
    """Return the JSON of the edition of a date, or "" if there is none."""
    query = "SELECT briefing FROM editions WHERE name = ? AND date = ?"
    found = history.connection.execute(query, (name, date)).fetchone()
    return str(found[0]) if found else ""


def list_texts(history: History, name: str, before: str, days: int) -> list[str]:
    """Return the JSON of the editions of so many days before a date, in their order. Raises ConfigError."""
    query = "SELECT briefing FROM editions WHERE name = ? AND date >= ? AND date < ? ORDER BY date"
    return [str(text) for (text,) in history.connection.execute(query, (name, find_first_day(before, days), before))]


def remember(history: History, name: str, before: str, days: int = 30) -> Memory:
    """Return what the editions of so many days before a date told. Raises ConfigError when it is no date."""
    period = (name, find_first_day(before, days), before)
    found: dict[int, ReportedFact] = {}
    for date, line, section, *columns in history.connection.execute(_SAYINGS, period):
        earlier = found.get(line, ReportedFact(date, (), section))
        found[line] = ReportedFact(date, (*earlier.sayings, Wording(*columns)), section)
    read = dict(history.connection.execute(_MARKS, period).fetchall())
    (since,) = history.connection.execute(_LAST, period).fetchone()
    return Memory(tuple(found.values()), MappingProxyType(read), since or "")


def list_editions(history: History, name: str = "") -> tuple[Edition, ...]:
    """Return the editions of a briefing, or of all, by name and date."""
    found = []
    for one in export_editions(history, name):
        record = one["briefing"]
        stories = record.get("stories", ())
        # A front page has a briefing in each story that it tells.
        briefings = [story["briefing"] for story in stories if "briefing" in story] or [record]
        sections = [section for briefing in briefings for section in briefing.get("sections", ())]
        lines = [line for section in sections for line in section["sentences"]]
        updates = sum("update" in line for line in lines)
        mails, posts = (Counter(delivery["state"] for delivery in one[kind]) for kind in ("mail", "webhooks"))
        when = one["name"], one["date"], one["made"]
        found.append(Edition(*when, record["title"], len(lines), updates, mails, len(stories), posts))
    return tuple(found)


def list_names(history: History, date: str) -> list[str]:
    """Return the names of the briefings that have an edition of a date."""
    query = "SELECT name FROM editions WHERE date = ? ORDER BY name"
    return [str(name) for (name,) in history.connection.execute(query, (date,))]


def find_last_days(history: History) -> dict[str, str]:
    """Return the date of the last edition of each briefing, by their names."""
    query = "SELECT name, MAX(date) FROM editions GROUP BY name ORDER BY name"
    return {str(name): str(date) for name, date in history.connection.execute(query)}


def describe_change(history: History, name: str, date: str, told: Collection[str]) -> str:
    """Return what is otherwise before an edition than when it was made: earlier ones that are gone, or made after it.

    ``told`` are the dates of those that it names.
    """
    query = "SELECT date, made FROM editions WHERE name = ? AND date <= ? ORDER BY date"
    made: dict[str, str] = dict(history.connection.execute(query, (name, date)))
    gone = sorted(day for day in told if day and day < date and day not in made)
    # As the runs said; where they did not, it is not known.
    own = _read_moment(made.get(date, ""))
    later = [
        day for day, when in made.items() if day < date and own and (moment := _read_moment(when)) and moment > own
    ]
    parts = [f"the edition of {day} is there no longer" for day in gone]
    parts += [f"the edition of {day} was made after it" for day in later]
    return ", ".join(parts) or "what earlier editions told within [history] days is not what it was"


def _read_moment(text: str) -> datetime.datetime | None:
    """Return when an edition was made; None where that is not said, or not with its time zone."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def forget_edition(history: History, name: str, date: str) -> None:
    """Forget what an edition printed, if there is one, so that it is news again.

    What the user first said of stories on that day is forgotten too. What was mailed, and what is still to be, stays:
    the same edition is not mailed twice.
    """
    with transaction(history.connection):
        history.connection.execute("DELETE FROM decisions WHERE name = ? AND date = ?", (name, date))
        history.connection.execute(_FORGET, (name, date))


def export_editions(history: History, name: str = "") -> Iterator[dict[str, Any]]:
    """Yield the editions of a briefing, or of all, as JSON objects.

    Each has ``name``, ``date``, ``made``, ``briefing``, and in ``mail`` and ``webhooks`` what became of each delivery.
    """
    for own_name, date, made, briefing in history.connection.execute(_ALL, (name,)).fetchall():
        mail, posts = list[object](), list[object]()
        for webhook, *row in history.connection.execute(_DELIVERIES, (own_name, date)):
            (posts if webhook else mail).append(dict(zip(("address", "state", "tries", "why"), row, strict=True)))
        edition = {"name": own_name, "date": date, "made": made, "briefing": json.loads(briefing)}
        yield {**edition, "mail": mail, "webhooks": posts}


def describe_editions(editions: Sequence[Edition]) -> list[str]:
    """Write a line on each edition: date, name, how much it prints, what became of its mail.

    >>> describe_editions([Edition("energy", "2031-03-04", "", "Gas", 12, 2, {"sent": 3, "queued": 1})])
    ['2031-03-04  energy  12 sentences, 2 of them updates; mail: 1 queued, 3 sent  Gas']
    >>> describe_editions([Edition("news", "2031-03-04", "", "The news", 40, 0, {}, 8)])
    ['2031-03-04  news  8 stories, 40 sentences  The news']
    """
    width = max((len(edition.name) for edition in editions), default=0)
    described = []
    for edition in editions:
        size = count_things(edition.sentences, "sentence") if edition.sentences else "nothing"
        if edition.stories:
            size = f"{count_things(edition.stories, 'story')}, {size}"
        if edition.updates:
            size += f", {edition.updates} of them updates"
        for kind, states in (("mail", edition.mails), ("webhooks", edition.posts)):
            counts = [f"{number} {state.replace('_', ' ')}" for state, number in sorted(states.items())]
            size += f"; {kind}: {', '.join(counts)}" if counts else ""
        described.append(f"{edition.date}  {edition.name:<{width}}  {size}  {edition.title}")
    return described


def find_first_day(before: str, days: int) -> str:
    """Return the day that is so many days before a date, or the first of all. Raises ConfigError when it is no date.

    >>> find_first_day("2031-03-05", 30), find_first_day("0001-01-03", 30)
    ('2031-02-03', '0001-01-01')
    """
    day = _check_date(before)
    return (day - datetime.timedelta(days=min(days, day.toordinal() - 1))).isoformat()


def _check_date(text: str) -> datetime.date:
    """Return the day that a text names. Raises ConfigError."""
    fault = ConfigError(f"“{text}” is no date", hint="a date is like 2024-11-15")
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise fault from error
    # Other notations, like 20241115, would be sorted elsewhere.
    if day.isoformat() != text:
        raise fault
    return day


#: Days for which stories are followed, and those of which is known how common each term was.
FOLLOWED_DAYS, COUNTED_DAYS = 7, 30
#: So many days before the last edition all is kept with which an edition was made, so that it can be proved.
PROVED_DAYS = 31

_MEMBERS = """SELECT digest, story, day, language, terms, address FROM editions JOIN members ON edition = editions.id
    JOIN article_terms USING (digest) WHERE name = ? AND date >= ? AND date < ? ORDER BY date, digest"""
_STORIES = """SELECT stories.id, date, title, joined_to FROM editions JOIN stories ON edition = editions.id
    WHERE name = ? AND date < ? ORDER BY date, stories.id"""
_COUNTS = """SELECT language, documents, counts FROM editions JOIN term_counts ON edition = editions.id
    WHERE name = ? AND date >= ? AND date < ? ORDER BY date, language"""
_OLD = "edition IN (SELECT id FROM editions WHERE name = ? AND date < ?)"


def keep_stories(
    history: History,
    name: str,
    date: str,
    memory: StoryMemory,
    joins: Sequence[tuple[str, str]] = (),
    parts: Sequence[str] = (),
) -> None:
    """Keep what the edition of a date, a front page, knew of stories; what was kept with it before is replaced.

    It is part of the transaction in which the edition is kept. ``memory`` is of this edition alone; of each story the
    title of that date is kept. ``joins`` and ``parts`` are what the user said of stories. What is too old to be of use
    goes. Raises ConfigError when there is no such edition.
    """
    execute, many = history.connection.execute, history.connection.executemany
    with transaction(history.connection):
        found = execute("SELECT id FROM editions WHERE name = ? AND date = ?", (name, date)).fetchone()
        if not found:
            raise ConfigError(f"there is no edition of {date} to keep stories with", where=history.path)
        (edition,) = found
        for table in ("stories", "members", "term_counts"):
            execute(f"DELETE FROM {table} WHERE edition = ?", (edition,))
        for story in memory.stories:
            title = mend_surrogates(dict(story.told).get(date, ""))
            execute("INSERT INTO stories VALUES (?, ?, ?, ?)", (edition, story.id, title, story.joined_to))
        for one in memory.articles:
            row = (edition, one.digest, one.story, one.day, one.language, mend_surrogates(one.address))
            # Two articles may be one text.
            execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?, ?)", row)
            # The text may come back under another headline: earlier editions knew it by the first one.
            execute("INSERT OR IGNORE INTO article_terms VALUES (?, ?)", (one.digest, _pack(one.terms)))
        for language, counts in memory.counts.items():
            documents = memory.documents.get(language, 0)
            execute("INSERT INTO term_counts VALUES (?, ?, ?, ?)", (edition, language, documents, _pack(counts)))
        said = [(name, "join", *sorted(pair), date) for pair in joins] + [
            (name, "part", one, "", date) for one in parts
        ]
        many("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?)", said)
        (newest,) = execute("SELECT max(date) FROM editions WHERE name = ?", (name,)).fetchone()
        for table, days in (("members", FOLLOWED_DAYS), ("term_counts", COUNTED_DAYS)):
            execute(f"DELETE FROM {table} WHERE {_OLD}", (name, find_first_day(newest, PROVED_DAYS + days)))
        execute("DELETE FROM article_terms WHERE digest NOT IN (SELECT digest FROM members)")


def remember_stories(history: History, name: str, before: str, days: int = FOLLOWED_DAYS) -> StoryMemory:
    """Return what the front pages of so many days before a date knew, and how common terms were in the last month.

    A story that became one with another is named with the one that it is now, and so are its articles. Raises
    ConfigError when it is no date.
    """
    first = find_first_day(before, days)
    execute = history.connection.execute
    told: dict[str, list[tuple[str, str]]] = {}
    became: dict[str, str] = {}
    alive: set[str] = set()
    for story, day, title, joined_to in execute(_STORIES, (name, before)):
        told.setdefault(story, []).extend([(day, title)] if title else [])
        # The last edition that has a story knows what became of it.
        became[story] = joined_to
        if day >= first:
            alive |= {story, joined_to}
    articles: dict[str, KnownArticle] = {}
    for digest, story, day, language, packed, address in execute(_MEMBERS, (name, first, before)):
        articles[digest] = KnownArticle(digest, _follow(story, became), day, language, _unpack(packed), address)
    counts: dict[str, Counter[str]] = {}
    documents: Counter[str] = Counter()
    for language, number, packed in execute(_COUNTS, (name, find_first_day(before, COUNTED_DAYS), before)):
        documents[language] += number
        counts.setdefault(language, Counter()).update(_unpack(packed))
    return StoryMemory(
        tuple(articles[digest] for digest in sorted(articles)),
        tuple(KnownStory(one, tuple(told[one]), _follow(became[one], became)) for one in sorted(told.keys() & alive)),
        MappingProxyType({language: MappingProxyType(dict(counts[language])) for language in sorted(counts)}),
        MappingProxyType(dict(documents)),
    )


def is_remembered(history: History, name: str, date: str) -> bool:
    """Return whether all is still kept with which the edition of a date was made."""
    (newest,) = history.connection.execute("SELECT max(date) FROM editions WHERE name = ?", (name,)).fetchone()
    return date >= find_first_day(newest or date, PROVED_DAYS)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user said of stories, for the briefing of a name, from a date on: that two are one (``join``), or that
    an article stands alone (``part``; then ``other`` is empty)."""

    name: str
    date: str
    kind: str
    one: str
    other: str

    @property
    def spelt(self) -> str:
        """What follows the option by which it was said."""
        return f"{self.one}+{self.other}" if self.other else self.one


def list_decisions(history: History, name: str = "") -> tuple[Decision, ...]:
    """Return what the user has said of the stories of a briefing, or of all, by name, date and kind."""
    query = """SELECT name, date, kind, one, other FROM decisions WHERE ? IN ('', name)
        ORDER BY name, date, kind, one, other"""
    return tuple(Decision(*map(str, row)) for row in history.connection.execute(query, (name,)))


def forget_decision(history: History, decision: Decision) -> None:
    """Forget what the user said of stories: it holds for no edition that is made from now on."""
    query = "DELETE FROM decisions WHERE name = ? AND kind = ? AND one = ? AND other = ?"
    with transaction(history.connection):
        history.connection.execute(query, (decision.name, decision.kind, decision.one, decision.other))


def remember_decisions(history: History, name: str, date: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return what the user has said of stories until a date: which are one, and which articles stand alone."""
    said = [one for one in list_decisions(history) if one.name == name and one.date <= date]
    joins = sorted((one.one, one.other) for one in said if one.kind == "join")
    return tuple(joins), tuple(sorted(one.one for one in said if one.kind == "part"))


def _follow(story: str, became: Mapping[str, str]) -> str:
    """Return the story that a story has become at last; itself while it stands for itself."""
    seen = {story}
    while became.get(story) and became[story] not in seen:
        story = became[story]
        seen.add(story)
    return story


def _pack(numbers: Mapping[str, float]) -> bytes:
    """Return terms and their numbers as few bytes: each number once, with all terms that have it."""
    terms: dict[float, list[str]] = {}
    for term in sorted(numbers):
        terms.setdefault(numbers[term], []).append(term)
    return zlib.compress(json.dumps(sorted(terms.items()), separators=(",", ":")).encode())


def _unpack(packed: bytes) -> dict[str, Any]:
    """Return terms and their numbers; each term is one text wherever it stands, to save room."""
    found: dict[str, Any] = {}
    for number, terms in json.loads(zlib.decompress(packed)):
        for term in terms:
            found[sys.intern(term)] = number
    return found
