"""Articles → their sentences: clean, mark, split, trace each back to its place in the article.

Words that were glued together are parted after all other fixes, because they are told by the words of all articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.lang.language import Language, load_language
from summarizer.model import Article, Edit, Sentence
from summarizer.text.agencies import read_credit, read_dateline
from summarizer.text.boilerplate import ANNOUNCED, NEWS, Mark, mark_lines, mark_sentence
from summarizer.text.edits import FIXES, QUOTATION_MARKS, Change, Revision, revise, strip_markdown, trace_back
from summarizer.text.missing_spaces import Vocabulary, count_vocabulary, find_glued
from summarizer.text.sentences import split_line
from summarizer.text.tokens import OPENING_MARKS, QUOTATION, letters

#: Characters of a sentence. What is longer is a text without full stops: it would never be printed, and who speaks in
#: it and what it claims would be looked for in vain, for seconds.
LONGEST = 3_000
#: Of an article with more sentences than so many, that have hardly any letters each, only longer ones are read: a table
#: or list, in which each word costs as much as a sentence.
_MANY, _SCRAP = 500, 8
_CUT_OFF = re.compile(r"(?:…|\.{3}|\[(?:…|\.{3})\]|\((?:…|\.{3})\))$")
#: The edit that takes a dateline off the sentence behind it.
DATELINE = "dateline"


def clean(article: Article) -> Revision:
    """Mend an article's characters, lines and markup; what stands before its body is taken out.

    >>> clean(Article("The\\u00a0vote  was\\u200b close.")).text
    'The vote was close.'
    >>> clean(Article("“It’s done – at last…”")).edits
    ()
    """
    revision = Revision(article.text, article.text)
    if article.body:
        revision = revise(revision, [Change(0, article.body, "")], "front matter")
    for name, fix in FIXES.items():
        revision = revise(revision, fix(revision.text), name)
    if article.markup == "markdown":
        revision = revise(revision, strip_markdown(revision.text), "markup")
    return revision


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
        changes = find_glued(revision.text, vocabularies[language], language)
        unglued = revise(revision, changes, "glued words")
        sentences = _drop_cut_end(_cut_sentences(article, unglued, language))
        segmented.append(_drop_scraps(sentences))
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
        text = line.strip()
        parts = []
        skip = begin = mark.begin
        if text and mark.kind == "sentence":
            # Before an item of a list stands who says it, as like as not: "AP - at least 124,000".
            dateline = None if begin else read_dateline(line, language)
            skip = dateline.end if dateline else begin
            parts = [(skip + low, skip + high) for low, high in split_line(line[skip:], language)]
        elif text:
            # What is no news stays whole.
            indent = line.index(text)
            parts = [(indent, indent + len(text))]
        for low, high in parts:
            start, end, edits = trace_back(revision, line_start + low, line_start + high)
            if low == skip > begin:
                opening, _, _ = trace_back(revision, line_start, line_start + low)
                edits = (Edit(opening, start, revision.source[opening:start], "", DATELINE), *edits)
                start = opening
            part = line[low:high]
            own = _mark_part(part, mark, language)
            sentence = Sentence(article.id, number, place, start, end, part, edits, own.kind, own.why)
            yield _put_in_marks(sentence, language) if own.why == ANNOUNCED else sentence
            place += 1
        line_start += len(line) + 1


def _mark_part(part: str, mark: Mark, language: Language) -> Mark:
    """Return the mark of a part of a line: the line's own, unless the part of a line of news is none."""
    part_mark = mark
    if mark.kind == "sentence":
        if not letters(part):
            part_mark = Mark("boilerplate", "no words")
        elif len(part) > LONGEST:
            part_mark = Mark("boilerplate", "too long for a sentence")
        elif mark.why == ANNOUNCED and QUOTATION.search(part) and not part.startswith(OPENING_MARKS):
            part_mark = Mark("boilerplate", "quotes somebody within a quoted block")
        else:
            in_line = mark_sentence(part, language)
            part_mark = mark if in_line == NEWS else in_line
    if part_mark.kind != "boilerplate" and read_credit(part, language):
        return Mark("boilerplate", "agency credit")
    return part_mark


def _put_in_marks(sentence: Sentence, language: Language) -> Sentence:
    """Return a sentence of a quoted block with the quotation marks that the block has none of, since it is one."""
    if sentence.text.startswith(OPENING_MARKS):
        return sentence
    known = language if language.phrases("sentences.quotation_marks") else load_language("en")
    opening, closing = known.phrases("sentences.quotation_marks")
    before = Edit(sentence.start, sentence.start, "", opening, QUOTATION_MARKS)
    behind = Edit(sentence.end, sentence.end, "", closing, QUOTATION_MARKS)
    return replace(sentence, text=f"{opening}{sentence.text}{closing}", edits=(before, *sentence.edits, behind))


def _drop_cut_end(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences of an article, the last marked as no news if it breaks off: the rest is another page's."""
    marked = list(sentences)
    last = max([at for at, one in enumerate(marked) if one.kind == "sentence"], default=-1)
    # Who breaks off in a quotation was cut by nobody.
    if last >= 0 and _CUT_OFF.search(QUOTATION.sub("", marked[last].text)):
        marked[last] = replace(marked[last], kind="boilerplate", why="cut off")
    return tuple(marked)


def _drop_scraps(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of an article, those of a word or two marked as no news where there is little else."""
    lengths = [len(one.text) for one in sentences if one.kind != "boilerplate"]
    if len(lengths) <= _MANY or sum(lengths) >= _SCRAP * len(lengths):
        return sentences
    marked: list[Sentence] = []
    for one in sentences:
        is_scrap = one.kind != "boilerplate" and len(one.text) < _SCRAP
        marked.append(replace(one, kind="boilerplate", why="one of many scraps") if is_scrap else one)
    return tuple(marked)
