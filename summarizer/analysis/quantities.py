"""Figures in a sentence: of what kind, of what value, how sure.

Digits, the signs of currencies and “%” are read in every language. Words for numbers, units and bounds come from the
language's ``numbers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from summarizer.analysis.number_words import Number, load_number_words, read_number
from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import letters, spell_plainly, take_out

#: The kinds that only number things: all of them, or the rest ("three other towns").
COUNTS = frozenset({"count", "rest"})
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "rouble", "₴": "hryvnia"}
#: How else countries are written before a sign; the first one's money needs none.
_COUNTRIES = {"us": "", "au": "a", "ca": "c"}
#: The kinds of what is measured, each with a table of its units; and that of a time of the day, in minutes.
_MEASURED = ("minutes", "days", "months", "kilometres", "miles", "hectares", "tonnes")  # names, not language
_TIMES = frozenset({"minutes", "days", "months"})
_CLOCK, _HALF_DAY = "clock", 12
#: The minutes of a day, and those from which on a night's hours are of the evening.
_DAY, _LATE = 24 * 60, 6 * 60
_NO_MONEY = frozenset({*COUNTS, *_MEASURED, _CLOCK, "percent", "points", "age"})
_OLDEST = 130
#: Characters before a number that are searched for what it numbers.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: of which kind (``percent``, ``dollar``, ``hk$``, ``minutes``, ``count``…), its value, how sure.

    ``bound`` is ``least``, ``most``, ``about`` or empty.
    """

    kind: str
    value: float
    bound: str = ""

    @property
    def is_money(self) -> bool:
        """Whether the kind is a currency."""
        return self.kind not in _NO_MONEY


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands around a number in a language: at the ``start`` of a figure and ``behind`` its number, and what says
    that a number is a name or an age, that it counts, or that it bounds; by the words for units what they measure, and
    how many of that one is."""

    start: re.Pattern[str]
    behind: re.Pattern[str]
    named: re.Pattern[str]
    before_age: re.Pattern[str]
    counted: re.Pattern[str]
    bound_behind: re.Pattern[str]
    measures: Mapping[str, tuple[str, float]]


def blot_figures(text: str, language: Language, blot: str = " ") -> str:
    """Return a text without the words and signs that make its figures, a ``blot`` in the place of each.

    >>> blot_figures("It cost about €2.5m, and 12 boats left at 2 p.m.", english)
    'It cost  , and   boats left at  '
    """
    for _, start, end in sorted(find_figures(text, language), key=itemgetter(1), reverse=True):
        text = f"{text[:start]}{blot}{text[end:]}"
    return text


def begins_with(text: str, start: str, language: Language) -> bool:
    """Return whether a text begins with another one, sign by sign but for how their figures are written.

    >>> from summarizer.lang.language import load_language
    >>> begins_with("Es sind 2,5 Mio. Euro, sagte sie.", "Es sind 2.500.000 Euro.", load_language("de"))
    True
    >>> begins_with("30 Tote und 12 Verletzte", "12 Tote und 30 Verletzte", load_language("de"))
    False
    """
    (words, figures), (first_words, first_figures) = _read_wording(text, language), _read_wording(start, language)
    return words.startswith(first_words) and figures[: len(first_figures)] == first_figures


@lru_cache(maxsize=10_000)
def _read_wording(text: str, language: Language) -> tuple[str, tuple[Figure, ...]]:
    """Return the letters of a text without its figures, and these in their order."""
    found = sorted(find_figures(text, language), key=itemgetter(1))
    return letters(blot_figures(text, language)), tuple(figure for figure, _, _ in found)


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def find_figures(text: str, language: Language) -> tuple[tuple[Figure, int, int], ...]:
    """Return the figures of a text from which the dates were taken out, each with where it begins and ends."""
    figures: list[tuple[Figure, int, int]] = []
    text = spell_plainly(text).replace("’", "'").replace("ʼ", "'")
    for key, read in (("numbers.clock", _read_clock), ("numbers.fraction", _read_fraction)):
        matches, text = take_out(language.pattern(key), text)
        for match in matches:
            figures.append((read(match, language), *match.span()))
    start, words, at = _load_patterns(language).start, load_number_words(language), 0
    while found := start.search(text, at):
        number = read_number(text, found.start("number"), words)
        if not number:
            at = found.end()
            continue
        is_beside = at > 0 and text[at : found.start()] == " "
        may_be_rate = is_beside and found["number"].lower() in language.words("numbers.articles")
        figure, at = _read_figure(found, number, language)
        # "$15 a month", and not "in three days a hundred died"
        if figure and not (may_be_rate and figure.kind in _TIMES):
            figures.append((figure, found.start(), at))
    return tuple(figures)


def _read_clock(found: re.Match[str], language: Language) -> Figure:
    """Return the minutes from midnight of "2:30 p.m.", "14:00", "half past two in the afternoon" or "noon"."""
    # The pattern may name a group twice or more: hour, hour2.
    part = {name.rstrip("0123456789"): told for name, told in found.groupdict().items() if told}
    named = language.numbers("numbers.hours").get(part.get("named", "").lower())
    if named is not None:
        return Figure(_CLOCK, named * 60)
    told = part["hour"].lower()
    hour = int(told) if told.isdecimal() else int(language.numbers("numbers.clock_hours")[told])
    half = part.get("half", "").lower()
    # Twelve stands for none in either half of the day.
    minutes = 60.0 * (hour % _HALF_DAY if half else hour) + int(part.get("minute", 0))
    minutes += language.numbers("numbers.clock_minutes").get(part.get("shift", "").lower(), 0)
    is_late = half in language.words("numbers.night") and minutes >= _LATE  # "eleven at night", and not "one at night"
    if is_late or half in language.words("numbers.second_half"):
        minutes += _HALF_DAY * 60
    return Figure(_CLOCK, minutes % _DAY)


def _read_fraction(found: re.Match[str], language: Language) -> Figure:
    """Return what part of a whole "two-thirds of the" or "one in five" is, in percent."""
    words = load_number_words(language)
    # The pattern may name a group twice or more, as that of a clock may.
    part = {name.rstrip("0123456789"): told.lower() for name, told in found.groupdict().items() if told}
    # An article is one, and no number by itself.
    number, whole_number = (read_number(part.get(name, ""), 0, words) for name in ("times", "whole"))
    times = number.value if number else 1.0
    whole = whole_number.value if whole_number else language.numbers("numbers.fractions")[part["part"]]
    bound = language.texts("numbers.bounds").get(part.get("bound", ""), "about")
    return Figure("percent", times * 100 / whole, bound)


def _read_figure(found: re.Match[str], number: Number, language: Language) -> tuple[Figure | None, int]:
    """Return what a number counts that stands behind the start of a figure, and where that ends; nothing if it is a
    name or a place in a row."""
    patterns, text, start = _load_patterns(language), found.string, found.start("number")
    before = text[max(0, start - _REACH) : start]
    behind = patterns.behind.match(text, number.end)
    if behind is None:
        return None, number.end
    part = {name: told.lower() for name, told in (found.groupdict("") | behind.groupdict("")).items()}
    if _counts_nothing(number, before, text[start : number.end], part, language):
        return None, number.end
    kind, factor, end = _read_kind(part, behind, language)
    if kind == "count" and _is_age(number, before, text, patterns):
        kind = "age"
    value = -number.value if language.pattern("numbers.minus").search(before) else number.value
    half = load_number_words(language).half.match(text, end)
    if half and not number.is_scaled:  # "deux ans et demi"
        value, end = value + 0.5, half.end()
    # A bound may stand behind, too: "two years at most".
    after = patterns.bound_behind.match(text, end)
    bound = language.texts("numbers.bounds_behind")[after["bound"].lower()] if after else ""
    return Figure(kind, value * factor, language.texts("numbers.bounds").get(part["bound"], bound)), end


def _counts_nothing(number: Number, before: str, word: str, part: Mapping[str, str], language: Language) -> bool:
    """Return whether a number is a name ("Flight 111"), a rank, or vague: "one of them", and not "one percent"."""
    patterns = _load_patterns(language)
    if part["ordinal"] or patterns.named.search(before):
        return True
    if number.is_scaled or word.lower() not in language.words("numbers.vague"):
        return False
    return not (part["percent"] or part["points"] or part["unit"] in patterns.measures)


def _is_age(number: Number, before: str, text: str, patterns: _Patterns) -> bool:
    """Return whether a number is an age: "turned 83", and not "turned 83 refugees away".

    An age differs with the day, not with the fact.
    """
    if number.value >= _OLDEST or not patterns.before_age.search(before):
        return False
    return text.startswith(",", number.end) or not patterns.counted.match(text, number.end)


def _read_kind(part: Mapping[str, str], behind: re.Match[str], language: Language) -> tuple[str, float, int]:
    """Return what a number counts, by what it is multiplied, and where the figure ends."""
    measures = _load_patterns(language).measures
    end = max(behind.start(), behind.end("percent"), behind.end("points"), behind.end("sign_behind"))
    sign = (part["sign"] or part["sign_behind"] or "").strip()
    unit = "unit2" if part["unit"] in language.words("numbers.between") else "unit"
    if part["percent"]:
        return "percent", 1.0, end
    if part["points"]:
        return "points", language.numbers("numbers.points")[part["points"].lstrip(" -")], end
    if part["code"]:
        return measures[part["code"]][0], 1.0, end
    if sign:  # "US$" is what "$" is, "A$" is another money
        country = _COUNTRIES.get(sign[:-1], sign[:-1])
        return country + sign[-1] if country else _SIGNS[sign[-1]], 1.0, end
    if part[unit] in measures:
        return *measures[part[unit]], behind.end(unit)
    return "rest" if part["unit"] in language.words("numbers.rest") else "count", 1.0, end


@cache
def _load_patterns(language: Language) -> _Patterns:
    """Return the patterns of a language for what stands around a number, compiled once."""
    any_of, number = language.alternatives, load_number_words(language).number
    measures = {word: (name, 1.0) for word, name in language.texts("numbers.currencies").items()}
    for kind in (*_MEASURED, "age"):
        measures |= {word: (kind, value) for word, value in language.numbers(f"numbers.{kind}").items()}
    return _Patterns(
        start=re.compile(
            r"(?:(?<!\w)|(?=[$€£¥]))"  # this group spares most places
            rf"(?:(?P<bound>{any_of('numbers.bounds')})\s{{1,3}})?"
            rf"(?:(?P<sign>(?<![A-Za-z.])[A-Z]{{1,2}}[$€£¥]|[$€£¥])\s?|(?P<code>{any_of('numbers.codes')})\s)?"
            rf"(?<![\w.])(?P<number>{number})",
            re.IGNORECASE,
        ),
        behind=re.compile(
            rf"(?P<ordinal>{any_of('numbers.ordinal_endings')})?(?P<percent>\s?%|[- ]{any_of('numbers.percent')}\b)?"
            rf"(?P<points>[- ]{any_of('numbers.points')}\b)?(?P<sign_behind>\s?[$€£¥₽₴](?!\s?\d))?"
            r"(?:[- ](?P<unit>[^\W\d_][\w'-]*))?(?:[- ](?P<unit2>[^\W\d_]+))?",
            re.IGNORECASE,
        ),
        # "MD-11" is a name too.
        named=re.compile(rf"(?:\b{any_of('numbers.numbered')}\s|[^\W\d_]-)$"),
        before_age=re.compile(rf"(?:[A-ZÀ-ÞЀ-ЯҐ][\w'-]+, |\b{any_of('numbers.before_age')}\s)$"),
        counted=re.compile(rf"\s+(?!{any_of('numbers.after_age')}\b)[^\W\d_]"),
        # "Deux ans au plus"; what a number follows bounds that: "deux morts et au moins trois blessés".
        bound_behind=re.compile(
            rf"\s?(?:[^\W\d_]+\s)?(?P<bound>{any_of('numbers.bounds_behind')})\b(?!\s{{1,3}}{number})", re.IGNORECASE
        ),
        measures=measures,
    )


def write_figure(figure: Figure) -> str:
    """Write a figure with its unit, as a reader knows it.

    >>> [write_figure(one) for one in (Figure("rest", 1400.0), Figure("euro", 15e9, "about"), Figure("hk$", 5e6))]
    ['1,400', 'about 15 billion euros', 'HK$5 million']
    """
    english = load_language("en")
    scales = [(size, f" {word}") for word, size in english.numbers("printing.scales").items() if figure.value >= size]
    size, word = max(scales, default=(1.0, ""))
    number = f"{round(figure.value / size, 2):,.10g}{word}"
    # "hk$" is written as it is read.
    sign = figure.kind.upper() if not figure.kind[-1].isalpha() else ""
    with_unit = english.texts("printing.units").get(figure.kind, f"{sign}{{}}").format(number)
    return english.texts("printing.bounds").get(figure.bound, "{}").format(with_unit)
