"""Articles → briefing: one call a stage; no I/O, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from summarizer.analysis.actor_resolution import may_be_named
from summarizer.analysis.analysed_sentence import AnalysedSentence
from summarizer.analysis.claims import list_figures
from summarizer.analysis.dates import ISO_DAY, as_date
from summarizer.analysis.names import Names, learn_names
from summarizer.analysis.story import Story
from summarizer.briefing.assembly import assemble
from summarizer.briefing.rights import find_quotas, select_within_rights
from summarizer.briefing.story_analysis import (
    StoryAnalysis,
    add_glosses,
    apply_plan,
    divide_by_language,
    find_agencies,
    find_event,
    list_candidates,
    may_stand_for,
    open_story,
    prepare_comparison,
    read_openings,
    read_sentences,
)
from summarizer.dedupe.clusters import (
    Clustering,
    Disagreements,
    SentenceCluster,
    choose_representatives,
    cluster_sentences,
    compare_sentences,
    find_disagreements,
    find_superseding,
)
from summarizer.dedupe.contradictions import REASONS
from summarizer.dedupe.novelty import find_news
from summarizer.dedupe.superseding import mark_superseded
from summarizer.dedupe.support import read_story_words
from summarizer.dedupe.vectors import find_similarity
from summarizer.dedupe.wire_copies import find_families, find_wire_outlets
from summarizer.errors import ConfigError, nearest
from summarizer.lang.language import load_language
from summarizer.model import Article, Briefing, Memory, Options, Plan, Problem
from summarizer.summary.quotas import Limits, Share, find_limits
from summarizer.summary.ranking import find_method, rank
from summarizer.summary.redundancy import SHARED_FACT, SHARED_FIGURE, Opening, Redundancy
from summarizer.summary.section_assignment import agree_on_sections, fits
from summarizer.summary.selection import ADDS_LITTLE, TOLD, Candidate, Selection, select
from summarizer.summary.weighting import estimate_chances
from summarizer.text.tokens import fold, letters, split_words

Report = Callable[[str], None]
GENERAL = "general"
#: What more than this part of a story's sentences name, and more than so many, is common.
_COMMON, _FEW = 0.1, 2
#: An article of so few sentences is a teaser.
_TEASER = 6


def make_briefing(
    articles: Sequence[Article], options: Options, report: Report = lambda stage: None, memory: Memory | None = None
) -> Briefing:
    """Return one briefing of the articles of one story, as read and in any order.

    ``report`` is told each stage as it begins; with a ``memory``, what earlier editions told is not printed again.

    Raises:
        SourceError: there is no article, or no sentence of news in any.
        ConfigError: an option names a plan, method, similarity or section that does not exist.
    """
    return assemble(analyse_story(articles, options, report, memory), options)


def compose(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    options: Options,
    report: Report = lambda stage: None,
    memory: Memory | None = None,
) -> Briefing:
    """Return the briefing of some articles with all problems in it: those of reading and its own, each once.

    With a ``memory`` of earlier editions, an empty briefing is no problem. Arguments and errors are those of
    ``make_briefing``.
    """
    made = make_briefing(articles, options, report, memory)
    found = {*problems, *made.problems}
    if not made.length.sentences and not made.new_only:
        allowed = ", or may be quoted ([rights])" if options.rights else ""
        found.add(Problem("--length", f"no sentence is short enough for {options.length}{allowed}"))
    found.update(list_unused_shares(made, options.shares))
    return replace(made, problems=sort_problems(found))


def sort_problems(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order in which a page tells them: notices last."""
    return tuple(sorted(found, key=lambda problem: (problem.level == "notice", problem.where, problem.message)))


def list_unused_shares(made: Briefing, shares: Mapping[str, float]) -> Iterator[Problem]:
    """Yield a notice of each share that was asked for a section which the plan of a briefing has not."""
    for name in sorted(shares.keys() - {section.id for section in made.sections}):
        message = f"the plan “{made.plan}” has no section “{name}”: its share does not count"
        yield Problem("--section", message, level="notice")


def analyse_story(
    articles: Sequence[Article], options: Options, report: Report = lambda stage: None, memory: Memory | None = None
) -> StoryAnalysis:
    """Return all that ``make_briefing`` puts together, by the same arguments and with the same errors."""
    found = _compare_story(articles, options, report, memory)
    report("selecting")

    def choose(clusters: Sequence[SentenceCluster], barred: Set[int]) -> Selection:
        return select_sentences(replace(found, clusters=tuple(clusters)), options, barred)

    quotas = find_quotas(found.story.articles, options.rights)
    clusters, selection = select_within_rights(choose, found.clusters, found.opposed, found.news, found.names, quotas)
    return replace(found, clusters=clusters, selection=selection)


def _compare_story(
    articles: Sequence[Article], options: Options, report: Report, memory: Memory | None
) -> StoryAnalysis:
    """Return what each sentence of a story tells, which of them tell the same, and what each weighs."""
    find_similarity(options.similarity)
    report("reading")
    story, read = open_story(articles, options.language, options.date)
    sentences = read_sentences(read)
    report("attributing")
    names = learn_names((one.text, load_language(one.article.language)) for one in read)
    plan, sentences = assign_sections(sentences, names, story, options)
    if options.gloss:
        sentences = add_glosses(sentences, names, story, options.date)
    agencies = find_agencies(sentences)
    wires = find_wire_outlets(story.articles, agencies)
    news = prepare_comparison(sentences, names, wires, find_families(options.families))
    report("clustering")
    space = compare_sentences(news, options.threshold, covering=True)
    clustering = cluster_sentences(space, news, options.threshold)
    report("ranking")
    news = _rank_sentences(agree_on_sections(news, clustering.clusters), options.method, story.ages)
    clusters = choose_representatives(clustering, news, space.vectors, agencies)
    if memory is not None:
        report("remembering")
        clusters = find_news(clusters, story, memory, plan.actors, options.threshold)
    clusters = mark_superseded(clusters, clustering, space.vectors, story.ages)
    # The sentences of the clusters know theirs; all others stand as they were.
    news = sorted((one for cluster in clusters for one in cluster.sentences), key=lambda one: one.position)
    if options.order == "outlet" and not (memory and memory.since):
        clusters = prefer_first_tellers(clusters, news, names)
    openings = read_openings(news)
    return StoryAnalysis(
        story=story,
        plan=plan,
        sentences=tuple(news[one.position] if one.is_news else one for one in sentences),
        news=tuple(news),
        names=names,
        space=space,
        clustering=clustering,
        clusters=clusters,
        opposed=find_disagreements(clustering, clusters),
        openings=openings,
        event=find_event(clusters, openings, story.ages),
        since=None if memory is None else memory.since,
    )


def _rank_sentences(news: Sequence[AnalysedSentence], method: str, ages: Mapping[str, int]) -> list[AnalysedSentence]:
    """Return the sentences with their centrality, and with what each weighs; ``ages`` are the articles', in days."""
    scores, chances = rank([one.tokens for one in news], method), estimate_chances(news, ages).round(9).tolist()
    ranked: list[AnalysedSentence] = []
    for one, score, chance in zip(news, scores, chances, strict=True):
        ranked.append(replace(one, score=score, weight=chance))
    return ranked


def assign_sections(
    sentences: Sequence[AnalysedSentence], names: Names, story: Story, options: Options
) -> tuple[Plan, list[AnalysedSentence]]:
    """Return the plan asked for and the sentences by it; by ``auto``, the first plan that is made for this story."""
    *earlier, last = _find_candidates(options)
    words = chain.from_iterable(split_words(one.sentence.text) for one in sentences if earlier)
    text = letters("".join(map(fold, words)))
    languages = set(story.languages.values())
    # Who is named nowhere is not heard: most stories of a morning are no matter of a plan's actors, and a front page
    # takes a sixth less time.
    candidates = [one for one in earlier if all(may_be_named(actor, text, languages) for actor in one.actors)]
    for plan in [*candidates, last]:
        assigned = apply_plan(sentences, plan, names, story)
        if options.plan != "auto" or plan.id == GENERAL:
            break
        if fits(plan, [one for one in assigned if one.is_news]):
            break
    return plan, assigned


def select_sentences(analysis: StoryAnalysis, options: Options, barred: Set[int] = frozenset()) -> Selection:
    """Return the positions of the sentences that are printed, and why the others are not; clusters of ``barred``
    numbers are left out.

    Raises:
        ConfigError: no plan in question has a section for which a share is asked.
    """
    clusters, news = analysis.clusters, analysis.news
    shares, limits = _read_shares(analysis.plan, options), _read_limits(analysis, options)
    by_score = not find_method(options.method).covers
    candidates = list_candidates(clusters, analysis.story.ages, analysis.event, by_score=by_score)
    candidates = [one for one in candidates if news[one.row].cluster not in barred]
    candidates, twins = _leave_out_twins(candidates, news)
    facts, apart = list_facts(news), find_superseding(analysis.clustering, clusters)
    teasers, beside = read_teasers(news, clusters), _list_beside(analysis.opposed, clusters)
    chosen: list[int] = []
    reasons: dict[int, str] = {}
    near: dict[int, int] = {}
    for code, part in divide_by_language(news).items():
        # Each language has a part of the page, as large as its part of the articles.
        ours = [one for one in candidates if news[one.row].language.code == code]
        redundancy = Redundancy(analysis.space.vectors, facts, apart, teasers, beside)
        made = select(ours, shares, limits.scale(part), redundancy)
        chosen += made.rows
        reasons |= made.reasons
        near |= made.near
    near |= _find_hidden(analysis.clustering, clusters, {*chosen}, reasons, near)
    for row, twin in twins.items():
        reasons[row] = reasons.get(twin, TOLD)
        if twin in chosen:
            near[row] = twin
    return Selection(tuple(chosen), reasons, near)


def _list_beside(disagreements: Disagreements, clusters: Sequence[SentenceCluster]) -> dict[int, set[int]]:
    """Return which sentences each line would have beside it as what disagrees with it, by their rows.

    Only those of another article that nobody else tells: who tells the same would be named nowhere.
    """
    found: dict[int, set[int]] = {}
    for number, opposed in disagreements.items():
        line = clusters[number].representative
        rows: set[int] = set()
        for other, _ in opposed:
            is_alone = len(clusters[other.cluster].sentences) == 1
            if is_alone and other.article.id != line.article.id:
                rows.add(other.position)
        if rows:
            found[line.position] = rows
    return found


def _find_hidden(
    clustering: Clustering,
    clusters: Sequence[SentenceCluster],
    chosen: Set[int],
    reasons: Mapping[int, str],
    near: Mapping[int, int],
) -> dict[int, int]:
    """Return what would add little to a printed line from which a figure, a day or a negation keeps it apart, and that
    line, by their rows: on a page of a few lines it would stand nowhere, and it may be the contrary."""
    stands_for: dict[int, int] = {}
    for cluster in clusters:
        stands_for |= dict.fromkeys((one.position for one in cluster.sentences), cluster.representative.position)
    hidden: dict[int, int] = {}
    for low, high, reason, _ in clustering.vetoed:
        one, other = stands_for[low], stands_for[high]
        for row, line in ((one, other), (other, one)):
            is_dropped = reasons.get(row) == ADDS_LITTLE and row not in near
            if reason in REASONS and is_dropped and line in chosen:
                hidden.setdefault(row, line)
    return hidden


def _read_shares(plan: Plan, options: Options) -> list[Share]:
    """Return the shares of a plan's sections, with those that are asked for; ConfigError for one of no plan's section.

    Of plans chosen by the story, what is asked for another one's section does not count.
    """
    is_open = options.plan == "auto"
    known = sorted(
        {section.id for one in (_find_candidates(options) if is_open else [plan]) for section in one.sections}
    )
    for name in options.shares:
        if name not in known:
            called = "no plan has a" if is_open else f"the plan “{plan.id}” has no"
            raise ConfigError(f"{called} section “{name}”", where="--section", hint=nearest(name, known))
    shares: list[Share] = []
    for section in plan.sections:
        part = options.shares.get(section.id, section.share)
        shares.append(Share(section.id, part, asked=section.id in options.shares, at_most=section.at_most))
    return shares


def _read_limits(analysis: StoryAnalysis, options: Options) -> Limits:
    """Return how long the page of a story may be. What news leaves out, no later edition tells."""
    available = sum(len(cluster.sentences) for cluster in analysis.clusters if not cluster.known)
    limits = find_limits(options.length, available)
    if options.least_left or analysis.since is not None:
        limits = replace(limits, least_left=options.least_left)
    return limits


def list_facts(news: Sequence[AnalysedSentence]) -> list[dict[str, float]]:
    """Return of each sentence the facts that make another one which has them tell more likely the same, and how many
    times more alike the two are: its days, its figures, and the side that says it.

    A day or figure of many sentences is what the story is about, and makes no two of them tell the same: with it 9.50
    lines of pages of 22 topics are of use, without it 9.59. But a figure that no article has twice is told once by
    each: by it 17 of 379 stories of teasers lose 21 lines, of which 14 tell all again ("added 266,000 jobs"), and print
    others; no line of the 22 topics moves.
    """
    # The days of many sentences, and the figures of many of which some article has it twice.
    often: Counter[str] = Counter()
    in_articles: Counter[tuple[str, str]] = Counter()
    for one in news:
        figures = list_figures(one.claims)
        often.update(figures | one.claims.all_days)
        in_articles.update((one.article.id, figure) for figure in figures)
    repeated = {figure for (_, figure), times in in_articles.items() if times > 1}
    told_once = {figure for _, figure in in_articles} - repeated
    most = max(_FEW, _COMMON * len(news))
    common = {fact for fact, times in often.items() if times > most} - told_once
    facts: list[dict[str, float]] = []
    for one in news:
        of_row = dict.fromkeys(one.claims.all_days - common, SHARED_FACT)
        of_row |= dict.fromkeys(list_figures(one.claims) - common, SHARED_FIGURE)
        if one.attribution.actor:
            # What one side says, outlets put in many ways: without this the sample page tells one demand twice.
            of_row[f"said by {one.attribution.actor}"] = SHARED_FACT
        facts.append(of_row)
    return facts


def read_teasers(news: Sequence[AnalysedSentence], clusters: Sequence[SentenceCluster]) -> dict[int, Opening]:
    """Return with what each teaser opens, by the positions of the sentences; those without a day are of one."""
    sizes = Counter(one.article.id for one in news)
    found: dict[int, Opening] = {}
    for one in news:
        if one.place == 0 and sizes[one.article.id] <= _TEASER:
            day = as_date(one.article.published[:ISO_DAY])
            # Two that are a day apart have one in common.
            days = frozenset({day, day + timedelta(1)} if day else {None})
            sources = clusters[one.cluster].sources
            found[one.position] = Opening(days, frozenset(one.tokens), frozenset(one.claims.all_days), sources)
    return found


def _leave_out_twins(
    candidates: Sequence[Candidate], news: Sequence[AnalysedSentence]
) -> tuple[list[Candidate], dict[int, int]]:
    """Return the candidates without those that say word for word what a weightier one says, and its row for each.

    Nothing else sees that "I have all I need," he said, is told twice: no word of it counts, and "he" may be two men.
    """
    kept: dict[str, int] = {}
    twins: dict[int, int] = {}
    for one in sorted(candidates, key=lambda one: (not one.must, -one.weight, one.row)):
        row = kept.setdefault(letters(news[one.row].text), one.row)
        if row != one.row:
            twins[one.row] = row
    return [one for one in candidates if one.row not in twins], twins


def _find_candidates(options: Options) -> list[Plan]:
    """Return the plan asked for; by ``auto`` all, the general one last."""
    if options.plan == "auto":
        candidates = sorted(options.plans, key=lambda plan: plan.id == GENERAL)
    else:
        candidates = [plan for plan in options.plans if plan.id == options.plan]
    if not candidates:
        hint = nearest(options.plan, [plan.id for plan in options.plans])
        raise ConfigError(f"there is no plan “{options.plan}”", where="--plan", hint=hint)
    return candidates


def prefer_first_tellers(
    clusters: Sequence[SentenceCluster], news: Sequence[AnalysedSentence], names: Names
) -> tuple[SentenceCluster, ...]:
    """Return clusters for which the oldest sentence stands that tells all of it and stands alone, if need be with a
    gloss.

    Of articles of one day nobody knows who was first: there the sentence stays that stands for them.
    """
    words = read_story_words(news, names)
    found: list[SentenceCluster] = []
    for cluster in clusters:
        shown = cluster.representative
        day = shown.article.published[:ISO_DAY]
        older = [one for one in cluster.sentences if is_before(one.article.published[:ISO_DAY], day)]
        for one in sorted(older, key=lambda one: (one.article.published[:ISO_DAY], one.position)):
            if may_stand_for(shown, one, words, news):
                cluster = replace(cluster, representative=one)
                break
        found.append(cluster)
    return tuple(found)


def is_before(day: str, other: str) -> bool:
    """Return whether a day is surely before another one; one of which only the month is known may be any of it.

    >>> is_before("2031-03-04", "2031-03-05"), is_before("2031-03", "2031-03-05"), is_before("", "2031-03-05")
    (True, False, False)
    """
    known = min(len(day), len(other))
    return bool(known) and day[:known] < other[:known]
