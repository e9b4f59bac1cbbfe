"""One run of fetching: what has come so far, and what is told of it at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from summarizer.fetch.detect import Place
from summarizer.fetch.feed_plan import Plan, Scope
from summarizer.fetch.state import KnownPlace, StateWriter, make_key
from summarizer.fetch.visits import Page, Visit
from summarizer.fetch.web_addresses import FetchError, show_address
from summarizer.model import Problem

Status = Literal["fetched", "unchanged", "failed"]


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
    kind: Literal["feed", "page", "list", ""] = ""
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
    parts = [f"{_count(stored, 'article')} stored, {len(fetched.articles) - stored} known before"]
    parts += [f"{_count(counts[status], 'place')} {status}" for status in ("unchanged", "failed") if counts[status]]
    return f"fetched  {_count(len(fetched.outcomes), 'place')}: {'; '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(slots=True)
class ExpectedPlace:
    """One place on its way: its visit, its plan, what came of its items' pages so far, and how many are missing."""

    visit: Visit
    plan: Plan | None
    missing: int
    pages: dict[str, Page] = field(default_factory=dict)
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
    expected: dict[str, ExpectedPlace] = field(default_factory=dict)
    stored: dict[str, list[str]] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    writer: StateWriter = field(default_factory=StateWriter)

    def find_known(self, place: Place) -> KnownPlace:
        """Return what is known of a place."""
        return self.scope.state.places.get(make_key(place.address), KnownPlace())

    def find_feeds(self, visit: Visit) -> tuple[Place, ...]:
        """Return the feeds of a list; when it did not come, those that it had the last time."""
        known = self.find_known(visit.place).feeds
        return visit.feeds or tuple(Place(address, outlet) for address, outlet in known)

    def expect(self, visit: Visit, plan: Plan | None) -> list[PageJob]:
        """Take a visit on, with the plan for its feed. Return the pages that are needed for it."""
        address = visit.place.address
        tasks = plan.tasks if plan else ()
        jobs = [PageJob(address, task.key, task.entry.url) for task in tasks if task.needs_page]
        self.expected[address] = ExpectedPlace(visit, plan, len(jobs))
        return jobs

    def take_page(self, job: PageJob, page: Page | FetchError) -> bool:
        """Take a page in; return whether the place has now all of its own."""
        place = self.expected[job.place]
        if isinstance(page, Page):
            place.pages[job.key] = page
        else:
            place.faults[job.key] = page
        place.missing -= 1
        return place.missing == 0

    def report(self, place: Place, message: str, where: str = "") -> None:
        """Note a problem of a place."""
        problem = Problem(where or show_address(place.address), message)
        self.problems.setdefault(place.address, []).append(problem)

    def notice(self, place: Place, message: str) -> None:
        """Note what is odd about a place, and cost nothing."""
        problem = Problem(show_address(place.address), message, "notice")
        self.problems.setdefault(place.address, []).append(problem)

    def finish(self) -> Fetched:
        """Return what was done, in the order of the places."""
        outcomes: list[Outcome] = []
        problems: list[Problem] = []
        articles: set[str] = set()
        for address, expected in self.expected.items():
            paths = self._find_articles(expected.visit.place)
            articles.update(paths)
            outcomes.append(self._make_outcome(expected.visit, len(paths)))
            problems += self.problems.get(address, [])
        stored = {path for paths in self.stored.values() for path in paths}
        return Fetched(
            articles=tuple(str(self.scope.folder / path) for path in sorted(articles | stored)),
            stored=tuple(str(self.scope.folder / path) for path in sorted(stored)),
            problems=tuple(problems),
            outcomes=tuple(outcomes),
        )

    def _make_outcome(self, visit: Visit, articles: int) -> Outcome:
        address = visit.place.address
        status = self.statuses.get(address, "fetched")
        known = self.find_known(visit.place)
        kind: Literal["feed", "page", "list", ""] = "feed"
        if status == "failed" and not articles:
            kind = ""
        elif visit.feeds or known.feeds:
            kind = "list"
        elif visit.page or make_key(address) in known.items:
            kind = "page"
        return Outcome(show_address(address), status, kind, articles, len(self.stored.get(address, ())))

    def _find_articles(self, place: Place) -> list[str]:
        """Return the files of a place's articles in the window: those that it names now, and for a window's begin also
        those that it named before.
        """
        known = self.find_known(place)
        keys = known.items if self.scope.window.since else known.here
        articles = [self.scope.state.articles[key] for key in keys if key in self.scope.state.articles]
        return [item.path for item in articles if self.scope.holds(item.published) and self.scope.is_stored(item)]
