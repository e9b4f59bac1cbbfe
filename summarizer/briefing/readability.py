"""How easy a text is to read: the formulas are textstat's, the counts of sentences and syllables ours.

Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948): 0 is hard, 100 easy. Kincaid and
others, Research Branch Report 8-75 (1975): the American school grade. Amstad and others for other languages.
"""

from __future__ import annotations

import re
import sys
import threading
from contextlib import contextmanager
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_VOWELS = re.compile("[aeiouy]+")
# Vowels that touch and are spoken apart: "pla-yer", "med-i-a", "per-i-od", "so-ci-e-ty", "du-al", "cre-ate", "be-ing".
_APART = re.compile(
    r"(?<=[aeiou])y(?=[aeiou])|(?<![aeiou])y(?=i)|[eo](?=ing)|i(?=at(?!iv)|et|um|us)|(?<![cgstx])i(?=a|o(?!n))"
    r"|(?<![cglnstx])i(?=on)|(?<![ct])i(?=en[ct])|(?<=^sc)i(?=en)|(?<![gq])u(?=a|el|en[ct]|ing|ou)"
    r"|(?<![cg])e(?=ou|o$|os$|ory)|e(?=um)|(?<=cr)e(?=at)|(?<=[aeiou][a-z])e(?=as?$)|(?<=^r)e(?=ac|ali)"
)
# Vowels that are written and not spoken: "tim(e)", "call(ed)", "mak(es)", "leag(ue)", "stat(e)ment".
_SILENT = re.compile(
    r"(?:(?<=[^aeiouyl])|(?<=[aeiouyl]l))e$|(?:(?<=[^aeiouydtlr])|(?<=[aeiouylr][lr]))ed$"
    r"|(?<=[aeiou]y)e[ds]$|(?:(?<=[^aeiouycghlrsxz])|(?<=[aeiouylr][lr]))es$|(?<=[gq])ues?$"
    r"|(?<=[a-z]{2}[^aeiouyl])e(?=(?:ly|ments?|ness|ty)$)"
)
# A syllable without a vowel: "terror-is-m", "did-n't".
_VOWELLESS = re.compile(r"(?<=s)ms?$|(?<=[ds])n't$")


def count_syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels; of a number, one for each digit.

    A rule and no dictionary: the usual one (cmudict) would have to be downloaded.

    >>> [count_syllables(word) for word in ("president", "called", "table", "negotiations", "2024", "the")]
    [3, 1, 2, 5, 4, 1]
    """
    plain = word.lower().replace("’", "'")
    digits = sum(letter.isdigit() for letter in plain)
    spoken = len(_VOWELS.findall(plain)) + len(_APART.findall(plain)) + len(_VOWELLESS.findall(plain))
    return max(1, digits + (spoken - len(_SILENT.findall(plain)) if spoken > 1 else spoken))


def measure(sentences: Sequence[str], language: str = "en") -> Mapping[str, float]:
    """Give ``flesch_reading_ease`` and, for English, ``flesch_kincaid_grade`` of these sentences.

    Nothing comes back for a language without a formula, nor for a text without words.

    >>> dict(measure(["The cat sat on the mat."]))
    {'flesch_reading_ease': 116.145, 'flesch_kincaid_grade': -1.45}
    >>> dict(measure([])), dict(measure(["–"])), dict(measure(["Це речення."], "uk"))
    ({}, {}, {})
    """
    root = re.split("[-_]", language.lower())[0]
    text = "\n".join(
        " ".join(sentence.split()).replace("’", "'") for sentence in sentences if _says_something(sentence)
    )
    if not text:
        return MappingProxyType({})
    metrics, languages = _load_formulas()
    if "fre_base" not in languages.get(root, {}):
        return MappingProxyType({})
    with _our_counts():
        scores = {"flesch_reading_ease": metrics.flesch_reading_ease(text, root)}
        if root == "en":
            scores["flesch_kincaid_grade"] = metrics.flesch_kincaid_grade(text, root)
    return MappingProxyType({name: round(score, 6) for name, score in scores.items()})


def _says_something(sentence: str) -> bool:
    return any(letter.isalnum() for letter in sentence)


class _Later(ModuleType):
    """A package that is imported when something of it is asked for, and not before."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _load_formulas() -> tuple[Any, Any]:
    """Import textstat's formulas and its table of languages without nltk.

    textstat imports nltk for a dictionary that is never asked for here, and that takes longer than a whole
    briefing. So "nltk" is a promise while textstat is imported; then the name is free again for whoever wants the
    real one, and textstat's own reference keeps the promise. An nltk that is there already is left alone.
    """
    with _COUNTING:
        later = _Later("nltk")
        sys.modules.setdefault("nltk", later)
        try:
            metrics = import_module("textstat.backend.metrics")
            constants = import_module("textstat.backend.utils.constants")
        finally:
            if sys.modules.get("nltk") is later:
                del sys.modules["nltk"]
    return metrics, constants.LANG_CONFIGS


class _Pronunciations(dict[str, list[list[str]]]):
    """Stands in for cmudict: any word is in it, with as many stressed sounds as it has syllables."""

    def __missing__(self, word: str) -> list[list[str]]:
        return [["0"] * count_syllables(word)]


_COUNTING = threading.Lock()


@contextmanager
def _our_counts() -> Iterator[None]:
    """Let textstat count sentences and English syllables our way while this lasts.

    textstat offers no parameter for either. The names are put back afterwards, because a program that
    uses this package as a library may want its own textstat unchanged. Of the three modules that hold
    ``get_cmudict`` only the one that calls it matters: the other two are never asked. Its patterns of hyphenation, for
    words outside of the dictionary, are not read where no word is. Sentences are lines here, so that the count
    depends on the text alone and textstat's own caches stay right.
    """
    syllables = import_module("textstat.backend.counts._count_syllables")
    sentences = import_module("textstat.backend.metrics._words_per_sentence")
    with _COUNTING:
        kept = syllables.get_cmudict, syllables.get_pyphen, sentences.count_sentences
        vars(syllables)["get_cmudict"] = lambda lang: _Pronunciations() if lang == "en" else None
        vars(syllables)["get_pyphen"] = lambda lang: None if lang == "en" else kept[1](lang)
        vars(sentences)["count_sentences"] = lambda text: text.count("\n") + 1
        try:
            yield
        finally:
            vars(syllables)["get_cmudict"], vars(syllables)["get_pyphen"], vars(sentences)["count_sentences"] = kept
