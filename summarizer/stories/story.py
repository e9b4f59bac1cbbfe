"""Articles as read → the story's articles: in an order of their own, each text once, each with an outlet."""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from summarizer.analysis.outlets import infer_outlet
from summarizer.lang.detection import detect_language
from summarizer.lang.language import Language, load_language
from summarizer.model import EXCESSES, Article, Problem
from summarizer.text.escaping import strip_credentials


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that count, in canonical order, and what happened to others.

    ``copies`` holds articles of other outlets with the very text of one that counts (by its id): they
    carry all its sentences, but are no source of their own. Others with the same text, and those that were dropped,
    are ``set_aside``.
    """

    articles: tuple[Article, ...]
    copies: tuple[tuple[str, Article], ...] = ()
    problems: tuple[Problem, ...] = ()
    set_aside: tuple[Article, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The outlets of the articles, where they are known."""
        return tuple(article.outlet for article in self.articles if article.outlet_from != "unknown")

    @property
    def languages(self) -> dict[str, Language]:
        """The languages of the articles, by their ids."""
        return {article.id: load_language(article.language or "en") for article in self.articles}

    @property
    def year(self) -> str:
        """The year of the latest article, by which a sentence with earlier years is background."""
        return max((article.published[:4] for article in self.articles), default="")

    @property
    def language(self) -> str:
        """The language of most articles; of equals, the first by its code."""
        languages = sorted(article.language for article in self.articles)
        return max(languages, key=languages.count)


def gather(articles: Sequence[Article], language: str = "") -> Story:
    """Return the story of some articles: sorted, each text counted once, with ids, outlets and languages.

    The order, and so everything after, depends on what the articles are and not on how they came.
    """
    kept: dict[str, Article] = {}
    copies: list[tuple[str, Article]] = []
    problems: list[Problem] = []
    set_aside: list[Article] = []
    # Whoever hands over articles may have put in their addresses what nobody is to read.
    known_articles = [replace(article, url=strip_credentials(article.url)) for article in articles]
    for article in sorted(known_articles, key=_order):
        if article.dropped:
            problems.append(Problem(_describe_place(article), f"is left out: {EXCESSES[article.dropped]}"))
            set_aside.append(article)
            continue
        known = complete(article, language)
        text = " ".join(known.text[known.body :].split()).casefold()
        if text not in kept:
            kept[text] = replace(known, id=f"a{len(kept) + 1}")
            continue
        original = kept[text]
        message = f"same text as {_describe_place(original)}; counted once"
        problems.append(Problem(_describe_place(known), message, "notice"))
        outlets = [original.outlet, *(copy.outlet for key, copy in copies if key == original.id)]
        if known.outlet_from != "unknown" and known.outlet not in outlets:
            copies.append((original.id, replace(known, id=f"{original.id}-{len(copies) + 1}")))
        else:
            set_aside.append(known)
    return Story(tuple(kept.values()), tuple(copies), tuple(problems), tuple(set_aside))


def complete(article: Article, language: str = "") -> Article:
    """Return an article with what it does not say itself: its language, and its outlet, inferred or called unknown."""
    body = article.text[article.body :]
    code = (language or article.language).strip()[:2].lower() or detect_language(body)
    known = replace(article, language=code, sha256=find_digest(article))
    if known.outlet:
        return replace(known, outlet_from="metadata") if known.outlet_from == "unknown" else known
    outlet, _ = infer_outlet(body, known.url, load_language(code))
    if outlet:
        return replace(known, outlet=outlet, outlet_from="inferred")
    name = os.path.basename(known.path.rstrip("/")) or "-"
    return replace(known, outlet=f"unknown ({name}{_number(known)})", outlet_from="unknown")


def find_digest(article: Article) -> str:
    """Return the digest of an article's file, of its text where it has none."""
    return article.sha256 or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def _order(article: Article) -> tuple[object, ...]:
    """Return by what articles are sorted: their day, the unknown last, then their place, then all else."""
    place = (article.path, article.item, article.url, article.outlet, article.title, article.text)
    return (article.published[:10] or "9999", *place, astuple(article))


def _describe_place(article: Article) -> str:
    place = article.path or article.url or article.title or "an article"
    return f"{place}{_number(article)}"


def _number(article: Article) -> str:
    """Return which article of a file of several it is, as ``#2``."""
    return f"#{article.item}" if article.item else ""
