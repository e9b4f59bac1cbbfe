"""``summarizer history``: listed, shown, forgotten, exported; of one briefing or of several."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from morning import ANN, BO, Desk, Item, open_desk

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

DAY, NEXT = "2026-03-02", "2026-03-03"
STORM = Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, people said."])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.publish("post", "The Harbour Post", [STORM])
        opened.settle()
        yield opened


def test_editions_are_listed_shown_and_exported(desk: Desk) -> None:
    assert desk.call("history", "list").err == "no edition is kept\n"
    desk.call("send", "-q", "--date", DAY)
    assert desk.call("history").out.startswith(f"{DAY}  briefing  2 sentences; mail: 2 sent  ")
    shown = desk.call("history", "show", DAY).out
    assert "A storm tore the roof" in shown
    assert shown.endswith(f"sent     {ANN}\nsent     {BO}\n")
    (line,) = desk.call("history", "export").out.splitlines()
    assert [one["state"] for one in json.loads(line)["mail"]] == ["sent", "sent"]


def test_what_is_forgotten_is_news_again_and_mailed_to_nobody_twice(desk: Desk) -> None:
    desk.call("send", "-q", "--date", DAY)
    assert desk.call("history", "forget", DAY).err == f"forgot   briefing of {DAY}\n"
    assert desk.call("history", "forget", DAY).status == 2
    assert desk.call("send", "-q", "--date", DAY).status == 0
    assert desk.script.copies == {ANN: 1, BO: 1}
    desk.call("history", "forget", DAY)
    desk.call("send", "-q", "--date", NEXT)
    assert desk.script.copies == {ANN: 2, BO: 2}


def test_without_its_file_only_the_memory_is_lost(desk: Desk) -> None:
    desk.call("send", "-q", "--date", DAY)
    (desk.folder / "history.db").unlink()
    run = desk.call("send", "-q", "--date", NEXT)
    assert (run.status, run.err) == (0, "")
    assert [line["text"] for line in desk.lines(NEXT)] == [line["text"] for line in desk.lines(DAY)]


def test_of_several_briefings_one_is_named(desk: Desk) -> None:
    desk.settle(mail="[briefing.one]\n[briefing.two]")
    assert desk.call("send", "-q", "--date", DAY).status == 0
    assert len(desk.call("history").out.splitlines()) == 2
    assert desk.call("history", "show", DAY).out.count("A storm tore the roof") == 2
    assert desk.call("history", "show", DAY, "--name", "one").out.count("A storm tore the roof") == 1
    run = desk.call("history", "forget", DAY)
    assert (run.status, "name one with --name" in run.err) == (2, True)
    assert desk.call("history", "forget", DAY, "-n", "two").status == 0
    assert [line.split()[1] for line in desk.call("history", "list").out.splitlines()] == ["one"]


def test_the_settings_file_may_stand_before_or_behind_the_command(desk: Desk) -> None:
    from calling import call

    desk.call("send", "-q", "--date", DAY)
    path = desk.folder / "summarizer.toml"
    assert call("history", "-c", path, "list").out == call("history", "list", "-c", path).out != ""
    assert call("history", "-c", path, "show", DAY).status == 0


def test_a_date_or_a_file_that_is_not_there_is_told(desk: Desk) -> None:
    from calling import call

    for args in (("show", DAY), ("forget", DAY), ("show", "yesterday")):
        run = desk.call("history", *args)
        assert (run.status, "there is no edition of" in run.err) == (2, True)
    for command in ("list", "export"):
        assert call("history", command, "-c", desk.folder / "none.toml").status == 2
    assert call("history", "forget", DAY, "-c", desk.folder / "none.toml").status == 2
