"""Numbers in digits and in words: "11,000", "2,5 Mio.", "two hundred and fifty-six thousand", "zweihundertfünfzig"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.lang.language import Language

_NO_JOINT = r"(?!)"
_HUNDRED, _THOUSAND = 100.0, 1e3
#: No number of the news is larger.
_LARGEST = 1e18

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_STOPS = re.compile(r"\d{1,3}(?:\.\d{3})*\.000")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_PARTED = re.compile(r"(?<=\d)[. \u00a0\u202f'](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: what it is worth, where it ends, and whether a word like "million" multiplies it."""

    value: float
    end: int
    is_scaled: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a language says of numbers: by a word what it is worth, and which words multiply what stands before them.

    ``number`` is the pattern of what a number begins with, as a text. The others match at a place: a ``unit`` behind
    tens, what goes on ``further`` behind more, a scale, each with what joins it to those before and with the word or
    the digits as its last group; and "and a half". Where numbers are ``glued`` they are written as one word.
    """

    values: Mapping[str, float]
    tens: frozenset[str]
    scales: Mapping[str, float]
    number: str
    first: re.Pattern[str]
    unit: re.Pattern[str]
    further: re.Pattern[str]
    further_digits: re.Pattern[str]
    scale: re.Pattern[str]
    half: re.Pattern[str]
    glued: bool
    decimal: str
    grouped_by_commas: bool

    def evaluate(self, number: str) -> float:
        """Return the value of digits, or of one word for a number."""
        return self.read_digits(number) if number[0].isdigit() else self.values[number]

    def read_digits(self, digits: str) -> float:
        """Return the value of a number in digits: "11,000", "10.000", "2.5", "2,5".

        Where ``decimal`` is a comma, "1.200" and "1 200" are twelve hundred.
        """
        is_grouped = bool(_GROUPED.fullmatch(digits))
        if is_grouped and (self.decimal != "," or (self.grouped_by_commas and digits[0] != "0")):
            return float(digits.replace(",", ""))
        if self.decimal == ",":
            plain = _PARTED.sub("", digits).replace(",", ".")
        elif _GROUPED_BY_STOPS.fullmatch(digits):
            plain = digits.replace(".", "")
        else:
            plain = digits.replace(",", "." if _DECIMAL_COMMA.fullmatch(digits) else " ")
        whole, _, rest = plain.partition(" ")[0].partition(".")
        return float(f"{whole}.{rest.partition('.')[0] or 0}")


def read_number(text: str, at: int, words: NumberWords) -> Number | None:
    """Return the number that begins at a place of a text, as far as it goes; none if there is none.

    >>> from summarizer.lang.language import load_language
    >>> english, german = (load_number_words(load_language(code)) for code in ("en", "de"))
    >>> read_number("two million three hundred and six boats", 0, english)
    Number(value=2000306.0, end=33, is_scaled=True)
    >>> read_number("zweihundertfünfzigtausend", 0, german).value, read_number("twenty twelve", 0, english).value
    (250000.0, 20.0)
    """
    found = words.first.match(text, at)
    if not found:
        return None
    # What is added up, each of them smaller than those before: two million, three hundred, six.
    last, end, is_scaled, is_in_digits = found[0].lower(), found.end(), False, text[at].isdigit()
    terms = [words.evaluate(last)]
    best: Number | None = None
    while True:
        if not (words.glued and text[end - 1].isalpha() and text[end : end + 1].isalpha()):
            # "4.1 billion" and "4,100 million" are one value, whatever the last bit of their products is.
            best = Number(float(f"{sum(terms):.12g}"), end, is_scaled)
        if half := words.half.match(text, end):
            terms[-1] += words.scales.get(last, 1.0) / 2
            last, end = "", half.end()
        elif (scale := words.scale.match(text, end)) and _multiply(terms, _read_word(scale), words):
            last, end, is_scaled = _read_word(scale), scale.end(), True
        elif further := _find_further(text, end, terms[-1], last, is_in_digits, words):
            last, end = _read_word(further), further.end()
            terms.append(words.evaluate(last))
        else:
            return best


def _read_word(found: re.Match[str]) -> str:
    """Return the word or the digits of a match, without what joins them to those before."""
    return found[found.lastindex or 0].lower()


def _multiply(terms: list[float], word: str, words: NumberWords) -> bool:
    """Multiply what is smaller than a scale by it: of 2,000 and 500 "millones" makes 2,500 million.

    Return whether it does so: in "mille cent" a hundred is a number of its own, and no term is as large as one before.
    """
    scale = words.scales[word]
    smaller = [term for term in terms if term < scale]
    if not smaller and word in words.values:
        return False
    if not smaller:
        smaller = [terms[-1]]
    larger, product = terms[: -len(smaller)], sum(smaller) * scale
    if product > _LARGEST or (larger and product >= larger[-1]):
        return False
    terms[:] = [*larger, product]
    return True


def _find_further(
    text: str, at: int, term: float, last: str, is_in_digits: bool, words: NumberWords
) -> re.Match[str] | None:
    """Return what goes on a number behind a term, whose last word is given; it is smaller than that, as words are."""
    if last in words.tens:
        return words.unit.match(text, at)
    if not last or last[-1].isdigit() or term % _HUNDRED:
        return None
    # Digits go on digits, words go on words: "2 тысячи 500", and no "$80 billion five-year plan".
    further = (words.further_digits if is_in_digits else words.further).match(text, at)
    limit = _THOUSAND if term % _THOUSAND == 0 else _HUNDRED
    return further if further and 1 <= words.evaluate(_read_word(further)) < limit else None


@cache
def load_number_words(language: Language) -> NumberWords:
    """Return what a language says of numbers, compiled once."""
    values: dict[str, float] = {}
    for table in ("units", "tens", "words", "articles"):
        values |= language.numbers(f"numbers.{table}")
    any_of, decimal = language.alternatives, language.text("language.decimal")
    digits = r"\d+(?:,\d+)*(?:\.\d+)?"
    if decimal == ",":
        digits = r"(?:\d{1,3}(?:,\d{3}){2,}(?!\d)|\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?!\d)|\d+(?:\.\d+)*)(?:,\d+)?"
    article = rf"{any_of('numbers.articles')}(?= {any_of('numbers.counted_by_article')}\b)"
    glued = bool(language.text("numbers.glued"))
    # The part of a word that is one with others ends where these begin.
    word_end, joint_of_scale = ("", "[- ]?") if glued else (r"\b", "[- ]")
    word = rf"(?:{any_of('numbers.tens')}|{any_of('numbers.words')}|{any_of('numbers.units')}|{article}){word_end}"
    scales, short_scales = any_of("numbers.scales"), any_of("numbers.short_scales")
    joint, joint_of_units = language.text("numbers.hundreds_joint") or " ", language.text("numbers.joint") or _NO_JOINT
    return NumberWords(
        values=values,
        tens=frozenset(language.numbers("numbers.tens")),
        scales={**language.numbers("numbers.scales"), **language.numbers("numbers.short_scales")},
        number=rf"(?:{digits}|\b{word})",
        first=re.compile(rf"{digits}|{word}", re.IGNORECASE),
        unit=re.compile(rf"(?:{joint_of_units})({any_of('numbers.units')}){word_end}", re.IGNORECASE),
        further=re.compile(rf"(?:{joint}| )({word})", re.IGNORECASE),
        further_digits=re.compile(rf"\s({digits})"),
        scale=re.compile(
            rf"(?:(?:{joint_of_scale}|(?<=\d))({scales})|(?<=\d)({short_scales})){word_end}\.?", re.IGNORECASE
        ),
        half=re.compile(rf"(?<!\b(?:19|20)\d\d)[- ]{any_of('numbers.halves')}\b", re.IGNORECASE),
        glued=glued,
        decimal=decimal,
        grouped_by_commas=bool(language.text("numbers.grouped_by_commas")),
    )
