"""What is known of places and articles from earlier runs, kept beside the articles in ``.fetched.json``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.model import Problem
from summarizer.storage.files import write_atomically

#: The file's name in the folder of the articles.
STATE_FILE = ".fetched.json"
_SCHEMA = "summarizer.fetched/1"
#: Days after which what was not seen any more is forgotten. The articles themselves stay.
_KEPT_DAYS = 60
_MAX_STATE = 200_000_000

# An article's path stays in the folder of articles.
_PATH = re.compile(r"\d{4}-\d\d-\d\d/[^/\0]+\.md")
_HEADER = re.compile(r"[\x20-\x7e]{1,500}")
# What a file that somebody has changed can make of reading it.
_DAMAGE = (OSError, ValueError, RecursionError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One article: its file, the place that gave it, by what that knows it, and the digest of what the place gave.

    ``published`` is a time or day; where none is known, the time when it was first seen. ``full`` says that it
    is the whole article; ``tries`` counts the runs in which its page could not be had. Its text was first ``seen`` at
    a time, and its page was last ``asked`` on a day. ``link`` is the key of the address that its feed gives now, where
    it is known by something else.
    """

    path: str = ""
    place: str = ""
    digest: str = ""
    published: str = ""
    full: bool = False
    tries: int = 0
    name: str = ""
    seen: str = ""
    asked: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class LeftItem:
    """An item of a feed that is not stored: its address and title, why not, and when it was last there.

    ``tries`` counts the runs in which its page gave nothing either.
    """

    url: str = ""
    title: str = ""
    why: str = ""
    seen: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place: what its server wants to hear at the next conditional request, and the articles that it named.

    ``items`` maps an article's key to the day when it was last named; ``here`` lists those named the last time.
    ``since`` and the like tell for which wishes the place was read whole, ``not_before`` until when it is left alone,
    ``newest`` when its newest item was published, ``quiet`` on which day it was told that nothing has come since long;
    ``fault`` why the last run had nothing of it.
    """

    address: str = ""
    seen: str = ""
    etag: str = ""
    modified: str = ""
    since: str = ""
    most_items: int = 0
    fulltext: bool = False
    not_before: str = ""
    outlet: str = ""
    newest: str = ""
    quiet: str = ""
    fault: str = ""
    here: list[str] = field(default_factory=list)
    items: dict[str, str] = field(default_factory=dict)
    feeds: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """All that is known. It changes while a run goes on, and is written after each place."""

    places: dict[str, KnownPlace] = field(default_factory=dict)
    articles: dict[str, StoredArticle] = field(default_factory=dict)
    left: dict[str, LeftItem] = field(default_factory=dict)


def make_key(text: str) -> str:
    """Return the short name of an address or item; it tells nothing of credentials in it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def check_header(value: str) -> str:
    """Return a validator as it may be sent back, else an empty text.

    >>> check_header('W/"a1"'), check_header("a\\r\\nHost: b")
    ('W/"a1"', '')
    """
    return value if _HEADER.fullmatch(value) else ""


def load_state(folder: Path) -> tuple[State, tuple[Problem, ...]]:
    """Read what earlier runs left. What cannot be read is told and begun anew: it only costs requests."""
    path = folder / STATE_FILE
    try:
        if path.stat().st_size > _MAX_STATE:
            raise ValueError
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["schema"] != _SCHEMA:
            raise ValueError
        places = {key: _read_place(value) for key, value in record["places"].items()}
        articles: dict[str, StoredArticle] = {}
        for key, value in record["articles"].items():
            article = StoredArticle(**_pick(value, StoredArticle()))
            if _PATH.fullmatch(article.path) and ".." not in article.path:
                articles[key] = article
        left = {key: LeftItem(**_pick(value, LeftItem())) for key, value in record.get("left", {}).items()}
    except FileNotFoundError:
        return State(), ()
    except _DAMAGE:
        message = "cannot be read and is begun anew; the articles are not touched"
        return State(), (Problem(str(path), message, "notice"),)
    return State(places, articles, left), ()


def _read_place(value: Any) -> KnownPlace:
    """Return what is known of a place, without what in it has not the form that we write."""
    known = KnownPlace(**_pick(value, KnownPlace()))
    return replace(
        known,
        etag=check_header(known.etag),
        modified=check_header(known.modified),
        here=[name for name in known.here if isinstance(name, str)],
        items={name: day for name, day in known.items.items() if isinstance(day, str)},
        feeds=[pair for pair in known.feeds if isinstance(pair, list) and list(map(type, pair)) == [str, str]],
    )


def save_state(folder: Path, state: State) -> None:
    """Write what is known, whole or not at all. Raises DeliveryError."""
    places = {key: _drop_defaults(known) for key, known in sorted(state.places.items())}
    articles = {key: _drop_defaults(article) for key, article in sorted(state.articles.items())}
    left = {key: _drop_defaults(item) for key, item in sorted(state.left.items())}
    record = {"schema": _SCHEMA, "places": places, "articles": articles, "left": left}
    write_atomically(folder / STATE_FILE, json.dumps(record, ensure_ascii=False) + "\n")


def describe_silence(known: KnownPlace, today: date, days: int) -> str:
    """Say since when a place has had nothing new, if that is longer than some days, 0 for never; else nothing.

    >>> describe_silence(KnownPlace(newest="2031-03-01T10:00:00+00:00"), date(2031, 3, 20), 14)
    'has had nothing new since 2031-03-01, for 19 days: has its feed moved?'
    >>> describe_silence(KnownPlace(newest="2031-03-01T10:00:00+00:00"), date(2031, 3, 15), 14)
    ''
    """
    try:
        silent = (today - date.fromisoformat(known.newest[:10])).days
    except ValueError:
        return ""
    return (
        f"has had nothing new since {known.newest[:10]}, for {silent} days: has its feed moved?"
        if 0 < days < silent
        else ""
    )


def forget_old(state: State, today: date) -> None:
    """Drop places and articles that no place has named for two months; their files stay."""
    oldest = (today - timedelta(days=_KEPT_DAYS)).isoformat()
    places: dict[str, KnownPlace] = {}
    named: set[str] = set()
    for place_key, known in state.places.items():
        if known.seen >= oldest:
            here = set(known.here)
            items = {key: seen for key, seen in known.items.items() if seen >= oldest or key in here}
            places[place_key] = replace(known, items=items)
            named.update(items)
    state.places = places
    state.articles = {key: article for key, article in state.articles.items() if key in named}
    state.left = {key: item for key, item in state.left.items() if item.seen >= oldest and key not in state.articles}


def _pick(record: object, empty: KnownPlace | StoredArticle | LeftItem) -> dict[str, Any]:
    """Return the fields of a value that a record has and that are of the right kind."""
    found: dict[str, Any] = {}
    if isinstance(record, dict):
        for name, default in asdict(empty).items():
            if type(record.get(name)) is type(default):
                found[name] = record[name]
    return found


def _drop_defaults(value: KnownPlace | StoredArticle | LeftItem) -> dict[str, Any]:
    """Return the fields of a value that are not as in an empty one."""
    empty = type(value)()
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: entry for name, entry in told.items() if entry != getattr(empty, name)}
