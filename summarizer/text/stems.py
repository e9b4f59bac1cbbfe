"""The stop words and the stems of a language, by which words are compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from summarizer.lang.language import load_language


def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of a language, none for one without a list.

    >>> "the" in stop_words("en"), "kremlin" in stop_words("en"), stop_words("xx")
    (True, False, frozenset())
    """
    return load_language(language).words("stop_words.words")


@lru_cache(maxsize=32)
def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that cuts a folded word to its stem (Snowball; Porter 1980, 2001).

    >>> stem = stemmer("en")
    >>> stem("negotiations"), stem("putin"), stemmer("xx")("negotiations")
    ('negoti', 'putin', 'negotiations')
    """
    import Stemmer

    name = load_language(language).text("language.stemmer")
    if name not in Stemmer.algorithms():
        return str
    stem: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return lru_cache(maxsize=200_000)(stem)
