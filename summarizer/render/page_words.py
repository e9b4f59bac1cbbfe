"""The page's own words, in its language: what stands between the outlets' sentences, and why a line is there.

The templates are written in English: `_("see also")`. What a language's ``page.toml`` does not hold stays English. Days
and numbers of other languages are written as Babel knows them (Unicode's CLDR, https://cldr.unicode.org).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from summarizer.lang.language import load_all, load_language
from summarizer.model import BriefingSentence, Page

_ENGLISH = load_language("en")
#: What opens a part of what is new in a line, as novelty writes it.
_UPDATES = ("now also", "perhaps told then by", "now with a figure:")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ](\d{2}:\d{2}).*)?)?)?")


def is_translated(code: str) -> bool:
    """Return whether pages are written in a language: else they have English words around its sentences.

    >>> is_translated("de"), is_translated("en"), is_translated("th")
    (True, False, False)
    """
    return bool(load_language(code).texts("page.words"))


def translate(text: str, code: str) -> str:
    """Return an English text of a page in another language, itself where that is not known.

    >>> translate("see also", "de"), translate("see also", "th")
    ('siehe auch', 'see also')
    """
    return load_language(code).texts("page.words").get(text, text)


def translate_message(message: str, code: str) -> str:
    """Return what a problem says, or whom it names as unknown, in a page's language; itself where that is not known.

    A message may be made of others, and name a language; what it quotes stays.

    >>> translate_message("is left out: it takes more memory than [limits] allows", "de")
    'wird weggelassen: braucht mehr Speicher, als [limits] erlaubt'
    >>> [translate_message(text, "fr") for text in ("unknown (Italian)", "a page (“Italian”)", "It rains.")]
    ['inconnu (Italiano)', 'une page (« Italian »)', 'It rains.']
    >>> [translate_message(f"{number} more problems are not listed", "es") for number in ("1", "1,200")]
    ['no se enumera 1 problema más', 'no se enumeran 1.200 problemas más']
    """
    messages = load_language(code).table("page.messages")
    for english, text in messages.items():
        parts = english.split("{}")
        held = _find_held(message, parts)
        if held is not None:
            told = (
                one if part.endswith("“") else _translate_held(one, code)
                for part, one in zip(parts, held, strict=False)
            )
            number = next((Decimal(one.replace(",", "")) for one in held if _NUMBER.fullmatch(one)), Decimal())
            return _choose_form(text, number, code).format(*told)
    named = (one.text("language.native") for one in load_all() if messages and one.name == message)
    return next(named, message)


def _translate_held(held: str, code: str) -> str:
    """Return what stands within a message in a page's language: a number, a day, or a message of its own."""
    if _NUMBER.fullmatch(held):
        return _spell_number(Decimal(held.replace(",", "")), code)
    return spell_date(held, code) if _DATE.fullmatch(held) else translate_message(held, code)


def _find_held(message: str, parts: Sequence[str]) -> list[str] | None:
    """Return what a message holds between the parts that it is made of, None if it is not made of them."""
    held: list[str] = []
    start = len(parts[0])
    if not message.startswith(parts[0]):
        return None
    for number, part in enumerate(parts[1:], 2):
        end = message.find(part, start) if part or number < len(parts) else len(message)
        if end < 0:
            return None
        held.append(message[start:end])
        start = end + len(part)
    return held if start == len(message) else None


def translate_title(page: Page) -> str:
    """Return a page's title, that of a plan of ours in the page's language; those of users and outlets are theirs."""
    titles = load_language(page.page_language).texts("page.titles")
    return page.title if page.options.get("title") else titles.get(page.title, page.title)


def count(number: int, one: str, many: str = "", code: str = "en") -> str:
    """Return a number before an English word, or that word in another language, in the form that the number asks for.

    >>> count(1, "sentence"), count(1200, "word"), count(2, "reply", "replies")
    ('1 sentence', '1,200 words', '2 replies')
    >>> count(1200, "sentence", code="de"), count(3, "outlet", code="uk"), count(11, "outlet", code="uk")
    ('1.200 Sätze', '3 видання', '11 видань')
    """
    forms = load_language(code).table("page.counted").get(one)
    if not forms:
        return f"{number:,} {one if number == 1 else many or f'{one}s'}"
    return f"{_spell_number(number, code)} {_choose_form(forms, number, code)}"


def _choose_form(forms: str | Mapping[str, str], number: int | Decimal, code: str) -> str:
    """Return of the forms of a text that which a number asks for; of one that has no others, itself."""
    from babel import Locale

    return forms if isinstance(forms, str) else forms.get(Locale.parse(code).plural_form(number)) or forms["other"]


def _spell_number(number: int | Decimal, code: str) -> str:
    """Return a number as a language writes it."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=code)


def minutes(seconds: float, code: str = "en") -> str:
    """Return a reading time in whole minutes.

    >>> minutes(124), minutes(10), minutes(0), minutes(124, "uk")
    ('2 min', '1 min', '0 min', '2 хв')
    """
    at_least = int(seconds > 0)
    return f"{max(at_least, round(seconds / 60))} {translate('min', code)}"


def spell_date(date: str, code: str = "en") -> str:
    """Return an ISO date spelt out, as far as it goes; what is no date stays.

    >>> spell_date("2024-11-15"), spell_date("2024-12"), spell_date("2024-11-15T09:30:00Z"), spell_date("last week")
    ('15 November 2024', 'December 2024', '15 November 2024, 09:30', 'last week')
    >>> spell_date("2024-11-15", "de"), spell_date("2024-11-15T09:30:00Z", "fr"), spell_date("2024-12", "es")
    ('15. November 2024', '15 novembre 2024, 09:30', 'diciembre de 2024')
    """
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day, time = match.groups()
    spelt = _spell_day(int(year), int(month or 0), int(day or 0), code) or year
    return f"{spelt}, {time}" if time else spelt


def is_day(text: str) -> bool:
    """Return whether a text is a day of the calendar, written as pages have it.

    >>> is_day("2024-11-15"), is_day("2024-11-31"), is_day("20241115"), is_day("2024-11-15 ")
    (True, False, False, False)
    """
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _spell_day(year: int, month: int, day: int, code: str) -> str:
    """Return a day or a month of the calendar in words; nothing for a year, or for a day that the month has not."""
    if not month:
        return ""
    if not is_translated(code):
        months = _ENGLISH.phrases("dates.months")
        return f"{day} {months[month - 1]} {year}" if day else f"{months[month - 1]} {year}"
    from babel.dates import format_date, format_skeleton

    try:
        then = datetime.date(year, month, day or 1)
    except ValueError:
        return ""
    return format_date(then, "long", locale=code) if day else format_skeleton("yMMMM", then, locale=code)


def name_day(day: str, date: str, code: str = "en") -> str:
    """Return a day in words: one of the week before an edition's date by its name.

    >>> name_day("2024-11-11", "2024-11-15"), name_day("2024-11-08", "2024-11-15"), name_day("soon", "2024-11-15")
    ('Monday', '8 November 2024', 'soon')
    >>> name_day("2024-11-11", "2024-11-15", "ru")
    'понедельник'
    """
    try:
        then = datetime.date.fromisoformat(day)
        is_near = 0 < (datetime.date.fromisoformat(date) - then).days < 7
    except ValueError:
        return day
    if not is_near:
        return spell_date(day, code)
    if not is_translated(code):
        return _ENGLISH.phrases("dates.weekdays")[then.weekday()].capitalize()
    from babel.dates import get_day_names

    return str(get_day_names("wide", locale=code)[then.weekday()])


def join_names(names: Iterable[str], code: str = "en") -> str:
    """Return names joined as a sentence does.

    >>> join_names(["dpa", "CNN", "Bloomberg"]), join_names(["dpa"]), join_names([]), join_names(["dpa", "AFP"], "de")
    ('dpa, CNN and Bloomberg', 'dpa', '', 'dpa und AFP')
    """
    *first, last = [*map(str, names)] or [""]
    conjunction = load_language(code).text("page.conjunction") or _ENGLISH.text("page.conjunction")
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def spell_update(update: str, outlets: Collection[str], code: str = "en") -> str:
    """Return what is new in a line as a page says it, with its day spelt out; ``outlets`` are all of the page.

    >>> spell_update("since 2031-03-01: 12 → 14; now also Post and Bay Post", ["Post", "Bay Post"], "de")
    'seit dem 1. März 2031: 12 → 14; jetzt auch Post und Bay Post'
    >>> spell_update("since 2031-03-01: now also Post and Mail", ["Post and Mail"], "de")
    'seit dem 1. März 2031: jetzt auch Post and Mail'
    >>> spell_update("since 2031-03-01: now with a figure: 15 Milliarden Euro", [], "de")
    'seit dem 1. März 2031: jetzt mit einer Zahl: 15 Milliarden Euro'
    """
    since, _, told = update.partition(": ")
    word, _, day = since.partition(" ")
    parts: list[str] = []
    for part in told.split("; "):
        phrase = next((one for one in _UPDATES if part.startswith(f"{one} ")), "")
        names = part.removeprefix(f"{phrase} ")
        *first, last = names.split(f" {_ENGLISH.text('page.conjunction')} ")
        if phrase and first and names not in outlets:
            names = join_names([*" ".join(first).split(", "), last], code)
        parts.append(f"{translate(phrase, code)} {names}" if phrase else part)
    return f"{translate(word, code)} {spell_date(day, code)}: {'; '.join(parts)}" if told else update


#: A line of so much of the best line's score is near to what all articles tell; so many sources are several.
CENTRAL, SEVERAL = 0.5, 3
#: What chose a line's section, in words.
PLACED_BY: Mapping[str, str] = MappingProxyType(
    {
        "speaker": "in this section by who speaks or acts",
        "cue": "in this section by its words",
        "feature": "in this section by its kind: news, figures, background",
        "neighbour": "in this section by what stands around it",
        "nothing": "in this section because it fits no other",
    }
)


def list_reasons(line: BriefingSentence) -> Iterator[str]:
    """Yield why a line is on the page, then why in its section; nothing of that for a key point, which is in none, and
    for what an editor moved there.

    >>> list(list_reasons(BriefingSentence("It rained.", "a1", "Wire", 0, 10, 1.0, "c1", opens=True, placed_by="cue")))
    ['opens the page', 'near the core of the story', 'in this section by its words']
    >>> list(list_reasons(BriefingSentence("It rained.", "a1", "Wire", 0, 10, 0.3, "c1")))
    ['adds to the other lines']
    """
    if line.opens:
        yield "opens the page"
    if line.key:
        yield "a key point"
    if line.pinned:
        yield "put first by hand"
    if line.origins >= SEVERAL:
        yield "told by several outlets"
    yield "near the core of the story" if line.score >= CENTRAL else "adds to the other lines"
    if line.placed_by and not line.key and "moved" not in line.by_hand:
        yield PLACED_BY[line.placed_by]
