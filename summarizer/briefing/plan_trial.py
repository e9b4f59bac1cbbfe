"""What a plan does with a story: which sentences its sections get and why, and what of it is idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import Names, learn_names
from summarizer.analysis.office_words import drop_determiner
from summarizer.analysis.story import Story
from summarizer.briefing.story_analysis import ReadArticle, apply_plan, open_story, read_sentences
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Attribution, Plan, Reason, Sentence
from summarizer.summary.section_assignment import find_cues
from summarizer.text.escaping import flatten

# A cue in a greater share of all sentences tells little; who is heard so often should be somebody's.
_TELLS_LITTLE, _OFTEN, _MOST_NAMED = 1 / 8, 3, 30
REASONS: tuple[Reason, ...] = get_args(Reason)
_ENGLISH = load_language("en")


@dataclass(frozen=True, slots=True)
class StoryReading:
    """What was read in a story's articles, the sentences of news, and the names; ``text`` holds the news by lines."""

    story: Story
    read: list[ReadArticle]
    names: Names
    news: tuple[Sentence, ...]
    text: str

    def hear(self, actors: Sequence[Actor]) -> list[Attribution]:
        """Return the voices of the sentences of news, by these actors."""
        voices: list[Attribution] = []
        for one in self.read:
            language = load_language(one.article.language)
            heard = attribute(one.sentences, actors, language, self.names, self.story.own)
            pairs = zip(one.sentences, heard, strict=True)
            voices += [voice for sentence, voice in pairs if sentence.kind == "sentence"]
        return voices


def read_story(articles: Sequence[Article], language: str = "") -> StoryReading:
    """Read the articles of a story as a briefing does. Raise SourceError where no sentence of news is in any."""
    story, read = open_story(articles, language)
    names = learn_names((one.text, load_language(one.article.language)) for one in read)
    news = tuple(sentence for one in read for sentence in one.sentences if sentence.kind == "sentence")
    return StoryReading(story, read, names, news, "\n".join(sentence.text for sentence in news))


def try_plan(plan: Plan, reading: StoryReading) -> str:
    """Return what a plan does with a story, for people to read.

    A table says how many sentences each section has, as in a briefing, and how many of them by each of ``REASONS``;
    then a finding a line: actors who neither speak nor act, cues that are found nowhere or in more than an eighth of
    all sentences, and who is heard three times or more and is in no actor.
    """
    sentences = apply_plan(read_sentences(reading.read), plan, reading.names, reading.story)
    news = [one for one in sentences if one.is_news]
    counts = Counter((one.section.section, one.section.reason) for one in news)
    width = max((len(section.id) for section in plan.sections), default=0) + 2
    sizes = f"{len(news):,} sentences of {len(reading.story.articles):,} articles"
    lines = [f"{sizes}, by section and by what chose it:"]
    lines.append(f"  {'':<{width}}{'all':>6}" + "".join(f"{reason:>11}" for reason in REASONS))
    for section in plan.sections:
        row = [counts[section.id, reason] for reason in REASONS]
        lines.append(f"  {section.id:<{width}}{sum(row):>6}" + "".join(f"{count:>11}" for count in row))
    lines += _find_idle(plan, reading, [one.attribution for one in news])
    return "".join(f"{line}\n" for line in lines)


def _find_idle(plan: Plan, reading: StoryReading, voices: Sequence[Attribution]) -> Iterator[str]:
    heard = {voice.actor for voice in voices} | {voice.subject for voice in voices}
    for actor in plan.actors:
        if actor.id not in heard:
            yield f"  actor {actor.id}: never heard"
    yield from _find_idle_cues(plan, reading)
    speakers = [voice.speaker for voice in voices if voice.speaker and not voice.actor]
    unplaced = Counter(drop_determiner(speaker, _ENGLISH) for speaker in speakers)
    often = [(-times, name) for name, times in unplaced.items() if times >= _OFTEN]
    for times, name in sorted(often)[:_MOST_NAMED]:
        yield f"  heard and in no actor: {flatten(name)} ({-times:,} sentences)"


def _find_idle_cues(plan: Plan, reading: StoryReading) -> Iterator[str]:
    total, languages = len(reading.news), reading.story.languages
    pairs = [(cue, section.id) for section in plan.sections for cue in section.cues]
    cues = [cue for cue, _ in pairs]
    counts: Counter[str] = Counter()
    for sentence in reading.news:
        counts.update(find_cues(cues, sentence.text, languages[sentence.article]))
    for cue, name in pairs:
        if not counts[cue]:
            yield f"  cue “{flatten(cue)}” ({name}): never found"
    for cue, name in pairs:
        if counts[cue] > _TELLS_LITTLE * total:
            yield f"  cue “{flatten(cue)}” ({name}): in {counts[cue]:,} of {total:,} sentences; it tells little"
