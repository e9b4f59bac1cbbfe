"""Figures in a sentence: of what kind, of what value, how sure.

Digits, the signs of currencies and “%” are read in every language. Words for numbers, units and bounds come from the
language's ``numbers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import prod
from operator import itemgetter

from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import letters, spell_plainly, take_out

#: The kinds that only number things: all of them, or the rest ("three other towns").
COUNTS = frozenset({"count", "rest"})
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "rouble", "₴": "hryvnia"}
#: How else countries are written before a sign; the first one's money needs none.
_COUNTRIES = {"us": "", "au": "a", "ca": "c"}
#: The kinds of what is measured, each with a table of its units; and that of a time of the day, in minutes.
_MEASURED = ("minutes", "days", "months", "kilometres", "miles", "hectares", "tonnes")  # names, not language
_CLOCK, _HALF_DAY = "clock", 12
#: The minutes of a day, and those from which on a night's hours are of the evening.
_DAY, _LATE = 24 * 60, 6 * 60
_NO_MONEY = frozenset({*COUNTS, *_MEASURED, _CLOCK, "percent", "points", "age"})
_OLDEST = 130
_HUNDRED, _THOUSAND, _MILLION = 100.0, 1e3, 1e6
#: The groups of the figures' pattern that are a figure whatever it counts.
_OF_FIGURE = ("number", "half", "scale", "half2", "percent", "points")  # names, not language
#: Characters before a number that are searched for what it numbers.
_REACH = 40

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_STOPS = re.compile(r"\d{1,3}(?:\.\d{3})*\.000")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_PARTED = re.compile(r"(?<=\d)[. \u00a0\u202f'](?=\d{3}(?!\d))")
_NO_JOINT = r"(?!)"
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


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
class NumberWords:
    """What a language says of numbers, compiled; ``values`` are those of the words that are numbers by themselves.

    Where ``decimal`` is a comma, "1.200" and "1 200" are twelve hundred.
    """

    values: Mapping[str, float]
    joint: re.Pattern[str]
    decimal: str
    grouped_by_commas: bool
    figure: re.Pattern[str]
    named: re.Pattern[str]
    before_age: re.Pattern[str]
    counted: re.Pattern[str]
    bound_behind: re.Pattern[str]
    number_behind: re.Pattern[str]
    hundreds: re.Pattern[str]
    hundreds_joint: re.Pattern[str]
    half: re.Pattern[str]
    measures: Mapping[str, tuple[str, float]]
    scales: Mapping[str, float]

    def read_scale(self, found: re.Match[str]) -> float:
        """Return by what a match of the figures' pattern multiplies its number: "two hundred thousand"."""
        scale = (found["scale"] or "").lower().strip(" -.")
        return self.scales.get(scale) or prod(self.scales.get(word, 1.0) for word in re.split("[- ]", scale))


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


def find_figures(text: str, language: Language) -> Iterator[tuple[Figure, int, int]]:
    """Find the figures of a text from which the dates were taken out, each with where it begins and ends."""
    vocabulary = load_number_words(language)
    text, scale = spell_plainly(text).replace("’", "'").replace("ʼ", "'"), 1.0
    for key, read in (("numbers.clock", _read_clock), ("numbers.fraction", _read_fraction)):
        matches, text = take_out(language.pattern(key), text)
        for match in matches:
            yield read(match, language), match.start(), match.end()
    larger: list[tuple[Figure, int, int]] = []  # "1 мільярд" of "1 мільярд 200 мільйонів", where the next may go on
    at = 0
    while (found := vocabulary.figure.search(text, at)) is not None:
        figure, factor, end = _read_figure(found, vocabulary, language)
        # The two words behind a number are looked at too, and may be the next one: "tres mil quinientos".
        at = end if vocabulary.number_behind.match(text, end) else found.end()
        if not figure:
            continue
        start, own_scale = found.start(), vocabulary.read_scale(found)
        is_in_words = not found["number"][0].isdigit()
        if larger and _goes_on(text[larger[0][2] : start], figure.value / factor, is_in_words, vocabulary):
            whole, whole_start, _ = larger[0]
            # "Dos mil quinientos millones"
            is_counted = scale == _THOUSAND and own_scale >= _MILLION and is_in_words
            if is_counted or figure.value / factor < scale:
                value = whole.value * factor * (own_scale if is_counted else 1) + figure.value
                figure, start = replace(figure, value=value, bound=whole.bound), whole_start
                larger.clear()
        yield from larger
        scale = own_scale
        if scale == 1 and is_in_words:
            scale = max(1.0, figure.value // _THOUSAND * _THOUSAND)  # "mille deux cents"
        larger = [(figure, start, end)] if scale > 1 and figure.kind == "count" else []
        if not larger:
            yield figure, start, end
    yield from larger


def _goes_on(between: str, value: float, is_in_words: bool, vocabulary: NumberWords) -> bool:
    """Return whether a number may go on a larger one, by what stands between them: "two thousand and six"."""
    if not between.strip():
        return True
    return is_in_words and value < _HUNDRED and bool(vocabulary.hundreds_joint.fullmatch(between))


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
    vocabulary = load_number_words(language)
    # The pattern may name a group twice or more, as that of a clock may.
    part = {name.rstrip("0123456789"): told.lower() for name, told in found.groupdict().items() if told}
    times = _read_number(part["times"], vocabulary) if "times" in part else 1.0
    if "whole" in part:
        whole = _read_number(part["whole"], vocabulary)
    else:
        whole = language.numbers("numbers.fractions")[part["part"]]
    bound = language.texts("numbers.bounds").get(part.get("bound", ""), "about")
    return Figure("percent", times * 100 / whole, bound)


def _read_figure(found: re.Match[str], vocabulary: NumberWords, language: Language) -> tuple[Figure | None, float, int]:
    """Return what a match of the figures' pattern says, how many of what is counted its unit is, and where that ends;
    no figure if it counts nothing."""
    part = {name: text.lower() for name, text in found.groupdict("").items()}
    before = _look_before(found)
    number, unit = part["number"], part["unit"]
    end = max(map(found.end, _OF_FIGURE))
    is_measured = part["scale"] or part["percent"] or part["points"] or unit in vocabulary.measures
    is_vague = number in language.words("numbers.vague") and not is_measured
    if part["ordinal"] or is_vague or vocabulary.named.search(before):
        return None, 1.0, end
    half_behind = unit in vocabulary.measures and vocabulary.half.match(found.string, found.end("unit"))
    value = _read_number(number, vocabulary) + 0.5 * bool(part["half"] or part["half2"] or half_behind)
    value *= vocabulary.read_scale(found)
    # "4.1 billion" and "4,100 million" are one value, whatever the last bit of their products is.
    value = float(f"{value:.12g}")
    if language.pattern("numbers.minus").search(before):
        value = -value
    kind, factor, end = _read_kind(found, part, value, end, vocabulary, language)
    if half_behind:
        end = half_behind.end()
    return Figure(kind, value * factor, _find_bound(found, end, vocabulary, language)), factor, end


def _find_bound(found: re.Match[str], end: int, vocabulary: NumberWords, language: Language) -> str:
    """Return which bound a match of the figures' pattern has before it, or behind where it ends; empty for none."""
    before = language.texts("numbers.bounds").get((found["bound"] or "").lower(), "")
    behind = vocabulary.bound_behind.match(found.string, end)
    if before or not behind:
        return before
    return language.texts("numbers.bounds_behind")[behind["bound"].lower()]


def _look_before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start("number") - _REACH) : found.start("number")]


def _read_kind(
    found: re.Match[str],
    part: Mapping[str, str],
    value: float,
    end: int,
    vocabulary: NumberWords,
    language: Language,
) -> tuple[str, float, int]:
    """Return what a number counts, by what it is multiplied, and where the figure ends."""
    if part["percent"]:
        return "percent", 1.0, end
    if part["points"]:
        return "points", language.numbers("numbers.points")[part["points"].lstrip(" -")], end
    unit = part["unit"]
    measure, end_of_measure = unit, found.end("unit")
    if unit in language.words("numbers.between"):
        measure, end_of_measure = part["unit2"], found.end("unit2")
    if part["behind"] or part["sign"] or part["code"]:
        return _read_currency(part, vocabulary), 1.0, max(end, found.end("behind"))
    if measure in vocabulary.measures:
        return *vocabulary.measures[measure], end_of_measure
    if unit in language.words("numbers.rest"):
        return "rest", 1.0, end
    # "turned 83", and not "turned 83 refugees away": an age differs with the day, not with the fact.
    is_age = value < _OLDEST and vocabulary.before_age.search(_look_before(found))
    behind = found.string[found.end("number") - 1 :][:2]
    if is_age and ("," in behind or not vocabulary.counted.match(found.string, found.end("number"))):
        return "age", 1.0, end
    return "count", 1.0, end


def _read_currency(part: Mapping[str, str], vocabulary: NumberWords) -> str:
    """Return the kind of money that a sign or a code beside a number names."""
    if part["code"]:
        return vocabulary.measures[part["code"]][0]
    # "US$" is what "$" is, "A$" is another money.
    sign = (part["sign"] or part["behind"]).strip()
    country = _COUNTRIES.get(sign[:-1], sign[:-1])
    return country + sign[-1] if country else _SIGNS[sign[-1]]


def _read_number(number: str, vocabulary: NumberWords) -> float:
    """Return the value of a number in digits or words: "11,000", "10.000", "2.5", "2,5", "twenty-one"."""
    if not number[0].isdigit():
        known = vocabulary.values
        if parts := vocabulary.hundreds.fullmatch(number):
            hundreds, times, rest = parts.groups()
            head = known[hundreds] if hundreds else _read_number(times, vocabulary) * _HUNDRED
            return head + _read_number(rest, vocabulary)
        return known[number] if number in known else sum(known.get(part, 0) for part in vocabulary.joint.split(number))
    if vocabulary.grouped_by_commas and number[0] != "0" and _GROUPED.fullmatch(number):
        return float(number.replace(",", ""))
    if vocabulary.decimal == ",":
        number = _PARTED.sub("", number).replace(",", ".")
    elif _GROUPED.fullmatch(number):
        return float(number.replace(",", ""))
    elif _GROUPED_BY_STOPS.fullmatch(number):
        return float(number.replace(".", ""))
    elif _DECIMAL_COMMA.fullmatch(number):
        return float(number.replace(",", "."))
    plain = _PLAIN.match(number)
    return float(plain.group()) if plain else 0.0


@cache
def load_number_words(language: Language) -> NumberWords:
    """Return what a language says of numbers, compiled once."""
    values: dict[str, float] = {}
    for table in ("units", "tens", "words", "articles"):
        values |= language.numbers(f"numbers.{table}")
    measures = {word: (name, 1.0) for word, name in language.texts("numbers.currencies").items()}
    for kind in (*_MEASURED, "age"):
        measures |= {word: (kind, value) for word, value in language.numbers(f"numbers.{kind}").items()}
    any_of = language.alternatives
    joint, half = language.text("numbers.joint"), rf"(?<!\b(?:19|20)\d\d)[- ]{any_of('numbers.halves')}\b"
    compound = rf"{any_of('numbers.tens')}(?:(?:{joint}){any_of('numbers.units')})?"
    article = rf"{any_of('numbers.articles')}(?= {any_of('numbers.counted_by_article')}\b)"
    numbers = rf"{compound}|{any_of('numbers.words')}|{any_of('numbers.units')}"
    hundreds_joint = language.text("numbers.hundreds_joint") or " "
    hundreds = _write_hundreds(compound, article, hundreds_joint, language)
    words = rf"{hundreds}|{numbers}|{article}"
    percent = rf"[- ]{any_of('numbers.percent')}\b"
    bound_behind = rf"(?P<bound>{any_of('numbers.bounds_behind')})\b"
    return NumberWords(
        values=values,
        joint=re.compile(joint or _NO_JOINT),
        decimal=language.text("language.decimal"),
        grouped_by_commas=bool(language.text("numbers.grouped_by_commas")),
        figure=re.compile(_write_figure_pattern(words, half, language), re.IGNORECASE),
        # "MD-11" is a name too.
        named=re.compile(rf"(?:\b{any_of('numbers.numbered')}\s|[^\W\d_]-)$"),
        before_age=re.compile(rf"(?:[A-ZÀ-ÞЀ-ЯҐ][\w'-]+, |\b{any_of('numbers.before_age')}\s)$"),
        counted=re.compile(rf"\s+(?!{any_of('numbers.after_age')}\b)[^\W\d_]"),
        # "Deux ans au plus"; what a number follows bounds that: "deux morts et au moins trois blessés".
        bound_behind=re.compile(rf"\s?(?:[^\W\d_]+\s)?{bound_behind}(?!\s{{1,3}}(?:\d|{words}))", re.IGNORECASE),
        number_behind=re.compile(
            rf"(?: |{hundreds_joint})(?:{numbers})(?:\b|{_write_glued(language)})(?!{percent})", re.IGNORECASE
        ),
        hundreds=re.compile(hundreds, re.IGNORECASE),
        hundreds_joint=re.compile(hundreds_joint, re.IGNORECASE),
        half=re.compile(half, re.IGNORECASE),
        measures=measures,
        scales={**language.numbers("numbers.scales"), **language.numbers("numbers.short_scales")},
    )


def _write_hundreds(compound: str, article: str, joint: str, language: Language) -> str:
    """Return the pattern of hundreds with a smaller number behind: the hundreds, or how many, and the smaller one."""
    values = language.numbers("numbers.words")
    full = [re.escape(word) for word, value in values.items() if _HUNDRED <= value < _THOUSAND]
    small = sorted((re.escape(word) for word, value in values.items() if 1 <= value < _HUNDRED), key=len, reverse=True)
    scales = [re.escape(word) for word, value in language.numbers("numbers.scales").items() if value == _HUNDRED]
    few = "|".join([compound, *small, language.alternatives("numbers.units")])
    times = rf"({few}|{article})[- ]?(?:{'|'.join(scales) or _NO_JOINT})"
    return rf"(?:({'|'.join(full) or _NO_JOINT})|{times})(?:{joint})({few})"


def _write_glued(language: Language) -> str:
    """Return the pattern of what stands right behind a number in words that is one with its scale: "dreitausend"."""
    return rf"(?=(?:{language.alternatives('numbers.glued')})\b)"


def _write_figure_pattern(words: str, half: str, language: Language) -> str:
    """Return the pattern of a figure: the bound, the number in digits or ``words``, the scale and two words behind."""
    any_of, decimal = language.alternatives, language.text("language.decimal")
    scales = any_of("numbers.scales")
    scale = rf"(?:[- ]?{scales}(?:[- ]{scales})?|(?<=\d){any_of('numbers.short_scales')})\b\.?"
    digits = r"\d[\d,]*(?:\.\d+)?"
    if decimal == ",":
        digits = r"(?:\d{1,3}(?:,\d{3}){2,}(?!\d)|\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?!\d)|\d+(?:\.\d+)*)(?:,\d+)?"
    sign = r"[A-Z]{1,2}[$€£¥]"
    # "Un tres por ciento" counts by its second word.
    by_second = rf"|(?:{words})[- ]{any_of('numbers.percent')}\b" if decimal == "," else ""
    behind = rf"(?!{sign}{by_second})"
    return (
        r"(?:(?<!\w)|(?=[$€£¥]))"  # this group spares most places
        rf"(?:(?P<bound>{any_of('numbers.bounds')})\s{{1,3}})?"
        rf"(?:(?P<sign>(?<![A-Za-z.]){sign}|[$€£¥])\s?|(?P<code>{any_of('numbers.codes')})\s)?"
        rf"(?<![\w.])(?P<number>{digits}|\b(?:{words})(?:\b|{_write_glued(language)}))"
        rf"(?P<half>{half})?(?P<ordinal>{any_of('numbers.ordinal_endings')})?"
        rf"(?P<scale>{scale})?(?P<half2>{half})?(?P<percent>\s?%|[- ]{any_of('numbers.percent')}\b)?"
        rf"(?P<points>[- ]{any_of('numbers.points')}\b)?(?P<behind>\s?[$€£¥₽₴](?!\s?\d))?"
        rf"(?:[- ]{behind}(?P<unit>[^\W\d_][\w'-]*))?(?:[- ]{behind}(?P<unit2>[^\W\d_]+))?"
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
