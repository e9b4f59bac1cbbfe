"""The very words of a text, with what between them can change what is said, for comparing one text with another.

Which quotation marks, dashes and apostrophes a text has says nothing, nor how its blanks are; a sign of money or of a
minus does. An ellipsis and what stands in square brackets is an editor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.lang.language import Language
from summarizer.text.tokens import MASK, mask

#: What an editor did between two passages of words: left some out, put some in, or said who speaks.
Joint = Literal["", "gap", "insertion", "narrator"]

_WORD = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:[-‐‑'’ʼ]?[^\W_]+)*|[^\W_]+(?:[-‐‑'’ʼ´`][^\W_]+)*"
    # An editor's "[T]he" is one word.
    r"|\[[^\W\d_]\][^\W_]+(?:[-‐‑'’ʼ´`][^\W_]+)*"
    r"|[%‰°€$£¥₴₽₹&§№+=<>@±½¼¾]|(?<![^\s(“\"«„])[-−–](?=\d)"
)
_GAP = r"\[\s{0,3}(?:…|\.{3,4}|\. \. \.)\s{0,3}\]|\(\s{0,3}(?:…|\.{3,4})\s{0,3}\)|…|\.{3,5}"
_EDITED = re.compile(rf"(?P<gap>{_GAP})|\[(?P<initial>[^\W\d_])\](?=\w)|\[(?P<insertion>[^\[\]]{{0,300}})\]")
#: Single marks that hold words, in a text without others: an apostrophe within a word is none.
SINGLE_MARKS = re.compile(r"(?<![\w’'])[‘‚‹'](?=[\w\[(…])([^‘‚‹›\n]{1,1500}?[\w.,!?…\])])[’‘›'](?!\w)")
OTHER_MARKS = re.compile(r"[“”„\"«»]")
_SAME = str.maketrans("’ʼ´`‐‑−–ё", "''''----е")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start``–``end`` of its text; ``key`` is the same in all ways to write it.

    It is ``said`` if it stands in quotation marks. ``behind`` it stands a question mark, a full stop, a pause or
    nothing ("?", ".", ",", "").
    """

    key: str
    text: str
    start: int
    end: int
    said: bool
    behind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words without a break, and how they go on what stands before them; an insertion with what was put in."""

    words: tuple[Word, ...]
    joint: Joint = ""
    inserted: str = ""


def unify_marks(line: str) -> str:
    """Return a line with double marks around its quotations, where it has but single ones; its length stays.

    >>> unify_marks("‘We won’t go,’ she said.")
    '“We won’t go,” she said.'
    """
    if OTHER_MARKS.search(line):
        return line
    return SINGLE_MARKS.sub(r"“\1”", line)


def mask_quotations(text: str, language: Language) -> str:
    """Return a line with all in quotation marks blotted out, single ones too, but for the narrator's words amid it.

    >>> mask_quotations("‘We won’t go,’ she said.", language=english).count("\x01")
    12
    """
    text = unify_marks(text)
    masked = mask(text)
    if language.text("reporting.quoted_asides"):
        for found in language.pattern("reporting.quoted_asides").finditer(text):
            start, end = found.span()
            masked = masked[:start] + text[start:end] + masked[end:]
    return masked


def cut_wording(text: str, masked: str = "", low: int = 0, high: int | None = None) -> tuple[Word, ...]:
    """Return the words of ``text[low:high]``; those are said that are blotted out in ``masked``.

    >>> [(word.key, word.behind) for word in cut_wording("It’s −5%, Ana. Why?")]
    [("it's", ''), ('-', ''), ('5', ''), ('%', ','), ('ana', '.'), ('why', '?')]
    """
    high = len(text) if high is None else high
    found = list(_WORD.finditer(text, low, high))
    words: list[Word] = []
    for at, one in enumerate(found):
        start, end = one.span()
        following = found[at + 1].start() if at + 1 < len(found) else high
        said = bool(masked) and masked[start] == MASK
        told = one.group().replace("[", "").replace("]", "")
        words.append(Word(make_key(told), told, start, end, said, _read_pause(text[end:following])))
    return tuple(words)


def list_keys(text: str) -> list[str]:
    """Return the keys of all words of a text, which costs a quarter of cutting it.

    >>> list_keys("It’s Ana.") == [word.key for word in cut_wording("It’s Ana.")]
    True
    """
    return [key.replace("[", "").replace("]", "") for key in _WORD.findall(make_key(text))]


def make_key(word: str) -> str:
    """Return what all ways to write a word have in common: capitals, apostrophes, hyphens."""
    return word.translate(_SAME).casefold().translate(_SAME)


def _read_pause(between: str) -> str:
    """Return the strongest pause between two words."""
    if "?" in between or "¿" in between:
        return "?"
    if any(sign in between for sign in ".!…。！"):
        return "."
    return "," if any(sign in between for sign in ",;:—–()、，") or " - " in between else ""


def cut_passages(text: str, masked: str = "", low: int = 0, high: int | None = None) -> list[Passage]:
    """Return the words of a text in passages, parted where an editor left out or put in something.

    An empty passage at the end says that the text ends so.

    >>> passages = cut_passages("[W]e will [the town] […] go")
    >>> [(one.joint, one.inserted, *(word.text for word in one.words)) for one in passages]
    [('', '', 'We', 'will'), ('insertion', 'the town'), ('gap', '', 'go')]
    """
    high = len(text) if high is None else high
    passages: list[Passage] = []
    here, joint, inserted = low, "", ""
    words: list[Word] = []
    for found in _EDITED.finditer(text, low, high):
        if found["initial"]:
            # "[N]obody" is one word.
            words += cut_wording(text, masked, here, found.start())
            rest = cut_wording(text, masked, found.end(), high)[:1]
            if rest:
                (one,) = rest
                whole = found["initial"] + one.text
                words.append(Word(make_key(whole), whole, found.start(), one.end, one.said, one.behind))
                here = one.end
            continue
        words += cut_wording(text, masked, here, found.start())
        passages.append(Passage(tuple(words), _as_joint(joint), inserted))
        words, here = [], found.end()
        joint, inserted = ("gap", "") if found["gap"] else ("insertion", found["insertion"])
    words += cut_wording(text, masked, here, high)
    passages.append(Passage(tuple(words), _as_joint(joint), inserted))
    return [passage for passage in passages if passage.words or passage.joint]


def _as_joint(name: str) -> Joint:
    return "gap" if name == "gap" else "insertion" if name == "insertion" else ""


def find_passage(keys: Sequence[str], wanted: Sequence[str], low: int, high: int) -> Iterator[int]:
    """Yield the places from ``low`` to ``high`` of some words at which others stand in a row."""
    first, size = wanted[0], len(wanted)
    for place in range(low, min(high, len(keys) - size + 1)):
        if keys[place] == first and tuple(keys[place : place + size]) == tuple(wanted):
            yield place
