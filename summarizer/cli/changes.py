"""``summarizer changes``: what outlets changed in their articles after these were read, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from summarizer.cli import options, terminal
from summarizer.cli.options import option
from summarizer.cli.run_context import RunContext, read_time
from summarizer.config import resolving
from summarizer.config.settings_file import find_settings
from summarizer.config.values import begin_day, find_day
from summarizer.model import Article
from summarizer.render.page_json import json_line
from summarizer.sources.bounded_process import BoundedProcess, LimitError
from summarizer.text.escaping import flatten

if TYPE_CHECKING:
    from summarizer.briefing.article_changes import SentenceChange


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
    with terminal.handle_errors():
        settings = find_settings(config)
        context = RunContext(settings, read_time(settings), quiet)
        first = begin_day(find_day(since, context.now), context.now)
        folder = resolving.find_fetch_folder(settings)
        with context.open_process() as process:
            found = sorted(find_changed(folder, first, process), key=lambda one: (one.after, one.path))
        for one in found:
            terminal.print_result("".join(write_lines(one) if as_json else describe(one, context.now)))
        if not found:
            terminal.print_message(f"nothing  no article in {folder} is known to have been changed", quiet=quiet)


def find_changed(folder: Path, since: datetime | None, process: BoundedProcess) -> Iterator[ChangedArticle]:
    """Yield what was changed in the articles of a folder, by their paths; texts of others are read in the process."""
    from summarizer.briefing.article_changes import find_changes
    from summarizer.storage.versions import list_changed, list_versions, load_version

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
    from summarizer.sources.readers import read_file

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
