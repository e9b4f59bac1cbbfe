"""The cast of a story: which phrase means which of the plan's actors, and how to show the speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from summarizer.model import Actor
from summarizer.naming import PEOPLES, TITLES, Names
from summarizer.speakers.lexicon import ABROAD, AGAINST, DETERMINERS, MODIFIERS, PRONOUNS, ROLES
from summarizer.speakers.peoples import People, find_party, find_people, find_peoples
from summarizer.speakers.phrases import Phrase, Token
from summarizer.words import fold

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
