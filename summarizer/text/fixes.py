"""Fixes of single characters: what nobody sees, what looks alike, what was escaped."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from summarizer.gating import compiled
from summarizer.text.edits import Change

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


# UTF-8 that was once read as another encoding ("â€™" for "’"), repaired by ftfy.


# What UTF-8's lead bytes look like when they are read as cp1252, latin-1 or cp1251, with something
# after them that a word of those languages does not have. Only such lines are worth ftfy's import.
_SUSPICIOUS = re.compile("[ÂÃÄÅÎÏÐÑØÙâãРСр][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0400-\u045f]|ï¿½|ï»¿")
_LONGEST = 20_000
# A mended character was at most so many; after it so many equal ones show that the texts go on together.
_REACH, _SURE = 24, 3


def repair_mojibake(text: str) -> Iterator[Change]:
    """Repair the lines whose characters were decoded wrongly; a line that is sound is left alone.

    >>> list(repair_mojibake("itâ€™s over"))
    [Change(start=2, end=5, after='’')]
    >>> list(repair_mojibake("Châteauroux, Ângela – sûr"))
    []
    """
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST and _SUSPICIOUS.search(line):
            yield from _repair(line, start)
        start += len(line) + 1


def _repair(line: str, offset: int) -> Iterator[Change]:
    import ftfy

    mended = ftfy.fix_encoding(line)
    if mended == line or "\n" in mended:
        return
    yield from _differences(line, mended, offset)


def _differences(line: str, mended: str, offset: int) -> Iterator[Change]:
    """Walk through both texts side by side; difflib would take minutes for a long line."""
    a = b = 0
    while a < len(line) or b < len(mended):
        if line[a : a + 1] == mended[b : b + 1]:
            a, b = a + 1, b + 1
            continue
        c, d = _meet(line, a, mended, b)
        yield Change(offset + a, offset + c, mended[b:d])
        a, b = c, d


def _meet(line: str, a: int, mended: str, b: int) -> tuple[int, int]:
    """Give the nearest places from which both texts go on alike, else their ends; mending makes nothing longer."""
    for length in range(1, _REACH + 1):
        for new in range(length // 2 + 1):
            c, d = a + length - new, b + new
            if line[c : c + _SURE] == mended[d : d + _SURE]:
                return min(c, len(line)), min(d, len(mended))
    return len(line), len(mended)


# Markdown's marks in an article's text: taken away, so that the words can be read and compared.


# Each pattern's groups are what stays. A link with another scheme than the web's is left as it
# stands: it is no link of an article, and is printed as the text that it is.
_MARKS = (
    r"!\[([^\]\n]{0,300})\]\([^()\s]{1,1000}(?: \"[^\"\n]{0,300}\")?\)",
    r"(?<!!)\[([^\[\]\n]{1,500})\]\((?:https?://|/|#|mailto:)[^()\s]{0,1000}(?: \"[^\"\n]{0,300}\")?\)",
    r"(?<![\w*])\*\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*\*(?![\w*])",
    r"(?<![\w*])\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])",
    r"(?<![\w_])__?([^\s_](?:[^_\n]{0,500}[^\s_])?)__?(?![\w_])",
    r"^[ ]{0,3}> ?(.*)$",
    r"^[ ]{0,3}[-*+] (.*)$",
)


def strip_markdown(text: str) -> Iterator[Change]:
    """Take away the marks of links, emphasis, quotations and lists; headings keep their ``#`` and are known by it.

    >>> strip = lambda text: [(c.start, c.end) for c in strip_markdown(text)]
    >>> strip("a [call](https://example.org/x) was **made**")
    [(2, 3), (7, 31), (36, 38), (42, 44)]
    >>> strip("[call](javascript:alert(1)) 2 * 3 * 4 snake_case_name")
    []
    """
    marks: dict[int, int] = {}
    for pattern in _MARKS:
        for found in re.finditer(pattern, text, re.MULTILINE):
            for start, end in ((found.start(), found.start(1)), (found.end(1), found.end())):
                if start < end:
                    marks[start] = max(end, marks.get(start, end))
    here = 0
    for start, end in sorted(marks.items()):
        if end > here:
            yield Change(max(start, here), end, "")
            here = end


# Lines that were broken to fit a width (mail, Markdown, old wires), joined to paragraphs again.


_WIDEST = 120
_NARROWEST = 40
_NEVER_JOINED = re.compile(r"\s*(?:#|[-*+] |\d{1,2}[.)] |[-*=_]{3,}|\||>)")


def unwrap(text: str) -> Iterator[Change]:
    """Join a line to the next where the next one's first word would not have fitted any more.

    Only blocks of narrow lines are looked at: in an article with a paragraph a line nothing is joined.

    >>> wrapped = "The council of the town met on Monday night and\\ndecided to close the bridge."
    >>> [(c.start, c.after) for c in unwrap(wrapped)]
    [(47, ' ')]
    >>> list(unwrap("A headline\\nThe council met. It closed the bridge."))
    []
    """
    start = 0
    for block in re.split(r"(\n[ \t]*\n)", text):
        lines = block.split("\n")
        width = max(map(len, lines))
        if len(lines) > 1 and _NARROWEST <= width <= _WIDEST:
            yield from _joints(lines, start, width)
        start += len(block)


def _joints(lines: list[str], start: int, width: int) -> Iterator[Change]:
    end = start
    for line, below in pairwise(lines):
        end += len(line)
        first_word = below.split(" ", 1)[0]
        fits = len(line.rstrip()) + 1 + len(first_word) <= width
        if line.strip() and first_word and not fits and not _NEVER_JOINED.match(below):
            yield Change(end, end + 1, " ")
        end += 1
