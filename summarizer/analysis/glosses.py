"""Who "He" is and whose a quotation is, said in square brackets where the rule is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summarizer.analysis.names import Names, spelling
from summarizer.analysis.phrases import CLAUSES, DETERMINERS, PREPOSITIONS, Phrase, Token, find_phrases, tokenize
from summarizer.model import Attribution, Edit, Sentence
from summarizer.text.tokens import mask, split_words

FIX = "gloss"
_OPENS = re.compile(r"(?:(?:But|And|Yet|So|Still|However|Later|Then),? )?(?:He|She|he|she)(?= [a-z])")
_GOES_ON = "the quotation goes on"
_FARTHEST = 5  # sentences
_NEAR = 2  # lines: a blank one may lie between two paragraphs
_THROUGHOUT = 0.2  # of an article's sentences
#: The last words of names that are no person's.
BODY_NAMES = frozenset(
    """Times Post News Co Corp Inc Ltd Union House Party Council Court Bank Ministry Church University States Kingdom
    Nations City County River Sea Street Airport Agency Office Department Committee Group Press Journal Radio
    Television Association Federation League Club Company Commission Parliament Senate Congress Army Navy Force Forces
    Island Islands Republic Province District Region Front Movement Organization Organisation Institute Center Centre
    Hospital School Fund Foundation Board Service Services Network Systems Industries Airlines Motors""".split()
)


def find_glosses(
    sentences: Sequence[Sentence],
    voices: Sequence[Attribution],
    names: Names,
    is_known: Callable[[str], bool] = lambda surname: False,
) -> tuple[Edit | None, ...]:
    """Give the gloss of each sentence of one article, where it needs one and it is sure.

    A sentence that opens with "He" or "She" is glossed if the sentence before has exactly one person who
    is no object and stands behind no preposition; a quotation without a speaker if it goes on from a
    named one. What is in the brackets stands in the article: the surname of whom it is about throughout, or who
    ``is_known`` from the story's other articles; else the full name.

    >>> said = ["Ana Dahl met Per Moe.", "She left early."]
    >>> given = [Sentence("a", 0, at, 10 * at, 10 * at + 9, text) for at, text in enumerate(said)]
    >>> find_glosses(given, [Attribution()] * 2, Names())[1]
    Edit(start=13, end=13, before='', after=' [Dahl]', fix='gloss')
    """
    found = []
    for at, voice in enumerate(voices):
        place, surname, form = _gloss(sentences, voice, at, names)
        meant = surname and _call(surname, sentences, at, names, is_known)
        found.append(_insert(sentences[at], place, form.format(meant)) if meant else None)
    return tuple(found)


def _gloss(sentences: Sequence[Sentence], voice: Attribution, at: int, names: Names) -> tuple[int, str, str]:
    """Say where a sentence needs a gloss, who is meant (nobody, if that is not sure), and the gloss's form."""
    sentence = sentences[at]
    opening = _OPENS.match(sentence.text) if sentence.kind == "sentence" else None
    if opening:
        return opening.end(), _meant(sentences, at, names), " [{}]"
    return 0, _spelled(voice, sentences[:at]) if voice.rule == _GOES_ON else "", "[{}:] "


def _call(surname: str, sentences: Sequence[Sentence], at: int, names: Names, is_known: Callable[[str], bool]) -> str:
    """Call a person by the surname, if a reader of the story knows it, else by the full name as it stands before."""
    told = [sentence.text for sentence in sentences if sentence.kind == "sentence"]
    if sum(surname in text for text in told) >= _THROUGHOUT * len(told) or is_known(surname):
        return surname
    full = names.full_name(surname)
    return full if any(full in sentence.text for sentence in sentences[:at]) else surname


def _meant(sentences: Sequence[Sentence], at: int, names: Names) -> str:
    """Say whom "He" means: the one subject of the sentence before, or whom that one's own "He" means."""
    for here in range(at, max(0, at - _FARTHEST), -1):
        before = sentences[here - 1]
        if before.kind != "sentence" or sentences[here].line - before.line > _NEAR:
            return ""
        subjects = _subjects(before.text, names)
        if subjects or not _OPENS.match(before.text):
            return "" if _OPENS.match(before.text) else _only(subjects)
    return ""


def _only(names: Sequence[str]) -> str:
    return names[0] if len({spelling(name) for name in names}) == 1 else ""


def _spelled(voice: Attribution, before: Sequence[Sentence]) -> str:
    """Give a speaker's surname as the article last spelled it."""
    surname = voice.speaker.split()[-1]
    if not surname[:1].isupper() or surname in BODY_NAMES or " " not in voice.speaker:
        return ""
    words = (word for sentence in reversed(before) for word in split_words(sentence.text))
    return next((re.sub(r"['’]s?$", "", word) for word in words if spelling(word) == spelling(surname)), "")


def _subjects(text: str, names: Names) -> list[str]:
    """Give the surnames of the persons who could be a sentence's subject, as they stand."""
    tokens = tokenize(mask(text))
    return [
        re.sub(r"['’]s?$", "", phrase.name.split()[-1])
        for phrase in find_phrases(tokens)
        if phrase.name and not phrase.owns and _is_person(phrase, tokens, names) and _is_free(tokens, phrase)
    ]


def _is_person(phrase: Phrase, tokens: Sequence[Token], names: Names) -> bool:
    bare = tokens[phrase.start].lower not in DETERMINERS - {"that"} and phrase.name.split()[-1] not in BODY_NAMES
    return bare and (" " in phrase.name or " " in names.full_name(phrase.name))


def _is_free(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase may be a subject: nothing before it in its clause governs it."""
    if phrase.start == 0 or tokens[phrase.start].lower == "that":
        return True
    before = tokens[phrase.start - 1]
    if before.lower in PREPOSITIONS:
        return False
    return not before.text[0].isalnum() or before.lower in CLAUSES


def _insert(sentence: Sentence, place: int, text: str) -> Edit | None:
    """Insert a text behind so many characters, unless an edit before it makes the place unsure."""
    at = sentence.start + place
    if any(edit.start <= at for edit in sentence.edits):
        return None
    return Edit(at, at, "", text, FIX)
