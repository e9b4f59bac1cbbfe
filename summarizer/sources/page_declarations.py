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
# Beside what is told; a paragraph of more letters tells something.
_ASIDE, _LONGEST_LABEL = frozenset({"aside", "nav", "footer"}), 60  # names, not language
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
    """Return the day of the times that a page has for programs between its headline and its first paragraph, if
    they are of one day.

    What it shows there may be a day in America's order: "Wed, 03/05/2031".
    """
    days: list[str] = []
    is_titled = False
    for element in tree.iter("h1", "p", "time"):
        if element.tag == "h1":
            # What stands above the headline is the day of the visit, or of other stories.
            is_titled, days = True, []
        if element.tag == "p" and len("".join(element.itertext())) > _LONGEST_LABEL:
            break
        if element.tag == "time" and _ASIDE.isdisjoint(above.tag for above in element.iterancestors()):
            time = parse_datetime(element.get("datetime", ""))
            days += [time.date().isoformat()] if time else []
        if len(days) == _MOST_TIMES:
            break
    return days[0] if is_titled and len(set(days)) == 1 else ""
