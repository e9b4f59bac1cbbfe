"""Which speakers of a story are one party (a union, its chair and its spokesman), and by which name it is printed.

A plan's actors are parties as the plan has them. Where a plan knows nobody, the words beside the names tell who speaks
for whom. Too few are joined rather than too many: a line under another one's name would be false.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from summarizer.analysis.countries import list_countries
from summarizer.analysis.names import all_peoples, spelling
from summarizer.analysis.quantities import number_words
from summarizer.lang.language import Language
from summarizer.model import Actor, Attribution
from summarizer.text.tokens import fold

#: So much of what is told of somebody's side must agree.
_AGREED = 0.66
#: Who is heard so often is a party, whoever it is; who speaks for a body need not be.
_LEAST_HEARD = 2
#: A spokesman's minister's country.
_MOST_LINKS = 4
_COUNTRY = "="
_OWNED = re.compile(r"^(.{2,60}?)(?:['’]s|(?<=s)['’]) (.+)$")
_QUOTATION = re.compile(r"[“\"«„]\s*(?:[\w’',;:–-]+\s+){3,}")
#: A name that stands for itself: amid a sentence, between small words or marks.
_ALONE = re.compile(
    r"(?<=[a-z,“\"] )[A-ZÀ-Þ][\w.-]*(?=['’]s? [a-z]|[,;:”\"]|\.(?:\s+[A-Z“\"]|\s*$)| (?!of )[a-z])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's words for offices, bodies, and countries by all their forms. ``speaking`` are the offices whose
    words are those of a body."""

    roles: frozenset[str]
    speaking: frozenset[str]
    bodies: frozenset[str]
    state: frozenset[str]
    titles: frozenset[str]
    countries: Mapping[str, str]
    link: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who is heard in a story, how often, for whom each speaks and what each is called: "the union"."""

    counts: Counter[str] = field(default_factory=Counter)
    owners: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    called: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@cache
def _load_words(language: Language) -> _Words:
    """Return the words of a language, laid out once."""
    countries: dict[str, str] = {}
    for country in list_countries(language):
        for form in (*country.names, *country.people, *country.capital, *country.seats):
            countries.setdefault(fold(form.rstrip(".")), fold(country.name))
    wide, many = language.words("parties.wide"), language.words("parties.many")
    bodies = language.words("roles.bodies") | language.words("printing.bodies") | language.words("plan_drafts.groups")
    bodies |= language.words("parties.bodies_too")
    state = language.words("plan_drafts.state") - language.words("roles.abroad")
    return _Words(
        roles=language.words("roles.roles"),
        speaking=(state | language.words("plan_drafts.body")) - language.words("parties.own_voice"),
        bodies=bodies - many,
        state=state | language.words("parties.state_too"),
        titles=language.words("roles.modifiers") | language.words("names.titles"),
        countries={form: country for form, country in countries.items() if form not in wide},
        link=re.compile(rf" {language.alternatives('parties.links')} "),
    )


def find_parties(
    attributions: Sequence[Attribution], texts: Sequence[str], language: Language, actors: Sequence[Actor] = ()
) -> list[Attribution]:
    """Return the attributions of a story's sentences with the party of each speaker who is one.

    A party has a position: it gives its opinion somewhere, or is told to hold one. Its name stands somewhere in the
    ``texts`` for itself. Who speaks for one of the plan's ``actors`` is heard under its name.

    >>> from summarizer.lang.language import load_language
    >>> said = [
    ...     Attribution("Ida Voss", rule="Ida Voss … said", introduced=(("Ida Voss", "the union's chairwoman"),)),
    ...     Attribution("the Crane Union", rule="The Crane Union … said"),
    ...     Attribution("a boy", rule="a boy … said"),
    ... ]
    >>> texts = ["“It is too little,” said Ida Voss.", "The Crane Union said it would go on.", "It rained, a boy said."]
    >>> [one.party for one in find_parties(said, texts, load_language("en"))]
    ['Crane Union', 'Crane Union', '']
    """
    alone = frozenset(_ALONE.findall("\n".join(texts)))
    heard = _hear(attributions, language, alone)
    sides, bodies = _join(heard, language)
    members: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in heard.counts.items():
        members[sides[name]][name] = count
    with_position = {one.holder for one in attributions}
    for one, text in zip(attributions, texts, strict=True):
        # What somebody says who speaks for others is their position.
        if gives_opinion(text, one, language) or (one.speaker in heard.owners and one.speaker[0].isupper()):
            with_position.add(one.speaker)
    party_of: dict[str, str] = {}
    for side, group in members.items():
        own = {name for name in group if bodies[name] == side}
        is_known = side[0] == _COUNTRY or side[0].isupper() or side in language.words("parties.alone")
        # Who speaks for "the airline", of which nobody says which one it is, is heard alone.
        is_one = is_known or any(_is_name(name, language, alone) for name in own)
        for part in [group] if is_one else [Counter({name: count}) for name, count in group.items()]:
            is_heard = part.total() >= _LEAST_HEARD or any(name in heard.owners for name in part)
            if is_heard and not with_position.isdisjoint(part):
                party_of |= dict.fromkeys(part, _name_party(side, part, own, language, alone))
    of_actors = {actor.id: actor.name for actor in actors}
    found: list[Attribution] = []
    for one in attributions:
        party = of_actors.get(one.actor) or party_of.get(one.speaker or one.holder, "")
        found.append(replace(one, party=party) if party else one)
    return found


def gives_opinion(text: str, attribution: Attribution, language: Language) -> bool:
    """Return whether somebody says a sentence rather than is its source: it is quoted or has a telling verb."""
    if not attribution.speaker or attribution.stance:
        return False
    if language.pattern("sections.reports_of_fact").search(attribution.rule):
        return bool(_QUOTATION.search(text))
    return True


def _hear(attributions: Sequence[Attribution], language: Language, alone: Collection[str]) -> _Heard:
    """Read who is heard, and for whom each speaks by all that the story calls him."""
    bodies, link = _load_words(language).bodies, _load_words(language).link
    heard = _Heard()
    offices = _read_offices(attributions, language)
    for one in attributions:
        name = one.speaker or one.holder
        if name and not one.actor:
            heard.counts[name] += 1
    by_last: defaultdict[str, list[str]] = defaultdict(list)
    for full in offices:
        by_last[full.rpartition(" ")[2]].append(full)
    for name in heard.counts:
        # Of somebody who is heard by the surname an article tells the office beside the full name.
        first, _, last = name.rpartition(" ")
        first = f"{first.partition(' ')[0]} " if first else ""
        more = [full for full in by_last[last] if full.startswith(first) and full not in heard.counts]
        for office, count in sum((offices[one] for one in (name, *more)), Counter()).items():
            kind = fold(_drop_determiner(office, language))
            if kind in bodies and _drop_determiner(name, language)[0].isupper():
                heard.called[kind].add(name)
                continue
            role = link.split(kind)[0].rpartition(" ")[2]
            if name[0].isupper() and role not in bodies:
                heard.called[role].add(name)  # "Mayor Ida Voss … the mayor"
            owner = find_owner(office, language)
            if " " not in owner and owner.istitle() and owner not in alone:
                owner = fold(owner) if fold(owner) in bodies else ""
            if owner:
                heard.owners[name][owner] += count
    return heard


def _read_offices(attributions: Sequence[Attribution], language: Language) -> defaultdict[str, Counter[str]]:
    """Return what the sentences call each speaker beside the name, how often."""
    offices: defaultdict[str, Counter[str]] = defaultdict(Counter)
    before = ""
    for one in attributions:
        name = one.speaker or one.holder
        if name and not one.actor:
            offices[name][_find_title(name, language) if name[0].isupper() else name] += 1
            subject = one.rule.partition(" … ")[0]
            if name[0].isupper() and subject != name:
                offices[name][subject] += 1
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


def find_owner(office: str, language: Language) -> str:
    """Return for whom somebody speaks who is called so, a country as "=norway"; empty if that is not told.

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> offices = ("the union's chairwoman", "Harbour Board spokesman", "the head of the Dockers' League", "a baker")
    >>> [find_owner(office, english) for office in offices]
    ['union', 'Harbour Board', "Dockers' League", '']
    >>> [find_owner(office, english) for office in ("Norwegian Prime Minister", "Interior Minister", "a former chief")]
    ['=norway', 'government', '']
    """
    words = _load_words(language)
    plain = _drop_determiner(office, language)
    apart = language.words("plan_drafts.apart") - words.bodies
    front, *behind = words.link.split(plain, maxsplit=1)
    if not front or not apart.isdisjoint(map(fold, plain.split())):
        return ""
    role = fold(front.split()[-1])
    owned = _OWNED.match(front)
    if owned:
        owner = owned[1]
    else:
        owner = behind[0] if behind and role not in words.bodies else _find_before(front.split(), words)
    owner = _drop_determiner(owner, language)
    country = _find_country(owner, words)
    if country:
        return country if role in words.state else ""
    if role not in words.speaking or (role in words.bodies and not owned):
        return ""
    if not owner and not behind and role in language.words("parties.cabinet"):
        return language.text("parties.government")
    is_body = owner[:1].isupper() or fold(owner.rpartition(" ")[2]) in words.bodies
    is_wide = fold(owner) in language.words("parties.wide") or fold(owner) in words.roles - words.bodies
    is_wide |= owner[:1].isupper() and "-" in owner and owner.rpartition("-")[2].islower()  # "London-based"
    return owner if is_body and not is_wide else ""


def _find_before(office: Sequence[str], words: _Words) -> str:
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


def _find_country(owner: str, words: _Words) -> str:
    """Return the country that a name or people means, alone or before a body that each state has."""
    first, _, rest = owner.partition(" ")
    for form in (owner, first if fold(rest.rpartition(" ")[2]) in words.state else ""):
        country = words.countries.get(fold(form.rstrip(".")))
        if country and form[0].isupper():
            return _COUNTRY + country
    return ""


def _find_title(name: str, language: Language) -> str:
    """Return the title with which a person's name begins: "Labour Minister" of "Labour Minister Karl Voss"."""
    words, parts = _load_words(language), name.split()
    if fold(parts[-1]) in words.bodies or not all(part[0].isupper() for part in parts):
        return ""
    for end in range(len(parts) - 2, 0, -1):
        if not words.roles.isdisjoint(fold(parts[end - 1]).split("-")):
            return " ".join(parts[:end])
    return ""


def _drop_determiner(text: str, language: Language) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in language.words("grammar.determiners") else text


def _join(heard: _Heard, language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """Return the side of each speaker, the last of those for whom it speaks, and the speaker's own name for itself."""
    own = _unify([*heard.counts, *(owner for votes in heard.owners.values() for owner in votes)], language)
    leads = _name_kinds(heard, own, language)
    abroad = any(owner[0] == _COUNTRY for votes in heard.owners.values() for owner in votes)
    for name, votes in heard.owners.items():
        counted: Counter[str] = Counter()
        for owner, count in votes.items():
            counted[leads.get(own[owner], own[owner])] += count
        side, count = max(sorted(counted.items()), key=lambda pair: pair[1])
        # Whose cabinet it is, is not told where several countries are heard.
        is_sure = count >= _AGREED * counted.total() and not (abroad and side == language.text("parties.government"))
        if is_sure and side != own[name]:
            leads[own[name]] = side
    sides: dict[str, str] = {}
    for name in heard.counts:
        side = own[name]
        for _ in range(_MOST_LINKS):
            side = leads.get(side, side)
        sides[name] = side
    return sides, {name: leads.get(own[name], own[name]) if own[name].islower() else own[name] for name in sides}


def _name_kinds(heard: _Heard, own: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return which body is meant by its kind alone ("the union"), where it is one.

    It is called so somewhere, or has the same chief, or is the only one whose name ends so.
    """
    link = _load_words(language).link
    kinds = _list_called(heard, own, language.text("parties.government"))
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for name in own.values():
        if " " in name and not link.search(name):
            alike[name.lower().rpartition(" ")[2]].add(name)
    meant: dict[str, str] = {}
    for kind in sorted(set(own.values())):
        found = kinds.get(kind) or alike[kind]
        if kind.islower() and kind[0] != _COUNTRY and len(found) == 1:
            meant[kind] = next(iter(found))
    return meant


def _list_called(heard: _Heard, own: Mapping[str, str], government: str) -> defaultdict[str, set[str]]:
    """Return the bodies that are called by each kind, or that have one chief with a body that is."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind, named in heard.called.items():
        kinds[kind].update(own[name] for name in named)
    for name, one in own.items():
        if one[0] == _COUNTRY and name[0] != _COUNTRY and " " in name:
            kinds[name.rpartition(" ")[2]].add(one)  # "the Norwegian government"
    for votes in heard.owners.values():
        named = {own[owner] for owner in votes if owner[0].isupper()}
        for kind in votes:
            # Whoever leads the government may lead a party too.
            if kind.islower() and kind.isalpha() and kind != government:
                kinds[own[kind]].update(named)
    return kinds


def _unify(names: Sequence[str], language: Language) -> dict[str, str]:
    """Return for each name the one that stands for it: a country for its seat, the full name for a surname in any
    spelling and for a body's first word, a body's kind in small letters."""
    words = _load_words(language)
    unified: dict[str, str] = {}
    by_end: defaultdict[str, set[str]] = defaultdict(set)
    by_start: defaultdict[str, set[str]] = defaultdict(set)
    plain_of = {
        name: _drop_determiner(name, language).removeprefix(f"{_find_title(name, language)} ") for name in names
    }
    for name, plain in sorted(plain_of.items(), key=lambda pair: (-pair[1].count(" "), pair[1])):
        country = plain if plain[0] == _COUNTRY else _find_country(plain, words)
        if country or not plain[0].isupper():
            unified[name] = country or fold(plain)
            continue
        first, last = plain.split()[0], spelling(plain.split()[-1])
        if first == plain:
            longer = by_end[last] or by_start[plain]
        else:
            same_first = {one for one in by_end[last] if spelling(one.split()[0]) == spelling(first)}
            longer = same_first | {one for one in by_end[last] if one.endswith(f" {plain}")}
        unified[name] = next(iter(longer)) if len(longer) == 1 else plain
        if unified[name] == plain and first != plain:
            by_end[last].add(plain)
            if len(plain.split()) == 2 and plain.split()[1][0].isupper():
                by_start[first].add(plain)
    return unified


def _name_party(
    side: str, members: Counter[str], own: Collection[str], language: Language, alone: Collection[str]
) -> str:
    """Return by which name a side is printed: the body's or country's own, else that of whoever is heard most."""
    words = _load_words(language)
    ranked = sorted(members, key=lambda name: (-members[name], -len(name), name))
    fit = [name for name in ranked if _is_name(name, language, alone)]
    # "German officials" stand for Germany only where nobody is heard by name.
    fit.sort(key=lambda name: name[0].isupper() and name.rpartition(" ")[2].islower())
    named: list[str] = []
    for name in fit:
        owned = _OWNED.match(name)
        # Who owns a body ("Voss's government") is the better name for it.
        if name in own and not (owned and owned[2].islower() and not owned[1].islower()):
            named.append(name)
    if side[0] == _COUNTRY:
        named = [name for name in named if fold(_drop_determiner(name, language).rstrip(".")) in words.countries]
        named.sort(key=lambda name: (-members[name], len(name)))
    else:
        # The name that tells most: "Norrhaven Terminals", not "Norrhaven" or "the company".
        named.sort(key=lambda name: (not _drop_determiner(name, language)[0].isupper(), -len(name)))
    if not named and side[0].isupper() and not side.rpartition(" ")[2].islower() and len(members) > 1:
        return side
    best = (*named, *fit, "")[0]
    best = best.removeprefix(f"{_find_title(best, language)} ") if best else ""
    plain = _drop_determiner(best, language)
    return plain if plain[:1].isupper() else best[:1].upper() + best[1:]


def _is_name(name: str, language: Language, alone: Collection[str]) -> bool:
    """Return whether a reader could find somebody again by a name: no number, no plain noun, no torso of a name."""
    words = _load_words(language)
    plain = _drop_determiner(name, language)
    first = name.partition(" ")[0].lower()
    no_names = language.words("printing.indefinite") | language.words("grammar.clause_openers")
    no_names |= number_words(language).keys()
    if not plain or not no_names.isdisjoint((first, plain.partition(" ")[0].lower())):
        return False
    head = words.link.split(plain)[0].rpartition(" ")[2]
    if plain[0].isupper() and head[:1].isupper():
        is_people = fold(plain.removesuffix("s")) in all_peoples(language)
        return not is_people and (" " in plain or plain in alone or _find_country(plain, words) != "")
    is_group = head in words.bodies and (head.endswith("s") or head in language.words("printing.bodies"))
    if plain[0].isupper():
        # "Norwegian officials", not "the Norwegian official".
        is_people = head.endswith("s") and bool(_find_country(plain.partition(" ")[0], words))
        return is_people or head in words.bodies
    is_told = first in language.words("grammar.definite_articles") and head in words.bodies
    return is_group or (is_told and (" " in plain or head in language.words("parties.alone")))
