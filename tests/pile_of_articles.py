"""Made-up articles on a handful of events, for the tests of piles."""

from __future__ import annotations

import tomllib
from pathlib import Path

from summarizer.model import Article

_EVENTS = tomllib.loads((Path(__file__).parent / "cases" / "pile.toml").read_text(encoding="utf-8"))
#: Event → the headlines and texts of its articles.
EVENTS = {name: [(one["title"], one["text"]) for one in told] for name, told in _EVENTS.items()}
FERRY, VOTE, DAM = EVENTS["ferry"], EVENTS["vote"], EVENTS["dam"]
OUTLETS = ("Arle Post", "Norland Radio", "The Vik Courier")


def make_articles(day: str = "2031-03-04") -> list[Article]:
    """Return three articles on each of three events, one an outlet, and two that stand alone."""
    made: list[Article] = []
    for event in (FERRY, VOTE, DAM):
        for outlet, (title, text) in zip(OUTLETS, event, strict=True):
            made.append(make(title, text, outlet, day))
    return made + [make(title, text, "Arle Post", day) for title, text in EVENTS["alone"]]


def make(title: str, text: str, outlet: str, day: str = "2031-03-04", path: str = "", url: str = "") -> Article:
    """Return an article of an outlet that names itself."""
    return Article(text, outlet, title, url, day, path=path or f"{title}.md", outlet_from="metadata", language="en")
