"""``summarizer explain``: what became of each sentence of a page's sources, and why.

Of an item of a feed it is explained where it went: stored as which file, or left and why; and what a page made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from summarizer.briefing import explanation
from summarizer.briefing.explanation import Remade, make_again, make_stories_again
from summarizer.briefing.hand_edits import describe_edit
from summarizer.cli import options, terminal
from summarizer.cli.edition_folder import list_kept, peek_kept
from summarizer.cli.options import argument, option
from summarizer.cli.render import check_root, do_within, load_page, open_sources
from summarizer.config import resolving
from summarizer.config.page_options import options_from_briefing
from summarizer.config.plans import find_plans, load_plans
from summarizer.config.settings_file import Settings, find_settings
from summarizer.errors import ConfigError, SourceError, count_things, nearest
from summarizer.fetch.state import State, load_state, make_key
from summarizer.model import EXCESSES, Article, Briefing, FrontPage, Memory, Options, Page, SentenceOutcome
from summarizer.render.page_json import to_json
from summarizer.sources.readers import read_file
from summarizer.sources.source_files import SourceFiles
from summarizer.storage.editions_and_stories import list_decisions, list_names, remember
from summarizer.storage.files import slug
from summarizer.text.escaping import flatten
from summarizer.text.segmentation import segment


def explain(
    briefing: Annotated[Path | None, argument("A briefing's JSON file. [default: none, with --item]")] = None,
    text: Annotated[
        str | None,
        argument(
            "Part of a sentence, a cluster like c12, a place like a1:241, or of a front page the path, address or "
            "id of an article. [default: all that is printed]"
        ),
    ] = None,
    as_json: Annotated[bool, option("Print one JSON object a sentence.", "--json")] = False,
    plan: Annotated[str, option("A plan's name or file. [default: the one it was made by]", "--plan", "-p")] = "",
    templates: options.Templates = options.DEFAULTS.templates,
    root: options.Root = None,
    item: Annotated[
        str,
        option(
            "The address of an article, or a part of its title: where it went, from its feed to the page; without "
            "a briefing, what was read of it."
        ),
    ] = "",
) -> None:
    """Explain what became of sentences, and why. Their section, score, cluster and near misses are told.

    The sources are read again, and the page is made again with its own options. On a front page sentences are looked
    for in each story; of an article it is told why it is in its story. What was done by hand is listed, and the page
    explained as it was made.

    Example: summarizer explain outputs/2024-11-18-the-call.json "an hour"
    """
    if item and (text is not None or as_json):
        raise ConfigError("tells of an article, in lines for people", where="--item", hint="name it alone")
    settings = find_settings(None)
    limits, folder = resolving.resolve_limits(settings), resolving.find_fetch_folder(settings)
    if briefing is None and not item:
        raise ConfigError("name the JSON file of a briefing, or with --item an article of none")
    if briefing is None:
        # What was fetched may be made to take for ever: it is read as what is large, in a process of its own.
        told = do_within(limits, limits.large, f"--item {item}", explain_unmade, folder, item)
        terminal.print_result(told)
        return
    check_root(root)
    page = load_page(briefing)
    made = page.as_made or page
    terminal.print_message(*(f"notice   {describe_edit(edit)}" for edit in page.edited))
    asked = {name: _find_options(one, plan, templates, briefing) for name, one in made.briefings.items()}
    notices = resolving.find_notices(made.options.get("similarity"), str(briefing))
    terminal.print_message(*terminal.describe_problems(notices))
    files = open_sources(made, briefing, [root] if root else [])
    again = _Remaking(made, files, asked, str(briefing), _recall_told(made, settings))
    work = partial(_explain, again, text, as_json, _recall_days(made, settings))
    if item:
        work = partial(explain_item, again, folder, item)
    told, messages = do_within(limits, files.count_bytes(), str(briefing), work)
    terminal.print_message(*messages)
    terminal.print_result(told)


@dataclass(frozen=True, slots=True)
class _Remaking:
    """A page that is made again from its sources to be explained, and its file.

    The options are ``asked`` for each story of a front page by its id; a briefing is one without an id. With a
    ``memory`` of what earlier editions told, a page of news only is the one that it was.
    """

    page: Page
    files: SourceFiles
    asked: Mapping[str, Options]
    where: str
    memory: Memory | None


def _recall_told(made: Page, settings: Settings) -> Memory | None:
    """Return what earlier editions told before a page of news alone, if it is an edition that the history keeps."""
    if not made.new_only:
        return None
    with peek_kept(settings) as history:
        for name, kept in list_kept(history, made.date):
            if kept and to_json(kept) == to_json(made):
                return remember(history, name, made.date, resolving.resolve_history(settings).days)
    return None


def _recall_days(made: Page, settings: Settings) -> Mapping[str, str]:
    """Return on which day the user first said what of stories, by how it was said, as far as the history knows it."""
    asked = made.options.get("stories")
    if not isinstance(asked, dict) or not (asked.get("joins") or asked.get("parts")):
        return {}
    with peek_kept(settings) as history:
        names = list_names(history, made.date)
        return {f"--{one.kind} {one.spelt}": one.date for one in list_decisions(history) if one.name in names}


def _find_options(made: Briefing, plan: str, templates: Path, path: Path) -> Options:
    """Return the options by which a briefing was made, with another plan if one is named. Raise ConfigError."""
    known = find_plans([templates])
    if not plan and made.plan not in known:
        message = f"there is no plan “{made.plan}”, by which it was made"
        hint = f"name its file with -p; {nearest(made.plan, known)}"
        raise ConfigError(message, where=str(path), hint=hint)
    return options_from_briefing(made, load_plans(plan or made.plan, [templates]), str(path))


def _explain(remaking: _Remaking, text: str | None, as_json: bool, days: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the explanations by a page made again from its sources, and in what it differs from its file."""
    made, where, memory = remaking.page, remaking.where, remaking.memory
    articles, messages = _read_again(made, remaking.files.read)
    if isinstance(made, Briefing):
        again = make_again(articles, remaking.asked[""], memory)
        changes = _list_changes(made, again, where, is_known=memory is not None)
        return _describe(again, made, text, as_json, where), messages + changes
    name = explanation.find_article(made, text) if text else ""
    if name:
        return explanation.explain_place(made, articles, name, days, as_json=as_json), messages
    parts: list[str] = []
    fault = ConfigError("no story has a briefing that could be explained", where=where)
    for story, again in make_stories_again(made, articles, remaking.asked, memory):
        # Where only news is told, all of the page is, and it is said once.
        place = where if made.new_only else f"{where}, “{story.title}”"
        changes = _list_changes(made.briefings[story.id], again, place, is_known=memory is not None)
        messages += [one for one in changes if one not in messages]
        try:
            told = _describe(again, made.briefings[story.id], text, as_json, where)
        except ConfigError as error:
            fault = error
            continue
        parts.append(told if as_json else f"{story.id}  {story.title}\n{told}")
    if not parts:
        raise fault
    return "\n".join(parts), messages


def _list_changes(made: Briefing, again: Remade, where: str, *, is_known: bool) -> list[str]:
    """Say what a briefing that is made again prints otherwise than its file, by what it ``is_known`` that earlier
    editions told."""
    gone, new = explanation.count_differences(again, [(line.article, line.start, line.end) for line in made.lines])
    if made.new_only and not is_known:
        message = "tells only news, and what earlier editions told is not known here"
        return [f"notice   {where}: {message}; what they told is explained as if it were new"]
    if gone or new:
        message = f"made again, it prints {new} other sentences and leaves out {gone} that the file has"
        return [f"problem  {where}: {message}; what is explained is the new one"]
    return []


def _read_again(made: Page, read: Callable[[Article], Article]) -> tuple[Sequence[Article], list[str]]:
    """Read all sources; one that has changed is told, and without any that is missing nothing can be explained."""
    found, changed, missing = [], [], []
    for article in made.articles:
        try:
            source = read(article)
        except SourceError as error:
            missing.append(f"problem  {article.where}: {error.message.removeprefix('cannot be read: ')}")
            continue
        if article.sha256 and source.sha256 != article.sha256:
            changed.append(f"problem  {article.where}: has changed since; what is explained is what it says now")
        found.append(source)
    if missing:
        raise SourceError("\n".join(["without all its sources nothing can be explained", *missing]))
    return found, changed


def _describe(made: Remade, page: Briefing, text: str | None, as_json: bool, where: str) -> str:
    """Return the explanations of the sentences that a text means, without one of all printed. Raise ConfigError.

    The ``page`` is the one that was made again.
    """
    if text is None:
        found = explanation.find_printed(made, page if page.new_only else made.briefing)
        message, hint = "nothing is printed that could be explained", ""
    else:
        found = explanation.find_sentences(made, text)
        message = f"no sentence matches “{text}”"
        hint = "name a part of it, a cluster like c12, or a place like a1:241"
    if not found:
        raise ConfigError(message, where=where, hint=hint)
    explanations = [explanation.explain(made, at) for at in found]
    if page.new_only:
        explanations = [explanation.keep_to_page(one, page) for one in explanations]
    if as_json:
        return explanation.explanation_lines(explanations)
    if text is None:
        return "".join(f"{explanation.describe_briefly(one)}\n" for one in explanations)
    return "\n".join(f"{explanation.describe(one, made.threshold)}\n" for one in explanations)


#: Articles of a page that may be meant, of which each costs making the page again.
_MOST = 5
_UNKNOWN = "name its address, its file or a part of its title; of an item of a feed: did that answer (doctor)?"


def explain_item(remaking: _Remaking, folder: Path, item: str) -> tuple[str, list[str]]:
    """Return in lines where an item went that is meant by its address, its file or a part of its title.

    ``folder`` is that of fetched articles. Raises ConfigError when nothing is known of it.
    """
    page, where = remaking.page, remaking.where
    lines, paths = _list_fetched(folder, item)
    known = [article for article in (*page.articles, *page.set_aside) if _is_meant(article, item, paths)]
    for article in known[:_MOST]:
        lines += _list_place(page, article)
        lines += _list_sentences(remaking, article)
    if len(known) > _MOST:
        lines.append(f"and {len(known) - _MOST} more articles of {where}: name a longer part of the title")
    if not lines:
        raise ConfigError(f"nothing is known of “{item}”", where=where, hint=_UNKNOWN)
    if not known:
        lines.append(f"not read: {where} was made without it")
    return "".join(f"{line}\n" for line in lines), []


def explain_unmade(folder: Path, item: str) -> str:
    """Return in lines where an item went of which no page was made: what fetching and reading say of it.

    Raises ConfigError when nothing is known of it.
    """
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
    state, _ = load_state(folder)
    lines: list[str] = []
    paths: list[str] = []
    for key, stored in state.articles.items():
        where = folder / stored.path
        is_meant = make_key(item) in (key, stored.link) or f"/{where}".endswith(f"/{item}")
        # A file has the name that the title of its article gives it.
        title = "" if "://" in item else slug(item)
        if is_meant or (title != "" and f"-{title}" in where.name):
            whole = "the whole text" if stored.full else "a part, as the feed or a page that is cut gives it,"
            by = f" from {state.places[stored.place].address}" if stored.place in state.places else ""
            day = stored.published[:10]
            of = f"without a day, first seen on {day}" if stored.published == stored.seen else f"of {day}"
            lines.append(f"stored   {where}: {whole}{by}, {of}")
            paths.append(stored.path)
    return [*lines, *_list_asked(state, item)], paths


def _list_asked(state: State, item: str) -> Iterator[str]:
    """Yield what the runs of fetching know of an item that is a place, or that they left."""
    for place in state.places.values():
        if item == place.address:
            told = place.fault or f"named {count_things(len(place.here), 'article')}"
            yield f"asked    {place.address}: {told} (on {place.seen})"
    for left in state.left.values():
        if left.url == item or _is_part(item, left.title):
            yield f"left     “{flatten(left.title)}” {left.url}: {left.why} (last seen {left.seen})"


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


def _list_sentences(remaking: _Remaking, article: Article) -> list[str]:
    """Return what became of each sentence of an article, by the page made again, and by the page whether it is printed.

    Made again without what earlier editions told, a page of news only prints more than it did.
    """
    page, asked = remaking.page, remaking.asked
    if article in page.set_aside:
        return []
    read = [remaking.files.read(one) for one in page.articles]
    if isinstance(page, Briefing):
        made = [(page, make_again(read, asked[""], remaking.memory))]
    else:
        told = {one.id for one in page.pile.stories if article.id in one.articles}
        stories = make_stories_again(page, read, asked, remaking.memory)
        made = [(page.briefings[story.id], again) for story, again in stories if story.id in told]
    lines: list[str] = []
    for shown, again in made:
        printed = {(line.article, line.start, line.end) for line in shown.lines}
        # A story's briefing has ids of its own, and a file may hold several articles.
        own = {one.id for one in again.briefing.articles if (one.path, one.item) == (article.path, article.item)}
        for outcome in again.briefing.trace:
            if outcome.article in own:
                lines.append(_describe_outcome(outcome, (outcome.article, outcome.start, outcome.end) in printed))
    return lines


def _describe_outcome(outcome: SentenceOutcome, is_printed: bool) -> str:
    """Say what became of a sentence, which the page prints or not, by a page made again."""
    why = outcome.why
    if is_printed and not outcome.printed:
        why = "news beside what earlier editions told"
    elif outcome.printed and not is_printed:
        why = "an earlier edition told it"
    state = "printed" if is_printed else "left"
    return f"{state:<9}{flatten(outcome.text)} [{outcome.kind}: {why}]"
