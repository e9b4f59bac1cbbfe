"""Phrases of a sentence, a role and the name that stands behind its owners as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.analysis.tagged_words import FUNCTION, Token

_NO_FIRST_NAME = frozenset({"places", "roles", "capital_words", "saying"})
#: Words of a person's name.
_PERSON = (2, 3)
_NO_OWNERS = FUNCTION | {"saying", "stances", "between", "adverbs", "participles", "audience"}  # names, not language


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens ``start:end`` that names somebody; ``head`` is its last word, with its ``tags``.

    ``name`` is the run of capitalised words at the end, from ``name_start`` on, empty for a role or
    pronoun. ``inner`` is where the phrase proper ends and its owner ("of the union") begins.
    ``governed`` phrases stand behind a preposition: they are nobody's subject, as those that own what follows.
    """

    start: int
    end: int
    inner: int
    head: str
    name: str
    name_start: int
    governed: bool
    owns: bool
    tags: frozenset[str] = frozenset()


def join_names(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases, a role and the name behind its owners as one: "министр водных ресурсов Дании Иван Дал"."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else phrase
        first = phrase.inner
        while first > phrase.start and not tokens[first - 1].tags & _NO_FIRST_NAME and tokens[first - 1].is_capital:
            first -= 1
        is_person = phrase.inner - first in _PERSON and phrase.end == phrase.inner and "declined" in phrase.tags
        is_role = not last.name and bool(last.tags & {"roles"}) and not tokens[last.start].owns
        if is_person and is_role and last.end < first and _are_owners(tokens[last.end : first]):
            name = " ".join(token.text for token in tokens[first : phrase.inner])
            phrase = replace(phrase, start=last.start, name=name, name_start=first, governed=last.governed)
            joined.pop()
        joined.append(phrase)
    return tuple(joined)


def _are_owners(between: Sequence[Token]) -> bool:
    """Return whether all words own what stands before them: "водных ресурсов", a place, what is called «so»."""
    for token in between:
        is_owner = "owner_endings" in token.tags and not token.tags & _NO_OWNERS
        if not (is_owner or token.tags & {"postmodifiers", "places"} or token.text in "«»"):
            return False
    return True
