"""Numbers in a text, in digits and in words, and the figures that they make: of what kind, of what value, how sure.

Digits, the signs of currencies and “%” are read in every language. Words for numbers, units and bounds come from the
language's ``numbers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import letters, spell_plainly, take_out

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


# Of a number, what it counts.

#: The kinds that only number things: all of them, or the rest ("three other towns").
COUNTS = frozenset({"count", "rest"})
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "rouble", "₴": "hryvnia"}
#: How else countries are written before a sign; the first one's money needs none.
_COUNTRIES = {"us": "", "au": "a", "ca": "c"}
#: The kinds of what is measured, each with a table of its units.
_MEASURED = ("minutes", "days", "months", "kilometres", "miles", "hectares", "tonnes")  # names, not language
_TIMES = frozenset({"minutes", "days", "months"})
#: The kind of a time of the day, in minutes.
CLOCK = "clock"
_HALF_DAY = 12
#: The minutes of a day, and those from which on a night's hours are of the evening.
_DAY, _LATE = 24 * 60, 6 * 60
_NO_MONEY = frozenset({*COUNTS, *_MEASURED, CLOCK, "percent", "points", "age"})
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
        return Figure(CLOCK, named * 60)
    told = part["hour"].lower()
    hour = int(told) if told.isdecimal() else int(language.numbers("numbers.clock_hours")[told])
    half = part.get("half", "").lower()
    # Twelve stands for none in either half of the day.
    minutes = 60.0 * (hour % _HALF_DAY if half else hour) + int(part.get("minute", 0))
    minutes += language.numbers("numbers.clock_minutes").get(part.get("shift", "").lower(), 0)
    is_late = half in language.words("numbers.night") and minutes >= _LATE  # "eleven at night", and not "one at night"
    if is_late or half in language.words("numbers.second_half"):
        minutes += _HALF_DAY * 60
    return Figure(CLOCK, minutes % _DAY)


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
    # An age ("turned 83", and not "turned 83 refugees away") differs with the day, not with the fact.
    may_be_age = kind == "count" and number.value < _OLDEST and patterns.before_age.search(before)
    if may_be_age and (text.startswith(",", number.end) or not patterns.counted.match(text, number.end)):
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
