"""Articles → sparse vectors of their words, by which articles on one event are alike.

What an article is about stands in its headline above all. A word counts the less, the more articles have it: those of
the pile, and those that earlier editions read, since a story that is half of one morning's news would make its own
words look common.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dedupe.vectors import Vectors, build_vectors, normalize
from summarizer.lang.language import load_language
from summarizer.model import Article
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import fold, split_words, stemmer

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats

#: What a word of the headline counts; one of the text counts 1.
TITLE = 2.0
#: A word that stands in one article only says how long that is, and nothing of what it has in common with others.
SINGLE = 0.4
#: The days in which the likeness of two articles loses half, and the least that is left of it.
HALF_LIFE, LEFT_OF_FULL, LEFT_OF_TEASERS = 3.0, 0.75, 0.4
#: So many different words that count make a text full.
_FULL = 60
#: Where the day of one of two articles is not known, so much of their likeness counts; where their headlines name two
#: months, none of it: the prices of July and those of August are told in the same words.
UNDATED, OTHER_MONTH = 0.7, 0.0
#: So much of a text is looked at.
_READ = 6_000
#: Where no stems are known, words are compared by their runs of so many letters.
_RUN = 4
#: What parts a headline from the name of its outlet: "Ferry sinks - Example Wire".
_PARTING = (" - ", " – ", " — ", " | ", " · ")


def weigh_terms(article: Article) -> dict[str, float]:
    """Return the terms of an article, and how much each counts: more in the headline.

    >>> weigh_terms(Article("The ferry sank.", title="Ferry sinks - Arle Post", outlet="Arle Post", language="en"))
    {'ferri': 3.0, 'sink': 2.0, 'sank': 1.0}
    """
    weights: dict[str, float] = {}
    for term in find_terms(strip_outlet(article.title, article.outlet), article.language):
        weights[term] = weights.get(term, 0.0) + TITLE
    body = article.text[article.body : article.body + _READ]
    for term in find_terms(body, article.language):
        weights[term] = weights.get(term, 0.0) + 1.0
    return weights


def find_terms(text: str, language: str) -> list[str]:
    """Return the words of a text that count, as stems; in a language without stems, runs of their letters.

    >>> find_terms("The ferries sank.", "en"), find_terms("Паром тонув", "uk")
    (['ferri', 'sank'], ['_пар', 'паро', 'аром', 'ром_', '_тон', 'тону', 'онув', 'нув_'])
    """
    words, known = split_words(text), load_language(language)
    if known.text("language.stemmer"):
        stops, stem = known.words("stop_words.words"), stemmer(language)
        # Capitals ("US") are no stop words.
        folded = [(fold(word), word) for word in words]
        return [stem(plain) for plain, word in folded if plain not in stops or (word.isupper() and len(word) > 1)]
    runs: list[str] = []
    for word in words:
        framed = f"_{fold(word)}_"
        runs += [framed[at : at + _RUN] for at in range(max(1, len(framed) - _RUN + 1))]
    return runs


def strip_outlet(title: str, outlet: str) -> str:
    """Return a headline without the name of its outlet at the end.

    >>> strip_outlet("Ferry sinks - Example Wire", "Example Wire"), strip_outlet("Ferry - a wreck", "Example Wire")
    ('Ferry sinks', 'Ferry - a wreck')
    """
    for parting in _PARTING:
        head, found, tail = title.rpartition(parting)
        if found and head and find_identity(tail.strip()) == find_identity(outlet):
            return head.rstrip()
    return title


@dataclass(frozen=True, slots=True)
class TermSpace:
    """The vectors of articles, the columns of their terms, and how much each column weighs by its rarity."""

    vectors: Vectors
    columns: Mapping[str, int]
    rarity: Floats

    def find_row(self, terms: Mapping[str, float]) -> dict[int, float]:
        """Return the vector of some terms, of unit length, as a mapping of columns to values."""
        row: dict[int, float] = {}
        for term in sorted(terms):
            column = self.columns.get(term)
            if column is not None:
                row[column] = (1 + math.log(max(1.0, terms[term]))) * float(self.rarity[column])
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        return {column: value / length for column, value in row.items()}


def vectorize_articles(
    weights: Sequence[Mapping[str, float]],
    counts: Mapping[str, int],
    documents: int,
    earlier: Sequence[Mapping[str, float]] = (),
) -> TermSpace:
    """Return the vectors of articles of one language: of unit length, each term weighing tf · ln((n + 1) / df).

    ``counts`` says in how many of so many ``documents``, read earlier, each term stood; the vectors of some of these,
    the ``earlier``, follow those of the articles. The rows of a group count as one; without groups, each does.
    """
    import numpy as np

    vectors, terms = build_vectors([*weights, *earlier])
    known = np.array([counts.get(term, 0) for term in terms] or [0], dtype=np.float64)
    having = np.bincount(vectors.indices[: vectors.starts[len(weights)]], minlength=vectors.width)
    frequency = np.maximum(having + known, 1)
    rarity = np.log((len(weights) + documents + 1) / frequency)
    rarity[frequency == 1] *= SINGLE
    # Counts of less than one are smaller still by their logarithm.
    tf = np.where(vectors.values > 1, 1 + np.log(np.maximum(vectors.values, 1)), vectors.values)
    columns = {term: column for column, term in enumerate(terms)}
    return TermSpace(normalize(vectors, tf * rarity[vectors.indices]), columns, rarity)


def count_documents(weights: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """Return in how many of some articles each term stands, by the alphabet."""
    counts = Counter(term for row in weights for term in row)
    return dict(sorted(counts.items()))


def is_full(terms: Mapping[str, float]) -> bool:
    """Return whether the terms of an article are those of a whole text, and not of a teaser of some sentences."""
    return len(terms) >= _FULL


def find_decay(days: float, *, full: bool) -> float:
    """Return what remains of the likeness of two articles that appeared so many days apart.

    News of the next day may still be of the same event; then half is lost every three days, since what has the same
    words is more and more often a new event. But a matter may rest for weeks: something is always left, more of two
    ``full`` texts than of teasers, which share the words of their field with every event in it.

    >>> find_decay(1, full=False), find_decay(4, full=True), find_decay(300, full=True), find_decay(300, full=False)
    (1.0, 0.75, 0.75, 0.4)
    """
    return max(LEFT_OF_FULL if full else LEFT_OF_TEASERS, math.pow(0.5, max(0.0, days - 1) / HALF_LIFE))
