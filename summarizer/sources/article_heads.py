"""The lines over an article that was copied out of a page, with its outlet, headline, day and author; and those that a
mail program writes over a mail that is passed on: who sent it, and when.

Over a page's text only what is sure is read: a day or a by-line, alone in a line or beside other things ("By Ana Dahl |
Lake Herald | 4 March 2031"); the outlet, if it is a medium that is known, one that its last word tells beside these, or
with "The" in a line of its own ("The Lake Herald"), or the owner in the line of copyright; the headline, if it is the
one line that is left over, or marked as one ("# Ferries stay in port"). A head ends before the first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile

from summarizer.lang.language import Language, detect_language, join_patterns, load_all, load_language
from summarizer.sources.article_fields import check_published, clean_line
from summarizer.text.edits import Revision, revise, strip_markdown
from summarizer.text.tokens import find_month

_MOST_LINES, _LONGEST = 6, 200  # a head's lines, and the characters of one of them
_ENDS = re.compile(r"[.!?:;,][”\"»’')\]]*$")
_NEAR_END = 3_000  # characters in which the line of copyright stands
_MOST_WORDS = 4
# What stands between the parts of a line, and before a day at its end.
_BESIDE = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_BEFORE_DAY = re.compile(r",\s+|\s+\(")
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\n]{0,400}?)(?:[ \t]#+)?[ \t]*(?:\n|\Z)")
_NARROWEST = 40  # characters of a line that was broken to fit a width


def read_head(text: str) -> Mapping[str, str]:
    """Return the fields that the first lines of a text tell.

    >>> dict(read_head("The Lake Herald\\nFerries stay in port\\n4 March 2031\\nNo ferry sailed on Monday."))
    {'published': '2031-03-04', 'outlet': 'The Lake Herald', 'title': 'Ferries stay in port'}
    >>> dict(read_head("Ferries stay in port\\nCrews want more pay\\nNo ferry sailed on Monday."))
    {}
    """
    heading = find_heading(text)
    lines = _find_lines(text)
    if len(lines) < 2:
        return heading
    language = load_language(detect_language(text))
    fields: dict[str, str] = {}
    others: list[str] = []
    outlets: set[str] = set()
    for line in lines:
        parts = _split_line(line, language)
        rest = [part for part in parts if not _take_field(part, fields, language)]
        if len(rest) == len(parts):
            others.append(line)
        else:
            outlets.update(part for part in rest if _is_outlet(part, text, language, is_beside=True))
    if len(others) > 1 and not outlets:
        outlets.update(line for line in others[:2] if _is_outlet(line, text, language))
    if len(outlets) == 1:
        (fields["outlet"],) = outlets
    marked = heading if heading.get("title") in others else {}
    return fields | (_find_title(others, fields) or marked)


def find_heading(text: str) -> dict[str, str]:
    """Return as a field the headline that a text begins with, nothing where Markdown does not mark it as one.

    >>> find_heading("# **Ferries** stay in port\\n\\nNo ferry sailed on Monday."), find_heading("#strike, again")
    ({'title': 'Ferries stay in port'}, {})
    """
    found = _HEADING.match(text)
    line = found[1] if found else ""
    title = clean_line(revise(Revision(line, line), strip_markdown(line), "markdown").text)
    is_headline = title and not _is_outlet(title, text, load_language(detect_language(text)))
    return {"title": title} if is_headline else {}


def _find_title(lines: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return as a field the headline among the lines of a head that tell no other, nothing where it is not sure.

    Without a day, an author or an outlet beside it a line may be anything; of several only the one below an outlet.
    """
    others = [line for line in lines if line != fields.get("outlet")]
    if not fields or not others:
        return {}
    if len(others) > 1 and "outlet" not in fields:
        return {}
    return {"title": others[0]}


def read_byline(text: str) -> Mapping[str, str]:
    """Return the day and the author that the lines before the first sentence tell.

    >>> dict(read_byline("Ferries\\nPublished: 4 March 2031 | By Ana Dahl\\nNo ferry sailed on Monday."))
    {'published': '2031-03-04', 'author': 'Ana Dahl'}
    """
    lines = _find_lines(text)
    if not lines:
        return {}
    language = load_language(detect_language(text))
    fields: dict[str, str] = {}
    for line in lines:
        for part in _split_line(line, language):
            _take_field(part, fields, language)
    return fields


def _split_line(line: str, language: Language) -> list[str]:
    """Return what a line holds one beside the other.

    >>> _split_line("By Ana Dahl, Oslo | Lake Herald (4 March 2031)", load_language("en"))
    ['By Ana Dahl, Oslo', 'Lake Herald', '4 March 2031']
    """
    parts: list[str] = []
    for part in filter(None, _BESIDE.split(line)):
        for mark in _BEFORE_DAY.finditer(part):
            day = part[mark.end() :].removesuffix(")")
            if _find_day(day, language):
                parts += [part[: mark.start()], day]
                break
        else:
            parts.append(part)
    return parts


def _take_field(part: str, fields: dict[str, str], language: Language) -> bool:
    """Note what a part of a line tells; return whether it is a day, a by-line or a count."""
    plain = part.replace("’", "'")
    byline, day = language.pattern("pasted.byline").match(plain), _find_day(plain, language)
    if byline:
        fields.setdefault("author", byline["author"])
    elif day and not day["updated"]:
        fields.setdefault("published", _read_day(day))
    return bool(byline or day or language.pattern("pasted.counts").match(plain))


def _find_day(part: str, language: Language) -> re.Match[str] | None:
    """Return what says that a part of a line is a day, with its year."""
    day = language.pattern("pasted.day").match(part)
    return day if day and _read_day(day) else None


def _find_lines(text: str) -> list[str]:
    """Return the lines before the first sentence, none where these are not a few short ones."""
    found: list[str] = []
    lines = text[: _LONGEST * (_MOST_LINES + 1)].split("\n")
    for at, line in enumerate(lines):
        line = clean_line(line).lstrip("#").strip("* _")  # Markdown's marks
        if not line:
            continue
        if found and len(line) >= _NARROWEST and not lines[at - 1].strip():
            # A paragraph of broken lines is no head, though its first has no stop.
            block = list(takewhile(str.strip, lines[at:]))
            if len(block) > 1 and _ENDS.search(block[-1].strip()):
                return found
        if len(line) > _LONGEST or _ENDS.search(line):
            return found
        found.append(line)
        if len(found) > _MOST_LINES:
            break
    return []


def _read_day(found: re.Match[str]) -> str:
    """Return the day of a line as ``YYYY-MM-DD``, empty where it lacks its year or is none."""
    parts = found.groupdict("")
    if parts["dotted"]:
        parts["day"], parts["month"], parts["year"] = re.split("[./]", parts["dotted"])
    if parts.get("month_first"):
        parts["month"], parts["day"], parts["year"] = re.split(",? ", parts["month_first"])
    name = parts["month"] or parts["month2"]
    month = int(name) if name.isdecimal() else find_month(name)
    year, day = parts["year"] or parts["year2"], parts["day"] or parts["day2"]
    try:
        if parts["iso"]:
            return check_published(parts["iso"])
        return check_published(date(int(year), month, int(day)).isoformat()) if year else ""
    except ValueError:
        return ""


def _is_outlet(line: str, text: str, language: Language, *, is_beside: bool = False) -> bool:
    """Return whether a line is surely the name of an outlet. What stands ``is_beside`` a day or a by-line is one if it
    is called as a paper is; an agency may be passed on."""
    kinds = map(language.pattern, ("pasted.paper", "media.by_its_kind")) if is_beside else ()
    if any(kind.fullmatch(line) for kind in kinds):
        return True
    owned = language.pattern("pasted.copyright")
    if any(line in last and owned.search(last) for last in text[-_NEAR_END:].split("\n")):
        return True
    article = f"{language.text('pasted.article')} "
    bare = line.removeprefix(article)
    if bare in language.words("media.known"):
        # An agency's name alone may be that of whom the outlet passes on.
        return bare not in language.texts("media.small").values()
    has_kind = language.pattern("media.by_its_kind").fullmatch(bare)
    return bool(has_kind) and line.startswith(article) and len(bare.split()) <= _MOST_WORDS


#: The characters of a mail in which such lines may begin, how many there are at most, and how long they are.
_NEAR, _MOST_FIELDS, _LONGEST_FIELD = 65_536, 10, 1_000
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
    lines = text[:_NEAR].splitlines(keepends=True)
    end = 0
    for at, line in enumerate(lines):
        first = at
        if join_patterns("forwarded.mark").fullmatch(line[:_LONGEST_FIELD].strip(" \t\r\n>*_")):
            # Two empty lines at most stand below the mark.
            first += 1
            while first < min(at + 3, len(lines)) and not lines[first].strip(" >\r\n"):
                first += 1
        fields, count = _read_fields(lines[first : first + _MOST_FIELDS])
        if "sender" in fields and (first > at or fields.keys() >= set(_FIELDS)):
            behind = end + sum(map(len, lines[at : first + count]))
            return ForwardedHead(fields["sender"], fields.get("date", ""), fields.get("subject", ""), behind)
        end += len(line)
    return None


def _read_fields(lines: Iterable[str]) -> tuple[Mapping[str, str], int]:
    """Return the fields of some lines, as long as each is one, and how many are."""
    fields: dict[str, str] = {}
    count = 0
    for line in lines:
        found = _FIELD.fullmatch(line.rstrip("\r\n")[:_LONGEST_FIELD])
        name = _load_names().get(found[1].casefold(), "") if found else ""
        if not found or not name:
            break
        fields.setdefault(name, found[2].strip(" \t*_"))
        count += 1
    return fields, count


@cache
def _load_names() -> Mapping[str, str]:
    """Return what each field is, by what a language calls it."""
    names: dict[str, str] = {}
    for language in load_all():
        for name in (*_FIELDS, "other"):
            names |= dict.fromkeys(language.words(f"forwarded.{name}"), name)
    return names
