from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import SummarizerError
from summarizer.storage.deliveries import (
    Delivery,
    State,
    StoredOutbox,
    find_letter,
    list_deliveries,
    mark_delivery,
    next_deliveries,
    queue_letter,
    requeue,
)
from summarizer.storage.history import History, open_history

ANN, BO, CY = "ann@x.example", "bo@x.example", "cy@x.example"
DAY = "2031-03-05"


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "history.sqlite3") as opened:
        yield opened


def queue(history: History, *addresses: str, name: str = "ferries", date: str = DAY, message: bytes = b"mail") -> None:
    queue_letter(history, name, date, f"<{name}.{date}@x.example>", message, addresses)


def states(history: History) -> dict[str, str]:
    return {one.address: one.state for one in list_deliveries(history)}


def test_what_is_queued_comes_out_the_oldest_edition_first(history: History) -> None:
    queue(history, BO, ANN)
    queue(history, ANN, date="2031-03-04")
    queue(history, CY, name="energy")
    found = [(one.date, one.name, one.address) for one in next_deliveries(history)]
    assert found == [("2031-03-04", "ferries", ANN), (DAY, "energy", CY), (DAY, "ferries", ANN), (DAY, "ferries", BO)]
    assert [one.address for one in next_deliveries(history, "ferries", DAY)] == [ANN, BO]
    assert [one.name for one in next_deliveries(history, "energy")] == ["energy"]
    assert next_deliveries(history, "ferries", DAY)[0] == Delivery(
        ANN, "queued", name="ferries", date=DAY, message_id=f"<ferries.{DAY}@x.example>"
    )


def test_an_address_is_queued_once_however_it_is_written(history: History) -> None:
    queue_letter(history, "ferries", DAY, "<1@x.example>", b"mail", [ANN, "Ann@X.Example", BO])
    queue_letter(history, "ferries", DAY, "<1@x.example>", b"mail", [" ANN@x.example", CY])
    assert [one.address for one in next_deliveries(history)] == [ANN, BO, CY]
    mark_delivery(history, "ferries", DAY, ["ANN@X.EXAMPLE"], "sent")
    assert [one.address for one in next_deliveries(history)] == [BO, CY]


def test_each_webhook_has_a_letter_of_its_own_beside_the_mail(history: History) -> None:
    queue(history, ANN)
    for webhook in ("desk", "chat"):
        queue_letter(history, "ferries", DAY, f"msg_{webhook}", webhook.encode(), [f"webhook {webhook}"], webhook)
    assert find_letter(history, "ferries", DAY) == (f"<ferries.{DAY}@x.example>", b"mail")
    assert find_letter(history, "ferries", DAY, "chat") == ("msg_chat", b"chat")
    outbox = StoredOutbox(history, "ferries", DAY, webhook="desk")
    outbox.mark(["webhook desk"], "sent")
    assert outbox.pending() == ()
    assert [(one.webhook, one.address) for one in next_deliveries(history)] == [("", ANN), ("chat", "webhook chat")]
    with pytest.raises(SummarizerError, match="cannot become"):
        StoredOutbox(history, "ferries", DAY).mark(["webhook chat"], "sent")


def test_who_has_got_it_is_never_queued_again(history: History) -> None:
    queue(history, ANN)
    mark_delivery(history, "ferries", DAY, [ANN], "sent")
    queue(history, ANN, message=b"made anew")
    assert next_deliveries(history) == ()
    states: tuple[State, ...] = ("queued", "sending", "refused", "in_doubt")
    for state in states:
        with pytest.raises(SummarizerError, match="or sent"):
            mark_delivery(history, "ferries", DAY, [ANN], state)
    with pytest.raises(SummarizerError, match="or sent"):
        requeue(history, Delivery(ANN, name="ferries", date=DAY))
    mark_delivery(history, "ferries", DAY, [ANN], "sent")


@pytest.mark.parametrize(
    ("state", "kept"), [("queued", b"anew"), ("refused", b"anew"), ("sent", b"mail"), ("in_doubt", b"mail")]
)
def test_a_mail_made_anew_takes_its_place_as_long_as_nobody_got_the_first(
    history: History, state: State, kept: bytes
) -> None:
    queue(history, ANN, BO)
    mark_delivery(history, "ferries", DAY, [ANN], state)
    queue_letter(history, "ferries", DAY, "<2@x.example>", b"anew", [ANN, BO])
    found = find_letter(history, "ferries", DAY)
    assert found is not None
    assert found[1] == kept
    assert found[0] == ("<2@x.example>" if kept == b"anew" else f"<ferries.{DAY}@x.example>")
    assert find_letter(history, "ferries", "2031-03-06") is None


def test_several_are_marked_together_or_not_at_all(history: History) -> None:
    queue(history, ANN, BO)
    with pytest.raises(SummarizerError, match=r"cy@x\.example cannot become “sending”"):
        mark_delivery(history, "ferries", DAY, [ANN, CY], "sending")
    assert states(history) == {ANN: "queued", BO: "queued"}


def test_an_outbox_keeps_what_became_of_each(history: History) -> None:
    queue(history, ANN, BO, CY)
    queue(history, ANN, date="2031-03-06")
    outbox = StoredOutbox(history, "ferries", DAY)
    assert [one.address for one in outbox.pending()] == [ANN, BO, CY]
    outbox.mark((ANN, BO, CY), "sending")
    outbox.mark((ANN,), "sent")
    outbox.mark((BO,), "refused", "550 nobody of that name")
    outbox.mark((CY,), "queued", "451 try again")
    assert [(one.address, one.state, one.tries, one.why) for one in list_deliveries(history, date=DAY)] == [
        (ANN, "sent", 1, ""),
        (BO, "refused", 1, "550 nobody of that name"),
        (CY, "queued", 1, "451 try again"),
    ]
    outbox.mark((CY,), "in_doubt", "cut off")
    assert outbox.pending() == ()
    for address in (BO, CY):
        requeue(history, Delivery(address, name="ferries", date=DAY))
    assert [(one.address, one.tries) for one in outbox.pending()] == [(BO, 1), (CY, 1)]
    assert next_deliveries(history, date="2031-03-06")[0].address == ANN


def test_what_a_killed_run_was_sending_is_seen_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with open_history(path) as history:
        queue(history, ANN, BO)
        mark_delivery(history, "ferries", DAY, [ANN], "sending")
    with open_history(path) as history:
        assert [(one.address, one.state) for one in next_deliveries(history)] == [(ANN, "sending"), (BO, "queued")]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([ANN, BO]), st.sampled_from(["queued", "sending", "refused", "in_doubt", "sent"]))
    )
)
def test_from_sent_no_way_leads_back(tmp_path_factory: pytest.TempPathFactory, marks: list[tuple[str, State]]) -> None:
    with open_history(tmp_path_factory.mktemp("queue") / "history.sqlite3") as history:
        queue(history, ANN, BO)
        sent: set[str] = set()
        for address, state in marks:
            if address in sent and state != "sent":
                with pytest.raises(SummarizerError):
                    mark_delivery(history, "ferries", DAY, [address], state)
            else:
                mark_delivery(history, "ferries", DAY, [address], state)
                sent |= {address} if state == "sent" else set()
            queue(history, ANN, BO)
        assert {one.address for one in list_deliveries(history, state="sent")} == sent
