"""What is known of places and articles from earlier runs, kept beside the articles in ``.fetched.json``."""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.delivery import write_atomically
from summarizer.fetch.web_addresses import show_address
from summarizer.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The file's name in the folder of the articles.
STATE_FILE = ".fetched.json"
_SCHEMA = "summarizer.fetched/1"
#: Days after which what was not seen any more is forgotten. The articles themselves stay.
_KEPT_DAYS = 60
_MAX_STATE = 200_000_000

_PATH = re.compile(r"\d{4}-\d\d-\d\d/[^/\0]+\.md")
_HEADER = re.compile(r"[\x20-\x7e]{1,500}")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stored:
    """One article: its file, the place that gave it, and the digest of what the place gave.

    ``published`` is a moment or day; where none is known, the moment when it was first seen. ``full`` says that it
    is the whole article; ``tries`` counts the runs in which its page could not be had.
    """

    path: str = ""
    place: str = ""
    digest: str = ""
    published: str = ""
    full: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """One place: what its server wants to hear at the next conditional request, and the articles that it named.

    ``items`` maps an article's key to the day when it was last named; ``here`` lists those named the last time.
    ``since`` and the like tell for which wishes the place was read whole, ``not_before`` until when it is left alone.
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
    here: list[str] = field(default_factory=list)
    items: dict[str, str] = field(default_factory=dict)
    feeds: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """All that is known. It changes while a run goes on, and is written after each place."""

    places: dict[str, Known] = field(default_factory=dict)
    articles: dict[str, Stored] = field(default_factory=dict)


class Saver:
    """Writes the state while a run goes on, but spends no more than a small part of the time on it.

    What is not written when a run is killed costs requests in the next, and no article.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._next = 0.0

    def save(self, folder: Path, state: State) -> None:
        """Write the state if it is time to. Raises DeliveryError."""
        begun = self._monotonic()
        if begun >= self._next:
            save_state(folder, state)
            self._next = self._monotonic() + 20 * (self._monotonic() - begun)


def make_key(text: str) -> str:
    """Give the short name of an address or item; it tells nothing of credentials in it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def keep_header(value: str) -> str:
    """Give a validator as it may be sent back, else an empty text.

    >>> keep_header('W/"a1"'), keep_header("a\\r\\nHost: b")
    ('W/"a1"', '')
    """
    return value if _HEADER.fullmatch(value) else ""


def load_state(folder: Path) -> tuple[State, tuple[Problem, ...]]:
    """Read what earlier runs left. What cannot be read is told and begun anew: it only costs requests."""
    path = folder / STATE_FILE
    try:
        if path.stat().st_size > _MAX_STATE:
            raise ValueError
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return State(), ()
    except (OSError, ValueError, RecursionError):
        return State(), (_tell_lost(path),)
    if not isinstance(value, dict) or value.get("schema") != _SCHEMA:
        return State(), (_tell_lost(path),)
    places, articles = value.get("places"), value.get("articles")
    if not isinstance(places, dict) or not isinstance(articles, dict):
        return State(), (_tell_lost(path),)
    stored = {key: _take(Stored(), record) for key, record in articles.items()}
    return State(
        {key: _check(_take(Known(), record)) for key, record in places.items()},
        {key: record for key, record in stored.items() if _PATH.fullmatch(record.path) and ".." not in record.path},
    ), ()


def save_state(folder: Path, state: State) -> None:
    """Write what is known, whole or not at all. Raises DeliveryError."""
    record = {
        "schema": _SCHEMA,
        "places": {key: _drop_defaults(known) for key, known in sorted(state.places.items())},
        "articles": {key: _drop_defaults(stored) for key, stored in sorted(state.articles.items())},
    }
    write_atomically(folder / STATE_FILE, json.dumps(record, ensure_ascii=False) + "\n")


def forget_old(state: State, today: date) -> None:
    """Drop places and articles that no place has named for two months; their files stay."""
    oldest = (today - timedelta(days=_KEPT_DAYS)).isoformat()
    for key in [key for key, known in state.places.items() if known.seen < oldest]:
        del state.places[key]
    for known in state.places.values():
        here = set(known.here)
        for key in [key for key, seen in known.items.items() if seen < oldest and key not in here]:
            del known.items[key]
    named = {key for known in state.places.values() for key in known.items}
    for key in [key for key in state.articles if key not in named]:
        del state.articles[key]


def keep_feeds(feeds: list[tuple[str, str]]) -> list[list[str]]:
    """Give the feeds of a list as they may be written down: none with credentials."""
    return [[address, outlet] for address, outlet in feeds if show_address(address) == address]


def _take(empty: _T, record: object) -> _T:
    """Fill a value with the fields that a record has and that are of the right kind."""
    if not isinstance(record, dict):
        return empty
    kinds = {place.name: type(getattr(empty, place.name)) for place in fields(empty)}  # type: ignore[arg-type]
    values: dict[str, Any] = {name: record[name] for name, kind in kinds.items() if type(record.get(name)) is kind}
    return type(empty)(**values)


def _check(known: Known) -> Known:
    values = asdict(known)
    values["etag"], values["modified"] = keep_header(known.etag), keep_header(known.modified)
    values["here"] = [key for key in known.here if isinstance(key, str)]
    values["items"] = {key: day for key, day in known.items.items() if isinstance(day, str)}
    values["feeds"] = [pair for pair in known.feeds if isinstance(pair, list) and [type(x) for x in pair] == [str, str]]
    return Known(**values)


def _drop_defaults(value: Known | Stored) -> dict[str, Any]:
    empty = type(value)()
    return {name: entry for name, entry in asdict(value).items() if entry != getattr(empty, name)}


def _tell_lost(path: Path) -> Problem:
    fault = "cannot be read and is begun anew; the articles are not touched"
    return Problem(str(path), fault, "notice")
