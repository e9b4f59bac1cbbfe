"""Who is the subject of which verb of saying: found by the order of words, not by nearness alone.

What tells who says a sentence without a verb ("according to X", "in X's view", "X: “…”") is found here, for all
languages. Whose a verb is, the order of words tells: ``fixed_order`` where the subject stands first, ``free_order``
where it may stand on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.tagged_words import BY_ENDING, INNER, Phrase, Token, token_at

ClausePlace = Literal["tail", "main", "source", "agent", "label"]  # names, not language
_FIGURE_WITHIN = 9  # words behind the verb
_LEAD_WITHIN = 10  # words behind the verb
#: Words behind the subject of a tail: with more, what is said follows.
TAIL_REST = 9
#: Between a name and its words at the start of a sentence: the style of headlines.
_LABEL = ":"
_ENDS_APPOSITION = frozenset({",", ".", _LABEL, ""})
QUOTES = frozenset("“”\"«»„‹›‚‘'’")
DASHES = frozenset("–—―-")
PAUSES = QUOTES | DASHES | {",", "?", "!", "…"}
CLAUSE_MARKS = frozenset(",:;–—―()?!…") | QUOTES | {""}
_STOPS = QUOTES | {",", ".", ";"}
_ENDS = frozenset({".", ",", ";", ":", ""}) | DASHES | QUOTES
VERB = frozenset({"saying", "stances"})
_FINITE = frozenset({"befalls", "auxiliaries"})
_NO_VERB = frozenset({"no_verbs", "inner"})
_SOURCES = frozenset({"sources", "own_sources", "self_sources", "sources_quoted"})
_TIMES = frozenset({"when", "weekdays"})
#: What may follow a verb of saying that has no object, and what tells that more is said behind it.
_BEHIND_SAYING = _TIMES | {"prepositions", "adverbs", "time_spans"}
_SAYS_MORE = VERB | _FINITE | {"complementizers", "finite_verbs", "irregular_pasts"}
LIGHT = frozenset({"between", "weekdays", "between_or_names", "adverbs"})
#: Whoever stands right behind these is no subject: "they met X, and Y said".
_GOVERNING = frozenset(  # names, not language
    {"saying", "stances", "finite_verbs", "irregular_pasts", "past_participles", "befalls", "auxiliaries", "gerunds"}
)
_CLAUSE_OPENERS = frozenset({"relatives", "clause_openers", "complementizers", "main_clause_openers"})
NOUN_OPENERS = frozenset({"determiners", "prepositions"})
_AUXILIARY_AND_COMMA = 2
_OWNING = frozenset({"owner_endings", "postmodifiers", "modifiers"})  # names, not language
_DASHES_AND_COMMAS = frozenset(",–—-")
_PARENTHETIC = _DASHES_AND_COMMAS | set("()")


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """A subject and its verb, the token ``at``. ``place`` tells where: a tail says who said all that stands before.

    ``stance`` is true where the subject takes a position instead of saying something. ``joint`` tells from where to
    where all stand who are the subject together.
    """

    subject: Phrase
    verb: str
    at: int
    place: ClausePlace
    apposition: Phrase | None = None
    stance: bool = False
    joint: tuple[int, int] | None = None

    @property
    def who(self) -> tuple[int, int]:
        """Return from where to where its subject stands, or all who are it together."""
        return self.joint or (self.subject.start, self.subject.end)


#: Returns the reporting clause of the verb at a place of a sentence, if somebody is its subject.
FindClause = Callable[[Sequence[Token], Sequence[Phrase], int], ReportingClause | None]


def find_reporting_clauses(
    tokens: Sequence[Token], phrases: Sequence[Phrase], find_clause: FindClause
) -> tuple[ReportingClause, ...]:
    """Return all reporting clauses of a sentence, in the order of their verbs; ``find_clause`` finds those of verbs."""
    clauses: list[ReportingClause] = []
    # Whose words a sentence holds that begins with a name and a colon, unlike "Question: …", "Answer: …".
    first = find_phrase_at(phrases, 0)
    if first and token_at(tokens, first.end).text == _LABEL and "no_speakers" not in first.tags:
        clauses.append(ReportingClause(first, _LABEL, first.end, "label"))
    for at in range(len(tokens)):
        clause = _find_clause(tokens, phrases, at, find_clause)
        if clause is None:
            continue
        if clauses and _goes_on(tokens, clauses[-1], clause):
            clauses.pop()
        clauses.append(clause)
    if all(one.stance or "person_pronouns" in one.subject.tags for one in clauses):
        announced = _find_announced(tokens, phrases, {clause.subject.start for clause in clauses})
        clauses = [announced] if announced else clauses
    if not clauses:
        clauses = _find_opening_view(tokens, phrases)
    clauses.sort(key=lambda clause: (clause.at, clause.place))
    return tuple(replace(clause, joint=_find_joint(tokens, phrases, clause)) for clause in clauses)


def _find_clause(
    tokens: Sequence[Token], phrases: Sequence[Phrase], at: int, find_clause: FindClause
) -> ReportingClause | None:
    """Return the reporting clause of the word at a place, if it has one."""
    tags = tokens[at].tags
    if tags & _SOURCES:
        return _find_source(tokens, phrases, at)
    if "sources_behind" in tags:
        phrase = next((one for one in phrases if one.end == at), None)  # "Dahl zufolge"
        return ReportingClause(phrase, tokens[at].lower, phrase.start, "source") if phrase else None
    if "bare_tails" in tags:
        return _find_bare_tail(tokens, phrases, at)
    if _is_verb(tokens, at):
        return find_clause(tokens, phrases, at)
    if "views" in tags:
        return _find_view(tokens, phrases, at)
    if "participles" in tags:
        return _find_participle_clause(tokens, phrases, at)
    return None


def _goes_on(tokens: Sequence[Token], before: ReportingClause, clause: ReportingClause) -> bool:
    """Return whether who takes a position goes on to say something, and is heard by that: "rejected it and said"."""
    is_next = "coordinators" in token_at(tokens, clause.at - 1).tags or "participles" in tokens[before.at].tags
    return is_next and before.stance and before.subject is clause.subject


def _find_joint(tokens: Sequence[Token], phrases: Sequence[Phrase], clause: ReportingClause) -> tuple[int, int] | None:
    """Return from where to where all stand who are the subject together: "X, Y and Z said", "said X and Y".

    An institution's name with such a word inside is one of them too: "the Ministry of Trade and Industry said".
    """
    subject = clause.subject
    if clause.at < subject.start:
        behind = find_phrase_at(phrases, subject.end + 1)
        if behind is None or "coordinators" not in token_at(tokens, subject.end).tags:
            return None
        return None if _does_something_else(tokens, behind.end, clause) else (subject.start, behind.end)
    if "coordinators" not in token_at(tokens, subject.start - 1).tags:
        return None
    first = _find_first_joint(tokens, phrases, subject)
    if first == subject.start:
        return None
    # "Finance and Economics Minister X said"
    is_noun = "modifiers" in tokens[first].tags and "coordinators" in tokens[first + 1].tags
    is_office = is_noun and subject.start < subject.name_start < subject.end
    return None if is_office else (first, subject.end)


def _find_first_joint(tokens: Sequence[Token], phrases: Sequence[Phrase], subject: Phrase) -> int:
    """Return where the first begins who is joined to a subject by the "and" before it, ``subject.start`` if nobody."""
    free = {phrase.end: phrase for phrase in phrases if phrase.is_free}
    # "It rained in X, and Y said": with a comma before it "and" joins no two, but three.
    fewest = 2 if token_at(tokens, subject.start - 2).text == "," else 1
    at, first, joined = subject.start - 1, subject.start, 0
    while before := free.get(at - (token_at(tokens, at - 1).text == ",")):
        at, joined = before.start, joined + 1
        governing = token_at(tokens, at - 1)
        if joined >= fewest and not governing.tags & _GOVERNING:
            first = at
        if governing.text != ",":
            break
    return first


def _does_something_else(tokens: Sequence[Token], at: int, clause: ReportingClause) -> bool:
    """Return whether who stands before a place does something else: "“…,” said X and Y left the room".

    Behind what was said, a word that no table knows is a verb too, where the clause goes on: "sagte X und Y verließ …".
    """
    verb = token_at(tokens, at)
    if clause.place == "source":
        return False
    is_unknown = verb.text.isalpha() and verb.text.islower() and verb.tags <= BY_ENDING
    goes_on = token_at(tokens, at + 1).text not in _ENDS
    return bool(verb.tags & _GOVERNING) or (clause.place == "tail" and is_unknown and goes_on)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is a verb of saying or of taking a position, or tells a figure: "put the damage at 4"."""
    token = tokens[at]
    if not token.text[0].islower() and "unsaid_subject" not in token.tags:  # "Añadió que …"
        return False
    # "« Assez ! », a lancé une passante", unlike "a lancé une offensive"
    if token.tags & _NO_VERB and not _opens_behind_quotation(tokens, at):
        return False
    if "saying_quoted" in token.tags:
        # What is said may stand in quotation marks, behind a colon, before a comma: "Il faut partir, a lancé le
        # maire", unlike "a lancé dimanche 120 drones".
        before = at - 1 - ("auxiliaries" in token_at(tokens, at - 1).tags)
        if token_at(tokens, before).text != "," and not any(one.text in QUOTES or one.text == ":" for one in tokens):
            return False
    if "figure_verbs" in token.tags:
        near = zip(tokens[at + 1 : at + _FIGURE_WITHIN], tokens[at + 2 :], strict=False)
        return any("figure_links" in link.tags and figure.text[0].isdigit() for link, figure in near)
    return bool(token.tags & VERB)


def _opens_behind_quotation(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a verb stands right behind a quotation, with its auxiliary: "« … », a lancé", "«…», remató"."""
    helped = "helped" in tokens[at].tags and "auxiliaries" in token_at(tokens, at - 1).tags
    if INNER in tokens[at].tags and not helped:
        return False
    comma = at - 1 - helped
    return token_at(tokens, comma).text == "," and token_at(tokens, comma - 1).text in QUOTES


def find_phrase_at(phrases: Sequence[Phrase], start: int) -> Phrase | None:
    """Return the phrase that begins at a place, None where it only owns what follows."""
    return next((phrase for phrase in phrases if phrase.start == start and not phrase.owns), None)


def _find_source(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands behind "according to" (worth 0.2 points of F1), "laut", "selon", "по словам"."""
    end = find_expression_end(tokens, at)
    if "self_sources" in tokens[at].tags:  # "Die Polizei war nach eigenen Angaben dort"
        subject = find_opening(tokens, phrases, at)
        is_his = subject and _is_one_clause(tokens, subject.end, at)
        return ReportingClause(subject, tokens[at].lower, at, "main") if subject and is_his else None
    if {"genitives", "prepositions"} <= token_at(tokens, end).tags:  # "nach Ansicht von Fachleuten"
        end += 1
    phrase = find_phrase_at(phrases, end)
    if "own_sources" in tokens[at].tags:  # "за його словами"
        phrase = stand_for_speaker(tokens, at)
    elif phrase is None and "object_pronouns" in token_at(tokens, end).tags:  # "selon lui"
        phrase = stand_for_speaker(tokens, end)
    if phrase is None:
        return None
    if "sources_quoted" in tokens[at].tags:
        comma, quote = token_at(tokens, phrase.end), token_at(tokens, phrase.end + 1)
        if comma.text != "," or quote.text not in QUOTES:
            return None
    phrase = _find_bearer(tokens, phrases, phrase)
    cue = " ".join(token.lower for token in tokens[at:end])
    return ReportingClause(phrase, cue, at, "source", find_apposition(tokens, phrases, phrase))


def _is_one_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether no other clause opens between two places: not "found the driver, who by his own account slept"."""
    # "La ministre a, selon ses propres mots, dormi"
    if token_at(tokens, end - 1).text == "," and end - start <= _AUXILIARY_AND_COMMA:
        end -= 1
    for token in tokens[start:end]:
        opens = token.tags & _CLAUSE_OPENERS and not token.tags & NOUN_OPENERS  # unlike "hat den Fahrer"
        if opens or token.text in CLAUSE_MARKS:
            return False
    return True


def _find_bearer(tokens: Sequence[Token], phrases: Sequence[Phrase], office: Phrase) -> Phrase:
    """Return who has an office that owns what follows it, else the office: "главы кризисного центра Даля"."""
    end = office.inner
    while not office.name and token_at(tokens, end).text.islower() and tokens[end].tags <= _OWNING:
        end += 1
    bearer = find_phrase_at(phrases, end)
    return bearer if end > office.inner and bearer and bearer.name else office


def _find_bare_tail(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands behind "so" at the end of what was said, without a verb."""
    subject = find_phrase_at(phrases, at + 1)
    if token_at(tokens, at - 1).text not in PAUSES or subject is None or not ends_clause(tokens, subject.end):
        return None
    return ReportingClause(subject, tokens[at].lower, at, "tail", find_apposition(tokens, phrases, subject))


def _find_view(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose view is told: "in the union's view, …".

    It is rare (no gain on 8,448 sentences, no loss), and names who says it in so many words.
    """
    owner = next((phrase for phrase in phrases if phrase.end == at and phrase.owns), None)
    if owner is None or not token_at(tokens, owner.start - 1).tags & {"view_prepositions", "sources"}:
        return None
    return ReportingClause(owner, tokens[at].lower, at, "source")


def _find_participle_clause(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find whose saying goes on: "X left, adding that", "X issued a statement saying", unlike "a man saying"."""
    participle = tokens[at]
    if token_at(tokens, at - 1).text not in PAUSES:
        is_written = any("papers" in token.tags for token in tokens[:at])
        if "paper_participles" not in participle.tags or not is_written:
            return None
    opening = find_opening(tokens, phrases, at)
    return ReportingClause(opening, participle.lower, at, "main", stance=True) if opening else None


def _find_announced(
    tokens: Sequence[Token], phrases: Sequence[Phrase], subjects: Collection[int]
) -> ReportingClause | None:
    """Find who does something before a colon and a quotation: "Trainer Dahl nahm ihn in Schutz: „…“, sagte er".

    Who has one name and no office must be among the ``subjects`` of verbs, by their starts: "Даль не согласен: «…»".
    """
    subject = find_phrase_at(phrases, 0)
    opening = token_at(tokens, 0).tags | token_at(tokens, 1).tags
    if subject is None or not subject.name or subject.governed:
        return None
    is_person = subject.name_start + 1 < subject.inner
    if not (is_person or "roles" in opening or 0 in subjects):
        return None
    for at in range(subject.end, len(tokens) - 1):
        if tokens[at].text == ":" and tokens[at + 1].text in QUOTES:
            return ReportingClause(subject, ":", at, "label")
    return None


def _find_opening_view(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[ReportingClause]:
    """Find whose view opens a sentence with a quotation or a colon: "Pour Anne Dal, « c'est fini »"."""
    view = find_phrase_at(phrases, 1)
    if view is None or "opening_views" not in token_at(tokens, 0).tags:
        return []
    is_person = view.name_start + 1 < view.inner
    if not is_person and not ("roles" in view.tags and token_at(tokens, view.end).text == ","):
        return []
    if not any(token.text in QUOTES or token.text == ":" for token in tokens[view.end :]):
        return []
    return [ReportingClause(view, tokens[0].lower, 0, "source", find_apposition(tokens, phrases, view))]


def find_opening(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int, start: int = 0) -> Phrase | None:
    """Return the first phrase before a place that may be a subject and opens a clause; one does at ``start``."""
    for phrase in phrases:
        before = token_at(tokens, phrase.start - 1)
        opens = phrase.start == start or before.text in CLAUSE_MARKS or "main_clause_openers" in before.tags
        if opens and phrase.is_free and phrase.end <= at:
            return phrase
    return None


def stand_for_speaker(tokens: Sequence[Token], at: int) -> Phrase:
    """Return a phrase that means whoever spoke before, as a pronoun does."""
    tags = frozenset({"pronouns", "person_pronouns"})
    return Phrase(at, at + 1, at + 1, tokens[at].key, "", at + 1, governed=False, owns=False, tags=tags)


def ends_clause(tokens: Sequence[Token], end: int) -> bool:
    """Return whether a clause is over here, or goes on with little: "so Dahl am Freitag."."""
    rest = [token for token in tokens[end:] if token.text[0].isalnum()]
    return token_at(tokens, end).text in _ENDS or len(rest) <= TAIL_REST


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
    return other if any(token_at(tokens, end).text in _ENDS_APPOSITION for end in ends) else None


def find_attribution_spans(
    tokens: Sequence[Token], clauses: Sequence[ReportingClause], *, is_free: bool = False
) -> tuple[tuple[int, int], ...]:
    """Return the stretches of text that only tell who says the rest, where from and to.

    They are tails, "according to X", and "X said that" before what is said (the last worth 1 point of F1). Where the
    order of words ``is_free``, what is said goes on behind who says it: "Laut Dahl kostet es 3 Euro, …".
    """
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        end = _find_span_end(tokens, clause, is_free=is_free)
        if end:
            first = min(clause.at, clause.who[0])
            first -= _is_helped(tokens, first)
            spans.append((tokens[first].start, tokens[end - 1].end))
    return join_spans(spans)


def _find_span_end(tokens: Sequence[Token], clause: ReportingClause, *, is_free: bool) -> int:
    """Return where the stretch ends that only tells who says the rest, 0 where a clause tells more."""
    end = max(clause.at + 1, clause.who[1])
    lead_end = _find_lead_end(tokens, end) if is_free else end
    if _leads(tokens, clause, lead_end):
        return next(at for at in range(lead_end, len(tokens) + 1) if not token_at(tokens, at).tags & _TIMES)
    if clause.place not in ("tail", "source"):
        return 0
    beside_end = clause.apposition.end if is_free and clause.apposition else 0
    if is_free and clause.place == "source" and token_at(tokens, clause.at - 1).text not in _DASHES_AND_COMMAS:
        end = max(end, beside_end)
        return end + ("sources_behind" in token_at(tokens, end).tags)
    return beside_end or next((at for at in range(end, len(tokens)) if tokens[at].text in _STOPS), len(tokens))


def join_spans(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches in their order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def is_bare(tokens: Sequence[Token], clause: ReportingClause) -> bool:
    """Return whether a sentence tells only that somebody said something, and not what: "Dahl said on Friday."."""
    first, behind = min(clause.subject.start, clause.at), max(clause.subject.end, clause.at + 1)
    following = token_at(tokens, behind)
    has_no_object = following.text in _ENDS or not following.tags.isdisjoint(_BEHIND_SAYING)
    is_told = has_no_object or "told_object" in tokens[clause.at].tags
    if first > 0 or clause.place not in ("main", "tail") or not is_told:
        return False
    # "… on Friday that it was shut", "… on Friday: “It is shut.”"
    return not any(token.text in QUOTES or token.tags & _SAYS_MORE for token in tokens[behind:])


def _find_lead_end(tokens: Sequence[Token], start: int) -> int:
    """Return where what is said begins behind when and where it was said: "sagte am Montag in Arden, …"."""
    opening, following = token_at(tokens, start).tags, token_at(tokens, start + 1).tags
    is_time = bool(opening & _TIMES) or ("determiners" in opening and bool(following & _TIMES))
    if not is_time and "prepositions" not in opening:
        return start
    for end in range(start, min(len(tokens), start + _LEAD_WITHIN)):
        if tokens[end].text in {",", _LABEL} or "complementizers" in tokens[end].tags:
            return end
        if tokens[end].text in _STOPS:
            break
    return start


def _leads(tokens: Sequence[Token], clause: ReportingClause, lead_end: int) -> bool:
    """Return whether a clause leads to what is said: "The envoy, Ana Dahl, said", unlike "She rejected it and said"."""
    if clause.place != "main":
        return False
    is_quoted = token_at(tokens, lead_end).text == _LABEL and token_at(tokens, lead_end + 1).text in QUOTES
    if "plain" not in tokens[clause.at].tags and not is_quoted:
        return False
    opens = clause.who[0] == 0 or "prepositions" in tokens[0].tags
    if not opens or any(token.text in QUOTES for token in tokens[: clause.at]):
        return False
    return may_stand_between(tokens, clause.subject.end, clause.at - _is_helped(tokens, clause.at))


def _is_helped(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a verb needs an auxiliary and has it right before it: "« … », a promis Dahl"."""
    return "helped" in tokens[at].tags and "auxiliaries" in token_at(tokens, at - 1).tags


def may_stand_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether only light words or a parenthesis (worth 0.2 F1) lie between a subject and its verb."""
    last = end - 1
    while last >= start and tokens[last].tags & LIGHT:
        last -= 1
    if last <= start:
        return last < start
    opens = tokens[start].text in _PARENTHETIC and tokens[start].text != ")"
    # "X, the chair, said", "X (Norland) said", unlike "Y, whose cousin, X, died, said"
    return opens and tokens[last].text in _PARENTHETIC and not tokens[start + 1].tags & _FINITE
