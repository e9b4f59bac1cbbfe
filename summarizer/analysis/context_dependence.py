"""Why a sentence cannot stand alone: what it opens with or points to that only the sentences before explain.

The words and patterns are those of the language's ``context.toml`` and ``fillers.toml``. In a language without them
a sentence is only asked whether it is whole and has a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from summarizer.lang.language import Language
from summarizer.text.tokens import ENTRY_TIME, MASK, OPENING_MARKS, count_words, mask

_FEWEST_WORDS = 6
_SHORTEST = 40  # characters, where words are long or not parted by blanks
_LONGEST_LOOKED_AT = 1_500  # characters
_LONGEST_FILLER = 45  # words; a longer sentence tells more than that
_LONGEST_QUOTED = 40  # characters
#: The fault with which a sentence may be printed: "those demands" behind a section of them. Two of thirty facts that an
#: editor asked for would be missing from the page without.
TOLD_ABOVE = "the section before tells what it mentions"
#: The fault with which a sentence may fill a page that has nothing better: "Talks broke down on Sunday."
TOO_SHORT = "too short to stand alone"
#: The fault of a sentence of somebody's own words, where it is not said whose they are.
UNNAMED_WE = "speaks for somebody unnamed"
#: The fault of what breaks off: it is no better for a gloss that says who speaks.
CUT_OFF = "is cut off"
#: The fault of what the next sentence denies: "The mayor fled. That is a lie."
TAKEN_BACK = "the next sentence takes it back"
_FARTHEST = 110  # characters; further on, what "this" means has mostly been told
_BULLETS = "([*•–- "


@lru_cache(maxsize=20_000)
def find_dependence(text: str, language: Language) -> str:
    """Return why a sentence cannot stand alone, empty if it can.

    Of lines that lean on another, briefings would print fourteen more without.

    >>> find_dependence("He is at risk of arrest in Brazil.", english), find_dependence("“It is over.”", english)
    ('opens with a pronoun', 'a quotation without a speaker')
    >>> find_dependence("The ministry demanded his release on Monday.", english)
    'a pronoun without whom it means'
    >>> find_dependence("15:10 – We are hearing that the dam broke.", english)
    'speaks for somebody unnamed'
    >>> find_dependence("Talks on the border go on, the ministry said.", english)
    ''
    """
    plain = mask(text)
    # Of no whole sentence nothing else is asked.
    if text.rstrip(" )]").endswith(("...", "…")):
        return CUT_OFF
    if text.startswith(OPENING_MARKS) and not any(map(str.isalpha, plain)):
        return "a quotation without a speaker"
    if text[:1].islower() and not text[1:2].isupper():
        return "begins in the middle"
    if text.rstrip().endswith((":", ",")):
        return "announces what follows"
    # Behind the mark of an item, or the time of an entry: "15:10 – We hear".
    entry_time = ENTRY_TIME.match(text)
    start = entry_time.end() if entry_time else len(text) - len(text.lstrip(_BULLETS))
    pointing = _find_pointing_back(_spell(text[start:]), _spell(plain[start:]), language)
    if not pointing and len(text) < _SHORTEST and count_words(text) < _FEWEST_WORDS:
        return TOO_SHORT
    return pointing


def _spell(text: str) -> str:
    """Return as much of a text as is looked at, with straight apostrophes, which the patterns ask for."""
    return text[:_LONGEST_LOOKED_AT].replace("’", "'")


def _find_pointing_back(text: str, plain: str, language: Language) -> str:
    """Return by what a sentence, with its quotations and without (``plain``), points to one before it; empty if by
    nothing."""
    # What it opens with, behind a link ("But") or without one.
    link = language.pattern("context.start").match(plain)
    starts = sorted({0, link.end()}) if link else []
    for name, pattern in _load_openings(language).items():
        if any(pattern.match(plain, start) for start in starts):
            return name
    quoted, speaks = language.pattern("context.quoted_opening"), language.pattern("context.pronoun_speaks")
    if quoted.search(text) and not language.pattern("context.said_of").search(text):
        return "quotes what has its meaning from before"
    if speaks.search(plain) and not language.pattern("context.named_speaker").search(plain):
        return "its speaker is a pronoun"
    if points_back(plain, language):
        return "depends on what it mentions"
    return "a pronoun without whom it means" if lacks_person(plain, language) else ""


def takes_back(text: str, language: Language) -> bool:
    """Return whether a sentence says of what stands before it that it is not true.

    >>> takes_back("That, at least, is what a forged letter says.", english), takes_back("Not.", english)
    (True, True)
    >>> takes_back("It is not true that the port was sold.", english)
    False
    """
    return bool(language.pattern("context.takes_back").search(_spell(text)))


@cache
def _load_openings(language: Language) -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of what a sentence may open with, by their reasons: one for each, which is faster."""
    texts = language.rule_texts("context.openings")
    return {name: re.compile("|".join(patterns)) for name, patterns in texts.items() if patterns}


def points_back(plain: str, language: Language) -> bool:
    """Return whether "those demands", "after this" or "the official said" has nothing before it that it could mean.

    Worth 3.6 points of recall of the sentences that need another.

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
    # Unless persons are meant, neither they nor a body of them can be.
    persons = language.pattern("context.persons_all")
    means_persons = persons.search(pointed["what"])
    # What stands right before it is what is done to it: "the government denies those accounts".
    before = plain[: pointed.start()].rpartition(" ")[0].rpartition(" ")[0]
    for found in language.pattern("context.plural").finditer(before):
        word = found.group().lower().removesuffix("'")
        # A name of many ("the Swedes") is rarely meant.
        is_name = found.start() > 0 and found.group()[0].isupper()
        if is_name or word in language.words("context.never_meant"):
            continue
        if means_persons or (word.endswith("s") and not persons.fullmatch(word)):
            return False
    return True


def find_pointed(text: str, language: Language) -> str:
    """Return the thing that a sentence points back to, where that is its one fault.

    >>> find_pointed("The mayor of Arle repeated those demands on Monday.", english)
    'demands'
    """
    found = language.pattern("context.pointed_things").search(mask(text))
    if found is None:
        return ""
    article = language.phrases("grammar.definite_articles")[0]
    plain = f"{text[: found.start()]}{article} {text[found.start('what') :]}"
    return found["what"].split()[0] if not find_dependence(plain, language) else ""


def lacks_person(plain: str, language: Language) -> bool:
    """Return whether the first "he", "she" or "they" has nobody in the sentence whom it could mean.

    Worth 2.1 points of recall of the sentences that need another.

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
        many = (language.pattern(f"context.{kind}").search(before) for kind in ("plural", "numbered"))
        # Who speaks and a body that is spoken of: "Dahl said Arle Gas knew what they had found."
        return not any(many) and len(language.pattern("context.name").findall(before)) < 2
    return not _tells_of_one(before, language, is_man=pronoun.lastgroup == "man")


def _tells_of_one(before: str, language: Language, *, is_man: bool) -> bool:
    """Return whether what stands before a "she", or a "he" (``is_man``), tells whom it means."""
    if language.pattern("context.person").search(before):
        return True
    opening = language.pattern("context.no_name_opening").match(before)
    for name in language.pattern("context.name").finditer(before, opening.end() if opening else 0):
        # Neither "the Arlian council", nor what is known as no person; and "Mrs. Lind" is not meant by "he".
        no_person = [language.pattern("context.no_person").search(name.group())]
        for kind in ("country_adjective", "names_woman") if is_man else ("country_adjective",):
            no_person.append(language.pattern(f"context.{kind}").match(before, name.start()))
        if not any(no_person):
            return True
    return False


@lru_cache(maxsize=20_000)
def find_filler(text: str, language: Language) -> str:
    """Return why a sentence tells nothing ("declined to comment"), empty if it tells something.

    Worth 2.3 points of recall of the sentences that a page is better without.

    >>> find_filler("The mayor of Arle declined to comment.", english)
    'says that nothing is said'
    >>> find_filler("It was not clear when the dam would open.", english)
    'says that something is not known'
    >>> find_filler("No bodies were found under the bridge in Arle.", english)
    ''
    """
    if count_words(text) > _LONGEST_FILLER:
        return ""
    plain = mask(_spell(text)).strip()
    if plain.count(MASK) > _LONGEST_QUOTED or language.pattern("fillers.more").search(plain):
        return ""
    plain = language.pattern("fillers.aside").sub("", plain)
    for name, patterns in language.rules("fillers.rules").items():
        if any(pattern.search(plain) for pattern in patterns):
            return name
    return ""
