"""A page's mail message: its headers, both its parts, its envelope. The same edition gives the same bytes.

The header lines are written by hand: ASCII, folded, encoded by RFC 2047, and never more than one header each. The
standard library's own folding of addresses breaks names that need both quoting and encoding, up to making an address
of a part of a name.

The texts of a mail, made of templates: subject, plain text, and HTML with its style in its elements.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from summarizer.errors import ConfigError, DeliveryError
from summarizer.mail.mail_settings import (
    DEFAULT_SENDER,
    Mailbox,
    MailSettings,
    build_list_id,
    find_sender,
    list_recipients,
    parse_mailbox,
    parse_mailboxes,
)
from summarizer.model import FrontPage, Page, Problem
from summarizer.render.rendering import render_named
from summarizer.storage.deliveries import State
from summarizer.storage.files import slug
from summarizer.text.escaping import flatten, shorten

#: Gmail cuts a mail's page off at about 102 kB, and shows a link instead of the rest.
MOST_BYTES = 100_000

_LONGEST_SUBJECT = 250
_BOUNDARY = re.compile(rb"boundary=\"(=_[0-9a-f]{16})\"")
#: Headers of a mail's body and of what it is; each stands there as it was written, or not at all.
_AS_WRITTEN = (
    *("message-id", "subject", "from", "reply-to"),
    *("mime-version", "content-type", "content-transfer-encoding", "content-disposition"),
)
#: Those of them that hang on the sender, whom settings need not name.
_OF_SENDER = ("message-id", "from", "reply-to")
#: Headers that mail programs show as who sent it, beside From.
_OTHER_SENDERS = ("sender", "resent-from", "resent-sender", "author", "original-from")  # names, not language
#: Headers by which they send answers elsewhere, beside Reply-To.
_OTHER_ANSWERS = ("mail-followup-to", "mail-reply-to", "resent-reply-to")
#: Headers that servers put in on the way, and no reader is shown.
_OF_THE_WAY = re.compile(
    r"received(?:-spf)?|return-path|delivered-to|envelope-to|x-original-to|(?:x-google-)?dkim-signature|arc-.*"
    r"|authentication-results|x-received|x-spam-.*"
)
_BLANK_BEFORE_COLON = re.compile(rb"(?m)^([!-9;-~]+)[ \t]+:")
#: Stands for the name of what is no header.
_NO_HEADER = "text"
_WIDEST_VALUE = 120
_PARTS = ("its structure", "its text", "its page", "what follows its page")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail says."""

    subject: str
    text: str
    html: str


def write_parts(
    page: Page, name: str, subject: str = "", folders: Sequence[Path] = ()
) -> tuple[Parts, tuple[Problem, ...]]:
    """Write the texts of a mail. ``subject`` is a template's text; empty, ``mail.subject.j2`` is filled.

    Those of a front page are made of ``front.mail.*.j2``. HTML of more than ``MOST_BYTES`` is written again without its
    details (``folded``); no sentence is left out, and one that is still too large is sent as it is, with a problem that
    says so. Raises ConfigError.
    """
    values: dict[str, object] = {"name": name}
    kind = "front.mail" if isinstance(page, FrontPage) else "mail"
    html = ""
    for folded in (False, True):
        values["folded"] = folded
        html = inline_style(render_named(page, "html", f"{kind}.html.j2", folders, values))
        if len(html.encode()) <= MOST_BYTES:
            break
    text = render_named(page, "txt", f"{kind}.txt.j2", folders, values)
    template = "mail.subject" if subject else f"{kind}.subject.j2"
    line = flatten(render_named(page, "txt", template, folders, values, subject))
    if len(line) > _LONGEST_SUBJECT:
        line = f"{line[: _LONGEST_SUBJECT - 1].rstrip()}…"
    problems: tuple[Problem, ...] = ()
    size = len(html.encode())
    if size > MOST_BYTES:
        most = MOST_BYTES // 1000
        message = f"the mail's page has {size // 1000} kB, and Gmail shows no more than {most}: ask for a shorter one"
        problems = (Problem(name, message),)
    return Parts(line or name, text, html), problems


def inline_style(page: str) -> str:
    """Write the style of a page into its elements; the ``@media`` rules stay. Nothing is fetched.

    >>> inline_style("<style>p { color: red }</style><p>x</p>")
    '<html><head></head><body><p style="color:red">x</p></body></html>'
    """
    import css_inline

    inliner = css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, minify_css=True, remove_inlined_selectors=True
    )
    try:
        return inliner.inline(page)
    except (css_inline.InlineError, ValueError) as error:
        raise ConfigError(f"its style cannot be used: {error}", where="mail.html.j2") from error


#: What To says in a mail whose recipients are all in Bcc.
UNDISCLOSED = "undisclosed-recipients:;"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_LONGEST_LABEL = 30

_WIDTH = 76
# With "=?utf-8?b?…?=" and the longest of our header names, an encoded word of so many bytes keeps to 76 columns.
_BYTES_A_WORD = 36
_LONGEST_WORD = 60
_PLAIN_PHRASE = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)


#: Called by a transport as soon as something is certain: a state, the addresses it holds for, and why. First
#: ``sending``, just before a mail may arrive; then ``sent``, ``refused`` (for good), ``queued`` (certainly not
#: delivered, may be tried again) or ``in_doubt`` (nobody can tell).
Tell = Callable[[State, tuple[str, ...], str], None]


class TransportError(DeliveryError):
    """A letter cannot be handed over, and none of its recipients is the reason."""


class UnreachableError(TransportError):
    """The server cannot be reached at this moment; trying again may help."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in its envelope. ``key`` is the same for the same edition and the same reader or readers."""

    sender: str
    recipients: tuple[str, ...]
    message: bytes
    key: str


class Transport(Protocol):
    """A way out for letters. ``repeatable`` when delivering the same letter twice leaves one."""

    repeatable: bool

    def deliver(self, letter: Letter, tell: Tell) -> None:
        """Deliver a letter and tell the outcome for each of its recipients.

        Raises UnreachableError, or TransportError for what only the user can mend. In both cases, those of whom
        nothing was told have certainly not got the letter.
        """

    def check(self) -> str:
        """Go as far as is possible without sending anything, and say what was found. Raises as ``deliver``."""


@dataclass(frozen=True, slots=True)
class Mail:
    """An edition as a mail. ``content`` is the message as it is kept and sent: ASCII, lines end with CR LF."""

    message_id: str
    subject: str
    content: bytes
    problems: tuple[Problem, ...] = ()


def build_message(
    page: Page, settings: MailSettings, now: datetime, name: str = "briefing", folders: Sequence[Path] = ()
) -> Mail:
    """Write the mail of the edition called ``name``; ``now`` (with its time zone) becomes its date.

    With ``settings.each`` there is no To: ``address_to`` puts in everyone's own. Bcc is in no header. Nothing of a
    page can add a header, and all of the message is ASCII, so that any server can take it.
    Raises ConfigError for an address, a list id or a template that cannot be used.
    """
    parts, problems = write_parts(page, name, settings.subject, folders)
    message_id, head = _write_head(page, parts.subject, settings, name)
    digest = _digest(name, page.date, find_sender(settings).address)
    # The standard library would draw a boundary by lot.
    body = write_texts(parts, f"=_{digest}")
    content = (write_token_header("Date", format_datetime(now)) + head).encode("ascii") + body
    return Mail(message_id, parts.subject, content, problems)


def _write_head(page: Page, subject: str, settings: MailSettings, name: str) -> tuple[str, str]:
    """Return the id of an edition's mail, and its headers but for the date and those of its body."""
    sender = find_sender(settings)
    # In letters, digits and hyphens; a name in another alphabet becomes a number.
    label = slug(name)
    label = label[:_LONGEST_LABEL].strip("-") if label.isascii() else f"briefing-{_digest(name)[:8]}"
    digest = _digest(name, page.date, sender.address)
    date = re.sub("[^0-9-]", "", page.date)[:10] or "undated"
    message_id = f"<{label}.{date}.{digest}@{sender.domain.strip('[]')}>"
    language = page.language if _LANGUAGE.fullmatch(page.language) else "en"
    head = [
        write_token_header("Message-ID", message_id),
        write_text_header("Subject", subject),
        write_address_header("From", [sender]),
        *_write_recipients(settings),
        write_token_header("List-Id", build_list_id(settings, label)),
        write_token_header("Auto-Submitted", "auto-generated"),
        write_token_header("Content-Language", language),
    ]
    return message_id, "".join(head)


def write_texts(parts: Parts, boundary: str) -> bytes:
    """Write the two texts of a mail, with the headers that tell how."""
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    body.set_content(parts.text)
    body.add_alternative(parts.html, subtype="html")
    body.set_boundary(boundary)
    return body.as_bytes()


def address_to(message: bytes, address: str) -> bytes:
    """Return a message without To as the mail of one person; one that has a To stays as it is.

    >>> address_to(b"Subject: x\\r\\n\\r\\ny\\r\\n", "ann@a.example")
    b'To: ann@a.example\\r\\nSubject: x\\r\\n\\r\\ny\\r\\n'
    """
    if "To" in read_headers(message):
        return message
    return write_address_header("To", [parse_mailbox(address)]).encode() + message


def write_letters(message: bytes, recipients: tuple[str, ...]) -> Iterator[Letter]:
    """Return the letters of a mail: one to all that its To names, or one to each."""
    headers = read_headers(message)
    sender = headers["From"].addresses[0].addr_spec
    key = _digest_key(str(headers["Message-ID"]))
    if "To" in headers:
        yield Letter(sender, recipients, message, key)
        return
    for address in recipients:
        yield Letter(sender, (address,), address_to(message, address), _digest_key(f"{key} {address}"))


def _digest_key(text: str) -> str:
    """Return a short digest of what names a letter."""
    return sha256(text.encode()).hexdigest()[:32]


def read_headers(message: bytes) -> EmailMessage:
    """Read only the headers of a message."""
    return BytesHeaderParser(policy=SMTP).parsebytes(message)


def is_worth_mailing(page: Page, settings: MailSettings) -> bool:
    """Return whether an edition has anything in it, or is wanted all the same; quiet stories are nothing."""
    if settings.when_empty or page.changes:
        return True
    if isinstance(page, FrontPage):
        stories = {story.id for story in page.pile.stories} - set(page.quiet)
        alone = [*(single.article for single in page.pile.singles), *page.pile.comments, *page.pile.roundups]
        return bool(stories or page.list_new(alone))
    return any(part.lines for part in page.sections)


def _write_recipients(settings: MailSettings) -> list[str]:
    """Write the headers Reply-To, To and Cc, as far as there are any.

    They name only who can be written in ASCII; others get their copy all the same.
    """
    listed = [("Reply-To", settings.reply_to, "mail.reply_to")]
    if not settings.each:
        listed += [("To", settings.to, "mail.to"), ("Cc", settings.cc, "mail.cc")]
    headers = []
    for header, texts, key in listed:
        boxes = [box for box in parse_mailboxes(texts, key) if box.address.isascii()]
        if boxes:
            headers.append(write_address_header(header, boxes))
        elif header == "To":
            headers.append(write_token_header("To", UNDISCLOSED))
    return headers


def _digest(*parts: str) -> str:
    """Return a short digest of some texts."""
    joined = "\n".join(map(flatten, parts))
    return sha256(joined.encode(errors="replace")).hexdigest()[:16]


def write_text_header(name: str, text: str) -> str:
    r"""Write a header that holds any text.

    >>> write_text_header("Subject", "The call"), write_text_header("Subject", "Ü\r\nBcc: eve@e.example")
    ('Subject: The call\r\n', 'Subject: =?utf-8?b?w5wgQmNjOiBldmVAZS5leGFtcGxl?=\r\n')
    """
    flat = flatten(text)
    words = flat.split(" ")
    if _must_be_encoded(flat) or max(map(len, words)) > _LONGEST_WORD:
        words = _encode_words(flat)
    lines = [f"{name}: {words[0]}"]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(f" {word}")
        else:
            lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def write_address_header(name: str, boxes: Iterable[Mailbox]) -> str:
    r"""Write a header that holds addresses, one a line.

    >>> write_address_header("To", [Mailbox("", "bo@b.example"), Mailbox("Falk, I.", "i@a.example")])
    'To: bo@b.example,\r\n "Falk, I." <i@a.example>\r\n'
    """
    written = []
    for box in boxes:
        own = flatten(box.name)
        if not own:
            written.append(box.address)
            continue
        if _must_be_encoded(own):
            written.append("\r\n ".join([*_encode_words(own), f"<{box.address}>"]))
            continue
        if not _PLAIN_PHRASE.fullmatch(own):
            own = '"{}"'.format(re.sub(r'(["\\])', r"\\\1", own))
        gap = " " if len(own) + len(box.address) < _WIDTH - 12 else "\r\n "
        written.append(f"{own}{gap}<{box.address}>")
    listed = ",\r\n ".join(written)
    return f"{name}: {listed}\r\n"


def write_token_header(name: str, value: str) -> str:
    """Write a header whose value is of our own making, such as an id or a date.

    >>> write_token_header("Auto-Submitted", "auto-generated")
    'Auto-Submitted: auto-generated\\r\\n'
    """
    return f"{name}: {flatten(value)}\r\n"


def _must_be_encoded(text: str) -> bool:
    """Return whether a text cannot stand in a header as it is."""
    return not text.isascii() or "=?" in text


def _encode_words(text: str) -> list[str]:
    """Cut a text into encoded words; blanks between them do not count, so those of the text are inside."""
    pieces = [""]
    for letter in text:
        if len((pieces[-1] + letter).encode()) > _BYTES_A_WORD:
            pieces.append("")
        pieces[-1] += letter
    return [f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces]


# A mail beside the page that it was made of: whether a reader sees in it what the page says.


def compare_mail(
    content: bytes, made: Page, settings: MailSettings, name: str, folders: Sequence[Path] = ()
) -> tuple[list[str], list[str]]:
    """Return what of a mail is not as its page is written, and what it alone says: its date, to whom it goes otherwise
    than the settings say, all that was put into its head, and where no settings name them its sender and where answers
    go.

    Its headers, text and page are written anew and compared as bytes but for line ends and folded headers, and nothing
    else may be in its body. Raises ConfigError for a template that cannot be used.
    """
    parts, _ = write_parts(made, name, settings.subject, folders)
    content = re.sub(rb"\r\n?", b"\n", content)
    found = _BOUNDARY.search(content)
    boundary = found[1].decode() if found else "=_"
    _, own = _write_head(made, parts.subject, settings, name)
    wanted = (own.encode() + write_texts(parts, boundary)).replace(b"\r\n", b"\n")
    (head, body), (wanted_head, wanted_body) = (text.split(b"\n\n", 1) for text in (content + b"\n\n", wanted))
    differences, alone = _compare_heads(_read_values(head), _read_values(wanted_head), settings)
    mark = f"\n--{boundary}".encode()
    pieces, wanted_pieces = ((b"\n" + text).rstrip().split(mark) for text in (body, wanted_body))
    if len(pieces) != len(wanted_pieces):
        differences.append("the number of its parts (is something attached?)")
    else:
        pairs = zip(_PARTS, pieces, wanted_pieces, strict=True)
        differences += [part for part, piece, wanted_piece in pairs if piece != wanted_piece]
    return differences, alone


def _read_values(head: bytes) -> dict[str, list[str]]:
    """Return the values of each header, by its name in small letters, without their folding, and what is no header."""
    values: dict[str, list[str]] = {}
    # Programs for mail read "Reply-To :" as they read "Reply-To:" (RFC 5322, 4.5); the parser takes it for the text.
    parsed = BytesHeaderParser().parsebytes(_BLANK_BEFORE_COLON.sub(rb"\1:", head))
    for name, value in parsed.items():
        values.setdefault(name.lower(), []).append(" ".join(str(value).split()))
    text = str(parsed.get_payload()).strip()
    if text:
        values.setdefault(_NO_HEADER, []).append(text)
    return values


def _compare_heads(
    read: Mapping[str, list[str]], written: Mapping[str, list[str]], settings: MailSettings
) -> tuple[list[str], list[str]]:
    """Return which headers of a mail are not as written, and what those say that only the mail knows."""
    differences: list[str] = []
    alone: list[str] = []
    for name in dict.fromkeys((*_AS_WRITTEN, *read)):
        values = read.get(name, [])
        if values == written.get(name, []) or _may_be_put(name, values, settings):
            continue
        difference = _name_difference(name, values, settings)
        if difference:
            differences.append(difference)
        else:
            alone += [f"{_spell(name)}: {_decode(one)}" for one in values]
    return differences, alone


def _name_difference(name: str, values: Sequence[str], settings: MailSettings) -> str:
    """Return what is altered in a mail of which a header is not as written; nothing where only the mail knows it."""
    if name == _NO_HEADER:
        return "what stands in its head and is no header"
    if name in _OTHER_ANSWERS:
        return f"where answers go, {_spell(name)}"
    if name in _AS_WRITTEN:
        is_unset = settings.sender == DEFAULT_SENDER and not settings.reply_to
        return "" if is_unset and name in _OF_SENDER and len(values) == 1 else f"its header {_spell(name)}"
    if name in _OTHER_SENDERS:
        # "Reuters on behalf of Desk": a list that passes a mail on adds its address, and no name.
        names = filter(None, (_read_address(value)[0] for value in values))
        return next((f"who sent it, “{one}”" for one in names), "")
    # A reader of the settings, called otherwise: mail programs show the name, and not the address.
    return "what its readers are called" if name == "to" and _name_readers(values, settings) else ""


def _may_be_put(name: str, values: Sequence[str], settings: MailSettings) -> bool:
    """Return whether a header may be put into any mail: by a server on the way, or for a reader of the settings."""
    if name == "to":
        # As addresses alone: mail programs show a name, a group or a comment in the place of an address.
        return _split_addresses(values) <= _list_readers(settings)
    return _OF_THE_WAY.fullmatch(name) is not None


def _name_readers(values: Sequence[str], settings: MailSettings) -> bool:
    """Return whether some To names a reader of the settings, whatever else it says."""
    said = {word for value in values for word in re.split(r"[\s,;:<>()]+", value.casefold())}
    return not said.isdisjoint(_list_readers(settings))


def _split_addresses(values: Sequence[str]) -> set[str]:
    return {one.strip().strip("<>").casefold() for value in values for one in value.split(",")}


def _list_readers(settings: MailSettings) -> set[str]:
    return {address.casefold() for address in list_recipients(settings)}


def _read_address(value: str) -> tuple[str, str]:
    """Return the name and the address of a header; nothing and what it says where it is nested too deeply."""
    try:
        return parseaddr(value)
    except RecursionError:
        return "", value


def _spell(name: str) -> str:
    """Return a header's name as it is written: "Message-ID"."""
    return "-".join(word.upper() if word in ("id", "mime") else word.capitalize() for word in name.split("-"))


def _decode(value: str) -> str:
    """Return the value of a header as a reader sees it; as it is written where no text can be made of it."""
    with suppress(LookupError, ValueError, HeaderParseError):
        value = str(make_header(decode_header(value)))
    return shorten(value, _WIDEST_VALUE)
