"""What is told as done, and what only as to come, allowed or supposed: "signed" is not "will sign"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from summarizer.languages import stemmer
from summarizer.words import fold

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_MODALS = frozenset("will won't shall may might would wouldn't".split())
_NOUN_BEFORE = frozenset("the a his her its their our my your this that free good political last own s".split())
#: "is expected to", "plans to": what follows has not happened. (What was agreed on may have.)
_AHEAD = frozenset("expected scheduled due set slated likely going planning supposed poised preparing ready".split())
_PLANS = frozenset("plans plan intends intend hopes hope aims aim wants want expects expect".split())
_BE = frozenset("is are be am".split())
_BETWEEN = frozenset("not also still now soon then only never ever be been being again yet probably likely".split())
#: Of these it is said too often, and of too many things, that they were done or will be.
_LIGHT = frozenset(
    "be been have had has do does did get got make made take took go went come came say said tell told give gave let "
    "need needed want wanted use used".split()
)
_PAST_OF: Mapping[str, str] = MappingProxyType({
    "met": "meet", "won": "win", "held": "hold", "lost": "lose", "began": "begin", "left": "leave", "led": "lead",
    "spoke": "speak", "wrote": "write", "broke": "break", "brought": "bring", "bought": "buy", "sold": "sell",
    "sent": "send", "paid": "pay", "built": "build", "fell": "fall", "rose": "rise", "flew": "fly", "drew": "draw",
    "threw": "throw", "fought": "fight", "struck": "strike", "stole": "steal", "chose": "choose", "fled": "flee",
    "sank": "sink", "withdrew": "withdraw", "overthrew": "overthrow", "resold": "resell", "rebuilt": "rebuild",
    "taught": "teach", "shot": "shoot", "sold off": "sell", "chosen": "choose", "written": "write", "begun": "begin",
    "broken": "break", "withdrawn": "withdraw", "sunk": "sink", "fallen": "fall", "risen": "rise", "stolen": "steal",
    "spoken": "speak", "flown": "fly", "drawn": "draw",
})  # fmt: skip
_NO_PASTS = frozenset("need indeed hundred seed speed feed breed exceed proceed succeed united".split())
_DETERMINERS = frozenset("the a an his her its their our my of some many any no two three four five six".split())
_IF = frozenset({"if", "unless", "whether"})
_REACH, _NEAR = 24, 8
_STILL = _BETWEEN - {"been"}
#: With these another clause begins.
_CLAUSES = frozenset("that which who whom but because when while must should can could".split()) | _MODALS


def read_moods(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the stems of the verbs that tell of something to come or supposed, and of those that tell of something done.

    "would" counts as to come: reported speech puts "will" back to it.

    >>> read_moods("Dahl said she would sign it.")[0] == read_moods("Dahl will sign it.")[0] == {"sign"}
    True
    >>> read_moods("Dahl has signed it, and Moe met her.")[1] == {"sign", "meet"}
    True
    """
    words = ["May" if word == "May" else fold(word).replace("’", "'") or word for word in _WORD.findall(text)]
    ahead: dict[int, str] = {}
    for place, word in enumerate(words):
        at = _find_verb(words, place, word)
        if at:
            ahead[at] = words[at]
        elif word in _IF:
            ahead |= _suppose(words, place)
    stem = stemmer("en")
    planned = {stem(_PAST_OF.get(word, word)) for word in ahead.values() if word not in _LIGHT}
    done = {stem(verb) for place in range(len(words)) if place not in ahead and (verb := _done(words, place))}
    return frozenset(planned), frozenset(done)


def _find_verb(words: list[str], place: int, word: str) -> int:
    """Give the place of the verb that a word puts ahead, or 0."""
    if word in _MODALS and not (place and words[place - 1] in _NOUN_BEFORE):
        return _skip(words, place + 1)
    if word != "to" or not place:
        return 0
    before = words[place - 1]
    earlier = words[max(0, place - 4) : place - 1]
    if before in _BE or before in _PLANS or (before in _AHEAD and _BE & set(earlier)):
        return _skip(words, place + 1)
    return 0


def _skip(words: list[str], at: int) -> int:
    while at < len(words) and (words[at] in _BETWEEN or words[at].endswith("ly")):
        at += 1
    # "would have signed" was not signed, "will have signed" may be: leave both.
    return at if at < len(words) and words[at].isalpha() and words[at] not in ("have", "to") else 0


def _suppose(words: list[str], place: int) -> dict[int, str]:
    """Give the words of a condition that may be its verb."""
    found: dict[int, str] = {}
    for at in range(place + 1, min(len(words), place + _REACH)):
        word, near = words[at], at < place + _NEAR
        if not word[0].isalnum() or word in _CLAUSES:
            break
        if _done(words, at) or (near and word.endswith("s") and len(word) > 3):
            found[at] = word
    return found


def _done(words: list[str], place: int) -> str:
    """Give the verb, if a word is one in the past."""
    word = words[place]
    if not word.endswith("ed") and word not in _PAST_OF:
        return ""
    before = words[place - 1] if place else ""
    if word in _LIGHT or before in _DETERMINERS or before.isdigit() or _is_state(words, place):
        return ""
    if word in _PAST_OF:
        return _PAST_OF[word]
    ends = word.endswith("ed") and len(word) > 4 and word.isalpha() and word not in _NO_PASTS and word not in _AHEAD
    return word if ends else ""


def _is_state(words: list[str], place: int) -> bool:
    """Tell a participle that says how a thing is ("is not involved", "to be closed"), not that it was done."""
    at = place - 1
    while at >= 0 and (words[at] in _STILL or words[at].endswith("ly")):
        if words[at] in ("be", "being"):
            return True
        at -= 1
    return at >= 0 and words[at] in _BE
