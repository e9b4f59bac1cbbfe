"""The words of offices: for whom somebody speaks who is called so, and which names are those of states and bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.analysis.names import load_countries
from summarizer.lang.language import Language
from summarizer.text.tokens import drop_owning, fold, stemmer

#: What a country's key begins with; behind it stands the name that is printed.
COUNTRY = "="
#: Whom somebody speaks for no more, or against whom.
NOBODY = "-"
_PARTY_MARK = re.compile(r"([A-Z])-[A-Z][^ ]*$")
#: What belongs to somebody by its form: "Norway's ministry".
OWNED = re.compile(r"^(.{2,60}?)(?:['’]s|(?<=s)['’]) (.+)$")


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """A language's words for offices and bodies, and countries and political parties by all their forms.

    ``speaking`` are offices in which one speaks for a body, ``state`` for a country, ``of_state`` words of such
    offices. ``body_names`` end a name that is no person's. ``people_stems`` has the countries by their peoples'
    adjectives, in a language that writes these small; ``inflected`` tells that its words have many forms. ``its`` are
    those of "its chairman".
    """

    roles: frozenset[str]
    speaking: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    body_names: frozenset[str]
    state: frozenset[str]
    state_roles: frozenset[str]
    of_state: frozenset[str]
    titles: frozenset[str]
    countries: Mapping[str, str]
    people_stems: Mapping[str, str]
    inflected: bool
    parties: Mapping[str, str]
    its: frozenset[str]
    link: re.Pattern[str]
    end: re.Pattern[str]


@cache
def load_words(language: Language) -> OfficeWords:
    """Return the words of a language, laid out once."""
    countries: dict[str, str] = {}
    people_stems: dict[str, str] = {}
    is_inflected, stem = bool(language.text("language.inflected")), stemmer(language.code)
    for country in load_countries(language).all:
        for form in (*country.names, *country.people, *country.capital, *country.seats):
            countries.setdefault(fold(form.rstrip(".")), country.name)
        if is_inflected:
            people_stems |= {stem(fold(people)): country.name for people in country.people}
    wide, state = language.words("parties.wide"), language.words("roles.state")
    bodies = language.words("roles.bodies") | language.words("printing.bodies") | language.words("parties.bodies_too")
    prepositions = "|".join(sorted(language.phrases("grammar.prepositions")))
    # "Washington state officials" are no government's.
    titles = (language.words("roles.modifiers") | language.words("names.titles")) - language.words("countries.local")
    return OfficeWords(
        roles=language.words("roles.roles"),
        speaking=(state | language.words("parties.speaking")) - language.words("parties.own_voice"),
        bodies=bodies,
        groups=language.words("parties.groups"),
        body_names=frozenset(language.phrases("roles.body_names")),
        state=state,
        state_roles=state | language.words("parties.common_bodies"),
        of_state=(state | titles | language.words("parties.common_bodies")) - language.words("roles.private"),
        titles=titles,
        countries={form: country for form, country in countries.items() if form not in wide},
        people_stems=people_stems,
        inflected=is_inflected,
        parties=language.texts("parties.members"),
        its=language.words("parties.its"),
        link=re.compile(rf" ({prepositions}) "),
        end=re.compile(rf" (?!{language.alternatives('grammar.genitives')} )(?:{prepositions}) |,"),
    )


@lru_cache(maxsize=20_000)
def find_owner(office: str, language: Language) -> str:
    """Return for whom somebody speaks who is called so, a country as "=Norway"; empty if that is not told.

    Who held the office, or is against them, speaks for nobody ("-").

    >>> offices = ("the union's chairwoman", "Harbour Board spokesman", "the head of the Dockers' League", "a baker")
    >>> [find_owner(office, english) for office in offices]
    ['union', 'Harbour Board', "Dockers' League", '']
    >>> [find_owner(office, english) for office in ("Norwegian Prime Minister", "Interior Minister", "ex union chief")]
    ['=Norway', 'government', '-']
    >>> [find_owner(office, english) for office in ("Asia's oldest airline", "Danish and Norwegian officials")]
    ['', '']
    """
    words, against = load_words(language), language.words("roles.against")
    plain = drop_determiner(office, language)
    mark = _PARTY_MARK.match(plain)
    if mark:  # "R-Texas"
        return find_country(language.texts("names.party_marks").get(mark[1], ""), words)
    kept = [word for word in plain.split() if fold(word) not in against]
    if len(kept) < len(plain.split()):
        # "The former chief of the union", "critics of the union"; a former archbishop may speak for anybody.
        return NOBODY if fold(plain.split()[-1]) in against or find_owner(" ".join(kept), language) else ""
    return _find_side(plain, language)


def _find_side(office: str, language: Language) -> str:
    """Return for whom somebody speaks in an office that he holds."""
    words = load_words(language)
    # "Secretary of" has nothing behind it, where the name was read from "State" on.
    parts = (*words.link.split(f"{office} ", maxsplit=1), "", "")
    front, link, behind = map(str.strip, parts[:3])
    if not front or not language.words("grammar.coordinators").isdisjoint(front.split()):
        return ""  # "Danish and Norwegian officials"
    country = find_country(front, words)
    role = fold(front.split()[-1])
    if country:
        return country if country[1:] in words.parties.values() or role in words.state_roles else ""
    owned = OWNED.match(front)
    if owned and role in words.bodies and " " in owned[2]:  # "Asia's oldest airline"
        return ""
    owner = owned[1] if owned else _find_before(front.split(), words)
    if not owner and link in language.phrases("parties.links") and role not in words.bodies:
        owner = words.end.split(behind, maxsplit=1)[0]  # "head of the union"
    if not language.words("parties.leading").isdisjoint(map(fold, front.split()[:-1])):
        role = language.text("parties.chief")  # "chief engineer of Norrhaven"
    return _choose_side(role, drop_determiner(owner, language), link, language, is_owned=owned is not None)


def _choose_side(role: str, owner: str, link: str, language: Language, *, is_owned: bool) -> str:
    """Return for whom somebody speaks in a role that belongs to an owner; a ``link`` may tell that he is only there."""
    words = load_words(language)
    country = find_country(owner, words)
    if country:
        # In its service, unlike "ambassador to Norway".
        is_abroad = role in language.words("roles.abroad") and link in language.words("roles.abroad_prepositions")
        serving = words.state if fold(owner.rstrip(".")) in words.countries else words.speaking
        return country if role in serving and not is_abroad else ""
    if role in language.words("parties.cabinet") or (role in words.speaking and is_state_body(owner, language)):
        return language.text("parties.government")
    # "The union's board" speaks for the union, "a union board" does not.
    may_speak = is_owned if role in words.bodies else role in words.speaking
    return owner if may_speak and is_body(owner, language) else ""


def is_body(name: str, language: Language) -> bool:
    """Return whether somebody may speak for what is called so: a name or a body's kind, and no part of the world."""
    words = load_words(language)
    kind = fold(name)
    if kind in language.words("parties.wide") or kind in words.roles - words.bodies - words.groups:
        return False
    if name[:1].isupper():
        return not ("-" in name and name.rpartition("-")[2].islower())  # "London-based"
    return kind.rpartition(" ")[2] in words.bodies | words.groups


def _find_before(office: Sequence[str], words: OfficeWords) -> str:
    """Return what stands before the words of an office: "Harbour Board" of "Harbour Board deputy chief"."""
    end = len(office)
    while end and fold(office[end - 1]) in words.roles | words.titles:
        # "Union chief", "government spokesman": a body is no part of the office.
        if end < len(office) and fold(office[end - 1]) in words.bodies:
            break
        end -= 1
    start = 0
    while start < end - 1 and office[start].islower() and fold(office[start]) in words.titles:
        start += 1
    return " ".join(office[start:end])


def find_country(text: str, words: OfficeWords) -> str:
    """Return the country or political party that a name or people means, alone or with an office that each has.

    It stands first but for titles: "Israel's Defense Ministry", "chief Palestinian negotiator", "Republican senator".
    """
    parts = list(map(drop_owning, text.split()))
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            form = fold(" ".join(parts[start:end]).rstrip("."))
            rest = {fold(part) for part in parts[end:]}
            if form in words.parties and rest <= words.roles | words.titles:
                return COUNTRY + words.parties[form]
            if form in words.countries and parts[start][0].isupper() and rest <= words.of_state:
                return COUNTRY + words.countries[form]
        if fold(parts[start]) not in words.titles:
            break
    return ""


def may_be_person(shown: str, words: OfficeWords) -> bool:
    """Return whether a name or role may be one person's: no country, body or several people.

    >>> [may_be_person(one, load_words(english)) for one in ("Ana Dahl", "the mayor", "Norway", "Port Club", "rebels")]
    [True, True, False, False, False]
    """
    last = drop_owning(shown).split()[-1:]
    if not last or fold(shown) in words.countries or last[0] in words.body_names:
        return False
    is_several = last[0] in words.groups or (last[0].endswith("s") and last[0].removesuffix("s") in words.roles)
    return last[0] not in words.bodies and not is_several


def is_state_body(name: str, language: Language) -> bool:
    """Return whether a name is that of a body which each state has: "the Defense Ministry", "the army"."""
    words = load_words(language)
    parts = [fold(part) for part in drop_determiner(name, language).split()]
    return bool(parts) and parts[-1] in language.words("parties.state_bodies") and words.of_state.issuperset(parts)


def find_opening_title(name: str, language: Language) -> str:
    """Return the title with which a person's name begins: "Labour Minister" of "Labour Minister Karl Voss"."""
    words, parts = load_words(language), name.split()
    if fold(parts[-1]) in words.bodies or is_joint(name, language):
        return ""
    small = language.phrases("parties.links")
    for end in range(len(parts) - 1, 0, -1):
        if words.roles.isdisjoint(fold(parts[end - 1]).split("-")):
            continue
        # "Mayor of Arden Ida Voss": her name are the last two words.
        if len(parts) > end + 3 and parts[end] in small:
            return " ".join(parts[:-2])
        if len(parts) > end + 1 and all(part[0].isupper() for part in parts[end:]):
            return " ".join(parts[:end])
    return ""


def is_joint(name: str, language: Language) -> bool:
    """Return whether several are named together.

    >>> [is_joint(one, english) for one in ("Mayor Ida Voss and Karl Lang", "Trade and Finance Minister Karl Lang")]
    [True, False]
    """
    words, joining = language.words("roles.modifiers"), language.words("grammar.coordinators")
    parts = [fold(part) for part in name.split()]
    is_body = load_words(language).link.split(" ".join(parts))[0].rpartition(" ")[2] in load_words(language).bodies
    return not is_body and any(word in joining and before not in words for before, word in pairwise(parts))


def drop_determiner(text: str, language: Language) -> str:
    """Return a name without the "the" or "a" before it."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in language.words("grammar.determiners") else text
