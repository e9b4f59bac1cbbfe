"""Titles that stand for a person or body named before: "President Dahl … the president said"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarizer.speakers.casting import Cast, Person, resolve
from summarizer.speakers.lexicon import AGAINST, BODIES, DETERMINERS, MODIFIERS, ROLES
from summarizer.speakers.phrases import Phrase, Token, find_phrases, is_name

_ARTICLES = frozenset({"the", "a", "an"})


def learn_titles(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> dict[str, Person]:
    """Learn whose titles a sentence tells: before a name, or beside it between commas.

    Each title is also known by its ends: "the Norland prime minister" is "prime minister" and "minister".
    """
    learnt: dict[str, Person] = {}
    for phrase, title in _titles(tokens, phrases):
        person = resolve(tokens, phrase, cast)
        if person.named:
            for at in range(len(title)):
                learnt[" ".join(title[at:])] = person
    for phrase in phrases:
        if not phrase.name and not phrase.owns and phrase.head in ROLES:  # "Norland officials … the officials"
            office = resolve(tokens, phrase, cast)
            learnt |= {phrase.head: office} if office.actor else {}
        if phrase.head in BODIES and _has_name_before_head(tokens, phrase):
            learnt[phrase.head] = resolve(tokens, phrase, cast)
        if phrase.inner < phrase.end:  # "supporters of President Dahl"
            owner = tokens[phrase.inner + 1 : phrase.end]
            learnt |= learn_titles(owner, find_phrases(owner), cast)
    return learnt


def _has_name_before_head(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "the Harbour Board" from "the board"."""
    return not phrase.owns and any(is_name(tokens, at) for at in range(phrase.start, phrase.inner - 1))


def find_title(tokens: Sequence[Token], phrase: Phrase, titles: Mapping[str, Person]) -> Person:
    """Give whom "the president" means; nobody where the title was not told with a name."""
    if phrase.name or tokens[phrase.start].lower != "the":
        return Person()
    return titles.get(" ".join(_words(tokens, phrase.start + 1, phrase.inner)), Person())


def _titles(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[tuple[Phrase, tuple[str, ...]]]:
    for at, phrase in enumerate(phrases):
        if not phrase.name or phrase.owns:
            continue
        first = phrase.inner - len(phrase.name.split())
        yield phrase, _title(tokens, phrase.start, first)
        for other in phrases[max(0, at - 1) : at + 2]:
            if other is not phrase and not other.name and _are_beside(tokens, phrase, other):
                yield phrase, _title(tokens, other.start, other.inner)


def _are_beside(tokens: Sequence[Token], phrase: Phrase, other: Phrase) -> bool:
    """Tell "Ana Dahl, the premier" and "the premier, Ana Dahl" from two who are named in a row."""
    first, second = sorted((phrase, other), key=lambda p: p.start)
    close = second.start == first.end + 1 and tokens[first.end].text == ","
    # "In Arden, the mayor"; "in the capital, Arden, the mayor": these are no mayors of that name.
    placed = phrase.governed and " " not in phrase.name
    third = first is phrase and phrase.start > 0 and tokens[phrase.start - 1].text == ","
    return close and not placed and not third and tokens[other.start].lower in _ARTICLES


def _title(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """Give the words of a title in small letters; none where its last word is no role, or one against somebody."""
    words = _words(tokens, start, end)
    while words and words[0] in DETERMINERS:
        words = words[1:]
    return words if words and words[-1] in ROLES - AGAINST - MODIFIERS else ()


def _words(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[start:end] if not token.owns)
