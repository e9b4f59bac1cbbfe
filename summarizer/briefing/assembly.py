"""What was found out about a story's sentences → the briefing, and what became of each sentence."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.outlets import find_identity
from summarizer.briefing.provenance import find_maker
from summarizer.briefing.readability import measure
from summarizer.briefing.story_analysis import StoryAnalysis, find_refusal
from summarizer.dedupe.clusters import SentenceCluster, find_disagreements
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.dedupe.wire_copies import count_sources, find_places
from summarizer.model import (
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Options,
    Problem,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.summary.selection import BELOW
from summarizer.text.tokens import count_words, reading_seconds

_KEYS = 3
_LEAST_FOR_KEYS = 10
_OPENING_MARKS = ("“", '"', "«", "„")
#: What an agency calls a report among editors is no headline: "BC-NORLAND-FERRY, 1st Ld-Writethru".
_SLUG = re.compile(
    r"^(?:BC|AM|PM|US|EU|UN|[A-Z])-[A-Z]\w*(?:-|,|$)|(?i:\b\d(?:st|nd|rd|th) ?ld\b|writethru|\(\d+ ?takes?\))"
)


def assemble(analysis: StoryAnalysis, options: Options) -> Briefing:
    """Return the briefing: the printed sentences in their sections, each with its proof, and the trace of all."""
    story = analysis.story
    fresh: list[AnalysedSentence] = []
    if analysis.since is not None:
        fresh = [cluster.representative for cluster in analysis.clusters if not find_refusal(cluster)]
    sections = mark_latest(mark_keys(_build_sections(analysis, fresh)), story.ages)
    printed = [line for section in sections for line in section.lines]
    words = sum(count_words(line.text) for line in printed)
    problems = list(story.problems)
    if not analysis.clustering.exact:
        few = "pairs of many that are alike, or that share hardly any but the story’s commonest words, are missed"
        told = f"{len(analysis.news):,} sentences are too many to compare each with all: {few}"
        problems.append(Problem("--similarity", told, "notice"))
    strange = sorted({one.language.name for one in analysis.news if not one.language.has_rules})
    if strange:
        told = "of sentences in these languages only nearly equal ones count as one: the program has no rules for them"
        problems.append(Problem(", ".join(strange), told, "notice"))
    shown: dict[str, object] = {
        "plan": options.plan,
        "length": str(options.length),
        "method": options.method,
        "similarity": options.similarity,
        "threshold": options.threshold,
        "gloss": options.gloss,
    }
    # What was not asked for is not shown.
    families = {name: sorted(outlets) for name, outlets in options.families.items()}
    asked = (("shares", options.shares), ("outlets", options.outlets), ("families", families))
    shown |= {name: dict(sorted(values.items())) for name, values in asked if values}
    given = {"language": options.language, "title": options.title, "date": options.date}
    shown |= {name: text for name, text in given.items() if text}
    return Briefing(
        title=options.title or _find_title(analysis, fresh),
        date=options.date,
        plan=analysis.plan.id,
        language=story.language,
        options=MappingProxyType(shown),
        length=Counted(len(printed), words, reading_seconds(words)),
        readability=measure([line.text for line in printed], story.language),
        articles=(*story.articles, *(copy for _, copy in story.copies)),
        sections=sections,
        problems=tuple(problems),
        trace=tuple(_trace_sentence(one, analysis) for one in analysis.sentences),
        new_only=analysis.since is not None,
        since=analysis.since or "",
        set_aside=story.set_aside,
        plan_used=replace(analysis.plan, path=""),
        made_by=find_maker(),
    )


def _build_sections(analysis: StoryAnalysis, fresh: Sequence[AnalysedSentence]) -> list[BriefingSection]:
    """Return the sections with their lines in order.

    What several independent sources tell comes first, then what is most central; a quotation stands behind the
    first statement of its side.
    """
    words = read_story_words(analysis.news, analysis.names)
    opposed = find_disagreements(analysis.clustering, analysis.clusters)
    chosen = [analysis.news[position] for position in analysis.selection.rows]
    # A section that had something, and perhaps no room for it, does not say that nothing is new.
    had_news = {one.section.section for one in fresh}
    sections: list[BriefingSection] = []
    for section in analysis.plan.sections:
        printed: list[tuple[AnalysedSentence, BriefingSentence]] = []
        for one in chosen:
            if one.section.section == section.id:
                cluster = analysis.clusters[one.cluster]
                printed.append((one, _build_line(cluster, opposed[cluster.number], analysis, words)))
        printed.sort(key=lambda pair: (-min(3, pair[1].origins), -pair[1].score, pair[0].position))
        sides = [one.attribution.actor or one.attribution.speaker for one, _ in printed]
        quoted = [one.sentence.text.startswith(_OPENING_MARKS) for one, _ in printed]
        lines = tuple(printed[at][1] for at in put_quotations_behind(sides, quoted))
        nothing_new = analysis.since is not None and not lines and section.id not in had_news
        sections.append(BriefingSection(section.id, section.title, lines, section.by_speaker, nothing_new))
    return sections


def mark_keys(sections: Sequence[BriefingSection]) -> tuple[BriefingSection, ...]:
    """Return the sections with the key points marked: three lines of three sections.

    What most independent sources tell comes first. Where that is fewer than three, the most central opening of a
    further section fills up; its number of sources stays what it is. A short briefing has none, and a section keeps at
    least one line of its own.
    """
    if sum(len(section.lines) for section in sections) < _LEAST_FOR_KEYS:
        return tuple(sections)
    best: list[BriefingSentence] = []
    for section in sections:
        # The first of the best corroborated; of what one source alone tells, the first that is plain without a gloss.
        able = [line for line in section.lines if line.origins > 1 or _is_plain(line)]
        if able and len(section.lines) > 1:
            best.append(max(able, key=lambda line: (line.origins, line.score if line.origins > 1 else 0.0)))
    keys = sorted(best, key=attrgetter("origins", "score"), reverse=True)[:_KEYS]
    if len(keys) < _KEYS:
        return tuple(sections)
    chosen = {line.cluster for line in keys}
    marked: list[BriefingSection] = []
    for section in sections:
        lines = tuple(replace(line, key=line.cluster in chosen) for line in section.lines)
        marked.append(replace(section, lines=lines))
    return tuple(marked)


def _is_plain(line: BriefingSentence) -> bool:
    """Return whether a line can be read by itself: no quotation, and nobody in it who had to be explained."""
    return not line.text.startswith(_OPENING_MARKS) and all(edit.fix != "gloss" for edit in line.edits)


def mark_latest(sections: Sequence[BriefingSection], ages: Mapping[str, int]) -> tuple[BriefingSection, ...]:
    """Return the sections with those lines marked that only articles of the story's last day tell, or are near to.

    Nothing is marked in a story of one day, nor where that would be all of the page. ``ages`` are days before the last
    one, by the ids of the articles whose day is known.
    """
    lines = [line for section in sections for line in section.lines]
    latest = {
        line.cluster
        for line in lines
        if ages.get(line.article) == 0 and not any(ages.get(other.article) for other in (*line.also, *line.related))
    }
    if not any(ages.values()) or len(latest) == len(lines):
        return tuple(sections)
    marked: list[BriefingSection] = []
    for section in sections:
        of_section = tuple(replace(line, latest=line.cluster in latest) for line in section.lines)
        marked.append(replace(section, lines=of_section))
    return tuple(marked)


def put_quotations_behind(sides: Sequence[str], quoted: Sequence[bool]) -> list[int]:
    """Return the order of lines in which a quotation stands behind the first statement of its side.

    >>> put_quotations_behind(["crews", "line", "crews"], [True, False, False])
    [1, 2, 0]
    >>> put_quotations_behind(["crews", "line", ""], [True, False, True])
    [0, 1, 2]
    """
    order: list[int] = []
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    unstated = {side for side, quote in zip(sides, quoted, strict=True) if side and not quote}
    for at, (side, quote) in enumerate(zip(sides, quoted, strict=True)):
        if quote and side in unstated:
            waiting[side].append(at)
        else:
            order.append(at)
        if not quote:
            unstated.discard(side)
            order += waiting.pop(side, [])
    return order


def find_before(one: AnalysedSentence, news: Sequence[AnalysedSentence]) -> AnalysedSentence | None:
    """Return the sentence before one in its article."""
    return news[one.position - 1] if one.place > 0 else None


def _build_line(
    cluster: SentenceCluster,
    opposed: Sequence[tuple[AnalysedSentence, str]],
    analysis: StoryAnalysis,
    words: StoryWords,
) -> BriefingSentence:
    one = cluster.representative
    article, origin = one.article, one.attribution.origin
    # Likeness made the cluster; only who tells all that the printed sentence asserts is named for it.
    also: list[SupportingSentence] = []
    related: list[SupportingSentence] = []
    supporters = [one]
    for member in cluster.sentences:
        places = find_places(member.sentence, member.article, analysis.story.copies)
        if member.position == one.position:
            also += places[1:]
        elif tells_all(one, member, words, find_before(member, analysis.news)):
            also += places
            supporters.append(member)
        else:
            related += places
    # What other articles say otherwise, each thing once.
    disagreement: dict[int, SupportingSentence] = {}
    for other, reason in opposed:
        if other.article.id != article.id and other.cluster not in disagreement:
            place = (other.article.id, other.article.outlet, other.sentence.start, other.sentence.end)
            disagreement[other.cluster] = SupportingSentence(*place, other.text, reason, other.edits)
    return BriefingSentence(
        text=one.text,
        article=article.id,
        outlet=article.outlet,
        start=one.sentence.start,
        end=one.sentence.end,
        score=round(cluster.score, 6),
        cluster=cluster.name,
        edits=one.edits,
        speaker=one.attribution.speaker,
        origin=origin if find_identity(origin) != find_identity(article.outlet) else "",
        outlets=tuple(dict.fromkeys([article.outlet, *(place.outlet for place in also)])),
        origins=count_sources(supporters),
        also=tuple(also),
        related=tuple(related),
        disagreement=tuple(disagreement.values()),
        update=cluster.update,
    )


def _find_title(analysis: StoryAnalysis, fresh: Sequence[AnalysedSentence]) -> str:
    """Return the plan's title; for a plan of any story, the headline nearest to what the story is about."""
    titled = [one for one in analysis.story.articles if one.title and not _SLUG.search(one.title)]
    if analysis.since is not None:
        # Not yesterday's headline again.
        fresh_articles = {one.article.id for one in fresh}
        titled = [article for article in titled if article.id in fresh_articles] or titled
    if analysis.plan.actors or not titled:
        return analysis.plan.title
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for one in analysis.news:
        scores[one.article.id].append(one.score)
    centrality = {name: round(sum(found) / math.sqrt(len(found)), 9) for name, found in scores.items()}
    # Of equals, the first article.
    return max(titled, key=lambda article: centrality.get(article.id, 0.0)).title


def _trace_sentence(one: AnalysedSentence, analysis: StoryAnalysis) -> SentenceOutcome:
    """Return what became of a sentence, and why."""
    section, cluster, why = "", "", f"{one.sentence.kind}: {one.sentence.why}"
    if one.is_news:
        section, cluster = one.section.section, analysis.clusters[one.cluster].name
        why = f"{find_reason(one, analysis)} [section by {one.section.why}]"
    return SentenceOutcome(
        article=one.article.id,
        path=one.article.path or one.article.url,
        outlet=one.article.outlet,
        start=one.sentence.start,
        end=one.sentence.end,
        text=one.sentence.text,
        kind=one.sentence.kind,
        section=section,
        cluster=cluster,
        score=round(one.score, 6),
        speaker=one.attribution.speaker,
        origin=one.attribution.origin,
        printed=one.is_news and one.position in analysis.selection.rows,
        why=why,
    )


def find_reason(one: AnalysedSentence, analysis: StoryAnalysis) -> str:
    """Return why a sentence of news is printed or not."""
    printed = analysis.selection.rows
    if one.position in printed:
        return "printed"
    cluster = analysis.clusters[one.cluster]
    shown = cluster.representative
    if one.position != shown.position:
        state = "printed" if shown.position in printed else "not printed"
        place = f"{shown.article.outlet} {shown.sentence.start}–{shown.sentence.end}"
        return f"merged into {cluster.name}, for which {place} stands ({state})"
    reason = find_refusal(cluster) or analysis.selection.reasons.get(one.position, BELOW)
    return f"{reason}; {one.weakness}" if one.weakness else reason
