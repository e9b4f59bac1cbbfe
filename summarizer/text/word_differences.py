"""Two wordings of one thing → the words that they share, and those that only one of them has."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from summarizer.text.tokens import letters

#: So many words of each between what both begin and end with are compared word by word, since that takes a time by the
#: cube of their number; of more, nothing counts as shared.
_MOST_COMPARED = 80


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
    old_keys, new_keys = [letters(word) or word for word in old], [letters(word) or word for word in new]
    shortest = min(len(old), len(new))
    start = end = 0
    while start < shortest and old_keys[start] == new_keys[start]:
        start += 1
    while end < shortest - start and old_keys[-1 - end] == new_keys[-1 - end]:
        end += 1
    old_end, new_end = len(old) - end, len(new) - end
    spans = [(start, old_end, start, new_end)]
    if max(old_end, new_end) - start <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, old_keys[start:old_end], new_keys[start:new_end], autojunk=False)
        found = matcher.get_opcodes()
        spans = [(start + a, start + b, start + c, start + d) for kind, a, b, c, d in found if kind != "equal"]
    parts: list[Stretch] = []
    done = 0
    for old_from, old_to, new_from, new_to in spans:
        parts += [
            Stretch("same", " ".join(new[done:new_from])),
            Stretch("cut", " ".join(old[old_from:old_to])),
            Stretch("added", " ".join(new[new_from:new_to])),
        ]
        done = new_to
    parts.append(Stretch("same", " ".join(new[done:])))
    return tuple(part for part in parts if part.text)
