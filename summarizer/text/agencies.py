"""What an article says of the agencies that it passes on, beside its sentences: datelines and lines of credit.

A dateline ("BERLIN, 15 Nov 2024 (dpa) – ") says where, when and by whom a report was written, and is no part of its
first sentence. English's form is read in all languages, beside the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer.lang.language import Language, load_language
from summarizer.text.tokens import find_month, find_skeleton

#: In its place, an agency that nobody knows: "(SDA)".
_SHORT_NAME = re.compile(r"\([A-Z]{3,5}\)|/.*")
#: What stands around a name, or a line of names.
_AROUND = " \t.,:;*_/()[]–—-"
_LONGEST_CREDIT = 120
_CLOSING = re.compile(r"(?<=\S) ?[(\[]([^()\[\]]{2,60})[)\]][\s.]*$")
_MOST_OF_NAME = 8
_BRACKETED = re.compile(r"\(([A-Z]{2,5})\)")
#: What parts a headline from the name of its outlet: "Ferry sinks - Example Wire".
PARTING = re.compile(r"\s(?:[-|–—·•]|::)\s")
#: So often the name may stand behind a headline: written by the outlet, and by the feed that has its item.
_MOST_NAMES_BEHIND = 2
_AND = re.compile(r"\s*[/,;&|]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before a report, up to ``end`` of its line: its place and agencies as it writes them, its month and
    day (``11-15``) and its year, each empty where it has none."""

    end: int
    place: str = ""
    agencies: tuple[str, ...] = ()
    day: str = ""
    year: str = ""


@lru_cache(maxsize=10_000)  # a line is asked when its story is looked for, and when it is read
def read_dateline(line: str, language: Language) -> Dateline | None:
    """Return the dateline at the beginning of a line, if it has one.

    >>> read_dateline("ARLE, 15 Nov 2031 (Sample Wire) - The dam broke.", english)
    Dateline(end=34, place='ARLE', agencies=('Sample Wire',), day='11-15', year='2031')
    >>> [read_dateline(line, english) for line in ("The dam broke.", "Ann Dahl (Greens) - a minister - left.")]
    [None, None]
    """
    straight = line.replace("’", "'")
    for knowing in dict.fromkeys((load_language("en"), language)):
        found = knowing.pattern("sentences.dateline").match(straight)
        if found is None:
            continue
        day, year = _read_day(found.group(), knowing)
        agencies = _read_dateline_agencies(found.group(), day, knowing, language)
        if not agencies and not found["capitals"]:
            # "Ann Dahl (Greens) - " is no place with an agency.
            return None
        return Dateline(found.end(), found["capitals"] or found["place"] or "", agencies, day, year)
    return None


def _read_dateline_agencies(told: str, day: str, knowing: Language, language: Language) -> tuple[str, ...]:
    """Return the agencies of a dateline; one that nobody knows counts if its form or a ``day`` beside it tells it."""
    named = knowing.pattern("sentences.named").search(told)
    if not named:
        return ()
    shown = named.group().strip("()/. ")
    agencies = read_agencies(shown, language)
    # "(AFP) The dam broke", unlike "(CDU) The party", has no dash.
    if agencies or not shown or told.rstrip().endswith(")"):
        return agencies
    if knowing.code == "en":
        is_agency = bool(_SHORT_NAME.fullmatch(named.group())) or (shown.isupper() and bool(day))
    else:
        # "Черкаси. 3 березня. МЕРИДІАН – ", "Lima, 11 mar (Agencia Boreal).- "
        is_agency = bool(day)
    return (shown,) if is_agency else ()


def read_agencies(text: str, language: Language) -> tuple[str, ...]:
    """Return the agencies and other media of a list of nothing but names; none if one of them is not known.

    >>> [read_agencies(names, english) for names in ("dpa/afp", "Reuters and the AP", "Greens")]
    [('dpa', 'AFP'), ('Reuters', 'AP'), ()]
    """
    named = _read_names(text, language)
    return tuple(named) if all(named) else ()


def read_credit(line: str, language: Language) -> tuple[str, ...]:
    """Return the agencies to which a line that is no news gives credit for what stands above it.

    >>> [read_credit(line, english) for line in ("With reporting by AP", "(dpa/jd)", "— Reuters", "Reuters opened.")]
    [('AP',), ('dpa',), ('Reuters',), ()]
    """
    if len(line) > _LONGEST_CREDIT:
        return ()
    media, bare = _find_media(language), line.strip(_AROUND)
    opening = media.pattern("media.credit_opening").match(bare)
    names = media.pattern("media.credit_closing").split(bare, maxsplit=1)[0]
    names = names[opening.end() :] if opening else names
    known = media.words("media.known")
    is_initialled = line.strip()[:1] == "(" and names.islower()
    if names == bare and not is_initialled:
        # A heading may have the form of a paper's name: "Winter Times".
        return tuple(name for name in read_agencies(names, language) if name in known)
    credited = _read_names(names, language)
    if opening and opening["by"]:
        # "By Emily Post" names nobody but a person.
        return tuple(name for name in credited if name in known)
    return tuple(filter(None, credited))


def read_closing_credit(text: str, language: Language) -> tuple[tuple[str, ...], int]:
    """Return the agencies in brackets at the end of a sentence, and where that begins: "It rained (Reuters)."

    >>> read_closing_credit("It rained (Reuters).", english)
    (('Reuters',), 9)
    >>> read_closing_credit("He leads the Assembly of Peoples (AP).", english)
    ((), 38)
    """
    found = _CLOSING.search(text, max(0, len(text) - _LONGEST_CREDIT))
    if found is None:
        return (), len(text)
    agencies = read_agencies(found[1], language)
    if any(_is_short_for_another(name, text[: found.start()], language) for name in agencies):
        agencies = ()
    return (agencies, found.start()) if agencies else ((), len(text))


def find_namesakes(text: str, language: Language) -> Iterator[str]:
    """Yield the names of agencies that a text gives to somebody else, whose short form they are too.

    >>> list(find_namesakes("The Armed Forces of Arle (AFA) and the Action Party (AP) left.", english))
    ['AFA', 'AP']
    >>> list(find_namesakes("The Associated Press (AP) and the Press Trust of India (PTI) wrote so.", english))
    []
    """
    for found in _BRACKETED.finditer(text):
        if _is_short_for_another(found[1], text[: found.start()], language):
            yield found[1]


def _is_short_for_another(name: str, before: str, language: Language) -> bool:
    """Return whether a short form has the capitals of what stands before it, and that is none who publishes."""
    words = [word for word in before[-_LONGEST_CREDIT:].split()[-_MOST_OF_NAME:] if word[0].isupper()][-len(name) :]
    if "".join(word[0] for word in words) != name:
        return False
    media = _find_media(language)
    for kind in media.phrases("media.kinds_behind"):
        if not set(kind.split()).isdisjoint(words):
            return False
    for long, short in media.texts("media.short_names").items():
        if short == name and long.split() == words:
            return False
    return True


def _read_names(text: str, language: Language) -> list[str]:
    """Return the media of a list, each once, as they are shown; an empty one for all that are none."""
    return list(dict.fromkeys(_read_name(part, language) for part in _AND.split(text)))


def _read_name(text: str, language: Language) -> str:
    """Return the medium that a text names, as it is shown; empty if it names none."""
    media = _find_media(language)
    name = text.strip(_AROUND).removeprefix("the ").removeprefix("The ")
    medium = media.pattern("media.medium").fullmatch(name)
    return short_name(medium["medium"], media) if medium else media.texts("media.small").get(name, "")


def _find_media(language: Language) -> Language:
    """Return the language that knows media; what they are called is the same in all."""
    return language if language.phrases("media.known") else load_language("en")


def _read_day(told: str, knowing: Language) -> tuple[str, str]:
    """Return the month and day that a dateline names, and the year, each empty where it names none; its form is one of
    ``knowing``."""
    found = knowing.pattern("sentences.dated").search(told)
    if found is None:
        return "", ""
    parts = found.groupdict("")
    day, month, year = (
        "".join(parts.get(name + end, "") for end in ("", "2", "3", "4")) for name in ("day", "month", "year")
    )
    # The months of all languages are many files, and hardly ever needed.
    own = knowing.numbers("dates.month_numbers").get(month)
    number = int(month) if month.isdecimal() else int(own or find_month(month))
    try:
        # A leap year knows every day that there may be.
        return date(int(year or 2000), number, int(day)).isoformat()[5:], year
    except ValueError:
        return "", ""


# The names under which agencies and all others who publish are known.


def short_name(name: str, language: Language) -> str:
    """Return the name under which one who publishes is shown.

    >>> [short_name(name, english) for name in ("Cable News Network", "the Associated Press", "The Sample Courier")]
    ['CNN', 'AP', 'The Sample Courier']
    """
    shorter = language.texts("media.short_names")
    plain = re.sub(r"\s+", " ", name).strip(" .,;:")
    return shorter.get(plain, shorter.get(plain.removeprefix("the ").removeprefix("The "), plain))


@lru_cache(maxsize=10_000)
def find_identity(name: str) -> str:
    """Return what all names have in common that are one outlet: long and short ones, and those that look alike.

    >>> find_identity("The Associated Press") == find_identity("AP") == find_identity("АР")
    True
    >>> find_identity("The Lake Herald (Online)") == find_identity("Lake Herald")
    True
    >>> find_identity("Lake Herald (Arle)") == find_identity("Lake Herald")
    False
    """
    media = load_language("en")
    bare = media.pattern("media.beside_name").sub("", name)
    return find_skeleton(short_name(bare or name, media))


def strip_outlet(title: str, outlet: str) -> str:
    """Return a headline without the name of its outlet at the end; what stands at its beginning may be who says it.

    >>> strip_outlet("Ferry sinks - Example Wire", "Example Wire"), strip_outlet("Ferry - a wreck", "Example Wire")
    ('Ferry sinks', 'Ferry - a wreck')
    >>> strip_outlet("Greenpeace: Oil was hidden", "Greenpeace"), strip_outlet("The Post | Ferry | The Post", "Post")
    ('Greenpeace: Oil was hidden', 'The Post | Ferry')
    """
    own = find_identity(outlet)
    for _ in range(_MOST_NAMES_BEHIND):
        before, behind = cut_at_last_parting(title)
        if not own or find_identity(behind) != own:
            break
        title = before
    return title


def cut_at_last_parting(line: str) -> tuple[str, str]:
    """Return what stands before and behind the last mark that may part a headline from its outlet; all and nothing
    where there is none.

    >>> cut_at_last_parting("Ferry sinks - Example Wire"), cut_at_last_parting("Ferry sinks")
    (('Ferry sinks', 'Example Wire'), ('Ferry sinks', ''))
    """
    partings = [*PARTING.finditer(line)]
    return (line[: partings[-1].start()], line[partings[-1].end() :]) if partings else (line, "")
