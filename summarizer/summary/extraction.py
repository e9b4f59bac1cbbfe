"""Texts → their best sentences within a number of words: the plain task of extractive summarisation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from summarizer.analysis.names import learn_names
from summarizer.dedupe.vectors import Vectors, tokenize, vectorize
from summarizer.errors import ConfigError
from summarizer.lang.detection import detect_language
from summarizer.lang.language import load_language
from summarizer.summary.coverage import FACTORS, cover, find_concepts, say
from summarizer.summary.ranking import find_method, rank
from summarizer.summary.redundancy import Page
from summarizer.summary.selection import Candidate, choose, favour_early
from summarizer.text.segmentation import find_dateline
from summarizer.text.sentences import split_line
from summarizer.text.tokens import count_words

_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence of one of several texts: the text's number and its place in it, from 0."""

    text: str
    article: int
    place: int


def extract_sentences(texts: Sequence[str], words: int, method: str) -> tuple[str, ...]:
    """Take the sentences that fit, do not repeat another, and say most: by cover, or by centrality and place."""
    if words < 1:
        raise ConfigError(f"cannot extract {words} words", where="words", hint="ask for 1 or more")
    find_method(method)
    language = detect_language("\n".join(texts))
    return choose_sentences(place_sentences(texts, language), words, method, language)


def place_sentences(texts: Sequence[str], language: str) -> tuple[Placed, ...]:
    """Split several texts into their sentences."""
    return tuple(
        Placed(sentence, number, place)
        for number, text in enumerate(texts)
        for place, sentence in enumerate(_split(text, language))
    )


def choose_sentences(
    placed: Sequence[Placed], words: int, method: str, language: str, factors: Collection[str] = tuple(FACTORS)
) -> tuple[str, ...]:
    """Choose the best of the sentences of several texts within so many words.

    ``factors`` names what makes a concept weigh where the method covers.
    """
    if not placed:
        return ()
    sentences = [one.text for one in placed]
    names = learn_names((sentence, load_language(language)) for sentence in sentences)
    tokens = [tokenize(sentence, language, names) for sentence in sentences]
    scores = rank(tokens, method, language, sentences)
    vectors = vectorize(tokens)
    rows = [row for row, text in enumerate(sentences) if count_words(text) >= min(_FEWEST_WORDS, words)]
    if find_method(method).covers:
        chosen = _cover(placed, scores, rows, words, language, vectors, factors)
    else:
        weights = {row: scores[row] * favour_early(placed[row].place) for row in rows}
        candidates = [Candidate(row, "", weights[row], count_words(sentences[row])) for row in rows]
        chosen = choose(candidates, [("", 1.0)], (10**9, words), vectors).rows
    return tuple(sentences[row] for row in chosen)


def _cover(
    placed: Sequence[Placed],
    scores: Sequence[float],
    rows: Sequence[int],
    words: int,
    language: str,
    vectors: Vectors,
    factors: Collection[str],
) -> tuple[int, ...]:
    said = [say(one.text, language, one.article, one.place, score) for one, score in zip(placed, scores, strict=True)]
    page = Page(vectors)
    lengths = [count_words(one.text) for one in placed]
    concepts = find_concepts(said, factors)

    def is_new(chosen: Sequence[int], row: int) -> bool:
        return not page.turn_to(chosen).tells(row)

    return cover(concepts, lengths, rows, words, is_new, barred=lambda chosen: page.turn_to(chosen).told())


def _split(text: str, language: str) -> list[str]:
    bare = (line[find_dateline(line) :] for line in text.splitlines())
    return [line[start:end] for line in bare for start, end in split_line(line, load_language(language))]
