"""Whether two sentences that must not count as one contradict each other, so that a reader should be told.

To keep two sentences apart, a doubt is enough; to tell a reader that two outlets disagree, it is not.
"""

from __future__ import annotations

from collections import Counter

from summarizer.facts import Facts, are_denied
from summarizer.facts.figures import CURRENCIES

#: The reasons of a veto that may be a contradiction.
REASONS = frozenset({"numbers", "dates", "negation"})
#: From this similarity on two sentences are about the same thing, whatever they differ in.
_SAME_MATTER = 0.7
#: The same where each has one sum of money, or one percentage.
_SAME_MEASURE = 0.45
_MEASURES = frozenset({"percent", *CURRENCIES.values()})


def contradict(a: Facts, b: Facts, why: str, likeness: float) -> bool:
    """Tell whether what keeps two sentences apart is a contradiction to show.

    Args:
        a: the facts of one sentence.
        b: those of the other.
        why: the reason of the veto.
        likeness: their similarity.

    >>> from summarizer.facts import read_facts
    >>> cheap, dear = read_facts("It cost 15 billion euros."), read_facts("It cost 28 billion euros.")
    >>> contradict(cheap, dear, "numbers", 0.5), contradict(cheap, dear, "tense", 0.9)
    (True, False)
    """
    if why == "negation":
        return likeness >= _SAME_MATTER and are_denied(a, b)
    if why == "numbers":
        return likeness >= (_SAME_MEASURE if _measure(a) and _measure(a) == _measure(b) else _SAME_MATTER)
    return why == "dates" and likeness >= _SAME_MATTER


def _measure(facts: Facts) -> str:
    """Give the kind of measure of which a sentence has exactly one, if it has no other."""
    kinds = Counter(figure.kind for figure in facts.figures if figure.kind in _MEASURES)
    return next(iter(kinds)) if sum(kinds.values()) == 1 else ""
