"""The names of countries and their peoples; and those of a story: which spellings are one name, and which full name a
surname stands for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType

from summarizer.lang.language import Language, known_languages, load_language
from summarizer.text.tokens import OWNING, cut_ending, drop_owning, fold, split_words, stemmer

_OWNER_AND_NAME = 3
_LEAST_HEAD = 4  # letters of the last part of a compound
_SHORT = 4  # letters: two spellings of so short a word cannot be told from two names
#: In Latin letters and in Cyrillic ones.
_CAPITALISED = r"(?:[A-ZÀ-Þ][a-zß-ÿ'-]+(?:[A-Z][a-z]+)?|[А-ЯЁЄІЇҐ][а-яёєіїґ'-]+)"
#: What transliterations into Latin letters differ in.
_LETTERS = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"))


@dataclass(frozen=True, slots=True)
class Country:
    """A row of ``countries.toml``, which says what each field holds; ``names`` are all that the country is called."""

    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries that a language has names for, ``by_name`` by their folded names.

    Folded, too, are the words for their ``peoples`` ("french", "north korean"), those for ``all_peoples``, and the
    ``places``: countries and capitals, in which people are who do not speak for them.
    """

    all: tuple[Country, ...]
    by_name: Mapping[str, Country]
    peoples: frozenset[str]
    all_peoples: frozenset[str]
    places: frozenset[str]


@cache
def load_countries(language: Language) -> Countries:
    """Return the countries of a language, laid out once.

    >>> load_countries(english).by_name["usa"].capital
    ('Washington',)
    """
    countries: list[Country] = []
    by_name: dict[str, Country] = {}
    for name, row in language.table("countries.countries").items():
        also, people, capital, seats = (tuple(row.get(key, ())) for key in ("also", "people", "capital", "seats"))
        # A plan that is written in English calls it so.
        english = [row["en"]] if "en" in row else []
        country = Country(name, (name, *also, *english), people, capital, seats)
        countries.append(country)
        for called in country.names:
            by_name[fold(called.rstrip("."))] = country
    peoples = frozenset(fold(people) for country in countries for people in country.people)
    others = language.words("names.peoples") | language.words("names.states")
    capitals = {fold(city) for country in countries for city in country.capital}
    return Countries(
        tuple(countries), MappingProxyType(by_name), peoples, peoples | others, frozenset(by_name) | capitals
    )


def find_country(key: str, language: Language) -> str:
    """Return the country that a word names, or of whose people it is, nothing if none.

    >>> find_country("poland's", english), find_country("polish", english), find_country("pole", english)
    ('Poland', 'Poland', '')
    """
    return _list_demonyms(language).get(fold(drop_owning(key)), "")


@cache
def _list_demonyms(language: Language) -> Mapping[str, str]:
    """Return the countries of a language by what they and their people are called in one word."""
    found: dict[str, str] = {}
    for country in load_countries(language).all:
        found |= {fold(called): country.name for called in (*country.names, *country.people)}
    return MappingProxyType(found)


def find_owning_place(key: str, language: Language) -> str:
    """Return the country or capital of which a word is the genitive, where that has no apostrophe: "Norwegens"."""
    places = load_countries(language).places
    for ending in language.phrases("names.genitive_endings"):
        if key not in places and key.removesuffix(ending) in places:
            return key.removesuffix(ending)
    return ""


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """Return what the spellings of a name in Latin letters have in common.

    Transliterations differ in a few places: y, i and j; w and v; doubled letters; kh, h and gh; and in what a language
    writes for sh and ch.

    >>> len({spelling(name) for name in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij")})
    1
    >>> len({spelling(name) for name in ("Shchukin", "Schtschukin", "Chtchoukine")})
    1
    >>> spelling("Putin") == spelling("Puskin"), spelling("Fischer") == spelling("Fisher")
    (False, False)
    """
    name = _respell(fold(word))
    for old, new in _LETTERS:
        name = name.replace(old, new)
    name = re.sub(r"[yj]", "i", name)
    return re.sub(r"(.)\1+", r"\1", name)


def _respell(name: str) -> str:
    """Return a Slavic name in English letters, where its ending and letters tell that it is in those of another one."""
    for slavic, in_english in _list_slavic():
        if slavic.fullmatch(name):
            return _write_sounds(name, in_english)
    return name


@cache
def _list_slavic() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    """Return for each language that writes Slavic names in its own way the pattern of these, and what English has."""
    languages = [load_language(code) for code in known_languages()]
    return tuple(
        (language.pattern("names.slavic"), language.texts("names.in_english"))
        for language in languages
        if language.text("names.slavic")
    )


@lru_cache(maxsize=10_000)
def reduce_name(word: str, language: Language) -> str:
    """Return what the spellings of a name have in common, and its cases where the language has such.

    >>> french = load_language("fr")
    >>> reduce_name("Petrowa", french) == reduce_name("Petrow", french), reduce_name("Kiev", french)
    (False, 'kiv')
    """
    name = _respell(language.texts("names.renamed").get(fold(word), fold(word)))
    if not (language.phrases("names.case_endings") or language.text("names.capital_nouns")):
        return spelling(name)
    stem = stemmer(language.code)
    return spelling("-".join(stem(part) for part in name.split("-")))  # "Ригу-Норд"


@lru_cache(maxsize=10_000)
def find_sounds(word: str) -> frozenset[str]:
    """Return how a name may sound, by the ways in which each language writes names; two that share one may be one name.

    >>> find_sounds("Selenskyj") & find_sounds("Zelensky") & find_sounds("Зеленський")
    frozenset({'selenski'})
    >>> find_sounds("Merz") & find_sounds("Merkel")
    frozenset()
    """
    tables = [load_language(code).texts("names.sounds") for code in known_languages()]
    found: set[str] = set()
    for table in filter(None, tables):
        for written in (fold(word), word.casefold()):  # "Müller" is "Muller", or "Мюллер"
            sound = spelling(_write_sounds(written, table))
            found.add(re.sub("(?<![aeou])ie", "e", sound))  # "Ельчанинов", "Jeltschaninow"
    return frozenset(found)


def _write_sounds(name: str, table: Mapping[str, str]) -> str:
    """Return a name with each of a table's letters, the longest first, as the sound that it stands for."""
    letters = sorted(table, key=lambda letter: (-len(letter), letter))
    return re.sub("|".join(letters), lambda found: table[found[0]], name)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What is known of a story's names. Equal is only what is the same, so that what is made of it can be kept.

    ``spellings`` maps a folded word to the one that stands for all its spellings; ``full`` maps the
    reduced surname to the most usual full name, where it is unambiguous (worth 0.9 points of F1 of merged pairs).
    ``endings`` are those that names have in the languages of the story that decline them.
    """

    spellings: Mapping[str, str] = field(default_factory=dict)
    full: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[str, ...] = ()

    def reduce(self, word: str) -> str:
        """Return what all forms and spellings of a name have in common."""
        return spelling(cut_ending(fold(word), self.endings))

    def unify(self, folded: str) -> str:
        """Return the spelling that stands for a folded word."""
        return self.spellings.get(folded, folded)

    def is_first_name(self, word: str, following: str) -> bool:
        """Return whether a word is the first name to the surname that follows it."""
        full = self.full.get(self.reduce(following), "")
        if not full:
            return False
        first = full.split()[0]
        return fold(word) == fold(first) or (bool(self.endings) and self.reduce(word) == self.reduce(first))

    def full_name(self, name: str) -> str:
        """Return the full name that a surname stands for in this story, else the name itself."""
        return name if " " in name else self.full.get(self.reduce(name), name)


@cache
def _list_openers(language: Language) -> frozenset[str]:
    """Return the words that may stand with a capital before a name and are no part of it."""
    keys = (  # names, not language
        "grammar.determiners", "grammar.prepositions", "grammar.clause_openers", "grammar.pronouns",
        "grammar.sentence_openers", "names.openers", "dates.weekdays", "dates.months", "numbers.scales",
    )  # fmt: skip
    words: set[str] = set()
    for key in keys:
        words.update(map(str.lower, language.words(key)))
    return load_countries(language).all_peoples | language.words("names.titles") | words


@cache
def _list_title_stems(language: Language) -> frozenset[str]:
    """Return the stems of titles and roles in a language that joins them to compounds, else none."""
    if not language.text("names.capital_nouns"):
        return frozenset()
    stem = stemmer(language.code)
    return frozenset(stem(fold(word)) for key in ("names.titles", "roles.roles") for word in language.words(key))


@lru_cache(maxsize=50_000)
def is_title(word: str, language: Language) -> bool:
    """Return whether a word before a name is a title by its last part: "Verkehrsministerin Ines Dahl"."""
    stems = _list_title_stems(language)
    if not stems:
        return False
    stem = stemmer(language.code)(fold(word))
    is_compound = any(stem[start:] in stems for start in range(len(stem) - _LEAST_HEAD + 1))
    return is_compound or word.lower().endswith(language.phrases("names.noun_endings"))


def _has_owner(words: Sequence[str], language: Language) -> bool:
    """Return whether before a first name and a surname stands what has them: "мер Ніжина Іван Дал"."""
    endings = language.phrases("names.patronymic_endings")
    return bool(endings) and len(words) == _OWNER_AND_NAME and not any(word.endswith(endings) for word in words)


@cache
def _list_owner_stems(language: Language) -> frozenset[str]:
    """Return the stems of what owns a role before a name, in a language that declines names."""
    if not language.phrases("names.case_endings"):
        return frozenset()
    stem = stemmer(language.code)
    places = {place.split()[-1] for place in load_countries(language).places}
    return frozenset(stem(fold(place)) for place in places | language.words("names.owner_names"))


def find_titles(words: Sequence[str], language: Language) -> frozenset[int]:
    """Return the places of the titles that stand before a name: they say no more than the name.

    >>> sorted(find_titles(["German", "Chancellor", "Olaf", "Scholz", "met", "the", "chancellor"], english))
    [0, 1]
    >>> find_titles(["European", "Union", "President"], english)
    frozenset()
    """
    titles, peoples = language.words("names.titles"), load_countries(language).all_peoples
    small = bool(language.text("language.inflected"))  # "президент Дал"
    owners, stem = _list_owner_stems(language), stemmer(language.code)
    found: list[int] = []
    run: list[int] = []
    before = ""
    for at, word in enumerate(words):
        plain = word.lower().rstrip(".") if word[0].isupper() or small else ""
        if plain in titles or plain in peoples:
            run.append(at)
        else:
            # "Президент Литви": the country owns the office and is not who holds it.
            if word[0].isupper() and before in titles and not (owners and stem(fold(word)) in owners):
                found += run
            run = []
        before = plain
    return frozenset(found)


def _drop_titles(run: Sequence[str], openers: frozenset[str], language: Language) -> list[str]:
    """Return a run of names without what only opens it; nothing of one that ends in a role: "Ansicht von Experten"."""
    words = list(run)
    while words:
        first = words[0]
        is_opener = first.lower().rstrip(".") in openers or first.endswith(OWNING)
        if not is_opener and not is_title(first, language):
            break
        del words[0]
    if words and is_title(words[-1], language) and not all(word[0].isupper() for word in words):
        return []
    return words


def learn_names(texts: Iterable[tuple[str, Language]]) -> Names:
    """Learn a story's names from all its texts.

    >>> said = ["President Ana Zelenskyy spoke. Ana Zelenskiy left.", "He met Zelenskyy there."]
    >>> names = learn_names((text, english) for text in said)
    >>> names.unify("zelenskiy") == names.unify("zelenskyy"), names.full_name("Zelenskiy")
    (True, 'Ana Zelenskyy')
    >>> names.full_name("Dahl")
    'Dahl'
    """
    said: Counter[str] = Counter()
    full: Counter[str] = Counter()
    renamed: dict[str, str] = {}
    declined: dict[str, None] = {}
    owning: dict[str, None] = {}
    for text, language in texts:
        renamed.update(language.texts("names.renamed"))
        declined |= dict.fromkeys(map(fold, language.phrases("names.case_endings")))
        owning |= dict.fromkeys(language.phrases("names.genitive_endings"))
        said.update(split_words(text))
        full.update(_find_full_names(text, language))
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for word, count in said.items():
        counts = capitals if word[0].isupper() else small
        counts[fold(word)] += count
    counted = {word: count for word, count in capitals.items() if count > small[word] and word.isalpha()}
    names = Names(endings=tuple(sorted(declined, key=lambda ending: (-len(ending), ending))))
    # "Voss", "Vossens": the name alone tells that the other is its genitive.
    for word in counted:
        for ending in owning:
            if word.endswith(ending) and word.removesuffix(ending) in counted:
                renamed.setdefault(word, word.removesuffix(ending))
    return replace(names, spellings=_unify_spellings(counted, renamed, names), full=_choose_full_names(full, names))


def _find_full_names(text: str, language: Language) -> Iterator[str]:
    """Find the full names of a text: runs of words with capitals, with small words and initials between them."""
    between = rf"(?: {language.alternatives('names.particles')}){{0,2}} (?:[A-Z]\. ?)?"
    runs = re.compile(rf"(?<![\w'])(?:{_CAPITALISED}|(?:[A-Z]\.){{1,2}})(?:{between}{_CAPITALISED})+(?!\w)")
    openers, owners = _list_openers(language), _list_owner_stems(language)
    also_people = language.words("countries.also_people")
    places = load_countries(language).places - also_people
    owns = language.phrases("grammar.owner_endings")
    stem = stemmer(language.code)
    for found in runs.finditer(text.replace("’", "'")):
        words = _drop_titles(text[found.start() : found.end()].split(), openers, language)
        # "Президента Литви Йонаса Дала"
        while len(words) > 2 and (stem(fold(words[0])) in owners or _has_owner(words, language)):
            del words[0]
        if len(words) < 2 or fold(words[-1]) in places:  # "Air France"
            continue
        # Unlike "Даниил", of which only the stem is Denmark's.
        opens_with_owner = words[0].endswith(owns) and stem(fold(words[0])) in owners
        opens_with_owner = opens_with_owner and fold(words[0]) not in also_people
        if not opens_with_owner:  # "канцлер Германии Браун"
            yield drop_owning(" ".join(words))


def _unify_spellings(counts: Mapping[str, int], renamed: Mapping[str, str], known: Names) -> Mapping[str, str]:
    """Return for each word that has several spellings the most usual of them."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in counts:
        if len(name) > _SHORT or name in renamed or name in renamed.values():
            groups[known.reduce(renamed.get(name, name))].append(name)
    unified: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            unified |= dict.fromkeys(group, max(group, key=lambda name: (counts[name], name)))
    return unified


def _choose_full_names(counts: Mapping[str, int], known: Names) -> Mapping[str, str]:
    """Return the most usual full name of each surname that all have one first name to.

    Of names that are declined it is the shortest form, which is mostly the one that a subject has.
    """
    full: defaultdict[str, list[str]] = defaultdict(list)
    for name in counts:
        full[known.reduce(name.split()[-1])].append(name)
    chosen = {}
    for surname, names in full.items():
        if len({known.reduce(name.split()[0]) for name in names}) == 1:
            length = -1 if known.endings else 0
            chosen[surname] = max(names, key=lambda name: (length * len(name), counts[name], name))
    return chosen
