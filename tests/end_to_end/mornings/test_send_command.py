"""``summarizer send`` with a real feed and a real mail server: who gets what, when, how often, and what is said."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail_server import Script
from morning import ANN, BO, Desk, Item, open_desk, read_texts
from serving import Reply

from summarizer.storage.deliveries import mark_delivery, queue_letter
from summarizer.storage.files import hold_lock
from summarizer.storage.history import open_history

pytestmark = pytest.mark.allow_hosts(["127.0.0.0/8"])

DAY, NEXT = "2026-03-02", "2026-03-03"
STORM = Item("storm", DAY, ["A storm tore the roof off the market hall in Norvik.", "Nobody was hurt, people said."])
COMET = Item("comet", DAY, ["Astronomers in Lund lost sight of a comet.", "It was named after a parrot, they said."])
OTTER = Item("otter", NEXT, ["Otters have moved into the boathouse of the rowing club.", "They are not members."])
CID = "cid@c.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        opened.publish("post", "The Harbour Post", [STORM, COMET])
        opened.settle()
        yield opened


def files(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((desk.folder / "outputs").iterdir())}


def send(desk: Desk, *args: str | Path, day: str = DAY) -> tuple[int, str]:
    """Send quietly; nothing is ever said on standard output."""
    run = desk.call("send", "-q", "--date", day, *args)
    assert run.out == ""
    return run.status, run.err


def test_the_same_date_again_gives_the_same_bytes_and_no_second_mail(desk: Desk) -> None:
    assert send(desk) == (0, "")
    before = files(desk)
    desk.publish("post", "The Harbour Post", [STORM, COMET, OTTER])
    shutil.rmtree(desk.folder / "outputs")
    assert send(desk) == (0, "")
    assert files(desk) == before
    assert {path.rsplit(".", 1)[1] for path in before} == {"md", "html", "json"}
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_again_makes_the_edition_anew_and_mails_it_to_nobody_twice(desk: Desk) -> None:
    send(desk)
    desk.publish("post", "The Harbour Post", [STORM, COMET, Item("otter", DAY, OTTER.sentences)])
    assert send(desk, "--again") == (0, "")
    assert any("Otters" in line["text"] for line in desk.lines(DAY))
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_to_mails_another_and_leaves_the_readers_mail_as_it_was(desk: Desk) -> None:
    assert send(desk, "--to", CID) == (0, "")
    assert desk.script.copies == {CID: 1}
    (letter,) = desk.script.taken
    assert str(letter.message["To"]) == CID
    assert send(desk) == (0, "")
    assert send(desk, "--to", CID.upper()) == (0, "")
    assert desk.script.copies == {ANN: 1, BO: 1, CID: 1}
    assert all(ANN not in str(one.message["To"]) for one in desk.script.taken if CID in one.recipients)


def test_to_does_not_send_what_waits_for_others(desk: Desk) -> None:
    desk.script.rcpt[ANN] = ["450 later"] * 9
    assert send(desk)[0] == 1
    assert send(desk, "--to", CID) == (0, "")
    assert desk.states() == {ANN: "queued", BO: "sent", CID: "sent"}


def test_a_refused_recipient_is_named_and_the_others_are_served(desk: Desk) -> None:
    desk.script.rcpt[ANN] = ["550 no such user here"]
    status, said = send(desk)
    assert status == 1
    assert re.fullmatch(
        rf"summarizer: the edition of {DAY} .*:\nproblem  {ANN}: refused: 550 no such user here\n", said
    )
    assert desk.script.copies == {BO: 1}
    status, said = send(desk)
    assert (status, f"{ANN}: refused in an earlier run" in said) == (1, True)
    assert send(desk, "--to", ANN) == (0, "")
    assert desk.script.copies == {ANN: 1, BO: 1}
    assert send(desk) == (0, "")


def test_what_could_not_be_sent_goes_with_the_next_run_before_its_own(desk: Desk) -> None:
    desk.script.mail = ["451 busy"] * 9
    status, said = send(desk)
    assert (status, said.count("still queued")) == (1, 2)
    desk.script.mail = []
    desk.publish("post", "The Harbour Post", [STORM, COMET, OTTER])
    assert send(desk, day=NEXT) == (0, "")
    texts = read_texts(desk)[ANN]
    assert [("storm tore" in text, "Otters" in text) for text in texts] == [(True, False), (False, True)]


def test_queued_sends_what_waits_and_makes_nothing(desk: Desk) -> None:
    desk.script.mail = ["451 busy"] * 9
    send(desk)
    desk.script.mail = []
    asked = len(desk.site.asked)
    assert send(desk, "--queued", day=NEXT) == (0, "")
    assert (desk.script.copies, len(desk.site.asked)) == ({ANN: 1, BO: 1}, asked)
    assert send(desk, "--queued", day=NEXT) == (0, "")
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_what_is_in_doubt_is_named_for_a_week_and_sent_again_only_when_asked(desk: Desk) -> None:
    send(desk, "--to", CID)
    with open_history(desk.folder / "history.db") as history:
        queue_letter(history, "briefing", DAY, "<x@y>", b"", [ANN])
        mark_delivery(history, "briefing", DAY, [ANN], "in_doubt", "the line broke")
    for day, named in ((NEXT, True), ("2026-03-09", True), ("2026-03-10", False)):
        status, said = send(desk, "--queued", day=day)
        assert (status, "the line broke" in said) == (int(named), named), day
    assert desk.script.copies == {CID: 1}
    assert "in doubt: ann@a.example (2026-03-02)" in desk.call("doctor", "--offline").out
    assert send(desk, "--queued", "--in-doubt") == (0, "")
    assert desk.script.copies == {ANN: 1, CID: 1}


def test_a_failing_feed_is_named_and_the_others_are_done(desk: Desk) -> None:
    desk.site.routes["/bad.xml"] = Reply("gone wrong", 500)
    desk.settle(places=[desk.site.url("/bad.xml"), desk.site.url("/post.xml")])
    status, said = send(desk)
    assert status == 1
    assert re.fullmatch(r"problem  http://127\.0\.0\.1:\d+/bad\.xml: [^\n]*500[^\n]*\n", said)
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_where_no_feed_answers_nothing_is_made_and_what_waits_is_sent_all_the_same(desk: Desk) -> None:
    desk.script.mail = ["451 busy"] * 9
    send(desk)
    desk.script.mail = []
    desk.site.routes.clear()
    desk.settle(places=[desk.site.url("/gone.xml")])
    status, said = send(desk, day=NEXT)
    assert status == 2
    assert said.startswith("summarizer: no article could be read")
    assert desk.script.copies == {ANN: 1, BO: 1}


def test_a_morning_without_a_network_leaves_the_day_to_the_next_run(desk: Desk) -> None:
    send(desk)
    feed = desk.site.routes.pop("/post.xml")
    status, said = send(desk, day=NEXT)
    assert status == 2
    assert said.startswith("summarizer: no place answered; no edition is made")
    desk.site.routes["/post.xml"] = feed
    desk.publish("post", "The Harbour Post", [STORM, COMET, OTTER])
    assert send(desk, day=NEXT) == (0, "")
    assert "Otters" in read_texts(desk)[ANN][-1]


def test_nothing_new_from_some_places_while_another_fails_leaves_the_day_to_the_next_run(desk: Desk) -> None:
    desk.site.routes["/bad.xml"] = Reply("gone wrong", 500)
    desk.settle(places=[desk.site.url("/bad.xml"), desk.site.url("/post.xml")])
    assert send(desk)[0] == 1
    status, said = send(desk, day=NEXT)
    assert (status, "bad.xml" in said) == (1, True)
    desk.publish("bad", "Island Echo", [OTTER])
    assert send(desk, day=NEXT) == (0, "")
    assert "Otters" in read_texts(desk)[ANN][-1]


def test_what_was_mailed_as_empty_is_the_edition_of_the_day(desk: Desk) -> None:
    desk.site.routes["/bad.xml"] = Reply("gone wrong", 500)
    desk.settle(places=[desk.site.url("/bad.xml"), desk.site.url("/post.xml")], mail="when_empty = true")
    send(desk)
    assert send(desk, day=NEXT)[0] == 1
    desk.publish("bad", "Island Echo", [OTTER])
    assert send(desk, day=NEXT)[0] == 1
    assert len(desk.script.taken) == 2
    # So the news is still news on the day after.
    assert send(desk, day="2026-03-04") == (0, "")
    assert "Otters" in read_texts(desk)[ANN][-1]


@pytest.mark.parametrize("wanted", [False, True])
def test_an_empty_edition_is_mailed_only_where_that_is_wanted(desk: Desk, wanted: bool) -> None:
    desk.settle(mail=f"when_empty = {str(wanted).lower()}")
    send(desk)
    assert send(desk, day=NEXT) == (0, "")
    assert desk.script.copies == {ANN: 1 + wanted, BO: 1 + wanted}
    assert "Nothing new." in read_texts(desk)[ANN][-1] or not wanted


@pytest.mark.parametrize("wanted", [False, True])
def test_so_is_one_for_which_there_was_no_article_at_all(desk: Desk, wanted: bool) -> None:
    desk.settle(more=f"since = '{NEXT}'", mail=f"when_empty = {str(wanted).lower()}")
    assert send(desk, day=NEXT) == (0, "")
    assert desk.script.copies == ({ANN: 1, BO: 1} if wanted else {})
    assert send(desk, day=NEXT) == (0, "")
    assert desk.script.copies == ({ANN: 1, BO: 1} if wanted else {})


def test_the_file_holds_the_very_mail_that_was_sent(desk: Desk) -> None:
    assert send(desk, "--eml", desk.folder / "sent.eml") == (0, "")
    written = (desk.folder / "sent.eml").read_bytes()
    assert written == desk.script.taken[0].content
    assert send(desk, "--eml", desk.folder / "again.eml") == (0, "")
    assert (desk.folder / "again.eml").read_bytes() == written


def test_a_rehearsal_shows_what_would_be_sent_and_leaves_no_trace(desk: Desk) -> None:
    run = desk.call("send", "--dry-run", "--date", DAY, "--eml", desk.folder / "first.eml")
    assert run.status == 0
    assert re.search(rf"^dry run  “.*” to {ANN}, {BO}; nothing is sent$", run.err, re.MULTILINE)
    assert (desk.script.taken, desk.script.sessions) == ([], 0)
    assert not (desk.folder / "history.db").exists()
    assert not (desk.folder / "outputs").exists()
    send(desk)
    desk.publish("post", "The Harbour Post", [STORM, COMET, OTTER])
    run = desk.call("send", "--dry-run", "-q", "--date", NEXT, "--eml", desk.folder / "second.eml")
    assert (run.status, run.err) == (0, "")
    assert (desk.folder / "first.eml").read_bytes() != (desk.folder / "second.eml").read_bytes()
    assert desk.states(NEXT) == {}


def test_a_rehearsal_needs_no_server_and_nobody_to_send_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from calling import call

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert call("init").status == 0
    Path("articles/storm.txt").write_text("A storm tore the roof off the market hall.\n", encoding="utf-8")
    run = call("send", "--dry-run", "--eml", "a.eml")
    assert (run.status, Path("a.eml").exists()) == (0, True)
    run = call("send")
    assert (run.status, "no mail server is set" in run.err) == (2, True)


def test_a_second_run_waits_and_then_says_who_holds_the_history(desk: Desk) -> None:
    send(desk, "--to", CID)
    path = desk.folder / "summarizer.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("wait = 20", "wait = 0"), encoding="utf-8")
    with hold_lock(desk.folder / "history.db", 1, "summarizer send", "the history"):
        status, said = send(desk)
        assert "notice   history: in use by another run: process" in desk.call("doctor", "--offline").out
    assert status == 2
    assert re.fullmatch(
        r"summarizer: .*history.db: .* in use by another run \(process \d+, summarizer send\) .*\n", said
    )
    assert send(desk) == (0, "")


def damage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def make_foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(damage, "is damaged|no history"), (make_newer, "newer summarizer"), (make_foreign, "another program")],
)
def test_a_history_that_cannot_be_used_is_told_in_one_line_and_left_alone(desk: Desk, spoil: object, said: str) -> None:
    send(desk)
    path = desk.folder / "history.db"
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes()
    status, told = send(desk, day=NEXT)
    assert (status, told.count("\n")) == (2, 1)
    assert re.search(said, told)
    doctor = desk.call("doctor", "--offline")
    assert doctor.status == 1
    assert re.search(rf"problem  history: .*({said})", doctor.out)
    assert path.read_bytes() == before
    assert len(desk.script.taken) == 1


SEVERAL = """
[briefing.harbour]

[briefing.broken]
places = ["nowhere"]

[briefing.harbour.mail]
to = ["ann@a.example"]
"""


def test_of_several_briefings_one_may_fail_and_is_named(desk: Desk) -> None:
    desk.settle(mail=SEVERAL)
    status, said = send(desk)
    assert status == 1
    assert said.startswith("summarizer: briefing “broken”: no article could be read")
    assert desk.script.copies == {ANN: 1}
    assert send(desk, "harbour") == (0, "")
    assert send(desk, "broken")[0] == 2
    status, said = send(desk, "harbor")
    assert (status, "did you mean “harbour”?" in said) == (2, True)


def test_a_password_that_is_missing_leaves_the_mail_in_the_queue(desk: Desk) -> None:
    desk.settle(mail='user = "desk"\npassword_file = "password"')
    status, said = send(desk)
    assert (status, "mail.password_file" in said, "stays queued" in said) == (1, True, True)
    assert desk.states() == {ANN: "queued", BO: "queued"}
    (desk.folder / "password").write_text("correct horse battery\n", encoding="utf-8")
    (desk.folder / "password").chmod(0o644)
    status, said = send(desk)
    assert (status, "chmod 600" in said, "correct" in said) == (1, True, False)
    desk.settle()
    assert send(desk) == (0, "")
    assert desk.script.copies == {ANN: 1, BO: 1}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('method = "lexrank"', r"summarizer.toml: line 6: method: there is no method “lexrank” \(did you mean"),
        ('plan = "ukrain-call"', r"summarizer.toml: line 6: plan: there is no plan"),
        ("shares = { nowhere = 0.2 }", r"summarizer.toml: line 6: shares: no plan has a section “nowhere”"),
        ('template = "own.md.j2"', r"summarizer.toml: line 6: template: there is no such template"),
        ("lenght = 3", r"summarizer.toml: line 6: there is no key “lenght” \(did you mean “length”\?\)"),
    ],
)
def test_a_fault_in_the_settings_is_told_with_file_line_and_key(desk: Desk, line: str, said: str) -> None:
    desk.settle(more=line)
    for command in (("send", "-q"), ("brief", "-q")):
        run = desk.call(*command)
        assert run.status == 2
        assert re.search(rf"{re.escape(str(desk.folder))}/{said}", run.err), run.err


def test_a_fault_in_the_mail_settings_is_told_with_file_line_and_key(desk: Desk) -> None:
    desk.settle(readers=["ann at a.example"])
    status, said = send(desk)
    assert status == 2
    assert re.search(r"summarizer.toml: line \d+: mail.to: “ann at a.example” is no mail address", said)


def test_wrong_ways_to_call_it_are_told(desk: Desk) -> None:
    for args in (
        ("--dry-run", "--queued"),
        ("--dry-run", "--in-doubt"),
        ("--queued", "--again"),
        ("--queued", "--eml", "x"),
    ):
        status, said = send(desk, *args)
        assert (status, said.count("\n")) == (2, 1), args
    assert desk.script.sessions == 0


def test_a_mail_that_a_slow_server_takes_is_sent_once(tmp_path: Path) -> None:
    with open_desk(tmp_path, Script(answer_after=0.5)) as desk:
        desk.publish("post", "The Harbour Post", [STORM])
        desk.settle()
        assert send(desk) == (0, "")
        assert desk.script.copies == {ANN: 1, BO: 1}


def test_a_history_that_lost_its_bytes_is_told_before_anything_is_sent(desk: Desk) -> None:
    assert send(desk) == (0, "")
    desk.publish("post", "The Harbour Post", [STORM, COMET, OTTER])
    (desk.folder / "history.db").write_bytes(b"")
    for flags in ((), ("--dry-run",), ("--queued",)):
        status, told = send(desk, *flags, day=NEXT)
        assert status == 2
        assert "history.db: the history is empty, but it was in use" in told
    assert desk.script.copies == {ANN: 1, BO: 1}
    assert "the history is empty" in desk.call("doctor", "--offline").out
