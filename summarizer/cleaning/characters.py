"""Fixes of single characters: what nobody sees, what looks alike, what was escaped."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from collections.abc import Iterator

from summarizer.gating import compiled
from summarizer.revising import Change

# Controls (but tab and line feed), soft hyphen, zero-width space, word joiner, byte order mark, and
# the directional marks, overrides and isolates, with which a text can be made to read otherwise
# than it stands (Unicode Technical Report 36, "Bidirectional Text Spoofing").
_INVISIBLE = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
# A joiner has a meaning between the letters of Indic scripts, Arabic and in emoji, and only there.
_JOINED = "\u0600-\u061b\u061d-\u06ff\u0900-\u0dff\u203c-\u205e\u2070-\u2fff\u3001-\u3299\ufe0f\U0001f000-\U0001faff"
_JOINERS = f"(?<![{_JOINED}])[\u200c\u200d]+"
# What was escaped twice or more ("&amp;amp;nbsp;") is decoded at once.
_ENTITY = re.compile(
    r"&(?P<again>(?:(?:amp|AMP|#0{0,4}38|#x0{0,3}26);)*)(?P<name>[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
)
_LINE_BREAKS = "\r\x85\u2028\u2029"
_ODD = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = f" *[{_ODD}][ {_ODD}]*| {{2,}}|[{_LINE_BREAKS}]"
_SURROGATES = re.compile("[\ud800-\udfff]")


def _is_plain(text: str) -> bool:
    """Tell whether all characters but line feeds are printed as they are, and all blanks are plain ones."""
    return text.replace("\n", "").isprintable()


def replace_surrogates(text: str) -> Iterator[Change]:
    """Put U+FFFD where half a character stands: no file can hold it."""
    return (Change(m.start(), m.end(), "\ufffd") for m in _SURROGATES.finditer(text))


def decode_entities(text: str) -> Iterator[Change]:
    """Decode HTML character references that were left in a text; what only looks like one stays.

    >>> [c.after for c in decode_entities("AT&amp;T &mdash; it&amp;#39;s")]
    ['&', '—', "'"]
    >>> list(decode_entities("R&D; Q&A, ?page=1&section;"))
    []
    """
    for found in _ENTITY.finditer(text):
        name = found["name"]
        # Of "&section;" the library would decode the beginning.
        known = name[0] == "#" or f"{name};" in html.entities.html5
        if known or found["again"]:
            yield Change(found.start(), found.end(), html.unescape(f"&{name};") if known else f"&{name};")


def drop_invisible(text: str) -> Iterator[Change]:
    """Drop zero-width, directional and control characters and soft hyphens; keep joiners that mean something."""
    patterns = () if _is_plain(text) else (_INVISIBLE, _JOINERS)
    found = [(m.start(), m.end()) for pattern in patterns for m in compiled(pattern).finditer(text)]
    return (Change(start, end, "") for start, end in sorted(found))


def compose(text: str) -> Iterator[Change]:
    """Compose letters and their marks into one character (Unicode Standard Annex 15, form NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for end in [*_starters(text), len(text)]:
        composed = unicodedata.normalize("NFC", text[start:end])
        if composed != text[start:end]:
            yield Change(start, end, composed)
        start = end


def _starters(text: str) -> Iterator[int]:
    """Give the places where a new composed character may begin; Hangul vowels and tails never begin one."""
    for at, char in enumerate(text):
        if at and unicodedata.combining(char) == 0 and not "\u1161" <= char <= "\u11ff":
            yield at


def straighten_blanks(text: str) -> Iterator[Change]:
    """Turn every odd or repeated blank into one plain blank and every odd line break into a line feed.

    >>> [(c.start, c.end, c.after) for c in straighten_blanks("a\\u00a0b  c d")]
    [(1, 2, ' '), (3, 5, ' ')]
    """
    if _is_plain(text) and "  " not in text:
        return
    for found in compiled(_BLANKS).finditer(text):
        yield Change(found.start(), found.end(), "\n" if found.group() in _LINE_BREAKS else " ")
