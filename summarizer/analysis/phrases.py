"""The phrases of a sentence that could speak: names, roles and pronouns, with what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.analysis.tagged_words import (
    FUNCTION,
    INNER,
    Phrase,
    Token,
    find_matter_end,
    token_at,
)

_AFTER_STOP = frozenset('“”"«»„:.…') | {""}
_NEVER_NAMES = frozenset({"capital_words", "common_nouns", "weekdays"})
#: Words of a town and the name of whom it has: "Ніжина Іван Дал".
_OWNER_AND_NAME = 3
_MOST_OWNERS = 2
_NO_BODY_NAME = frozenset({"capital_nouns", "common_nouns", "declined"})
_OWNING = frozenset({"owner_endings"})
_NO_FIRST_NAMES = frozenset({"patronymics", "places"})
_ROLES = frozenset({"roles", "common_nouns"})
_NO_SPEAKERS = frozenset({"audience", "inner_sources"})
_NO_OPENING = frozenset({"pronouns", "capital_nouns", "capital_words"})
_OFFICES = frozenset({"openers", "places", "closed"})
_PARTICLES = frozenset({"particles", "joined_particle"})
_OPENERS = frozenset({"pronouns", "determiners", "modifiers"})
_BEHIND_GERUNDS = frozenset({"determiners", "behind_participles"})
_GO_ON = frozenset({"modifiers", "postmodifiers", INNER})  # "el presidente ruso Pavel Dal"
_NO_NAME_AT_START = FUNCTION | frozenset(  # names, not language
    {"object_pronouns", "modifiers", "saying", "roles", "between", "adverbs", "small_counts"}
)

_NO_FIRST_NAME = frozenset({"places", "roles", "capital_words", "saying"})
_NO_ATTRIBUTES = frozenset(  # names, not language
    {"prepositions", "clause_openers", "saying", "stances", "auxiliaries", "finite_verbs", "irregular_pasts"}
)
_ATTRIBUTES = frozenset({"modifiers", "past_participles", "adverbs"})
#: Words of a person's name.
_PERSON = (2, 3)
_NO_OWNERS = FUNCTION | {"saying", "stances", "between", "adverbs", "participles", "audience"}  # names, not language


class _Run(NamedTuple):
    """Names, roles and what may stand between them, from a token on: where they stop, and where the last of them ends
    (0 where there is none)."""

    stop: int
    end: int


def find_expression_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind a word, or behind the expression of several words that it begins."""
    end = at + 1
    while INNER in token_at(tokens, end).tags:
        end += 1
    return end


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is (part of) a name: it has a capital that its place does not explain."""
    token = tokens[at]
    if not token.is_capital:
        return not token.tags.isdisjoint(_PARTICLES) and _is_particle(tokens, at)
    if token.tags & _NEVER_NAMES:
        return False
    if token.tags & _NO_NAME_AT_START and token_at(tokens, at - 1).text in _AFTER_STOP:
        return False
    # "Hoping to save it, …" (10 of 12 right)
    if at == 0 and "gerunds" in token.tags and token_at(tokens, 1).tags & _BEHIND_GERUNDS:
        return False
    # "USA Today"
    is_last = "between_or_names" in token.tags and token_at(tokens, at - 1).is_capital
    return is_last or "modifiers" in token.tags or not token.tags & FUNCTION


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is a small word inside a name: "Karim el-Sayed", "Ada van der Meer"."""
    if "particles" not in tokens[at].tags:
        return True
    first = last = at
    is_small_word = bool(tokens[at].tags & {"determiners", "prepositions"})
    while "particles" in token_at(tokens, first).tags:
        first -= 1
    while "particles" in token_at(tokens, last).tags:
        last += 1
    before = token_at(tokens, first)
    if "relatives" in tokens[at].tags and "particles" not in token_at(tokens, at - 1).tags:
        return False  # "Ministerin Dahl der Zeitung", unlike "Ina von der Heide"
    if is_small_word and before.tags & {"capital_nouns", INNER}:  # "ein Sprecher von Norda"
        return False
    if "owners" in tokens[at].tags and "roles" in before.tags and "titles" not in before.tags:
        return False  # "Ministerio de Sanidad"
    return before.is_capital and token_at(tokens, last).is_capital


def find_phrases(tokens: Sequence[Token], heads: frozenset[str] = frozenset()) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence, in order, not overlapping; ``heads`` are a plan's own words for who speaks.

    >>> from summarizer.analysis.tagged_words import tokenize
    >>> text = "A spokesman for Premier Dahl met the union's lawyer, Karl Voss, in Port Ilsa."
    >>> words = tokenize(text, english)
    >>> [" ".join(t.text for t in words[p.start:p.end]) for p in find_phrases(words)]
    ['A spokesman for Premier Dahl', "the union's lawyer", 'Karl Voss', 'Port Ilsa']
    """
    names = [is_name(tokens, at) for at in range(len(tokens))]
    for at in range(1, len(tokens) - 1):
        names[at] |= tokens[at].text == "&" and tokens[at - 1].is_capital
    roles = [(bool(token.tags & _ROLES) and not token.tags & _NO_SPEAKERS) or token.lower in heads for token in tokens]
    runs = _find_runs(tokens, names, roles)
    phrases: list[Phrase] = []
    at = 0
    while at < len(tokens):
        inner = _find_end(tokens, names, roles, runs, at)
        if inner == at:
            at += 1
            continue
        phrase = _read_phrase(tokens, names, roles, runs, at, inner)
        is_joined = "coordinators" in token_at(tokens, at - 1).tags and bool(phrases) and phrases[-1].end == at - 1
        if is_joined and phrases[-1].governed:  # "guests from Arden and Belmont"
            phrase = replace(phrase, governed=True)
        phrases.append(phrase)
        at = phrase.end
    return _join_names(tokens, phrases)


def _read_phrase(
    tokens: Sequence[Token],
    names: Sequence[bool],
    roles: Sequence[bool],
    runs: Sequence[_Run],
    start: int,
    inner: int,
) -> Phrase:
    """Return the phrase between two places, with what it owns behind it."""
    first, end = _find_name(tokens, names, start, inner), inner
    if first == inner:
        end = _add_owner(tokens, names, roles, runs, inner)
    # "Un informe del Banco de España": small words that stand inside names too link one thing to the next.
    if "postmodifiers" in token_at(tokens, inner).tags or (end > inner and "particles" in tokens[inner].tags):
        end = _add_owners(tokens, names, roles, runs, inner)
    if first == end and "roles" in tokens[end - 1].tags:
        end = _add_genitives(tokens, end)
    person = _find_person_behind(tokens, names, inner, end)
    if first == inner and person < end:
        first, inner = person, end
    name = " ".join(token.text for token in tokens[first:inner])
    before, head = token_at(tokens, start - 1).tags, tokens[inner - 1]
    opening = tokens[start]
    governed = "prepositions" in before or "object_determiners" in opening.tags
    if "genitives" in before and "shares" in token_at(tokens, start - 2).tags:
        governed = False  # "half of the residents", unlike "the mayor of Arden"
        start -= 2 if opening.owns or opening.tags & {"determiners", "obliques"} else 0
    return Phrase(start, end, inner, head.key, name, first, governed, head.owns, head.tags)


def _join_names(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases, a role and the name behind its owners as one: "министр водных ресурсов Дании Иван Дал"."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else phrase
        first = phrase.inner
        while first > phrase.start and not tokens[first - 1].tags & _NO_FIRST_NAME and tokens[first - 1].is_capital:
            first -= 1
        is_person = phrase.inner - first in _PERSON and phrase.end == phrase.inner and "declined" in phrase.tags
        is_role = not last.name and bool(last.tags & {"roles"}) and not tokens[last.start].owns
        if is_person and is_role and last.inner < first and _are_owners(tokens[last.inner : first]):
            name = " ".join(token.text for token in tokens[first : phrase.inner])
            phrase = replace(phrase, start=last.start, name=name, name_start=first, governed=last.governed)
            joined.pop()
        joined.append(phrase)
    return tuple(joined)


def _are_owners(between: Sequence[Token]) -> bool:
    """Return whether all words own what stands before them: "водных ресурсов", a place, what is called «so», a number;
    or tell what an office is for: "по правам ребёнка"."""
    for at, token in enumerate(between):
        is_owner = "owner_endings" in token.tags and not token.tags & _NO_OWNERS
        is_for = "prepositions" in token.tags and "postmodifiers" in token_at(between, at + 1).tags
        is_number = token.text == "№" or token.text.isdecimal()
        if not (is_owner or is_for or is_number or token.tags & {"postmodifiers", "places"} or token.text in "«»"):
            return False
    return True


def _add_genitives(tokens: Sequence[Token], end: int) -> int:
    """Return the end of a role with the words behind it that own it: "союз молочников", "Спілці банкірів"."""
    last = min(len(tokens), end + _MOST_OWNERS)
    while end < last and tokens[end].text.islower() and {"owner_endings"} == tokens[end].tags:
        end += 1
    return end


def _find_runs(tokens: Sequence[Token], names: Sequence[bool], roles: Sequence[bool]) -> list[_Run]:
    """Return of each token the run that it opens, found once from behind: a phrase may be tried at any token."""
    run = _Run(len(tokens), 0)
    runs = [run]
    for at in range(len(tokens) - 1, -1, -1):
        tags = tokens[at].tags
        if _ends_run(tokens, at, names[at], roles[at]):
            run = _Run(at + 1, at + 1)
        elif names[at] or roles[at]:
            run = _Run(run.stop, run.end or at + 1)
        # "two senior", the rest of "secretary of state"
        elif not (tags & _GO_ON or tokens[at].text[0].isdigit()):
            run = _Run(at, 0)
        runs.append(run)
    runs.reverse()
    return runs


def _ends_run(tokens: Sequence[Token], at: int, is_name: bool, is_role: bool) -> bool:
    """Return whether nothing behind a token goes on with it, though it may be a name or role too."""
    tags, following = tokens[at].tags, token_at(tokens, at + 1)
    # "nach Angaben der Behörden 40 Drohnen"
    if "capital_nouns" in tags and ("common_nouns" in following.tags or following.text[:1].isdigit()):
        return True
    if is_name and following.text[:1].isdigit() and "common_nouns" in token_at(tokens, at + 2).tags:
        return True  # "nach Angaben von Ina Dahl 40 Drohnen"
    if "roles" not in following.tags:
        return False
    # "у Києві міністр": a name stands behind its role there
    if is_name and "whole_names" in tags and not following.is_capital:
        return True
    return is_role and "obliques" in tags and "obliques" not in following.tags


def _find_end(
    tokens: Sequence[Token], names: Sequence[bool], roles: Sequence[bool], runs: Sequence[_Run], start: int
) -> int:
    """Return the end of the phrase that begins here, or ``start`` if none does, by what are names and what roles."""
    opening = tokens[start].tags
    is_opener = not opening.isdisjoint(_OPENERS) or tokens[start].text[0].isdigit()
    if not (names[start] or roles[start] or is_opener) or _opens_other(tokens, start):
        return start
    if "pronouns" in opening:
        return start + 1
    is_opened = "determiners" in opening
    run = runs[start + (is_opened and not names[start])]
    last = run.end - 1
    if not run.end:
        end, behind = start, start + 1
        may_go_on = is_opened
    else:
        end = behind = run.end
        may_go_on = run.end == run.stop and names[last] and (is_opened or tokens[last].owns)
    role = _find_role_behind(tokens, names, roles, runs, behind) if may_go_on else 0
    return runs[role].end if role else end


def _opens_other(tokens: Sequence[Token], start: int) -> bool:
    """Return whether a word that might open a phrase opens a clause, or a set expression."""
    opening = tokens[start].tags
    if opening & {"inner_sources", "inner_impersonal"} and opening & _NO_OPENING:
        return True  # "hieß es aus dem Amt", "nach Darstellung der Anklage"
    if "pronouns" in opening:
        return False
    if "complementizers" in opening and _opens_clause(tokens, start):
        return True
    return {"determiners", INNER} <= opening and "inner_no_verbs" not in opening  # "in the words of Ana Dahl"


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word opens a clause, and no phrase: "says that people", unlike "that people"."""
    before, following = token_at(tokens, at - 1), token_at(tokens, at + 1)
    # "By that official", unlike "a change that officials call small"
    is_behind = before.text[:1].isalpha() and "prepositions" not in before.tags
    return is_behind or following.is_capital or "articles" in following.tags


def _find_role_behind(
    tokens: Sequence[Token], names: Sequence[bool], roles: Sequence[bool], runs: Sequence[_Run], start: int
) -> int:
    """Return the place of the role ("the rail safety officials", "Turkey's secular leadership"; worth 0.2 F1) or of the
    name ("said tired Ana Dahl") to which unknown words lead from a place on, else 0."""
    is_opened = "determiners" in tokens[start - 1].tags
    for at in range(start, len(tokens)):
        token = tokens[at]
        if roles[at] and at > start:
            return at
        if names[at]:
            is_told = at == start + 1 and "saying" in token_at(tokens, start - 2).tags
            role = runs[at].end - 1
            return at if is_told or (at > start and roles[role] and not tokens[role].is_capital) else 0
        allowed = token.tags <= _ATTRIBUTES or (is_opened and at == start and not token.tags & _NO_ATTRIBUTES)
        if not token.text[0].isalpha() or not allowed:
            return 0
    return 0


def _find_name(tokens: Sequence[Token], names: Sequence[bool], start: int, end: int) -> int:
    """Return where the name begins with which a phrase ends, else its end."""
    first = end
    while first > start and names[first - 1] and "roles" not in tokens[first - 1].tags:
        first -= 1
        if first > start and tokens[first - 1].owns:
            break
    if not start < first < end:
        return first
    if "postmodifiers" in tokens[first].tags and tokens[first - 1].is_capital:
        first -= 1  # "el Banco Central"
    before = tokens[first - 1].tags if start < first else frozenset()
    if {"bodies", "roles"} <= before and not tokens[first].tags & _NO_BODY_NAME:
        first -= tokens[first - 1].is_capital  # "Réseau Ferré du Val"
        before = tokens[first - 1].tags if start < first else frozenset()
    if "owners" in tokens[first].tags and "postmodifiers" in before:
        return end  # "la Dirección General de Tráfico"
    return _leave_out_owner(tokens, start, first, end)


def _leave_out_owner(tokens: Sequence[Token], start: int, first: int, end: int) -> int:
    """Return where a name begins behind the country or place that owns the role before it."""
    # "Президент Украины Иван Дал": a country behind a role owns it, and is no part of the name.
    while start < first < end and "places" in tokens[first].tags:
        if end - first == _PERSON[0] and "declined" in tokens[first].tags and not tokens[first].tags & _OWNING:
            break  # "мэр Даниил Дал": only its stem is Denmark's
        first += 1
    if start < first < end and "declined" in tokens[first].tags:
        named = tokens[first:end]
        if len(named) == _OWNER_AND_NAME and not any(token.tags & _NO_FIRST_NAMES for token in named):
            return first + 1  # "мер Ніжина Іван Дал"
    return first


def _find_person_behind(tokens: Sequence[Token], names: Sequence[bool], start: int, end: int) -> int:
    """Return where a person's name begins behind what an office is for, else its end: "ministro de Defensa Ivo Dal",
    "le porte-parole du gouvernement Ivan Dal"."""
    first = end
    while first > start and names[first - 1] and not tokens[first - 1].tags & _OFFICES:
        first -= 1
    last = tokens[first - 1]
    is_office = "closed" in last.tags or (last.is_capital and bool(last.tags & _OFFICES))
    return first if is_office and end - first > 1 else end


def _add_owners(
    tokens: Sequence[Token], names: Sequence[bool], roles: Sequence[bool], runs: Sequence[_Run], end: int
) -> int:
    """Return the end of a phrase with the adjectives and all owners behind it: "le ministre français de la Santé"."""
    while True:
        while "postmodifiers" in token_at(tokens, end).tags:
            end = find_expression_end(tokens, end)  # "en chef"
        after = _add_owner(tokens, names, roles, runs, end)
        if after == end:
            return end
        end = after


def _add_owner(
    tokens: Sequence[Token], names: Sequence[bool], roles: Sequence[bool], runs: Sequence[_Run], end: int
) -> int:
    """Return the end of a phrase with its owner: "a spokesman for the union", worth 0.2 points of F1."""
    link = token_at(tokens, end).tags
    if "owners" not in link:
        return end
    start = find_expression_end(tokens, end)  # "close to"
    if start == len(tokens) or "pronouns" in tokens[start].tags:
        return end
    after = _find_end(tokens, names, roles, runs, start)
    if after == start and "peoples" in tokens[start].tags and tokens[start].text.islower():
        behind = _find_end(tokens, names, roles, runs, start + 1) if start + 1 < len(tokens) else start
        after = behind if behind > start + 1 else start  # "der ukrainischen Regierung"
    if after == start:
        return ("owns_any" in link and find_matter_end(tokens, start)) or end
    if "companions" in link and after > start + 1 and all(names[start:after]):
        return end  # "the talks with Ana Dahl"
    if names[after - 1] and "genitives" in token_at(tokens, after).tags and token_at(tokens, after + 1).is_capital:
        return _add_owner(tokens, names, roles, runs, after)  # "a spokesman for the Harbour Board of Arden"
    return after
