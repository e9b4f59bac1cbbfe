"""The lines that a mail program writes over a mail that is passed on, in any known language: who sent it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.lang.language import known_languages, load_language

#: The characters of a mail in which such lines may begin, how many there are at most, and how long they are.
_NEAR, _MOST_LINES, _LONGEST = 65_536, 10, 1_000
_FIELD = re.compile(r"[ \t>*_]{0,9}([^\W\d_][\w -]{0,20}?)[ \u00a0]?[*_]{0,3}:[*_]{0,3}[ \t\u00a0]+(\S.*)")
#: Without a mark above them so many fields are needed: anybody may write "From: the harbour".
_FIELDS = ("sender", "date", "subject")  # names, not language


@dataclass(frozen=True, slots=True)
class ForwardedHead:
    """What such lines tell, empty where they do not, and the place behind them in the text."""

    sender: str
    date: str
    subject: str
    end: int


def find_forwarded_head(text: str) -> ForwardedHead | None:
    """Return the first head of a mail that was passed on, None where there is none.

    >>> text = "Schau.\\nVon: Post <a@b.example>\\nGesendet: 4. März 2031\\nBetreff: Eis\\n\\nEs friert."
    >>> found = find_forwarded_head(text)
    >>> found.sender, found.date, found.subject
    ('Post <a@b.example>', '4. März 2031', 'Eis')
    >>> find_forwarded_head("From: the harbour, with love") is None
    True
    """
    lines = list(_list_lines(text[:_NEAR]))
    for at, (line, _) in enumerate(lines):
        is_mark = bool(_compile_mark().fullmatch(line.strip(" \t>*_")))
        first = at + 1
        while is_mark and first < len(lines) and first < at + 3 and not lines[first][0].strip(" >"):
            first += 1
        fields, end = _read_fields(lines, first if is_mark else at)
        if "sender" in fields and (is_mark or all(name in fields for name in _FIELDS)):
            return ForwardedHead(fields["sender"], fields.get("date", ""), fields.get("subject", ""), end)
    return None


def _list_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines of a text, each with the place behind it."""
    end = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        yield line.rstrip("\r\n")[:_LONGEST], end


def _read_fields(lines: list[tuple[str, int]], first: int) -> tuple[Mapping[str, str], int]:
    """Return the fields of the lines from one on, as long as each is one, and the place behind them."""
    fields: dict[str, str] = {}
    end = 0
    for line, behind in lines[first : first + _MOST_LINES]:
        found = _FIELD.fullmatch(line)
        name = _load_names().get(found[1].casefold(), "") if found else ""
        if not found or not name:
            break
        fields.setdefault(name, found[2].strip(" \t*_"))
        end = behind
    return fields, end


@cache
def _compile_mark() -> re.Pattern[str]:
    """Compile the line above such fields, in all languages."""
    marks = (load_language(code).pattern("forwarded.mark").pattern for code in known_languages())
    return re.compile("|".join(marks), re.IGNORECASE)


@cache
def _load_names() -> Mapping[str, str]:
    """Return what each field is, by what a language calls it."""
    names: dict[str, str] = {}
    for code in known_languages():
        for name in (*_FIELDS, "other"):
            for word in load_language(code).words(f"forwarded.{name}"):
                names[word] = name
    return names
