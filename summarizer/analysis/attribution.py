"""Who says a sentence, and whom the outlet passes on.

The speaker is the subject of the outermost verb of saying: "…, the ministry said" and "according to
the ministry" go before the first clause's own subject. Pronouns and quotations without a speaker
take theirs from the sentence before. What stands in quotation marks is never searched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.analysis import fixed_order, free_order
from summarizer.analysis.actor_resolution import (
    Cast,
    Person,
    build_cast,
    find_acting_subject,
    find_only_actor,
    find_title,
    learn_titles,
    resolve_phrase,
    write_as_it_stands,
)
from summarizer.analysis.names import Names
from summarizer.analysis.office_words import OfficeWords, may_be_person
from summarizer.analysis.outlets import Span, find_credits, find_origin, find_relays, name_agencies
from summarizer.analysis.phrases import find_phrases
from summarizer.analysis.reporting_clauses import (
    QUOTES,
    FindClause,
    ReportingClause,
    find_apposition,
    find_attribution_spans,
    find_reporting_clauses,
    is_bare,
    join_spans,
)
from summarizer.analysis.tagged_words import FUNCTION, Phrase, Token, token_at, tokenize
from summarizer.lang.language import Language
from summarizer.model import Actor, Attribution, Sentence
from summarizer.text.agencies import find_namesakes, read_closing_credit
from summarizer.text.boilerplate import ANNOUNCED
from summarizer.text.tokens import QUOTATION, count_words, drop_owning, fold, mask
from summarizer.text.wording import unmask_asides

#: The rule of a quotation without a narrator's word, which goes on with whoever spoke in the sentence before.
_GOES_ON = "the quotation goes on"
_REPORT_GOES_ON = "the reported speech goes on"
_SILENT = Attribution()
_NOBODY = Person()
_LEAST_CORE = 4  # words
_SAME_ROLE = 6  # letters
_TAILS, _MAINS = frozenset({"tail", "label"}), frozenset({"main", "agent"})
_TAIL_ENDS = frozenset(",.;") | {""}
_DASHES = frozenset("—–")  # what is said, behind who said it: "— Нет, — сказал Дал. — Мы ждём."
_WITH_SUBJECT = frozenset({"main", "tail", "agent"})
#: A medium among the words of a sentence: somebody is told.
_TOLD = frozenset({"audience"})


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the next sentence may refer to: who spoke last and how, the last subject and person named, whom "the
    president" means, and whom the outlet passed on."""

    voice: Attribution = _SILENT
    speaker: Person = _NOBODY
    subject: Person = _NOBODY
    named: Person = _NOBODY
    titles: dict[str, Person] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A sentence with its phrases and reporting clauses that count, whom each phrase means, by its start, and who
    speaks together, by the place of the verb.

    ``spans`` only tell who says the rest, of them ``relayed`` whom the outlet passes on, the ``origin``. ``is_free``
    tells that the order of words is, ``is_bare`` that the language has no articles besides: any role may point to
    somebody who was named. By the verbs of ``acts`` something is done rather than held.
    """

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    clauses: Sequence[ReportingClause]
    persons: Mapping[int, Person]
    joint: Mapping[int, Person]
    spans: Sequence[Span]
    relayed: tuple[Span, ...]
    origin: str
    words: OfficeWords
    acts: frozenset[str]
    is_free: bool
    is_bare: bool


def attribute(
    sentences: Sequence[Sentence],
    actors: Sequence[Actor],
    language: Language,
    names: Names | None = None,
    own: Sequence[str] = (),
) -> tuple[Attribution, ...]:
    """Return the attribution of each sentence of one article, in reading order; headlines and boilerplate are silent.

    By the aliases of the plan's ``actors`` speakers are known, by the story's ``names`` a surname is shown as the full
    name; ``own`` are names of outlets of this story, which are media too.

    >>> dahl = Actor("dahl", "Ines Dahl", ("Dahl",))
    >>> said = [Sentence("a", 0, 0, 0, 9, "Dahl said no."), Sentence("a", 0, 1, 9, 20, "It rained.")]
    >>> [(voice.actor, voice.speaker) for voice in attribute(said, [dahl], english)]
    [('dahl', 'Ines Dahl'), ('', '')]
    """
    cast = build_cast(tuple(actors), names or Names(), language)
    credited = find_credits(sentences, language)
    namesakes = frozenset(name for sentence in sentences for name in find_namesakes(sentence.text, language))
    memory = _Memory()
    voices = [_SILENT] * len(sentences)
    for at, sentence in enumerate(sentences):
        if sentence.kind != "sentence":
            continue
        parsed = _parse(sentence, cast, language, own, namesakes)
        origin = parsed.origin or credited[at]
        if sentence.why == ANNOUNCED:
            origin = origin or memory.origin
        if not any(token.text[0].isalnum() for token in parsed.tokens):
            voices[at], memory = _go_on(memory, origin)
            continue
        voice = _hear_sentence(parsed, memory, is_next=at > 0 and sentence.line == sentences[at - 1].line)
        voices[at] = replace(voice, origin=origin, attribution=join_spans(parsed.spans), relayed=parsed.relayed)
        if at and voices[at - 1].rule == _GOES_ON and sentence.line == sentences[at - 1].line:
            voices[at - 1] = _hand_back(voices[at - 1], voice, parsed)
        memory = replace(_remember(parsed, voice, memory, cast), origin=origin)
    return tuple(voices)


def _parse(
    sentence: Sentence, cast: Cast, language: Language, own: Sequence[str], namesakes: Collection[str]
) -> _Parsed:
    """Read who is named in a sentence, and who does what in it."""
    is_free = language.text("reporting.word_order") == "free"
    find_clause = free_order.find_clause if is_free else fixed_order.find_clause
    masked = unmask_asides(sentence.text, mask(sentence.text), language)
    if is_free:
        masked = _unmask_names(sentence.text, masked, cast)
    named = _unmask_media(sentence.text, masked, language) if is_free else masked
    origin, media = find_origin(named, own, language, namesakes)
    agencies, behind = read_closing_credit(masked, language)
    tokens = tokenize(masked, language)
    phrases: Sequence[Phrase] = find_phrases(tokens, cast.list_heads(tokens))
    clauses: Sequence[ReportingClause] = find_reporting_clauses(tokens, phrases, find_clause)
    spans = find_attribution_spans(tokens, clauses, is_free=is_free)
    relays = find_relays(masked, media, spans, language)
    if agencies:
        relays.append((behind, len(masked.rstrip(". "))))
    phrases, clauses = _leave_out_media(tokens, phrases, clauses, media, find_clause)
    named_or_heard = [*phrases, *(clause.subject for clause in clauses)]
    persons = {phrase.start: resolve_phrase(tokens, phrase, cast) for phrase in named_or_heard}
    joint = {clause.at: _resolve_joint(tokens, phrases, clause, persons) for clause in clauses if clause.joint}
    return _Parsed(
        tokens=tokens,
        phrases=phrases,
        # What two agree on is neither's position.
        clauses=[one for one in clauses if not (one.stance and one.at in joint)],
        persons=persons,
        joint=joint,
        spans=(*spans, *relays),
        relayed=join_spans(relays),
        origin=origin or name_agencies(agencies, language),
        words=cast.words,
        acts=language.words("reporting.acts"),
        is_free=is_free,
        is_bare=is_free and not language.phrases("grammar.definite_articles"),
    )


def _hear_sentence(parsed: _Parsed, memory: _Memory, *, is_next: bool) -> Attribution:
    """Return who says a sentence and whom it is about; ``is_next`` if the sentence before is of the same paragraph."""
    voice = _choose_voice(parsed, memory)
    is_turn = parsed.is_free and is_next and parsed.tokens[0].text in _DASHES
    if not parsed.clauses and memory.voice.speaker and (is_turn or free_order.is_reported(parsed.tokens)):
        voice = replace(memory.voice, rule=_REPORT_GOES_ON, goes_on=True)
    subject = _NOBODY if voice.actor else _find_subject(parsed, voice, memory)
    return replace(voice, subject=subject.actor or subject.shown, introduced=_list_introduced(parsed))


def _find_subject(parsed: _Parsed, voice: Attribution, memory: _Memory) -> Person:
    """Return the actor who does something in a sentence, or of whom it tells where the order of words is free."""
    subject = find_acting_subject(parsed.tokens, parsed.phrases, parsed.persons)
    if not parsed.is_free or subject.actor or voice.speaker:
        return subject
    named = find_only_actor(parsed.tokens, parsed.phrases, parsed.persons)
    pronouns = [phrase for phrase in parsed.phrases if "person_pronouns" in phrase.tags and "pronouns" in phrase.tags]
    if not named.actor and pronouns:
        named = _find_antecedent(pronouns[0], memory, parsed.words)
    return named if named.actor else subject


def _remember(parsed: _Parsed, voice: Attribution, memory: _Memory, cast: Cast) -> _Memory:
    """Return what the sentence after this one may refer to."""
    heard = _SILENT if voice.stance else voice
    # A name is a person's and no place's where the story knows a full name for it, or gives one here.
    named = [
        phrase
        for phrase in parsed.phrases
        if phrase.name and " " in cast.names.full_name(phrase.name)
        if "place_prepositions" not in token_at(parsed.tokens, phrase.start - 1).tags
    ]
    speaker = Person(heard.speaker, heard.actor, named=bool(heard.speaker))
    # One table for all sentences: a copy for each would cost the square of their number.
    memory.titles.update(learn_titles(parsed.tokens, parsed.phrases, parsed.persons, cast))
    return _Memory(
        voice=heard,
        speaker=next((joint for joint in parsed.joint.values() if joint.shown == heard.speaker), speaker),
        subject=_find_first_subject(parsed, memory),
        named=_take_first(parsed.persons[phrase.start] for phrase in reversed(named)),
        titles=memory.titles,
    )


def _unmask_names(text: str, masked: str, cast: Cast) -> str:
    """Return a masked text with each actor's name that stands in quotation marks, which is no quotation: «Nord»."""
    for found in QUOTATION.finditer(text):
        start, end = found.start() + 1, found.end() - 1
        if cast.names_actor(text[start:end]):
            masked = f"{masked[: start - 1]} {text[start:end]} {masked[end + 1 :]}"
    return masked


def _unmask_media(text: str, masked: str, language: Language) -> str:
    """Return a masked text with what stands in quotation marks behind a kind of medium: "агентство «Nord»"."""
    for found in QUOTATION.finditer(text):
        start, end = found.span()
        _, _, kind = text[:start].rstrip().rpartition(" ")
        if kind.lower() in language.phrases("media.kinds"):
            masked = masked[:start] + text[start:end] + masked[end:]
    return masked


def find_core(sentence: Sentence, voice: Attribution) -> str:
    """Return what a sentence says without the words that only tell who says it, unless little were left.

    Worth 1 point of F1 of merged pairs.
    """
    text = leave_out(sentence.text, voice.attribution)
    return text if count_words(text) >= _LEAST_CORE else sentence.text


def leave_out(text: str, spans: Sequence[Span]) -> str:
    """Return a text without some of its stretches.

    >>> leave_out("It rained, AFP said.", [(9, 19)])
    'It rained.'
    """
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def _go_on(memory: _Memory, origin: str) -> tuple[Attribution, _Memory]:
    """Let a quotation go on with whoever spoke in the sentence before: worth 1.1 points of the sections."""
    if not memory.voice.speaker:
        return replace(_SILENT, origin=origin), memory
    return replace(memory.voice, origin=origin, rule=_GOES_ON, goes_on=True), memory


def _hand_back(quoted: Attribution, voice: Attribution, parsed: _Parsed) -> Attribution:
    """Return who says a quotation, which does not go on where the sentence behind it only tells that somebody else said
    something: "Dahl said on Friday." With a verb that tells more ("answered") it is nobody's for sure.
    """
    clause = parsed.clauses[0] if len(parsed.clauses) == 1 else None
    is_other = voice.speaker not in ("", quoted.speaker)
    if clause is None or not is_other or not is_bare(parsed.tokens, clause):
        return quoted
    is_plain = "plain" in parsed.tokens[clause.at].tags
    return replace(voice if is_plain else _SILENT, origin=quoted.origin, goes_on=is_plain, attribution=(), relayed=())


def _leave_out_media(
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    clauses: Sequence[ReportingClause],
    media: Sequence[Span],
    find_clause: FindClause,
) -> tuple[Sequence[Phrase], Sequence[ReportingClause]]:
    """Leave out what only passes on: a medium is no speaker. Of 25 read nearly all were right."""
    if media:
        phrases = [_cut_told(tokens, phrase) for phrase in phrases]
    kept = [phrase for phrase in phrases if not _is_medium(tokens, phrase, media)]
    if not media and len(kept) == len(phrases):
        return phrases, clauses
    passed_on = {clause.at for clause in clauses if _is_medium(tokens, _cut_told(tokens, clause.subject), media)}
    rest = [token._replace(tags=_TOLD) if _is_within(token, media) else token for token in tokens]
    heard: list[ReportingClause] = []
    for clause in find_reporting_clauses(rest, kept, find_clause):  # Without the media other phrases may be subjects.
        is_heard = clause.at not in passed_on or _is_told_medium(tokens, clause, media)
        before = tokens[max(0, clause.at - 1) : clause.at]
        if is_heard and not any(_is_within(token, media) for token in before):
            heard.append(clause)
    return kept, heard


def _is_told_medium(tokens: Sequence[Token], clause: ReportingClause, media: Sequence[Span]) -> bool:
    """Return whether a medium to which it is said parts verb and speaker: "сказала агентству Анна Даль"."""
    between = [token for token in tokens[clause.at + 1 : clause.subject.start] if token.text not in QUOTES]
    return bool(between) and all(_is_within(token, media) for token in between)


def _is_within(token: Token, spans: Sequence[Span]) -> bool:
    """Return whether a word begins in one of some stretches."""
    return any(low <= token.start < high for low, high in spans)


def _cut_told(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Return a phrase without what an article links to it, which may be who is told: "eine Sprecherin der APA"."""
    is_linked = phrase.end > phrase.inner and "definite_articles" in tokens[phrase.inner].tags
    return replace(phrase, end=phrase.inner) if is_linked else phrase


def _is_medium(tokens: Sequence[Token], phrase: Phrase, media: Sequence[Span]) -> bool:
    """Return whether a phrase names a medium, or the press."""
    before_head = tokens[phrase.start : phrase.inner - 1][-1:]
    if "press" in phrase.tags or any("news" in token.tags for token in before_head):
        return True
    start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
    return any(start < high and low < end for low, high in media)


def _resolve_joint(
    tokens: Sequence[Token], phrases: Sequence[Phrase], clause: ReportingClause, persons: Mapping[int, Person]
) -> Person:
    """Return who speak together: "X and Y said". For a side they do so where both are of it."""
    start, end = clause.joint or (0, 0)
    parts = [persons[phrase.start] for phrase in phrases if start <= phrase.start < end]
    if not parts[-1].shown:  # "the British and Spanish"
        return _NOBODY
    sides = {part.actor for part in parts}
    actor = min(sides) if len(sides) == 1 else ""
    return Person(write_as_it_stands(tokens, start, end), actor, named=True, joint=True)


def _choose_voice(parsed: _Parsed, memory: _Memory) -> Attribution:
    """Return the outermost speaker; where that one is nobody's and has no name, the actor of the main clause acts."""
    tails = [clause for clause in parsed.clauses if clause.place in _TAILS]
    sources = [clause for clause in parsed.clauses if clause.place == "source"]
    mains = [clause for clause in parsed.clauses if clause.place in _MAINS]
    mains.sort(key=lambda clause: _is_inside(clause, parsed.tokens))
    if parsed.is_bare and any(clause.subject.name for clause in mains[:1]):
        # "Анна Даль назвала это мерой; совет, по её словам, соберётся в мае": she is who says it all.
        sources = [clause for clause in sources if not clause.subject.tags & {"pronouns", "object_pronouns"}]
    best, is_named = _SILENT, False
    # "If they do not agree, the board says, Norland threatens to leave": a tail has nothing behind it.
    tails.reverse()
    tails.sort(key=lambda clause: token_at(parsed.tokens, clause.at + 1).text not in _TAIL_ENDS)
    for clause in [*tails, *sources, *mains[:1]]:
        person = parsed.joint.get(clause.at) or _find_speaker(clause, parsed, memory)
        voice = _hear_clause(clause, person, parsed)
        if not best.speaker:
            best, is_named = voice, person.named
        elif voice.actor and is_named:  # "Dahl had told him, Lind said"
            continue
        elif voice.actor:
            best = replace(best, actor=voice.actor, stance=True, rule=f"{best.rule}; {voice.rule}")
        elif not best.holder:
            best = replace(best, holder=voice.holder or voice.speaker)
        if best.actor:
            break
    return best


def _is_inside(clause: ReportingClause, tokens: Sequence[Token]) -> bool:
    """Return whether a clause only opens another: "While X refuses it, Y said"."""
    return clause.subject.start == 1 and "clause_openers" in tokens[0].tags and "links" not in tokens[0].tags


def _hear_clause(clause: ReportingClause, person: Person, parsed: _Parsed) -> Attribution:
    """Return the attribution that a clause tells, whose subject is a person."""
    if not person.shown:
        return _SILENT
    if clause.stance and not person.actor:
        # Who suspends talks does something, and says nothing.
        is_act = clause.verb in parsed.acts
        return _SILENT if is_act else Attribution(holder=person.shown)
    start, end = clause.joint or (clause.subject.start, clause.subject.end)
    phrase = " ".join(token.text for token in parsed.tokens[start:end])
    rule = f"{clause.verb} {phrase}" if clause.place == "source" else f"{phrase} … {clause.verb}"
    return Attribution(person.shown, person.actor, stance=clause.stance, rule=rule)


def _find_speaker(clause: ReportingClause, parsed: _Parsed, memory: _Memory) -> Person:
    """Return whom the subject of a clause means, with who stands beside him; a pronoun or "the official" is somebody of
    the sentence before."""
    person = _find_meant(clause.subject, parsed, memory)
    if not clause.apposition:
        return person
    # Of two that stand beside each other the one with a name is shown.
    beside = parsed.persons[clause.apposition.start]
    first, second = (beside, person) if beside.named and not person.named else (person, beside)
    return Person(first.shown, first.actor or second.actor, person.named or beside.named)


def _find_meant(subject: Phrase, parsed: _Parsed, memory: _Memory) -> Person:
    """Return whom a phrase means, who may have been named before: "he", "the official"."""
    person = parsed.persons.get(subject.start, _NOBODY)
    if subject.tags & {"pronouns", "object_pronouns"}:
        return _find_antecedent(subject, memory, parsed.words)
    if not (parsed.is_bare or "definite_articles" in parsed.tokens[subject.start].tags):
        return person
    if "person_pronouns" in subject.tags:  # "der 58-Jährige"
        return _take_first([_find_antecedent(subject, memory, parsed.words), person])
    if person.actor or person.named:
        return person
    # "A spokesman for X … the spokesman", unlike "the spokesman for Y"; of two offices each has its own words.
    spoke = f"{memory.voice.speaker} {memory.voice.rule}"
    known = {fold(drop_owning(word)) for word in spoke.split()}
    words = [*parsed.tokens[subject.start : subject.inner - 1], *parsed.tokens[subject.inner : subject.end]]
    is_same = subject.head.rstrip("s")[:_SAME_ROLE] in spoke.lower()
    if is_same and memory.speaker.shown and all(word.key in known for word in words if not word.tags & FUNCTION):
        return memory.speaker
    has_owner = any(token.is_capital for token in parsed.tokens[subject.inner : subject.end])
    return person if has_owner else _take_first([find_title(parsed.tokens, subject, memory.titles), person])


def _list_introduced(parsed: _Parsed) -> tuple[tuple[str, str], ...]:
    """Return who is called by an office, before the name or beside it, each with it: "the union's chair, Ida Voss"."""
    found: list[tuple[str, str]] = []
    tokens = parsed.tokens
    for phrase in parsed.phrases:
        if phrase.owns:
            continue
        person = parsed.persons[phrase.start]
        offices = [tokens[phrase.start : phrase.name_start if phrase.name else phrase.end]]
        apposition = find_apposition(tokens, parsed.phrases, phrase)
        if apposition and phrase.name:
            offices.append(tokens[apposition.start : apposition.end])
        elif apposition:
            person = parsed.persons[apposition.start]
        if person.named:
            found += [(person.shown, " ".join(token.text for token in office)) for office in offices if office]
    return tuple(found)


def _find_antecedent(pronoun: Phrase, memory: _Memory, words: OfficeWords) -> Person:
    """Return whom a pronoun means, worth 2 points of the sections: "he" the last subject, else the last speaker."""
    spoke = memory.speaker
    if "latter_pronouns" in pronoun.tags:  # "ce dernier"
        return _take_first([memory.named, spoke])
    if "person_pronouns" in pronoun.tags:
        if spoke.joint:  # "X and Y said … She said"
            return _NOBODY
        is_anybody = "persons_only" not in pronoun.tags  # "elle": the ministry too
        known = (memory.subject, spoke, memory.named)
        return _take_first(one for one in known if is_anybody or may_be_person(one.shown, words))
    return _take_first([spoke, memory.subject]) if "thing_pronouns" in pronoun.tags else spoke


def _take_first(persons: Iterable[Person]) -> Person:
    """Return the first who can be shown."""
    for person in persons:
        if person.shown:
            return person
    return _NOBODY


def _find_first_subject(parsed: _Parsed, memory: _Memory) -> Person:
    """Return the first subject with a name, or whom "he" means that opens the sentence and goes on to do something."""
    for subject in _list_subjects(parsed):
        person = parsed.persons[subject.start]
        if person.named:
            return person
    for phrase in parsed.phrases:
        if "person_pronouns" not in phrase.tags:
            continue
        # "He rose", "In Arden, he rose"
        is_behind_comma = "persons_only" in phrase.tags and parsed.tokens[phrase.start - 1].text == ","
        if phrase.start == 0 or is_behind_comma:
            person = _find_antecedent(phrase, memory, parsed.words)
            return person if person.named else _NOBODY
    return _NOBODY


def _list_subjects(parsed: _Parsed) -> list[Phrase]:
    """Return what may be a subject: that of the first reporting clause, and what opens a clause."""
    subjects: list[Phrase] = []
    speaking = next((clause for clause in parsed.clauses if clause.place in _WITH_SUBJECT), None)
    if speaking:
        subjects.append(speaking.subject)
    if speaking and speaking.apposition:
        subjects.append(speaking.apposition)
    tokens = parsed.tokens
    subjects += [one for one in parsed.phrases if not one.owns and token_at(tokens, one.start - 1).text in {"", ","}]
    if parsed.is_bare and any(clause.place == "source" for clause in parsed.clauses):
        return [subject for subject in subjects if subject.name_start + 1 < subject.inner]  # "Вода, по словам Даль"
    return subjects
