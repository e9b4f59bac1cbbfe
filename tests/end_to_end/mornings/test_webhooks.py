"""``summarizer send`` with real receivers on loopback: what is posted, when, how often, and what is said."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from calling import DATE, call, put_files
from hook_server import SECRET, Answers, receiving

from summarizer.mail import webhook as webhooks
from summarizer.storage.deliveries import StoredOutbox, list_deliveries
from summarizer.storage.editions_and_stories import export_editions
from summarizer.storage.history import peek_history

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

NEXT = "2031-03-06"
SETTINGS = """places = ["news"]
formats = ["json"]
webhook = ["desk"]
{more}
[history]
path = "history.db"
[mail]
server = "maildir:post"
sender = "desk@a.example"
to = [{readers}]
[webhooks.desk]
address_env = "DESK_HOOK"
secret_file = "secret"
timeout = 5
pauses = [0]
[webhooks.chat]
address = "{chat}"
template = "slack"
timeout = 5
pauses = [0]
"""


@pytest.fixture
def server(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    with receiving(Answers()) as answers:
        monkeypatch.setenv("DESK_HOOK", answers.url("/T0/hidden"))
        put_files(desk, {"secret": f"{SECRET}\n"})
        (desk / "secret").chmod(0o600)
        settle(answers)
        yield answers


def settle(server: Answers, more: str = "", readers: str = "", webhook: str = '["desk"]') -> None:
    text = SETTINGS.format(more=more, readers=readers, chat=server.url("/chat"))
    text = text.replace('webhook = ["desk"]', f"webhook = {webhook}")
    Path("summarizer.toml").write_text(text, encoding="utf-8")


def send(*args: str, day: str = DATE) -> tuple[int, str]:
    run = call("send", "-q", "--date", day, *args)
    assert run.out == ""
    return run.status, run.err


def states(day: str = "") -> dict[str, str]:
    with peek_history(Path("history.db")) as history:
        return {one.address: one.state for one in list_deliveries(history, date=day)}


def test_an_edition_is_posted_once_signed_and_whole(server: Answers) -> None:
    assert send() == (0, "")
    assert send() == (0, "")
    (posted,) = server.posted
    assert (posted.path, posted.is_signed_with(SECRET)) == ("/T0/hidden", True)
    assert (posted.data["date"], posted.data["left_out"]) == (DATE, 0)
    lines = [line for part in posted.data["parts"] for line in part["lines"]]
    assert {"Harbour Post", "Island Times"} <= {line["outlet"] for line in lines}
    assert "1 sent" in call("history").out
    assert "webhooks: 1 sent" in call("history").out
    assert "sent     webhook desk\n" in call("history", "show", DATE).out


def test_mail_and_webhooks_go_side_by_side_and_one_does_not_hold_up_the_other(server: Answers) -> None:
    settle(server, readers='"b@a.example"', webhook='["desk", "chat"]')
    server.todo = [404]
    status, said = send()
    assert (status, "webhook desk: refused: " in said) == (1, True)
    assert states() == {"b@a.example": "sent", "webhook desk": "refused", "webhook chat": "sent"}
    assert len(list(Path("post/new").iterdir())) == 1
    assert [one.path for one in server.posted] == ["/T0/hidden", "/chat"]
    with peek_history(Path("history.db")) as history:
        (record,) = export_editions(history)
    assert [(kind, len(record[kind])) for kind in ("mail", "webhooks")] == [("mail", 1), ("webhooks", 2)]


def test_what_is_not_taken_now_goes_with_the_next_run_before_its_own_under_the_same_id(server: Answers) -> None:
    server.todo = [503, 503]
    status, said = send()
    assert (status, "webhook desk: not sent yet, still queued" in said) == (1, True)
    put_files(Path("news"), {"new.txt": "Otters have moved into the boathouse of the rowing club of Norvik."})
    assert send(day=NEXT) == (0, "")
    assert [one.data["date"] for one in server.posted] == [DATE, DATE, DATE, NEXT]
    assert (len(set(server.ids[:3])), len(set(server.ids))) == (1, 2)
    assert len({one.body for one in server.posted[:3]}) == 1


def test_an_edition_made_anew_keeps_its_id(server: Answers) -> None:
    server.todo = [503, 503]
    send()
    put_files(Path("news"), {"new.txt": "Otters have moved into the boathouse of the rowing club of Norvik."})
    assert send("--again") == (0, "")
    assert len({one.body for one in server.posted}) == 2
    assert len(set(server.ids)) == 1
    assert send("--again") == (0, "")
    assert len(server.posted) == 3


def test_what_was_refused_is_named_until_it_is_asked_for_by_name(server: Answers) -> None:
    server.todo = [410]
    assert "take it out of the settings" in send()[1]
    status, said = send()
    assert (status, "webhook desk: refused in an earlier run" in said, len(server.posted)) == (1, True, 1)
    assert send("--to", "desk") == (0, "")
    assert send() == (0, "")
    assert len(server.posted) == 2


def test_to_names_readers_or_webhooks_and_nobody_else_gets_it(server: Answers) -> None:
    settle(server, readers='"b@a.example"', webhook='["desk", "chat"]')
    assert send("--to", "chat") == (0, "")
    assert states() == {"webhook chat": "sent"}
    assert send("--to", "c@a.example") == (0, "")
    assert states() == {"webhook chat": "sent", "c@a.example": "sent"}
    status, said = send("--to", "chatt")
    assert (status, "did you mean “chat”?" in said) == (2, True)


def test_what_is_in_doubt_is_named_and_posted_again_only_when_asked(server: Answers) -> None:
    settle(server, webhook='["chat"]')
    server.todo = ["hang up"]
    status, said = send()
    assert (status, "webhook chat: in doubt, not sent again unless asked" in said) == (1, True)
    status, said = send()
    assert (status, "may have arrived or not" in said, len(server.posted)) == (1, True, 1)
    assert send("--queued", "--in-doubt") == (0, "")
    assert len(set(server.ids)) == 1


def test_a_signed_one_without_an_answer_is_posted_again_under_its_id(server: Answers) -> None:
    server.todo = ["hang up"]
    assert send() == (0, "")
    assert (len(server.posted), len(set(server.ids))) == (2, 1)


def test_a_webhook_that_the_settings_name_no_more_is_given_up_and_named_once(server: Answers) -> None:
    server.todo = [503, 503]
    send()
    text = Path("summarizer.toml").read_text(encoding="utf-8").replace("[webhooks.desk]", "[webhooks.other]")
    Path("summarizer.toml").write_text(text.replace('webhook = ["desk"]', 'webhook = "other"'), encoding="utf-8")
    put_files(Path("news"), {"new.txt": "Otters have moved into the boathouse of the rowing club of Norvik."})
    status, said = send(day=NEXT)
    assert (status, "webhook desk: is in the settings no more" in said) == (1, True)
    assert send(day=NEXT) == (0, "")
    assert states(DATE) == {"webhook desk": "refused"}


def test_a_rehearsal_writes_what_would_be_posted_and_asks_nobody(server: Answers) -> None:
    before = sorted(Path().rglob("*"))
    run = call("send", "--date", DATE, "--dry-run", "--body", "body.json")
    assert (run.status, "dry run  to the webhook desk; nothing is posted" in run.err) == (0, True)
    assert (server.connections, sorted(Path().rglob("*"))) == (0, sorted([*before, Path("body.json")]))
    assert send("--body", "sent.json") == (0, "")
    assert Path("body.json").read_bytes() == Path("sent.json").read_bytes() == server.posted[0].body
    settle(server, webhook='["desk", "chat"]')
    assert "what goes to one webhook" in send("--body", "x.json")[1]
    assert send("--body", "x.json", "--to", "chat", "--dry-run") == (0, "")
    assert "blocks" in Path("x.json").read_text(encoding="utf-8")


def test_no_secret_is_in_what_is_kept_written_or_said(server: Answers, desk: Path) -> None:
    server.said = b"what is /T0/hidden?"
    server.todo = [403]
    said = [send()[1], call("config").out, call("doctor").out, call("history", "show", DATE).out]
    settle(server, webhook=f'["{server.url("/T0/hidden")}"]')
    said += [send("-v")[1], call("config").out, call("doctor").out, call("history").out]
    kept = [path.read_bytes().decode(errors="replace") for path in desk.rglob("*") if path.is_file()]
    kept = [text for text in kept if not text.startswith((SECRET, "places"))]
    assert len(kept) > 4
    for text in (*said, *kept):
        assert "hidden" not in text
        assert SECRET not in text


def test_what_may_not_be_mailed_is_not_posted(server: Answers) -> None:
    settle(server, more='[rights."Island Times"]\nno_mail = true')
    assert send()[0] in (0, 1)
    lines = [line for part in server.posted[0].data["parts"] for line in part["lines"]]
    assert "Harbour Post" in {line["outlet"] for line in lines}
    assert "Island Times" not in {line["outlet"] for line in lines}


def test_a_template_that_fails_or_a_secret_that_is_missing_leaves_the_mail_as_it_is(server: Answers) -> None:
    put_files(Path("templates"), {"webhook.json.j2": "{{ nothing_of_the_kind }}"})
    settle(server, readers='"b@a.example"')
    status, said = send()
    assert (status, "webhook desk: " in said, "nothing_of_the_kind" in said) == (1, True, True)
    assert states() == {"b@a.example": "sent"}
    shutil.rmtree("templates")
    Path("secret").chmod(0o644)
    status, said = send()
    assert (status, "others may read this file" in said, "the webhook stays queued" in said) == (1, True, True)
    Path("secret").chmod(0o600)
    assert send() == (0, "")
    assert len(server.posted) == 1


@pytest.mark.parametrize(
    ("webhook", "said"),
    [
        ('["dessk"]', r"line 3: webhook: “dessk” is no address .*did you mean “desk”"),
        ('"hooks.chat.example/T0/hidden"', r"line 3: webhook: is no address"),
        ('["ftp://chat.example/hidden"]', r"line 3: webhook: is no address of the web"),
        ('["https://[chat.example/hidden"]', r"line 3: webhook: is no address of the web"),
        ('["https://ann:hidden@chat.example/"]', r"line 3: webhook: must not hold a user or password"),
        ("3", r"line 3: webhook must be"),
    ],
)
def test_a_webhook_that_cannot_be_is_told_before_anything_is_made(server: Answers, webhook: str, said: str) -> None:
    settle(server, webhook=webhook)
    status, text = send()
    assert (status, bool(re.search(said, text)), "hidden" in text) == (2, True, False), text
    assert not Path("history.db").exists()
    assert "hidden" not in call("config").out + call("doctor").out


def test_doctor_names_each_webhook_and_what_is_wrong_with_it(server: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(server, webhook='["desk", "chat"]')
    run = call("doctor")
    assert (run.status, server.posted) == (0, [])
    found = [line for line in run.out.splitlines() if re.match(r"\w+ +webhook ", line)]
    assert [line.split(":")[0] for line in found] == ["ok       webhook desk"] * 2 + ["ok       webhook chat"] * 2
    assert "as json, signed; without an answer it is posted again" in found[0]
    assert "as slack, not signed; without an answer it is in doubt" in found[2]
    monkeypatch.setattr(webhooks, "is_public", lambda address: True)
    assert "notice   webhook desk: " in call("doctor").out
    assert "not asked: --offline" in call("doctor", "--offline").out
    monkeypatch.delenv("DESK_HOOK")
    run = call("doctor")
    assert "webhooks.desk.address_env: the environment has no DESK_HOOK" in run.out
    assert run.status == 1


# A whole run, killed at each step of the queue and of the connection.


def send_and_be_killed(number: int) -> bool:
    """Send in a process of its own that kills itself at one of its steps. Return whether it came to its end."""
    child = os.fork()
    if child == 0:
        from summarizer.cli import delivering, edition_folder

        left = number

        def counting(inner: Any) -> Any:
            def step(*args: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return inner(*args, **named)

            return step

        for owner, name in (
            (delivering, "queue_letter"),
            (delivering, "find_letter"),
            (socket, "create_connection"),
            (HTTPConnection, "send"),
            (HTTPConnection, "getresponse"),
            (StoredOutbox, "mark"),
            (edition_folder, "open_history"),
        ):
            setattr(owner, name, counting(getattr(owner, name)))
        os._exit(send()[0])
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("name", ["desk", "chat"])
def test_killed_at_any_step_of_a_whole_run_it_is_never_lost_and_never_comes_with_another_id(
    server: Answers, desk: Path, name: str
) -> None:
    settle(server, more="new_only = true", webhook=f'["{name}"]')
    # The edition is made and kept; what follows is writing and posting it.
    assert call("brief", "-q", "--date", DATE).status == 0
    shutil.copy("history.db", "kept.db")
    number, has_ended = 0, False
    while not has_ended:
        for file in desk.glob("history.db*"):
            file.unlink()
        shutil.copy("kept.db", "history.db")
        server.posted.clear()
        has_ended = send_and_be_killed(number)
        status, _ = send()
        (state,) = states().values()
        assert (state, status) in ((("sent", 0),) if name == "desk" else (("sent", 0), ("in_doubt", 1)))
        assert len(set(server.ids)) == 1 or (state == "in_doubt" and not server.posted)
        assert len(server.posted) <= (2 if name == "desk" else 1)
        number += 1
    assert number > 8
