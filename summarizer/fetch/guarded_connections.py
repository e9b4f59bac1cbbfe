"""Connections that are made only to addresses that may be reached. Imported where a request is made, for it loads much.

The name is looked up here, once, and the connection goes to the very address that was checked: a name that
is looked up twice could give another address the second time.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from summarizer.fetch.web_addresses import FetchError

#: Addresses of one host that are tried.
MAX_TRIED = 4

#: Looks a name up, as ``socket.getaddrinfo`` does.
Resolve = Callable[..., list[Any]]


class Wire:
    """The connection of one host, which another thread can cut when its time is over."""

    def __init__(self) -> None:
        self.was_cut = False
        self._handle: socket.socket | None = None
        self._connection: Any = None
        self._lock = threading.Lock()

    def hold(self, connection: Any, connected: socket.socket) -> None:
        """Remember a connection. A copy of its socket is kept: TLS takes the socket itself over."""
        with self._lock:
            self._drop()
            self._connection = connection
            self._handle = connected.dup()
            if self.was_cut:
                self._shut()

    def cut(self) -> None:
        """End the connection at once, whoever is waiting for it."""
        with self._lock:
            self.was_cut = True
            self._shut()

    def renew(self) -> None:
        """Begin another request."""
        with self._lock:
            self.was_cut = False

    def settle(self) -> None:
        """Let go of the connection if it is closed: as long as the copy is held, the server would not know."""
        with self._lock:
            if self._connection is None or self._connection.sock is None:
                self._drop()

    def release(self) -> None:
        """Forget the connection."""
        with self._lock:
            self._drop()

    def _shut(self) -> None:
        """Shut the connection down for both sides."""
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def _drop(self) -> None:
        """Close the copy of the socket."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def make_adapter(wire: Wire, resolve: Resolve, may_reach: Callable[[str], bool]) -> HTTPAdapter:
    """Make what sends requests over guarded connections only; one connection at a time."""

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
        raise FetchError(f"the name {host} could not be found", temporary=True) from None
    places = list(dict.fromkeys((family, address) for family, _, _, _, address in found))
    allowed = [(family, address) for family, address in places if may_reach(str(address[0]))]
    if not allowed:
        raise FetchError(f"{host} is inside a private network; only allow_private = true lets it be reached")
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
