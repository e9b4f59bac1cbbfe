"""Who speaks for whom in a story: one table of all its articles, by the words beside the names; and the parties in it.

A person speaks for a body or country by an office, a body for its country, a surname or another spelling for its full
name. The actors of a plan, the headings of a page without any and drafts of plans are read from this table. Too few are
joined rather than too many: a line under another one's name would be false.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from summarizer.analysis.countries import list_countries
from summarizer.analysis.names import all_peoples, spelling
from summarizer.analysis.quantities import number_words
from summarizer.lang.language import Language
from summarizer.model import Actor, Attribution
from summarizer.text.tokens import fold

#: What a country's key begins with; behind it stands the name that is printed.
COUNTRY = "="
#: Whom somebody speaks for no more, or against whom.
_NOBODY = "-"
#: So much of what is told of somebody's side must agree.
_AGREED = 0.66
#: Who is heard so often is a party, whoever it is; who speaks for a body need not be.
_LEAST_HEARD = 2
#: A spokesman's minister's country.
_MOST_LINKS = 4
_PARTY_MARK = re.compile(r"([A-Z])-[A-Z]")
_OWNED = re.compile(r"^(.{2,60}?)(?:['’]s|(?<=s)['’]) (.+)$")
_QUOTATION = re.compile(r"[“\"«„]\s*(?:[\w’',;:–-]+\s+){3,}")
#: A name that stands for itself: amid a sentence, between small words or marks.
_ALONE = re.compile(
    r"(?<=[a-z,“\"] )[A-ZÀ-Þ][\w.-]*(?=['’]s? [a-z]|[,;:”\"]|\.(?:\s+[A-Z“\"]|\s*$)| (?!of )[a-z])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's words for offices and bodies, and countries and political parties by all their forms.

    ``speaking`` are offices in which one speaks for a body, ``state`` for a country, ``of_state`` words of such
    offices.
    """

    roles: frozenset[str]
    speaking: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    state: frozenset[str]
    state_roles: frozenset[str]
    of_state: frozenset[str]
    titles: frozenset[str]
    countries: Mapping[str, str]
    parties: Mapping[str, str]
    link: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Who speaks for whom: ``own`` has the key by which each name is known (a country's begins with "="), ``leads`` for
    whom each key speaks, ``spoken`` who is called by an office at all."""

    own: Mapping[str, str]
    leads: Mapping[str, str]
    spoken: frozenset[str]

    def follow(self, name: str) -> Iterator[str]:
        """Return the keys of a name and of those for whom it speaks, the nearest first."""
        key = self.own.get(name, "")
        for _ in range(_MOST_LINKS):
            if key:
                yield key
            key = self.leads.get(key, "")

    def find(self, name: str) -> str:
        """Return the key of the last for whom a name speaks: its own if that is nobody."""
        return list(self.follow(name))[-1]


@cache
def _load_words(language: Language) -> _Words:
    """Return the words of a language, laid out once."""
    countries: dict[str, str] = {}
    for country in list_countries(language):
        for form in (*country.names, *country.people, *country.capital, *country.seats):
            countries.setdefault(fold(form.rstrip(".")), country.name)
    wide, state = language.words("parties.wide"), language.words("roles.state")
    bodies = language.words("roles.bodies") | language.words("printing.bodies") | language.words("parties.bodies_too")
    titles = language.words("roles.modifiers") | language.words("names.titles")
    return _Words(
        roles=language.words("roles.roles"),
        speaking=(state | language.words("parties.speaking")) - language.words("parties.own_voice"),
        bodies=bodies,
        groups=language.words("parties.groups"),
        state=state,
        state_roles=state | language.words("parties.common_bodies"),
        of_state=(state | titles | language.words("parties.common_bodies")) - language.words("roles.private"),
        titles=titles,
        countries={form: country for form, country in countries.items() if form not in wide},
        parties=language.texts("parties.members"),
        link=re.compile(rf" ({'|'.join(sorted(language.phrases('grammar.prepositions')))}) "),
    )


def find_owner(office: str, language: Language) -> str:
    """Return for whom somebody speaks who is called so, a country as "=Norway"; empty if that is not told.

    Who held the office, or is against them, speaks for nobody ("-").

    >>> from summarizer.lang.language import load_language
    >>> english = load_language("en")
    >>> offices = ("the union's chairwoman", "Harbour Board spokesman", "the head of the Dockers' League", "a baker")
    >>> [find_owner(office, english) for office in offices]
    ['union', 'Harbour Board', "Dockers' League", '']
    >>> [find_owner(office, english) for office in ("Norwegian Prime Minister", "Interior Minister", "a former chief")]
    ['=Norway', 'government', '-']
    """
    words, against = _load_words(language), language.words("roles.against")
    plain = _drop_determiner(office, language)
    mark = _PARTY_MARK.match(plain)
    if mark and " " not in plain:  # "R-Texas"
        return _find_country(language.texts("names.party_marks").get(mark[1], ""), words)
    if not against.isdisjoint(map(fold, plain.split())):
        return _NOBODY
    front, link, behind = (*words.link.split(plain, maxsplit=1), "", "")[:3]
    if not front:
        return ""
    role = fold(front.split()[-1])
    country = _find_country(front, words)
    if country:
        return country if role in words.state_roles or country[1:] in words.parties.values() else ""
    owned = _OWNED.match(front)
    owner = owned[1] if owned else _find_before(front.split(), words)
    if not owner and link in language.phrases("parties.links") and role not in words.bodies:
        owner = behind if link == "of" else re.split(words.link, behind, maxsplit=1)[0]
    owner = _drop_determiner(owner, language)
    country = _find_country(owner, words)
    if country:
        is_there = role in language.words("roles.abroad") and link in language.words("roles.abroad_prepositions")
        return country if role in words.state and not is_there else ""
    if role in language.words("parties.cabinet") or (role in words.speaking and _is_state_body(owner, language)):
        return language.text("parties.government")
    if role not in words.speaking | (words.bodies if owned else frozenset()) or (role in words.bodies and not owned):
        return ""
    is_body = owner[:1].isupper() or fold(owner.rpartition(" ")[2]) in words.bodies | words.groups
    is_wide = fold(owner) in language.words("parties.wide") or fold(owner) in words.roles - words.bodies - words.groups
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


def _find_country(text: str, words: _Words) -> str:
    """Return the country or political party that a name or people means, alone or with an office that each has.

    It stands first but for titles: "Israel's Defense Ministry", "chief Palestinian negotiator", "Republican senator".
    """
    parts = [re.sub(r"['’]s?$", "", part) for part in text.split()]
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


def _is_state_body(name: str, language: Language) -> bool:
    """Return whether a name is that of a body which each state has: "the Defense Ministry", "the army"."""
    words = _load_words(language)
    parts = [fold(part) for part in _drop_determiner(name, language).split()]
    return bool(parts) and parts[-1] in language.words("parties.state_bodies") and words.of_state.issuperset(parts)


def _find_title(name: str, language: Language) -> str:
    """Return the title with which a person's name begins: "Labour Minister" of "Labour Minister Karl Voss"."""
    words, parts = _load_words(language), name.split()
    if fold(parts[-1]) in words.bodies:
        return ""
    small = language.phrases("parties.links")
    for end in range(len(parts) - 1, 0, -1):
        office = fold(parts[end - 1]).split("-")
        # "Mayor of Arden Ida Voss": one word behind the link is the place.
        if len(parts) > end + 3 and parts[end] in small and not words.roles.isdisjoint(office):
            return " ".join(parts[: end + 2])
        if len(parts) > end + 1 and all(part[0].isupper() for part in parts) and not words.roles.isdisjoint(office):
            return " ".join(parts[:end])
    return ""


def _drop_determiner(text: str, language: Language) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in language.words("grammar.determiners") else text


def learn_sides(attributions: Sequence[Attribution], texts: Sequence[str], language: Language) -> Sides:
    """Return the table of who speaks for whom in a story, from the attributions of its sentences in their order.

    What all sentences call somebody counts: most must agree. A country told once goes before a ministry without one.

    >>> from summarizer.lang.language import load_language
    >>> said = [
    ...     Attribution("Ida Voss", introduced=(("Ida Voss", "Foreign Minister"),)),
    ...     Attribution("a boy", introduced=(("Ida Voss", "Norway's foreign minister"),)),
    ... ]
    >>> sides = learn_sides(said, ["", ""], load_language("en"))
    >>> sides.find("Ida Voss"), sides.find("a boy")
    ('=Norway', 'boy')
    """
    words, government = _load_words(language), language.text("parties.government")
    offices = _read_offices(attributions, language)
    owners: dict[str, Counter[str]] = {}
    called: defaultdict[str, set[str]] = defaultdict(set)
    for name, known in offices.items():
        owners[name] = Counter()
        for office, count in known.items():
            kind = fold(_drop_determiner(office, language))
            if kind in words.bodies:
                called[kind].add(name)  # "Norrhaven, the company"
            elif owner := find_owner(office, language):
                # "Union spokesman" has a capital where a sentence begins.
                owners[name][fold(owner) if fold(owner) in words.bodies else owner] += count
            role = words.link.split(kind)[0].rpartition(" ")[2]
            if name[:1].isupper() and role not in words.bodies:
                called[role].add(name)  # "Mayor Ida Voss … the mayor"
    own = _unify([*owners, *(owner for votes in owners.values() for owner in votes)], "\n".join(texts), language)
    countries = {owner for votes in owners.values() for owner in votes if owner[0] == COUNTRY}
    countries |= {key for key in own.values() if key[0] == COUNTRY}
    leads = _name_kinds(own, owners, called, government)
    if len(countries) == 1:
        leads[government] = next(iter(countries))
    of_key: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, votes in owners.items():
        for owner, count in votes.items():
            side = own[owner]
            # Whose minister somebody is, is not told where countries are heard.
            if side != government or name[0].islower():
                of_key[own[name]][leads.get(side, side)] += count
            elif not countries:
                of_key[own[name]][side] += count
    for key, votes in of_key.items():
        side, count = max(sorted(votes.items()), key=lambda pair: pair[1])
        if count and count >= _AGREED * votes.total() and side not in (key, _NOBODY):
            leads[key] = side
    return Sides(own, leads, frozenset(name for name, votes in owners.items() if votes))


def _read_offices(attributions: Sequence[Attribution], language: Language) -> defaultdict[str, Counter[str]]:
    """Return what the sentences call each speaker, and whoever is introduced, beside the name, how often."""
    offices: defaultdict[str, Counter[str]] = defaultdict(Counter)
    before = ""
    for one in attributions:
        name = one.speaker or one.holder
        subject, told, _ = one.rule.partition(" … ")
        for known in {name, subject} if name and told else {name} - {""}:
            # "Ida Voss's office" is an office, "the Dockers' League" is not.
            is_name = _drop_determiner(known, language)[0].isupper() and known.rpartition(" ")[2][0].isupper()
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
    government: str,
) -> dict[str, str]:
    """Return which body is meant by its kind alone ("the union"), where it is one.

    It is called so somewhere, or has the same chief, or is the only one whose name ends so.
    """
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind, named in called.items():
        kinds[kind].update(own[name] for name in named)
    for votes in owners.values():
        named = {own[owner] for owner in votes if owner[0].isupper()}
        for kind in votes:
            # Whoever leads the government may lead a party too.
            if kind.islower() and kind.isalpha() and kind != government:
                kinds[own[kind]].update(named)
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for key in own.values():
        if " " in key and key[0] != COUNTRY:
            alike[key.lower().rpartition(" ")[2]].add(key)
    meant: dict[str, str] = {}
    for kind in sorted(set(own.values())):
        found = kinds[kind] - {kind} or alike[kind] - {kind}
        if kind.islower() and kind != government and len(found) == 1:
            meant[kind] = next(iter(found))
    return meant


def _unify(names: Sequence[str], text: str, language: Language) -> dict[str, str]:
    """Return for each name the key that stands for it: a country for what speaks for it, the full name for a surname in
    any spelling and for a part of a body's name, a body's kind in small letters."""
    unified: dict[str, str] = {}
    by_end: defaultdict[str, set[str]] = defaultdict(set)
    by_start: defaultdict[str, set[str]] = defaultdict(set)
    words = _load_words(language)
    plain_of: dict[str, str] = {}
    for name in names:
        plain = _drop_determiner(name, language)
        plain_of[name] = _complete(plain.removeprefix(f"{_find_title(plain, language)} "), text, words)
    for name, plain in sorted(plain_of.items(), key=lambda pair: (-pair[1].count(" "), pair[1], pair[0])):
        country = plain if plain[0] == COUNTRY else _find_country(plain, words)
        if country or _is_state_body(plain, language):
            unified[name] = country or language.text("parties.government")
            continue
        if not plain[0].isupper():
            unified[name] = fold(plain)
            continue
        parts = plain.split()
        last = spelling(parts[-1])
        if len(parts) == 1:
            longer = {one for one in by_end[last] if not words.link.search(one)} or by_start[plain]
        else:
            longer = {one for one in by_end[last] if _is_part(parts, one.split())}
        unified[name] = next(iter(longer)) if len(longer) == 1 else plain
        if unified[name] == plain and len(parts) > 1:
            by_end[last].add(plain)
            if len(parts) == 2 and parts[1][0].isupper():
                by_start[parts[0]].add(plain)
    return unified


def _is_part(name: Sequence[str], longer: Sequence[str]) -> bool:
    """Return whether a name of several words is a longer one with words left out, or spelled in another way."""
    rest = iter(spelling(word) for word in longer)
    return all(spelling(word) in rest for word in name)


def _complete(name: str, text: str, words: _Words) -> str:
    """Return a body's name with its first half where that was cut: "Truth and Reconciliation Commission"."""
    if not name[0].isupper() or fold(name.rpartition(" ")[2]) not in words.bodies:
        return name
    halves = Counter(re.findall(rf"\b([A-Z]\w+ and ){re.escape(name)}(?!\w)", text))
    half, count = max(sorted(halves.items()), key=lambda pair: pair[1], default=("", 0))
    return half + name if 2 * count > text.count(name) else name


def find_parties(
    attributions: Sequence[Attribution], texts: Sequence[str], language: Language, actors: Sequence[Actor] = ()
) -> list[Attribution]:
    """Return the attributions of a story's sentences with the actor or party for whom each speaker is heard.

    Who speaks for one of the plan's ``actors`` is heard as that. A party has a position: it gives its opinion somewhere,
    or is told to hold one. Its name stands somewhere in the ``texts`` for itself.

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
    sides = learn_sides(attributions, texts, language)
    attributions = _hear_actors(attributions, sides, actors, language)
    members: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with_position: set[str] = set()
    for one, text in zip(attributions, texts, strict=True):
        name = one.speaker or one.holder
        if name and not one.actor:
            members[sides.find(name)][name] += 1
            # What somebody says who speaks for others is their position.
            if one.holder or gives_opinion(text, one, language) or (name in sides.spoken and name[0].isupper()):
                with_position.add(name)
    alone = frozenset(_ALONE.findall("\n".join(texts)))
    party_of: dict[str, str] = {}
    for side, group in members.items():
        shown = _name_side(side, group, alone, language)
        # Who speaks for "the airline", of which nobody says which one it is, is heard alone.
        for part in [group] if shown else [Counter({name: count}) for name, count in group.items()]:
            is_heard = side[0] == COUNTRY or part.total() >= _LEAST_HEARD or not sides.spoken.isdisjoint(part)
            if is_heard and not with_position.isdisjoint(part):
                key = side if shown else sides.own[min(part)]
                party_of |= dict.fromkeys(part, _name_side(key, part, alone, language))
    of_actors = {actor.id: actor.name for actor in actors}
    found: list[Attribution] = []
    for one in attributions:
        party = of_actors.get(one.actor) or party_of.get(one.speaker or one.holder, "")
        found.append(replace(one, party=party) if party else one)
    return found


def _hear_actors(
    attributions: Sequence[Attribution], sides: Sides, actors: Sequence[Actor], language: Language
) -> list[Attribution]:
    """Return the attributions with the actor of each speaker who speaks for one by what the story tells of him."""
    actors_of: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            plain = _drop_determiner(name, language)
            key = _find_country(plain, _load_words(language)) or sides.own.get(plain, "") or plain
            actors_of[key].add(actor.id)
    ids = {actor.id for actor in actors}
    found: list[Attribution] = []
    for one in attributions:
        name = one.speaker or one.holder or one.subject
        meant: list[set[str]] = []
        # Of peoples and bodies the sentence itself tells enough.
        if not one.actor and name[:1].isupper() and sides.own.get(name, COUNTRY)[0] != COUNTRY:
            meant = [actors_of[key] for key in sides.follow(name) if key in actors_of]
        if meant and len(meant[0]) == 1:
            [actor] = meant[0]
            if one.speaker or one.holder:
                one = replace(one, speaker=name, holder="", actor=actor, subject="", stance=bool(one.holder))
            else:
                one = replace(one, subject=actor)
        elif one.subject not in ids:  # a name for whom nobody is told
            one = replace(one, subject="")
        found.append(one)
    return found


def gives_opinion(text: str, attribution: Attribution, language: Language) -> bool:
    """Return whether somebody says a sentence rather than is its source: it is quoted or has a telling verb."""
    if not attribution.speaker or attribution.stance:
        return False
    if language.pattern("sections.reports_of_fact").search(attribution.rule):
        return bool(_QUOTATION.search(text))
    return True


def _name_side(side: str, members: Collection[str], alone: Collection[str], language: Language) -> str:
    """Return by which name a side is printed: the country's, body's or person's own; empty if it has none.

    A number, a noun, a people, a religion or a torso of a name is none by which a reader could find somebody again.
    """
    if side[0] == COUNTRY:
        return side.removeprefix(COUNTRY)
    words, head = _load_words(language), side.rpartition(" ")[2]
    no_names = language.words("printing.indefinite") | language.words("grammar.clause_openers")
    no_names |= number_words(language).keys()
    if not no_names.isdisjoint((side.lower(), side.partition(" ")[0].lower())):
        return ""
    if side[0].isupper():
        is_people = fold(side.removesuffix("s")) in all_peoples(language)
        is_torso = head[0].islower() and head not in words.bodies
        return "" if is_people or is_torso or (" " not in side and side not in alone) else side
    if head not in words.bodies:
        return ""
    if side in language.words("printing.bodies") and side in members:
        return side[0].upper() + side[1:]
    # "The shippers' council": more than its kind, or one of which there is one only.
    told = [name for name in members if name.partition(" ")[0].lower() in language.words("grammar.definite_articles")]
    is_known = " " in side or side in language.words("parties.alone")
    named = [name for name in told if fold(_drop_determiner(name, language)) == side] if is_known else []
    return min(named)[0].upper() + min(named)[1:] if named else ""
