"""Who is the subject of which verb of saying: found by the order of words, not by nearness alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.analysis.phrases import Phrase, Token, find_expression_end, token_at

Place = Literal["tail", "main", "source", "agent", "label"]  # names, not language
_TAIL_REST = 9  # words
_AGENT_WITHIN = 4  # words behind the verb
_PAPER_WITHIN = 5  # words before the participle
_QUOTES = frozenset('“”"«»„')
_PAUSES = _QUOTES | {","}
_STOPS = _PAUSES | {".", ";"}
_ENDS = _STOPS | {":", ""}
_DASHES_AND_COMMAS = frozenset(",–—-")
_CLAUSE_MARKS = frozenset(',:;–—“”"') | {""}
_VERB = frozenset({"saying", "stances"})
_NO_VERB = frozenset({"no_verbs", "inner"})
_COORDINATING = frozenset({"coordinators", "main_clause_openers", "complementizers"})
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
    place: Place
    apposition: Phrase | None = None
    stance: bool = False


def find_reporting_clauses(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[ReportingClause, ...]:
    """Return all reporting clauses of a sentence, in the order of their verbs."""
    clauses = [*_find_labels(tokens, phrases), *_find_sources(tokens, phrases)]
    for at, token in enumerate(tokens):
        clause = None
        if _is_verb(token):
            clause = _find_clause(tokens, phrases, at)
        elif "participles" in token.tags:
            clause = _find_participle_clause(tokens, phrases, at)
        if clause:
            clauses.append(clause)
    clauses.sort(key=lambda clause: (clause.at, clause.place))
    return tuple(clauses)


def _is_verb(token: Token) -> bool:
    """Return whether a word is a verb of saying or of taking a position."""
    return token.text[0].islower() and bool(token.tags & _VERB) and not token.tags & _NO_VERB


def _is_subordinate(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether the subject opens a clause that depends on another: "…, when X called for"."""
    before = token_at(tokens, clause.subject.start - 1)
    return before.start > 0 and "clause_openers" in before.tags and not before.tags & _COORDINATING


def _find_labels(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[ReportingClause]:
    """Find a name and a colon at the start: the style of headlines."""
    first = _find_phrase_at(phrases, 0)
    if first and token_at(tokens, first.end).text == ":":
        yield ReportingClause(first, ":", first.end, "label")


def _find_sources(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[ReportingClause]:
    """Find "according to X", worth 0.2 points of F1."""
    for at, token in enumerate(tokens):
        if "sources" not in token.tags:
            continue
        found = _find_phrase_at(phrases, find_expression_end(tokens, at))
        if found:
            cue = _read_expression(tokens, at)
            yield ReportingClause(found, cue, at, "source", find_apposition(tokens, phrases, found))


def _read_expression(tokens: Sequence[Token], at: int) -> str:
    """Return a word, or the expression that it begins, in small letters."""
    return " ".join(token.lower for token in tokens[at : find_expression_end(tokens, at)])


def _find_phrase_at(phrases: Sequence[Phrase], start: int) -> Phrase | None:
    """Return the phrase that begins at a place, None where it only owns what follows."""
    for phrase in phrases:
        if phrase.start == start:
            return None if phrase.owns else phrase
    return None


def _find_participle_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose saying goes on: "X left, adding that", "X issued a statement saying", unlike "a man saying".

    Read four times, each time rightly.
    """
    if token_at(tokens, at - 1).text not in _PAUSES and not _is_of_paper(tokens, at):
        return None
    for phrase in _list_before(phrases, at):
        if _is_clause_start(tokens, phrase):
            return ReportingClause(phrase, tokens[at].lower, at, "main", stance=True)
    return None


def _is_of_paper(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a participle tells what a paper says: "X issued a statement saying"."""
    if "paper_participles" not in tokens[at].tags:
        return False
    return any("papers" in token.tags for token in tokens[max(0, at - _PAPER_WITHIN) : at])


def _list_before(phrases: Sequence[Phrase], at: int) -> list[Phrase]:
    """Return the phrases before a place that may be subjects."""
    return [phrase for phrase in phrases if phrase.end <= at and phrase.is_free]


def _find_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject, or its clause depends on another."""
    if _is_noun(tokens, at):
        return None
    passive = _is_passive(tokens, at)
    ways = (_find_passive,) if passive else (_find_quoted, _find_inverted, _find_active)
    for find in ways:
        clause = find(tokens, phrases, at)
        if clause:
            return None if _is_subordinate(tokens, clause) else clause
    return None


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what may be a verb stands for a noun: "the call", "Dahl's claims"."""
    before = token_at(tokens, at - 1)
    if before.tags & _NOUN_OPENERS:
        return True
    return before.owns and "ambiguous" in tokens[at].tags


def _find_active(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose verb it is that stands behind its subject."""
    subject = None if _is_relative(tokens, phrases, at) else _find_subject(tokens, phrases, at)
    if subject is None:
        return None
    # A verb stands with its particle where only both together tell something ("ruled out").
    verb = _read_expression(tokens, at)
    stance = not tokens[at].tags.isdisjoint({"stances", "participles"})
    apposition = find_apposition(tokens, phrases, subject)
    return ReportingClause(subject, verb, at, _find_place(tokens, subject, at), apposition, stance)


def _find_quoted(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who is quoted ("the station quoted him as saying"): he speaks, and not the one who quotes him.

    Of 14 read 13 were right.
    """
    if "quoting" not in tokens[at].tags:
        return None
    subject = _find_phrase_at(phrases, at + 1)
    object_ = token_at(tokens, at + 1)
    if "object_pronouns" in object_.tags:
        subject = Phrase(at + 1, at + 2, at + 2, object_.key, "", governed=False, owns=False, tags=object_.tags)
    if subject is None:
        return None
    told = _list_words(tokens[subject.end + 2 :])  # behind "as saying"
    return ReportingClause(subject, tokens[at].lower, at + 1, "main" if told else "tail")


def _is_relative(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> bool:
    """Return whether a verb's clause is a relative one that does not hang on the first phrase ("X, who condemned")."""
    if "relatives" not in token_at(tokens, at - 1).tags:
        return False
    first = _find_phrase_at(phrases, 0)
    return first is None or first.end not in (at - 1, at - 2)


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a verb is passive, as in "was denied"."""
    verb = tokens[at].tags
    if "past_participles" not in verb or "never_passive" in verb:
        return False
    return any("passive_auxiliaries" in token.tags for token in tokens[max(0, at - 2) : at])


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
    """Find ``“…,” said X``: the verb right behind a quotation or comma, its subject right behind the verb.

    Worth 1 point of F1 of the sections.
    """
    verb = tokens[at].tags
    # "The club, accused of theft": of whom such a verb tells stands before it, too.
    pauses = _QUOTES if "at_object" in verb else _PAUSES
    if "saying" not in verb or "told_object" in verb or token_at(tokens, at - 1).text not in pauses:
        return None
    subject = _find_phrase_at(phrases, at + 1)
    if subject is None or _opens_clause(tokens, subject):
        return None
    apposition = find_apposition(tokens, phrases, subject)
    return ReportingClause(subject, tokens[at].lower, at, "tail", apposition, "stances" in verb)


def _opens_clause(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether what stands behind a verb of saying has a verb or quotation of its own.

    So it is in ``X, the envoy, said it was over``.
    """
    following = token_at(tokens, phrase.end)
    if "pronouns" in phrase.tags and following.text.isalpha():
        return True
    return following.text in _QUOTES or not following.tags.isdisjoint(_OWN_VERB)


def _find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> Phrase | None:
    """Return the subject of the verb: near it, past a parenthesis, or at the start of its clause."""
    earlier = _list_before(phrases, at)
    ambiguous = "ambiguous" in tokens[at].tags
    # A verb that may be a noun has its subject right before it.
    near = earlier[-1:] if ambiguous else earlier
    for phrase in reversed(near):
        if _may_stand_between(tokens, phrase.end, at):
            return _find_before_apposition(tokens, earlier, phrase)
    if ambiguous:
        return None
    for phrase in earlier:
        if _is_clause_start(tokens, phrase):
            other = any(_brings_subject(token) for token in tokens[phrase.end : at])
            return None if other else phrase
    return None


def _brings_subject(token: Token) -> bool:
    """Return whether what stands behind a word has another subject than what stands before it."""
    return "clause_openers" in token.tags and not token.tags & {"coordinators", "same_subject_openers"}


def _find_before_apposition(tokens: Sequence[Token], earlier: Sequence[Phrase], phrase: Phrase) -> Phrase:
    """Return the name before an apposition: in "X, his aide, said" X is the subject."""
    if token_at(tokens, phrase.start - 1).text == token_at(tokens, phrase.end).text == ",":
        for other in earlier:
            if other.end == phrase.start - 1:
                return other
    return phrase


def _may_stand_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether nothing but light words or a parenthesis lies between a subject and its verb.

    The parenthesis is worth 0.2 points of F1.
    """
    gap = tokens[start:end]
    commas = [at for at, token in enumerate(gap) if token.text in _DASHES_AND_COMMAS]
    if commas[:1] == [0] and len(commas) > 1:
        gap = gap[commas[-1] + 1 :]
    return all(token.tags & _LIGHT for token in gap)


def _is_clause_start(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase opens a clause."""
    before = token_at(tokens, phrase.start - 1)
    return before.text in _CLAUSE_MARKS or "main_clause_openers" in before.tags


def _find_place(tokens: Sequence[Token], subject: Phrase, at: int) -> Place:
    """Return whether a clause is a tail: it stands behind a comma or quotation and little comes after it.

    To tell tails from main clauses is worth 0.2 points of F1.
    """
    if "saying" not in tokens[at].tags or token_at(tokens, subject.start - 1).text not in _PAUSES:
        return "main"
    if tokens[0].text not in _QUOTES and not _list_words(tokens[: subject.start]):
        return "main"
    following = token_at(tokens, at + 1)
    if following.text in _ENDS or "prepositions" in following.tags:
        return "tail"
    rest = _list_words(tokens[at + 1 :])
    if len(rest) > _TAIL_REST or "prepositions" in tokens[0].tags:
        return "main"
    return "main" if any("complementizers" in token.tags for token in rest) else "tail"


def _list_words(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens that are words or numbers."""
    return [token for token in tokens if token.text[0].isalnum()]


def find_apposition(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return the phrase beside another between commas, ``X, the Y,``: worth 0.2 points of F1."""
    other = _find_phrase_at(phrases, phrase.end + 1)
    if other is None or tokens[phrase.end].text != ",":
        return None
    ends = {other.end}
    if "genitives" in token_at(tokens, other.end).tags:  # "Ana Dahl of Arden", "Dahl's chief of staff"
        ends |= {other.end + 2, other.end + 3}
    return other if any(token_at(tokens, end).text in {",", ".", ""} for end in ends) else None


def find_attribution_spans(tokens: Sequence[Token], clauses: Sequence[ReportingClause]) -> tuple[tuple[int, int], ...]:
    """Return the stretches of text that only tell who says the rest, where from and to.

    They are tails, "according to X", and "X said that" before what is said (the last worth 1 point of F1).
    """
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        end = max(clause.at + 1, clause.subject.end)
        if _leads(tokens, clause):
            while token_at(tokens, end).tags & _TIMES:
                end += 1
        elif clause.place in ("tail", "source"):
            while end < len(tokens) and tokens[end].text not in _STOPS:
                end += 1
        else:
            continue
        first = min(clause.at, clause.subject.start)
        spans.append((tokens[first].start, tokens[end - 1].end))
    return _join_overlapping(spans)


def _join_overlapping(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            low, high = joined[-1][0], max(high, joined.pop()[1])
        joined.append((low, high))
    return tuple(joined)


def _leads(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether a clause leads to what is said: "The envoy, Ana Dahl, said it was over".

    "The envoy rejected it and said it was over" does not.
    """
    if clause.place != "main" or "plain" not in tokens[clause.at].tags:
        return False
    if clause.subject.start > 0 and "prepositions" not in tokens[0].tags:
        return False
    if any(token.text in _QUOTES for token in tokens[: clause.at]):
        return False
    return _may_stand_between(tokens, clause.subject.end, clause.at)
