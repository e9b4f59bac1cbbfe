"""A month of twelve feeds on loopback: outlets edit, move and delete, and each morning's edition holds at its end."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from calling import call
from serving import Reply, Site, serve

from summarizer.cli import run_context
from summarizer.cli.making import write_config_page
from summarizer.cli.run_context import RunContext
from summarizer.config.resolving import resolve_briefing
from summarizer.config.settings_file import find_settings
from summarizer.text.tokens import letters

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow, pytest.mark.usefixtures("keep_process")]

START = datetime(2031, 3, 1, 6, tzinfo=UTC)
DAYS, FEEDS = 30, 12
SETTINGS = """
places = [{places}]
new_only = true
since = "2d"
timezone = "UTC"
length = "100%"
formats = ["json"]
[fetch]
allow_private = true
pause = 0
retries = 0
[history]
path = "history.db"
days = 7
"""
SYLLABLES = "bal dro fen gur hol jas kel lom mur nev ost pel rin sav tor ulm vik wen yar zod".split()
FRAMES = (
    "{0} {1} sold {n} barrels of {2} to the {3} of {4}.",
    "The {2} at {4} burnt for {n} hours, said {0} {1}, who owns the {3}.",
    "Of the {n} {2}s that {0} {1} built, the last now stands in {4} beside the {3}.",
    "Without the {3}, {0} {1} warned, {4} would need {n} more {2}s every winter.",
    "A court in {4} freed {0} {1}, whose {3} had eaten {n} kilos of {2}.",
)  # fmt: skip
#: How a sentence is changed, given a new name: its figure, a name in it, a word, with a note of the outlet's a clause.
WORDINGS: tuple[Callable[[str, str], str], ...] = (
    lambda was, name: "".join(str(int(sign) % 9 + 1) if sign.isdigit() else sign for sign in was),
    lambda was, name: was.replace(next(word for word in was.split()[1:] if word[0].isupper()).strip(",."), name),
    lambda was, name: was.replace(" the ", " that ", 1) if " the " in was else was.replace(".", " again."),
    lambda was, name: was.replace(".", ", her lawyer said."),
)
NOTE = "Correction: An earlier version of this article was wrong."


@dataclass
class Story:
    """An article as its outlet has it at the moment."""

    feed: int
    day: int
    title: str
    sentences: list[str]
    note: str = ""
    path: str = ""
    guid: str = ""
    is_gone: bool = False

    @property
    def is_teaser(self) -> bool:
        return self.feed % 2 == 0


@dataclass
class Press:
    """Twelve outlets: what they have published, and each change that they made, as it was and is."""

    site: Site
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    stories: list[Story] = field(default_factory=list)
    changes: list[tuple[str, str, bool]] = field(default_factory=list)
    words: int = 400

    def invent(self) -> str:
        self.words += 1
        number, name = self.words, ""
        while number:
            number, rest = divmod(number, len(SYLLABLES))
            name += SYLLABLES[rest]
        return name

    def write(self, frame: str) -> str:
        first, last, thing, other, place = (self.invent() for _ in range(5))
        return frame.format(first.title(), last.title(), thing, other, place.title(), n=self.dice.randrange(12, 90))

    def publish(self, day: int) -> None:
        """Publish the articles of a day: each outlet has one every sixth day."""
        for feed in range(FEEDS):
            if (feed + day) % 6 == 0:
                sentences = [self.write(frame) for frame in self.dice.sample(FRAMES, 3)]
                name = f"/{feed}/{day}"
                title = f"{self.invent().title()} {self.invent()} {self.invent()}"
                self.stories.append(Story(feed, day, title, sentences, path=name, guid=name))

    def edit(self, day: int) -> None:
        """Change half of what was published the day before; the rest is moved, deleted, named anew or left alone.

        What cannot be seen, because the feed is a page, is not changed.
        """
        for story in (story for story in self.stories if story.day == day - 1 and not is_page(story.feed, day)):
            how, at = self.dice.randrange(12), self.dice.randrange(1, 3)
            was = story.sentences[at]
            if how < len(WORDINGS):
                now = WORDINGS[how](was, self.invent().title())
                story.sentences[at], story.note = now, NOTE if how == 3 else ""
                self.changes.append((was, now, how == 3))
            elif how == 4:
                del story.sentences[at]
                self.changes.append((was, "", False))
            elif how == 5:
                story.sentences.append(self.write(FRAMES[0]))
                self.changes.append(("", story.sentences[-1], False))
            elif how == 6:
                story.is_gone = True
            elif how == 7:
                story.path += "-moved" if story.is_teaser else ""
                story.guid += "" if story.is_teaser else "-new"

    def serve(self, day: int) -> None:
        """Put the feeds and pages of a day on the web: those of the last two days, in the dress of the day."""
        self.site.routes.clear()
        for feed in range(FEEDS):
            own = [story for story in self.stories if story.feed == feed and day - story.day < 2]
            items = "".join(map(write_item, own))
            head = f"<title>Outlet {feed}</title><language>en</language>"
            body = f"<rss version='2.0'><channel>{head}{items}</channel></rss>"
            self.site.routes[f"/{feed}.xml"] = Reply(body, kind="application/rss+xml")
            for story in own:
                if not story.is_gone:
                    self.site.routes[story.path] = write_config_page_of(story, day)
            if is_page(feed, day):
                text = f"Please log in to read the news of outlet {feed}."
                self.site.routes[f"/{feed}.xml"] = Reply(f"<html><body><p>{text}</p></body></html>")


def is_page(feed: int, day: int) -> bool:
    """Tell whether a feed answers with a page: one does, for a week."""
    return feed == 3 and 10 <= day < 17


def write_item(story: Story) -> str:
    told = story.sentences[:1] if story.is_teaser else [*story.sentences, story.note]
    text = "".join(f"<p>{one}</p>" for one in told)
    day = (START + timedelta(days=story.day)).isoformat()
    return (
        f"<item><title>{story.title}</title><link>{story.path}</link><guid isPermaLink='false'>{story.guid}</guid>"
        f"<pubDate>{day}</pubDate><description>{escape(text)}</description></item>"
    )


def write_config_page_of(story: Story, day: int) -> Reply:
    """Write a page whose template differs from day to day."""
    marks = ("“", "”") if day % 2 else ('"', '"')
    paragraphs = [*story.sentences, f"{marks[0]}{story.title},{marks[1]} she added.", story.note]
    text = "".join(f"<p>{' ' * (day % 3)}{one}</p>" for one in paragraphs if one)
    head = f"<p>{day * 7 % 50 + 2} minutes ago</p><p>{day * 31 + 5} views</p>"
    meta = f'<meta property="og:site_name" content="Outlet {story.feed}"><title>{story.title}</title>'
    return Reply(
        f"<html lang='en'><head>{meta}</head><body><article><h1>{story.title}</h1>{head}{text}</article></body></html>"
    )


def test_each_edition_of_a_month_holds_at_its_end_and_each_edit_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serve({}) as site:
        places = ", ".join(f'"{site.url(f"/{feed}.xml")}"' for feed in range(FEEDS))
        Path("summarizer.toml").write_text(SETTINGS.format(places=places))
        press = Press(site)
        for day in range(DAYS):
            press.publish(day)
            press.edit(day)
            press.serve(day)
            make_edition(START + timedelta(days=day, hours=1))
    days = [(START + timedelta(days=day)).date().isoformat() for day in range(DAYS)]
    statuses = [call("verify", next(Path("outputs").glob(f"{day}-*.json"))) for day in days]
    assert [(day, run.status, run.out) for day, run in zip(days, statuses, strict=True) if run.status or run.out] == []
    told = [json.loads(line) for line in call("changes", "--json").out.splitlines()]
    found = Counter((one["was"], one["now"], one["marked"]) for one in told)
    expected = Counter(press.changes)
    assert (found - expected, expected - found) == (Counter(), Counter())
    editions = [json.loads(next(Path("outputs").glob(f"{day}-*.json")).read_text()) for day in days]
    lines = [line["text"] for page in editions for section in page["sections"] for line in section["sentences"]]
    assert [text for text, count in Counter(map(letters, lines)).items() if count > 1] == []
    # What was printed and then changed was told as a change, and neither as new nor as an update.
    changed = [(one["was"], one.get("now", "")) for page in editions for one in page.get("changes", ())]
    printed = set(lines)
    assert Counter(changed) == Counter((was, now) for was, now, _ in press.changes if was in printed)
    assert printed.isdisjoint(now for _, now in changed)


def make_edition(now: datetime) -> None:
    from summarizer.storage.history import open_history

    settings = find_settings(Path("summarizer.toml"))
    config = resolve_briefing(settings, "", {}, "", now)
    with open_history(Path("history.db")) as history:
        result = run_context.run_briefing(config, RunContext(settings, now, quiet=True), history)
        assert result.page is not None
        write_config_page(config, result.page)
