"""Who "He" is, whose a quotation is, and which day "Friday" is: said in square brackets where the rule is sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from summarizer.analysis.context_dependence import TOO_SHORT, UNNAMED_WE, find_dependence
from summarizer.analysis.dates import as_date, find_sure_days
from summarizer.analysis.names import Names, spelling
from summarizer.analysis.phrases import find_phrases
from summarizer.analysis.tagged_words import token_at, tokenize
from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Attribution, Edit, Sentence
from summarizer.text.boilerplate import ANNOUNCED
from summarizer.text.edits import QUOTATION_MARKS
from summarizer.text.escaping import has_brackets
from summarizer.text.tokens import OWNING, drop_owning, mask, split_words

_FARTHEST, _NEARBY = 5, 2  # sentences
_FARTHEST_SPEAKER = 200  # sentences
_MOST_NAMES = 200
_NEAR = 2  # lines: a blank one may lie between two paragraphs
_LONGEST_OFFICE = 60  # characters
_ROLE_WITHIN = 5  # words of an office behind a name
_THROUGHOUT = 0.2  # of an article's sentences
_GLOSSED = re.compile(r"\s?[\[(]")


def find_glosses(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], names: Names, language: Language
) -> tuple[Edit | None, ...]:
    """Return the gloss of each sentence of one article, where it needs one and it is sure.

    A sentence that opens with "He" or "She" is glossed if the sentence before has exactly one person who is no object
    and stands behind no preposition, and nobody else is named shortly before; a quotation without a speaker if it goes
    on from a named one. What is in the brackets stands in the article: the surname of whom it is about throughout, else
    the full name.

    >>> def gloss(*said):
    ...     given = [Sentence("a", 0, at, 10 * at, 10 * at + 9, text) for at, text in enumerate(said)]
    ...     return find_glosses(given, [Attribution()] * 2, Names(), english)[1]
    >>> gloss("Ana Dahl came to Arle.", "She left early.")
    Edit(start=13, end=13, before='', after=' [Dahl]', fix='gloss')
    >>> gloss("Ana Dahl met Per Moe.", "She left early.")
    """
    found: list[Edit | None] = [None] * len(sentences)
    heard: dict[str, tuple[bool, int]] = {}
    for at, sentence in enumerate(sentences):
        surname, place, form = _find_meant(sentences, voices, at, names, language)
        # An edit before it makes a place unsure; of brackets in the original nobody knows whose ours are.
        is_moved = any(edit.start <= place and edit.fix != QUOTATION_MARKS for edit in sentence.edits)
        if not surname or is_moved or has_brackets(sentence.text):
            continue
        shown = names.full_name(surname)
        # Each name is looked for in all sentences, once.
        if surname not in heard:
            if len(heard) == _MOST_NAMES:
                continue
            # Whether the article tells of somebody throughout, and the first sentence that has the full name.
            told = [sentence.text for sentence in sentences if sentence.kind == "sentence"]
            times = sum(surname in text for text in told)
            first = next((at for at, sentence in enumerate(sentences) if shown in sentence.text), len(sentences))
            heard[surname] = times >= _THROUGHOUT * len(told), first
        is_told_throughout, first = heard[surname]
        if is_told_throughout or first >= at:
            shown = surname
        found[at] = Edit(place, place, "", form.format(shown), "gloss")
    return tuple(found)


def _find_meant(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], at: int, names: Names, language: Language
) -> tuple[str, int, str]:
    """Return the surname of whom a sentence is about or who says it, empty if nobody is sure; where it is put, and how
    it is written there."""
    sentence = sentences[at]
    opening = language.pattern("glosses.opening_pronoun").match(sentence.text)
    if opening and sentence.kind == "sentence":
        return _find_antecedent(sentences, at, names, language), sentence.start + opening.end(), " [{}]"
    surname = _find_last_speaker(voices[at], sentences, at, language)
    if sentence.why == ANNOUNCED:
        surname = _check_announced(surname, sentences, voices, at, language)
    return surname, sentence.start, "[{}:] "


def _find_antecedent(sentences: Sequence[Sentence], at: int, names: Names, language: Language) -> str:
    """Return whom a sentence's "He" means: the one subject of the sentence before, or of its own "He".

    Nobody is sure where somebody else is named in the two sentences before.
    """
    later, named, found = sentences[at], set[str](), ""
    for distance, sentence in enumerate(reversed(sentences[max(0, at - _FARTHEST) : at])):
        if distance < _NEARBY:
            named.update(map(spelling, _find_persons(sentence.text, names, language)))
        if len(named) > 1:
            return ""
        if found:
            continue
        if sentence.kind != "sentence" or later.line - sentence.line > _NEAR:
            return ""
        subjects = _find_persons(sentence.text, names, language, subjects_only=True)
        is_chained = bool(language.pattern("glosses.opening_pronoun").match(sentence.text))
        if is_chained == bool(subjects):
            return ""
        found, later = "" if is_chained else subjects[0], sentence
    return found


def _find_persons(text: str, names: Names, language: Language, *, subjects_only: bool = False) -> list[str]:
    """Return the surnames of the persons whom a sentence names, or of those who could be its subject, as they stand."""
    tokens = tokenize(mask(text), language)
    bodies = language.words("roles.body_names")
    found: list[str] = []
    for phrase in find_phrases(tokens):
        surname = phrase.name.split()[-1] if phrase.name else ""
        if not surname or surname in bodies or " " not in names.full_name(phrase.name):
            continue
        # Of a subject no determiner opens the name, it owns nothing, and nothing in its clause governs it.
        before = token_at(tokens, phrase.start - 1)
        is_led = before.text[:1].isalnum() and "clause_openers" not in before.tags
        is_object = is_led or "prepositions" in before.tags or "determiners" in tokens[phrase.start].tags
        if not (subjects_only and (phrase.owns or is_object)):
            found.append(drop_owning(surname))
    return found


def _find_last_speaker(voice: Attribution, sentences: Sequence[Sentence], at: int, language: Language) -> str:
    """Return the surname of whoever's quotation goes on, as the article last spelled it."""
    if not voice.goes_on or " " not in voice.speaker:
        return ""
    surname = voice.speaker.split()[-1]
    if not surname[0].isupper() or surname in language.words("roles.body_names"):
        return ""
    for sentence in reversed(sentences[max(0, at - _FARTHEST_SPEAKER) : at]):
        for word in split_words(sentence.text):
            if spelling(word) == spelling(surname):
                return drop_owning(word)
    return ""


def _check_announced(
    surname: str, sentences: Sequence[Sentence], voices: Sequence[Attribution], at: int, language: Language
) -> str:
    """Return who says a sentence of a quoted block: the surname of whom the line above it names, else the body or
    person as this calls it. Nobody where either leans on what stands before it.

    "The port authority wrote:", and not "In a letter of the port authority it is said:": its case may be another.
    """
    above = at - 1
    while above >= 0 and sentences[above].why == ANNOUNCED:
        above -= 1
    inner = sentences[at].text.strip("".join(language.phrases("sentences.quotation_marks")))
    if above < 0 or find_dependence(inner, language) not in ("", TOO_SHORT, UNNAMED_WE):
        return ""
    line, called = sentences[above].text.rstrip(": "), voices[above].speaker
    # The rule of a subject has its verb behind it.
    is_subject = called and " … " in voices[above].rule
    if surname or not is_subject or find_dependence(line, language) not in ("", TOO_SHORT):
        return surname
    return called[:1].upper() + called[1:]


# Who "Ortiz" is, where a page names him for the first time.


def find_persons(
    sentences: Sequence[Sentence], voices: Sequence[Attribution], names: Names, language: Language
) -> list[tuple[frozenset[str], dict[str, Edit]]]:
    """Return whom each sentence of one article introduces by the full name, of those whose name nobody else shares, and
    the glosses of whom it names by the surname alone, as the article had introduced them before.

    A person is who has an office, or speaks: not "Central London".

    >>> from summarizer.analysis.names import learn_names
    >>> said = ["Ana Dahl, mayor of Arle, came.", "The bridge is shut, Dahl said."]
    >>> given = [Sentence("a", 0, at, 40 * at, 40 * at + 30, text) for at, text in enumerate(said)]
    >>> names = learn_names((text, english) for text in said)
    >>> find_persons(given, [Attribution()] * 2, names, english)[1][1]["Ana Dahl"].after
    ' [Ana Dahl, mayor of Arle]'
    """
    told: dict[str, str] = {}
    speakers = {voice.speaker for voice in voices}
    found: list[tuple[frozenset[str], dict[str, Edit]]] = []
    for sentence in sentences:
        is_told = sentence.kind == "sentence"
        found.append(_find_introduced(sentence, told, speakers, names, language) if is_told else (frozenset(), {}))
    return found


def _find_introduced(
    sentence: Sentence, told: dict[str, str], speakers: Collection[str], names: Names, language: Language
) -> tuple[frozenset[str], dict[str, Edit]]:
    """Return whom a sentence introduces, and the glosses of whom it names by the surname alone; who is introduced is
    put down in ``told``, with the office."""
    text = sentence.text
    introduced: set[str] = set()
    bare: dict[str, Edit] = {}
    for run in language.pattern("context.name").finditer(mask(text)):
        words = _leave_out_openers(run.group().split(), language)
        surname = drop_owning(words[-1].rstrip(".")) if words else ""
        # The one full name that it belongs to; none of a body's.
        full = "" if surname in language.words("roles.body_names") else names.full.get(spelling(surname), "")
        if full and len(words) > 1:
            introduced.add(full)
            office = _tell_office(words, full, surname, text, run, language)
            if office and (office != full or full in speakers):
                told.setdefault(full, office)
        elif full in told and full not in introduced:
            place = _find_place(sentence, run.end())
            if place is not None:
                bare.setdefault(full, Edit(place, place, "", f" [{told[full]}]", "gloss"))
    return frozenset(introduced), bare


def _leave_out_openers(run: list[str], language: Language) -> list[str]:
    """Return the words of a name without what only opens it, and without the owner before it: "Mr", "Arle's"."""
    openers, courtesies = language.words("context.no_names"), language.words("glosses.courtesies")
    start = 0
    while start < len(run) and (run[start].lower() in openers or run[start] in courtesies):
        start += 1
    for at in range(start, len(run) - 1):
        if run[at].endswith(OWNING):
            start = at + 1
    return run[start:]


def _tell_office(
    words: Sequence[str], full: str, surname: str, text: str, run: re.Match[str], language: Language
) -> str:
    """Return a full name as it stands, with the title or office before it, or the office behind it; empty for a
    surname with another first name."""
    if full.split()[0] not in words:
        return ""
    first = words.index(full.split()[0])
    titled = first > 0 and words[first - 1].lower().rstrip(".") in language.words("names.titles")
    name = " ".join([*words[0 if titled else first : -1], surname])
    if titled:
        return name
    if first == 0:
        start = run.end() - len(run.group()) if run.group().startswith(words[0]) else 0
        before = language.pattern("glosses.office_before").search(text, max(0, start - _LONGEST_OFFICE), start)
        if before and before["role"] in language.words("roles.roles"):
            return f"{before.group()}{name}"
    behind = language.pattern("glosses.office_behind").match(text, run.end())
    if behind and not language.words("roles.roles").isdisjoint(behind["words"].split()[:_ROLE_WITHIN]):
        return f"{name}, {behind['office']}"
    return name


# Which day "Friday" is, on a page of another day than its articles, or of articles of several days.


def are_several_days(days: Iterable[str]) -> bool:
    """Return whether days are more than one; a month may hold another one of them, and what is not known is none.

    >>> are_several_days(["2031-03", "2031-03-04", ""]), are_several_days(["2031-03-04", "2031-03-05"])
    (False, True)
    """
    known = set(filter(None, days))
    apart = [day for day in known if not any(day != other and other.startswith(day) for other in known)]
    return len(apart) > 1


def find_date_glosses(sentence: Sentence, article: Article, year: str) -> tuple[Edit, ...]:
    """Return the dates of the weekdays, "yesterday" and "tomorrow" in a sentence of an article, where they are sure.

    Only an article whose language has words for days, and whose day is known, is glossed, and no
    sentence that names another date: its days may count from that. The year is told where it is not ``year``.

    >>> said = Sentence("a", 0, 0, 0, 30, "The bridge was shut on Friday.")
    >>> find_date_glosses(said, Article("", published="2031-03-08", language="en"), "2031")
    (Edit(start=29, end=29, before='', after=' [7 March]', fix='date'),)
    >>> find_date_glosses(said, Article("", published="", language="en"), "2031")
    ()
    """
    language = load_language(article.language)
    edits: list[Edit] = []
    is_read = sentence.kind == "sentence" and language.phrases("dates.months")
    text = sentence.text if is_read else ""
    for end, day in find_sure_days(text, article.published, language):
        owned = language.pattern("dates.owned").match(text, end)
        offset = owned.end() if owned else end
        place = _find_place(sentence, offset)
        if place is None or _GLOSSED.match(text, offset):
            continue
        edits.append(Edit(place, place, "", f" [{_write_day(day, year, language)}]", "date"))
    return tuple(edits)


def find_standing_gloss(sentence: Sentence, article: Article, year: str) -> tuple[Edit, ...]:
    """Return the day of its article at the end of a sentence that tells how things stood then, if it ends plainly.

    >>> said = Sentence("a", 0, 0, 0, 22, "The bridge stays shut.")
    >>> find_standing_gloss(said, Article("", published="2031-03-08", language="en"), "2031")
    (Edit(start=21, end=21, before='', after=' [as of 8 March]', fix='date'),)
    """
    language, day = load_language(article.language), as_date(article.published)
    text = sentence.text
    place = _find_place(sentence, len(text) - 1) if text.endswith(".") and text[-2:-1].isalnum() else None
    if day is None or place is None or not language.text("dates.as_of"):
        return ()
    written = language.text("dates.as_of").format(written=_write_day(day, year, language))
    return (Edit(place, place, "", f" [{written}]", "date"),)


def _write_day(day: date, year: str, language: Language) -> str:
    """Return a day as a language writes it, with its year where that is another one."""
    written = language.text("dates.written").format(day=day.day, month=language.phrases("dates.months")[day.month - 1])
    if str(day.year) != year:
        return language.text("dates.with_year").format(written=written, year=day.year)
    return written


def _find_place(sentence: Sentence, offset: int) -> int | None:
    """Return the place in the article of a place in a sentence's text, unless an edit reaches over it, or it is not
    plain whose brackets are whose."""
    if has_brackets(sentence.text):
        return None
    place = sentence.start + offset
    for edit in sentence.edits:
        if place <= edit.start:
            break
        past_edit = place - len(edit.after) - edit.start
        if past_edit < 0 or (past_edit == 0 and not edit.before):
            return None
        place = edit.end + past_edit
    return place
