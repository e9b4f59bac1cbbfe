"""A sentence → the phrases in it that could speak: names, roles, pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.quoting import MASK
from summarizer.speakers.lexicon import (
    BETWEEN,
    CLAUSES,
    DETERMINERS,
    MODIFIERS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SAYING,
    SHARES,
)
from summarizer.words import fold

# The full stop of "U.N.", "Col." and "Ana B. Dahl" ends no clause.
_SHORT = (
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?= [A-Z])"
    r"|(?:Adm|Brig|Capt|Cmdr|Col|Corp|Dr|Gen|Gov|Inc|Jr|Lt|Ltd|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|Sr|St)\."
)
_TOKEN = re.compile(rf"(?<!\w)(?:{_SHORT})(?!\w)|\d+(?:[.,]\d+)+|[^\W_](?:[\w’'-]|\.(?=\w))*|[^\w\s]")
_ADVERBS = BETWEEN - {"may", "will"}  # which are names too
_OWNING = ("'", "’", "'s", "’s")
_OWNERS = frozenset({"of", "for", "at", "from", "in", "with"})
_OPENERS = frozenset({"there", "here", "today", "yesterday", "tomorrow", "tonight", "yet"})
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PARTICLES = frozenset("de del della der den van von bin al el da dos du la le ben ibn zu abu".split())
_JOINED_PARTICLE = re.compile(r"(?:[ae][dlnrstz]|ash|bin|ibn|abu|[dl])[-'’][A-ZÀ-Þ]")
_LATER = frozenset({"later", "earlier", "ago"})
_BEHIND_PARTICIPLE = DETERMINERS | {"to", "that", "at", "about", "from", "against"}
# Made once: a name is asked for at nearly every word.
_COMMON = DETERMINERS | PREPOSITIONS | CLAUSES | PRONOUNS | MODIFIERS | _OPENERS
_OPENING = _COMMON | SAYING | ROLES | _ADVERBS
_NO_EPITHETS = PREPOSITIONS | CLAUSES | SAYING


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence. ``key`` is the folded word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    key: str
    owns: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens ``start:end`` that names somebody; ``head`` is its last word.

    ``name`` is the run of capitalised words at the end, empty for a role or pronoun. ``inner`` is
    where the phrase proper ends and its owner ("of the union") begins. ``governed`` phrases stand
    behind a preposition and are nobody's subject.
    """

    start: int
    end: int
    inner: int
    head: str
    name: str
    governed: bool
    owns: bool


@lru_cache(maxsize=50_000)
def _look_at(word: str) -> tuple[str, str, bool]:
    """Give a word in small letters and folded, and whether it owns what follows."""
    return word.lower(), fold(word.rstrip(".") or word), word.endswith(_OWNING)


def tokenize(masked: str) -> tuple[Token, ...]:
    """Cut a masked sentence into words and marks."""
    return tuple(
        Token(word, found.start(), found.end(), *_look_at(word))
        for found in _TOKEN.finditer(masked)
        if (word := found.group()) != MASK
    )


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token is (part of) a name: it has a capital that its place does not explain."""
    token = tokens[at]
    if not token.text[0].isupper():
        return _is_particle(tokens, at)
    if token.text == "I" or token.lower in _CALENDAR:
        return False
    opens = at == 0 or tokens[at - 1].text in '“”"«»„:.…'
    if opens and (token.lower in _OPENING or token.lower.endswith("ly")):
        return False
    if at == 0 and _opens_aside(tokens):
        return False
    return token.lower not in _COMMON or token.lower in MODIFIERS


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Tell the small words inside a name: "Karim el-Sayed", "Ada van der Meer"."""
    if _JOINED_PARTICLE.match(tokens[at].text):
        return True
    first, last = at, at
    while first and tokens[first].lower in _PARTICLES:
        first -= 1
    while last < len(tokens) and tokens[last].lower in _PARTICLES:
        last += 1
    return first < at < last < len(tokens) and tokens[first].text[0].isupper() and tokens[last].text[0].isupper()


def _opens_aside(tokens: Sequence[Token]) -> bool:
    """Tell "Seconds later, …" and "Hoping to save it, …": their first words are no names."""
    after = tokens[1].lower if len(tokens) > 1 else ""
    return after in _LATER or (tokens[0].lower.endswith("ing") and after in _BEHIND_PARTICIPLE)


def find_phrases(tokens: Sequence[Token], heads: frozenset[str] = frozenset()) -> tuple[Phrase, ...]:
    """Find the phrases of a sentence, in order, not overlapping; ``heads`` are a plan's own words for who speaks.

    >>> text = "A spokesman for Premier Dahl met the union's lawyer, Karl Voss, in Port Ilsa."
    >>> words = tokenize(text)
    >>> [" ".join(t.text for t in words[p.start:p.end]) for p in find_phrases(words)]
    ['A spokesman for Premier Dahl', "the union's lawyer", 'Karl Voss', 'Port Ilsa']
    """
    phrases: list[Phrase] = []
    at = 0
    while at < len(tokens):
        end = _end_of_phrase(tokens, at, heads)
        if end == at:
            at += 1
            continue
        inner = end
        if not _is_named(tokens, at, end):
            end = _with_owner(tokens, end, heads)
        phrase = _phrase(tokens, at, inner, end)
        before = phrases[-1] if phrases else None
        if before and before.governed and before.end == at - 1 and tokens[at - 1].lower in ("and", "or"):
            phrase = replace(phrase, governed=True)  # "guests from Arden and Belmont"
        phrases.append(phrase)
        at = end
    return tuple(phrases)


def _end_of_phrase(tokens: Sequence[Token], start: int, heads: frozenset[str]) -> int:
    """Give the end of the phrase that begins here, or ``start`` if none does."""
    first = tokens[start]
    if first.lower in PRONOUNS:
        return start + 1
    if first.lower == "that" and start + 1 < len(tokens) and is_name(tokens, start + 1):
        return start
    at = start + (first.lower in DETERMINERS and not is_name(tokens, start))
    end = start
    while at < len(tokens):
        token = tokens[at]
        if is_name(tokens, at) or _is_role(token, heads):
            end = at + 1
        elif _is_of_state(tokens, at):
            pass
        elif not (_may_precede_role(token) or _unknown_before_role(tokens, start, at, heads)):
            break
        at += 1
    return end


def _is_role(token: Token, heads: frozenset[str]) -> bool:
    return token.lower in ROLES or token.key in ROLES or token.lower in heads


def _may_precede_role(token: Token) -> bool:
    return token.lower in MODIFIERS or token.text[0].isdigit()


def _is_of_state(tokens: Sequence[Token], at: int) -> bool:
    """ "Secretary of State" is one title."""
    return (
        tokens[at].lower == "of"
        and at > 0
        and at + 1 < len(tokens)
        and (tokens[at - 1].lower in ("secretary", "minister") and tokens[at + 1].text == "State")
    )


def _unknown_before_role(tokens: Sequence[Token], start: int, at: int, heads: frozenset[str]) -> bool:
    """Let one unknown word stand between a determiner and a role ("the rail workers"); also "said a tired Ana Dahl"."""
    if at != start + 1 or at + 1 >= len(tokens) or tokens[start].lower not in DETERMINERS:
        return False
    plain = tokens[at].lower
    if plain in _NO_EPITHETS or not plain[0].isalpha():
        return False
    behind_verb = start > 0 and tokens[start - 1].lower in SAYING
    return _is_role(tokens[at + 1], heads) or (behind_verb and is_name(tokens, at + 1))


def _is_named(tokens: Sequence[Token], start: int, end: int) -> bool:
    return end > start and is_name(tokens, end - 1) and tokens[end - 1].key not in ROLES


def _with_owner(tokens: Sequence[Token], end: int, heads: frozenset[str]) -> int:
    if end + 1 >= len(tokens):
        return end
    at = end
    if tokens[at].lower == "close" and tokens[at + 1].lower == "to":
        at += 1
    elif tokens[at].lower not in _OWNERS:
        return end
    after = _end_of_phrase(tokens, at + 1, heads) if tokens[at + 1].lower not in PRONOUNS else at + 1
    if tokens[at].lower == "with" and after > at + 2 and all(is_name(tokens, n) for n in range(at + 1, after)):
        return end  # "the talks with Ana Dahl"
    return after if after > at + 1 else end


def _is_share(tokens: Sequence[Token], start: int) -> bool:
    """Tell "half of the residents" from "the mayor of Arden"."""
    return start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in SHARES


def _phrase(tokens: Sequence[Token], start: int, inner: int, end: int) -> Phrase:
    first = inner
    while first > start and is_name(tokens, first - 1) and tokens[first - 1].key not in ROLES:
        first -= 1
        if first > start and tokens[first - 1].owns:
            break
    name = " ".join(token.text for token in tokens[first:inner])
    governed = start > 0 and tokens[start - 1].lower in PREPOSITIONS and not _is_share(tokens, start)
    return Phrase(start, end, inner, tokens[inner - 1].key, name, governed, tokens[inner - 1].owns)
