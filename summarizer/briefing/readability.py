"""How long a page is, and how easy to read by the formulas of its language, which count words and syllables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from summarizer.lang.language import Language, load_language
from summarizer.model import Briefing, Counted
from summarizer.text.tokens import count_words, reading_seconds

NO_LENGTH = Counted(0, 0, 0)
_NO_LETTER = re.compile(r"[^\w']")


def recount(briefing: Briefing) -> Briefing:
    """Return a briefing with its length and readability as its lines are; as it is, where none came or is left out."""
    texts = [line.text for line in briefing.lines]
    if len(texts) == briefing.length.sentences:
        return briefing
    words = sum(map(count_words, texts))
    length = Counted(len(texts), words, reading_seconds(words))
    return replace(briefing, length=length, readability=measure(texts, briefing.language))


def add_lengths(lengths: Iterable[Counted]) -> Counted:
    """Return how long several texts are together.

    >>> add_lengths([Counted(2, 119, 30), Counted(3, 119, 30)]), add_lengths([])
    (Counted(sentences=5, words=238, seconds=60), Counted(sentences=0, words=0, seconds=0))
    """
    sentences = words = 0
    for length in lengths:
        sentences += length.sentences
        words += length.words
    return Counted(sentences, words, reading_seconds(words))


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
