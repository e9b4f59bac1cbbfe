"""Fixes of an article's characters, lines and markup, each a function from a text to the changes it wants."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from summarizer.text.edits import Change

_SURROGATE = re.compile("[\ud800-\udfff]")
# What was escaped twice or more ("&amp;amp;nbsp;") is decoded at once.
_ENTITY = re.compile(
    r"&(?P<again>(?:(?:amp|AMP|#0{0,4}38|#x0{0,3}26);)*)(?P<name>[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
)
# A joiner has a meaning between the letters of Indic scripts, Arabic and in emoji, and only there.
_JOINED = "\u0600-\u061b\u061d-\u06ff\u0900-\u0dff\u203c-\u205e\u2070-\u2fff\u3001-\u3299\ufe0f\U0001f000-\U0001faff"
# Controls (but tab and line feed), soft hyphen, zero-width space, word joiner, byte order mark, and the directional
# marks, overrides and isolates, with which a text can be made to read otherwise than it stands (Unicode Technical
# Report 36, "Bidirectional Text Spoofing"); and joiners where they mean nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
    f"|(?<![{_JOINED}])[\u200c\u200d]+"
)
_LINE_BREAKS = "\r\x85\u2028\u2029"
_ODD = "\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = re.compile(f" *[{_ODD}][ {_ODD}]*| {{2,}}|[{_LINE_BREAKS}]")


def replace_surrogates(text: str) -> Iterator[Change]:
    """Put U+FFFD where half a character stands: no file can hold it."""
    return _replace(_SURROGATE, text, "\ufffd")


def decode_entities(text: str) -> Iterator[Change]:
    """Decode HTML character references that were left in a text; what only looks like one stays.

    >>> [c.after for c in decode_entities("AT&amp;T &mdash; it&amp;#39;s")]
    ['&', '—', "'"]
    >>> list(decode_entities("R&D; Q&A, ?page=1&section;"))
    []
    """
    for found in _ENTITY.finditer(text):
        name = found["name"]
        after = f"&{name};"
        # Of "&section;" the library would decode the beginning.
        if name[0] == "#" or f"{name};" in html.entities.html5:
            after = html.unescape(after)
        if after != found.group():
            yield Change(found.start(), found.end(), after)


def drop_invisible(text: str) -> Iterator[Change]:
    """Drop zero-width, directional and control characters and soft hyphens; keep joiners that mean something."""
    return _replace(_INVISIBLE, text, "")


def _replace(pattern: re.Pattern[str], text: str, after: str) -> Iterator[Change]:
    """Find each place of a pattern, to be replaced by one text."""
    for found in pattern.finditer(text):
        yield Change(found.start(), found.end(), after)


def compose(text: str) -> Iterator[Change]:
    """Compose letters and their marks into one character (Unicode Standard Annex 15, form NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    for start, end in pairwise([0, *_find_starters(text), len(text)]):
        part = text[start:end]
        composed = unicodedata.normalize("NFC", part)
        if composed != part:
            yield Change(start, end, composed)


def _find_starters(text: str) -> Iterator[int]:
    """Find the places where a new composed character may begin; Hangul vowels and tails never begin one."""
    for at, char in enumerate(text):
        if unicodedata.combining(char) == 0 and not "\u1161" <= char <= "\u11ff":
            yield at


def straighten_blanks(text: str) -> Iterator[Change]:
    """Turn every odd or repeated blank into one plain blank and every odd line break into a line feed.

    >>> [(c.start, c.end, c.after) for c in straighten_blanks("a\\u00a0b  c d")]
    [(1, 2, ' '), (3, 5, ' ')]
    """
    for found in _BLANKS.finditer(text):
        is_line_end = found.group() in _LINE_BREAKS
        yield Change(found.start(), found.end(), "\n" if is_line_end else " ")


# What UTF-8's lead bytes look like when they are read as cp1252, latin-1 or cp1251, with something after them that a
# word of those languages does not have. Only such lines are worth ftfy's import.
_SUSPICIOUS = re.compile("[ÂÃÄÅÎÏÐÑØÙâãРСр][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u0400-\u045f]|ï¿½|ï»¿")
_LONGEST_LINE_TO_REPAIR = 20_000
# A mended character was at most so many; after it so many equal ones show that the texts go on together.
_REACH, _SURE = 24, 3


def repair_mojibake(text: str) -> Iterator[Change]:
    """Repair the lines of UTF-8 that was read as another encoding; a line that is sound is left alone.

    >>> list(repair_mojibake("itâ€™s over"))
    [Change(start=2, end=5, after='’')]
    >>> list(repair_mojibake("Châteauroux, Ângela – sûr"))
    []
    """
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_LINE_TO_REPAIR and _SUSPICIOUS.search(line):
            yield from _repair_line(line, start)
        start += len(line) + 1


def _repair_line(line: str, offset: int) -> Iterator[Change]:
    """Repair a line that starts at an offset, unless a line end would come of it."""
    import ftfy

    mended = ftfy.fix_encoding(line)
    if "\n" not in mended:
        yield from _find_differences(line, mended, offset)


def _find_differences(line: str, mended: str, offset: int) -> Iterator[Change]:
    """Walk through both texts side by side; difflib would take minutes for a long line."""
    old = new = 0
    while old < len(line) or new < len(mended):
        if line[old : old + 1] == mended[new : new + 1]:
            old_end, new_end = old + 1, new + 1
        else:
            old_end, new_end = _find_meeting(line, old, mended, new)
            yield Change(offset + old, offset + old_end, mended[new:new_end])
        old, new = old_end, new_end


def _find_meeting(line: str, old: int, mended: str, new: int) -> tuple[int, int]:
    """Return the nearest places from which both texts go on alike, else their ends; mending makes nothing longer."""
    for length in range(1, _REACH + 1):
        for kept in range(length // 2 + 1):
            old_end, new_end = old + length - kept, new + kept
            behind_old = line[old_end : old_end + _SURE]
            behind_new = mended[new_end : new_end + _SURE]
            if behind_old == behind_new:
                return min(old_end, len(line)), min(new_end, len(mended))
    return len(line), len(mended)


# The first group of each is what stays of an image, a link, emphasis (two by asterisks, one by underscores), a
# quotation's line and an item of a list. A link with another scheme than the web's is left as it stands: it is no link
# of an article, and is printed as the text that it is.
_MARKUP = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"!\[([^\]\n]{0,300})\]\([^()\s]{1,1000}(?: \"[^\"\n]{0,300}\")?\)",
        r"(?<!!)\[([^\[\]\n]{1,500})\]\((?:https?://|/|#|mailto:)[^()\s]{0,1000}(?: \"[^\"\n]{0,300}\")?\)",
        r"(?<![\w*])\*\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*\*(?![\w*])",
        r"(?<![\w*])\*([^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])",
        r"(?<![\w_])__?([^\s_](?:[^_\n]{0,500}[^\s_])?)__?(?![\w_])",
        r"^[ ]{0,3}> ?(.*)$",
        r"^[ ]{0,3}[-*+] (.*)$",
    )
)


def strip_markdown(text: str) -> Iterator[Change]:
    """Take away the marks of links, emphasis, quotations and lists; headings keep their ``#`` and are known by it.

    >>> strip = lambda text: [(c.start, c.end) for c in strip_markdown(text)]
    >>> strip("a [call](https://example.org/x) was **made**")
    [(2, 3), (7, 31), (36, 38), (42, 44)]
    >>> strip("[call](javascript:alert(1)) 2 * 3 * 4 snake_case_name")
    []
    """
    marks: list[tuple[int, int]] = []
    for pattern in _MARKUP:
        for found in pattern.finditer(text):
            marks += [(found.start(), found.start(1)), (found.end(1), found.end())]
    here = 0
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        begin = max(start, here)
        if end > begin:
            yield Change(begin, end, "")
            here = end


_WIDEST = 120
_NARROWEST = 40
_NEVER_JOINED = re.compile(r"\s*(?:#|[-*+] |\d{1,2}[.)] |[-*=_]{3,}|\||>)")


def unwrap(text: str) -> Iterator[Change]:
    """Join a line that was broken to fit a width to the next, where that one's first word would not have fitted.

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
        if _NARROWEST <= width <= _WIDEST:
            yield from _find_joints(lines, start, width)
        start += len(block)


def _find_joints(lines: list[str], start: int, width: int) -> Iterator[Change]:
    """Find the line ends of a block that only its width made."""
    end = start
    for line, below in pairwise(lines):
        end += len(line)
        first_word = below.split(" ", 1)[0]
        joined = f"{line.rstrip()} {first_word}"
        is_wrapped = bool(line.strip()) and bool(first_word) and len(joined) > width
        if is_wrapped and not _NEVER_JOINED.match(below):
            yield Change(end, end + 1, " ")
        end += 1
