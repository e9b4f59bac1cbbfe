"""The moods of verbs in languages in which an auxiliary may stand anywhere in its clause ("wird … unterzeichnen").

A verb is told by its ending, and what it tells by itself or by the auxiliary that its clause has: that right behind it,
else the last one before. Too many words pass for verbs; that does no harm, since only a word counts that one sentence
tells as done and another one as to come. All words and endings come from the language's ``tense.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

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
    """What may be a verb, its stem, and what is told of it (``past``, ``future``, ``supposed``, or nothing)."""

    word: str
    stem: str
    mood: str


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
    words = WORD.findall(text.replace("ʼ", "'").replace("’", "'"))
    tokens = ["", *chain.from_iterable(cut_joined(word, language) for word in words), "."]
    verbs: list[VerbTold] = []
    for places, mood in _cut_clauses(tokens, language):
        verbs += _read_clause(tokens, places, mood, language)
    return tuple(verbs)


def _find_role(word: str, language: Language) -> str:
    """Return what a word does to the verbs of its clause, empty for nothing."""
    return next(iter(load_groups(language, "tense.roles", str.casefold).find(word)), "")


def _cut_clauses(tokens: Sequence[str], language: Language) -> Iterator[tuple[range, str]]:
    """Yield the places of the words of each clause, but for those around a text, and the mood that it opens with."""
    breaks = language.words("tense.clause_openers") | BREAKS
    start, mood = 1, ""
    for at in range(1, len(tokens) - 1):
        word = tokens[at].casefold()
        is_condition = _find_role(word, language) == "condition"
        if is_condition or word in breaks:
            yield range(start, at), mood
            start, mood = at + 1, "supposed" if is_condition else ""
    yield range(start, len(tokens) - 1), mood


def _read_clause(tokens: Sequence[str], places: Iterable[int], mood: str, language: Language) -> list[VerbTold]:
    """Return what may be a verb among the words of a clause; ``mood`` is what its auxiliary tells, as far as read."""
    prefixes, marks = language.words("tense.verb_prefixes"), language.words("tense.infinitive_marks")
    verbs: list[VerbTold] = []
    # How many verbs stand right before.
    run = 0
    for at in places:
        word, before = tokens[at].casefold(), tokens[at - 1].casefold()
        role = _find_role(word, language)
        kind, stem = _read_form(word, language)
        if word in prefixes and not tokens[at + 1][0].isalnum():
            _give_back_prefix(verbs, fold(word))
        elif before and tokens[at][0].isupper():
            # It is a name.
            run = 0
        elif role:
            mood = mood if role == "past" and mood in _TO_COME else role
            # An auxiliary may stand behind its verbs: "unterzeichnet werden soll".
            behind = run if language.text("tense.auxiliary_behind") else 0
            verbs[len(verbs) - behind :] = [
                replace(verb, mood=mood.replace("unsure", "")) for verb in verbs[len(verbs) - behind :]
            ]
        elif kind:
            run += 1
            verbs.append(VerbTold(word, stem, _tell_mood(kind, mood, is_marked=before in marks)))
        else:
            run = 0
    return verbs


def _give_back_prefix(verbs: list[VerbTold], prefix: str) -> None:
    """Put the prefix that ends a clause before its last verb: "stimmte … zu"."""
    for at in range(len(verbs) - 1, -1, -1):
        if verbs[at].mood == "past":
            verbs[at] = replace(verbs[at], stem=prefix + verbs[at].stem)
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
    infixed = table.infix.match(word)
    prefix, rest = _cut_prefix(word, infixed, table)
    for kind, ending in table.endings.items():
        found = ending.search(rest)
        if found and found.start() >= _LEAST_STEM - 1:
            stem = rest[: found.start()]
            if stem in table.stems and kind == "participle" and not infixed:
                # It is the form of the past too.
                kind = "strong"
            return kind, fold(prefix + table.stems.get(stem, stem))
    return ("past", fold(prefix + table.stems[rest])) if rest in table.stems else ("", "")


def _cut_prefix(word: str, infixed: re.Match[str] | None, table: _Forms) -> tuple[str, str]:
    """Return the prefix of a verb's form and what stands behind it, and behind what is put in between."""
    for found in (infixed, table.prefix.match(word)):
        if found and len(found["rest"]) > _LEAST_STEM:
            return found["prefix"] or "", found["rest"]
    return "", word


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
