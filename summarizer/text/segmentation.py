"""Articles → their sentences: clean, mark, split, trace each back to its place in the article.

``FIXES`` are done in order, each on what the one before left. A fix is a function from a text to the changes it wants.
Ungluing comes apart (:func:`unglue`), because it needs the words of all articles in the
article's language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Sentence
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

# "BERLIN (Reuters) – ": says where the story was written, and is no part of its first sentence.
# Apostrophes are straight.
_DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ.'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'-]+){0,3}(?:, [A-Z][\w. ]{1,25}?)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}))?(?: \([A-Z][\w .,/&-]{1,30}\))? ?(?:[–—]|--|-(?= ))"
    r"|[A-ZÀ-Þ][\w.'-]+(?:[ /][A-ZÀ-Þ][\w.'-]+){0,2}(?:, [A-Z][\w. ]{1,25}?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)?"
    r" \((?:[A-Z]|dpa|epd|sid)[\w .,/&-]{0,30}\) ?(?:[–—]|--|-(?= )|:|_(?= )))\s*"
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


def unglue(revision: Revision, vocabulary: Vocabulary, language: Language) -> Revision:
    """Put back the blanks between words that were glued together where a link was stripped."""
    return revise(revision, find_glued(revision.text, vocabulary, language), "glued words")


def segment(articles: Sequence[Article]) -> tuple[tuple[tuple[Sentence, ...], ...], tuple[Revision, ...]]:
    """Return the sentences of each article, in order, and the articles' revised texts.

    Words glued together are told by the words of all articles in their language. A headline or boilerplate line is one
    "sentence" of its kind, so that the trace can tell what became of it.

    >>> (first,), _ = segment([Article("Storm\\nIt rained. OSLO got wet.", id="a1")])
    >>> [(s.kind, s.text, s.start) for s in first]
    [('headline', 'Storm', 0), ('sentence', 'It rained.', 6), ('sentence', 'OSLO got wet.', 17)]
    """
    cleaned = [clean(article) for article in articles]
    languages = [load_language(article.language or "en") for article in articles]
    texts: defaultdict[Language, list[str]] = defaultdict(list)
    for revision, language in zip(cleaned, languages, strict=True):
        texts[language].append(revision.text)
    vocabularies: dict[Language, Vocabulary] = {}
    for language, own in texts.items():
        vocabularies[language] = count_vocabulary(own)
    segmented = []
    revisions = []
    for article, revision, language in zip(articles, cleaned, languages, strict=True):
        unglued = unglue(revision, vocabularies[language], language)
        segmented.append(tuple(_cut_sentences(article, unglued, language)))
        revisions.append(unglued)
    return tuple(segmented), tuple(revisions)


def find_title(article: Article, sentences: Sequence[Sentence]) -> Article:
    """Return an article with its headline for a title, if it has none."""
    if article.title:
        return article
    for sentence in sentences[:3]:
        if sentence.kind == "headline":
            return replace(article, title=sentence.text.lstrip("# "))
    return article


def _cut_sentences(article: Article, revision: Revision, language: Language) -> Iterator[Sentence]:
    """Yield an article's sentences, headlines and lines of boilerplate, in order."""
    lines = revision.text.split("\n")
    place = line_start = 0
    for number, (line, mark) in enumerate(zip(lines, mark_lines(lines, language, article.title), strict=True)):
        for low, high, part_mark in _cut_line(line, mark, language):
            start, end, edits = trace_back(revision, line_start + low, line_start + high)
            text = line[low:high]
            yield Sentence(article.id, number, place, start, end, text, edits, part_mark.kind, part_mark.why)
            place += 1
        line_start += len(line) + 1


def _cut_line(line: str, mark: Mark, language: Language) -> Iterator[tuple[int, int, Mark]]:
    """Cut a line of news into its sentences, each with a mark of its own; another line stays whole."""
    text = line.strip()
    if not text:
        return
    if mark.kind != "sentence":
        start = line.index(text)
        yield start, start + len(text), mark
        return
    skip = find_dateline(line)
    for low, high in split_line(line[skip:], language):
        part = line[skip + low : skip + high]
        part_mark = mark_sentence(part, language) if letters(part) else Mark("boilerplate", "no words")
        yield skip + low, skip + high, part_mark


def find_dateline(line: str) -> int:
    """Return where a line's dateline ends ("ARLE (Sample Wire) - "), 0 where it has none.

    >>> find_dateline("ARLE (Sample Wire) - The dam broke."), find_dateline("The dam broke.")
    (21, 0)
    """
    found = _DATELINE.match(line.replace("’", "'"))
    return found.end() if found else 0
