"""Whose a verb of saying is where the subject stands before its verb, but behind a quotation: "“…,” said Dahl"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.reporting_clauses import (
    LIGHT,
    NOUN_OPENERS,
    PAUSES,
    QUOTES,
    TAIL_REST,
    VERB,
    ClausePlace,
    ReportingClause,
    find_apposition,
    find_opening,
    find_phrase_at,
    may_stand_between,
    stand_for_speaker,
)
from summarizer.analysis.tagged_words import Phrase, Token, token_at

_AGENT_WITHIN = 4  # words behind the verb
_ENDS = PAUSES | {".", ";", ":", ""}
_TELLING = VERB | {"participles", "papers", "sources"}
_COORDINATING = frozenset({"coordinators", "main_clause_openers", "complementizers"})
_ADDITIONS = frozenset({"prepositions", "weekdays", "relatives", "coordinators", "between"})  # names, not language
_GO_ON = frozenset({"coordinators", "main_clause_openers", "same_subject_openers"})
_ADJUNCT = frozenset({"prepositions", "gerunds"})
_FINITE = frozenset(  # names, not language
    {"auxiliaries", "past_participles", "saying", "befalls", "finite_verbs", "irregular_pasts"}
)
_VERBS_OF_NOUNS = frozenset({"auxiliaries", "irregular_pasts"})
_OWN_VERB = frozenset({"auxiliaries", "saying", "stances"})


def find_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject, or its clause depends on another."""
    verb, following = tokens[at].tags, token_at(tokens, at + 1).tags
    if token_at(tokens, at - 1).tags & NOUN_OPENERS:  # "the call"
        return None
    if "ambiguous" in verb and following & _VERBS_OF_NOUNS:  # "Jobless claims fell"
        return None
    may_be_passive = "past_participles" in verb and "never_passive" not in verb
    if may_be_passive and any("passive_auxiliaries" in token.tags for token in tokens[max(0, at - 2) : at]):
        clause = _find_passive(tokens, phrases, at)
    # "A plan proposed by Norland", "two men accused of theft"
    elif "agent_prepositions" in following or ("needs_object" in verb and "prepositions" in following):
        return None
    else:
        clause = _find_quoted(tokens, phrases, at) or _find_inverted(tokens, phrases, at)
        clause = clause or _find_active(tokens, phrases, at)
    return None if clause and _is_subordinate(tokens, clause) else clause


def _find_active(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands before his verb: "X, the chair, said"."""
    subject = _find_subject(tokens, phrases, at)
    if subject is None or "relatives" in tokens[at - 1].tags:
        return None
    if "unsaid" in tokens[at].tags and any("denials" in token.tags for token in tokens[subject.end : at]):
        return None
    # A verb stands with its particle where only both together tell something ("ruled out").
    words = " ".join(token.lower for token in tokens[at : find_expression_end(tokens, at)])
    apposition = _find_name_beside(tokens, phrases, subject)
    bearer = _find_person_before(tokens, phrases, subject)
    if apposition and bearer:
        subject, apposition = bearer, subject
    subject = _add_shortened(tokens, phrases, subject)
    place = _find_place(tokens, subject, at)
    return ReportingClause(subject, words, at, place, apposition, stance="stances" in tokens[at].tags)


def _find_person_before(tokens: Sequence[Token], phrases: Sequence[Phrase], subject: Phrase) -> Phrase | None:
    """Return the person before a subject of whom this only tells: "X, the brother of the mayor, Y, said", unlike "In
    Arden, North Norland, the mayor, Y, said"."""
    for phrase in phrases:
        if phrase.end != subject.start - 1:
            continue
        is_person = " " in phrase.name and not phrase.governed
        is_between_commas = token_at(tokens, phrase.start - 1).text == ","
        return phrase if is_person and tokens[phrase.end].text == "," and not is_between_commas else None
    return None


def _add_shortened(tokens: Sequence[Token], phrases: Sequence[Phrase], subject: Phrase) -> Phrase:
    """Return a subject with the name before it whose short form stands between: "the Dock Union (DU) chief said"."""
    start = subject.start - 3
    body = next((phrase for phrase in phrases if phrase.inner == phrase.end == start), None)
    is_short = [token.text for token in tokens[max(0, start) : subject.start : 2]] == ["(", ")"]
    if body is None or not is_short or not {"roles"} & subject.tags or tokens[subject.start].is_capital:
        return subject
    return replace(subject, start=body.start)


def _is_subordinate(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether the subject opens a clause that depends on another: "…, when X called for"."""
    place = clause.subject.start - 1
    before = token_at(tokens, place)
    if "complementizers" in before.tags and not any(token.tags & _TELLING for token in tokens[:place]):
        return True  # "waters that Norland claims"
    return before.start > 0 and "clause_openers" in before.tags and not before.tags & _COORDINATING


def _find_quoted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who is quoted ("the station quoted him as saying"): he speaks, not who quotes him (13 of 14 right)."""
    if "quoting" not in tokens[at].tags:
        return None
    is_pronoun = "object_pronouns" in token_at(tokens, at + 1).tags
    subject = stand_for_speaker(tokens, at + 1) if is_pronoun else find_phrase_at(phrases, at + 1)
    return ReportingClause(subject, tokens[at].lower, at + 1, "main") if subject else None


def _find_passive(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who speaks in "it was denied by X" and "X was quoted"."""
    verb = tokens[at]
    if "passive_quoting" in verb.tags:
        return _find_active(tokens, phrases, at)
    if "silent_passives" in verb.tags:
        return None
    for phrase in phrases:
        before = tokens[phrase.start - 1]
        is_denied = "denials" in token_at(tokens, phrase.start - 2).tags  # "not by the club but by the board"
        if at < phrase.start <= at + _AGENT_WITHIN and "agent_prepositions" in before.tags and not is_denied:
            return ReportingClause(phrase, verb.lower, at, "agent", stance="stances" in verb.tags)
    return None


def _find_inverted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find ``“…,” said X``, worth 1 point of F1 of the sections: verb behind a quotation or comma, then its subject."""
    verb = tokens[at].tags
    if "saying" not in verb or "told_object" in verb:
        return None
    # "The club, accused of theft": of whom such a verb tells stands before it, too.
    pauses = QUOTES if "at_object" in verb else PAUSES
    before = token_at(tokens, at - 1).text
    subject = find_phrase_at(phrases, at + 1)
    if before not in pauses or subject is None or _opens_clause(tokens, subject, is_quoted=before in QUOTES):
        return None
    apposition = _find_name_beside(tokens, phrases, subject)
    return ReportingClause(subject, tokens[at].lower, at, "tail", apposition, "stances" in verb)


def _find_name_beside(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return the apposition of a phrase, if it is not that of the place in it: "Police in Arden, Norland, said"."""
    beside = find_apposition(tokens, phrases, phrase)
    is_place = beside and phrase.end > phrase.inner and beside.name and " " not in beside.name
    return None if is_place else beside


def _opens_clause(tokens: Sequence[Token], phrase: Phrase, *, is_quoted: bool) -> bool:
    """Return whether what stands behind a verb has a verb of its own, or goes on to one: ``X, the envoy, said it was
    over``, ``said the Board's plan was``. Behind a quotation it ends, or more is told of it: ``“…,” said a man posted
    there``.
    """
    following = token_at(tokens, phrase.end)
    if following.text in QUOTES:
        return True
    is_verb = not following.tags.isdisjoint(_OWN_VERB)
    if is_quoted and "pronouns" not in phrase.tags:
        return is_verb and "past_participles" not in following.tags
    return is_verb or (following.text.isalpha() and following.tags.isdisjoint(_ADDITIONS))


def _find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return the subject of the verb: near it, past a parenthesis, or at the start of its clause."""
    earlier = _list_earlier(tokens, phrases, at)
    if not earlier:
        return None
    last = earlier[-1]
    if "ambiguous" in tokens[at].tags:
        # A verb that may be a noun has its subject right before it.
        return last if may_stand_between(tokens, last.end, at) else None
    for phrase in reversed(earlier):
        whole = _add_nouns(tokens, phrase, at)
        if may_stand_between(tokens, whole.end, at):
            return whole
    # "An FBI inquiry into it said" is not what the bureau says: a noun goes on with its name.
    is_whole = not tokens[last.end - 1].is_capital or not token_at(tokens, last.end).tags.isdisjoint(_ADJUNCT)
    if is_whole and _is_adjunct(tokens[last.end : at]):
        return last
    opening = find_opening(tokens, earlier, at)
    return opening if opening and _goes_on_to(tokens, opening.end, at) else None


def _list_earlier(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> list[Phrase]:
    """Return the phrases before a verb that may be its subject: none is in a clause about another one."""
    free = [phrase for phrase in phrases if phrase.end <= at and phrase.is_free and not _is_acted_on(tokens, phrase)]
    inside = {phrase for before, phrase in pairwise(free) if _is_in_relative(tokens, before, phrase)}
    return [phrase for phrase in free if phrase not in inside]


def _is_acted_on(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a pronoun is the object in a clause about a noun: "the firm that runs it, led by X, says", unlike
    "said that on Friday it says"."""
    verb, relative, noun = (token_at(tokens, phrase.start - back) for back in (1, 2, 3))
    is_clause = "relatives" in relative.tags and noun.text.isalpha() and not noun.tags & VERB
    may_be_verb = verb.text.isalpha() and (not verb.tags or verb.tags & _FINITE)
    return "pronouns" in phrase.tags and is_clause and bool(may_be_verb)


def _is_in_relative(tokens: Sequence[Token], before: Phrase, phrase: Phrase) -> bool:
    """Return whether a phrase is in a clause about the one before it: "teachers who met X", "Y, whose son, X, …"."""
    if _is_relative(token_at(tokens, phrase.start - 1)) and token_at(tokens, phrase.end).text == ",":
        return True
    relative = before.end + (token_at(tokens, before.end).text == ",")
    gap = tokens[relative + 1 : phrase.start]
    is_told = _is_relative(token_at(tokens, relative)) and not any(token.text == "," for token in gap)
    return is_told and _count_verbs(gap) > 0


def _is_relative(token: Token) -> bool:
    return "relatives" in token.tags and "complementizers" not in token.tags


def _add_nouns(tokens: Sequence[Token], phrase: Phrase, at: int) -> Phrase:
    """Return a phrase with the unknown nouns before a verb to which its names belong: "African countries said"."""
    end = phrase.end
    while end < at and tokens[end].text.islower() and not tokens[end].tags:
        end += 1
    goes_on = end < at and tokens[end].text != "," and not tokens[end].tags & LIGHT
    if end == phrase.end or goes_on or "pronouns" in phrase.tags:
        return phrase
    return replace(phrase, end=end, inner=end, head=tokens[end - 1].key, name="", name_start=end, tags=frozenset())


def _goes_on_to(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a clause that opens with a subject goes on to a verb: "X met Y and said", "X in Arden said".

    It does not where another noun stands before the verb: "X has named two suspects wanted".
    """
    end = at
    while end > start and tokens[end - 1].tags & LIGHT:
        end -= 1
    gap, last = tokens[start:end], tokens[end - 1]
    if _opens_other_clause(gap):
        return False
    if last.tags & _GO_ON:
        return True
    if any("relatives" in token.tags for token in gap):  # "people in Arden who saw it say"
        return _count_verbs(gap) <= 1 and "saying" in tokens[at].tags
    return _is_adjunct(gap) or last.text == ","


def _is_adjunct(gap: Sequence[Token]) -> bool:
    """Return whether words tell no more than where, or with whom: "of Norland", "familiar with it"."""
    first, second = token_at(gap, 0).tags, token_at(gap, 1).tags
    if "infinitives" in first or not (first | second) & _ADJUNCT or gap[-1].tags & _GO_ON:
        return False
    if any(token.text == "," for token in gap):
        return False
    return not _opens_other_clause(gap) and not _count_verbs(gap)


def _count_verbs(gap: Sequence[Token]) -> int:
    """Return the number of words that are verbs: "plan", and no "the plan"."""
    verbs = [at for at, token in enumerate(gap) if token.tags & _FINITE]
    return sum("determiners" not in token_at(gap, at - 1).tags for at in verbs)


def _opens_other_clause(gap: Sequence[Token]) -> bool:
    """Return whether another clause begins, that does not go on with its subject."""
    return any("clause_openers" in token.tags and not token.tags & _GO_ON for token in gap)


def _find_place(tokens: Sequence[Token], subject: Phrase, at: int) -> ClausePlace:
    """Return whether a clause is a tail, behind a comma or quotation and with little after it: worth 0.2 F1."""
    if "saying" not in tokens[at].tags or token_at(tokens, subject.start - 1).text not in PAUSES:
        return "main"
    following = token_at(tokens, at + 1)
    if following.text in _ENDS or "prepositions" in following.tags:
        return "tail"
    rest = [token for token in tokens[at + 1 :] if token.text[0].isalnum()]
    if len(rest) > TAIL_REST or "prepositions" in tokens[0].tags:
        return "main"
    return "main" if any("complementizers" in token.tags for token in rest) else "tail"
