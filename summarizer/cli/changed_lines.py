"""The lines of earlier editions that their outlets have changed: looked for before an edition is made, and proved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.errors import ExpiredError, SourceError
from summarizer.model import EXCESSES, Article, Page, PrintedChange, Problem
from summarizer.sources.bounded_process import BoundedProcess, LimitError
from summarizer.text.escaping import shorten
from summarizer.text.tokens import letters

if TYPE_CHECKING:
    from summarizer.storage.history import History

#: The editions of so many days are looked through.
_DAYS = 7


def find_changed_lines(
    history: History, name: str, date: str, process: BoundedProcess
) -> tuple[tuple[PrintedChange, ...], tuple[Problem, ...]]:
    """Return what the editions before a date printed and is otherwise in the articles now, and what went wrong.

    Texts of others are read in the process.
    """
    from summarizer.briefing.article_changes import find_printed_changes, list_printed
    from summarizer.render.page_json import from_json
    from summarizer.storage.editions_and_stories import list_texts

    pages = [from_json(text, "an earlier edition") for text in list_texts(history, name, date, _DAYS)]
    digest = cache(_find_digest)
    lines = [one for one in list_printed(pages) if digest(one.article.path) not in ("", one.article.sha256)]
    if not lines:
        return (), ()
    try:
        return process.do(process.limits.place_seconds, find_printed_changes, lines, _read_texts), ()
    except LimitError as over:
        message = f"what was changed since it was printed is not told: {EXCESSES[over.excess]}"
        return (), (Problem(lines[0].article.path, message),)


def _find_digest(path: str) -> str:
    """Return the digest of a file, or nothing where it is gone."""
    from summarizer.sources.readers import load_file

    try:
        return sha256(load_file(path)).hexdigest()
    except SourceError:
        return ""


def _read_texts(article: Article) -> tuple[Article, Article] | None:
    """Return the text of an article that was used, and what its file has now; nothing where one is not known."""
    from summarizer.sources.readers import load_file, read_file
    from summarizer.storage.versions import find_older_text

    older = find_older_text(article.path, article.sha256)
    if not older:
        return None
    with suppress(SourceError):
        texts = [read_file(article.path, older=data)[0] for data in (older, load_file(article.path))]
        before, after = ([one for one in found if one.item == article.item] for found in texts)
        return (before[0], after[0]) if before and after else None
    return None


def check_changes(made: Page, read: Callable[[Article], Article], kept: list[Page]) -> tuple[list[str], str]:
    """Return what of a page's changes does not hold by their articles and by the editions of its date that are kept.

    Returned too is why that cannot be known, if it cannot.
    """
    failures: list[str] = []
    for one in made.changes:
        try:
            source = read(Article("", one.outlet, path=one.path, item=one.item, sha256=one.sha256))
        except ExpiredError:
            return failures, f"{one.path}: the text expired by which it could be known what was changed in it"
        except SourceError as error:
            failures.append(f"{one.path}: the source {error.message}")
            continue
        if source.sha256 != one.sha256 or letters(one.now) not in letters(source.text):
            failures.append(f"changes: “{shorten(one.now)}” does not stand in {one.path}")
    if made.changes and not kept:
        return failures, "no history here knows what it printed earlier, which it says was changed since"
    if kept and made.changes not in [page.changes for page in kept]:
        failures.append("changes: are not those that the history keeps with the edition of its date")
    return failures, ""
