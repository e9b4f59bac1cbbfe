"""What a place gave → stored articles, and what is known of the place from now on.

An article is a file of Markdown with front matter, which the readers of this program read back to the very same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal

from summarizer.errors import SourceError, count_things
from summarizer.fetch.answers import Answer
from summarizer.fetch.feed_plan import (
    ISO_DAY,
    MAX_TRIES,
    FeedPlan,
    Scope,
    Task,
    compose_article,
    find_outlet,
    leave_item,
)
from summarizer.fetch.state import KnownPlace, LeftItem, StoredArticle, check_header, make_key, save_state
from summarizer.fetch.visits import FetchedPage, Visit
from summarizer.fetch.web_addresses import FetchError, show_address
from summarizer.model import Article, Level, Problem
from summarizer.sources.article_fields import FIELDS, check_article, check_fields, clean_text, parse_datetime
from summarizer.sources.bounded_process import BoundedProcess, LimitError, alarm
from summarizer.sources.feeds import Feed, Place, check_day
from summarizer.sources.readers import load_file, read_markdown, read_marked_text
from summarizer.storage.files import encode, make_folder, slug, write_atomically
from summarizer.storage.versions import keep_version
from summarizer.text.sameness import compare_texts

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
    found, problems = check_article(Article(text), "")
    if not found:
        raise SourceError(problems[0].message)
    return ArticleText(text, check_fields(raw, "")[0])


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
    day = published if ISO_DAY.fullmatch(published) else today
    outlet = _shorten(slug(article.fields.get("outlet") or "unknown"), _OUTLET_BYTES)
    title = _shorten(slug(article.fields.get("title") or "untitled"), _TITLE_BYTES)
    return f"{day}/{outlet}-{title}-{sha256(identity.encode()).hexdigest()[:8]}.md"


def write_article_file(folder: Path, name: str, article: ArticleText, now: datetime, seen: str = "") -> bool:
    """Write an article to its file, unless it says the same already; return whether it was written.

    The text that it replaces, which was first ``seen`` at a time, is kept, and so is the new one. Raises DeliveryError.
    """
    path, written = folder / name, format_article(article)
    with suppress(SourceError, ValueError):
        data = load_file(str(path))
        (stored,), _ = read_markdown(data, str(path))
        (fresh,), _ = read_marked_text(written, str(path))
        if (stored.text, stored.title) == (fresh.text, fresh.title) or not compare_texts(stored, fresh):
            return False
        keep_version(folder, name, data, parse_datetime(seen) or now)
        keep_version(folder, name, encode(written), now)
    make_folder(path.parent, hint="")
    write_atomically(path, written)
    return True


def _shorten(name: str, most: int) -> str:
    """Return the beginning of a name that fits into so many bytes."""
    return name.encode()[:most].decode(errors="ignore").strip("-")


Status = Literal["fetched", "unchanged", "failed"]

_ONLY_TITLE = "it holds nothing but a title, and its page gave no more"
#: More items than any feed has: a place of which all was read.
_ALL = 1_000_000_000


@dataclass(slots=True)
class ExpectedPlace:
    """One place on its way: its visit, its plan, what came of its items' pages so far, and how many are missing."""

    visit: Visit
    plan: FeedPlan | None
    missing: int
    pages: dict[str, FetchedPage] = field(default_factory=dict)
    faults: dict[str, FetchError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page that is needed: the place and the item that need it, and its address."""

    place: str
    key: str
    url: str


@dataclass(slots=True)
class FetchRun:
    """All that has come in a run so far, by the addresses of the places."""

    scope: Scope
    process: BoundedProcess | None = None
    expected: dict[str, ExpectedPlace] = field(default_factory=dict)
    stored: dict[str, list[str]] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    next_save: float = 0.0

    def find_known(self, place: Place) -> KnownPlace:
        """Return what is known of a place."""
        return self.scope.state.places.get(make_key(place.address), KnownPlace())

    def bound_place(self) -> AbstractContextManager[None]:
        """Bound what is done here with what a place gave. Raises LimitError."""
        return nullcontext() if self.process is None else alarm(self.process.limits.place_seconds)

    def report(self, place: Place, message: str, level: Level, where: str = "") -> None:
        """Note what is wrong with a place, or as a notice what is odd about it and cost nothing."""
        problem = Problem(where or show_address(place.address), message, level)
        self.problems.setdefault(place.address, []).append(problem)


def take_visit(run: FetchRun, address: str) -> None:
    """Store what a place gave and write down what is known of it. Raises DeliveryError when that cannot be written."""
    try:
        with run.bound_place():
            _take_given(run, run.expected[address])
    except LimitError as over:
        # What was stored so far stays; the validators are not written down, so the next run asks for all again.
        _take_fault(run, run.expected[address].visit.place, over)
    # Only a small part of the time is spent on this. What a run that is killed has not written costs requests in the
    # next, and no article.
    begun = time.monotonic()
    if begun >= run.next_save:
        save_state(run.scope.folder, run.scope.state)
        run.next_save = time.monotonic() + 20 * (time.monotonic() - begun)


def _take_given(run: FetchRun, expected: ExpectedPlace) -> None:
    """Store what a place gave, of whichever kind it is."""
    visit = expected.visit
    place, answer = visit.place, visit.answer
    if visit.fault is not None:
        _take_fault(run, place, visit.fault)
    elif answer is None or visit.feeds:
        # As they may be written down: none with credentials.
        feeds = [[one.address, one.outlet] for one in visit.feeds if show_address(one.address) == one.address]
        _remember(run, place, replace(run.find_known(place), feeds=feeds))
    elif answer.status == 304:
        run.statuses[place.address] = "unchanged"
        _remember_answer(run, place, answer, run.find_known(place), is_whole=True)
    elif visit.page is not None:
        _take_page(run, place, answer, visit.page)
    elif visit.feed is not None and expected.plan is not None:
        _take_feed(run, expected, answer, visit.feed, expected.plan)


def _take_fault(run: FetchRun, place: Place, fault: SourceError) -> None:
    """Note that a place failed, and until when its server wants to be left alone."""
    run.statuses[place.address] = "failed"
    advice = fault.advice if isinstance(fault, FetchError) else ""
    shown, leads = show_address(place.address), ""
    if fault.where not in ("", shown, place.address):
        leads = f"leads to {fault.where}, which "
    message = f"{leads}{fault.message}{': ' * bool(advice)}{advice}"
    run.report(place, message, "problem")
    wait = fault.wait if isinstance(fault, FetchError) else 0.0
    not_before = (run.scope.now + timedelta(seconds=wait)).isoformat() if wait else ""
    _remember(run, place, replace(run.find_known(place), not_before=not_before), message)


def _take_page(run: FetchRun, place: Place, answer: Answer, page: FetchedPage) -> None:
    """Store the article of a page, unless it lies outside of the window or holds no text."""
    key, known = make_key(place.address), run.find_known(place)
    before = run.scope.state.articles.get(key)
    fields = {**page.fields, "url": page.url, "outlet": place.outlet or page.fields.get("outlet", "")}
    fields["published"] = check_day(fields.get("published", ""), run.scope.now)
    published = fields["published"] or (before.published if before else run.scope.now.isoformat())
    if not run.scope.holds(published):
        _remember_answer(run, place, answer, replace(known, here=[]), is_whole=False)
        return
    try:
        article = prepare_article(page.text, fields)
    except SourceError as fault:
        _take_fault(run, place, fault)
        return
    if page.feed:
        named = f"it names the feed {show_address(page.feed)}: put that in its place to have all"
        run.report(place, f"is a page, read as one article; {named}", "notice")
    if page.cut and (before is None or before.digest != make_key(page.text)):
        run.report(place, page.cut, "notice")
    path, seen = _store(run, place, article, place.address, before)
    # What is cut is so at every try.
    run.scope.state.articles[key] = StoredArticle(
        path, key, make_key(page.text), published, full=not page.cut, tries=MAX_TRIES * bool(page.cut), seen=seen
    )
    items = {**known.items, key: _today(run)}
    known = replace(known, here=[key], items=items, since="", most_items=_ALL)
    _remember_answer(run, place, answer, known, is_whole=True)


def _take_feed(run: FetchRun, expected: ExpectedPlace, answer: Answer, feed: Feed, plan: FeedPlan) -> None:
    """Store the items of a feed, and note what is odd about it and what is known of it from now on."""
    place = expected.visit.place
    known = run.find_known(place)
    pages = [expected.pages[task.key] for task in plan.tasks if task.key in expected.pages]
    outlet = find_outlet(place, known, feed, pages)
    # Those in which there is nothing to store.
    empty: dict[str, LeftItem] = {}
    for task in plan.tasks:
        if not _take_item(run, expected, feed, task, outlet):
            earlier = run.scope.state.left.get(task.key, LeftItem())
            empty[task.key] = leave_item(run.scope, task.entry, _ONLY_TITLE, earlier.tries + task.needs_page)
    run.scope.state.left |= {**plan.skipped, **empty}
    for key in plan.links.keys() & run.scope.state.articles.keys():
        run.scope.state.articles[key] = replace(run.scope.state.articles[key], link=plan.links[key])
    for notice in _list_odd(expected, feed, plan, list(empty.values()), run.scope.policy.most_items):
        run.report(place, notice, "notice")
    here = [key for key in plan.here if key in run.scope.state.articles]
    since = run.scope.window.since
    known = replace(
        known,
        newest=max([known.newest, *(entry.published for entry in feed.entries)]),
        outlet=outlet if outlet not in (place.outlet, feed.title) else known.outlet,
        here=here,
        items=known.items | dict.fromkeys(here, _today(run)),
        since=since.isoformat() if since else "",
        most_items=run.scope.policy.most_items if feed.left else _ALL,
    )
    _remember_answer(run, place, answer, known, is_whole=plan.whole)


def _list_odd(
    expected: ExpectedPlace, feed: Feed, plan: FeedPlan, empty: Sequence[LeftItem], most: int
) -> Iterator[str]:
    """Yield what is odd about a feed of which the newest items were taken; ``empty`` are those with a title alone."""
    if feed.fault:
        yield feed.fault
    if not feed.entries:
        yield "is a feed without any item: if it stays so, look on its outlet's page for another"
    if plan.left:
        message = f"{plan.left} of its items are left out, since the newest {most} are taken"
        yield f"{message}: most_items in [fetch] sets how many"
    if empty:
        example = f" (“{empty[0].title}”)" if empty[0].title else ""
        holding = "1 of its items holds" if len(empty) == 1 else f"{len(empty)} of its items hold"
        yield f"{holding} nothing but a title{example}"
    cut = _describe_cut_pages(expected, plan.tasks)
    if cut:
        yield cut
    faults = [expected.faults[task.key] for task in plan.tasks if task.key in expected.faults]
    if faults:
        pages, example = count_things(len(faults), "page"), f"{faults[0].where or 'one of them'} {faults[0].message}"
        yield f"{pages} could not be read, the feed's own text is kept: {example}"


def _describe_cut_pages(expected: ExpectedPlace, tasks: Iterable[Task]) -> str:
    """Say that pages of a feed's items are cut; nothing where none is."""
    cut: list[tuple[str, str]] = []
    for task in tasks:
        page = expected.pages.get(task.key)
        # One that was tried to the end was told then.
        is_told = task.before is not None and task.before.tries >= MAX_TRIES
        if page and page.cut and not is_told:
            cut.append((task.entry.title or show_address(task.entry.url), page.cut))
    if not cut:
        return ""
    title, how = cut[0]
    others = f" and {len(cut) - 1} more of its items" if len(cut) > 1 else ""
    return f"“{title}”{others}: {how}"


def _take_item(run: FetchRun, expected: ExpectedPlace, feed: Feed, task: Task, outlet: str) -> bool:
    """Store one item; return whether there was something to store."""
    place, before = expected.visit.place, task.before
    text, fields, is_full = compose_article(task, feed, outlet, expected.pages.get(task.key), place)
    fields["published"] = task.entry.published or check_day(fields["published"], run.scope.now)
    try:
        article = prepare_article(text, fields)
    except SourceError:
        return False
    if before is not None and before.full and not is_full and run.scope.is_stored(before):
        # A page that cannot be had today must not cost the whole article that was had yesterday.
        path, seen, full = before.path, before.seen, True
    else:
        path, seen = _store(run, place, article, task.identity, before)
        full = is_full
    run.scope.state.articles[task.key] = StoredArticle(
        path=path,
        place=make_key(place.address),
        name=task.name,
        digest=task.digest,
        published=task.entry.published or article.fields.get("published") or task.published,
        full=full,
        tries=_count_tries(task, expected.faults.get(task.key), is_full),
        seen=seen,
        asked=_today(run) if task.needs_page else "",
    )
    return True


def _count_tries(task: Task, fault: FetchError | None, is_full: bool) -> int:
    """Return how often the page of an item was tried that did not give its whole text, with this time."""
    if is_full or not task.needs_page:
        return 0
    if fault is None or not fault.temporary:
        # One that will be no better tomorrow was tried often enough.
        return MAX_TRIES
    before = task.before
    earlier = before.tries if before is not None and before.digest == task.digest else 0
    return min(earlier + 1, MAX_TRIES)


def _store(
    run: FetchRun, place: Place, article: ArticleText, identity: str, before: StoredArticle | None
) -> tuple[str, str]:
    """Write an article's file, and note it as stored if it is new or changed. Return its path, and when it was seen."""
    path, seen = (before.path, before.seen) if before else (name_article_file(article, identity, _today(run)), "")
    if write_article_file(run.scope.folder, path, article, run.scope.now, seen):
        run.stored.setdefault(place.address, []).append(path)
        seen = run.scope.now.isoformat()
    return path, seen


def _remember_answer(run: FetchRun, place: Place, answer: Answer, known: KnownPlace, is_whole: bool) -> None:
    """Remember what the next conditional request says; nothing when it would hide what was left out now."""
    etag = check_header(answer.headers.get("ETag", ""))
    modified = check_header(answer.headers.get("Last-Modified", ""))
    if answer.status == 304:
        # A server that gives no new validators means the old ones.
        etag, modified = etag or known.etag, modified or known.modified
    elif not is_whole:
        etag = modified = ""
    fulltext = run.scope.policy.fulltext
    _remember(run, place, replace(known, etag=etag, modified=modified, fulltext=fulltext, not_before=""))


def _remember(run: FetchRun, place: Place, known: KnownPlace, fault: str = "") -> None:
    """Write down what is known of a place from now on, and why it gave nothing."""
    shown = show_address(place.address)
    run.scope.state.places[make_key(place.address)] = replace(known, address=shown, seen=_today(run), fault=fault)


def _today(run: FetchRun) -> str:
    """Return the day of the run in ISO 8601."""
    return run.scope.now.date().isoformat()
