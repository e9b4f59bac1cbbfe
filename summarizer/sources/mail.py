"""One newsletter as a mail (RFC 5322): the plain text, else the HTML; attachments are left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.checking import Found, check_article, give_fields, has_words
from summarizer.sources.decoding import decode
from summarizer.sources.fields import keep_valid

if TYPE_CHECKING:
    from email.message import EmailMessage

#: Characters of one header field that are looked at. Python's parser of addresses is slow on long ones.
MAX_HEADER = 2_000
#: Lines that may part a mail. Python's parser takes 60 µs for each part.
MAX_PARTS = 10_000

# What Python's header parser is known to raise on broken fields, beside what it should.
_HEADER_FAULTS = (AttributeError, AssertionError, LookupError, RecursionError, TypeError, ValueError)
_SIGNATURE = "-- "


def read_mail(data: bytes, where: str) -> Found:
    """Read one article from a mail. Raises SourceError when it is no mail or has no text."""
    message = _parse(data)
    fields, problems = _read_headers(message, where)
    text, more = _read_body(message)
    return check_article(give_fields(Article(text), {**more, **fields}), where, problems)


def unflow(text: str, delete_space: bool = False) -> str:
    """Join the lines of ``format=flowed`` text into paragraphs (RFC 3676).

    >>> unflow("The ferry \\nsails.\\nNext line.\\n-- \\nIda")
    'The ferry sails.\\nNext line.\\n-- \\nIda'
    """
    paragraphs: list[list[str]] = []
    flowing = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        fixed = line == _SIGNATURE or line.startswith(">")
        if flowing and not fixed:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        flowing = line.endswith(" ") and not fixed
        if flowing and delete_space:
            paragraphs[-1][-1] = line[:-1]
    return "\n".join(map("".join, paragraphs))


def _parse(data: bytes) -> EmailMessage:
    from email import message_from_bytes

    if data.count(b"\n--") > MAX_PARTS:
        raise SourceError(f"the mail has more than {MAX_PARTS:,} parts")
    try:
        message: EmailMessage = message_from_bytes(data, policy=_make_policy())
    except _HEADER_FAULTS as fault:
        raise SourceError(f"the mail could not be read: {type(fault).__name__}") from fault
    if not any(name.lower() in ("from", "subject", "date", "received") for name, _ in message.raw_items()):
        raise SourceError("is not a mail: it has neither sender nor subject nor date")
    return message


def _make_policy() -> Any:
    from email.policy import EmailPolicy

    class Bounded(EmailPolicy):
        """The standard policy with a limit to the length of a field."""

        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:MAX_HEADER]

    return Bounded()


def _read_headers(message: EmailMessage, where: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    fields = {"outlet": _read_sender(message), "title": str(_get(message, "subject") or "")}
    date = _get(message, "date")
    moment = getattr(date, "datetime", None)
    if moment is not None:
        fields["published"] = moment.date().isoformat()
    odd = date is not None and moment is None
    problems = (Problem(where, "the mail's date could not be read", "notice"),) if odd else ()
    return keep_valid(fields), problems


def _read_sender(message: EmailMessage) -> str:
    addresses = getattr(_get(message, "from"), "addresses", ())
    return str(addresses[0].display_name) if addresses else ""


def _get(message: EmailMessage, name: str) -> Any:
    try:
        return message[name]
    except _HEADER_FAULTS:
        return None


def _read_body(message: EmailMessage) -> tuple[str, dict[str, str]]:
    """Give the text and, for HTML, what the page tells of itself."""
    from summarizer.sources.webpage import extract, find_charset

    for kind in ("plain", "html"):
        part = _find_part(message, kind)
        if part is None:
            continue
        payload, charset = _get_payload(part), _get_charset(part)
        if kind == "html":
            return extract(decode(payload, charset or find_charset(payload)))
        text = _unflow_part(part, decode(payload, charset))
        if has_words(text):
            return text, {}
    raise SourceError("the mail has no text")


def _find_part(message: EmailMessage, kind: str) -> Any:
    try:
        return message.get_body(preferencelist=(kind,))
    except _HEADER_FAULTS as fault:
        raise SourceError(f"the mail could not be read: {type(fault).__name__}") from fault


def _get_payload(part: Any) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except _HEADER_FAULTS as fault:
        raise SourceError(f"the mail could not be read: {type(fault).__name__}") from fault
    return payload if isinstance(payload, bytes) else b""


def _get_charset(part: Any) -> str:
    try:
        return str(part.get_content_charset() or "")
    except _HEADER_FAULTS:
        return ""


def _unflow_part(part: Any, text: str) -> str:
    parameters = str(part.get("content-type", "")).lower()
    if not re.search(r"format\s*=\s*\"?flowed", parameters):
        return text
    return unflow(text, re.search(r"delsp\s*=\s*\"?yes", parameters) is not None)
