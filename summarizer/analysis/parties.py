"""Which speakers of a story are one party (a union, its chair and its spokesman), and by which name it is printed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from summarizer.analysis.names import load_countries
from summarizer.analysis.office_words import (
    COUNTRY,
    NOBODY,
    OWNED,
    drop_determiner,
    find_country,
    is_state_body,
    load_words,
)
from summarizer.analysis.quantities import load_number_words
from summarizer.analysis.sides import Sides, learn_sides
from summarizer.lang.language import Language
from summarizer.model import Actor, Attribution
from summarizer.text.tokens import fold

#: Whom a sentence names in so small a part of it from its start is what it begins with.
_LEADS = 3
#: Who is heard so often is a party, whoever it is; who speaks for a body need not be.
_LEAST_HEARD = 2
_QUOTATION = re.compile(r"[“\"«„]\s*(?:[\w’',;:–-]+\s+){3,}")
#: A name that stands for itself: amid a sentence, between small words or marks.
_ALONE = re.compile(
    r"(?<=[a-z,“\"] )[A-ZÀ-Þ][\w.-]*(?=['’]s? [a-z]|[,;:”\"]|\.(?:\s+[A-Z“\"]|\s*$)| (?!of )[a-z])", re.MULTILINE
)


def find_parties(
    attributions: Sequence[Attribution], texts: Sequence[str], language: Language, actors: Sequence[Actor] = ()
) -> list[Attribution]:
    """Return the attributions of a story's sentences with the actor or party for whom each speaker is heard.

    Who speaks for one of the plan's ``actors`` is heard as that; who is the subject of a sentence is told of them only.
    A party has a position: it gives its opinion, or is told to hold one. Its name stands somewhere in the ``texts`` for
    itself.

    >>> said = [
    ...     Attribution("Ida Voss", rule="Ida Voss … said", introduced=(("Ida Voss", "the union's chairwoman"),)),
    ...     Attribution("the Crane Union", rule="The Crane Union … said"),
    ...     Attribution("a boy", rule="a boy … said"),
    ... ]
    >>> texts = ["“It is too little,” said Ida Voss.", "The Crane Union said it would go on.", "It rained, a boy said."]
    >>> [one.party for one in find_parties(said, texts, english)]
    ['Crane Union', 'Crane Union', '']
    """
    sides = learn_sides(attributions, texts, language)
    attributions = _hear_actors(attributions, sides, actors, language)
    # A party is who is heard often enough and holds a position.
    members, with_position = _list_members(attributions, sides, texts, language)
    alone = frozenset(_ALONE.findall("\n".join(texts)))
    shown = {key: _name_side(key, group, alone, language) for key, group in members.items()}
    party_of: dict[str, str] = {}
    for key, group in _divide_into_parties(members, shown, sides).items():
        times = sum(members[key][name] for name in group)
        is_heard = times >= _LEAST_HEARD or not sides.spoken.isdisjoint(group) or _is_body(key, language)
        if is_heard and any(name in with_position for name in group):
            party_of |= dict.fromkeys(group, shown[key])
    names = {actor.id: actor.name for actor in actors}
    found: list[Attribution] = []
    for one in attributions:
        party = names.get(one.actor) or party_of.get(one.speaker or one.holder, "")
        found.append(replace(one, party=party) if party else one)
    return found


def _list_members(
    attributions: Sequence[Attribution], sides: Sides, texts: Sequence[str], language: Language
) -> tuple[Mapping[str, Counter[str]], set[str]]:
    """Return the speakers of each side, with how often they are heard, and who of them holds a position."""
    members: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with_position: set[str] = set()
    for one, text in zip(attributions, texts, strict=True):
        name = one.speaker or one.holder
        if not name or one.actor:
            continue
        for key in sides.follow(name):
            members[key][name] += 1
        # What who speaks for others says is their position.
        speaks_for_others = name in sides.spoken and name[0].isupper()
        if not one.speaker or speaks_for_others or gives_opinion(text, one, language):
            with_position.add(name)
    return members, with_position


def _divide_into_parties(
    members: Mapping[str, Mapping[str, int]], shown: Mapping[str, str], sides: Sides
) -> Mapping[str, Sequence[str]]:
    """Return the names that are heard under each key: the last of those for whom each speaks that has a name.

    Of "the airline" nobody may say which.
    """
    parties: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(name for group in members.values() for name in group):
        keys = list(sides.follow(name))
        if keys[-1] == NOBODY:
            continue
        named = [key for key in keys if shown[key]]
        if named:
            parties[named[-1]].append(name)
    return parties


def _hear_actors(
    attributions: Sequence[Attribution], sides: Sides, actors: Sequence[Actor], language: Language
) -> list[Attribution]:
    """Return the attributions with the actor of each speaker who speaks for one by what the story tells of him."""
    actors_of: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            plain = drop_determiner(name, language)
            key = find_country(plain, load_words(language)) or sides.own.get(plain, "") or plain
            actors_of[key].add(actor.id)
    ids = {actor.id for actor in actors}
    found: list[Attribution] = []
    for one in attributions:
        if not one.actor:
            one = _hear_actor(one, sides, actors_of)
        # Whoever else is the subject is of no section.
        if one.actor or one.subject not in ids:
            one = replace(one, subject="")
        found.append(one)
    return found


def _hear_actor(one: Attribution, sides: Sides, actors_of: Mapping[str, Collection[str]]) -> Attribution:
    """Return an attribution with the actor of the first whom it names who speaks for one alone."""
    for name in (one.speaker, one.holder, one.subject):
        # Of peoples and bodies the sentence itself tells enough.
        if not name[:1].isupper() or sides.own.get(name, COUNTRY)[0] == COUNTRY:
            continue
        near = next((actors_of[key] for key in sides.follow(name) if key in actors_of), ())
        if len(near) != 1:
            continue
        actor = min(near)
        if name == one.speaker:
            return replace(one, actor=actor)
        if name == one.holder and one.speaker[:1].isupper():  # what somebody else tells of him
            continue
        if name == one.holder:
            return replace(one, speaker=one.speaker or name, holder="", actor=actor, stance=True)
        return replace(one, subject=actor)
    return one


def gives_opinion(text: str, attribution: Attribution, language: Language) -> bool:
    """Return whether somebody says a sentence rather than is its source.

    It is quoted, has a telling verb, or begins with a person's name: "Ana Dahl says that …", unlike "…, Ana Dahl said".
    """
    if not attribution.speaker or attribution.stance:
        return False
    if not language.pattern("sections.reports_of_fact").search(attribution.rule):
        return True
    subject, told, _ = attribution.rule.partition(" … ")
    leads = bool(told) and _LEADS * text.find(subject) < len(text)
    # A person's name looks so: two words with capitals, and no body's.
    first, _, last = attribution.speaker.rpartition(" ")
    is_person = first[:1].isupper() and last[:1].isupper() and not _is_body(attribution.speaker, language)
    return (leads and is_person) or bool(_QUOTATION.search(text))


def _name_side(side: str, members: Collection[str], alone: Collection[str], language: Language) -> str:
    """Return by which name a side is printed: the country's, body's or person's own; empty if it has none.

    A number, a noun, a people, a religion or a torso of a name is none by which a reader could find somebody again.
    """
    if side == NOBODY:
        return ""
    if side[0] == COUNTRY:
        return side.removeprefix(COUNTRY)
    no_names = language.words("printing.indefinite") | language.words("grammar.clause_openers")
    no_names |= load_number_words(language).values.keys()
    if not no_names.isdisjoint((side.lower(), side.partition(" ")[0].lower())):
        return ""
    if side[0].isupper():
        return side if _is_whole_name(side, alone, language) else ""
    return _name_body(side, members, language)


def _name_body(kind: str, members: Collection[str], language: Language) -> str:
    """Return how a body that is called by its kind alone is printed, empty where nobody could find it again."""
    if kind.rpartition(" ")[2] not in load_words(language).bodies:
        return ""
    if is_state_body(kind, language) and kind != language.text("parties.government"):
        return ""
    if kind in language.words("printing.bodies") and kind in members:
        return kind[0].upper() + kind[1:]
    # "The shippers' council": more than its kind, or one of which there is one only.
    if " " not in kind and kind not in language.words("parties.alone"):
        return ""
    # With "the" before it, as it opens a sentence.
    articles = language.words("grammar.definite_articles")
    named = [name for name in members if fold(drop_determiner(name, language)) == kind]
    return min((name[0].upper() + name[1:] for name in named if name.split()[0].lower() in articles), default="")


def _is_whole_name(name: str, alone: Collection[str], language: Language) -> bool:
    """Return whether a name is no people's, no torso of another one, and no single word but one that stands alone."""
    is_described = "-" in name and name.rpartition("-")[2].islower()  # "Norrhaven-based tribunal"
    if is_described or fold(name.removesuffix("s")) in load_countries(language).all_peoples:
        return False
    head = name.rpartition(" ")[2]
    if head[0].islower() and (head not in language.words("parties.alone") or OWNED.match(name)):
        return False
    return " " in name or name in alone


def _is_body(key: str, language: Language) -> bool:
    """Return whether a key is a country's, or a body's by its name: "Department of Health"."""
    words = load_words(language)
    return key[0] == COUNTRY or fold(words.link.split(key)[0].rpartition(" ")[2]) in words.bodies
