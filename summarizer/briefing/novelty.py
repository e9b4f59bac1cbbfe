"""What a cluster adds to what earlier editions told of it: another figure, a first one, another outlet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.analysis.claims import Facts, find_conflict
from summarizer.analysis.quantities import COUNTS, Figure
from summarizer.briefing.assembly import find_carriers
from summarizer.briefing.edition_space import ABOUT_THE_SAME, Pair, Space, lay_out, meet, tells_the_same
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.dedupe.contradictions import build_veto
from summarizer.dedupe.reported_facts import mark
from summarizer.model import Actor, Memory, SupportingSentence

#: Below this a number that another sentence does not have ("the two ministers") is no news.
_LEAST_COUNT = 10
#: From this cosine on of their plain words two sentences say the same of different figures.
_MOST_WORDS = 0.7
#: A length of time or an age is seldom what became known since.
_NO_NEWS = ("minutes", "days", "months", "age")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since earlier editions, and the row that tells it; perhaps nothing but another outlet."""

    text: str
    row: int
    outlets_only: bool


def find_change(
    space: Space,
    scene: StoryAnalysis,
    number: int,
    fresh: Sequence[tuple[int, SupportingSentence]],
    same: Sequence[int],
    pairs: Mapping[int, Sequence[Pair]],
) -> Change | None:
    """Say what is new about a known thing, if anything is.

    ``fresh`` are the cluster's sentences that no earlier edition read, ``same`` the lines that told the same,
    ``pairs`` all lines that are like it.
    """
    rows = [row for row, _ in fresh]
    told = [figure for line in same for place in space.sayings[line] for figure in space.facts[place].figures]
    changed = _find_other_figure(space, scene, rows, told, pairs)
    if not changed and same:
        changed = _find_first_figure(space, rows, told, max(space.lines[line].date for line in same))
    outlets = _find_new_outlets(space, scene, fresh, same) if same else ()
    if not (changed or outlets):
        return None
    texts = [changed[0]] if changed else []
    texts += [f"now also {_list(outlets)}"] if outlets else []
    dates = [space.lines[line].date for line in same] + ([changed[2]] if changed else [])
    lead = changed[1] if changed else _find_lead(scene, number, [row for row, one in fresh if one.outlet in outlets])
    return Change(f"since {max(dates)}: {'; '.join(texts)}", lead, not changed)


def _find_other_figure(
    space: Space, scene: StoryAnalysis, rows: Sequence[int], told: Sequence[Figure], pairs: Mapping[int, Sequence[Pair]]
) -> tuple[str, int, str] | None:
    """Find the one figure in which a row differs from what the last edition that told of it said."""
    found = []
    for line, close in pairs.items():
        for row, other, likeness in close:
            published = space.published(line, other)
            if row not in rows or not _is_later(scene, row, published):
                continue
            if likeness < ABOUT_THE_SAME and not _shares_words(space, row, other):
                continue
            figures = _find_difference(space, row, other, likeness)
            if figures and not any(_agree(figures[1], figure) for figure in told):
                before, now = map(_write, figures)
                found.append((space.lines[line].date, published, likeness, -row, f"{before} → {now}"))
    if not found:
        return None
    date, _, _, row, text = max(found)
    return text, -row, date


def _shares_words(space: Space, row: int, other: int) -> bool:
    """Tell whether two sentences have most words in common, figures aside: in a small story those weigh much."""
    one, two = (
        {token for token in space.tokens[place] if not any(letter.isdigit() for letter in token)}
        for place in (row, other)
    )
    return len(one & two) >= _MOST_WORDS * math.sqrt(len(one) * len(two)) > 0


def _is_later(scene: StoryAnalysis, row: int, day: str) -> bool:
    """Tell whether a row's article appeared no earlier than a day; unknown dates count as if."""
    published = scene.articles[scene.sentence(row).article].published[:10]
    return not (day and published) or published >= day


def _find_difference(space: Space, row: int, other: int, likeness: float) -> tuple[Figure, Figure] | None:
    """Give the figures in which two sentences differ that else say the same: one of its kind in each."""
    now, before = space.facts[row], space.facts[other]
    for kind in sorted({figure.kind for figure in now.figures}):
        mine, theirs = ([figure for figure in facts.figures if figure.kind == kind] for facts in (now, before))
        if kind == "age" or len(mine) != 1 or len(theirs) != 1 or _agree(mine[0], theirs[0]):
            continue
        rest = [
            replace(facts, figures=tuple(figure for figure in facts.figures if figure.kind != kind))
            for facts in (now, before)
        ]
        both = (row, other)
        veto = build_veto(
            [space.sentences[one] for one in both], [space.voices[one] for one in both], rest,
            [space.tokens[one] for one in both], language=space.language,
        )  # fmt: skip
        # The figure itself made them less alike: what else differs counts as if they were of the same words.
        return None if veto(0, 1, likeness) or veto(0, 1, 1.0) else (theirs[0], mine[0])
    return None


def _find_first_figure(
    space: Space, rows: Sequence[int], told: Sequence[Figure], date: str
) -> tuple[str, int, str] | None:
    """Find a figure where earlier editions had none of its kind."""
    kinds = {figure.kind for figure in told}
    for row in rows:
        for figure in space.facts[row].figures:
            if figure.kind in kinds or figure.kind in _NO_NEWS:
                continue
            if figure.kind not in COUNTS or figure.value >= _LEAST_COUNT:
                return f"now with a figure: {_write(figure)}", row, date
    return None


def _agree(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and not find_conflict(Facts(figures=(one,)), Facts(figures=(other,)))


def _find_new_outlets(
    space: Space, scene: StoryAnalysis, fresh: Sequence[tuple[int, SupportingSentence]], same: Sequence[int]
) -> tuple[str, ...]:
    """Give the outlets that no earlier edition named for a thing; one that nobody knows is no news."""
    named = {saying.outlet.casefold() for line in same for saying in space.lines[line].sayings}
    outlets = dict.fromkeys(one.outlet for _, one in fresh if scene.articles[one.article].outlet_from != "unknown")
    return tuple(outlet for outlet in outlets if outlet.casefold() not in named)


def _find_lead(scene: StoryAnalysis, number: int, rows: Sequence[int]) -> int:
    """Choose who tells of a new outlet: one of its own sentences, if it stands alone."""
    representative = scene.representatives[number]
    if representative in rows:
        return representative
    alone = [row for row in rows if not scene.find_weakness(row)]
    return min(alone, key=lambda row: (-scene.weight(row), row), default=representative)


def _list(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _write(figure: Figure) -> str:
    """Write a figure with its unit, as a reader knows it.

    >>> _write(Figure("rest", 1400.0)), _write(Figure("euro", 15e9, "about")), _write(Figure("percent", 2.5))
    ('1,400', 'about 15 billion euros', '2.5%')
    """
    bound = {"least": "over ", "most": "up to ", "about": "about "}.get(figure.bound, "")
    scale, word = next(((s, w) for s, w in ((1e9, " billion"), (1e6, " million")) if figure.value >= s), (1.0, ""))
    number = f"{round(figure.value / scale, 2):,.10g}{word}"
    if figure.kind == "percent":
        return f"{bound}{number}%"
    if figure.kind in (*COUNTS, *_NO_NEWS):
        return f"{bound}{number}" if figure.kind in COUNTS else f"{bound}{number} {figure.kind}"
    return f"{bound}{number} {figure.kind}{'' if figure.kind in ('yen', 'hryvnia') else 's'}"


# Today's clusters + what earlier editions told → what is new, what is known, and what of it has changed.
#
# A cluster is known by the rules by which sentences are clustered: in one space of vectors, above a threshold that is
# somewhat higher, never across a contradiction: rather twice than never. What is known is printed again only for
# what an article not read before adds to it: another figure, or another outlet.


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


def find_news(scene: StoryAnalysis, memory: Memory, actors: Sequence[Actor], threshold: float) -> News:
    """Say of each cluster whether earlier editions told it, and what is new about it.

    Args:
        scene: of today's articles.
        memory: of earlier editions of this briefing; the order of its lines does not matter.
        actors: the plan's, by whom speakers are known.
        threshold: by which the scene was clustered.
    """
    sure = threshold * SURER
    space = lay_out(scene, memory, actors, sure)
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


def _mark(scene: StoryAnalysis, one: SupportingSentence) -> str:
    return mark(scene.articles[one.article], one.text)
