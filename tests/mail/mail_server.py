"""A real SMTP server on loopback that does as it is told: takes mail, refuses it, delays it or hangs up."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
import time
from base64 import b64encode
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

PASSWORD = "correct horse"


@dataclass
class Taken:
    """A letter that the server took: it answered 250, or would have, had the line held."""

    sender: str
    recipients: list[str]
    content: bytes
    options: list[str]

    @property
    def message(self) -> EmailMessage:
        return message_from_string(self.content.decode(), policy=policy.default)


@dataclass
class Script:
    """What the server is to do. Replies are used up one after the other; then it says 250.

    ``hang_up`` is one of: RCPT, DATA, middle, end (before it takes the letter), answer (after it took it).
    """

    mail: list[str] = field(default_factory=list)
    rcpt: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    data: list[str] = field(default_factory=list)
    hang_up: list[str] = field(default_factory=list)
    delay: float = 0.0
    answer_after: float = 0.0
    taken: list[Taken] = field(default_factory=list)
    sessions: int = 0
    password: str = PASSWORD

    @property
    def copies(self) -> Counter[str]:
        """How many letters each address got."""
        return Counter(address for letter in self.taken for address in letter.recipients)

    def hangs_up(self, server: Any, moment: str) -> bool:
        if self.hang_up[:1] == [moment]:
            self.hang_up.pop(0)
            server.transport.abort()
            return True
        return False

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        reply = self.mail.pop(0) if self.mail else "250 OK"
        if reply.startswith("250"):
            envelope.mail_from, envelope.mail_options = address, list(options)
        return reply

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        if self.hangs_up(server, "RCPT"):
            return "421 gone"
        replies = self.rcpt[address]
        reply = replies.pop(0) if replies else "250 OK"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        if self.hangs_up(server, "end"):
            return "421 gone"
        reply = self.data.pop(0) if self.data else "250 taken"
        if reply.startswith("250"):
            letter = Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.content, envelope.mail_options)
            self.taken.append(letter)
        if self.hangs_up(server, "answer"):
            return "421 gone"
        await asyncio.sleep(self.delay + self.answer_after)
        return reply

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        right = data.login == b"desk" and data.password == self.password.encode()
        shown = data.password if data.password.isascii() else b64encode(data.password)
        return AuthResult(success=right, handled=right, message=None if right else f"535 no: {shown.decode()}")


class Scripted(SMTP):
    """aiosmtpd's server with the moments that its handlers do not see."""

    def __init__(self, script: Script, **options: Any) -> None:
        super().__init__(script, hostname="mail.test", **options)
        self.script = script
        script.sessions += 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.script.hangs_up(self, "DATA"):
            return
        if self.script.hang_up[:1] == ["middle"]:
            self.script.hang_up.pop(0)
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()  # type: ignore[union-attr]
            return
        await super().smtp_DATA(arg)


@contextmanager
def serving(script: Script, wrapped: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """Run the server in a thread and give its port. ``wrapped`` is for TLS from the first byte."""
    loop = asyncio.new_event_loop()
    if options.pop("log_in", False):
        options |= {"authenticator": script.authenticate, "auth_required": True}

    async def start() -> asyncio.Server:
        return await loop.create_server(lambda: Scripted(script, loop=loop, **options), "127.0.0.1", 0, ssl=wrapped)

    server = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(_stop, loop, server)
        thread.join(10)
        loop.close()


def _stop(loop: asyncio.AbstractEventLoop, server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(0.05, loop.stop)


def wait_for(script: Script, letters: int, seconds: float = 10) -> None:
    """Wait until the server has taken so many letters."""
    end = time.monotonic() + seconds
    while len(script.taken) < letters and time.monotonic() < end:
        time.sleep(0.01)


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for 127.0.0.1 that nobody else trusts; give its file and what the server needs."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context
