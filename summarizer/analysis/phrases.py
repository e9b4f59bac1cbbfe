"""The phrases of a sentence that could speak: names, roles and pronouns, with what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.analysis.tagged_words import FUNCTION, INNER, Phrase, Token, token_at

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
_OPENERS = frozenset({"pronouns", "determiners", "modifiers"})
_BEHIND_GERUNDS = frozenset({"determiners", "behind_participles"})
_GO_ON = frozenset({"modifiers", "postmodifiers", INNER})  # "el presidente ruso Pavel Dal"
_NO_NAME_AT_START = FUNCTION | frozenset(  # names, not language
    {"object_pronouns", "modifiers", "saying", "roles", "between", "adverbs", "small_counts", "things"}
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


class _Words(NamedTuple):
    """The words of a sentence, which of them are parts of names and which are roles, and the run that each opens."""

    tokens: Sequence[Token]
    names: Sequence[bool]
    roles: Sequence[bool]
    runs: Sequence[_Run]


def find_expression_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind a word, or behind the expression of several words that it begins."""
    end = at + 1
    while INNER in token_at(tokens, end).tags:
        end += 1
    return end


def is_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is (part of) a name: it has a capital that its place does not explain."""
    token, before = tokens[at], token_at(tokens, at - 1)
    if token.text == "&":  # "Voss & Dahl"
        return before.is_capital
    if not token.is_capital:  # "Karim el-Sayed"
        return _is_particle(tokens, at) if "particles" in token.tags else "joined_particle" in token.tags
    if token.tags & _NEVER_NAMES:
        return False
    if token.tags & _NO_NAME_AT_START and before.text in _AFTER_STOP:
        return False
    # "Hoping to save it, …" (10 of 12 right)
    if at == 0 and "gerunds" in token.tags and not token_at(tokens, 1).tags.isdisjoint(_BEHIND_GERUNDS):
        return False
    if "between_or_names" in token.tags and before.is_capital:  # "USA Today"
        return True
    # "Top Glove"
    return "modifiers" in token.tags or not token.tags & FUNCTION


def _is_particle(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a small word is one inside a name: "Karim el-Sayed", "Ada van der Meer"."""
    tags = tokens[at].tags
    first = last = at
    while "particles" in token_at(tokens, first).tags:
        first -= 1
    while "particles" in token_at(tokens, last).tags:
        last += 1
    before = token_at(tokens, first)
    if "relatives" in tags and first == at - 1:
        return False  # "Ministerin Dahl der Zeitung", unlike "Ina von der Heide"
    # "Ein Sprecher von Norda", unlike "Innenminister van Laack"
    if tags & {"determiners", "prepositions"} and before.tags & {"capital_nouns", INNER}:
        return False
    if "owners" in tags and "roles" in before.tags and "titles" not in before.tags:
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
    words = _read_words(tokens, heads)
    phrases: list[Phrase] = []
    at = 0
    while at < len(tokens):
        inner = _find_end(words, at)
        if inner == at:
            at += 1
            continue
        phrase = _read_phrase(words, at, inner)
        last = phrases[-1] if phrases else phrase
        # "guests from Arden and Belmont"
        if last.governed and last.end == at - 1 and "coordinators" in tokens[at - 1].tags:
            phrase = replace(phrase, governed=True)
        phrases.append(phrase)
        at = phrase.end
    return _join_names(tokens, phrases)


def _read_words(tokens: Sequence[Token], heads: frozenset[str]) -> _Words:
    """Return the words of a sentence with what each may be in a phrase."""
    names = [is_name(tokens, at) for at in range(len(tokens))]
    roles: list[bool] = []
    for token in tokens:
        is_role = bool(token.tags & _ROLES) and not token.tags & _NO_SPEAKERS
        roles.append(is_role or token.lower in heads)
    # The run that each token opens is found once from behind: a phrase may be tried at any token.
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
    return _Words(tokens, names, roles, runs)


def _read_phrase(words: _Words, start: int, inner: int) -> Phrase:
    """Return the phrase between two places, with what it owns behind it."""
    tokens = words.tokens
    first = _find_name(words, start, inner)
    end = _find_owned_end(words, first, inner)
    if first == inner:
        person = _find_person_behind(words, inner, end)
        if person < end:
            first, inner = person, end
    name = " ".join(token.text for token in tokens[first:inner])
    before, opening, head = token_at(tokens, start - 1).tags, tokens[start], tokens[inner - 1]
    governed = "prepositions" in before or "object_determiners" in opening.tags
    if "genitives" in before and "shares" in token_at(tokens, start - 2).tags:
        governed = False  # "half of the residents", unlike "the mayor of Arden"
        if opening.owns or opening.tags & {"determiners", "obliques"}:
            start -= 2
    return Phrase(start, end, inner, head.key, name, first, governed, head.owns, head.tags)


def _find_owned_end(words: _Words, first: int, inner: int) -> int:
    """Return the end of a phrase with what owns it; its name begins at ``first``, if it has one before ``inner``."""
    tokens, end = words.tokens, inner
    if first == inner:
        end = _add_owner(words, inner)
    # "Un informe del Banco de España": small words that stand inside names too link one thing to the next.
    is_linked = end > inner and "particles" in tokens[inner].tags
    if is_linked or "postmodifiers" in token_at(tokens, inner).tags:
        end = _add_owners(words, inner)
    if first == end and "roles" in tokens[end - 1].tags:  # "союз молочников", "Спілці банкірів"
        last = min(len(tokens), end + _MOST_OWNERS)
        while end < last and tokens[end].text.islower() and {"owner_endings"} == tokens[end].tags:
            end += 1
    return end


def _join_names(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases, a role and the name behind its owners as one: "министр водных ресурсов Дании Иван Дал"."""
    joined: list[Phrase] = []
    for phrase in phrases:
        first = _find_declined_person(tokens, phrase)
        last = joined[-1] if joined else phrase
        is_office = not last.name and "roles" in last.tags and last.inner < first < phrase.inner
        if is_office and _are_owners(tokens[last.inner : first]):
            name = " ".join(token.text for token in tokens[first : phrase.inner])
            phrase = replace(phrase, start=last.start, name=name, name_start=first, governed=last.governed)
            joined.pop()
        joined.append(phrase)
    return tuple(joined)


def _find_declined_person(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Return where a person's name begins with which a phrase ends, in a language whose names have cases, else its
    end."""
    first = phrase.inner
    if "declined" not in phrase.tags or phrase.end != phrase.inner:
        return first
    while first > phrase.start and tokens[first - 1].is_capital and not tokens[first - 1].tags & _NO_FIRST_NAME:
        first -= 1
    return first if phrase.inner - first in _PERSON else phrase.inner


def _are_owners(between: Sequence[Token]) -> bool:
    """Return whether all words own what stands before them: "водных ресурсов", a place, what is called «so», a number;
    or tell what an office is for: "по правам ребёнка"."""
    for at, token in enumerate(between):
        if token.tags & {"postmodifiers", "places"} or token.text in "«»№" or token.text.isdecimal():
            continue
        is_owner = "owner_endings" in token.tags and not token.tags & _NO_OWNERS
        is_for = "prepositions" in token.tags and "postmodifiers" in token_at(between, at + 1).tags
        if not (is_owner or is_for):
            return False
    return True


def _ends_run(tokens: Sequence[Token], at: int, is_name: bool, is_role: bool) -> bool:
    """Return whether nothing behind a token goes on with it, though it may be a name or role too."""
    tags, following = tokens[at].tags, token_at(tokens, at + 1)
    is_before_number = following.text[:1].isdigit()
    # A noun or name before what is told of: "nach Angaben der Behörden 40 Drohnen", "nach Angaben von Ina Dahl 40 …"
    if "capital_nouns" in tags:
        is_before_object = is_before_number or "common_nouns" in following.tags
    else:
        is_before_object = is_name and is_before_number and "common_nouns" in token_at(tokens, at + 2).tags
    if is_before_object:
        return True
    if "roles" not in following.tags:
        return False
    # "у Києві міністр": a name stands behind its role there
    if is_name and "whole_names" in tags and not following.is_capital:
        return True
    return is_role and "obliques" in tags and "obliques" not in following.tags


def _find_end(words: _Words, start: int) -> int:
    """Return the end of the phrase that begins here, or ``start`` if none does."""
    tokens, opening = words.tokens, words.tokens[start].tags
    if not _may_open(words, start):
        return start
    if "pronouns" in opening:
        return start + 1
    is_opened = "determiners" in opening
    run = words.runs[start + (is_opened and not words.names[start])]
    end, behind, may_go_on = start, start + 1, is_opened
    if run.end:
        last = run.end - 1
        end = behind = run.end
        may_go_on = run.end == run.stop and words.names[last] and (is_opened or tokens[last].owns)
    role = _find_role_behind(words, behind) if may_go_on else 0
    return words.runs[role].end if role else end


def _may_open(words: _Words, start: int) -> bool:
    """Return whether a word may open a phrase: no clause, and no set expression."""
    token = words.tokens[start]
    is_opener = bool(token.tags & _OPENERS) or token.text[0].isdigit()
    if not (is_opener or words.names[start] or words.roles[start]):
        return False
    if token.tags & {"inner_sources", "inner_impersonal"} and token.tags & _NO_OPENING:
        return False  # "hieß es aus dem Amt", "nach Darstellung der Anklage"
    if "pronouns" in token.tags:
        return True
    is_inner = token.tags >= {"determiners", INNER} and "inner_no_verbs" not in token.tags  # "in the words of Ana Dahl"
    return not is_inner and not ("complementizers" in token.tags and _opens_clause(words.tokens, start))


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word opens a clause, and no phrase: "says that people", unlike "that people"."""
    before, following = token_at(tokens, at - 1), token_at(tokens, at + 1)
    # "By that official", unlike "a change that officials call small"
    is_behind = before.text[:1].isalpha() and "prepositions" not in before.tags
    return is_behind or following.is_capital or "articles" in following.tags


def _find_role_behind(words: _Words, start: int) -> int:
    """Return the place of the role ("the rail safety officials", "Turkey's secular leadership"; worth 0.2 F1) or of the
    name ("said tired Ana Dahl") to which unknown words lead from a place on, else 0."""
    tokens = words.tokens
    is_opened = "determiners" in tokens[start - 1].tags
    for at in range(start, len(tokens)):
        if words.roles[at] and at > start:
            return at
        if words.names[at]:
            # To who speaks, or to whose role stands behind the name.
            role = words.runs[at].end - 1
            is_of_role = at > start and words.roles[role] and not tokens[role].is_capital
            speaks = at == start + 1 and "saying" in token_at(tokens, start - 2).tags
            return at if speaks or is_of_role else 0
        # Behind a determiner any word that no table knows may tell what somebody is like.
        is_unknown = is_opened and at == start and not tokens[at].tags & _NO_ATTRIBUTES
        if not tokens[at].text[0].isalpha() or not (is_unknown or tokens[at].tags <= _ATTRIBUTES):
            return 0
    return 0


def _find_name(words: _Words, start: int, end: int) -> int:
    """Return where the name begins with which a phrase ends, else its end."""
    tokens, first = words.tokens, end
    while first > start and words.names[first - 1] and "roles" not in tokens[first - 1].tags:
        first -= 1
        if first > start and tokens[first - 1].owns:  # what owns the rest is no part of it
            break
    if first in (start, end):
        return first
    if "postmodifiers" in tokens[first].tags and tokens[first - 1].is_capital:
        first -= 1  # "el Banco Central"
    if first > start and tokens[first - 1].tags >= {"bodies", "roles"} and not tokens[first].tags & _NO_BODY_NAME:
        first -= tokens[first - 1].is_capital  # "Réseau Ferré du Val"
    if first == start:
        return first
    if "owners" in tokens[first].tags and "postmodifiers" in tokens[first - 1].tags:
        return end  # "la Dirección General de Tráfico"
    return _leave_out_owner(tokens, first, end)


def _leave_out_owner(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return where a name begins behind the country or place that owns the role before it: "Президент Украины Иван
    Дал", "мер Ніжина Іван Дал"."""
    while first < end and "places" in tokens[first].tags:
        # Of two words the first may be no place: of "Даниил Дал" only its stem is Denmark's.
        if end - first == _PERSON[0] and "declined" in tokens[first].tags and not tokens[first].tags & _OWNING:
            break
        first += 1
    named = tokens[first:end]
    is_owned = len(named) == _OWNER_AND_NAME and "declined" in named[0].tags
    return first + (is_owned and not any(token.tags & _NO_FIRST_NAMES for token in named))


def _find_person_behind(words: _Words, start: int, end: int) -> int:
    """Return where a person's name begins behind what an office is for, else its end: "ministro de Defensa Ivo Dal",
    "le porte-parole du gouvernement Ivan Dal"."""
    tokens, first = words.tokens, end
    while first > start and words.names[first - 1] and not tokens[first - 1].tags & _OFFICES:
        first -= 1
    last = tokens[first - 1]
    is_office = "closed" in last.tags or (last.is_capital and bool(last.tags & _OFFICES))
    return first if is_office and end - first > 1 else end


def _add_owners(words: _Words, end: int) -> int:
    """Return the end of a phrase with the adjectives and all owners behind it: "le ministre français de la Santé"."""
    while True:
        while "postmodifiers" in token_at(words.tokens, end).tags:
            end = find_expression_end(words.tokens, end)  # "en chef"
        after = _add_owner(words, end)
        if after == end:
            return end
        end = after


def _add_owner(words: _Words, end: int) -> int:
    """Return the end of a phrase with its owner: "a spokesman for the union", worth 0.2 points of F1."""
    tokens = words.tokens
    link = token_at(tokens, end).tags
    start = find_expression_end(tokens, end)  # "close to"
    if "owners" not in link:
        return end
    after = _find_owner_end(words, start)
    if after == start:
        return _find_matter_end(tokens, end) if "owns_any" in link else end
    if "companions" in link and after > start + 1 and all(words.names[start:after]):
        return end  # "the talks with Ana Dahl"
    is_of_name = "genitives" in token_at(tokens, after).tags and token_at(tokens, after + 1).is_capital
    if words.names[after - 1] and is_of_name:
        return _add_owner(words, after)  # "a spokesman for the Harbour Board of Arden"
    return after


def _find_owner_end(words: _Words, start: int) -> int:
    """Return the end of the owner that begins at a place, also behind a people's adjective: "der ukrainischen
    Regierung"; ``start`` if none does."""
    if start == len(words.tokens):
        return start
    end, opening = _find_end(words, start), words.tokens[start]
    if end > start or start + 1 == len(words.tokens) or not opening.text.islower() or "peoples" not in opening.tags:
        return end
    behind = _find_end(words, start + 1)
    return behind if behind > start + 1 else start


def _find_matter_end(tokens: Sequence[Token], end: int) -> int:
    """Return the end of the unknown noun that a role has to do with, behind a link: "l'exploitant du barrage"."""
    start = find_expression_end(tokens, end)
    while "determiners" in token_at(tokens, start).tags:
        start += 1
    noun = token_at(tokens, start)
    is_noun = noun.text[:1].islower() and len(noun.text) > 2 and not noun.tags - {"postmodifiers"}
    return start + 1 if is_noun else end
