"""Addresses: which may be asked, how they are shown without what is secret in them, and connections to them.

A name is looked up once, and the connection goes to the very address that was checked: a name that is looked up twice
could give another address the second time.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from summarizer.errors import SourceError
from summarizer.text.escaping import shorten, strip_credentials

if TYPE_CHECKING:
    from requests.adapters import HTTPAdapter

#: Characters of an address.
MAX_ADDRESS = 2_000
#: Addresses of one host that are tried.
MAX_TRIED = 4
#: Looks a name up, as ``socket.getaddrinfo`` does.
Resolve = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules for all requests of one run. Times are seconds, sizes bytes.

    ``timeout`` bounds each silence of a server, ``total_seconds`` one answer as a whole, ``host_seconds`` all
    answers of one host; ``most_bytes`` counts after decompression. ``retries`` come after the first try, the first
    of them ``backoff`` later and each next twice as late; a server that asks for more than ``longest_wait`` is left
    for the next run. ``pause`` lies between two requests to one host. ``certificates`` is a file of authorities to
    trust instead of the usual ones. ``fulltext`` reads the page of an item of which the feed has a teaser only, and
    ``reread_days`` after it appeared once a day again; ``keep_days`` is how long the texts are kept that changed.
    A feed whose newest item is older than ``quiet_days`` is told once.
    """

    user_agent: str = "summarizer/0.1 (briefing of news; respects robots.txt)"
    timeout: float = 20
    total_seconds: float = 60.0
    host_seconds: float = 300.0
    most_bytes: int = 10_000_000
    retries: int = 2
    backoff: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 5
    pause: float = 1
    threads: int = 6
    most_items: int = 50
    quiet_days: int = 14
    fulltext: bool = True
    reread_days: int = 1
    keep_days: int = 60
    allow_private: bool = False
    certificates: str = ""


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
# Blanks, control characters, and halves of a character, which no address can hold.
_UNSOUND = re.compile("[\x00-\x20\x7f\\\\\ud800-\udfff]")
_SECRET = re.compile(
    r"([?&;][^=&;#]*(?:token|key|auth|pass|pwd|secret|sig|session|credential|hash|user)[^=&;#]*=)[^&;#]+", re.IGNORECASE
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What Python's tables call global, or did in an earlier version: site-local addresses, IETF assignments, the relays of
# 6to4, documentation, the local prefix of NAT64 and segment routing (the IANA registries of special addresses).
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in ("fec0::/10", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "64:ff9b:1::/48", "5f00::/16")
)
_MOST_SHOWN = 200


class FetchError(SourceError):
    """An address gave nothing that can be used. The message names no credentials.

    ``temporary`` says that it may be otherwise at the next run; ``wait`` for how many seconds the server asked to
    be left alone, 0 when it did not ask; ``advice`` what the user can do about a place.
    """

    def __init__(
        self, message: str, *, where: str = "", temporary: bool = False, wait: float = 0.0, advice: str = ""
    ) -> None:
        super().__init__(message, where=where)
        self.advice = advice
        self.temporary = temporary
        self.wait = wait


def is_remote(place: str) -> bool:
    """Return whether a place is for the network: an address, or an OPML file, which lists addresses.

    >>> [is_remote(p) for p in ("https://post.example/feed", "file:///etc/passwd", "feeds.OPML", "news/a.md", "-")]
    [True, True, True, False, False]
    """
    return has_scheme(place) or place.lower().endswith(".opml")


_UNSOUND_ADDRESS = "is no sound address: one is like https://news.example/feed.xml"


def has_scheme(place: str) -> bool:
    """Return whether a place is an address with a scheme, whichever."""
    return _SCHEME.match(place) is not None


def check_address(url: str) -> str:
    """Return an address as it may be asked, without its fragment. Raises FetchError for all but http and https.

    >>> check_address(" https://post.example/a#top ")
    'https://post.example/a'
    >>> check_address("file:///etc/passwd")
    Traceback (most recent call last):
    summarizer.fetch.web_addresses.FetchError: file:///etc/passwd: only what begins with http:// or https:// is fetched
    """
    url = url.strip()
    shown = show_address(url)
    try:
        parts = urlsplit(url)
        has_server = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise FetchError(_UNSOUND_ADDRESS, where=shown) from None
    if parts.scheme not in ("http", "https"):
        # "feed://news.example", "htps://news.example"
        hint = f": is it https://{shown.partition('://')[2]}?" if has_server else ""
        raise FetchError(f"only what begins with http:// or https:// is fetched{hint}", where=shown)
    if not has_server or len(url) > MAX_ADDRESS or _UNSOUND.search(url):
        raise FetchError(_UNSOUND_ADDRESS, where=shown)
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
    netloc = target.netloc.rpartition("@")[2]
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
    >>> show_address("https://ann:p/w0rd@post.example/feed")
    'https://post.example/feed'
    """
    shown = _SECRET.sub(r"\1***", strip_credentials(url))
    shown = "".join(c if c.isprintable() else "\ufffd" for c in shown)
    return shorten(shown, _MOST_SHOWN)


def find_host(url: str) -> str:
    """Return the host of a sound address in small letters."""
    return (urlsplit(url).hostname or "").lower()


def find_origin(url: str) -> str:
    """Return scheme, host and port of a sound address, without credentials."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open Internet: not private, local, reserved or multicast.

    An IPv4 address inside an IPv6 address counts as itself.

    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "127.0.0.1", "169.254.169.254", "224.0.0.1")]
    [True, False, False, False, False]
    >>> [is_public(a) for a in ("2606:2800:220:1::1", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    >>> [is_public(a) for a in ("fec0::1", "192.0.0.8", "192.88.99.1", "3fff::1", "::ffff:192.0.0.8")]
    [False, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # By NAT64, the client of Teredo, mapped, or of 6to4.
        carried = ip.teredo[1] if ip.teredo else ip.ipv4_mapped or ip.sixtofour
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else carried or ip
    is_special = any(ip.version == net.version and ip in net for net in _SPECIAL)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or is_special)


class Wire:
    """The connection of one host, which another thread can cut when its time is over."""

    def __init__(self) -> None:
        self.was_cut = False
        self._handle: socket.socket | None = None
        self._connection: Any = None
        self._lock = threading.RLock()

    def hold(self, connection: Any, connected: socket.socket) -> None:
        """Remember a connection. A copy of its socket is kept: TLS takes the socket itself over."""
        with self._lock:
            self.release()
            self._connection = connection
            self._handle = connected.dup()
            if self.was_cut:
                self.cut()

    def cut(self) -> None:
        """End the connection at once, whoever is waiting for it."""
        with self._lock:
            self.was_cut = True
            if self._handle is not None:
                with suppress(OSError):
                    self._handle.shutdown(socket.SHUT_RDWR)

    def settle(self) -> None:
        """Let go of the connection if it is closed: as long as the copy is held, the server would not know."""
        with self._lock:
            if self._connection is None or self._connection.sock is None:
                self.release()

    def release(self) -> None:
        """Close the copy of the socket."""
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None


def make_adapter(wire: Wire, resolve: Resolve, may_reach: Callable[[str], bool]) -> HTTPAdapter:
    """Make what sends requests over guarded connections only; one connection at a time."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    def connect(connection: Any) -> socket.socket:
        connected = open_socket(connection.host, connection.port, connection.timeout, resolve, may_reach)
        wire.hold(connection, connected)
        return connected

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1)
    adapter.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return adapter


def open_socket(
    host: str, port: int, timeout: float, resolve: Resolve, may_reach: Callable[[str], bool]
) -> socket.socket:
    """Connect to the first address of a host that may be reached. Raises FetchError or OSError."""
    try:
        found = resolve(host, port, 0, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        advice = "is it written rightly, and is there a network?"
        raise FetchError(f"the name {host} could not be found", temporary=True, advice=advice) from None
    places = list(dict.fromkeys((family, address) for family, _, _, _, address in found))
    allowed = [(family, address) for family, address in places if may_reach(str(address[0]))]
    if not allowed:
        raise FetchError(f"{host} is inside a private network; allow_private = true under [fetch] lets it be reached")
    fault: OSError = OSError("no address")
    for family, address in allowed[:MAX_TRIED]:
        try:
            return _connect(family, address, timeout, may_reach)
        except OSError as failed:
            fault = failed
    raise fault


def _connect(family: int, address: Any, timeout: float, may_reach: Callable[[str], bool]) -> socket.socket:
    """Connect to one address, and check whom the connection really led to. Raises FetchError and OSError."""
    connected = socket.socket(family, socket.SOCK_STREAM)
    try:
        connected.settimeout(timeout)
        connected.connect(address)
        peer = str(connected.getpeername()[0])
        if not may_reach(peer):
            raise FetchError(f"the connection led to the private address {peer}")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connected.close()
        raise
    return connected
