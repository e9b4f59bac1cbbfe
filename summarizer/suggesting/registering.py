"""A story's people and bodies with all that the articles say of them: who is named how often, and as what."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.names import spelling
from summarizer.analysis.outlets import match_medium
from summarizer.analysis.phrases import BODIES, CLAUSES, DETERMINERS, MODIFIERS, PREPOSITIONS, ROLES
from summarizer.suggesting.introducing import PARTICLES, Introduction, Office, find_introductions
from summarizer.suggesting.nations import find_country, find_people, find_runs, find_seat
from summarizer.suggesting.reading import Reading
from summarizer.text.segmentation import find_dateline
from summarizer.text.tokens import split_words

_MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
# Who has one of these titles of no country is of the country where the article was written.
_OF_STATE = frozenset("premier minister chancellor".split())
_DATELINE = 90
#: What stands behind a name and is none.
NUMERALS = frozenset({"II", "III", "IV", "VI", "XVI", "Jr", "Jr.", "Sr", "Sr."})
#: Adjectives that stand where a name would.
NO_ONE = frozenset(
    "western eastern northern southern arab moreover islamic american european europeans africans asians".split()
)
#: No story has more people than a desk could look through.
MOST_NAMES = 400
_LADEN = re.compile(r"[A-Z]\w*-[a-z]+ ")
_NAME = re.compile(r"[^\W\d_][\w’'.& -]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the story: how often it stands there, how often with "the", in how many sentences it is the subject,
    the offices told with it, and in which other forms it stands there."""

    name: str
    count: int
    the: int
    opens: int
    offices: tuple[Office, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All names, the most frequent first, and the offices told with nobody's name."""

    entries: tuple[Entry, ...]
    bare: Mapping[Office, int]


def register(reading: Reading) -> Register:
    """Write down who is named in a story; outlets, months and peoples are nobody."""
    found: defaultdict[str, list[Introduction]] = defaultdict(list)
    bare: Counter[Office] = Counter()
    homes = {article.id: _find_home(article.text[article.body :]) for article in reading.story.articles}
    for at in reading.news:
        named, offices = find_introductions(reading.sentences[at].text, reading.names)
        for one in named:
            found[one.name].append(_settle(one, homes[reading.sentences[at].article]))
        bare.update(offices)
    merged = _merge(_drop_words(found, reading))
    own = {outlet.casefold() for outlet in reading.story.own}
    entries = [_enter(name, ones) for name, ones in merged.items() if _is_somebody(name, own)]
    entries.sort(key=lambda entry: (-entry.count, entry.name))
    return Register(tuple(entries[:MOST_NAMES]), dict(sorted(bare.items(), key=lambda pair: (-pair[1], pair[0].text))))


def _drop_words(found: Mapping[str, list[Introduction]], reading: Reading) -> dict[str, list[Introduction]]:
    """Drop single words that have a capital only where a sentence opens: "Hundreds"."""
    small = Counter(word for at in reading.news for word in split_words(reading.sentences[at].text) if word.islower())
    return {
        name: ones
        for name, ones in found.items()
        if " " in name
        or not (small[name.lower()] or (name.isalpha() and all(one.opens for one in ones) and _is_word(name)))
    }


def _is_word(name: str) -> bool:
    return len(name) < 3 or name.lower() in DETERMINERS | PREPOSITIONS | CLAUSES


def _enter(name: str, ones: Sequence[Introduction]) -> Entry:
    offices = tuple(office for one in ones for office in one.offices)
    forms = sorted({one.name for one in ones if spelling(one.name) != spelling(name.split()[-1])} - {name})
    forms += sorted({one.name for one in ones} - {name, name.split()[-1], *forms})
    return Entry(name, len(ones), sum(one.the for one in ones), sum(one.opens for one in ones), offices, tuple(forms))


def _settle(one: Introduction, home: str) -> Introduction:
    """Give an office of state that names no country that of the place where the article was written."""
    if not home or any(office.country for office in one.offices):
        return one
    offices = tuple(
        Office(o.role, home, o.body, o.apart, o.text) if o.role in _OF_STATE and _is_national(o) else o
        for o in one.offices
    )
    return Introduction(one.name, offices, one.opens, one.the)


def _is_national(office: Office) -> bool:
    """Tell "Foreign Minister" from "the president of the club"."""
    words = {word.lower().strip(",.") for word in office.text.split()}
    return not office.body and not office.apart and "of" not in words and words <= ROLES | MODIFIERS | {"the"}


def _find_home(text: str) -> str:
    """Give the country of an article's dateline: "ANKARA, Turkey (Wire) -"."""
    for line in text[:2_000].split("\n"):
        end = find_dateline(line)
        if end:
            words = re.findall(r"[\w.]+", line[: min(end, _DATELINE)])
            runs = find_runs(word.title() if word.isupper() and len(word) > 3 else word for word in words)
            return next((country for _, _, country, kind in reversed(runs) if kind != "people"), "")
    return ""


def _merge(found: Mapping[str, list[Introduction]]) -> dict[str, list[Introduction]]:
    """Put what is told of a bare surname to the one full name that has it, or that has it nearly always."""
    full: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, ones in found.items():
        if has_first_name(name) and not is_place(name.split()[-1]):
            full[spelling(name.split()[-1])][name] += len(ones)
    merged: defaultdict[str, list[Introduction]] = defaultdict(list)
    for name, ones in sorted(found.items()):
        merged[_main_name(name, full)].extend(ones)
    longer = {name: longest for name in merged if (longest := _find_longer(name, merged))}
    for name, longest in longer.items():
        merged[longest].extend(merged.pop(name))
    return dict(merged)


def _find_longer(name: str, names: Mapping[str, object]) -> str:
    """Give the one name of which another is the beginning: "John Paul" of "John Paul II"."""
    longer = [other for other in names if other.startswith(f"{name} ") and other.split()[-1] in NUMERALS]
    return longer[0] if len(longer) == 1 and " " in name else ""


def is_place(name: str) -> bool:
    """Tell a country or the seat of its government from a person or body."""
    return bool(find_country(name) or find_seat(name))


def has_first_name(name: str) -> bool:
    """Tell "Karim bin Dahl" from "bin Dahl" and "Dahl"."""
    words = name.split()
    return len(words) > 1 and words[0].lower() not in PARTICLES


def _main_name(name: str, full: Mapping[str, Counter[str]]) -> str:
    known = full.get(spelling(name.split()[-1]))
    if not known or is_place(name):
        return name
    best = max(sorted(known), key=lambda other: known[other])
    if has_first_name(name):
        return best if _is_variant(name, best) else name
    return best if known[best] >= 0.75 * known.total() else name


def _is_variant(name: str, other: str) -> bool:
    """Tell "Don Moe" and "Donald K. Moe" from two who share a surname."""
    first, second = name.split()[0].strip("."), other.split()[0].strip(".")
    same = spelling(name.split()[-1]) == spelling(other.split()[-1])
    short, long = sorted((first.lower(), second.lower()), key=len)
    return same and bool(short) and long.startswith(short)


def _is_somebody(name: str, own: set[str]) -> bool:
    plain = name.casefold().rstrip(".")
    if (
        not _NAME.fullmatch(name)
        or _LADEN.match(name)
        or plain in _MONTHS
        or plain in own | NO_ONE | BODIES | ROLES
        or find_people(name)
        or plain.endswith("ish")
    ):
        return False
    medium = match_medium(name, 0)
    return not (medium and medium.end() == len(name))
