"""A story read for its plan, and what a plan does with it: which sentences its sections get and why, what is idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from summarizer.cueing import has_cue
from summarizer.escaping import flatten
from summarizer.gathering import Story
from summarizer.model import Actor, Article, Plan, Sentence, Voice
from summarizer.naming import Names, learn_names
from summarizer.pipeline import open_story, read_all_facts
from summarizer.sectioning import Reason, Slot, find_slots, name_reason
from summarizer.speakers import attribute
from summarizer.speakers.lexicon import DETERMINERS

# A cue in a greater share of all sentences tells little; who is heard so often should be somebody's.
_COMMON, _OFTEN = 1 / 8, 3
_MOST_NAMED = 30
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class StoryReading:
    """A story's sentences by article, those of news alone with their places among all, and the story's names."""

    story: Story
    by_article: tuple[tuple[Sentence, ...], ...]
    names: Names
    news: tuple[Sentence, ...]
    places: tuple[int, ...]

    @property
    def texts(self) -> list[str]:
        """The sentences of news as they read."""
        return [sentence.text for sentence in self.news]

    @property
    def text(self) -> str:
        """The sentences of news, one a line."""
        return "\n".join(self.texts)

    def hear_all(self, actors: Sequence[Actor]) -> tuple[Voice, ...]:
        """Return the voices of all sentences, by these actors."""
        voices: list[Voice] = []
        for sentences in self.by_article:
            voices += attribute(sentences, actors, self.names, self.story.own)
        return tuple(voices)

    def hear(self, actors: Sequence[Actor]) -> tuple[Voice, ...]:
        """Return the voices of the sentences of news, by these actors."""
        voices = self.hear_all(actors)
        return tuple(voices[at] for at in self.places)


@dataclass(frozen=True, slots=True)
class PlanTrial:
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


def read_story(articles: Sequence[Article], language: str = "") -> StoryReading:
    """Read the articles of a story as a briefing does.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
    story, by_article, texts = open_story(articles, language)
    sentences = [sentence for found in by_article for sentence in found]
    places = tuple(at for at, sentence in enumerate(sentences) if sentence.kind == "sentence")
    return StoryReading(story, by_article, learn_names(texts), tuple(sentences[at] for at in places), places)


def try_plan(plan: Plan, reading: StoryReading) -> PlanTrial:
    """Try a plan on a story; its sentences get the sections that they have in a briefing."""
    sentences = [sentence for found in reading.by_article for sentence in found]
    voices = reading.hear_all(plan.actors)
    facts = read_all_facts(sentences, reading.story)
    slots = find_slots(sentences, voices, facts, plan, reading.story.year)
    heard = {name for at in reading.places for name in (voices[at].actor, voices[at].subject)}
    cues = _count_cues(plan, reading.texts)
    return PlanTrial(
        len(reading.story.articles),
        len(reading.news),
        _count_sections(plan, [slots[at] for at in reading.places]),
        tuple(actor.id for actor in plan.actors if actor.id not in heard),
        tuple((cue, section) for cue, section, count in cues if count == 0),
        tuple(found for found in cues if found[2] > _COMMON * len(reading.news)),
        _find_unplaced([voices[at] for at in reading.places]),
    )


def _count_sections(plan: Plan, slots: Sequence[Slot]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counts = Counter((slot.section, name_reason(slot)) for slot in slots)
    return tuple((section.id, tuple(counts[section.id, reason] for reason in REASONS)) for section in plan.sections)


def _count_cues(plan: Plan, texts: Sequence[str]) -> list[tuple[str, str, int]]:
    counts = []
    for section in plan.sections:
        counts += [(cue, section.id, sum(has_cue(cue, text) for text in texts)) for cue in section.cues]
    return counts


def _find_unplaced(voices: Sequence[Voice]) -> tuple[tuple[str, int], ...]:
    counts = Counter(without_determiner(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((name, count) for name, count in ranked if name and count >= _OFTEN)[:_MOST_NAMED]


def without_determiner(speaker: str) -> str:
    """Return a speaker without the "the" or "a" before it.

    >>> without_determiner("The union"), without_determiner("Ana Dahl")
    ('union', 'Ana Dahl')
    """
    first, _, rest = speaker.partition(" ")
    return rest if first.lower() in DETERMINERS else speaker


def describe_trial(trial: PlanTrial) -> str:
    """Return what a plan does for people to read: a table of its sections, then what is idle, a finding a line."""
    width = max((len(name) for name, _ in trial.sections), default=0) + 2
    lines = [f"{trial.sentences:,} sentences of {trial.articles:,} articles, by section and by what chose it:"]
    lines.append(f"  {'':<{width}}{'all':>6}" + "".join(f"{reason:>11}" for reason in REASONS))
    for name, counts in trial.sections:
        lines.append(f"  {name:<{width}}{sum(counts):>6}" + "".join(f"{count:>11}" for count in counts))
    lines += _describe_findings(trial)
    return "".join(f"{line}\n" for line in lines)


def _describe_findings(trial: PlanTrial) -> Iterator[str]:
    for name in trial.silent:
        yield f"  actor {name}: never heard"
    for cue, section in trial.idle:
        yield f"  cue “{flatten(cue)}” ({section}): never found"
    for cue, section, count in trial.common:
        yield f"  cue “{flatten(cue)}” ({section}): in {count:,} of {trial.sentences:,} sentences; it weighs little"
    for name, count in trial.unplaced:
        yield f"  heard and in no actor: {flatten(name)} ({count:,} sentences)"
