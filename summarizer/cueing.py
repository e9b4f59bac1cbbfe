"""Cues: words of a plan that point to a section, found in a sentence in all their forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from summarizer.languages import stemmer
from summarizer.words import fold

_LONG_CUE = 4.0
_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W_]+(?:['’][^\W_]+)*")
_JOINT = re.compile(r"['’]?[\s-]+")
# What two forms of one word end in, behind the letters that both have; a consonant may be doubled ("planned").
_ENDINGS = re.compile(r"[bdglmnprt]?(?:e?s|e?d|ings?|ions?)?|e|y|ies|ied|ying|es?")
_PARTICIPLE = re.compile(r"\w{2}(?:ed|ing)$")
_FORM = re.compile(r"\w(?:ed|e?s|ing)$")
#: Behind these, what looks like a noun is a verb: "to land", "by land".
_BEFORE_VERB = frozenset(
    "to will would shall should can could may might must do does did don't doesn't didn't won't not cannot".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    stem: str
    joined: bool  # only blanks or hyphens stand between it and the word before
    fixed: bool  # found only as it stands, or in the plural: a name, an abbreviation, a number


def weigh_cue(cue: str) -> float:
    """Weigh a cue by its words: one more than they are, up to 4."""
    return min(_LONG_CUE, 1.0 + len(cue.split()))


def has_cue(cue: str, text: str) -> bool:
    """Tell whether a cue stands in a text, word for word.

    A word in small letters is found in its other forms; a participle finds the bare word only where
    that is a verb. A word with a capital or digit is found as it stands, in any case, and in the
    plural. Blanks and hyphens are one.

    >>> has_cue("peace talks", "It was a peace-talk."), has_cue("landed", "Two planes were to land.")
    (True, True)
    >>> has_cue("landed", "They came by land."), has_cue("import", "It is important."), has_cue("Moe", "He moed.")
    (False, False, False)
    """
    wanted, words = _cut(cue), _cut(text)
    return bool(wanted) and any(_stands(wanted, words, at) for at in _begin(text).get(wanted[0].plain[:2], ()))


@lru_cache(maxsize=20_000)
def find_cues(cues: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Give those of the cues that stand in a text, in their order.

    >>> find_cues(("peace talks", "import", "land"), "It was a peace-talk on land.")
    ('peace talks', 'land')
    """
    opened = _begin(text).keys() & _open(cues).keys()
    found = {cue for letters in opened for cue in _open(cues)[letters] if has_cue(cue, text)}
    return tuple(cue for cue in cues if cue in found) if found else ()


@lru_cache(maxsize=200)
def _open(cues: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """Give the cues by the letters with which they begin."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for cue in cues:
        for word in _cut(cue)[:1]:
            found[word.plain[:2]].append(cue)
    return found


@lru_cache(maxsize=20_000)
def _begin(text: str) -> Mapping[str, Sequence[int]]:
    """Give the places of the words by the letters with which they begin."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(_cut(text)):
        places[word.plain[:2]].append(at)
    return places


def _stands(wanted: Sequence[_Word], words: Sequence[_Word], start: int) -> bool:
    if start + len(wanted) > len(words):
        return False
    for at, cue in enumerate(wanted, start):
        if at > start and not words[at].joined:
            return False
        if not _is_same(cue, words[at], words[at - 1].plain if at else ""):
            return False
    return True


def _is_same(cue: _Word, word: _Word, before: str) -> bool:
    if cue.plain == word.plain or word.plain in (f"{cue.plain}s", f"{cue.plain}es"):
        return True
    if cue.fixed or cue.stem != word.stem:
        return False
    if _PARTICIPLE.search(cue.plain) and not _FORM.search(word.plain):
        return before in _BEFORE_VERB
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(cue.plain, word.plain, strict=False)))
    return bool(_ENDINGS.fullmatch(cue.plain[shared:]) and _ENDINGS.fullmatch(word.plain[shared:]))


@lru_cache(maxsize=20_000)
def _cut(text: str) -> tuple[_Word, ...]:
    words = []
    end = 0
    for found in _WORD.finditer(text):
        plain = fold(found.group())
        joined = bool(_JOINT.fullmatch(text[end : found.start()]))
        fixed = not (found.group().islower() and plain.isalpha())
        words.append(_Word(plain, stemmer("en")(plain), joined, fixed))
        end = found.end()
    return tuple(words)
