"""Who is the subject of which verb of saying, in languages where the subject may stand on either side of its verb.

"Am Freitag sagte der Minister, …", "…, a déclaré la ministre", "…, wie das Amt mitteilte", "сообщил Дал": what stands
right before a verb is its subject, else what stands right behind it, else what opens its clause. In a clause that
depends on another one nobody is heard, unless it is one that tells who says the rest ("wie das Amt mitteilte").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.reporting_clauses import (
    CLAUSE_MARKS,
    DASHES,
    NOUN_OPENERS,
    PAUSES,
    VERB,
    ClausePlace,
    ReportingClause,
    ends_clause,
    find_apposition,
    find_opening,
    find_phrase_at,
    stand_for_speaker,
)
from summarizer.analysis.tagged_words import Phrase, Token, token_at

_LIGHT = frozenset(  # names, not language
    {"between", "weekdays", "between_or_names", "adverbs", "audience", "object_pronouns", "when"}
)
_LIGHT_BEFORE_VERB = _LIGHT | {"prepositions", "owners", "postmodifiers", "time_spans", "anyone"}  # names, not language
_HELPING = frozenset(  # names, not language
    {"auxiliaries", "object_pronouns", "between", "weekdays", "adverbs", "pronouns"}
)
_DEPENDENT = frozenset({"clause_openers", "complementizers", "relatives"})
#: What opens a clause that tells who says the rest, as a word and as the end of an expression: "c'est ce que dit Dal".
_AS = frozenset({"as_openers", "inner_as_openers"})
#: A quotation that was blotted out.
_QUOTED = frozenset({"«»", "„“", "“”"})
_HE = frozenset({"person_pronouns", "pronouns"})
_TIMES = frozenset({"time_spans", "weekdays", "between"})
#: What may stand between a verb and its subject behind it.
_BESIDE = _LIGHT | _TIMES | {"inner", "prepositions", "object_determiners"}  # names, not language
_STOPS = _DEPENDENT | VERB | {"auxiliaries", "forms_of_be", "coordinators"}
#: What an adjective before a body may be besides.
_ADJECTIVES = frozenset({"modifiers", "postmodifiers", "owner_endings", "declined", "peoples"})  # names, not language
#: Words between a verb and what helps it: "hat am Freitag in Arden vor Reportern erklärt".
_HELPED_WITHIN = 14
#: Words in which an aside between a verb and its subject is over.
_ASIDE = 6


def is_reported(tokens: Sequence[Token]) -> bool:
    """Return whether the main clause is in the mood of what somebody else says: "Die Lage sei ernst."."""
    for at, token in enumerate(tokens):
        if "reported_mood" in token.tags:
            opener = tokens[_find_clause_start(tokens, at)].tags
            if not opener & {"clause_openers", "complementizers", "as_openers"}:
                return True
    return False


def find_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject."""
    start = _find_clause_start(tokens, at)
    told_as = not tokens[start].tags.isdisjoint(_AS)
    if not _may_report(tokens, start, at, told_as=told_as):
        return None
    helper = _find_helper(tokens, start, at)
    if helper is None:
        return None
    subject = _find_subject(tokens, phrases, at, start + told_as, helper)
    if subject is None:
        return None
    stance = "saying" not in tokens[at].tags
    is_behind = subject.start >= min(helper, at) and start > 0 and token_at(tokens, start - 1).text in PAUSES
    place: ClausePlace = "tail" if told_as or (is_behind and not stance) else "main"
    words = " ".join(token.lower for token in tokens[at : find_expression_end(tokens, at)])
    return ReportingClause(subject, words, at, place, find_apposition(tokens, phrases, subject), stance)


def _may_report(tokens: Sequence[Token], start: int, at: int, *, told_as: bool) -> bool:
    """Return whether a verb in the clause from ``start`` may report: it is no noun, and the clause depends on none."""
    opener, last_word = tokens[start].tags, token_at(tokens, at - 1).tags
    is_told = start == at - 1 and "relatives" in opener  # "Das sagte der Minister"
    may_be_noun = bool(last_word & NOUN_OPENERS) and not last_word & (_HELPING | {"as_openers"})
    if may_be_noun and not is_told:
        return False
    if told_as or start == 0:
        return True
    # "…, zu dem die Gewerkschaft aufgerufen hat"
    opens_by_two = "prepositions" in opener and "relatives" in token_at(tokens, start + 1).tags
    return not (opener & _DEPENDENT or (opens_by_two and "auxiliaries" in token_at(tokens, at + 1).tags))


def _find_subject(
    tokens: Sequence[Token], phrases: Sequence[Phrase], at: int, start: int, helper: int
) -> Phrase | None:
    """Return the subject of a verb: right before it, right behind it, at the opening of its clause, or unsaid."""
    first, last = min(helper, at), max(helper, at)
    subject = _pass_object(tokens, phrases, _find_before(tokens, phrases, start, first), first, last)
    if subject is None and "coordinators" not in token_at(tokens, first - 1).tags:
        subject = _find_behind(tokens, phrases, first, last)
    if subject is None:
        subject = _find_where(tokens, phrases, start, at)
    if subject is None:
        acting = [phrase for phrase in phrases if phrase.start >= start and _may_act(tokens, phrase)]
        subject = find_opening(tokens, acting, first, start)
    if subject is None and "saying" in tokens[at].tags:
        subject = _find_unsaid(tokens, at, start, first)
    return subject


def _pass_object(
    tokens: Sequence[Token], phrases: Sequence[Phrase], before: Phrase | None, first: int, last: int
) -> Phrase | None:
    """Return what stands before a verb, or who stands behind it where that is what he speaks of: "Das wies Dahl ab",
    "Die Vorwürfe bestritt der Chef", "Den Einsatz der Truppen habe er verurteilt"."""
    pronoun = find_phrase_at(phrases, first + 1)
    # Unlike "sie", which is of either case.
    if pronoun and pronoun.tags >= _HE and "capital_words" not in pronoun.tags:
        return pronoun
    if before is None or "common_nouns" not in before.tags or "roles" in before.tags:
        return before
    behind = _find_behind(tokens, phrases, first, last)
    return behind if behind and _speaks_of(tokens, behind, before) else before


def _speaks_of(tokens: Sequence[Token], behind: Phrase, before: Phrase) -> bool:
    """Return whether of two the one behind a verb is its subject, and the noun before it the object."""
    opening, before_opening = tokens[behind.start].tags, tokens[before.start].tags
    if "subject_determiners" in before_opening or not (behind.name or "roles" in behind.tags):
        return False
    if "subject_determiners" in opening or not opening & NOUN_OPENERS:
        return True
    # "Eine Reform kündigte die Initiative an": of an unknown noun and a known one with "the", the latter acts.
    return "definite_articles" in opening and "definite_articles" not in before_opening


def _find_clause_start(tokens: Sequence[Token], at: int) -> int:
    """Return where the clause of a verb begins: behind the last mark, or at the last word that opens a clause."""
    for start in range(at - 1, -1, -1):
        token = tokens[start]
        if token.text in CLAUSE_MARKS and not _is_in_title(tokens, start) and not _encloses_initials(tokens, start):
            return start + 1
        if not token.tags & (_DEPENDENT | {"as_openers"}):
            continue
        # "Seit Montag", "der Sprecher": these open a clause only behind a mark, unlike "mehr als 300 Bürger".
        is_behind_mark = token_at(tokens, start - 1).text in CLAUSE_MARKS
        if is_behind_mark or "inner_amounts" in token.tags or not token.tags & NOUN_OPENERS:
            return start
    return 0


def _encloses_initials(tokens: Sequence[Token], mark: int) -> bool:
    """Return whether a mark is one of two around one word: "die Gewerkschaft (GVD)"."""
    closes = tokens[mark].text == ")" and token_at(tokens, mark - 2).text == "("
    return closes or (tokens[mark].text == "(" and token_at(tokens, mark + 2).text == ")")


def _is_in_title(tokens: Sequence[Token], mark: int) -> bool:
    """Return whether a mark is of a title or a word amid a clause: "компании «…» сообщили", "als „…“ bezeichnet"."""
    is_closing = token_at(tokens, mark - 1).text + tokens[mark].text in _QUOTED
    first = mark - is_closing
    before, after = token_at(tokens, first - 1).text, token_at(tokens, first + 2).text
    is_pair = is_closing or tokens[mark].text + token_at(tokens, mark + 1).text in _QUOTED
    return is_pair and (before[:1].isalnum() or before == "»") and (after[:1].isalnum() or after == "«")


def _find_helper(tokens: Sequence[Token], start: int, at: int) -> int | None:
    """Return the place of the verb that helps a participle ("hat … erklärt"), ``at`` itself for a verb that needs none;
    None where the verb is passive, or a participle without help."""
    if "passive_auxiliaries" in token_at(tokens, at + 1).tags:
        return None
    needs = "helped" in tokens[at].tags
    for place in range(at - 1, max(start, at - _HELPED_WITHIN) - 1, -1):
        if "passive_auxiliaries" in tokens[place].tags and (needs or "past_participles" in tokens[at].tags):
            return None
        if "auxiliaries" in tokens[place].tags:
            return place
    if "auxiliaries" in token_at(tokens, at + 1).tags:  # "wie das Amt mitgeteilt hat"
        return at
    return None if needs else at


def _find_before(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, verb: int) -> Phrase | None:
    """Return the phrase right before a verb, light words aside, with what it owns; past a parenthesis too."""
    for phrase in phrases:
        if phrase.end > verb or not phrase.is_free or not _may_act(tokens, phrase):
            continue
        is_beside = phrase.start >= start and _are_light(tokens, phrase.end, verb)
        if is_beside or _is_parted_by_aside(tokens, phrase, verb):
            return phrase
    return None


def _is_parted_by_aside(tokens: Sequence[Token], phrase: Phrase, verb: int) -> bool:
    """Return whether an aside parts a phrase and a verb, or a comma behind a name that is one: "la directora de la
    clínica, Elena Dallo, admitió"."""
    gap = [token.text for token in tokens[phrase.end : verb]]
    if gap == [","]:
        return bool(phrase.name) and token_at(tokens, phrase.start - 1).text == ","
    if not gap or gap[0] not in {",", "(", *DASHES}:
        return False
    return any(text[0].isalnum() for text in gap) and _is_parenthesis(tokens, phrase.end, verb)


def _may_act(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase may be a subject by the case of its role: not "der Geschäftsführung"."""
    head = tokens[phrase.inner - 1].tags
    if "feminine" in head and "feminine_objects" in tokens[phrase.start].tags:
        return False
    role = next((token for token in tokens[phrase.start : phrase.inner] if "roles" in token.tags), None)
    return role is None or "obliques" not in role.tags


def _are_light(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether between a subject and its verb stand only light words, and what it owns or where it is."""
    at = start
    inside = False  # behind such a word as "в"
    while at < end:
        token = tokens[at]
        inside = "where" in token_at(tokens, at - 1).tags or (inside and not token.tags & _STOPS)
        if token.tags & _LIGHT_BEFORE_VERB:
            at = find_expression_end(tokens, at)
        elif token.text[0].isdigit() or token.text in "«»" or (inside and token.text[0].isalnum()):
            at += 1
        else:
            return False
    return True


def _is_parenthesis(tokens: Sequence[Token], start: int, verb: int) -> bool:
    """Return whether what stands behind a phrase closes again right before a verb: "X, der Sprecher, sagte"."""
    for place in range(verb - 1, start, -1):
        if tokens[place].text in {",", ")", *DASHES}:
            return True
        if not tokens[place].tags & _LIGHT:
            return False
    return False


def _find_behind(tokens: Sequence[Token], phrases: Sequence[Phrase], first: int, last: int) -> Phrase | None:
    """Return the phrase right behind a verb, light words aside; of two verbs, behind the first or the last."""
    for verb in (first, last):
        end = verb + 1 if "no_verbs" in tokens[verb].tags else find_expression_end(tokens, verb)
        place = _skip_light(tokens, phrases, end)
        share = _find_share(tokens, phrases, place)
        if share:
            return share
        phrase = _find_acting(tokens, phrases, _skip_aside(tokens, place))
        if phrase and not phrase.governed and phrase.start != last:  # "a communiqué lundi la police"
            return phrase
    return None


def _find_acting(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> Phrase | None:
    """Return the phrase at a place, or behind an object that stands there: "рассказал депутату мэр"."""
    phrase = find_phrase_at(phrases, place)
    if phrase is None:
        return _find_behind_object(tokens, phrases, place)
    if _may_act(tokens, phrase):
        return phrase
    return find_phrase_at(phrases, _skip_light(tokens, phrases, phrase.end))


def _find_behind_object(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> Phrase | None:
    """Return the name at the end of a clause behind a word that may be what is said of: "так прокоментував зустріч
    канцлер Даль"."""
    noun = token_at(tokens, place)
    if not (noun.text[:1].islower() and noun.tags <= {"owner_endings"}):
        return None
    phrase = find_phrase_at(phrases, place + 1)
    is_tail = phrase and phrase.name and ends_clause(tokens, phrase.end)
    return phrase if is_tail else None


def _skip_aside(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind an aside: "zanjó, muy molesta, la ministra"."""
    if token_at(tokens, place).text == ",":
        for end in range(place + 1, min(len(tokens), place + _ASIDE)):
            if tokens[end].text == ",":
                return end + 1
            if tokens[end].tags & (_STOPS | {"determiners"}) or not tokens[end].text.isalpha():
                break
    return place


def _find_share(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> Phrase | None:
    """Return of whom a share stands at a place: "decenas de vecinos", "один из участников", "l'un des délégués"."""
    if "shares" not in token_at(tokens, place).tags and "determiners" in token_at(tokens, place).tags:
        place += 1
    if "shares" in token_at(tokens, place).tags and "genitives" in token_at(tokens, place + 1).tags:
        return find_phrase_at(phrases, place) or find_phrase_at(phrases, place + 2)
    return None


def _skip_light(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> int:
    """Return the place behind light words, and behind where and to whom it is said: "a la salida del juzgado"."""
    inside = False  # behind such a word as "a"
    while place < len(tokens):
        phrase, token = find_phrase_at(phrases, place), tokens[place]
        if phrase:
            if not phrase.governed:
                return place
            place, inside = phrase.end, False
        elif "where" in token.tags:
            place, inside = place + 1, True
        elif _opens_medium_or_time(token, token_at(tokens, place + 1)):
            place += 2
        elif token.tags & _BESIDE or (inside and token.text[0].isalnum() and not token.tags & _STOPS):
            place += 1
        else:
            return place
    return place


def _opens_medium_or_time(token: Token, following: Token) -> bool:
    """Return whether two words are the name of a medium, which is blotted out, or a time: "el lunes"."""
    if "determiners" in token.tags:
        return not following.tags.isdisjoint(_TIMES)
    return token.text == "«" and following.text == "»"


def _find_where(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, verb: int) -> Phrase | None:
    """Return the body that speaks where a verb of several has no subject: "у поліції повідомили", "заявили в МЗС"; or a
    known one where its subject is nobody in particular: "assure-t-on au ministère", "Au ministère, on assure"."""
    if "anyone" in token_at(tokens, verb - 1).tags:
        known = find_phrase_at(phrases, 1)
        return known if known and known.end == verb - 2 and _is_at_body(tokens, known) else None
    is_anyones = "anyone" in token_at(tokens, verb + 1).tags
    if "impersonal" not in tokens[verb].tags and not is_anyones:
        return None
    for found in phrases:
        phrase = _add_adjectives(tokens, found, start)
        before = phrase.start - 1
        if phrase.start < start or "where" not in token_at(tokens, before).tags:
            continue
        if is_anyones and not _is_at_body(tokens, phrase):
            continue
        if "agent_prepositions" in tokens[before].tags and "past_participles" in token_at(tokens, before - 1).tags:
            continue  # "testigos citados por la agencia dijeron"
        if phrase.end <= verb and _are_light(tokens, phrase.end, verb):
            return phrase
        if phrase.start > verb and _are_light(tokens, find_expression_end(tokens, verb), before):
            return phrase
    return None


def _is_at_body(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase tells at which body somebody is: unlike "à Paris", "chez ses amis", "sans la mairie"."""
    return "bodies" in phrase.tags and "abroad_prepositions" in token_at(tokens, phrase.start - 1).tags


def _add_adjectives(tokens: Sequence[Token], phrase: Phrase, start: int) -> Phrase:
    """Return a phrase with the adjectives before it, not before ``start``: "у Вищій торговій раді"."""
    first = phrase.start
    while first > start and tokens[first - 1].text.isalpha() and tokens[first - 1].tags <= _ADJECTIVES:
        first -= 1
    return replace(phrase, start=first)


def _find_unsaid(tokens: Sequence[Token], at: int, start: int, first: int) -> Phrase | None:
    """Return whoever spoke before as the subject of a verb that has none: "Añadió que …", "«…», додав."."""
    if "unsaid_subject" not in tokens[at].tags or "as_openers" in token_at(tokens, start - 1).tags:
        return None
    # Somebody stands behind the verb whom no table knows: "«…», contó una barrendera".
    if first > 0 and "determiners" in token_at(tokens, at + 1).tags:
        return None
    while start < first and tokens[start].tags & (_LIGHT | {"sentence_openers"}):
        start += 1
    return stand_for_speaker(tokens, at) if start == first else None
