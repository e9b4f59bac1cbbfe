"""Figures in a sentence: of what kind, of what value, how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS: Mapping[str, float] = MappingProxyType(
    {word: float(value) for value, word in enumerate(_UNITS.split())}
    | {word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)}
    | {f"{ten}-{one}": 10.0 * t + u for t, ten in enumerate(_TENS.split(), 2) for u, one in enumerate(_UNITS.split()[1:10], 1)}
    | {"dozen": 12.0, "half": 0.5, "both": 2.0}
)  # fmt: skip
_SCALES: Mapping[str, float] = MappingProxyType({
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
})  # fmt: skip
CURRENCIES: Mapping[str, str] = MappingProxyType({
    "$": "dollar", "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "€": "euro", "euro": "euro", "euros": "euro",
    "eur": "euro", "£": "pound", "pound": "pound", "pounds": "pound", "¥": "yen", "yen": "yen", "rouble": "rouble",
    "roubles": "rouble", "ruble": "rouble", "rubles": "rouble", "hryvnia": "hryvnia", "francs": "franc", "crowns": "crown",
})  # fmt: skip
_DURATIONS: Mapping[str, tuple[str, float]] = MappingProxyType({
    "second": ("minutes", 1 / 60), "minute": ("minutes", 1), "hour": ("minutes", 60), "day": ("days", 1),
    "week": ("days", 7), "fortnight": ("days", 14), "month": ("months", 1), "year": ("months", 12), "decade": ("months", 120),
})  # fmt: skip
_WORD_NUMBER = rf"(?:{_TENS.replace(' ', '|')})(?:-(?:{'|'.join(_UNITS.split()[1:10])}))?|{_UNITS.replace(' ', '|')}|dozen|half|both"
_FIGURE = re.compile(
    rf"(?:\b(?P<bound>more than|over|at least|above|up to|less than|fewer than|under|nearly|almost|about|around|some|roughly|approximately|an? estimated)\s{{1,3}})?"
    rf"(?P<sign>[$€£¥])?\s?(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{_WORD_NUMBER}|an?(?= (?:hundred|thousand|million|billion|dozen|hour|minute|week|month|decade)\b))\b)"
    r"(?P<ordinal>st|nd|rd|th)?(?:[- ](?P<scale>hundred|thousand|million|mln|billion|bn|trillion|dozen|m)\b)?(?P<percent>\s?%|[- ]per ?cent(?:age points?)?\b)?"
    r"(?:[- ](?P<unit>[a-z][\w'-]*))?(?:[- ](?P<unit2>[a-z]+))?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<times>a|one|two|three|four)[- ])?(?P<part>half|third|quarter|fifth|tenth)s? (?:of|the)\b", re.IGNORECASE
)
# "Flight 111", "MD-11", "No. 10": a number that is a name, and counts nothing.
_NAMED = re.compile(
    r"(?:\b(?:Flight|Article|Resolution|Boeing|Airbus|Room|Highway|Route|Chapter|Section|Gate|Platform|Paragraph|Level|Phase"
    r"|Block|Unit|Channel|Act|Rule|Number|No\.?|Point|Group of|Psalm)\s|[A-Za-z]-)$"
)
# "Dahl, 82, said", "turns 83", "aged 45": an age differs with the day, not with the fact.
_AGED = re.compile(r"(?:[A-ZÀ-Þ][\w'-]+, |\b(?:turn(?:s|ed)?|aged|age(?: of)?|who is|who was)\s)$")


# To ask for the words is faster than to look for the patterns, and most sentences have no figure.
_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_NUMBERS = frozenset(_NUMBER_WORDS)
_OF_ONE = frozenset("hundred thousand million billion dozen hour minute week month decade".split())
_PARTS = frozenset("half halfs third thirds quarter quarters fifth fifths tenth tenths".split())


#: The kinds that only number things: all of them, or the rest ("three other towns").
COUNTS = frozenset({"count", "rest"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: of which kind (``percent``, ``dollar``, ``minutes``, ``count``, ``age``…), its value, how sure."""

    kind: str
    value: float
    bound: str = ""


def read_figures(text: str) -> Iterator[Figure]:
    """Read the figures of a text from which the dates were taken out."""
    words = frozenset(_WORD.findall(text.lower()))
    divided = not words.isdisjoint(_PARTS)
    for found in _FRACTION.finditer(text) if divided else ():
        parts = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
        times = {"two": 2, "three": 3, "four": 4}.get((found["times"] or "").lower(), 1)
        yield Figure("percent", times * parts[found["part"].lower()], "about")
    if words.isdisjoint(_NUMBERS) and words.isdisjoint(_OF_ONE) and not _DIGIT.search(text):
        return
    text = (_FRACTION.sub("#", text) if divided else text).replace("’", "'")
    for found in _FIGURE.finditer(text):
        number, before = found["number"].lower(), text[max(0, found.start("number") - 40) : found.start("number")]
        if found["ordinal"] or _NAMED.search(before):
            continue
        value = _value(number)
        unit, unit2 = (found["unit"] or "").lower(), (found["unit2"] or "").lower()
        if number in ("one", "both", "half", "a", "an") and not (found["scale"] or _is_unit(unit)):
            continue
        value *= 12 if (found["scale"] or "").lower() == "dozen" else _SCALES.get((found["scale"] or "").lower(), 1)
        kind, value = _kind(found, unit, unit2, value)
        closed = number.endswith(",") or _ends_clause(text[found.end("number") :])
        if unit.endswith("-old") and unit.removesuffix("-old").rstrip("s") in _DURATIONS:
            months, factor = _DURATIONS[unit.removesuffix("-old").rstrip("s")]
            kind, value = "age", value * factor / {"months": 12, "days": 365}.get(months, 525_600)
        if kind == "count" and value < 130 and _AGED.search(before) and closed:
            kind = "age"
        yield Figure(kind, value, _bound((found["bound"] or "").lower()))


def _ends_clause(behind: str) -> bool:
    """Tell whether nothing is counted: "turned 83 on Monday", but "turned 83 refugees away"."""
    return not re.match(r"\s+(?!next\b|on\b|in\b|last\b|this\b|and\b|at\b|when\b|who\b)[a-z]", behind)


def _value(number: str) -> float:
    if not number[0].isdigit():
        return _NUMBER_WORDS.get(number, 1.0)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return float(number.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*\.000", number):  # as German writes thousands
        return float(number.replace(".", ""))
    return float(re.sub(r"[^\d.].*", "", number) or 0)


def _is_unit(unit: str) -> bool:
    return unit.rstrip("s") in _DURATIONS or unit in CURRENCIES


def _kind(found: re.Match[str], unit: str, unit2: str, value: float) -> tuple[str, float]:
    if found["percent"]:
        return "percent", value
    currency = found["sign"] or (unit if unit in CURRENCIES else "")
    if currency:
        return CURRENCIES[currency], value
    for word in (unit, unit2 if unit in ("full", "more", "long", "whole") else ""):
        if word.rstrip("s") in _DURATIONS:
            kind, factor = _DURATIONS[word.rstrip("s")]
            return kind, value * factor
    # "Arle and three other towns" are four towns: the rest is a count of its own kind.
    return "rest" if unit in ("other", "others", "more", "additional", "further") else "count", value


def _bound(words: str) -> str:
    if words in ("more than", "over", "at least", "above"):
        return "least"
    if words in ("less than", "fewer than", "under", "up to"):
        return "most"
    return "about" if words else ""
