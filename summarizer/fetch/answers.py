"""What a server answers: its status, its body unpacked within limits, and what is said when it is of no use."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from summarizer.fetch.web_addresses import FetchError, show_address

#: The packing that is asked for. One is enough, and this one can be unpacked piece by piece within limits.
ACCEPTED = "gzip"
#: Seconds that a server may ask to be left alone; who asks for more gets this.
MAX_WAIT = 86_400.0

_BUSY = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = {401: "wants a password", 403: "is forbidden", 404: "does not exist", 410: "is gone for good"}
# names, not language
_NO_PAGES = ("audio/", "video/", "image/", "font/", "application/pdf", "application/zip")
_PIECE = 65_536
_GZIP = 31  # zlib's window bits for a gzip header


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server, whatever its status. ``url`` is where it came from, without credentials."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes = b""

    @property
    def is_busy(self) -> bool:
        """Return whether it is worth asking again."""
        return self.status in _BUSY

    @property
    def is_error(self) -> bool:
        """Return whether the server failed, so that it may be otherwise at the next run."""
        return self.is_busy or self.status >= 500

    @property
    def target(self) -> str:
        """Return where a redirect leads to, else an empty text."""
        location = self.headers.get("Location", "") if self.status in _REDIRECTS else ""
        return location.encode("latin-1", "replace").decode("utf-8", "replace")

    @property
    def content_type(self) -> str:
        """Return the declared type of the body, without its parameters; empty when none is declared."""
        declared = self._parse_content_type()
        if not declared["Content-Type"]:
            return ""
        return declared.get_content_type()

    @property
    def charset(self) -> str:
        """Return the declared charset of the body, else an empty text."""
        return str(self._parse_content_type().get_content_charset(""))

    def read_wait(self, now: datetime) -> float:
        """Return the seconds for which a busy server asks to be left alone, else 0."""
        return parse_retry_after(self.headers.get("Retry-After", ""), now) if self.is_busy else 0.0

    def _parse_content_type(self) -> Message:
        """Parse the declared type of the body, cut to what a sound one needs."""
        message = Message()
        message["Content-Type"] = " ".join(self.headers.get("Content-Type", "")[:200].split())
        return message


def check_status(answer: Answer, is_conditional: bool, now: datetime) -> None:
    """Raise FetchError unless an answer is a good one; ``is_conditional`` says that 304 was asked for."""
    shown, wait = show_address(answer.url), answer.read_wait(now)
    if answer.status == 200 or (answer.status == 304 and is_conditional):
        return
    if answer.is_error:
        message = describe_wait(wait) if wait else f"gives the error {answer.status}"
        raise FetchError(message, where=shown, temporary=True, wait=wait)
    message = _FAULTS.get(answer.status, "gives no article")
    raise FetchError(f"{message} (status {answer.status})", where=shown)


def describe_wait(seconds: float) -> str:
    """Say that a server wants no request for a while."""
    return f"its server is busy and asks to be left alone for {seconds:.0f} s"


def parse_retry_after(value: str, now: datetime) -> float:
    """Parse the seconds to wait that a header asks for (RFC 9110); 0 when it asks for nothing that can be understood.

    >>> from datetime import datetime, timezone
    >>> now = datetime(2031, 3, 4, 6, 0, tzinfo=timezone.utc)
    >>> parse_retry_after("120", now), parse_retry_after("Tue, 04 Mar 2031 06:05:00 GMT", now)
    (120.0, 300.0)
    >>> parse_retry_after("soon", now), parse_retry_after("-5", now), parse_retry_after("9" * 30, now)
    (0.0, 0.0, 86400.0)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:20]), MAX_WAIT)
    try:
        wanted = parsedate_to_datetime(value)
        seconds = (wanted.astimezone(now.tzinfo) - now).total_seconds()
    except (ValueError, OverflowError, TypeError):
        return 0.0
    return max(0.0, min(seconds, MAX_WAIT))


def check_headers(headers: Mapping[str, str], most: int) -> None:
    """Raise FetchError for a body that is not worth beginning with: one too large, a film, a picture, a document."""
    kind = headers.get("Content-Type", "").strip().lower()
    if kind.startswith(_NO_PAGES):
        raise FetchError(f"is no page but {kind.partition(';')[0].strip()}")
    length = headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise FetchError(f"is larger than {most / 1e6:.1f} MB")


def read_body(chunks: Iterable[bytes], packing: str, most: int) -> bytes:
    """Read a body while it comes. Raises FetchError when it has more than ``most`` bytes, packed or unpacked.

    >>> read_body([b"It ", b"rained."], "", 100)
    b'It rained.'
    >>> read_body([b"It ", b"rained."], "", 5)
    Traceback (most recent call last):
    summarizer.fetch.web_addresses.FetchError: is larger than 0.0 MB
    """
    packing = packing.strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError("is packed in a way that was not asked for")
    read = _limit(chunks, most)
    if packing.endswith("gzip"):
        read = _limit(_unpack(read), most)
    return b"".join(read)


def _limit(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield chunks, and raise FetchError as soon as they are more than ``most`` bytes."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchError(f"is larger than {most / 1e6:.1f} MB")
        yield chunk


def _unpack(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip, also of several members; what follows the last one is left alone."""
    unpacker = zlib.decompressobj(_GZIP)
    has_begun = False
    try:
        for chunk in chunks:
            while chunk:
                if unpacker.eof:
                    if not chunk.startswith(b"\x1f\x8b"):
                        return
                    unpacker = zlib.decompressobj(_GZIP)
                has_begun = True
                yield unpacker.decompress(chunk, _PIECE)
                chunk = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise FetchError("is packed, and cannot be unpacked") from None
    if has_begun and not unpacker.eof:
        raise FetchError("ended before it was whole", temporary=True)


def describe_error(error: Exception, timeout: float) -> FetchError:
    """Say what went wrong in words of our own: what the libraries say repeats the address with its credentials."""
    import ssl

    from requests.exceptions import ConnectTimeout, InvalidURL, ReadTimeout
    from urllib3.exceptions import ReadTimeoutError

    causes = _find_causes(error)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"its certificate is not valid: {cause.verify_message}")
    if any(isinstance(cause, ConnectTimeout | ReadTimeout | ReadTimeoutError | TimeoutError) for cause in causes):
        return FetchError(f"its server did not answer within {timeout:g} s", temporary=True)
    if isinstance(error, InvalidURL | UnicodeError):
        return FetchError("is no sound address")
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return FetchError("no safe connection could be made (TLS)", temporary=True)
        if isinstance(cause, OSError) and cause.strerror:
            return FetchError(f"no connection: {cause.strerror}", temporary=True)
    return FetchError("the connection was broken off", temporary=True)


def _find_causes(error: Exception) -> list[BaseException]:
    """Return an error and all that it came from, wherever the libraries have put that."""
    causes: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and cause not in causes:
            causes.append(cause)
            waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
    return causes
