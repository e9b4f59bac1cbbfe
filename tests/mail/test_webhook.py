"""The way to a webhook: what is asked, how it is signed, and what each answer means."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from hook_server import SECRET, Answers, receiving
from mail_server import make_certificate
from memory_outbox import MemoryOutbox

from summarizer.config.resolving import resolve_webhooks
from summarizer.config.settings_file import read_settings
from summarizer.errors import ConfigError
from summarizer.mail import webhook as webhooks
from summarizer.mail.mail_settings import Secret, WebhookSettings
from summarizer.mail.message import Letter
from summarizer.mail.sending import Sent, send_edition
from summarizer.mail.webhook import (
    WebhookTransport,
    build_id,
    check_webhook,
    name_address,
    open_webhook,
    read_key,
)
from summarizer.storage.deliveries import StoredOutbox, list_deliveries, queue_letter
from summarizer.storage.history import open_history

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

BODY = '{"title":"Fähre"}'.encode()
ID = build_id("morning", "2031-03-05", "desk", BODY)
NOW = 1_930_000_000
DESK = WebhookSettings("desk", timeout=5)


@pytest.fixture
def server() -> Iterator[Answers]:
    with receiving(Answers()) as answers:
        yield answers


def make_transport(answers: Answers, path: str = "/hook", secret: str = "", **more: Any) -> WebhookTransport:
    settings = replace(DESK, **{name: more.pop(name) for name in ("method", "timeout", "ca_file") if name in more})
    address = more.pop("address", answers.url(path))
    return WebhookTransport(settings, address, key=read_key(Secret(secret)), clock=lambda: NOW, **more)


def post(transport: WebhookTransport, outbox: Any = None, pauses: tuple[float, ...] = ()) -> Sent:
    return send_edition(
        BODY,
        outbox or MemoryOutbox((DESK.recipient,)),
        transport,
        sleep=lambda seconds: None,
        pauses=pauses,
        write=lambda body, recipients: [Letter("", recipients, body, ID)],
    )


def find_why(sent: Sent) -> tuple[str, str]:
    """Give the state of the one delivery, and why it is so."""
    (found,) = [(kind, one.why) for kind in ("refused", "later", "in_doubt") for one in getattr(sent, kind)]
    return found


def test_a_body_is_posted_as_it_is_with_its_id_its_time_and_its_signature(server: Answers) -> None:
    assert post(make_transport(server, secret=SECRET)).sent == ("webhook desk",)
    (posted,) = server.posted
    assert (posted.method, posted.path, posted.body, posted.id) == ("POST", "/hook", BODY, ID)
    assert posted.headers["content-type"] == "application/json"
    assert posted.headers["webhook-timestamp"] == str(NOW)
    assert posted.is_signed_with(SECRET)
    assert not posted.is_signed_with(SECRET.replace("Y", "Z"))
    post(make_transport(server))
    assert "webhook-signature" not in server.posted[1].headers


def test_the_receiver_of_the_docs_takes_what_is_posted_and_nothing_else(server: Answers) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(example, "webhooks.md", "exec"), names)
    is_genuine = names["is_genuine"]
    post(make_transport(server, secret=SECRET))
    (posted,) = server.posted
    assert is_genuine(posted.headers, posted.body, SECRET, lambda: NOW + 10)
    assert not is_genuine(posted.headers, posted.body, SECRET, lambda: NOW + 400)
    assert not is_genuine(posted.headers, posted.body + b" ", SECRET, lambda: NOW)
    assert not is_genuine({**posted.headers, "webhook-id": "msg_0"}, posted.body, SECRET, lambda: NOW)
    assert not is_genuine({**posted.headers, "webhook-signature": ""}, posted.body, SECRET, lambda: NOW)
    for settings in re.findall(r"```toml\n(.*?)```", page, re.DOTALL):
        known = read_settings(settings)
        assert resolve_webhooks(known, "")


def test_the_id_may_stand_in_the_address_and_the_token_in_its_header(server: Answers) -> None:
    transport = make_transport(server, "/räume/!a:b/send/{id}?x=1", method="PUT", token=Secret("tok"))
    assert post(transport).sent
    assert post(make_transport(server, token=Secret("Basic YTpi"))).sent
    first, second = server.posted
    assert (first.method, first.path) == ("PUT", f"/r%C3%A4ume/!a:b/send/{ID}?x=1")
    assert first.headers["authorization"] == "Bearer tok"
    assert second.headers["authorization"] == "Basic YTpi"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_what_is_taken_is_done(server: Answers, status: int) -> None:
    server.todo = [status]
    assert post(make_transport(server)).problems == ()


@pytest.mark.parametrize(
    ("status", "said"),
    [(400, "answers 400"), (401, "401"), (404, "404"), (410, "take it out of the settings"), (413, "413")],
)
def test_what_is_refused_for_good_is_not_tried_again(server: Answers, status: int, said: str) -> None:
    server.todo = [status]
    kind, why = find_why(post(make_transport(server), pauses=(0, 0)))
    assert (kind, said in why, len(server.posted)) == ("refused", True, 1)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_what_is_refused_for_now_is_tried_again_and_stays_queued(server: Answers, status: int) -> None:
    server.todo = [status, status]
    assert post(make_transport(server), pauses=(0, 0)).sent
    server.todo = [status] * 2
    kind, why = find_why(post(make_transport(server), pauses=(0,)))
    assert (kind, f"answers {status}" in why) == ("later", True)
    assert set(server.ids) == {ID}


@pytest.mark.parametrize(("wish", "waits", "tries"), [("7", [7], 2), ("3600", [], 1), ("soon", [], 2)])
def test_a_server_that_asks_to_be_left_alone_is_waited_for_within_reason(
    server: Answers, wish: str, waits: list[int], tries: int
) -> None:
    slept: list[float] = []
    server.todo = [(429, {"Retry-After": wish})]
    sent = post(make_transport(server, sleep=slept.append), pauses=(0,))
    assert [round(seconds) for seconds in slept] == waits
    assert (len(server.posted), bool(sent.later)) == (tries, tries == 1)


def test_no_redirect_is_followed(server: Answers) -> None:
    with receiving(Answers()) as other:
        server.todo = [(307, {"Location": other.url()}), (302, {"Location": "/elsewhere"})]
        for _ in range(2):
            kind, why = find_why(post(make_transport(server, secret=SECRET, token=Secret("tok")), pauses=(0,)))
            assert (kind, "is not followed" in why) == ("refused", True)
        assert (len(server.posted), other.connections) == (2, 0)


@pytest.mark.parametrize("answer", ["hang up", "silence", 504])
def test_without_an_answer_it_is_in_doubt_unless_the_receiver_knows_it_by_its_id(server: Answers, answer: Any) -> None:
    server.todo = [answer]
    assert find_why(post(make_transport(server, timeout=0.3), pauses=(0,)))[0] == "in_doubt"
    assert len(server.posted) == 1
    for path, secret in (("/hook", SECRET), ("/send/{id}", "")):
        server.todo = [answer]
        assert post(make_transport(server, path, secret, timeout=0.3), pauses=(0,)).sent
    assert set(server.ids) == {ID}


def test_what_an_earlier_run_was_posting_is_posted_again_only_where_that_does_no_harm(server: Answers) -> None:
    for secret, outcome in (("", "in_doubt"), (SECRET, "sent")):
        outbox = MemoryOutbox((DESK.recipient,))
        outbox.mark([DESK.recipient], "sending")
        post(make_transport(server, secret=secret), outbox)
        assert outbox.deliveries[DESK.recipient].state == outcome


def test_a_server_that_is_not_there_or_answers_too_slowly_is_tried_again_later() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/s3cret"
        kind, why = find_why(post(make_transport(Answers(), address=address)))
    assert (kind, "connection refused" in why, "s3cret" in why) == ("later", True, False)


def test_an_answer_that_never_ends_is_cut(server: Answers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                for letter in b"HTTP/1.1 200 OK\r\n" * 4:
                    time.sleep(0.05)
                    try:
                        connection.send(bytes([letter]))
                    except OSError:
                        return

        threading.Thread(target=drip, daemon=True).start()
        begin = time.monotonic()
        transport = make_transport(server, address=f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=0.3)
        kind, why = find_why(post(transport))
    assert (kind, why) == ("in_doubt", "no answer within 0.3 s")
    assert time.monotonic() - begin < 2


def test_what_answers_no_http_is_told_in_words(server: Answers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            connection, _ = listening.accept()
            with connection:
                while not connection.recv(10_000).endswith(BODY[-1:]):
                    pass
                connection.send(b"220 mail.example ESMTP\r\n")

        threading.Thread(target=talk, daemon=True).start()
        transport = make_transport(server, address=f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert find_why(post(transport)) == ("in_doubt", "220 mail.example ESMTP")


def test_who_answers_before_the_end_is_heard(server: Answers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(1_000)
                connection.send(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
                connection.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=refuse, daemon=True).start()
        transport = make_transport(server, address=f"http://127.0.0.1:{listening.getsockname()[1]}/")
        outbox = MemoryOutbox((DESK.recipient,))
        transport.deliver(
            Letter("", (DESK.recipient,), bytes(50_000_000), ID), lambda *told: outbox.mark(told[1], told[0], told[2])
        )
    (found,) = outbox.deliveries.values()
    assert (found.state in ("refused", "queued"), found.why != "") == (True, True)


def test_a_certificate_is_checked(tmp_path: Path) -> None:
    certificate, context = make_certificate(tmp_path)
    with receiving(Answers(), context) as server:
        address = server.url().replace("http:", "https:")
        kind, why = find_why(post(make_transport(server, address=address)))
        assert (kind, "certificate is not trusted" in why, server.posted) == ("later", True, [])
        assert post(make_transport(server, address=address, ca_file=str(certificate))).sent
        kind, why = find_why(post(make_transport(server, address=address, ca_file=str(tmp_path / "none"))))
        assert "ca_file" in why or "certificates" in why


def test_no_proxy_and_no_netrc_is_asked(server: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("default login ann password hunter2\n", encoding="utf-8")
    assert post(make_transport(server)).sent
    assert "authorization" not in server.posted[0].headers


def test_a_token_goes_unencrypted_only_within_the_own_network(server: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    assert post(make_transport(server, token=Secret("tok"))).sent
    monkeypatch.setattr(webhooks, "is_public", lambda address: True)
    kind, why = find_why(post(make_transport(server, token=Secret("tok"))))
    assert (kind, "the token would go unencrypted" in why, len(server.posted)) == ("later", True, 1)
    transport = make_transport(server)
    assert (transport.check().endswith("answers, without TLS"), transport.is_exposed) == (True, True)


def test_no_secret_is_in_what_is_said(server: Answers) -> None:
    server.said = b"no /T0/hidden for tok"
    server.todo = [403]
    _, why = find_why(post(make_transport(server, "/T0/hidden", token=Secret("tok"))))
    assert why.endswith("answers 403 Forbidden: no /••• for •••")


def test_all_secrets_may_come_from_the_environment_or_a_file(server: Answers, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("tok\n", encoding="utf-8")
    (tmp_path / "token").chmod(0o600)
    settings = replace(DESK, address_env="HOOK", token_file="token", secret_env="SIGN")
    check_webhook(settings)
    environ = {"HOOK": server.url(), "SIGN": SECRET}
    with open_webhook(settings, environ, tmp_path, lambda: NOW) as transport:
        assert post(transport).sent
    assert server.posted[0].is_signed_with(SECRET)
    assert server.posted[0].headers["authorization"] == "Bearer tok"


@pytest.mark.parametrize(
    ("more", "environ", "message"),
    [
        ({"address_env": "HOOK"}, {}, "webhooks.desk.address_env: the environment has no HOOK"),
        ({"address_env": "HOOK"}, {"HOOK": "ftp://hidden"}, "webhooks.desk.address: is no address of the web"),
        ({"address_env": "HOOK"}, {"HOOK": "http://ann:hidden@desk.example/"}, "must not hold a user or password"),
        ({"address": "http://h/", "token_env": "T"}, {"T": "hidden\x00x"}, "cannot stand in a header"),
        ({"address": "http://h/", "secret_env": "S"}, {"S": "hidden"}, "is no secret for signatures"),
        ({"address": "http://h/", "secret_env": "S"}, {"S": "whsec_aGlkZGVu"}, "is no secret for signatures"),
        ({"address": "http://h/", "secret_file": "none"}, {}, "no such file"),
    ],
)
def test_a_secret_that_is_none_is_told_and_not_shown(
    more: dict[str, str], environ: dict[str, str], message: str, tmp_path: Path
) -> None:
    with (
        pytest.raises(ConfigError, match=message) as caught,
        open_webhook(replace(DESK, **more), environ, tmp_path, lambda: 0),  # type: ignore[arg-type]
    ):
        pass
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({}, "address"),
        ({"address": "http://h/", "address_env": "X"}, "address"),
        ({"address": "h/hook"}, "address"),
        ({"address": "http://h/", "template": "../mail"}, "template"),
        ({"address": "http://h/", "timeout": 0.0}, "timeout"),
        ({"address": "http://h/", "secret_env": "X", "secret_file": "y"}, "secret_env"),
    ],
)
def test_settings_that_cannot_be_are_told_by_their_key(more: dict[str, Any], key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_webhook(replace(DESK, **more))
    assert caught.value.where == f"webhooks.desk.{key}"


def test_what_may_be_secret_in_an_address_is_not_in_its_name() -> None:
    assert name_address("https://hooks.chat.example/T0/B0/hidden").startswith("hooks.chat.example-")
    assert name_address("http://[::1]/a") != name_address("http://[::1]/b")


# Killed at each step: what is done before and after each note in the queue and each piece that is sent.


def post_stored(path: Path, server: Answers, secret: str) -> None:
    with open_history(path) as history:
        outbox = StoredOutbox(history, "morning", "2031-03-05", webhook="desk")
        post(make_transport(server, secret=secret), outbox)


def post_and_be_killed(number: int, path: Path, server: Answers, secret: str) -> bool:
    """Post in a process of its own that kills itself at one of its steps. Return whether it came to its end."""
    child = os.fork()
    if child == 0:
        left = number

        def counting(inner: Any) -> Any:
            def call(*args: Any) -> Any:
                nonlocal left
                for step in (lambda: None, lambda: inner(*args)):
                    result = step()
                    left -= 1
                    if left < 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                return result

            return call

        for owner, name in (
            (socket, "create_connection"),
            (HTTPConnection, "send"),
            (HTTPConnection, "getresponse"),
            (StoredOutbox, "mark"),
        ):
            setattr(owner, name, counting(getattr(owner, name)))
        post_stored(path, server, secret)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("secret", ["", SECRET])
def test_killed_at_any_step_and_run_again_it_is_never_lost_and_never_comes_with_another_id(
    tmp_path: Path, server: Answers, secret: str
) -> None:
    got: list[int] = []
    for number in range(100):
        path = tmp_path / f"{number}.db"
        server.posted.clear()
        with open_history(path) as history:
            queue_letter(history, "morning", "2031-03-05", ID, BODY, [DESK.recipient], "desk")
        has_ended = post_and_be_killed(number, path, server, secret)
        post_stored(path, server, secret)
        # A server may still be reading what a killed process sent.
        deadline = time.monotonic() + 0.2
        with open_history(path) as history:
            (delivery,) = list_deliveries(history)
        while not server.posted and time.monotonic() < deadline:
            time.sleep(0.01)
        got.append(len(server.posted))
        assert {one.body for one in server.posted} <= {BODY}
        assert set(server.ids) <= {ID}
        if secret:
            assert delivery.state == "sent"
            assert got[-1] >= 1
        else:
            assert got[-1] <= 1
            assert delivery.state == "in_doubt" or (delivery.state == "sent" and got[-1] == 1)
        post_stored(path, server, secret)
        assert len(server.posted) == got[-1]
        if has_ended:
            break
    assert len(got) > 12
    assert (max(got), has_ended) == (2 if secret else 1, True)
