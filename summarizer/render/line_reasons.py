"""Why a line is on the page, and why in its section, as far as the page's record knows it: in English, to translate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from summarizer.model import BriefingSentence

#: What chose a line's section, in words.
PLACED_BY: Mapping[str, str] = MappingProxyType(
    {
        "speaker": "in this section by who speaks or acts",
        "cue": "in this section by its words",
        "feature": "in this section by its kind: news, figures, background",
        "neighbour": "in this section by what stands around it",
        "nothing": "in this section since no other claims it",
    }
)


def list_reasons(line: BriefingSentence) -> Iterator[str]:
    """Yield why a line is on the page, then why in its section; nothing of that for what an editor moved there.

    >>> list(list_reasons(BriefingSentence("It rained.", "a1", "Wire", 0, 10, 1.0, "c1", opens=True, placed_by="cue")))
    ['opens the page', 'in this section by its words']
    >>> list(list_reasons(BriefingSentence("It rained.", "a1", "Wire", 0, 10, 1.0, "c1")))
    []
    """
    if line.opens:
        yield "opens the page"
    if line.key:
        yield "a key point"
    if line.pinned:
        yield "put first by hand"
    if line.placed_by and "moved" not in line.by_hand:
        yield PLACED_BY[line.placed_by]
