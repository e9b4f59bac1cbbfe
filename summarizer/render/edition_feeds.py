"""The editions of a folder → what feed readers and browsers read of them: Atom, JSON Feed, and a page that lists them.

No clock: an edition is of its date. Its id is made of its name, so that one that is made again stays the same entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from summarizer.model import Page
from summarizer.render.page_json import dump_json
from summarizer.render.page_words import translate, translate_title
from summarizer.render.rendering import FEEDS, render_fragment, render_values
from summarizer.text.escaping import flatten

#: So many editions a feed holds, the newest; and so many the page lists.
MOST_IN_FEED, MOST_LISTED = 20, 200
TITLE = "Briefings"
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


def _list_items(folder: EditionFolder) -> list[dict[str, str]]:
    """Return the newest editions as a feed has them, each whole, as HTML.

    A feed has to name a moment: the one at which its date begins stands for the edition's.
    """
    return [
        {
            "id": folder.identify(edition.stem),
            "url": folder.locate(edition.best),
            "title": flatten(translate_title(edition.page)),
            "date_published": f"{edition.date}T00:00:00Z",
            "language": edition.page.language,
            "content_html": render_fragment(edition.page, folder.templates),
        }
        for edition in folder.editions[:MOST_IN_FEED]
    ]


def write_atom(folder: EditionFolder) -> str:
    """Return the newest editions as an Atom feed (RFC 4287), by the template ``feed.atom.j2``."""
    values = {
        "title": translate(TITLE, folder.language),
        "language": folder.language,
        "id": folder.identify("feed"),
        "own_address": folder.locate(FEEDS["atom"]) if folder.address else "",
        "items": _list_items(folder),
    }
    return _NO_XML.sub("\ufffd", render_values(values, "html", "feed.atom.j2", folder.templates))


def write_json_feed(folder: EditionFolder) -> str:
    """Return the newest editions as a JSON Feed 1.1."""
    record: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": translate(TITLE, folder.language),
        "language": folder.language,
    }
    if folder.address:
        record |= {"home_page_url": folder.address, "feed_url": folder.locate(FEEDS["jsonfeed"])}
    return f"{dump_json(record | {'items': _list_items(folder)}, indent=2)}\n"


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
