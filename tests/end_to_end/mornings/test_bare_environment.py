"""The program as cron starts it: no home, hardly a path, from the root folder; quiet, or in one clear paragraph."""

from __future__ import annotations

import os
import pty
import re
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from calling import HOUSE, call
from morning import ANN, BO, Desk, Item, open_desk
from serving import Reply

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

DAY = "2026-03-02"
STORM = Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, people said."])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.publish("post", "The Harbour Post", [STORM])
        opened.settle()
        yield opened


def test_success_is_silent_and_failure_one_paragraph(desk: Desk) -> None:
    for command in ("fetch", "brief", "send"):
        run = desk.run(command, "-q")
        assert (run.status, run.out, run.err) == (0, "", "")
    desk.site.routes.clear()
    for command in ("fetch", "brief", "send"):
        run = desk.call(command, "-q", *(["--again"] if command != "fetch" else []))
        assert (run.status, run.out) == (2, "")
        head = "" if command == "fetch" else r"summarizer: no place answered; no edition is made[^\n]*\n"
        place = r"http://127\.0\.0\.1:\d+/post\.xml"
        # What the feed had is old by now.
        silent = rf"(?:notice   {place}: has had nothing new since [^\n]*\n)?"
        assert re.fullmatch(rf"{head}problem  {place}: [^\n]*404[^\n]*\n{silent}", run.err)


def test_a_run_that_would_leave_loopback_would_be_found(desk: Desk) -> None:
    for place in ("http://192.0.2.1/feed", "http://news.example/feed"):
        desk.settle(places=[place])
        desk.start("fetch", "-q").communicate(timeout=60)
        with pytest.raises(AssertionError):
            desk.check_fence()
        (desk.folder / ".fence" / "log").unlink()


def test_of_two_runs_at_once_the_second_waits_and_nobody_gets_two_mails(desk: Desk) -> None:
    desk.script.answer_after = 1.0
    first, second = desk.start("send", "-q", "--date", DAY), desk.start("send", "-q", "--date", DAY)
    for process in (first, second):
        assert (*process.communicate(timeout=60), process.returncode) == ("", "", 0)
    assert desk.script.copies == {ANN: 1, BO: 1}
    desk.check_fence()


def test_of_two_runs_at_once_the_second_gives_up_and_names_the_first(desk: Desk) -> None:
    path = desk.folder / "summarizer.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("wait = 20", "wait = 0.2"), encoding="utf-8")
    desk.script.answer_after = 5.0
    first = desk.start("send", "-q", "--date", DAY)
    end = time.monotonic() + 30
    while not desk.script.sessions and time.monotonic() < end:
        time.sleep(0.05)
    run = desk.run("send", "-q", "--date", DAY)
    assert run.status == 2
    assert f"in use by another run (process {first.pid}, summarizer send)" in run.err
    assert first.communicate(timeout=60) == ("", "")
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_every_path_in_the_file_counts_from_its_folder(desk: Desk) -> None:
    desk.settle(mail='[briefing.harbour]\ntemplate = "own.txt.j2"\nformats = ["txt"]\noutput = "made"')
    path = desk.folder / "summarizer.toml"
    text = re.sub(r'server = ".*"', 'server = "maildir:box"', path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    (desk.folder / "own.txt.j2").write_text("own: {{ title }}", encoding="utf-8")
    run = desk.run("send", "-q")
    assert (run.status, run.out, run.err) == (0, "", "")
    assert {one.name for one in desk.folder.iterdir()} == {
        ".fence", "articles", "box", "history.db", "history.db.lock", "made", "own.txt.j2", "summarizer.toml",
    }  # fmt: skip
    (written,) = (desk.folder / "made").iterdir()
    assert written.read_text(encoding="utf-8").startswith("own: ")
    (letter,) = (desk.folder / "box" / "new").iterdir()
    assert ANN in str(message_from_bytes(letter.read_bytes())["To"])


def test_without_a_path_each_folder_has_a_history_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = desk.folder / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    path = desk.folder / "summarizer.toml"
    text = path.read_text(encoding="utf-8").replace('path = "history.db"\n', "")
    for folder in (desk.folder / "a b", desk.folder / "other"):
        folder.mkdir()
        (folder / "summarizer.toml").write_text(text, encoding="utf-8")
        assert call("brief", "-q", "-c", folder / "summarizer.toml").status == 0
        made = list((folder / "outputs").glob("*.json"))
        assert "storm" in made[0].read_text(encoding="utf-8")
    assert [re.sub("-[0-9a-f]{8}", "", one.name) for one in sorted((data / "summarizer").glob("*.db"))] == [
        "a-b.db", "other.db",
    ]  # fmt: skip
    # From within the folder it is the same.
    monkeypatch.chdir(desk.folder / "other")
    assert "kept     " in call("brief").err


def test_what_was_fetched_is_briefed_again_without_a_network(desk: Desk) -> None:
    run = desk.call("fetch", "--list")
    (article,) = run.out.split()
    assert Path(article).parent == desk.folder / "articles" / DAY
    desk.site.routes.clear()
    run = desk.call("brief", "-q", str(desk.folder / "articles"), "--all-news", "--date", DAY)
    assert (run.status, run.err) == (0, "")
    run = desk.call("brief", "-q", desk.site.url("/post.xml"), "--all-news", "--date", "2026-03-03")
    assert (run.status, "404" in run.err) == (1, True)
    assert [line["text"] for line in desk.lines("2026-03-03")] == [line["text"] for line in desk.lines(DAY)]


def test_a_page_that_is_gone_and_was_fetched_before_still_counts(desk: Desk) -> None:
    desk.site.routes["/post/long"] = Reply(
        "<html><head><title>Long</title></head><body><article><h1>Long</h1>"
        + "".join(f"<p>Ferry number {n} sailed to the island of Skarvoy with milk.</p>" for n in range(9))
        + "</article></body></html>"
    )
    url = desk.site.url("/post/long")
    assert desk.call("brief", "-q", url, "--all-news", "--date", DAY).status == 0
    desk.site.routes.clear()
    run = desk.call("brief", "-q", url, "--all-news", "--date", "2026-03-03")
    assert (run.status, "404" in run.err) == (1, True)
    assert desk.lines("2026-03-03")


def test_a_place_named_on_the_command_line_is_another_briefing_and_counts_from_here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.call("brief", "-q", "--date", DAY).status == 0
    here = desk.folder / "here"
    here.mkdir()
    (here / "otter.txt").write_text("Otters moved into the boathouse of the rowing club.\n", encoding="utf-8")
    monkeypatch.chdir(here)
    run = desk.call("brief", "otter.txt", "--date", DAY, "--stdout", "-f", "txt")
    assert (run.status, "Otters moved" in run.out, "storm" in run.out) == (0, True, False)
    assert desk.call("brief", "-q", desk.site.url("/post.xml"), "--date", DAY).status == 0
    first, second = re.findall(r"^2026-03-02  (\S+)", desk.call("history", "list").out, re.MULTILINE)
    assert (first, second.startswith("briefing-")) == ("briefing", True)


def test_progress_is_shown_on_a_terminal_only(desk: Desk) -> None:
    settings = str(desk.folder / "summarizer.toml")
    process, terminal = pty.fork()
    if process == 0:
        os.environ["PYTHONPATH"] = str(HOUSE)
        os.execv(sys.executable, [sys.executable, "-m", "summarizer", "fetch", "-c", settings])
    shown = b""
    try:
        while chunk := os.read(terminal, 4096):
            shown += chunk
    except OSError:
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert re.search(rb"\x1b\[Kfetching \[[#-]{10}\] 1/1 http://127", shown)
    assert b"1 article stored" in shown


def test_what_holds_is_printed_with_where_each_value_was_said(desk: Desk) -> None:
    desk.settle(more='title = "All"', mail='[briefing.harbour]\nlength = "5"\n[briefing.harbour.mail]\neach = true')
    out = desk.call("config").out
    lines = (desk.folder / "summarizer.toml").read_text(encoding="utf-8").splitlines()
    own, mail = out.split("[briefing.harbour]")[1].split("[briefing.harbour.mail]")
    for table, said in ((own, 'length = "5"'), (own, 'title = "All"'), (mail, "each = true")):
        origin = f"summarizer.toml, line {lines.index(said) + 1}"
        assert re.search(rf"^{re.escape(said)} +# {origin}$", table, re.MULTILINE), said
    assert re.search(r'^plan = "auto" +# default$', own, re.MULTILINE)


def test_an_edition_of_news_only_is_verified_rendered_and_explained(desk: Desk) -> None:
    desk.call("send", "-q", "--date", DAY)
    otter = Item("otter", "2026-03-03", ["Otters moved into the boathouse of the rowing club.", "They pay no rent."])
    desk.publish("post", "The Harbour Post", [STORM, otter])
    desk.call("send", "-q", "--date", "2026-03-03")
    (made,) = (desk.folder / "outputs").glob("2026-03-03-*.json")
    assert call("verify", made).status == 0
    assert "Otters" in call("render", made, "-f", "txt", "--stdout").out
    run = call("explain", made, "storm")
    assert run.status == 0
    assert "notice   " in run.err
    assert "what earlier editions told is not known here" in run.err
