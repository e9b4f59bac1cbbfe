"""What a place gave → stored articles, and what is known of the place from now on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from summarizer.errors import SourceError
from summarizer.fetch.article_files import name_file, settle, store
from summarizer.fetch.feed_plan import MAX_TRIES, Plan, Task, compose, name_outlet
from summarizer.fetch.fetch_run import Fetched, Outcome, Status
from summarizer.fetch.lists import Place
from summarizer.fetch.state import Known, Saver, State, Stored, keep_feeds, keep_header, make_key
from summarizer.fetch.visits import Page, Visit
from summarizer.fetch.web_addresses import FetchError, show_address
from summarizer.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from summarizer.fetch.client import Policy
    from summarizer.fetch.time_window import Window

_ALL = 1_000_000_000


@dataclass(slots=True)
class _Expected:
    """One place on its way: its visit, its plan, and the pages that came so far."""

    visit: Visit
    plan: Plan | None
    pages: dict[str, Page | FetchError] = field(default_factory=dict)
    missing: int = 0


@dataclass(slots=True)
class Run:
    """One run: what is wanted, what is known, what has come so far."""

    folder: Path
    state: State
    policy: Policy
    now: datetime
    window: Window
    expected: dict[str, _Expected] = field(default_factory=dict)
    stored: dict[str, list[str]] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    told: dict[str, list[Problem]] = field(default_factory=dict)
    saver: Saver = field(default_factory=Saver)

    def is_stored(self, path: str) -> bool:
        """Tell whether an article's file is still there."""
        return (self.folder / path).is_file()

    def get_known(self, place: Place) -> Known:
        """Give what is known of a place."""
        return self.state.places.get(make_key(place.address), Known())

    def find_feeds(self, visit: Visit) -> tuple[Place, ...]:
        """Give the feeds of a list; when it did not come, those that it had the last time."""
        known = self.get_known(visit.place).feeds
        return visit.feeds or tuple(Place(address, outlet) for address, outlet in known)

    def expect(self, visit: Visit, plan: Plan | None) -> None:
        """Take a visit on, with the plan for its feed."""
        pages = sum(task.needs_page for task in plan.tasks) if plan else 0
        self.expected[visit.place.address] = _Expected(visit, plan, missing=pages)

    def find_ready(self) -> Iterator[str]:
        """Give the places that wait for no page."""
        yield from [address for address, place in self.expected.items() if not place.missing]

    def find_jobs(self) -> list[tuple[str, str, str]]:
        """Give each page that is needed: the place, the item's key, the page's address."""
        plans = [(address, place.plan) for address, place in self.expected.items() if place.plan]
        return [(at, task.key, task.entry.url) for at, plan in plans for task in plan.tasks if task.needs_page]

    def put_page(self, address: str, key: str, page: Page | FetchError) -> bool:
        """Take a page in; tell whether the place has now all of its own."""
        place = self.expected[address]
        place.pages[key] = page
        place.missing -= 1
        return not place.missing

    def tell(self, place: Place, message: str, where: str = "", notice: bool = False) -> None:
        """Note a problem of a place."""
        problem = Problem(where or show_address(place.address), message, "notice" if notice else "problem")
        self.told.setdefault(place.address, []).append(problem)

    def give_result(self) -> Fetched:
        """Put together what was done, in the order of the places."""
        outcomes = []
        articles: dict[str, None] = {}
        for address, place in self.expected.items():
            paths = self._find_articles(place.visit.place)
            articles |= dict.fromkeys(paths)
            outcomes.append(self._give_outcome(address, place, paths))
        problems = tuple(problem for address in self.expected for problem in self.told.get(address, ()))
        stored = sorted({path for paths in self.stored.values() for path in paths})
        return Fetched(
            articles=tuple(str(self.folder / path) for path in sorted({*articles, *stored})),
            stored=tuple(str(self.folder / path) for path in stored),
            problems=problems,
            outcomes=tuple(outcomes),
        )

    def _give_outcome(self, address: str, place: _Expected, paths: list[str]) -> Outcome:
        visit = place.visit
        status = self.statuses.get(address, "fetched")
        kind = "" if status == "failed" and not paths else self._name_kind(visit)
        return Outcome(show_address(address), status, kind, len(paths), len(self.stored.get(address, ())))

    def _name_kind(self, visit: Visit) -> Literal["feed", "page", "list"]:
        known = self.get_known(visit.place)
        if visit.feeds or known.feeds:
            return "list"
        return "page" if visit.page or make_key(visit.place.address) in known.items else "feed"

    def _find_articles(self, place: Place) -> list[str]:
        """Give the files of a place's articles in the window: those that it names now, and for a window's begin also
        those that it named before.
        """
        known = self.get_known(place)
        keys = known.items if self.window.since else known.here
        found = [self.state.articles[key] for key in keys if key in self.state.articles]
        return [item.path for item in found if self._counts(item)]

    def _counts(self, item: Stored) -> bool:
        return self.window.holds(item.published, self.now) and self.is_stored(item.path)


def take_visit(run: Run, address: str) -> None:
    """Store what a place gave and write down what is known of it. Raises DeliveryError when that cannot be written."""
    expected = run.expected[address]
    visit = expected.visit
    if visit.fault is not None:
        _take_fault(run, visit, visit.fault)
    elif visit.answer is not None and visit.answer.status == 304:
        run.statuses[address] = "unchanged"
        _take_validators(run, visit, run.get_known(visit.place), whole=True)
    elif visit.page is not None:
        _take_page(run, visit, visit.page)
    elif expected.plan is not None:
        _take_feed(run, expected, expected.plan)
    else:
        feeds = keep_feeds([(feed.address, feed.outlet) for feed in visit.feeds])
        _remember(run, visit.place, replace(run.get_known(visit.place), feeds=feeds))
    run.saver.save(run.folder, run.state)


def _take_fault(run: Run, visit: Visit, fault: SourceError) -> None:
    run.statuses[visit.place.address] = "failed"
    run.tell(visit.place, fault.message, fault.where)
    wait = fault.wait if isinstance(fault, FetchError) else 0.0
    known = run.get_known(visit.place)
    until = (run.now + timedelta(seconds=wait)).isoformat() if wait else ""
    if known != Known() or until:
        _remember(run, visit.place, replace(known, not_before=until))


def _take_page(run: Run, visit: Visit, page: Page) -> None:
    place, key = visit.place, make_key(visit.place.address)
    before = run.state.articles.get(key)
    fields = {**page.fields, "url": page.url, "outlet": place.outlet or page.fields.get("outlet", "")}
    published = fields.get("published") or (before.published if before else run.now.isoformat())
    known = run.get_known(place)
    if not run.window.holds(published, run.now):
        _take_validators(run, visit, replace(known, here=[]), whole=False)
        return
    try:
        report = settle(page.text, fields)
    except SourceError as fault:
        _take_fault(run, visit, fault)
        return
    path = before.path if before else name_file(report, place.address, run.now.date().isoformat())
    if store(run.folder, path, report):
        run.stored.setdefault(place.address, []).append(path)
    run.state.articles[key] = Stored(path, key, make_key(page.text), published, full=True)
    items = {**known.items, key: run.now.date().isoformat()}
    known = replace(known, here=[key], items=items, since="", most_items=_ALL)
    _take_validators(run, visit, known, whole=True)


def _take_feed(run: Run, expected: _Expected, plan: Plan) -> None:
    visit = expected.visit
    feed, place = visit.feed, visit.place
    assert feed is not None
    known = run.get_known(place)
    pages = [page for task in plan.tasks if isinstance(page := expected.pages.get(task.key), Page)]
    outlet = name_outlet(place, known, feed, pages)
    empty = [task for task in plan.tasks if not _take_item(run, expected, task, outlet)]
    if feed.fault:
        run.tell(place, feed.fault, notice=True)
    if empty:
        run.tell(place, f"{len(empty)} of its items hold nothing but a title", notice=True)
    _tell_missing_pages(run, place, expected)
    today = run.now.date().isoformat()
    here = [key for key in plan.here if key in run.state.articles]
    known = replace(
        known,
        outlet=outlet if outlet not in (place.outlet, feed.title) else known.outlet,
        here=here,
        items=known.items | dict.fromkeys(here, today),
        since=run.window.since.isoformat() if run.window.since else "",
        most_items=run.policy.most_items if feed.cut else _ALL,
    )
    _take_validators(run, visit, known, whole=plan.whole)


def _take_item(run: Run, expected: _Expected, task: Task, outlet: str) -> bool:
    """Store one item; tell whether there was something to store."""
    place, feed, page = expected.visit.place, expected.visit.feed, expected.pages.get(task.key)
    assert feed is not None
    text, fields, full = compose(task, feed, outlet, page if isinstance(page, Page) else None)
    try:
        report = settle(text, fields)
    except SourceError:
        return False
    before = task.before
    path = before.path if before else name_file(report, task.identity, run.now.date().isoformat())
    # A page that cannot be had today must not cost the whole article that was had yesterday.
    poorer = before is not None and before.full and isinstance(page, FetchError) and run.is_stored(path)
    if not poorer and store(run.folder, path, report):
        run.stored.setdefault(place.address, []).append(path)
    run.state.articles[task.key] = Stored(
        path=path,
        place=make_key(place.address),
        digest=task.digest,
        published=task.entry.published or report.fields.get("published") or task.published,
        full=full or poorer,
        tries=_count_tries(task, page) if not full else 0,
    )
    return True


def _count_tries(task: Task, page: Page | FetchError | None) -> int:
    """Count how often an item's page was tried; one that will be no better tomorrow counts as tried often enough."""
    if page is None:
        return 0
    if isinstance(page, Page) or not page.temporary:
        return MAX_TRIES
    before = task.before.tries if task.before and task.before.digest == task.digest else 0
    return min(before + 1, MAX_TRIES)


def _tell_missing_pages(run: Run, place: Place, expected: _Expected) -> None:
    faults = [page for page in expected.pages.values() if isinstance(page, FetchError)]
    if faults:
        first = faults[0]
        what = "1 page could not be read" if len(faults) == 1 else f"{len(faults)} pages could not be read"
        kept = "the feed's own text is kept"
        run.tell(place, f"{what}, {kept}: {first.where or 'one of them'} {first.message}", notice=True)


def _take_validators(run: Run, visit: Visit, known: Known, whole: bool) -> None:
    """Remember what the next conditional request says; nothing when it would hide what was left out now."""
    answer = visit.answer
    assert answer is not None
    if answer.status == 304:
        # A server that gives no new validators means the old ones.
        known = replace(
            known, etag=keep_header(answer.etag) or known.etag, modified=keep_header(answer.modified) or known.modified
        )
    else:
        etag, modified = keep_header(answer.etag), keep_header(answer.modified)
        known = replace(known, etag=etag if whole else "", modified=modified if whole else "")
    _remember(run, visit.place, replace(known, fulltext=run.policy.fulltext, not_before=""))


def _remember(run: Run, place: Place, known: Known) -> None:
    shown, today = show_address(place.address), run.now.date().isoformat()
    run.state.places[make_key(place.address)] = replace(known, address=shown, seen=today)
