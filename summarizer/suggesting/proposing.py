"""A story → the plan to propose: actors, sections with shares and cues, and who is heard besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.analysis.attribution import find_core
from summarizer.model import Attribution
from summarizer.suggesting.hearing import Heard, find_free, hear, stands
from summarizer.suggesting.nations import find_country
from summarizer.suggesting.reading import Reading
from summarizer.suggesting.registering import Register, has_first_name, is_place, register
from summarizer.suggesting.siding import find_sides
from summarizer.suggesting.wording import Cues, Told, propose_cues

_EVENT, _CONTEXT, _OTHERS = "event", "context", "others"
_TITLES = {_EVENT: "What happened", _CONTEXT: "The context", _OTHERS: "Other voices"}
#: The first sentences of an article tell what happened.
_LEAD = 3
_MOST_SIDES = 5
_LEAST_SENTENCES, _LEAST_OF_ONE = 4, 8
_LEAST_SHARE, _EVENT_SHARE, _CONTEXT_SHARE, _OTHERS_SHARE = 0.08, 0.25, 0.15, 0.25
_MOST_UNPLACED, _WORDS_BEFORE, _WORDS_BEHIND, _LONGEST_NOTE = 20, 4, 7, 160


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
    """A whole plan to propose, of how much it was made, and how actors are introduced who stand for themselves."""

    title: str
    actors: tuple[Heard, ...]
    sections: tuple[Proposed, ...]
    unplaced: tuple[Unplaced, ...]
    articles: int
    sentences: int
    introduced: Mapping[str, str]


def propose(reading: Reading, title: str) -> Proposal:
    """Propose a plan for a story."""
    known = register(reading)
    actors = hear(find_sides(known), known, reading)
    voices = reading.listen([one.actor for one in actors])
    sections = _add_cues(_with_shares(_draft_sections(actors, reading), actors), actors, voices, reading, known)
    unplaced = _find_unplaced(voices, reading, known)
    alone = [one.actor.name for one in actors if one.alone]
    offices = list_offices(known)
    introduced = {name: introduce(name, reading, offices.get(name, "")) for name in alone}
    return Proposal(title, actors, sections, unplaced, len(reading.story.articles), len(reading.news), introduced)


def _draft_sections(actors: Sequence[Heard], reading: Reading) -> list[Proposed]:
    """Draft the event, a section for each side that has enough to say, one for the others, and the context."""
    large = [one for one in actors if _has_enough(one)][:_MOST_SIDES]
    small = [one for one in actors if one not in large]
    texts = reading.texts
    sections = [Proposed(_EVENT, _TITLES[_EVENT], note="The event. Its cues are of headlines and first sentences.")]
    taken = {_EVENT, _CONTEXT, _OTHERS}
    for one in large:
        name = find_free(one.actor.id, taken)
        taken.add(name)
        sections.append(Proposed(name, _write_title(_label(one), texts), (one.actor.id,)))
    if small:
        speakers = tuple(one.actor.id for one in small)
        sections.append(Proposed(_OTHERS, _TITLES[_OTHERS], speakers, by_speaker=True))
    return [*sections, Proposed(_CONTEXT, _TITLES[_CONTEXT], features=("background",), rest=True)]


def _has_enough(one: Heard) -> bool:
    """Tell who gets a section of his own: whom several articles tell of, or one article at length."""
    return one.weight >= (_LEAST_SENTENCES if one.articles > 1 else _LEAST_OF_ONE)


def _write_title(label: str, texts: Sequence[str]) -> str:
    """Write a side's title as the articles name it: with "the" where they mostly do.

    >>> _write_title("FBI", ["The FBI left."]), _write_title("Norway", ["Norway left."]), _write_title("miners", [])
    ('What the FBI says', 'What Norway says', 'What miners say')
    """
    pattern = re.compile(rf"(\b[Tt]he )?(?<!\w){re.escape(label)}(?!\w)")
    found = [bool(match[1]) for text in texts for match in pattern.finditer(text)]
    many = label.split()[-1].lower() in ("republicans", "democrats", "police") or (label.islower() and label[-1] == "s")
    return f"What {'the ' if 2 * sum(found) > len(found) else ''}{label} {'say' if many else 'says'}"


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
        most = _OTHERS_SHARE if section.id == _OTHERS and len(sides) > 1 else 1
        shares[section.id] = round(min(max(_LEAST_SHARE, part), most), 2)
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
    voices: Sequence[Attribution],
    reading: Reading,
    known: Register,
) -> tuple[Proposed, ...]:
    """Add to each section the words that tell it from the others."""
    names = [name for one in actors for name in (one.actor.name, *one.actor.aliases, *one.actor.spokespeople)]
    names += [entry.name for entry in known.entries if entry.offices or " " in entry.name]
    names += list(reading.story.own)
    told = [*_sort(sections, voices, reading), *_read_headlines(reading)]
    proposed = propose_cues(told, names, _EVENT)
    owners = Counter(cue for cues in proposed.values() for cue in cues.best)
    filled = []
    for section in sections:
        cues = proposed.get(section.id, Cues()) if not (section.rest or section.by_speaker) else Cues()
        best = tuple(cue for cue in cues.best if owners[cue] == 1)
        filled.append(replace(section, cues=best, more=tuple(cue for cue in cues.more if not owners[cue])))
    return tuple(filled)


def _sort(sections: Sequence[Proposed], voices: Sequence[Attribution], reading: Reading) -> list[Told]:
    """Say of each sentence to which section it surely belongs: to a side that says it, or, a lead, to the event."""
    section_of = {name: section.id for section in sections for name in section.speakers}
    language = {article.id: article.language for article in reading.story.articles}
    seen: Counter[str] = Counter()
    told = []
    for at in reading.news:
        sentence, voice = reading.sentences[at], voices[at]
        seen[sentence.article] += 1
        said = section_of.get(voice.actor or voice.subject, "")
        lead = _EVENT if seen[sentence.article] <= _LEAD else ""
        rest = "" if said or lead or voice.actor else _CONTEXT
        own = tuple(section for section in (said, lead, rest) if section)
        told.append(Told(find_core(sentence, voice), sentence.article, own, language[sentence.article]))
    return told


def _read_headlines(reading: Reading) -> list[Told]:
    """Take the headlines, which tell of the event, for sentences of it."""
    titled = (article for article in reading.story.articles if article.title)
    return [Told(article.title, article.id, (_EVENT,), article.language) for article in titled]


def _find_unplaced(voices: Sequence[Attribution], reading: Reading, known: Register) -> tuple[Unplaced, ...]:
    """Find who is heard by name and is in no actor, the most heard first."""
    texts = reading.texts
    people = {e.name for e in known.entries if (has_first_name(e.name) or e.offices) and not is_place(e.name)}
    counts = Counter(voice.speaker for voice in voices if voice.speaker in people and not voice.actor)
    heard = ((name, count) for name, count in counts.items() if stands(name, texts))
    ranked = sorted(heard, key=lambda pair: (-pair[1], pair[0]))[:_MOST_UNPLACED]
    offices = list_offices(known)
    return tuple(Unplaced(name, count, introduce(name, reading, offices.get(name, ""))) for name, count in ranked)


def list_offices(known: Register) -> Mapping[str, str]:
    """Give the first office of each who has one, as it stands in the articles."""
    return {entry.name: entry.offices[0].text for entry in known.entries if entry.offices}


def introduce(name: str, reading: Reading, office: str = "") -> str:
    """Give the few words in which an article first names somebody, with the office if it can be."""
    texts = [reading.sentences[at].text for at in reading.news if name in reading.sentences[at].text]
    text = next((text for text in texts if office and office in text), texts[0] if texts else "")
    start = text.find(name)
    before, behind = text[:start].split()[-_WORDS_BEFORE:], text[start:].split()
    return " ".join([*before, *behind[: len(name.split()) + _WORDS_BEHIND]])[:_LONGEST_NOTE] if start >= 0 else ""
