"""What a feed names and what is known → what is to be stored, and which pages must be read for it. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.fetch.state import Known, State, Stored, make_key
from summarizer.fetch.teasers import drop_invitation, is_fuller, is_teaser
from summarizer.fetch.time_window import Window, parse_moment
from summarizer.fetch.web_addresses import strip_credentials
from summarizer.words import fold, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from summarizer.fetch.client import Policy
    from summarizer.fetch.feeds import Entry, Feed
    from summarizer.fetch.lists import Place
    from summarizer.fetch.visits import Page

#: Runs in which a page that could not be had for now is tried.
MAX_TRIES = 3


@dataclass(frozen=True, slots=True)
class Task:
    """An item that is to be stored; ``is_teaser`` when the feed has only a teaser of it, ``needs_page`` when the page
    is to be read for it.
    """

    key: str
    identity: str
    entry: Entry
    published: str
    digest: str
    is_teaser: bool
    needs_page: bool
    before: Stored | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one feed: ``here`` are the keys of all items in the window, ``whole`` says that none
    was left out for a reason that the next run may not have.
    """

    here: tuple[str, ...]
    tasks: tuple[Task, ...]
    whole: bool


def plan_feed(
    place_key: str,
    feed: Feed,
    state: State,
    claimed: set[str],
    is_stored: Callable[[str], bool],
    window: Window,
    policy: Policy,
    now: datetime,
) -> Plan:
    """Say which items of a feed are new or changed. ``claimed`` holds what earlier places take, and gets ours.

    An item that two places name belongs to the first; the other only refers to it.
    """
    here: list[str] = []
    tasks: list[Task] = []
    whole = True
    for entry in feed.entries:
        identity = entry.url or f"{place_key}\n{entry.name}"
        key = make_key(identity)
        before = state.articles.get(key)
        published = entry.published or (before.published if before else now.isoformat())
        if not window.holds(published, now):
            # What is too old now will be too old tomorrow; what is too new may be wanted then.
            whole = whole and not Window(since=window.since).holds(published, now)
            continue
        if key in here:
            continue
        here.append(key)
        digest = make_key(f"{entry.title}\n{entry.whole}\n{entry.text}")
        stored = before is not None and is_stored(before.path)
        if key in claimed or (before and stored and before.place != place_key and before.place in state.places):
            continue
        if before and stored and before.digest == digest and not may_try_again(before, policy):
            continue
        claimed.add(key)
        teaser = bool(entry.url) and is_teaser(entry.text, entry.whole)
        tasks.append(Task(key, identity, entry, published, digest, teaser, teaser and policy.fulltext, before))
    return Plan(tuple(here), tuple(tasks), whole)


def may_try_again(stored: Stored, policy: Policy) -> bool:
    """Tell whether an article's page, which could not be had or was not wanted before, is worth a try."""
    return policy.fulltext and not stored.full and stored.tries < MAX_TRIES


def is_covered(known: Known, window: Window, policy: Policy, state: State, is_stored: Callable[[str], bool]) -> bool:
    """Tell whether a place that has not changed holds nothing that is wanted now and was not stored before."""
    if known.fulltext != policy.fulltext or known.most_items < policy.most_items:
        return False
    before = parse_moment(known.since) if known.since else None
    if known.since and (before is None or window.since is None or window.since < before):
        return False
    stored = [state.articles.get(key) for key in known.here]
    return all(item is not None and is_stored(item.path) and not may_try_again(item, policy) for item in stored)


def name_outlet(place: Place, known: Known, feed: Feed, pages: Sequence[Page]) -> str:
    """Name a feed's outlet once for all its items: what the user says, else what its pages and the feed agree on.

    Feeds are called “World news | The Post”, their pages “The Post”. Articles of one outlet must not seem to be of two.
    """
    if place.outlet:
        return place.outlet
    if known.outlet:
        return known.outlet
    title = _fold_words(feed.title)
    for page in pages:
        name = page.fields.get("outlet", "")
        if name and f" {_fold_words(name)} " in f" {title} ":
            return name
    return feed.title


def compose(task: Task, feed: Feed, outlet: str, page: Page | None) -> tuple[str, dict[str, str], bool]:
    """Give an item's text and fields, and whether the text is the whole article."""
    entry = task.entry
    own = page.fields if page else {}
    fuller = page is not None and is_fuller(page.text, entry.title, entry.text)
    text = page.text if page and fuller else drop_invitation(entry.text)
    collected = entry.outlet if fold(entry.outlet) != fold(feed.title) else ""
    fields: Mapping[str, str] = {
        "outlet": collected or outlet,
        "title": entry.title or (own.get("title", "") if fuller else ""),
        "url": strip_credentials(page.url if page and fuller and page.url else entry.url) if entry.url else "",
        "published": entry.published or (own.get("published", "") if fuller else ""),
        "author": entry.author or (own.get("author", "") if fuller else ""),
        "language": entry.language or (own.get("language", "") if fuller else "") or feed.language,
    }
    return text, dict(fields), fuller or not task.is_teaser


def _fold_words(text: str) -> str:
    return " ".join(fold(word) for word in split_words(text))
