"""The way out to a webhook: an edition's body, posted to an address and signed by the Standard Webhooks specification.

A server has a request once it has all of its body. A client that is cut off before the last byte has certainly posted
nothing; one that is cut off between that byte and the answer cannot know. See https://www.standardwebhooks.com.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from threading import Timer
from urllib.parse import quote, urlsplit

from summarizer.errors import ConfigError
from summarizer.fetch.answers import Answer
from summarizer.fetch.web_addresses import FetchError, Wire, check_address, find_origin, is_public
from summarizer.mail.mail_settings import NO_SECRET, Secret, WebhookSettings, list_secret_keys, read_first_line
from summarizer.mail.message import Letter, Tell, TransportError
from summarizer.mail.transports import explain_error, trust
from summarizer.text.escaping import flatten, strip_credentials

#: Where the id of a delivery is put into an address.
ID = "{id}"
_AGENT = "summarizer/0.1 (webhook)"
_TEMPLATE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_TOKEN = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
# The specification asks for keys of 24 to 64 bytes.
_SHORTEST_KEY, _LONGEST_KEY = 24, 64
_LONGEST_REPLY, _MOST_REPLY = 200, 2_000
#: Seconds that a server may ask to be left alone for and is waited for; who asks for more gets it at the next run.
_LONGEST_WAIT = 60.0
_LONGEST_TIMEOUT = 3600
_TRANSIENT = frozenset({408, 425, 429})
#: A gateway that got no answer itself in time: as little known as if none had come.
_UNKNOWN = 504
_GONE = 410


def name_address(address: str) -> str:
    """Return what a webhook is called that has no table of its own: its host, and a digest of what may be secret.

    >>> name_address("https://desk.example/hooks/T0/B0/x")
    'desk.example-9900b208'
    """
    # Not by its parts: it may be no sound address.
    host = re.split(r"[/?#\\]", strip_credentials(address).partition("://")[2])[0]
    label = re.sub(r"[^a-z0-9.]+", "-", host.lower()).strip("-.")
    return f"{label}-{sha256(address.encode(errors='replace')).hexdigest()[:8]}"


def check_webhook(settings: WebhookSettings) -> None:
    """Check all that can be known without a secret and a network. Raises ConfigError that names the key."""
    places = [*(["address"] if settings.address else []), *list_secret_keys(settings, "address")]
    if len(places) != 1:
        hint = "set one of address, address_env and address_file"
        message = "has no address" if not places else f"has {' and '.join(places)}"
        raise ConfigError(message, where=f"{settings.table}.address", hint=hint)
    if settings.address:
        _check_address(settings.address, f"{settings.table}.address")
    if not _TEMPLATE.fullmatch(settings.template):
        hint = "write its name without webhook. and .json.j2"
        raise ConfigError("is no name of a template", where=f"{settings.table}.template", hint=hint)
    if not 0 < settings.timeout < _LONGEST_TIMEOUT:
        message = f"must be a number of seconds above 0, below {_LONGEST_TIMEOUT}"
        raise ConfigError(message, where=f"{settings.table}.timeout")
    for what in ("token", "secret"):
        if len(list_secret_keys(settings, what)) > 1:
            raise ConfigError("only one of its places can be used", where=f"{settings.table}.{what}_env")


def _check_address(text: str, where: str) -> str:
    """Return an address that can be posted to. Raises ConfigError, which does not repeat it: it may be secret."""
    try:
        address = check_address(text)
    except FetchError:
        hint = "write one like https://desk.example/hook"
        raise ConfigError("is no address of the web", where=where, hint=hint) from None
    if "@" in urlsplit(address).netloc:
        raise ConfigError("must not hold a user or password", where=where, hint="use token_env or token_file")
    return address


def build_id(name: str, date: str, webhook: str, body: bytes) -> str:
    """Return the id of an edition's delivery: the same for the same body, so that a receiver can tell a second one.

    >>> build_id("morning", "2031-03-05", "desk", b"{}")
    'msg_b8a13b628c6b3b0f6f53af91'
    """
    digest = sha256(b"\0".join([name.encode(), date.encode(), webhook.encode(), body])).hexdigest()
    return f"msg_{digest[:24]}"


def read_key(secret: Secret, where: str = "") -> bytes:
    """Return the key of a secret, ``whsec_`` before base64; no key of none. Raises ConfigError.

    >>> read_key(Secret("hunter2"))
    Traceback (most recent call last):
    summarizer.errors.ConfigError: is no secret for signatures (make one: echo whsec_$(openssl rand -base64 32))
    """
    if not secret:
        return b""
    try:
        key = base64.b64decode(secret.reveal().strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not (secret.reveal().startswith("whsec_") and _SHORTEST_KEY <= len(key) <= _LONGEST_KEY):
        hint = "make one: echo whsec_$(openssl rand -base64 32)"
        raise ConfigError("is no secret for signatures", where=where, hint=hint)
    return key


def sign(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a delivery, as it stands in the header ``webhook-signature``.

    The example is the specification's own.

    >>> key = read_key(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    >>> sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, "sha256")
    return f"v1,{base64.b64encode(digest).decode('ascii')}"


@contextmanager
def open_webhook(
    settings: WebhookSettings, environ: Mapping[str, str], folder: Path, clock: Callable[[], float]
) -> Iterator[WebhookTransport]:
    """Open the way to a webhook; nothing is connected before the first letter.

    ``clock`` gives the seconds since 1970 that a signature is dated with. Raises ConfigError for an address, token or
    secret that is missing or is none; it never holds what was read.
    """
    table = settings.table
    address, token, secret = (
        read_first_line(settings, table, what, environ, folder) for what in ("address", "token", "secret")
    )
    address = address or Secret(settings.address)
    checked = _check_address(address.reveal(), f"{table}.address")
    if token and not _TOKEN.fullmatch(token.reveal()):
        raise ConfigError("cannot stand in a header", where=f"{table}.token_env")
    key = read_key(secret, f"{table}.secret_file")
    yield WebhookTransport(settings, checked, token, key, clock)


class WebhookTransport:
    """Posts each letter over a connection of its own. No redirect is followed, and no proxy or netrc is asked.

    Addresses of this machine and of its network are as good as any: the user named this one, and no text from outside
    has a say in where a request goes.
    """

    def __init__(
        self,
        settings: WebhookSettings,
        address: str,
        token: Secret = NO_SECRET,
        key: bytes = b"",
        clock: Callable[[], float] = lambda: 0.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._address, self._token, self._key = settings, address, token, key
        self._clock, self._sleep = clock, sleep
        #: Scheme, host and port; all else may be secret.
        self.where = find_origin(address)
        # The receiver knows a delivery by its id: who checks a signature reads it, or it is in the address.
        self.repeatable = bool(key) or ID in address
        self._ready_at = 0.0
        # Whether the last byte of the letter at hand may be out.
        self._may_be_there = False
        #: Whether what goes there can be read on the way by others than those of this machine's network.
        self.is_exposed = False
        self.is_signed = bool(key)

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Post a letter, whose key is the id. Raises UnreachableError and TransportError."""
        self._may_be_there = False
        self._await_turn()
        with self._connect() as (connection, wire):
            if self.is_exposed and self._token:
                raise TransportError("the token would go unencrypted", where=self.where, hint="use https://")
            try:
                response = self._post(connection, letter, tell)
            except (OSError, HTTPException) as error:
                why = f"no answer within {self._settings.timeout:g} s" if wire.was_cut else self._describe(error)
                self._tell_unknown(letter, tell, why)
                return
            # Of what the answer holds nothing is needed but for the message.
            said = b""
            with suppress(OSError, HTTPException):
                said = response.read(_MOST_REPLY)
        self._judge(letter, tell, response, self._hide(flatten(said.decode(errors="replace")))[:_LONGEST_REPLY])

    def check(self) -> str:
        """Connect, and say what was found. Raises UnreachableError and TransportError."""
        with self._connect():
            secured = "with TLS" if self.where.startswith("https:") else "without TLS"
            return f"{self.where} answers, {secured}"

    def _await_turn(self) -> None:
        """Wait as long as the server asked to be left alone."""
        wait = self._ready_at - time.monotonic()
        if wait > 0:
            self._sleep(wait)

    @contextmanager
    def _connect(self) -> Iterator[tuple[HTTPConnection, Wire]]:
        """Connect, under TLS where the address says so; the connection is cut when its time is over.

        Raises UnreachableError for what may pass, TransportError for what will not.
        """
        parts, seconds = urlsplit(self._address), self._settings.timeout
        is_secure = parts.scheme == "https"
        kind = HTTPSConnection if is_secure else HTTPConnection
        connection, wire = kind(parts.hostname or "", parts.port, timeout=seconds), Wire()
        watch = Timer(seconds, wire.cut)
        watch.daemon = True
        watch.start()
        try:
            try:
                connected = socket.create_connection((connection.host, connection.port), seconds)
                connection.sock = connected
                wire.hold(connection, connected)
                self.is_exposed = not is_secure and is_public(str(connected.getpeername()[0]))
                if is_secure:
                    authorities = trust(self._settings.ca_file, self._settings.table)
                    connection.sock = authorities.wrap_socket(connected, server_hostname=connection.host)
            except OSError as error:
                raise explain_error(error, self.where, self._token) from error
            except UnicodeError as error:
                raise TransportError("this can be no host's name", where=self.where) from error
            yield connection, wire
        finally:
            watch.cancel()
            connection.close()
            wire.release()

    def _post(self, connection: HTTPConnection, letter: Letter, tell: Tell) -> HTTPResponse:
        """Send a request and return its answer. Raises OSError and HTTPException."""
        timestamp, token = int(self._clock()), self._token.reveal()
        parts = urlsplit(self._address.replace(ID, letter.key))
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.putrequest(self._settings.method, quote(path, safe="/?%:@!$&'()*+,;=~"))
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(letter.message)),
            "User-Agent": _AGENT,
            "webhook-id": letter.key,
            "webhook-timestamp": str(timestamp),
        }
        if self._key:
            headers["webhook-signature"] = sign(self._key, letter.key, timestamp, letter.message)
        if token:
            headers["Authorization"] = token if " " in token else f"Bearer {token}"
        for name, value in headers.items():
            connection.putheader(name, value)
        try:
            connection.endheaders()
            connection.send(letter.message[:-1])
        except (BrokenPipeError, ConnectionResetError):
            # Who answers before the end says why.
            return connection.getresponse()
        tell("sending", letter.recipients, "")
        self._may_be_there = True
        connection.send(letter.message[-1:])
        return connection.getresponse()

    def _tell_unknown(self, letter: Letter, tell: Tell, why: str) -> None:
        """Tell that no answer came: in doubt if it may have arrived, and a second one is not known for one."""
        in_doubt = self._may_be_there and not self.repeatable
        tell("in_doubt" if in_doubt else "queued", letter.recipients, why)

    def _judge(self, letter: Letter, tell: Tell, response: HTTPResponse, said: str) -> None:
        """Tell what an answer means (RFC 9110, 15). Raises TransportError for a server that wants to be left alone."""
        status = response.status
        why = f"{self.where} answers {status} {flatten(response.reason)}{f': {said}' if said else ''}"
        if 200 <= status < 300:
            tell("sent", letter.recipients, "")
        elif status == _UNKNOWN:
            self._tell_unknown(letter, tell, why)
        elif status in _TRANSIENT or status >= 500:
            wish = {"Retry-After": response.headers.get("Retry-After", "")}
            wait = Answer("", status, wish).read_wait(datetime.fromtimestamp(self._clock(), UTC))
            self._ready_at = time.monotonic() + wait
            tell("queued", letter.recipients, f"{why}, and asks to be left alone for {wait:.0f} s" if wait else why)
            if wait > _LONGEST_WAIT:
                raise TransportError(why, where=self.where)
        elif 300 <= status < 400:
            tell("refused", letter.recipients, f"{why}; it leads elsewhere, and is not followed")
        elif status == _GONE:
            tell("refused", letter.recipients, f"{why}; take it out of the settings")
        else:
            tell("refused", letter.recipients, why)

    def _describe(self, error: OSError | HTTPException) -> str:
        """Return what an error while waiting for the answer means, without a secret."""
        if isinstance(error, OSError):
            return explain_error(error, self.where, self._token).message
        return self._hide(flatten(str(error) or type(error).__name__))[:_LONGEST_REPLY]

    def _hide(self, text: str) -> str:
        """Return a server's text without the address's path and the token, should it repeat them."""
        path = self._address.removeprefix(self.where).strip("/")
        return self._token.hide_in(Secret(path).hide_in(text))
