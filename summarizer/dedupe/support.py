"""Whether one sentence tells all that another asserts: what an outlet must have told before it is named for a line.

Likeness is symmetric and cannot know this: two sentences may be alike though one holds a figure, a reason or a second
fact that the other lacks. Support is not symmetric. A claim told in quite other words is not found by words; rather
an outlet is not named than named for what it never said.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import Facts, figures_agree, times_meet
from summarizer.analysis.names import spelling
from summarizer.text.tokens import fold, letters, split_words

#: Forms of a word share so many first letters.
_SAME_LETTERS = 6
#: A near-copy: so much of the words of both is shared, and so much of what the line says is there.
_COPY_SHARED, _COPY_COVER = 0.8, 0.7
#: Else so much of what the line says must be there, of each of its clauses, in its order, and as pairs of neighbours.
_COVER, _CLAUSE, _ORDER, _PAIRS = 0.85, 0.6, 0.6, 0.3
#: Where a language has no rules, so much of the words of both is shared, in the same order.
_NEAR_EQUAL = 0.9
#: A clause of fewer words is judged with the whole.
_FEWEST_OF_CLAUSE = 2
_NAME = re.compile(r"(?<![\w'’])[A-ZÀ-Þ][\w'’-]*")
_CLAUSE_END = re.compile(r"[,;:–—]\s|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word of a story tells: 1 + ln n/df, by its first letters."""

    weights: Mapping[str, float]

    def weigh(self, words: Iterable[str]) -> float:
        """Return what some words tell together."""
        return sum(self.weights.get(word, 1.0) for word in words)


def measure_rarity(sentences: Sequence[AnalysedSentence]) -> Rarity:
    """Return how much each word of a story tells, by all of its sentences."""
    counts: Counter[str] = Counter()
    for one in sentences:
        counts.update(set(_cut(one.tokens)))
    return Rarity({word: 1 + math.log(len(sentences) / count) for word, count in counts.items()})


def tells_all(
    line: AnalysedSentence, other: AnalysedSentence, rarity: Rarity, before: AnalysedSentence | None = None
) -> bool:
    """Return whether a sentence tells all that a line asserts, whoever they say reported it.

    Args:
        line: as printed.
        other: of another outlet.
        rarity: of the words of the story.
        before: the sentence before the other one, which may name whom it calls "he".
    """
    if letters(line.sentence.text) in letters(other.sentence.text):
        return True
    if not line.language.text("negation.negation"):
        return _is_near_equal(line, other)
    return _has_facts(line.claims, other.claims) and _has_names(line, other, before) and _has_words(line, other, rarity)


def _is_near_equal(line: AnalysedSentence, other: AnalysedSentence) -> bool:
    """Return whether two sentences have nearly the same words, and all digits: for a language without rules."""
    mine, theirs = _cut(line.core_tokens), _cut(other.tokens)
    figures = [{word for word in words if any(letter.isdigit() for letter in word)} for words in (mine, theirs)]
    if not mine or figures[0] != figures[1]:
        return False
    return (
        len(set(mine) & set(theirs)) >= _NEAR_EQUAL * len({*mine, *theirs})
        and _measure_order(mine, theirs) >= _NEAR_EQUAL
    )


def _has_facts(line: Facts, other: Facts) -> bool:
    """Return whether every figure, time and negation of a line is in another sentence too."""
    if line.negations % 2 != other.negations % 2:
        return False
    return figures_agree(line.figures, other.figures) and times_meet(line, other)


def _has_names(line: AnalysedSentence, other: AnalysedSentence, before: AnalysedSentence | None) -> bool:
    """Return whether all who are named in a line are named in another sentence, or in the one before it."""
    heard = other.sentence.text if before is None else f"{before.sentence.text} {other.sentence.text}"
    known = {_key(part) for word in split_words(heard) for part in word.split("-")}
    calendar = line.language.pattern("comparison.calendar")
    # The first word has a capital in any case.
    _, _, behind_first = line.core.lstrip().partition(" ")
    named = _NAME.findall(calendar.sub(" ", behind_first.replace("-", " ")))
    stops = line.language.words("stop_words.words")
    for word, following in pairwise([*named, ""]):
        # Whether an outlet gives a first name says nothing.
        is_first_name = bool(following) and f"{word} {following}" in line.core and _key(following) in known
        if _key(word) not in known and fold(word) not in stops and not is_first_name:
            return False
    return True


def _has_words(line: AnalysedSentence, other: AnalysedSentence, rarity: Rarity) -> bool:
    """Return whether the words of a line are in another sentence: nearly all, in each clause, in nearly its order."""
    mine, theirs = _cut(line.core_tokens), _cut(other.tokens)
    known = set(theirs)
    if not mine:
        return False

    def cover(words: Sequence[str]) -> float:
        return rarity.weigh(word for word in words if word in known) / rarity.weigh(words)

    covered = cover(mine)
    shared = len(set(mine) & known) / len(set(mine) | known)
    if shared >= _COPY_SHARED and covered >= _COPY_COVER:
        return True
    if covered < _COVER or _measure_order(mine, theirs) < _ORDER:
        return False
    pairs = set(pairwise(mine))
    if pairs and len(pairs & set(pairwise(theirs))) < _PAIRS * len(pairs):
        return False
    for clause in _cut_clauses(line.core, mine):
        if len(clause) >= _FEWEST_OF_CLAUSE and cover(clause) < _CLAUSE:
            return False
    return True


def _cut_clauses(text: str, words: Sequence[str]) -> list[list[str]]:
    """Return those of some words of a text that stand in each of its clauses."""
    clauses: list[list[str]] = []
    for part in _CLAUSE_END.split(text):
        heads = {_key(word) for word in split_words(part)}
        clauses.append([word for word in dict.fromkeys(words) if any(_begin_alike(word, head) for head in heads)])
    return clauses


def _begin_alike(word: str, head: str) -> bool:
    return word.startswith(head[: len(word)]) if len(head) >= len(word) else word.startswith(head)


def _measure_order(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Return how large a part of some words stands in the same order among others (longest common subsequence)."""
    longest = [0] * (len(theirs) + 1)
    for word in mine:
        corner = 0
        for at, other in enumerate(theirs, 1):
            above = longest[at]
            longest[at] = corner + 1 if word == other else max(above, longest[at - 1])
            corner = above
    return longest[-1] / len(mine)


def _cut(tokens: Iterable[str]) -> list[str]:
    return [token[:_SAME_LETTERS] for token in tokens]


def _key(word: str) -> str:
    """Return by what a name is known: its first letters, in one spelling."""
    return spelling(fold(word))[:_SAME_LETTERS]
