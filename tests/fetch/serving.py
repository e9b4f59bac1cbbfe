"""A web server on loopback for the tests of fetching, and a client that reaches it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from summarizer.fetch.client import Client
from summarizer.fetch.web_addresses import Policy

NOW = datetime(2031, 3, 5, 6, 0, tzinfo=UTC)
#: In the tests nothing waits for politeness unless the test is about that.
POLICY = Policy(timeout=2, total_seconds=4, backoff=0, pause=0, allow_private=True)


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"


#: A reply, one a request (the last for all that follow), or a function that writes to the connection itself.
Route = Reply | str | list[Reply] | Callable[[BaseHTTPRequestHandler], Reply | None]


@dataclass
class Site:
    """A running server: its address, what it answers, and the requests that came."""

    root: str
    routes: dict[str, Route]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return self.root.replace("127.0.0.1", host) + path

    def paths(self) -> list[str]:
        """Give the paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply | None:
        route = self.routes.get(handler.path, Reply("nothing here", 404))
        if isinstance(route, str):
            return Reply(route)
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route if isinstance(route, Reply) else route(handler)


@contextmanager
def serve(routes: Mapping[str, Route], wrap: Callable[[Any], Any] | None = None) -> Iterator[Site]:
    """Run a server for the time of a block. ``wrap`` makes its socket a safe one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body go out at once: apart, the second waits for the first one's receipt, some 40 ms.
        wbufsize = -1

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = site.answer(self)
            if reply is None:
                self.close_connection = True
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            headers = {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    scheme = "http"
    if wrap:
        server.socket, scheme = wrap(server.socket), "https"
    site = Site(f"{scheme}://127.0.0.1:{server.server_address[1]}", dict(routes))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def resolve(host: str, port: int, *_: Any) -> list[Any]:
    """Find every name on loopback, so that no test asks a name server."""
    import socket

    address = host if host.replace(".", "").isdigit() else "127.0.0.1"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def __call__(self) -> float:
        return self.time


def make_client(policy: Policy = POLICY, clock: Clock | None = None, **more: Any) -> Client:
    """Make a client that finds every name on loopback; with a clock it never really waits."""
    if clock:
        more |= {"sleep": clock.sleep, "monotonic": clock}
    return Client(policy, NOW, **{"resolve": resolve, **more})
