"""How easy a text is to read, by the published formulas of its language: they count words and syllables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.lang.language import Language, load_language

_NO_LETTER = re.compile(r"[^\w']")


def measure(sentences: Sequence[str], language: str = "en") -> Mapping[str, float]:
    """Return ``flesch_reading_ease`` and, for English, ``flesch_kincaid_grade`` of these sentences.

    Nothing comes back for a language without a formula, nor for a text without words.

    >>> measure(["The cat sat on the mat."])
    {'flesch_reading_ease': 116.145, 'flesch_kincaid_grade': -1.45}
    >>> measure([]), measure(["–"]), measure(["Це речення."], "uk")
    ({}, {}, {})
    """
    chosen = load_language(language)
    by_sentence = [words for words in map(_split, sentences) if words]
    words = [word for found in by_sentence for word in found]
    formulas = {
        "flesch_reading_ease": chosen.numbers("readability.reading_ease"),
        "flesch_kincaid_grade": chosen.numbers("readability.school_grade"),
    }
    scores: dict[str, float] = {}
    if not words or not formulas["flesch_reading_ease"]:
        return scores
    words_a_sentence = len(words) / len(by_sentence)
    syllables_a_word = _count_all_syllables(words, chosen) / len(words)
    for name, factors in formulas.items():
        if factors:
            score = factors["words_a_sentence"] * words_a_sentence + factors["syllables_a_word"] * syllables_a_word
            scores[name] = round(factors["base"] + score, 6)
    return scores


def count_syllables(word: str, language: Language) -> int:
    """Return the syllables of a word by its groups of vowels; of a number, one for each digit.

    A rule and no dictionary: the usual one (cmudict) would have to be downloaded.

    >>> english = load_language("en")
    >>> [count_syllables(word, english) for word in ("president", "called", "table", "negotiations", "2024", "the")]
    [3, 1, 2, 5, 4, 1]
    """
    plain = word.lower().replace("’", "'")
    spoken = sum(
        len(language.pattern(f"readability.{table}").findall(plain)) for table in ("vowels", "apart", "vowelless")
    )
    if spoken > 1:
        spoken -= len(language.pattern("readability.silent").findall(plain))
    return max(1, spoken + sum(letter.isdigit() for letter in plain))


def _split(sentence: str) -> list[str]:
    """Return the words of a sentence without punctuation, but for apostrophes."""
    words = [_NO_LETTER.sub("", run).strip("'") for run in sentence.replace("’", "'").split()]
    return [word for word in words if word]


def _count_all_syllables(words: Sequence[str], language: Language) -> int:
    if language.text("readability.vowels"):
        return sum(count_syllables(word, language) for word in words)
    # Where a language has no rule, textstat counts by where words may be hyphenated.
    from textstat.textstat import textstatistics

    counter = textstatistics()
    counter.set_lang(language.code)
    return int(counter.syllable_count(" ".join(words)))
