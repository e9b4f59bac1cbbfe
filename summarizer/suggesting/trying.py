"""What a plan does with articles: which sentences its sections get and why, and what in it is idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from summarizer.analysis.phrases import DETERMINERS
from summarizer.model import Attribution, Plan
from summarizer.suggesting.reading import Reading
from summarizer.summary.section_assignment import Reason, SectionChoice, find_slots, has_cue, name_reason
from summarizer.text.escaping import flatten

#: A cue in a greater share of all sentences tells little; who is heard so often should be somebody's.
_COMMON, _OFTEN = 1 / 8, 3
_MOST_NAMED = 30
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan does with a story.

    ``sections`` has for each section the sentences by ``REASONS``; ``silent`` the actors who neither speak
    nor act, ``idle`` the cues found nowhere, ``common`` those in more than an eighth of all sentences, with
    their number, ``unplaced`` who is heard three times or more and is in no actor, with how often.
    """

    articles: int
    sentences: int
    sections: tuple[tuple[str, tuple[int, ...]], ...]
    silent: tuple[str, ...]
    idle: tuple[tuple[str, str], ...]
    common: tuple[tuple[str, str, int], ...]
    unplaced: tuple[tuple[str, int], ...]


def try_plan(plan: Plan, reading: Reading) -> Trial:
    """Try a plan on a story; its sentences get the sections that they have in a briefing."""
    voices = reading.listen(plan.actors)
    slots = find_slots(reading.sentences, voices, reading.facts, plan, reading.story.year)
    heard = {name for at in reading.news for name in (voices[at].actor, voices[at].subject)}
    counts = _count_cues(plan, reading.texts)
    return Trial(
        len(reading.story.articles),
        len(reading.news),
        _count_sections(plan, [slots[at] for at in reading.news]),
        tuple(actor.id for actor in plan.actors if actor.id not in heard),
        tuple((cue, section) for cue, section, count in counts if not count),
        tuple(one for one in counts if one[2] > _COMMON * len(reading.news)),
        _find_unplaced([voices[at] for at in reading.news]),
    )


def _count_sections(plan: Plan, slots: Sequence[SectionChoice]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counts = Counter((slot.section, name_reason(slot)) for slot in slots)
    return tuple((section.id, tuple(counts[section.id, reason] for reason in REASONS)) for section in plan.sections)


def _count_cues(plan: Plan, texts: Sequence[str]) -> list[tuple[str, str, int]]:
    pairs = ((cue, section.id) for section in plan.sections for cue in section.cues)
    return [(cue, section, sum(has_cue(cue, text) for text in texts)) for cue, section in pairs]


def _find_unplaced(voices: Sequence[Attribution]) -> tuple[tuple[str, int], ...]:
    counts = Counter(_bare(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    often = ((name, count) for name, count in counts.items() if name and count >= _OFTEN)
    return tuple(sorted(often, key=lambda pair: (-pair[1], pair[0]))[:_MOST_NAMED])


def _bare(speaker: str) -> str:
    first, _, rest = speaker.partition(" ")
    return rest if first.lower() in DETERMINERS else speaker


def describe_trial(trial: Trial) -> str:
    """Tell people what a plan does: a table of its sections, then what is idle in it, a finding a line."""
    width = max((len(name) for name, _ in trial.sections), default=0) + 2
    lines = [f"{trial.sentences:,} sentences of {trial.articles:,} articles, by section and by what chose it:"]
    lines.append(f"  {'':<{width}}{'all':>6}" + "".join(f"{reason:>11}" for reason in REASONS))
    for name, counts in trial.sections:
        lines.append(f"  {name:<{width}}{sum(counts):>6}" + "".join(f"{count:>11}" for count in counts))
    return "".join(f"{line}\n" for line in (*lines, *_tell_findings(trial)))


def _tell_findings(trial: Trial) -> Iterator[str]:
    for name in trial.silent:
        yield f"  actor {name}: never heard"
    for cue, section in trial.idle:
        yield f"  cue “{flatten(cue)}” ({section}): never found"
    for cue, section, count in trial.common:
        yield f"  cue “{flatten(cue)}” ({section}): in {count:,} of {trial.sentences:,} sentences; it weighs little"
    for name, count in trial.unplaced:
        yield f"  heard and in no actor: {flatten(name)} ({count:,} sentences)"
