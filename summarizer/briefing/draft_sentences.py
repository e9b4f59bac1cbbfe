"""A draft that anybody wrote → its sentences and quotations, with places, lines and links, as what is looked for.

A draft is no article: nothing of it is taken for boilerplate, since whatever it claims must be found. Left out are
headings and greetings, and of these what is in quotation marks is kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from typing import Literal

from summarizer.briefing.draft_sources import OutletNames, find_mentions, split_credit
from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article
from summarizer.model.editorial import LeftOut
from summarizer.text.edits import FIXES, Change, Revision, revise, strip_markdown, trace_back
from summarizer.text.sentences import split_line
from summarizer.text.tokens import MASK, letters
from summarizer.text.wording import Passage, Word, cut_passages, cut_wording, mask_quotations, unify_marks

_QUOTE_LINE = re.compile(r"(?m)^(?:[ \t]{0,3}> ?){1,5}")
_HEADING = re.compile(r"\s*#{1,6}\s")
#: Below a title, or the names of a table's columns.
_UNDERLINE = re.compile(r"\s*(?:={2,}|-{2,}|\|?[\s:]*-{2,}[\s:|-]*)\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•‣▪◦·] |\d{1,3}[.)] |\||>)")
_OPENS_ITEM = re.compile(r"\s*(?:[-*+•‣▪◦·]|\d{1,3}[.)]) +")
_BRACKETS = re.compile(r"([*_]{0,3}\([^()]{1,600}\)[*_.]{0,4})\s+(?=\S)")
#: What is struck out stands on the page all the same: as what an editor put in, and no source has.
_STRIKE, _STRUCK = re.compile(r"(?<!\\)~~[^~\n]{1,500}~~"), "[struck-out]"
#: A picture shows, and not the words for those who do not see it.
_PICTURE = re.compile(r"(?<!\\)!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])?")
#: Signs by which what is written in one order shows in another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Of a field of front matter the value, out of the marks of its own; and such marks in a list or map, "[…]" or "{…}".
_LINE, _MARK = re.compile(r"[^\n]*\n"), re.compile(r"[“”„«»\"]")
_VALUE = re.compile(
    r"[ \t]*(?:-[ \t]+){0,9}(?:[\"']?[\w-]{1,60}[\"']?:(?=\s))?[ \t]*"
    r"(?:(?P<own>[\"'])(?P<held>[^\n]{0,2000}?)(?P=own),?[ \t]*(?:(?<=[ \t])\#[^\n]*)?|(?P<plain>[^\n]*))\n"
)
_HELD = re.compile(r"(?<=[\[{,:])[ \t]{0,99}([\"'])(?:\\.|(?!\1)[^\\\n]){0,2000}\1(?=[ \t]*[,:\]}])")
_BLOCK = re.compile(r"(?:^|[\s:-])[>|][+-]?\d?[+-]?[ \t]*\n$")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
#: A text may begin with its title: a few words without a stop, a comma or brackets.
_TITLE = re.compile(r" *[^\s.!?…:;,()\[\]]+(?: [^\s.!?…:;,()\[\]]+){0,9} *")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]{1,2000}")
_REFERENCE = re.compile(r"(?m)^ {0,3}\[\^?([^\[\]\n]{1,60})\]: {0,3}<?(https?://[^\s<>]{1,2000})")
_LABEL = re.compile(r"\[\^?([^\[\]\n]{1,60})\]")
_DOUBLE = re.compile(r"(?:''|``|´´|‚‚|,,(?=\w))")
#: A mark that closes elsewhere, before a word: “so” in Swedish, ”so”.
_CLOSING_FIRST = re.compile(r"(?<![^\s(])”(?=\w)")


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft: its ``text``, masked where it is in quotation marks, and where it stands in the draft.

    ``paragraph`` counts from 0. It is a ``heading`` or not. ``links`` are the addresses to which it leads.
    """

    text: str
    masked: str
    paragraph: int
    line: int
    start: int
    end: int
    heading: bool = False
    links: tuple[str, ...] = ()

    @property
    def quotations(self) -> list[tuple[int, int]]:
        """Where the passages in quotation marks stand in the text."""
        return [found.span() for found in re.finditer(f"{MASK}+", self.masked)]


def read_draft_sentences(
    draft: Article, code: str = "", written: str = ""
) -> tuple[list[DraftSentence], list[LeftOut], Language]:
    """Return the sentences of a draft that claim something, what was left out, and the draft's language.

    ``written`` is the text in which lines are counted, if that is not the draft's own.
    """
    revision = _mend(draft)
    language = load_language(code or draft.language or detect_language(revision.text))
    found: list[DraftSentence] = []
    left_out: list[LeftOut] = []
    for sentence in _cut(written or draft.text, revision, language):
        why = _find_reason(sentence, language)
        if why and not sentence.quotations:
            if letters(sentence.text):
                left_out.append(LeftOut(sentence.line, sentence.text, why))
        else:
            found.append(sentence)
    return found, left_out, language


def list_turned(written: str) -> Iterator[tuple[LeftOut, int]]:
    """Yield the lines of a draft with signs that show its words in another order, why, and where each begins.

    >>> [(line.line, line.why) for line, _ in list_turned("It rained.\\n&#x202E;54 died.")]
    [(2, 'U+202E turns the order in which it shows')]
    """
    start = 0
    for number, line in enumerate(written.split("\n"), 1):
        signs = sorted(set(_TURNING.findall(html.unescape(line))))
        if signs:
            named = ", ".join(f"U+{ord(sign):04X}" for sign in signs)
            yield LeftOut(number, line, f"{named} turns the order in which it shows"), start
        start += len(line) + 1


def _mend(draft: Article) -> Revision:
    """Return a draft with its characters mended, each paragraph in one line, and known marks around quotations."""
    revision = Revision(draft.text, draft.text)
    if draft.body:
        revision = revise(revision, _cut_fields(draft.text[: draft.body]), "front matter")
    for name, fix in FIXES.items():
        if name not in ("wrapped lines", "blanks"):
            revision = revise(revision, fix(revision.text), name)
    if draft.markup == "markdown":
        marks = [Change(*found.span(), "") for found in _QUOTE_LINE.finditer(revision.text)]
        revision = revise(revision, marks, "markup")
        revision = revise(revision, _join_lines(revision.text), "wrapped lines")
        pictures = [Change(*found.span(), "") for found in _PICTURE.finditer(revision.text)]
        revision = revise(revision, pictures, "markup")
        struck = [Change(*found.span(), _STRUCK) for found in _STRIKE.finditer(revision.text)]
        revision = revise(revision, struck, "markup")
        revision = revise(revision, strip_markdown(revision.text), "markup")
    else:
        revision = revise(revision, FIXES["wrapped lines"](revision.text), "wrapped lines")
    revision = revise(revision, FIXES["blanks"](revision.text), "blanks")
    return revise(revision, [Change(*found.span(), "“") for found in _DOUBLE.finditer(revision.text)], "marks")


def _cut_fields(front_matter: str) -> Iterator[Change]:
    """Take out the fields of a text's front matter, but for values of several words, which are kept as headings, out of
    the marks that are YAML's own: those around a value or key, or an item of a list.

    The lines below "description: >" are text, marks and all.
    """
    block = -1
    for line in _LINE.finditer(front_matter):
        margin = len(line.group()) - len(line.group().lstrip())
        if line.group().strip() and margin <= block:
            block = -1
        start, end, marks = _find_value(line.group()) if block < 0 else (margin, len(line.group()) - 1, [])
        if block < 0 and _BLOCK.search(line.group()):
            block = margin
        told = "".join(line.group()[low + 1 : high] for low, high in pairwise((start - 1, *marks, end)))
        if _MARK.search(told) or (" " in told.strip() and letters(told)):
            yield Change(line.start(), line.start() + start, "# ")
            yield from (Change(line.start() + at, line.start() + at + 1, "") for at in marks)
            yield Change(line.start() + end, line.end() - 1, "")
        else:
            yield Change(*line.span(), "")


def _find_value(line: str) -> tuple[int, int, list[int]]:
    """Return where in a line of front matter a value begins and ends, and where amid it marks of YAML's own stand."""
    value = _VALUE.match(line)
    if value is None:
        return 0, len(line) - 1, []
    start, end = value.span("held" if value["own"] else "plain")
    is_list = not value["own"] and line[start:end].startswith(("[", "{"))
    held = list(_HELD.finditer(line, start, end)) if is_list else []
    return start, end, [at for one in held for at in (one.start(1), one.end() - 1)]


def _join_lines(text: str) -> Iterator[Change]:
    """Join the lines of a paragraph of Markdown; headings, items and rows of tables stay lines."""
    start = 0
    lines = text.split("\n")
    for line, below in pairwise(lines):
        start += len(line)
        is_alone = _HEADING.match(line) or _HEADING.match(below) or _ITEM.match(below) or _UNDERLINE.match(below)
        if line.strip() and below.strip() and not is_alone and not _HARD_BREAK.search(line):
            yield Change(start, start + 1, " ")
        start += 1


def _cut(written: str, revision: Revision, language: Language) -> Iterator[DraftSentence]:
    """Yield the sentences of a draft in their order; a heading is one."""
    start = line_number = here = 0
    # Each mark stays one character, so that all places hold.
    lines = [unify_marks(_CLOSING_FIRST.sub("“", line)) for line in revision.text.split("\n")]
    known = dict(_REFERENCE.findall(written))
    for number, line in enumerate(lines):
        heading = _is_heading(lines, number)
        spans = [(0, len(line))] if heading else list(_split(line, language))
        masked = mask_quotations(line, language)
        edges = [begin for begin, _ in (*spans[1:], (len(line) + 1, 0))]
        for (low, high), edge in zip(spans, edges, strict=False):
            if not line[low:high].strip():
                continue
            first, last, _ = trace_back(revision, start + low, start + high)
            line_number += written.count("\n", here, first)
            here = max(here, first)
            until, _, _ = trace_back(revision, start + edge - 1, start + edge - 1)
            links = _find_links(written[first : max(last, until)], known)
            yield DraftSentence(line[low:high], masked[low:high], number, line_number + 1, first, last, heading, links)
        start += len(line) + 1


def _is_heading(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is a heading, by its marks, the line below, or as the title of the whole text."""
    line = lines[number]
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if _HEADING.match(line) or (line.strip() and _UNDERLINE.match(below)):
        return True
    is_above_all = number == 0 and len(lines) > 2 and not below.strip()
    return is_above_all and bool(_TITLE.fullmatch(line))


def _split(line: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line stand; brackets before one may be a credit of the sentence before."""
    item = _OPENS_ITEM.match(line)
    skip = item.end() if item else 0
    for low, high in split_line(line[skip:], language):
        start, end = skip + low, skip + high
        opening = _BRACKETS.match(line, start, end)
        if opening and start > skip:
            yield start, opening.end(1)
            start = opening.end()
        yield start, end


def _find_links(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the addresses to which a part of a draft leads, those too that stand below it under a label."""
    links = [found.group().rstrip(".,;:!?*_") for found in _ADDRESS.finditer(text)]
    labels = _LABEL.findall(text) if known else []
    return tuple(dict.fromkeys([*links, *(known[label] for label in labels if label in known)]))


def _find_reason(sentence: DraftSentence, language: Language) -> str:
    """Return why a sentence claims nothing, nothing if it may."""
    if sentence.heading:
        return "heading"
    if not letters(sentence.text):
        return "no words"
    if any(sign.isdigit() for sign in sentence.text):
        return ""
    greets = any(known.pattern("quoting.greetings").match(sentence.text) for known in (load_language("en"), language))
    return "greeting" if greets else ""


#: So many words around a sentence may only say which outlet has it.
_MOST_RELAYED = 4
#: A subject that stands behind its verb has fewer words.
_MOST_INVERTED = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a quotation of a draft, or what it reports, as what is looked for: its words in ``passages``.

    ``before`` and ``behind`` are the words of its sentence around those that are looked for; ``credit`` is what stands
    at the sentence's end of its outlets. Of a quotation that the narrator parts, ``parts`` are the quotations alone.
    """

    part: Literal["sentence", "quotation", "report"]
    sentence: DraftSentence
    number: int
    low: int
    high: int
    passages: tuple[Passage, ...]
    before: tuple[Word, ...] = ()
    behind: tuple[Word, ...] = ()
    credit: str = ""
    parts: tuple[Unit, ...] = ()

    @property
    def words(self) -> list[Word]:
        """All words that are looked for."""
        return [word for passage in self.passages for word in passage.words]

    @property
    def has_gap(self) -> bool:
        """Whether an editor says that words are left out."""
        return any(passage.joint == "gap" for passage in self.passages)

    @property
    def text(self) -> str:
        """The text in which they stand."""
        return self.sentence.text[self.low : self.high]


def list_units(sentences: Sequence[DraftSentence], outlets: OutletNames, language: Language) -> Iterator[Unit]:
    """Yield the sentences of a draft, each before its quotations; a line of outlets belongs to the sentence before."""
    credited = ["" if one.quotations else split_credit(one.text, alone=True)[0] for one in sentences]
    for number, sentence in enumerate(sentences):
        if credited[number] and number and _belongs(sentence, sentences[number - 1]):
            continue
        credit, end = split_credit(sentence.text, alone=False)
        if any(high > end for _, high in sentence.quotations):
            credit, end = "", len(sentence.text)
        credit = "; ".join(filter(None, [credit, *_list_credits_behind(number, sentences, credited)]))
        if not sentence.heading:
            passages = tuple(cut_passages(sentence.text, sentence.masked, 0, end))
            yield Unit("sentence", sentence, number, 0, end, passages, credit=credit)
        quotations = list(_list_quotations(sentence, number, end, credit, outlets, language))
        if quotations:
            yield _join(quotations)


def _list_credits_behind(number: int, sentences: Sequence[DraftSentence], credited: Sequence[str]) -> Iterator[str]:
    """Yield the lines of outlets right behind a sentence in its paragraph, and the one that signs the paragraph."""
    sentence, is_right_behind = sentences[number], True
    for at in range(number + 1, len(sentences)):
        if sentences[at].paragraph != sentence.paragraph:
            if credited[at] and _belongs(sentences[at], sentence):
                yield credited[at]
            return
        is_right_behind = is_right_behind and bool(credited[at])
        if is_right_behind:
            yield credited[at]


def _belongs(credit: DraftSentence, sentence: DraftSentence) -> bool:
    """Return whether a credit is of a sentence: in its paragraph, or as a signature below it."""
    return credit.paragraph == sentence.paragraph or credit.text.lstrip("*_ ").startswith(("—", "–", "--"))


def _list_quotations(
    sentence: DraftSentence, number: int, end: int, credit: str, outlets: OutletNames, language: Language
) -> Iterator[Unit]:
    """Yield the quotations of a sentence; an outlet's name in quotation marks is none."""
    words = cut_wording(sentence.text, sentence.masked, 0, end)
    for low, high in sentence.quotations:
        own = [word for word in words if low <= word.start < high]
        named = [until - start for start, until, _ in find_mentions(own, outlets, language)]
        if not own or named == [len(own)]:
            continue
        before = tuple(word for word in words if word.start < low)
        behind = tuple(word for word in words if word.start >= high)
        passages = tuple(cut_passages(sentence.text, sentence.masked, low, high))
        yield Unit("quotation", sentence, number, low, high, passages, before, behind, credit)


def _join(quotations: Sequence[Unit]) -> Unit:
    """Return the quotations of a sentence as one that the narrator parts, if they are several."""
    first, *others = quotations
    if not others:
        return first
    passages = list(first.passages)
    for other in others:
        opening, *rest = other.passages
        passages += [opening if opening.joint else replace(opening, joint="narrator"), *rest]
    return replace(
        first, high=others[-1].high, passages=tuple(passages), behind=others[-1].behind, parts=tuple(quotations)
    )


def runs_on(unit: Unit) -> bool:
    """Return whether a quotation is one, or goes on in each part behind a comma: "“We go,” Dahl said, “and soon.”"."""
    return all(part.words[0].text[0].islower() and part.before[-1].behind == "," for part in unit.parts[1:])


def list_framing(words: Sequence[Word], spans: Sequence[tuple[int, int]], language: Language) -> list[Word]:
    """Return those of a sentence's words that tell who says it, which stand in ``spans``, with what links them to the
    rest: "said that", "a dit Dahl"."""
    linking, helping = language.words("grammar.complementizers"), language.words("grammar.auxiliaries")
    inside = [any(low <= word.start < high for low, high in spans) for word in words]
    found: list[Word] = []
    for at, word in enumerate(words):
        helps = word.key in helping and inside[at + 1 : at + 2] == [True] and at > 0 and bool(words[at - 1].behind)
        if inside[at] or helps or (word.key in linking and inside[at - 1 : at] == [True]):
            found.append(word)
    return found


def quote_report(
    unit: Unit, spans: Sequence[tuple[int, int]], outlets: OutletNames, language: Language
) -> Iterator[Unit]:
    """Yield a sentence and what it reports beside the ``spans`` that tell who says so, "Dahl said that", as if it stood
    in quotation marks; nothing where some of it does."""
    masked = unit.sentence.masked
    framing = list_framing(unit.words, spans, language)
    if not framing or MASK in masked:
        return
    runs: list[list[Word]] = [[]]
    for word in unit.words:
        if word in framing:
            runs.append([])
        else:
            runs[-1].append(word)
    for run in filter(None, runs):
        low, high = run[0].start, run[-1].end
        masked = masked[:low] + MASK * (high - low) + masked[high:]
    for one in list_units([replace(unit.sentence, masked=masked)], outlets, language):
        part: Literal["sentence", "report"] = "sentence" if one.part == "sentence" else "report"
        yield replace(one, part=part, number=unit.number, credit=unit.credit)


def trim_relays(unit: Unit, mentions: Sequence[tuple[int, int, str]], language: Language) -> Iterator[Unit]:
    """Yield a sentence without what only says which outlet has it: "…, the Courier reported", "Laut Bote …"."""
    if len(unit.passages) != 1 or not mentions:
        return
    words, size = unit.passages[0].words, len(unit.words)
    # The words that tell more than which outlet says it must all be kept.
    light = language.words("stop_words.words") | language.words("reporting.saying") | list_source_words(language)
    named = {at for low, high, _ in mentions for at in range(low, high)}
    telling = [at for at, word in enumerate(words) if at not in named and word.key not in light] or [size, -1]
    for start, end in product(*_list_cuts(mentions, size)):
        if start <= telling[0] and telling[-1] < end and 0 < end - start < size:
            for order in _list_orders(words[start:end], language, is_led=start > 0):
                kept = (replace(unit.passages[0], words=order),)
                yield replace(unit, passages=kept, before=words[:start], behind=words[end:])


def _list_orders(words: tuple[Word, ...], language: Language, *, is_led: bool) -> Iterator[tuple[Word, ...]]:
    """Yield words in their order; and, where they are led by others and their language has its verb second, with the
    verb behind each of the first words: "Laut Bote | will die Stadt klagen" for "Die Stadt will klagen"."""
    yield words
    # A mood of its own tells that a language is such.
    if is_led and language.words("grammar.reported_mood") and words[0].text[0].islower():
        for at in range(2, min(len(words), _MOST_INVERTED)):
            yield (*words[1:at], words[0], *words[at:])


def _list_cuts(mentions: Sequence[tuple[int, int, str]], size: int) -> tuple[list[int], list[int]]:
    """Return where a sentence of so many words may begin and end that says in a few words which outlet has it."""
    starts, ends = {0}, {size}
    for low, high, _ in mentions:
        if low <= _MOST_RELAYED:
            starts.update(range(high, min(size, high + _MOST_RELAYED)))
        if size - high <= _MOST_RELAYED:
            ends.update(range(max(1, low - _MOST_RELAYED), low + 1))
    return sorted(starts), sorted(ends, reverse=True)


@cache
def list_source_words(language: Language) -> frozenset[str]:
    """Return the words of the phrases that say who told something: "according", "to"; a day in them tells when."""
    words, days = " ".join(language.phrases("reporting.sources")).split(), language.pattern("comparison.calendar")
    return frozenset(word for word in words if not days.fullmatch(word))
