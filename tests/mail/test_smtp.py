"""Mail handed to a real server on loopback that refuses, delays and hangs up."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from mail_server import PASSWORD, Script, make_certificate, serving, wait_for
from memory_outbox import MemoryOutbox
from sample_mail import ANN, BO, CID, DEE, EVERYONE, SETTINGS, raw

from summarizer.errors import ConfigError, DeliveryError, SummarizerError
from summarizer.mail import transports
from summarizer.mail.mail_settings import Secret
from summarizer.mail.message import UnreachableError
from summarizer.mail.sending import Sent, send_edition
from summarizer.mail.transports import open_transport

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.storage.deliveries import State

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # The server's own: some tests want just that.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]
NO_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")


@pytest.fixture(autouse=True)
def _no_name_lookup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda name="": "desk.test")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    return make_certificate(tmp_path_factory.mktemp("tls"))


def send(port: int, to: tuple[str, ...] = EVERYONE, *, message: bytes = b"", rounds: int = 0, **more: Any) -> Sent:
    """Send the sample mail; ``rounds`` further tries follow at once."""
    sent, _ = send_and_keep(port, to, message=message, rounds=rounds, **more)
    return sent


def send_and_keep(
    port: int, to: tuple[str, ...] = EVERYONE, *, message: bytes = b"", rounds: int = 0, secret: str = "", **more: Any
) -> tuple[Sent, MemoryOutbox]:
    outbox = MemoryOutbox(to)
    settings = replace(SETTINGS, **({"server": f"smtp://127.0.0.1:{port}"} | more))
    with open_transport(settings, Secret(secret)) as transport:
        sent = send_edition(message or raw(), outbox, transport, pauses=(0.0,) * rounds)
    states = {delivery.address: delivery.state for delivery in outbox.deliveries.values()}
    assert {address for address, state in states.items() if state == "sent"} == set(sent.sent)
    assert {address for address, state in states.items() if state == "queued"} == {one.address for one in sent.later}
    assert "sending" not in states.values()
    return sent, outbox


def test_one_mail_goes_to_all_in_one_transaction_and_names_no_bcc() -> None:
    script = Script()
    with serving(script) as port:
        assert send(port) == Sent(sent=EVERYONE)
    (letter,) = script.taken
    assert letter.sender == "desk@news.example"
    assert letter.recipients == list(EVERYONE)
    assert letter.content == raw()
    assert DEE.encode() not in letter.content


def test_each_gets_a_mail_of_their_own_over_one_connection() -> None:
    script = Script()
    with serving(script) as port:
        assert send(port, message=raw(each=True)).sent == EVERYONE
    assert script.sessions == 1
    assert [letter.recipients for letter in script.taken] == [[address] for address in EVERYONE]
    assert [str(letter.message["To"]) for letter in script.taken] == list(EVERYONE)
    assert all(letter.message["Cc"] is None for letter in script.taken)
    assert len({letter.message["Message-ID"] for letter in script.taken}) == 1


def test_lines_that_begin_with_a_dot_and_bare_line_ends_arrive_as_they_are() -> None:
    script = Script()
    message = b"From: desk@news.example\r\nTo: x@x.example\r\nMessage-ID: <1@x>\r\n\r\n.\n..two\r\n.\r\nthree"
    with serving(script) as port:
        assert send(port, (ANN,), message=message).sent == (ANN,)
    assert script.taken[0].content == message.replace(b".\n", b".\r\n") + b"\r\n"


def test_a_refused_recipient_is_named_and_the_others_get_theirs() -> None:
    script = Script(rcpt={**Script().rcpt, ANN: [], BO: ["550 5.1.1 no such user"] * 9, CID: [], DEE: []})
    with serving(script) as port:
        sent = send(port, rounds=2)
    assert sent.sent == (ANN, CID, DEE)
    assert [(one.address, one.why) for one in sent.refused] == [(BO, "550 5.1.1 no such user")]
    assert [problem.where for problem in sent.problems] == [BO]
    assert script.copies == {ANN: 1, CID: 1, DEE: 1}


def test_a_temporary_refusal_is_tried_again_and_only_for_whom_it_was() -> None:
    script = Script()
    script.rcpt[BO] += ["451 4.7.1 greylisted", "450 still"]
    with serving(script) as port:
        assert set(send(port, rounds=2).sent) == set(EVERYONE)
    assert script.copies == dict.fromkeys(EVERYONE, 1)


def test_who_is_refused_for_now_to_the_last_try_stays_queued() -> None:
    script = Script()
    script.rcpt[BO] += ["451 greylisted"] * 9
    with serving(script) as port:
        sent, outbox = send_and_keep(port, rounds=2)
    assert [one.address for one in sent.later] == [BO]
    assert outbox.deliveries[BO].tries == 4  # one round brought the others theirs, and cost no pause
    assert outbox.deliveries[BO].why == "451 greylisted"
    assert [delivery.address for delivery in outbox.pending()] == [BO]


def test_a_server_that_takes_few_recipients_at_a_time_gets_the_rest_later() -> None:
    script = Script()
    for address in (CID, DEE):
        script.rcpt[address] += ["452 too many recipients"]
    script.rcpt[DEE] += ["552 too many recipients"]
    with serving(script) as port:
        assert set(send(port, rounds=1).sent) == set(EVERYONE)
    assert script.copies == dict.fromkeys(EVERYONE, 1)


@pytest.mark.parametrize(("reply", "kind"), [("451 try later", "later"), ("554 5.7.1 looks like spam", "refused")])
def test_a_letter_refused_at_its_end_was_not_delivered(reply: str, kind: str) -> None:
    script = Script(data=[reply])
    with serving(script) as port:
        sent = send(port)
    assert {one.why for one in getattr(sent, kind)} == {reply}
    assert len(getattr(sent, kind)) == len(EVERYONE)
    assert script.taken == []


def test_a_letter_refused_for_now_at_its_end_is_sent_once_more() -> None:
    script = Script(data=["451 disk full"])
    with serving(script) as port:
        assert send(port, rounds=1).sent == EVERYONE
    assert script.copies == dict.fromkeys(EVERYONE, 1)


@pytest.mark.parametrize("moment", ["RCPT", "DATA", "middle"])
def test_a_line_dropped_before_the_end_of_the_letter_is_no_delivery_and_tried_again(moment: str) -> None:
    script = Script(hang_up=[moment])
    # Large enough that not all of it is under way when the line breaks.
    message = raw() + (b"x" * 900 + b"\r\n") * 8_000
    with serving(script, data_size_limit=None) as port:
        assert send(port, rounds=1, message=message).sent == EVERYONE
    assert script.copies == dict.fromkeys(EVERYONE, 1)
    assert script.sessions == 2


@pytest.mark.parametrize(("moment", "delivered"), [("end", 0), ("answer", 1)])
def test_a_line_dropped_between_the_end_and_the_answer_leaves_it_in_doubt(moment: str, delivered: int) -> None:
    script = Script(hang_up=[moment])
    with serving(script) as port:
        sent, outbox = send_and_keep(port, rounds=3)
        assert send_edition(raw(), outbox, _Unused()) == Sent()
    assert [one.address for one in sent.in_doubt] == list(EVERYONE)
    assert (sent.sent, sent.later) == ((), ())
    assert script.copies == (dict.fromkeys(EVERYONE, delivered) if delivered else {})
    assert "not sent again unless asked" in sent.problems[0].message


class _Unused:
    repeatable = False

    def deliver(self, letter: object, tell: object) -> None:
        raise AssertionError("nobody waits")

    def check(self) -> str:
        return ""

    def close(self) -> None:
        pass


def test_an_answer_that_does_not_come_in_time_leaves_it_in_doubt() -> None:
    script = Script(answer_after=1)
    with serving(script) as port:
        sent = send(port, (ANN,), patience=0.2)
        wait_for(script, 1)
    assert [one.address for one in sent.in_doubt] == [ANN]
    assert script.copies == {ANN: 1}


def test_a_slow_server_is_waited_for() -> None:
    script = Script(delay=0.3)
    with serving(script) as port:
        assert send(port, (ANN, BO)).sent == (ANN, BO)


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    start = time.monotonic()
    with listening(b"") as port:
        sent = send(port, (ANN,), timeout=0.3)
    assert time.monotonic() - start < 3
    assert [one.address for one in sent.later] == [ANN]


@pytest.mark.parametrize(
    "greeting", [b"554 no service here\r\n", b"421 not now\r\n", b"HTTP/1.1 400 Bad\r\n\r\n", b"\xff\xfe\r\n"]
)
def test_a_server_that_is_none_leaves_all_queued(greeting: bytes) -> None:
    with listening(greeting) as port:
        sent = send(port, (ANN, BO), rounds=1, timeout=1)
    assert [one.address for one in sent.later] == [ANN, BO]
    assert all(one.why.isprintable() for one in sent.later)


def test_no_server_at_all_leaves_all_queued_and_is_tried_again() -> None:
    with listening(b"") as port:
        pass
    sent, outbox = send_and_keep(port, (ANN,), rounds=2)
    assert "refused" in sent.later[0].why
    assert f"smtp://127.0.0.1:{port}" in sent.later[0].why
    assert outbox.deliveries[ANN].tries == 3


@contextmanager
def listening(greeting: bytes) -> Iterator[int]:
    """Be a server that greets and says no more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls: list[socket.socket] = []

        def answer() -> None:
            while True:
                try:
                    call, _ = server.accept()
                except OSError:
                    return
                calls.append(call)
                call.sendall(greeting)

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        for call in calls:
            call.close()


def test_a_sender_or_size_that_the_server_does_not_take_refuses_nobody_for_good() -> None:
    script = Script(mail=["553 5.7.1 not your address"] * 9)
    with serving(script) as port:
        sent, outbox = send_and_keep(port, rounds=3)
    assert len(sent.later) == len(EVERYONE)
    assert "does not take the mail: 553 5.7.1" in sent.later[0].why
    assert outbox.deliveries[ANN].tries == 1  # trying again would change nothing


def test_a_server_that_takes_one_letter_a_connection_gets_each_over_a_new_one() -> None:
    script = Script(mail=["250 OK", "421 too many", "250 OK", "421 too many", "250 OK", "250 OK"])
    with serving(script) as port:
        assert set(send(port, message=raw(each=True), rounds=1).sent) == set(EVERYONE)
    assert script.copies == dict.fromkeys(EVERYONE, 1)


def test_an_address_outside_ascii_needs_a_server_for_it_and_the_others_get_theirs() -> None:
    wide = "jürgen@xn--bcher-kva.example"
    for enabled, copies in ((True, {ANN: 1, wide: 1}), (False, {ANN: 1})):
        script = Script()
        with serving(script, enable_SMTPUTF8=enabled) as port:
            sent = send(port, (ANN, wide), message=raw(each=True))
        assert script.copies == copies
        assert [one.address for one in sent.refused] == ([] if enabled else [wide])
        if enabled:
            assert script.taken[1].message["To"].addresses[0].addr_spec == wide
            assert [len(letter.options) for letter in script.taken] == [1, 2]


@NO_OPENSSL
@pytest.mark.parametrize("wrapped", [True, False])
def test_the_password_goes_over_tls(certificate: tuple[Path, ssl.SSLContext], wrapped: bool) -> None:
    script = Script()
    how: dict[str, Any] = (
        {"wrapped": certificate[1]} if wrapped else {"tls_context": certificate[1], "require_starttls": True}
    )
    with serving(script, log_in=True, auth_require_tls=not wrapped, **how) as port:
        settings: dict[str, Any] = {
            "server": f"{'smtps' if wrapped else 'smtp'}://127.0.0.1:{port}",
            "ca_file": str(certificate[0]),
            "starttls": "required",
            "user": "desk",
        }
        assert send(port, secret=PASSWORD, **settings).sent == EVERYONE
        with open_transport(replace(SETTINGS, **settings), Secret(PASSWORD)) as transport:
            assert transport.check().endswith("with TLS, logged in as desk")


@NO_OPENSSL
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_certificate_that_nobody_vouches_for_is_not_taken(
    certificate: tuple[Path, ssl.SSLContext], wrapped: bool
) -> None:
    script = Script()
    how: dict[str, Any] = {"wrapped": certificate[1]} if wrapped else {"tls_context": certificate[1]}
    with serving(script, **how) as port:
        scheme = "smtps" if wrapped else "smtp"
        sent = send(port, (ANN,), server=f"{scheme}://127.0.0.1:{port}", starttls="required")
    assert "certificate is not trusted" in sent.later[0].why
    assert script.taken == []


@pytest.mark.parametrize("server", ["smtps", "smtp"])
def test_without_tls_nothing_is_sent_when_it_is_required(server: str) -> None:
    script = Script()
    with serving(script) as port:
        sent = send(port, (ANN,), server=f"{server}://127.0.0.1:{port}", starttls="required", timeout=1)
    assert ("STARTTLS" if server == "smtp" else "TLS") in sent.later[0].why
    assert script.taken == []


def test_off_loopback_starttls_is_required_and_a_password_never_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "_is_local", lambda session: False)
    script = Script()
    with serving(script, log_in=True, auth_require_tls=False) as port:
        assert "STARTTLS" in send(port, (ANN,)).later[0].why
        with pytest.raises(ConfigError, match="unencrypted"):
            send(port, (ANN,), starttls="never", user="desk", secret=PASSWORD)
    with serving(script) as port:
        assert send(port, (ANN,), starttls="never").sent == (ANN,)


@pytest.mark.parametrize("password", [PASSWORD, "Schlüßel für früh"])
def test_a_log_in_of_any_alphabet_works_and_a_wrong_one_shows_no_password(password: str) -> None:
    script = Script(password=password)
    with serving(script, log_in=True, auth_require_tls=False) as port:
        assert send(port, user="desk", secret=password).sent == EVERYONE
        sent, outbox = send_and_keep(port, (ANN,), user="desk", secret=f"not {password}", rounds=3)
    (failed,) = sent.later
    assert "does not take the user and password: 535 no: •••" in failed.why
    assert password not in repr((sent, outbox.deliveries))
    assert outbox.deliveries[ANN].tries == 1


def test_a_user_without_a_password_and_a_server_without_log_in_are_told() -> None:
    with serving(Script()) as port:
        with pytest.raises(ConfigError, match="no password"):
            send(port, (ANN,), user="desk")
        assert "knows no log-in" in send(port, (ANN,), user="desk", secret="x").later[0].why
    with serving(Script(), log_in=True, auth_require_tls=False) as port:
        assert "530" in send(port, (ANN,)).later[0].why


def test_a_file_of_certificates_that_is_none_is_told(tmp_path: Path) -> None:
    with serving(Script()) as port, pytest.raises(ConfigError, match="holds no certificates"):
        send(port, (ANN,), ca_file=str(tmp_path / "gone.pem"))


def test_a_check_connects_and_sends_nothing() -> None:
    script = Script()
    with serving(script) as port, open_transport(replace(SETTINGS, server=f"smtp://127.0.0.1:{port}")) as transport:
        assert transport.check() == f"smtp://127.0.0.1:{port} answers, without TLS"
    assert (script.sessions, script.taken) == (1, [])
    settings = replace(SETTINGS, server=f"smtp://127.0.0.1:{port}")
    with open_transport(settings) as transport, pytest.raises(UnreachableError):
        transport.check()


@pytest.mark.parametrize("fault", [SummarizerError("no space left"), DeliveryError("no space"), OSError("no space")])
@pytest.mark.parametrize("moment", ["sending", "sent"])
def test_a_queue_that_cannot_be_written_is_told_and_never_leads_to_a_second_copy(
    fault: Exception, moment: State
) -> None:
    class Broken(MemoryOutbox):
        def mark(self, addresses: Sequence[str], state: State, why: str = "") -> None:
            if state == moment:
                raise fault
            super().mark(addresses, state, why)

    script = Script()
    outbox = Broken(EVERYONE)
    with serving(script) as port:
        settings = replace(SETTINGS, server=f"smtp://127.0.0.1:{port}")
        with open_transport(settings) as transport, pytest.raises(SummarizerError):
            send_edition(raw(), outbox, transport, pauses=(0, 0))
        time.sleep(0.2)
    states = {delivery.state for delivery in outbox.deliveries.values()}
    assert (len(script.taken), states) == ((0, {"queued"}) if moment == "sending" else (1, {"sending"}))
