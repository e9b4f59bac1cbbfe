"""Figures in a sentence: of what kind, of what value, how sure.

Digits, the signs of currencies and “%” are read in every language. Words for numbers, units and bounds come from the
language's ``numbers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.lang.language import Language

#: The kinds that only number things: all of them, or the rest ("three other towns").
COUNTS = frozenset({"count", "rest"})
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_TIMES = ("minutes", "days", "months")
_NO_MONEY = frozenset({*COUNTS, *_TIMES, "percent", "age"})
_OLDEST = 130
#: Characters before a number that are searched for what it numbers.
_REACH = 40

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_STOPS = re.compile(r"\d{1,3}(?:\.\d{3})*\.000")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: of which kind (``percent``, ``dollar``, ``minutes``, ``count``, ``age``…), its value, how sure.

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
class _Vocabulary:
    """What a language says of numbers, compiled."""

    figure: re.Pattern[str]
    named: re.Pattern[str]
    before_age: re.Pattern[str]
    counted: re.Pattern[str]
    measures: Mapping[str, tuple[str, float]]


def read_figures(text: str, language: Language) -> Iterator[Figure]:
    """Read the figures of a text from which the dates were taken out."""
    fraction = language.pattern("numbers.fraction")
    fractions = list(fraction.finditer(text))
    for found in fractions:
        times = number_words(language).get((found["times"] or "").lower(), 1.0)
        whole = language.numbers("numbers.fractions")[found["part"].lower()]
        yield Figure("percent", times * 100 / whole, "about")
    if fractions:
        text = fraction.sub("#", text)
    vocabulary = _load_vocabulary(language)
    for found in vocabulary.figure.finditer(text.replace("’", "'")):
        figure = _read_figure(found, vocabulary, language)
        if figure:
            yield figure


def _read_figure(found: re.Match[str], vocabulary: _Vocabulary, language: Language) -> Figure | None:
    """Return what a match of the figures' pattern says; nothing if it counts nothing."""
    part = {name: text.lower() for name, text in found.groupdict("").items()}
    before = found.string[max(0, found.start("number") - _REACH) : found.start("number")]
    if part["ordinal"] or vocabulary.named.search(before):
        return None
    number, unit = part["number"], part["unit"]
    is_measured = part["scale"] or unit in vocabulary.measures
    if number in language.words("numbers.vague") and not is_measured:
        return None
    value = _read_number(number, language) * language.numbers("numbers.scales").get(part["scale"], 1.0)
    bound = language.texts("numbers.bounds").get(part["bound"], "")
    if part["percent"]:
        return Figure("percent", value, bound)
    if part["sign"]:
        return Figure(_SIGNS[part["sign"]], value, bound)
    measure = part["unit2"] if unit in language.words("numbers.between") else unit
    if measure in vocabulary.measures:
        kind, factor = vocabulary.measures[measure]
        return Figure(kind, value * factor, bound)
    if unit in language.words("numbers.rest"):
        return Figure("rest", value, bound)
    # "turned 83", and not "turned 83 refugees away": an age differs with the day, not with the fact.
    is_age = value < _OLDEST and vocabulary.before_age.search(before)
    if is_age and (number.endswith(",") or not vocabulary.counted.match(found.string, found.end("number"))):
        return Figure("age", value, bound)
    return Figure("count", value, bound)


def _read_number(number: str, language: Language) -> float:
    """Return the value of a number in digits or words: "11,000", "10.000", "2.5", "2,5", "twenty-one"."""
    if not number[0].isdigit():
        words = number_words(language)
        return sum(words[part] for part in number.split("-"))
    if _GROUPED.fullmatch(number):
        return float(number.replace(",", ""))
    if _GROUPED_BY_STOPS.fullmatch(number):
        return float(number.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(number):
        return float(number.replace(",", "."))
    plain = _PLAIN.match(number)
    return float(plain.group()) if plain else 0.0


@cache
def number_words(language: Language) -> Mapping[str, float]:
    """Return the words of a language that are numbers by themselves, with their values."""
    words: dict[str, float] = {}
    for table in ("units", "tens", "words", "articles"):
        words |= language.numbers(f"numbers.{table}")
    return words


@cache
def _load_vocabulary(language: Language) -> _Vocabulary:
    """Return what a language says of numbers, compiled once."""
    measures = {word: (name, 1.0) for word, name in language.texts("numbers.currencies").items()}
    for kind in (*_TIMES, "age"):
        measures |= {word: (kind, value) for word, value in language.numbers(f"numbers.{kind}").items()}
    any_of = language.alternatives
    compound = rf"{any_of('numbers.tens')}(?:-{any_of('numbers.units')})?"
    article = rf"{any_of('numbers.articles')}(?= {any_of('numbers.counted_by_article')}\b)"
    words = rf"{compound}|{any_of('numbers.words')}|{any_of('numbers.units')}|{article}"
    # The bound, the number in digits or words, the scale and two words behind. The first group spares most places.
    figure = (
        r"(?:(?<!\w)|(?=[$€£¥]))"
        rf"(?:(?P<bound>{any_of('numbers.bounds')})\s{{1,3}})?"
        rf"(?P<sign>[$€£¥])?\s?(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{words})\b)"
        rf"(?P<ordinal>{any_of('numbers.ordinal_endings')})?"
        rf"(?:[- ](?P<scale>{any_of('numbers.scales')})\b)?(?P<percent>\s?%|[- ]{any_of('numbers.percent')}\b)?"
        r"(?:[- ](?P<unit>[a-z][\w'-]*))?(?:[- ](?P<unit2>[a-z]+))?"
    )
    return _Vocabulary(
        figure=re.compile(figure, re.IGNORECASE),
        # "MD-11" is a name too.
        named=re.compile(rf"(?:\b{any_of('numbers.numbered')}\s|[A-Za-z]-)$"),
        before_age=re.compile(rf"(?:[A-ZÀ-Þ][\w'-]+, |\b{any_of('numbers.before_age')}\s)$"),
        counted=re.compile(rf"\s+(?!{any_of('numbers.after_age')}\b)[a-z]"),
        measures=measures,
    )
