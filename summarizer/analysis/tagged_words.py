"""A sentence's words, and what others tell of one: that it is a verb in two parts, or a noun and no name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import NamedTuple

from summarizer.analysis.names import load_countries
from summarizer.lang.language import Language

#: The tables of verbs by the part of them that stands at the end of their clause ("teilte … mit") → their tag.
PARTED: Mapping[str, str] = MappingProxyType(
    {  # names, not language
        "reporting.parted_saying": "saying",
        "reporting.parted_stances": "stances",
        "reporting.parted_no_verbs": "no_verbs",
    }
)
#: The tag of the words of an expression ("ruled out") behind its first, which alone has the expression's own tag.
INNER = "inner"
_CLAUSE_ENDS = frozenset(",;:–—")
#: What has a capital by its place or kind, where all nouns have one.
_NO_NOUN = frozenset(
    {INNER, "determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers", "titles", "roles"}
)
FUNCTION = frozenset(  # names, not language
    {"determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers"}
)
#: What adjectives may be besides.
ADJECTIVES = frozenset({"modifiers", "peoples", "against", "private", "time_spans", "places"})  # names, not language
_OWNING_ENDS = ("s", "’", "'")
#: What a word has by its ending or beside, that is no verb and no small word.
_BESIDE_NOUNS = frozenset(  # names, not language
    {"datives", "declined", "modifiers", "peoples", "places", "whole_names"}
)


class Token(NamedTuple):
    """A word or mark of a sentence. ``key`` is the folded word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    key: str
    owns: bool
    is_capital: bool
    tags: frozenset[str] = frozenset()


_NOTHING = Token("", 0, 0, "", "", owns=False, is_capital=False)


def token_at(tokens: Sequence[Token], at: int) -> Token:
    """Return the token at a place, an empty one before the first and behind the last."""
    return tokens[at] if 0 <= at < len(tokens) else _NOTHING


def mark_parted(tokens: list[Token], verbs: Mapping[str, Set[str]], tag: str) -> None:
    """Tag the verbs whose other part ends their clause: "teilte die Stadt am Montag mit"."""
    for at, part in enumerate(tokens):
        following = token_at(tokens, at + 1)
        goes_on = following.tags & ({"coordinators", "prepositions"} if tag == "no_verbs" else {"coordinators"})
        if part.lower not in verbs or (following.text.isalnum() and not goes_on):
            continue
        for place in range(at - 1, -1, -1):
            token = tokens[place]
            if token.text in _CLAUSE_ENDS:
                break
            if token.lower in verbs[part.lower]:
                tokens[place] = token._replace(tags=token.tags | {tag})
                break


def mark_nouns(tokens: list[Token], language: Language) -> None:
    """Tag what is a noun and no name in a language that writes all nouns with a capital.

    It has an ending of nouns, or stands behind an article, a number or an adjective. A country is none, nor letters
    ("die SPD"), nor one of two that follow each other ("die Abgeordnete Ines Dahl").
    """
    endings, places = language.phrases("names.noun_endings"), load_countries(language).places
    adjectives = language.phrases("grammar.adjective_endings")
    for at, token in enumerate(tokens):
        before = token_at(tokens, at - 1)
        if token.is_capital and INNER in token.tags:  # "nach Angaben"
            tokens[at] = token._replace(tags=token.tags | {"capital_words"})
        if not token.is_capital or token.text.isupper() or token.key in places:
            continue
        follows_name = before.is_capital and not before.tags and not before.text.isupper()
        if "roles" in token.tags and follows_name and not before.lower.endswith((*endings, *_OWNING_ENDS)):
            tokens[at] = token._replace(tags=frozenset())  # "Jan Richter"
        if token.tags & _NO_NOUN:
            if "roles" in token.tags:
                tokens[at] = token._replace(tags=token.tags | {"capital_nouns"})
                _mark_adjectives(tokens, at, adjectives)
            continue
        is_noun = token.lower.endswith(endings)
        if not is_noun and not (before.is_capital and not before.tags & FUNCTION):
            is_noun = "determiners" in before.tags or before.text[:1].isdigit() or "small_counts" in before.tags
            is_adjective = before.lower.endswith(adjectives) and before.text[:1].islower() and before.tags <= ADJECTIVES
            following = token_at(tokens, at + 1)
            is_first_name = following.is_capital and not following.tags and not following.lower.endswith(endings)
            is_surname = "particles" in before.tags & token_at(tokens, at - 2).tags  # "Ina von der Heide"
            is_noun = (is_noun or is_adjective) and not (is_first_name or is_surname)
        if is_noun:
            tokens[at] = token._replace(tags=token.tags | {"common_nouns", "capital_nouns"})
            _mark_adjectives(tokens, at, adjectives)


def _mark_adjectives(tokens: list[Token], noun: int, endings: tuple[str, ...]) -> None:
    """Tag the adjectives between a determiner and its noun: "der langjährige örtliche Leiter"."""
    start = noun
    while tokens[start - 1].text[0].islower() and tokens[start - 1].lower.endswith(endings):
        if start == 1 or tokens[start - 1].tags - ADJECTIVES:
            break
        start -= 1
    if start < noun and "determiners" in token_at(tokens, start - 1).tags:
        for at in range(start, noun):
            tokens[at] = tokens[at]._replace(tags=tokens[at].tags | {"modifiers"})


def mark_owned(tokens: list[Token], language: Language) -> None:
    """Tag what an office is for and where, up to who holds it, in a language that tells it by endings alone:
    "голова спілки пекарів «…» Іван Дал"."""
    endings = language.phrases("grammar.genitive_endings")
    for at, token in enumerate(tokens) if endings else ():
        if "roles" not in token.tags or "audience" in token.tags:
            continue
        end = at + 1
        while _is_owned(tokens, end, endings, language.phrases("grammar.no_genitive_endings")):
            end += 1
        person = tokens[end : end + 2]
        if len(person) > 1 and all(one.is_capital and not one.tags & (FUNCTION | {"roles"}) for one in person):
            for owned in range(at + 1, end):
                if "places" not in tokens[owned].tags:
                    tokens[owned] = tokens[owned]._replace(tags=tokens[owned].tags | {"postmodifiers"})


def _is_owned(tokens: Sequence[Token], at: int, endings: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether a word may say what the office before it is for: a noun by its ending, a title or a place."""
    token, following = token_at(tokens, at), token_at(tokens, at + 1)
    if token.text in {"«", "»"}:
        return {"«": "»", "»": "«"}[token.text] in {following.text, token_at(tokens, at - 1).text}
    if token.tags & {"postmodifiers", "bodies"}:
        return not token.is_capital or following.text[:1].islower()
    if token.is_capital and not following.text[:1].islower():
        return "places" in token.tags and following.is_capital and token_at(tokens, at + 2).is_capital
    return token.tags <= _BESIDE_NOUNS and token.lower.endswith(endings) and not token.lower.endswith(others)
