"""Texts → their best sentences within a number of words: the plain task of extractive summarisation."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.errors import ConfigError
from summarizer.languages import detect_language
from summarizer.naming import learn_names
from summarizer.ranking import find_method, rank
from summarizer.selecting import Candidate, choose, cover, favour_early, find_concepts, say
from summarizer.similarity import tokenize, vectorize
from summarizer.splitting import split_line
from summarizer.words import count_words

_FEWEST_WORDS = 8


def extract_sentences(texts: Sequence[str], words: int, method: str) -> tuple[str, ...]:
    """Rank all sentences by centrality and place, and take the best that fit and do not repeat another."""
    if words < 1:
        raise ConfigError(f"cannot extract {words} words", where="words", hint="ask for 1 or more")
    language = detect_language("\n".join(texts))
    found = [
        (number, place, sentence)
        for number, text in enumerate(texts)
        for place, sentence in enumerate(_split(text, language))
    ]
    if not found:
        find_method(method)
        return ()
    sentences = [sentence for _, _, sentence in found]
    names = learn_names(texts)
    tokens = [tokenize(sentence, language, names) for sentence in sentences]
    scores = rank(tokens, method, language, sentences)
    vectors = vectorize(sentences, tokens)
    candidates = [
        Candidate(row, "", score * favour_early(place), count_words(sentence))
        for row, ((_, place, sentence), score) in enumerate(zip(found, scores, strict=True))
        if count_words(sentence) >= min(_FEWEST_WORDS, words)
    ]
    if not find_method(method).covers:
        return tuple(sentences[row] for row in choose(candidates, [("", 1.0)], (10**9, words), vectors).rows)
    said = [
        say(sentence, language, text, place, score)
        for (text, place, sentence), score in zip(found, scores, strict=True)
    ]
    lengths = [count_words(sentence) for sentence in sentences]
    rows = cover(find_concepts(said), lengths, [candidate.row for candidate in candidates], words)
    return tuple(sentences[row] for row in rows)


def _split(text: str, language: str) -> list[str]:
    return [line[start:end] for line in text.splitlines() for start, end in split_line(line, language)]
