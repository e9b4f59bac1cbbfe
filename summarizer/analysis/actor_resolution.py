"""Whom a phrase means: which of a plan's actors, by its aliases, people, titles and offices, and how to show him."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, pairwise

from summarizer.analysis.names import Names, load_countries
from summarizer.analysis.office_words import COUNTRY, OfficeWords, find_country, load_words
from summarizer.analysis.phrases import find_phrases, is_name
from summarizer.analysis.tagged_words import Phrase, Token, token_at
from summarizer.lang.language import Language
from summarizer.model import Actor
from summarizer.text.tokens import cut_ending, drop_owning, fold, letters, stemmer

_OF_ROLES = frozenset({"roles", "modifiers"})
_NOUNS = frozenset({"titles", "modifiers"})
_VERBS = frozenset({"auxiliaries", "befalls", "past_participles", "saying", "stances"})  # names, not language
_NOT_OF_STATE = frozenset({"private", "local"})
_NAME = 2  # words of a full name
#: Of an actor called «Nord» each outlet has the marks that it likes.
_NO_MARKS = dict.fromkeys(map(ord, '«»„“”"'))
_BESIDE_NAMES = frozenset({"titles", "peoples", "states"})


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a phrase means: the name or words to show, and the actor's id. ``named`` tells a name from a role,
    ``joint`` several from one."""

    shown: str = ""
    actor: str = ""
    named: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor, folded; ``shown`` is a person's full name, or empty where the article's words are shown.

    ``is_place`` tells countries, capitals and peoples from bodies and persons: not everybody there speaks for them.
    """

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    actor: str
    shown: str
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a plan as a story names them.

    ``by_last`` holds their aliases by the last word, ``heads`` the keys of last words that are no names ("pilots"),
    ``countries`` and parties by their keys those that are actors, in the ``words`` of the story's language.
    """

    names: Names
    words: OfficeWords
    by_last: Mapping[str, Sequence[Alias]]
    heads: frozenset[str]
    countries: Mapping[str, str]
    stem: Callable[[str], str]

    def list_heads(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Return those of the words that are a plan's own for who speaks, in any of their forms."""
        return frozenset(token.lower for token in tokens if self.heads and _key(token.key, self.names) in self.heads)

    def names_actor(self, text: str) -> bool:
        """Return whether a text is a name of an actor, and nothing else."""
        keys = tuple(_key(word, self.names) for word in text.split())
        return bool(keys) and any(alias.words == keys for alias in self.by_last.get(keys[-1], ()))


@lru_cache(maxsize=8)
def build_cast(actors: tuple[Actor, ...], names: Names, language: Language) -> Cast:
    """Lay out the actors' aliases for looking up. A spokesperson is also known by the surname.

    An actor that has a country's name is also known by what else stands for the country and is nobody else's.
    """
    by_last: defaultdict[str, list[Alias]] = defaultdict(list)
    for alias in _list_aliases(actors, names, language):
        by_last[alias.words[-1]].append(alias)
    heads: set[str] = set()
    for last, aliases in by_last.items():
        aliases.sort(key=lambda alias: -len(alias.words))
        if not all(alias.capitals[-1] for alias in aliases):
            heads.add(last)
    known = language.words("roles.roles") | language.words("grammar.pronouns") | language.words("grammar.determiners")
    return Cast(
        names,
        load_words(language),
        by_last,
        frozenset(heads - known),
        _list_countries(actors, language),
        stemmer(language.code),
    )


def _list_aliases(actors: Sequence[Actor], names: Names, language: Language) -> Iterator[Alias]:
    """Return all aliases of a plan's actors, those that it gives first."""
    listed: list[tuple[Actor, str, str]] = []
    further: list[tuple[Actor, str]] = []
    for actor in actors:
        listed += [(actor, *name) for name in _list_names(actor, names, language)]
        further += [(actor, name) for name in _list_country_names(actor, language)]
    taken = {text.casefold() for _, text, _ in listed}
    owners = Counter(name for _, name in further)
    listed += [(actor, name, "") for actor, name in further if owners[name] == 1 and name.casefold() not in taken]
    places = load_countries(language).places | {fold(name) for name in owners if name[0].islower()}
    for actor, text, shown in listed:
        words = text.translate(_NO_MARKS).split()
        keys = tuple(_key(word, names) for word in words)
        capitals = tuple(word[0].isupper() for word in words)
        yield Alias(keys, capitals, actor.id, shown, fold(text.rstrip(".")) in places)


def may_be_named(actor: Actor, text: str, languages: Iterable[Language]) -> bool:
    """Return whether any name of an actor may stand in a text of folded ``letters``: a word of it that has a capital.

    >>> dahl = Actor("dahl", "Ines Dahl", ("the Norland chair",))
    >>> [may_be_named(dahl, text, [english]) for text in ("msdahlspoke", "norlandiscold", "itrained")]
    [True, True, False]
    """
    names = [actor.name, *actor.aliases, *actor.spokespeople]
    for language in languages:
        names += _list_country_names(actor, language)
    capitals = {letters(fold(word)) for name in names for word in name.split() if word[0].isupper()}
    return not capitals or any(word in text for word in capitals)


def _list_countries(actors: Sequence[Actor], language: Language) -> Mapping[str, str]:
    """Return the actors that are countries or parties by their keys; what two actors are is neither's."""
    countries = load_countries(language)
    capitals = countries.places - countries.by_name.keys()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            bare = _drop_article(name, language)
            # Beside "the Libyan suspects" the Libyans are not one actor's.
            form = bare.partition(" ")[0] if bare.rpartition(" ")[2].islower() else bare
            if fold(bare.rstrip(".")) not in capitals:
                found[find_country(form, load_words(language))].add(actor.id)
    return {key: min(ids) for key, ids in found.items() if key and len(ids) == 1}


def _list_names(actor: Actor, names: Names, language: Language) -> Iterator[tuple[str, str]]:
    """Return the names of an actor, each with what is shown for it: nothing for the article's own words."""
    surname = _key(actor.name.split()[-1], names)
    known = [(alias, actor.name if _key(alias.split()[-1], names) == surname else "") for alias in actor.aliases]
    known.append((actor.name, actor.name))
    for spokesperson in actor.spokespeople:
        known.append((spokesperson, spokesperson))
        if spokesperson.istitle():
            known.append((spokesperson.split()[-1], spokesperson))
    for text, shown in known:
        yield text, shown
        bare = _drop_article(text, language)
        if bare[:1].isupper():  # "A Cabinet statement" is the Cabinet's too
            yield bare, shown


@lru_cache(maxsize=200)
def _list_country_names(actor: Actor, language: Language) -> list[str]:
    """Return what stands for the countries whose names an actor has: other names, capitals, seats and "the Poles".

    Worth 6 to 8 points of the sentences of sample and seeds put right by a plan that names countries only.
    """
    article, plural = language.text("countries.article"), "".join(language.phrases("grammar.plural_endings")[:1])
    found: dict[str, None] = {}
    for name in (actor.name, *actor.aliases):
        country = load_countries(language).by_name.get(fold(_drop_article(name, language).rstrip(".")))
        if country:
            found |= dict.fromkeys((*country.names, *country.capital, *country.seats))
            for word in country.people:
                # "the French", "the Poles"
                ending = "" if language.pattern("countries.collective").search(word) else plural
                found[f"{article} {word}{ending}"] = None
    return list(found)


def _drop_article(text: str, language: Language) -> str:
    """Return an alias without the article before it."""
    first, _, rest = text.partition(" ")
    return rest if first in language.words("grammar.articles") else text


@lru_cache(maxsize=2_000)
def _key(word: str, names: Names) -> str:
    """Return what the spellings of a word have in common."""
    return cut_ending(names.unify(fold(word.rstrip("."))), names.endings)


def resolve_phrase(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Person:
    """Return whom a phrase means.

    An alias at its end decides ("German Chancellor Olaf Scholz"); else a name is shown and belongs to
    the actor whose alias stands before its role ("Kremlin spokesman Dmitry Peskov"); a role alone
    belongs to the actor named in or behind it ("a spokesman for the union"). A thing that has an
    actor's name ("the Dahl Bridge") is not the actor.
    """
    last = _find_ending_alias(tokens, phrase.start, phrase.inner, cast)
    if last and last.is_place and _is_elsewhere(tokens, phrase, last, cast):
        if len(phrase.name.split()) <= len(last.words):
            return Person(write_as_it_stands(tokens, phrase.start, phrase.inner))
    elif last:
        shown = last.shown or write_as_it_stands(tokens, phrase.start, phrase.inner)
        return Person(shown, last.actor, named=bool(phrase.name))
    return _resolve_name(tokens, phrase, cast) if phrase.name else _resolve_role(tokens, phrase, cast)


def _resolve_role(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Person:
    """Return whom a phrase means that has no name: he speaks for whom he is named with, unless he is against that or
    only there."""
    only = tokens[phrase.start].text
    if only[0].isupper() and phrase.end == phrase.start + 1 and cast.names.full_name(only) != only:
        # "Richter" or "Warden", where Ina Richter and John Warden are known.
        return Person(cast.names.full_name(only), named=True)
    end = phrase.inner if tokens[phrase.end - 1].owns else phrase.end
    shown = write_as_it_stands(tokens, phrase.start, end)
    is_joint = any("coordinators" in token.tags for token in tokens[phrase.start : phrase.inner])
    if is_joint or "against" in phrase.tags:
        return Person(shown)
    is_there = "abroad" in phrase.tags and "abroad_prepositions" in token_at(tokens, phrase.inner).tags
    end = phrase.inner if is_there else phrase.end
    return Person(shown, _find_owner(tokens, phrase.start, end, cast, "state" in phrase.tags))


def _is_elsewhere(tokens: Sequence[Token], phrase: Phrase, place: Alias, cast: Cast) -> bool:
    """Return whether a phrase that ends with the name of a place means another one, a person of that name or a thing.

    "Washington state", "South Sudan", "Paul Jordan", "a Paris shop": worth 2 points of the sentences of made stories,
    and 0.2 of the labelled ones'.
    """
    first, behind = tokens[phrase.start].tags, token_at(tokens, phrase.inner)
    if "local" in behind.tags or ("determiners" in first and "definite_articles" not in first):
        return True
    # Whose or where a thing is: "the French economy", "Paris shops have".
    if behind.text[:1].islower() and behind.tags <= _NOUNS:
        if "determiners" in first or token_at(tokens, phrase.inner + 1).tags & _VERBS:
            return True
    start = phrase.inner - len(place.words)
    if any(token.is_capital and "determiners" not in token.tags for token in tokens[phrase.start : start]):
        return True
    return "also_people" in tokens[start].tags and " " in cast.names.full_name(tokens[start].text)


def write_as_it_stands(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return a phrase in the article's words, what only opens a sentence in small letters: "the ministry", "police"."""
    words = [token.text for token in tokens[start : end - 1]] + [drop_owning(tokens[end - 1].text)]
    tags = tokens[start].tags
    opens = start == 0 and words[0].istitle() and tags & {"roles", "shares"} and "capital_nouns" not in tags
    # "Police in Arle", but "President Lind and Mayor Moe".
    is_of_name = len(words) > 1 and words[1][:1].isupper()
    if (opens and not is_of_name) or tags & {"determiners", "pronouns"}:
        words[0] = words[0].lower()
    # "l'armée": some words are written as one.
    joined = [after.start == before.end for before, after in pairwise(tokens[start:end])]
    return "".join(word + " " * (not one) for word, one in zip(words, [*joined, True], strict=True))


def _resolve_name(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Person:
    """Return whom a phrase means that ends with a name and with no alias."""
    whole = tokens[phrase.name_start : phrase.inner]
    if all("peoples" in token.tags for token in whole):  # "a young Palestinian" is no name
        return Person()
    name = _write_name(whole, cast)
    keys = tuple(_key(word, cast.names) for word in name.split())
    for alias in cast.by_last.get(keys[-1], ()):
        if alias.words == keys and not alias.is_place:
            return Person(alias.shown or name, alias.actor, named=True)
    return Person(name, _find_owner_of_named(tokens, phrase, cast), named=True)


def _write_name(whole: Sequence[Token], cast: Cast) -> str:
    """Return a name as it is shown, in full and without titles: but "the US Geological Survey", "South Sudan"."""
    written = " ".join(token.text for token in whole)
    if drop_owning(whole[-1].text) in cast.words.body_names or fold(written) in cast.words.countries:
        return cast.names.full_name(drop_owning(written))
    # Nothing before a title counts ("US First Lady X"), nor do peoples.
    for at in range(len(whole) - 1, 0, -1):
        if "titles" in whole[at].tags and len(whole) - at > _NAME:
            whole = whole[at + 1 :]
            break
    named = [token for token in whole if not token.tags & _BESIDE_NAMES] or whole
    return cast.names.full_name(drop_owning(" ".join(token.text for token in named)))


def _find_owner_of_named(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> str:
    """Return for which actor who is named speaks: whose alias stands before the role, or begins a body's name."""
    first = phrase.name_start
    if any("roles" in token.tags for token in tokens[phrase.start : first]):
        # "Президент Украины Иван Дал"
        role = first - 1
        while role > phrase.start and "places" in tokens[role].tags:
            role -= 1
        return _find_owner(tokens, phrase.start, first, cast, "state" in tokens[role].tags)
    if phrase.inner - first > 1 and "state" in phrase.tags:  # "the U.S. Treasury"
        return _find_owner(tokens, phrase.start, phrase.inner - 1, cast, is_state=True)
    return ""


def _find_owner(tokens: Sequence[Token], start: int, end: int, cast: Cast, is_state: bool) -> str:
    """Return the actor of the last alias inside a phrase that is not followed by another's name.

    For a place only those speak who are in its service: "Norway's envoy", and no "Oslo baker" or "woman in Norway".
    """
    for stop in range(end, start, -1):
        found = _find_ending_alias(tokens, start, stop, cast)
        if found and found.is_place:
            others = [*tokens[start : stop - len(found.words)], *tokens[stop:end]]
            return found.actor if is_state and not any(token.tags & _NOT_OF_STATE for token in others) else ""
        if found:
            return found.actor
        if not tokens[stop - 1].tags & _OF_ROLES:
            break
    return find_people(tokens[start:end], cast)


def find_people(tokens: Sequence[Token], cast: Cast) -> str:
    """Return the actor for whose people somebody speaks: "two Norwegian officials", and no "Norwegian baker"."""
    tags = set().union(*(token.tags for token in tokens))
    if "against" in tags:
        return ""
    names = [token for token in tokens if "determiners" not in token.tags]
    if cast.words.inflected and {"state", "peoples"} <= tags:  # "der französische Präsident"
        people = next((token.key for token in names if "peoples" in token.tags), "")
        return cast.countries.get(COUNTRY + cast.words.people_stems.get(cast.stem(people), ""), "")
    named = " ".join(token.text for token in dropwhile(lambda token: not token.is_capital, names))
    country = find_country(named, cast.words)
    if "state" not in tokens[-1].tags and country[1:] not in cast.words.parties.values():
        return ""
    return cast.countries.get(country, "")


def _find_ending_alias(tokens: Sequence[Token], start: int, end: int, cast: Cast) -> Alias | None:
    """Return the alias with which a phrase ends; what is a capital in the alias is one in the phrase too."""
    names = cast.names
    for alias in cast.by_last.get(_key(tokens[end - 1].key, names), ()):
        run = tokens[max(start, end - len(alias.words)) : end]
        words = tuple(_key(token.key, names) for token in run)
        if words != alias.words:
            continue
        if all(token.is_capital >= capital for token, capital in zip(run, alias.capitals, strict=True)):
            return alias
    return None


# Titles that stand for a person or body named before: "President Dahl … the president said".


def learn_titles(
    tokens: Sequence[Token], phrases: Sequence[Phrase], persons: Mapping[int, Person], cast: Cast
) -> dict[str, Person]:
    """Return whose titles a sentence tells: before a name, or beside it between commas.

    Each title is also known by its ends: "the Norland prime minister" is "prime minister" and "minister".
    """
    learnt: dict[str, Person] = {}
    for at, phrase in enumerate(phrases):
        person = persons[phrase.start]
        if phrase.name and person.named and not phrase.owns:
            for title in _find_titles(tokens, phrases, at):
                learnt |= dict.fromkeys(_list_short_titles(title, cast), person)
    for phrase in phrases:
        # Somebody is meant by his last word alone: in a role he speaks for an actor ("Norland officials … the
        # officials"). "The Harbour Board" is a body's name, "the board" is not.
        is_known = "roles" in phrase.tags and persons[phrase.start].actor != ""
        if not is_known and "bodies" in phrase.tags:
            is_known = any(is_name(tokens, at) for at in range(phrase.start, phrase.inner - 1))
        if is_known and not phrase.owns:
            learnt[phrase.head] = persons[phrase.start]
        owner = tokens[phrase.inner + 1 : phrase.end]
        if owner:  # "supporters of President Dahl"
            inner = find_phrases(owner)
            learnt |= learn_titles(owner, inner, {one.start: resolve_phrase(owner, one, cast) for one in inner}, cast)
    return learnt


def _list_short_titles(title: tuple[str, ...], cast: Cast) -> list[str]:
    """Return the ends of a title, and where roles are joined to others their own: "Verkehrsministerin … Ministerin"."""
    ends = [" ".join(title[start:]) for start in range(len(title))]
    if title and cast.words.inflected:
        ends += [role for role in map(fold, cast.words.roles) if title[-1].endswith(role)]
    return ends


def find_title(tokens: Sequence[Token], phrase: Phrase, titles: Mapping[str, Person]) -> Person:
    """Return whom "the president" means; nobody where the title was not told with a name.

    "The ministry's spokesman" speaks for the side for which "the ministry" did.
    """
    inside = tokens[phrase.start + 1 : phrase.inner]
    owner = titles.get("".join([token.key for token in inside if token.owns][-1:]), Person())
    if owner.actor and "state" in phrase.tags:
        return Person(write_as_it_stands(tokens, phrase.start, phrase.inner), owner.actor)
    person = titles.get(" ".join(token.key for token in inside if not token.owns), Person())
    for token in inside:
        # "The cooks' union" is not the Bakers' Union, "the ministry's spokesman" not he of the union; but "the city's
        # mayor" is who was called the mayor.
        tells_whose = token.is_capital or "roles" in token.tags or "bodies" in phrase.tags
        if token.owns and tells_whose and token.key not in fold(person.shown):
            return Person()
    return person


def _find_titles(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> list[tuple[str, ...]]:
    """Return the titles before a name, and beside it ("Ana Dahl, the premier") unless two are named in a row."""
    phrase = phrases[at]
    titles = [_read_title(tokens, phrase.start, phrase.name_start)]
    if phrase.governed and " " not in phrase.name:  # "in Arden, the mayor"
        return titles
    if at > 0 and _are_beside(tokens, phrases[at - 1], phrase):
        titles.append(_read_apposition(tokens, phrases[at - 1]))
    # "In the capital, Arden, the mayor"
    is_apposition = token_at(tokens, phrase.start - 1).text == ","
    if at + 1 < len(phrases) and _are_beside(tokens, phrase, phrases[at + 1]) and not is_apposition:
        acts = token_at(tokens, phrases[at + 1].end).tags & _VERBS  # "In Arden, the cabinet had met"
        titles.append(() if acts else _read_apposition(tokens, phrases[at + 1]))
    return titles


def _are_beside(tokens: Sequence[Token], first: Phrase, second: Phrase) -> bool:
    """Return whether nothing but a comma parts two phrases."""
    return second.start == first.end + 1 and tokens[first.end].text == ","


def _read_apposition(tokens: Sequence[Token], phrase: Phrase) -> tuple[str, ...]:
    """Return the title that a phrase beside a name is, if it has an article and no name of its own."""
    if phrase.name or "articles" not in tokens[phrase.start].tags:
        return ()
    return _read_title(tokens, phrase.start, phrase.inner)


def _read_title(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    """Return the words of a title in small letters; none where its last word is no role, or one against somebody."""
    while start < end and "determiners" in tokens[start].tags:
        start += 1
    last = tokens[end - 1].tags
    if start == end or "roles" not in last or last & {"against", "modifiers"}:
        return ()
    return tuple(token.key for token in tokens[start:end] if not token.owns)
