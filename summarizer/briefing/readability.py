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
    formulas = {
        "flesch_reading_ease": chosen.numbers("readability.reading_ease"),
        "flesch_kincaid_grade": chosen.numbers("readability.school_grade"),
    }
    words: list[str] = []
    counted = 0
    for sentence in sentences:
        # Without punctuation, but for apostrophes.
        plain = [_NO_LETTER.sub("", run).strip("'") for run in sentence.replace("’", "'").split()]
        found = [word for word in plain if word]
        counted += bool(found)
        words += found
    scores: dict[str, float] = {}
    if not words or not formulas["flesch_reading_ease"]:
        return scores
    if chosen.text("readability.vowels"):
        syllables = sum(count_syllables(word, chosen) for word in words)
    else:
        # Where a language has no rule, textstat counts by where words may be hyphenated.
        from textstat.textstat import textstatistics

        counter = textstatistics()
        counter.set_lang(chosen.code)
        syllables = int(counter.syllable_count(" ".join(words)))
    for name, factors in formulas.items():
        if factors:
            by_sentence = factors["words_a_sentence"] * (len(words) / counted)
            by_word = factors["syllables_a_word"] * (syllables / len(words))
            scores[name] = round(factors["base"] + (by_sentence + by_word), 6)
    return scores


def count_syllables(word: str, language: Language) -> int:
    """Return the syllables of a word by its groups of vowels; of a number, one for each digit.

    A rule and no dictionary: the usual one (cmudict) would have to be downloaded.

    >>> [count_syllables(word, english) for word in ("president", "called", "table", "negotiations", "2024", "the")]
    [3, 1, 2, 5, 4, 1]
    """
    plain = word.lower().replace("’", "'")
    spoken = 0
    for table in ("vowels", "apart", "vowelless"):
        spoken += len(language.pattern(f"readability.{table}").findall(plain))
    if spoken > 1:
        spoken -= len(language.pattern("readability.silent").findall(plain))
    return max(1, spoken + sum(letter.isdigit() for letter in plain))
