"""One place → what is there now. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.fetching.addresses import name_host, show_address, strip_secrets
from summarizer.fetching.answers import Answer
from summarizer.fetching.failures import FetchError
from summarizer.fetching.feeds import Feed, read_feed, read_json_feed
from summarizer.fetching.kinds import read_text, tell_kind
from summarizer.fetching.lists import Place, read_list
from summarizer.fetching.state import Known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.fetching.client import Client
    from summarizer.fetching.policy import Policy


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text, a blank line between paragraphs, and what it tells of itself."""

    text: str
    fields: Mapping[str, str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a place gave: a feed, a page, a list of feeds; nothing but an answer when it has not changed; or a fault."""

    place: Place
    answer: Answer | None = None
    feed: Feed | None = None
    page: Page | None = None
    feeds: tuple[Place, ...] = ()
    fault: SourceError | None = None


def visit(client: Client, place: Place, known: Known, conditional: bool, policy: Policy, now: datetime) -> Visit:
    """Ask a place for what it holds; ``conditional`` asks only for what is new since the last time."""
    try:
        _respect_wish(known, place, now)
        asked = (known.etag, known.modified) if conditional else ("", "")
        answer = client.get(place.address, *asked)
        if answer.status == 304:
            return Visit(place, answer)
        return _read(place, answer, policy, now)
    except SourceError as fault:
        return Visit(place, fault=fault)


def visit_page(client: Client, url: str) -> Page | FetchError:
    """Fetch the page of a feed's item."""
    try:
        return read_page(client.get(url), url)
    except FetchError as fault:
        return fault
    except SourceError as fault:
        return FetchError(fault.message, where=show_address(url))


def read_page(answer: Answer, asked: str) -> Page:
    """Read a page. Raises SourceError when there is no article in it."""
    text = read_text(answer.data, answer.charset)
    kind = tell_kind(text, answer.content_type)
    if kind not in ("page", "text"):
        raise SourceError("is no page")
    return _read_page(text, kind, answer, asked)


def _read(place: Place, answer: Answer, policy: Policy, now: datetime) -> Visit:
    text = read_text(answer.data, answer.charset)
    if not text.strip():
        raise SourceError("is empty")
    kind = tell_kind(text, answer.content_type)
    answer = replace(answer, data=b"")
    if kind == "list":
        return Visit(place, answer, feeds=read_list(text))
    if kind == "feed":
        return Visit(place, answer, feed=read_feed(text, answer.url, policy, now))
    if kind == "json":
        return Visit(place, answer, feed=read_json_feed(text, answer.url, policy, now))
    return Visit(place, answer, page=_read_page(text, kind, answer, place.address))


def _read_page(text: str, kind: str, answer: Answer, asked: str) -> Page:
    from summarizer.sources.web_pages import extract

    # Where a short or collecting address leads to another host, that is where the article is.
    url = answer.url if name_host(answer.url) != name_host(asked) else strip_secrets(asked)
    if kind == "text":
        return Page(text.strip(), {}, url)
    main, fields = extract(text)
    return Page("\n\n".join(line for line in main.split("\n") if line.strip()), fields, url)


def _respect_wish(known: Known, place: Place, now: datetime) -> None:
    try:
        until = datetime.fromisoformat(known.not_before)
        wait = (until - now).total_seconds()
    except (ValueError, TypeError):
        return
    if 0 < wait <= 86_400:
        shown = show_address(place.address)
        raise FetchError(
            f"was not asked: its server wants to be left alone until {until:%Y-%m-%d %H:%M}", where=shown, wait=wait
        )
