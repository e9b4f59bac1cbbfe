"""What a run of fetching did, for whoever called it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
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
    """Tell in one line what a run did.

    >>> describe_fetched(Fetched(("a", "b"), ("a",), (), (Outcome("https://x.example/", "fetched", "feed", 2, 1),)))
    'fetched  1 place: 1 article stored, 1 known before'
    """
    counts = Counter(outcome.status for outcome in fetched.outcomes)
    places, stored = len(fetched.outcomes), len(fetched.stored)
    parts = [f"{_count(stored, 'article')} stored, {len(fetched.articles) - stored} known before"]
    if counts["unchanged"]:
        parts.append(f"{_count(counts['unchanged'], 'place')} unchanged")
    if counts["failed"]:
        parts.append(f"{_count(counts['failed'], 'place')} failed")
    return f"fetched  {_count(places, 'place')}: {'; '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
