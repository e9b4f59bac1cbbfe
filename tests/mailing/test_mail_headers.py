"""Header lines: whatever is put in, it is one header of ASCII, and reads back as what it was."""

from __future__ import annotations

from email import message_from_string, policy
from email.header import decode_header, make_header
from email.utils import getaddresses

from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.errors import ConfigError
from summarizer.mailing.addresses import Mailbox, parse_mailbox
from summarizer.mailing.headers import write_addresses, write_text, write_token
from summarizer.text.escaping import flatten

HOSTILE = st.text(alphabet="<>\"'\\,;:@()[]=?_. \r\n\t\x00\x1b\u2028\u202e\ud800aZ9üé中🦀ب-", max_size=200)
ANY = HOSTILE | st.text(max_size=120)


def unfolded(written: str) -> str:
    """Check that a header is one, of lines that are not too long, and give its value."""
    assert written.isascii()
    assert written.endswith("\r\n")
    lines = written.removesuffix("\r\n").split("\r\n")
    assert all(line.isprintable() and line.strip() for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert max(map(len, lines)) <= 76 or not written.startswith("Subject")
    message = message_from_string(f"{written}\r\n", policy=policy.compat32)
    assert len(message.keys()) == 1
    return str(message[message.keys()[0]])


@settings(deadline=None)
@given(ANY)
@example("x\r\nBcc: eve@e.example\r\n\r\nbody")
@example("=?utf-8?q?x=0D=0ABcc:_eve?=")
@example("word " * 60)
@example("-" * 300)
@example("中🦀" * 100)
@example("a " * 35 + "=?")
def test_a_text_reads_back_as_it_was(text: str) -> None:
    value = unfolded(write_text("Subject", text))
    assert " ".join(str(make_header(decode_header(value.replace("\r\n", "")))).split(" ")) == flatten(text)


@settings(deadline=None)
@given(st.lists(ANY, min_size=1, max_size=5))
@example(["Falk, Ines", 'Ines "the desk" Falk', "Inés Falk; früh (spät)", "a\\", "@", "a" * 200, "é" * 200])
@example(["eve@e.example,", "<eve@e.example>", "\r\nBcc: eve@e.example"])
def test_names_read_back_and_never_become_an_address(names: list[str]) -> None:
    boxes = [Mailbox(name[:200], f"reader{number}@news.example") for number, name in enumerate(names)]
    found = getaddresses([unfolded(write_addresses("To", boxes)).replace("\r\n", "")])
    assert [address for _, address in found] == [box.address for box in boxes]
    for (name, _), box in zip(found, boxes, strict=True):
        assert str(make_header(decode_header(name))) == flatten(box.name)


@given(ANY)
def test_a_token_stays_one_line(text: str) -> None:
    assert write_token("X", text).count("\r\n") == 1
    assert write_token("X", text).count("\n") == 1


@settings(deadline=None)
@given(ANY)
@example("ann@a.example\r\nRCPT TO:<eve@e.example>")
@example("ann@a.example, eve@e.example")
@example("Ann <ann@a.example> <eve@e.example>")
@example('"a b"@c.example')
@example("a@" + "b" * 300)
def test_only_what_is_surely_one_address_is_taken(text: str) -> None:
    try:
        box = parse_mailbox(text, "mail.to")
    except ConfigError:
        return
    assert box.address.count("@") == 1
    assert not set(' \t\r\n<>,;:"()\\') & set(box.address)
    assert box.domain.isascii()
    assert flatten(box.name) == box.name


def test_ordinary_addresses_are_taken() -> None:
    for text, name, address in (
        ("ann@a.example", "", "ann@a.example"),
        ("  Ann Falk <Ann.Falk+news@A.Example> ", "Ann Falk", "Ann.Falk+news@a.example"),
        ('"Falk, \\"Ann\\"" <ann@a.example>', 'Falk, "Ann"', "ann@a.example"),
        ("root@localhost", "", "root@localhost"),
        ("desk@[192.0.2.1]", "", "desk@[192.0.2.1]"),
        ("Київ <новини@київ.example>", "Київ", "новини@xn--80akl3ah.example"),
    ):
        box = parse_mailbox(text)
        assert (box.name, box.local) == (name, address.rpartition("@")[0])
        assert box.domain == address.rpartition("@")[2] or box.domain.startswith("xn--")
