"""Where an item of a feed went: stored as which file, or left and why; and what a page made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from summarizer.cli.terminal import count_things
from summarizer.errors import ConfigError
from summarizer.model import EXCESSES, Article, Briefing, FrontPage, Options, Page
from summarizer.sources.source_files import SourceFiles
from summarizer.text.escaping import flatten

#: Articles of a page that may be meant, of which each costs making the page again.
_MOST = 5
_UNKNOWN = "name its address, its file or a part of its title; of an item of a feed: did that answer (doctor)?"


def explain_item(
    page: Page, files: SourceFiles, asked: Mapping[str, Options], folder: Path, item: str, where: str
) -> str:
    """Return in lines where an item went that is meant by its address, its file or a part of its title.

    ``folder`` is that of fetched articles, ``asked`` the options of each story of the page.

    Raises ConfigError when nothing is known of it.
    """
    lines, paths = _list_fetched(folder, item)
    known = [article for article in (*page.articles, *page.set_aside) if _is_meant(article, item, paths)]
    for article in known[:_MOST]:
        lines += _list_place(page, article)
        lines += _list_sentences(page, files, asked, article)
    if len(known) > _MOST:
        lines.append(f"and {len(known) - _MOST} more articles of {where}: name a longer part of the title")
    if not lines:
        raise ConfigError(f"nothing is known of “{item}”", where=where, hint=_UNKNOWN)
    if not known:
        lines.append(f"not read: {where} was made without it")
    return "".join(f"{line}\n" for line in lines)


def explain_unmade(folder: Path, item: str) -> str:
    """Return in lines where an item went of which no page was made: what fetching and reading say of it.

    Raises ConfigError when nothing is known of it.
    """
    from summarizer.sources.readers import read_file
    from summarizer.text.segmentation import segment

    lines, stored = _list_fetched(folder, item)
    for path in [str(folder / one) for one in stored] or ([item] if Path(item).is_file() else []):
        articles, problems = read_file(path)
        for article, sentences in zip(articles, segment(articles)[0], strict=True):
            lines.append(f"read     {article.where}: “{flatten(article.title)}”")
            for one in sentences:
                state = "news" if one.kind == "sentence" else "left"
                lines.append(f"{state:<9}{flatten(one.text)} [{one.kind}{': ' * bool(one.why)}{one.why}]")
        lines += [f"{problem.level:<9}{problem.where}: {problem.message}" for problem in problems]
    if not lines:
        raise ConfigError(f"nothing is known of “{item}”", where="--item", hint=_UNKNOWN)
    return "".join(f"{line}\n" for line in lines)


def _is_meant(article: Article, item: str, paths: list[str]) -> bool:
    """Return whether an article of a page is the item."""
    is_stored = any(article.path.endswith(path) for path in paths)
    return (
        is_stored
        or item in (article.url, article.path, article.id, Path(article.path).name)
        or _is_part(item, article.title)
    )


def _is_part(item: str, title: str) -> bool:
    return "://" not in item and item.strip() != "" and item.strip().casefold() in title.casefold()


def _list_fetched(folder: Path, item: str) -> tuple[list[str], list[str]]:
    """Return what the runs of fetching know of an item, and the files that it was stored as."""
    from summarizer.fetch.state import load_state, make_key
    from summarizer.storage.files import slug

    state, _ = load_state(folder)
    lines: list[str] = []
    paths: list[str] = []
    title = "" if "://" in item else slug(item)
    for key, stored in state.articles.items():
        name = Path(stored.path).name
        if (
            make_key(item) in (key, stored.link)
            or f"/{folder / stored.path}".endswith(f"/{item}")
            or (title and f"-{title}" in name)
        ):
            whole = "the whole text" if stored.full else "a part, as the feed or a page that is cut gives it,"
            place = state.places.get(stored.place)
            by = f" from {place.address}" if place else ""
            lines.append(f"stored   {folder / stored.path}: {whole}{by}, of {stored.published[:10]}")
            paths.append(stored.path)
    for place in state.places.values():
        if item == place.address:
            told = place.fault or f"named {count_things(len(place.here), 'article')}"
            lines.append(f"asked    {place.address}: {told} (on {place.seen})")
    skipped = [left for left in state.left.values() if left.url == item or _is_part(item, left.title)]
    lines += [f"left     “{flatten(one.title)}” {one.url}: {one.why} (last seen {one.seen})" for one in skipped]
    return lines, paths


def _list_place(page: Page, article: Article) -> list[str]:
    """Return where an article stands on a page."""
    if article in page.set_aside:
        why = EXCESSES[article.dropped] if article.dropped else "another article of its outlet has the same text"
        return [f"read     {article.where}, and does not count: {why}"]
    lines = [f"read     {article.where} as {article.id}"]
    if isinstance(page, FrontPage):
        story = next((one for one in page.pile.stories if article.id in one.articles), None)
        kinds = {"a comment": page.pile.comments, "a round-up": page.pile.roundups}
        kind = next((name for name, ids in kinds.items() if article.id in ids), "an article that stands alone")
        told = "" if story is None or story.id in page.briefings else ", of which the page has its title alone"
        lines.append(f"story    {story.id} “{flatten(story.title)}”{told}" if story else f"story    none: it is {kind}")
    return lines


def _list_sentences(page: Page, files: SourceFiles, asked: Mapping[str, Options], article: Article) -> list[str]:
    """Return what became of each sentence of an article, by the page made again, and by the page whether it is printed.

    Made again without what earlier editions told, a page of news only prints more than it did.
    """
    from summarizer.briefing.explanation import make_again, make_stories_again

    if article in page.set_aside:
        return []
    read = [files.read(one) for one in page.articles]
    if isinstance(page, Briefing):
        made = [(page, make_again(read, asked[""]))]
    else:
        told = {one.id for one in page.pile.stories if article.id in one.articles}
        stories = make_stories_again(page, read, asked)
        made = [(page.briefings[story.id], again) for story, again in stories if story.id in told]
    lines: list[str] = []
    for shown, again in made:
        printed = {(line.article, line.start, line.end) for line in shown.lines}
        # A story's briefing has ids of its own, and a file may hold several articles.
        own = {one.id for one in again.briefing.articles if (one.path, one.item) == (article.path, article.item)}
        for outcome in again.briefing.trace:
            if outcome.article in own:
                is_printed = (outcome.article, outcome.start, outcome.end) in printed
                state, why = "printed" if is_printed else "left", outcome.why
                if is_printed != outcome.printed:
                    # Made again without what earlier editions told.
                    why = "news beside what earlier editions told" if is_printed else "an earlier edition told it"
                lines.append(f"{state:<9}{flatten(outcome.text)} [{outcome.kind}: {why}]")
    return lines
