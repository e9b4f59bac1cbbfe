"""What was found out about a story's sentences → the briefing, and what became of each sentence."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.briefing.provenance import find_maker
from summarizer.briefing.readability import measure
from summarizer.briefing.story_analysis import StoryAnalysis, find_refusal
from summarizer.dedupe.clusters import SentenceCluster, find_disagreements
from summarizer.dedupe.wire_copies import find_places
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Counted,
    Options,
    Problem,
    Section,
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

_Printed = tuple[AnalysedSentence, BriefingSentence]
_Opposed = tuple[AnalysedSentence, str]


def assemble(analysis: StoryAnalysis, options: Options) -> Briefing:
    """Return the briefing: the printed sentences in their sections, each with its proof, and the trace of all."""
    sections = mark_keys(_build_sections(analysis))
    printed = [line for section in sections for line in section.lines]
    words = sum(count_words(line.text) for line in printed)
    language = analysis.story.language
    return Briefing(
        title=options.title or _find_title(analysis),
        date=options.date,
        plan=analysis.plan.id,
        language=language,
        options=MappingProxyType(_show_options(options)),
        length=Counted(len(printed), words, reading_seconds(words)),
        readability=measure([line.text for line in printed], language),
        articles=analysis.articles,
        sections=sections,
        problems=(*analysis.story.problems, *_find_problems(analysis)),
        trace=tuple(_trace_sentence(one, analysis) for one in analysis.sentences),
        new_only=analysis.since is not None,
        since=analysis.since or "",
        set_aside=analysis.story.set_aside,
        plan_used=replace(analysis.plan, path=""),
        made_by=find_maker(),
    )


def _find_problems(analysis: StoryAnalysis) -> list[Problem]:
    if analysis.clustering.exact:
        return []
    few = "pairs that share hardly any but the story’s commonest words were not looked for"
    told = f"{len(analysis.news):,} sentences are too many to compare each with all: {few}"
    return [Problem("--similarity", told, "notice")]


def _build_sections(analysis: StoryAnalysis) -> list[BriefingSection]:
    opposed = find_disagreements(analysis.clustering, analysis.clusters)
    lines: dict[str, list[_Printed]] = {section.id: [] for section in analysis.plan.sections}
    news = analysis.news
    for position in analysis.selection.rows:
        one = news[position]
        cluster = analysis.clusters[one.cluster]
        line = _build_line(cluster, opposed[cluster.number], analysis)
        lines[one.section.section].append((one, line))
    open_sections = _find_open_sections(analysis)
    return [_build_section(section, lines[section.id], open_sections) for section in analysis.plan.sections]


def _find_open_sections(analysis: StoryAnalysis) -> set[str]:
    """Return the sections that do not say that nothing is new: they had something, and perhaps no room for it."""
    if analysis.since is None:
        return {section.id for section in analysis.plan.sections}
    return {one.section.section for one in _list_printable(analysis)}


def _list_printable(analysis: StoryAnalysis) -> list[AnalysedSentence]:
    return [cluster.representative for cluster in analysis.clusters if not find_refusal(cluster)]


def _build_section(section: Section, printed: Sequence[_Printed], open_sections: set[str]) -> BriefingSection:
    """Return a section with its lines in order.

    What several independent sources tell comes first, then what is most central; a quotation stands behind the
    first statement of its side.
    """
    ordered = sorted(printed, key=lambda one: (-min(3, one[1].origins), -one[1].score, one[0].position))
    sides = [one.attribution.actor or one.attribution.speaker for one, _ in ordered]
    quoted = [one.sentence.text.startswith(_OPENING_MARKS) for one, _ in ordered]
    lines = tuple(ordered[at][1] for at in put_quotations_behind(sides, quoted))
    nothing_new = not lines and section.id not in open_sections
    return BriefingSection(section.id, section.title, lines, section.by_speaker, nothing_new)


def mark_keys(sections: Sequence[BriefingSection]) -> tuple[BriefingSection, ...]:
    """Return the sections with the key points marked: the three that most independent sources tell.

    Each is of another section. A short briefing has none, a section keeps at least one line of its own, and what one
    source alone tells is no key point.
    """
    if sum(len(section.lines) for section in sections) < _LEAST_FOR_KEYS:
        return tuple(sections)
    best: list[BriefingSentence] = []
    for section in sections:
        corroborated = [line for line in section.lines if line.origins > 1]
        if corroborated and len(section.lines) > 1:
            best.append(max(corroborated, key=_by_corroboration))
    keys = sorted(best, key=_by_corroboration, reverse=True)[:_KEYS]
    if len(keys) < _KEYS:
        return tuple(sections)
    chosen = {line.cluster for line in keys}
    marked: list[BriefingSection] = []
    for section in sections:
        lines = tuple(replace(line, key=line.cluster in chosen) for line in section.lines)
        marked.append(replace(section, lines=lines))
    return tuple(marked)


def _by_corroboration(line: BriefingSentence) -> tuple[int, float]:
    return line.origins, line.score


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


def _build_line(cluster: SentenceCluster, opposed: Sequence[_Opposed], analysis: StoryAnalysis) -> BriefingSentence:
    one = cluster.representative
    article, sentence, attribution = one.article, one.sentence, one.attribution
    also: list[SupportingSentence] = []
    for member in cluster.sentences:
        places = find_places(member.sentence, member.article, analysis.story.copies)
        also += places[1:] if member.position == one.position else places
    return BriefingSentence(
        text=one.text,
        article=article.id,
        outlet=article.outlet,
        start=sentence.start,
        end=sentence.end,
        score=round(cluster.score, 6),
        cluster=cluster.name,
        edits=one.edits,
        speaker=attribution.speaker,
        origin="" if attribution.origin == article.outlet else attribution.origin,
        outlets=tuple(dict.fromkeys([article.outlet, *(place.outlet for place in also)])),
        origins=cluster.sources,
        also=tuple(also),
        disagreement=_build_disagreement(opposed, article),
        update=cluster.update,
    )


def _build_disagreement(opposed: Sequence[_Opposed], article: Article) -> tuple[SupportingSentence, ...]:
    """Return what other articles than that of the printed sentence say otherwise, each thing once."""
    found: dict[int, SupportingSentence] = {}
    for other, reason in opposed:
        if other.article.id != article.id and other.cluster not in found:
            place = (other.article.id, other.article.outlet, other.sentence.start, other.sentence.end)
            found[other.cluster] = SupportingSentence(*place, other.text, reason, other.edits)
    return tuple(found.values())


def _find_title(analysis: StoryAnalysis) -> str:
    """Return the plan's title; for a plan of any story, the headline nearest to what the story is about."""
    titled = [one for one in analysis.story.articles if one.title and not _SLUG.search(one.title)]
    if analysis.since is not None:
        # Not yesterday's headline again.
        fresh = {one.article.id for one in _list_printable(analysis)}
        titled = [article for article in titled if article.id in fresh] or titled
    if analysis.plan.actors or not titled:
        return analysis.plan.title
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for one in analysis.news:
        scores[one.article.id].append(one.score)
    centrality = {name: round(sum(found) / math.sqrt(len(found)), 9) for name, found in scores.items()}
    # Of equals, the first article.
    return max(titled, key=lambda article: centrality.get(article.id, 0.0)).title


def _show_options(options: Options) -> dict[str, object]:
    shown: dict[str, object] = {
        "plan": options.plan,
        "length": str(options.length),
        "method": options.method,
        "similarity": options.similarity,
        "threshold": options.threshold,
        "gloss": options.gloss,
    }
    # What was not asked for is not shown.
    asked = {
        "shares": dict(sorted(options.shares.items())),
        "outlets": dict(sorted(options.outlets.items())),
        "language": options.language,
        "title": options.title,
        "date": options.date,
    }
    return shown | {name: value for name, value in asked.items() if value}


def _trace_sentence(one: AnalysedSentence, analysis: StoryAnalysis) -> SentenceOutcome:
    """Return what became of a sentence, and why."""
    outcome = SentenceOutcome(
        article=one.article.id,
        path=one.article.path or one.article.url,
        outlet=one.article.outlet,
        start=one.sentence.start,
        end=one.sentence.end,
        text=one.sentence.text,
        kind=one.sentence.kind,
        section=one.section.section,
        cluster="",
        score=round(one.score, 6),
        speaker=one.attribution.speaker,
        origin=one.attribution.origin,
        printed=False,
        why=f"{one.sentence.kind}: {one.sentence.why}",
    )
    if not one.is_news:
        return replace(outcome, section="")
    cluster = analysis.clusters[one.cluster]
    why = f"{_find_reason(one, cluster, analysis)} [section by {one.section.why}]"
    return replace(outcome, cluster=cluster.name, printed=one.position in analysis.selection.rows, why=why)


def _find_reason(one: AnalysedSentence, cluster: SentenceCluster, analysis: StoryAnalysis) -> str:
    printed = analysis.selection.rows
    if one.position in printed:
        return "printed"
    shown = cluster.representative
    if one.position != shown.position:
        state = "printed" if shown.position in printed else "not printed"
        place = f"{shown.article.outlet} {shown.sentence.start}–{shown.sentence.end}"
        return f"merged into {cluster.name}, for which {place} stands ({state})"
    reason = find_refusal(cluster) or analysis.selection.reasons.get(one.position, BELOW)
    return f"{reason}; {one.weakness}" if one.weakness else reason
