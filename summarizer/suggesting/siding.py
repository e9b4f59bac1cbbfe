"""Who belongs together: the people of one government, those who speak for one body; when not sure, apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.analysis.glosses import BODY_NAMES
from summarizer.analysis.phrases import BODIES, DETERMINERS, STATE
from summarizer.suggesting.introducing import PARTIES, Office
from summarizer.suggesting.nations import find_country, find_people, find_runs, find_seat
from summarizer.suggesting.registering import NO_ONE, Entry, Register, has_first_name
from summarizer.text.tokens import fold

#: So much of what is told of somebody must agree.
_AGREED = 0.66
_SUFFIXES = frozenset(
    "Corp Inc Co Ltd Group Airlines Airways Communications International Pacific Industries AG plc".split()
)
# What these do is told, not said.
_ARMED = frozenset("forces troops soldiers experts analysts expert analyst lawmaker lawmakers".split())
#: Bodies that each government has: without the country's name they are nobody's in particular.
_COMMON_BODIES = frozenset(
    "ministry department parliament senate assembly cabinet army navy court office police government house congress"
    " council".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """People, bodies and countries that speak with one voice, each the most named first.

    ``country`` is the program's word for it, ``variants`` pairs of a name and another form of it.
    ``phrases`` are others of the side without a name, as they stand in the articles: "Norwegian officials".
    """

    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    country: str = ""
    phrases: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()


def find_sides(known: Register) -> tuple[Side, ...]:
    """Group the names of a story into sides; each name is in one at most."""
    commons = _find_common_bodies(known)
    homes = {entry.name: _find_home(entry, commons) for entry in known.entries}
    homes = {name: _follow(home, homes, known) for name, home in homes.items()}
    for short, long in find_short_names([entry.name for entry in known.entries]):
        homes[long] = homes[long] or homes[short] or f"body:{_fold(short)}"
        homes[short] = homes[short] or homes[long]
    bodies = _join_bodies(known, homes)
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in known.entries:
        groups[_key(entry, homes[entry.name], bodies)].append(entry)
    phrases = _find_phrases(known)
    return tuple(_side(key, entries, phrases) for key, entries in groups.items())


def _key(entry: Entry, home: str, bodies: Mapping[str, str]) -> str:
    if home.startswith("country:"):
        return home
    if home:
        return bodies.get(home, home)
    own = f"body:{_fold(PARTIES.get(_fold(entry.name).split()[-1], entry.name))}"
    return bodies.get(own, own)


def _is_surname(word: str, entry: Entry) -> bool:
    return has_first_name(entry.name) and word == _fold(entry.name).split()[-1] and not is_body(entry)


def find_short_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find bodies that go by a long name and a short one: the acronym, or the name without "Corp.".

    >>> list(find_short_names(["FAA", "Arden", "Ferry and Air Agency", "Arden Corp", "Arden Moe"]))
    [('FAA', 'Ferry and Air Agency'), ('Arden', 'Arden Corp')]
    """
    initials: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if " " in name:
            initials["".join(word[0] for word in name.split() if word[0].isupper())].append(name)
    for short in names:
        if len(initials[short]) == 1 and 2 < len(short) < 8:
            yield short, initials[short][0]
    for name in names:
        short, _, last = name.rpartition(" ")
        if last.rstrip(".") in _SUFFIXES and short in names:
            yield short, name


def _follow(home: str, homes: Mapping[str, str], known: Register) -> str:
    """Let whoever speaks for a person stand where that one stands: "a spokesman for Ana Dahl"."""
    if not home.startswith("body:"):
        return home
    body = home.removeprefix("body:")
    owners = [e.name for e in known.entries if body == _fold(e.name) or _is_surname(body, e)]
    if len(owners) != 1:
        return home
    return homes[owners[0]] or f"body:{_fold(owners[0])}"


def _find_home(entry: Entry, commons: Mapping[str, str]) -> str:
    """Say for which country or body somebody speaks, if that is sure."""
    country = (
        find_country(entry.name)
        or find_seat(entry.name)
        or _of_people(entry.name)
        or commons.get(_fold(entry.name), "")
    )
    if country:
        return f"country:{country}"
    offices = Counter(office for office in entry.offices if office.country or office.body)
    told = sum(offices.values())
    countries = _count(offices, lambda office: office.of_country or commons.get(_fold(office.of_body), ""))
    best = _most(countries)
    if best and countries[best] >= _AGREED * sum(countries.values()) and 2 * countries[best] >= told - _apart(offices):
        return "" if _apart(offices) > countries[best] else f"country:{best}"
    named = _count(offices, lambda office: "" if office.country or _is_common(office.of_body) else office.of_body)
    best = _most(named)
    return f"body:{_fold(best)}" if best and named[best] >= _AGREED * sum(named.values()) else ""


def _of_people(name: str) -> str:
    """Give the country of "Norwegians"."""
    return find_people(name[:-1]) if name.endswith("s") else ""


def _count(offices: Mapping[Office, int], name: Callable[[Office], str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for office, count in offices.items():
        found = name(office)
        if found:
            counts[found] += count
    return counts


def _most(counts: Mapping[str, int]) -> str:
    return max(sorted(counts), key=lambda name: counts[name], default="")


def _apart(offices: Mapping[Office, int]) -> int:
    return sum(count for office, count in offices.items() if office.apart)


def _is_common(body: str) -> bool:
    return bool(body) and fold(body.split()[-1]) in _COMMON_BODIES and not find_seat(body)


def _find_common_bodies(known: Register) -> dict[str, str]:
    """Say whose "the Foreign Ministry" is, where one country's alone is named."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for office in (*known.bare, *(office for entry in known.entries for office in entry.offices)):
        if office.country and not office.apart:
            words = _fold(office.text).split()
            for at, word in enumerate(words):
                if at and word in _COMMON_BODIES:
                    owners[f"{words[at - 1]} {word}"].add(office.country)
    return {body: next(iter(countries)) for body, countries in owners.items() if len(countries) == 1}


def _join_bodies(known: Register, homes: Mapping[str, str]) -> dict[str, str]:
    """Take bodies for one that somebody speaks for under both names: "the airline" and "Arden Air"."""
    joined: dict[str, str] = {}
    for entry in known.entries:
        home = homes[entry.name]
        if not home.startswith("body:"):
            continue
        for office in entry.offices:
            if office.of_body and not _is_common(office.of_body) and not office.country:
                other = f"body:{_fold(office.of_body)}"
                if other != home and other not in joined and home not in joined:
                    joined[other] = home
    return joined


def _side(key: str, entries: Sequence[Entry], phrases: Mapping[str, Counter[str]]) -> Side:
    country = key.removeprefix("country:") if key.startswith("country:") else ""
    places = [e.name for e in entries if country and (find_country(e.name) or find_seat(e.name) or _of_people(e.name))]
    rest = [entry for entry in entries if entry.name not in places]
    told = [] if country else list(_told_bodies(rest))
    bodies = [entry.name for entry in rest if is_body(entry) or entry.name in told]
    people = [entry.name for entry in rest if entry.name not in bodies]
    bodies += [body for body in told if body not in bodies]
    if key.removeprefix("body:") in ("republicans", "democrats"):
        bodies = [body for body in bodies if fold(body.split()[-1]) in PARTIES]
    said = phrases.get(country, Counter()) if country else Counter()
    variants = tuple((entry.name, form) for entry in rest for form in entry.also)
    return Side(tuple(people), tuple(bodies), tuple(places), country, _rank(said), variants)


def _told_bodies(entries: Sequence[Entry]) -> Iterator[str]:
    """Give the bodies for which the people of a side speak, as the articles name them."""
    counts = Counter(
        office.of_body
        for entry in entries
        for office in entry.offices
        if office.of_body and not _is_common(office.body)
    )
    for body in _rank(counts):
        if " " in body or not (fold(body) in _COMMON_BODIES | NO_ONE or fold(body).endswith("ish")):
            yield body


def is_body(entry: Entry) -> bool:
    """Tell a body or place from a person: it has an article, or a body's last word, or is all capitals."""
    last = entry.name.split()[-1]
    if fold(last) in PARTIES or last in BODY_NAMES:
        return True
    if entry.offices and not entry.the:
        return False
    return 2 * entry.the > entry.count or fold(last) in BODIES or (last.isupper() and len(last) > 1)


def _find_phrases(known: Register) -> Mapping[str, Counter[str]]:
    """Count those without a name who speak for a country, by country: "Norwegian officials", "Norwegian government"."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for office, count in known.bare.items():
        words = re.sub(r"['’]s?$", "", office.text).split()
        if words[0].lower() in DETERMINERS:
            words = words[1:]
        if len(words) < 2 or office.apart or "of" in words or not words[-1].islower():
            continue
        runs = find_runs(words)
        adjective = runs and runs[0][0] == 0 and (runs[0][3] == "people" or words[0].isupper())
        if adjective and fold(words[-1]) in STATE - _ARMED and office.role == fold(words[-1]):
            counts[runs[0][2]][" ".join(words)] += count
    return counts


def _rank(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _fold(text: str) -> str:
    return " ".join(fold(word) for word in text.split()).removeprefix("the ")
