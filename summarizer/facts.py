"""What must agree before two sentences may count as one: figures, dates, negation, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from summarizer.languages import stemmer, stop_words
from summarizer.words import fold, split_words

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
_CURRENCIES: Mapping[str, str] = MappingProxyType({
    "$": "dollar", "dollar": "dollar", "dollars": "dollar", "usd": "dollar", "€": "euro", "euro": "euro", "euros": "euro",
    "eur": "euro", "£": "pound", "pound": "pound", "pounds": "pound", "¥": "yen", "yen": "yen", "rouble": "rouble",
    "roubles": "rouble", "ruble": "rouble", "rubles": "rouble", "hryvnia": "hryvnia", "francs": "franc", "crowns": "crown",
})  # fmt: skip
_DURATIONS: Mapping[str, tuple[str, float]] = MappingProxyType({
    "second": ("minutes", 1 / 60), "minute": ("minutes", 1), "hour": ("minutes", 60), "day": ("days", 1),
    "week": ("days", 7), "fortnight": ("days", 14), "month": ("months", 1), "year": ("months", 12), "decade": ("months", 120),
})  # fmt: skip
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,:]\d)(?:,? (?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)\d\d))?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH}),? (?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(
    r"(?<![\d.,$€£-])(?:19|20)\d\d(?![\d,]|\.\d)(?!\s+(?:people|troops|soldiers|euros|dollars|men|percent|km|miles))\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_NEAR_DAY = re.compile(r"\b(today|yesterday|tonight|tomorrow)\b", re.IGNORECASE)
_WORD_NUMBER = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:\b(?P<bound>more than|over|at least|above|up to|less than|fewer than|under|nearly|almost|about|around|some|roughly|approximately|an? estimated)\s{{1,3}})?"
    rf"(?P<sign>[$€£¥])?\s?(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{_WORD_NUMBER}|an?(?= (?:hundred|thousand|million|billion|dozen|hour|minute|week|month|decade)\b))\b)"
    r"(?P<ordinal>st|nd|rd|th)?(?:[- ](?P<scale>hundred|thousand|million|mln|billion|bn|trillion|dozen|m)\b)?(?P<percent>\s?%|[- ]per ?cent(?:age points?)?\b)?"
    r"(?:[- ](?P<unit>[a-zA-Z][\w’'-]*))?(?:[- ](?P<unit2>[a-zA-Z]+))?",
    re.IGNORECASE,
)
# Why a source has no name says nothing of the fact.
_ANONYMITY = re.compile(
    r"\b(?:who |and |they |he |she )?(?:asked|wished|wanted|preferred|declined|refused|requested)(?: \w+)? not to be (?:named|identified|quoted)\b"
    r"|\b(?:who |and |they |he |she )?(?:declined|refused) to be (?:named|identified|quoted)\b|\b(?:was|were) not authori[sz]ed to\b"
    r"|\bon condition of anonymity\b",
    re.IGNORECASE,
)
#: Two sentences with so much in common differ in little else than what is compared here.
_ALIKE, _EQUAL = 0.5, 0.75
_FRACTION = re.compile(
    r"\b(?:(?P<times>a|one|two|three|four)[- ])?(?P<part>half|third|quarter|fifth|tenth)s? (?:of|the)\b", re.IGNORECASE
)
_IN_MONTH = re.compile(rf"\b(?:in|since|until|by|early|late|mid|last|next) (?P<month>{_MONTH})\b(?! \d)")
_NEGATIONS = re.compile(
    r"\b(?:not|never|cannot|no longer|neither|nor|nobody|none|nothing|without|no(?! matter|\.)"
    r"|fail(?:s|ed|ing)? to|declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing|al)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing|ion)?"
    r"|turn(?:s|ed|ing)? down|rul(?:e|es|ed|ing) out|oppos(?:e|es|ed|ing))\b|n['’]t\b",
    re.IGNORECASE,
)
_DIRECTIONS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{up})\b", re.IGNORECASE), re.compile(rf"\b(?:{down})\b", re.IGNORECASE))
    for up, down in (
        (r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|grow(?:s|n)?|grew|climb(?:s|ed)?|jump(?:s|ed)?|gain(?:s|ed)?|up",
         r"fall(?:s|en|ing)?|fell|decreas(?:e|es|ed|ing)|shr[aiu]nk|drop(?:s|ped)?|declin(?:e|es|ed) (?!to)|sank|slump(?:s|ed)?|lost|down"),
        (r"win(?:s|ning)?|won|beat|defeated", r"los(?:e|es|ing)|lost"),
        (r"open(?:s|ed|ing)?|reopen(?:s|ed)?", r"clos(?:e|es|ed|ing)|shut(?:s)?"),
        (r"start(?:s|ed)?|beg(?:in|ins|an)|launch(?:es|ed)?", r"end(?:s|ed)?|stopp?(?:s|ed)?|finish(?:es|ed)?"),
        (r"arrest(?:s|ed)?|detain(?:s|ed)?|jail(?:s|ed)?", r"releas(?:e|es|ed)|freed"),
        (r"confirm(?:s|ed)?|admit(?:s|ted)?", r"den(?:y|ies|ied)"),
        (r"guilty|convict(?:s|ed)?", r"acquit(?:s|ted)?|cleared"),
        (r"more", r"less|fewer"),
        (r"before", r"after"),
        (r"support(?:s|ed)?|back(?:s|ed)?|favou?r(?:s|ed)?", r"oppos(?:e|es|ed)"),
        (r"arriv(?:e|es|ed)", r"left|depart(?:s|ed)?|leaves"),
        (r"legal|lawful", r"illegal|unlawful"),
        (r"possible", r"impossible"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: of which kind (``percent``, ``dollar``, ``minutes``, ``count``…), its value, how sure."""

    kind: str
    value: float
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence claims that another must not contradict.

    ``days`` are ``MM`` and ``MM-DD`` (or a weekday, when the article's date is not known), ``years``
    ``YYYY`` and ``YYYY-MM``. ``directions`` has 1, -1 or 0 for each pair of opposites. ``negated`` are the
    stems right behind a negation, ``affirmed`` all others.
    """

    figures: tuple[Figure, ...] = ()
    days: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    negations: int = 0
    directions: tuple[int, ...] = ()
    negated: frozenset[str] = frozenset()
    affirmed: frozenset[str] = frozenset()


def read_facts(text: str, published: str = "") -> Facts:
    """Read the facts of a sentence; weekdays become dates by the day on which its article appeared.

    >>> facts = read_facts("On Friday it gave 15 billion euros, 20% more.", "2024-11-16")
    >>> [(f.kind, f.value) for f in facts.figures], sorted(facts.days)
    ([('euro', 15000000000.0), ('percent', 20.0)], ['11', '11-15'])
    >>> read_facts("The McDonald brothers met.").figures
    ()
    """
    text = _ANONYMITY.sub("", text)
    days, years, rest = _read_dates(text, _as_date(published))
    figures = tuple(dict.fromkeys(_read_figures(rest)))
    directions = tuple(bool(up.search(text)) - bool(down.search(text)) for up, down in _DIRECTIONS)
    negated, affirmed = _read_polarity(text)
    negations = len(_NEGATIONS.findall(text))
    return Facts(figures, frozenset(days), frozenset(years), negations, directions, negated, affirmed)


def find_conflict(a: Facts, b: Facts, likeness: float = 1.0) -> str:
    """Say in what two sentences disagree (``numbers``, ``dates``, ``negation``), or nothing.

    A figure that only one of them has is no disagreement, nor is "an hour" against "about an hour". Of
    sentences that have less than half in common, a negation or an opposite counts only where the other
    affirms the very word: it may be about something else.

    >>> conflict = lambda a, b: find_conflict(read_facts(a), read_facts(b))
    >>> conflict("It cost 15 billion euros.", "It cost 28 billion euros.")
    'numbers'
    >>> conflict("They spoke for an hour.", "They spoke for about an hour.")
    ''
    """
    kinds = {figure.kind for figure in a.figures} & {figure.kind for figure in b.figures}
    if any(_differ(_of_kind(a, kind), _of_kind(b, kind)) for kind in sorted(kinds)):
        return "numbers"
    money = [{f.kind for f in facts.figures if f.kind in _CURRENCIES.values()} for facts in (a, b)]
    if all(money) and not money[0] & money[1]:
        return "numbers"
    if _sets_differ(a.days, b.days) or _sets_differ(a.years, b.years):
        return "dates"
    return "negation" if _opposed(a, b, likeness) else ""


def _opposed(a: Facts, b: Facts, likeness: float) -> bool:
    if a.negations % 2 != b.negations % 2 and (likeness >= _EQUAL or a.negated & b.affirmed or b.negated & a.affirmed):
        return True
    return likeness >= _ALIKE and any(x * y < 0 for x, y in zip(a.directions, b.directions, strict=False))


def _of_kind(facts: Facts, kind: str) -> tuple[Figure, ...]:
    return tuple(figure for figure in facts.figures if figure.kind == kind)


def _differ(a: tuple[Figure, ...], b: tuple[Figure, ...]) -> bool:
    less, more = sorted((a, b), key=len)
    return not (_within(less, more) and (len(a) != len(b) or _within(more, less)))


def _within(less: tuple[Figure, ...], more: tuple[Figure, ...]) -> bool:
    return all(any(_agree(x, y) for y in more) for x in less)


def _agree(x: Figure, y: Figure) -> bool:
    if x.value == y.value or abs(x.value - y.value) <= 1e-9 * max(1.0, abs(x.value)):
        return True
    near = "about" in (x.bound, y.bound)
    return near and max(x.value, y.value) <= 1.06 * min(x.value, y.value)


def _sets_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and not (a <= b or b <= a)


def _read_polarity(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the stems that a negation reaches (the next three words that count) and those that none does."""
    stem, stops = stemmer("en"), stop_words("en")
    negated: set[str] = set()
    for found in _NEGATIONS.finditer(text):
        words = [word for word in split_words(text[found.end() : found.end() + 80]) if fold(word) not in stops]
        negated.update(stem(fold(word)) for word in words[:3])
    affirmed = {stem(fold(word)) for word in split_words(_NEGATIONS.sub(_blot, text)) if fold(word) not in stops}
    return frozenset(negated), frozenset(affirmed - negated)


def _as_date(published: str) -> date | None:
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None  # so that the day before and the day after exist


def _read_dates(text: str, published: date | None) -> tuple[list[str], list[str], str]:
    """Read days (month-day) and years, and give the text without them."""
    days, years = [], []
    for found in _DATE.finditer(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        days += [f"{_month_number(month):02}", f"{_month_number(month):02}-{int(day):02}"]
        years += [year for year in (found["year"], found["year2"]) if year]
    rest = _DATE.sub(_blot, text)
    years += [f"{found['year']}-{_month_number(found['month']):02}" for found in _MONTH_YEAR.finditer(rest)]
    rest = _MONTH_YEAR.sub(_blot, rest)
    days += [f"{_month_number(found['month']):02}" for found in _IN_MONTH.finditer(rest)]
    rest = _IN_MONTH.sub(_blot, rest)
    years += _YEAR.findall(rest)
    rest = _YEAR.sub(_blot, rest)
    for found in (*_WEEKDAY.finditer(rest), *_NEAR_DAY.finditer(rest)):
        days += _resolve_day(found.group().lower(), published)
    return days, years, rest


def _blot(found: re.Match[str]) -> str:
    return "#" * len(found.group())


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _resolve_day(word: str, published: date | None) -> list[str]:
    if published is None:
        return [word] if word in _WEEKDAYS else []
    if word in _WEEKDAYS:
        back = (published.weekday() - _WEEKDAYS.index(word)) % 7
    else:
        back = {"yesterday": 1, "tomorrow": -1}.get(word, 0)
    day = published - timedelta(days=back)
    return [f"{day:%m}", f"{day:%m-%d}"]


def _read_figures(text: str) -> Iterator[Figure]:
    for found in _FRACTION.finditer(text):
        parts = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
        times = {"two": 2, "three": 3, "four": 4}.get((found["times"] or "").lower(), 1)
        yield Figure("percent", times * parts[found["part"].lower()], "about")
    for found in _FIGURE.finditer(text):
        number = found["number"].lower()
        if found["ordinal"]:
            continue
        value = _value(number)
        unit, unit2 = (found["unit"] or "").lower(), (found["unit2"] or "").lower()
        if number in ("one", "both", "half", "a", "an") and not (found["scale"] or _is_unit(unit)):
            continue
        value *= 12 if (found["scale"] or "").lower() == "dozen" else _SCALES.get((found["scale"] or "").lower(), 1)
        kind, value = _kind(found, unit, unit2, value)
        yield Figure(kind, value, _bound((found["bound"] or "").lower()))


def _value(number: str) -> float:
    if not number[0].isdigit():
        return _NUMBER_WORDS.get(number, 1.0)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return float(number.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*\.000", number):  # as German writes thousands
        return float(number.replace(".", ""))
    return float(re.sub(r"[^\d.].*", "", number) or 0)


def _is_unit(unit: str) -> bool:
    return unit.rstrip("s") in _DURATIONS or unit in _CURRENCIES


def _kind(found: re.Match[str], unit: str, unit2: str, value: float) -> tuple[str, float]:
    if found["percent"]:
        return "percent", value
    currency = found["sign"] or (unit if unit in _CURRENCIES else "")
    if currency:
        return _CURRENCIES[currency], value
    for word in (unit, unit2 if unit in ("full", "more", "long", "whole") else ""):
        if word.rstrip("s") in _DURATIONS:
            kind, factor = _DURATIONS[word.rstrip("s")]
            return kind, value * factor
    return "count", value


def _bound(words: str) -> str:
    if words in ("more than", "over", "at least", "above"):
        return "least"
    if words in ("less than", "fewer than", "under", "up to"):
        return "most"
    return "about" if words else ""
