"""Mail addresses: what is taken is surely one address."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.errors import ConfigError
from summarizer.mail.mail_settings import parse_mailbox
from summarizer.text.escaping import flatten

HOSTILE = st.text(alphabet="<>\"'\\,;:@()[]=?_. \r\n\t\x00\x1b\u2028\u202e\ud800aZ9üé中🦀ب-", max_size=200)
ANY = HOSTILE | st.text(max_size=120)


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
        assert (box.name, box.address.rpartition("@")[0]) == (name, address.rpartition("@")[0])
        assert box.domain == address.rpartition("@")[2] or box.domain.startswith("xn--")
