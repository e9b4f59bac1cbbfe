"""Tables of named groups of words: in which of them a word of a text is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.lang.language import Language

#: Behind the beginning of a word it stands for all words that begin so: "steig*".
_ANY_END = "*"


@dataclass(frozen=True, slots=True)
class WordGroups:
    """The names of the groups by the words in them, and by the beginnings of words."""

    by_word: Mapping[str, tuple[str, ...]]
    by_beginning: Mapping[str, tuple[str, ...]]

    def find(self, word: str) -> tuple[str, ...]:
        """Return the names of the groups that hold a word, those of the longest beginning if it is not written itself.

        >>> groups = WordGroups({"up": ("rise",)}, {"stei": ("rise",), "s": ("other",)})
        >>> groups.find("up"), groups.find("steigt"), groups.find("upper")
        (('rise',), ('rise',), ())
        """
        found = self.by_word.get(word)
        if found is None and self.by_beginning:
            for end in range(len(word), 0, -1):
                found = self.by_beginning.get(word[:end])
                if found is not None:
                    break
        return found or ()


@lru_cache(maxsize=100_000)
def lower(word: str) -> str:
    """Return a word in small letters and without a possessive "s", its accents kept: "hätte" is not "hatte".

    >>> lower("Dahl’s"), lower("Hätte")
    ('dahl', 'hätte')
    """
    return word.replace("’", "'").replace("ʼ", "'").casefold().removesuffix("'s").removesuffix("'")


@cache
def load_groups(language: Language, key: str, normalize: Callable[[str], str] = lower) -> WordGroups:
    """Return a table of groups by its words, these lowered (or ``normalize``d) as the words of a text are.

    >>> load_groups(english, "opposites.words").find("rose")
    ('rise',)
    """
    by_word: dict[str, tuple[str, ...]] = {}
    by_beginning: dict[str, tuple[str, ...]] = {}
    for name, words in language.groups(key).items():
        for word in sorted(words):
            known = by_beginning if word.endswith(_ANY_END) else by_word
            form = word.removesuffix(_ANY_END)
            form = normalize(form) or form
            known[form] = (*known.get(form, ()), name)
    return WordGroups(by_word, by_beginning)
