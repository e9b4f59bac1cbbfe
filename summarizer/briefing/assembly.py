"""What was found out about a story's sentences → the briefing, and what became of each sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.dates import ISO_DAY
from summarizer.briefing.page_links import choose_fragment
from summarizer.briefing.readability import NO_LENGTH, recount
from summarizer.briefing.remake import find_maker, record_options
from summarizer.briefing.rights import hide_bounded, list_left_out
from summarizer.briefing.story_analysis import (
    StoryAnalysis,
    divide_by_language,
    find_before,
    find_latest,
    find_opening,
    find_past_sections,
    find_refusal,
    is_over,
    measure_news,
    put_glosses,
)
from summarizer.dedupe.clusters import SentenceCluster
from summarizer.dedupe.compared_words import tokenize
from summarizer.dedupe.support import StoryWords, read_story_words, tells_all
from summarizer.dedupe.wire_copies import count_disjoint, count_sources, find_places
from summarizer.model import (
    Article,
    Briefing,
    BriefingSection,
    BriefingSentence,
    Edit,
    Options,
    Problem,
    Sentence,
    SentenceOutcome,
    SupportingSentence,
)
from summarizer.stories.article_kinds import find_kind
from summarizer.stories.description import Headline, choose_title
from summarizer.summary.quotas import find_limits
from summarizer.summary.selection import ADDS_LITTLE, BELOW, BETTER_WITHOUT
from summarizer.text.agencies import find_identity
from summarizer.text.edits import ADDITIONS, undo_edits
from summarizer.text.tokens import OPENING_MARKS, count_words, letters

KEYS, _LEAST_FOR_KEYS = 3, 10
#: A heading for one party in so many lines of the page.
_LINES_A_HEADING = 4
#: A headline has at least so many words; in capitals alone, so many are a rubric.
_SHORTEST_TITLE = 3
#: What an agency calls a report among editors is no headline: "BC-NORLAND-FERRY, 1st Ld-Writethru".
_SLUG = re.compile(
    r"^(?:BC|AM|PM|US|EU|UN|[A-Z])-[A-Z]\w*(?:-|,|$)|(?i:\b\d(?:st|nd|rd|th) ?ld\b|writethru|\(\d+ ?takes?\))"
)


def assemble(analysis: StoryAnalysis, options: Options) -> Briefing:
    """Return the briefing: the printed sentences in their sections, each with its proof, and the trace of all."""
    story = analysis.story
    told = () if analysis.since is None else analysis.clusters
    fresh = [cluster.representative for cluster in told if not find_refusal(cluster)]
    opening = _find_opening(analysis)
    built = _build_sections(analysis, fresh, opening)
    first = len(analysis.plan.sections)
    over = {cluster.name for cluster in analysis.clusters if is_over(cluster)}
    sections = (*mark_keys(built[:first], opening, find_past_sections(analysis.plan), over), *built[first:])
    sections = introduce_persons(sections, analysis, options)
    left_out = list_left_out(story.articles, analysis.selection, analysis.news, options.rights)
    # Whom only some of an article's sentences pass on is not the source of all of it.
    shared: dict[str, frozenset[str]] = {}
    for one in analysis.news:
        shared[one.article.id] = shared.get(one.article.id, one.sources) & one.sources
    made = Briefing(
        title=options.title or _find_title(analysis, fresh),
        date=options.date,
        plan=analysis.plan.id,
        language=story.language,
        options=MappingProxyType(record_options(options)),
        length=NO_LENGTH,
        readability={},
        articles=(*story.articles, *(copy for _, copy in story.copies)),
        sections=sections,
        problems=(*story.problems, *left_out, *_list_notices(analysis, options)),
        trace=tuple(_trace_sentence(one, analysis) for one in analysis.sentences),
        new_only=analysis.since is not None,
        since=analysis.since or "",
        set_aside=story.set_aside,
        plan_used=replace(analysis.plan, path=""),
        made_by=find_maker(),
        origins=count_disjoint([*shared.values()]),
    )
    return hide_bounded(recount(made))


def _find_opening(analysis: StoryAnalysis) -> str:
    """Return the cluster with which the page opens, empty for none: the event, if its first language has it."""
    # The opening is a key point, and those are of the first language.
    language = next(iter(divide_by_language(analysis.news)), "")
    printed = [analysis.news[position] for position in analysis.selection.rows]
    able = [one for one in printed if one.language.code == language]
    event = analysis.event
    if event and event.position not in {one.position for one in able}:
        event = find_opening(able or printed, analysis.openings, analysis.story.ages)
    return analysis.clusters[event.cluster].name if event else ""


def _list_notices(analysis: StoryAnalysis, options: Options) -> Iterator[Problem]:
    """Yield what is to be known of how the sentences of a story were compared, and of what is left out where all were
    asked for."""
    passed_over = sum(why in (ADDS_LITTLE, BETTER_WITHOUT) for why in analysis.selection.reasons.values())
    if passed_over and find_limits(options.length, 0).is_all:
        why = "since they lean on what is not printed with them, or tell nothing new"
        left_out = f"sentences left out {why}: {passed_over} (--trace FILE tells which)"
        yield Problem(str(options.length), left_out, "notice")
    if not analysis.clustering.exact:
        few = "pairs of many that are alike, or that share hardly any but the story’s commonest words, are missed"
        missed = f"{len(analysis.news):,} sentences are too many to compare each with all: {few}"
        yield Problem("--similarity", missed, "notice")
    strange = sorted({one.language.name for one in analysis.news if not one.language.has_rules})
    if strange:
        floor = "of sentences in these languages only nearly equal ones count as one: the program has no rules for them"
        yield Problem(", ".join(strange), floor, "notice")


def _build_sections(analysis: StoryAnalysis, fresh: Sequence[AnalysedSentence], opening: str) -> list[BriefingSection]:
    """Return the sections with their lines in order.

    The ``opening`` comes first; what one article tells stays together, and a quotation stands behind the first
    statement of its side. Where the first sentences of articles tell what happened, what followed comes day by day.
    """
    words, neighbours = read_story_words(analysis.news, analysis.names), read_neighbours(analysis.sentences)
    chosen = [analysis.news[position] for position in analysis.selection.rows]
    latest = find_latest(chosen, analysis)
    # A section that had something, and perhaps no room for it, does not say that nothing is new.
    had_news = {one.section.section for one in fresh}
    languages = [*divide_by_language(analysis.news)]
    sections: list[BriefingSection] = []
    printed: defaultdict[tuple[str, str], list[_Printed]] = defaultdict(list)
    for one in chosen:
        cluster = analysis.clusters[one.cluster]
        line = _build_line(cluster, analysis.opposed[cluster.number], analysis, words, neighbours)
        line = replace(line, latest=one.position in latest)
        printed[one.language.code, one.section.section].append((one, line))
    for language, section in product(languages, analysis.plan.sections):
        in_order = _put_in_order(printed[language, section.id], opening, by_day="lead" in section.features)
        lines = tuple(line for _, line in in_order)
        if section.by_speaker:
            lines = _head_parties(in_order, len(chosen) // _LINES_A_HEADING)
        nothing_new = analysis.since is not None and not lines and section.id not in had_news
        if lines or language == languages[0]:
            part = language if len(languages) > 1 else ""
            sections.append(BriefingSection(section.id, section.title, lines, section.by_speaker, nothing_new, part))
    return sections


#: A sentence that is printed, and its line.
_Printed = tuple[AnalysedSentence, BriefingSentence]


def _put_in_order(printed: Sequence[_Printed], opening: str, *, by_day: bool) -> list[_Printed]:
    """Return the lines of a section article by article, each in the article's own order, the opening before all.

    The article comes first whose line most independent sources tell, or the most central one; ``by_day`` the oldest.
    On editors' pages half of the lines follow one of the same article, and 80 of 100 pairs of these are in its order.
    A reader who did not know which was which took 13 of 16 pages in this order, and 2 with the lines by rank.
    """
    ranks: dict[str, tuple[str, int, float, int]] = {}
    for one, line in printed:
        day = one.article.published[:ISO_DAY] if by_day else ""
        rank = (day, -min(3, line.origins), -line.score, one.position)
        ranks[one.article.id] = min(rank, ranks.get(one.article.id, rank))
    together = sorted(printed, key=lambda pair: (ranks[pair[0].article.id], pair[0].position))
    sides = [one.attribution.actor or one.attribution.speaker for one, _ in together]
    quoted = [one.sentence.text.startswith(OPENING_MARKS) for one, _ in together]
    in_order = [together[at] for at in put_quotations_behind(sides, quoted)]
    return sorted(in_order, key=lambda pair: pair[1].cluster != opening)


def _head_parties(lines: Sequence[_Printed], most: int) -> tuple[BriefingSentence, ...]:
    """Return the lines of a section by speaker with their headings, so many at most: the parties with most to say."""
    weights: defaultdict[str, float] = defaultdict(float)
    for one, line in lines:
        if one.attribution.party:
            weights[one.attribution.party] += 1 + line.score
    headed = sorted(weights, key=lambda party: (-weights[party], party))[:most]
    found: list[BriefingSentence] = []
    for party in headed:
        found += [replace(line, party=party) for one, line in lines if one.attribution.party == party]
    return (*found, *(line for one, line in lines if one.attribution.party not in headed))


def mark_keys(
    sections: Sequence[BriefingSection], opening: str = "", past: Collection[str] = (), over: Collection[str] = ()
) -> tuple[BriefingSection, ...]:
    """Return the sections with the key points marked: three lines of three sections, the ``opening`` one of them.

    What most independent sources tell comes first. Where that is fewer than three, the first plain line of the next
    section fills up; its number of sources stays what it is. A short briefing has none but the opening, where
    that is not the first line anyhow; a section keeps at least one line of its own but the opening, and those that tell
    the ``past`` keep all. What is likely to be ``over`` is no key point.
    """
    best: list[BriefingSentence] = []
    for section in sections:
        key = _find_key(section, opening, over)
        if key and section.id not in past and (len(section.lines) > 1 or key.cluster == opening):
            best.append(key)
    # In the order of the plan.
    best.sort(key=lambda line: (line.cluster != opening, -line.origins))
    chosen = {line.cluster for line in best[:KEYS]}
    all_lines = [line.cluster for section in sections for line in section.lines]
    if len(best) < KEYS or len(all_lines) < _LEAST_FOR_KEYS:
        chosen &= {opening}.difference(all_lines[:1])
    marked: list[BriefingSection] = []
    for section in sections:
        lines = [replace(line, key=line.cluster in chosen, opens=line.cluster == opening) for line in section.lines]
        marked.append(replace(section, lines=tuple(lines)))
    return tuple(marked)


def _find_key(section: BriefingSection, opening: str, over: Collection[str]) -> BriefingSentence | None:
    """Return the line of a section that is fit for a key point: the opening, else the first of the best corroborated;
    of what one source alone tells, the first that is plain without a gloss."""
    able = [line for line in section.lines if line.cluster == opening]
    for line in section.lines if not able else ():
        is_plain = not line.text.startswith(OPENING_MARKS) and all(edit.fix != "gloss" for edit in line.edits)
        if line.cluster not in over and (line.origins > 1 or is_plain):
            able.append(line)
    return max(able, key=lambda line: (line.origins, line.score if line.origins > 1 else 0.0), default=None)


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


def introduce_persons(
    sections: Sequence[BriefingSection], analysis: StoryAnalysis, options: Options
) -> tuple[BriefingSection, ...]:
    """Return the sections with the glosses that say who somebody is, each where the page first names that person.

    Key lines are read first. Where words are counted, a page has no more of them than it may.
    """
    shown = {cluster.name: cluster.representative for cluster in analysis.clusters}
    lines = [line for section in sections for line in section.lines]
    left = find_limits(options.length, 0).words - sum(count_words(line.text) for line in lines)
    known: set[str] = set()
    glossed: dict[str, BriefingSentence] = {}
    for line in sorted(lines, key=lambda line: not line.key):
        one = shown[line.cluster]
        glosses: list[Edit] = []
        for name, edit in one.introductions.items():
            words = count_words(edit.after)
            if name not in known and words <= left:
                glosses.append(edit)
                known.add(name)
                left -= words
        known |= one.introduces
        one = put_glosses(one, glosses)
        glossed[line.cluster] = replace(line, text=one.text, edits=one.edits)
    return tuple(replace(part, lines=tuple(glossed[line.cluster] for line in part.lines)) for part in sections)


def _build_line(
    cluster: SentenceCluster,
    opposed: Sequence[tuple[AnalysedSentence, str]],
    analysis: StoryAnalysis,
    words: StoryWords,
    neighbours: Neighbours,
) -> BriefingSentence:
    """Return the line of a cluster, with whoever tells all of it, or other things; ``opposed`` says otherwise."""
    one = cluster.representative
    article, origin = one.article, one.attribution.origin
    printed, also, related, supporters = _part_tellers(cluster, analysis, words, neighbours)
    disagreement = _find_disagreement(article, opposed, analysis, neighbours)
    # What no cluster may hold beside it though its words are nearly the same: it may tell the contrary. One sentence of
    # what is opposed stands there as a disagreement.
    shown = {(told.article, told.start) for told in disagreement}
    for row, beside in analysis.selection.near.items():
        if beside == one.position:
            for member in analysis.clusters[analysis.news[row].cluster].sentences:
                if (member.article.id, member.sentence.start) not in shown:
                    related += find_stretches(member, analysis.story.copies, neighbours)
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
        disagreement=disagreement,
        update=cluster.update,
        placed_by=one.section.reason,
        prefix=printed.prefix,
        suffix=printed.suffix,
        fragment=printed.fragment,
    )


def _part_tellers(
    cluster: SentenceCluster, analysis: StoryAnalysis, words: StoryWords, neighbours: Neighbours
) -> tuple[SupportingSentence, list[SupportingSentence], list[SupportingSentence], list[AnalysedSentence]]:
    """Return where the printed sentence of a cluster stands, who tells all that it asserts, who is only near, and the
    sentences of the first with the printed one. Likeness made the cluster; only the first are named for the line."""
    one = cluster.representative
    printed, *copies = find_stretches(one, analysis.story.copies, neighbours)
    also: list[SupportingSentence] = []
    related: list[SupportingSentence] = []
    supporters = [one]
    told = {(one.article.id, letters(one.sentence.text))}
    for member in cluster.sentences:
        # What an article says again in the very words is listed once.
        wording = (member.article.id, letters(member.sentence.text))
        if wording in told and member.position != one.position:
            continue
        told.add(wording)
        if member.position == one.position:
            also += copies
        elif tells_all(one, member, words, find_before(member, analysis.news)):
            also += find_stretches(member, analysis.story.copies, neighbours)
            supporters.append(member)
        else:
            related += find_stretches(member, analysis.story.copies, neighbours)
    return printed, also, related, supporters


def _find_disagreement(
    article: Article, opposed: Sequence[tuple[AnalysedSentence, str]], analysis: StoryAnalysis, neighbours: Neighbours
) -> tuple[SupportingSentence, ...]:
    """Return what other articles say otherwise than a line of an article, each thing once."""
    found: dict[int, SupportingSentence] = {}
    for other, reason in opposed:
        is_shown = other.position not in analysis.selection.withheld
        if is_shown and other.article.id != article.id and other.cluster not in found:
            place = find_stretches(other, (), neighbours)[0]
            found[other.cluster] = replace(place, text=other.text, reason=reason, edits=other.edits)
    return tuple(found.values())


def _find_title(analysis: StoryAnalysis, fresh: Sequence[AnalysedSentence]) -> str:
    """Return the plan's title; for a plan of any story, the best headline, by how near all openings are to each."""
    titled = [article for article in analysis.story.articles if _is_headline(article)]
    if analysis.since is not None:
        # Not yesterday's headline again.
        fresh_articles = {one.article.id for one in fresh}
        titled = [article for article in titled if article.id in fresh_articles] or titled
    if analysis.plan.actors or not titled:
        return analysis.plan.title
    told = [(tokenize(article.title, article.language), article) for article in titled]
    measured = measure_news(told, analysis.openings, analysis.story.ages)
    headlines = [Headline(one, find_kind(one), near) for one, near in zip(titled, measured, strict=True)]
    return choose_title(headlines)[0]


def _is_headline(article: Article) -> bool:
    """Return whether a title says what happened: no slug, no question, no rubric, and not the outlet's name."""
    title, words = article.title.strip(), len(article.title.split())
    is_rubric = words < _SHORTEST_TITLE or (title.isupper() and words == _SHORTEST_TITLE)
    is_name = find_identity(title) == find_identity(article.outlet)
    return not (is_rubric or is_name or title.endswith("?") or _SLUG.search(title))


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


#: So many words beside a sentence tell it from a teaser that repeats it; longer ones are no words, or of a language
#: that writes no blanks.
_WORDS, _LONGEST = 3, 60

#: Sentences by their article's id and their place in it.
Neighbours = Mapping[tuple[str, int], Sentence]


def read_neighbours(sentences: Sequence[AnalysedSentence]) -> Neighbours:
    """Return all sentences of a story by their places; headlines and boilerplate are neighbours too."""
    return {(one.article.id, one.sentence.place): one.sentence for one in sentences}


def find_stretches(
    one: AnalysedSentence, copies: Sequence[tuple[str, Article]], neighbours: Neighbours
) -> list[SupportingSentence]:
    """Return where a sentence stands, in its own article first, who says it, and the words before and behind it.

    Between them and the sentence stands a blank, or a line end where they are of another paragraph. The headline above
    all does not count, since it stands above teasers too.
    """
    sentence = one.sentence
    before = neighbours.get((sentence.article, sentence.place - 1))
    if before and before.kind == "headline" and one.place == 0:
        before = None
    after = neighbours.get((sentence.article, sentence.place + 1))
    prefix = suffix = ""
    if before and (words := _cut_words(before, last=True)):
        prefix = words + _name_gap(before, sentence)
    if after and (words := _cut_words(after, last=False)):
        suffix = _name_gap(sentence, after) + words
    articles = {copy.id: copy for _, copy in copies} | {one.article.id: one.article}
    places: list[SupportingSentence] = []
    for place in find_places(sentence, one.article, copies):
        told = replace(place, prefix=prefix, suffix=suffix, speaker=one.attribution.speaker)
        places.append(replace(told, fragment=choose_fragment(told, articles[place.article])))
    return places


def _name_gap(first: Sentence, second: Sentence) -> str:
    """Return what stands between two neighbours of an article: nothing, a blank, or a line end between paragraphs."""
    if first.line != second.line or first.kind != second.kind:
        return "\n"
    return " " if first.end < second.start else ""


def _cut_words(sentence: Sentence, *, last: bool) -> str:
    """Return the last or the first words of a sentence, as its article's page has them.

    >>> said = Sentence("a1", 0, 0, 0, 29, "The crews have left the pier.")
    >>> _cut_words(said, last=True), _cut_words(said, last=False)
    ('left the pier.', 'The crews have')
    """
    words = undo_edits(sentence.text, sentence.start, sentence.edits, ADDITIONS).split()
    cut = words[-_WORDS:] if last else words[:_WORDS]
    while cut and sum(map(len, cut)) > _LONGEST:
        cut = cut[1:] if last else cut[:-1]
    return " ".join(cut)
