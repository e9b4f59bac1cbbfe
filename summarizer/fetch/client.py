"""Addresses → answers: polite, guarded, bounded. One request a host at a time, with a pause between two.

What a server lets programs fetch (robots.txt, RFC 9309), as protego reads it.
"""

from __future__ import annotations

import math
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from summarizer.fetch.answers import ACCEPTED, Answer, check_status, describe_error, describe_wait, read_body
from summarizer.fetch.web_addresses import (
    FetchError,
    Policy,
    Wire,
    check_address,
    find_host,
    find_origin,
    follow_redirect,
    is_public,
    make_adapter,
    show_address,
)
from summarizer.text.escaping import strip_credentials

if TYPE_CHECKING:
    from protego import Protego

#: Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 kilobytes.
MAX_ROBOTS = 500_000
#: Seconds between two requests that a server may ask for.
MAX_DELAY = 10.0

# What follows a program's name, as its version: RFC 9309 knows the name alone.
_AFTER_NAME = re.compile(r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)[^\r\n]*", re.IGNORECASE | re.MULTILINE)


def parse_robots(text: str) -> Protego:
    """Parse the rules of a server, in which a program goes by its product's name.

    >>> rules = parse_robots("User-agent: *\\nDisallow: /a\\nAllow: /a/b$")
    >>> [rules.can_fetch("https://x.example" + path, "summarizer") for path in ("/", "/a/c", "/a/b", "/a/b/c")]
    [True, False, True, False]
    """
    from protego import Protego

    return Protego.parse(_AFTER_NAME.sub(r"\1", text.removeprefix("\ufeff")))


def read_delay(rules: Protego, agent: str) -> float:
    """Return the seconds between two requests that a server asks a program for, within reason."""
    return min(rules.crawl_delay(agent) or 0.0, MAX_DELAY)


#: Failures of a host in a row, each after all tries, after which it is left alone for the rest of the run. One that
#: does not answer at all counts threefold: an error may be that of one address.
_MOST_FAILURES = 6
_NO_ANSWER = 3
_CHUNK = 65_536


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run; only who holds the lock may use it.

    Who finds out its rules holds ``asking`` besides: they may lead to another host, which nobody may wait for who has
    the lock.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    asking: threading.Lock = field(default_factory=threading.Lock)
    ready_at: float = 0.0
    spent: float = 0.0
    failures: int = 0
    wire: Any = None
    adapter: Any = None


class Client:
    """Fetches addresses by a policy, until a deadline by ``monotonic``. May be used by several threads."""

    def __init__(
        self,
        policy: Policy,
        now: datetime,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        resolve: Callable[..., list[Any]] | None = None,
        may_reach: Callable[[str], bool] | None = None,
        deadline: float = math.inf,
    ) -> None:
        self._policy = policy
        self._deadline = deadline
        self._now = now
        self._sleep = sleep
        self._monotonic = monotonic
        self._resolve = resolve
        self._may_reach = may_reach or ((lambda address: True) if policy.allow_private else is_public)
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, Protego | FetchError] = {}

    def get(self, url: str, etag: str = "", modified: str = "") -> Answer:
        """Fetch an address; ``etag`` and ``modified`` are those of the last answer. Raises FetchError."""
        here = check_address(url)
        for _ in range(self._policy.redirects + 1):
            delay = self._ask_robots(here)
            answer = self._ask(here, {"If-None-Match": etag, "If-Modified-Since": modified}, delay)
            if not answer.target:
                check_status(answer, bool(etag or modified), self._now)
                return answer
            here = follow_redirect(here, answer.target)
        raise FetchError(f"leads on more than {self._policy.redirects} times", where=show_address(url))

    def close(self) -> None:
        """Close all connections."""
        for host in self._hosts.values():
            if host.adapter is not None:
                host.adapter.close()
                host.wire.release()

    def _find_host(self, url: str) -> _Host:
        """Return what is known of the host of an address."""
        with self._lock:
            return self._hosts.setdefault(find_host(url), _Host())

    def _ask_robots(self, url: str) -> float:
        """Return the pause that the server wishes for. Raises FetchError when it wants no program at this address."""
        origin = find_origin(url)
        with self._find_host(url).asking:
            if origin not in self._rules:
                try:
                    self._rules[origin] = self._fetch_robots(origin)
                except FetchError as fault:
                    self._rules[origin] = fault
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise FetchError(
                rules.message, where=show_address(url), temporary=rules.temporary, wait=rules.wait, advice=rules.advice
            )
        agent = self._policy.user_agent.partition("/")[0].strip()
        if not rules.can_fetch(url, agent):
            raise FetchError("is closed to programs by the server's robots.txt", where=show_address(url))
        return read_delay(rules, agent)

    def _fetch_robots(self, origin: str) -> Protego:
        """Fetch the rules of a server; one that has none, or leads on for ever, allows everything."""
        here = f"{origin}/robots.txt"
        text = ""
        for _ in range(self._policy.redirects + 1):
            answer = self._ask(here, {}, 0.0)
            if answer.is_error:
                message = f"its robots.txt gives the error {answer.status} for now"
                raise FetchError(message, temporary=True, wait=answer.read_wait(self._now))
            if not answer.target:
                text = answer.data[:MAX_ROBOTS].decode("utf-8", "replace")
                break
            here = follow_redirect(here, answer.target)
        return parse_robots(text)

    def _ask(self, url: str, wishes: Mapping[str, str], delay: float) -> Answer:
        """Ask one address, again if need be. Raises FetchError when no answer came."""
        shown = show_address(url)
        host = self._find_host(url)
        with host.lock:
            if host.failures >= _MOST_FAILURES:
                raise FetchError("was not tried: its server failed before", where=shown, temporary=True)
            for tried in range(self._policy.retries + 1):
                self._await_turn(host, shown)
                is_last = tried == self._policy.retries
                wait = 0.0
                try:
                    answer = self._ask_once(host, url, wishes)
                except FetchError as fault:
                    if is_last or not fault.temporary:
                        host.failures += _NO_ANSWER * fault.temporary
                        fault.where = shown
                        raise
                else:
                    wait = answer.read_wait(self._now)
                    host.ready_at = self._monotonic() + max(self._policy.pause, delay, wait)
                    if is_last or not answer.is_busy or wait > self._policy.longest_wait:
                        host.failures = host.failures + 1 if answer.is_busy else 0
                        return answer
                # Each pause is twice as long as the one before.
                pause = max(self._policy.pause, self._policy.backoff * 2**tried, wait)
                host.ready_at = self._monotonic() + min(pause, max(self._policy.longest_wait, wait))
        raise AssertionError("the last try either answers or fails")

    def _await_turn(self, host: _Host, shown: str) -> None:
        """Wait until a host may be asked. Raises FetchError when that is too late, or it has taken too long in all."""
        wait = host.ready_at - self._monotonic()
        if self._monotonic() + max(0.0, wait) >= self._deadline:
            raise FetchError("was not asked: the time of the run was over", where=shown, temporary=True)
        if wait > self._policy.longest_wait:
            raise FetchError(describe_wait(wait), where=shown, temporary=True, wait=wait)
        if host.spent > self._policy.host_seconds:
            fault = f"was not tried: its server took more than {self._policy.host_seconds:.0f} s in all"
            raise FetchError(fault, where=shown, temporary=True)
        if wait > 0:
            self._sleep(wait)

    def _ask_once(self, host: _Host, url: str, wishes: Mapping[str, str]) -> Answer:
        """Ask a host one time, and cut the connection when the whole answer takes too long."""
        if host.adapter is None:
            host.wire = Wire()
            host.adapter = make_adapter(host.wire, self._resolve or socket.getaddrinfo, self._may_reach)
        host.wire.was_cut = False
        begun = self._monotonic()
        patience = min(self._policy.total_seconds, max(0.0, self._deadline - begun))
        watch = threading.Timer(patience, host.wire.cut)
        watch.daemon = True
        watch.start()
        try:
            answer = self._send(host.adapter, url, wishes)
        except FetchError:
            if not host.wire.was_cut:
                raise
        finally:
            watch.cancel()
            host.wire.settle()
            host.spent += self._monotonic() - begun
        if host.wire.was_cut:
            raise FetchError(f"took longer than {patience:.3g} s", temporary=True)
        return answer

    def _send(self, adapter: Any, url: str, wishes: Mapping[str, str]) -> Answer:
        """Send one request and read its answer. Raises FetchError."""
        from requests import Request
        from requests.exceptions import RequestException
        from urllib3.exceptions import HTTPError

        headers = {"User-Agent": self._policy.user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"}
        headers |= {name: value for name, value in wishes.items() if value}
        try:
            request = Request("GET", url, headers=headers).prepare()
            verify = self._policy.certificates or True
            response = adapter.send(request, stream=True, timeout=self._policy.timeout, verify=verify)
            try:
                # Straight from http.client, which bounds the lines that a body in chunks is made of.
                chunks = iter(lambda: response.raw.read(_CHUNK, decode_content=False), b"")
                is_good = response.status_code == 200
                data = read_body(response.headers, chunks, self._policy.most_bytes) if is_good else b""
            finally:
                # The connection is kept when the body was read to its end; any other body may have none.
                response.close()
        except (RequestException, HTTPError, OSError, ValueError) as error:
            raise describe_error(error, self._policy.timeout) from None
        return Answer(strip_credentials(url), response.status_code, response.headers, data)
