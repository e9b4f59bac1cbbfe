"""Articles → files: Markdown with front matter, which the readers of this program read back to the very same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import DeliveryError, SourceError
from summarizer.sources.article_fields import FIELDS, MAX_TEXT, clean_text, has_words, keep_valid
from summarizer.sources.markdown_files import read_markdown
from summarizer.sources.readers import load_file
from summarizer.storage.files import slug, write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Characters that would make a file look like no text.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_OUTLET_BYTES, _TITLE_BYTES = 60, 120


@dataclass(frozen=True, slots=True)
class Report:
    """One article as it is to be stored: its text and the fields that are known of it."""

    text: str
    fields: Mapping[str, str]


def settle(text: str, raw: Mapping[str, object]) -> Report:
    """Give text and fields the form in which they are stored. Raises SourceError when there is nothing to read.

    >>> settle(" It rained.\\x00\\r\\n", {"outlet": " The  Post ", "url": "nowhere"})
    Report(text='It rained.', fields={'outlet': 'The Post'})
    """
    text = _CONTROLS.sub("", clean_text(text)).strip()
    if not has_words(text):
        raise SourceError("there is no text in it")
    if len(text) > MAX_TEXT:
        raise SourceError(f"the text has {len(text):,} characters; the limit is {MAX_TEXT:,}")
    return Report(text, keep_valid(raw))


def write_report(report: Report) -> str:
    """Write an article as Markdown with front matter.

    >>> print(write_report(Report("It rained.", {"outlet": "NO", "url": "https://post.example/a"})), end="")
    ---
    outlet: 'NO'
    url: https://post.example/a
    ---
    <BLANKLINE>
    It rained.
    """
    import yaml

    known = {name: report.fields[name] for name in FIELDS if report.fields.get(name)}
    # Front matter without a field would not be known as such, and the text might begin with a line "---".
    front = (
        yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=1_000_000) if known else "# nothing known\n"
    )
    return f"---\n{front}---\n\n{report.text}\n"


def name_file(report: Report, identity: str, today: str) -> str:
    """Name an article's file under the folder of articles: day, outlet, title, and a piece of the digest.

    >>> name_file(Report("x", {"outlet": "The Post", "title": "Ferry: back?"}), "https://post.example/a", "2031-03-04")
    '2031-03-04/the-post-ferry-back-542db0d6.md'
    """
    published = report.fields.get("published", "")
    day = published if _DAY.fullmatch(published) else today
    outlet = _shorten(slug(report.fields.get("outlet") or "unknown"), _OUTLET_BYTES)
    title = _shorten(slug(report.fields.get("title") or "untitled"), _TITLE_BYTES)
    return f"{day}/{outlet}-{title}-{sha256(identity.encode()).hexdigest()[:8]}.md"


def store(folder: Path, name: str, report: Report) -> bool:
    """Write an article to its file, unless the same text is there already; tell whether it was written.

    Raises DeliveryError.
    """
    path = folder / name
    if read_text(path) == report.text:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DeliveryError(f"the folder cannot be made: {fault.strerror}", where=str(path.parent)) from fault
    write_atomically(path, write_report(report))
    return True


def read_text(path: Path) -> str | None:
    """Give the text of an article that was stored; None when there is none that can be read."""
    try:
        (article,), _ = read_markdown(load_file(str(path)), str(path))
    except (SourceError, ValueError):
        return None
    return article.text[article.body :].removesuffix("\n")


def _shorten(name: str, most: int) -> str:
    return name.encode()[:most].decode(errors="ignore").strip("-")
