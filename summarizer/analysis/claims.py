"""What must agree before two sentences may count as one: figures, dates, negation, direction, tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from operator import itemgetter
from typing import TypeVar

from summarizer.analysis.dates import read_dates
from summarizer.analysis.modality import read_moods
from summarizer.analysis.quantities import Figure, find_figures
from summarizer.lang.language import Language, load_groups, lower
from summarizer.text.tokens import fold, split_words_of, stemmer, take_out

T = TypeVar("T")

#: Two sentences with so much in common differ in little else than what is compared here.
_NEAR, _ALIKE = 0.4, 0.5
#: The pairs of opposites of which a thing is in one state or the other: they count in sentences that share little too.
_STATES = frozenset({"win", "open", "arrest", "guilty", "legal", "possible", "demand", "hurt"})  # names, not language
#: Those of which who denies the one says the other, which counts as denied too: "did not approve", "rejected".
_REFUSED = frozenset({"support", "accept"})  # names, not language
#: The kinds that tell by how much something changed: what rose and what fell by one of them is one thing.
_CHANGED = frozenset({"percent", "points"})
#: The bounds of rough figures: "some 40", "nearly 40".
_ROUGH = frozenset({"about", "nearly"})  # names, not language
#: How far two figures may lie apart of which one is a rough one.
_TOLERANCE = 1.06
#: How far two exact ones may, by their kind: one is a year older the day after.
_APART = {"age": 1.0}
#: Kinds that one number must not share: two percent are no two points, and two hectares no two (square) kilometres.
_RIVALS = tuple(map(frozenset, (("percent", "points"), ("kilometres", "miles"), ("hectares", "kilometres"))))
#: The kinds of lengths of time, in minutes.
_MINUTES = {"minutes": 1.0, "days": 1_440.0, "months": 43_830.0}
#: Counts of a sentence that are compared two by two.
_MOST_COUNTS = 20
#: So many letters of a word stand behind a prefix that denies it.
_SHORTEST_DENIED = 4
#: The stem of a verb has so many letters.
_SHORTEST_VERB = 3
#: Characters on either side of a negation in which it may reach a word, and what it reaches if a language says nothing.
_REACH = 80
_REACHED = {"behind": 3, "denied_behind": 2, "before": 0, "denied_before": 0}  # names, not language


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence claims that another must not contradict.

    Each of ``days`` is the set of days that may be meant, as ``MM-DD`` or ``MM`` (or a weekday, when the
    article's date is not known); ``spans`` are vaguer: "last week", "last month". ``years`` are ``YYYY`` and
    ``YYYY-MM``, the year of this too. ``upward`` and ``downward`` are the pairs of opposites of which only the first,
    only the second is said. ``negated`` are the stems that a negation reaches, ``denied`` the nearest of them,
    ``affirmed`` all others, ``unmade`` those of them that a prefix denies, without it. ``planned`` are the stems of
    verbs that tell of something to come or supposed, ``done`` of those that tell of something done. Where several
    things are ``counted``, it tells of each count the stems behind it.
    """

    figures: tuple[Figure, ...] = ()
    days: tuple[frozenset[str], ...] = ()
    spans: tuple[frozenset[str], ...] = ()
    years: frozenset[str] = frozenset()
    negations: int = 0
    upward: frozenset[str] = frozenset()
    downward: frozenset[str] = frozenset()
    negated: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    affirmed: frozenset[str] = frozenset()
    unmade: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    counted: tuple[tuple[Figure, frozenset[str]], ...] = ()

    @property
    def is_only_planned(self) -> bool:
        """Whether it tells of something to come, and of nothing done."""
        return bool(self.planned and not self.done)


def list_figures(facts: Facts) -> frozenset[str]:
    """Return the figures of a sentence, each as a text that is the same where the figure is.

    >>> list_figures(Facts(figures=(Figure("percent", 4.0),)))
    frozenset({'percent 4.0'})
    """
    return frozenset(f"{figure.kind} {figure.value}" for figure in facts.figures)


def read_facts(text: str, published: str, language: Language) -> Facts:
    """Return the facts of a sentence; weekdays become dates by the day on which its article appeared.

    >>> facts = read_facts("On Friday it gave 15 billion euros, 20% more.", "2024-11-16", english)
    >>> [(f.kind, f.value) for f in facts.figures], [sorted(day) for day in facts.days]
    ([('euro', 15000000000.0), ('percent', 20.0)], [['11-15']])
    """
    # Worth 1.2 points of recall: why a source has no name says nothing of the fact.
    text = language.pattern("negation.anonymity").sub("", text)
    dates = read_dates(text, published, language)
    words = split_words_of(text, language)
    others = [fold(word) for word in words]
    stem, stops = stemmer(language.code), language.words("stop_words.words")
    negations, rest = take_out(language.pattern("negation.negation"), text)
    if negations:
        others = [fold(word) for word in split_words_of(rest, language)]
    negated: set[str] = set()
    denied: set[str] = set()
    reach = {**_REACHED, **language.numbers("negation.reach")}
    for found in negations:
        behind = [fold(word) for word in split_words_of(text[found.end() : found.end() + _REACH], language)]
        before = [fold(word) for word in split_words_of(text[max(0, found.start() - _REACH) : found.start()], language)]
        for side, near in (("behind", behind), ("before", before[::-1])):
            stems = [stem(word) for word in near if word not in stops]
            negated.update(stems[: int(reach[side])])
            denied.update(stems[: int(reach[f"denied_{side}"])])
    said = {lower(word) for word in words}
    first = _find_pairs("word", said, text, language)
    second = _find_pairs("opposite", said, text, language)
    refused = _find_refused({word for word in said if stem(fold(word)) in denied}, negations, text, language)
    first, second = first - refused, second | refused
    planned, done = read_moods(text, language)
    figures = list(find_figures(dates.rest, language))
    affirmed = {stem(word) for word in others if word not in stops} - negated
    return Facts(
        figures=tuple(dict.fromkeys(figure for figure, _, _ in figures)),
        days=dates.days,
        spans=dates.spans,
        years=frozenset(dates.years) | {year[:4] for year in dates.years},
        negations=len(negations),
        upward=frozenset(first - second),
        downward=frozenset(second - first),
        negated=frozenset(negated),
        denied=frozenset(denied),
        affirmed=frozenset(affirmed),
        unmade=frozenset(_cut_prefixes(affirmed, language)),
        planned=planned,
        done=done,
        counted=_read_counted(dates.rest, figures, language),
    )


def _cut_prefixes(stems: Iterable[str], language: Language) -> Iterator[str]:
    """Yield the stems that have a denying prefix, without it: "необоснован" says that a thing is not "обоснован"."""
    prefixes = language.phrases("negation.prefixes")
    for stem in stems:
        for prefix in prefixes:
            if stem.startswith(prefix) and len(stem) >= len(prefix) + _SHORTEST_DENIED:
                yield stem.removeprefix(prefix)


def _read_counted(
    text: str, figures: Sequence[tuple[Figure, int, int]], language: Language
) -> tuple[tuple[Figure, frozenset[str]], ...]:
    """Return each count of a text that has several, with the stems of the words up to the next one.

    A text of very many is a table or a trap: each is compared with each.
    """
    counts = [found for found in figures if found[0].kind == "count"]
    if not 2 <= len(counts) <= _MOST_COUNTS:
        return ()
    stem, stops = stemmer(language.code), language.words("stop_words.words")
    counts.sort(key=itemgetter(1))
    ends = [*(start for _, start, _ in counts[1:]), len(text)]
    behind = (split_words_of(text[end:until], language) for (_, _, end), until in zip(counts, ends, strict=True))
    stems = (frozenset(stem(fold(word)) for word in words if fold(word) not in stops) for words in behind)
    return tuple((figure, told) for (figure, _, _), told in zip(counts, stems, strict=True))


def _find_pairs(side: str, words: Iterable[str], text: str, language: Language) -> set[str]:
    """Return the names of the pairs of opposites of which a sentence says the ``word``, or the ``opposite``."""
    groups = load_groups(language, f"opposites.{side}s")
    found = {name for word in words for name in groups.find(word)}
    for name, patterns in language.rules(f"opposites.{side}_patterns").items():
        if any(pattern.search(text) for pattern in patterns):
            found.add(name)
    return found


def _find_refused(
    denied: Iterable[str], negations: Iterable[re.Match[str]], text: str, language: Language
) -> frozenset[str]:
    """Return the names of the pairs of which a sentence denies the word: "nicht zugestimmt", "stimmte nicht zu"."""
    names = _find_pairs("word", denied, "", language)
    places = [found.start() for found in negations]
    for name, patterns in language.rules("opposites.word_patterns").items():
        spans = (found.span() for pattern in patterns for found in pattern.finditer(text))
        if any(start <= place < end for start, end in spans for place in places):
            names.add(name)
    return _REFUSED & names


def find_conflict(a: Facts, b: Facts, likeness: float = 1.0) -> str:
    """Return in what two sentences disagree (``numbers``, ``dates``, ``negation``, ``tense``), or nothing.

    A figure that only one of them has is no disagreement, nor is "an hour" against "about an hour". Of
    sentences that have less in common, a negation counts only where the other affirms the very word, and
    an opposite not at all: it may be about something else. The tense is another where one tells as done what the
    other tells as to come, or as supposed.

    >>> cheap, dear = Facts((Figure("euro", 15e9),)), Facts((Figure("euro", 28e9),))
    >>> find_conflict(cheap, dear), find_conflict(cheap, Facts())
    ('numbers', '')
    """
    for reason, differ in _CHECKS:
        if differ(a, b, likeness):
            return reason
    return ""


def are_opposite(a: Facts, b: Facts, *, everywhere: bool = True) -> bool:
    """Return whether one sentence says the opposite of a word of the other: opened and closed, rose and fell.

    Unless ``everywhere``, only the opposites count that are states of a thing.
    """
    found = a.upward & b.downward | b.upward & a.downward
    if not everywhere:
        found &= _STATES
    return bool(found)


def are_denied(a: Facts, b: Facts) -> bool:
    """Return whether a word that one sentence denies is affirmed by the other."""
    if a.negations % 2 == b.negations % 2:
        return False
    is_affirmed = a.denied & b.affirmed | b.denied & a.affirmed
    return bool(is_affirmed)


def _figures_differ(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether of a kind that both have neither's figures are among the other's, or each has its own unit."""
    if not a.figures or not b.figures:
        return False
    if _counts_are_swapped(a, b) or _units_differ(a, b):
        return True
    if likeness >= _ALIKE and _lengths_differ(a, b):
        return True
    for kind in {one.kind for one in a.figures} & {one.kind for one in b.figures}:
        mine = [one for one in a.figures if one.kind == kind]
        theirs = [one for one in b.figures if one.kind == kind]
        less, more = sorted((mine, theirs), key=len)
        if not _all_meet(less, more, _agree):
            return True
        if len(less) == len(more) and not _all_meet(more, less, _agree):
            return True
    return False


def _units_differ(a: Facts, b: Facts) -> bool:
    """Return whether one number is of two units, or each tells of money of its own: euros, dollars."""
    told_here, told_there = ({(one.kind, one.value) for one in facts.figures} for facts in (a, b))
    for (kind, value), (other, same) in product(told_here - told_there, told_there - told_here):
        if value == same and any({kind, other} <= rivals for rivals in _RIVALS):
            return True
    money = {one.kind for one in a.figures if one.is_money}
    others = {one.kind for one in b.figures if one.is_money}
    return bool(money and others) and money.isdisjoint(others)


def _lengths_differ(a: Facts, b: Facts) -> bool:
    """Return whether each tells one length of time, in units of its own: three weeks, three months, not 48 hours."""
    mine, theirs = ([one for one in facts.figures if one.kind in _MINUTES] for facts in (a, b))
    if len(mine) != 1 or len(theirs) != 1 or mine[0].kind == theirs[0].kind:
        return False
    low, high = sorted(one.value * _MINUTES[one.kind] for one in (mine[0], theirs[0]))
    return high > _TOLERANCE * low


def _counts_are_swapped(a: Facts, b: Facts) -> bool:
    """Return whether two counts of one sentence count in the other what the other one counts: two dead, five hurt."""
    there = dict(b.counted)
    both = [(figure, words) for figure, words in dict(a.counted).items() if figure in there]
    for (one, words), (other, others) in combinations(both, 2):
        kept = len(words & there[one]) + len(others & there[other])
        if len(words & there[other]) + len(others & there[one]) > kept:
            return True
    return False


def _all_meet(a: Sequence[T], b: Sequence[T], meet: Callable[[T, T], bool]) -> bool:
    """Return whether each of some things meets one of the others."""
    return all(any(meet(one, other) for other in b) for one in a)


def _agree(x: Figure, y: Figure) -> bool:
    """Return whether two figures of a kind can be one; "at least" and "at most" are two, and "nearly" and "over".

    Nor is "some 644,000" one with "some 661,000": both are told to the thousand.
    """
    bounds = {x.bound, y.bound}
    if bounds == {"least", "most"} or (bounds == {"least", "nearly"} and x.value == y.value):
        return False
    low, high = sorted((x.value, y.value))
    if low == high or high - low <= _APART.get(x.kind, 1e-9 * max(1.0, low)):
        return True
    if high > _TOLERANCE * low:
        return False
    is_rough = not bounds.isdisjoint(_ROUGH) and high - low <= max(_find_unit(low), _find_unit(high))
    return is_rough or _is_rounded(x, y) or _is_rounded(y, x)


def _find_unit(value: float) -> float:
    """Return to what a figure is told: the place of its last digit that is not zero.

    >>> _find_unit(644_000.0), _find_unit(20.0), _find_unit(2.5)
    (1000.0, 10.0, 0.1)
    """
    mantissa, _, exponent = f"{value:.8e}".partition("e")
    return 10.0 ** (int(exponent) - len(mantissa.rstrip("0").rstrip(".")[1:].lstrip(".")))


def _is_rounded(x: Figure, y: Figure) -> bool:
    """Return whether a floor or a ceiling ("more than 150") can be the other, more exact figure (156)."""
    fits = (x.bound == "least" and x.value < y.value) or (x.bound == "most" and x.value > y.value)
    # How many digits each has, without the zeros at its ends.
    digits, others = (len(f"{one.value:.9g}".split("e")[0].replace(".", "").strip("0")) for one in (x, y))
    return fits and digits < others


def times_differ(a: Facts, b: Facts, likeness: float = 1.0) -> bool:
    """Return whether each names a year, or a day, that the other does not."""
    if not (a.years <= b.years or b.years <= a.years):
        return True
    days, others = a.days + a.spans, b.days + b.spans
    return not (_all_meet(days, others, _may_meet) or _all_meet(others, days, _may_meet))


def _may_meet(days: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a time may be one of others: "06" holds "06-15", and a weekday may be any day of the calendar."""
    for one, other in product(days, others):
        if one.startswith(other) or other.startswith(one) or one.isalpha() != other.isalpha():
            return True
    return False


def _is_denied(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether one denies what the other does not, or says the opposite."""
    if a.unmade & b.affirmed or b.unmade & a.affirmed:
        return True
    measured = {figure for figure in a.figures if figure.kind in _CHANGED} & set(b.figures)
    if are_opposite(a, b, everywhere=likeness >= _ALIKE or bool(measured)):
        return True
    if a.negations % 2 == b.negations % 2:
        return False
    is_reached = a.negated & b.affirmed | b.negated & a.affirmed
    return likeness >= _NEAR or bool(is_reached)


def _tenses_differ(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether one tells only as to come what the other tells only as done; worth 0.4 points of precision."""
    is_ahead = (a.planned - a.done) & (b.done - b.planned) | (b.planned - b.done) & (a.done - a.planned)
    # Shorter ones are of no verb: "mois", "кранов".
    return any(len(stem) >= _SHORTEST_VERB for stem in is_ahead)


_CHECKS: tuple[tuple[str, Callable[[Facts, Facts, float], bool]], ...] = (
    ("numbers", _figures_differ),
    ("dates", times_differ),
    ("negation", _is_denied),
    ("tense", _tenses_differ),
)


def figures_agree(some: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Return whether each of some figures can be one of others, of the same kind."""
    return _all_meet(some, others, lambda one, other: one.kind == other.kind and _agree(one, other))


def tells_figures(line: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Return whether each figure of one sentence is told by another: of the same kind, and no surer than it is there.

    >>> dead, most = Figure("count", 40.0), Figure("count", 40.0, "most")
    >>> tells_figures([dead], [dead]), tells_figures([dead], [most]), tells_figures([most], [most])
    (True, False, True)
    """
    return _all_meet(line, other, _tells)


def _tells(figure: Figure, other: Figure) -> bool:
    """Return whether who says the other figure says the first: "at least 40" is said by "40", not the other way."""
    if figure.kind != other.kind or not _agree(figure, other):
        return False
    if other.bound in ("least", "most"):
        return figure.bound == other.bound
    # "Nearly 40" is less than "more than 40".
    return not other.bound or figure.bound in ("", other.bound) or {figure.bound, other.bound} <= _ROUGH


def tells_times(line: Facts, other: Facts) -> bool:
    """Return whether each time that one sentence names is told by another: "on 12 June" is not by "in June"."""
    years = other.years | {year[:4] for year in other.years}
    if not line.years <= years:
        return False
    return _all_meet(line.days + line.spans, other.days + other.spans, _tells_day)


def _tells_day(days: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a time may be one of others that are no vaguer; a weekday may be any day of the calendar."""
    return any(theirs.startswith(mine) or mine.isalpha() != theirs.isalpha() for mine, theirs in product(days, others))
