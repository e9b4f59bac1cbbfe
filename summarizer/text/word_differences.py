"""Two wordings of one thing → the words that they share, and those that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from summarizer.text.tokens import fold, split_words
from summarizer.text.wording import make_key

#: So many words of each between what both begin and end with are compared word by word, since that takes a time by the
#: cube of their number; of more, nothing counts as shared.
_MOST_COMPARED = 80
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both wordings have (as the second one writes them), that it ``cut`` from the first, or ``added``."""

    kind: Literal["same", "cut", "added"]
    text: str


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
