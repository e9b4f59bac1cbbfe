"""One place → what is there now: a feed, a page, a list of feeds; and the pages of a feed's items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from summarizer.errors import SourceError
from summarizer.fetch.answers import MAX_WAIT, Answer, decode_text, detect_kind
from summarizer.fetch.client import Client
from summarizer.fetch.state import KnownPlace, make_key
from summarizer.fetch.web_addresses import FetchError, check_address, find_host, show_address
from summarizer.sources.bounded_process import BoundedProcess
from summarizer.sources.feeds import Feed, Place, parse_feed, parse_json_feed, parse_opml
from summarizer.sources.web_pages import (
    GATE,
    SAVE_IT,
    describe_cut,
    extract,
    find_feed,
    find_gate,
    find_next_page,
)
from summarizer.text.escaping import strip_credentials
from summarizer.text.tokens import fold, letters

# How the addresses of feeds end, and of what stands before articles.
_FEED_ADDRESS = re.compile(
    r"/(?:feeds?|rss2?|atom|rdf)(?:\.\w{1,5})?/?(?:[?#].*)?\Z|\.(?:xml|rss|atom|rdf)(?:[?#].*)?\Z"
    r"|[?&](?:feed|rss|format|output|type|alt)=(?:rss2?|atom|rdf|feed|xml)\b",
    re.IGNORECASE,
)
_GATE_ADDRESS = re.compile(
    r"[/.](?:consent|cmp|(?:service)?log-?in|sign-?(?:in|up)|auth|sso|guce|subscri(?:be|ption)s?|register|captcha|challenge|cookie-?(?:wall|consent)|privacy-?(?:wall|gate)|paywall)"
    r"(?=[/.?#]|\Z)",
    re.IGNORECASE,
)
# What has fewer characters and no word with a stop behind it tells no news.
_FEWEST_CHARACTERS = 100
#: With which a sentence ends.
SENTENCE_END = re.compile(r"\w\w[\"”»’)\]]?[.!?…。！？؟।]")
# Pages of one article that are read.
_MOST_PAGES = 5


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a page holds: its text, a blank line between paragraphs, and what it tells of itself.

    ``feed`` is the address of a feed that an outlet's first page names, ``cut`` says what cuts the text, if
    anything does, and ``next_page`` is the address of the page on which it goes on.
    """

    text: str
    fields: Mapping[str, str]
    url: str
    feed: str = ""
    cut: str = ""
    next_page: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a place gave: a feed, a page, a list of feeds; nothing but an answer when it has not changed; or a fault."""

    place: Place
    answer: Answer | None = None
    feed: Feed | None = None
    page: FetchedPage | None = None
    feeds: tuple[Place, ...] = ()
    fault: SourceError | None = None


def visit_place(
    client: Client,
    place: Place,
    known: KnownPlace,
    is_conditional: bool,
    most_items: int,
    now: datetime,
    process: BoundedProcess | None = None,
) -> Visit:
    """Ask a place for what it holds; ``is_conditional`` asks only for what is new since the last time.

    What came is read in the process, if there is one.
    """
    try:
        _check_not_before(known, place, now)
        etag, modified = (known.etag, known.modified) if is_conditional else ("", "")
        answer = client.get(place.address, etag, modified)
        if answer.status == 304:
            return Visit(place, answer)
        # A page is known by its own address; what named anything else was a feed.
        was_feed = bool(known.items) and make_key(place.address) not in known.items
        if process is None:
            visit = read_place(place, answer, was_feed, most_items, now)
        else:
            visit = process.do(process.limits.place_seconds, read_place, place, answer, was_feed, most_items, now)
        return visit if visit.page is None else replace(visit, page=_read_on(client, visit.page, process))
    except SourceError as fault:
        return Visit(place, fault=fault)


def read_place(place: Place, answer: Answer, was_feed: bool, most_items: int, now: datetime) -> Visit:
    """Read what a place answered; ``was_feed`` says that it was a feed before. Raises SourceError."""
    declared, charset = answer.declared
    text = decode_text(answer.data, charset)
    if not text.strip():
        raise SourceError("is empty: its server answered with nothing; does a browser show more?")
    kind = detect_kind(text, declared)
    answer = replace(answer, data=b"")
    if kind == "list":
        return Visit(place, answer, feeds=parse_opml(text))
    if kind in ("feed", "json"):
        parse = parse_feed if kind == "feed" else parse_json_feed
        return Visit(place, answer, feed=parse(text, answer.url, most_items, now))
    return Visit(place, answer, page=_read_place_page(place, answer, text, kind, was_feed))


def _read_place_page(place: Place, answer: Answer, text: str, kind: str, was_feed: bool) -> FetchedPage:
    """Read the page that a place answered. Raises SourceError, also where a feed was to be expected."""
    named = _find_named_feed(text, answer.url)
    hint = f"; it names the feed {show_address(named)}: put that in its place" if named else ""
    if was_feed:
        raise _build_no_feed_error(text, kind, "was a feed", hint)
    is_called_feed = _FEED_ADDRESS.search(place.address) or re.search(r"(?<!xhtml\+)xml\Z", answer.declared[0])
    if is_called_feed and "html" not in place.address.rpartition(".")[2]:
        raise _build_no_feed_error(text, kind, "should be a feed by its address", hint)
    try:
        page = _read_page(text, kind, answer, place.address)
    except SourceError as fault:
        raise SourceError(f"{fault.message}{hint}") from None
    is_first = not urlsplit(place.address).path.strip("/")
    return replace(page, feed=named) if is_first else page


def _build_no_feed_error(text: str, kind: str, expected: str, hint: str) -> SourceError:
    """Return the error for a place that does not answer with the feed that is ``expected``."""
    title = find_gate(re.findall(r"(?is)<title[^<>]*>([^<>]{1,300})", text)[:1], "")
    if title:
        what = f"a page (“{title}”)"
    else:
        what = "a page" if kind == "page" else "text"
    advice = hint or "; does a browser show a feed there? If it wants a log-in first, look for another feed"
    return SourceError(f"{expected}, and answers with {what}: nothing is stored{advice}")


def _find_named_feed(text: str, url: str) -> str:
    """Return the address of the feed that a page names, nothing where it names none that may be asked."""
    named = find_feed(text)
    try:
        return check_address(urljoin(url, named)) if named else ""
    except (FetchError, ValueError):
        return ""


def visit_page(client: Client, url: str, process: BoundedProcess | None = None) -> FetchedPage | FetchError:
    """Fetch the page of a feed's item, and read it in the process, if there is one."""
    try:
        return _read_on(client, _get_page(client, url, process), process)
    except FetchError as fault:
        return fault
    except SourceError as fault:
        return FetchError(fault.message, where=show_address(url))


def _get_page(client: Client, url: str, process: BoundedProcess | None) -> FetchedPage:
    """Fetch a page, and read it in the process, if there is one. Raises SourceError."""
    answer = client.get(url)
    if process is None:
        return read_item_page(answer, url)
    return process.do(process.limits.article_seconds, read_item_page, answer, url)


def _read_on(client: Client, page: FetchedPage, process: BoundedProcess | None) -> FetchedPage:
    """Return a page with the paragraphs of those of its host on which its article goes on.

    Of one that cannot be had, what cuts the text is told as it is of a page that is not followed.
    """
    asked = [page.url]
    while page.next_page and len(asked) < _MOST_PAGES:
        try:
            address = check_address(page.next_page)
            if address in asked or find_host(address) != find_host(page.url):
                break
            more = _get_page(client, address, process)
        except (SourceError, ValueError):
            break
        asked.append(address)
        title, further = (letters(fold(one.fields.get("title", ""))) for one in (page, more))
        if not title or not further:
            break
        if title not in further:
            # The link leads to the next article: this one is whole.
            return replace(page, cut="")
        page = _join_pages(page, more)
    return page


def _join_pages(page: FetchedPage, more: FetchedPage) -> FetchedPage:
    """Return two pages of one article as one. What stands over each of them is told once."""
    told = set(page.text.split("\n\n"))
    text = "\n\n".join([page.text, *(one for one in more.text.split("\n\n") if one not in told)])
    fields = {name: value for name, value in page.fields.items() if name != "on_page"}
    return replace(page, text=text, fields=fields, cut=more.cut, next_page=more.next_page)


def read_item_page(answer: Answer, url: str) -> FetchedPage:
    """Read the page of a feed's item. Raises SourceError."""
    declared, charset = answer.declared
    text = decode_text(answer.data, charset)
    kind = detect_kind(text, declared)
    if kind not in ("page", "text"):
        raise SourceError("is no page")
    return _read_page(text, kind, answer, url)


def _read_page(text: str, kind: str, answer: Answer, asked: str) -> FetchedPage:
    """Read the main text of a page and what it tells of itself. Raises SourceError."""
    if _GATE_ADDRESS.search(answer.url) and not _GATE_ADDRESS.search(asked):
        raise SourceError(f"leads to {show_address(answer.url)}, which is no article but asks for a log-in or consent")
    # Where a short or collecting address leads to another host, that is where the article is.
    url = answer.url if find_host(answer.url) != find_host(asked) else strip_credentials(asked)
    if kind == "text":
        page = FetchedPage(text.strip(), {}, url)
        gate = find_gate((), page.text)
        if gate:
            raise SourceError(f"{GATE}: “{gate}”; {SAVE_IT}")
    else:
        main, fields, wall = extract(text)
        named = find_next_page(text)
        next_page = urljoin(answer.url, named) if named and not wall else ""
        page = FetchedPage(main, fields, url, cut=describe_cut(text, wall), next_page=next_page)
    if len(page.text) < _FEWEST_CHARACTERS and not SENTENCE_END.search(page.text):
        shown = " ".join(page.text.split())
        raise SourceError(
            f"holds no sentence, only “{shown}”: nothing is stored; does a browser show an article there?"
        )
    return page


def _check_not_before(known: KnownPlace, place: Place, now: datetime) -> None:
    """Raise FetchError while a server wants to be left alone.

    Nobody has checked what the state's file says: what is no time there counts for nothing.
    """
    try:
        until = datetime.fromisoformat(known.not_before)
        wait = (until - now).total_seconds()
    except (ValueError, TypeError):
        return
    if 0 < wait <= MAX_WAIT:
        message = f"was not asked: its server wants to be left alone until {until:%Y-%m-%d %H:%M}"
        raise FetchError(message, where=show_address(place.address), wait=wait)
