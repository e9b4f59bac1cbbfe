"""What an edition told → what later editions need to know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from summarizer.model import Article, Briefing, Carried, Line
from summarizer.words import letters


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that an edition printed or named, as its article has it, and who published it when."""

    text: str
    outlet: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that the edition of some date told, in the words of all who told it, the printed ones first."""

    date: str
    sayings: tuple[Saying, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier editions of a briefing told, and the sentences that they had before them.

    ``read`` has the mark of each sentence that was read, printed or not, with the date of the edition.
    Without it, a sentence that an earlier edition had no room for is news. ``since`` is the date of the
    last edition; before the first one it is empty.
    """

    lines: tuple[Known, ...] = ()
    read: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    since: str = ""


def mark(outlet: str, text: str) -> str:
    """Give the mark of a sentence of an outlet, by which it is known again in whatever dress.

    >>> mark("Sample News", "It’s over.") == mark("Sample News", "“Its over”")
    True
    >>> mark("Sample News", "It’s over.") == mark("Example Post", "It’s over.")
    False
    """
    return hashlib.blake2b(f"{outlet.casefold()}\0{letters(text)}".encode(errors="replace"), digest_size=8).hexdigest()


def memorize(briefing: Briefing) -> Memory:
    """Give what later editions need to know of a briefing.

    What it read is known if it has its trace, else only what it printed. A sentence that it named as a
    disagreement is known for itself.
    """
    articles = {article.id: article for article in briefing.articles}
    lines = [(part.id, line) for part in briefing.sections for line in part.lines]
    known = [one for section, line in lines for one in _know(briefing.date, section, line, articles)]
    told = [(saying.outlet, saying.text) for one in known for saying in one.sayings]
    read = [(fate.outlet, fate.text) for fate in briefing.trace if fate.kind == "sentence"]
    marks = sorted({mark(outlet, text) for outlet, text in (*told, *read)})
    return Memory(tuple(known), MappingProxyType(dict.fromkeys(marks, briefing.date)), briefing.date)


def join_memories(memories: Iterable[Memory]) -> Memory:
    """Put the memories of several editions together; their order does not matter."""
    ordered = sorted(memories, key=lambda memory: memory.since)
    read: dict[str, str] = {}
    for memory in reversed(ordered):
        read |= memory.read
    lines = tuple(known for memory in ordered for known in memory.lines)
    return Memory(lines, MappingProxyType(read), max((memory.since for memory in ordered), default=""))


def _know(date: str, section: str, line: Line, articles: Mapping[str, Article]) -> Iterator[Known]:
    own = Carried(line.article, line.outlet, line.start, line.end, _bare(line))
    yield Known(date, tuple(_say(one, articles) for one in (own, *line.also)), section)
    for other in line.disagreement:
        yield Known(date, (_say(other, articles),), section)


def _say(carried: Carried, articles: Mapping[str, Article]) -> Saying:
    article = articles.get(carried.article)
    published, language = (article.published, article.language) if article else ("", "")
    return Saying(carried.text, carried.outlet, published, language)


def _bare(line: Line) -> str:
    """Take the glosses out of a printed text."""
    text = line.text
    for edit in line.edits:
        if "[" in edit.after and "[" not in edit.before:
            text = text.replace(edit.after, edit.before, 1)
    return text
