"""What must agree before two sentences may count as one: figures, dates, negation, direction, tense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.analysis.dates import blot, find_sure_days, read_dates
from summarizer.analysis.modality import read_moods
from summarizer.analysis.quantities import CURRENCIES, Figure, read_figures
from summarizer.gating import compiled, lower
from summarizer.text.stems import stemmer, stop_words
from summarizer.text.tokens import fold, split_words

__all__ = ["Facts", "Figure", "find_conflict", "find_sure_days", "read_facts"]

# Why a source has no name says nothing of the fact.
_ANONYMITY = (
    r"\b(?:who |and |they |he |she )?(?:asked|wished|wanted|preferred|declined|refused|requested)(?: \w+)? not to be (?:named|identified|quoted)\b"
    r"|\b(?:who |and |they |he |she )?(?:declined|refused) to be (?:named|identified|quoted)\b|\b(?:was|were) not authori[sz]ed to\b"
    r"|\bon condition of anonymity\b"
)
# Of these each of its matches holds one.
_ANONYMOUS = ("be named", "be identified", "be quoted", "not authori", "of anonymity")
#: Two sentences with so much in common differ in little else than what is compared here.
_NEAR, _ALIKE = 0.4, 0.5
_NEGATIONS = re.compile(
    r"\b(?:not(?! only| just| merely)|never|cannot|no longer|yet to|neither|nor|nobody|none|nothing|without|no(?! matter| surprise|\.)"
    r"|fail(?:s|ed|ing)? to|declin(?:e|es|ed|ing) to|refus(?:e|es|ed|ing|al)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing|ion)?"
    r"|turn(?:s|ed|ing)? down|rul(?:e|es|ed|ing) out|oppos(?:e|es|ed|ing))\b|n['’]t\b",
    re.IGNORECASE,
)
# Opposites, each by its words: sets are asked in a tenth of the time that patterns need.
_DIRECTIONS: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(up.split()), frozenset(down.split()))
    for up, down in (
        ("rise rises risen rising rose increase increases increased increasing grow grows grown grew climb climbs climbed"
         " jump jumps jumped gain gains gained up",
         "fall falls fallen falling fell decrease decreases decreased decreasing shrank shrink shrunk drop drops dropped"
         " sank slump slumps slumped lost down"),
        ("win wins winning won beat defeated", "lose loses losing lost"),
        ("open opens opened opening reopen reopens reopened", "close closes closed closing shut shuts"),
        ("start starts started begin begins began launch launches launched",
         "end ends ended stop stops stopp stopps stopped stoped finish finishes finished"),
        ("arrest arrests arrested detain detains detained jail jails jailed", "release releases released freed"),
        ("confirm confirms confirmed admit admits admitted", "deny denies denied"),
        ("guilty convict convicts convicted", "acquit acquits acquitted cleared"),
        ("more", "less fewer"),
        ("before", "after"),
        ("support supports supported back backs backed favor favors favored favour favours favoured",
         "oppose opposes opposed"),
        ("arrive arrives arrived", "left depart departs departed leaves"),
        ("legal lawful", "illegal unlawful"),
        ("possible", "impossible"),
    )
)  # fmt: skip
_ALL = tuple(range(len(_DIRECTIONS)))
#: A thing is in one of these states or in the other, so that they count in sentences that share little too.
_STATES = tuple(at for at in _ALL if _DIRECTIONS[at][0] & {"win", "open", "arrest", "guilty", "legal", "possible"})
# "Declined sharply", not "declined to comment".
_DECLINING = re.compile(r"\bdeclin(?:e|es|ed) (?!to)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MONEY = frozenset(CURRENCIES.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence claims that another must not contradict.

    Each of ``days`` is the set of days that may be meant, as ``MM-DD`` or ``MM`` (or a weekday, when the
    article's date is not known); ``spans`` are vaguer: "last week", "last month". ``years`` are ``YYYY`` and
    ``YYYY-MM``. ``directions`` has 1, -1 or 0 for each pair of opposites. ``negated`` are the stems right behind
    a negation, ``denied`` the nearest of them, ``affirmed`` all others. ``planned`` are the stems of verbs that tell of something to come or
    supposed, ``done`` of those that tell of something done.
    """

    figures: tuple[Figure, ...] = ()
    days: tuple[frozenset[str], ...] = ()
    spans: tuple[frozenset[str], ...] = ()
    years: frozenset[str] = frozenset()
    negations: int = 0
    directions: tuple[int, ...] = ()
    negated: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    affirmed: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()


def read_facts(text: str, published: str = "") -> Facts:
    """Read the facts of a sentence; weekdays become dates by the day on which its article appeared.

    >>> facts = read_facts("On Friday it gave 15 billion euros, 20% more.", "2024-11-16")
    >>> [(f.kind, f.value) for f in facts.figures], [sorted(day) for day in facts.days]
    ([('euro', 15000000000.0), ('percent', 20.0)], [['11-15']])
    >>> read_facts("The McDonald brothers met.").figures
    ()
    """
    small = lower(text)
    if any(words in small for words in _ANONYMOUS):
        text = compiled(_ANONYMITY, exact=False).sub("", text)
    dates = read_dates(text, published)
    negations = list(_NEGATIONS.finditer(text))
    negated, denied, affirmed = _read_polarity(text, negations)
    planned, done = read_moods(text)
    return Facts(
        figures=tuple(dict.fromkeys(read_figures(dates.rest))),
        days=dates.days,
        spans=dates.spans,
        years=frozenset(dates.years),
        negations=len(negations),
        directions=_read_directions(text),
        negated=negated,
        denied=denied,
        affirmed=affirmed,
        planned=planned,
        done=done,
    )


def find_conflict(a: Facts, b: Facts, likeness: float = 1.0) -> str:
    """Say in what two sentences disagree (``numbers``, ``dates``, ``negation``, ``tense``), or nothing.

    A figure that only one of them has is no disagreement, nor is "an hour" against "about an hour". Of
    sentences that have less in common, a negation counts only where the other affirms the very word, and
    an opposite not at all: it may be about something else. The tense is another where one tells as done what the
    other tells as to come, or as supposed.

    >>> conflict = lambda a, b: find_conflict(read_facts(a), read_facts(b))
    >>> conflict("It cost 15 billion euros.", "It cost 28 billion euros.")
    'numbers'
    >>> conflict("They spoke for an hour.", "They spoke for about an hour.")
    ''
    """
    # Most sentences have neither figures nor times, and very many pairs are asked about.
    if a.figures and b.figures and _figures_differ(a, b):
        return "numbers"
    if a.years and b.years and _sets_differ(_with_years(a), _with_years(b)):
        return "dates"
    if _days_differ(a.days + a.spans, b.days + b.spans):
        return "dates"
    if _opposed(a, b, likeness):
        return "negation"
    return "tense" if _is_ahead(a, b) or _is_ahead(b, a) else ""


def _opposed(a: Facts, b: Facts, likeness: float) -> bool:
    if a.negations % 2 != b.negations % 2 and (likeness >= _NEAR or a.negated & b.affirmed or b.negated & a.affirmed):
        return True
    return are_opposite(a, b, _STATES if likeness < _ALIKE else _ALL)


def are_opposite(a: Facts, b: Facts, which: Sequence[int] = _ALL) -> bool:
    """Tell whether one sentence says the opposite of a word of the other: opened and closed, rose and fell."""
    return any(a.directions[at] * b.directions[at] < 0 for at in which) if a.directions and b.directions else False


def _figures_differ(a: Facts, b: Facts) -> bool:
    kinds = {figure.kind for figure in a.figures} & {figure.kind for figure in b.figures}
    if any(_differ(_of_kind(a, kind), _of_kind(b, kind)) for kind in sorted(kinds)):
        return True
    money = [{f.kind for f in facts.figures if f.kind in _MONEY} for facts in (a, b)]
    return all(money) and not money[0] & money[1]


def _of_kind(facts: Facts, kind: str) -> tuple[Figure, ...]:
    return tuple(figure for figure in facts.figures if figure.kind == kind)


def _differ(a: tuple[Figure, ...], b: tuple[Figure, ...]) -> bool:
    less, more = sorted((a, b), key=len)
    return not (_within(less, more) and (len(a) != len(b) or _within(more, less)))


def _within(less: tuple[Figure, ...], more: tuple[Figure, ...]) -> bool:
    return all(any(_agree(x, y) for y in more) for x in less)


def _agree(x: Figure, y: Figure) -> bool:
    if x.kind == "age" and abs(x.value - y.value) <= 1:
        return True
    if x.value == y.value or abs(x.value - y.value) <= 1e-9 * max(1.0, abs(x.value)):
        return True
    near = "about" in (x.bound, y.bound) or _is_rounded(x, y) or _is_rounded(y, x)
    return near and max(x.value, y.value) <= 1.06 * min(x.value, y.value)


def _is_rounded(x: Figure, y: Figure) -> bool:
    """Tell whether a floor or a ceiling ("more than 150") can be the other, more exact figure (156)."""
    fits = (x.bound == "least" and x.value < y.value) or (x.bound == "most" and x.value > y.value)
    return fits and _count_digits(x.value) < _count_digits(y.value)


def _count_digits(value: float) -> int:
    return len(f"{value:.9g}".split("e")[0].replace(".", "").strip("0"))


def _days_differ(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> bool:
    """Tell whether each of two sentences names a time that the other does not."""
    return not (_all_meet(a, b) or _all_meet(b, a)) if a and b else False


def _all_meet(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> bool:
    return all(any(_may_be_one(x, y) for other in b for x in one for y in other) for one in a)


def _may_be_one(x: str, y: str) -> bool:
    """Tell whether two times can be the same: "06" holds "06-15", and a weekday may be any day of the calendar."""
    return x.startswith(y) or y.startswith(x) or x.isalpha() != y.isalpha()


def _is_ahead(a: Facts, b: Facts) -> bool:
    """Tell whether a sentence tells only as to come what the other tells only as done."""
    return bool((a.planned - a.done) & (b.done - b.planned))


def _sets_differ(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and not (a <= b or b <= a)


def _with_years(facts: Facts) -> frozenset[str]:
    """Give the years with those of the months: "in May 2031" says nothing against "in 2031"."""
    return facts.years | {year[:4] for year in facts.years}


def are_denied(a: Facts, b: Facts) -> bool:
    """Tell whether a word that one sentence denies is affirmed by the other."""
    return a.negations % 2 != b.negations % 2 and bool(a.denied & b.affirmed or b.denied & a.affirmed)


def _read_directions(text: str) -> tuple[int, ...]:
    words = frozenset(_WORD.findall(text.lower()))
    found = [(not words.isdisjoint(up)) - (not words.isdisjoint(down)) for up, down in _DIRECTIONS]
    if words.isdisjoint(_DIRECTIONS[0][1]) and _DECLINING.search(text):
        found[0] -= 1
    return tuple(found)


def _read_polarity(
    text: str, negations: Sequence[re.Match[str]]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the stems that a negation reaches (the next three words that count, and the next two), and all others."""
    stem, stops = stemmer("en"), stop_words("en")
    negated: set[str] = set()
    denied: set[str] = set()
    parts, here = [], 0
    for found in negations:
        words = [word for word in split_words(text[found.end() : found.end() + 80]) if fold(word) not in stops]
        stems = [stem(fold(word)) for word in words[:3]]
        negated.update(stems)
        denied.update(stems[:2])
        parts += [text[here : found.start()], blot(found)]
        here = found.end()
    folded = {fold(word) for word in split_words("".join([*parts, text[here:]]))}
    affirmed = {stem(word) for word in folded if word not in stops}
    return frozenset(negated), frozenset(denied), frozenset(affirmed - negated)
