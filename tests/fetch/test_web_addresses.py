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
    assert "pa55wort" not in shown or "/" in rest or "?" in rest or "#" in rest
    with suppress(SourceError):
        assert check_address(f"https://{rest}").startswith("https://")
