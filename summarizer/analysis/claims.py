"""What must agree before two sentences may count as one: figures, dates, negation, direction, tense."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import isclose
from operator import itemgetter
from typing import TypeVar

from summarizer.analysis.dates import read_dates
from summarizer.analysis.modality import read_moods
from summarizer.analysis.quantities import Figure, find_figures
from summarizer.lang.language import Language, load_groups
from summarizer.text.tokens import read_forms, split_words, take_out

T = TypeVar("T")

#: Two sentences with so much in common differ in little else than what is compared here.
_NEAR, _ALIKE = 0.4, 0.5
#: The pairs of opposites of which a thing is in one state or the other: they count in sentences that share little too.
_STATES = frozenset({"win", "open", "arrest", "guilty", "legal", "possible", "demand", "hurt"})  # names, not language
#: Those of which who denies the one says the other, which counts as denied too: "did not approve", "rejected".
_REFUSED = frozenset({"support", "accept"})  # names, not language
#: The kinds that tell by how much something changed.
_CHANGED = frozenset({"percent", "points"})
#: The bounds of rough figures: "some 40", "nearly 40".
_ROUGH = frozenset({"about", "nearly"})  # names, not language
#: How far two figures may lie apart of which one is a rough one.
_TOLERANCE = 1.06
#: How far two exact ones may, by their kind: one is a year older the day after.
_APART = {"age": 1.0}
#: Kinds that one number must not share: two percent are no two points, and two hectares no two (square) kilometres.
_RIVALS = frozenset(map(frozenset, (("percent", "points"), ("kilometres", "miles"), ("hectares", "kilometres"))))
#: The kinds of lengths of time, in minutes.
_MINUTES = {"minutes": 1.0, "days": 1_440.0, "months": 43_830.0}
#: Counts of a sentence that are compared two by two.
_MOST_COUNTS = 20
#: So many letters of a word stand behind a prefix that denies it.
_SHORTEST_DENIED = 4
#: The stem of a verb has so many letters.
_SHORTEST_VERB = 3
#: Characters on either side of a negation in which it may reach a word.
_REACH = 80
#: What parts two clauses, of which each has its own negation.
_PAUSE = re.compile(r"[,;:–—]")


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

    def list_of(self, kinds: Collection[str]) -> list[Figure]:
        """Return its figures of some kinds."""
        return [figure for figure in self.figures if figure.kind in kinds]

    @property
    def all_days(self) -> frozenset[str]:
        """All days of which it may tell."""
        return frozenset[str]().union(*self.days)

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
    figures = find_figures(dates.rest, language)
    negations, rest = take_out(language.pattern("negation.negation"), text)
    negated, denied = _read_reach(negations, rest, language)
    affirmed = frozenset(_list_stems(rest, language)) - negated
    words = read_forms(text, language)
    said = {word.lowered for word in words}
    refused = _find_refused({word.lowered for word in words if word.stem in denied}, negations, text, language)
    first = _find_pairs("word", said, text, language) - refused
    second = _find_pairs("opposite", said, text, language) | refused
    planned, done = read_moods(text, language)
    return Facts(
        figures=tuple(dict.fromkeys(figure for figure, _, _ in figures)),
        days=dates.days,
        spans=dates.spans,
        years=frozenset(dates.years) | {year[:4] for year in dates.years},
        negations=len(negations),
        upward=frozenset(first - second),
        downward=frozenset(second - first),
        negated=negated,
        denied=denied,
        affirmed=affirmed,
        unmade=frozenset(_cut_prefixes(affirmed, language)),
        planned=planned,
        done=done,
        counted=tuple(_read_counted(dates.rest, figures, language)),
    )


def _list_stems(text: str, language: Language) -> list[str]:
    """Return the stems of the words of a text that count, in their order."""
    return [word.stem for word in read_forms(text, language) if word.counts]


def _read_reach(
    negations: Sequence[re.Match[str]], rest: str, language: Language
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that the negations of a text reach, and the nearest of them, which they deny, by its ``rest``.

    What is denied twice is not: "would not rule out a ban".
    """
    reach = defaultdict(int, {side: int(words) for side, words in language.numbers("negation.reach").items()})
    negated: set[str] = set()
    denied: set[str] = set()
    for before, found in zip((None, *negations), negations, strict=False):
        behind = _list_stems(rest[found.end() : found.end() + _REACH], language)
        ahead = _list_stems(rest[max(0, found.start() - _REACH) : found.start()], language)[::-1]
        nears = {*behind[: reach["denied_behind"]], *ahead[: reach["denied_before"]]}
        reached = {*behind[: reach["behind"]], *ahead[: reach["before"]]}
        if before and _denies_the_same(before, found, rest, language):
            negated, denied = negated ^ reached, denied ^ nears
        else:
            negated, denied = negated | reached, denied | nears
    return frozenset(negated), frozenset(denied)


def _denies_the_same(first: re.Match[str], second: re.Match[str], rest: str, language: Language) -> bool:
    """Return whether a negation denies what the one before it does, and not a thing of its own: no word that counts
    stands between the two, unlike "no one was killed and no one was hurt", or it ends the clause of the first."""
    between = rest[first.end() : second.start()]
    if not _list_stems(between, language):
        return True
    is_joined = not language.words("comparison.joining").isdisjoint(split_words(between))
    if is_joined or _PAUSE.search(between):
        return False
    prefixes, opening = language.words("tense.verb_prefixes"), first.group().lower()
    following = rest[second.end() : second.end() + _REACH].strip(" .").split(" ")[0]
    is_verb = opening in language.words("reporting.saying") | language.words("grammar.finite_verbs")
    # "Lehnte den Bau nicht ab", "bestritt den Vorwurf nicht"; "ohne Strom fuhr die Bahn nicht ab" denies two things.
    if following in prefixes:
        return is_verb or opening not in language.words("stop_words.words")
    return bool(prefixes) and is_verb and following in {"", ","}


def _cut_prefixes(stems: Iterable[str], language: Language) -> Iterator[str]:
    """Yield the stems that have a denying prefix, without it: "необоснован" says that a thing is not "обоснован"."""
    prefixes = language.phrases("negation.prefixes")
    for stem in stems:
        for prefix in prefixes:
            if stem.startswith(prefix) and len(stem) >= len(prefix) + _SHORTEST_DENIED:
                yield stem.removeprefix(prefix)


def _read_counted(
    text: str, figures: Iterable[tuple[Figure, int, int]], language: Language
) -> Iterator[tuple[Figure, frozenset[str]]]:
    """Yield each count of a text that has several, with the stems of the words up to the next one.

    A text of very many is a table or a trap: each is compared with each.
    """
    counts = sorted((found for found in figures if found[0].kind == "count"), key=itemgetter(1))
    if not 2 <= len(counts) <= _MOST_COUNTS:
        return
    ends = [*(start for _, start, _ in counts[1:]), len(text)]
    for (figure, _, end), until in zip(counts, ends, strict=True):
        yield figure, frozenset(_list_stems(text[end:until], language))


def _find_pairs(side: str, words: Iterable[str], text: str, language: Language) -> set[str]:
    """Return the names of the pairs of opposites of which a sentence says the ``word``, or the ``opposite``."""
    groups = load_groups(language, f"opposites.{side}s")
    names = {name for word in words for name in groups.find(word)}
    for name, patterns in language.rules(f"opposites.{side}_patterns").items():
        if any(pattern.search(text) for pattern in patterns):
            names.add(name)
    return names


def _find_refused(
    denied: Iterable[str], negations: Sequence[re.Match[str]], text: str, language: Language
) -> frozenset[str]:
    """Return the names of the pairs of which a sentence denies the word: "nicht zugestimmt", "stimmte nicht zu"."""
    names = _find_pairs("word", denied, "", language)
    for name in _REFUSED:
        for pattern in language.rules("opposites.word_patterns").get(name, ()):
            for told in pattern.finditer(text):
                if any(told.start() <= negation.start() < told.end() for negation in negations):
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
    found = find_opposites(a, b)
    return bool(found if everywhere else found & _STATES)


def find_opposites(a: Facts, b: Facts) -> frozenset[str]:
    """Return the names of the pairs of opposites of which each sentence says one."""
    return a.upward & b.downward | b.upward & a.downward


def are_denied(a: Facts, b: Facts) -> bool:
    """Return whether a word that one sentence denies is affirmed by the other."""
    if a.negations % 2 == b.negations % 2:
        return False
    return bool(a.denied & b.affirmed | b.denied & a.affirmed)


def _figures_differ(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether of a kind that both have neither's figures are among the other's, or each has its own unit."""
    if not a.figures or not b.figures:
        return False
    if _counts_are_swapped(a, b) or _units_differ(a, b):
        return True
    if likeness >= _ALIKE and _lengths_differ(a, b):
        return True
    for kind in {figure.kind for figure in a.figures}:
        # The fewer are among the others; of as many, each is one of them.
        less, more = sorted((a.list_of({kind}), b.list_of({kind})), key=len)
        if not figures_agree(less, more) or (len(less) == len(more) and not figures_agree(more, less)):
            return True
    return False


def _units_differ(a: Facts, b: Facts) -> bool:
    """Return whether one number is of two units, or each tells of money of its own: euros, dollars."""
    told_here, told_there = ({(one.kind, one.value) for one in facts.figures} for facts in (a, b))
    for (kind, value), (other, same) in product(told_here - told_there, told_there - told_here):
        if value == same and frozenset((kind, other)) in _RIVALS:
            return True
    money, others = ({one.kind for one in facts.figures if one.is_money} for facts in (a, b))
    return bool(money) and bool(others) and money.isdisjoint(others)


def _lengths_differ(a: Facts, b: Facts) -> bool:
    """Return whether each tells one length of time, in units of its own: three weeks, three months, not 48 hours."""
    mine, theirs = a.list_of(_MINUTES), b.list_of(_MINUTES)
    if len(mine) != 1 or len(theirs) != 1 or mine[0].kind == theirs[0].kind:
        return False
    low, high = sorted(one.value * _MINUTES[one.kind] for one in (*mine, *theirs))
    return high > _TOLERANCE * low


def _counts_are_swapped(a: Facts, b: Facts) -> bool:
    """Return whether two counts of one sentence count in the other what the other one counts: two dead, five hurt."""
    here, there = dict(a.counted), dict(b.counted)
    for one, other in combinations([figure for figure in here if figure in there], 2):
        kept = len(here[one] & there[one]) + len(here[other] & there[other])
        if len(here[one] & there[other]) + len(here[other] & there[one]) > kept:
            return True
    return False


def _all_meet(a: Iterable[T], b: Sequence[T], meet: Callable[[T, T], bool]) -> bool:
    """Return whether each of some things meets one of the others."""
    return all(any(meet(one, other) for other in b) for one in a)


def _agree(x: Figure, y: Figure) -> bool:
    """Return whether two figures can be one; "at least" and "at most" are two, and "nearly" and "over".

    Nor is "some 644,000" one with "some 661,000": both are told to the thousand.
    """
    if x.kind != y.kind:
        return False
    bounds = {x.bound, y.bound}
    if bounds == {"least", "most"} or (bounds == {"least", "nearly"} and x.value == y.value):
        return False
    low, high = sorted((x.value, y.value))
    if isclose(low, high, abs_tol=_APART.get(x.kind, 1e-9)):
        return True
    if high > _TOLERANCE * low:
        return False
    if bounds & _ROUGH and high - low <= max(_find_unit(low), _find_unit(high)):
        return True
    return _is_rounded(x, y) or _is_rounded(y, x)


def list_comparable(facts: Facts, other: Facts) -> tuple[Figure, ...]:
    """Return the figures of one sentence that another one can contradict: not crowns beside dollars, nor "at least 11"
    beside 14.

    >>> list_comparable(Facts((Figure("count", 11.0, "least"),)), Facts((Figure("count", 14.0),)))
    ()
    """
    # What one of its own exact figures tells is no bound's: "20 died and 300 were hurt".
    own = [figure for figure in facts.figures if not figure.bound]
    exact = [one for one in other.figures if not one.bound and not figures_agree([one], own)]
    money = {figure.kind for figure in other.figures if figure.is_money}
    comparable: list[Figure] = []
    for figure in facts.figures:
        is_other_money = figure.is_money and bool(money) and figure.kind not in money
        if not is_other_money and not _all_meet([figure], exact, _leaves_open):
            comparable.append(figure)
    return tuple(comparable)


def _leaves_open(x: Figure, y: Figure) -> bool:
    """Return whether a floor or a ceiling ("more than 150") can be another figure of its kind (156)."""
    if x.kind != y.kind:
        return False
    return (x.bound == "least" and x.value < y.value) or (x.bound == "most" and x.value > y.value)


def _find_unit(value: float) -> float:
    """Return to what a figure is told: the place of its last digit that is not zero.

    >>> _find_unit(644_000.0), _find_unit(20.0), _find_unit(2.5)
    (1000.0, 10.0, 0.1)
    """
    mantissa, _, exponent = f"{value:.8e}".partition("e")
    return 10.0 ** (int(exponent) - len(mantissa.rstrip("0").rstrip(".")[1:].lstrip(".")))


def _is_rounded(x: Figure, y: Figure) -> bool:
    """Return whether a floor or a ceiling ("more than 150") can be the other, more exact figure (156)."""
    return _leaves_open(x, y) and _find_unit(x.value) > _find_unit(y.value)


def times_differ(a: Facts, b: Facts, likeness: float = 1.0) -> bool:
    """Return whether each names a year, or a day, that the other does not."""
    if not (a.years <= b.years or b.years <= a.years):
        return True
    days, others = a.days + a.spans, b.days + b.spans
    return not (_all_meet(days, others, _may_meet) or _all_meet(others, days, _may_meet))


def _may_meet(days: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a time may be one of others, either vaguer than the other: "06" holds "06-15"."""
    return _tells_day(days, others) or _tells_day(others, days)


def _is_denied(a: Facts, b: Facts, likeness: float) -> bool:
    """Return whether one denies what the other does not, or says the opposite."""
    if a.unmade & b.affirmed or b.unmade & a.affirmed:
        return True
    # What rose and what fell by one share is one thing, however little else two sentences have in common.
    is_measured = any(figure in b.figures for figure in a.list_of(_CHANGED))
    if are_opposite(a, b, everywhere=likeness >= _ALIKE or is_measured):
        return True
    if a.negations % 2 == b.negations % 2:
        return False
    return likeness >= _NEAR or bool(a.negated & b.affirmed | b.negated & a.affirmed)


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
    return _all_meet(some, others, _agree)


def tells_figures(line: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Return whether each figure of one sentence is told by another: of the same kind, and no surer than it is there.

    >>> dead, most = Figure("count", 40.0), Figure("count", 40.0, "most")
    >>> tells_figures([dead], [dead]), tells_figures([dead], [most]), tells_figures([most], [most])
    (True, False, True)
    """
    return _all_meet(line, other, _tells)


def _tells(figure: Figure, other: Figure) -> bool:
    """Return whether who says the other figure says the first: "at least 40" is said by "40", not the other way."""
    if not _agree(figure, other):
        return False
    if other.bound in ("least", "most"):
        return figure.bound == other.bound
    if other.bound in _ROUGH and not figure.bound:
        # "Some 85,000" does not tell 84,900, nor "almost 90" that it is 90. Of 232 near pairs it is worth 3, of the 50
        # held back none; no true one is lost.
        return other.bound == "about" and _find_unit(figure.value) >= _find_unit(other.value)
    # "Nearly 40" is less than "more than 40".
    return not other.bound or figure.bound == other.bound or {figure.bound, other.bound} <= _ROUGH


def tells_times(line: Facts, other: Facts) -> bool:
    """Return whether each time that one sentence names is told by another: "on 12 June" is not by "in June"."""
    if not line.years <= other.years:
        return False
    return _all_meet(line.days + line.spans, other.days + other.spans, _tells_day)


def _tells_day(days: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a time may be one of others that are no vaguer; a weekday may be any day of the calendar."""
    return any(theirs.startswith(mine) or mine.isalpha() != theirs.isalpha() for mine, theirs in product(days, others))
