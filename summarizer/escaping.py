"""Text from outside → text that a format prints as it stands: no markup, no link, no control character."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from summarizer.gating import compiled

# C0 and C1 controls but for blanks and line ends; the bidirectional overrides, embeddings and isolates, which
# can show a line in another order than it is stored (Unicode TR 36, "Bidirectional text spoofing"); lone
# surrogates, which no encoder takes. The marks U+200E and U+200F stay: Arabic and Hebrew need them.
_UNPRINTABLE = "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
_BLANKS = "[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+"

# Python-Markdown knows fewer backslash escapes than CommonMark ("\~", "\|", "\<" print the backslash there),
# so that those characters are written as entities, which both read.
# Python-Markdown reads a number as an entity even without its semicolon.
_ENTITY = r"&(?=#[\dxX]|#?\w+;)"
_ANYWHERE = re.compile(rf"[\\`*_\[\]<>~|]|{_ENTITY}")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;", "&": "&amp;"}

# What means something only where a line begins: a heading, a list, a rule, an underline, a table's second row.
_OPENING = r"(?P<before>\d+(?=[.)](?:\s|$))|:+(?=-)|)(?P<mark>#+|=|-(?=[\s-]|$)|\+(?=\s|$)|(?<=\d)[.)]|(?<=:)-)"
_OPENERS = frozenset(":#=-+")
# … and where it ends: a heading's closing hashes, and "!" before a link that the template may put next.
_CLOSING = re.compile(r"(?:#+|!)$")


def flatten(text: str) -> str:
    r"""Make a text one line without control characters; blanks and line ends become one blank.

    >>> flatten("one\n  two\x00\u202e three "), flatten("10\u00a0000 – “so”")
    ('one two three', '10\xa0000 – “so”')
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    return compiled(_BLANKS).sub(" ", compiled(_UNPRINTABLE).sub("", text)).strip()


def escape_markdown(text: str) -> str:
    r"""Write a text so that Markdown prints it as it stands, wherever it is put.

    Holds for CommonMark, GitHub's dialect and Python-Markdown. Ordinary prose is left alone.

    >>> escape_markdown("2024. The year *of* <b>"), escape_markdown("# [x](javascript:y)")
    ('2024\\. The year \\*of\\* &lt;b&gt;', '\\# \\[x\\](javascript:y)')
    >>> escape_markdown("It’s $5 (2.5%) – R&D said: “Go!”")
    'It’s $5 (2.5%) – R&D said: “Go!”'
    """
    flat = flatten(text)
    opens = flat[:1] in _OPENERS or flat[:1].isdecimal()
    opening = compiled(_OPENING).match(flat) if opens else None
    head = f"{opening['before']}{_backslash(opening['mark'])}" if opening else ""
    rest = flat[opening.end() :] if opening else flat
    closing = _CLOSING.search(rest)
    tail = _backslash(closing.group()) if closing else ""
    return head + _ANYWHERE.sub(_escape, rest[: closing.start()] if closing else rest) + tail


def _backslash(marks: str) -> str:
    return "".join("&#61;" if mark == "=" else f"\\{mark}" for mark in marks)


def _escape(match: re.Match[str]) -> str:
    if match.group() == "]" and match.string[match.end() : match.end() + 1] == ":":
        return "&#93;"  # Python-Markdown takes "\\]:" for the end of a reference's name
    return _ENTITIES.get(match.group(), f"\\{match.group()}")


def safe_url(url: str) -> str:
    """Give the address if it is one that a reader may be sent to (http or https, with a host), else nothing.

    >>> safe_url("https://news.example/a?b=1")
    'https://news.example/a?b=1'
    >>> safe_url("javascript:alert(1)"), safe_url("https:///x"), safe_url("http://a.example/b c")
    ('', '', '')
    """
    if not url.isprintable() and compiled(_UNPRINTABLE).search(url):
        return ""
    if re.search(r"[\s\\<>\"]", url):
        return ""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return url if known else ""


def escape_destination(url: str) -> str:
    """Write an address so that it can stand in the parentheses of a Markdown link; nothing if it is not safe.

    >>> escape_destination("https://news.example/a_(b)?q=*|&copy;")
    'https://news.example/a_%28b%29?q=%2A%7C&amp;copy;'
    >>> escape_destination("https://news.example/2024/11/15/call.html")
    'https://news.example/2024/11/15/call.html'
    """
    parts = re.match(r"(https?://[^/?#]+)(.*)", safe_url(url), re.IGNORECASE)
    if parts is None:
        return ""
    rest = re.sub(r"[()`*'\[\]|~]", lambda match: f"%{ord(match.group()):02X}", parts[2])
    return quote(parts[1], safe=":/@[]%&=+$,;!") + re.sub(_ENTITY, "&amp;", rest)
