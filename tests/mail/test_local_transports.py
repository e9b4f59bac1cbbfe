"""A Maildir and a sendmail program, real ones in a temporary folder."""

from __future__ import annotations

import mailbox
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from memory_outbox import MemoryOutbox
from sample_mail import ANN, BO, EVERYONE, SETTINGS, raw

from summarizer.errors import DeliveryError
from summarizer.mail.sending import Sent, send_edition
from summarizer.mail.transports import open_transport


def send(server: str, to: tuple[str, ...] = EVERYONE, *, each: bool = False, patience: float = 20) -> Sent:
    with open_transport(replace(SETTINGS, server=server, patience=patience)) as transport:
        return send_edition(raw(each=each), MemoryOutbox(to), transport, pauses=(0,), sleep=lambda seconds: None)


def subjects(path: Path) -> list[str]:
    return [message["Message-ID"] for message in mailbox.Maildir(path, create=False)]


def test_a_letter_comes_into_the_maildir_once_however_often_it_is_sent(tmp_path: Path) -> None:
    for _ in range(3):
        assert send(f"maildir:{tmp_path / 'in'}").sent == EVERYONE
    assert len(subjects(tmp_path / "in")) == 1
    (file,) = (tmp_path / "in" / "new").iterdir()
    assert file.read_bytes() == raw().replace(b"\r\n", b"\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list((tmp_path / "in" / "tmp").iterdir()) == []


def test_a_letter_that_was_read_meanwhile_does_not_come_again(tmp_path: Path) -> None:
    send(f"maildir:{tmp_path}", (ANN,))
    (file,) = (tmp_path / "new").iterdir()
    file.rename(tmp_path / "cur" / f"{file.name}:2,S")
    assert send(f"maildir:{tmp_path}", (ANN,)).sent == (ANN,)
    assert list((tmp_path / "new").iterdir()) == []


def test_each_gets_a_letter_of_their_own_in_the_maildir(tmp_path: Path) -> None:
    for _ in range(2):
        send(f"maildir:{tmp_path}", (ANN, BO), each=True)
    assert {str(message["To"]) for message in mailbox.Maildir(tmp_path)} == {ANN, BO}
    assert len(subjects(tmp_path)) == 2


def test_what_an_earlier_run_left_open_is_put_into_a_maildir_again(tmp_path: Path) -> None:
    outbox = MemoryOutbox((ANN,))
    outbox.mark((ANN,), "sending")
    with open_transport(replace(SETTINGS, server=f"maildir:{tmp_path}")) as transport:
        assert send_edition(raw(), outbox, transport).sent == (ANN,)


def test_a_folder_that_is_no_maildir_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    sent = send(f"maildir:{tmp_path}", (ANN,))
    assert "no Maildir" in sent.later[0].why
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with (
        open_transport(replace(SETTINGS, server=f"maildir:{tmp_path / 'letter.txt' / 'x'}")) as transport,
        pytest.raises(DeliveryError),
    ):
        transport.check()


def program(folder: Path, lines: str) -> str:
    """Make a sendmail that notes its arguments and input, and does what ``lines`` say."""
    path = folder / "sendmail"
    path.write_text(
        f'#!/bin/sh\nfor last; do :; done\necho "$*" >> "{folder}/calls"\ncat > "{folder}/$last"\n{lines}\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
    return f"sendmail:{path}"


def test_sendmail_is_called_for_each_recipient_with_the_whole_letter(tmp_path: Path) -> None:
    assert send(program(tmp_path, "exit 0")).sent == EVERYONE
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == [f"-i -f desk@news.example -- {address}" for address in EVERYONE]
    assert (tmp_path / BO).read_bytes() == raw().replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("lines", "kind", "why"),
    [
        ("echo 'no such\nuser' >&2; exit 67", "refused", "status 67, no such user: no such user"),
        ("exit 65", "refused", "status 65, the message is malformed"),
        ("exit 75", "later", "status 75, try again later"),
        ("exit 78", "later", "status 78"),
        ("kill -9 $$", "in_doubt", "signal 9"),
        ("exec sleep 20", "in_doubt", "did not end within 1 seconds"),
    ],
)
def test_the_exit_status_tells_what_became_of_it(tmp_path: Path, lines: str, kind: str, why: str) -> None:
    server = program(tmp_path, f'case "$last" in {BO}) {lines};; esac')
    sent = send(server, (ANN, BO), patience=1)
    assert sent.sent == (ANN,)
    assert [one.address for one in getattr(sent, kind)] == [BO]
    assert why in getattr(sent, kind)[0].why


def test_a_program_that_is_not_there_leaves_all_queued(tmp_path: Path) -> None:
    sent = send(f"sendmail:{tmp_path / 'absent'}")
    assert len(sent.later) == len(EVERYONE)
    assert "no such program" in sent.later[0].why
    (tmp_path / "broken").write_text("#!/no/such/interpreter\n", encoding="utf-8")
    (tmp_path / "broken").chmod(0o755)
    assert len(send(f"sendmail:{tmp_path / 'broken'}").later) == len(EVERYONE)
