"""The editions of a folder → what feed readers and browsers read of them: Atom, JSON Feed, and a page that lists them.

No clock: an edition is of its date. Its id is made of its name, so that one that is made again stays the same entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from summarizer.model import Page
from summarizer.render.page_json import dump_json
from summarizer.render.page_words import translate, translate_title
from summarizer.render.rendering import FEEDS, render_fragment, render_values
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from xml.etree import ElementTree

#: So many editions a feed holds, the newest; and so many the page lists.
MOST_IN_FEED, MOST_LISTED = 20, 200
TITLE = "Briefings"
_ATOM = "http://www.w3.org/2005/Atom"
#: What an edition is read as, first what is best read.
_BEST = ("html", "pdf", "md", "txt", "docx", "json")  # names, not language
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition that stands in a folder: its date, the ``stem`` of its files' names, and their endings ("html")."""

    date: str
    stem: str
    endings: tuple[str, ...]
    page: Page

    @property
    def best(self) -> str:
        """The name of the file that a reader is sent to."""
        return f"{self.stem}.{next(name for name in _BEST if name in self.endings)}"


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """The editions of a folder, the newest first, and the address at which it is published, if that is known.

    ``templates`` are the folders of the user's templates; so many editions are ``beyond`` those that are listed.
    """

    editions: tuple[PublishedEdition, ...]
    address: str = ""
    templates: tuple[Path, ...] = ()
    feeds: tuple[str, ...] = ()
    beyond: int = 0

    @property
    def language(self) -> str:
        """The language of the newest edition."""
        return self.editions[0].page.page_language if self.editions else "en"

    def locate(self, name: str) -> str:
        """Return the address of a file in the folder, as far as it is known."""
        return f"{self.address}{quote(name)}"

    def identify(self, stem: str) -> str:
        """Return the id of an edition, or of the feed itself.

        >>> EditionFolder(()).identify("2031-03-05-ferries")
        'urn:uuid:49cf816f-abc3-5d6e-a531-2758890b1179'
        """
        return f"urn:uuid:{uuid5(NAMESPACE_URL, (self.address or 'summarizer:') + stem)}"


def write_atom(folder: EditionFolder) -> str:
    """Return the newest editions as an Atom feed (RFC 4287), each whole, as HTML."""
    # Imported only where it is needed: each start of the program reads this module.
    from xml.etree import ElementTree

    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": folder.language})
    _add(root, "id", folder.identify("feed"))
    _add(root, "title", translate(TITLE, folder.language))
    _add(root, "updated", _spell_moment(folder.editions[0].date if folder.editions else "1970-01-01"))
    _add(_add(root, "author"), "name", "summarizer")
    if folder.address:
        _add(root, "link", rel="self", href=folder.locate(FEEDS["atom"]))
    for edition in folder.editions[:MOST_IN_FEED]:
        entry = _add(root, "entry")
        _add(entry, "id", folder.identify(edition.stem))
        _add(entry, "title", translate_title(edition.page))
        _add(entry, "updated", _spell_moment(edition.date))
        _add(entry, "link", rel="alternate", href=folder.locate(edition.best))
        _add(entry, "content", render_fragment(edition.page, folder.templates), type="html")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def write_json_feed(folder: EditionFolder) -> str:
    """Return the newest editions as a JSON Feed 1.1, each whole, as HTML."""
    items = [
        {
            "id": folder.identify(edition.stem),
            "url": folder.locate(edition.best),
            "title": flatten(translate_title(edition.page)),
            "date_published": _spell_moment(edition.date),
            "language": edition.page.language,
            "content_html": render_fragment(edition.page, folder.templates),
        }
        for edition in folder.editions[:MOST_IN_FEED]
    ]
    record: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": translate(TITLE, folder.language),
        "language": folder.language,
    }
    if folder.address:
        record |= {"home_page_url": folder.address, "feed_url": folder.locate(FEEDS["jsonfeed"])}
    return f"{dump_json(record | {'items': items}, indent=2)}\n"


def write_index(folder: EditionFolder) -> str:
    """Return a page that lists the editions, by the template ``index.html.j2``."""
    values = {
        "title": translate(TITLE, folder.language),
        "language": folder.language,
        "editions": folder.editions,
        "feeds": [FEEDS[name] for name in folder.feeds if name != "index"],
        "beyond": folder.beyond,
        "locate": quote,
    }
    return render_values(values, "html", "index.html.j2", folder.templates)


#: What writes each of ``FEEDS``.
WRITERS: Mapping[str, Callable[[EditionFolder], str]] = MappingProxyType(
    {"atom": write_atom, "jsonfeed": write_json_feed, "index": write_index}
)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """Add an element with a text that XML can hold, and return it."""
    from xml.etree import ElementTree

    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    # What HTML has between its lines stays; no control character comes out of a template.
    child.text = _NO_XML.sub("\ufffd", text if name == "content" else flatten(text)) or None
    return child


def _spell_moment(date: str) -> str:
    """Return the moment at which a date begins, which stands for the edition's: a feed has to name one."""
    return f"{date}T00:00:00Z"
