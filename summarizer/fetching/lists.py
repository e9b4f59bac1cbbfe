"""OPML: a list of feeds, as feed readers export it."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import SourceError
from summarizer.fetching.kinds import drop_declaration
from summarizer.sources.article_fields import clean_line

#: Feeds of one list that are fetched.
MAX_FEEDS = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and the name of its outlet if the user gives one."""

    address: str
    outlet: str = ""


def read_list(text: str) -> tuple[Place, ...]:
    """Give the feeds of an OPML list, each once, in order. Raises SourceError when there are none.

    What the list calls a feed is its outlet: the list is the user's own.

    >>> read_list('<opml><body><outline text="A"><outline text="B" xmlUrl="https://x.example/f"/></outline></body></opml>')
    (Place(address='https://x.example/f', outlet='B'),)
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(drop_declaration(text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise SourceError("is no sound OPML")
    found: dict[str, Place] = {}
    for outline in root.iter("{*}outline"):
        names = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if address := names.get("xmlurl", "").strip():
            name = clean_line(names.get("title") or names.get("text") or "")
            found.setdefault(address, Place(address, "" if "://" in name else name))
    if not found:
        raise SourceError("lists no feed (an outline with xmlUrl)")
    if len(found) > MAX_FEEDS:
        raise SourceError(f"lists {len(found):,} feeds; the limit is {MAX_FEEDS:,}")
    return tuple(found.values())
