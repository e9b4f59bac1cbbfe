"""All that detection knows of the articles of one language: their terms, days, and the sparse vectors of their words.

What an article is about stands in its headline above all. A word counts the less, the more articles have it: those of
the pile, and those that earlier editions read, since a story that is half of one morning's news would make its own
words look common.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from summarizer.analysis.dates import ISO_DAY, as_date, read_dates
from summarizer.analysis.story import name_address
from summarizer.dedupe.vectors import Vectors, build_vectors, normalize
from summarizer.lang.language import load_language
from summarizer.model import Article, KnownArticle, StoryMemory
from summarizer.stories.detection import Appearance, Group, Link, find_breadth, find_likeness, list_terms, make_group
from summarizer.text.agencies import find_identity
from summarizer.text.tokens import fold, split_words, stemmer

if TYPE_CHECKING:
    from summarizer.dedupe.vectors import Floats


@dataclass(frozen=True, slots=True)
class ArticleSpace:
    """Articles of one language by their rows, and behind them the ``earlier`` ones of editions before.

    ``stories`` are, for each article that an edition before had too, the id of the story that it had there, or nothing.
    ``columns`` are those of their terms, and ``rarity`` is how much each column weighs. ``rows`` are the vectors of all
    as mappings of columns to values, ``appeared`` the days of all, and ``alike`` the pairs that are alike enough to be
    of one story.
    ``counts`` and ``documents`` are what was used of earlier editions: in how many of so many articles each term stood;
    ``breadth`` is on how many words likeness must rest, by how many articles are known.
    """

    language: str
    articles: tuple[Article, ...]
    earlier: tuple[KnownArticle, ...]
    stories: tuple[str, ...]
    columns: Mapping[str, int]
    rarity: Floats
    rows: tuple[Mapping[int, float], ...]
    appeared: tuple[Appearance, ...]
    alike: tuple[Link, ...]
    counts: Mapping[str, int]
    documents: int
    breadth: float

    def make_group(self, rows: Sequence[int]) -> Group:
        """Return the group of some rows."""
        return make_group(rows, self.rows, self.appeared, self.breadth)

    def find_row(self, terms: Mapping[str, float]) -> dict[int, float]:
        """Return the vector of some terms, of unit length, as a mapping of columns to values."""
        row: dict[int, float] = {}
        for term in sorted(terms.keys() & self.columns.keys()):
            column = self.columns[term]
            row[column] = (1 + math.log(max(1.0, terms[term]))) * float(self.rarity[column])
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        return {column: value / length for column, value in row.items()}


def open_spaces(articles: Sequence[Article], memory: StoryMemory) -> tuple[ArticleSpace, ...]:
    """Return the spaces of the languages of some articles, by their codes: articles of two are never compared."""
    of_language: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        of_language[article.language].append(article)
    index = index_known(memory)
    return tuple(_open_space(language, of_language[language], memory, index) for language in sorted(of_language))


#: The articles of earlier editions, by the digest of their text and by their address.
KnownArticles = Mapping[str, Sequence[KnownArticle]]


def index_known(memory: StoryMemory) -> KnownArticles:
    """Return the articles that earlier editions had, to look them up."""
    index: defaultdict[str, list[KnownArticle]] = defaultdict(list)
    for known in memory.articles:
        index[known.digest] = [known]
        if known.address:
            index[known.address].append(known)
    return dict(index)


def find_known(article: Article, index: KnownArticles) -> list[KnownArticle]:
    """Return what earlier editions had of an article, that of its very text first, else the newest.

    An outlet may change an article afterwards: what has its address, and so much of the words of the one that has
    fewer, is an earlier version. A page that tells something else each day is none.
    """
    digest = find_text_digest(article)
    found = list(index.get(digest, ()))
    named = [known for known in index.get(name_address(article.url), ()) if known.digest != digest]
    terms = weigh_terms(article).keys() if named else set()
    for known in sorted(named, key=lambda known: known.day, reverse=True):
        if len(terms & known.terms.keys()) >= _SHARED * min(len(terms), len(known.terms)):
            found.append(known)
    return found


def _open_space(language: str, articles: Sequence[Article], memory: StoryMemory, index: KnownArticles) -> ArticleSpace:
    """Return the space of the articles of one language."""
    weights = [weigh_terms(article) for article in articles]
    before = [find_known(article, index) for article in articles]
    here = {known.digest for versions in before for known in versions}
    earlier: list[KnownArticle] = []
    counts, documents = Counter(memory.counts.get(language, {})), memory.documents.get(language, 0)
    for known in [known for known in memory.articles if known.language == language]:
        if known.digest not in here:
            earlier.append(known)
        else:
            # What is here again is counted with the pile.
            counts.subtract(known.terms.keys())
            documents = max(0, documents - 1)
    counts = +counts  # what is left of the counts
    vectors, columns, rarity = vectorize_articles(weights, counts, documents, [known.terms for known in earlier])
    used = {term: counts[term] for term in set().union(*weights) & counts.keys()}
    appeared = [_find_appearance(article, row) for article, row in zip(articles, weights, strict=True)]
    appeared += [(find_day(known.day), is_full(known.terms), 0, "") for known in earlier]
    # Ten thousand articles have a hundred megabytes of them, and their rows say the same.
    del weights
    rows, breadth = list_terms(vectors), find_breadth(len(articles) + documents)
    return ArticleSpace(
        language,
        tuple(articles),
        tuple(earlier),
        tuple(next((known.story for known in versions), "") for versions in before),
        columns,
        rarity,
        tuple(rows),
        tuple(appeared),
        tuple(find_likeness(vectors, appeared, breadth)),
        dict(sorted(used.items())),
        documents,
        breadth,
    )


def _find_appearance(article: Article, terms: Mapping[str, float]) -> Appearance:
    """Return how an article with some terms appeared."""
    day, is_whole = find_day(article.published), is_full(terms)
    if day:
        return day, is_whole, 0, "" if is_whole else find_identity(article.outlet)
    return day, is_whole, find_month(article), ""


def find_day(published: str) -> int:
    """Return the day of a date as an ordinal, 0 where it is not known.

    >>> find_day("2031-03-04") - find_day("2031-03-01"), find_day("2031-03")
    (3, 0)
    """
    day = as_date(published[:ISO_DAY])
    return day.toordinal() if day else 0


def find_month(article: Article) -> int:
    """Return the month that the headline of an article names, 0 where it names none or several.

    >>> titles = ("Prices rise by 3% in July", "Prices rise", "Prices rise from June to July")
    >>> [find_month(Article("", title=title, language="en")) for title in titles]
    [7, 0, 0]
    """
    days = read_dates(article.title, "", load_language(article.language)).days
    months = {day[:2] for may_be in days for day in may_be if day[:2].isdecimal()}
    return int(months.pop()) if len(months) == 1 else 0


def find_text_digest(article: Article) -> str:
    """Return the digest of an article's text, by which it is known again wherever its file lies."""
    return hashlib.sha256(article.text[article.body :].strip().encode("utf-8", "surrogatepass")).hexdigest()


#: So much of the words of an article its earlier version has.
_SHARED = 0.5
#: What a word of the headline counts; one of the text counts 1.
TITLE = 2.0
#: A word that stands in one article only says how long that is, and nothing of what it has in common with others.
SINGLE = 0.4
#: So many different words that count make a text full.
_FULL = 60
#: So much of a text is looked at.
_READ = 6_000
#: Where no stems are known, words are compared by their runs of so many letters.
_RUN = 4


def weigh_terms(article: Article) -> dict[str, float]:
    """Return the terms of an article, and how much each counts: more in the headline.

    >>> weigh_terms(Article("The ferry sank.", title="Ferry sinks", language="en"))
    {'ferri': 3.0, 'sink': 2.0, 'sank': 1.0}
    """
    weights: dict[str, float] = {}
    for term in find_terms(article.title, article.language):
        weights[term] = weights.get(term, 0.0) + TITLE
    body = article.text[article.body : article.body + _READ]
    for term, count in Counter(find_terms(body, article.language)).items():
        weights[term] = weights.get(term, 0.0) + count
    return weights


def find_terms(text: str, language: str) -> list[str]:
    """Return the words of a text that count, as stems; in a language without stems, runs of their letters.

    >>> find_terms("The ferries sank.", "en"), find_terms("Паром тонув", "uk")
    (['ferri', 'sank'], ['_пар', 'паро', 'аром', 'ром_', '_тон', 'тону', 'онув', 'нув_'])
    """
    words = split_words(text)
    if load_language(language).text("language.stemmer"):
        return list(filter(None, map(_load_terms(language), words)))
    runs: list[str] = []
    for word in words:
        framed = f"_{fold(word)}_"
        runs += [framed[at : at + _RUN] for at in range(max(1, len(framed) - _RUN + 1))]
    return runs


@cache
def _load_terms(language: str) -> Callable[[str], str]:
    """Return the function that finds the stem of a word, nothing for one that does not count."""
    stops, stem = load_language(language).words("stop_words.words"), stemmer(language)

    # Most words of a pile are asked again and again.
    @lru_cache(maxsize=50_000)
    def find_term(word: str) -> str:
        plain = fold(word)
        # Capitals ("US") are no stop words.
        is_name = word.isupper() and len(word) > 1
        return stem(plain) if is_name or plain not in stops else ""

    return find_term


def vectorize_articles(
    weights: Sequence[Mapping[str, float]],
    counts: Mapping[str, int],
    documents: int,
    earlier: Sequence[Mapping[str, float]] = (),
) -> tuple[Vectors, Mapping[str, int], Floats]:
    """Return the vectors of articles of one language, of unit length, each term weighing tf · ln((n + 1) / df); the
    columns of the terms; and how much each column weighs by its rarity.

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
    return normalize(vectors, tf * rarity[vectors.indices]), columns, rarity


def count_documents(weights: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """Return in how many of some articles each term stands, by the alphabet."""
    counts = Counter(term for row in weights for term in row)
    return dict(sorted(counts.items()))


def is_full(terms: Mapping[str, float]) -> bool:
    """Return whether the terms of an article are those of a whole text, and not of a teaser of some sentences."""
    return len(terms) >= _FULL
