"""A sentence's words and phrases, and what other words tell of one: that it is a verb in two parts, or no name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
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
#: What closes a quotation, and what stands between it and who says it.
_CLOSING, _BEHIND_QUOTATION = frozenset('“”"»'), frozenset(",–—-")
#: What may stand before a verb behind a quotation: "« … », a murmuré", "« … », se souvient".
_BEFORE_VERB = frozenset({"auxiliaries", "object_pronouns"})  # names, not language
#: Tags that a word has by its ending alone.
_BY_ENDING = frozenset({"past_participles", "owner_endings", "feminine"})  # names, not language
#: What has a capital by its place or kind, where all nouns have one.
_NO_NOUN = frozenset(
    {INNER, "determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers", "titles", "roles"}
)
FUNCTION = frozenset(  # names, not language
    {"determiners", "prepositions", "clause_openers", "pronouns", "sentence_openers"}
)
#: What adjectives may be besides.
ADJECTIVES = frozenset({"modifiers", "peoples", "against", "private", "time_spans", "places"})  # names, not language


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
    ("die SPD").
    """
    if not language.text("names.capital_nouns"):
        return
    endings, places = language.phrases("names.noun_endings"), load_countries(language).places
    adjectives = language.phrases("grammar.adjective_endings")
    for at, token in enumerate(tokens):
        before = token_at(tokens, at - 1)
        if not token.is_capital or token.text.isupper() or token.key in places:
            continue
        if token.tags & _NO_NOUN:
            if "roles" in token.tags:
                tokens[at] = token._replace(tags=token.tags | {"capital_nouns"})
            continue
        is_noun = token.lower.endswith(endings)
        if not is_noun and not (before.is_capital and not before.tags & FUNCTION):
            is_noun = "determiners" in before.tags or before.text[:1].isdigit() or "small_counts" in before.tags
            is_adjective = before.lower.endswith(adjectives) and before.text[:1].islower() and before.tags <= ADJECTIVES
            is_noun = is_noun or is_adjective
        if is_noun:
            tokens[at] = token._replace(tags=token.tags | {"common_nouns", "capital_nouns"})


def mark_unknown_verbs(tokens: list[Token], language: Language) -> None:
    """Tag as a verb of saying what no table knows between a quotation and a name: "« … », a murmuré Anne Dal".

    Where nouns have capitals, only two words in a row are a name.
    """
    if language.text("reporting.word_order") != "free":
        return
    has_capital_nouns = bool(language.text("names.capital_nouns"))
    for at, token in enumerate(tokens):
        following = token_at(tokens, at + 1)
        is_name = following.is_capital and "weekdays" not in following.tags
        is_name = is_name and (token_at(tokens, at + 2).is_capital or not has_capital_nouns)
        is_unknown = token.text.isalpha() and token.text.islower() and token.tags <= _BY_ENDING
        if not (is_unknown and (is_name or "person_pronouns" in following.tags)):
            continue
        before = at - 1 - bool(token_at(tokens, at - 1).tags & _BEFORE_VERB)
        quotation = before
        while token_at(tokens, quotation).text in _BEHIND_QUOTATION:
            quotation -= 1
        if quotation < before and token_at(tokens, quotation).text in _CLOSING:
            tokens[at] = token._replace(tags=token.tags | {"saying"})


def find_matter_end(tokens: Sequence[Token], start: int) -> int:
    """Return the end of the unknown noun that a role has to do with, else 0: "l'exploitant du barrage"."""
    while "determiners" in token_at(tokens, start).tags:
        start += 1
    noun = token_at(tokens, start)
    is_noun = noun.text[:1].islower() and len(noun.text) > 2 and not noun.tags - {"postmodifiers"}
    return start + 1 if is_noun else 0
