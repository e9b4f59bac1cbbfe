"""Vectors of articles and their days → groups of articles on one event; and whether a handful are all on one.

Average linkage (UPGMA; Sokal & Michener 1958): two groups are joined while the mean likeness between their articles
reaches the threshold. Whatever is alike in a chain of pairs alone (connected components) would put a week of politics
into one story. A group is held as the sum of its articles' vectors by day, from which the mean between any two groups
follows without a table of all pairs (exactly, but for what ``weigh_shared`` takes off, which looks at the sums): only
pairs that reach the threshold are held.

Among a handful, counts say nothing: what all have in common may be their event, or the town that all are of. But the
reports of one event, each told from another side, have something in common with the others, beyond what any texts of
the language share.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import chain, combinations
from types import MappingProxyType

from summarizer.dedupe.vectors import Vectors, build_vectors, find_pairs, normalize, sum_products
from summarizer.lang.language import load_language
from summarizer.text.tokens import stemmer

#: Mean likeness from which on two groups are one story; docs/stories.md has what it gives, and each rule is worth.
THRESHOLD = 0.134
#: What is alike by one word alone counts nothing, by n words equally (n - 1) / (n - 1 + this) of it.
BREADTH = 0.5
#: Teasers have the words of their field in common: teasers that join so many of one event must be so near to them, in
#: the mean. F1 of allsides is .911 without, and .928; with it for any two teasers .924; day after day .889 where only
#: the groups of a day are joined so, and .903. For full texts it is nothing: duc03 has .840 with it and .857 without.
_SEVERAL, AMONG_TEASERS = 3, 0.16
#: Two stories of teasers may tell of two bills of one senator: they are one only if they are so nearly as alike as the
#: articles of each are, or as alike as sequels. By it F1 of allsides is .932 and not .928 (.935 without a bound for
#: sequels, which parts a day from the next), day after day .906 and not .903; neus, on which it was not chosen, had
#: .871 for .870 if its teasers had days. Of full texts it takes from duc03 (.857 to .847).
#: What has a day in common is no sequel, and of these a full text beside teasers asks for less. Of thirty pairs of
#: near events that it was not chosen on, 7 are one story in piles of fifteen without that and 3 with it, 6 and 4 in
#: one pile of all; no stream's F1 moves.
AS_EACH, OF_SEQUELS, OF_MIXED = 0.7, 0.22, 0.5
#: Among fewer articles than this or so it is more, up to a most: F1 of eleven piles of ten was .81 without, and is .89.
_FEW, MOST_BREADTH = 20.0, 3.0

#: So many articles of a story are compared to say how sure it is.
_MOST_COMPARED = 50
#: Means count to so many digits, so that ties do not hang on the last bits of a sum.
_DIGITS = 9
#: The days in which the likeness of two articles loses half, and the least that is left of it.
HALF_LIFE, LEFT_OF_FULL, LEFT_OF_TEASERS = 3.0, 0.75, 0.4
#: Where the day of one of two articles is not known, so much of their likeness counts; where their headlines name two
#: months, none of it: the prices of July and those of August are told in the same words.
UNDATED, OTHER_MONTH = 0.7, 0.0
#: An outlet tells two rulings of one day in the same words, and seldom one ruling twice: so much of the likeness of its
#: teasers of a day counts. Without it 12 of those thirty pairs are one story in piles of fifteen and not 3, 10 and not
#: 4 in one pile of all, and fewer events are parted; eight events that an outlet tells twice stay whole.
OF_OUTLET = 0.6

Terms = Mapping[int, float]
#: The day on which an article appeared, as an ordinal (0: not known), whether its text is a full one, of one whose day
#: is not known the month that its headline names (0: none), and of a teaser of a known day its outlet.
Appearance = tuple[int, bool, int, str]
#: Two rows and how alike they are.
Link = tuple[int, int, float]


class Group:
    """Articles by their rows, the sums of the vectors of those that appeared alike, and the sum of the likenesses of
    their pairs, as far as they are known."""

    def __init__(self, breadth: float = BREADTH) -> None:
        self.breadth = breadth
        self.rows: list[int] = []
        self.sums: dict[Appearance, Terms] = {}
        self.inner = 0.0

    def add(self, other: Group, mean: float = 0.0) -> None:
        """Take in another group, to which the mean likeness is known."""
        self.inner += other.inner + mean * len(self.rows) * len(other.rows)
        self.rows += other.rows
        for appearance, terms in other.sums.items():
            # The terms of one article belong to the pile: they are held, and copied only where others join them.
            mine = self.sums.get(appearance)
            self.sums[appearance] = add_terms(mine, terms) if mine else terms

    @property
    def cohesion(self) -> float:
        """The mean likeness of the pairs of articles; 0 where there is none, or it is not known."""
        return 2 * self.inner / (len(self.rows) * max(1, len(self.rows) - 1))

    def measure(self, other: Group, breadth: float = 0.0, *, is_sequel: bool = False) -> float:
        """Return the mean likeness between the articles of two groups; it must rest on so many words at least. Between
        a story and its sequel a weekend counts for nothing."""
        breadth = max(breadth, self.breadth)
        total = 0.0
        for appearance, terms in self.sums.items():
            for other_appearance, others in other.sums.items():
                weight = weigh_days(appearance, other_appearance, is_sequel=is_sequel)
                total += weight * weigh_shared(terms, others, breadth)
        return round(total / (len(self.rows) * len(other.rows)), _DIGITS)


def find_threshold(one: Group, other: Group) -> float:
    """Return from which mean likeness on two groups are one story."""
    appeared = [*one.sums, *other.sums]
    if all(is_full for _, is_full, *_ in appeared):
        return THRESHOLD
    is_one_day = not {day for day, *_ in one.sums if day}.isdisjoint(day for day, *_ in other.sums)
    cohesion = min(one.cohesion, other.cohesion)
    if not all(day and not is_full for day, is_full, *_ in appeared):
        return max(THRESHOLD, OF_MIXED * cohesion) if is_one_day else THRESHOLD
    is_several = max(len(one.rows), len(other.rows)) >= _SEVERAL
    least = AS_EACH * cohesion if is_one_day else min(OF_SEQUELS, AS_EACH * cohesion)
    return max(AMONG_TEASERS if is_several else THRESHOLD, least)


def weigh_days(one: Appearance, other: Appearance, *, is_sequel: bool = False) -> float:
    """Return what counts of the likeness of articles that appeared so; of a sequel weekends are no days: few report."""
    (day, is_full, month, outlet), (other_day, is_other_full, other_month, other_outlet) = one, other
    if day and other_day:
        if day == other_day and outlet and outlet == other_outlet:
            return OF_OUTLET
        apart = count_weekdays(other_day) - count_weekdays(day) if is_sequel else other_day - day
        return find_decay(abs(apart), full=is_full and is_other_full)
    return OTHER_MONTH if month and other_month and month != other_month else UNDATED


def count_weekdays(day: int) -> int:
    """Return how many days from Monday to Friday there are up to a day, an ordinal.

    >>> friday = 739_919
    >>> [count_weekdays(friday + days) - count_weekdays(friday) for days in range(5)]
    [0, 0, 0, 1, 2]
    """
    weeks, weekday = divmod(day - 1, 7)
    return 5 * weeks + min(weekday, 4)


def multiply(terms: Terms, others: Terms) -> float:
    """Return the sum of the products of what two rows have in common.

    >>> multiply({1: 2.0, 5: 1.0}, {5: 3.0, 7: 1.0})
    3.0
    """
    few, many = sorted((terms, others), key=len)
    return sum(value * many[term] for term, value in few.items() if term in many)


def find_breadth(documents: int) -> float:
    """Return on how many words likeness must rest among so many articles.

    Two of few articles share a name or a ferry by chance, and among few nothing tells how common that is.

    >>> find_breadth(1000), find_breadth(10)
    (0.5, 3.0)
    """
    return min(MOST_BREADTH, max(BREADTH, (_FEW / max(1, documents)) ** 2))


def weigh_shared(terms: Terms, others: Terms, breadth: float = BREADTH) -> float:
    """Return how alike two rows are: the sum of the products of what they share, the less the fewer terms it rests on.

    Two texts that share a name alone may be of anything that happened to it. A sum rests on as many terms as so many
    equal products would make with the same squares, (Σp)² / Σp² (Kish 1965, of weighted samples).

    >>> weigh_shared({1: 1.0}, {1: 0.4}), round(weigh_shared({1: 1.0, 2: 1.0}, {1: 0.2, 2: 0.2}), 3)
    (0.0, 0.267)
    """
    few, many = sorted((terms, others), key=len)
    total = squares = 0.0
    for term, value in few.items():
        if term in many:
            product = value * many[term]
            total += product
            squares += product * product
    beyond_one = total * total - squares
    return total * beyond_one / (beyond_one + breadth * squares) if beyond_one > 0 else 0.0


def add_terms(terms: Terms, others: Terms) -> Terms:
    """Return the sum of two rows.

    >>> add_terms({1: 2.0, 5: 1.0}, {5: 3.0, 7: 1.0}) == {1: 2.0, 5: 4.0, 7: 1.0}
    True
    """
    few, many = sorted((terms, others), key=len)
    total = dict(many)
    for term, value in few.items():
        total[term] = total.get(term, 0.0) + value
    return total


def make_group(
    rows: Sequence[int], terms: Sequence[Terms], appeared: Sequence[Appearance], breadth: float = BREADTH
) -> Group:
    """Return the group of some rows."""
    group = Group(breadth)
    for row in rows:
        one = Group()
        one.rows, one.sums = [row], {appeared[row]: terms[row]}
        group.add(one)
    return group


def measure_cohesion(
    rows: Sequence[int], terms: Sequence[Terms], appeared: Sequence[Appearance], breadth: float
) -> float:
    """Return the mean likeness of the pairs of articles of a story, from 0 to 1; of one article it is 1.

    Of a story of very many, the first ones stand for all.
    """
    pairs = list(combinations(rows[:_MOST_COMPARED], 2))
    if not pairs:
        return 1.0
    total = sum(weigh_shared(terms[a], terms[b], breadth) * weigh_days(appeared[a], appeared[b]) for a, b in pairs)
    return round(total / len(pairs), 4)


def list_terms(vectors: Vectors) -> list[Terms]:
    """Return the rows of vectors as mappings of columns to values."""
    # One number for each column, which all rows share: a pile has a million entries.
    numbers = list(range(vectors.width))
    rows: list[Terms] = []
    for row in range(len(vectors)):
        entries = vectors.find_entries(row)
        columns = [numbers[column] for column in vectors.indices[entries]]
        rows.append(dict(zip(columns, vectors.values[entries].tolist(), strict=True)))
    return rows


def find_decay(days: float, *, full: bool) -> float:
    """Return what remains of the likeness of two articles that appeared so many days apart.

    News of the next day may still be of the same event; then half is lost every three days, since what has the same
    words is more and more often a new event. But a matter may rest for weeks: something is always left, more of two
    ``full`` texts than of teasers, which share the words of their field with every event in it.

    >>> find_decay(1, full=False), find_decay(4, full=True), find_decay(300, full=True), find_decay(300, full=False)
    (1.0, 0.75, 0.75, 0.4)
    """
    return max(LEFT_OF_FULL if full else LEFT_OF_TEASERS, math.pow(0.5, max(0.0, days - 1) / HALF_LIFE))


def find_likeness(vectors: Vectors, appeared: Sequence[Appearance], breadth: float = BREADTH) -> list[Link]:
    """Return the pairs of rows that are alike enough for one story, by their words as ``weigh_shared`` does and their
    days, and how alike they are."""
    import numpy as np

    pairs = find_pairs(vectors, THRESHOLD)
    totals, squares = sum_products(vectors, pairs)
    beyond_one = np.maximum(totals**2 - squares, 0.0)
    shared = totals * beyond_one / (beyond_one + breadth * squares)
    # One number for each row, which all its pairs share.
    numbers = list(range(len(vectors)))
    links: list[Link] = []
    for (low, high, _), alike in zip(pairs, shared.tolist(), strict=True):
        likeness = round(alike * weigh_days(appeared[low], appeared[high]), _DIGITS)
        if likeness >= THRESHOLD:
            links.append((numbers[low], numbers[high], likeness))
    return links


def find_chained(rows: Iterable[int], alike: Iterable[Link]) -> set[int]:
    """Return the rows to which chains of pairs that are alike lead from some rows, these among them.

    >>> sorted(find_chained([3], [(0, 3, 0.2), (0, 1, 0.2), (2, 4, 0.2)]))
    [0, 1, 3]
    """
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for low, high, _ in alike:
        beside[low].append(high)
        beside[high].append(low)
    found, waiting = set(rows), list(rows)
    while waiting:
        new = set(beside[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def group_by_plain_words(weights: Sequence[Mapping[str, float]]) -> tuple[list[Group], list[Terms]]:
    """Return articles in groups whose words are alike however common they are, and their vectors.

    The articles of one event have above all in common what is rare elsewhere, but not among them: where they are much
    of a pile, their words look common by any count of articles.
    """
    import numpy as np

    vectors, _ = build_vectors(weights)
    vectors = normalize(vectors, 1 + np.log(np.maximum(vectors.values, 1)))
    rows = list_terms(vectors)
    # Days do not count here: what comes later is a sequel.
    days = [(1, True, 0, "")] * len(rows)
    groups = group_articles(range(len(rows)), rows, days, find_likeness(vectors, days))
    return [make_group(group, rows, days) for group in groups], rows


def group_articles(
    rows: Sequence[int],
    terms: Sequence[Terms],
    appeared: Sequence[Appearance],
    alike: Sequence[Link],
    breadth: float = BREADTH,
) -> list[list[int]]:
    """Return rows in groups on one event, each row in one; rows ascend, and so do the groups by their first.

    Args:
        rows: those to be grouped.
        terms: of all rows.
        appeared: how each row did.
        alike: the pairs of rows that are alike enough: groups are joined only where they have one.
        breadth: on how many words likeness must rest.
    """
    groups = {row: make_group([row], terms, appeared, breadth) for row in rows}
    links: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for low, high, likeness in alike:
        if low in groups and high in groups:
            links[low][high] = links[high][low] = likeness
    _join(groups, links)
    return sorted(sorted(group.rows) for group in groups.values())


def _join(groups: dict[int, Group], links: Mapping[int, dict[int, float]]) -> None:
    """Join groups, the likest first, while their mean likeness reaches the threshold; of equals, the first ones."""
    queue = [(-mean, a, b) for a, others in links.items() for b, mean in others.items() if a < b and mean >= THRESHOLD]
    heapify(queue)
    while queue:
        mean, a, b = heappop(queue)
        if links[a].get(b) != -mean or -mean < find_threshold(groups[a], groups[b]):
            continue
        # Links of either are links of both: the mean of both together follows from those of each.
        mine, theirs = links[a], links[b]
        one, gone = groups[a], groups.pop(b)
        share = len(one.rows) / (len(one.rows) + len(gone.rows))
        for other in sorted({*mine, *theirs} - {a, b}):
            known = mine[other] if other in mine else one.measure(groups[other])
            added = theirs[other] if other in theirs else gone.measure(groups[other])
            joined = round(share * known + (1 - share) * added, _DIGITS)
            links[other].pop(b, None)
            links[a][other] = links[other][a] = joined
            if joined >= THRESHOLD:
                heappush(queue, (-joined, min(a, other), max(a, other)))
        one.add(gone, -mean)
        links[a].pop(b, None)
        theirs.clear()


#: So many articles are a handful: of more, the counts tell.
FEWEST, MOST = 3, 12
#: Within so many days.
DAYS = 3
#: So large a part of what each group tells all others taken together must have, beyond chance; or so large a one each
#: of them, in the mean: half as much again of one other alone (long texts of two events share up to .038), and twice
#: where two groups are of several articles, which may be stories of their own.
_BY_ALL, _BY_EACH = 0.09, 0.03
#: More groups of several articles than this are stories of their own: reports of three bridges that fell in three towns
#: share the words of a pattern. (None of a thousand other piles of several events is one story without it.)
_GROUPS = 2
#: So many groups at least are one event without the one that has least in common with them.
_LEFT = 3
#: Of what a group shares, so many words count for none, those that most have: a town, the name and office of its mayor.
_OF_A_TOWN = 3
#: A word that so large a part of all articles has says nothing. What is in no table is as rare as this, or half.
_COMMON, _RARE = 0.15, 0.004


def find_one_event(groups: Sequence[Sequence[Iterable[str]]], language: str) -> list[int]:
    """Return the numbers of those groups of articles, each the terms that count, that are on one event: of all, or of
    all but one where others are left; none where it cannot be told.

    >>> fire = [["fire", "dock", "maddox", "sofa", "roof"], ["fire", "dock", "maddox", "smoke", "river"]]
    >>> rest = [["fire", "dock", "smoke", "sofa", "lamb"], ["maddox", "roof", "sofa", "river", "wage"]]
    >>> train = [["train", "orrin", "strike", "shift"], ["train", "orrin", "driver", "shift"]]
    >>> find_one_event([[one] for one in fire + rest], "en"), find_one_event([fire, train], "en")
    ([0, 1, 2, 3], [])
    >>> find_one_event([[one] for one in fire + rest + train[:1]], "en")
    [0, 1, 2, 3]
    """
    numbers = list(range(len(groups))) if load_shares(language) else []
    while len(numbers) > 1:
        kept = [groups[number] for number in numbers]
        measured = measure_shared(kept, language)
        several = sum(len(group) > 1 for group in kept)
        least = _BY_EACH * max(1.0, several, 3 / len(kept))
        is_shared = min(by_all for by_all, _ in measured) >= _BY_ALL or min(by_each for _, by_each in measured) >= least
        if is_shared and several <= _GROUPS:
            return numbers
        if len(numbers) < max(_LEFT + 1, len(groups)):
            break
        # The one that has least in common with the others may be of something else.
        del numbers[min(range(len(kept)), key=lambda place: measured[place][1])]
    return []


def measure_shared(groups: Sequence[Sequence[Iterable[str]]], language: str) -> list[tuple[float, float]]:
    """Return which part of what each of some groups tells all the others have, and each of them in the mean: how much
    more than as many articles on anything would, each word by its worth."""
    shares = load_shares(language)
    articles = [[set(terms) for terms in group] for group in groups]
    told = [set().union(*group) for group in articles]
    counts = Counter(chain.from_iterable(chain.from_iterable(articles)))
    worth = {term: max(0.0, math.log(_COMMON / shares.get(term, _RARE))) for term in counts}
    usual = load_language(language).numbers("common_words.words")["of_an_article"]
    # How many articles of the usual length each group would make.
    lengths = [sum(map(len, group)) / usual for group in articles]
    measured: list[tuple[float, float]] = []
    for number, mine in enumerate(told):
        others = [other for other in range(len(groups)) if other != number]
        shared = set().union(*(told[other] for other in others))
        length_of_others = sum(lengths[other] for other in others)
        ordered = sorted(mine, key=lambda term: (term not in shared, -counts[term] * worth[term], term))
        by_all = by_each = whole = 0.0
        for term in ordered[_OF_A_TOWN:]:
            without = 1 - shares.get(term, _RARE / 2)
            beyond = [(term in told[other]) - 1 + without ** lengths[other] for other in others]
            by_each += worth[term] * sum(beyond) / len(others)
            by_all += worth[term] * ((term in shared) - 1 + without**length_of_others)
            whole += worth[term]
        measured.append((by_all / whole, by_each / whole) if whole else (0.0, 0.0))
    return measured


@cache
def load_shares(language: str) -> Mapping[str, float]:
    """Return which part of all articles have a common word, by its stem; nothing where it is not known.

    >>> load_shares("en")["peopl"] > load_shares("en")["hous"], load_shares("xx")
    (True, mappingproxy({}))
    """
    by_percent = load_language(language).groups("common_words.by_percent")
    stem = stemmer(language)
    return MappingProxyType({stem(word): int(percent) / 100 for percent, words in by_percent.items() for word in words})
