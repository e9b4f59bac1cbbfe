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
#: So large a part of what each group tells another one must have, beyond chance.
_SHARED = 0.09
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
    shares = load_shares(language)
    if not shares or len(groups) < 2 or sum(len(group) > 1 for group in groups) > _GROUPS:
        return False
    told = [{term for terms in group for term in terms} for group in groups]
    counts = Counter(term for group in groups for terms in group for term in set(terms))
    worth = {term: max(0.0, math.log(_COMMON / shares.get(term, _RARE))) for term in counts}
    usual = load_language(language).numbers("common_words.words")["of_an_article"]
    for number, mine in enumerate(told):
        others = set().union(*told[:number], *told[number + 1 :])
        # How many articles of the usual length the others would make.
        length = sum(len(set(terms)) for group in (*groups[:number], *groups[number + 1 :]) for terms in group) / usual
        ordered = sorted(mine, key=lambda term: (term not in others, -counts[term] * worth[term], term))
        beyond = whole = 0.0
        for term in ordered[_OF_A_TOWN:]:
            by_chance = 1 - (1 - shares.get(term, _RARE / 2)) ** length
            beyond += worth[term] * ((term in others) - by_chance)
            whole += worth[term]
        if beyond < _SHARED * whole or not whole:
            return False
    return True


@cache
def load_shares(language: str) -> Mapping[str, float]:
    """Return which part of all articles have a common word, by its stem; nothing where it is not known.

    >>> load_shares("en")["peopl"] > load_shares("en")["hous"], load_shares("xx")
    (True, mappingproxy({}))
    """
    by_percent = load_language(language).groups("common_words.by_percent")
    stem = stemmer(language)
    return MappingProxyType({stem(word): int(percent) / 100 for percent, words in by_percent.items() for word in words})
