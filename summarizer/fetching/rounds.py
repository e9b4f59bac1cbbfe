"""One run of fetching: ask the places, plan, read the pages that are needed, store.

Requests run in threads, a host in one of them; everything else happens in the thread that called. A feed's validators
are written down only when all of its items are stored, so a run that is killed is made up for by the next.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from summarizer.errors import DeliveryError, SourceError
from summarizer.fetching.addresses import check_address, has_scheme, name_host, show_address
from summarizer.fetching.client import Client
from summarizer.fetching.failures import FetchError
from summarizer.fetching.kinds import read_text
from summarizer.fetching.lists import Place, read_list
from summarizer.fetching.moments import Window
from summarizer.fetching.planning import is_covered, plan_feed
from summarizer.fetching.results import Fetched, Step
from summarizer.fetching.state import forget_old, load_state, make_key, save_state
from summarizer.fetching.taking import Run, take_visit
from summarizer.fetching.visiting import Page, Visit, visit, visit_page
from summarizer.sources.readers import load_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from summarizer.fetching.policy import Policy

_A = TypeVar("_A")
_B = TypeVar("_B")


def fetch(
    places: Sequence[str | Place],
    policy: Policy,
    folder: Path,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    report: Callable[[Step], None] | None = None,
    client: Client | None = None,
) -> Fetched:
    """Fetch the articles of all places into a folder, and give the files of those in the window.

    A place is the address of a page, a feed or an OPML list, or an OPML file. ``now``, ``since`` and ``until`` have a
    time zone; that of ``now`` is where its day begins. ``report`` is told of each request, from several threads but
    never by two at once. ``client`` makes the requests, by default one of the policy.

    What is wrong with a place is a problem and stops no other. Raises DeliveryError when the folder cannot be written.
    """
    _make_folder(folder)
    state, lost = load_state(folder)
    run = Run(folder, state, policy, now, Window(since, until))
    own = client or Client(policy, now)
    progress = _Progress(report)
    try:
        wanted = [place if isinstance(place, Place) else Place(place) for place in places]
        visits = _visit_all(run, own, wanted, progress)
        _plan_all(run, visits)
        for done in _read_pages(run, own, progress):
            take_visit(run, done)
    finally:
        own.close()
    forget_old(state, now.date())
    save_state(folder, state)
    result = run.give_result()
    return replace(result, problems=(*lost, *result.problems))


class _Progress:
    """Counts requests and tells of them, one at a time."""

    def __init__(self, report: Callable[[Step], None] | None) -> None:
        self._report = report
        self._lock = threading.Lock()
        self._done = self._total = 0

    def expect(self, count: int) -> None:
        with self._lock:
            self._total += count

    def tell(self, where: str) -> None:
        with self._lock:
            self._done += 1
            if self._report:
                self._report(Step(self._done, self._total, show_address(where)))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DeliveryError(f"the folder cannot be made: {fault.strerror}", where=str(folder)) from fault


def _visit_all(run: Run, client: Client, wanted: list[Place], progress: _Progress) -> list[Visit]:
    """Visit the places, and then the feeds of those that are lists; in order, each address once."""
    lists = [place for place in wanted if not has_scheme(place.address)]
    visits = {place.address: _read_list_file(place) for place in lists}
    remote = list(dict.fromkeys(place.address for place in wanted if has_scheme(place.address)))
    named = {place.address: place for place in reversed(wanted)}
    visits |= _visit_addresses(run, client, [named[address] for address in remote], progress)
    more: dict[str, Place] = {}
    for place in wanted:
        for feed in run.find_feeds(visits[place.address]):
            if feed.address not in visits:
                more.setdefault(feed.address, feed)
    found = _visit_addresses(run, client, list(more.values()), progress)
    return [*visits.values(), *(_refuse_list(seen) for seen in found.values())]


def _visit_addresses(run: Run, client: Client, places: list[Place], progress: _Progress) -> dict[str, Visit]:
    def work(place: Place) -> Visit:
        progress.tell(place.address)
        known = run.get_known(place)
        covered = is_covered(known, run.window, run.policy, run.state, run.is_stored)
        return visit(client, place, known, covered, run.policy, run.now)

    progress.expect(len(places))
    found = {seen.place.address: seen for seen in _run_by_host(places, lambda place: place.address, work, run.policy)}
    return {place.address: found[place.address] for place in places}


def _plan_all(run: Run, visits: list[Visit]) -> None:
    """Plan all feeds before anything is stored: whose an item is must not depend on who answered first."""
    claimed: set[str] = set()
    for seen in visits:
        plan = None
        if seen.feed is not None:
            key = make_key(seen.place.address)
            plan = plan_feed(key, seen.feed, run.state, claimed, run.is_stored, run.window, run.policy, run.now)
        run.expect(seen, plan)


def _read_pages(run: Run, client: Client, progress: _Progress) -> Iterator[str]:
    """Read all pages that are needed; give each place's address as soon as it has all of its own."""
    yield from run.find_ready()
    jobs = run.find_jobs()
    progress.expect(len(jobs))

    def work(job: tuple[str, str, str]) -> tuple[str, str, Page | FetchError]:
        address, key, url = job
        progress.tell(url)
        return address, key, visit_page(client, url)

    for address, key, page in _run_by_host(jobs, lambda job: job[2], work, run.policy):
        if run.put_page(address, key, page):
            yield address


def _run_by_host(
    items: Sequence[_A], get_address: Callable[[_A], str], work: Callable[[_A], _B], policy: Policy
) -> Iterator[_B]:
    """Do the work for all items, those of one host in turn, and give each result as soon as it is there."""
    from multiprocessing.pool import ThreadPool
    from queue import SimpleQueue

    groups: defaultdict[str, list[_A]] = defaultdict(list)
    for item in items:
        groups[_name_group(get_address(item))].append(item)
    if not groups:
        return
    results: SimpleQueue[_B | None] = SimpleQueue()

    def work_off(group: list[_A]) -> None:
        for item in group:
            results.put(work(item))

    # Its threads are daemons: an interrupt does not wait for a slow server.
    with ThreadPool(max(1, min(policy.threads, len(groups)))) as pool:
        running = pool.map_async(work_off, groups.values(), 1, error_callback=lambda _: results.put(None))
        for _ in items:
            result = results.get()
            if result is None:
                running.get()
            else:
                yield result


def _name_group(address: str) -> str:
    try:
        return name_host(check_address(address))
    except FetchError:
        return ""


def _read_list_file(place: Place) -> Visit:
    try:
        data = load_file(place.address)
        return Visit(place, feeds=read_list(read_text(data, "")))
    except SourceError as fault:
        return Visit(place, fault=SourceError(fault.message, where=place.address))


def _refuse_list(seen: Visit) -> Visit:
    if not seen.feeds:
        return seen
    fault = FetchError("is a list of feeds inside of a list", where=show_address(seen.place.address))
    return replace(seen, feeds=(), fault=fault)
