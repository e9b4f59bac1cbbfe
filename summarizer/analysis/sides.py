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
from itertools import chain

from summarizer.analysis.names import reduce_name
from summarizer.analysis.office_words import (
    COUNTRY,
    NOBODY,
    OWNED,
    drop_determiner,
    find_country,
    find_opening_title,
    find_owner,
    is_joint,
    is_state_body,
    load_words,
)
from summarizer.lang.language import Language
from summarizer.model import Attribution
from summarizer.text.tokens import fold

#: A surname is his whose full name stands so many times as often as any other's: with 1, 22 of 7,510 sentences are
#: heard under another name, without the rule 13.
_MORE_USUAL = 3
#: A spokesman's minister's country: of 183 sentences 9 stand under a wrong heading with fewer links, none with more.
_MOST_LINKS = 3
#: A name that may be a part of more than so many full names is nobody's.
_MOST_ALIKE = 100
_WORD = re.compile(r"\w+")


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
    offices = _read_offices(attributions, language)
    text = "\n".join(texts)
    # "Commissioner for the Environment", unlike "the Voss government".
    things = {found[1] for found in re.finditer(rf" the (\w+)(?=[,.;]|$|{load_words(language).link.pattern})", text)}
    owners = {name: _count_owners(known, things, language) for name, known in offices.items()}
    own = _unify([*owners, *chain.from_iterable(owners.values())], texts, language)
    leads = _name_kinds(own, owners, _list_called(offices, language), language)
    leads |= _name_states(own, leads, language)
    sides = Sides(own, leads, offices, frozenset(name for name, votes in owners.items() if votes))
    of_key = _count_leads(own, owners, language)
    # Twice: "Voss's spokesman" agrees with "Norwegian spokesman" once it is known for whom Voss speaks.
    for key, votes in [*of_key.items()] * 2:
        lead = _find_lead(key, votes, sides)
        if lead:
            leads[key] = lead
    return sides


def _name_states(own: Mapping[str, str], leads: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return the country of each body of a state that is meant by its kind: whose ministry it is, is not told where
    several are heard; nor whose minister anybody is."""
    countries = {key for key in own.values() if key[0] == COUNTRY}
    if not countries:
        return {}
    country = min(countries) if len(countries) == 1 else NOBODY
    bodies = {language.text("parties.government"), *own.values()} - leads.keys()
    return {key: country for key in bodies if is_state_body(key, language)}


def _count_leads(
    own: Mapping[str, str], owners: Mapping[str, Counter[str]], language: Language
) -> Mapping[str, Counter[str]]:
    """Return how often each key is told to speak for another; for the government alone where no country is heard."""
    is_country_heard = any(key[0] == COUNTRY for key in own.values())
    of_key: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, votes in owners.items():
        for owner, count in votes.items():
            if not is_country_heard or own[owner] != language.text("parties.government"):
                of_key[own[name]][own[owner]] += count
    return of_key


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
        is_name = name[:1].isupper() and name.rpartition(" ")[2][0].isupper()
        for office in known:
            kind = fold(drop_determiner(office, language))
            role = words.link.split(kind)[0].rpartition(" ")[2]
            if kind in words.bodies:
                called[kind].add(name)
            elif is_name and role not in words.bodies:
                called[role].add(name)
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
            offices[name][find_opening_title(known, language) if is_name else known] += 1
        for introduced, office in one.introduced:
            called = offices[introduced]
            first, _, rest = office.partition(" ")
            if first not in load_words(language).its or not before.islower():
                called[office] += 1
            # "Its chairman" is that of who spoke before, unless another office tells for whom he speaks.
            elif not any(find_owner(other, language) for other in called):
                called[f"{rest} {language.phrases('parties.links')[0]} {before}"] += 1
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
    keys = set(own.values()) - {language.text("parties.government")}
    # The names of bodies of several words by their last one in small letters.
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        if " " in key and key[0] != COUNTRY:
            alike[key.lower().rpartition(" ")[2]].add(key)
    meant: dict[str, str] = {}
    for kind in sorted(filter(str.islower, keys)):
        found = {own[name] for name in called.get(kind, ())} - {kind}
        if not found and kind in load_words(language).bodies:
            found = alike[kind] - {kind}
        if len(found) == 1:
            meant[kind] = min(found)
    for votes in owners.values():
        # What one person leads is one: "the panel's chairman", who is "the commission's" too. But whoever leads the
        # government may lead a party.
        bodies = {own[owner] for owner in votes} & keys
        unknown = {key for key in bodies if key.islower() and key not in meant}
        named = {meant.get(key, key) for key in bodies if key not in unknown}
        if len(named) == 1:
            meant.update(dict.fromkeys(unknown, min(named)))
    return meant


def _unify(names: Sequence[str], texts: Sequence[str], language: Language) -> dict[str, str]:
    """Return for each name the key that stands for it: a country for what speaks for it, the full name for a surname in
    any spelling and for a part of a body's name, a body's kind in small letters."""
    plain_of: dict[str, str] = {}
    for name in names:
        plain = drop_determiner(name, language)
        plain_of[name] = plain.removeprefix(f"{find_opening_title(plain, language)} ")
    unified: dict[str, str] = {}
    known = _FullNames(_count_names(set(plain_of.values()), texts), defaultdict(set), defaultdict(set))
    for name, plain in sorted(plain_of.items(), key=lambda pair: (-pair[1].count(" "), pair[1], pair[0])):
        unified[name] = _find_plain_key(name, plain, language) or _find_full_name(plain, known, language)
    return unified


@dataclass(frozen=True, slots=True)
class _FullNames:
    """The full names that were met, by how their last word is spelled and any word (to try all that end alike would
    cost the square), those of two words by their first; and how often each name stands in the texts."""

    counts: Counter[str]
    by_words: defaultdict[tuple[str, str], set[str]]
    by_start: defaultdict[str, set[str]]


def _find_full_name(name: str, known: _FullNames, language: Language) -> str:
    """Return the full name of which a name may be a part, itself if it is none, and remember it then; a surname that
    several have is nobody's, and stands in small letters."""
    words, parts = load_words(language), name.split()
    front = words.link.split(name)[0].rpartition(" ")[2]
    last = reduce_name(name.rpartition(" ")[2], language)
    if fold(front) in words.bodies:
        # "Canada's Safety Board" and "the Safety Board of Canada" end alike.
        owned = OWNED.match(name)
        parts = owned[2].split() if owned else parts
        last = reduce_name(front, language)
    spelled = [reduce_name(part, language) for part in parts] if len(parts) > 1 else [last]
    alike = min((known.by_words[last, part] for part in spelled), key=len)
    full = _choose_full_name(name, spelled, alike, known, language)
    if len(parts) == 1:
        return full or fold(name)
    if full not in ("", name):
        return full
    for part in name.split():
        known.by_words[last, reduce_name(part, language)].add(name)
    if len(parts) == 2 and parts[1].isalpha():
        known.by_start[parts[0]].add(name)
    return name


def _find_plain_key(name: str, plain: str, language: Language) -> str:
    """Return the key of a country, of several, of a state's body or of a kind of body; empty for a name of its own.

    ``plain`` is the ``name`` without what opens it.
    """
    words = load_words(language)
    country = plain if plain[0] == COUNTRY else find_country(words.link.split(plain)[0], words)
    if country:
        return country
    if plain[0].isupper() and not is_state_body(plain, language) and not is_joint(plain, language):
        return ""
    # "A spokesman" is not the one who was named.
    is_anybodys = name.split()[0].lower() in language.words("grammar.indefinite_articles")
    return NOBODY if is_anybodys and not find_owner(name, language) else fold(plain)


def _choose_full_name(
    name: str, spelled: Sequence[str], alike: Collection[str], known: _FullNames, language: Language
) -> str:
    """Return the full name of which a name may be a part, of those that end ``alike`` or of one first name: itself
    where there is none, nothing where it may be part of several that are as usual."""
    if len(alike) > _MOST_ALIKE:
        return ""
    if len(spelled) > 1:
        longer = {one for one in alike if set(spelled) <= {reduce_name(word, language) for word in one.split()}}
    else:
        longer = {one for one in alike if not load_words(language).link.search(one)}
        if not longer and not name.isupper():
            longer = known.by_start.get(name, set())
    ranked = sorted(longer, key=lambda one: (-known.counts[one], one))
    if len(ranked) > 1 and known.counts[ranked[0]] < _MORE_USUAL * known.counts[ranked[1]]:
        return ""
    return (*ranked, name)[0]


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
