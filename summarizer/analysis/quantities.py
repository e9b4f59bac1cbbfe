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
    fraction: re.Pattern[str]
    named: re.Pattern[str]
    before_age: re.Pattern[str]
    counted: re.Pattern[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    bounds: Mapping[str, str]
    fractions: Mapping[str, float]
    measures: Mapping[str, tuple[str, float]]
    vague: frozenset[str]
    between: frozenset[str]
    rest: frozenset[str]


def read_figures(text: str, language: Language) -> Iterator[Figure]:
    """Read the figures of a text from which the dates were taken out."""
    vocabulary = _load_vocabulary(language)
    fractions = list(vocabulary.fraction.finditer(text))
    for found in fractions:
        times = vocabulary.numbers.get(found.groupdict("")["times"].lower(), 1.0)
        yield Figure("percent", times * 100 / vocabulary.fractions[found["part"].lower()], "about")
    if fractions:
        text = vocabulary.fraction.sub("#", text)
    text = text.replace("’", "'")
    for found in vocabulary.figure.finditer(text):
        figure = _read_figure(found, vocabulary)
        if figure:
            yield figure


def _read_figure(found: re.Match[str], vocabulary: _Vocabulary) -> Figure | None:
    """Return what a match of the figures' pattern says; nothing if it counts nothing."""
    part = {name: text.lower() for name, text in found.groupdict("").items()}
    before = found.string[max(0, found.start("number") - _REACH) : found.start("number")]
    if part["ordinal"] or vocabulary.named.search(before):
        return None
    is_measured = part["scale"] or part["unit"] in vocabulary.measures
    if part["number"] in vocabulary.vague and not is_measured:
        return None
    value = read_number(part["number"], vocabulary.numbers) * vocabulary.scales.get(part["scale"], 1.0)
    kind, factor = _find_kind(part, vocabulary)
    if kind == "count" and value < _OLDEST and _is_age(found, before, vocabulary):
        kind = "age"
    return Figure(kind, value * factor, vocabulary.bounds.get(part["bound"], ""))


def _find_kind(part: Mapping[str, str], vocabulary: _Vocabulary) -> tuple[str, float]:
    """Return the kind of a figure by its parts, and how much of it one of its unit is."""
    if part["percent"]:
        return "percent", 1.0
    if part["sign"]:
        return _SIGNS[part["sign"]], 1.0
    unit = part["unit"]
    measure = part["unit2"] if unit in vocabulary.between else unit
    kind = "rest" if unit in vocabulary.rest else "count"
    return vocabulary.measures.get(measure, (kind, 1.0))


def _is_age(found: re.Match[str], before: str, vocabulary: _Vocabulary) -> bool:
    """Return whether a number is an age ("Dahl, 82, said", "turned 83"): it differs with the day, not with the fact."""
    if not vocabulary.before_age.search(before):
        return False
    return found["number"].endswith(",") or not vocabulary.counted.match(found.string, found.end("number"))


def read_number(number: str, words: Mapping[str, float]) -> float:
    """Return the value of a number in digits or words of a table: "11,000", "10.000", "2.5", "2,5", "twenty-one"."""
    if not number[0].isdigit():
        return sum(words[part] for part in number.split("-"))
    if _GROUPED.fullmatch(number):
        return float(number.replace(",", ""))
    if _GROUPED_BY_STOPS.fullmatch(number):
        return float(number.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(number):
        return float(number.replace(",", "."))
    plain = _PLAIN.match(number)
    if plain is None:
        return 0.0
    return float(plain.group())


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
    return _Vocabulary(
        figure=_compile_figure(language),
        fraction=language.pattern("numbers.fraction"),
        # "MD-11" is a name too.
        named=re.compile(rf"(?:\b{any_of('numbers.numbered')}\s|[A-Za-z]-)$"),
        # "Dahl, 82, said", "turns 83"
        before_age=re.compile(rf"(?:[A-ZÀ-Þ][\w'-]+, |\b{any_of('numbers.before_age')}\s)$"),
        counted=re.compile(rf"\s+(?!{any_of('numbers.after_age')}\b)[a-z]"),
        numbers=number_words(language),
        scales=language.numbers("numbers.scales"),
        bounds=language.texts("numbers.bounds"),
        fractions=language.numbers("numbers.fractions"),
        measures=measures,
        vague=language.words("numbers.vague"),
        between=language.words("numbers.between"),
        rest=language.words("numbers.rest"),
    )


def _compile_figure(language: Language) -> re.Pattern[str]:
    """Return the pattern of a figure: its bound, the number in digits or words, the scale and two words behind."""
    any_of = language.alternatives
    compound = rf"{any_of('numbers.tens')}(?:-{any_of('numbers.units')})?"
    article = rf"{any_of('numbers.articles')}(?= {any_of('numbers.counted_by_article')}\b)"
    words = rf"{compound}|{any_of('numbers.words')}|{any_of('numbers.units')}|{article}"
    return re.compile(
        rf"(?:\b(?P<bound>{any_of('numbers.bounds')})\s{{1,3}})?"
        rf"(?P<sign>[$€£¥])?\s?(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{words})\b)"
        rf"(?P<ordinal>{any_of('numbers.ordinal_endings')})?"
        rf"(?:[- ](?P<scale>{any_of('numbers.scales')})\b)?(?P<percent>\s?%|[- ]{any_of('numbers.percent')}\b)?"
        r"(?:[- ](?P<unit>[a-z][\w'-]*))?(?:[- ](?P<unit2>[a-z]+))?",
        re.IGNORECASE,
    )
