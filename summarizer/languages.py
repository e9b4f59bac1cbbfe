"""What the program knows of languages: which one a text is in, its stop words, its stems.

Languages go by their ISO 639-1 code. A language that is not in ``LANGUAGES`` still works: it has
no stop words and its words are compared as they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from summarizer.words import fold, split_words

#: Code → English name, as the stop-word lists and the stemmers call it.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "arabic",
        "cs": "czech",
        "da": "danish",
        "de": "german",
        "el": "greek",
        "en": "english",
        "es": "spanish",
        "fi": "finnish",
        "fr": "french",
        "he": "hebrew",
        "hi": "hindi",
        "hu": "hungarian",
        "it": "italian",
        "ja": "japanese",
        "ko": "korean",
        "nl": "dutch",
        "no": "norwegian",
        "pl": "polish",
        "pt": "portuguese",
        "ro": "romanian",
        "ru": "russian",
        "sk": "slovak",
        "sv": "swedish",
        "th": "thai",
        "tr": "turkish",
        "uk": "ukrainian",
        "zh": "chinese",
    }
)

# The first and the last letter of a script.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("th", "\u0e00", "\u0e7f"),
    ("ru", "\u0400", "\u04ff"),
)
_BEHIND_LATIN = "\u0370"
_UKRAINIAN_LETTERS = re.compile(r"[іїєґ]", re.IGNORECASE)
# The languages in Latin letters that have a stop-word list, in the order in which a tie is decided.
_LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "sv")
_SAMPLE = 20_000


def package_folder(name: str) -> Path:
    """Give the folder of an installed package without importing it: its data alone is wanted."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(spec.submodule_search_locations[0])


@lru_cache(maxsize=32)
def stop_words(language: str) -> frozenset[str]:
    """Give the folded stop words of a language, none for one without a list.

    >>> "the" in stop_words("en"), "kremlin" in stop_words("en"), stop_words("xx")
    (True, False, frozenset())
    """
    if language not in LANGUAGES:
        return frozenset()
    source = package_folder("sumy") / "data" / "stopwords" / f"{LANGUAGES[language]}.txt"
    try:
        text = source.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    # "you're" is cut into the same words here as it is in an article.
    return frozenset(fold(word) for line in text.split() for word in (line, *split_words(line)))


@lru_cache(maxsize=8)
def stemmer(language: str) -> Callable[[str], str]:
    """Give the function that cuts a folded word to its stem (Snowball; Porter 1980, 2001).

    >>> stem = stemmer("en")
    >>> stem("negotiations"), stem("putin"), stemmer("xx")("negotiations")
    ('negoti', 'putin', 'negotiations')
    """
    import Stemmer

    name = LANGUAGES.get(language, "")
    if name not in Stemmer.algorithms():
        return str
    stem: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return lru_cache(maxsize=200_000)(stem)


def detect_language(text: str) -> str:
    """Tell the language of a text by its script, or by its stop words if it is in Latin letters.

    English when nothing speaks for another language, because most articles are.

    >>> detect_language("Der Kanzler sprach am Freitag mit dem Präsidenten und das war alles.")
    'de'
    >>> detect_language("Розмова відбулася у п'ятницю."), detect_language("42")
    ('uk', 'en')
    """
    sample = text[:_SAMPLE]
    letters = sum(c.isalpha() for c in sample) or 1
    others = [c for c in sample if c >= _BEHIND_LATIN]
    for code, first, last in _SCRIPTS:
        if sum(first <= c <= last for c in others) / letters > (0.1 if code == "ja" else 0.4):
            return "uk" if code == "ru" and _UKRAINIAN_LETTERS.search(sample) else code
    return _detect_latin(sample)


def _detect_latin(sample: str) -> str:
    counts = Counter(fold(word) for word in split_words(sample))
    total = sum(counts.values()) or 1

    def share(code: str) -> float:
        return sum(n for word, n in counts.items() if len(word) > 1 and word in stop_words(code)) / total

    if share("en") > 0.3:  # English is told without reading the other lists
        return "en"
    best = max(_LATIN, key=share)
    return best if share(best) > share("en") + 0.02 else "en"
