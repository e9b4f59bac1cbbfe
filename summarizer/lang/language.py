"""The one loader of language data: a folder of TOML files → a frozen `Language`; and which language a text is in.

A language is a folder named after its ISO 639-1 code. Each file in it is a topic (``reporting.toml``), each key of a
file a table, called by both: ``"reporting.verbs"``. The keys of ``en`` are the keys that there are: a stage may ask
any language for them, and gets nothing where a language does not fill one, so that the rule behind it is off there.

A table is written in one of these forms:

- ``verbs = "said says say"``: words, parted by blanks and line ends;
- ``links = ["in fact", "of course"]``: phrases, in the order written;
- ``[numbers]`` with ``one = 1``: what each word stands for, a number, a text or a list;
- ``[groups]`` with ``rise = "rose rising ris*"``: named groups of words, looked up by a word (`load_groups`);
- ``asks = '(?:{verbs}) (?:if|whether)'`` read as a pattern: a regular expression, in which ``{verbs}`` or
  ``{topic.verbs}`` stands for any one of a table's words and phrases, or for another pattern of that name;
- ``[rules]`` with ``name = ['pattern', …]``: patterns by the name of the rule that they make. A rule with fields of its
  own is a table, ``[rules.name]``, with its ``patterns``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FOLDER = Path(__file__).parent
_MODEL_LANGUAGE = "en"
_CODE = re.compile(r"[a-z]{2}")
_REFERENCE = re.compile(r"\{([a-z][a-z_]*(?:\.[a-z][a-z_]*)?)\}")
#: A text with one of these signs is a pattern and no list of words.
_SIGN_OF_PATTERN = re.compile(r"[\\()\[\]|?*+^$]")
#: What takes the place of an empty table in a pattern: it matches nowhere.
_NOTHING = "(?!)"

_SAMPLE = 20_000
#: What is shorter tells no language, by its letters: Latin ones, and those of other scripts, which tell more.
_LEAST_LATIN, _LEAST_OTHER = 20, 4
#: So large a share of stop words is enough to call a text English without asking further.
_SURELY_ENGLISH = 0.3
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0000-\u036f]")


# Equal only to itself: there is one object a language, and what it was asked for is kept with it.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its ISO 639-1 code, from `load_language`. One of which nothing is known has empty tables.

    >>> english = load_language("en")
    >>> english.name, "the" in english.words("stop_words.words")
    ('English', True)
    >>> load_language("xx").words("stop_words.words")
    frozenset()
    """

    code: str

    @property
    def name(self) -> str:
        """Return the English name of the language, or its code where nothing is known of it."""
        return self.text("language.name") or self.code

    @property
    def has_rules(self) -> bool:
        """Return whether it is known what denies in the language: without that, only nearly equal sentences are one."""
        return bool(self.text("negation.negation"))

    def table(self, key: str) -> Any:
        """Return a table as it is written, an empty one where the language has none.

        Raises KeyError when English has no such table either, so that the key is misspelled.
        """
        topic, _, name = key.partition(".")
        if name not in _load_topic(_MODEL_LANGUAGE, topic):
            raise KeyError(f"lang/{_MODEL_LANGUAGE}/{topic}.toml has no table “{name}”")
        return _load_topic(self.code, topic).get(name, {})

    @cache
    def text(self, key: str) -> str:
        """Return a single text, empty where the language has none."""
        return str(self.table(key) or "")

    @cache
    def words(self, *keys: str) -> frozenset[str]:
        """Return the words (or phrases) of one table or several as a set."""
        return frozenset(word for key in keys for word in self.phrases(key))

    @cache
    def phrases(self, key: str) -> tuple[str, ...]:
        """Return the words or phrases of a table in the order in which they are written."""
        table = self.table(key)
        return tuple(table.split() if isinstance(table, str) else table)

    @cache
    def numbers(self, key: str) -> Mapping[str, float]:
        """Return a table that gives each word a number; words in a row have that of their place, from 0 on."""
        table = self.table(key)
        if not isinstance(table, dict):
            return MappingProxyType({word: float(place) for place, word in enumerate(self.phrases(key))})
        return MappingProxyType({word: float(value) for word, value in table.items()})

    @cache
    def texts(self, key: str) -> Mapping[str, str]:
        """Return a table that gives each word another one, or a label."""
        return MappingProxyType(self.table(key))

    @cache
    def groups(self, key: str) -> Mapping[str, frozenset[str]]:
        """Return a table of named lists of words, in the order in which they are written."""
        groups: dict[str, frozenset[str]] = {}
        for name, words in self.table(key).items():
            groups[name] = frozenset(words.split() if isinstance(words, str) else words)
        return MappingProxyType(groups)

    @cache
    def pattern(self, key: str) -> re.Pattern[str]:
        """Return a pattern, compiled; one that the language lacks matches nowhere."""
        return re.compile(self.pattern_text(key))

    def pattern_text(self, key: str) -> str:
        """Return a pattern as ``pattern`` compiles it, for who makes a larger one of it."""
        return self._fill_in(key, self.text(key)) or _NOTHING

    @cache
    def rules(self, key: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
        """Return the patterns of a table by the names of the rules that they make, in the order written."""
        texts = self.rule_texts(key)
        return MappingProxyType({name: tuple(map(re.compile, patterns)) for name, patterns in texts.items()})

    def rule_texts(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return the patterns of a table as ``rules`` does, for who makes larger ones of them: not compiled."""
        texts: dict[str, tuple[str, ...]] = {}
        for name, rule in self.table(key).items():
            patterns = rule["patterns"] if isinstance(rule, dict) else rule
            texts[name] = tuple(self._fill_in(key, pattern) for pattern in patterns)
        return texts

    @cache
    def alternatives(self, key: str) -> str:
        """Return a group that matches any word of a table, the longest first, for patterns that are made in code.

        Of a table that is a pattern it is the pattern's own text in a group.
        """
        table = self.table(key)
        if isinstance(table, str) and _SIGN_OF_PATTERN.search(table):
            return f"(?:{self._fill_in(key, table)})"
        words = sorted(self.words(key))
        if not words:
            return _NOTHING
        # Looking at the first letter alone spares a search most of the words: it makes patterns twice as fast.
        first_letters = "".join(sorted({re.escape(word[0]) for word in words}))
        return f"(?:(?=[{first_letters}]){_join_words(words)})"

    def _fill_in(self, key: str, pattern: str) -> str:
        """Return a pattern of a table with each ``{table}`` in it replaced by what that table holds."""
        topic = key.partition(".")[0]
        parts = _REFERENCE.split(pattern)
        # Every other part is a name.
        for place in range(1, len(parts), 2):
            name = parts[place]
            parts[place] = self.alternatives(name if "." in name else f"{topic}.{name}")
        return "".join(parts)


def _join_words(words: Sequence[str]) -> str:
    """Return what matches any of some words, the longest first of those that begin alike. They are sorted,
    so that what several begin with stands there once, and is tried once: English patterns take two thirds of the time.

    >>> _join_words(["half", "half-past", "hour", "noon"])
    '(?:h(?:alf(?:\\\\-past)?|our)|noon)'
    """
    if len(words) == 1:
        return re.escape(words[0])
    branches: list[str] = []
    for first, group in groupby(filter(None, words), key=itemgetter(0)):
        branches.append(re.escape(first) + _join_words([word[1:] for word in group]))
    if len(branches) == 1 and words[0]:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'' if words[0] else '?'}"


@cache
def load_language(code: str) -> Language:
    """Return the language of a code (``"de"``, ``"de-AT"``); its tables are read when they are asked for.

    >>> load_language("DE-at").name, load_language("").name
    ('German', '')
    """
    short = code.strip()[:2].lower()
    return Language(code) if code == short else load_language(short)


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if _CODE.fullmatch(path.name)))


@cache
def load_all() -> tuple[Language, ...]:
    """Return all languages that have a folder, by their codes."""
    return tuple(map(load_language, known_languages()))


@cache
def join_patterns(key: str) -> re.Pattern[str]:
    """Return the patterns that all languages have for a key as one, which heeds no capitals."""
    return re.compile("|".join(one.pattern_text(key) for one in load_all()), re.IGNORECASE)


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, one of `known_languages`.

    English where a text is too short to tell, because most articles are. What is not plainly English is asked of
    py3langid (Lui and Baldwin 2012, "langid.py: an off-the-shelf language identification tool").

    >>> detect_language("Der Kanzler sprach am Freitag mit dem Präsidenten und das war alles.")
    'de'
    >>> detect_language("42"), detect_language("OSLO")
    ('en', 'en')
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    known = load_language("en").words("stop_words.words")
    share = sum(word in known for word in words) / max(1, len(words))
    if share > _SURELY_ENGLISH:
        return "en"
    if len(_LETTER.findall(sample)) < _LEAST_LATIN and len(_OTHER_LETTER.findall(sample)) < _LEAST_OTHER:
        return "en"
    return str(_load_identifier().classify(sample)[0])


@cache
def _load_identifier() -> Any:
    """Return what tells the known languages apart, for us alone: pages are read in threads, which may share it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(known_languages()))
    return identifier


@cache
def _load_topic(code: str, topic: str) -> Mapping[str, object]:
    """Return the tables of a topic, none where the language lacks it."""
    if not _CODE.fullmatch(code):
        return {}
    try:
        text = _FOLDER.joinpath(code, f"{topic}.toml").read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return tomllib.loads(text)


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
