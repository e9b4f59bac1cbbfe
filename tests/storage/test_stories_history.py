"""What front pages knew of stories: kept with their edition, remembered for a week, forgotten with it, killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_editions import keep, make
from test_history import start, wait_for_word

from summarizer.errors import ConfigError
from summarizer.model import KnownArticle, KnownStory, StoryMemory
from summarizer.storage import history as history_file
from summarizer.storage.deliveries import find_letter, list_deliveries, queue_letter
from summarizer.storage.editions_and_stories import (
    forget_edition,
    is_remembered,
    keep_stories,
    list_editions,
    remember_decisions,
    remember_stories,
)
from summarizer.storage.history import APPLICATION, MIGRATIONS, History, open_history, transaction

NAME = "morning"
FERRY, FLOOD = "2031-03-03-ferry", "2031-03-04-flood"
TERMS = {"ferry": 2.3, "pier": 0.3, "x": 1}
DELIVERED = [("sent", 1, ""), ("queued", 3, "busy")]
TABLES = ("stories", "members", "article_terms", "term_counts", "decisions")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    with open_history(path) as opened:
        yield opened


def know(digest: str, story: str = FERRY, day: str = "2031-03-04", terms: Mapping[str, float] = TERMS) -> KnownArticle:
    return KnownArticle(digest, story, day, "en", terms)


def tell(date: str, *stories: str, joined: tuple[str, str] | None = None, number: int = 3) -> StoryMemory:
    """Make what the front page of a date knew: some stories of some articles each."""
    articles = [know(f"{date} {story} {at}", story, date) for story in stories for at in range(number)]
    known = [KnownStory(story, (("2031-01-01", "Long ago"), (date, f"{story} on {date}"))) for story in stories]
    if joined:
        known.append(KnownStory(joined[0], joined_to=joined[1]))
    return StoryMemory(tuple(articles), tuple(known), {"en": {"ferry": 3, "pier": 1}}, {"en": len(articles)})


def put(history: History, date: str, memory: StoryMemory, *decisions: object, name: str = NAME) -> None:
    with transaction(history.connection):
        keep(history, name, make(date))
        keep_stories(history, name, date, memory, *decisions)  # type: ignore[arg-type]


def count(history: History, *tables: str) -> list[int]:
    return [history.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables or TABLES]


def test_what_was_kept_is_remembered_to_the_last_digit(history: History) -> None:
    kept = StoryMemory(
        (
            replace(know("a", terms={"ferry": 1 / 3, "half": 2}), address="post.example/a"),
            know("b", ""),
            know("c", terms={"\ud800": 1.0}),
        ),
        (KnownStory(FERRY, (("2031-03-04", "Ferries \ud800 sail"),)),),
        {"de": {"F\u00e4hre": 1}, "en": {"ferry": 2, "half": 1}},
        {"de": 1, "en": 2},
    )
    put(history, "2031-03-04", kept)
    found = remember_stories(history, NAME, "2031-03-05")
    assert found.articles == kept.articles
    assert [type(number) for number in found.articles[0].terms.values()] == [float, int]
    assert found.stories == (KnownStory(FERRY, (("2031-03-04", "Ferries \ufffd sail"),)),)
    assert (found.counts, found.documents) == (kept.counts, kept.documents)
    assert remember_stories(history, "other", "2031-03-05") == StoryMemory()
    assert remember_stories(history, NAME, "2031-03-04") == StoryMemory()


def test_the_same_is_remembered_in_whatever_order_it_was_kept(history: History, tmp_path: Path) -> None:
    days = [f"2031-03-{day:02}" for day in range(1, 9)]
    for day in days:
        put(history, day, tell(day, FERRY, FLOOD))
    random.Random(1).shuffle(days)
    with open_history(tmp_path / "other.sqlite3") as other:
        for day in days:
            put(other, day, tell(day, FLOOD, FERRY))
        told = remember_stories(history, NAME, "2031-03-09")
        assert told == remember_stories(other, NAME, "2031-03-09")
        assert repr(told) == repr(remember_stories(other, NAME, "2031-03-09"))
        assert len(told.articles) == 42


def test_articles_and_stories_are_known_for_a_week_and_counts_for_a_month(history: History) -> None:
    put(history, "2031-02-01", tell("2031-02-01", "old"))
    put(history, "2031-02-20", tell("2031-02-20", "older", FERRY))
    put(history, "2031-02-26", tell("2031-02-26", FERRY))
    put(history, "2031-03-04", tell("2031-03-04", FLOOD))
    found = remember_stories(history, NAME, "2031-03-05")
    assert {one.day for one in found.articles} == {"2031-02-26", "2031-03-04"}
    ferry, flood = found.stories
    # A story that is alive is known with all that was ever told of it.
    assert ferry.told == (("2031-02-20", f"{FERRY} on 2031-02-20"), ("2031-02-26", f"{FERRY} on 2031-02-26"))
    assert flood.told == (("2031-03-04", f"{FLOOD} on 2031-03-04"),)
    assert found.documents == {"en": 12}
    assert found.counts == {"en": {"ferry": 9, "pier": 3}}
    assert count(history, "members", "article_terms", "term_counts", "stories") == [15, 15, 4, 5]
    assert remember_stories(history, NAME, "2031-03-06", days=2).stories == (flood,)
    # So it is known whether all is there with which an edition was made.
    assert is_remembered(history, NAME, "2031-02-01")
    assert not is_remembered(history, NAME, "2031-01-31")
    # What an edition of a month ago was made with is kept; what is older goes.
    put(history, "2031-03-29", tell("2031-03-29", FLOOD))
    assert is_remembered(history, NAME, "2031-02-26")
    assert count(history, "members", "article_terms", "term_counts") == [15, 15, 5]
    put(history, "2031-04-06", tell("2031-04-06", FLOOD))
    assert count(history, "members", "article_terms", "term_counts") == [9, 9, 5]


def test_an_article_that_stands_in_several_editions_is_stored_once_and_known_by_the_last(history: History) -> None:
    for day, story in (("2031-03-03", ""), ("2031-03-04", FERRY)):
        put(history, day, StoryMemory((know("a", story),)))
    assert count(history, "members", "article_terms") == [2, 1]
    assert remember_stories(history, NAME, "2031-03-05").articles == (know("a"),)
    forget_edition(history, NAME, "2031-03-04")
    assert remember_stories(history, NAME, "2031-03-05").articles == (know("a", ""),)


def test_a_text_that_comes_back_under_another_headline_changes_nothing_of_what_earlier_editions_knew(
    history: History,
) -> None:
    put(history, "2031-03-03", StoryMemory((know("a", terms={"ferry": 3.0}),)))
    known = remember_stories(history, NAME, "2031-03-04")
    put(history, "2031-03-04", StoryMemory((know("a", terms={"boat": 3.0}),)))
    assert remember_stories(history, NAME, "2031-03-04") == known


def test_stories_that_became_one_are_known_by_the_one_that_they_are_now(history: History) -> None:
    put(history, "2031-03-03", tell("2031-03-03", "c"))
    put(history, "2031-03-04", tell("2031-03-04", "b", joined=("c", "b")))
    put(history, "2031-03-05", tell("2031-03-05", "a", joined=("b", "a")))
    found = remember_stories(history, NAME, "2031-03-06")
    assert {one.story for one in found.articles} == {"a"}
    assert {one.id: one.joined_to for one in found.stories} == {"a": "", "b": "a", "c": "a"}
    # Without the edition that joined them they are two again.
    forget_edition(history, NAME, "2031-03-05")
    assert {one.story for one in remember_stories(history, NAME, "2031-03-06").articles} == {"b"}


def test_stories_that_are_said_to_have_become_each_other_do_not_turn_for_ever(history: History) -> None:
    put(history, "2031-03-04", tell("2031-03-04", joined=("b", "a")))
    put(history, "2031-03-05", tell("2031-03-05", joined=("a", "b")))
    assert {one.id for one in remember_stories(history, NAME, "2031-03-06").stories} == {"a", "b"}


def test_an_edition_that_is_kept_again_replaces_its_stories_and_nothing_of_others(history: History) -> None:
    put(history, "2031-03-04", tell("2031-03-04", FERRY, FLOOD))
    put(history, "2031-03-05", tell("2031-03-05", FERRY))
    put(history, "2031-03-04", tell("2031-03-04", FLOOD), name="evening")
    before = count(history)
    put(history, "2031-03-04", tell("2031-03-04", FERRY, FLOOD))
    assert count(history) == before
    put(history, "2031-03-04", tell("2031-03-04", FLOOD, number=1))
    found = remember_stories(history, NAME, "2031-03-06")
    assert [(one.day, one.story) for one in found.articles] == [("2031-03-04", FLOOD)] + 3 * [("2031-03-05", FERRY)]
    assert len(remember_stories(history, "evening", "2031-03-06").articles) == 3
    # An edition that is one story now has none.
    keep(history, NAME, make("2031-03-05"))
    assert len(remember_stories(history, NAME, "2031-03-06").articles) == 1


def test_what_the_user_said_of_stories_holds_on_until_its_day_is_forgotten(history: History) -> None:
    put(history, "2031-03-04", tell("2031-03-04", FERRY), [("b", "a")], ["articles/x.md"])
    put(history, "2031-03-05", tell("2031-03-05", FERRY), [("a", "b"), ("c", "a")], ["articles/x.md"])
    assert remember_decisions(history, NAME, "2031-03-03") == ((), ())
    assert remember_decisions(history, NAME, "2031-03-04") == ((("a", "b"),), ("articles/x.md",))
    assert remember_decisions(history, NAME, "2031-03-06") == ((("a", "b"), ("a", "c")), ("articles/x.md",))
    assert remember_decisions(history, "other", "2031-03-06") == ((), ())
    put(history, "2031-03-04", tell("2031-03-04", FERRY))
    assert remember_decisions(history, NAME, "2031-03-04") == ((("a", "b"),), ("articles/x.md",))
    forget_edition(history, NAME, "2031-03-04")
    assert remember_decisions(history, NAME, "2031-03-06") == ((("a", "c"),), ())


def test_what_is_forgotten_is_gone_with_its_stories(history: History) -> None:
    put(history, "2031-03-04", tell("2031-03-04", FERRY), [("a", "b")])
    forget_edition(history, NAME, "2031-03-04")
    assert count(history, "stories", "members", "term_counts", "decisions") == [0, 0, 0, 0]
    put(history, "2031-03-05", StoryMemory())
    assert count(history) == [0, 0, 0, 0, 0]


def test_what_cannot_be_kept_leaves_edition_and_stories_as_they_were(history: History) -> None:
    put(history, "2031-03-04", tell("2031-03-04", FERRY))
    before = remember_stories(history, NAME, "2031-03-05"), list_editions(history)
    history.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON term_counts BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        put(history, "2031-03-04", tell("2031-03-04", FLOOD))
    assert (remember_stories(history, NAME, "2031-03-05"), list_editions(history)) == before
    with pytest.raises(ConfigError, match="no edition of 2031-03-09"):
        keep_stories(history, NAME, "2031-03-09", StoryMemory())
    with pytest.raises(ConfigError, match="is no date"):
        remember_stories(history, NAME, "20310305")


def make_second_version(path: Path) -> None:
    """Make a history as it was before there were front pages, with an edition and its mail in it."""
    connection = sqlite3.connect(path)
    for statement in (*MIGRATIONS[0], *MIGRATIONS[1]):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("PRAGMA user_version = 2")
    briefing = '{"title": "Old", "sections": []}'
    connection.execute("INSERT INTO editions VALUES (7, ?, '2031-03-04', '', ?)", (NAME, briefing))
    connection.execute("INSERT INTO mails VALUES (1, ?, '2031-03-04', '<1@x.example>', x'00')", (NAME,))
    connection.execute("INSERT INTO deliveries VALUES (1, 'a@x.example', 'a@x.example', 'sent', 1, '')")
    connection.execute("INSERT INTO deliveries VALUES (1, 'b@x.example', 'b@x.example', 'queued', 3, 'busy')")
    connection.commit()
    connection.close()


def test_a_history_from_before_front_pages_is_brought_to_ours_and_keeps_what_it_has(path: Path) -> None:
    make_second_version(path)
    with open_history(path) as history:
        assert [edition.title for edition in list_editions(history)] == ["Old"]
        queue_letter(history, NAME, "2031-03-04", "<2@x.example>", b"mail", ["a@x.example"])
        assert [one.state for one in list_deliveries(history)] == ["sent", "queued"]
        assert remember_stories(history, NAME, "2031-03-05") == StoryMemory()
        put(history, "2031-03-05", tell("2031-03-05", FERRY))
        assert len(remember_stories(history, NAME, "2031-03-06").articles) == 3


def kill_at(number: int, path: Path, *, keeping: bool) -> bool:
    """Open a history in a process of its own that kills itself before one of its statements; keep an edition there.

    Statements are counted from the opening, or from the keeping. Return whether it came to its end.
    """
    child = os.fork()
    if child == 0:
        left = number
        connect = sqlite3.connect

        def count(statement: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def connect_counting(*args: Any, **named: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*args, **named)
            if not keeping:
                connection.set_trace_callback(count)
            return connection

        history_file.sqlite3.connect = connect_counting  # type: ignore[attr-defined]
        with open_history(path) as history:
            if keeping:
                history.connection.set_trace_callback(count)
                put(history, "2031-03-05", tell("2031-03-05", FLOOD), [("b", "a")])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_run_that_is_killed_while_it_migrates_leaves_the_history_as_it_was_or_as_it_is_to_be(tmp_path: Path) -> None:
    versions: list[int] = []
    for number in range(100):
        path = tmp_path / str(number) / "history.sqlite3"
        path.parent.mkdir()
        make_second_version(path)
        has_ended = kill_at(number, path, keeping=False)
        connection = sqlite3.connect(path)
        versions.append(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connection.close()
        assert len(tables & set(TABLES)) == (5 if versions[-1] == len(MIGRATIONS) else 0)
        with open_history(path) as history:
            assert [edition.title for edition in list_editions(history)] == ["Old"]
            assert [(one.state, one.tries, one.why) for one in list_deliveries(history)] == DELIVERED
            assert find_letter(history, NAME, "2031-03-04") == ("<1@x.example>", b"\0")
            assert remember_stories(history, NAME, "2031-03-05") == StoryMemory()
        if has_ended:
            break
    assert len(versions) > 12
    assert versions[0] == 2
    assert versions[-1] == len(MIGRATIONS)


def test_a_run_that_is_killed_while_it_keeps_leaves_all_or_nothing_of_its_edition(path: Path) -> None:
    with open_history(path) as history:
        put(history, "2031-03-05", tell("2031-03-05", FERRY))
        before = remember_stories(history, NAME, "2031-03-06")
    for number in range(200):
        has_ended = kill_at(number, path, keeping=True)
        with open_history(path) as history:
            found = remember_stories(history, NAME, "2031-03-06")
            assert len(list_editions(history)) == 1
            decisions = remember_decisions(history, NAME, "2031-03-06")
        if has_ended:
            break
        assert (found, decisions) == (before, ((), ()))
    assert number > 20
    assert {one.story for one in found.articles} == {FLOOD}
    assert decisions == ((("a", "b"),), ())


KEEPING = """
from test_stories_history import put, tell
with open_history(path, 30) as history:
    while True:
        for story in ("one", "two"):
            put(history, "2031-03-05", tell("2031-03-05", story, number=300), [(story, story + "x")])
            print("kept", flush=True)
"""


def test_a_run_that_is_killed_while_it_keeps_leaves_the_one_edition_or_the_other(path: Path) -> None:
    chance = random.Random(4)
    for _ in range(4):
        process = start(KEEPING, path)
        wait_for_word(process, "kept")
        time.sleep(0.1 * chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        with open_history(path, wait_seconds=5) as history:
            found = remember_stories(history, NAME, "2031-03-06")
            (story,) = found.stories
            assert story.id in ("one", "two")
            assert {one.story for one in found.articles} == {story.id}
            assert len(found.articles) == count(history, "article_terms")[0] == 300
            assert found.documents == {"en": 300}
            assert len(list_editions(history)) == 1
