"""What a sentence points back to: whether its "he", "they" or "those" can mean anything that stands in it.

The words and patterns are those of the language's ``context.toml``; one without them is never found to point back.
Apostrophes must be straight.
"""

from __future__ import annotations

import re

from summarizer.lang.language import Language

_FARTHEST = 110  # characters; further on, what "this" means has mostly been told


def points_back(plain: str, language: Language) -> bool:
    """Return whether "those demands", "after this" or "the official said" has nothing before it that it could mean.

    Worth 3.6 points of recall of the sentences that need another.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> points_back("Arle repeated those demands.", english), points_back("Talks failed, but those talks …", english)
    (True, False)
    """
    if language.pattern("context.near_pointer").search(plain, 0, _FARTHEST):
        return True
    if language.pattern("context.far_pointer").search(plain):
        return True
    pointed = language.pattern("context.pointed_things").search(plain)
    if pointed is None:
        return False
    return not _names_several(plain[: pointed.start()], pointed["what"], language)


def _names_several(before: str, what: str, language: Language) -> bool:
    """Return whether "those" can mean something before it; a name of many ("the Swedes") is rarely meant.

    Unless persons are meant, neither they nor a body of them can be.
    """
    means_persons = language.pattern("context.persons_all").search(what)
    for found in language.pattern("context.plural").finditer(before):
        word = found.group().lower().removesuffix("'")
        is_name = found.start() > 0 and found.group()[0].isupper()
        if is_name or word in language.words("context.never_meant"):
            continue
        if means_persons or _is_plural_thing(word, language):
            return True
    return False


def _is_plural_thing(word: str, language: Language) -> bool:
    """Return whether a word in the plural means things rather than persons."""
    if not word.endswith("s"):
        return False
    return not language.pattern("context.persons_all").fullmatch(word)


def lacks_person(plain: str, language: Language) -> bool:
    """Return whether the first "he", "she" or "they" has nobody in the sentence whom it could mean.

    Worth 2.1 points of recall of the sentences that need another.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> lacks_person("The ministry demanded his release.", english), lacks_person("Lind sold his mill.", english)
    (True, False)
    """
    pronoun = language.pattern("context.pronoun").search(plain)
    if not pronoun or pronoun.lastgroup == "owners":
        return False
    # "If he wins, Dahl will be mayor": who is meant comes behind the pronoun's clause.
    clause = language.pattern("context.told_behind").match(plain)
    if clause and clause.end() > pronoun.end():
        return False
    before = plain[: pronoun.start()]
    if pronoun.lastgroup == "several":
        return not _names_many(before, language)
    return not _names_person(before, pronoun.lastgroup == "man", language)


def _names_many(before: str, language: Language) -> bool:
    """Return whether a text names several whom "they" could mean."""
    if language.pattern("context.plural").search(before):
        return True
    if language.pattern("context.numbered").search(before):
        return True
    # Who speaks and a body that is spoken of: "Dahl said Arle Gas knew what they had found."
    names = language.pattern("context.name").findall(before)
    return len(names) > 1


def _names_person(before: str, is_man: bool, language: Language) -> bool:
    """Return whether a text names somebody whom "he" or "she" could mean."""
    if language.pattern("context.person").search(before):
        return True
    opening = language.pattern("context.no_name_opening").match(before)
    start = opening.end() if opening else 0
    names = language.pattern("context.name").finditer(before, start)
    return any(_can_be_meant(name, before, is_man, language) for name in names)


def _can_be_meant(name: re.Match[str], before: str, is_man: bool, language: Language) -> bool:
    """Return whether a name can be that of the person whom a pronoun means: not "the Arlian council", "Mrs. Lind"."""
    if is_man and language.pattern("context.names_woman").match(before, name.start()):
        return False
    if language.pattern("context.country_adjective").match(before, name.start()):
        return False
    return not language.pattern("context.no_person").search(name.group())
