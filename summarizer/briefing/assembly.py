"""What was found out about a story's sentences → the briefing, and the fate of each sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.briefing.readability import measure
from summarizer.briefing.story_analysis import StoryAnalysis
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Options,
    Plan,
    Problem,
    Section,
    SectionChoice,
    Sentence,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.summary.selection import BELOW, Selection
from summarizer.text.tokens import count_words, reading_seconds

_KEYS = 3
_OPENING_MARKS = ("“", '"', "«", "„")
#: What an agency calls a report among editors is no headline: "BC-NORLAND-FERRY, 1st Ld-Writethru".
_SLUG = re.compile(
    r"^(?:BC|AM|PM|US|EU|UN|[A-Z])-[A-Z]\w*(?:-|,|$)|(?i:\b\d(?:st|nd|rd|th) ?ld\b|writethru|\(\d+ ?takes?\))"
)
_LEAST_FOR_KEYS = 10


def assemble(scene: StoryAnalysis, plan: Plan, selection: Selection, options: Options) -> Briefing:
    """Put the printed sentences into their sections, each with its proof, and tell the fate of all."""
    parts = mark_keys([_part(scene, selection, section) for section in plan.sections])
    printed = [line for part in parts for line in part.lines]
    words = sum(count_words(line.text) for line in printed)
    return Briefing(
        title=options.title or _title(scene, plan),
        date=options.date,
        plan=plan.id,
        language=scene.language,
        options=MappingProxyType(_shown_options(options)),
        length=Counted(len(printed), words, reading_seconds(words)),
        readability=measure([line.text for line in printed], scene.language),
        articles=tuple(scene.articles.values()),
        sections=parts,
        problems=(*scene.story.problems, *_tell_what_was_not_compared(scene)),
        trace=tuple(_fates(scene, selection)),
        new_only=scene.since is not None,
        since=scene.since or "",
    )


def _tell_what_was_not_compared(scene: StoryAnalysis) -> Iterable[Problem]:
    if not scene.clustering.exact:
        told = (
            f"{len(scene.news):,} sentences are too many to compare each with all: pairs that share hardly any but the "
        )
        yield Problem("--similarity", f"{told}story’s commonest words were not looked for", "notice")


def _part(scene: StoryAnalysis, selection: Selection, section: Section) -> BriefingSection:
    lines = tuple(_lines(scene, selection.rows, section.id))
    # A section that had something new and no room for it says so instead.
    news = scene.since is None or any(candidate.section == section.id for candidate in scene.candidates())
    return BriefingSection(section.id, section.title, lines, section.by_speaker, nothing_new=not (lines or news))


def mark_keys(parts: Sequence[BriefingSection]) -> tuple[BriefingSection, ...]:
    """Mark the key points: the three things that most independent sources tell, of different sections.

    A short briefing has none, a section keeps at least one line of its own, and what one source alone
    tells is no key point.
    """
    if sum(len(part.lines) for part in parts) < _LEAST_FOR_KEYS:
        return tuple(parts)
    best = [
        max(told, key=lambda line: (line.origins, line.score))
        for part in parts
        if len(part.lines) > 1 and (told := [line for line in part.lines if line.origins > 1])
    ]
    keys = sorted(best, key=lambda line: (-line.origins, -line.score))[:_KEYS]
    chosen = {line.cluster for line in keys} if len(keys) == _KEYS else set()
    return tuple(
        replace(part, lines=tuple(replace(line, key=line.cluster in chosen) for line in part.lines)) for part in parts
    )


def _lines(scene: StoryAnalysis, rows: Sequence[int], section: str) -> Iterable[BriefingSentence]:
    inside = [row for row in rows if scene.slot(row).section == section]
    lines = {row: _line(scene, row) for row in inside}
    # What several independent sources tell comes first, then what is most central.
    ordered = sorted(inside, key=lambda row: (-min(3, lines[row].origins), -lines[row].score, row))
    sides = [scene.voice(row).actor or scene.voice(row).speaker for row in ordered]
    quoted = [scene.sentence(row).text.startswith(_OPENING_MARKS) for row in ordered]
    for at in put_quotations_behind(sides, quoted):
        yield lines[ordered[at]]


def put_quotations_behind(sides: Sequence[str], quoted: Sequence[bool]) -> list[int]:
    """Give the order of lines in which a quotation stands behind the first statement of its side, which it illustrates.

    >>> put_quotations_behind(["crews", "line", "crews"], [True, False, False])
    [1, 2, 0]
    >>> put_quotations_behind(["crews", "line", ""], [True, False, True])
    [0, 1, 2]
    """
    settled: list[int] = []
    waiting: dict[str, list[int]] = {}
    stated = {side for side, quote in zip(sides, quoted, strict=True) if side and not quote}
    for at, (side, quote) in enumerate(zip(sides, quoted, strict=True)):
        if quote and side in stated:
            waiting.setdefault(side, []).append(at)
            continue
        settled.append(at)
        if not quote:
            stated.discard(side)
            settled += waiting.pop(side, [])
    return settled


def _line(scene: StoryAnalysis, row: int) -> BriefingSentence:
    number = scene.cluster_of[row]
    rows = scene.clustering.clusters[number]
    sentence, voice = scene.sentence(row), scene.voice(row)
    article = scene.articles[sentence.article]
    also = [c for member in rows for c in find_carriers(scene, member) if member != row or c.article != article.id]
    return BriefingSentence(
        text=scene.text(row),
        article=article.id,
        outlet=article.outlet,
        start=sentence.start,
        end=sentence.end,
        score=round(scene.score(number), 6),
        cluster=f"c{number + 1}",
        edits=scene.edits(row),
        speaker=voice.speaker,
        origin="" if voice.origin == article.outlet else voice.origin,
        outlets=tuple(dict.fromkeys([article.outlet, *(carried.outlet for carried in also)])),
        origins=scene.origins(rows),
        also=tuple(also),
        disagreement=tuple(_contradictions(scene, number, article.id)),
        update=scene.updates.get(number, ""),
    )


def find_carriers(scene: StoryAnalysis, row: int) -> Iterable[SupportingSentence]:
    """Give the places where a row's sentence stands: its own article, and copies of it at other outlets."""
    sentence = scene.sentence(row)
    article = scene.articles[sentence.article]
    yield SupportingSentence(
        article.id, article.outlet, sentence.start, sentence.end, sentence.text, edits=sentence.edits
    )
    for original, copy in scene.story.copies:
        if original == article.id:
            yield from _carrier_in_copy(sentence, article, copy)


def _carrier_in_copy(sentence: Sentence, article: Article, copy: Article) -> Iterable[SupportingSentence]:
    """Find a sentence in a copy of its article, whose body may begin elsewhere."""
    shift = copy.body - article.body
    start, end = sentence.start + shift, sentence.end + shift
    if copy.text[start:end] == article.text[sentence.start : sentence.end]:
        edits = tuple(replace(edit, start=edit.start + shift, end=edit.end + shift) for edit in sentence.edits)
        yield SupportingSentence(copy.id, copy.outlet, start, end, sentence.text, edits=edits)


def _contradictions(scene: StoryAnalysis, number: int, article: str) -> Iterable[SupportingSentence]:
    """Give the sentences of other articles that would be in the cluster but for a contradiction."""
    seen = set()
    for outside, why in scene.disagreements(number):
        other = scene.sentence(outside)
        if other.article == article or scene.cluster_of[outside] in seen:
            continue
        seen.add(scene.cluster_of[outside])
        outlet = scene.articles[other.article].outlet
        text, edits = scene.text(outside), scene.edits(outside)
        yield SupportingSentence(other.article, outlet, other.start, other.end, text, why, edits)


def _title(scene: StoryAnalysis, plan: Plan) -> str:
    """Take the plan's title; for a plan of any story, the headline nearest to what the story is about."""
    titled = [article for article in scene.story.articles if article.title and not _SLUG.search(article.title)]
    if scene.since is not None:
        # Not yesterday's headline again.
        fresh = {scene.sentence(candidate.row).article for candidate in scene.candidates()}
        titled = [article for article in titled if article.id in fresh] or titled
    if plan.actors or not titled:
        return plan.title
    scores: dict[str, list[float]] = {article.id: [] for article in scene.story.articles}
    for row, score in enumerate(scene.scores):
        scores[scene.sentence(row).article].append(score)
    mean = {name: sum(found) / math.sqrt(max(1, len(found))) for name, found in scores.items()}
    return max(titled, key=lambda a: (round(mean[a.id], 9), -int(a.id[1:]))).title


def _shown_options(options: Options) -> dict[str, object]:
    shown: dict[str, object] = {
        "plan": options.plan,
        "length": str(options.length),
        "method": options.method,
        "similarity": options.similarity,
        "threshold": options.threshold,
        "gloss": options.gloss,
    }
    if options.shares:
        shown["shares"] = dict(sorted(options.shares.items()))
    if options.outlets:
        shown["outlets"] = dict(sorted(options.outlets.items()))
    if options.language:
        shown["language"] = options.language
    return shown


def _fates(scene: StoryAnalysis, selection: Selection) -> Iterable[SentenceOutcome]:
    for at, (sentence, voice, slot) in enumerate(zip(scene.sentences, scene.voices, scene.slots, strict=True)):
        article = scene.articles[sentence.article]
        fate = SentenceOutcome(
            article=article.id,
            path=article.path or article.url,
            outlet=article.outlet,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            kind=sentence.kind,
            section="",
            cluster="",
            score=0.0,
            speaker=voice.speaker,
            origin=voice.origin,
            printed=False,
            why=f"{sentence.kind}: {sentence.why}",
        )
        yield _fate_of_row(scene, selection, scene.row_of[at], slot, fate) if at in scene.row_of else fate


def _fate_of_row(
    scene: StoryAnalysis, selection: Selection, row: int, slot: SectionChoice, fate: SentenceOutcome
) -> SentenceOutcome:
    number = scene.cluster_of[row]
    representative = scene.representatives[number]
    printed = row in selection.rows
    if printed:
        why = "printed"
    elif row != representative:
        shown = scene.sentence(representative)
        state = "printed" if representative in selection.rows else "not printed"
        outlet = scene.articles[shown.article].outlet
        why = f"merged into c{number + 1}, for which {outlet} {shown.start}–{shown.end} stands ({state})"
    else:
        why = scene.refused.get(row) or selection.reasons.get(row, BELOW)
        weakness = scene.find_weakness(row)
        why = f"{why}; {weakness}" if weakness else why
    return replace(
        fate,
        section=slot.section,
        cluster=f"c{number + 1}",
        score=round(scene.scores[row], 6),
        printed=printed,
        why=f"{why} [section by {slot.why}]",
    )
