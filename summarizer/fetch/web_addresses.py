"""Addresses: which may be asked, which lie inside, and how they are shown without what is secret in them."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from summarizer.fetch.failures import FetchError

#: Characters of an address.
MAX_ADDRESS = 2_000

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_UNSOUND = re.compile(r"[\x00-\x20\x7f\\]")
_SECRET = re.compile(
    r"([?&;][^=&;#]*(?:token|key|auth|pass|pwd|secret|sig|session|credential|hash|user)[^=&;#]*=)[^&;#]+", re.IGNORECASE
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_remote(place: str) -> bool:
    """Tell whether a place is for the network: an address, or an OPML file, which lists addresses.

    >>> [is_remote(p) for p in ("https://post.example/feed", "file:///etc/passwd", "feeds.OPML", "news/a.md", "-")]
    [True, True, True, False, False]
    """
    return _SCHEME.match(place) is not None or place.lower().endswith(".opml")


def has_scheme(place: str) -> bool:
    """Tell whether a place is an address with a scheme, whichever."""
    return _SCHEME.match(place) is not None


def check_address(url: str) -> str:
    """Give an address that may be asked, without its fragment. Raises FetchError for all but http and https.

    >>> check_address(" https://post.example/a#top ")
    'https://post.example/a'
    >>> check_address("file:///etc/passwd")
    Traceback (most recent call last):
    summarizer.fetch.failures.FetchError: file:///etc/passwd: only addresses with http:// and https:// are fetched
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise FetchError("is no sound address", where=show_address(url)) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError("only addresses with http:// and https:// are fetched", where=show_address(url))
    if not sound or len(url) > MAX_ADDRESS or _UNSOUND.search(url):
        raise FetchError("is no sound address", where=show_address(url))
    return urlunsplit(parts._replace(fragment=""))


def follow(url: str, location: str) -> str:
    """Give the address that a redirect leads to; the credentials go along only to the same server.

    >>> follow("https://ann:pw@post.example/a", "/b"), follow("https://ann:pw@post.example/a", "https://x.example/")
    ('https://ann:pw@post.example/b', 'https://x.example/')
    """
    try:
        target = urlsplit(urljoin(url, location.strip()))
        origin = urlsplit(url)
        same = (origin.scheme, origin.hostname, origin.port) == (target.scheme, target.hostname, target.port)
    except ValueError:
        raise FetchError("leads to an address that is not sound", where=show_address(url)) from None
    bare = target.netloc.rpartition("@")[2]
    kept, at, _ = origin.netloc.rpartition("@")
    moved = target._replace(netloc=f"{kept}{at}{bare}" if same else bare)
    try:
        return check_address(urlunsplit(moved))
    except FetchError as fault:
        message = f"leads to {fault.where}: {fault.message}" if fault.where else fault.message
        raise FetchError(message, where=show_address(url)) from None


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
        url = f"{scheme}://{netloc.rpartition('@')[2]}{rest[len(netloc) :]}"
    shown = "".join(c if c.isprintable() else "\ufffd" for c in _SECRET.sub(r"\1***", url))
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


def strip_secrets(url: str) -> str:
    """Give an address without its user and password, as it may be written into an article."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def name_host(url: str) -> str:
    """Give the host of a sound address in small letters."""
    return (urlsplit(url).hostname or "").lower()


def name_origin(url: str) -> str:
    """Give scheme, host and port of a sound address, without credentials."""
    parts: SplitResult = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open Internet: not private, local, reserved or multicast.

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
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
