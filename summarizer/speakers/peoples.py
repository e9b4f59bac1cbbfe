"""Whose people a word names: "Norwegian officials" speak for Norway, "a Republican senator" for the Republicans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.model import Actor
from summarizer.naming import PEOPLES
from summarizer.speakers.lexicon import AGAINST, MODIFIERS, ROLES, STATE
from summarizer.speakers.phrases import Token
from summarizer.words import fold

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

    >>> from summarizer.speakers.phrases import tokenize
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
