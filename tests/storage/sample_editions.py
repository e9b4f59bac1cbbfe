"""Small briefings, and how the command line keeps one in a history."""

from __future__ import annotations

from types import MappingProxyType

from summarizer.dedupe.memory import memorize
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Edit,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.render.page_json import to_json
from summarizer.storage.editions_and_stories import keep_edition
from summarizer.storage.history import History

COURIER = Article(
    "",
    outlet="Brannoch Courier",
    outlet_from="metadata",
    published="2031-03-04",
    language="en",
    id="a1",
    path="courier.txt",
)
RADIO = Article(
    "",
    outlet="Northlight Radio",
    outlet_from="metadata",
    published="2031-03-05",
    language="en",
    id="a2",
    path="radio.txt",
)
FERRY = "The ferry to Skerry sails again on Friday."
PIER = "About 400 passengers waited at the pier."
LEFT_OUT = "The kiosk at the pier was closed."


def make(date: str = "2031-03-05", *texts: str, title: str = "Ferries") -> Briefing:
    """Make a briefing of a few sentences by one outlet; the first is told by another one too."""
    lines = [
        BriefingSentence(text, "a1", "Brannoch Courier", 0, len(text), 1.0, f"c{at}")
        for at, text in enumerate(texts or (FERRY,))
    ]
    also = SupportingSentence("a2", "Northlight Radio", 3, 50, "On Friday the ferry to Skerry will sail again.")
    gloss = Edit(0, 0, "", "[Reuel:] ", "gloss")
    lines[0] = BriefingSentence(
        f"[Reuel:] {lines[0].text}", "a1", "Brannoch Courier", 0, 50, 1.0, "c0", edits=(gloss,), also=(also,),
        outlets=("Brannoch Courier", "Northlight Radio"),
        disagreement=(SupportingSentence("a2", "Northlight Radio", 60, 90, "The ferry sails on Monday.", "dates"),),
    )  # fmt: skip
    fate = SentenceOutcome(
        "a1", "courier.txt", "Brannoch Courier", 0, 9, LEFT_OUT, "sentence", "x", "c9", 0.1, "", "", False, "no"
    )
    return Briefing(
        title, date, "general", "en", MappingProxyType({}), Counted(len(lines), 9, 3), MappingProxyType({}),
        (COURIER, RADIO), (BriefingSection("call", "The call", tuple(lines)),), (), (fate,),
    )  # fmt: skip


def keep(history: History, name: str, briefing: Briefing, made: str = "") -> None:
    keep_edition(history, name, briefing.date, to_json(briefing), memorize(briefing), made)
