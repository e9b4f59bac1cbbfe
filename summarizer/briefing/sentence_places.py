"""Where a sentence stands: in its article, in copies of it, and between which words, by which a link finds it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.page_links import choose_unseen, choose_words, find_told
from summarizer.dedupe.wire_copies import find_places
from summarizer.model import Article, Sentence, SupportingSentence
from summarizer.text.edits import ADDITIONS, undo_edits
from summarizer.text.page_places import parse_places

#: So many words beside a sentence tell it from a teaser that repeats it; longer ones are no words, or of a language
#: that writes no blanks.
_WORDS, _LONGEST = 3, 60

#: Sentences by their article's id and their place in it.
Neighbours = Mapping[tuple[str, int], Sentence]


def read_neighbours(sentences: Sequence[AnalysedSentence]) -> Neighbours:
    """Return all sentences of a story by their places; headlines and boilerplate are neighbours too."""
    return {(one.article.id, one.sentence.place): one.sentence for one in sentences}


def find_stretches(
    one: AnalysedSentence, copies: Sequence[tuple[str, Article]], neighbours: Neighbours
) -> list[SupportingSentence]:
    """Return where a sentence stands, in its own article first, who says it, and the words before and behind it.

    Between them and the sentence stands a blank, or a line end where they are of another paragraph. The headline above
    all does not count, since it stands above teasers too.
    """
    sentence = one.sentence
    before = neighbours.get((sentence.article, sentence.place - 1))
    if before and before.kind == "headline" and one.place == 0:
        before = None
    after = neighbours.get((sentence.article, sentence.place + 1))
    prefix = suffix = ""
    if before and (words := _cut_words(before, last=True)):
        prefix = words + _name_gap(before, sentence)
    if after and (words := _cut_words(after, last=False)):
        suffix = _name_gap(sentence, after) + words
    articles = {copy.id: copy for _, copy in copies} | {one.article.id: one.article}
    speaker = one.attribution.speaker
    return [
        replace(
            place,
            prefix=prefix,
            suffix=suffix,
            speaker=speaker,
            fragment=_choose_fragment(replace(place, prefix=prefix, suffix=suffix), articles[place.article]),
        )
        for place in find_places(sentence, one.article, copies)
    ]


def _choose_fragment(place: SupportingSentence, article: Article) -> str:
    """Return the text directive of a sentence by what was noted of its article's page."""
    if not article.url:
        return ""
    seen = parse_places(article.on_page, len(article.text[article.body :].rstrip()))
    if seen is not None:
        text = article.text[article.body :]
        told = find_told(text, place.start - article.body, place.end - article.body, seen)
        return choose_words(text, *told, seen) if told else ""
    words = undo_edits(place.text, place.start, place.edits, ADDITIONS)
    return choose_unseen(place.prefix, words, place.suffix)


def _name_gap(first: Sentence, second: Sentence) -> str:
    """Return what stands between two neighbours of an article: nothing, a blank, or a line end between paragraphs."""
    if first.line != second.line or first.kind != second.kind:
        return "\n"
    return " " if first.end < second.start else ""


def _cut_words(sentence: Sentence, *, last: bool) -> str:
    """Return the last or the first words of a sentence, as its article's page has them.

    >>> said = Sentence("a1", 0, 0, 0, 29, "The crews have left the pier.")
    >>> _cut_words(said, last=True), _cut_words(said, last=False)
    ('left the pier.', 'The crews have')
    """
    words = undo_edits(sentence.text, sentence.start, sentence.edits, ADDITIONS).split()
    cut = words[-_WORDS:] if last else words[:_WORDS]
    while cut and sum(map(len, cut)) > _LONGEST:
        cut = cut[1:] if last else cut[:-1]
    return " ".join(cut)
