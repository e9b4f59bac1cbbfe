"""Who says a sentence, and whom the outlet passes on.

The speaker is the subject of the outermost verb of saying: "…, the ministry said" and "according to
the ministry" go before the first clause's own subject. Pronouns and quotations without a speaker
take theirs from the sentence before. What stands in quotation marks is never searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from summarizer.analysis import free_order
from summarizer.analysis.actor_resolution import Cast, Person, build_cast, find_title, learn_titles, resolve_phrase
from summarizer.analysis.names import Names
from summarizer.analysis.office_words import OfficeWords, may_be_person
from summarizer.analysis.outlets import Span, find_credits
from summarizer.analysis.parsed_sentence import ParsedSentence, find_acting_subject, find_only_actor, parse_sentence
from summarizer.analysis.phrases import find_phrases
from summarizer.analysis.reporting_clauses import ReportingClause, find_apposition, is_bare, join_spans
from summarizer.analysis.tagged_words import FUNCTION, Phrase, Token, token_at, tokenize
from summarizer.lang.language import Language
from summarizer.model import Actor, Attribution, Sentence
from summarizer.text.agencies import find_namesakes
from summarizer.text.boilerplate import ANNOUNCED
from summarizer.text.tokens import OPENING_MARKS, count_words, drop_owning, fold, mask, split_words

#: The rule of a quotation without a narrator's word, which goes on with whoever spoke in the sentence before.
_GOES_ON = "the quotation goes on"
_REPORT_GOES_ON = "the reported speech goes on"
_SILENT = Attribution()
_NOBODY = Person()
_NO_NAMES = Names()
_LEAST_CORE = 4  # words
_SAME_ROLE = 6  # letters
_TAILS, _MAINS = frozenset({"tail", "label"}), frozenset({"main", "agent"})
_TAIL_ENDS = frozenset(",.;") | {""}
_DASHES = frozenset("—–")  # what is said, behind who said it: "— Нет, — сказал Дал. — Мы ждём."
_WITH_SUBJECT = frozenset({"main", "tail", "agent"})


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


def attribute(
    sentences: Sequence[Sentence],
    actors: Sequence[Actor],
    language: Language,
    names: Names = _NO_NAMES,
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
    cast = build_cast(tuple(actors), names, language)
    namesakes = frozenset(chain.from_iterable(find_namesakes(one.text, language) for one in sentences))
    memory, line = _Memory(), -1
    voices: list[Attribution] = []
    for sentence, credit in zip(sentences, find_credits(sentences, language), strict=True):
        is_next, line = sentence.line == line, sentence.line
        if sentence.kind != "sentence":
            voices.append(_SILENT)
            continue
        parsed = parse_sentence(sentence, cast, language, own, namesakes)
        # What stands in a quoted block has the origin of the line above it.
        origin = parsed.origin or credit or (memory.origin if sentence.why == ANNOUNCED else "")
        if not parsed.has_words:
            if _may_tell_speaker(sentence, language):
                memory = replace(memory, voice=_SILENT)
            voices.append(_go_on(memory.voice, origin))
            continue
        voice = _hear_sentence(parsed, memory, origin, is_next=is_next)
        if is_next and voices[-1].rule == _GOES_ON:
            voices[-1] = _hand_back(voices[-1], voice, parsed)
        voices.append(voice)
        memory = _remember(parsed, voice, memory, cast)
    return tuple(name_answers(sentences, voices, cast, language))


def _hear_sentence(parsed: ParsedSentence, memory: _Memory, origin: str, *, is_next: bool) -> Attribution:
    """Return who says a sentence and whom it is about; ``is_next`` if the sentence before is of the same paragraph."""
    voice = _choose_voice(parsed, memory)
    is_turn = parsed.is_free and is_next and parsed.tokens[0].text in _DASHES
    if not parsed.clauses and memory.voice.speaker and (is_turn or free_order.is_reported(parsed.tokens)):
        voice = replace(memory.voice, rule=_REPORT_GOES_ON, goes_on=True)
    subject = _NOBODY if voice.actor else _find_subject(parsed, voice, memory)
    return replace(
        voice,
        subject=subject.actor or subject.shown,
        introduced=_list_introduced(parsed),
        origin=origin,
        attribution=join_spans(parsed.spans),
        relayed=parsed.relayed,
    )


def _find_subject(parsed: ParsedSentence, voice: Attribution, memory: _Memory) -> Person:
    """Return the actor who does something in a sentence, or of whom it tells where the order of words is free."""
    subject = find_acting_subject(parsed)
    if not parsed.is_free or subject.actor or voice.speaker:
        return subject
    named = find_only_actor(parsed)
    pronouns = [phrase for phrase in parsed.phrases if "person_pronouns" in phrase.tags and "pronouns" in phrase.tags]
    if not named.actor and pronouns:
        named = _find_antecedent(pronouns[0], memory, parsed.words)
    return named if named.actor else subject


def _remember(parsed: ParsedSentence, voice: Attribution, memory: _Memory, cast: Cast) -> _Memory:
    """Return what the sentence after this one may refer to."""
    heard = _SILENT if voice.stance else voice
    named = _NOBODY
    for phrase in parsed.phrases:
        # A name is a person's and no place's where the story knows a full name for it, or gives one here.
        is_person = bool(phrase.name) and " " in cast.names.full_name(phrase.name)
        is_place = "place_prepositions" in token_at(parsed.tokens, phrase.start - 1).tags
        if is_person and not is_place:
            named = _take_first([parsed.persons[phrase.start], named])
    speaker = Person(heard.speaker, heard.actor, named=bool(heard.speaker))
    # One table for all sentences: a copy for each would cost the square of their number.
    memory.titles.update(learn_titles(parsed.tokens, parsed.phrases, parsed.persons, cast))
    return _Memory(
        voice=heard,
        speaker=next((one for one in parsed.joint.values() if one.shown == heard.speaker), speaker),
        subject=_find_first_subject(parsed, memory),
        named=named,
        titles=memory.titles,
        origin=voice.origin,
    )


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


def _may_tell_speaker(sentence: Sentence, language: Language) -> bool:
    """Return whether a quotation that is not closed may only lack its mark before ", said Lind"."""
    text, mark = sentence.text, sentence.text[:1]
    is_closed = mark not in OPENING_MARKS or sentence.edits or any(one in text[1:] for one in '”“»"')
    behind = set() if is_closed else set(split_words(text.rpartition(",")[2].lower()))
    return not behind.isdisjoint(language.words("context.sure_saying"))


def _go_on(voice: Attribution, origin: str) -> Attribution:
    """Let a quotation go on with whoever spoke in the sentence before: worth 1.1 points of the sections."""
    if not voice.speaker:
        return Attribution(origin=origin)
    return replace(voice, origin=origin, rule=_GOES_ON, goes_on=True, attribution=(), relayed=())


def _hand_back(quoted: Attribution, voice: Attribution, parsed: ParsedSentence) -> Attribution:
    """Return who says a quotation, which does not go on where the sentence behind it only tells that somebody else said
    something: "Dahl said on Friday." With a verb that tells more ("answered") it is nobody's for sure.
    """
    if voice.speaker in ("", quoted.speaker) or len(parsed.clauses) != 1:
        return quoted
    clause = parsed.clauses[0]
    if not is_bare(parsed.tokens, clause):
        return quoted
    is_plain = "plain" in parsed.tokens[clause.at].tags
    return replace(voice if is_plain else _SILENT, origin=quoted.origin, goes_on=is_plain, attribution=(), relayed=())


def _choose_voice(parsed: ParsedSentence, memory: _Memory) -> Attribution:
    """Return the outermost speaker; where that one is nobody's and has no name, the actor of the main clause acts."""
    best, is_named = _SILENT, False
    for clause in _order_clauses(parsed):
        person = parsed.joint.get(clause.at) or _find_speaker(clause, parsed, memory)
        voice = _hear_clause(clause, person, parsed)
        if not best.speaker:
            best, is_named = voice, person.named
        elif voice.actor and not is_named:  # unlike "Dahl had told him, Lind said"
            best = replace(best, actor=voice.actor, stance=True, rule=f"{best.rule}; {voice.rule}")
        elif not voice.actor and not best.holder:
            best = replace(best, holder=voice.holder or voice.speaker)
        if best.actor:
            break
    return best


def _order_clauses(parsed: ParsedSentence) -> list[ReportingClause]:
    """Return the reporting clauses that may tell who says the sentence, the outermost first."""
    tails = [clause for clause in parsed.clauses if clause.place in _TAILS]
    sources = [clause for clause in parsed.clauses if clause.place == "source"]
    mains = [clause for clause in parsed.clauses if clause.place in _MAINS]
    # "While X refuses it, Y said": a clause that only opens another comes last.
    opening = parsed.tokens[0].tags
    if "clause_openers" in opening and "links" not in opening:
        mains.sort(key=lambda clause: clause.subject.start == 1)
    if parsed.is_bare and mains and mains[0].subject.name:
        # "Анна Даль назвала это мерой; совет, по её словам, соберётся в мае": she is who says it all.
        sources = [clause for clause in sources if not clause.subject.tags & {"pronouns", "object_pronouns"}]
    # "If they do not agree, the board says, Norland threatens to leave": a tail has nothing behind it.
    tails.reverse()
    tails.sort(key=lambda clause: token_at(parsed.tokens, clause.at + 1).text not in _TAIL_ENDS)
    return [*tails, *sources, *mains[:1]]


def _hear_clause(clause: ReportingClause, person: Person, parsed: ParsedSentence) -> Attribution:
    """Return the attribution that a clause tells, whose subject is a person."""
    if not person.shown:
        return _SILENT
    if clause.stance and not person.actor:
        # Who suspends talks does something, and says nothing.
        is_act = clause.verb in parsed.acts
        return _SILENT if is_act else Attribution(holder=person.shown)
    start, end = clause.who
    phrase = " ".join(token.text for token in parsed.tokens[start:end])
    rule = f"{clause.verb} {phrase}" if clause.place == "source" else f"{phrase} … {clause.verb}"
    return Attribution(person.shown, person.actor, stance=clause.stance, rule=rule)


def _find_speaker(clause: ReportingClause, parsed: ParsedSentence, memory: _Memory) -> Person:
    """Return whom the subject of a clause means, with who stands beside him; a pronoun or "the official" is somebody of
    the sentence before."""
    person = _find_meant(clause.subject, parsed, memory)
    if not clause.apposition:
        return person
    # Of two that stand beside each other the one with a name is shown.
    beside = parsed.persons[clause.apposition.start]
    first, second = (beside, person) if beside.named and not person.named else (person, beside)
    return Person(first.shown, first.actor or second.actor, person.named or beside.named)


def _find_meant(subject: Phrase, parsed: ParsedSentence, memory: _Memory) -> Person:
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
    if _is_last_speaker(subject, parsed.tokens, memory):
        return memory.speaker
    if any(token.is_capital for token in parsed.tokens[subject.inner : subject.end]):
        return person
    return _take_first([find_title(parsed.tokens, subject, memory.titles), person])


def _is_last_speaker(role: Phrase, tokens: Sequence[Token], memory: _Memory) -> bool:
    """Return whether a role is that of whoever spoke last: "a spokesman for X … the spokesman", unlike "the spokesman
    for Y"; of two offices each has its own words."""
    spoke = f"{memory.voice.speaker} {memory.voice.rule}"
    if not memory.speaker.shown or role.head.rstrip("s")[:_SAME_ROLE] not in spoke.lower():
        return False
    known = {fold(drop_owning(word)) for word in spoke.split()}
    beside = [*tokens[role.start : role.inner - 1], *tokens[role.inner : role.end]]
    return all(word.key in known for word in beside if not word.tags & FUNCTION)


def _list_introduced(parsed: ParsedSentence) -> tuple[tuple[str, str], ...]:
    """Return who is called by an office, before the name or beside it, each with it: "the union's chair, Ida Voss".

    Whose "its chair" is, nobody knows where the sentence names somebody else before: it need not be who spoke last.
    """
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
        is_first = not any(other.end <= phrase.start for other in parsed.phrases)
        for office in filter(None, offices if person.named else ()):
            if is_first or office[0].text not in parsed.words.its:
                found.append((person.shown, " ".join(token.text for token in office)))
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


def _find_first_subject(parsed: ParsedSentence, memory: _Memory) -> Person:
    """Return the first subject with a name, or whom "he" means that opens the sentence and goes on to do something."""
    is_said = any(clause.place in _WITH_SUBJECT and clause.subject.start for clause in parsed.clauses)
    for subject in _list_subjects(parsed):
        person = parsed.persons[subject.start]
        if person.named:
            # "Payments start on Monday, said the mayor. She": a lone word that opens a sentence need be no name.
            is_doubtful = is_said and not subject.start and not person.actor and " " not in person.shown
            return _NOBODY if is_doubtful else person
    for phrase in parsed.phrases:
        # "He rose", "In Arden, he rose"
        is_behind_comma = "persons_only" in phrase.tags and token_at(parsed.tokens, phrase.start - 1).text == ","
        if "person_pronouns" in phrase.tags and (phrase.start == 0 or is_behind_comma):
            person = _find_antecedent(phrase, memory, parsed.words)
            return person if person.named else _NOBODY
    return _NOBODY


def _list_subjects(parsed: ParsedSentence) -> list[Phrase]:
    """Return what may be a subject: that of the first reporting clause, and what opens a clause."""
    subjects: list[Phrase] = []
    for clause in parsed.clauses:
        if clause.place in _WITH_SUBJECT:
            subjects += filter(None, (clause.subject, clause.apposition))
            break
    for phrase in parsed.phrases:
        if not phrase.owns and token_at(parsed.tokens, phrase.start - 1).text in {"", ","}:
            subjects.append(phrase)
    if parsed.is_bare and any(clause.place == "source" for clause in parsed.clauses):
        return [subject for subject in subjects if subject.name_start + 1 < subject.inner]  # "Вода, по словам Даль"
    return subjects


# Who answers in an interview: whoever its beginning names, if that is one person.
#
# Questions and answers stand in lines of their own, marked ("Q.", "A.", or by names with a colon) or not (a question,
# and what stands below). Rather nobody answers than another one: of two who are named neither does, and nobody asks.

#: So many questions without a mark make an interview.
_LEAST_QUESTIONS = 2
_ANSWER, _ANSWER_GOES_ON = "answers in an interview", "the answer goes on"


def name_answers(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], cast: Cast, language: Language
) -> list[Attribution]:
    """Return who says each sentence of an article, those of the answers of an interview as their speaker's.

    What has a speaker of its own inside of an answer keeps that.
    """
    told = list(voices)
    # A question may look like a heading.
    lines = [list(group) for _, group in groupby(range(len(sentences)), key=lambda at: sentences[at].line)]
    said = [_read_mark(sentences[line[0]].text, language) for line in lines]
    is_marked = {"question", "answer"}.issubset(said)
    marks = said if is_marked else _mark_questions(sentences, voices, lines, language)
    is_asked = is_marked or marks.count("question") >= _LEAST_QUESTIONS
    begin = marks.index("question") if is_asked else len(lines)
    opening = [sentences[at].text for at in chain(*lines[:begin])]
    if not is_marked and not any(map(language.pattern("interviews.cue").search, opening)):
        return _let_go_on(told, lines)
    answer = _find_answer(opening, cast, language) if any(marks) else _SILENT
    for line, mark, own_mark in zip(lines, marks, said, strict=True):
        if mark and sentences[line[0]].kind == "sentence":
            _answer_line(told, line, mark, answer, is_marked=bool(own_mark))
    return told


def _answer_line(
    told: list[Attribution], line: Sequence[int], mark: str, answer: Attribution, *, is_marked: bool
) -> None:
    """Put down who says the sentences of a line: nobody those of a question, who answers the others that are his."""
    for at in line:
        begins_answer = is_marked and at == line[0]
        if mark == "question":
            told[at] = replace(_SILENT, origin=told[at].origin)
        elif begins_answer or not told[at].speaker:
            told[at] = replace(answer, origin=told[at].origin)


def _read_mark(text: str, language: Language) -> str:
    """Return whether a line begins like a ``question`` or an ``answer``, nothing for any other."""
    for mark in ("question", "answer"):
        if language.pattern(f"interviews.{mark}").match(text):
            return mark
    return ""


def _mark_questions(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], lines: Sequence[Sequence[int]], language: Language
) -> list[str]:
    """Return which lines are questions without a mark, and which, below one, answers of one who speaks for himself."""
    marks = [""] * len(lines)
    for number, line in enumerate(lines):
        if all(sentences[at].text.endswith("?") and not voices[at].speaker for at in line):
            marks[number] = "question"
        elif number and marks[number - 1] == "question":
            speaks = any(
                language.pattern("interviews.speaks_for_himself").search(mask(sentences[at].text)) for at in line
            )
            marks[number] = "answer" if speaks else ""
    return marks


def _let_go_on(voices: list[Attribution], lines: Sequence[Sequence[int]]) -> list[Attribution]:
    """Return the voices where the rest of a line that a name with a colon opens is the same speaker's."""
    openings = [(line, voices[line[0]]) for line in lines]
    named = [line for line, voice in openings if voice.rule.endswith(" :") and (voice.actor or " " in voice.speaker)]
    for line in named if len(named) > 1 else ():
        for at in line[1:]:
            if not voices[at].speaker:
                voices[at] = replace(voices[line[0]], rule=_ANSWER_GOES_ON, attribution=(), relayed=(), goes_on=True)
    return voices


def _find_answer(texts: Sequence[str], cast: Cast, language: Language) -> Attribution:
    """Return the answers' attribution: to the one person of whom some sentences give the full name, nobody's where it
    is none or several."""
    found: dict[str, Person] = {}
    for text in texts:
        tokens = tokenize(mask(text), language)
        for phrase in find_phrases(tokens, cast.list_heads(tokens)):
            if phrase.name and " " in cast.names.full_name(phrase.name):
                person = resolve_phrase(tokens, phrase, cast)
                found[person.shown] = person
    if len(found) != 1:
        return _SILENT
    (person,) = found.values()
    return Attribution(person.shown, person.actor, rule=_ANSWER)
