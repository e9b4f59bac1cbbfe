"""Addresses: which may be asked, and how they are shown."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SourceError
from summarizer.fetch.web_addresses import check_address, is_public, show_address


@given(st.ip_addresses())
def test_no_address_inside_is_public(address: object) -> None:
    if is_public(str(address)):
        assert not any(
            getattr(address, name) for name in ("is_private", "is_loopback", "is_link_local", "is_multicast")
        )


@given(st.text(alphabet="abc:/@?&=#[]%. ", max_size=40))
def test_an_address_shown_holds_no_password(rest: str) -> None:
    shown = show_address(f"https://ann:pa55wort@{rest}")
    assert "pa55wort" not in shown
    with suppress(SourceError):
        assert check_address(f"https://{rest}").startswith("https://")


@given(st.text(alphabet="p/?#:[]% ", min_size=1, max_size=9))
def test_a_password_that_makes_an_address_unsound_is_not_shown(middle: str) -> None:
    # A password of digits before a slash would be a port.
    assert "wort" not in show_address(f"https://ann:pa55{middle}wort@post.example/feed")


def test_what_no_server_of_the_internet_has_is_not_public() -> None:
    for inside in (
        "fec0::1", "feff::1", "192.0.0.8", "192.0.0.170", "192.88.99.1", "3fff::1", "3fff:fff::1", "64:ff9b:1::1",
        "5f00::1", "::ffff:192.88.99.1", "64:ff9b::192.0.0.8", "2002:c058:6301::1",
    ):  # fmt: skip
        assert not is_public(inside), inside
    for outside in ("192.0.1.1", "192.88.98.1", "192.88.100.1", "2606:2800:220:1::1", "2a00::1", "64:ff9b::5db8:d822"):
        assert is_public(outside), outside
