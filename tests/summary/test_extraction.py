from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import letters
from sample_articles import FLOOD

import summarizer
from summarizer.api import extract
from summarizer.errors import ConfigError
from summarizer.summary.ranking import CENTRALITIES
from summarizer.text.tokens import count_words

TEXTS = [article.text for article in FLOOD]


@pytest.mark.parametrize("method", CENTRALITIES)
def test_every_method_gives_sentences_of_the_texts_within_the_words(method: str) -> None:
    found = extract(TEXTS, words=60, method=method)
    assert found
    assert sum(map(count_words, found)) <= 60
    assert all(any(sentence in text for text in TEXTS) for sentence in found)
    assert len({letters(sentence) for sentence in found}) == len(found)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 300))
def test_the_words_are_never_exceeded(words: int) -> None:
    found = extract(TEXTS, words=words)
    assert sum(map(count_words, found)) <= words
    assert len({letters(sentence) for sentence in found}) == len(found)


def test_more_words_give_more() -> None:
    assert len(extract(TEXTS, words=25)) < len(extract(TEXTS, words=150))


def test_what_all_texts_tell_comes_first() -> None:
    assert "Ilse" in extract(TEXTS, words=40)[0]


def test_the_default_is_a_hundred_words_by_what_the_sentences_cover() -> None:
    assert extract(TEXTS) == extract(TEXTS, words=100, method="weighted-cover")
    assert extract(TEXTS) != extract(TEXTS, words=100, method="lex-rank")


def test_what_is_told_twice_in_nearly_the_same_words_is_extracted_once() -> None:
    told = [
        "The old bridge at Oster fell into the river on Monday morning.",
        "Nobody was on it when it fell, police said.",
    ]
    again = ["On Monday morning the old bridge at Oster fell into the river below."]
    found = extract(["\n".join(told), "\n".join(again)], words=60)
    assert sum("old bridge" in sentence for sentence in found) == 1


@pytest.mark.parametrize("texts", [[], [""], ["\n \n"]])
def test_nothing_gives_nothing(texts: list[str]) -> None:
    assert extract(texts) == ()


@settings(deadline=None)
@given(st.lists(st.text(max_size=120), max_size=3))
def test_any_text_at_all_is_taken(texts: list[str]) -> None:
    assert all(any(sentence in text for text in texts) for sentence in extract(texts, words=50))


@pytest.mark.parametrize("words", [0, -1])
def test_too_few_words_are_refused(words: int) -> None:
    with pytest.raises(ConfigError, match="ask for 1 or more"):
        extract(TEXTS, words=words)


@pytest.mark.parametrize("texts", [TEXTS, []])
def test_an_unknown_method_is_refused(texts: list[str]) -> None:
    with pytest.raises(ConfigError, match="did you mean “lex-rank”"):
        extract(texts, method="lexrank")


def test_the_public_names_are_all_there() -> None:
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        summarizer.summarise  # noqa: B018
