"""What an edition told and what it read, as later editions need it; and which of it may concern a story."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from summarizer.dedupe.compared_words import tokenize
from summarizer.model import (
    UNKNOWN_OUTLET,
    Article,
    Briefing,
    Memory,
    Page,
    PrintedChange,
    ReportedFact,
    SupportingSentence,
    Wording,
)
from summarizer.text.edits import remove_glosses
from summarizer.text.sameness import list_statements
from summarizer.text.tokens import letters

#: A fact may be one of a story's if so many of its words stand in the story's articles. Of 22 stories beside what
#: all of them told it leaves a tenth of what others told, and prints the same 1,718 sentences as beside what each told
#: itself; the whole memory prints six others and takes ten times as long.
NEAR = 0.5


def memorize(page: Page) -> Memory:
    """Return what later editions need to know of a briefing, or of a front page: of all its briefings.

    What it read is known if it has its trace, else only what it printed. A sentence that it named as a
    disagreement is known for itself. Of a story without a briefing a front page told nothing.
    """
    briefings = [page] if isinstance(page, Briefing) else page.briefings.values()
    facts: list[ReportedFact] = []
    marks: set[str] = set()
    for briefing in briefings:
        told, read = _memorize_briefing(briefing)
        facts += told
        marks |= read
    marks.update(_mark_changes(page.changes))
    return Memory(tuple(facts), MappingProxyType(dict.fromkeys(sorted(marks), page.date)), page.date)


def read_changes(memory: Memory, changes: Iterable[PrintedChange]) -> Memory:
    """Return a memory to which what outlets changed in printed sentences is known as it is now: it is no news."""
    days = {mark: change.date for change in changes for mark in _mark_changes([change])}
    return replace(memory, read={**days, **memory.read})


def _mark_changes(changes: Iterable[PrintedChange]) -> Iterator[str]:
    """Yield the marks of the sentences that were changed, as they are now."""
    for change in changes:
        outlet = "" if change.outlet == UNKNOWN_OUTLET else change.outlet
        for one in list_statements(Article(change.now)):
            yield mark(Article("", outlet, outlet_from="metadata"), one.text)


def _memorize_briefing(briefing: Briefing) -> tuple[list[ReportedFact], set[str]]:
    """Return what a briefing told, and the marks of the sentences that it read."""
    articles = {article.id: article for article in briefing.articles}
    facts: list[ReportedFact] = []
    marks: set[str] = set()
    for section in briefing.sections:
        for line in section.lines:
            printed = SupportingSentence(line.article, line.outlet, line.start, line.end, remove_glosses(line))
            for told in [(printed, *line.also, *line.related), *((other,) for other in line.disagreement)]:
                # Whose words are hidden by rights told what the line tells.
                wordings = tuple(_read_wording(one, printed.text, articles) for one in told)
                facts.append(ReportedFact(briefing.date, wordings, section.id))
                marks.update(mark(articles[one.article], one.text) for one in told if one.article in articles)
    same_text: defaultdict[str, list[Article]] = defaultdict(list)
    for article in briefing.articles:
        # A copy of an article at another outlet ("a2-1") has no trace of its own.
        same_text[article.id.partition("-")[0]].append(article)
    for outcome in briefing.trace:
        if outcome.kind == "sentence":
            marks.update(mark(article, outcome.text) for article in same_text[outcome.article])
    return facts, marks


def _read_wording(one: SupportingSentence, printed: str, articles: Mapping[str, Article]) -> Wording:
    article = articles.get(one.article, Article(""))
    return Wording(one.text or printed, one.outlet, article.published, article.language)


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


def keep_near(memory: Memory, articles: Iterable[Article]) -> Memory:
    """Return a memory of many stories with what may concern the articles of one.

    All else would take its time, and would make the words that each sentence of a story has look rare, and so its
    sentences alike.
    """
    words: set[str] = set()
    for article in articles:
        words.update(tokenize(f"{article.title}\n{article.text[article.body :]}", article.language))
    near: list[ReportedFact] = []
    for fact in memory.lines:
        told = [_find_words(wording.text, wording.language) for wording in fact.sayings]
        if any(len(found & words) >= NEAR * len(found) for found in told):
            near.append(fact)
    return replace(memory, lines=tuple(near))


@lru_cache(maxsize=20_000)
def _find_words(text: str, language: str) -> frozenset[str]:
    """Return the words that count in a wording: each story of a page asks for those of all."""
    return frozenset(tokenize(text, language))
