"""What stands for a country without being listed: its other names, people, capital and the seats of its rulers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from summarizer.lang.language import Language
from summarizer.text.tokens import fold


@dataclass(frozen=True, slots=True)
class Country:
    """A row of ``countries.toml``, which says what each field holds."""

    name: str
    also: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What the country is called."""
        return (self.name, *self.also)


@cache
def list_countries(language: Language) -> tuple[Country, ...]:
    """Return the countries that a language has names for."""
    countries: list[Country] = []
    for name, row in language.table("countries.countries").items():
        countries.append(Country(name, **{key: tuple(words) for key, words in row.items()}))
    return tuple(countries)


@cache
def find_countries(language: Language) -> Mapping[str, Country]:
    """Return the countries by their folded names.

    >>> from summarizer.lang.language import load_language
    >>> find_countries(load_language("en"))["usa"].capital
    ('Washington',)
    """
    found = {fold(name.rstrip(".")): country for country in list_countries(language) for name in country.names}
    return MappingProxyType(found)


@cache
def list_peoples(language: Language) -> frozenset[str]:
    """Return the folded words for a country's people: "french", "north korean"."""
    return frozenset(fold(people) for country in list_countries(language) for people in country.people)


@cache
def list_places(language: Language) -> frozenset[str]:
    """Return the folded names of countries and capitals, in which people are who do not speak for them."""
    capitals = {fold(city) for country in list_countries(language) for city in country.capital}
    return frozenset(find_countries(language)) | capitals


def name_people(country: Country, language: Language) -> list[str]:
    """Return what a country's people are called together.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> countries = find_countries(english)
    >>> [name_people(countries[name], english) for name in ("france", "poland", "kenya")]
    [['the French'], ['the Polish', 'the Poles'], ['the Kenyans']]
    """
    article, plural = language.text("countries.article"), "".join(language.phrases("grammar.plural_endings")[:1])
    found: list[str] = []
    for word in country.people:
        ending = "" if language.pattern("countries.collective").search(word) else plural
        found.append(f"{article} {word}{ending}")
    return found
