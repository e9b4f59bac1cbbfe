"""One run of fetching: ask the places, plan, read the pages that are needed, store.

Requests run in threads, two for each host that is asked; everything else happens in the thread that called. A feed's
validators are written down only when all of its items are stored, so a run that is killed is made up for by the next.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from multiprocessing.pool import ThreadPool
from pathlib import Path
from queue import SimpleQueue
from typing import Literal, TypeVar

from summarizer.errors import SourceError, count_things
from summarizer.fetch.answers import decode_text
from summarizer.fetch.client import Client
from summarizer.fetch.feed_plan import Scope, Window, is_covered, plan_feed
from summarizer.fetch.intake import ExpectedPlace, FetchRun, PageJob, Status, take_visit
from summarizer.fetch.state import KnownPlace, describe_silence, forget_old, load_state, make_key, save_state
from summarizer.fetch.visits import FetchedPage, Visit, visit_page, visit_place
from summarizer.fetch.web_addresses import FetchError, Policy, check_address, find_host, has_scheme, show_address
from summarizer.model import Problem
from summarizer.sources.bounded_process import BoundedProcess, LimitError
from summarizer.sources.feeds import Place, parse_opml
from summarizer.sources.markup import find_root
from summarizer.sources.readers import load_file
from summarizer.storage.files import make_folder
from summarizer.storage.versions import forget_versions

Kind = Literal["feed", "page", "list", ""]  # names, not language
_A = TypeVar("_A")
_B = TypeVar("_B")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: ``done`` of ``total`` requests that are known of so far, and the address just asked."""

    done: int
    total: int
    where: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one place: how many articles it names in the window, and how many of them are new or changed."""

    address: str
    status: Status
    kind: Kind = ""
    articles: int = 0
    stored: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """``articles`` are the files of all articles that the places name in the window, those stored by earlier runs
    too; ``stored`` those of them that are new or changed.
    """

    articles: tuple[str, ...]
    stored: tuple[str, ...]
    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]


def describe_fetched(fetched: Fetched) -> str:
    """Describe in one line what a run did.

    >>> describe_fetched(Fetched(("a", "b"), ("a",), (), (Outcome("https://x.example/", "fetched", "feed", 2, 1),)))
    'fetched  1 place: 1 article stored, 1 known before'
    """
    counts = Counter(outcome.status for outcome in fetched.outcomes)
    stored = len(fetched.stored)
    parts = [f"{count_things(stored, 'article')} stored, {len(fetched.articles) - stored} known before"]
    places = {status: count_things(counts[status], "place") for status in ("unchanged", "failed") if counts[status]}
    parts += [f"{count} {status}" for status, count in places.items()]
    return f"fetched  {count_things(len(fetched.outcomes), 'place')}: {'; '.join(parts)}"


def fetch(
    places: Sequence[str | Place],
    policy: Policy,
    folder: Path,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    report: Callable[[Step], None] | None = None,
    client: Client | None = None,
    process: BoundedProcess | None = None,
) -> Fetched:
    """Fetch the articles of all places into a folder, and return the files of those in the window.

    A place is the address of a page, a feed or an OPML list, or an OPML file. ``now``, ``since`` and ``until`` have a
    time zone; that of ``now`` is where its day begins. ``report`` is told of each request, from several threads but
    never by two at once. ``client`` makes the requests, by default one of the policy. With a ``process`` its limits
    hold, and what came is read there.

    What is wrong with a place is a problem and stops no other. Raises DeliveryError when the folder cannot be written.
    """
    make_folder(folder, hint="")
    state, lost = load_state(folder)
    run = FetchRun(Scope(folder, state, policy, now, Window(since, until)), process)
    client = client or Client(policy, now)
    progress = _Progress(report)
    try:
        wanted = [place if isinstance(place, Place) else Place(place) for place in places]
        visits = _visit_all(run, client, wanted, progress)
        # All feeds before anything is stored: whose an item is must not depend on who answered first.
        claimed: set[str] = set()
        jobs: list[PageJob] = []
        for visit in visits:
            jobs += _plan_visit(run, visit, claimed)
        for address, expected in run.expected.items():
            if not expected.missing:
                take_visit(run, address)
        for address in _read_pages(run, client, jobs, progress):
            take_visit(run, address)
    finally:
        client.close()
    _tell_quiet(run)
    forget_old(state, now.date())
    save_state(folder, state)
    forget_versions(folder, now, policy.keep_days)
    return _summarize_run(run, lost)


def _plan_visit(run: FetchRun, visit: Visit, claimed: set[str]) -> list[PageJob]:
    """Plan what is to be done with what a place gave; return the pages that are needed for it."""
    address = visit.place.address
    plan = None
    try:
        with run.bound_place():
            plan = plan_feed(run.scope, make_key(address), visit.feed, claimed) if visit.feed else None
    except LimitError as over:
        visit = replace(visit, fault=over)
    tasks = plan.tasks if plan else ()
    needed = [PageJob(address, task.key, task.entry.url) for task in tasks if task.needs_page]
    run.expected[address] = ExpectedPlace(visit, plan, len(needed))
    return needed


def _tell_quiet(run: FetchRun) -> None:
    """Name each place of the run from which nothing has come for long, on one day of its silence."""
    scope = run.scope
    today, days = scope.now.date(), scope.policy.quiet_days
    for expected in run.expected.values():
        place, known = expected.visit.place, run.find_known(expected.visit.place)
        silent = describe_silence(known, today, days)
        quiet = (known.quiet or today.isoformat()) if silent else ""
        if quiet == today.isoformat():
            run.report(place, silent, "notice")
        if quiet != known.quiet:
            scope.state.places[make_key(place.address)] = replace(known, quiet=quiet)


class _Progress:
    """Counts requests and reports them, one at a time."""

    def __init__(self, report: Callable[[Step], None] | None) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._done = self._total = 0

    def expect(self, count: int) -> None:
        self._total += count

    def count(self, where: str) -> None:
        with self._lock:
            self._done += 1
            if self._report:
                self._report(Step(self._done, self._total, show_address(where)))


def _visit_all(run: FetchRun, client: Client, wanted: list[Place], progress: _Progress) -> list[Visit]:
    """Visit the places, and then the feeds of those that are lists; in order, each address once."""
    places: dict[str, Place] = {}
    for place in wanted:
        # Of places with one address the first is meant.
        places.setdefault(place.address, place)
    visits = {address: _read_list(place) for address, place in places.items() if not has_scheme(address)}
    remote = [place for address, place in places.items() if has_scheme(address)]
    visits |= _visit_addresses(run, client, remote, progress)
    more = _list_named(run, wanted, visits)
    for address, visit in _visit_addresses(run, client, more, progress).items():
        if visit.feeds:
            inner = FetchError("is a list of feeds inside of a list", where=show_address(address))
            visit = replace(visit, feeds=(), fault=inner)
        visits[address] = visit
    return list(visits.values())


def _list_named(run: FetchRun, wanted: list[Place], visits: dict[str, Visit]) -> list[Place]:
    """Return the feeds of lists that are no places of their own; of one that is, the list's name for it is noted."""
    more: dict[str, Place] = {}
    for place in wanted:
        # When a list did not come, the feeds that it had the last time.
        known = [Place(address, outlet) for address, outlet in run.find_known(place).feeds]
        for feed in visits[place.address].feeds or known:
            visit = visits.get(feed.address)
            if visit is None:
                more.setdefault(feed.address, feed)
            elif not visit.place.outlet:
                visits[feed.address] = replace(visit, place=feed)
    return list(more.values())


def _read_list(place: Place) -> Visit:
    """Return what a place on this machine gave: the feeds of its list, or a fault."""
    try:
        text = decode_text(load_file(place.address), "")
        root = find_root(text)
        if root in ("html", "rss", "feed", "rdf") or not text.lstrip().startswith("<"):
            raise SourceError("is no list of feeds (OPML): only places on the network are fetched; brief reads files")
        return Visit(place, feeds=parse_opml(text))
    except SourceError as fault:
        return Visit(place, fault=SourceError(fault.message, where=place.address))


def _visit_addresses(run: FetchRun, client: Client, places: list[Place], progress: _Progress) -> dict[str, Visit]:
    """Visit places and return their visits by address, in the order of the places."""
    scope = run.scope

    def work(place: Place) -> Visit:
        progress.count(place.address)
        known = run.find_known(place)
        is_known = is_covered(scope, known)
        return visit_place(client, place, known, is_known, scope.policy.most_items, scope.now, run.process)

    progress.expect(len(places))
    visits = _run_by_host(places, lambda place: place.address, work, scope.policy.threads)
    found = {visit.place.address: visit for visit in visits}
    return {place.address: found[place.address] for place in places}


def _read_pages(run: FetchRun, client: Client, jobs: list[PageJob], progress: _Progress) -> Iterator[str]:
    """Read all pages that are needed; yield each place's address as soon as it has all of its own."""

    def work(job: PageJob) -> tuple[PageJob, FetchedPage | FetchError]:
        progress.count(job.url)
        return job, visit_page(client, job.url, run.process)

    progress.expect(len(jobs))
    for job, page in _run_by_host(jobs, lambda job: job.url, work, run.scope.policy.threads):
        place = run.expected[job.place]
        if isinstance(page, FetchedPage):
            place.pages[job.key] = page
        else:
            place.faults[job.key] = page
        place.missing -= 1
        if not place.missing:
            yield job.place


def _run_by_host(
    items: Sequence[_A], get_address: Callable[[_A], str], work: Callable[[_A], _B], threads: int
) -> Iterator[_B]:
    """Do the work for all items, of so many hosts side by side, and yield each result as soon as it is there."""
    groups: defaultdict[str, list[_A]] = defaultdict(list)
    for item in items:
        try:
            host = find_host(check_address(get_address(item)))
        except FetchError:
            host = ""
        groups[host].append(item)
    if not groups:
        return
    results: SimpleQueue[_B | None] = SimpleQueue()

    def work_off(group: list[_A]) -> None:
        # While what came is read in one thread, the other asks the host for the next, in order.
        with ThreadPool(min(2, len(group))) as pair:
            for result in pair.imap_unordered(work, group):
                results.put(result)

    # Its threads are daemons: an interrupt does not wait for a slow server.
    with ThreadPool(max(1, min(threads, len(groups)))) as pool:
        running = pool.map_async(work_off, groups.values(), 1, error_callback=lambda _: results.put(None))
        for _ in items:
            result = results.get()
            if result is None:
                running.get()
            else:
                yield result


def _list_stored(scope: Scope, known: KnownPlace) -> list[str]:
    """Return the files of what a place names now, and for a window's begin also of what it named before."""
    paths: list[str] = []
    for key in known.items if scope.window.since else known.here:
        stored = scope.state.articles.get(key)
        if stored and scope.holds(stored.published) and scope.is_stored(stored):
            paths.append(stored.path)
    return paths


def _summarize_run(run: FetchRun, lost: tuple[Problem, ...]) -> Fetched:
    """Return what was done, in the order of the places."""
    scope = run.scope
    outcomes: list[Outcome] = []
    problems = list(lost)
    articles: set[str] = set()
    for address, expected in run.expected.items():
        known = run.find_known(expected.visit.place)
        paths = _list_stored(scope, known)
        articles.update(paths)
        status = run.statuses.get(address, "fetched")
        # What a place is, what it gave or is known for tells.
        kind: Kind = "feed"
        if status == "failed" and not paths:
            kind = ""
        elif expected.visit.feeds or known.feeds:
            kind = "list"
        elif expected.visit.page or make_key(expected.visit.place.address) in known.items:
            kind = "page"
        new = len(run.stored.get(address, ()))
        outcomes.append(Outcome(show_address(address), status, kind, len(paths), new))
        problems += run.problems.get(address, [])
    new_paths = set(chain.from_iterable(run.stored.values()))
    return Fetched(
        articles=tuple(str(scope.folder / path) for path in sorted(articles | new_paths)),
        stored=tuple(str(scope.folder / path) for path in sorted(new_paths)),
        problems=tuple(problems),
        outcomes=tuple(outcomes),
    )
