"""Who speaks for whom in a story: one table of all its articles, by the words beside the names.

A person speaks for a body or country by an office, a body for its country, another spelling for a full name. A plan's
actors, the headings of a page without any and drafts of plans are read from this table. Too few are joined rather than
too many: a line under another one's name would be false.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise

from summarizer.analysis.names import load_countries, reduce_name
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.text.tokens import drop_owning, fold, stemmer

#: What a country's key begins with; behind it stands the name that is printed.
COUNTRY = "="
#: Whom somebody speaks for no more, or against whom.
NOBODY = "-"
#: A surname is his whose full name stands so many times as often as any other's: with 1, 22 of 7,510 sentences are
#: heard under another name, without the rule 13.
_MORE_USUAL = 3
#: A spokesman's minister's country: of 183 sentences 9 stand under a wrong heading with fewer links, none with more.
_MOST_LINKS = 3
#: A name that may be a part of more than so many full names is nobody's.
_MOST_ALIKE = 100
_PARTY_MARK = re.compile(r"([A-Z])-[A-Z][^ ]*$")
_WORD = re.compile(r"\w+")
OWNED = re.compile(r"^(.{2,60}?)(?:['’]s|(?<=s)['’]) (.+)$")


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """A language's words for offices and bodies, and countries and political parties by all their forms.

    ``speaking`` are offices in which one speaks for a body, ``state`` for a country, ``of_state`` words of such
    offices. ``body_names`` end a name that is no person's. ``people_stems`` has the countries by their peoples'
    adjectives, in a language that writes these small; ``inflected`` tells that its words have many forms.
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
    link: re.Pattern[str]
    end: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Who speaks for whom: ``own`` has the key by which each name is known (a country's begins with "="), ``leads`` for
    whom each key speaks, ``offices`` what each name is called, ``spoken`` for whom that tells anything."""

    own: Mapping[str, str]
    leads: Mapping[str, str]
    offices: Mapping[str, Collection[str]]
    spoken: frozenset[str]

    def follow(self, name: str) -> Iterator[str]:
        """Return the keys of a name, or of a key, and of those for whom it speaks, the nearest first."""
        key = self.own.get(name, name if name in self.leads or name[:1] in {COUNTRY, NOBODY} else "")
        for _ in range(_MOST_LINKS):
            if key:
                yield key
            key = self.leads.get(key, "")

    def find(self, name: str) -> str:
        """Return the key of the last for whom a name or key speaks: its own if that is nobody."""
        return [name, *self.follow(name)][-1]


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
    # "Secretary of", where the name was read from "State" on.
    front, link, behind = (part.strip() for part in (*words.link.split(f"{office} ", maxsplit=1), "", "")[:3])
    coordinators = language.words("grammar.coordinators")
    if not front or not coordinators.isdisjoint(front.split()):  # "Danish and Norwegian officials"
        return ""
    role = fold(front.split()[-1])
    country = find_country(front, words)
    if country:
        speaks = role in words.state_roles or country[1:] in words.parties.values()
        return country if speaks else ""
    owned = OWNED.match(front)
    if owned and role in words.bodies and " " in owned[2]:  # "Asia's oldest airline"
        return ""
    owner = owned[1] if owned else _find_before(front.split(), words)
    if not owner and link in language.phrases("parties.links") and role not in words.bodies:
        owner = words.end.split(behind, maxsplit=1)[0]
    owner = drop_determiner(owner, language)
    country = find_country(owner, words)
    if country:
        return country if _speaks_for_country(role, owner, link, language) else ""
    if role in language.words("parties.cabinet") or (role in words.speaking and is_state_body(owner, language)):
        return language.text("parties.government")
    # "The union's board" speaks for the union, "a union board" does not.
    may_speak = bool(owned) if role in words.bodies else role in words.speaking
    return owner if may_speak and _is_body(owner, language) else ""


def _speaks_for_country(role: str, owner: str, link: str, language: Language) -> bool:
    """Return whether somebody speaks in a role for the country that owns it, or is only there."""
    if role in language.words("roles.abroad") and link in language.words("roles.abroad_prepositions"):
        return False
    words = load_words(language)
    is_state = fold(owner.rstrip(".")) in words.countries
    return role in (words.state if is_state else words.speaking)


def _is_body(name: str, language: Language) -> bool:
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


def _find_title(name: str, language: Language) -> str:
    """Return the title with which a person's name begins: "Labour Minister" of "Labour Minister Karl Voss"."""
    words, parts = load_words(language), name.split()
    if fold(parts[-1]) in words.bodies or _is_joint(name, language):
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


def _is_joint(name: str, language: Language) -> bool:
    """Return whether several are named together.

    >>> [_is_joint(one, english) for one in ("Mayor Ida Voss and Karl Lang", "Trade and Finance Minister Karl Lang")]
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


def learn_sides(attributions: Sequence[Attribution], texts: Sequence[str], language: Language) -> Sides:
    """Return the table of who speaks for whom in a story, from the attributions of its sentences in their order.

    What all sentences call somebody counts: most must agree. A country told once goes before a ministry without one.

    >>> said = [
    ...     Attribution("Ida Voss", introduced=(("Ida Voss", "Foreign Minister"),)),
    ...     Attribution("a boy", introduced=(("Ida Voss", "Norway's foreign minister"),)),
    ... ]
    >>> sides = learn_sides(said, ["", ""], english)
    >>> sides.find("Ida Voss"), sides.find("a boy")
    ('=Norway', '-')
    """
    government = language.text("parties.government")
    offices = _read_offices(attributions, language)
    text = "\n".join(texts)
    # "Commissioner for the Environment", unlike "the Voss government".
    things = {found[1] for found in re.finditer(rf" the (\w+)(?=[,.;]|$|{load_words(language).link.pattern})", text)}
    owners = {name: _count_owners(known, things, language) for name, known in offices.items()}
    own = _unify([*owners, *chain.from_iterable(owners.values())], texts, language)
    countries = {key for key in own.values() if key[0] == COUNTRY}
    leads = _name_kinds(own, owners, _list_called(offices, language), language)
    for key in {government, *own.values()} - leads.keys():
        if countries and is_state_body(key, language):
            # Whose ministry it is, is not told where several are heard; nor whose minister anybody is.
            leads[key] = min(countries) if len(countries) == 1 else NOBODY
    of_key: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, votes in owners.items():
        for owner, count in votes.items():
            if not countries or own[owner] != government:
                of_key[own[name]][own[owner]] += count
    sides = Sides(own, leads, offices, frozenset(name for name, votes in owners.items() if votes))
    # Twice: "Voss's spokesman" agrees with "Norwegian spokesman" once it is known for whom Voss speaks.
    for key, votes in [*of_key.items()] * 2:
        lead = _find_lead(key, votes, sides)
        if lead:
            leads[key] = lead
    return sides


def _find_lead(key: str, votes: Counter[str], sides: Sides) -> str:
    """Return for whom somebody speaks by most of the ``votes``, the first of a side; empty where they do not agree."""
    of_side: defaultdict[str, list[str]] = defaultdict(list)
    for owner in sorted(votes):
        of_side[sides.find(owner)].append(owner)
    counts = {side: sum(votes[owner] for owner in owners) for side, owners in sorted(of_side.items())}
    side = max(counts, key=counts.__getitem__)
    if 2 * counts[side] <= votes.total() or side in (key, NOBODY):
        return ""
    return max(of_side[side], key=votes.__getitem__)


def _count_owners(offices: Mapping[str, int], things: Collection[str], language: Language) -> Counter[str]:
    """Return for whom somebody speaks by what he is called, how often; ``things`` with a capital are nobody."""
    words = load_words(language)
    votes: Counter[str] = Counter()
    for office, count in offices.items():
        owner = find_owner(office, language)
        is_thing = owner.istitle() and owner in things
        if owner and not is_thing and fold(drop_determiner(office, language)) not in words.bodies:
            # "Union spokesman" has a capital where a sentence begins.
            votes[fold(owner) if fold(owner) in words.bodies else owner] += count
    return votes


def _list_called(offices: Mapping[str, Collection[str]], language: Language) -> Mapping[str, set[str]]:
    """Return who is called by each kind of body ("Norrhaven, the company") or role ("Mayor Ida Voss … the mayor")."""
    words = load_words(language)
    called: defaultdict[str, set[str]] = defaultdict(set)
    for name, known in offices.items():
        for office in known:
            kind = fold(drop_determiner(office, language))
            role = words.link.split(kind)[0].rpartition(" ")[2]
            is_name = name[:1].isupper() and name.rpartition(" ")[2][0].isupper()
            if kind in words.bodies or (is_name and role not in words.bodies):
                called[kind if kind in words.bodies else role].add(name)
    return called


def _read_offices(attributions: Sequence[Attribution], language: Language) -> defaultdict[str, Counter[str]]:
    """Return what the sentences call each speaker, and whoever is introduced, beside the name, how often."""
    offices: defaultdict[str, Counter[str]] = defaultdict(Counter)
    before = ""
    for one in attributions:
        name = one.speaker or one.holder
        subject, told, _ = one.rule.partition(" … ")
        for known in {name, subject} if name and told else {name} - {""}:
            # "Ida Voss's office" is an office, "the Dockers' League" is not.
            is_name = drop_determiner(known, language)[0].isupper() and known.rpartition(" ")[2][0].isupper()
            offices[name][_find_title(known, language) if is_name else known] += 1
        for introduced, office in one.introduced:
            first, _, rest = office.partition(" ")
            # "The council said no. “It is late,” its chairman, Karl Voss, said."
            if first in language.words("parties.its") and before.islower():
                if any(find_owner(known, language) for known in offices[introduced]):
                    continue
                office = f"{rest} {language.phrases('parties.links')[0]} {before}"
            offices[introduced][office] += 1
        before = name
    return offices


def _name_kinds(
    own: Mapping[str, str],
    owners: Mapping[str, Counter[str]],
    called: Mapping[str, Collection[str]],
    language: Language,
) -> dict[str, str]:
    """Return which body is meant by its kind alone ("the union"), where it is one.

    It is called so somewhere, or is the only one whose name ends so, or has the same chief.
    """
    government, bodies = language.text("parties.government"), load_words(language).bodies
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for key in own.values():
        if " " in key and key[0] != COUNTRY:
            alike[key.lower().rpartition(" ")[2]].add(key)
    meant: dict[str, str] = {}
    for kind in sorted(set(own.values())):
        if not kind.islower() or kind == government:
            continue
        found = {own[name] for name in called.get(kind, ())} - {kind}
        if not found and kind in bodies:
            found = alike[kind] - {kind}
        if len(found) == 1:
            meant[kind] = min(found)
    for votes in owners.values():
        # "The panel's chairman" who is "the commission's" too; whoever leads the government may lead a party.
        keys = {own[owner] for owner in votes} - {government}
        unknown = {key for key in keys if key.islower() and key not in meant}
        named = {meant.get(key, key) for key in keys - unknown}
        if len(named) == 1:
            meant |= dict.fromkeys(unknown, min(named))
    return meant


def _unify(names: Sequence[str], texts: Sequence[str], language: Language) -> dict[str, str]:
    """Return for each name the key that stands for it: a country for what speaks for it, the full name for a surname in
    any spelling and for a part of a body's name, a body's kind in small letters."""
    unified: dict[str, str] = {}
    # Full names by how their last word is spelled, and any word: to try all that end alike would cost the square.
    by_words: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    by_start: defaultdict[str, set[str]] = defaultdict(set)
    words = load_words(language)
    plain_of: dict[str, str] = {}
    for name in names:
        plain = drop_determiner(name, language)
        plain_of[name] = plain.removeprefix(f"{_find_title(plain, language)} ")
    counts = _count_names(set(plain_of.values()), texts)
    for name, plain in sorted(plain_of.items(), key=lambda pair: (-pair[1].count(" "), pair[1], pair[0])):
        country = plain if plain[0] == COUNTRY else find_country(words.link.split(plain)[0], words)
        if country or not plain[0].isupper() or is_state_body(plain, language) or _is_joint(plain, language):
            # "A spokesman" is not the one who was named.
            is_anybodys = name.split()[0].lower() in language.words("grammar.indefinite_articles")
            unified[name] = country or (NOBODY if is_anybodys and not find_owner(name, language) else fold(plain))
            continue
        parts, last = _part_name(plain, words, language)
        spelled = [reduce_name(part, language) for part in parts] if len(parts) > 1 else [last]
        alike = min((by_words[last, part] for part in spelled), key=len)
        is_anybodys = len(alike) > _MOST_ALIKE
        if not is_anybodys:
            longer = _find_longer(plain, spelled, alike, by_start, language)
            ranked = sorted(longer, key=lambda one: (-counts[one], one))
            is_anybodys = len(ranked) > 1 and counts[ranked[0]] < _MORE_USUAL * counts[ranked[1]]
            unified[name] = (*ranked, plain)[0]
        if is_anybodys:
            unified[name] = fold(plain) if len(parts) == 1 else plain  # the name of several is nobody's
        if unified[name] == plain and len(parts) > 1:
            for part in plain.split():
                by_words[last, reduce_name(part, language)].add(plain)
            if len(parts) == 2 and parts[1].isalpha():
                by_start[parts[0]].add(plain)
    return unified


def _part_name(name: str, words: OfficeWords, language: Language) -> tuple[list[str], str]:
    """Return the words of a name without whose it is, and how the last is spelled of what is no addition to it."""
    owned, front = OWNED.match(name), words.link.split(name)[0]
    # "Canada's Safety Board" and "the Safety Board of Canada" end alike.
    if fold(front.rpartition(" ")[2]) in words.bodies:
        return (owned[2] if owned else name).split(), reduce_name(front.rpartition(" ")[2], language)
    return name.split(), reduce_name(name.rpartition(" ")[2], language)


def _find_longer(
    name: str,
    spelled: Sequence[str],
    alike: Collection[str],
    by_start: Mapping[str, set[str]],
    language: Language,
) -> Collection[str]:
    """Return those of some full names that end ``alike`` of which a name may be a part, else of one first name."""
    if len(spelled) > 1:
        return {one for one in alike if set(spelled) <= {reduce_name(word, language) for word in one.split()}}
    persons = {one for one in alike if not load_words(language).link.search(one)}
    return persons or (() if name.isupper() else by_start.get(name, ()))


def _count_names(names: Collection[str], texts: Sequence[str]) -> Counter[str]:
    """Return how often each name stands in the texts, which are read once for all names."""
    wanted = {name for name in names if name[:1].isupper()}
    lengths = sorted({len(_WORD.findall(name)) for name in wanted})
    counts: Counter[str] = Counter()
    for text in texts:
        places = [found.span() for found in _WORD.finditer(text)]
        for at, (start, _) in enumerate(places):
            if text[start].isupper():
                ends = [places[at + length - 1][1] for length in lengths if at + length <= len(places)]
                counts.update(text[start:end] for end in ends if text[start:end] in wanted)
    return counts
