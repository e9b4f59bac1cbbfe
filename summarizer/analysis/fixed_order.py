"""Whose a verb of saying is where the subject stands before its verb, but behind a quotation: "“…,” said Dahl"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.reporting_clauses import (
    LIGHT,
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
)
from summarizer.analysis.tagged_words import Phrase, Token, token_at

_MOST_NOUNS = 2  # words between a name and the verb
_MOST_BETWEEN = 12  # words from whom a relative clause is about to its object
_AGENT_WITHIN = 4  # words behind the verb
_ENDS = PAUSES | {".", ";", ":", ""}
_TELLING = VERB | {"participles", "papers", "sources"}
_COORDINATING = frozenset({"coordinators", "main_clause_openers", "complementizers"})
_SAME_SUBJECT = frozenset({"coordinators", "same_subject_openers"})
_NOUN_OPENERS = frozenset({"determiners", "prepositions"})
_ADDITIONS = frozenset(  # names, not language
    {"prepositions", "weekdays", "relatives", "coordinators", "between", "past_participles"}
)
_GO_ON = frozenset({"coordinators", "main_clause_openers", "same_subject_openers"})
_ADJUNCT = frozenset({"prepositions", "gerunds"})
_CLAUSE_OPENERS = frozenset({"links", "main_clause_openers"})
_LIST = frozenset({"coordinators", "determiners"})
_FINITE = frozenset(  # names, not language
    {"auxiliaries", "past_participles", "saying", "befalls", "finite_verbs", "irregular_pasts"}
)
_OWN_VERB = frozenset({"auxiliaries", "saying", "stances", "past_participles"})


def find_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject, or its clause depends on another."""
    verb, before = tokens[at].tags, token_at(tokens, at - 1)
    if before.tags & _NOUN_OPENERS or (before.owns and "ambiguous" in verb):  # "the call", "Dahl's claims"
        return None
    following, passive = token_at(tokens, at + 1).tags, False
    if "past_participles" in verb and "never_passive" not in verb:
        passive = any("passive_auxiliaries" in token.tags for token in tokens[max(0, at - 2) : at])
    is_by = "agent_prepositions" in following and "past_participles" in verb and "plain" not in verb
    if not passive and (is_by or ("needs_object" in verb and "prepositions" in following)):
        return None  # "two men accused of theft", "a plan proposed by Norland"
    if passive:
        clause = _find_passive(tokens, phrases, at)
    else:
        clause = _find_quoted(tokens, phrases, at) or _find_inverted(tokens, phrases, at)
    if clause is None and not passive and not _is_relative(tokens, phrases, at):
        subject = _find_subject(tokens, phrases, at)
        if subject and "paper_verbs" in verb and "papers" not in subject.tags:  # "he reads", unlike "the letter reads"
            return None
        if subject:
            # A verb stands with its particle where only both together tell something ("ruled out").
            words = " ".join(token.lower for token in tokens[at : find_expression_end(tokens, at)])
            apposition = _find_name_beside(tokens, phrases, subject)
            stance = not verb.isdisjoint({"stances", "participles"})
            clause = ReportingClause(subject, words, at, _find_place(tokens, subject, at), apposition, stance)
    return None if clause and _is_subordinate(tokens, clause) else clause


def _is_subordinate(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether the subject opens a clause that depends on another: "…, when X called for"."""
    start = clause.subject.start
    while "coordinators" in token_at(tokens, start - 1).tags and token_at(tokens, start - 2).is_capital:
        start -= 2  # "the deal that the Truth and Justice Board offered"
        while token_at(tokens, start - 1).is_capital:
            start -= 1
    before = token_at(tokens, start - 1)
    if "complementizers" in before.tags and not any(token.tags & _TELLING for token in tokens[: start - 1]):
        return True  # "waters that Norland claims"
    return before.start > 0 and "clause_openers" in before.tags and not before.tags & _COORDINATING


def _find_quoted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who is quoted ("the station quoted him as saying"): he speaks, not who quotes him (13 of 14 right)."""
    if "quoting" not in tokens[at].tags:
        return None
    subject = find_phrase_at(phrases, at + 1)
    object_ = token_at(tokens, at + 1)
    if "object_pronouns" in object_.tags:
        end = at + 2
        subject = Phrase(at + 1, end, end, object_.key, "", end, governed=False, owns=False, tags=object_.tags)
    if subject is None:
        return None
    told = any(token.text[0].isalnum() for token in tokens[subject.end + 2 :])  # behind "as saying"
    return ReportingClause(subject, tokens[at].lower, at + 1, "main" if told else "tail")


def _is_relative(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> bool:
    """Return whether a verb's clause is a relative one that does not hang on the first phrase ("X, who condemned")."""
    first = find_phrase_at(phrases, 0)
    hangs = first is not None and first.end in (at - 1, at - 2)
    return "relatives" in token_at(tokens, at - 1).tags and not hangs


def _find_passive(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who speaks in "it was denied by X" and "X was quoted"."""
    verb = tokens[at]
    if "passive_quoting" in verb.tags:
        subject = _find_subject(tokens, phrases, at)
        return ReportingClause(subject, verb.lower, at, _find_place(tokens, subject, at)) if subject else None
    if "silent_passives" in verb.tags:
        return None
    for phrase in phrases:
        if at < phrase.start <= at + _AGENT_WITHIN and "agent_prepositions" in tokens[phrase.start - 1].tags:
            return ReportingClause(phrase, verb.lower, at, "agent", stance="stances" in verb.tags)
    return None


def _find_inverted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find ``“…,” said X``, worth 1 point of F1 of the sections: verb behind a quotation or comma, then its subject."""
    verb = tokens[at].tags
    # "The club, accused of theft": of whom such a verb tells stands before it, too.
    pauses = QUOTES if verb & {"at_object", "paper_verbs"} else PAUSES  # "X, the chief, read a statement"
    before = token_at(tokens, at - 1)
    if "saying" not in verb or "told_object" in verb or before.text not in pauses:
        return None
    subject = find_phrase_at(phrases, at + 1)
    if subject is None or _opens_clause(tokens, subject, is_quoted=before.text in QUOTES):
        return None
    if before.text == "," and _find_before_relative(tokens, phrases, at) and _goes_on(tokens, subject.end):
        return None
    apposition = _find_name_beside(tokens, phrases, subject)
    return ReportingClause(subject, tokens[at].lower, at, "tail", apposition, "stances" in verb)


def _find_name_beside(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return the apposition of a phrase, if it is not that of the place in it: "Police in Arden, Norland, said"."""
    beside = find_apposition(tokens, phrases, phrase)
    if beside is None or not beside.name or phrase.end == phrase.inner or not tokens[phrase.end - 1].is_capital:
        return beside
    is_several = phrase.head.endswith("s") or not phrase.tags.isdisjoint({"bodies", "armed", "press"})
    return None if is_several or " " not in beside.name else beside


def _opens_clause(tokens: Sequence[Token], phrase: Phrase, *, is_quoted: bool) -> bool:
    """Return whether what stands behind a verb has a verb of its own: ``X, the envoy, said it was over``.

    Behind a quotation a participle is none: ``“…,” said a statement printed on Monday``.
    """
    following = token_at(tokens, phrase.end)
    if "pronouns" in phrase.tags and following.text.isalpha():
        return True
    own = following.tags & _OWN_VERB
    return following.text in QUOTES or (bool(own) and not (is_quoted and own == {"past_participles"}))


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Return whether a word follows that neither ends a clause nor adds a time or place to it: "said the town site"."""
    following = token_at(tokens, end)
    return following.text.isalpha() and not following.tags & _ADDITIONS


def _find_before_relative(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return whose relative clause ends before a verb: "X, whose cousin, Y, died there, said", "X, of Arden, who"."""
    if token_at(tokens, at - 1).text != ",":
        return None
    opens = [place for place in range(1, at) if tokens[place - 1].text == "," and "relatives" in tokens[place].tags]
    places = {phrase.end + 1 for phrase in phrases if phrase.governed and phrase.start > 1}  # "of Arden, Norland, who"
    for phrase in reversed(phrases):
        if phrase.governed or phrase.owns or phrase.start in places or not opens or phrase.end >= opens[-1]:
            continue
        following = token_at(tokens, phrase.end + 1)
        if token_at(tokens, phrase.end).text == "," and following.tags & {"relatives", "genitives"}:
            return phrase
    return None


def _find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return the subject of the verb: near it, past a parenthesis, or at the start of its clause."""
    earlier = [phrase for phrase in phrases if phrase.end <= at and not phrase.governed and not phrase.owns]
    ambiguous = "ambiguous" in tokens[at].tags
    before_relative = _find_before_relative(tokens, phrases, at)
    if before_relative:
        return before_relative
    # A verb that may be a noun has its subject right before it.
    near = earlier[-1:] if ambiguous else earlier
    for phrase in reversed(near):
        whole = phrase if ambiguous else _add_nouns(tokens, phrase, at)
        if may_stand_between(tokens, whole.end, at):
            told_of = _find_before_who(tokens, earlier, phrase) or _find_before_place(tokens, phrases, whole)
            return told_of or _find_before_apposition(tokens, earlier, whole)
    if ambiguous or not earlier:
        return None
    last = earlier[-1]
    is_whole = not tokens[last.end - 1].is_capital or bool(
        token_at(tokens, last.end).tags & _ADJUNCT
    )  # no "an FBI inquiry into"
    if is_whole and _is_adjunct(tokens[last.end : at]):
        return last
    opening = find_opening(tokens, earlier, at)
    return opening if opening and _goes_on_to(tokens, opening.end, at) else None


def _add_nouns(tokens: Sequence[Token], phrase: Phrase, at: int) -> Phrase:
    """Return a phrase with the unknown nouns before a verb to which its names belong: "African countries said"."""
    end = phrase.end
    if phrase.end > phrase.inner or "pronouns" in phrase.tags:
        return phrase
    if phrase.name and any("roles" in token.tags for token in tokens[phrase.start : phrase.end]):
        return phrase  # "Premier Dahl then said"
    while end < at and end - phrase.end < _MOST_NOUNS and tokens[end].text.islower() and not tokens[end].tags:
        end += 1
    if end == phrase.end or (end < at and tokens[end].text != "," and not tokens[end].tags & LIGHT):
        return phrase
    return replace(phrase, end=end, inner=end, head=tokens[end - 1].key, name="", name_start=end, tags=frozenset())


def _goes_on_to(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a clause that opens with a subject goes on to a verb: "X met Y and said", "X in Arden said".

    It does not where another noun stands before the verb: "X has named two suspects wanted".
    """
    end = at
    while end > start and tokens[end - 1].tags & LIGHT:
        end -= 1
    if end > start and tokens[end - 1].tags & _GO_ON:
        return not _opens_other_clause(tokens[start : end - 1])
    gap = tokens[start:end]
    if len(gap) == 1 and "finite_verbs" in gap[0].tags:
        return True  # "went so far as to say"
    if _opens_other_clause(gap):
        return False
    verbs = _count_verbs(gap)
    if any("relatives" in token.tags for token in gap):  # "people in Arden who saw it say"
        return verbs <= 1 and "saying" in tokens[at].tags
    return _is_adjunct(gap) or (not verbs and bool(gap) and gap[-1].text == ",")


def _is_adjunct(gap: Sequence[Token]) -> bool:
    """Return whether words tell no more than where, or with whom: "of Norland", "familiar with it"."""
    opening = token_at(gap, 0).tags | token_at(gap, 1).tags
    if gap and all(token.is_capital or token.text == "," or token.tags & _LIST for token in gap):
        return gap[0].text == "," and gap[-1].is_capital  # "officials from Arden, Belmont and Cary"
    if not opening & _ADJUNCT or "infinitives" in opening or _opens_other_clause(gap) or gap[-1].tags & _GO_ON:
        return False
    return not _count_verbs(gap) and all(token.text != "," for token in gap)


def _count_verbs(gap: Sequence[Token]) -> int:
    """Return the number of words that are verbs: "plan", and no "the plan"."""
    found = 0
    for at, token in enumerate(gap):
        is_verb = token.tags & _FINITE and token.text.islower()
        found += bool(is_verb) and "determiners" not in token_at(gap, at - 1).tags
    return found


def _opens_other_clause(gap: Sequence[Token]) -> bool:
    """Return whether another clause begins, that does not go on with its subject."""
    return any("clause_openers" in token.tags and not token.tags & _SAME_SUBJECT for token in gap)


def _find_before_who(tokens: Sequence[Token], earlier: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return of whom a clause tells whose object stands before the verb: "People who know the Board say"."""
    for other in reversed(earlier):
        gap = tokens[other.end : phrase.start]
        if len(gap) > _MOST_BETWEEN or any(token.text == "," for token in gap):
            return None
        opens = [place for place, token in enumerate(gap) if "same_subject_openers" in token.tags]
        following = token_at(gap, opens[0] + 1) if opens else None
        if following and following.text.islower() and not following.tags & {"determiners", "pronouns"}:
            return other
    return None


def _find_before_place(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return who is at a place whose second name stands before the verb: "the chief of a plant near X, Y said"."""
    town = next((other for other in phrases if other.end == phrase.start - 1 and other.governed), None)
    if town is None or tokens[phrase.start - 1].text != "," or phrase.name_start > phrase.start or not phrase.name:
        return None
    for other in phrases:
        opens = token_at(tokens, other.start - 1).tags & _CLAUSE_OPENERS or other.start == 0
        if opens and other.end < town.start and not other.governed and not other.owns:
            gap = tokens[other.end : town.start]
            return None if _count_verbs(gap) or gap[0].text == "," else other
    return None


def _find_before_apposition(tokens: Sequence[Token], earlier: Sequence[Phrase], phrase: Phrase) -> Phrase:
    """Return the name before an apposition: "X" in "X, his aide, said", but "his aide" in "his aide, X, said"."""
    beside = find_apposition(tokens, earlier, phrase)
    if beside and beside.name and not phrase.name:
        return phrase
    if token_at(tokens, phrase.start - 1).text == token_at(tokens, phrase.end).text == ",":
        for other in earlier:
            if other.end == phrase.start - 1:
                return other
    return phrase


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
