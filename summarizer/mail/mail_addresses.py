"""Mail addresses as people write them: read into a name and an address that headers and servers take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.errors import ConfigError
from summarizer.text.escaping import flatten

_WRITTEN = re.compile(r"(?:(?P<name>[^<>]*)<(?P<angled>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
# RFC 5322 "dot-atom", with the letters of RFC 6532; quoted local parts ("a b"@…) are not taken.
_ATOM = r"[^\s\x00-\x1f\x7f-\x9f()<>\[\]:;@\\,.\"]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f.:]+\]")
_LONGEST, _LONGEST_LOCAL, _LONGEST_NAME = 254, 64, 200


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The address of a person or list, perhaps with a name. Of ``address`` only the local part may be non-ASCII."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.address.rpartition("@")[2]


def parse_mailbox(text: str, where: str = "") -> Mailbox:
    """Parse ``Name <local@domain>`` or the address alone; a domain outside ASCII becomes its A-labels (RFC 5890).

    Raises ConfigError, with ``where`` as the place.

    >>> parse_mailbox("Frühdienst <desk@bücher.example>")
    Mailbox(name='Frühdienst', address='desk@xn--bcher-kva.example')
    >>> parse_mailbox('"Falk, Ines" <ines@a.example>').name, parse_mailbox("ines@a.example").name
    ('Falk, Ines', '')
    """
    match = _WRITTEN.fullmatch(text.strip())
    address = _normalize(match["angled"] or match["bare"]) if match else ""
    if match is None or not address:
        hint = "as in Ines Falk <ines@example.org>"
        raise ConfigError(f"“{flatten(text)[:80]}” is no mail address", where=where, hint=hint)
    return Mailbox(_unquote(match["name"] or ""), address)


def parse_mailboxes(texts: Iterable[str], where: str) -> tuple[Mailbox, ...]:
    """Parse addresses and return each once, as it was written first. Raises ConfigError.

    No server that anyone uses distinguishes ``Ann@`` from ``ann@``.
    """
    first: dict[str, Mailbox] = {}
    for text in texts:
        box = parse_mailbox(text, where)
        first.setdefault(box.address.casefold(), box)
    return tuple(first.values())


def _normalize(address: str) -> str:
    """Return an address with its domain in lower-case ASCII, or "" if it is none."""
    local, _, domain = address.rpartition("@")
    domain = _encode_domain(domain)
    whole = f"{local}@{domain}"
    if len(local.encode(errors="replace")) > _LONGEST_LOCAL or len(whole) > _LONGEST:
        return ""
    sound = _LOCAL.fullmatch(local) and flatten(local) == local and _DOMAIN.fullmatch(domain)
    return whole if sound else ""


def _encode_domain(domain: str) -> str:
    lowered = domain.lower()
    if domain.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _unquote(name: str) -> str:
    flat = flatten(name)
    if re.fullmatch('".*"', flat):
        flat = flatten(re.sub(r"\\(.)", r"\1", flat[1:-1]))
    return flat[:_LONGEST_NAME]
