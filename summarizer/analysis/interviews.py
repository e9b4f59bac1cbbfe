"""Who answers in an interview: whoever its beginning names, if that is one person.

Questions and answers stand in lines of their own, marked ("Q.", "A.", or by names with a colon) or not (a question, and
what stands below). Rather nobody answers than another one: of two who are named neither does, and nobody asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby

from summarizer.analysis.actor_resolution import Cast, Person, resolve_phrase
from summarizer.analysis.phrases import find_phrases
from summarizer.analysis.tagged_words import tokenize
from summarizer.lang.language import Language
from summarizer.model import Attribution, Sentence
from summarizer.text.tokens import mask

#: So many questions without a mark make an interview.
_LEAST_QUESTIONS = 2
_NOBODYS = Attribution()
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
    answer = _find_answer(opening, cast, language) if any(marks) else _NOBODYS
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
            told[at] = replace(_NOBODYS, origin=told[at].origin)
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
        return _NOBODYS
    (person,) = found.values()
    return Attribution(person.shown, person.actor, rule=_ANSWER)
