"""One place → what is there now: a feed, a page, a list of feeds. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from summarizer.errors import SourceError
from summarizer.fetch.answers import MAX_WAIT, Answer
from summarizer.fetch.client import Client
from summarizer.fetch.detect import Place, decode_text, detect_kind, parse_opml
from summarizer.fetch.feeds import Feed, parse_feed, parse_json_feed
from summarizer.fetch.state import KnownPlace
from summarizer.fetch.web_addresses import FetchError, find_host, show_address, strip_credentials
from summarizer.sources.web_pages import extract


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text, a blank line between paragraphs, and what it tells of itself."""

    text: str
    fields: Mapping[str, str]
    url: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a place gave: a feed, a page, a list of feeds; nothing but an answer when it has not changed; or a fault."""

    place: Place
    answer: Answer | None = None
    feed: Feed | None = None
    page: Page | None = None
    feeds: tuple[Place, ...] = ()
    fault: SourceError | None = None


def visit_place(
    client: Client, place: Place, known: KnownPlace, is_conditional: bool, most_items: int, now: datetime
) -> Visit:
    """Ask a place for what it holds; ``is_conditional`` asks only for what is new since the last time."""
    try:
        _check_not_before(known, place, now)
        etag, modified = (known.etag, known.modified) if is_conditional else ("", "")
        answer = client.get(place.address, etag, modified)
        if answer.status == 304:
            return Visit(place, answer)
        return _read_answer(place, answer, most_items, now)
    except SourceError as fault:
        return Visit(place, fault=fault)


def visit_page(client: Client, url: str) -> Page | FetchError:
    """Fetch the page of a feed's item."""
    try:
        answer = client.get(url)
        text = decode_text(answer.data, answer.charset)
        kind = detect_kind(text, answer.content_type)
        if kind not in ("page", "text"):
            raise SourceError("is no page")
        return _read_page(text, kind, answer, url)
    except FetchError as fault:
        return fault
    except SourceError as fault:
        return FetchError(fault.message, where=show_address(url))


def _read_answer(place: Place, answer: Answer, most_items: int, now: datetime) -> Visit:
    text = decode_text(answer.data, answer.charset)
    if not text.strip():
        raise SourceError("is empty")
    kind = detect_kind(text, answer.content_type)
    answer = replace(answer, data=b"")
    if kind == "list":
        return Visit(place, answer, feeds=parse_opml(text))
    if kind in ("feed", "json"):
        parse = parse_feed if kind == "feed" else parse_json_feed
        return Visit(place, answer, feed=parse(text, answer.url, most_items, now))
    return Visit(place, answer, page=_read_page(text, kind, answer, place.address))


def _read_page(text: str, kind: str, answer: Answer, asked: str) -> Page:
    # Where a short or collecting address leads to another host, that is where the article is.
    url = answer.url if find_host(answer.url) != find_host(asked) else strip_credentials(asked)
    if kind == "text":
        return Page(text.strip(), {}, url)
    main, fields = extract(text)
    return Page("\n\n".join(line for line in main.split("\n") if line.strip()), fields, url)


def _check_not_before(known: KnownPlace, place: Place, now: datetime) -> None:
    """Raise FetchError as long as a server wants to be left alone; what the state says was checked for nothing."""
    try:
        until = datetime.fromisoformat(known.not_before)
        wait = (until - now).total_seconds()
    except (ValueError, TypeError):
        return
    if 0 < wait <= MAX_WAIT:
        message = f"was not asked: its server wants to be left alone until {until:%Y-%m-%d %H:%M}"
        raise FetchError(message, where=show_address(place.address), wait=wait)
