"""Explanations of sentences → plain text for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from summarizer.explaining import Explanation, Other, Place
from summarizer.render.briefing_json import json_line
from summarizer.text.escaping import flatten

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
