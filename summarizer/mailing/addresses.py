"""Mail addresses as people write them → a name and an address that headers and servers take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.errors import ConfigError
from summarizer.escaping import flatten

_WRITTEN = re.compile(r"(?:(?P<name>[^<>]*)<(?P<angled>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
# RFC 5322 "dot-atom", with the letters of RFC 6532; quoted local parts ("a b"@…) are not taken.
_ATOM = r"[^\s\x00-\x1f\x7f-\x9f()<>\[\]:;@\\,.\"]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f.:]+\]")
_LONGEST, _LONGEST_LOCAL, _LONGEST_NAME = 254, 64, 200


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person's or list's address, perhaps with a name. Of ``address`` only what is before the @ may be non-ASCII."""

    name: str
    address: str

    @property
    def local(self) -> str:
        """What is before the @."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What is behind the @."""
        return self.address.rpartition("@")[2]


def parse_mailbox(text: str, where: str = "") -> Mailbox:
    """Read ``Name <local@domain>`` or the address alone; a domain outside ASCII becomes its A-labels (RFC 5890).

    Raises ConfigError, with ``where`` as the place.

    >>> parse_mailbox("Frühdienst <desk@bücher.example>")
    Mailbox(name='Frühdienst', address='desk@xn--bcher-kva.example')
    >>> parse_mailbox('"Falk, Ines" <ines@a.example>').name, parse_mailbox("ines@a.example").name
    ('Falk, Ines', '')
    """
    match = _WRITTEN.fullmatch(text.strip())
    address = (match["angled"] or match["bare"]) if match else ""
    local, _, domain = address.rpartition("@")
    domain = _ascii(domain)
    whole = f"{local}@{domain}"
    fits = len(local.encode(errors="replace")) <= _LONGEST_LOCAL and len(whole) <= _LONGEST
    if (
        match is None
        or not fits
        or not _LOCAL.fullmatch(local)
        or flatten(local) != local
        or not _DOMAIN.fullmatch(domain)
    ):
        raise ConfigError(
            f"“{flatten(text)[:80]}” is no mail address", where=where, hint="as in Ines Falk <ines@example.org>"
        )
    return Mailbox(_unquoted(match["name"] or ""), whole)


def is_ascii(address: str) -> bool:
    """Tell whether a server without SMTPUTF8 can take an address."""
    return address.isascii()


def _ascii(domain: str) -> str:
    try:
        return domain.lower() if domain.isascii() else domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _unquoted(name: str) -> str:
    flat = flatten(name)
    if len(flat) > 1 and flat[0] == flat[-1] == '"':
        flat = flatten(re.sub(r"\\(.)", r"\1", flat[1:-1]))
    return flat[:_LONGEST_NAME]
