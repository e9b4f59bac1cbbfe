"""A story read for its plan, and what a plan does with it: which sentences its sections get and why, what is idle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from summarizer.analysis.attribution import attribute
from summarizer.analysis.names import Names, learn_names
from summarizer.analysis.story import Story
from summarizer.briefing.story_analysis import ReadArticle, apply_plan, open_story, read_sentences
from summarizer.lang.language import load_language
from summarizer.model import Actor, Article, Attribution, Plan, Reason, Sentence
from summarizer.summary.section_assignment import find_cues
from summarizer.text.escaping import flatten

# A cue in a greater share of all sentences tells little; who is heard so often should be somebody's.
_COMMON, _OFTEN, _MOST_NAMED = 1 / 8, 3, 30
REASONS: tuple[Reason, ...] = get_args(Reason)


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
    """Read the articles of a story as a briefing does.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
    """
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
    heard = {name for voice in voices for name in (voice.actor, voice.subject)}
    for actor in plan.actors:
        if actor.id not in heard:
            yield f"  actor {actor.id}: never heard"
    total, languages = len(reading.news), reading.story.languages
    pairs = [(cue, section.id) for section in plan.sections for cue in section.cues]
    cues = [cue for cue, _ in pairs]
    counts: Counter[str] = Counter()
    for sentence in reading.news:
        counts.update(find_cues(cues, sentence.text, languages[sentence.article]))
    common: list[str] = []
    for cue, name in pairs:
        count = counts[cue]
        if count == 0:
            yield f"  cue “{flatten(cue)}” ({name}): never found"
        elif count > _COMMON * total:
            common.append(f"  cue “{flatten(cue)}” ({name}): in {count:,} of {total:,} sentences; it tells little")
    yield from common
    unplaced = Counter(drop_determiner(voice.speaker) for voice in voices if voice.speaker and not voice.actor)
    often = [(-count, name) for name, count in unplaced.items() if name and count >= _OFTEN]
    for count, name in sorted(often)[:_MOST_NAMED]:
        yield f"  heard and in no actor: {flatten(name)} ({-count:,} sentences)"


def drop_determiner(speaker: str) -> str:
    """Return a speaker without the "the" or "a" before it."""
    first, _, rest = speaker.partition(" ")
    return rest if first.lower() in load_language("en").words("grammar.determiners") else speaker
