"""The one loader of language data: a folder of TOML files → a frozen `Language`.

A language is a folder named after its ISO 639-1 code. Each file in it is a topic (``reporting.toml``), each key of a
file a table, called by both: ``"reporting.verbs"``. The keys of ``en`` are the keys that there are: a stage may ask
any language for them, and gets nothing where a language does not fill one, so that the rule behind it is off there.

A table is written in one of these forms:

- ``verbs = "said says say"``: words, parted by blanks and line ends;
- ``links = ["in fact", "of course"]``: phrases, in the order written;
- ``[numbers]`` with ``one = 1``: what each word stands for, a number, a text or a list;
- ``asks = '\\b(?:{verbs}) (?:if|whether)\\b'`` read as a pattern: a regular expression, in which ``{verbs}`` or
  ``{topic.verbs}`` stands for any one of a table's words and phrases, or for another pattern of that name;
- ``[rules]`` with ``name = ['pattern', …]``: patterns by the name of the rule that they make.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent
_MODEL_LANGUAGE = "en"
_CODE = re.compile(r"[a-z]{2}")
_REFERENCE = re.compile(r"\{([a-z][a-z_]*(?:\.[a-z][a-z_]*)?)\}")
#: What takes the place of an empty table in a pattern: it matches nowhere.
_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code. One of which nothing is known has empty tables.

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

    def text(self, key: str) -> str:
        """Return a single text, empty where the language has none."""
        found = _find_table(self.code, key)
        return found if isinstance(found, str) else ""

    def words(self, key: str) -> frozenset[str]:
        """Return the words (or phrases) of a table as a set."""
        return _read_words(self.code, key)

    def phrases(self, key: str) -> tuple[str, ...]:
        """Return the words or phrases of a table in the order in which they are written."""
        return _read_phrases(self.code, key)

    def numbers(self, key: str) -> Mapping[str, float]:
        """Return a table that gives each word a number."""
        return _read_numbers(self.code, key)

    def texts(self, key: str) -> Mapping[str, str]:
        """Return a table that gives each word another one, or a label."""
        return _read_texts(self.code, key)

    def groups(self, key: str) -> Mapping[str, frozenset[str]]:
        """Return a table of named lists of words, in the order in which they are written."""
        return _read_groups(self.code, key)

    def pattern(self, key: str) -> re.Pattern[str]:
        """Return a pattern, compiled; one that the language lacks matches nowhere."""
        return _compile_pattern(self.code, key)

    def alternatives(self, key: str) -> str:
        """Return the text of a pattern that matches any word of a table, for patterns that are made in code."""
        return _as_alternatives(self.code, key)

    def rules(self, key: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
        """Return the patterns of a table by the names of the rules that they make, in the order written."""
        return _compile_rules(self.code, key)


def load_language(code: str) -> Language:
    """Return the language of a code (``"de"``, ``"de-AT"``); its tables are read when they are asked for.

    >>> load_language("DE-at").name, load_language("").name
    ('German', '')
    """
    return Language(code.strip()[:2].lower())


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if _CODE.fullmatch(path.name)))


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


def _find_table(code: str, key: str) -> object:
    """Return what a language's file says for a key, None where it says nothing.

    Raises:
        KeyError: English has no such table either, so that the key is misspelled.
    """
    topic, _, name = key.partition(".")
    if name not in _load_topic(_MODEL_LANGUAGE, topic):
        raise KeyError(f"lang/{_MODEL_LANGUAGE}/{topic}.toml has no table “{name}”")
    return _load_topic(code, topic).get(name)


@cache
def _read_phrases(code: str, key: str) -> tuple[str, ...]:
    """Return the words or phrases of a table in their order."""
    return _list_phrases(_find_table(code, key))


def _list_phrases(table: object) -> tuple[str, ...]:
    """Return the phrases of a list, or the words of a text; none of what is neither."""
    if isinstance(table, str):
        return tuple(table.split())
    if isinstance(table, list | dict):
        return tuple(map(str, table))
    return ()


@cache
def _read_words(code: str, key: str) -> frozenset[str]:
    """Return the words or phrases of a table as a set."""
    return frozenset(_read_phrases(code, key))


def _read_mapping(code: str, key: str) -> dict[str, object]:
    """Return a table with names, an empty one where the language has none."""
    table = _find_table(code, key)
    return table if isinstance(table, dict) else {}


@cache
def _read_numbers(code: str, key: str) -> Mapping[str, float]:
    """Return a table's numbers by their words."""
    numbers: dict[str, float] = {}
    for word, value in _read_mapping(code, key).items():
        numbers[word] = float(str(value))
    return MappingProxyType(numbers)


@cache
def _read_texts(code: str, key: str) -> Mapping[str, str]:
    """Return a table's texts by their words."""
    texts: dict[str, str] = {}
    for word, value in _read_mapping(code, key).items():
        texts[word] = str(value)
    return MappingProxyType(texts)


@cache
def _read_groups(code: str, key: str) -> Mapping[str, frozenset[str]]:
    """Return a table's lists of words by their names."""
    groups: dict[str, frozenset[str]] = {}
    for name, words in _read_mapping(code, key).items():
        groups[name] = frozenset(_list_phrases(words))
    return MappingProxyType(groups)


def _as_list(value: object) -> list[str]:
    """Return the texts of a list, or a single one as a list."""
    values = value if isinstance(value, list) else [value]
    return [*map(str, values)]


@cache
def _compile_pattern(code: str, key: str) -> re.Pattern[str]:
    """Return a pattern, compiled."""
    table = _find_table(code, key)
    if not isinstance(table, str):
        return re.compile(_NOTHING)
    topic, _, _ = key.partition(".")
    return re.compile(_fill_in(code, topic, table))


@cache
def _compile_rules(code: str, key: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the compiled patterns of each rule of a table."""
    topic = key.partition(".")[0]
    rules: dict[str, tuple[re.Pattern[str], ...]] = {}
    for name, patterns in _read_mapping(code, key).items():
        sources = [_fill_in(code, topic, pattern) for pattern in _as_list(patterns)]
        rules[name] = tuple(map(re.compile, sources))
    return MappingProxyType(rules)


def _fill_in(code: str, topic: str, pattern: str) -> str:
    """Return a pattern with each ``{table}`` in it replaced by what the table holds."""

    def replace(found: re.Match[str]) -> str:
        name = found.group(1)
        key = name if "." in name else f"{topic}.{name}"
        return _as_alternatives(code, key)

    return _REFERENCE.sub(replace, pattern)


@cache
def _as_alternatives(code: str, key: str) -> str:
    """Return a group that matches any word of a table, the longest first; a pattern's own text in a group."""
    table = _find_table(code, key)
    if isinstance(table, str) and not _is_list_of_words(table):
        return f"(?:{_fill_in(code, key.partition('.')[0], table)})"
    words = sorted(_read_phrases(code, key), key=lambda word: (-len(word), word))
    if not words:
        return _NOTHING
    # Looking at the first letter alone spares a search most of the words: it makes patterns twice as fast.
    first_letters = "".join(sorted({re.escape(word[0]) for word in words}))
    escaped = "|".join(map(re.escape, words))
    return f"(?:(?=[{first_letters}])(?:{escaped}))"


def _is_list_of_words(text: str) -> bool:
    """Return whether a text is a list of words rather than a pattern: it holds no sign that only patterns need."""
    return not re.search(r"[\\()\[\]|?*+^$]", text)
