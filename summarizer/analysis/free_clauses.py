"""The moods of verbs in languages in which an auxiliary may stand anywhere in its clause ("wird … unterzeichnen").

A verb is told by its ending, and what it tells by itself or by the auxiliary that its clause has: that right behind it,
else the last one before. Too many words pass for verbs; that does no harm, since only a word counts that one sentence
tells as done and another one as to come. All words and endings come from the language's ``tense.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import cut_joined, fold

#: A word, or a sign.
WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
#: Where a clause ends.
BREAKS = frozenset(";:—–()[]…!?")
_SHORTEST, _LEAST_STEM = 4, 3
_TO_COME = frozenset({"future", "supposed"})  # names, not language


@dataclass(frozen=True, slots=True)
class VerbTold:
    """What may be a verb, its stem, what is told of it (``past``, ``future``, ``supposed``, or nothing), its clause."""

    word: str
    stem: str
    mood: str
    clause: int


@lru_cache(maxsize=20_000)  # what a sentence claims, its words and its names are read apart
def find_verbs(text: str, language: Language) -> Sequence[VerbTold]:
    """Return what may be a verb in a text, with its mood.

    >>> from summarizer.lang.language import load_language
    >>> german = load_language("de")
    >>> [(verb.stem, verb.mood) for verb in find_verbs("Der Rat wird den Vertrag unterzeichnen.", german)]
    [('unterzeichn', 'future')]
    >>> [(verb.stem, verb.mood) for verb in find_verbs("Der Rat stimmte dem Verkauf zu.", german)]
    [('zustimm', 'past')]
    """
    roles, breaks = load_groups(language, "tense.roles", str.casefold), language.words("tense.clause_openers") | BREAKS
    prefixes, marks = language.words("tense.verb_prefixes"), language.words("tense.infinitive_marks")
    is_behind = bool(language.text("tense.auxiliary_behind"))
    words = WORD.findall(text.replace("ʼ", "'").replace("’", "'"))
    tokens = chain.from_iterable(cut_joined(word, language) for word in words)
    verbs: list[VerbTold] = []
    # What the clause's auxiliary tells, how many verbs stand right before, and which word does.
    mood, run, clause, before = "", 0, 0, ""
    for token, following in pairwise([*tokens, "."]):
        word = token.casefold()
        role = next(iter(roles.find(word)), "")
        is_name = token[0].isupper() and bool(before)
        if role == "condition":
            mood, run, clause = "supposed", 0, clause + 1
        elif word in breaks:
            mood, run, clause = "", 0, clause + 1
        elif word in prefixes and not following[0].isalnum():
            _give_back_prefix(verbs, fold(word), clause)
        elif is_name:
            run = 0
        elif role:
            if role != "past" or mood not in _TO_COME:
                mood = role
            if is_behind:
                _change_moods(verbs, run, mood.replace("unsure", ""))
        else:
            kind, stem = _read_form(word, language)
            run = run + 1 if kind else 0
            if kind:
                verbs.append(VerbTold(word, stem, _tell_mood(kind, mood, is_marked=before in marks), clause))
        before = word
    return tuple(verbs)


def _change_moods(verbs: list[VerbTold], run: int, mood: str) -> None:
    """Give the last verbs the mood of an auxiliary that stands behind them: "unterzeichnet werden soll"."""
    for at in range(len(verbs) - run, len(verbs)):
        verbs[at] = replace(verbs[at], mood=mood)


def _give_back_prefix(verbs: list[VerbTold], prefix: str, clause: int) -> None:
    """Put the prefix that ends a clause before its last verb: "stimmte … zu"."""
    for at in range(len(verbs) - 1, -1, -1):
        verb = verbs[at]
        if verb.clause == clause and verb.mood == "past":
            verbs[at] = replace(verb, stem=prefix + verb.stem)
            return


def _tell_mood(kind: str, mood: str, *, is_marked: bool) -> str:
    """Return what is told of a verb by its form and its clause's auxiliary."""
    if kind in ("past", "future"):
        return "supposed" if mood == "supposed" else kind
    if mood == "unsure":
        return ""
    if is_marked or kind == "infinitive":
        # "to open", "de signer": what was done is not told so.
        return mood if mood in _TO_COME else "future" if is_marked else ""
    if kind in ("finished", "strong"):
        # By itself it is the whole verb: "подписан", "beschlossen".
        return mood or "past"
    return mood


@lru_cache(maxsize=100_000)
def _read_form(word: str, language: Language) -> tuple[str, str]:
    """Return the kind of a verb's form and its stem, by its ending; nothing where it has none."""
    table = _load_forms(language)
    if len(word) < _SHORTEST or word in table.none:
        return "", ""
    prefix, rest = "", word
    infixed = table.infix.match(word)
    for found in (infixed, table.prefix.match(word)):
        if found and len(found["rest"]) > _LEAST_STEM:
            prefix, rest = found["prefix"] or "", found["rest"]
            break
    for kind, ending in table.endings.items():
        found = ending.search(rest)
        if found and found.start() >= _LEAST_STEM - 1:
            stem = rest[: found.start()]
            irregular = table.stems.get(stem, "")
            if irregular and kind == "participle" and not infixed:
                # It is the form of the past too.
                kind = "strong"
            return kind, fold(prefix + (irregular or stem))
    irregular = table.stems.get(rest, "")
    return ("past", fold(prefix + irregular)) if irregular else ("", "")


@dataclass(frozen=True, slots=True)
class _Forms:
    """The endings of verbs by their kinds, and what else makes their forms."""

    endings: Mapping[str, re.Pattern[str]]
    stems: Mapping[str, str]
    none: frozenset[str]
    infix: re.Pattern[str]
    prefix: re.Pattern[str]


@cache
def _load_forms(language: Language) -> _Forms:
    """Return the forms of a language's verbs, compiled once."""
    endings = {}
    for kind, patterns in language.rules("tense.verb_endings").items():
        endings[kind] = re.compile("(?:" + "|".join(pattern.pattern for pattern in patterns) + ")$")
    prefixes = language.alternatives("tense.verb_prefixes")
    return _Forms(
        endings=endings,
        stems=language.texts("tense.verb_stems"),
        none=language.words("tense.no_verbs"),
        infix=re.compile(rf"(?P<prefix>{prefixes})?{language.alternatives('tense.verb_infixes')}(?P<rest>.+)"),
        prefix=re.compile(rf"(?P<prefix>{prefixes})(?P<rest>.+)"),
    )
