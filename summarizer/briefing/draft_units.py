"""What of a draft is looked for at once: a sentence, or a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from summarizer.briefing.draft_credits import OutletNames, find_mentions, split_credit
from summarizer.briefing.draft_sentences import DraftSentence
from summarizer.lang.language import Language
from summarizer.text.wording import Passage, Word, cut_passages, cut_wording

#: So many words around a sentence may only say which outlet has it.
_MOST_RELAYED = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or a quotation of a draft, as what is looked for: its words in ``passages``.

    ``before`` and ``behind`` are the words of its sentence around those that are looked for; ``credit`` is what stands
    at the sentence's end of its outlets. Of a quotation that the narrator parts, ``parts`` are the quotations alone.
    """

    part: Literal["sentence", "quotation"]
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
    def text(self) -> str:
        """The text in which they stand."""
        return self.sentence.text[self.low : self.high]


def list_units(sentences: Sequence[DraftSentence], outlets: OutletNames, language: Language) -> Iterator[Unit]:
    """Yield the sentences of a draft, each before its quotations; a line of outlets belongs to the sentence before."""
    credited = ["" if one.quotations else split_credit(one.text, alone=True)[0] for one in sentences]
    signed: dict[int, str] = {}
    for (before, after), credit in zip(pairwise(sentences), credited[1:], strict=True):
        if credit and before.paragraph != after.paragraph and _belongs(after, before):
            signed[before.paragraph] = credit
    for number, sentence in enumerate(sentences):
        if credited[number] and number and _belongs(sentence, sentences[number - 1]):
            continue
        credit, end = split_credit(sentence.text, alone=False)
        if any(high > end for _, high in sentence.quotations):
            credit, end = "", len(sentence.text)
        at = number + 1
        while at < len(sentences) and credited[at] and sentences[at].paragraph == sentence.paragraph:
            credit = f"{credit}; {credited[at]}" if credit else credited[at]
            at += 1
        if signature := signed.get(sentence.paragraph):
            credit = f"{credit}; {signature}" if credit else signature
        if not sentence.heading:
            passages = tuple(cut_passages(sentence.text, sentence.masked, 0, end))
            yield Unit("sentence", sentence, number, 0, end, passages, credit=credit)
        quotations = list(_list_quotations(sentence, number, end, credit, outlets, language))
        if len(quotations) > 1:
            yield _join(quotations)
        else:
            yield from quotations


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
    """Return the quotations of a sentence as one that the narrator parts."""
    first, *others = quotations
    passages = list(first.passages)
    for other in others:
        opening, *rest = other.passages
        passages += [opening if opening.joint else replace(opening, joint="narrator"), *rest]
    return replace(
        first,
        high=others[-1].high,
        passages=tuple(passages),
        behind=others[-1].behind,
        parts=tuple(quotations),
    )


def trim_relays(unit: Unit, mentions: Sequence[tuple[int, int, str]], language: Language) -> Iterator[Unit]:
    """Yield a sentence without what only says which outlet has it: "…, the Courier reported", "Laut Bote …"."""
    words = unit.words
    if len(unit.passages) != 1:
        return
    light = language.words("stop_words.words") | language.words("reporting.saying")
    light |= {word for phrase in language.phrases("reporting.sources") for word in phrase.split()}
    size = len(words)
    starts, ends = {0}, {size}
    for low, high, _ in mentions:
        if low <= _MOST_RELAYED:
            starts |= set(range(high, min(size, high + _MOST_RELAYED)))
        if size - high <= _MOST_RELAYED:
            ends |= set(range(max(1, low - _MOST_RELAYED), low + 1))
    named = {at for low, high, _ in mentions for at in range(low, high)}
    for start in sorted(starts):
        for end in sorted(ends, reverse=True):
            left = [word for at, word in enumerate(words) if not start <= at < end and at not in named]
            if 0 < end - start < size and all(word.key in light for word in left):
                (passage,) = unit.passages
                kept = (replace(passage, words=tuple(words[start:end])),)
                yield replace(unit, passages=kept, before=tuple(words[:start]), behind=tuple(words[end:]))
