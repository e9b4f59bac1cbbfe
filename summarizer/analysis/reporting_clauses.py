"""Who is the subject of which verb of saying: found by the order of words, not by nearness alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.analysis.joined_names import Phrase
from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.tagged_words import Token, token_at

ClausePlace = Literal["tail", "main", "source", "agent", "label"]  # names, not language
_TAIL_REST = 9  # words
_AGENT_WITHIN = 4  # words behind the verb
_PAPER_WITHIN = 5  # words before the participle
_FIGURE_WITHIN = 9  # words behind the verb
#: Between a name and its words at the start of a sentence: the style of headlines.
_LABEL = ":"
_QUOTES = frozenset('“”"«»„')
_PAUSES = _QUOTES | {","}
_STOPS = _PAUSES | {".", ";"}
_ENDS = _STOPS | {":", ""}
_DASHES_AND_COMMAS = frozenset(",–—-")
_CLAUSE_MARKS = frozenset(',:;–—“”"') | {""}
_VERB = frozenset({"saying", "stances"})
_TELLING = _VERB | {"participles", "papers", "sources"}
_NO_VERB = frozenset({"no_verbs", "inner"})
_COORDINATING = frozenset({"coordinators", "main_clause_openers", "complementizers"})
_SAME_SUBJECT = frozenset({"coordinators", "same_subject_openers"})
_NOUN_OPENERS = frozenset({"determiners", "prepositions"})
_OWN_VERB = frozenset({"auxiliaries", "saying", "stances", "past_participles"})
_TIMES = frozenset({"when", "weekdays"})
_LIGHT = frozenset({"between", "weekdays", "between_or_names", "adverbs"})


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """A subject and its verb, the token ``at``. ``place`` tells where: a tail says who said all that stands before.

    ``stance`` is true where the subject takes a position instead of saying something.
    """

    subject: Phrase
    verb: str
    at: int
    place: ClausePlace
    apposition: Phrase | None = None
    stance: bool = False


def find_reporting_clauses(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[ReportingClause, ...]:
    """Return all reporting clauses of a sentence, in the order of their verbs."""
    clauses: list[ReportingClause] = []
    first = find_phrase_at(phrases, 0)
    if first and token_at(tokens, first.end).text == _LABEL:
        clauses.append(ReportingClause(first, _LABEL, first.end, "label"))
    for at, token in enumerate(tokens):
        clause = None
        if "sources" in token.tags:
            end = find_expression_end(tokens, at)  # "according to", worth 0.2 points of F1
            source = find_phrase_at(phrases, end)
            if source:
                cue = " ".join(token.lower for token in tokens[at:end])
                clause = ReportingClause(source, cue, at, "source", find_apposition(tokens, phrases, source))
        elif _is_verb(tokens, at):
            clause = _find_clause(tokens, phrases, at)
        elif "views" in token.tags:
            clause = _find_view(tokens, phrases, at)
        elif "participles" in token.tags:
            clause = _find_participle_clause(tokens, phrases, at)
        if clause:
            clauses.append(clause)
    clauses.sort(key=lambda clause: (clause.at, clause.place))
    return tuple(clauses)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is a verb of saying, or tells a figure: "put the damage at 4 million"."""
    token = tokens[at]
    if not token.text[0].islower() or token.tags & _NO_VERB:
        return False
    if "figure_verbs" in token.tags:
        near = zip(tokens[at + 1 : at + _FIGURE_WITHIN], tokens[at + 2 :], strict=False)
        return any("figure_links" in link.tags and figure.text[0].isdigit() for link, figure in near)
    return bool(token.tags & _VERB)


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


def find_phrase_at(phrases: Sequence[Phrase], start: int) -> Phrase | None:
    """Return the phrase that begins at a place, None where it only owns what follows."""
    for phrase in phrases:
        if phrase.start == start:
            return None if phrase.owns else phrase
    return None


def _find_participle_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose saying goes on: "X left, adding that", "X issued a statement saying", unlike "a man saying"."""
    participle = tokens[at]
    if token_at(tokens, at - 1).text not in _PAUSES:
        near = tokens[max(0, at - _PAPER_WITHIN) : at]
        if "paper_participles" not in participle.tags or not any("papers" in token.tags for token in near):
            return None
    opening = _find_opening(tokens, phrases, at)
    return ReportingClause(opening, participle.lower, at, "main", stance=True) if opening else None


def _find_opening(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return the first phrase before a place that may be a subject and opens a clause."""
    for phrase in phrases:
        if phrase.end > at:
            break
        if phrase.governed or phrase.owns:
            continue
        before = token_at(tokens, phrase.start - 1)
        if before.text in _CLAUSE_MARKS or "main_clause_openers" in before.tags:
            return phrase
    return None


def _find_view(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose view is told: "in the union's view, …", "the union's view is that …", "the union's verdict: …"."""
    owners = [phrase for phrase in phrases if phrase.end == at and phrase.owns]
    if not owners:
        return None
    owner, following = owners[0], token_at(tokens, at + 1)
    before = token_at(tokens, owner.start - 1)
    if before.tags & {"view_prepositions", "sources"}:
        return ReportingClause(owner, tokens[at].lower, at, "source")
    is_told = "forms_of_be" in following.tags and "complementizers" in token_at(tokens, at + 2).tags
    if before.text in _CLAUSE_MARKS and (is_told or following.text == _LABEL):
        return ReportingClause(owner, tokens[at].lower, at, "main")
    return None


def _find_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject, or its clause depends on another."""
    verb, before = tokens[at].tags, token_at(tokens, at - 1)
    if before.tags & _NOUN_OPENERS or (before.owns and "ambiguous" in verb):  # "the call", "Dahl's claims"
        return None
    passive = False
    if "past_participles" in verb and "never_passive" not in verb:
        passive = any("passive_auxiliaries" in token.tags for token in tokens[max(0, at - 2) : at])
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
            apposition = find_apposition(tokens, phrases, subject)
            stance = not verb.isdisjoint({"stances", "participles"})
            clause = ReportingClause(subject, words, at, _find_place(tokens, subject, at), apposition, stance)
    return None if clause and _is_subordinate(tokens, clause) else clause


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
    pauses = _QUOTES if "at_object" in verb else _PAUSES
    if "saying" not in verb or "told_object" in verb or token_at(tokens, at - 1).text not in pauses:
        return None
    subject = find_phrase_at(phrases, at + 1)
    if subject is None or _opens_clause(tokens, subject):
        return None
    apposition = find_apposition(tokens, phrases, subject)
    return ReportingClause(subject, tokens[at].lower, at, "tail", apposition, "stances" in verb)


def _opens_clause(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether what stands behind a verb has a verb of its own: ``X, the envoy, said it was over``."""
    following = token_at(tokens, phrase.end)
    if "pronouns" in phrase.tags and following.text.isalpha():
        return True
    return following.text in _QUOTES or not following.tags.isdisjoint(_OWN_VERB)


def _find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return the subject of the verb: near it, past a parenthesis, or at the start of its clause."""
    earlier = [phrase for phrase in phrases if phrase.end <= at and not phrase.governed and not phrase.owns]
    ambiguous = "ambiguous" in tokens[at].tags
    # A verb that may be a noun has its subject right before it.
    near = earlier[-1:] if ambiguous else earlier
    for phrase in reversed(near):
        if _may_stand_between(tokens, phrase.end, at):
            return _find_before_apposition(tokens, earlier, phrase)
    opening = None if ambiguous else _find_opening(tokens, earlier, at)
    if opening:
        for token in tokens[opening.end : at]:
            if "clause_openers" in token.tags and not token.tags & _SAME_SUBJECT:
                return None
    return opening


def _find_before_apposition(tokens: Sequence[Token], earlier: Sequence[Phrase], phrase: Phrase) -> Phrase:
    """Return the name before an apposition: in "X, his aide, said" X is the subject."""
    if token_at(tokens, phrase.start - 1).text == token_at(tokens, phrase.end).text == ",":
        for other in earlier:
            if other.end == phrase.start - 1:
                return other
    return phrase


def _may_stand_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether only light words or a parenthesis (worth 0.2 F1) lie between a subject and its verb."""
    gap = tokens[start:end]
    commas = [at for at, token in enumerate(gap) if token.text in _DASHES_AND_COMMAS]
    if commas[:1] == [0] and len(commas) > 1:
        gap = gap[commas[-1] + 1 :]
    return all(token.tags & _LIGHT for token in gap)


def _find_place(tokens: Sequence[Token], subject: Phrase, at: int) -> ClausePlace:
    """Return whether a clause is a tail, behind a comma or quotation and with little after it: worth 0.2 F1."""
    if "saying" not in tokens[at].tags or token_at(tokens, subject.start - 1).text not in _PAUSES:
        return "main"
    following = token_at(tokens, at + 1)
    if following.text in _ENDS or "prepositions" in following.tags:
        return "tail"
    rest = [token for token in tokens[at + 1 :] if token.text[0].isalnum()]
    if len(rest) > _TAIL_REST or "prepositions" in tokens[0].tags:
        return "main"
    return "main" if any("complementizers" in token.tags for token in rest) else "tail"


def find_apposition(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return the phrase beside another between commas, ``X, the Y,``: worth 0.2 points of F1."""
    end = phrase.end
    if [token_at(tokens, end + place).text for place in (0, 2)] == ["(", ")"]:  # "la cheffe du Parti (PRM), Ines Dahl"
        end += 3
    if token_at(tokens, end).text != ",":
        return None
    other = find_phrase_at(phrases, end + 1)
    if other is None:
        return None
    ends = {other.end}
    if "genitives" in token_at(tokens, other.end).tags:  # "Ana Dahl of Arden", "Dahl's chief of staff"
        ends |= {other.end + 2, other.end + 3}
    return other if any(token_at(tokens, end).text in {",", ".", ""} for end in ends) else None


def find_attribution_spans(
    tokens: Sequence[Token], clauses: Sequence[ReportingClause], *, is_free: bool = False
) -> tuple[tuple[int, int], ...]:
    """Return the stretches of text that only tell who says the rest, where from and to.

    They are tails, "according to X", and "X said that" before what is said (the last worth 1 point of F1). Where the
    order of words ``is_free``, what is said goes on behind who says it: "Laut Dahl kostet es 3 Euro, …".
    """
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        end = max(clause.at + 1, clause.subject.end)
        if _leads(tokens, clause):
            while token_at(tokens, end).tags & _TIMES:
                end += 1
        elif clause.place == "source" and is_free and token_at(tokens, clause.at - 1).text not in _DASHES_AND_COMMAS:
            end = max(end, clause.apposition.end if clause.apposition else 0)
            end += "sources_behind" in token_at(tokens, end).tags
        elif clause.place in ("tail", "source"):
            while end < len(tokens) and tokens[end].text not in _STOPS:
                end += 1
        else:
            continue
        first = min(clause.at, clause.subject.start)
        spans.append((tokens[first].start, tokens[end - 1].end))
    return join_spans(spans)


def join_spans(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches in their order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def _leads(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether a clause leads to what is said: "The envoy, Ana Dahl, said", unlike "She rejected it and said"."""
    if clause.place != "main" or "plain" not in tokens[clause.at].tags:
        return False
    if clause.subject.start > 0 and "prepositions" not in tokens[0].tags:
        return False
    if any(token.text in _QUOTES for token in tokens[: clause.at]):
        return False
    return _may_stand_between(tokens, clause.subject.end, clause.at)
