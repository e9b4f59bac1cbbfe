"""What must agree before two sentences may count as one: figures, dates, negation, direction, tense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.facts.dates import blot, find_sure_days, read_dates
from summarizer.facts.figures import CURRENCIES, Figure, read_figures
from summarizer.facts.moods import read_moods
from summarizer.languages import stemmer, stop_words
from summarizer.words import fold, split_words

__all__ = ["Facts", "Figure", "find_conflict", "find_sure_days", "read_facts"]

# Why a source has no name says nothing of the fact.
_ANONYMITY = re.compile(
    r"\b(?:who |and |they |he |she )?(?:asked|wished|wanted|preferred|declined|refused|requested)(?: \w+)? not to be (?:named|identified|quoted)\b"
    r"|\b(?:who |and |they |he |she )?(?:declined|refused) to be (?:named|identified|quoted)\b|\b(?:was|were) not authori[sz]ed to\b"
    r"|\bon condition of anonymity\b",
    re.IGNORECASE,
)
#: Two sentences with so much in common differ in little else than what is compared here.
_NEAR, _ALIKE = 0.4, 0.5
_NEGATIONS = re.compile(
    r"\b(?:not(?! only| just| merely)|never|cannot|no longer|yet to|neither|nor|nobody|none|nothing|without|no(?! matter| surprise|\.)"
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
    text = _ANONYMITY.sub("", text)
    dates = read_dates(text, published)
    negated, denied, affirmed = _read_polarity(text)
    planned, done = read_moods(text)
    return Facts(
        figures=tuple(dict.fromkeys(read_figures(dates.rest))),
        days=dates.days,
        spans=dates.spans,
        years=frozenset(dates.years),
        negations=len(_NEGATIONS.findall(text)),
        directions=tuple(bool(up.search(text)) - bool(down.search(text)) for up, down in _DIRECTIONS),
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
    kinds = {figure.kind for figure in a.figures} & {figure.kind for figure in b.figures}
    if any(_differ(_of_kind(a, kind), _of_kind(b, kind)) for kind in sorted(kinds)):
        return "numbers"
    money = [{f.kind for f in facts.figures if f.kind in CURRENCIES.values()} for facts in (a, b)]
    if all(money) and not money[0] & money[1]:
        return "numbers"
    if _sets_differ(_with_years(a), _with_years(b)) or _days_differ(a.days + a.spans, b.days + b.spans):
        return "dates"
    if _opposed(a, b, likeness):
        return "negation"
    return "tense" if _is_ahead(a, b) or _is_ahead(b, a) else ""


def _opposed(a: Facts, b: Facts, likeness: float) -> bool:
    if a.negations % 2 != b.negations % 2 and (likeness >= _NEAR or a.negated & b.affirmed or b.negated & a.affirmed):
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
    if x.kind == "age" and abs(x.value - y.value) <= 1:
        return True
    if x.value == y.value or abs(x.value - y.value) <= 1e-9 * max(1.0, abs(x.value)):
        return True
    near = "about" in (x.bound, y.bound)
    return near and max(x.value, y.value) <= 1.06 * min(x.value, y.value)


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


def _read_polarity(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the stems that a negation reaches (the next three words that count, and the next two), and all others."""
    stem, stops = stemmer("en"), stop_words("en")
    negated: set[str] = set()
    denied: set[str] = set()
    for found in _NEGATIONS.finditer(text):
        words = [word for word in split_words(text[found.end() : found.end() + 80]) if fold(word) not in stops]
        stems = [stem(fold(word)) for word in words[:3]]
        negated.update(stems)
        denied.update(stems[:2])
    affirmed = {stem(fold(word)) for word in split_words(_NEGATIONS.sub(blot, text)) if fold(word) not in stops}
    return frozenset(negated), frozenset(denied), frozenset(affirmed - negated)
