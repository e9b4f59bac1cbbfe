"""Today's sentences and those that earlier editions printed, in one space: which tell the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from summarizer.analysis.attribution import attribute, find_core
from summarizer.analysis.claims import Facts, are_opposite, find_conflict, read_facts
from summarizer.analysis.names import learn_names
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.dedupe.clusters import be_stricter
from summarizer.dedupe.contradictions import build_veto
from summarizer.dedupe.vectors import Vectors, compare, tokenize, vectorize
from summarizer.lang.language import Language, load_language
from summarizer.model import (
    Actor,
    Attribution,
    Memory,
    ReportedFact,
    Sentence,
    Wording,
)
from summarizer.text.tokens import letters

#: Two sentences so alike are about the same thing; less may be chance.
ABOUT_THE_SAME = 0.45


_CELLS = 4_000_000


Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Space:
    """Today's rows, then all remembered sayings, in one space. ``sayings`` are the places of each line's."""

    lines: tuple[ReportedFact, ...]
    sayings: tuple[range, ...]
    sentences: tuple[Sentence, ...]
    voices: tuple[Attribution, ...]
    facts: tuple[Facts, ...]
    tokens: tuple[tuple[str, ...], ...]
    vectors: Vectors
    veto: Callable[[int, int, float], str]
    language: Language

    def conflict(self, row: int, other: int, likeness: float) -> str:
        """Say in what two places contradict each other, if they do."""
        conflict = find_conflict(self.facts[row], self.facts[other], likeness)
        # What fell and now rises is news, however little else the two sentences share.
        return conflict or ("negation" if are_opposite(self.facts[row], self.facts[other]) else "")

    def reads_same(self, row: int, other: int) -> bool:
        """Tell whether two places differ in nothing but their dress."""
        return letters(self.sentences[row].text) == letters(self.sentences[other].text)

    def published(self, line: int, place: int) -> str:
        """Give the day on which the article of a line's saying appeared, if it is known."""
        return self.lines[line].sayings[place - self.sayings[line].start].published[:10]


def lay_out(scene: StoryAnalysis, memory: Memory, actors: Sequence[Actor], threshold: float) -> Space:
    """Lay today's rows and all remembered sayings out in one space; their order and doubles do not matter."""
    lines = tuple(sorted(set(memory.lines), key=astuple))
    flat = [saying for line in lines for saying in line.sayings]
    today = len(scene.news)
    ends = [today]
    for line in lines:
        ends.append(ends[-1] + len(line.sayings))
    articles = scene.story.articles
    texts = [(article.text, article.language) for article in articles]
    texts += dict.fromkeys((saying.text, saying.language) for saying in flat)
    names = learn_names((text, load_language(code or scene.language)) for text, code in texts)
    said = [Sentence("", 0, 0, 0, len(saying.text), saying.text) for saying in flat]
    sentences = [*map(scene.sentence, range(today)), *said]
    voices = list(map(scene.voice, range(today)))
    for sentence, saying in zip(said, flat, strict=True):
        language = load_language(saying.language or scene.language)
        voices += attribute([sentence], actors, language, names, scene.story.own)
    origins = [*(_describe(scene, row) for row in range(today)), *flat]
    facts = [
        read_facts(sentence.text, one.published, load_language(one.language or scene.language or "en"))
        for sentence, one in zip(sentences, origins, strict=True)
    ]
    cores = [find_core(sentence, voice) for sentence, voice in zip(sentences, voices, strict=True)]
    tokens = [tokenize(core, one.language or scene.language, names) for core, one in zip(cores, origins, strict=True)]
    # No saying shares an article with a row.
    apart, sides = list(map(str, range(ends[-1]))), [voice.actor for voice in voices]
    main_language = load_language(scene.language or "en")
    veto = be_stricter(build_veto(sentences, voices, facts, tokens, language=main_language), apart, sides, threshold)
    return Space(
        lines, tuple(map(range, ends[:-1], ends[1:])), tuple(sentences), tuple(voices), tuple(facts), tuple(tokens),
        vectorize(tokens), veto, main_language,
    )  # fmt: skip


def _describe(scene: StoryAnalysis, row: int) -> Wording:
    article = scene.articles[scene.sentence(row).article]
    return Wording("", article.outlet, article.published, article.language)


def meet(space: Space, scene: StoryAnalysis, threshold: float) -> Mapping[int, Mapping[int, list[Pair]]]:
    """Give the pairs of rows and sayings that are alike, by the row's cluster and the saying's line."""
    line_of = {place: line for line, places in enumerate(space.sayings) for place in places}
    met: defaultdict[int, defaultdict[int, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    alike = list(_find_pairs(space.vectors, len(scene.news), threshold))
    # A sentence without words that count is like nothing, and yet known again.
    paired = {(row, other) for row, other, _ in alike}
    alike += [pair for pair in _find_equals(space, len(scene.news)) if pair[:2] not in paired]
    for row, other, likeness in alike:
        met[scene.cluster_of[row]][line_of[other]].append((row, other, likeness))
    return met


def _find_equals(space: Space, today: int) -> Iterator[Pair]:
    """Find the pairs that read the same."""
    reading: defaultdict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(space.sentences[today:], today):
        reading[letters(sentence.text)].append(place)
    for row, sentence in enumerate(space.sentences[:today]):
        yield from ((row, place, 1.0) for place in reading.get(letters(sentence.text), ()))


def _find_pairs(vectors: Vectors, today: int, floor: float) -> Iterator[Pair]:
    """Find the pairs of today's rows and later ones that are so alike, a block at a time."""
    import numpy as np

    others = range(today, len(vectors))
    step = max(1, _CELLS // max(1, len(vectors.values) + vectors.width)) if others else 1
    for start in range(0, today if others else 0, step):
        block = compare(vectors, range(start, min(start + step, today)), others).round(6)
        found = np.argwhere(block >= floor).tolist()
        yield from ((start + line, today + column, float(block[line, column])) for line, column in found)


def tells_the_same(space: Space, rows: Sequence[int], line: int, pairs: Sequence[Pair], threshold: float) -> bool:
    """Tell whether an earlier line told what a cluster tells: in the very words, or alike without contradiction.

    ``pairs`` are those of the cluster's ``rows`` with the line's sayings that are alike at all, ``threshold`` is
    that of being sure.
    """
    if any(space.reads_same(row, other) for row, other, _ in pairs):
        return True
    if any(space.conflict(*pair) for pair in pairs):
        return False
    free = [likeness for row, other, likeness in pairs if not space.veto(row, other, likeness)]
    if not free or max(free) >= ABOUT_THE_SAME:
        return bool(free)
    return float(compare(space.vectors, rows, space.sayings[line]).mean()) >= threshold
