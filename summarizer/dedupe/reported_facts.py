"""What an edition told → what later editions need to know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from summarizer.model import (
    Article,
    Briefing,
    BriefingSentence,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.text.tokens import letters


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence that an edition printed or named, as its article has it, and who published it when."""

    text: str
    outlet: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReportedFact:
    """One thing that the edition of some date told, in the words of all who told it, the printed ones first."""

    date: str
    sayings: tuple[Wording, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier editions of a briefing told, and the sentences that they had before them.

    ``read`` has the mark of each sentence that was read, printed or not, with the date of the edition.
    Without it, a sentence that an earlier edition had no room for is news. ``since`` is the date of the
    last edition; before the first one it is empty.
    """

    lines: tuple[ReportedFact, ...] = ()
    read: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    since: str = ""


def mark(article: Article, text: str) -> str:
    """Give the mark of a sentence of an article's outlet, by which it is known again in whatever dress.

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
    """Give what later editions need to know of a briefing.

    What it read is known if it has its trace, else only what it printed. A sentence that it named as a
    disagreement is known for itself.
    """
    articles = {article.id: article for article in briefing.articles}
    lines = [(part.id, line) for part in briefing.sections for line in part.lines]
    groups = [(section, group) for section, line in lines for group in _group(line)]
    known = tuple(
        ReportedFact(briefing.date, tuple(_say(one, articles) for one in group), section) for section, group in groups
    )
    told = [(one.article, one.text) for _, group in groups for one in group]
    read = [(name, fate.text) for fate in briefing.trace if fate.kind == "sentence" for name in _copies(fate, articles)]
    marks = sorted({mark(articles[name], text) for name, text in (*told, *read) if name in articles})
    return Memory(known, MappingProxyType(dict.fromkeys(marks, briefing.date)), briefing.date)


def join_memories(memories: Iterable[Memory]) -> Memory:
    """Put the memories of several editions together; their order does not matter."""
    ordered = sorted(memories, key=lambda memory: memory.since)
    read: dict[str, str] = {}
    for memory in reversed(ordered):
        read |= memory.read
    lines = tuple(known for memory in ordered for known in memory.lines)
    return Memory(lines, MappingProxyType(read), max((memory.since for memory in ordered), default=""))


def _group(line: BriefingSentence) -> Iterator[tuple[SupportingSentence, ...]]:
    """Give what a line tells, in all words that it names, and then each thing that it names as a disagreement."""
    yield (SupportingSentence(line.article, line.outlet, line.start, line.end, _bare(line)), *line.also)
    yield from ((other,) for other in line.disagreement)


def _copies(fate: SentenceOutcome, articles: Mapping[str, Article]) -> Iterator[str]:
    """Give the article of a sentence, and the copies of it at other outlets, which have no trace of their own."""
    yield from (name for name in articles if name == fate.article or name.startswith(f"{fate.article}-"))


def _say(carried: SupportingSentence, articles: Mapping[str, Article]) -> Wording:
    article = articles.get(carried.article)
    published, language = (article.published, article.language) if article else ("", "")
    return Wording(carried.text, carried.outlet, published, language)


def _bare(line: BriefingSentence) -> str:
    """Take the glosses out of a printed text."""
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text
