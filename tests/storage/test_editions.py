from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_briefing import read_back
from sample_editions import COURIER, FERRY, LEFT_OUT, PIER, RADIO, keep, make

from summarizer.dedupe.memory import mark
from summarizer.errors import ConfigError
from summarizer.model import Memory, ReportedFact, Wording
from summarizer.render.page_json import to_json
from summarizer.storage.deliveries import list_deliveries, mark_delivery, queue_letter
from summarizer.storage.editions_and_stories import (
    describe_change,
    describe_editions,
    export_editions,
    find_edition,
    forget_edition,
    keep_edition,
    list_editions,
    remember,
)
from summarizer.storage.history import History, open_history


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "history.sqlite3") as opened:
        yield opened


def count(history: History, table: str) -> int:
    (number,) = history.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def test_an_edition_is_found_as_it_was_kept(history: History) -> None:
    keep(history, "ferries", make())
    found = find_edition(history, "ferries", "2031-03-05")
    assert found == to_json(make())
    assert to_json(read_back(found)) == found
    assert find_edition(history, "ferries", "2031-03-06") == ""
    assert find_edition(history, "energy", "2031-03-05") == ""


def test_what_was_told_is_remembered_without_glosses_and_with_who_told_it_when(history: History) -> None:
    keep(history, "ferries", make())
    memory = remember(history, "ferries", "2031-03-06")
    first = Wording(FERRY, COURIER.outlet, "2031-03-04", "en")
    other = Wording("On Friday the ferry to Skerry will sail again.", RADIO.outlet, "2031-03-05", "en")
    monday = Wording("The ferry sails on Monday.", RADIO.outlet, "2031-03-05", "en")
    assert memory.lines == (
        ReportedFact("2031-03-05", (first, other), "call"),
        ReportedFact("2031-03-05", (monday,), "call"),
    )
    assert memory.since == "2031-03-05"
    told = [mark(COURIER, FERRY), mark(RADIO, other.text), mark(RADIO, monday.text), mark(COURIER, LEFT_OUT)]
    assert dict(memory.read) == dict.fromkeys(told, "2031-03-05")


def test_only_earlier_editions_of_the_same_briefing_within_the_days_are_remembered(history: History) -> None:
    for day in ("2031-02-20", "2031-03-01", "2031-03-04", "2031-03-05", "2031-03-06"):
        keep(history, "ferries", make(day))
    keep(history, "energy", make("2031-03-04", PIER))
    assert {known.date for known in remember(history, "ferries", "2031-03-05", days=5).lines} == {
        "2031-03-01",
        "2031-03-04",
    }
    assert remember(history, "ferries", "2031-03-05", days=5).since == "2031-03-04"
    assert remember(history, "ferries", "2031-02-20").lines == ()
    assert remember(history, "ferries", "2031-02-20").since == ""
    assert remember(history, "ferries", "0001-01-02").since == ""


def test_a_sentence_read_on_several_days_has_the_first_of_them(history: History) -> None:
    for day in ("2031-03-04", "2031-03-02", "2031-03-03"):
        keep(history, "ferries", make(day))
    assert set(remember(history, "ferries", "2031-03-05").read.values()) == {"2031-03-02"}


def test_an_edition_that_is_kept_again_is_replaced_as_a_whole(history: History) -> None:
    keep(history, "ferries", make("2031-03-05", FERRY, PIER))
    keep(history, "ferries", make("2031-03-04"))
    sizes = [count(history, table) for table in ("editions", "lines", "sayings", "readings")]
    keep(history, "ferries", make("2031-03-05", FERRY, PIER))
    assert [count(history, table) for table in ("editions", "lines", "sayings", "readings")] == sizes
    keep(history, "ferries", make("2031-03-05", PIER))
    assert [edition.sentences for edition in list_editions(history)] == [1, 1]
    assert FERRY not in {
        saying.text for known in remember(history, "ferries", "2031-03-06", 1).lines for saying in known.sayings
    }


def test_the_order_of_keeping_does_not_matter(history: History, tmp_path: Path) -> None:
    days = [f"2031-03-{day:02}" for day in range(1, 9)]
    for day in days:
        keep(history, "ferries", make(day, f"Ferry {day} sails."))
    random.Random(1).shuffle(days)
    with open_history(tmp_path / "other.sqlite3") as other:
        for day in days:
            keep(other, "ferries", make(day, f"Ferry {day} sails."))
        assert remember(other, "ferries", "2031-03-09") == remember(history, "ferries", "2031-03-09")
        assert list(export_editions(other)) == list(export_editions(history))


def test_what_is_forgotten_is_gone_but_for_its_mail(history: History) -> None:
    keep(history, "ferries", make())
    queue_letter(history, "ferries", "2031-03-05", "<1@x.example>", b"mail", ["ann@x.example", "bo@x.example"])
    mark_delivery(history, "ferries", "2031-03-05", ["ann@x.example"], "sent")
    forget_edition(history, "ferries", "2031-03-05")
    forget_edition(history, "ferries", "2031-03-05")
    assert remember(history, "ferries", "2031-03-06").lines == ()
    assert [count(history, table) for table in ("editions", "lines", "sayings", "readings")] == [0, 0, 0, 0]
    queue_letter(history, "ferries", "2031-03-05", "<2@x.example>", b"mail", ["ann@x.example"])
    assert [(one.address, one.state) for one in list_deliveries(history)] == [
        ("ann@x.example", "sent"),
        ("bo@x.example", "queued"),
    ]


def test_what_changed_before_an_edition_is_named_where_it_is_known(history: History) -> None:
    for day, when in (("03", "05T07:00:00+01:00"), ("04", "04T07:00:00+01:00"), ("05", "05T07:00:00+02:00")):
        keep_edition(history, "a", f"2031-03-{day}", to_json(make()), Memory(), f"2031-03-{when}")
    told = {"", "2031-03-01", "2031-03-04"}
    found = describe_change(history, "a", "2031-03-05", told)
    assert found == "the edition of 2031-03-01 is there no longer, the edition of 2031-03-03 was made after it"
    assert describe_change(history, "a", "2031-03-04", {"2031-03-03"}) == (
        "the edition of 2031-03-03 was made after it"
    )
    assert (
        describe_change(history, "b", "2031-03-05", set())
        == "what earlier editions told within [history] days is not what it was"
    )


def test_editions_are_listed_with_what_became_of_their_mail(history: History) -> None:
    update = replace(make("2031-03-06"), sections=())
    keep(history, "ferries", make("2031-03-05", FERRY, PIER), made="2031-03-05T06:00:00+00:00")
    keep(history, "ferries", update)
    keep(history, "energy", make("2031-03-05"))
    queue_letter(history, "ferries", "2031-03-05", "<1@x.example>", b"mail", ["ann@x.example", "bo@x.example"])
    mark_delivery(history, "ferries", "2031-03-05", ["ann@x.example"], "in_doubt", "cut off")
    queue_letter(history, "ferries", "2031-03-05", "msg_1", b"{}", ["webhook desk"], "desk")
    editions = list_editions(history)
    assert [(edition.name, edition.date) for edition in editions] == [
        ("energy", "2031-03-05"),
        ("ferries", "2031-03-05"),
        ("ferries", "2031-03-06"),
    ]
    assert editions[1].made == "2031-03-05T06:00:00+00:00"
    assert (editions[1].mails, editions[1].posts) == ({"in_doubt": 1, "queued": 1}, {"queued": 1})
    assert describe_editions(editions) == [
        "2031-03-05  energy   1 sentence  Ferries",
        "2031-03-05  ferries  2 sentences; mail: 1 in doubt, 1 queued; webhooks: 1 queued  Ferries",
        "2031-03-06  ferries  nothing  Ferries",
    ]
    assert list_editions(history, "energy") == editions[:1]


def test_the_export_has_all_of_it(history: History) -> None:
    keep(history, "ferries", make("2031-03-05", FERRY), made="today")
    keep(history, "energy", make("2031-03-05", PIER))
    queue_letter(history, "ferries", "2031-03-05", "<1@x.example>", b"mail", ["ann@x.example"])
    queue_letter(history, "ferries", "2031-03-05", "msg_1", b"{}", ["webhook desk"], "desk")
    energy, ferries = export_editions(history)
    assert (energy["name"], energy["mail"], energy["webhooks"]) == ("energy", [], [])
    assert ferries["webhooks"] == [{"address": "webhook desk", "state": "queued", "tries": 0, "why": ""}]
    assert ferries["briefing"] == json.loads(to_json(make("2031-03-05", FERRY)))
    assert ferries["mail"] == [{"address": "ann@x.example", "state": "queued", "tries": 0, "why": ""}]
    assert [record["name"] for record in export_editions(history, "energy")] == ["energy"]


@pytest.mark.parametrize("date", ["", "2031-03", "20310305", "yesterday", "2031-02-30", "2031-3-5"])
def test_a_date_that_is_none_is_refused(history: History, date: str) -> None:
    with pytest.raises(ConfigError, match="is no date"):
        keep(history, "ferries", make(date))
    with pytest.raises(ConfigError, match="is no date"):
        remember(history, "ferries", date)
    assert count(history, "editions") == 0


@pytest.mark.parametrize("text", ["'; DROP TABLE editions; --", "\ud800 half", "zero \x00 byte", "قال المدير", "‮x"])
def test_any_text_can_be_kept(history: History, text: str) -> None:
    keep(history, text.encode(errors="replace").decode(), make("2031-03-05", text))
    (edition,) = list_editions(history)
    (known, _) = remember(history, edition.name, "2031-03-06").lines
    assert known.sayings[0].text == text.replace("\ud800", "\ufffd")


def test_what_cannot_be_kept_leaves_the_edition_as_it_was(history: History) -> None:
    keep(history, "ferries", make("2031-03-05", FERRY))
    history.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON readings BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises(Exception, match="disk full"):
        keep(history, "ferries", make("2031-03-05", PIER))
    assert find_edition(history, "ferries", "2031-03-05") == to_json(make("2031-03-05", FERRY))
    assert not history.connection.in_transaction
