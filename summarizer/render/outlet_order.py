"""A briefing by its plan's sections → the same lines under the outlets whose sentences they are, as a press review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.model import UNKNOWN_OUTLET, Briefing, BriefingSection, BriefingSentence
from summarizer.text.agencies import find_identity
from summarizer.text.escaping import flatten

#: With what the ids of an outlet's section begin: its title is a name, and is never translated.
OUTLET = "outlet-"


def arrange_by_outlet(briefing: Briefing) -> Briefing:
    """Return a briefing that asks for it with a section for each outlet; any other as it is.

    Outlets come in the order of their tiers, and in that of each tier's list; then all others, who have most lines
    first. Each line stands once, under the outlet that published it, in the order of the page. There are no key points
    but what an editor put first.
    """
    if briefing.options.get("order") != "outlet":
        return briefing
    by_outlet: dict[str, list[BriefingSentence]] = {}
    for line in briefing.lines:
        by_hand = tuple(one for one in line.by_hand if one != "moved")
        told = replace(line, key=bool(line.pinned), party="", placed_by="", by_hand=by_hand)
        by_outlet.setdefault(line.outlet or UNKNOWN_OUTLET, []).append(told)
    tiers = read_tiers(briefing.options.get("tiers"))
    places = [(name, outlet) for name, outlets in tiers for outlet in outlets]
    listed = {find_identity(outlet): at for at, (_, outlet) in reversed([*enumerate(places)])}

    def find_rank(outlet: str) -> tuple[int, int, str]:
        return listed.get(find_identity(outlet), len(places)), -len(by_outlet[outlet]), outlet

    sections: list[BriefingSection] = []
    for number, outlet in enumerate(sorted(by_outlet, key=find_rank), 1):
        at = listed.get(find_identity(outlet))
        title = outlet if at is None else f"{places[at][0]}: {outlet}"
        sections.append(BriefingSection(f"{OUTLET}{number}", title, tuple(by_outlet[outlet])))
    return replace(briefing, sections=tuple(sections))


def read_tiers(value: object) -> list[tuple[str, Sequence[str]]]:
    """Return the tiers that a page's options name, with their outlets; what is none is left out.

    >>> read_tiers([{"name": "agencies", "outlets": ["dpa", "AFP"]}, {"name": 5}]), read_tiers("agencies")
    ([('agencies', ['dpa', 'AFP'])], [])
    """
    tiers: list[tuple[str, Sequence[str]]] = []
    for tier in value if isinstance(value, list | tuple) else ():
        name, outlets = (tier.get("name"), tier.get("outlets")) if isinstance(tier, dict) else ("", "")
        if isinstance(name, str) and isinstance(outlets, list):
            tiers.append((flatten(name), [str(outlet) for outlet in outlets]))
    return tiers
