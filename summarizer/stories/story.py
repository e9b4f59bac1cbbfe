"""Articles as read → the story's articles: in an order of their own, each text once, each with an outlet."""

from __future__ import annotations

import hashlib
import os.path
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from summarizer.analysis.outlets import infer_outlet
from summarizer.lang.detection import detect_language
from summarizer.model import Article, Problem
from summarizer.text.tokens import MASK, fold, mask, split_words

# So many equal words in a row are not written twice by chance (as plagiarism detection has it).
_RUN = 10
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that count, in canonical order, and what happened to others.

    ``copies`` holds articles of other outlets with the very text of one that counts (by its id): they
    carry all its sentences, but are no source of their own.
    """

    articles: tuple[Article, ...]
    copies: tuple[tuple[str, Article], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The outlets of the articles, where they are known."""
        return tuple(article.outlet for article in self.articles if article.outlet_from != "unknown")

    @property
    def year(self) -> str:
        """The year of the latest article, by which a sentence with earlier years is background."""
        return max((article.published[:4] for article in self.articles), default="")


def gather(articles: Sequence[Article], language: str = "") -> Story:
    """Sort the articles, count each text once, infer missing outlets and languages, give ids.

    The order, and so everything after, depends on what the articles are and not on how they came.
    """
    ordered = sorted(articles, key=astuple)
    ordered = sorted(ordered, key=lambda a: (a.path, a.item, a.url, a.outlet, a.title, a.text))
    ordered = sorted(ordered, key=lambda a: a.published[:10] or "9999")
    known = [complete(article, language) for article in ordered]
    first: dict[str, Article] = {}
    kept: list[Article] = []
    copies: list[tuple[str, Article]] = []
    problems = []
    for article in known:
        original = first.setdefault(_fingerprint(article), replace(article, id=f"a{len(kept) + 1}"))
        if original.id == f"a{len(kept) + 1}" and len(first) > len(kept):
            kept.append(original)
            continue
        problems.append(Problem(_where(article), f"same text as {_where(original)}; counted once", "notice"))
        others = [original.outlet, *(copy.outlet for key, copy in copies if key == original.id)]
        if article.outlet_from != "unknown" and article.outlet not in others:
            copies.append((original.id, replace(article, id=f"{original.id}-{len(copies) + 1}")))
    return Story(tuple(kept), tuple(copies), tuple(problems))


def find_wires(articles: Sequence[Article]) -> tuple[frozenset[str], ...]:
    """Group the articles (by id) that pass on the same wire text: long runs of equal words tell.

    Quotations do not count, because anybody may quote; nor does a single run.
    """
    runs = {article.id: _long_runs(article.text) for article in articles}
    group = {article.id: article.id for article in articles}
    seen: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(runs, key=lambda name: (len(name), name)):
        # Only articles that share a run at all are compared.
        for other in dict.fromkeys(other for run in runs[name] for other in seen.get(run, ())):
            if group[other] != group[name] and _count_runs(runs[other], runs[name]) >= _LEAST_SHARED:
                old, new = group[name], group[other]
                group = {member: new if value == old else value for member, value in group.items()}
        for run in runs[name]:
            seen[run].append(name)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in group.items():
        members[value].add(name)
    return tuple(frozenset(names) for names in members.values())


def complete(article: Article, language: str = "") -> Article:
    """Give an article what it does not say itself: its language, and its outlet, inferred or called unknown."""
    tongue = (language or article.language).strip()[:2].lower() or detect_language(article.text[article.body :])
    sha = article.sha256 or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    article = replace(article, language=tongue, sha256=sha)
    if article.outlet:
        stated = "metadata" if article.outlet_from == "unknown" else article.outlet_from
        return replace(article, outlet_from=stated)
    outlet, _ = infer_outlet(article.text[article.body :], article.url)
    if outlet:
        return replace(article, outlet=outlet, outlet_from="inferred")
    name = os.path.basename(article.path.rstrip("/")) or "-"
    item = f"#{article.item}" if article.item else ""
    return replace(article, outlet=f"unknown ({name}{item})", outlet_from="unknown")


def _fingerprint(article: Article) -> str:
    return " ".join(article.text[article.body :].split()).casefold()


def _where(article: Article) -> str:
    place = article.path or article.url or article.title or "an article"
    return f"{place}#{article.item}" if article.item else place


def _long_runs(text: str) -> dict[int, int]:
    """Map the hash of each run of equal words to the place where it begins."""
    words = [fold(word) for line in text.split("\n") for word in split_words(mask(line).replace(MASK, ""))]
    runs: dict[int, int] = {}
    for at in range(len(words) - _RUN + 1):
        digest = hashlib.blake2b(" ".join(words[at : at + _RUN]).encode(), digest_size=8).digest()
        runs.setdefault(int.from_bytes(digest), at)
    return runs


def _count_runs(a: dict[int, int], b: dict[int, int]) -> int:
    """Count the stretches that two texts share; runs that overlap belong to one stretch."""
    places = sorted(a[run] for run in a.keys() & b.keys())
    return sum(1 for before, place in zip([-_RUN, *places], places, strict=False) if place >= before + 2)
