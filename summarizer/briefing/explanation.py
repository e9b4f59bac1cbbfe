"""A story's scene and what became of it → why a sentence is where it is: its cluster, its rank, its near misses."""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from summarizer.briefing.assembly import find_carriers
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.dedupe.vectors import compare
from summarizer.model import Briefing, Kind, OutletFrom, SentenceOutcome, SupportingSentence
from summarizer.render.briefing_json import json_line
from summarizer.summary.selection import TOLD, Selection
from summarizer.text.escaping import flatten

#: So many sentences outside of the cluster are told.
NEAR = 3
_CLUSTER = re.compile(r"c\d+", re.IGNORECASE)
_PLACE = re.compile(r"(?P<name>.+):(?P<start>\d+)(?:[–-]\d+)?", re.DOTALL)
_QUOTES = str.maketrans("’‘“”„«»", '\'\'"""""')


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing made anew, and all that was found out on the way. Its trace has a fate for each sentence of
    the scene, in the same order."""

    scene: StoryAnalysis
    selection: Selection
    briefing: Briefing
    threshold: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, and what it says. ``item`` counts from 1 the articles of a file of several."""

    article: str
    path: str
    item: int
    outlet: str
    outlet_from: OutletFrom
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another sentence, how alike it is (from 0 to 1), and a word on that: what it is, or what kept it apart."""

    place: Place
    similarity: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found out about one sentence, and what became of it.

    ``score`` is its centrality and ``rank`` its rank by that among ``of`` sentences of news; ``weight``, with
    its own rank, counts its place in the article too. ``members`` are the sentences of its cluster, itself
    with them, and how alike they are to the representative; ``near`` those outside of the cluster that are
    most like it. ``told_by`` is the nearest printed sentence, where a sentence was passed over because it
    tells nothing new. A headline or a line of boilerplate has a ``kind_rule`` and no more.
    """

    place: Place
    kind: Kind
    kind_rule: str
    printed: bool
    why: str
    printed_as: str = ""
    section: str = ""
    section_rule: str = ""
    speaker: str = ""
    origin: str = ""
    voice_rule: str = ""
    score: float = 0.0
    rank: int = 0
    weight: float = 0.0
    weight_rank: int = 0
    of: int = 0
    cluster: str = ""
    members: tuple[Other, ...] = ()
    near: tuple[Other, ...] = ()
    told_by: Other | None = None


def find_sentences(made: Made, wanted: str) -> tuple[int, ...]:
    """Give the sentences that are meant: all of a cluster (``c12``), the one at a place (``a1:241``, or with a
    file's name for the article's), else those that hold a text, whatever its case and quotation marks."""
    tests: tuple[Callable[[Made, int, str], bool], ...] = (_is_in_cluster, _stands_at, _says)
    count = len(made.briefing.trace)
    found = (tuple(at for at in range(count) if test(made, at, wanted.strip())) for test in tests)
    return next((places for places in found if places), ())


def find_printed(made: Made) -> tuple[int, ...]:
    """Give the sentences that are printed, in the order of the briefing."""
    at = {(fate.article, fate.start, fate.end): at for at, fate in enumerate(made.briefing.trace) if fate.printed}
    lines = [line for part in made.briefing.sections for line in part.lines]
    return tuple(dict.fromkeys(at[line.article, line.start, line.end] for line in lines))


def explain(made: Made, at: int) -> Explanation:
    """Explain a sentence; ``at`` is its place among all sentences of the scene."""
    fate = made.briefing.trace[at]
    if fate.kind != "sentence":
        return Explanation(_place(made, fate), fate.kind, made.scene.sentences[at].why, False, fate.why)
    scene, row = made.scene, made.scene.row_of[at]
    number = scene.cluster_of[row]
    slot, weight = scene.slot(row), scene.weight(row)
    printed_as = scene.text(row) if fate.printed else ""
    return Explanation(
        place=_place(made, fate),
        kind=fate.kind,
        kind_rule="",
        printed=fate.printed,
        why=fate.why.removesuffix(f" [section by {slot.why}]"),
        printed_as="" if printed_as == fate.text else printed_as,
        section=slot.section,
        section_rule=slot.why,
        speaker=fate.speaker,
        origin=fate.origin,
        voice_rule=scene.voice(row).rule,
        score=scene.scores[row],
        rank=1 + sum(score > scene.scores[row] for score in scene.scores),
        weight=weight,
        weight_rank=1 + sum(scene.weight(other) > weight for other in range(len(scene.news))),
        of=len(scene.news),
        cluster=f"c{number + 1}",
        members=tuple(_members(made, number)),
        near=tuple(_near(made, row)),
        told_by=_told_by(made, row),
    )


def _is_in_cluster(made: Made, at: int, wanted: str) -> bool:
    return bool(_CLUSTER.fullmatch(wanted)) and made.briefing.trace[at].cluster == wanted.lower()


def _stands_at(made: Made, at: int, wanted: str) -> bool:
    asked = _PLACE.fullmatch(wanted)
    if not asked:
        return False
    row = made.scene.row_of.get(at)
    stands = [made.briefing.trace[at]] if row is None else find_carriers(made.scene, row)
    places = [_place(made, one) for one in stands]
    return any(asked["name"] in _names(place) and place.start <= int(asked["start"]) < place.end for place in places)


def _names(place: Place) -> set[str]:
    item = f"#{place.item}" if place.item else ""
    return {place.article, f"{place.path}{item}", f"{os.path.basename(place.path)}{item}"}


def _says(made: Made, at: int, wanted: str) -> bool:
    fate = made.briefing.trace[at]
    glossed = [made.scene.text(made.scene.row_of[at])] if fate.printed else []
    return bool(wanted) and any(_fold(wanted) in _fold(text) for text in (fate.text, *glossed))


def _fold(text: str) -> str:
    r"""Make texts comparable that differ in case, blanks and quotation marks only.

    >>> _fold("“It’s\nover”") == _fold('"IT\'S over"'), _fold("over") == _fold("ever")
    (True, False)
    """
    return " ".join(text.translate(_QUOTES).split()).casefold()


def _place(made: Made, stands: SentenceOutcome | SupportingSentence) -> Place:
    article = made.scene.articles[stands.article]
    path = article.path or article.url
    return Place(
        article.id, path, article.item, article.outlet, article.outlet_from, stands.start, stands.end, stands.text
    )


def _place_of_row(made: Made, row: int) -> Place:
    return _place(made, made.briefing.trace[made.scene.news[row]])


def _likenesses(made: Made, row: int) -> list[float]:
    """Give how alike a row is to each row, to as many places as clusters are made by."""
    return [round(float(value), 6) for value in compare(made.scene.vectors, [row])[0]]


def _members(made: Made, number: int) -> Iterator[Other]:
    """Give the sentences of a cluster, the representative first, then the likest; copies behind their original."""
    representative = made.scene.representatives[number]
    likeness = _likenesses(made, representative)
    rows = made.scene.clustering.clusters[number]
    for row in sorted(rows, key=lambda row: (row != representative, -likeness[row], row)):
        # A sentence without words that count is like nothing, itself included.
        value = 1.0 if row == representative else likeness[row]
        original, *copies = find_carriers(made.scene, row)
        yield Other(_place(made, original), value, "representative" if row == representative else "")
        for copy in copies:
            yield Other(_place(made, copy), value, f"in a copy of {original.article}")


def _near(made: Made, row: int) -> Iterator[Other]:
    likeness, cluster_of = _likenesses(made, row), made.scene.cluster_of
    outside = [other for other, value in enumerate(likeness) if value > 0 and cluster_of[other] != cluster_of[row]]
    for other in sorted(outside, key=lambda other: (-likeness[other], other))[:NEAR]:
        why = find_divide(made.scene, row, other, likeness[other], made.threshold)
        yield Other(_place_of_row(made, other), likeness[other], why)


def find_divide(scene: StoryAnalysis, row: int, other: int, likeness: float, threshold: float) -> str:
    """Say what keeps two rows out of one cluster: too little likeness, a veto, or the company that they keep.

    Two rows that are alike enough and not vetoed are apart when their clusters are: by a veto between other
    members, or because the mean is too low.
    """
    if likeness < threshold:
        return f"below the threshold {threshold:g}"
    first, second = sorted((row, other))
    if why := scene.veto(first, second, likeness):
        return f"veto: {why}"
    mine, theirs = (scene.clustering.clusters[scene.cluster_of[one]] for one in (row, other))
    table = compare(scene.vectors, mine, theirs).round(6).tolist()
    pairs = [(i, j, value) for i, line in zip(mine, table, strict=True) for j, value in zip(theirs, line, strict=True)]
    for i, j, value in sorted(pairs, key=lambda pair: -pair[2]):
        if why := scene.veto(min(i, j), max(i, j), value):
            return f"veto between members of the two clusters: {why}"
    mean = sum(value for _, _, value in pairs) / len(pairs)
    return f"the mean of the two clusters ({mean:.2f}) is below the threshold {threshold:g}"


def _told_by(made: Made, row: int) -> Other | None:
    if not made.selection.reasons.get(row, "").startswith(TOLD) or not made.selection.rows:
        return None
    likeness = _likenesses(made, row)
    nearest = min(made.selection.rows, key=lambda other: (-likeness[other], other))
    return Other(_place_of_row(made, nearest), likeness[nearest])


def list_differences(made: Made, told: Sequence[tuple[str, int, int]]) -> tuple[int, int]:
    """Count the sentences that only the earlier briefing printed and those that only this one prints.

    ``told`` are the article, start and end of those that the earlier one printed.
    """
    before = set(told)
    now = {(fate.article, fate.start, fate.end) for fate in made.briefing.trace if fate.printed}
    return len(before - now), len(now - before)


# Explanations of sentences → plain text for people, JSON for programs.


_LABEL = 10


def describe_briefly(explanation: Explanation) -> str:
    """Tell a sentence in one line: its cluster, score, section, outlet, place and text."""
    found = explanation
    return (
        f"{found.cluster:<5} {found.score:.2f}  {found.section:<18}  {_where(found.place)}: {flatten(found.place.text)}"
    )


def describe(explanation: Explanation, threshold: float) -> str:
    """Tell all of an explanation, a fact a line, the sentence itself first. ``threshold`` is that of the clusters."""
    lines = [flatten(explanation.place.text), *(_label(name, text) for name, text in _facts(explanation, threshold))]
    return "\n".join(lines)


def explanation_lines(explanations: Iterable[Explanation]) -> str:
    """Write explanations as JSON Lines, one object each; its place's fields stand among its own."""
    return "".join(json_line(_flat(asdict(explanation))) for explanation in explanations)


def _facts(found: Explanation, threshold: float) -> Iterator[tuple[str, str]]:
    yield "where", f"{_where(found.place)} ({found.place.article})"
    if found.kind != "sentence":
        yield "kind", f"{found.kind}, by the rule: {flatten(found.kind_rule)}"
        yield "printed", "no: only sentences of news are"
        return
    yield "section", f"{found.section}, by {flatten(found.section_rule)}"
    yield "speaker", flatten(found.speaker) or "nobody named"
    if found.origin:
        yield "origin", flatten(found.origin)
    if found.voice_rule:
        yield "rule", flatten(found.voice_rule)
    yield "score", f"{found.score:.2f}, rank {found.rank} of {found.of}"
    yield "weight", f"{found.weight:.2f}, with its place in the article; rank {found.weight_rank} of {found.of}"
    yield "cluster", f"{found.cluster}, {_cluster(len(found.members))}"
    for member in found.members if len(found.members) > 1 else ():
        yield "", _other(member, threshold)
    yield (
        "near",
        "outside of the cluster, similarity to this sentence:" if found.near else "no other sentence is like it",
    )
    for other in found.near:
        yield "", _other(other, threshold)
    yield "printed", "yes" if found.printed else f"no: {flatten(found.why)}"
    if found.printed_as:
        yield "as", flatten(found.printed_as)
    if found.told_by:
        yield "told by", "the nearest printed sentence:"
        yield "", _other(found.told_by, threshold)


def _other(other: Other, threshold: float) -> str:
    why = f"  [{other.why}]" if other.why else ""
    return f"{_similarity(other.similarity, threshold)}{why}  {_where(other.place)}: {flatten(other.place.text)}"


def _similarity(value: float, threshold: float) -> str:
    """Write a similarity with two decimals, with more where they would tell it on the wrong side of the threshold.

    >>> _similarity(0.3333, 0.28), _similarity(0.2791, 0.28), _similarity(0.28, 0.28)
    ('0.33', '0.279', '0.28')
    """
    texts = [f"{value:.{digits}f}" for digits in range(2, 7)]
    return next((text for text in texts if (float(text) < threshold) == (value < threshold)), texts[-1])


def _where(place: Place) -> str:
    inferred = " (inferred)" if place.outlet_from == "inferred" else ""
    item = f"#{place.item}" if place.item else ""
    return f"{flatten(place.outlet)}{inferred}, {flatten(place.path) or place.article}{item}:{place.start}–{place.end}"


def _label(name: str, text: str) -> str:
    return f"  {name:<{_LABEL}}{text}"


def _cluster(size: int) -> str:
    if size == 1:
        return "no other sentence tells the same"
    return f"{size} sentences tell the same; similarity to the representative:"


def _flat(record: Mapping[str, object]) -> dict[str, object]:
    """Put the fields of a place among those of what stands there, in the record and all within; empty text is null
    for speaker and origin, as in the trace."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        if name == "place" and isinstance(value, dict):
            flat |= value
        elif isinstance(value, dict):
            flat[name] = _flat(value)
        elif isinstance(value, list | tuple):
            flat[name] = [_flat(inner) for inner in value]
        else:
            flat[name] = round(value, 6) if isinstance(value, float) else value
    return flat | {name: flat[name] or None for name in ("speaker", "origin") if name in flat}
