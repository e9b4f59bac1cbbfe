"""What an edition told → what later editions need to know of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from summarizer.model import Article, Briefing, BriefingSentence, Memory, ReportedFact, SupportingSentence, Wording
from summarizer.text.tokens import letters


def mark(article: Article, text: str) -> str:
    """Return the mark of a sentence of an article's outlet, by which it is known again in whatever dress.

    >>> news, post = Article("", outlet="Sample News", outlet_from="metadata"), Article("", outlet="Example Post")
    >>> mark(news, "It’s over.") == mark(news, "“Its over”")
    True
    >>> mark(news, "It’s over.") == mark(post, "It’s over.")
    False
    """
    # An unknown outlet is called by its file, and a file may move.
    outlet = "" if article.outlet_from == "unknown" else article.outlet.casefold()
    return hashlib.blake2b(f"{outlet}\0{letters(text)}".encode(errors="replace"), digest_size=8).hexdigest()


def memorize(briefing: Briefing) -> Memory:
    """Return what later editions need to know of a briefing.

    What it read is known if it has its trace, else only what it printed. A sentence that it named as a
    disagreement is known for itself.
    """
    articles = {article.id: article for article in briefing.articles}
    facts: list[ReportedFact] = []
    marks: set[str] = set()
    for section in briefing.sections:
        for line in section.lines:
            for told in _group(line):
                wordings = tuple(_word(one, articles) for one in told)
                facts.append(ReportedFact(briefing.date, wordings, section.id))
                marks.update(mark(articles[one.article], one.text) for one in told if one.article in articles)
    same_text: defaultdict[str, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        # A copy of an article at another outlet ("a2-1") has no trace of its own.
        same_text[article.id.partition("-")[0]].append(article)
    for outcome in briefing.trace:
        if outcome.kind == "sentence":
            marks.update(mark(article, outcome.text) for article in same_text[outcome.article])
    return Memory(tuple(facts), MappingProxyType(dict.fromkeys(sorted(marks), briefing.date)), briefing.date)


def _group(line: BriefingSentence) -> list[tuple[SupportingSentence, ...]]:
    """Return what a line tells, in all words that it names, and then each thing that it names as a disagreement."""
    printed = SupportingSentence(line.article, line.outlet, line.start, line.end, _remove_glosses(line))
    return [(printed, *line.also), *((other,) for other in line.disagreement)]


def _word(told: SupportingSentence, articles: Mapping[str, Article]) -> Wording:
    article = articles.get(told.article, Article(""))
    return Wording(told.text, told.outlet, article.published, article.language)


def _remove_glosses(line: BriefingSentence) -> str:
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text
