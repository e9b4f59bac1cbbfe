"""Who "He" is, whose a quotation is, and which day "Friday" is: said in square brackets where the rule is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from summarizer.analysis.attribution import GOES_ON
from summarizer.analysis.dates import find_sure_days
from summarizer.analysis.names import Names, spelling
from summarizer.analysis.phrases import Phrase, Token, find_phrases, token_at, tokenize
from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Attribution, Edit, Sentence
from summarizer.text.tokens import mask, split_words

_FARTHEST = 5  # sentences
_NEAR = 2  # lines: a blank one may lie between two paragraphs
_THROUGHOUT = 0.2  # of an article's sentences
_POSSESSIVE = re.compile(r"['’]s?$")
_GLOSSED = re.compile(r"\s?[\[(]")


def find_glosses(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], names: Names, language: Language
) -> tuple[Edit | None, ...]:
    """Return the gloss of each sentence of one article, where it needs one and it is sure.

    A sentence that opens with "He" or "She" is glossed if the sentence before has exactly one person who
    is no object and stands behind no preposition; a quotation without a speaker if it goes on from a
    named one. What is in the brackets stands in the article: the surname of whom it is about throughout, else
    the full name.

    >>> said = ["Ana Dahl met Per Moe.", "She left early."]
    >>> given = [Sentence("a", 0, at, 10 * at, 10 * at + 9, text) for at, text in enumerate(said)]
    >>> find_glosses(given, [Attribution()] * 2, Names(), load_language("en"))[1]
    Edit(start=13, end=13, before='', after=' [Dahl]', fix='gloss')
    """
    found: list[Edit | None] = []
    for at, (sentence, voice) in enumerate(zip(sentences, voices, strict=True)):
        opening = _match_opening(sentence, language)
        place, form = 0, "[{}:] "
        if opening:
            place, form = opening.end(), " [{}]"
            surname = _find_antecedent(sentences[: at + 1], names, language)
        else:
            surname = _find_last_speaker(voice, sentences[:at], language)
        gloss = None
        if surname:
            gloss = _insert(sentence, place, form.format(_choose_name(surname, sentences, at, names)))
        found.append(gloss)
    return tuple(found)


def _match_opening(sentence: Sentence, language: Language) -> re.Match[str] | None:
    """Match the "He" or "She" with which a sentence opens."""
    if sentence.kind != "sentence":
        return None
    return language.pattern("glosses.opening_pronoun").match(sentence.text)


def _choose_name(surname: str, sentences: Sequence[Sentence], at: int, names: Names) -> str:
    """Return the surname of whom the article tells throughout, else the full name as it stands before."""
    told = [sentence.text for sentence in sentences if sentence.kind == "sentence"]
    if sum(surname in text for text in told) >= _THROUGHOUT * len(told):
        return surname
    full = names.full_name(surname)
    return full if any(full in sentence.text for sentence in sentences[:at]) else surname


def _find_antecedent(sentences: Sequence[Sentence], names: Names, language: Language) -> str:
    """Return whom the last sentence's "He" means: the one subject of the sentence before, or of its own "He"."""
    later = sentences[-1]
    for sentence in reversed(sentences[-1 - _FARTHEST : -1]):
        if sentence.kind != "sentence" or later.line - sentence.line > _NEAR:
            return ""
        subjects = _find_subjects(sentence.text, names, language)
        opens = _match_opening(sentence, language)
        if not opens:
            return subjects[0] if len({spelling(name) for name in subjects}) == 1 else ""
        if subjects:
            return ""
        later = sentence
    return ""


def _find_last_speaker(voice: Attribution, before: Sequence[Sentence], language: Language) -> str:
    """Return the surname of whoever's quotation goes on, as the article last spelled it."""
    if voice.rule != GOES_ON or " " not in voice.speaker:
        return ""
    surname = voice.speaker.split()[-1]
    if not surname[0].isupper() or surname in language.words("roles.body_names"):
        return ""
    for sentence in reversed(before):
        for word in split_words(sentence.text):
            if spelling(word) == spelling(surname):
                return _POSSESSIVE.sub("", word)
    return ""


def _find_subjects(text: str, names: Names, language: Language) -> list[str]:
    """Return the surnames of the persons who could be a sentence's subject, as they stand."""
    tokens = tokenize(mask(text), language)
    bodies = language.words("roles.body_names")
    found = []
    for phrase in find_phrases(tokens):
        if not phrase.name or phrase.owns or not _is_free(tokens, phrase):
            continue
        surname = phrase.name.split()[-1]
        if surname not in bodies and " " in names.full_name(phrase.name):
            found.append(_POSSESSIVE.sub("", surname))
    return found


def _is_free(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase may be a person and subject: no determiner opens it, nothing in its clause governs it."""
    first = tokens[phrase.start].tags
    if "complementizers" in first:
        return True
    if "determiners" in first:
        return False
    before = token_at(tokens, phrase.start - 1)
    if "prepositions" in before.tags:
        return False
    return not before.text[:1].isalnum() or "clause_openers" in before.tags


def _insert(sentence: Sentence, place: int, text: str) -> Edit | None:
    """Insert a text behind so many characters, unless an edit before it makes the place unsure."""
    at = sentence.start + place
    if any(edit.start <= at for edit in sentence.edits):
        return None
    return Edit(at, at, "", text, "gloss")


# Which day "Friday" is, where articles of several days meet.


def are_of_several_days(articles: Iterable[Article]) -> bool:
    """Return whether articles appeared on more than one day; a month may hold the day of another.

    >>> are_of_several_days([Article("", published="2031-03"), Article("", published="2031-03-04"), Article("")])
    False
    """
    known = {article.published for article in articles if article.published}
    days = [day for day in known if not any(day != other and other.startswith(day) for other in known)]
    return len(days) > 1


def find_date_glosses(sentences: Sequence[Sentence], article: Article, year: str) -> tuple[tuple[Edit, ...], ...]:
    """Return the dates of the weekdays, "yesterday" and "tomorrow" in the sentences of an article, where they are sure.

    Only an article whose language has words for days, and whose day is known, is glossed, and no
    sentence that names another date: its days may count from that. The year is told where it is not ``year``.

    >>> said = Sentence("a", 0, 0, 0, 30, "The bridge was shut on Friday.")
    >>> find_date_glosses([said], Article("", published="2031-03-08", language="en"), "2031")
    ((Edit(start=29, end=29, before='', after=' [7 March]', fix='date'),),)
    >>> find_date_glosses([said], Article("", published="", language="en"), "2031")
    ((),)
    """
    language = load_language(article.language)
    glosses: list[tuple[Edit, ...]] = [()] * len(sentences)
    for at, sentence in enumerate(sentences):
        if sentence.kind == "sentence":
            glosses[at] = tuple(_gloss_days(sentence, article.published, year, language))
    return tuple(glosses)


def _gloss_days(sentence: Sentence, published: str, year: str, language: Language) -> Iterator[Edit]:
    """Find the days of a sentence that are sure, and write their dates behind them."""
    for end, day in find_sure_days(sentence.text, published, language):
        owned = language.pattern("dates.owned").match(sentence.text, end)
        offset = owned.end() if owned else end
        at = _find_place(sentence, offset)
        if at is not None and not _GLOSSED.match(sentence.text, offset):
            yield Edit(at, at, "", f" [{_write_day(day, year, language)}]", "date")


def _write_day(day: date, year: str, language: Language) -> str:
    """Return a day in words: "7 March", with its year where it is another."""
    written = f"{day.day} {language.phrases('dates.months')[day.month - 1]}"
    return written if str(day.year) == year else f"{written} {day.year}"


def _find_place(sentence: Sentence, offset: int) -> int | None:
    """Return the place in the article of a place in a sentence's text, unless an edit reaches over it."""
    place = sentence.start + offset
    for edit in sentence.edits:
        if place <= edit.start:
            break
        past_edit = place - len(edit.after) - edit.start
        if past_edit < 0 or (past_edit == 0 and not edit.before):
            return None
        place = edit.end + past_edit
    return place
