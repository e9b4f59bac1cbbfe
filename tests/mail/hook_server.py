"""A real HTTP server on loopback that takes what is posted to it, refuses it, delays it or hangs up, as it is told."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

SECRET = "whsec_" + base64.b64encode(b"a key of four and twenty").decode()


@dataclass
class Posted:
    """A request that came whole."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Check the signature by the specification, with nothing of the program's."""
        content = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), content, "sha256").digest()
        return self.headers.get("webhook-signature") == f"v1,{base64.b64encode(digest).decode()}"


@dataclass
class Answers:
    """What the server is to do. Answers are used up one after the other; then it says 200.

    One is a status, with headers if need be, or ``hang up`` (it took the request and never answers), or ``silence``.
    """

    todo: list[int | str | tuple[int, dict[str, str]]] = field(default_factory=list)
    said: bytes = b"so"
    posted: list[Posted] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.posted]

    def take(self, handler: BaseHTTPRequestHandler) -> tuple[int, dict[str, str]] | None:
        """Take a request, and return what to answer, or nothing: then the connection is closed."""
        length = int(handler.headers["Content-Length"])
        body = handler.rfile.read(length)
        if len(body) < length:
            return None
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.posted.append(Posted(handler.command, handler.path, headers, body))
        answer = self.todo.pop(0) if self.todo else 200
        if answer == "silence":
            time.sleep(1.5)
        if isinstance(answer, str):
            return None
        return answer if isinstance(answer, tuple) else (answer, {})

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def receiving(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[Answers]:
    """Run the server for the time of a block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = answers.take(self)
            if answer is None:
                self.close_connection = True
                return
            status, more = answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answers.said)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answers.said)

        def do_PUT(self) -> None:
            self.do_POST()

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self) -> Any:
            answers.connections += 1
            return super().get_request()

        def handle_error(self, *_: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    answers.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
