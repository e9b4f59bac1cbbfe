"""A text → the words by which two sentences are compared; what outlets put in each other's words is one token.

One outlet writes "zwölf Tote", the other one "12 Menschen kamen ums Leben". So a figure counts by its value, a
word by its group in the language's ``rewording.toml``, and words that say nothing of their own not at all. Who may be
named for a line is judged more strictly: by the fewer words that are ``alike`` in ``comparison.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from summarizer.analysis.dates import read_dates, take_out_days
from summarizer.analysis.free_clauses import find_verbs
from summarizer.analysis.names import Names, find_titles
from summarizer.analysis.quantities import find_figures
from summarizer.lang.language import Language, WordGroups, load_groups, load_language
from summarizer.text.tokens import cut_ending, fold, split_words_of, stemmer

# An abbreviation in capitals with full stops, and no letter before it.
_DOTTED = re.compile(r"[A-Z]\.(?<![^\W_]..)(?:[A-Z]\.)+")
# An amount behind the sign of its currency, with what multiplies it: "$1.5bn", "US$1.5 billion".
_AMOUNT = re.compile(r"(?:\bUS)?([$€£¥]\s?\d[\d.,]*)([a-z]{0,3}\b)")
# A word, and what may stand between two of one name.
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BETWEEN = re.compile(r"[\s«»„“”\"]*")
#: What a body is called by its first letters has so many; of two, both words have a capital.
_FEWEST_INITIALS, _MOST_INITIALS = 2, 6
#: With this begins a token that stands for a group of words or a figure: no word does.
_MARK = "="
_MONTH = len("06-")
#: Forms of a word share so many first letters.
SAME_LETTERS = 6


@lru_cache(maxsize=20_000)  # a sentence is compared with many
def tokenize(text: str, language: str = "en", names: Names | None = None) -> tuple[str, ...]:
    """Return the words that count in a text: folded, stemmed, without stop words, one spelling a name.

    A first name before its surname and a title before a name do not count: whether an outlet gives them
    says nothing (worth 0.9 points of F1 of merged pairs). A compound counts with its parts, and capitals
    ("U.N.", "US") are no stop words.

    >>> tokenize("The Kremlin's demands were rejected.")
    ('kremlin', 'demand', 'reject')
    >>> tokenize("The U.S. lost a no-confidence vote.")
    ('us', 'lost', 'no-confid', 'confid', 'vote')
    >>> tokenize("of the and")
    ()
    >>> tokenize("It cost US$1.5bn.") == tokenize("It cost $1.5 billion.")
    True
    """
    return tuple(token for _, token in read_tokens(text, load_language(language), names))


def read_tokens(text: str, language: Language, names: Names | None = None) -> Iterator[tuple[str, str]]:
    """Return the tokens of a text (`tokenize`), each with the word that it is of.

    >>> list(read_tokens("The Kremlin’s demands", english))
    [('Kremlin’s', 'kremlin'), ('demands', 'demand')]
    """
    names, stops, stem = names or Names(), language.words("stop_words.words"), stemmer(language.code)
    text = _AMOUNT.sub(lambda found: f"{found[1]} {_spell_scales(language).get(found[2], found[2])}", text)
    words = split_words_of(_DOTTED.sub(lambda found: found.group().replace(".", ""), text), language)
    titles = find_titles(words, language)
    verbs = _read_verbs(text, language)
    left_out = stops | language.words("tense.verb_prefixes")
    shouted = text.isupper()
    for at, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if at in titles or names.is_first_name(word, following):
            continue
        folded = names.unify(fold(word))
        is_acronym = len(word) > 1 and word.isupper() and not shouted
        if is_acronym or folded not in left_out:
            yield word, verbs.get(word) or stem(folded)
        if "-" in folded:
            yield from ((part, stem(part)) for part in folded.split("-") if part and part not in stops)


def _read_verbs(text: str, language: Language) -> Mapping[str, str]:
    """Return the stems of the verbs that a language may part: "lehnte … ab" and "abgelehnt" are one."""
    if not language.words("tense.verb_prefixes"):
        return {}
    return {verb.word: verb.stem for verb in find_verbs(text, language)}


def reduce_word(word: str, language: Language) -> str:
    """Return the token of a single word, stop words too.

    >>> reduce_word("Demands", english)
    'demand'
    """
    return _read_verbs(word, language).get(word) or stemmer(language.code)(fold(word))


@cache
def _spell_scales(language: Language) -> Mapping[str, str]:
    """Return the words for what multiplies a number, by their short forms: "bn" is "billion"."""
    scales = language.numbers("numbers.scales")
    words = {value: word for word, value in scales.items()}
    return {short: words[value] for short, value in {**scales, **language.numbers("numbers.short_scales")}.items()}


def stem_words(text: str, language: str = "en", names: Names | None = None) -> tuple[tuple[str, bool], ...]:
    """Return all words of a text by their stems, one spelling a name, and whether each is a stop word.

    >>> stem_words("The demands")
    (('the', True), ('demand', False))
    """
    names, stem = names or Names(), stemmer(language)
    known = load_language(language)
    stops = known.words("stop_words.words")
    folded = map(fold, split_words_of(text, known))
    return tuple((stem(names.unify(word)), word in stops) for word in folded)


def has_rewordings(language: Language) -> bool:
    """Return whether it is known what a language's outlets put in each other's words."""
    return bool(language.table("rewording.words"))


def tokenize_reworded(text: str, language: str, names: Names | None = None) -> tuple[str, ...]:
    """Return the tokens of a text (`tokenize`), those that outlets put for each other as one.

    >>> tokenize_reworded("Etwa zwölftausend Soldaten", "de") == tokenize_reworded("12.000 Soldaten", "de")
    True
    >>> tokenize_reworded("bis 1. Juni", "de") == tokenize_reworded("bis 01.06.", "de")
    True
    >>> tokenize_reworded("Zwölf Soldaten", "de") == tokenize_reworded("Zehn Soldaten", "de")
    False
    """
    known = load_language(language)
    if not has_rewordings(known):
        return tokenize(text, language, names)
    found = []
    for name, patterns in known.rules("rewording.patterns").items():  # before the figures: "в два раза"
        for pattern in patterns:
            text, count = pattern.subn(" ", text)
            found += [_MARK + name] * bool(count)
    days, text = take_out_days(text, known)
    for day in sorted(days):  # told in two words as a rule, it counts as two
        found += [_MARK + day, _MARK + day[:_MONTH]]
    figures = sorted(find_figures(read_dates(text, "", known).rest, known), key=itemgetter(1), reverse=True)
    for figure, start, end in figures:
        text = f"{text[:start]} {text[end:]}"
        found.append(f"{_MARK}{figure.value:g}")
    return (*found, *_reword(text, known, names))


def find_initials_used(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of some texts that are all capitals: what bodies are called by their first letters.

    >>> sorted(find_initials_used(["La FSP convoca una huelga.", "EN HUELGA"]))
    ['FSP']
    """
    found: set[str] = set()
    for text in texts:
        if not text.isupper():
            words = (match.group() for match in _WORD.finditer(text))
            found.update(word for word in words if word.isupper() and len(word) in range(2, _MOST_INITIALS + 1))
    return frozenset(found)


def shorten_bodies(text: str, used: Collection[str], language: Language) -> str:
    """Return a text in which bodies that are spelled out are called by those first letters that are ``used``.

    >>> shorten_bodies("La Federación Sanitaria Popular (FSP) convoca.", {"FSP"}, load_language("es"))
    'La FSP convoca.'
    >>> shorten_bodies("La Federación Sanitaria convoca.", {"FSP"}, load_language("es"))
    'La Federación Sanitaria convoca.'
    """
    if not used:
        return text
    stops = language.words("stop_words.words")
    words = [found for found in _WORD.finditer(text) if fold(found.group()) not in stops]
    at = 0
    parts: list[str] = []
    for place, first in enumerate(words):
        initials, end = _spell(text, words[place : place + _MOST_INITIALS], used)
        if initials and first.start() >= at:
            parts += [text[at : first.start()], initials]
            at = end
            named = f" ({initials})"
            if text.startswith(named, at):
                at += len(named)
    return "".join([*parts, text[at:]])


def _spell(text: str, words: list[re.Match[str]], used: Collection[str]) -> tuple[str, int]:
    """Return by which initials the words with which a text goes on may be called, the most of them, and their end."""
    found = ("", 0)
    initials = ""
    for place, word in enumerate(words):
        if place:
            small = _WORD.sub("", text[words[place - 1].end() : word.start()])
            if not _BETWEEN.fullmatch(small):
                break
        elif not word.group()[0].isupper():
            break
        initials += word.group()[0].upper()
        is_name = place >= _FEWEST_INITIALS or word.group()[0].isupper()
        if is_name and initials in used and len(initials) >= _FEWEST_INITIALS:
            found = (initials, word.end())
    return found


def is_reworded(word: str, language: Language) -> bool:
    """Return whether another word may stand in a word's place, or none: it names nobody, even with a capital.

    >>> is_reworded("Feuer", load_language("de")), is_reworded("Hamburg", load_language("de"))
    (True, False)
    """
    table, folded = _load_rewordings(language), fold(word)
    return folded in table.light or bool(table.groups.find(folded))


def are_reworded(word: str, other: str, language: Language) -> bool:
    """Return whether outlets put one word in the other's place.

    >>> are_reworded("Feuer", "Brand", load_language("de")), are_reworded("Feuer", "Flut", load_language("de"))
    (True, False)
    """
    find = _load_rewordings(language).groups.find
    return not set(find(fold(word))).isdisjoint(find(fold(other)))


def are_alike(word: str, other: str, language: Language) -> bool:
    """Return whether one word may stand in another's place in the same sentence.

    >>> are_alike("shut", "closes", english), are_alike("shut", "opens", english)
    (True, False)
    """
    return not _find_alike(word, language).isdisjoint(_find_alike(other, language))


@lru_cache(maxsize=50_000)
def _find_alike(word: str, language: Language) -> frozenset[str]:
    return load_alike(language).get(reduce_word(word, language)[:SAME_LETTERS], frozenset())


@cache
def load_alike(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the names of the groups in which words, by their first letters, are alike, or hedges as others."""
    alike: dict[str, frozenset[str]] = {}
    for key in ("comparison.alike", "hedges.words"):
        for name, group in language.groups(key).items():
            for word in group:
                # Of a phrase the first word speaks for it: "due to be".
                cut = reduce_word(word.partition(" ")[0].rstrip("*"), language)[:SAME_LETTERS]
                alike[cut] = alike.get(cut, frozenset()) | {f"{key} {name}"}
    return alike


def cut_derived(stem: str, language: Language) -> str:
    """Return what a stem has in common with those of another kind of word.

    >>> cut_derived("львівськ", load_language("uk")) == cut_derived("львівщин", load_language("uk"))
    True
    """
    return cut_ending(stem, _load_rewordings(language).endings)


def _reword(text: str, language: Language, names: Names | None) -> Iterator[str]:
    """Return the tokens of the words of a text, each by its group."""
    stem = stemmer(language.code)
    table, parts = _load_rewordings(language), bool(language.words("tense.verb_prefixes"))
    for word, token in read_tokens(text, language, names):
        folded = fold(word)
        if "-" in folded:
            token = "-".join(map(stem, folded.split("-")))  # "Ригу-Норд", "Рига-Норд"
        # A verb in two parts is known by its stem: "lehnte … ab".
        group = (parts and table.groups.find(token)) or table.groups.find(folded)
        if group:
            yield _MARK + group[0]
        elif folded not in table.light:
            yield cut_derived(token, language)


@dataclass(frozen=True, slots=True)
class _Rewordings:
    """What a language's ``rewording.toml`` holds, folded; of the endings the longest come first."""

    groups: WordGroups
    light: frozenset[str]
    endings: tuple[str, ...]


@cache
def _load_rewordings(language: Language) -> _Rewordings:
    """Return the words of a language that outlets put in each other's place."""
    endings = map(fold, language.phrases("rewording.derived"))
    return _Rewordings(
        groups=load_groups(language, "rewording.words", fold),
        light=frozenset(map(fold, language.words("rewording.light"))),
        endings=tuple(sorted(endings, key=lambda ending: (-len(ending), ending))),
    )
