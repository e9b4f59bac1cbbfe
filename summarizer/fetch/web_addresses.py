"""Addresses: which may be asked, which lie inside a network, how they are shown without what is secret in them."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from summarizer.errors import SourceError

#: Characters of an address.
MAX_ADDRESS = 2_000

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
# Blanks, control characters, and halves of a character, which no address can hold.
_UNSOUND = re.compile("[\x00-\x20\x7f\\\\\ud800-\udfff]")
_SECRET = re.compile(
    r"([?&;][^=&;#]*(?:token|key|auth|pass|pwd|secret|sig|session|credential|hash|user)[^=&;#]*=)[^&;#]+", re.IGNORECASE
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_SHOWN = 200


class FetchError(SourceError):
    """An address gave nothing that can be used. The message names no credentials.

    ``temporary`` says that it may be otherwise at the next run; ``wait`` for how many seconds the server asked to
    be left alone, 0 when it did not ask.
    """

    def __init__(self, message: str, *, where: str = "", temporary: bool = False, wait: float = 0.0) -> None:
        super().__init__(message, where=where)
        self.temporary = temporary
        self.wait = wait


def is_remote(place: str) -> bool:
    """Return whether a place is for the network: an address, or an OPML file, which lists addresses.

    >>> [is_remote(p) for p in ("https://post.example/feed", "file:///etc/passwd", "feeds.OPML", "news/a.md", "-")]
    [True, True, True, False, False]
    """
    return has_scheme(place) or place.lower().endswith(".opml")


def has_scheme(place: str) -> bool:
    """Return whether a place is an address with a scheme, whichever."""
    return _SCHEME.match(place) is not None


def check_address(url: str) -> str:
    """Return an address as it may be asked, without its fragment. Raises FetchError for all but http and https.

    >>> check_address(" https://post.example/a#top ")
    'https://post.example/a'
    >>> check_address("file:///etc/passwd")
    Traceback (most recent call last):
    summarizer.fetch.web_addresses.FetchError: file:///etc/passwd: only addresses with http:// and https:// are fetched
    """
    url = url.strip()
    shown = show_address(url)
    try:
        parts = urlsplit(url)
        has_server = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise FetchError("is no sound address", where=shown) from None
    if parts.scheme not in ("http", "https"):
        raise FetchError("only addresses with http:// and https:// are fetched", where=shown)
    if not has_server or len(url) > MAX_ADDRESS or _UNSOUND.search(url):
        raise FetchError("is no sound address", where=shown)
    return urlunsplit(parts._replace(fragment=""))


def follow_redirect(url: str, location: str) -> str:
    """Return the address that a redirect leads to; the credentials go along only to the same server.

    >>> follow_redirect("https://ann:pw@post.example/a", "/b")
    'https://ann:pw@post.example/b'
    >>> follow_redirect("https://ann:pw@post.example/a", "https://x.example/")
    'https://x.example/'
    """
    origin = urlsplit(url)
    try:
        target = urlsplit(urljoin(url, location.strip()))
        same_server = (origin.scheme, origin.hostname, origin.port) == (target.scheme, target.hostname, target.port)
    except ValueError:
        raise FetchError("leads to an address that is not sound", where=show_address(url)) from None
    credentials, at, _ = origin.netloc.rpartition("@")
    netloc = _drop_credentials(target.netloc)
    if same_server:
        netloc = f"{credentials}{at}{netloc}"
    try:
        return check_address(urlunsplit(target._replace(netloc=netloc)))
    except FetchError as fault:
        raise FetchError(f"leads to {fault.where}: {fault.message}", where=show_address(url)) from None


def show_address(url: str) -> str:
    """Show an address without its credentials and without what looks like a key in its query.

    >>> show_address("https://ann:pw@post.example/feed?page=2&api_key=abc")
    'https://post.example/feed?page=2&api_key=***'
    >>> show_address("https://post.example/feed?page=2")
    'https://post.example/feed?page=2'
    """
    scheme, found, rest = url.partition("://")
    if found:
        netloc = re.split(r"[/?#]", rest, maxsplit=1)[0]
        url = f"{scheme}://{_drop_credentials(netloc)}{rest[len(netloc) :]}"
    shown = "".join(c if c.isprintable() else "\ufffd" for c in _SECRET.sub(r"\1***", url))
    if len(shown) > _MOST_SHOWN:
        shown = f"{shown[: _MOST_SHOWN - 1]}…"
    return shown


def strip_credentials(url: str) -> str:
    """Return an address without its user and password, as it may be written into an article."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=_drop_credentials(parts.netloc)))


def find_host(url: str) -> str:
    """Return the host of a sound address in small letters."""
    return (urlsplit(url).hostname or "").lower()


def find_origin(url: str) -> str:
    """Return scheme, host and port of a sound address, without credentials."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{_drop_credentials(parts.netloc)}".lower()


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open Internet: not private, local, reserved or multicast.

    An IPv4 address inside an IPv6 address counts as itself.

    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "127.0.0.1", "169.254.169.254", "224.0.0.1")]
    [True, False, False, False, False]
    >>> [is_public(a) for a in ("2606:2800:220:1::1", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _find_inner(ip) or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _find_inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries: mapped, of 6to4, of NAT64, or the client of Teredo."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo:
        return ip.teredo[1]
    return ip.ipv4_mapped or ip.sixtofour


def _drop_credentials(netloc: str) -> str:
    """Return host and port without user and password."""
    return netloc.rpartition("@")[2]
