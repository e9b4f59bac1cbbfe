"""Rounds, pauses and what the queue is told, with a transport that follows a script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from memory_outbox import MemoryOutbox
from sample_mail import ANN, BO, CID, EVERYONE, raw

from summarizer.mail.message import Letter, Tell, TransportError, UnreachableError
from summarizer.mail.sending import send_edition

TOGETHER, EACH = raw(), raw(each=True)


@dataclass
class Scripted:
    """Tells for each address what the script says, try after try; then ``sent``."""

    script: dict[str, list[str]]
    repeatable: bool = False
    got: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    letters: list[tuple[str, ...]] = field(default_factory=list)

    def deliver(self, letter: Letter, tell: Tell) -> None:
        self.letters.append(letter.recipients)
        for address in letter.recipients:
            step = self.script.get(address, [])
            outcome = step.pop(0) if step else "sent"
            if outcome == "down":
                raise UnreachableError("down")
            if outcome == "broken":
                raise TransportError("broken")
            if outcome in ("sent", "in_doubt"):
                tell("sending", (address,), "")
            if outcome == "sent":
                self.got[address] += 1
            tell(outcome, (address,), "" if outcome == "sent" else "why")  # type: ignore[arg-type]

    def check(self) -> str:
        return ""

    def close(self) -> None:
        pass


def test_pauses_are_kept_and_progress_costs_none() -> None:
    slept: list[float] = []
    script = {ANN: ["queued"] * 2, BO: ["queued"] * 3}
    sent = send_edition(TOGETHER, MemoryOutbox((ANN, BO, CID)), Scripted(script), sleep=slept.append, pauses=(1, 2, 3))
    assert set(sent.sent) == {ANN, BO, CID}
    assert slept == [1, 1, 2]


def test_after_the_last_pause_the_rest_stays_queued() -> None:
    slept: list[float] = []
    outbox = MemoryOutbox((ANN,))
    sent = send_edition(TOGETHER, outbox, Scripted({ANN: ["queued"] * 9}), sleep=slept.append, pauses=(1, 2))
    assert [one.address for one in sent.later] == [ANN]
    assert slept == [1, 2]
    assert outbox.deliveries[ANN].tries == 3


def test_a_server_that_is_down_is_tried_again_and_one_that_is_misconfigured_is_not() -> None:
    for fault, pauses_taken in (("down", [1, 1, 2]), ("broken", [])):
        slept: list[float] = []
        outbox = MemoryOutbox((ANN, BO, CID))
        sent = send_edition(EACH, outbox, Scripted({BO: [fault] * 9}), sleep=slept.append, pauses=(1, 2))
        assert sent.sent == (ANN,)
        assert [(one.address, one.why) for one in sent.later] == [(BO, fault), (CID, fault)]
        assert slept == pauses_taken


def test_who_was_cut_off_in_an_earlier_run_is_in_doubt_and_not_sent_to() -> None:
    outbox = MemoryOutbox((ANN, BO))
    outbox.mark((ANN,), "sending")
    transport = Scripted({})
    lines: list[str] = []
    sent = send_edition(EACH, outbox, transport, lines.append)
    assert [one.address for one in sent.in_doubt] == [ANN]
    assert transport.got == {BO: 1}
    assert outbox.deliveries[ANN].state == "in_doubt"
    assert lines == [
        f"{ANN}: in doubt: an earlier run ended between the last of it and the server's answer",
        f"{BO}: sent",
    ]


def test_nobody_waiting_is_no_fault() -> None:
    assert send_edition(TOGETHER, MemoryOutbox(()), Scripted({})).problems == ()


def test_the_envelope_s_sender_is_that_of_the_message_and_a_letter_has_one_key() -> None:
    letters: list[Letter] = []

    class Keeping(Scripted):
        def deliver(self, letter: Letter, tell: Tell) -> None:
            letters.append(letter)
            super().deliver(letter, tell)

    for message in (TOGETHER, TOGETHER, EACH, EACH):
        send_edition(message, MemoryOutbox((ANN, BO)), Keeping({}))
    assert {letter.sender for letter in letters} == {"desk@news.example"}
    assert len({letter.key for letter in letters}) == 3


OUTCOMES = st.lists(st.sampled_from(["queued", "refused", "in_doubt", "down", "broken", "sent"]), max_size=4)


@given(st.fixed_dictionaries(dict.fromkeys(EVERYONE, OUTCOMES)), st.booleans(), st.integers(0, 3))
def test_whatever_happens_nobody_gets_it_twice_and_nobody_is_forgotten(
    script: dict[str, list[str]], each: bool, runs: int
) -> None:
    outbox = MemoryOutbox(EVERYONE)
    transport = Scripted(script)
    for _ in range(runs + 1):
        sent = send_edition(EACH if each else TOGETHER, outbox, transport, sleep=lambda seconds: None, pauses=(1,))
        told = [*sent.sent, *(one.address for one in (*sent.refused, *sent.later, *sent.in_doubt))]
        assert len(told) == len(set(told))
    for address in EVERYONE:
        state = outbox.deliveries[address].state
        assert transport.got[address] == (1 if state == "sent" else 0)
        assert state in ("sent", "queued", "refused", "in_doubt")
