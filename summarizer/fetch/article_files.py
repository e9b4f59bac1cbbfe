"""Articles → files: Markdown with front matter, which the readers of this program read back to the very same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from summarizer.errors import DeliveryError, SourceError
from summarizer.sources.article_fields import FIELDS, MAX_TEXT, clean_text, has_words, keep_valid
from summarizer.sources.readers import load_file
from summarizer.sources.text_files import read_markdown
from summarizer.storage.files import slug, write_atomically

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Characters that would make a file look like no text.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_OUTLET_BYTES, _TITLE_BYTES = 60, 120


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as it is to be stored: its text and the fields that are known of it."""

    text: str
    fields: Mapping[str, str]


def prepare_article(text: str, raw: Mapping[str, object]) -> ArticleText:
    """Return text and fields in the form in which they are stored. Raises SourceError when there is nothing to read.

    >>> prepare_article(" It rained.\\x00\\r\\n", {"outlet": " The  Post ", "url": "nowhere"})
    ArticleText(text='It rained.', fields={'outlet': 'The Post'})
    """
    text = _CONTROLS.sub("", clean_text(text)).strip()
    if not has_words(text):
        raise SourceError("there is no text in it")
    if len(text) > MAX_TEXT:
        raise SourceError(f"the text has {len(text):,} characters; the limit is {MAX_TEXT:,}")
    return ArticleText(text, keep_valid(raw))


def format_article(article: ArticleText) -> str:
    """Return an article as Markdown with front matter.

    >>> print(format_article(ArticleText("It rained.", {"outlet": "NO", "url": "https://post.example/a"})), end="")
    ---
    outlet: 'NO'
    url: https://post.example/a
    ---
    <BLANKLINE>
    It rained.
    """
    import yaml

    known = {name: article.fields[name] for name in FIELDS if article.fields.get(name)}
    # Front matter without a field would not be known as such, and the text might begin with a line "---".
    front = "# nothing known\n"
    if known:
        front = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{front}---\n\n{article.text}\n"


def name_article_file(article: ArticleText, identity: str, today: str) -> str:
    """Name an article's file under the folder of articles: day, outlet, title, and a piece of the digest.

    >>> article = ArticleText("x", {"outlet": "The Post", "title": "Ferry: back?"})
    >>> name_article_file(article, "https://post.example/a", "2031-03-04")
    '2031-03-04/the-post-ferry-back-542db0d6.md'
    """
    published = article.fields.get("published", "")
    day = published if _DAY.fullmatch(published) else today
    outlet = _shorten(slug(article.fields.get("outlet") or "unknown"), _OUTLET_BYTES)
    title = _shorten(slug(article.fields.get("title") or "untitled"), _TITLE_BYTES)
    return f"{day}/{outlet}-{title}-{sha256(identity.encode()).hexdigest()[:8]}.md"


def write_article_file(folder: Path, name: str, article: ArticleText) -> bool:
    """Write an article to its file, unless the same text is there already; return whether it was written.

    Raises DeliveryError.
    """
    path = folder / name
    if _read_text(path) == article.text:
        return False
    make_folder(path.parent)
    write_atomically(path, format_article(article))
    return True


def make_folder(folder: Path) -> None:
    """Make a folder, if there is none. Raises DeliveryError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DeliveryError(f"the folder cannot be made: {fault.strerror}", where=str(folder)) from fault


def _read_text(path: Path) -> str | None:
    """Read the text of an article that was stored; None when there is none that can be read."""
    try:
        (article,), _ = read_markdown(load_file(str(path)), str(path))
    except (SourceError, ValueError):
        return None
    return article.text[article.body :].removesuffix("\n")


def _shorten(name: str, most: int) -> str:
    return name.encode()[:most].decode(errors="ignore").strip("-")
