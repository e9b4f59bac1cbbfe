"""A week of three feeds with some forty stories: each thing is news once, and a story is the same one all week."""

from __future__ import annotations

import random
import re
import shutil
import signal
import sqlite3
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from calling import call
from mail_server import Script
from morning import ANN, BO, Desk, Item, open_desk, read_texts
from sample_articles import ROOT
from serving import Reply

from summarizer.storage.history import MIGRATIONS

pytestmark = [pytest.mark.allow_hosts(["127.0.0.0/8"]), pytest.mark.slow]

WEEK = tomllib.loads((ROOT / "tests" / "cases" / "week.toml").read_text(encoding="utf-8"))
EVENTS, ALONE = WEEK["event"], WEEK["alone"]
DAYS = [f"2026-03-0{number}" for number in range(2, 9)]
PAPERS = {"post": "The Harbour Post", "echo": "Island Echo", "wire": "Example Wire"}
#: On this day the feed of the Island Echo does not answer; on the last one nothing happens.
DEAD, EMPTY = 3, 6
#: On this day the Post adds to what it told the day before of this event.
CHANGED, GROWN = 4, 14
ADDED = "Swarms from the *Wingrove hills were hit by the spray as well."
#: To prove a page takes as long as to make it.
PROVED = (DEAD, 5)
#: The events that the mornings tell which are killed.
FEW = (0, 1, 4)
READERS = ("one@news.example", "two@news.example", "three@news.example")
#: The mail server's, in seconds, at each step.
DELAY = 0.02
STORIES = "stories = true\nmost_stories = 20"


def read_mark(fact: str) -> str:
    """Return the name that only this fact has."""
    (mark,) = re.findall(r"\*(\w+)", fact)
    return str(mark)


def word(fact: str, *, turned: bool = False) -> str:
    """Return a fact as a sentence; turned, it begins with the circumstance."""
    who, what, how = (part.strip() for part in fact.replace("*", "").split("|"))
    text = f"{how}, {who} {what}." if turned else f"{who} {what} {how}."
    return text[0].upper() + text[1:]


def report(number: int, day: int) -> dict[str, Item]:
    """Return what the papers tell of an event on a day: the Wire has the Post's text, and only of each other event."""
    event, made = EVENTS[number], {}
    if day == event["day"]:
        facts, heads, name = event["facts"], (event["head"], event["other"]), f"event-{number}"
    elif day == event["day"] + event.get("after", -9):
        # What was told before stands below what is new.
        facts = [*event["later"], event["facts"][0]]
        heads, name = (f"{event['head']}: the sequel", f"{event['other']}: a day later"), f"later-{number}"
    else:
        return {}
    post = [word(fact) for fact in facts]
    if name == f"event-{GROWN}" and day + 1 == CHANGED:
        made["grown"] = Item(name, DAYS[day], [ADDED.replace("*", ""), *post], heads[0])
    made["post"] = Item(name, DAYS[day], post, heads[0])
    made["echo"] = Item(name, DAYS[day], [word(fact, turned=True) for fact in facts[::-1]], heads[1])
    if number % 2 == 0:
        made["wire"] = Item(
            name, DAYS[day], [f"NORLAND (Example Wire) – {post[0]}", *post[1:]], f"{heads[0]} - Example Wire"
        )
    return made


def write_day(day: int, numbers: Sequence[int]) -> dict[str, list[Item]]:
    """Return what each paper publishes on a day of events of some numbers, and what else it has."""
    items: defaultdict[str, list[Item]] = defaultdict(list)
    for number in numbers:
        for paper, item in report(number, day).items():
            items[paper].append(item)
    for number, one in enumerate(ALONE):
        if one["day"] == day:
            item = Item(f"alone-{number}", DAYS[day], [one["text"]], one["head"].replace("*", ""))
            items[list(PAPERS)[one["outlet"]]].append(item)
    heads = [event["head"] for event in EVENTS if event["day"] == day]
    if day in (0, 1, 2):
        items["echo"].append(
            Item(f"roundup-{day}", DAYS[day], [f"{head}." for head in heads], "Morning briefing: what counts")
        )
    if day == 1:
        text = ["I rode that tram to school, and I want it back.", "Norvik without its trams is a watch without hands."]
        items["post"].append(Item("opinion-0", DAYS[day], text, "Opinion: Norvik needs its trams"))
    return items


def publish(desk: Desk, day: int, step: int = 1, numbers: Sequence[int] = range(len(EVENTS))) -> None:
    """Put the feeds of a day on the web server: what is new, and what the two days before had, as feeds do.

    With a ``step`` of -1 each feed has its items in the other order.
    """
    items: defaultdict[str, list[Item]] = defaultdict(list)
    for one in range(max(0, day - 2), day + 1):
        for paper, written in write_day(one, numbers).items():
            items[paper] += written
    grown = {item.name: item for item in items.pop("grown", []) if day >= CHANGED}
    items["post"] = [grown.get(item.name, item) for item in items["post"]]
    for paper, title in PAPERS.items():
        desk.publish(paper, title, items[paper][::step])
    if day == DEAD:
        desk.site.routes["/echo.xml"] = Reply("down", 503)


def find_event(url: str) -> str:
    """Return the number of the event that an article of a story tells of; empty where it stands alone."""
    found = re.search(r"/(?:event|later|opinion)-(\d+)$", url)
    return found[1] if found else ""


def list_lines(page: dict[str, Any]) -> list[dict[str, Any]]:
    briefings = [story["briefing"] for story in page["stories"] if "briefing" in story]
    return [line for one in briefings for section in one["sections"] for line in section["sentences"]]


def prove(desk: Desk, day: str, settings: Path) -> int:
    (made,) = (desk.folder / "outputs").glob(f"{day}-*.json")
    run = call("verify", made, "-c", settings)
    assert run.status in (0, 3), run.out
    return run.status


def live_through(desk: Desk) -> dict[str, dict[str, Any]]:
    """Return the front pages of the week, some proved on their day with the history, and one without."""
    without = desk.folder / "without.toml"
    pages: dict[str, dict[str, Any]] = {}
    for number, day in enumerate(DAYS):
        publish(desk, number)
        desk.settle(more=STORIES)
        settings = desk.folder / "summarizer.toml"
        without.write_text(settings.read_text(encoding="utf-8").replace("history.db", "none.db"), encoding="utf-8")
        # As cron does it on the first day; in this process, which is faster, on all others.
        run = desk.call("send", "-q", "--date", day) if number else desk.run("send", "-q", "--date", day)
        assert (run.status, run.out) == (int(number == DEAD), ""), run.err
        assert ("/echo.xml" in run.err) == (number == DEAD), run.err
        if number == EMPTY:
            assert not list((desk.folder / "outputs").glob(f"{day}-*"))
            continue
        pages[day] = desk.edition(day)
        if number in PROVED:
            assert prove(desk, day, settings) == 0, day
        if number == DEAD:
            assert prove(desk, day, without) == 3
    return pages


def check_facts(pages: dict[str, dict[str, Any]]) -> None:
    told = [(day, line) for day, page in pages.items() for line in list_lines(page)]
    assert [text for text, count in Counter(line["text"] for _, line in told).items() if count > 1] == []
    news = [(day, line["text"]) for day, line in told if "update" not in line]
    days = {read_mark(ADDED): CHANGED}
    for number, event in enumerate(EVENTS):
        # What one paper alone has is a headline; it is told when the other is heard again.
        first = event["day"] + (event["day"] == DEAD and number % 2)
        days |= dict.fromkeys(map(read_mark, event["facts"]), first)
        days |= dict.fromkeys(map(read_mark, event.get("later", ())), event["day"] + event.get("after", 0))
    found = {mark: [day for day, text in news if mark in text] for mark in days}
    assert found == {mark: [DAYS[number]] for mark, number in days.items()}


def check_ids(pages: dict[str, dict[str, Any]]) -> None:
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages.values():
        for story in page["stories"]:
            for article in story["articles"]:
                ids[find_event(article["url"])].add(story["id"])
    assert {event: len(names) for event, names in ids.items()} == {str(number): 1 for number in range(len(EVENTS))}
    assert len({name for names in ids.values() for name in names}) == len(EVENTS)


def check_days(pages: dict[str, dict[str, Any]]) -> None:
    """A story that goes on says when it was told; one without news says that it has none."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    quiet = 0
    for day, page in pages.items():
        for story in page["stories"]:
            assert [one["date"] for one in story.get("earlier", ())] == told[story["id"]]
            assert ("briefing" in story) != story.get("quiet", False)
            quiet += "briefing" not in story
            if "briefing" in story:
                told[story["id"]].append(day)
    assert quiet > len(EVENTS)


def check_mails(texts: Sequence[str], pages: dict[str, dict[str, Any]]) -> None:
    mails = dict(zip(pages, (" ".join(text.split()) for text in texts), strict=True))
    heads = {one["head"].replace("*", ""): DAYS[one["day"]] for one in ALONE}
    heads |= {"Opinion: Norvik needs its trams": DAYS[1]}
    assert {head: [day for day, text in mails.items() if head in text] for head in heads} == {
        head: [day] for head, day in heads.items()
    }
    for day, page in pages.items():
        assert mails[day].startswith("The news of ")
        assert [line["text"] for line in list_lines(page) if " ".join(line["text"].split()) not in mails[day]] == []
        assert [one["id"] for one in page["stories"] if " ".join(one["title"]["text"].split()) not in mails[day]] == []
        assert ("echo.xml" in mails[day]) == (day == DAYS[DEAD])


def check_commands(desk: Desk, pages: dict[str, dict[str, Any]]) -> None:
    """The history lists what was told, ``explain`` tells where an article stands, and an empty day can be mailed."""
    listed = desk.call("history").out.splitlines()
    assert [line.split()[0] for line in listed[: len(pages)]] == list(pages)
    assert f"{len(pages[DAYS[2]]['stories'])} stories" in listed[2]
    assert "2 sent" in listed[2]
    (made,) = (desk.folder / "outputs").glob(f"{DAYS[5]}-*.json")
    (story,) = [one for one in pages[DAYS[5]]["stories"] if "/post/event-20" in str(one["articles"])]
    told = call("explain", made, desk.site.url("/post/event-20"))
    assert (told.status, story["id"] in told.out) == (0, True), told.err
    desk.settle(more=STORIES, mail="when_empty = true")
    assert desk.call("send", "-q", "--date", DAYS[EMPTY]).status == 0
    assert desk.script.copies == {ANN: len(pages) + 1, BO: len(pages) + 1}


def test_in_a_week_of_stories_each_thing_is_told_once_and_each_story_followed(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        pages = live_through(desk)
        texts = read_texts(desk)
        assert {reader: len(mails) for reader, mails in texts.items()} == {ANN: len(pages), BO: len(pages)}
        check_facts(pages)
        check_ids(pages)
        check_days(pages)
        check_mails(texts[ANN], pages)
        check_commands(desk, pages)


def test_the_order_of_feeds_and_their_items_changes_no_byte(tmp_path: Path) -> None:
    made: list[list[str]] = []
    with open_desk(tmp_path / "one") as desk:
        other = Desk(tmp_path / "other", desk.site, desk.script, desk.port, desk.papers)
        other.folder.mkdir()
        for number, day in enumerate(DAYS[:2]):
            for one, step in ((desk, 1), (other, -1)):
                publish(desk, number, step, FEW)
                one.settle(more=STORIES, places=[desk.site.url(f"/{paper}.xml") for paper in list(PAPERS)[::step]])
                assert one.call("send", "-q", "--date", day).status == 0
                pages = sorted((one.folder / "outputs").glob(f"{day}-*"))
                made.append([path.read_text(encoding="utf-8").replace(str(one.folder), "") for path in pages])
            assert len(made[0]) >= 2
            assert made.pop() == made.pop()
    # A mail names the day of its sending.
    assert desk.script.copies == {ANN: 4, BO: 4}


@dataclass
class Counts:
    """What came of the mail of all killed runs, by address, and how far the runs had come."""

    sent: int = 0
    doubled: int = 0
    in_doubt: int = 0
    lost: int = 0
    stages: Counter[str] = field(default_factory=Counter)


#: What an edition leaves in the history, without the hour.
KEPT = {
    "editions": "name, date, briefing",
    "lines": "edition, place, section",
    "sayings": "text, outlet, published, language",
    "readings": "edition, mark",
    "stories": "*",
    "members": "*",
    "article_terms": "*",
    "term_counts": "*",
}


def read_history(folder: Path) -> dict[str, list[Any]]:
    """Return all that the history of a folder keeps of its editions."""
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert version == len(MIGRATIONS)
        kept = {table: connection.execute(f"SELECT {what} FROM {table}").fetchall() for table, what in KEPT.items()}
    return {table: sorted(repr(row).replace(str(folder), "") for row in rows) for table, rows in kept.items()}


def make_older(path: Path) -> None:
    """Make the history the one that the version before stories would have left."""
    with closing(sqlite3.connect(path)) as connection:
        for table in ("stories", "members", "article_terms", "term_counts", "decisions"):
            connection.execute(f"DROP TABLE {table}")
        mails = connection.execute("SELECT id, name, date, message_id, message FROM letters").fetchall()
        deliveries = connection.execute("SELECT * FROM deliveries").fetchall()
        connection.execute("DROP TABLE deliveries")
        connection.execute("DROP TABLE letters")
        for statement in MIGRATIONS[1]:
            connection.execute(statement)
        connection.executemany("INSERT INTO mails VALUES (?, ?, ?, ?, ?)", mails)
        connection.executemany("INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?)", deliveries)
        connection.execute("PRAGMA user_version = 2")
        connection.commit()


def open_copy(base: Path, folder: Path, desk: Desk) -> Desk:
    """Return a desk of its own, with all that another one kept on the first day, whose servers forget it."""
    shutil.copytree(base, folder)
    desk.script.taken.clear()
    copy = Desk(folder, desk.site, desk.script, desk.port, desk.papers)
    copy.settle(READERS, more=STORIES, mail="each = true")
    return copy


def kill_at(desk: Desk, moment: float, counts: Counts) -> None:
    process = desk.start("send", "-q", "--date", DAYS[1])
    time.sleep(moment)
    process.kill()
    _, errors = process.communicate()
    made = any((desk.folder / "outputs").glob(f"{DAYS[1]}-*.json"))
    states = set(desk.states(DAYS[1]).values())
    # A run that came to its end before the kill says with 1 that an earlier kill left a mail in doubt.
    assert process.returncode in (int("in_doubt" in states), -signal.SIGKILL), errors
    counts.stages["making" if not made else "made" if not states else "sent" if states == {"sent"} else "sending"] += 1


def count_mail(desk: Desk, counts: Counts) -> None:
    """Run to the end what was killed, and count what each reader got."""
    run = desk.call("send", "-q", "--date", DAYS[1])
    found = desk.states(DAYS[1])
    assert set(found) == set(READERS)
    assert run.status == int("in_doubt" in found.values()), run.err
    for reader, state in found.items():
        copies = desk.script.copies[reader]
        counts.sent += state == "sent" and copies == 1
        counts.in_doubt += state == "in_doubt" and copies <= 1
        counts.doubled += copies > 1
        counts.lost += state == "sent" and copies == 0


def test_killed_at_any_moment_of_making_keeping_and_migrating_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """Four second mornings are killed five times each, later and later; two had a history of the version before."""
    chance, counts = random.Random(14), Counts()
    with open_desk(tmp_path / "base", Script(delay=DELAY)) as desk:
        publish(desk, 0, numbers=FEW)
        desk.settle(READERS, more=STORIES, mail="each = true")
        assert desk.call("send", "-q", "--date", DAYS[0]).status == 0
        older = Path(shutil.copytree(desk.folder, tmp_path / "older"))
        make_older(older / "history.db")
        publish(desk, 1, numbers=FEW)
        wanted: dict[Path, dict[str, list[Any]]] = {}
        for base in (desk.folder, older):
            whole = open_copy(base, tmp_path / f"{base.name}-whole", desk)
            begin = time.monotonic()
            assert whole.run("send", "-q", "--date", DAYS[1]).status == 0
            seconds = time.monotonic() - begin
            wanted[base] = read_history(whole.folder)
        for number in range(4):
            base = (desk.folder, older)[number % 2]
            copy = open_copy(base, tmp_path / str(number), desk)
            for part in range(0, 20, 4):
                kill_at(copy, seconds * (number + part + chance.random()) / 20, counts)
            count_mail(copy, counts)
            assert read_history(copy.folder) == wanted[base]
            assert copy.edition(DAYS[1])["date"] == DAYS[1]
    assert (counts.doubled, counts.lost, counts.sent + counts.in_doubt) == (0, 0, 4 * len(READERS))
    assert counts.stages.total() - counts.stages["sent"] >= 5
