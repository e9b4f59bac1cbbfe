"""Mails: one newsletter (RFC 5322), mbox files (RFC 4155), and Maildir folders with a file for each mail.

Of a mail the plain text is read, or the HTML where that tells much more, and so of each part of it where pictures or
files stand between them; of a mail that was passed on what was passed on, as its own sender's; of a digest each mail
in it (RFC 2046, 5.1.5), and each that is attached. Other attachments are left alone. A mail that is twice in a mailbox,
as its Message-ID says, is read once. A page that a browser saved as one file (RFC 2557) is written as a mail too.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy, compat32
from email.utils import parseaddr
from glob import escape, glob
from pathlib import PurePath
from typing import Any

from summarizer.errors import SourceError
from summarizer.model import Article, Problem
from summarizer.sources.article_fields import (
    FIRST,
    YEARS,
    ReadResult,
    check_article,
    check_fields,
    clean_line,
    has_words,
    join_items,
    parse_datetime,
    set_fields,
)
from summarizer.sources.article_heads import find_forwarded_head
from summarizer.sources.decoding import decode, find_charset
from summarizer.sources.feeds import convert_html
from summarizer.sources.markup import LIBRARY_FAULTS
from summarizer.sources.web_pages import extract
from summarizer.text.page_places import NO_BLANKS

#: Characters of one header field that are looked at. Python's parser of addresses is slow on long ones.
MAX_HEADER = 2_000
#: Lines that may part a mail. Python's parser takes 60 µs for each part.
MAX_PARTS = 10_000
#: Mails of one mbox file that are read.
MAX_MAILS = 10_000

_TELLING_HEADERS = frozenset({"from", "subject", "date", "received"})
_SIGNATURE = "-- "
_BROKEN = "its mail is broken in a way that no reader here understands: open it in a mail program and save its text"
#: What calls itself plain text may be a page.
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
# A signature at the end of a mail, with what stands in it.
_SIGNED = re.compile(r"(?m)^-- ?\n(?:[^\n]{0,100}(?:\n|\Z)){1,8}\Z")
# Before and behind what is signed within its text (RFC 9580, 7).
_SIGNED_BEGINS, _SIGNATURE_BEGINS = "-----BEGIN PGP SIGNED MESSAGE-----\n", "\n-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_ENDS = "-----END PGP SIGNATURE-----"
# Fields stand before the first empty line. Where that was lost, only how the text was signed is surely one.
_SIGNED_FIELDS = re.compile(r"\A(?:(?:[A-Za-z]+: [^\n]*\n)*[ \t]*\n|(?:Hash: [^\n]*\n)*)")
_MAIL = "message/rfc822"
_MAILS = rb"(?im)^content-type:\s{0,20}(?:multipart/digest|message/rfc822)\b"
# A whole text in lines of base64, of which its mail says nothing.
_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{40,80}\r?\n)*[A-Za-z0-9+/]{1,80}={0,2}\s*")
# A text of fewer words may be a stub, if the same letter as a page has so many times more.
_MOST_STUB, _MUCH_MORE = 60, 2

# A line of a mail's text may begin with "From " too; a separator also has a time and a year.
_SEPARATOR = rb"(?m)^From [^\n]{0,200}\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,60}\n"
_QUOTED = rb"(?m)^>(>*From )"
# A field that goes on in a line that does not begin with a blank.
_UNFOLDED = rb"(?im)^(content-type:[^\n]{1,200};)[ \t]{0,9}\r?\n(?=(?:boundary|charset|type)=)"
# What calls itself a text and names what stands between its parts is none.
_NAMES_PARTS = (
    rb"(?im)^content-type:[ \t]{0,9}text/\w{1,20}(;(?:[^\n;]{1,100};){0,3}\s{0,20}boundary=\"?([^\s\";]{1,200}))"
)
# A line that goes on, with blanks behind the mark, which are none of the text (RFC 2045, 6.7).
_SOFT_BREAK = rb"=[ \t]+(?=\r?\n)"
_MESSAGE_ID = rb"(?im)^message-id:\s{0,20}(<[^>\s]{1,500}>)"
_HEAD = 65_536

_MAILDIR_FOLDERS = ("cur", "new", "tmp")
# As Outlook writes a sender: "Post [mailto:news@post.example]".
_MAILTO = re.compile(r"\[mailto:([^\]\s]{1,300})\]")
_NOT_READ = frozenset("DT")  # drafts and what was thrown away


def read_mail(data: bytes, where: str) -> ReadResult:
    """Read one article from a mail, or that of each mail of a digest or attached to it, numbered from 1.

    Raises SourceError when it is no mail or has no text.
    """
    mails = _open_mails(data)
    return _read_numbered(mails, where) if len(mails) > 1 else _read_one(mails[0], where)


def read_saved_page(data: bytes, where: str) -> ReadResult:
    """Read one article from a page that a browser saved as one file. Raises SourceError when there is no main text."""
    _check_parts(data)
    try:
        parts = message_from_bytes(data, policy=_POLICY).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if page is None:
            raise SourceError("holds no page: save it from a browser as a page alone, and name that file")
        text, fields = _read_page(page)
        address = str(page.get("content-location", ""))
    except LIBRARY_FAULTS as fault:
        raise SourceError("is broken: save it from a browser as a page alone, and name that file") from fault
    told, _ = check_fields({"url": address}, "")
    return check_article(set_fields(Article(text), {**told, **fields}), where)


def _check_parts(data: bytes) -> None:
    """Raise SourceError when a mail has very many parts."""
    if data.count(b"\n--") > MAX_PARTS:
        raise SourceError(f"the mail has more than {MAX_PARTS:,} parts")


def _open_mails(data: bytes) -> list[bytes]:
    """Return the mails of a digest, without what stands around them, or a mail with those that are attached to it.

    Where it says no more than a few words about these, it is left out, as is what stands above a mail passed on.
    """
    if not re.search(_MAILS, data):
        return [data]
    _check_parts(data)
    try:
        message: Any = message_from_bytes(data, policy=compat32.clone(mangle_from_=False))
        digests = [part for part in message.walk() if part.get_content_type() == "multipart/digest"]
        mails = _list_held(digests)
        if not digests and message.get_content_type() == "multipart/mixed":
            mails = _list_held([message])
            if mails and _tells_much(data):
                mails.insert(0, data)
        return mails or [data]
    except LIBRARY_FAULTS:
        return [data]


def _list_held(holders: Iterable[Any]) -> list[bytes]:
    """Return the mails that stand as such in parts of a mail."""
    mails: list[bytes] = []
    for holder in holders:
        for part in holder.get_payload():
            if part.get_content_type() == _MAIL and part.is_multipart():
                mails += [mail.as_bytes() for mail in part.get_payload()]
    return mails


def _tells_much(data: bytes) -> bool:
    """Return whether a mail's own text is no stub; where no blanks part words, two letters are about one."""
    try:
        text, _ = _read_body(_parse(data))
    except SourceError:
        return False
    return len(text.split()) >= _MOST_STUB or len(re.findall(f"[{NO_BLANKS}]", text)) >= 2 * _MOST_STUB


def _parse(data: bytes) -> EmailMessage:
    """Return a mail whose known faults are mended. Raise SourceError where it is broken."""
    sound = re.sub(_UNFOLDED, rb"\1 ", data)
    parted = re.search(_NAMES_PARTS, sound[:_HEAD])
    if parted and b"\n--" + parted[2] in sound:
        sound = sound.replace(parted[0], b"Content-Type: multipart/mixed" + parted[1], 1)
    try:
        return message_from_bytes(re.sub(_SOFT_BREAK, b"=", sound), policy=_POLICY)
    except LIBRARY_FAULTS as fault:
        raise SourceError(_BROKEN) from fault


def _read_one(data: bytes, where: str) -> ReadResult:
    """Read one article from a mail that is no digest."""
    _check_parts(data)
    message = _parse(data)
    if _TELLING_HEADERS.isdisjoint(map(str.lower, message.keys())):
        raise SourceError("is not a mail: it has neither sender nor subject nor date")
    date = _get_header(message, "date")
    moment = getattr(date, "datetime", None)
    problems: tuple[Problem, ...] = ()
    if date is not None and moment is None:
        problems = (Problem(where, "the mail's date could not be read", "notice"),)
    title = str(_get_header(message, "subject") or "")
    senders = getattr(_get_header(message, "from"), "addresses", ())
    name, address = (str(senders[0].display_name), str(senders[0].addr_spec).lower()) if senders else ("", "")
    text, page_fields = _read_body(message)
    found = find_forwarded_head(text)
    if found:
        # Who passed it on wrote what stands before it.
        text = text[found.end :].lstrip("\n")
        name, address = parseaddr(_MAILTO.sub(r"<\1>", found.sender))
        address, title, moment = address.lower(), found.subject or title, parse_datetime(found.date)
    day, wrong = _check_day(moment, where)
    domain = address.rpartition("@")[2]
    told = {
        # Anybody can call himself anything: his domain stands beside it.
        "outlet": f"{name} ({domain})" if name and domain else name,
        "title": title,
        "published": day,
    }
    fields, _ = check_fields(told, "")
    article = Article(text, sender=clean_line(address), markup="markdown")
    return check_article(set_fields(article, {**page_fields, **fields}), where, wrong or problems)


def _check_day(moment: Any, where: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the day of a mail, with a notice and no day where a clock began anew."""
    if moment is None:
        return "", ()
    if FIRST.year <= moment.year < YEARS.stop:
        return moment.date().isoformat(), ()
    return "", (Problem(where, f"the mail's date cannot be true and counts as unknown: {moment.date()}", "notice"),)


def unflow(text: str, delete_space: bool = False) -> str:
    """Join the lines of ``format=flowed`` text into paragraphs (RFC 3676).

    >>> unflow("The ferry \\nsails.\\nNext line.\\n-- \\nIda")
    'The ferry sails.\\nNext line.\\n-- \\nIda'
    """
    joined: list[str] = []
    flowing = False
    for stuffed in text.split("\n"):
        line = stuffed.removeprefix(" ")
        fixed = line == _SIGNATURE or line.startswith(">")
        goes_on = flowing and not fixed
        if joined and not goes_on:
            joined.append("\n")
        flowing = line.endswith(" ") and not fixed
        if flowing and delete_space:
            line = line[:-1]
        joined.append(line)
    return "".join(joined)


class _BoundedPolicy(EmailPolicy):
    """The standard policy with a limit to the length of a field."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a field's name and as much of its value as is looked at."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


_POLICY: Any = _BoundedPolicy()


def _get_header(message: EmailMessage, name: str) -> Any:
    """Return a header field, None if it is missing or broken."""
    try:
        return message[name]
    except LIBRARY_FAULTS:
        return None


def _read_body(message: EmailMessage) -> tuple[str, dict[str, str]]:
    """Return the text and, for HTML, what the page tells of itself."""
    try:
        return _read_all(_list_parts(message), _read_part)
    except LIBRARY_FAULTS as fault:
        raise SourceError(_BROKEN) from fault


def _read_all(parts: Iterable[Any], read: Callable[[Any], tuple[str, dict[str, str]]]) -> tuple[str, dict[str, str]]:
    """Return the texts of parts as one, and what the first tells of itself. Raise SourceError if none has words."""
    texts: list[str] = []
    fields: dict[str, str] = {}
    faults = [SourceError("the mail has no text")]
    for part in parts:
        try:
            text, told = read(part)
        except SourceError as fault:
            faults.insert(-1, fault)
            continue
        texts.append(text)
        fields = {**told, **fields}
    if not any(map(has_words, texts)):
        raise faults[0]
    return "\n\n".join(filter(has_words, texts)), fields


def _list_parts(message: Any) -> list[Any]:
    """Return what stands in a mail one below the other, each with all its forms; attachments are left out."""
    if message.get_content_type() != "multipart/mixed":
        return [message]
    found: list[Any] = []
    for part in message.iter_parts():
        if not part.is_attachment() and not part.get_filename():
            found += _list_parts(part)
    return found


def _read_part(part: Any) -> tuple[str, dict[str, str]]:
    """Return the text of a part in the form that tells most and, for HTML, what the page tells of itself."""
    plain = part.get_body(preferencelist=("plain",))
    text, fields = ("", {}) if plain is None else _read_plain(plain)
    if len(text.split()) >= _MOST_STUB:
        return text, fields
    # A page may have its pictures between its parts.
    forms = part.iter_parts() if part.get_content_type() == "multipart/alternative" else [part]
    bodies = [one.get_body(preferencelist=("html",)) for form in forms for one in _list_parts(form)]
    try:
        whole, told = _read_all([body for body in bodies if body is not None], _read_page)
    except SourceError:
        if not has_words(text):
            raise
        return text, fields
    # Beside the letter as a page its text may say no more than that it cannot be shown.
    return (whole, told) if len(whole.split()) >= _MUCH_MORE * len(text.split()) else (text, fields)


def _read_plain(plain: Any) -> tuple[str, dict[str, str]]:
    """Return the text of a part that calls itself plain, and what it tells of itself if it is a page all the same."""
    payload = _undo_base64(plain.get_payload(decode=True) or b"")
    text = open_signed(decode(payload, _get_charset(plain)))
    parameters = str(plain.get("content-type", "")).lower()
    if re.search(r"format\s*=\s*\"?flowed", parameters):
        text = unflow(text, re.search(r"delsp\s*=\s*\"?yes", parameters) is not None)
    text = _SIGNED.sub("", text)
    if not _PAGE.match(text):
        return text, {}
    try:
        return extract(text)[:2]
    except SourceError:
        # It is too short for a page.
        return convert_html(text), {}


def _undo_base64(payload: bytes) -> bytes:
    """Return the text of a part that is all base64, though its mail does not say so; any other as it is."""
    if not _BASE64.fullmatch(payload):
        return payload
    try:
        text = b64decode(payload)
        return text if " " in text.decode() else payload
    except ValueError:
        return payload


def open_signed(text: str) -> str:
    """Return a text that was signed within it as it was before, without the signature.

    >>> signed = "-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA256\\n\\nIt rains.\\n- - So they say."
    >>> open_signed(signed + "\\n-----BEGIN PGP SIGNATURE-----\\n\\niQEz\\n-----END PGP SIGNATURE-----\\n")
    'It rains.\\n- So they say.\\n'
    >>> open_signed("It rains.\\n- So they say.")
    'It rains.\\n- So they say.'
    """
    before, begins, rest = text.partition(_SIGNED_BEGINS)
    signed, ends, behind = rest.partition(_SIGNATURE_BEGINS)
    if not begins or not ends:
        return text
    return before + re.sub("(?m)^- ", "", _SIGNED_FIELDS.sub("", signed)) + behind.partition(_SIGNATURE_ENDS)[2]


def _read_page(page: Any) -> tuple[str, dict[str, str]]:
    """Return the text of a part that is a page, and what it tells of itself."""
    payload = page.get_payload(decode=True) or b""
    return extract(decode(payload, _get_charset(page) or find_charset(payload)))[:2]


def _get_charset(part: Any) -> str:
    """Return the charset that a part declares, else nothing."""
    try:
        return str(part.get_content_charset() or "")
    except LIBRARY_FAULTS:
        return ""


def read_mbox(data: bytes, where: str) -> ReadResult:
    """Read the mails of an mbox file, numbered from 1. Raises SourceError when it is none."""
    mails = [one for mail in _split_mbox(data) for one in _open_mails(re.sub(_QUOTED, rb"\1", mail))]
    return _read_numbered(mails, where)


def _read_numbered(mails: Sequence[bytes], where: str) -> ReadResult:
    """Read each of some mails, numbered from 1."""
    results: list[ReadResult] = []
    first: dict[bytes, int] = {}
    for count, mail in enumerate(mails[:MAX_MAILS], 1):
        same = first.setdefault(find_message_id(mail) or b"%d" % count, count)
        place = f"{where}, mail {count}"
        if same != count:
            results.append(((), (Problem(place, f"is the same as mail {same}; read once", "notice"),)))
        elif mail.strip():
            try:
                articles, problems = _read_one(mail, place)
            except SourceError as error:
                articles, problems = (), (Problem(place, error.message),)
            results.append((tuple(replace(article, item=count) for article in articles), problems))
    if len(mails) > MAX_MAILS:
        fault = f"holds {len(mails):,} mails; those after the first {MAX_MAILS:,} are not read"
        results.append(((), (Problem(where, fault),)))
    return join_items(results, where)


def _split_mbox(data: bytes) -> list[bytes]:
    """Cut a mailbox into its mails. Raises SourceError when it is none."""
    separators = list(re.finditer(_SEPARATOR, data))
    if not separators or data[: separators[0].start()].strip():
        raise SourceError("is no mailbox: it does not begin with a line “From ADDRESS DATE”")
    mails: list[bytes] = []
    end = len(data)
    for separator in reversed(separators):
        mail = data[separator.end() : end]
        end = separator.start()
        if mail.endswith((b"\n\n", b"\n\r\n")):  # the empty line that parts two mails
            mail = mail[:-1].removesuffix(b"\r")
        mails.append(mail)
    return mails[::-1]


def find_message_id(mail: bytes) -> bytes:
    """Return the Message-ID of a mail, else nothing.

    >>> find_message_id(b"Subject: x\\nMessage-ID:\\n <a@b>\\n\\nText"), find_message_id(b"\\nMessage-ID: <c@d>")
    (b'<a@b>', b'')
    """
    head = re.split(rb"\r?\n\r?\n", b"\n" + mail[:_HEAD], maxsplit=1)[0]
    found = re.search(_MESSAGE_ID, head)
    return found[1] if found else b""


def is_maildir(path: str) -> bool:
    """Return whether a folder is a Maildir: it has the three folders that each of them has."""
    return all(os.path.isdir(os.path.join(path, name)) for name in _MAILDIR_FOLDERS)


def is_in_maildir(path: str) -> bool:
    """Return whether a path names a mail in a Maildir, there or not."""
    folder, place = os.path.split(os.path.dirname(path))
    return place in ("cur", "new") and is_maildir(folder)


def list_mails(folder: str) -> Iterator[str | Problem]:
    """Yield the mails of a Maildir by what never changes of their names, in order, each Message-ID once.

    Programs move a mail from ``new`` to ``cur`` and write into its name whether it was read. Here each goes by ``cur``
    and the name without these marks; ``find_mail`` finds it wherever it is.
    """
    paths: dict[str, str] = {}
    for place in ("new", "cur"):
        try:
            entries = os.listdir(os.path.join(folder, place))
        except OSError as fault:
            yield Problem(os.path.join(folder, place), f"cannot be opened: {fault.strerror}")
            continue
        for entry in entries:
            name, _, flags = entry.partition(":2,")
            if not entry.startswith(".") and _NOT_READ.isdisjoint(flags):
                paths[name] = os.path.join(folder, place, entry)
    seen: dict[bytes, str] = {}
    for name, path in sorted(paths.items()):
        shown = PurePath(folder, "cur", name).as_posix()
        same = seen.setdefault(find_message_id(read_beginning(path, _HEAD)) or os.fsencode(path), shown)
        if same == shown:
            yield shown
        else:
            yield Problem(shown, f"is the same mail as {same}; read once", "notice")


def find_mail(path: str) -> str:
    """Return the path under which a mail of a Maildir is now; any other path as it is."""
    if os.path.lexists(path) or not is_in_maildir(path):
        return path
    folder = os.path.dirname(os.path.dirname(path))
    name = os.path.basename(path).partition(":2,")[0]
    for place in ("cur", "new"):
        unmarked = escape(os.path.join(folder, place, name))
        found = glob(unmarked) or sorted(glob(f"{unmarked}:2,*"))
        if found:
            return found[0]
    return path


def read_beginning(path: str, size: int) -> bytes:
    """Return the first bytes of an ordinary file, none where it cannot be read. A pipe could keep us waiting."""
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as file:
            return file.read(size)
    except OSError:
        return b""
