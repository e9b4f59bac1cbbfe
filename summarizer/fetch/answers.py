"""What a server answered, and what is said of it when it is of no use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.fetch.failures import FetchError
from summarizer.fetch.web_addresses import show_address, strip_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.fetch.policy import Policy

#: The states in which it is worth asking again.
BUSY = frozenset({429, 500, 502, 503, 504})

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address: ``status`` is 200, or 304 when nothing has changed since the last time.

    ``url`` is where it came from at last, without credentials.
    """

    url: str
    status: int
    data: bytes = b""
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    moved: bool = False


@dataclass(slots=True)
class Raw:
    """One answer of a server, whatever its status."""

    status: int
    headers: Mapping[str, str]
    data: bytes = b""


def make_answer(raw: Raw, url: str, moved: bool) -> Answer:
    """Take what counts out of a good answer."""
    from email.message import Message

    kind = Message()
    kind["Content-Type"] = raw.headers.get("Content-Type", "")[:200].replace("\n", " ").replace("\r", " ")
    return Answer(
        url=strip_secrets(url),
        status=raw.status,
        data=raw.data,
        content_type=kind.get_content_type() if kind["Content-Type"].strip() else "",
        charset=str(kind.get_content_charset() or ""),
        etag=raw.headers.get("ETag", ""),
        modified=raw.headers.get("Last-Modified", ""),
        moved=moved,
    )


def check_status(raw: Raw, url: str, conditional: bool, wait: float) -> None:
    """Raise FetchError unless the answer is a good one; ``conditional`` says that 304 was asked for."""
    shown = show_address(url)
    if raw.status == 200 or (raw.status == 304 and conditional):
        return
    if raw.status in BUSY or raw.status >= 500:
        fault = leave_alone(wait) if wait else f"gives the error {raw.status}"
        raise FetchError(fault, where=shown, temporary=True, wait=wait)
    told = {401: "wants a password", 403: "is forbidden", 404: "does not exist", 410: "is gone for good"}
    fault = told.get(raw.status, "gives no article")
    raise FetchError(f"{fault} (status {raw.status})", where=shown)


def check_length(headers: Mapping[str, str], most: int) -> None:
    """Raise FetchError for a body that is not worth beginning with: one too large, a film, a picture, a document."""
    kind = headers.get("Content-Type", "").strip().lower()
    if kind.startswith(("audio/", "video/", "image/", "font/", "application/pdf", "application/zip")):
        raise FetchError(f"is no page but {kind.partition(';')[0].strip()}")
    length = headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise FetchError(f"is larger than {most / 1e6:.1f} MB")


def leave_alone(seconds: float) -> str:
    """Say that a server wants no request for a while."""
    return f"its server is busy and asks to be left alone for {seconds:.0f} s"


def locate(raw: Raw) -> str:
    """Give where an answer sends to, else an empty text."""
    if raw.status not in _REDIRECTS:
        return ""
    return raw.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")


def explain(fault: Exception, policy: Policy) -> FetchError:
    """Say what went wrong in words of our own: what the libraries say repeats the address with its credentials."""
    import ssl

    from requests.exceptions import ConnectTimeout, InvalidURL, ReadTimeout
    from urllib3.exceptions import ReadTimeoutError

    causes = list(_find_causes(fault))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"its certificate is not valid: {cause.verify_message}")
    if any(isinstance(cause, ConnectTimeout | ReadTimeout | ReadTimeoutError | TimeoutError) for cause in causes):
        return FetchError(f"its server did not answer within {policy.timeout:g} s", temporary=True)
    if isinstance(fault, InvalidURL | UnicodeError):
        return FetchError("is no sound address")
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return FetchError("no safe connection could be made (TLS)", temporary=True)
        if isinstance(cause, OSError) and cause.strerror:
            return FetchError(f"no connection: {cause.strerror}", temporary=True)
    return FetchError("the connection was broken off", temporary=True)


def _find_causes(fault: BaseException | None) -> Any:
    seen: list[BaseException] = []
    waiting: list[Any] = [fault]
    while waiting:
        cause = waiting.pop(0)
        if isinstance(cause, BaseException) and cause not in seen:
            seen.append(cause)
            waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
    return seen
