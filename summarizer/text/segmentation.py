"""Text → text by named fixes that record each edit; boilerplate and headlines → marked.

``FIXES`` are done in order, each on what the one before left. A fix is a function from a text to the
changes it wants. Ungluing comes apart (:func:`unglue`), because it needs the words of all articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.model import Article, Kind, Sentence
from summarizer.text.boilerplate import Mark, mark_lines, mark_sentence
from summarizer.text.edits import Change, Revision, revise, trace_back, unrevised
from summarizer.text.fixes import (
    compose,
    decode_entities,
    drop_invisible,
    repair_mojibake,
    replace_surrogates,
    straighten_blanks,
    strip_markdown,
    unwrap,
)
from summarizer.text.missing_spaces import Vocabulary, count_vocabulary, find_glued
from summarizer.text.sentences import split_line
from summarizer.text.tokens import letters

Fix = Callable[[str], Iterable[Change]]

FIXES: Mapping[str, Fix] = MappingProxyType(
    {
        "surrogates": replace_surrogates,
        "mojibake": repair_mojibake,
        "entities": decode_entities,
        "invisible characters": drop_invisible,
        "composed characters": compose,
        "wrapped lines": unwrap,
        "blanks": straighten_blanks,
    }
)


def clean(article: Article) -> Revision:
    """Mend an article's characters, lines and markup; what stands before its body is taken out.

    >>> clean(Article("The\\u00a0vote  was\\u200b close.")).text
    'The vote was close.'
    >>> clean(Article("“It’s done – at last…”")).edits
    ()
    """
    revision = unrevised(article.text)
    if article.body:
        revision = revise(revision, [Change(0, article.body, "")], "front matter")
    for name, fix in FIXES.items():
        revision = revise(revision, fix(revision.text), name)
    if article.markup == "markdown":
        revision = revise(revision, strip_markdown(revision.text), "markup")
    return revision


def unglue(revision: Revision, vocabulary: Vocabulary) -> Revision:
    """Put back the blanks between words that were glued together where a link was stripped."""
    return revise(revision, find_glued(revision.text, vocabulary), "glued words")


# Articles → their sentences: clean, mark, split, trace each back to its place in the article.


# "BERLIN (Reuters) – ": says where the story was written, and is no part of its first sentence.
# With straight apostrophes.
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'-]+){0,3}(?:, [A-Z][\w. ]{1,25}?)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}))?(?: \([A-Z][\w .,/&-]{1,30}\))? ?(?:[–—]|--|-(?= ))"
    r"|[A-ZÀ-Þ][\w.'-]+(?:[ /][A-ZÀ-Þ][\w.'-]+){0,2}(?:, [A-Z][\w. ]{1,25}?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)?"
    r" \((?:[A-Z]|dpa|epd|sid)[\w .,/&-]{0,30}\) ?(?:[–—]|--|-(?= )|:|_(?= )))\s*"
)


def segment(articles: Sequence[Article]) -> tuple[tuple[tuple[Sentence, ...], ...], tuple[Revision, ...]]:
    """Give the sentences of each article, in order, and the articles' revised texts.

    Words glued together are told by the words of all articles. A headline or boilerplate line is one
    "sentence" of its kind, so that the trace can tell what became of it.

    >>> (first,), _ = segment([Article("Storm\\nIt rained. OSLO got wet.", id="a1")])
    >>> [(s.kind, s.text, s.start) for s in first]
    [('headline', 'Storm', 0), ('sentence', 'It rained.', 6), ('sentence', 'OSLO got wet.', 17)]
    """
    revisions = [clean(article) for article in articles]
    vocabulary = count_vocabulary(revision.text for revision in revisions)
    revisions = [unglue(revision, vocabulary) for revision in revisions]
    found = tuple(tuple(_sentences(a, r)) for a, r in zip(articles, revisions, strict=True))
    return found, tuple(revisions)


def find_title(article: Article, sentences: Sequence[Sentence]) -> Article:
    """Give an article without a title its headline for one."""
    headline = next((s.text for s in sentences[:3] if s.kind == "headline"), "")
    return article if article.title or not headline else replace(article, title=headline.lstrip("# "))


def _sentences(article: Article, revision: Revision) -> Iterator[Sentence]:
    lines = revision.text.split("\n")
    place = start = 0
    for number, (line, mark) in enumerate(zip(lines, mark_lines(lines, article.title), strict=True)):
        for low, high, kind, why in _parts(line, article.language or "en", mark.kind, mark.why, first=place == 0):
            source_start, source_end, edits = trace_back(revision, start + low, start + high)
            text = line[low:high]
            yield Sentence(article.id, number, place, source_start, source_end, text, edits, kind, why)
            place += 1
        start += len(line) + 1


def _parts(line: str, language: str, kind: Kind, why: str, *, first: bool) -> Iterator[tuple[int, int, Kind, str]]:
    text = line.strip()
    if not text:
        return
    if kind != "sentence":
        yield line.index(text), line.index(text) + len(text), kind, why
        return
    skip = find_dateline(line)
    for low, high in split_line(line[skip:], language):
        part = line[skip + low : skip + high]
        mark = mark_sentence(part) if letters(part) else Mark("boilerplate", "no words")
        yield skip + low, skip + high, mark.kind, mark.why


def find_dateline(line: str) -> int:
    """Give where a line's dateline ends ("ARLE (Sample Wire) - "), 0 where it has none.

    >>> find_dateline("ARLE (Sample Wire) - The dam broke."), find_dateline("The dam broke.")
    (21, 0)
    """
    found = _DATELINE.match(line.lstrip().replace("’", "'")) if line[:60].strip() else None
    return len(line) - len(line.lstrip()) + found.end() if found else 0
