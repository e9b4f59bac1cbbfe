"""Whose people a word names: "Norwegian officials" speak for Norway, "a Republican senator" for the Republicans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from summarizer.analysis.names import PEOPLES, TITLES, Names
from summarizer.analysis.phrases import (
    ABROAD,
    AGAINST,
    BETWEEN,
    BODIES,
    CLAUSES,
    DETERMINERS,
    MODIFIERS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    STATE,
    Phrase,
    Token,
    find_phrases,
    is_name,
)
from summarizer.model import Actor
from summarizer.text.tokens import fold

#: Country → its people, both folded. A plan that names the country means its officials by the people.
COUNTRIES: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split(":")
        for pair in """
        afghanistan:afghan albania:albanian algeria:algerian argentina:argentine armenia:armenian australia:australian
        austria:austrian azerbaijan:azerbaijani bangladesh:bangladeshi belarus:belarusian belgium:belgian
        bolivia:bolivian bosnia:bosnian brazil:brazilian britain:british bulgaria:bulgarian cambodia:cambodian
        canada:canadian chile:chilean china:chinese colombia:colombian congo:congolese croatia:croatian cuba:cuban
        cyprus:cypriot denmark:danish egypt:egyptian england:english estonia:estonian ethiopia:ethiopian eu:european
        finland:finnish france:french georgia:georgian germany:german ghana:ghanaian greece:greek hungary:hungarian
        iceland:icelandic india:indian indonesia:indonesian iran:iranian iraq:iraqi ireland:irish israel:israeli
        italy:italian japan:japanese jordan:jordanian kazakhstan:kazakh kenya:kenyan kosovo:kosovar kuwait:kuwaiti
        latvia:latvian lebanon:lebanese libya:libyan lithuania:lithuanian malaysia:malaysian mali:malian mexico:mexican
        moldova:moldovan mongolia:mongolian morocco:moroccan myanmar:burmese nepal:nepalese netherlands:dutch
        nicaragua:nicaraguan nigeria:nigerian norway:norwegian pakistan:pakistani peru:peruvian philippines:philippine
        poland:polish portugal:portuguese qatar:qatari romania:romanian russia:russian rwanda:rwandan scotland:scottish
        serbia:serbian singapore:singaporean slovakia:slovak slovenia:slovenian somalia:somali spain:spanish
        sudan:sudanese sweden:swedish switzerland:swiss syria:syrian taiwan:taiwanese tanzania:tanzanian thailand:thai
        tunisia:tunisian turkey:turkish uganda:ugandan ukraine:ukrainian us:american usa:american venezuela:venezuelan
        vietnam:vietnamese wales:welsh yemen:yemeni zambia:zambian zimbabwe:zimbabwean
        """.split()
    )
)
_PEOPLES = frozenset(COUNTRIES.values()) | PEOPLES
#: The members of a party, as an adjective, where it is not the singular.
_ADJECTIVES = MappingProxyType({"democrats": "democratic", "conservatives": "conservative", "tories": "tory"})


@dataclass(frozen=True, slots=True)
class People:
    """An actor's people; ``wide`` when all of them are the actor ("the Republicans"), not only who holds an office."""

    actor: str
    wide: bool


def find_peoples(actors: Iterable[Actor]) -> Mapping[str, People]:
    """Give the adjectives by which the actors' people are known; one that two actors share is nobody's."""
    found: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for actor in actors:
        for alias in (actor.name, *actor.aliases):
            words = alias.removeprefix("the ").split()
            if len(words) > 1 and fold(words[0]) in _PEOPLES and words[-1][:1].islower():  # "Norwegian officials"
                found[fold(words[0])].setdefault(actor.id, False)
            if not words[-1][:1].isupper() or (len(words) > 1 and words[0][:1].isupper()):
                continue
            plain = fold(words[-1])
            if plain in COUNTRIES:
                found[COUNTRIES[plain]].setdefault(actor.id, False)
            elif plain.endswith("s") and len(plain) > 4:
                for people in (plain.removesuffix("s"), _ADJECTIVES.get(plain)):
                    if people:
                        found[people][actor.id] = True
    return MappingProxyType(
        {people: People(*next(iter(owners.items()))) for people, owners in found.items() if len(owners) == 1}
    )


def find_people(tokens: Sequence[Token], peoples: Mapping[str, People]) -> str:
    """Give the actor for whom somebody of a people speaks; nobody where the role is against it, or a private one.

    >>> from summarizer.analysis.phrases import tokenize
    >>> peoples = find_peoples([Actor("n", "Norway"), Actor("r", "The Reds", ("Republicans",))])
    >>> [find_people(tokenize(text), peoples) for text in ("Norwegian officials", "Republican aide")]
    ['n', 'r']
    >>> [find_people(tokenize(text), peoples) for text in ("the Norwegian opposition leader", "a Norwegian baker")]
    ['', '']
    """
    at = next((at for at, token in enumerate(tokens) if token.key in peoples and token.text[0].isupper()), None)
    if at is None:
        return ""
    people, behind = peoples[tokens[at].key], tokens[at + 1 :]
    words = {token.key for token in behind}
    if not behind or words & AGAINST or not words <= ROLES | MODIFIERS:
        return ""
    return people.actor if people.wide or (behind[-1].key in STATE and not words & _PRIVATE) else ""


def find_party(token: Token, peoples: Mapping[str, People]) -> str:
    """Give the actor that is the party of "R-Texas" or "D-Mo."."""
    if not _PARTY_MARK.match(token.text):
        return ""
    party = peoples.get({"R": "republican", "D": "democrat"}[token.text[0]])
    return party.actor if party else ""


_PARTY_MARK = re.compile(r"[RD]-[A-Z]")
_PRIVATE = frozenset("opposition rebel exiled dissident separatist aid union company bank".split())


# The cast of a story: which phrase means which of the plan's actors, and how to show the speaker.


_NO_NAMES = TITLES | PEOPLES
#: Among the words for a people, those that are the country's name too.
_STATES = frozenset({"us", "u.s"})


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a phrase means: the name or words to show, and the actor's id. ``named`` tells a name from a role."""

    shown: str = ""
    actor: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    actor: str
    shown: str  # a person's full name; empty where the words of the article are to be shown


@dataclass(frozen=True, slots=True)
class Cast:
    """The aliases of all actors by their last word, the story's names, and last words that are no names ("pilots")."""

    by_last: Mapping[str, tuple[_Alias, ...]]
    names: Names
    heads: frozenset[str] = frozenset()
    peoples: Mapping[str, People] = field(default_factory=dict)


def build_cast(actors: Sequence[Actor], names: Names) -> Cast:
    """Lay out the actors' aliases for looking up. A spokesperson is also known by the surname."""
    by_last: defaultdict[str, list[_Alias]] = defaultdict(list)
    for actor in actors:
        surname = _key(actor.name.split()[-1], names)
        known = [(alias, actor.name if _key(alias.split()[-1], names) == surname else "") for alias in actor.aliases]
        known.append((actor.name, actor.name))
        for spokesperson in actor.spokespeople:
            known.append((spokesperson, spokesperson))
            if spokesperson[:1].isupper() and " " in spokesperson and spokesperson.istitle():
                known.append((spokesperson.split()[-1], spokesperson))
        # "A Cabinet statement" is the Cabinet's too.
        known += [(text[4:], shown) for text, shown in known if text.startswith("the ") and text[4:5].isupper()]
        for text, shown in known:
            alias = _alias(text, actor.id, shown, names)
            if alias.words:
                by_last[alias.words[-1]].append(alias)
    ordered = {last: tuple(sorted(found, key=lambda a: -len(a.words))) for last, found in by_last.items()}
    heads = {last for last, found in ordered.items() if any(not alias.capitals[-1] for alias in found)}
    return Cast(
        MappingProxyType(ordered), names, frozenset(heads - ROLES - PRONOUNS - DETERMINERS), find_peoples(actors)
    )


def _key(word: str, names: Names) -> str:
    return names.unify(fold(word.rstrip(".")))


def _alias(text: str, actor: str, shown: str, names: Names) -> _Alias:
    words = text.split()
    keys = tuple(_key(word, names) for word in words)
    return _Alias(keys, tuple(word[0].isupper() for word in words), actor, shown)


def resolve(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Person:
    """Say whom a phrase means.

    An alias at its end decides ("German Chancellor Olaf Scholz"); else a name is shown and belongs to
    the actor whose alias stands before its role ("Kremlin spokesman Dmitry Peskov"); a role alone
    belongs to the actor named in or behind it ("a spokesman for the union"). A thing that has an
    actor's name ("the Dahl Bridge") is not the actor.
    """
    if phrase.end == phrase.start + 1 and (party := find_party(tokens[phrase.start], cast.peoples)):
        return Person(actor=party)
    last = _ending_alias(tokens, phrase.start, phrase.inner, cast)
    if last:
        return Person(
            last.shown or _as_it_stands(tokens, phrase.start, phrase.inner), last.actor, named=bool(phrase.name)
        )
    if phrase.name:
        return _resolve_name(tokens, phrase, cast)
    abroad = phrase.head in ABROAD and phrase.inner < phrase.end and tokens[phrase.inner].lower == "in"
    owned = phrase.inner if abroad else phrase.end
    actor = "" if phrase.head in AGAINST else _owner(tokens, phrase.start, owned, cast)
    end = phrase.inner if tokens[phrase.end - 1].owns else phrase.end
    return Person(_as_it_stands(tokens, phrase.start, end), actor)


def goes_by(head: str, actor: str, cast: Cast) -> bool:
    """Tell whether an actor has an alias that ends with a word: "the Norland government" with "government"."""
    return any(alias.actor == actor for alias in cast.by_last.get(head, ()))


def _as_it_stands(tokens: Sequence[Token], start: int, end: int) -> str:
    """Give a phrase in the article's words, what only opens a sentence in small letters: "the ministry", "police"."""
    words = [token.text for token in tokens[start:end]]
    if words[0].lower() in DETERMINERS or (start == 0 and words[0].istitle() and words[0].lower() in ROLES):
        words[0] = words[0].lower()
    return " ".join(words)


def _resolve_name(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Person:
    whole = phrase.name.split()
    if all(word.lower() in PEOPLES - _STATES for word in whole):  # "a young Palestinian" is no name
        return Person()
    words = [word for word in whole if word.lower().strip(".") not in _NO_NAMES] or whole
    name = cast.names.full_name(" ".join(words).removesuffix("'s").removesuffix("’s"))
    known = _find_name(name, cast)
    if known:
        return Person(known.shown or name, known.actor, named=True)
    before = phrase.inner - len(phrase.name.split())
    has_role = any(token.key in ROLES for token in tokens[phrase.start : before])
    actor = _owner(tokens, phrase.start, before, cast) if has_role else ""
    return Person(name, actor, named=True)


def _find_name(name: str, cast: Cast) -> _Alias | None:
    keys = tuple(_key(word, cast.names) for word in name.split())
    return next((alias for alias in cast.by_last.get(keys[-1], ()) if alias.words == keys), None)


def _owner(tokens: Sequence[Token], start: int, end: int, cast: Cast) -> str:
    """Give the actor of the last alias inside a phrase that is not followed by another's name."""
    for stop in range(end, start, -1):
        found = _ending_alias(tokens, start, stop, cast)
        if found and (stop == end or _leads_to_role(tokens, stop, end)):
            return found.actor
    return find_people(tokens[start:end], cast.peoples)


def _leads_to_role(tokens: Sequence[Token], start: int, end: int) -> bool:
    return all(token.key in ROLES or token.lower in MODIFIERS or token.text in "'’," for token in tokens[start:end])


def _ending_alias(tokens: Sequence[Token], start: int, end: int, cast: Cast) -> _Alias | None:
    for alias in cast.by_last.get(cast.names.unify(tokens[end - 1].key), ()):
        first = end - len(alias.words)
        # An alias with its article ("the premier") may begin where the phrase does, not before.
        if first < start:
            continue
        run = tokens[first:end]
        same = all(cast.names.unify(t.key) == word for t, word in zip(run, alias.words, strict=True))
        cased = all(not capital or t.text[0].isupper() for t, capital in zip(run, alias.capitals, strict=True))
        if same and cased:
            return alias
    return None


# Titles that stand for a person or body named before: "President Dahl … the president said".


_ARTICLES = frozenset({"the", "a", "an"})


def learn_titles(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> dict[str, Person]:
    """Learn whose titles a sentence tells: before a name, or beside it between commas.

    Each title is also known by its ends: "the Norland prime minister" is "prime minister" and "minister".
    """
    learnt: dict[str, Person] = {}
    for phrase, title in _titles(tokens, phrases):
        person = resolve(tokens, phrase, cast)
        if person.named:
            for at in range(len(title)):
                learnt[" ".join(title[at:])] = person
    for phrase in phrases:
        if not phrase.name and not phrase.owns and phrase.head in ROLES:  # "Norland officials … the officials"
            office = resolve(tokens, phrase, cast)
            learnt |= {phrase.head: office} if office.actor else {}
        if phrase.head in BODIES and _has_name_before_head(tokens, phrase):
            learnt[phrase.head] = resolve(tokens, phrase, cast)
        if phrase.inner < phrase.end:  # "supporters of President Dahl"
            owner = tokens[phrase.inner + 1 : phrase.end]
            learnt |= learn_titles(owner, find_phrases(owner), cast)
    return learnt


def _has_name_before_head(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell "the Harbour Board" from "the board"."""
    return not phrase.owns and any(is_name(tokens, at) for at in range(phrase.start, phrase.inner - 1))


def find_title(tokens: Sequence[Token], phrase: Phrase, titles: Mapping[str, Person]) -> Person:
    """Give whom "the president" means; nobody where the title was not told with a name."""
    if phrase.name or tokens[phrase.start].lower != "the":
        return Person()
    return titles.get(" ".join(_words(tokens, phrase.start + 1, phrase.inner)), Person())


def _titles(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> Iterator[tuple[Phrase, tuple[str, ...]]]:
    for at, phrase in enumerate(phrases):
        if not phrase.name or phrase.owns:
            continue
        first = phrase.inner - len(phrase.name.split())
        yield phrase, _title(tokens, phrase.start, first)
        for other in phrases[max(0, at - 1) : at + 2]:
            if other is not phrase and not other.name and _are_beside(tokens, phrase, other):
                yield phrase, _title(tokens, other.start, other.inner)


def _are_beside(tokens: Sequence[Token], phrase: Phrase, other: Phrase) -> bool:
    """Tell "Ana Dahl, the premier" and "the premier, Ana Dahl" from two who are named in a row."""
    first, second = sorted((phrase, other), key=lambda p: p.start)
    close = second.start == first.end + 1 and tokens[first.end].text == ","
    # "In Arden, the mayor"; "in the capital, Arden, the mayor": these are no mayors of that name.
    placed = phrase.governed and " " not in phrase.name
    third = first is phrase and phrase.start > 0 and tokens[phrase.start - 1].text == ","
    return close and not placed and not third and tokens[other.start].lower in _ARTICLES


def _title(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """Give the words of a title in small letters; none where its last word is no role, or one against somebody."""
    words = _words(tokens, start, end)
    while words and words[0] in DETERMINERS:
        words = words[1:]
    return words if words and words[-1] in ROLES - AGAINST - MODIFIERS else ()


def _words(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[start:end] if not token.owns)


# Which actor is the subject of a sentence in which nobody is heard: "Norway will close its ports".


_NO_VERB = PREPOSITIONS | CLAUSES | DETERMINERS | PRONOUNS
# What befalls somebody, and where he goes, is no position of his.
_BEFALLS = frozenset(
    "face faces faced facing suffer suffers suffered suffering travel travels traveled travelled traveling travelling"
    " arrive arrives arrived arriving fly flies flew left died lost was is are were has have had remains became"
    " gained stays stayed staying lives lived began born".split()
)
_BE = frozenset("was were is are been being be".split())
# What troops do is told, not said.
_ARMED = frozenset("forces troops army soldiers soldier military navy police rebels militants guerrillas".split())
_LINKS = frozenset({"and", "but", "still", "yet", "so"})


def find_subject(tokens: Sequence[Token], phrases: Sequence[Phrase], cast: Cast) -> Person:
    """Give the actor who is the subject of the main clause; nobody where another one is.

    The subject opens the sentence, or stands behind what opens it: "In spring, Norway will …".
    """
    for phrase in phrases:
        if phrase.governed or not _opens(tokens, phrase.start):
            continue
        if phrase.owns:  # "Norland's army", "Dahl's answer"
            return Person(actor=resolve(tokens, phrase, cast).actor)
        person = resolve(tokens, phrase, cast)
        acts = phrase.head not in _ARMED and _has_verb(tokens, _past_aside(tokens, phrase.end))
        return person if person.actor and acts else Person()
    return Person()


def _opens(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether nothing but an opening stands before: a link word, or words up to a comma."""
    if start == 0 or (start == 1 and tokens[0].lower in _LINKS):
        return True
    return tokens[start - 1].text == "," and (tokens[0].lower in PREPOSITIONS or tokens[0].lower in BETWEEN)


def _past_aside(tokens: Sequence[Token], at: int) -> int:
    """Give the place behind "…, the envoy, …"."""
    if at < len(tokens) and tokens[at].text == ",":
        close = next((n for n in range(at + 1, len(tokens)) if tokens[n].text == ","), None)
        return close + 1 if close else len(tokens)
    return at


def _has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb stands here by which somebody does something: no participle, no passive."""
    start = at
    while at < len(tokens) and (tokens[at].lower in BETWEEN or tokens[at].lower.endswith(("ly", "n't", "n’t"))):
        at += 1
    if at >= len(tokens) or not tokens[at].text[0].islower() or tokens[at].lower in _NO_VERB | _BEFALLS:
        return False
    be = any(token.lower in _BE for token in tokens[start:at])
    return tokens[at].lower.endswith("ing") == be  # not "members wanting to leave", "is expected"
