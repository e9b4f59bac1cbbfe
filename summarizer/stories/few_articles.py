"""Whether a handful of articles are all on one event.

Among a handful, counts say nothing: what all have in common may be their event, or the town that all are of. But the
reports of one event, each told from another side, have something in common with all the others taken together, beyond
what any texts of the language share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from summarizer.lang.language import load_language
from summarizer.text.tokens import stemmer

#: So many articles are a handful: of more, the counts tell.
FEWEST, MOST = 3, 12
#: Within so many days.
DAYS = 3
#: So large a part of what each group tells all others taken together must have, beyond chance; or so large a one each of
#: them, in the mean: half as much again of one other alone (long texts of two events share up to .038), and twice where
#: two groups are of several articles, which may be stories of their own.
_BY_ALL, _BY_EACH = 0.09, 0.03
#: More groups of several articles than this are stories of their own: reports of three bridges that fell in three towns
#: share the words of a pattern. (None of a thousand other piles of several events is one story without it.)
_GROUPS = 2
#: Of what a group shares, so many words count for none, those that most have: a town, the name and office of its mayor.
_OF_A_TOWN = 3
#: A word that so large a part of all articles has says nothing. What is in no table is as rare as this, or half.
_COMMON, _RARE = 0.15, 0.004


def tell_one(groups: Sequence[Sequence[Iterable[str]]], language: str) -> bool:
    """Return whether groups of articles, each the terms that count, are all on one event; not where it cannot be told.

    >>> fire = [["fire", "dock", "maddox", "sofa", "roof"], ["fire", "dock", "maddox", "smoke", "river"]]
    >>> rest = [["fire", "dock", "smoke", "sofa", "lamb"], ["maddox", "roof", "sofa", "river", "wage"]]
    >>> tell_one([[one] for one in fire + rest], "en")
    True
    >>> tell_one([fire, [["train", "orrin", "strike", "shift"], ["train", "orrin", "driver", "shift"]]], "en")
    False
    """
    shares, several = load_shares(language), sum(len(group) > 1 for group in groups)
    if not shares or len(groups) < 2 or several > _GROUPS:
        return False
    by_all, by_each = zip(*measure_shared(groups, language), strict=True)
    return min(by_all) >= _BY_ALL or min(by_each) >= _BY_EACH * max(1, several, 3 / len(groups))


def measure_shared(groups: Sequence[Sequence[Iterable[str]]], language: str) -> list[tuple[float, float]]:
    """Return which part of what each of some groups tells all the others have, and each of them in the mean: how much
    more than as many articles on anything would, each word by its worth."""
    shares = load_shares(language)
    told = [{term for terms in group for term in terms} for group in groups]
    counts = Counter(term for group in groups for terms in group for term in set(terms))
    worth = {term: max(0.0, math.log(_COMMON / shares.get(term, _RARE))) for term in counts}
    usual = load_language(language).numbers("common_words.words")["of_an_article"]
    # How many articles of the usual length each group would make.
    lengths = [sum(len(set(terms)) for terms in group) / usual for group in groups]
    measured: list[tuple[float, float]] = []
    for number, mine in enumerate(told):
        others = [other for other in range(len(groups)) if other != number]
        shared = set().union(*(told[other] for other in others))
        ordered = sorted(mine, key=lambda term: (term not in shared, -counts[term] * worth[term], term))
        by_all = by_each = whole = 0.0
        for term in ordered[_OF_A_TOWN:]:
            without = 1 - shares.get(term, _RARE / 2)
            beyond = [(term in told[other]) - 1 + without ** lengths[other] for other in others]
            by_each += worth[term] * sum(beyond) / len(others)
            by_all += worth[term] * ((term in shared) - 1 + without ** sum(lengths[other] for other in others))
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
