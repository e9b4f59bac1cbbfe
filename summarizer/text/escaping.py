"""Text from outside → text that a format prints as it stands: no markup, no link, no control character."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# C0 and C1 controls but for blanks and line ends; the bidirectional overrides, embeddings and isolates, which
# can show a line in another order than it is stored (Unicode TR 36, "Bidirectional text spoofing"); lone
# surrogates, which no encoder takes. The marks U+200E and U+200F stay: Arabic and Hebrew need them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NEVER_IN_URL = re.compile(rf"{_UNPRINTABLE.pattern}|[\s\\<>\"]")
#: Half a character, which no file can hold.
SURROGATE = re.compile("[\ud800-\udfff]")
_BRACKET = re.compile("[\\[\\]［］⁅⁆〚〛⟦⟧【】]")
# A host, perhaps with a port.
_HOST = re.compile(r"(?:\[[^\]]*\]|[^:\[\]]+)(?::\d*)?")
# What may be a user's name, with the beginning of a password; and what makes an "@" part of no path ("/@ben").
_USER = re.compile(r"(?!localhost(?::|$))[^.:\[\]@]+(?::\d*)?")
_PASSWORD = re.compile(r"[^/@]@[^/@]")
_BLANKS = re.compile("[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")

# Python-Markdown reads a number as an entity even without its semicolon.
_ENTITY = r"&(?=#[\dxX]|#?\w+;)"
_MARKS = re.compile(
    # What means something only where a line begins: a heading, a list, a rule, an underline, a table's second row …
    r"\A(?P<before>\d+(?=[.)](?:\s|$))|:+(?=-)|)(?:#+|=|-(?=[\s-]|$)|\+(?=\s|$)|(?<=\d)[.)]|(?<=:)-)"
    # … where it ends: a heading's closing hashes, and "!" before a link that the template may put next …
    r"|(?<!#)#+\Z|!\Z"
    # … and anywhere.
    rf"|[\\`*_\[\]<>~|]|{_ENTITY}"
)
# Python-Markdown knows fewer backslash escapes than CommonMark ("\~", "\|", "\<" print the backslash there),
# so that those characters are written as entities, which both read.
_ENTITIES = {"<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;", "&": "&amp;", "=": "&#61;"}


# Where programs that show messages see an address, a mention or a room: "https://x", "post.example", "@here", "#desk".
_LINKED = re.compile(r":(?=//)|[@#](?=\w)|(?<=\w)\.(?=[^\W\d_]{2})")
#: Takes no room, breaks no line and is not seen: the word joiner.
_JOINER = "\u2060"


def break_links(text: str) -> str:
    """Return a text in which no program finds a link or a mention by itself: a word joiner, unseen, breaks each.

    >>> break_links("@here: https://x.example").replace("\u2060", "|"), break_links("It rose to 3.5, i.e. by 2%.")
    ('@|here: https:|//x.|example', 'It rose to 3.5, i.e. by 2%.')
    """
    return _LINKED.sub(rf"\g<0>{_JOINER}", text)


def mend_surrogates(text: str) -> str:
    """Return a text with U+FFFD in the place of each half of a character."""
    return SURROGATE.sub("\ufffd", text)


def flatten(text: str) -> str:
    r"""Return a text as one line without control characters; blanks and line ends become one blank.

    >>> flatten("one\n  two\x00\u202e three "), flatten("10\u00a0000 – “so”")
    ('one two three', '10\xa0000 – “so”')
    """
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip()


def shorten(text: str, most: int = 80) -> str:
    """Return a text, or the beginning of one that is longer than so many characters.

    >>> shorten("The harbour is open."), shorten("The harbour is open.", 12)
    ('The harbour is open.', 'The harbour…')
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def shorten_around_difference(one: str, other: str, most: int = 80) -> tuple[str, str]:
    """Return two texts, each cut to so many characters or fewer, so that the first place where they differ is in both.

    >>> shorten_around_difference("The old harbour bridge is open.", "The old harbour bridge is shut.", 16)
    ('…is open.', '…is shut.')
    >>> shorten_around_difference("It is open.", "It is shut.", 16)
    ('It is open.', 'It is shut.')
    """
    longest = max(len(one), len(other))
    differing = (at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there)
    first = next(differing, min(len(one), len(other)))
    begin = min(first - most // 2, longest - most + 1)
    if longest <= most or begin <= 0:
        return shorten(one, most), shorten(other, most)
    # What is before the difference is the same in both: so is the word at which they are cut.
    begin = one.find(" ", begin, begin + most // 2) + 1 or begin
    return f"…{shorten(one[begin:], most - 1)}", f"…{shorten(other[begin:], most - 1)}"


def escape_markdown(text: str) -> str:
    r"""Return a text so that Markdown prints it as it stands, wherever it is put.

    Holds for CommonMark, GitHub's dialect and Python-Markdown. Ordinary prose is left alone.

    >>> escape_markdown("2024. The year *of* <b>"), escape_markdown("# [x](javascript:y)")
    ('2024\\. The year \\*of\\* &lt;b&gt;', '\\# \\[x\\](javascript:y)')
    >>> escape_markdown("It’s $5 (2.5%) – R&D said: “Go!”")
    'It’s $5 (2.5%) – R&D said: “Go!”'
    """
    return _MARKS.sub(_escape_marks, flatten(text))


def _escape_marks(match: re.Match[str]) -> str:
    """Return marks that mean something in Markdown, escaped."""
    before = match["before"] or ""
    marks = match[0][len(before) :]
    if marks == "]" and match.string.startswith(":", match.end()):
        return "&#93;"  # Python-Markdown takes "\]:" for the end of a reference's name
    escaped = [_ENTITIES.get(mark, f"\\{mark}") for mark in marks]
    return before + "".join(escaped)


def strip_credentials(url: str) -> str:
    """Return an address without its user and password, as it may be shown.

    Where a password with a slash makes an address unsound, or its host looks like a user's name, all before the last
    "@" may be of it.

    >>> strip_credentials("https://ann:pw@post.example/@ben"), strip_credentials("https://ann:p/w0rd@post.example/a")
    ('https://post.example/@ben', 'https://post.example/a')
    >>> strip_credentials("https://ann:12/w0rd@post.example/a"), strip_credentials("http://localhost:80/a@b")
    ('https://post.example/a', 'http://localhost:80/a@b')
    """
    scheme, found, rest = url.partition("://")
    if not found:
        return url
    netloc = re.split(r"[/?#]", rest, maxsplit=1)[0]
    at = netloc.rfind("@")
    if not _HOST.fullmatch(netloc, at + 1) or (_USER.fullmatch(netloc) and _PASSWORD.search(rest)):
        at = max(at, rest.rfind("@"))
    return f"{scheme}://{rest[at + 1 :]}"


def has_brackets(text: str) -> bool:
    """Return whether a text has square brackets of its own, or what looks like them.

    >>> has_brackets("She [the mayor] left."), has_brackets("She (the mayor) left.")
    (True, False)
    """
    return _BRACKET.search(text) is not None


def safe_url(url: str) -> str:
    """Return the address if it is one that a reader may be sent to (http or https, with a host), else nothing.

    A user and a password in it are left out.

    >>> safe_url("https://news.example/a?b=1")
    'https://news.example/a?b=1'
    >>> safe_url("javascript:alert(1)"), safe_url("https:///x"), safe_url("http://a.example/b c")
    ('', '', '')
    """
    if _NEVER_IN_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    is_of_web = parts.scheme in ("http", "https")
    return strip_credentials(url) if is_of_web and has_host else ""


def escape_destination(url: str) -> str:
    """Return an address so that it can stand in the parentheses of a Markdown link; nothing if it is not safe.

    >>> escape_destination("https://news.example/a_(b)?q=*|&copy;")
    'https://news.example/a_%28b%29?q=%2A%7C&amp;copy;'
    >>> escape_destination("https://news.example/2024/11/15/call.html")
    'https://news.example/2024/11/15/call.html'
    >>> escape_destination("https://news.example/~a#:~:text=(so)")
    'https://news.example/%7Ea#:~:text=%28so%29'
    """
    parts = re.match(r"(https?://[^/?#]+)(.*)", safe_url(url), re.IGNORECASE)
    if parts is None:
        return ""
    host = quote(parts[1], safe=":/@[]%&=+$,;!")
    rest = re.sub(r"[()`*'\[\]|]|(?<!:)~|~(?!:)", lambda match: f"%{ord(match[0]):02X}", parts[2])
    return host + re.sub(_ENTITY, "&amp;", rest)
