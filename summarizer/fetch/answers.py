"""What a server answers: its status, its body unpacked within limits, what it holds, and what is said when that is of
no use."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, Literal, cast

from summarizer.errors import SourceError
from summarizer.fetch.web_addresses import FetchError, show_address
from summarizer.sources.decoding import decode, find_charset, refuse_known_formats

#: "feed" is XML, "json" a JSON Feed, "list" OPML.
AnswerKind = Literal["feed", "json", "list", "page", "text"]  # names, not language

#: The packing that is asked for. One is enough, and this one can be unpacked piece by piece within limits.
ACCEPTED = "gzip"
#: Seconds that a server may ask to be left alone; who asks for more gets this.
MAX_WAIT = 86_400.0

_BUSY = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = {401: "wants a name and a password", 403: "is forbidden", 404: "does not exist", 410: "is gone for good"}
#: What a user can do about a place that gives nothing.
_ADVICE = {
    202: "its server may want to see a browser first: does one show it?",
    401: "write them into its address, https://NAME:PASSWORD@…, or mend them there; they are shown nowhere",
    403: "its server lets no program in, or wants a log-in: does a browser show it?",
    404: "is it written as the outlet has it? The outlet's page names its feed",
    410: "look for the outlet's new feed",
    429: "its server was asked too often; the next run tries again",
}
_LATER = "the fault is its server's; the next run tries again"
_UNREACHED = "is it written rightly? If so, the next run may reach it"
_UNSAFE = "does its address begin with http:// in a browser? If not, the next run may reach it"
# names, not language
_NO_PAGES = ("audio/", "video/", "image/", "font/", "application/pdf", "application/zip")
_PIECE = 65_536
_GZIP = 31  # zlib's window bits for a gzip header

_HEAD = 4_096
_ROOT = re.compile(
    r"<(?:(?P<feed>(?:[\w-]+:)?(?:rss|feed|rdf)\b)|(?P<list>opml\b)|(?P<page>(?:!doctype\s+html|html|head|body)\b))",
    re.IGNORECASE,
)
_DECLARED: dict[str, AnswerKind] = {  # names, not language
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "text",
}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/")


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
    def declared(self) -> tuple[str, str]:
        """Return the type and the charset that the body is declared to have, each empty when there is none."""
        message = Message()
        # Cut to what a sound one needs.
        message["Content-Type"] = " ".join(self.headers.get("Content-Type", "")[:200].split())
        kind = message.get_content_type() if message["Content-Type"] else ""
        return kind, str(message.get_content_charset(""))

    def read_wait(self, now: datetime) -> float:
        """Return the seconds for which a busy server asks to be left alone (RFC 9110), else 0.

        >>> now = datetime.fromisoformat("2031-03-04T06:00:00+00:00")
        >>> wishes = ("120", "Tue, 04 Mar 2031 06:05:00 GMT", "soon", "-5", "9" * 30)
        >>> [Answer("", 503, {"Retry-After": wish}).read_wait(now) for wish in wishes]
        [120.0, 300.0, 0.0, 0.0, 86400.0]
        """
        if not self.is_busy:
            return 0.0
        value = self.headers.get("Retry-After", "").strip()
        if value.isascii() and value.isdigit():
            return min(float(value[:20]), MAX_WAIT)
        try:
            wanted = parsedate_to_datetime(value)
            seconds = (wanted.astimezone(now.tzinfo) - now).total_seconds()
        except (ValueError, OverflowError, TypeError):
            return 0.0
        return max(0.0, min(seconds, MAX_WAIT))


def check_status(answer: Answer, is_conditional: bool, now: datetime) -> None:
    """Raise FetchError unless an answer is a good one; ``is_conditional`` says that 304 was asked for."""
    shown, wait = show_address(answer.url), answer.read_wait(now)
    if answer.status == 200 or (answer.status == 304 and is_conditional):
        return
    if answer.is_error:
        message = describe_wait(wait) if wait else f"gives the error {answer.status}"
        advice = "the first run after that asks again" if wait else _ADVICE.get(answer.status, _LATER)
        raise FetchError(message, where=shown, temporary=True, wait=wait, advice=advice)
    message = _FAULTS.get(answer.status, "gives no article")
    raise FetchError(f"{message} (status {answer.status})", where=shown, advice=_ADVICE.get(answer.status, ""))


def describe_wait(seconds: float) -> str:
    """Say that a server wants no request for a while."""
    return f"its server is busy and asks to be left alone for {seconds:.0f} s"


def read_body(headers: Mapping[str, str], chunks: Iterable[bytes], most: int) -> bytes:
    """Read a body while it comes. Raises FetchError when it is no text, or has more than ``most`` bytes, also unpacked.

    >>> read_body({}, [b"It ", b"rained."], 100)
    b'It rained.'
    >>> read_body({}, [b"It ", b"rained."], 5)
    Traceback (most recent call last):
    summarizer.fetch.web_addresses.FetchError: is larger than 0.0 MB
    """
    kind = headers.get("Content-Type", "").strip().lower()
    if kind.startswith(_NO_PAGES):
        advice = "save what it says as text or as a page, and name that"
        raise FetchError(f"is no page but {kind.partition(';')[0].strip()}", advice=advice)
    length = headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise FetchError(f"is larger than {most / 1e6:.1f} MB")
    packing = headers.get("Content-Encoding", "").strip().lower()
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


def decode_text(data: bytes, charset: str) -> str:
    """Decode what came: by its mark, by the charset of the answer, by its own declaration, by the bytes.

    Raises SourceError when it is no text.
    """
    refuse_known_formats(data)
    return decode(data, charset or find_charset(data))


def detect_kind(text: str, content_type: str) -> AnswerKind:
    """Return what a text is. Raises SourceError when it is nothing that articles can be read from.

    >>> detect_kind("<?xml version='1.0'?><rss version='2.0'>", "text/html"), detect_kind("<!doctype html><p>", "")
    ('feed', 'page')
    >>> detect_kind("<html><head><link rel='alternate' type='application/rss+xml'>", "application/rss+xml")
    'page'
    >>> detect_kind('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "")
    'json'
    """
    if text.lstrip().startswith("{"):
        try:
            version = json.loads(text).get("version", "")
        except (ValueError, RecursionError):
            version = ""
        if _JSON_FEED.match(str(version)):
            return "json"
    head = text[:_HEAD]
    # Whichever begins first: a page may name feeds, and a feed may hold pages.
    root = _ROOT.search(_COMMENT.sub("", head))
    if root is not None:
        return cast("AnswerKind", root.lastgroup)
    kind = _DECLARED.get(content_type)
    if kind is None or (kind == "text" and head.startswith("<")):
        is_json = text.lstrip()[:1] in ("{", "[")
        what = "is JSON, but no feed" if is_json else "is neither a page nor a feed"
        raise SourceError(f"{what}: is the address written as the outlet has it?")
    return kind


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
            return FetchError("no safe connection could be made (TLS)", temporary=True, advice=_UNSAFE)
        if isinstance(cause, OSError) and cause.strerror:
            return FetchError(f"no connection: {cause.strerror}", temporary=True, advice=_UNREACHED)
    return FetchError("the connection was broken off", temporary=True, advice=_UNREACHED)


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
