"""One thing in several outlets' words: the variants of a quotation, and statements that differ, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.model import Briefing, BriefingSentence, SupportingSentence
from summarizer.render.cited_sources import Source, find_source, find_tellers
from summarizer.render.template_context import cut_pieces, list_page_lines
from summarizer.text.tokens import QUOTATION, letters
from summarizer.text.wording import Stretch, compare_words

#: A quotation of fewer words is a phrase, which many may use.
_SHORTEST = 5
#: Two quotations are one if they share so many words in a row, and so large a part of the shorter one.
_SHARED_RUN, _SHARED_PART = 3, 0.6
#: Of a line, so many wordings of other outlets are shown.
_MOST = 12
#: What may stand around a figure, and is none of it.
_AROUND = ".,;:!?\"'”“’‘«»()[]–—"


@dataclass(frozen=True, slots=True)
class Variant:
    """How one outlet gives a quotation: what it ``cut`` of the printed one, and what it has ``added``."""

    source: Source
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words as line ``number`` prints them, who has them word for word ``alike``, and who otherwise."""

    number: int
    text: str
    speaker: str
    source: Source
    alike: tuple[Source, ...]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one side of a difference says, its own ``figures`` marked as ``added``, and all ``sources`` who say so."""

    figures: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What line ``number`` says, and what others say otherwise; the ``reasons`` are in what they differ."""

    number: int
    reasons: tuple[str, ...]
    statements: tuple[Statement, ...]


def read_quotation(line: BriefingSentence | SupportingSentence) -> str:
    """Return what a sentence has in quotation marks, without them and what we put in; empty where it has none."""
    plain = "".join(piece.text for piece in cut_pieces(line) if not piece.gloss)
    inner = [found.group().strip('“”„«»" ,') for found in QUOTATION.finditer(plain)]
    return " ".join(part for part in inner if part)


def find_variants(number: int, line: BriefingSentence, known: Mapping[str, Source]) -> Quotation | None:
    """Return the wordings of a line's quotation in the sentences beside it; nothing where nobody else has it."""
    printed = read_quotation(line)
    if len(printed.split()) < _SHORTEST:
        return None
    own = find_source(line, known)
    nearest: dict[str, Variant] = {}  # an outlet may have two sentences with parts of it
    for other in (*line.also, *line.related, *line.disagreement):
        source = find_source(other, known)
        found = Variant(source, compare_words(printed, read_quotation(other)))
        if source.outlet == own.outlet or not is_same_quotation(found.stretches):
            continue
        before = nearest.setdefault(source.outlet, found)
        if _count_changes(found) < _count_changes(before):
            nearest[source.outlet] = found
    if not nearest:
        return None
    alike = tuple(one.source for one in nearest.values() if not _count_changes(one))
    variants = [one for one in nearest.values() if _count_changes(one)]
    return Quotation(number, printed, line.speaker, own, alike, tuple(variants[:_MOST]))


def _count_changes(variant: Variant) -> int:
    """Return how many words a variant has otherwise than the printed quotation."""
    return sum(len(part.text.split()) for part in variant.stretches if part.kind != "same")


def is_same_quotation(stretches: Sequence[Stretch]) -> bool:
    """Return whether two wordings, compared, are of one quotation: the shorter one is mostly in the longer.

    >>> is_same_quotation(compare_words("We will not sail with half a crew", "not sail with half"))
    True
    >>> is_same_quotation(compare_words("We will not sail with half a crew", "the roster is a trick"))
    False
    """
    words = {
        kind: [len(part.text.split()) for part in stretches if part.kind == kind] for kind in ("same", "cut", "added")
    }
    shared = sum(words["same"])
    shorter = shared + min(sum(words["cut"]), sum(words["added"]))
    return max(words["same"], default=0) >= _SHARED_RUN and shared >= _SHARED_PART * shorter


def list_differences(briefing: Briefing, sources: Sequence[Source]) -> tuple[Difference, ...]:
    """Return the lines of a page with which others disagree, in its order, each beside what these say."""
    known = {source.id: source for source in sources}
    lines = enumerate(list_page_lines(briefing), 1)
    found = [find_difference(number, line, tuple(find_tellers(line, known)), known) for number, line in lines]
    return tuple(difference for difference in found if difference)


def find_difference(
    number: int, line: BriefingSentence, tellers: Sequence[Source], known: Mapping[str, Source]
) -> Difference | None:
    """Return a line and what disagrees with it; ``tellers`` are the articles that tell the line."""
    if not line.disagreement:
        return None
    others = line.disagreement[:_MOST]
    statements = [_mark_figures(line.text, [other.text for other in others], tellers)]
    statements += [_mark_figures(other.text, [line.text], [find_source(other, known)]) for other in others]
    reasons = dict.fromkeys(other.reason for other in others if other.reason)
    return Difference(number, tuple(reasons), tuple(statements))


def _mark_figures(text: str, others: Sequence[str], sources: Sequence[Source]) -> Statement:
    """Return a statement with those of its figures marked that not all others have too.

    With a figure goes the word behind it: "28 billion".
    """
    shared = set.intersection(*({letters(word) for word in other.split()} for other in others))
    words = text.split()
    figures: list[str] = []
    stretches: list[Stretch] = []
    plain: list[str] = []
    at = 0
    while at < len(words):
        word, behind = words[at], words[at + 1 : at + 2]
        if not any(map(str.isdigit, word)) or letters(word) in shared:
            plain.append(word)
            at += 1
            continue
        goes_on = word[-1] not in _AROUND and bool(behind) and behind[0].strip(_AROUND).isalpha()
        figure = f"{word} {behind[0]}" if goes_on else word
        figures.append(figure.strip(_AROUND))
        stretches += [Stretch("same", " ".join(plain)), Stretch("added", figure)]
        plain = []
        at += 1 + goes_on
    stretches.append(Stretch("same", " ".join(plain)))
    return Statement(tuple(figures), tuple(part for part in stretches if part.text), tuple(sources))
