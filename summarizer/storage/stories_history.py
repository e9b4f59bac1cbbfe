"""What front pages knew, in the history: which article was of which story, under which titles stories were told.

All of it belongs to an edition and goes with it, but what the user said of stories, which holds on.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from summarizer.errors import ConfigError
from summarizer.model import KnownArticle, KnownStory, StoryMemory
from summarizer.storage.editions import find_first_day
from summarizer.storage.history import History, transaction
from summarizer.text.escaping import mend_surrogates

#: Days for which stories are followed, and those of which is known how common each term was.
FOLLOWED_DAYS, COUNTED_DAYS = 7, 30
#: So many days before the last edition all is kept with which an edition was made, so that it can be proved.
PROVED_DAYS = 31

_MEMBERS = """SELECT digest, story, day, language, terms FROM editions JOIN members ON edition = editions.id
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
        stories: list[tuple[object, ...]] = []
        for story in memory.stories:
            title = next((title for day, title in reversed(story.told) if day == date), "")
            stories.append((edition, story.id, mend_surrogates(title), story.joined_to))
        many("INSERT INTO stories VALUES (?, ?, ?, ?)", stories)
        for one in memory.articles:
            row = (edition, one.digest, one.story, one.day, one.language)
            # Two articles may be one text.
            execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?)", row)
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
    shared: dict[str, str] = {}
    articles: dict[str, KnownArticle] = {}
    for digest, story, day, language, packed in execute(_MEMBERS, (name, first, before)):
        articles[digest] = KnownArticle(digest, _follow(story, became), day, language, _unpack(packed, shared))
    counts: dict[str, Counter[str]] = {}
    documents: Counter[str] = Counter()
    for language, number, packed in execute(_COUNTS, (name, find_first_day(before, COUNTED_DAYS), before)):
        documents[language] += number
        counts.setdefault(language, Counter()).update(_unpack(packed, shared))
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


def _unpack(packed: bytes, shared: dict[str, str]) -> dict[str, Any]:
    """Return terms and their numbers; a term that is there already is the same text, to save room."""
    found: dict[str, Any] = {}
    for number, terms in json.loads(zlib.decompress(packed)):
        for term in terms:
            found[shared.setdefault(term, term)] = number
    return found
