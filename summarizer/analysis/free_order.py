"""Who is the subject of which verb of saying, in languages where the subject may stand on either side of its verb.

"Am Freitag sagte der Minister, …", "…, a déclaré la ministre", "…, wie das Amt mitteilte", "сообщил Дал": what stands
right before a verb is its subject, else what stands right behind it, else what opens its clause. In a clause that
depends on another one nobody is heard, unless it is one that tells who says the rest ("wie das Amt mitteilte").
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.analysis.joined_names import Phrase
from summarizer.analysis.phrases import find_expression_end
from summarizer.analysis.reporting_clauses import ClausePlace, ReportingClause, find_apposition, find_phrase_at
from summarizer.analysis.tagged_words import Token, token_at

_QUOTES = frozenset("“”\"«»„‹›‚‘'’")
_DASHES = frozenset("–—―-")
_PAUSES = _QUOTES | _DASHES | {",", "?", "!", "…"}
_CLAUSE_MARKS = frozenset(",:;–—―()?!…") | _QUOTES | {""}
_ENDS = frozenset({".", ",", ";", ":", ""}) | _DASHES | _QUOTES
_VERB = frozenset({"saying", "stances"})
_LIGHT = frozenset(  # names, not language
    {"between", "weekdays", "between_or_names", "adverbs", "audience", "object_pronouns", "when"}
)
_HELPING = frozenset(  # names, not language
    {"auxiliaries", "object_pronouns", "between", "weekdays", "adverbs", "pronouns"}
)
_DEPENDENT = frozenset({"clause_openers", "complementizers", "relatives"})
_SOURCES = frozenset({"sources", "own_sources", "sources_quoted"})
_NO_VERB = frozenset({"no_verbs", "inner"})
_NOUN_OPENERS = frozenset({"determiners", "prepositions"})
_TIMES = frozenset({"time_spans", "weekdays", "between"})
#: What may stand between a verb and its subject behind it.
_BESIDE = _LIGHT | _TIMES | {"inner", "prepositions", "object_determiners"}  # names, not language
_STOPS = _DEPENDENT | _VERB | {"auxiliaries", "forms_of_be", "coordinators"}
#: Words between a verb and what helps it: "hat am Freitag in Arden vor Reportern erklärt".
_HELPED_WITHIN = 14
#: Words in which an aside between a verb and its subject is over.
_ASIDE = 6
#: Words behind the subject of a tail: with more, what is said follows.
_TAIL_REST = 9


def find_free_order_clauses(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[ReportingClause, ...]:
    """Return all reporting clauses of a sentence, in the order of their verbs."""
    clauses: list[ReportingClause] = []
    first = find_phrase_at(phrases, 0)
    if first and token_at(tokens, first.end).text == ":":
        clauses.append(ReportingClause(first, ":", first.end, "label"))
    for at, token in enumerate(tokens):
        clause = None
        if token.tags & _SOURCES:
            clause = _find_source(tokens, phrases, at)
        elif "sources_behind" in token.tags:
            clause = _find_source_before(tokens, phrases, at)
        elif "bare_tails" in token.tags:
            clause = _find_bare_tail(tokens, phrases, at)
        elif "participles" in token.tags and token_at(tokens, at - 1).text in _PAUSES:
            subject = _find_opening(tokens, phrases, 0, at)
            if subject:
                clause = ReportingClause(subject, token.lower, at, "main", stance=True)
        elif _is_verb(token, behind_quotation=_opens_behind_quotation(tokens, at)):
            clause = _find_clause(tokens, phrases, at, clauses[-1].subject if clauses else None)
        if clause:
            clauses = _add(clauses, clause)
    is_other = any("person_pronouns" not in clause.subject.tags for clause in clauses)
    announced = None if is_other else _find_announced(tokens, phrases)
    return (announced,) if announced else tuple(clauses)


def _find_announced(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> ReportingClause | None:
    """Find who does something before a colon and a quotation: "Trainer Dahl nahm ihn in Schutz: „…“, sagte er"."""
    subject = find_phrase_at(phrases, 0)
    opening = token_at(tokens, 0).tags | token_at(tokens, 1).tags
    if subject is None or not subject.name or subject.governed or "roles" not in opening:
        return None
    for at in range(subject.end, len(tokens) - 1):
        if tokens[at].text == ":" and tokens[at + 1].text in _QUOTES:
            return ReportingClause(subject, ":", at, "label")
    return None


def _add(clauses: list[ReportingClause], clause: ReportingClause) -> list[ReportingClause]:
    """Return clauses and one more, without one before in which the same takes a position: "lehnte ab und sagte"."""
    is_outdone = bool(clauses) and clauses[-1].stance and clauses[-1].subject is clause.subject
    return [*(clauses[:-1] if is_outdone else clauses), clause]


def _is_verb(token: Token, *, behind_quotation: bool = False) -> bool:
    """Return whether a word is a verb of saying or of taking a position."""
    if token.is_capital and "unsaid_subject" not in token.tags:  # "Añadió que …"
        return False
    # "« Assez ! », a lancé une passante", unlike "a lancé une offensive"
    return bool(token.tags & _VERB) and (behind_quotation or not token.tags & _NO_VERB)


def _opens_behind_quotation(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a participle stands with its auxiliary right behind a quotation: "« … », a lancé"."""
    opens = "helped" in tokens[at].tags and "auxiliaries" in token_at(tokens, at - 1).tags
    return opens and token_at(tokens, at - 2).text == "," and token_at(tokens, at - 3).text in _QUOTES


def is_reported(tokens: Sequence[Token]) -> bool:
    """Return whether the main clause is in the mood of what somebody else says: "Die Lage sei ernst."."""
    for at, token in enumerate(tokens):
        if "reported_mood" in token.tags:
            opener = tokens[_find_clause_start(tokens, at)].tags
            if not opener & {"clause_openers", "complementizers", "as_openers"}:
                return True
    return False


def _find_source(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands behind "laut", "selon", "по словам"."""
    end = find_expression_end(tokens, at)
    is_headed = "roles" in tokens[end - 1].tags and "postmodifiers" in token_at(tokens, end).tags
    if end > at + 1 and is_headed:  # "de source policière"
        end -= 1
    if {"genitives", "prepositions"} <= token_at(tokens, end).tags:  # "nach Ansicht von Fachleuten"
        end += 1
    phrase = find_phrase_at(phrases, end)
    if phrase is None and "object_pronouns" in token_at(tokens, end).tags:  # "selon lui"
        phrase = _stand_for_speaker(tokens, end)
    if "own_sources" in tokens[at].tags:  # "за його словами"
        phrase = _stand_for_speaker(tokens, at)
    if phrase is None or ("sources_quoted" in tokens[at].tags and not _quotes_behind(tokens, phrase)):
        return None
    cue = " ".join(token.lower for token in tokens[at:end])
    return ReportingClause(phrase, cue, at, "source", _find_beside(tokens, phrases, phrase))


def _quotes_behind(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a quotation follows a phrase and its comma: at once, or later where it is a role or a body."""
    if token_at(tokens, phrase.end).text != ",":
        return False
    behind = tokens[phrase.end + 1 :] if "roles" in phrase.tags else tokens[phrase.end + 1 : phrase.end + 2]
    return any(token.text in _QUOTES for token in behind)


def _find_beside(tokens: Sequence[Token], phrases: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    """Return who stands beside a phrase, between commas or as the name behind an office and its owner."""
    behind = None if phrase.name else find_phrase_at(phrases, phrase.end)
    return behind if behind and behind.name_start == behind.start else find_apposition(tokens, phrases, phrase)


def _find_source_before(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands before "zufolge"."""
    for phrase in phrases:
        if phrase.end == at:
            return ReportingClause(phrase, tokens[at].lower, phrase.start, "source")
    return None


def _find_bare_tail(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> ReportingClause | None:
    """Find who stands behind "so" at the end of what was said, without a verb."""
    subject = find_phrase_at(phrases, at + 1)
    if token_at(tokens, at - 1).text not in _PAUSES or subject is None or not _ends_clause(tokens, subject.end):
        return None
    return ReportingClause(subject, tokens[at].lower, at, "tail", _find_beside(tokens, phrases, subject))


def _find_clause(
    tokens: Sequence[Token], phrases: Sequence[Phrase], at: int, before: Phrase | None
) -> ReportingClause | None:
    """Return the reporting clause of a verb, None where nobody is its subject; ``before`` is the subject of the one
    before, with whom a verb behind "and" goes on."""
    verb = tokens[at].tags
    start = _find_clause_start(tokens, at)
    opens = start == at - 1 and "relatives" in tokens[start].tags  # "Das sagte der Minister"
    last_word = token_at(tokens, at - 1).tags
    is_told_as = "as_openers" in last_word | token_at(tokens, at - 2).tags  # "comme l'indique la police"
    if last_word & _NOUN_OPENERS and not last_word & _HELPING and not (is_told_as or opens):
        return None
    opener = token_at(tokens, start)
    told_as = "as_openers" in opener.tags
    if not told_as and start > 0 and opener.tags & _DEPENDENT:
        return None
    helper = _find_helper(tokens, start, at)
    if helper is None:
        return None
    first = min(helper, at)
    last = max(helper, at)
    stance = "saying" not in verb
    subject = _pass_object(tokens, phrases, _find_before(tokens, phrases, start + told_as, first), first, last)
    behind = False
    goes_on = "coordinators" in token_at(tokens, first - 1).tags
    if subject is None and goes_on:
        subject = before
    if subject is None and not goes_on:
        subject = _find_behind(tokens, phrases, first, last)
        behind = subject is not None
    if subject is None and "impersonal" in verb:
        subject = _find_where(tokens, phrases, start + told_as, at)
        behind = subject is not None and subject.start > at
    if subject is None:
        subject = _find_opening(tokens, phrases, start + told_as, first)
    if subject is None and not stance:
        subject = _find_unsaid(tokens, phrases, at, start, first)
        behind = subject is not None
    if subject is None:
        return None
    place = _find_place(tokens, subject, start, first, max(last + 1, subject.end), behind, told_as, stance)
    words = " ".join(token.lower for token in tokens[at : find_expression_end(tokens, at)])
    return ReportingClause(subject, words, at, place, _find_beside(tokens, phrases, subject), stance)


def _pass_object(
    tokens: Sequence[Token], phrases: Sequence[Phrase], before: Phrase | None, first: int, last: int
) -> Phrase | None:
    """Return what stands before a verb, or who stands behind it where that is what he speaks of: "Das wies Dahl ab",
    "Die Vorwürfe bestritt der Chef"."""
    if before is None or "common_nouns" not in before.tags or "roles" in before.tags:
        return before
    behind = _find_behind(tokens, phrases, first, last)
    if behind is None or "subject_determiners" in tokens[before.start].tags:
        return before
    opening = tokens[behind.start].tags
    is_subject = "subject_determiners" in opening or not opening & _NOUN_OPENERS
    return behind if is_subject and (behind.name or "roles" in behind.tags) else before


def _find_clause_start(tokens: Sequence[Token], at: int) -> int:
    """Return where the clause of a verb begins: behind the last mark, or at the last word that opens a clause."""
    for start in range(at - 1, -1, -1):
        if tokens[start].text in _CLAUSE_MARKS and not _is_in_title(tokens, start):
            return start + 1
        opens = tokens[start].tags & (_DEPENDENT | {"as_openers"})
        # "Seit Montag", "der Sprecher": these open a clause only behind a mark.
        is_other = tokens[start].tags & _NOUN_OPENERS and token_at(tokens, start - 1).text not in _CLAUSE_MARKS
        if opens and not is_other:
            return start
    return 0


def _is_in_title(tokens: Sequence[Token], mark: int) -> bool:
    """Return whether a mark is of a title amid a clause, with no quotation in it: "авиакомпании «…» сообщили"."""
    first = mark - (tokens[mark].text == "»")
    before, after = token_at(tokens, first - 1).text, token_at(tokens, first + 2).text
    is_pair = tokens[first].text == "«" and token_at(tokens, first + 1).text == "»"
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
        if "coordinators" in tokens[place].tags and not needs:
            break
        if "auxiliaries" in tokens[place].tags:
            return place
        if tokens[place].tags & _VERB and not tokens[place].is_capital:
            break
    if "auxiliaries" in token_at(tokens, at + 1).tags:  # "wie das Amt mitgeteilt hat"
        return at
    return None if needs else at


def _find_before(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, verb: int) -> Phrase | None:
    """Return the phrase right before a verb, light words aside, with what it owns; past a parenthesis too."""
    for phrase in phrases:
        if phrase.end > verb:
            break
        if phrase.governed or phrase.owns or not _agrees(tokens, phrase, verb):
            continue
        head = tokens[phrase.inner - 1].tags
        if "impersonal" in tokens[verb].tags and "datives" in head and "places" not in head:
            continue  # "Посадовцю повідомили": he is told
        gap = tokens[phrase.end : verb]
        if phrase.start >= start and _are_light(tokens, phrases, phrase.end, verb):
            return phrase
        if (
            any(token.text[0].isalnum() for token in gap)
            and gap[0].text in {",", "(", *_DASHES}
            and _is_parenthesis(tokens, phrase.end, verb)
        ):
            return phrase
    return None


def _agrees(tokens: Sequence[Token], phrase: Phrase, verb: int) -> bool:
    """Return whether a phrase may be the subject of a verb by its case, and by what tells one from several."""
    role = next((token for token in tokens[phrase.start : phrase.inner] if "roles" in token.tags), None)
    tags = role.tags if role else frozenset[str]()
    return "obliques" not in tags and ("several" not in tags or "impersonal" in tokens[verb].tags)


def _are_light(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, end: int) -> bool:
    """Return whether between a subject and its verb stand only light words, and what it owns or where it is."""
    at = start
    inside = False  # behind such a word as "в"
    while at < end:
        inside = "where" in token_at(tokens, at - 1).tags or (inside and not tokens[at].tags & _STOPS)
        inner = [phrase for phrase in phrases if phrase.start == at and phrase.end <= end]
        if tokens[at].tags & (_LIGHT | {"prepositions", "owners", "postmodifiers", "time_spans"}):
            at = find_expression_end(tokens, at)
        elif inner and (inner[0].governed or inner[0].name):
            at = inner[0].end
        elif tokens[at].text[0].isdigit() or tokens[at].text in "«»" or (inside and tokens[at].text[0].isalnum()):
            at += 1
        else:
            return False
    return True


def _is_parenthesis(tokens: Sequence[Token], start: int, verb: int) -> bool:
    """Return whether what stands behind a phrase closes again right before a verb: "X, der Sprecher, sagte"."""
    for place in range(verb - 1, start, -1):
        if tokens[place].text in {",", ")", *_DASHES}:
            return True
        if not tokens[place].tags & _LIGHT:
            return False
    return False


def _find_behind(tokens: Sequence[Token], phrases: Sequence[Phrase], first: int, last: int) -> Phrase | None:
    """Return the phrase right behind a verb, light words aside; of two verbs, behind the first or the last."""
    for verb in (first, last):
        end = verb + 1 if "no_verbs" in tokens[verb].tags else find_expression_end(tokens, verb)
        place = _skip_light(tokens, phrases, end)
        place = _skip_aside(tokens, place)
        phrase = find_phrase_at(phrases, place)
        if phrase is None and token_at(tokens, place).text[:1].islower() and not tokens[place].tags:
            phrase = find_phrase_at(phrases, place + 1)  # "так прокоментував зустріч канцлер"
            if phrase and not (phrase.name and _ends_clause(tokens, phrase.end)):
                return None
        if phrase and not _agrees(tokens, phrase, verb):  # "рассказал депутату мэр"
            phrase = find_phrase_at(phrases, _skip_light(tokens, phrases, phrase.end))
        if phrase and not phrase.governed and phrase.start != last:  # "a communiqué lundi la police"
            return phrase
    return None


def _skip_aside(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind an aside and behind a share: "zanjó, muy molesta, la ministra", "decenas de vecinos"."""
    if token_at(tokens, place).text == ",":
        for end in range(place + 1, min(len(tokens), place + _ASIDE)):
            if tokens[end].text == ",":
                return end + 1
            if (
                tokens[end].is_capital
                or tokens[end].tags & (_STOPS | {"determiners"})
                or not tokens[end].text.isalpha()
            ):
                break
    is_share = "shares" in token_at(tokens, place).tags and "genitives" in token_at(tokens, place + 1).tags
    return place + 2 if is_share else place


def _skip_light(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> int:
    """Return the place behind light words, and behind where and to whom it is said: "a la salida del juzgado"."""
    inside = False  # behind such a word as "a"
    while place < len(tokens):
        phrase, tags = find_phrase_at(phrases, place), tokens[place].tags
        if phrase and not phrase.governed and "where" not in token_at(tokens, place - 1).tags:
            return place
        if phrase:
            place, inside = phrase.end, False
        elif "where" in tags:
            place, inside = place + 1, True
        elif tokens[place].text == "«" and token_at(tokens, place + 1).text == "»":
            place += 2  # the name of a medium
        elif "determiners" in tags and token_at(tokens, place + 1).tags & _TIMES:  # "el lunes"
            place, inside = place + 2, False
        elif (
            tags & _BESIDE
            or tokens[place].text[0].isdigit()
            or (inside and tokens[place].text[0].isalnum() and not tags & _STOPS)
        ):
            place += 1
        else:
            return place
    return place


def _find_where(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, verb: int) -> Phrase | None:
    """Return the body that speaks where a verb of several has no subject: "у поліції повідомили", "заявили в МЗС"."""
    for phrase in phrases:
        if phrase.start < start or "where" not in token_at(tokens, phrase.start - 1).tags:
            continue
        if phrase.end <= verb and _are_light(tokens, phrases, phrase.end, verb):
            return phrase
        if phrase.start > verb and _are_light(tokens, phrases, find_expression_end(tokens, verb), phrase.start - 1):
            return phrase
    return None


def _find_opening(tokens: Sequence[Token], phrases: Sequence[Phrase], start: int, verb: int) -> Phrase | None:
    """Return the phrase that opens a clause, before a verb that stands at its end."""
    for phrase in phrases:
        free = not phrase.governed and not phrase.owns and _agrees(tokens, phrase, verb)
        if start <= phrase.start and phrase.end <= verb and free:
            before = token_at(tokens, phrase.start - 1)
            opens = phrase.start == start or before.text in _CLAUSE_MARKS or before.tags & _LIGHT
            return phrase if opens else None
    return None


def _find_unknown(tokens: Sequence[Token], start: int, verb: int) -> Phrase | None:
    """Return the words right behind a quotation and its verb, whatever they mean: "«…», contó una barrendera"."""
    is_quoted = bool(_QUOTES & {token_at(tokens, start - 1).text, token_at(tokens, start - 2).text})
    noun = token_at(tokens, verb + 2)
    if start != verb or not is_quoted or "determiners" not in token_at(tokens, verb + 1).tags:
        return None
    if not noun.text[:1].islower() or noun.tags & (_TIMES | _STOPS):
        return None
    end = verb + 3
    return Phrase(verb + 1, end, end, noun.key, "", end, governed=False, owns=False, tags=noun.tags)


def _find_unsaid(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int, start: int, first: int) -> Phrase | None:
    """Return whoever spoke before as the subject of a verb that has none: "Añadió que …", "«…», додав."."""
    if start > 0 and "as_openers" in tokens[start].tags:  # "Dahl irá, según ha dicho"
        return _find_opening(tokens, phrases, 0, start)
    following = token_at(tokens, at + 1)
    # Somebody stands behind the verb whom no table knows: "«…», contó una barrendera".
    is_other = first > 0 and ("determiners" in following.tags or following.is_capital)
    while start < first and tokens[start].tags & (_LIGHT | {"sentence_openers"}):
        start += 1
    if "unsaid_subject" not in tokens[at].tags or first != start or is_other:
        return _find_unknown(tokens, start, at)
    return _stand_for_speaker(tokens, at)


def _stand_for_speaker(tokens: Sequence[Token], at: int) -> Phrase:
    """Return a phrase that means whoever spoke before, as a pronoun does."""
    tags = frozenset({"pronouns", "person_pronouns"})
    return Phrase(at, at + 1, at + 1, tokens[at].key, "", at + 1, governed=False, owns=False, tags=tags)


def _ends_clause(tokens: Sequence[Token], end: int) -> bool:
    """Return whether a clause is over here, or goes on with little: "so Dahl am Freitag."."""
    rest = [token for token in tokens[end:] if token.text[0].isalnum()]
    return token_at(tokens, end).text in _ENDS or len(rest) <= _TAIL_REST


def _find_place(
    tokens: Sequence[Token],
    subject: Phrase,
    start: int,
    first: int,
    end: int,
    behind: bool,
    told_as: bool,
    stance: bool,
) -> ClausePlace:
    """Return whether a clause is a tail, which tells who says the rest: "wie …", or behind what was said."""
    if told_as:
        return "tail"
    before = token_at(tokens, start - 1)
    if stance or start == 0 or before.text not in _PAUSES or first > start + 1:
        return "main"
    for token in tokens[end:]:
        if token.text in {":", "„", "«"} or "complementizers" in token.tags:
            return "main"
    return "tail" if behind else "main"
