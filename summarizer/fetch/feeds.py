"""RSS, Atom and JSON Feed → the feed's name and its items, each with the text of the HTML that it carries.

When something was published, and the window of time that is asked for.
"""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from summarizer.errors import SourceError
from summarizer.fetch.detect import drop_declaration
from summarizer.fetch.web_addresses import FetchError, check_address, strip_credentials
from summarizer.sources.article_fields import clean_line
from summarizer.sources.web_pages import parse_html

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: How far ahead of now a date may lie, for clocks that are wrong; what is later is taken for unknown.
_AHEAD = timedelta(days=1)


def parse_datetime(text: str) -> datetime | None:
    """Parse a time as feeds write it (RFC 3339 or RFC 5322), in the zone it is written in; None when it is none.

    A time without a zone is taken as UTC.

    >>> parse_datetime("Tue, 04 Mar 2031 23:30:00 -0500").isoformat()
    '2031-03-04T23:30:00-05:00'
    >>> parse_datetime("2031-03-04T05:06:07Z").isoformat()
    '2031-03-04T05:06:07+00:00'
    >>> parse_datetime("last night")
    """
    text = text.strip()[:60]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    if not 1970 < found.year < 9999:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found


def drop_future(date: datetime | None, now: datetime) -> datetime | None:
    """Return a time, or None when it lies more than a day ahead."""
    if date is not None and date > now + _AHEAD:
        return None
    return date


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when something must have been published; an end that is None is open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, published: str, zone: datetime) -> bool:
        """Return whether a time or day lies inside; what has no known day always does.

        A day counts as a whole, in the zone of ``zone``.

        >>> zone = datetime(2031, 3, 5, tzinfo=UTC)
        >>> window = Window(since=datetime(2031, 3, 4, 12, tzinfo=UTC))
        >>> [window.holds(day, zone) for day in ("2031-03-04", "2031-03-03", "2031-03-04T11:00:00+00:00", "2031")]
        [True, False, False, True]
        """
        first = last = parse_datetime(published) if "T" in published else None
        if _DAY.fullmatch(published):
            try:
                day = date.fromisoformat(published)
            except ValueError:
                return True
            first = datetime.combine(day, time.min, zone.tzinfo)
            last = datetime.combine(day, time.max, zone.tzinfo)
        if first is None or last is None:
            return True
        is_late_enough = self.since is None or last >= self.since
        is_early_enough = self.until is None or first <= self.until
        return is_late_enough and is_early_enough


#: Characters of one item's HTML that are read.
MAX_HTML = 1_000_000
#: Characters of the name by which a feed knows an item.
MAX_NAME = 4_000

# What feedparser is known to raise on hostile input, beside what it should.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# A document type with declarations of its own: entities that stand for gigabytes, or for other files.
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)
# Halves of a character, which JSON can write and UTF-8 cannot.
_SURROGATES = re.compile("[\ud800-\udfff]")

_BLOCKS = frozenset(  # names, not language
    "address article aside blockquote br dd div dl dt fieldset figcaption footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_DROPPED = frozenset(  # names, not language
    "audio button canvas embed figure form head iframe math noscript object picture script select style svg template "
    "textarea title video".split()
)
_BEFORE_OUTLET = ("-", "–", "—", "|")
_HTML = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. ``whole`` says that the feed gives it as the full content and not as a summary.

    ``name`` is what the feed knows it by, ``outlet`` whom the feed names as its source; ``published`` is a time
    in ISO 8601, in the zone that the feed wrote it in.
    """

    name: str
    url: str = ""
    title: str = ""
    text: str = ""
    whole: bool = False
    author: str = ""
    language: str = ""
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is now; ``cut`` says that it had more items than were wanted, ``fault`` what is odd about it."""

    title: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    cut: bool = False
    fault: str = ""


#: An item as the parser gives it, and when it was published.
_Dated = tuple[Mapping[str, Any], datetime | None]


def parse_feed(text: str, url: str, most_items: int, now: datetime) -> Feed:
    """Parse an RSS or Atom feed that was got from ``url``. Raises SourceError when nothing can be read from it."""
    try:
        feed = _parse_xml_feed(text, url, most_items, now)
    except _FAULTS as fault:
        raise SourceError(f"the feed could not be read: {type(fault).__name__}") from fault
    if feed.fault and not feed.entries:
        raise SourceError("is no sound feed, and no item could be read")
    return feed


def parse_json_feed(text: str, url: str, most_items: int, now: datetime) -> Feed:
    """Parse a JSON Feed that was got from ``url``. Raises SourceError when it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("is no sound JSON Feed") from None
    if not isinstance(value, dict):
        raise SourceError("is no JSON Feed")
    dated: list[_Dated] = []
    for item in _records(value.get("items")):
        date = parse_datetime(_text(item, "date_published")) or parse_datetime(_text(item, "date_modified"))
        dated.append((item, drop_future(date, now)))
    entries = tuple(_make_json_entry(item, date, url) for item, date in _keep_newest(dated, most_items))
    return Feed(clean_line(_text(value, "title")), _text(value, "language"), entries, len(entries) < len(dated))


def convert_html(html: str) -> str:
    """Return the text of a piece of HTML, a paragraph a line, with a blank line between.

    Scripts, figures and forms are left out; the text is empty when the HTML cannot be read.

    >>> convert_html("<p>The ferry <b>sails</b>.<br>It rained.</p><script>x()</script><p>Caf&eacute;</p>")
    'The ferry sails.\\n\\nIt rained.\\n\\nCafé'
    >>> convert_html("Rain & wind, 3 < 5")
    'Rain & wind, 3 < 5'
    """
    if _HTML.search(html):
        try:
            paragraphs = _collect_text(f"<html><body><div>{html[:MAX_HTML]}</div></body></html>").split("\0")
        except SourceError:
            return ""
    else:
        paragraphs = re.split(r"\n\s*\n", html)
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    return "\n\n".join(filter(None, lines))


def _collect_text(html: str) -> str:
    """Return the text, with a NUL where a block begins or ends."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(parse_html(html), events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            parts.append("\0")
        if event == "end":
            parts.append(element.tail or "")
        elif name in _DROPPED:
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    return "".join(parts)


def _parse_xml_feed(text: str, url: str, most_items: int, now: datetime) -> Feed:
    """Parse an RSS or Atom feed; what is unsound about it is told in ``fault``."""
    import feedparser

    text = _DECLARATIONS.sub("", drop_declaration(text), count=1)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": strip_credentials(url)}
    # No file, no address: bytes. The HTML inside is cleaned by us.
    found = feedparser.parse(
        text.encode("utf-8", "replace"), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    dated = [(entry, _find_date(entry, now)) for entry in _records(found.entries)]
    entries = tuple(_make_entry(entry, date, url) for entry, date in _keep_newest(dated, most_items))
    return Feed(
        title=_line(found.feed, "title"),
        language=_text(found.feed, "language"),
        entries=entries,
        cut=len(entries) < len(dated),
        fault="is not sound XML; what could be read of it was taken" if found.bozo else "",
    )


def _keep_newest(dated: list[_Dated], most: int) -> list[tuple[Mapping[str, Any], str]]:
    """Return the newest items and their dates in ISO 8601, in the feed's order; what has no date comes last."""
    ages = [-date.timestamp() if date else 0.0 for _, date in dated]
    newest = sorted(range(len(dated)), key=ages.__getitem__)[:most]
    kept: list[tuple[Mapping[str, Any], str]] = []
    for at in sorted(newest):
        item, date = dated[at]
        kept.append((item, date.isoformat() if date else ""))
    return kept


def _make_entry(entry: Mapping[str, Any], published: str, base: str) -> Entry:
    """Return an item of RSS or Atom."""
    url = _resolve_link(_text(entry, "feedburner_origlink") or _text(entry, "link"), base)
    # What is declared plain is often HTML all the same.
    contents = _records(entry.get("content"))
    content = max((convert_html(_text(part, "value")) for part in contents), key=len, default="")
    summary = convert_html(_text(entry, "summary"))
    is_content = len(content) >= len(summary)
    title = _line(entry, "title")
    outlet = _line(_record(entry.get("source")), "title")
    return Entry(
        name=(_text(entry, "id") or url or f"{title}\n{summary}")[:MAX_NAME],
        url=url,
        title=_drop_outlet(title, outlet),
        text=content if is_content else summary,
        whole=is_content and content != "",
        author=clean_line(_text(entry, "author")),
        language=_text(_record(entry.get("title_detail")), "language"),
        outlet=outlet,
        published=published,
    )


def _make_json_entry(item: Mapping[str, Any], published: str, base: str) -> Entry:
    """Return an item of a JSON Feed."""
    url = _resolve_link(_text(item, "url") or _text(item, "external_url"), base)
    content = convert_html(_text(item, "content_html")) or _text(item, "content_text").strip()
    authors = [_text(author, "name") for author in _records(item.get("authors") or [item.get("author")])]
    author = clean_line(", ".join(filter(None, authors)))
    title = clean_line(_text(item, "title"))
    name = str(item.get("id") or url or f"{item.get('title')}\n{content}")
    return Entry(
        name=_SURROGATES.sub("\ufffd", name)[:MAX_NAME],
        url=url,
        title=title,
        text=content or _text(item, "summary").strip(),
        whole=content != "",
        author=author,
        language=_text(item, "language"),
        published=published,
    )


def _find_date(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return when an item was published, else when it was changed; None when neither is known."""
    # A plain dict: feedparser's own warns when one date stands in for the other.
    values = dict(entry)
    for name in ("published", "updated"):
        date = parse_datetime(_text(values, name))
        if date is not None:
            return drop_future(date, now)
        parsed = values.get(f"{name}_parsed")
        if parsed:
            return drop_future(datetime.fromtimestamp(timegm(parsed), UTC), now)
    return None


def _record(value: object) -> Mapping[str, Any]:
    """Return a value if it is a record, else an empty record."""
    return value if isinstance(value, Mapping) else {}


def _records(values: object) -> list[Mapping[str, Any]]:
    """Return the records of a list; none when it is no list."""
    listed = values if isinstance(values, list) else []
    return [value for value in listed if isinstance(value, Mapping)]


def _text(record: Mapping[str, Any], name: str) -> str:
    """Return a text of a record, empty when there is none."""
    value = record.get(name)
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else ""


def _line(record: Mapping[str, Any], name: str) -> str:
    """Return a title that may hold HTML, in one line."""
    return clean_line(convert_html(_text(record, name)))


def _resolve_link(link: str, base: str) -> str:
    """Return an item's address as it may be asked, else an empty text."""
    link = link.strip()
    if not link:
        return ""
    try:
        return check_address(urljoin(strip_credentials(base), link))
    except (FetchError, ValueError):
        return ""


def _drop_outlet(title: str, outlet: str) -> str:
    """Drop the outlet that a collecting feed writes behind each title.

    >>> _drop_outlet("Ferry sails - The Norrvik Post", "The Norrvik Post"), _drop_outlet("Ferry - sails", "")
    ('Ferry sails', 'Ferry - sails')
    """
    if not outlet or not title.endswith(outlet):
        return title
    shorter = title.removesuffix(outlet).rstrip()
    if not shorter.endswith(_BEFORE_OUTLET):
        return title
    return shorter[:-1].rstrip()
