"""Texts → their best sentences within a number of words: the plain task of extractive summarisation.

A concept is a bigram of stems; its weight tells how likely an editor is to want it, with more than its count.
Counting a concept once however often an extract says it makes the sum of the weights of all concepts covered a measure
of the whole, not of single sentences (Filatova & Hatzivassiloglou 2004; Gillick & Favre 2009, "A Scalable Global Model
for Summarization", with bigrams). The sum is monotone and submodular, so that taking the sentence of the greatest gain
for its price is nearly as good as the best set (Lin & Bilmes 2010, with the price's exponent).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.analysis.names import Names, learn_names
from summarizer.dedupe.compared_words import stem_words, tokenize
from summarizer.dedupe.vectors import (
    Vectors,
    count_groups,
    count_terms,
    sum_rows,
    take,
    transpose,
    vectorize,
)
from summarizer.errors import ConfigError
from summarizer.lang.language import detect_language, load_language
from summarizer.summary.quotas import ENDLESS, Limits, Share
from summarizer.summary.ranking import find_method, rank
from summarizer.summary.redundancy import HALF_AT_IN_EXTRACTS, Redundancy
from summarizer.summary.selection import Candidate, select
from summarizer.text.agencies import read_dateline
from summarizer.text.sentences import split_line
from summarizer.text.tokens import count_words

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats

#: What makes a concept weigh; the weight is the product. Worth 0.7, 0.3, 0.7 and 0.1 points of ROUGE-2.
FACTORS = ("often", "early", "central", "shared")  # names, not language
#: Each factor but the first is this plus what is measured, so that none alone can make a concept worthless.
BASE = 0.3
#: The power of the factor of early mentions: over seven languages extracts have 0.5 points of ROUGE-2 more with it, on
#: duc03 at 100 words 0.4 of ROUGE-1 less. Where a language was better off with another one, its pack has that.
EARLINESS = 1.25
#: The price of a sentence that covers concepts is its length to the power of this: extracts have 0.2 points of ROUGE-1
#: and ROUGE-2 less without it.
PRICE = 0.15
#: So often at most a sentence is taken out of an extract to see what is better.
_TRIALS = 600
#: An extract is better than another if it is worth more by this part.
_BETTER = 1e-9
#: Shorter sentences are not extracted; worth 0.16 points of ROUGE-1.
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence of a story: the number of its article, its place in it from 0, its centrality from 0 to 1."""

    text: str
    language: str
    article: int
    place: int
    centrality: float = 0.0


@dataclass(frozen=True, slots=True)
class Concepts:
    """Which row (a sentence) mentions which concepts (the columns), and the weight of each concept."""

    mentions: Vectors
    weights: Floats


def find_concepts(
    sentences: Sequence[PlacedSentence], factors: Collection[str] = FACTORS, names: Names | None = None
) -> Concepts:
    """Return the bigrams of stems that are not made of two stop words, weighted; spellings of a name are one.

    The weight is how often a bigram is mentioned, times how early (mean of 1/(1 + place)), how close to the
    story's centre (mean centrality) and in what share of the articles; ``factors`` names those that count.
    """
    import numpy as np

    bigrams: list[list[str]] = []
    for sentence in sentences:
        pairs = pairwise(stem_words(sentence.text, sentence.language, names))
        found = [f"{a} {b}" for (a, a_stops), (b, b_stops) in pairs if not (a_stops and b_stops)]
        bigrams.append(list(dict.fromkeys(found)))
    mentions = count_terms(bigrams)
    rows, often = mentions.number_rows(), mentions.count_rows()

    def average(values: Sequence[float]) -> Floats:
        of_rows: Floats = np.array(values, dtype=np.float64)
        totals = np.bincount(mentions.indices, of_rows[rows], minlength=mentions.width)
        return np.divide(totals, np.maximum(often, 1))

    told = load_language(sentences[0].language).text("language.earliness") if sentences else ""
    earliness = float(told or EARLINESS)
    articles = np.array([sentence.article for sentence in sentences], dtype=np.int64)
    in_articles = count_groups(mentions, articles)
    measured = {
        "often": often.astype(np.float64),
        "early": (BASE + average([1 / (1 + sentence.place) for sentence in sentences])) ** earliness,
        "central": BASE + average([sentence.centrality for sentence in sentences]),
        "shared": BASE + in_articles / max(1, len(set(articles.tolist()))),
    }
    weights = np.ones(mentions.width)
    for name in factors:
        weights = weights * measured[name]
    return Concepts(mentions, weights)


class CoverageGains:
    """The weight of the concepts that each row would add to the chosen ones: ``by_row``."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._mentioning = transpose(concepts.mentions)
        self._all: Floats = sum_rows(concepts.weights[concepts.mentions.indices], concepts.mentions.starts)
        self.reset()

    def reset(self) -> None:
        """Choose nothing."""
        import numpy as np

        self._covered = np.zeros(self._concepts.mentions.width, dtype=bool)
        self.by_row = self._all.copy()

    def add(self, row: int) -> None:
        """Choose one row more, and take the weight of what it covers away from all rows that mention it."""
        import numpy as np

        mentions = self._concepts.mentions
        columns = mentions.indices[mentions.find_entries(row)]
        new = columns[~self._covered[columns]]
        self._covered[new] = True
        rows = take(self._mentioning, new)
        weights = np.repeat(self._concepts.weights[new], np.diff(rows.starts))
        self.by_row -= np.bincount(rows.indices, weights, minlength=len(self._all))


def extract_sentences(texts: Sequence[str], words: int, method: str) -> tuple[str, ...]:
    """Return the sentences that fit, do not repeat another, and say most: by cover, or by centrality and place.

    Raises ConfigError when there is no such method, or no word is asked for.
    """
    if words < 1:
        raise ConfigError(f"cannot extract {words} words", where="words", hint="ask for 1 or more")
    find_method(method)
    language = detect_language("\n".join(texts))
    return choose_sentences(place_sentences(texts, language), words, method)


def place_sentences(texts: Sequence[str], language: str) -> tuple[PlacedSentence, ...]:
    """Return the sentences of several texts, by the number of the text and their place in it."""
    placed: list[PlacedSentence] = []
    known = load_language(language)
    for number, text in enumerate(texts):
        place = 0
        for line in text.splitlines():
            dateline = read_dateline(line, known)
            bare = line[dateline.end :] if dateline else line
            for start, end in split_line(bare, known):
                placed.append(PlacedSentence(bare[start:end], language, number, place))
                place += 1
    return tuple(placed)


def choose_sentences(
    placed: Sequence[PlacedSentence], words: int, method: str, factors: Collection[str] = FACTORS
) -> tuple[str, ...]:
    """Return the best of the sentences of several texts within so many words.

    ``factors`` names what makes a concept weigh where the method covers.
    """
    names = learn_names((one.text, load_language(one.language)) for one in placed)
    tokens = [tokenize(one.text, one.language, names) for one in placed]
    scores = rank(tokens, method)
    vectors = vectorize(tokens)
    lengths = [count_words(one.text) for one in placed]
    allowed = [row for row, length in enumerate(lengths) if length >= min(_FEWEST_WORDS, words)]
    # In the words of others an extract may repeat: it has 0.7 points of ROUGE-1 less where it may not.
    redundancy = Redundancy(vectors, half_at=HALF_AT_IN_EXTRACTS, held_half=math.inf)
    if find_method(method).covers:
        ranked = [replace(one, centrality=score) for one, score in zip(placed, scores, strict=True)]
        rows = cover(find_concepts(ranked, factors, names), lengths, allowed, words, redundancy)
    else:
        weights = [score * favour_early(one.place) for one, score in zip(placed, scores, strict=True)]
        candidates = [Candidate(row, "", weights[row], lengths[row]) for row in allowed]
        rows = select(candidates, [Share("", 1.0)], Limits(ENDLESS, words), redundancy).rows
    return tuple(placed[row].text for row in rows)


def cover(
    concepts: Concepts, lengths: Sequence[int], allowed: Sequence[int], words: int, redundancy: Redundancy
) -> Sequence[int]:
    """Return the allowed rows that together cover the most concepts, for their price, within so many words.

    The worthiest is taken until none fits; then one is taken out and the rest filled again, as long as the whole is
    worth more. Without that, extracts of six sets have 0.3 to 1.9 points of ROUGE-1 less, and 0.3 to 1.7 of ROUGE-2.
    """
    if not allowed:
        return []
    extract = _Extract(concepts, lengths, allowed, words, redundancy)
    extract.fill()
    best, worth, trials, improved = extract.rows, extract.worth, 0, True
    while improved and trials < _TRIALS:
        improved = False
        for out in best[: _TRIALS - trials]:
            trials += 1
            extract.turn_to([row for row in best if row != out])
            extract.fill(without=out)
            if extract.worth > worth * (1 + _BETTER):
                best, worth, improved = extract.rows, extract.worth, True
                break
    return best


class _Extract:
    """An extract that is being filled: its ``rows``, and what they are ``worth`` together, each beside those before."""

    def __init__(
        self,
        concepts: Concepts,
        lengths: Sequence[int],
        allowed: Sequence[int],
        words: int,
        redundancy: Redundancy,
    ) -> None:
        import numpy as np

        self._lengths = np.array(lengths, dtype=np.float64)
        self._is_allowed = np.zeros(len(lengths), dtype=bool)
        self._is_allowed[allowed] = True
        self._words = words
        self._prices = np.maximum(self._lengths, 1.0) ** PRICE
        self._gains = CoverageGains(concepts)
        self._redundancy = redundancy
        self.turn_to(())

    def turn_to(self, rows: Sequence[int]) -> None:
        """Make the extract hold just these rows."""
        self.rows: list[int] = []
        self.worth = self._used = 0.0
        self._gains.reset()
        self._redundancy.reset()
        for row in rows:
            self._add(row)

    def _add(self, row: int) -> None:
        self.worth += float(self._gains.by_row[row] * self._redundancy.left[row])
        self._used += float(self._lengths[row])
        self.rows.append(row)
        self._gains.add(row)
        self._redundancy.add(row)

    def fill(self, without: int | None = None) -> None:
        """Take the worthiest row until none fits, but not the one that it is to do ``without``."""
        is_open = self._is_allowed.copy()
        is_open[self.rows] = False
        if without is not None:
            is_open[without] = False
        while True:
            has_room = is_open & (self._used + self._lengths <= self._words)
            worth = self._gains.by_row / self._prices * self._redundancy.left * has_room
            row = int(worth.argmax())
            if worth[row] <= 0.0:
                return
            is_open[row] = False
            self._add(row)


def favour_early(place: int) -> float:
    """Return the factor by which a sentence's place in its article, from 0, raises its weight.

    News tells the most important first; on DUC 2004 this is worth a point of ROUGE-2.

    >>> favour_early(0), favour_early(3)
    (2.0, 1.25)
    """
    return 1 + 1 / (1 + place)
