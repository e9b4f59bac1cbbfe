"""Today's clusters + what earlier editions told → what is new, what is known, and what of it has changed.

A cluster is known by the rules by which sentences are clustered: in one space of vectors, above a threshold that is
somewhat higher, never across a contradiction: rather twice than never. What is known is printed again only for
what an article not read before adds to it: another figure, or another outlet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.assembling import find_carriers
from summarizer.memory import Memory, mark
from summarizer.model import Actor, Carried
from summarizer.scene import Scene
from summarizer.updating.changing import Change, find_change
from summarizer.updating.space import lay_out, meet, tells_the_same

__all__ = ["News", "find_news"]

#: How much more alike than two sentences of one edition something must be to an earlier edition's, to be left out.
SURER = 1.3


@dataclass(frozen=True, slots=True)
class News:
    """What today's clusters are to a reader of earlier editions, by their numbers.

    ``known`` says of those that are not printed why; ``updates`` of those that are printed again what changed,
    and ``leads`` which row tells it. Of these, the ``retold`` have only another outlet.
    """

    known: Mapping[int, str] = field(default_factory=dict)
    updates: Mapping[int, str] = field(default_factory=dict)
    leads: Mapping[int, int] = field(default_factory=dict)
    retold: frozenset[int] = frozenset()


def find_news(
    scene: Scene, memory: Memory, actors: Sequence[Actor], threshold: float, similarity: str = "tf-idf"
) -> News:
    """Say of each cluster whether earlier editions told it, and what is new about it.

    Args:
        scene: of today's articles.
        memory: of earlier editions of this briefing; the order of its lines does not matter.
        actors: the plan's, by whom speakers are known.
        threshold: and ``similarity``: those by which the scene was clustered.
    """
    sure = threshold * SURER
    space = lay_out(scene, memory, actors, sure, similarity)
    known: dict[int, str] = {}
    changes: dict[int, Change] = {}
    met = meet(space, scene, threshold)
    for number, rows in enumerate(scene.clustering.clusters):
        carried = [(row, one) for row in rows for one in find_carriers(scene, row)]
        fresh = [(row, one) for row, one in carried if _mark(scene, one) not in memory.read]
        pairs = met.get(number, {})
        same = [line for line in sorted(pairs) if tells_the_same(space, rows, line, pairs[line], sure)]
        change = find_change(space, scene, number, fresh, same, pairs)
        if change:
            changes[number] = change
        elif same:
            known[number] = f"printed in the edition of {max(space.lines[line].date for line in same)}"
        elif not fresh:
            first = min(memory.read[_mark(scene, one)] for _, one in carried)
            known[number] = f"read for the edition of {first}, which left it out"
    return News(
        known,
        updates={number: change.text for number, change in changes.items()},
        leads={number: change.row for number, change in changes.items()},
        retold=frozenset(number for number, change in changes.items() if change.outlets_only),
    )


def _mark(scene: Scene, one: Carried) -> str:
    return mark(scene.articles[one.article], one.text)
