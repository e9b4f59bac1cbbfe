"""``summarizer changes``: what outlets changed in their articles after these were read, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from summarizer.briefing.article_changes import SentenceChange, find_changes, find_printed_changes, list_known_lines
from summarizer.cli import options, terminal
from summarizer.cli.options import option, read_time
from summarizer.config import resolving
from summarizer.config.settings_file import find_settings
from summarizer.config.values import begin_day, find_day
from summarizer.errors import SourceError
from summarizer.model import EXCESSES, Article, PrintedChange, Problem
from summarizer.render.page_json import from_json, json_line
from summarizer.sources.bounded_process import BoundedProcess, LimitError
from summarizer.sources.readers import load_file, read_file
from summarizer.storage.editions_and_stories import list_texts
from summarizer.storage.history import History
from summarizer.storage.versions import find_older_text, list_changed, list_versions, load_version
from summarizer.text.escaping import flatten


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """Two texts of an article that were seen one after the other, and what was changed between them.

    The ``note`` is what the outlet says of it; without one it was changed in silence.
    """

    path: str
    article: Article
    before: datetime
    after: datetime
    changes: tuple[SentenceChange, ...]
    note: str


def changes(
    config: options.Config = None,
    since: Annotated[str, option("Only what was changed from this day on, or 24h, 3d, 2w before now.", "--since")] = "",
    as_json: Annotated[bool, option("Print one JSON object a sentence.", "--json")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Tell what outlets changed in articles after they were read. Both texts and both times, said or in silence.

    Read are the texts that are kept for [fetch] keep_days, of articles in the folder of fetched ones.

    Example: summarizer changes --since 24h
    """
    settings = find_settings(config)
    now = read_time(settings)
    first = begin_day(find_day(since, now), now)
    folder = resolving.find_fetch_folder(settings)
    with BoundedProcess(resolving.resolve_limits(settings)) as process:
        found = sorted(find_changed(folder, first, process), key=lambda one: (one.after, one.path))
    for one in found:
        terminal.print_result("".join(write_lines(one) if as_json else describe(one, now)))
    if not found:
        terminal.print_message(f"nothing  no article in {folder} is known to have been changed", quiet=quiet)


def find_changed(folder: Path, since: datetime | None, process: BoundedProcess) -> Iterator[ChangedArticle]:
    """Yield what was changed in the articles of a folder, by their paths; texts of others are read in the process."""
    for path in list_changed(folder):
        known = list_versions(folder, path)
        for before, after in pairwise(known):
            texts = [load_version(version) for version in (before, after)]
            if (since and after.seen < since) or None in texts:
                continue
            try:
                pairs = process.do(process.limits.article_seconds, _read_both, path, *texts)
                for old, new in pairs:
                    told, note = process.do(process.limits.article_seconds, find_changes, old, new)
                    if told:
                        yield ChangedArticle(path, new, before.seen, after.seen, told, note)
            except LimitError as over:
                terminal.print_message(f"problem  {flatten(path)}: is left out: {over.message}")


def _read_both(path: str, before: bytes, after: bytes) -> list[tuple[Article, Article]]:
    """Return the articles of a file that both of its texts have, each in both."""
    older, newer = ({one.item: one for one in read_file(path, older=data)[0]} for data in (before, after))
    return [(older[item], newer[item]) for item in sorted(older.keys() & newer.keys())]


def describe(one: ChangedArticle, now: datetime) -> Iterator[str]:
    """Yield the lines for people: who and when, then each sentence as it was and is; in the zone of ``now``."""
    when, then = (f"{moment.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" for moment in (one.after, one.before))
    outlet, title = (flatten(text) for text in (one.article.outlet or "unknown outlet", one.article.title or one.path))
    yield f"{when}  {outlet}: {title}\n"
    yield f"  {flatten(one.path)}, read before on {then}\n"
    yield f"  the outlet says: {flatten(one.note)}\n" if one.note else "  in silence\n"
    for change in one.changes:
        yield f"  {change.kind}\n"
        for mark, text in (("-", change.was), ("+", change.now)):
            yield f"    {mark} {flatten(text)}\n" if text else ""
    yield "\n"


def write_lines(one: ChangedArticle) -> Iterator[str]:
    """Yield a JSON object for each sentence."""
    told = {name: getattr(one.article, name) for name in ("outlet", "title", "url", "published")}
    times = {"before": one.before.isoformat(), "after": one.after.isoformat()}
    for change in one.changes:
        texts = {"kind": change.kind, "was": change.was, "now": change.now}
        yield json_line({"path": one.path, **told, **times, **texts, "marked": bool(one.note), "note": one.note})


#: The editions of so many days are looked through.
_DAYS = 7


def find_changed_lines(
    history: History, name: str, date: str, process: BoundedProcess
) -> tuple[tuple[PrintedChange, ...], tuple[Problem, ...]]:
    """Return what the editions before a date printed and is otherwise in the articles now, and what went wrong.

    Texts of others are read in the process.
    """
    pages = [from_json(text, "an earlier edition") for text in list_texts(history, name, date, _DAYS)]
    digest = cache(_find_digest)
    lines = [one for one in list_known_lines(pages) if digest(one.article.path) not in ("", one.article.sha256)]
    if not lines:
        return (), ()
    try:
        return process.do(process.limits.place_seconds, find_printed_changes, lines, _read_texts), ()
    except LimitError as over:
        message = f"what was changed since it was printed is not told: {EXCESSES[over.excess]}"
        return (), (Problem(lines[0].article.path, message),)


def _find_digest(path: str) -> str:
    """Return the digest of a file, or nothing where it is gone."""
    try:
        return sha256(load_file(path)).hexdigest()
    except SourceError:
        return ""


def _read_texts(article: Article) -> tuple[Article, Article] | None:
    """Return the text of an article that was used, and what its file has now; nothing where one is not known."""
    older = find_older_text(article.path, article.sha256)
    if not older:
        return None
    with suppress(SourceError):
        texts = [read_file(article.path, older=data)[0] for data in (older, load_file(article.path))]
        before, after = ([one for one in found if one.item == article.item] for found in texts)
        return (before[0], after[0]) if before and after else None
    return None
