"""A draft that anybody wrote → its sentences, each with its place, line, links and what in it is in quotation marks.

A draft is no article: nothing of it is taken for boilerplate, since whatever it claims must be found. Left out are
headings and greetings, and of these what is in quotation marks is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from summarizer.lang.language import Language, detect_language, load_language
from summarizer.model import Article, Sentence
from summarizer.model.editorial import LeftOut
from summarizer.text.edits import FIXES, Change, Revision, revise, strip_markdown, trace_back
from summarizer.text.sentences import split_line
from summarizer.text.tokens import MASK, letters
from summarizer.text.wording import OTHER_MARKS, SINGLE_MARKS, mask_quotations

_QUOTE_LINE = re.compile(r"(?m)^(?:[ \t]{0,3}> ?){1,5}")
_HEADING = re.compile(r"\s*#{1,6}\s")
_UNDERLINE = re.compile(r"\s*(?:={2,}|-{2,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•‣▪◦·] |\d{1,3}[.)] |\||>)")
_OPENS_ITEM = re.compile(r"\s*(?:[-*+•‣▪◦·]|\d{1,3}[.)]) +")
_BRACKETS = re.compile(r"([*_]{0,3}\([^()]{1,600}\)[*_.]{0,4})\s+(?=\S)")
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


def _mend(draft: Article) -> Revision:
    """Return a draft with its characters mended, each paragraph in one line, and known marks around quotations."""
    revision = Revision(draft.text, draft.text)
    if draft.body:
        revision = revise(revision, [Change(0, draft.body, "")], "front matter")
    for name, fix in FIXES.items():
        if name not in ("wrapped lines", "blanks"):
            revision = revise(revision, fix(revision.text), name)
    if draft.markup == "markdown":
        marks = [Change(*found.span(), "") for found in _QUOTE_LINE.finditer(revision.text)]
        revision = revise(revision, marks, "markup")
        revision = revise(revision, _join_lines(revision.text), "wrapped lines")
        revision = revise(revision, strip_markdown(revision.text), "markup")
    else:
        revision = revise(revision, FIXES["wrapped lines"](revision.text), "wrapped lines")
    revision = revise(revision, FIXES["blanks"](revision.text), "blanks")
    revision = revise(revision, [Change(*f.span(), "“") for f in _DOUBLE.finditer(revision.text)], "marks")
    return revise(revision, _unify_marks(revision.text), "marks")


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


def _unify_marks(text: str) -> list[Change]:
    """Turn what stands around quotations into marks that are known; single ones only in lines without others."""
    changes: list[Change] = []
    start = 0
    for line in text.split("\n"):
        changes += [Change(start + f.start(), start + f.end(), "“") for f in _CLOSING_FIRST.finditer(line)]
        if not OTHER_MARKS.search(line):
            for found in SINGLE_MARKS.finditer(line):
                changes.append(Change(start + found.start(), start + found.start() + 1, "“"))
                changes.append(Change(start + found.end() - 1, start + found.end(), "”"))
        start += len(line) + 1
    return changes


def _cut(written: str, revision: Revision, language: Language) -> Iterator[DraftSentence]:
    """Yield the sentences of a draft in their order; a heading is one."""
    start = line_number = here = 0
    lines = revision.text.split("\n")
    known = dict(_REFERENCE.findall(written))
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        heading = bool(_HEADING.match(line)) or (bool(line.strip()) and bool(_UNDERLINE.match(below)))
        heading = heading or (start == 0 and bool(_TITLE.fullmatch(line)) and not below.strip() and len(lines) > 2)
        opening = _OPENS_ITEM.match(line)
        skip = opening.end() if opening else 0
        spans = [(0, len(line))] if heading else list(_split(line, skip, language))
        masked = mask_quotations(line, language)
        edges = [*(begin for begin, _ in spans[1:]), len(line) + 1][: len(spans)]
        for (low, high), edge in zip(spans, edges, strict=True):
            if not line[low:high].strip():
                continue
            first, last, _ = trace_back(revision, start + low, start + high)
            line_number += written.count("\n", here, first)
            here = max(here, first)
            until, _, _ = trace_back(revision, start + edge - 1, start + edge - 1)
            links = _find_links(written[first : max(last, until)], known)
            yield DraftSentence(line[low:high], masked[low:high], number, line_number + 1, first, last, heading, links)
        start += len(line) + 1


def _split(line: str, skip: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line stand; brackets before one may be a credit of the sentence before."""
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
    greets = any(known.pattern("quoting.greetings").match(sentence.text) for known in (load_language("en"), language))
    return "greeting" if greets and not any(sign.isdigit() for sign in sentence.text) else ""


def list_sentences(found: list[DraftSentence]) -> list[Sentence]:
    """Return the sentences of a draft as those of an article, so that it can be told who says them."""
    return [Sentence("draft", one.paragraph, at, one.start, one.end, one.text) for at, one in enumerate(found)]
