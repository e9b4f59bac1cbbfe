"""What a sentence points back to: whether its "he", "they" or "those" can mean anything that stands in it.

The words and patterns are those of the language's ``context.toml``; one without them is never found to point back.
Apostrophes must be straight.
"""

from __future__ import annotations

import re

from summarizer.lang.language import Language

_FARTHEST = 110  # characters; further on, what "this" means has mostly been told
_NEXT_WORD = re.compile(r" (\w+)")


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
    if language.pattern("context.pointed_speakers").search(plain) or _has_unnamed_speaker(plain, language):
        return True
    pointed = language.pattern("context.pointed_things").search(plain)
    return pointed is not None and not _names_several(plain[: pointed.start()], pointed["what"], language)


def _has_unnamed_speaker(plain: str, language: Language) -> bool:
    """Return whether a sentence ends with "the official said" and names no official before."""
    speaker = language.pattern("context.speaker_told_before").search(plain)
    if not speaker:
        return False
    return not language.pattern("context.introduced_speaker").search(plain, 0, speaker.start())


def _names_several(before: str, what: str, language: Language) -> bool:
    """Return whether "those" can mean something before it; a name of many ("the Swedes") is rarely meant.

    Unless persons are meant, neither they nor a body of them can be.
    """
    persons = language.pattern("context.persons_all")
    means_persons = bool(persons.search(what))
    never_meant = language.words("context.never_meant")
    for found in language.pattern("context.plural").finditer(before):
        word = found.group().lower().removesuffix("'")
        is_name = found.start() > 0 and found.group()[0].isupper()
        if is_name or word in never_meant:
            continue
        if means_persons or (word.endswith("s") and not persons.fullmatch(word)):
            return True
    return False


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
    before, after = plain[: pronoun.start()], plain[pronoun.end() :]
    if pronoun.lastgroup == "several":
        known = _names_many(before, language)
    else:
        known = _names_person(before, pronoun.lastgroup == "man", language)
    return not known and not _is_told_behind(before, after, language)


def _names_many(before: str, language: Language) -> bool:
    if language.pattern("context.plural").search(before) or language.pattern("context.numbered").search(before):
        return True
    # Who speaks and a body that is spoken of: "Dahl said Arle Gas knew what they had found."
    return len(language.pattern("context.name").findall(before)) > 1


def _names_person(before: str, is_man: bool, language: Language) -> bool:
    if language.pattern("context.person").search(before):
        return True
    names = language.pattern("context.name").finditer(before)
    return any(_can_be_meant(name, before, is_man, language) for name in names)


def _can_be_meant(name: re.Match[str], before: str, is_man: bool, language: Language) -> bool:
    """Return whether a name can be that of the person whom a pronoun means."""
    following = _NEXT_WORD.match(before, name.end())
    next_word = following[1] if following else ""
    owns = bool(language.pattern("context.possessive").search(name.group()))
    words = name.group().rstrip(".'").split()
    if name.start() == 0 and _opens_without_name(words, owns, next_word, language):
        words = words[1:]
    if not words or language.pattern("context.no_person").fullmatch(words[-1]):
        return False
    if is_man and words[0] in language.words("context.titles_of_women"):
        return False
    return owns or len(words) > 1 or not _is_adjective(words[0], next_word, language)


def _opens_without_name(words: list[str], owns: bool, next_word: str, language: Language) -> bool:
    """Return whether the capital of a sentence's first word makes no name of it: "The mill", "Exit polls"."""
    if words[0].lower() in language.words("context.no_names"):
        return True
    alone = len(words) == 1 and not owns
    return (
        alone
        and bool(language.pattern("context.plural_noun").fullmatch(next_word))
        and not _is_verb(next_word, language)
    )


def _is_adjective(word: str, next_word: str, language: Language) -> bool:
    """Return whether a name is of a country and tells of the noun behind it: "the Arlian government"."""
    if not next_word[:1].islower() or next_word in language.words("context.behind_a_name"):
        return False
    return bool(language.pattern("context.country_adjective").search(word)) and not _is_verb(next_word, language)


def _is_verb(word: str, language: Language) -> bool:
    return bool(language.pattern("grammar.verb").fullmatch(word))


def _is_told_behind(before: str, after: str, language: Language) -> bool:
    """Return whether who is meant comes behind the pronoun's clause: "If he wins, Dahl will be mayor"."""
    if "," in before or not language.pattern("context.main_clause").match(after):
        return False
    return bool(language.pattern("context.subordinate_opening").match(before))
