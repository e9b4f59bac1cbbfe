"""An edition → what later ones need to know of it: what it told, and what it read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from types import MappingProxyType

from summarizer.model import Article, Briefing, BriefingSentence, Memory, ReportedFact, SupportingSentence, Wording
from summarizer.text.tokens import letters


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
            printed = SupportingSentence(line.article, line.outlet, line.start, line.end, _remove_glosses(line))
            for told in [(printed, *line.also, *line.related), *((other,) for other in line.disagreement)]:
                wordings = []
                for one in told:
                    article = articles.get(one.article, Article(""))
                    wordings.append(Wording(one.text, one.outlet, article.published, article.language))
                    if article.id:
                        marks.add(mark(article, one.text))
                facts.append(ReportedFact(briefing.date, tuple(wordings), section.id))
    same_text: defaultdict[str, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        # A copy of an article at another outlet ("a2-1") has no trace of its own.
        same_text[article.id.partition("-")[0]].append(article)
    for outcome in briefing.trace:
        if outcome.kind == "sentence":
            marks.update(mark(article, outcome.text) for article in same_text[outcome.article])
    return Memory(tuple(facts), MappingProxyType(dict.fromkeys(sorted(marks), briefing.date)), briefing.date)


def _remove_glosses(line: BriefingSentence) -> str:
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text


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
