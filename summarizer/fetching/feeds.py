"""RSS, Atom and JSON Feed → the feed's name and its items."""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from summarizer.errors import SourceError
from summarizer.fetching.addresses import check_address, strip_secrets
from summarizer.fetching.failures import FetchError
from summarizer.fetching.fragments import to_line, to_text
from summarizer.fetching.kinds import drop_declaration
from summarizer.fetching.moments import drop_future, parse_moment
from summarizer.sources.article_fields import clean_line

if TYPE_CHECKING:
    from summarizer.fetching.policy import Policy

# What feedparser is known to raise on hostile input, beside what it should.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# A document type with declarations of its own: entities that stand for gigabytes, or for other files.
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. ``whole`` says that the feed gives it as the full content and not as a summary.

    ``name`` is what the feed knows it by, ``outlet`` whom the feed names as its source; ``published`` is a moment
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


def read_feed(text: str, url: str, policy: Policy, now: datetime) -> Feed:
    """Read an RSS or Atom feed that was got from ``url``. Raises SourceError when nothing can be read from it."""
    import feedparser

    text = _DECLARATIONS.sub("", drop_declaration(text), count=1)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": strip_secrets(url)}
    try:
        # No file, no address: bytes. The HTML inside is cleaned by us.
        found = feedparser.parse(
            text.encode("utf-8", "replace"), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        raw = [entry for entry in found.entries if isinstance(entry, Mapping)]
        moments = [_read_moment(entry, now) for entry in raw]
        chosen = _choose_newest(moments, policy.most_items)
        entries = tuple(_read_entry(raw[at], moments[at], url) for at in chosen)
        about = found.feed
        title, language = _line(about, "title"), str(about.get("language") or "")
    except _FAULTS as fault:
        raise SourceError(f"the feed could not be read: {type(fault).__name__}") from fault
    if found.bozo and not entries:
        raise SourceError("is no sound feed, and no item could be read")
    odd = "is not sound XML; what could be read of it was taken" if found.bozo else ""
    return Feed(title, language, entries, len(chosen) < len(raw), odd)


def read_json_feed(text: str, url: str, policy: Policy, now: datetime) -> Feed:
    """Read a JSON Feed that was got from ``url``. Raises SourceError when it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError("is no sound JSON Feed") from None
    if not isinstance(value, dict):
        raise SourceError("is no JSON Feed")
    items = value.get("items")
    raw = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    moments = [drop_future(_first_moment(item, "date_published", "date_modified"), now) for item in raw]
    chosen = _choose_newest(moments, policy.most_items)
    entries = tuple(_read_item(raw[at], moments[at], url) for at in chosen)
    return Feed(clean_line(_text(value, "title")), _text(value, "language"), entries, len(chosen) < len(raw))


def _choose_newest(moments: list[datetime | None], most: int) -> list[int]:
    """Choose the newest items, in the feed's order; those without a date come after the others."""
    if len(moments) <= most:
        return list(range(len(moments)))
    ranked = sorted(range(len(moments)), key=lambda at: (-(m.timestamp() if (m := moments[at]) else 0.0), at))
    return sorted(ranked[:most])


def _read_entry(entry: Mapping[str, Any], moment: datetime | None, base: str) -> Entry:
    url = _link(str(entry.get("feedburner_origlink") or entry.get("link") or ""), base)
    bodies = [_body(part) for part in entry.get("content") or () if isinstance(part, Mapping)]
    content = max(bodies, key=len, default="")
    detail = entry.get("summary_detail")
    summary = _body(detail) if isinstance(detail, Mapping) else to_text(str(entry.get("summary") or ""))
    source = entry.get("source")
    title, outlet = _line(entry, "title"), _line(source, "title") if isinstance(source, Mapping) else ""
    return Entry(
        name=str(entry.get("id") or url or f"{title}\n{summary}")[:4_000],
        url=url,
        title=_drop_outlet(title, outlet),
        text=content if len(content) >= len(summary) else summary,
        whole=bool(content) and len(content) >= len(summary),
        author=clean_line(str(entry.get("author") or "")),
        language=str((entry.get("title_detail") or {}).get("language") or ""),
        outlet=outlet,
        published=moment.isoformat() if moment else "",
    )


def _read_item(item: Mapping[str, Any], moment: datetime | None, base: str) -> Entry:
    url = _link(_text(item, "url") or _text(item, "external_url"), base)
    html, plain = _text(item, "content_html"), _text(item, "content_text")
    content = to_text(html) if html else plain.strip()
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return Entry(
        name=str(item.get("id") or url or f"{item.get('title')}\n{content}")[:4_000],
        url=url,
        title=clean_line(_text(item, "title")),
        text=content or _text(item, "summary").strip(),
        whole=bool(content),
        author=clean_line(", ".join(name for name in names if name)),
        language=_text(item, "language"),
        published=moment.isoformat() if moment else "",
    )


def _read_moment(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    # dict.get: feedparser's own warns when one date stands in for the other.
    for name in ("published", "updated"):
        moment = parse_moment(str(dict.get(dict(entry), name) or ""))
        parsed = dict(entry).get(f"{name}_parsed")
        if moment is None and parsed:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        if moment is not None:
            return drop_future(moment, now)
    return None


def _first_moment(item: Mapping[str, Any], *names: str) -> datetime | None:
    return next((moment for name in names if (moment := parse_moment(_text(item, name)))), None)


def _body(part: Mapping[str, Any]) -> str:
    value = str(part.get("value") or "")
    # What is declared plain is often HTML all the same.
    return to_text(value)


def _line(about: Mapping[str, Any], name: str) -> str:
    return clean_line(to_line(str(about.get(name) or "")))


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _link(link: str, base: str) -> str:
    """Give an item's address as it may be asked, else an empty text."""
    if not link.strip():
        return ""
    try:
        return check_address(urljoin(strip_secrets(base), link.strip()))
    except (FetchError, ValueError):
        return ""


def _drop_outlet(title: str, outlet: str) -> str:
    """Drop the outlet that a collecting feed writes behind each title.

    >>> _drop_outlet("Ferry sails - The Norrvik Post", "The Norrvik Post"), _drop_outlet("Ferry - sails", "")
    ('Ferry sails', 'Ferry - sails')
    """
    shorter = title.removesuffix(outlet).rstrip() if outlet else title
    return shorter[:-1].rstrip() if shorter != title and shorter[-1:] in ("-", "–", "—", "|") else title
