"""All that detection knows of the articles of one language: their terms, days and vectors."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.dates import ISO_DAY, as_date, read_dates
from summarizer.lang.language import load_language
from summarizer.model import Article, KnownArticle, StoryMemory
from summarizer.stories.article_vectors import TermSpace, is_full, vectorize_articles, weigh_terms
from summarizer.stories.detection import Appearance, Group, Link, find_breadth, find_likeness, list_terms, make_group


@dataclass(frozen=True, slots=True)
class ArticleSpace:
    """Articles of one language by their rows, and behind them the ``earlier`` ones of editions before.

    ``rows`` are the vectors of all as mappings of columns to values, ``appeared`` the days of all, and ``alike`` the
    pairs that are alike enough to be of one story.
    ``counts`` and ``documents`` are what was used of earlier editions: in how many of so many articles each term stood.
    """

    language: str
    articles: tuple[Article, ...]
    earlier: tuple[KnownArticle, ...]
    terms: TermSpace
    rows: tuple[Mapping[int, float], ...]
    appeared: tuple[Appearance, ...]
    alike: tuple[Link, ...]
    counts: Mapping[str, int]
    documents: int

    @property
    def breadth(self) -> float:
        """Return on how many words likeness must rest, by how many articles are known."""
        return find_breadth(len(self.articles) + self.documents)

    def make_group(self, rows: Sequence[int]) -> Group:
        """Return the group of some rows."""
        return make_group(rows, self.rows, self.appeared, self.breadth)


def open_spaces(articles: Sequence[Article], memory: StoryMemory) -> tuple[ArticleSpace, ...]:
    """Return the spaces of the languages of some articles, by their codes: articles of two are never compared."""
    of_language: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        of_language[article.language].append(article)
    return tuple(_open_space(language, of_language[language], memory) for language in sorted(of_language))


def _open_space(language: str, articles: Sequence[Article], memory: StoryMemory) -> ArticleSpace:
    """Return the space of the articles of one language."""
    weights = [weigh_terms(article) for article in articles]
    here = {find_text_digest(article) for article in articles}
    counts, documents = Counter(memory.counts.get(language, {})), memory.documents.get(language, 0)
    earlier: list[KnownArticle] = []
    for known in memory.articles:
        if known.language != language:
            continue
        if known.digest in here:
            # It is counted with the pile.
            counts.subtract(known.terms.keys())
            documents -= 1
        else:
            earlier.append(known)
    documents = max(0, documents)
    counts = +counts  # what is left of the counts
    terms = vectorize_articles(weights, counts, documents, [known.terms for known in earlier])
    used = {term: counts[term] for row in weights for term in row if term in counts}
    vectors = terms.vectors
    days = [find_day(day) for day in (*(one.published for one in articles), *(known.day for known in earlier))]
    months = [0 if day else find_month(article) for day, article in zip(days, articles, strict=False)]
    months += [0] * len(earlier)
    every = [*weights, *(known.terms for known in earlier)]
    appeared = [(day, is_full(terms), month) for day, terms, month in zip(days, every, months, strict=True)]
    # Ten thousand articles have a hundred megabytes of them, and their rows say the same.
    del weights, every
    rows = list_terms(vectors)
    return ArticleSpace(
        language,
        tuple(articles),
        tuple(earlier),
        terms,
        tuple(rows),
        tuple(appeared),
        tuple(find_likeness(vectors, rows, appeared, find_breadth(len(articles) + documents))),
        dict(sorted(used.items())),
        documents,
    )


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
