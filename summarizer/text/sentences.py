"""A line of text → the spans of its sentences.

English is cut by nupunkt (Bommarito 2025, after Kiss & Strunk 2006), other languages at their full stops, but for those
that a language's tables take back. What a general splitter cannot know of news is done here: a quotation of several
sentences stays together with its speaker (worth 2.9 points of F1 of merged pairs), an attribution stays with its
question, a missing blank does not glue two sentences, and a title or a date does not end one. The words for it are
those of ``lang/*/sentences.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import split_words

Span = tuple[int, int]

# What ends a sentence, with the marks that close behind it; then a blank, and no small letter, comma or closing mark.
# A row of stops is looked at once, from its first on.
_STOP = re.compile(
    r"(?:[.!?…](?<![.!?…].)[.!?…]*+|[।॥؟。！？])(?: ?»)?[”»“«‹›‘\"’')\]」』]*"
    r"(?=\s+(?![»”“](?:\s|$)|[»”“\"][,.;:!?)–—-])[^\s,;:a-zß-ÿœа-яёіїєґα-ω]|\s*$|(?<=[。！？])(?![」』]))"
)
# A single letter or a number of two digits at most.
_SHORT = re.compile(r"(?<!\S)(?:\S|\d\d)$")
_NOTE = re.compile(
    r"[”»]*(?:\[\d{1,3}\]|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+|(?<=”)|(?<=»)(?!\w))\s*(?=[^\s]|$)"
)
_COUNTER = re.compile(r"\d{1,4}\.|\w\)")
_BRAND_OR_COUNTER = re.compile(r"[a-z]{1,2}[A-Z]|[a-z]\) ")
_STOPS_BEFORE_SMALL_LETTERS = (".", "…", "!", "?", "!”", '!"', "?”", '?"')
_DASH_AND_NAME = re.compile(r"[–—-] ?[A-Z]")
_LETTER = re.compile(r"[^\W_]")
_CLOSED = ("”", '"', "»")
_END_OF_QUESTION = re.compile(r"[?!…][”\"»’']")
# Behind a word this may be no quotation's end ("the workers’ union"); it holds no sentences together.
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\s)")
# What may stand before a mark that opens a quotation, and not behind it.
_BEFORE_OPENING, _NOT_BEHIND_OPENING = r"\s(\[„“‚‘\"«»‹›–—/-", r"\s.,;:!?)"
# A quotation up to the end, without a mark that may close it.
_UNCLOSED = re.compile(r'(?:^|(?<=[:,] ))(?P<mark>[“"«])(?P<said>[^“”"«»„]{2,})$')
_CLOSING_MARKS = {"“": "”", '"': '"', "«": "»"}
_MOST_QUOTED_SENTENCES = 8
_DEEPEST = 8
_MOST_WORDS_OF_SIGNATURE = 7
_LONGEST_CHUNK = 50_000
_LONGEST_WORD = 2_000
# With what stands before it.
_LONGEST_ABBREVIATION = 20


def split_line(line: str, language: Language) -> list[Span]:
    """Cut one line (a paragraph) into the spans of its sentences, without the blanks around them.

    >>> line = "“We won. We did,” Ms. Dahl said. It was Nov. 15."
    >>> [line[start:end] for start, end in split_line(line, english)]
    ['“We won. We did,” Ms. Dahl said.', 'It was Nov. 15.']
    >>> split_line("One sentence only", english)
    [(0, 17)]
    """
    split = SPLITTERS.get(language.text("sentences.splitter"), split_at_stops)
    spans: list[Span] = []
    low = 0
    # A line without end is cut at blanks first, so that the work on it is bounded.
    while len(line) - low > _LONGEST_CHUNK:
        blank = line.rfind(" ", low, low + _LONGEST_CHUNK)
        high = blank if blank > low else low + _LONGEST_CHUNK
        found = split(line[low:high])
        # The last one may go on behind the cut.
        if len(found) > 1:
            high = low + found.pop()[0]
        spans += [(low + start, low + end) for start, end in found]
        low = high
    spans += [(low + start, low + end) for start, end in split(line[low:])]
    if language.rules("sentences.missed_ends") or language.text("sentences.never_ends"):
        spans = _mend_ends(line, spans, language)
    if len(spans) > 1:
        spans = _join(line, _keep_quotes(line, spans, language), _is_tail, language)
    return spans


def split_with_nupunkt(line: str) -> list[Span]:
    """Cut a line of English with nupunkt's own model."""
    # It looks at a word of n stops n² times; such a "word" is no text.
    if len(line) > _LONGEST_WORD and max(map(len, line.split()), default=0) > _LONGEST_WORD:
        return split_at_stops(line)
    return [_strip(line, start, end) for start, end in _load_nupunkt().span_tokenize(line)]


@cache
def _load_nupunkt() -> Any:
    """Return nupunkt's model of English, read once."""
    import nupunkt

    return nupunkt.load_default_model()


def split_at_stops(line: str) -> list[Span]:
    """Cut a line at full stops before a blank and anything but a small letter, in any language.

    A number or a single letter before the stop does not end a sentence ("am 3. Mai", "J. Novák").

    >>> split_at_stops("Am 3. Mai kam er. Er blieb.")
    [(0, 17), (18, 27)]
    """
    ends = []
    start = 0
    for stop in _STOP.finditer(line):
        before = line[max(start, stop.start() - 4) : stop.start()]
        if stop.end() == len(line) or stop.group()[0] != "." or not _SHORT.search(before):
            start = stop.end()
            ends.append(start)
    return _cut(line, ends)


def split_at_every_stop(line: str) -> list[Span]:
    """Cut a line at each of its stops, for a language whose tables know which of them end no sentence.

    >>> split_at_every_stop("Ils étaient 5. Trois sont restés.")
    [(0, 14), (15, 33)]
    """
    return _cut(line, [stop.end() for stop in _STOP.finditer(line)])


#: The splitters that a language's file can name; without a name, lines are cut at their stops.
SPLITTERS: Mapping[str, Callable[[str], list[Span]]] = MappingProxyType(
    {"nupunkt": split_with_nupunkt, "every stop": split_at_every_stop}
)


def _cut(line: str, ends: list[int]) -> list[Span]:
    """Return the spans between the ends of sentences, and what is left behind the last one."""
    spans = [_strip(line, start, end) for start, end in pairwise([0, *ends])]
    last = ends[-1] if ends else 0
    if line[last:].strip():
        spans.append(_strip(line, last, len(line)))
    return spans


def _strip(line: str, start: int, end: int) -> Span:
    """Return a span without the blanks around what is in it."""
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


# What a splitter gets wrong in a language is mended by the language's tables.


def _mend_ends(line: str, spans: list[Span], language: Language) -> list[Span]:
    """Part what the splitter left together, and join what it cut at abbreviations and before small letters."""
    for patterns in language.rules("sentences.missed_ends").values():
        for pattern in patterns:
            parted: list[Span] = []
            for start, end in spans:
                first = start
                for found in pattern.finditer(line, start, end):
                    cut = found.end()
                    word = line[max(first, cut - 500) : cut].split()[-1]
                    # No address is parted.
                    if cut < end and "@" not in word and "/" not in word:
                        parted.append(_strip(line, first, cut))
                        first = cut
                parted.append((start, end) if first == start else _strip(line, first, end))
            spans = parted
    if len(spans) > 1:
        spans = _join(line, _give_notes_back(line, spans), _is_cut_short, language)
    return spans


def _give_notes_back(line: str, spans: list[Span]) -> list[Span]:
    """Give a note's mark or an emoji that opens a sentence to the sentence before, where it belongs."""
    given: list[Span] = []
    for start, end in spans:
        note = _NOTE.match(line, start, end) if given else None
        if note:
            given[-1] = _strip(line, given[-1][0], note.end())
            start = note.end()
        if start < end:
            given.append(_strip(line, start, end))
    return given


def _join(
    line: str, spans: list[Span], belongs: Callable[[str, str, Language], bool], language: Language
) -> list[Span]:
    """Join each span to the one before that it belongs to."""
    joined = spans[:1]
    for start, end in spans[1:]:
        first, last = joined[-1]
        # The end of the part before is enough to tell; the whole may have grown long.
        if belongs(line[max(first, last - _LONGEST_ABBREVIATION) : last], line[start:end], language):
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    return joined


def _is_cut_short(before: str, after: str, language: Language) -> bool:
    """Return whether the first of two parts ends in an abbreviation and not in a full stop."""
    # What no sentence opens with may depend on the sign before it.
    if language.pattern("sentences.never_opens").match(f"{before} {after}", len(before) + 1):
        return True
    if _COUNTER.fullmatch(before):
        return True
    if before.endswith((".", ".)")):
        if language.pattern("sentences.never_ends").search(before):
            return True
        if after[0].isdigit() and language.pattern("sentences.never_ends_before_numbers").search(before):
            return True
        if language.pattern("sentences.may_end").search(before):
            return not language.pattern("sentences.opens").match(after)
    rest = after.removeprefix("--").lstrip("–— ")
    goes_on = rest[:1].islower() and not _BRAND_OR_COUNTER.match(rest)
    return goes_on and before.endswith(_STOPS_BEFORE_SMALL_LETTERS)


def _is_tail(before: str, after: str, language: Language) -> bool:
    """Return whether the second of two parts says who spoke the first, or is only a closing mark."""
    if not _LETTER.search(after):
        return True
    if before.endswith(_CLOSED) and _DASH_AND_NAME.match(after):
        return len(after.split()) <= _MOST_WORDS_OF_SIGNATURE
    if not _END_OF_QUESTION.match(before[-2:]):
        return False
    return after[0].islower() or bool(language.pattern("sentences.attribution").match(after))


def _keep_quotes(line: str, spans: list[Span], language: Language) -> list[Span]:
    """Join the spans that one pair of quotation marks or brackets holds together."""
    quotations = _find_quotations(line, language)
    kept = spans[:1]
    place = joined = 0
    for start, end in spans[1:]:
        before = kept[-1][1]
        while place < len(quotations) and quotations[place][1] <= before:
            place += 1
        if place < len(quotations) and quotations[place][0] < before and joined < _MOST_QUOTED_SENTENCES:
            kept[-1] = (kept[-1][0], end)
            joined += 1
        else:
            joined = 0
            kept.append((start, end))
    return kept


def _find_quotations(line: str, language: Language) -> list[Span]:
    """Return the outermost quotations and brackets of a line, in order.

    A mark can open in one country and close in another („so“ and “so”, »so« and «so»): it closes what it can, unless it
    stands before a word as only an opening one does.
    """
    marks, closing = _find_marks(language)
    has_pairs = line.count('"') % 2 == 0
    found: list[Span] = []
    opened: list[tuple[int, str]] = []
    for mark in marks.finditer(line):
        start = _close(opened, mark, closing)
        if start is None:
            _open(opened, mark, closing, has_pairs)
        elif not _APOSTROPHE.match(line, mark.start()):
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, mark.start() + 1))
    # Only a line that begins with what never closes is all quotation; with "‘" a shortened word may begin.
    if opened and opened[0][0] == 0 and opened[0][1] not in ('(‘"' if has_pairs else "(‘"):
        return [(0, len(line))]
    return found


def find_unclosed(sentence: str, language: Language) -> str:
    """Return the mark that closes the quotation in which a sentence ends, empty if it ends in none for sure.

    What somebody says in several paragraphs closes behind the last of them only. It opens the sentence or stands behind
    a colon or comma. What breaks off is not closed, nor what holds a verb of saying: its mark may lack before that.

    >>> find_unclosed("Dahl said: “The dam will hold.", english), find_unclosed("“It will hold,” he said.", english)
    ('”', '')
    """
    found = _UNCLOSED.search(sentence)
    if found is None or sentence.endswith(("...", "…")):
        return ""
    said, blank = found["said"], " " if found["said"][0].isspace() else ""
    is_told = not language.words("context.sure_saying").isdisjoint(split_words(said.lower()))
    return "" if is_told else f"{blank}{_CLOSING_MARKS[found['mark']]}"


def _open(opened: list[tuple[int, str]], mark: re.Match[str], closing: Mapping[str, str], has_pairs: bool) -> None:
    """Add a mark that can open something to those that are opened."""
    sign = mark.group()
    if sign not in closing:
        return
    if opened and opened[-1][1] == sign == closing[sign]:
        # A straight one holds another only if none lacks its partner, and no word goes before it; else it never closed.
        if not has_pairs or mark.string[max(0, opened[-1][0] - 2)].isalnum():
            opened.pop()
    opened.append((mark.start(), sign))


def _close(opened: list[tuple[int, str]], mark: re.Match[str], closing: Mapping[str, str]) -> int | None:
    """Take what a mark closes off those that are opened, with those inside; return where it began, if anywhere."""
    if mark["opens"] is not None:
        return None
    for place in range(len(opened) - 1, max(0, len(opened) - _DEEPEST) - 1, -1):
        start, opening = opened[place]
        if mark.group() in closing[opening]:
            del opened[place:]
            return start
    return None


@cache
def _find_marks(language: Language) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return the pattern of a language's quotation marks, in which those that can only open have a group, and with what
    each closes; those of English where a language has none. A mark amid a word is an apostrophe."""
    closing = language.texts("sentences.quotations") or load_language("en").texts("sentences.quotations")
    opening = re.escape("".join(closing))
    every = re.escape("".join([*closing, *closing.values()]))
    faces = f"(?<=[{opening}])(?<![^{_BEFORE_OPENING}].)(?![{_NOT_BEHIND_OPENING}]|$)"
    return re.compile(rf"(?!(?<=\w)[‘’']\w)[{every}](?P<opens>{faces})?"), closing
