"""Countries as news names them: the name, the people as an adjective, the seats that stand for the government."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from summarizer.analysis.actor_resolution import COUNTRIES
from summarizer.text.tokens import fold

# Countries of two words, and unions: name:adjective, blanks as "_". The first of several names is the country's key.
_LONG = """
    united_states:american united_states:u.s united_states:us u.s:american america:american
    united_states_of_america:american
    great_britain:british united_kingdom:british u.k:british uk:british saudi_arabia:saudi south_africa:south_african
    north_korea:north_korean south_korea:south_korean new_zealand:new_zealand sri_lanka:sri_lankan
    czech_republic:czech costa_rica:costa_rican el_salvador:salvadoran ivory_coast:ivorian east_timor:timorese
    sierra_leone:sierra_leonean puerto_rico:puerto_rican european_union:european soviet_union:soviet
    yugoslavia:yugoslav honduras:honduran guatemala:guatemalan panama:panamanian colombia:colombian cuba:cuban
    ecuador:ecuadorian paraguay:paraguayan uruguay:uruguayan haiti:haitian jamaica:jamaican malta:maltese
    angola:angolan uganda:ugandan mozambique:mozambican namibia:namibian burundi:burundian eritrea:eritrean
    laos:laotian bahrain:bahraini oman:omani uzbekistan:uzbek tajikistan:tajik turkmenistan:turkmen
    kyrgyzstan:kyrgyz macedonia:macedonian montenegro:montenegrin latvia:latvian vatican:vatican palestine:palestinian
    holland:dutch burma:burmese palestinian_authority:palestinian united_nations:u.n u.n:u.n un:u.n
"""
# What stands for a government when it speaks: seat:country.
_SEATS = """
    washington:united_states white_house:united_states state_department:united_states pentagon:united_states
    downing_street:britain whitehall:britain london:britain kremlin:russia moscow:russia elysee:france paris:france
    berlin:germany bonn:germany kyiv:ukraine kiev:ukraine ankara:turkey damascus:syria cairo:egypt baghdad:iraq
    jerusalem:israel tel_aviv:israel taipei:taiwan tehran:iran beijing:china tokyo:japan seoul:south_korea
    pyongyang:north_korea new_delhi:india islamabad:pakistan
    kabul:afghanistan riyadh:saudi_arabia amman:jordan beirut:lebanon madrid:spain rome:italy lisbon:portugal
    athens:greece belgrade:serbia zagreb:croatia sarajevo:bosnia budapest:hungary bucharest:romania sofia:bulgaria
    warsaw:poland prague:czech_republic vienna:austria bern:switzerland stockholm:sweden oslo:norway copenhagen:denmark
    helsinki:finland dublin:ireland the_hague:netherlands ottawa:canada mexico_city:mexico havana:cuba santiago:chile
    buenos_aires:argentina brasilia:brazil lima:peru bogota:colombia caracas:venezuela canberra:australia
    wellington:new_zealand jakarta:indonesia manila:philippines bangkok:thailand hanoi:vietnam phnom_penh:cambodia
    kuala_lumpur:malaysia pretoria:south_africa nairobi:kenya addis_ababa:ethiopia khartoum:sudan kigali:rwanda
    kinshasa:congo kampala:uganda harare:zimbabwe lagos:nigeria abuja:nigeria tripoli:libya tunis:tunisia
    algiers:algeria rabat:morocco minsk:belarus chisinau:moldova tbilisi:georgia yerevan:armenia baku:azerbaijan
    tirana:albania pristina:kosovo vilnius:lithuania riga:latvia tallinn:estonia
"""
# The program's table of peoples calls these by other names.
_SAME = MappingProxyType({"us": "united states", "usa": "united states", "eu": "european union", "england": "britain"})
_MOST_WORDS = 4


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """Give name → country, adjective → country, seat → country; all folded, words parted by blanks."""
    by_people: dict[str, str] = {}
    names: dict[str, str] = {}
    pairs = [pair.replace("_", " ").split(":") for pair in _LONG.split()]
    for name, people in [*pairs, *COUNTRIES.items()]:
        country = by_people.setdefault(people, _SAME.get(name, name))
        names[name] = country
    by_people.pop("european")  # "European officials" may be anybody's
    by_people |= {"u.s": "united states", "us": "united states", "un": "united nations"}
    seats = dict(pair.replace("_", " ").split(":") for pair in _SEATS.split())
    # "Britain" may go by the name that stands first in the table.
    seats = {seat: names.get(country, country) for seat, country in seats.items()}
    return MappingProxyType(names), MappingProxyType(by_people), MappingProxyType(seats)


def find_country(words: str) -> str:
    """Give the country of which this is the name; nothing for any other words.

    >>> find_country("Norway"), find_country("the U.S."), find_country("Norwegian")
    ('norway', 'united states', '')
    """
    return _tables()[0].get(_plain(words), "")


def find_people(words: str) -> str:
    """Give the country whose people this adjective means.

    >>> find_people("Norwegian"), find_people("Saudi"), find_people("Norway")
    ('norway', 'saudi arabia', '')
    """
    return _tables()[1].get(_plain(words), "")


def find_seat(words: str) -> str:
    """Give the country whose government sits there: "Oslo said no" is Norway's word.

    >>> find_seat("Oslo"), find_seat("the White House"), find_seat("Bergen")
    ('norway', 'united states', '')
    """
    return _tables()[2].get(_plain(words), "")


def find_runs(words: Iterable[str]) -> tuple[tuple[int, int, str, str], ...]:
    """Find countries in a run of words: where from and to, which one, and whether as ``name``, ``people`` or ``seat``.

    >>> find_runs(["the", "South", "African", "minister"])
    ((1, 3, 'south africa', 'people'),)
    """
    known = list(words)
    found: list[tuple[int, int, str, str]] = []
    at = 0
    while at < len(known):
        hit = _longest(known, at) if known[at][:1].isupper() else None
        if hit:
            found.append(hit)
        at = hit[1] if hit else at + 1
    return tuple(found)


def _longest(words: list[str], at: int) -> tuple[int, int, str, str] | None:
    for end in range(min(at + _MOST_WORDS, len(words)), at, -1):
        run = " ".join(words[at:end])
        for kind, find in (("name", find_country), ("people", find_people), ("seat", find_seat)):
            country = find(run)
            if country:
                return at, end, country, kind
    return None


def _plain(words: str) -> str:
    plain = " ".join(fold(word.rstrip(".")) for word in words.split())
    return plain.removeprefix("the ")
