"""What earlier editions printed and their outlets have changed since: told to the same readers, and no news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.briefing.article_changes import find_changes
from summarizer.dedupe.novelty import remove_glosses
from summarizer.model import (
    Article,
    BriefingSentence,
    Page,
    PrintedChange,
    SupportingSentence,
)
from summarizer.text.tokens import letters

#: Returns the text of an article that was used, and the one that it has now; nothing where it has not changed.
TextReader = Callable[[Article], tuple[Article, Article] | None]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A sentence as readers know it: printed, or told as changed, by the edition of a date."""

    date: str
    text: str
    article: Article


def find_printed_changes(printed: Iterable[PrintedLine], read: TextReader) -> tuple[PrintedChange, ...]:
    """Return what of printed lines is otherwise in their articles now."""
    by_article: defaultdict[Article, list[PrintedLine]] = defaultdict(list)
    for one in printed:
        by_article[one.article].append(one)
    found: list[PrintedChange] = []
    for article, lines in by_article.items():
        texts = read(article)
        if texts is None:
            continue
        newest = texts[1]
        changes, note = find_changes(*texts)
        for change in changes:
            for one in lines:
                if _is_same(one.text, change.was):
                    made = PrintedChange(
                        one.date, change.kind, article.outlet, newest.title, article.path, newest.sha256, one.text
                    )
                    found.append(replace(made, now=change.now, url=newest.url, item=article.item, note=note))
                    break
    return tuple(sorted(found, key=lambda one: (one.date, one.path, one.item, one.was)))


def _is_same(printed: str, was: str) -> bool:
    """Return whether a printed line is a sentence that was changed, or one of them a part of the other."""
    line, sentence = letters(printed), letters(was)
    return bool(line and sentence) and (line in sentence or sentence in line)


def list_printed(pages: Sequence[Page]) -> list[PrintedLine]:
    """Return what readers of some editions, in their order, know: each line as last printed, or told as changed."""
    known: dict[tuple[str, int, str], PrintedLine] = {}
    for page in pages:
        for change in page.changes:
            known.pop((change.path, change.item, letters(change.was)), None)
            if change.now:
                article = Article("", change.outlet, path=change.path, item=change.item, sha256=change.sha256)
                known[change.path, change.item, letters(change.now)] = PrintedLine(page.date, change.now, article)
        for briefing in page.briefings.values():
            articles = {article.id: article for article in briefing.articles}
            for line in briefing.lines:
                shown: list[BriefingSentence | SupportingSentence] = [line, *line.disagreement]
                for told in shown:
                    if told.article in articles:
                        own = articles[told.article]
                        article = Article("", own.outlet, path=own.path, item=own.item, sha256=own.sha256)
                        text = remove_glosses(told)
                        known[own.path, own.item, letters(text)] = PrintedLine(page.date, text, article)
    return list(known.values())
