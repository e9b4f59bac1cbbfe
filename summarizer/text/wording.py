"""The very words of a text, with what between them can change what is said; and in which words two wordings differ.

Which quotation marks, dashes and apostrophes a text has says nothing, nor how its blanks are; a sign of money or of a
minus does. An ellipsis and what stands in square brackets is an editor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from summarizer.lang.language import Language
from summarizer.text.tokens import MASK, fold, mask, split_words

#: What an editor did between two passages of words: left some out, put some in, or said who speaks.
Joint = Literal["", "gap", "insertion", "narrator"]

_WORD = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:[-‐‑'’ʼ]?[^\W_]+)*|[^\W_]+(?:[-‐‑'’ʼ´`][^\W_]+)*"
    # An editor's "[T]he" is one word.
    r"|\[[^\W\d_]\][^\W_]+(?:[-‐‑'’ʼ´`][^\W_]+)*"
    r"|[%‰°€$£¥₴₽₹&§№+=<>@±½¼¾]|(?<![^\s(“\"«„])[-−–](?=\d)"
)
_GAP = r"\[\s{0,3}(?:…|\.{3,4}|\. \. \.)\s{0,3}\]|\(\s{0,3}(?:…|\.{3,4})\s{0,3}\)|…|\.{3,5}"
_EDITED = re.compile(rf"(?P<gap>{_GAP})|(?!\[[^\W\d_]\]\w)\[(?P<insertion>[^\[\]]{{0,300}})\]")
#: Single marks that hold words, in a text without others: an apostrophe within a word is none.
_SINGLE_MARKS = re.compile(r"(?<![\w’'])[‘‚‹'](?=[\w\[(…])([^‘‚‹›\n]{1,1500}?[\w.,!?…\])])[’‘›'](?!\w)")
_OTHER_MARKS = re.compile(r"[“”„\"«»]")
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
    if _OTHER_MARKS.search(line):
        return line
    return _SINGLE_MARKS.sub(r"“\1”", line)


def mask_quotations(text: str, language: Language) -> str:
    """Return a line with all in quotation marks blotted out, single ones too, but for the narrator's words amid it.

    >>> mask_quotations("‘We won’t go,’ she said.", language=english).count("\x01")
    12
    """
    text = unify_marks(text)
    return unmask_asides(text, mask(text), language)


def unmask_asides(text: str, masked: str, language: Language) -> str:
    """Return a masked text with what the narrator says amid a quotation: "« La loi, a dit Dahl, passera. »"."""
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
    here, inserted = low, ""
    joint: Joint = ""
    for found in _EDITED.finditer(text, low, high):
        passages.append(Passage(cut_wording(text, masked, here, found.start()), joint, inserted))
        here = found.end()
        joint, inserted = ("gap", "") if found["gap"] else ("insertion", found["insertion"])
    passages.append(Passage(cut_wording(text, masked, here, high), joint, inserted))
    return [passage for passage in passages if passage.words or passage.joint]


def find_passage(keys: Sequence[str], wanted: Sequence[str], low: int, high: int) -> Iterator[int]:
    """Yield the places from ``low`` to ``high`` of some words at which others stand in a row."""
    first, size = wanted[0], len(wanted)
    for place in range(low, min(high, len(keys) - size + 1)):
        if keys[place] == first and tuple(keys[place : place + size]) == tuple(wanted):
            yield place


#: So many words of each between what both begin and end with are compared word by word, since that takes a time by the
#: cube of their number; of more, nothing counts as shared.
_MOST_COMPARED = 80
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both wordings have (as the second one writes them), that it ``cut`` from the first, or ``added``."""

    kind: Literal["same", "cut", "added"]
    text: str


# A page is laid out once for each format.
@lru_cache(maxsize=1_000)
def compare_words(one: str, other: str) -> tuple[Stretch, ...]:
    """Return in what another wording differs from one, word by word; case and marks around words make no difference.

    >>> [(part.kind, part.text) for part in compare_words("We will not sail.", "“We will never sail!")]
    [('same', '“We will'), ('cut', 'not'), ('added', 'never'), ('same', 'sail!')]
    >>> compare_words("It rained.", "it rained")
    (Stretch(kind='same', text='it rained'),)
    """
    old, new = one.split(), other.split()
    old_keys, new_keys = ([make_key(_AROUND.sub("", word)) or word for word in words] for words in (old, new))
    parts: list[Stretch] = []
    done = 0
    for old_from, old_to, new_from, new_to in find_differences(old_keys, new_keys):
        parts += [
            Stretch("same", " ".join(new[done:new_from])),
            Stretch("cut", " ".join(old[old_from:old_to])),
            Stretch("added", " ".join(new[new_from:new_to])),
        ]
        done = new_to
    parts.append(Stretch("same", " ".join(new[done:])))
    return tuple(part for part in parts if part.text)


def list_changed_words(one: str, other: str) -> list[str]:
    """Return the words that only one of two wordings has, or that stand elsewhere in it, accents and all aside.

    >>> list_changed_words("Dahl’s men left Élise.", "Dahl left Elise early.")
    ['men', 'early']
    """
    old, new = split_words(one), split_words(other)
    changed: list[str] = []
    for old_from, old_to, new_from, new_to in find_differences([*map(fold, old)], [*map(fold, new)]):
        changed += [*old[old_from:old_to], *new[new_from:new_to]]
    return changed


def find_differences(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches in which the words of two texts differ: from where to where in the one, and in the other.

    >>> find_differences("a b c d".split(), "a x c d e".split())
    [(1, 2, 1, 2), (4, 4, 4, 5)]
    """
    start, end = count_shared(old, new)
    old_end, new_end = len(old) - end, len(new) - end
    if max(old_end, new_end) - start > _MOST_COMPARED:
        return [(start, old_end, start, new_end)]
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    found = [span for kind, *span in matcher.get_opcodes() if kind != "equal"]
    return [(start + a, start + b, start + c, start + d) for a, b, c, d in found]


def count_shared(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many words two texts both begin with, and how many of the others they both end with.

    >>> count_shared("a b a".split(), "a b c a".split()), count_shared(["a"], ["a"])
    ((2, 1), (1, 0))
    """
    shortest = min(len(old), len(new))
    start = end = 0
    while start < shortest and old[start] == new[start]:
        start += 1
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end
