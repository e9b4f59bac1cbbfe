"""A line of text → the spans of its sentences.

English is cut by nupunkt (Bommarito 2025, after Kiss & Strunk 2006), other languages at their full
stops. What a general splitter cannot know of news is done here: a quotation of several sentences
stays together with its speaker, an attribution stays with its question, a missing blank does not
glue two sentences, and a title or a date does not end one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from summarizer.gating import compiled

Span = tuple[int, int]

_OPEN, _CLOSE = "“«„", "”»"
_CLOSERS = "”»\"')]’"
# A full stop or question mark, perhaps with a closing mark, and a capital at once: a blank was lost.
_LOST_BLANK = re.compile(r"(?<=[a-zß-ÿ\d)][a-zß-ÿ\d)])[.!?][”\"’)]?(?=[“\"‘(]?[A-ZÀ-Þ][a-zß-ÿ’']*(?: |, |$))")
_UNENDING = tuple(
    "Mr. Mrs. Ms. Mx. Dr. Prof. Gen. Lt. Col. Maj. Capt. Cmdr. Adm. Sgt. Cpl. Pvt. Brig. Gov. Sen. Rep. Reps. Sens. Rev."
    " Hon. Amb. Insp. Supt. Det. St. Mt. Ft. vs. cf. ca. approx. e.g. i.e. Fig. pp. vol.".split()
)
_NEVER_ENDS = rf"(?:^|[\s(“\"‘])(?:{'|'.join(map(re.escape, _UNENDING))})$"
_NUMBERED = r"(?:^|\s)(?:Nos?|Nr|Art|Sec|Fig|Ch|vol|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
_STARTER = (
    r"(?:The|A|An|It|He|She|They|We|You|I|His|Her|Its|Their|Our|My|This|That|These|Those|There|Here|In|On|At|By|For|From"
    r"|With|After|Before|When|While|As|If|But|And|Or|So|Yet|Nobody|Nothing|No one|Some|Many|Most|All|Both|Not|What|Who|How)"
)
# Words that the splitter takes for abbreviations ("rest.", "York."), though they are none.
_SHORT_FORM = (
    r"(?:prof|dept|approx|appr|assn|capt|insp|supt|misc|univ|corp|incl|resp|comp|sect|subd|supp|cert|viz|abbr)"
)
_WHOLE_WORD = (
    rf"\b(?!{_SHORT_FORM}\.)[a-z]{{4,}}\.(?= +[A-Z“\"‘])"
    r"|\b(?:York|(?!Messrs|Assoc|Assist)[A-Z][a-z]{5,})\.(?= +[A-Z][a-z]+(?:['’]s)? [a-z])"
)
# What the splitter leaves together: an abbreviation before a word that only opens a sentence, a note's
# mark after the stop, a brand's small letter, the next letter of a list.
_MISSED = re.compile(
    r"(?:\b(?:Ave|Rd|Blvd|Inc|Corp|Ltd|Co|Jr|Sr|etc|[ap]\.m|Ph\.D|M\.D|U\.[SKN]|U\.S\.A|E\.U|D\.C|B\.C|A\.D|[A-Z]|York"
    r"|(?!etc|vs|cf|ca|pp|vol|fig|ed|eds|no|nos|op|al)[a-z]{2,3}|(?!Messrs|Assoc|Assist)[A-Z][a-z]{5,})\."
    rf"(?= +{_STARTER} )|\b(?:Ave|Rd|Blvd)\.(?= [A-Z][a-z]+ [a-z])|\b[Nn]o\.(?= +[A-Z])"
    r"|[.!?][”\"’)]*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3})(?= +[A-Z“\"])"
    rf"|[a-z]{{2}}[.!?][”\"]?(?= [a-z]{{1,2}}[A-Z][a-z])|[a-z][.;,](?= [a-z]\) [A-Z])|{_WHOLE_WORD})"
)
_NOTE = re.compile(r"[”»]*(?:\[\d{1,3}\]|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+|(?<=[”»]))\s*(?=[^\s]|$)")
_SPEECH = (
    r"(?:said|says|say|asked|asks|told|tells|added|adds|wrote|writes|replied|shouted|cried|wondered|demanded|joked"
    r"|continued|answered|insisted|warned|argued|declared|tweeted|exclaimed|yelled|whispered|recalled|quipped|read|reads)"
)
_ATTRIBUTION = rf"(?:[a-z]|(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he \w+(?: \w+)?|[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){{0,3}}) {_SPEECH}\b))"
_SINGLE_OPEN = re.compile(r"(?<!\w)‘(?=\w)")
_SINGLE_CLOSE = re.compile(r"’(?!\w)")
_SINGLE_END = re.compile(r"[.,!?]’(?!\w)")
_LONGEST_QUOTE = 8
_HUGE = 50_000
_LONGEST_WORD = 2_000


def split_line(line: str, language: str = "en") -> list[Span]:
    """Cut one line (a paragraph) into the spans of its sentences, without the blanks around them.

    >>> line = "“We won. We did,” Ms. Dahl said. It was Nov. 15."
    >>> [line[a:b] for a, b in split_line(line)]
    ['“We won. We did,” Ms. Dahl said.', 'It was Nov. 15.']
    >>> split_line("One sentence only")
    [(0, 17)]
    """
    cut = SPLITTERS.get(language, split_at_stops)
    spans = [span for chunk in _chunks(line) for span in _shift(cut(line[slice(*chunk)]), chunk[0])]
    if language == "en":
        spans = _part(line, _part(line, spans, _LOST_BLANK), _MISSED)
        spans = _join(line, _give_notes_back(line, spans), _is_cut_short)
    spans = _keep_quotes(line, spans)
    return _join(line, spans, _is_tail)


def split_english(line: str) -> list[Span]:
    """Cut a line of English with nupunkt's own model."""
    # It looks at a word of n stops n² times; such a "word" is no text.
    if max(map(len, line.split()), default=0) > _LONGEST_WORD:
        return split_at_stops(line)
    return [_strip(line, *span) for span in _nupunkt().span_tokenize(line)] if line.strip() else []


@lru_cache(maxsize=1)
def _nupunkt() -> Any:
    import nupunkt

    return nupunkt.load_default_model()


_STOP = r"(?:[.!?…]+|[।॥؟。！？])(?: ?»)?[”»“\"’')\]]*(?=\s+[^\sa-zß-ÿа-яіїєґα-ω]|\s*$|(?<=[。！？]))"


def split_at_stops(line: str) -> list[Span]:
    """Cut a line at full stops before a blank and anything but a small letter, in any language.

    A number or a single letter before the stop does not end a sentence ("am 3. Mai", "J. Novák").

    >>> [split_at_stops("Am 3. Mai kam er. Er blieb.")]
    [[(0, 17), (18, 27)]]
    """
    spans, start = [], 0
    for stop in compiled(_STOP).finditer(line):
        before = line[max(start, stop.start() - 4) : stop.start()].split()
        last = before[-1] if before else ""
        short = stop.group()[0] == "." and ((last.isdigit() and len(last) < 3) or len(last) == 1)
        if not short or stop.end() == len(line):
            spans.append(_strip(line, start, stop.end()))
            start = stop.end()
    if line[start:].strip():
        spans.append(_strip(line, start, len(line)))
    return spans


#: Language → its splitter; the others are cut at their stops.
SPLITTERS: Mapping[str, Callable[[str], list[Span]]] = MappingProxyType({"en": split_english})


def _chunks(line: str) -> list[Span]:
    """Bound the work on a line without end: a huge one is cut at blanks first."""
    chunks, start = [], 0
    while len(line) - start > _HUGE:
        blank = line.rfind(" ", start, start + _HUGE)
        end = blank if blank > start else start + _HUGE
        chunks.append((start, end))
        start = end
    return [*chunks, (start, len(line))]


def _shift(spans: list[Span], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans if start < end]


def _strip(line: str, start: int, end: int) -> Span:
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _part(line: str, spans: list[Span], missed: re.Pattern[str]) -> list[Span]:
    parted = []
    for start, end in spans:
        for found in missed.finditer(line, start, end):
            word = line[max(start, found.end() - 500) : found.end()].split()[-1]
            if "@" not in word and "/" not in word and found.end() < end:
                parted.append(_strip(line, start, found.end()))
                start = found.end()
        parted.append(_strip(line, start, end))
    return parted


def _give_notes_back(line: str, spans: list[Span]) -> list[Span]:
    """Give a note's mark or an emoji that opens a sentence to the sentence before, where it belongs."""
    given: list[Span] = []
    for start, end in spans:
        note = _NOTE.match(line, start, end)
        if note and given:
            given[-1] = _strip(line, given[-1][0], note.end())
            start = note.end()
        if start < end:
            given.append(_strip(line, start, end))
    return given


def _join(line: str, spans: list[Span], belongs: Callable[[str, str], bool]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        # The end of the part before is enough to tell; the whole may have grown long.
        if joined and belongs(line[max(joined[-1][0], joined[-1][1] - 40) : joined[-1][1]], line[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_cut_short(before: str, after: str) -> bool:
    """Tell whether the first of two parts ends in an abbreviation and not in a full stop."""
    if before.endswith(_UNENDING) and compiled(_NEVER_ENDS).search(before[-20:]):
        return True
    if after[0].isdigit() and compiled(_NUMBERED).search(before[-12:]):
        return True
    if re.fullmatch(r"\d{1,4}\.|\w\)", before):
        return True
    goes_on = after[0].islower() and not re.match(r"[a-z]{1,2}[A-Z]|[a-z]\) ", after)
    return goes_on and (before[-1] in ".…" or before.endswith(("!”", '!"', "?”", '?"', "!", "?")))


def _is_tail(before: str, after: str) -> bool:
    """Tell whether the second of two parts says who spoke the first, or is only a closing mark."""
    if not any(c.isalnum() for c in after):
        return True
    if before[-1] in '”"»' and re.match(r"[–—-] ?[A-Z]", after) and len(after.split()) < 8:
        return True
    asked = len(before) > 1 and before[-1] in "”\"»’'" and before[-2] in "?!…"
    return asked and bool(compiled(_ATTRIBUTION).match(after))


def _keep_quotes(line: str, spans: list[Span]) -> list[Span]:
    """Join the spans that one pair of quotation marks holds together.

    A mark that is opened and never closed holds to the end of the line only if the line begins with
    it: that is how a quotation goes on in the next paragraph.
    """
    kept: list[Span] = []
    inside = joined = 0
    marks = _find_marks(line)
    for start, end in spans:
        if inside > 0 and kept and joined < _LONGEST_QUOTE:
            kept[-1] = (kept[-1][0], end)
            joined += 1
        else:
            inside = joined = 0
            kept.append((start, end))
        inside = _depth(line[slice(*kept[-1])], end, marks)
        if inside > 0 and end > marks.last and kept[-1][0] != spans[0][0]:
            inside = 0
    return kept


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where in a line the last marks stand that may close something; -1 for nowhere."""

    straight: bool
    bracket: int
    single: int
    last: int


def _find_marks(line: str) -> _Marks:
    straight = line.count('"') % 2 == 0
    single = max((found.start() for found in _SINGLE_END.finditer(line)), default=-1)
    last = max(line.rfind(c) for c in (f'{_CLOSE})“’"' if straight else f"{_CLOSE})“’"))
    return _Marks(straight, line.rfind(")"), single, last)


def _depth(text: str, end: int, marks: _Marks) -> int:
    """Count the quotations (or brackets) that a text opens and leaves open at ``end``, its place in the line."""
    curly = sum(text.count(c) for c in _OPEN) - sum(text.count(c) for c in _CLOSE)
    # „German“ quotations close with what opens English ones.
    curly -= 2 * min(text.count("„"), text.count("“"))
    if curly <= 0:
        curly = max(0, text.count("(") - text.count(")")) if marks.bracket >= end and text[0] != "(" else 0
    if curly <= 0 and marks.single >= end and _SINGLE_OPEN.search(text):
        curly = len(_SINGLE_OPEN.findall(text)) - len(_SINGLE_CLOSE.findall(text))
    return max(0, curly) + (text.count('"') % 2 if marks.straight else 0)
