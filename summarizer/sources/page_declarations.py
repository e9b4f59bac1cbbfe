"""What a page declares of itself to programs: its outlet, and the day on which it appeared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from html import unescape
from typing import Any

from summarizer.sources.article_fields import clean_line, parse_datetime
from summarizer.sources.page_contents import DATA

# Names of elements, in which an outlet says when a page appeared, and of what it tells programs; the surest first.
# No meta can be called as the data are.
_LINKED_DATA = ""
_DAYS = (  # names, not language
    "article:published_time", _LINKED_DATA, "og:article:published_time", "datepublished", "dc.date.issued", "dc.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "date",
)  # fmt: skip
# What tells a time to programs, before anything is told and not beside it.
_TIMES = "//time[not(ancestor::aside | ancestor::nav | ancestor::footer)][not(preceding::p[string-length() > 60])]"
_MOST_TIMES = 20
_DAY_OF_DATA, _LONGEST_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(\d{4}-\d\d-\d\d[^"]{0,40})'), 200_000
# A site's name that is its address, and by what a publisher is known to be a company, which may have many sites.
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,20}/?")
_COMPANIES = frozenset("AG GmbH Inc KG LLC Ltd PLC SA SARL SAS SE SL АО ЗАО ООО ПАО ТОВ".split())  # names, not language
_PUBLISHER = re.compile(r'"publisher"\s{0,9}:\s{0,9}(?=\{)')


def find_declared_outlet(tree: Any) -> str:
    """Return the name that a page declares for its site, else nothing; its publisher's where that is an address."""
    names = tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content")
    name = clean_line("".join(names[:1]))
    return _find_publisher(tree) or name if _ADDRESS.fullmatch(name) else name


def _find_publisher(tree: Any) -> str:
    """Return the name of who publishes a page, nothing if that is not told or a company."""
    for script in tree.xpath(DATA):
        data = (script.text or "")[:_LONGEST_DATA]
        found = _PUBLISHER.search(data)
        if found:
            with suppress(ValueError, RecursionError):
                name = json.JSONDecoder(strict=False).raw_decode(data, found.end())[0].get("name")
                name = clean_line(unescape(name)) if isinstance(name, str) else ""
                return name if _COMPANIES.isdisjoint(re.findall(r"\w+", name.replace(".", ""))) else ""
    return ""


def find_declared_day(tree: Any) -> str:
    """Return the day on which a page says that it appeared, else nothing; days in addresses and in boxes are none."""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name:
            told.setdefault(name.lower(), meta.get("content", "").strip())
    for script in tree.xpath(DATA):
        for found in _DAY_OF_DATA.finditer((script.text or "")[:_LONGEST_DATA]):
            if parse_datetime(found[1]):
                told.setdefault(_LINKED_DATA, found[1])
    declared = [told[name] for name in _DAYS if name in told]
    for text in declared:
        with suppress(ValueError):
            day = date.fromisoformat(text[:10])
            return (_find_local_day(text, declared) or day).isoformat()
    return ""


def _find_local_day(text: str, declared: Iterable[str]) -> date | None:
    """Return the day of a moment where its outlet is, if it is declared once more with an offset other than UTC's."""
    moment = parse_datetime(text) if ":" in text else None
    for local in map(parse_datetime, declared):
        if local and local == moment and local.utcoffset():
            return local.date()
    return None


def find_timed_day(tree: Any) -> str:
    """Return the day of the times that a page has for programs above its first paragraph, if they are of one day.

    What it shows there may be a day in America's order: "Wed, 03/05/2031".
    """
    times = [parse_datetime(text) for text in tree.xpath(f"{_TIMES}/@datetime")[:_MOST_TIMES]]
    days = {time.date().isoformat() for time in times if time}
    return days.pop() if len(days) == 1 else ""
