"""A story → the plan to propose: actors, sections with shares and cues, and who is heard besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.model import Plan, Section, Voice
from summarizer.speakers import find_core
from summarizer.suggesting.hearing import Heard, hear
from summarizer.suggesting.nations import find_country
from summarizer.suggesting.reading import Reading
from summarizer.suggesting.registering import Register, register
from summarizer.suggesting.siding import find_sides
from summarizer.suggesting.wording import Cues, Told, propose_cues

_EVENT, _CONTEXT, _OTHERS = "event", "context", "others"
_TITLES = {_EVENT: "What happened", _CONTEXT: "The context", _OTHERS: "Other voices"}
#: The first sentences of an article tell what happened.
_LEAD = 3
_MOST_SIDES = 5
_LEAST_SENTENCES = 4
_LEAST_SHARE, _EVENT_SHARE, _CONTEXT_SHARE = 0.08, 0.25, 0.15
_MOST_UNPLACED, _LONGEST_NOTE = 15, 12


@dataclass(frozen=True, slots=True)
class Proposed:
    """A section to propose; ``more`` are cues for the author to choose from."""

    id: str
    title: str
    speakers: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    share: float = 0.0
    rest: bool = False
    by_speaker: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody who is heard and belongs to no actor, and in which words an article introduces him."""

    name: str
    heard: int
    introduced: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole plan to propose, and of how much it was made."""

    title: str
    actors: tuple[Heard, ...]
    sections: tuple[Proposed, ...]
    unplaced: tuple[Unplaced, ...]
    articles: int
    sentences: int


def propose(reading: Reading, title: str) -> Proposal:
    """Propose a plan for a story."""
    known = register(reading)
    actors = hear(find_sides(known), reading)
    voices = reading.listen([one.actor for one in actors])
    sections = _add_cues(_with_shares(_draft_sections(actors), actors), actors, voices, reading, known)
    unplaced = _find_unplaced(voices, reading, known)
    return Proposal(title, actors, sections, unplaced, len(reading.story.articles), len(reading.news))


def _draft_sections(actors: Sequence[Heard]) -> list[Proposed]:
    """Draft the event, a section for each side that has enough to say, one for the others, and the context."""
    large = [one for one in actors if one.weight >= _LEAST_SENTENCES][:_MOST_SIDES]
    small = [one for one in actors if one not in large]
    if len(small) == 1 and len(large) < _MOST_SIDES:
        large, small = [*large, *small], []
    sections = [Proposed(_EVENT, _TITLES[_EVENT], note="The event. Cues are of the articles' first sentences.")]
    taken = {_EVENT, _CONTEXT, _OTHERS}
    for one in large:
        name = one.actor.id if one.actor.id not in taken else f"{one.actor.id}-says"
        sections.append(Proposed(name, f"What {_label(one)} says", (one.actor.id,)))
    if small:
        speakers = tuple(one.actor.id for one in small)
        sections.append(Proposed(_OTHERS, _TITLES[_OTHERS], speakers, by_speaker=True))
    return [*sections, Proposed(_CONTEXT, _TITLES[_CONTEXT], features=("background",), rest=True)]


def _label(one: Heard) -> str:
    """Give the name by which a side is known: a government by its country, if the articles name it."""
    names = (one.actor.name, *one.actor.aliases)
    return next((name for name in names if one.country and find_country(name) == one.country), one.actor.name)


def _with_shares(sections: Sequence[Proposed], actors: Sequence[Heard]) -> list[Proposed]:
    """Give each section its share: the sides part by weight what event and context leave, in whole hundredths."""
    weights = {one.actor.id: one.weight for one in actors}
    sides = [section for section in sections if section.id not in (_EVENT, _CONTEXT)]
    total = sum(weights[name] for section in sides for name in section.speakers)
    left = 1 - _EVENT_SHARE - _CONTEXT_SHARE
    shares = {}
    for section in sides:
        part = sum(weights[name] for name in section.speakers) / total * left if total else 0
        shares[section.id] = round(max(_LEAST_SHARE, part), 2)
    over = round(sum(shares.values()) - left, 2) if sides else 0
    if over > 0:
        largest = max(shares, key=lambda name: shares[name])
        shares[largest] = round(shares[largest] - over, 2)
    shares[_CONTEXT] = _CONTEXT_SHARE if sides else 0.4
    shares[_EVENT] = round(1 - sum(shares.values()), 2)
    return [replace(section, share=shares[section.id]) for section in sections]


def _add_cues(
    sections: Sequence[Proposed],
    actors: Sequence[Heard],
    voices: Sequence[Voice],
    reading: Reading,
    known: Register,
) -> tuple[Proposed, ...]:
    """Add to each section the words that tell it from the others."""
    names = [name for one in actors for name in (one.actor.name, *one.actor.aliases, *one.actor.spokespeople)]
    names += [entry.name for entry in known.entries if entry.offices or " " in entry.name]
    names += list(reading.own)
    told = _sort(sections, voices, reading)
    proposed = propose_cues(told, names)
    owners = Counter(cue for cues in proposed.values() for cue in cues.best)
    filled = []
    for section in sections:
        cues = proposed.get(section.id, Cues()) if not (section.rest or section.by_speaker) else Cues()
        best = tuple(cue for cue in cues.best if owners[cue] == 1)
        filled.append(replace(section, cues=best, more=tuple(cue for cue in cues.more if not owners[cue])))
    return tuple(filled)


def _sort(sections: Sequence[Proposed], voices: Sequence[Voice], reading: Reading) -> list[Told]:
    """Say of each sentence to which section it surely belongs: to a side that says it, or, a lead, to the event."""
    section_of = {name: section.id for section in sections for name in section.speakers}
    language = {article.id: article.language for article in reading.story.articles}
    seen: Counter[str] = Counter()
    told = []
    for at in reading.news:
        sentence, voice = reading.sentences[at], voices[at]
        seen[sentence.article] += 1
        said = section_of.get(voice.actor, "") if not voice.stance else ""
        lead = _EVENT if seen[sentence.article] <= _LEAD else ""
        rest = "" if said or lead or voice.actor else _CONTEXT
        own = tuple(section for section in (said, lead, rest) if section)
        told.append(Told(find_core(sentence, voice), sentence.article, own, language[sentence.article]))
    return told


def _find_unplaced(voices: Sequence[Voice], reading: Reading, known: Register) -> tuple[Unplaced, ...]:
    """Find who is heard by name and is in no actor, the most heard first."""
    counts = Counter(v.speaker for v in voices if v.speaker and not v.actor and v.speaker.split()[-1][:1].isupper())
    offices = {
        entry.name: next((office.text for office in entry.offices if office.role), "") for entry in known.entries
    }
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_UNPLACED]
    return tuple(
        Unplaced(name, count, " ".join(offices.get(name, "").split()[:_LONGEST_NOTE])) for name, count in ranked
    )


def build_plan(proposal: Proposal) -> Plan:
    """Give a proposal as a plan."""
    sections = tuple(
        Section(s.id, s.title, s.speakers, s.cues, s.features, s.share, s.rest, s.by_speaker)
        for s in proposal.sections
    )
    return Plan("suggested", proposal.title, sections, tuple(one.actor for one in proposal.actors))
